//! Times as pages write them for machines, and as they write them for people.

use super::super::super::stamp;
use crate::model::When;

/// Reads a time: RFC 3339 and its near relatives, else a day in words.
pub(in super::super) fn when(words: &str) -> Option<When> {
    let words = words.trim();
    if words.len() > 64 {
        return None;
    }
    let moment = |s: &str| s.parse::<When>().ok();
    if let Some(when) = moment(words) {
        return Some(when);
    }
    let head = words.get(..10).and_then(moment);
    if let (Some(day), Some(rest)) = (head, words.get(10..)) {
        return Some(zoned(&words[..10], rest).unwrap_or(day));
    }
    stamp::read(words)?.when
}

/// A moment from a day and `T10:00:00.000+0700`, ` 10:00 +07:00` and the like; without a zone it is none.
fn zoned(day: &str, rest: &str) -> Option<When> {
    let rest = rest.trim_start_matches(['T', 't', ' ']);
    let cut = rest
        .find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.')
        .unwrap_or(rest.len());
    let (clock, zone) = rest.split_at(cut);
    let clock = match clock.matches(':').count() {
        1 => format!("{clock}:00"),
        _ => clock.to_owned(),
    };
    let zone = zone.trim();
    let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
    let zone = match (zone.chars().next()?, &*digits) {
        ('Z' | 'z' | 'U' | 'G', "") => "Z".to_owned(),
        (sign @ ('+' | '-'), d) if d.len() == 4 => format!("{sign}{}:{}", &d[..2], &d[2..]),
        (sign @ ('+' | '-'), d) if d.len() == 2 => format!("{sign}{d}:00"),
        _ => return None,
    };
    format!("{day}T{clock}{zone}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_pages_write_them() {
        for (words, want) in [
            ("2025-02-10", "2025-02-10"),
            ("2025-02-10T10:00:00Z", "2025-02-10T10:00:00Z"),
            ("2025-02-10T10:00:00+07:00", "2025-02-10T03:00:00Z"),
            ("2025-02-10T10:00:00.000+0700", "2025-02-10T03:00:00Z"),
            ("2025-02-10 10:00 +0700", "2025-02-10T03:00:00Z"),
            ("2025-02-10 10:00:00 UTC", "2025-02-10T10:00:00Z"),
            ("2025-02-10 10:00:00", "2025-02-10"),
            ("February 10, 2025", "2025-02-10"),
            ("๑๐ กุมภาพันธ์ ๒๕๖๘", "2025-02-10"),
        ] {
            assert_eq!(
                when(words).map(|w| w.to_string()).as_deref(),
                Some(want),
                "{words}"
            );
        }
        for none in ["", "soon", "2025-13-40", "3 days ago", "กขคง"] {
            assert_eq!(when(none), None, "{none}");
        }
    }
}
