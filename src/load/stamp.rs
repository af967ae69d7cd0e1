//! Date and time as they stand in a line of their own or beside a name:
//! `6 February 2025 at 3:15 pm`, `11 ธ.ค. 2563 10:15 น.`, `3 days ago`.

use super::line;
use crate::model::When;
use crate::text::date::{Found, dates};
use crate::text::thai::to_ascii_digits;

/// What a line says of time, and what else it says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    /// The day, where the line names one that means one day only.
    pub(super) when: Option<When>,
    /// Whether a time of day is named.
    pub(super) clock: bool,
    /// Whether a distance such as `3 days ago` is named.
    pub(super) ago: bool,
    /// The other words of the line, joined by spaces.
    pub(super) rest: String,
}

/// No line longer than this is a stamp, in bytes.
const LONGEST: usize = 300;

/// Words that go with a date and say nothing else.
const JOINTS: &str = "at|on|um|am|pm|a.m|p.m|à|le|den|der|vom|h|hrs|uhr|gmt|utc|ict|est|edt|pst|pdt|bst|cet|cest|\
    date|dated|posted|published|publish|publié|veröffentlicht|first|last|updated|modified|time|\
    น|เวลา|เมื่อ|วันที่|วัน|โพสต์|เผยแพร่|เผยแพร่เมื่อ|โพสต์เมื่อ|อัปเดต|อัพเดต|อัปเดตล่าสุด|\
    ที่แล้ว|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|tues|wed|thu|thur|\
    thurs|fri|sat|sun|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|\
    mercredi|jeudi|vendredi|samedi|dimanche|จันทร์|อังคาร|พุธ|พฤหัสบดี|ศุกร์|เสาร์|อาทิตย์|\
    วันจันทร์|วันอังคาร|วันพุธ|วันพฤหัสบดี|วันศุกร์|วันเสาร์|วันอาทิตย์";

/// Units of a distance in time, as they begin.
const UNITS: &str = "sec|min|hour|hr|day|week|month|year|sekunde|minute|stunde|tag|woche|monat|jahr|heure|jour|\
    semaine|mois|an|std|sek|วินาที|นาที|ชั่วโมง|ชม|วัน|สัปดาห์|เดือน|ปี";

/// Reads a short line as a stamp; `None` where it names neither a day nor a time.
pub(super) fn read(line: &str) -> Option<Stamp> {
    if line.len() > LONGEST || !line.contains(|c: char| c.is_numeric()) && !line.contains("ago") {
        return None;
    }
    let mut days = dates(line).into_iter().filter(is_day).peekable();
    let when = days
        .peek()
        .and_then(|d| When::day(d.year?, d.month?, d.day?));
    let mut rest: Vec<&str> = Vec::new();
    let mut has_clock = false;
    let mut dated = when.is_some();
    let mut at = 0;
    let mut pieces = Vec::new();
    for day in days {
        pieces.push(&line[at..day.bytes.start]);
        at = day.bytes.end;
    }
    pieces.push(&line[at..]);
    let tokens: Vec<&str> = pieces.iter().flat_map(|p| p.split_whitespace()).collect();
    let distance = distance(&tokens);
    for (ix, token) in tokens.iter().enumerate() {
        let bare = token.trim_matches(|c: char| {
            matches!(
                c,
                ',' | '.' | '(' | ')' | '|' | '·' | '•' | '-' | '–' | '—' | '@' | ';' | '/'
            )
        });
        let digits = to_ascii_digits(bare);
        let clock = is_clock(&digits);
        let numbers = is_numeric_date(&digits);
        has_clock |= clock;
        dated |= numbers;
        let skip = bare.is_empty()
            || clock
            || numbers
            || distance.is_some_and(|(from, to)| (from..to).contains(&ix))
            || line::is_in(JOINTS, bare.to_lowercase().trim_end_matches([':', '.']));
        if !skip {
            rest.push(token);
        }
    }
    let rest = rest.join(" ");
    let rest = rest
        .trim_matches(|c: char| matches!(c, ',' | '|' | '·' | '•' | '-' | '–' | '—' | ' '))
        .to_owned();
    let ago = distance.is_some();
    (dated || has_clock || ago).then_some(Stamp {
        when,
        clock: has_clock,
        ago,
        rest,
    })
}

/// Whether a whole day is named.
fn is_day(d: &Found) -> bool {
    d.year.is_some() && d.month.is_some() && d.day.is_some()
}

/// `3:15`, `15:04:05`, `3.15pm`, `10:15น`: a time of day.
fn is_clock(token: &str) -> bool {
    let lower = token.to_ascii_lowercase();
    let (digits, suffix) = match lower.find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.') {
        Some(at) => lower.split_at(at),
        None => (&*lower, ""),
    };
    let suffixed = matches!(suffix, "am" | "pm" | "a.m" | "p.m" | "h" | "น");
    let mut parts = digits.trim_end_matches('.').split([':', '.']);
    let (Some(hour), Some(minute)) = (parts.next(), parts.next()) else {
        return matches!(suffix, "am" | "pm") && digits.parse::<u8>().is_ok_and(|h| h <= 12);
    };
    let colon = digits.contains(':');
    (suffixed || colon && suffix.is_empty())
        && hour.len() <= 2
        && hour.parse::<u8>().is_ok_and(|h| h < 24)
        && minute.len() == 2
        && minute.parse::<u8>().is_ok_and(|m| m < 60)
}

/// `06/02/2025`, `6.2.25`: a date whose day and month may be either way round.
fn is_numeric_date(token: &str) -> bool {
    let mut parts = token.split(['/', '.', '-']);
    let number = |p: Option<&str>, most: u16| {
        p.is_some_and(|p| p.len() <= 4 && p.parse::<u16>().is_ok_and(|n| n <= most))
    };
    let (a, b) = (parts.next(), parts.next());
    let year = parts.next();
    number(a, 31)
        && number(b, 31)
        && year.is_some_and(|y| y.len() == 2 || y.len() == 4)
        && number(year, 2999)
        && parts.next().is_none()
}

/// Where a distance stands among the tokens: `3 days ago`, `vor 2 Tagen`, `il y a 3 heures`, `2 ชั่วโมงที่แล้ว`.
fn distance(tokens: &[&str]) -> Option<(usize, usize)> {
    for (ix, token) in tokens.iter().enumerate() {
        let lower = token.to_lowercase();
        let word = lower.trim_matches(|c: char| !c.is_alphanumeric() && !line::is_thai(c));
        let short = word.trim_start_matches(|c: char| c.is_ascii_digit());
        let counted = short.len() < word.len()
            || ix > 0
                && tokens[ix - 1]
                    .trim_start_matches('(')
                    .parse::<u32>()
                    .is_ok()
            || ix > 0 && matches!(tokens[ix - 1], "a" | "an" | "one");
        if !counted {
            continue;
        }
        let from = if short.len() < word.len() { ix } else { ix - 1 };
        if !is_unit(short) {
            continue;
        }
        if tokens
            .get(ix + 1)
            .is_some_and(|t| t.to_lowercase().starts_with("ago"))
        {
            return Some((from, ix + 2));
        }
        if short.ends_with("ที่แล้ว") || short.ends_with("ก่อน") {
            return Some((from, ix + 1));
        }
        if tokens
            .get(ix + 1)
            .is_some_and(|t| t.starts_with("ที่แล้ว") || t.starts_with("ก่อน"))
        {
            return Some((from, ix + 2));
        }
        if from > 0
            && tokens[from - 1]
                .trim_start_matches('(')
                .eq_ignore_ascii_case("vor")
        {
            return Some((from - 1, ix + 1));
        }
        if from > 2
            && tokens[from - 3..from]
                .iter()
                .map(|t| t.to_lowercase())
                .eq(["il", "y", "a"])
        {
            return Some((from - 3, ix + 1));
        }
    }
    None
}

fn is_unit(word: &str) -> bool {
    line::entries(UNITS).any(|u| word.starts_with(u))
        || matches!(word, "h" | "d" | "w" | "m" | "y" | "mo" | "s")
}

/// Whether the text is a distance that leaves out that it is past: `2h`, `3 days`, `2 ชั่วโมง`.
pub(super) fn is_short_distance(text: &str) -> bool {
    let text = to_ascii_digits(text).to_lowercase();
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - unit.len();
    let unit = unit.trim();
    (1..=3).contains(&digits) && !unit.contains(' ') && is_unit(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(line: &str) -> (Option<String>, bool, String) {
        let s = read(line).unwrap_or_else(|| panic!("{line} names a time"));
        (s.when.map(|w| w.to_string()), s.clock || s.ago, s.rest)
    }

    #[test]
    fn dates_and_times_are_parted_from_names() {
        let day = |d: &str| Some(d.to_owned());
        assert_eq!(
            told("February 6, 2025 at 3:15 pm"),
            (day("2025-02-06"), true, String::new())
        );
        assert_eq!(
            told("Anna Lind on February 6, 2025 at 3:15 pm"),
            (day("2025-02-06"), true, "Anna Lind".into())
        );
        assert_eq!(
            told("11 ธ.ค. 2563 10:15 น."),
            (day("2020-12-11"), true, String::new())
        );
        assert_eq!(
            told("๑๑ ธ.ค. ๒๕๖๓ เวลา ๑๐:๑๕ น."),
            (day("2020-12-11"), true, String::new())
        );
        assert_eq!(told("Anna · 3 days ago"), (None, true, "Anna".into()));
        assert_eq!(told("สมชาย 2 ชั่วโมงที่แล้ว"), (None, true, "สมชาย".into()));
        assert_eq!(told("Jan vor 2 Tagen"), (None, true, "Jan".into()));
        assert_eq!(
            told("Published: 2025-02-10"),
            (day("2025-02-10"), false, String::new())
        );
        assert_eq!(told("06/02/2025 14:05"), (None, true, String::new()));
    }

    #[test]
    fn lines_without_a_time_are_no_stamps() {
        for line in [
            "",
            "Anna",
            "183 3",
            "12 points",
            "Chapter 12",
            "long ago",
            "It cost 3.50 in all",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
