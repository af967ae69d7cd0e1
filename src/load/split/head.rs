//! Lines above a comment: its number, its author, its time.

use super::super::{line, stamp};
use super::table::{Sign, is_name};
use crate::text::thai::digit_value;

/// The number of a comment, and its place among the answers to that one, as in `1-2`.
pub(super) type Number = (u32, Option<u32>);

/// Verbs that a comment system puts behind a name.
const SAYS: &str = "says|said|wrote|writes|commented|replied|schreibt|schrieb|sagt|sagte|meint|meinte|a dit|dit|\
    a écrit|écrit|dice|กล่าวว่า|เขียนว่า|บอกว่า|says this|posted";

/// Words before the number of a comment.
const NUMBERED: &str = "ความคิดเห็นที่|ความเห็นที่|คอมเมนต์ที่|คห.ที่|คห.|comment #|comment no.|kommentar #|\
    commentaire n°";

/// Words before the number of the comment that is answered.
const ANSWERS: &str = "in reply to|replying to|reply to|ตอบกลับ|ตอบ";

/// The number at the start of `text`, `3` or `1-2`, and its length in bytes.
fn number(text: &str) -> Option<(Number, usize)> {
    let (no, len) = digits(text)?;
    let below = text[len..].strip_prefix('-').and_then(digits);
    Some(match below {
        Some((sub, more)) => ((no, Some(sub)), len + 1 + more),
        None => ((no, None), len),
    })
}

/// A number of six digits at the most, ASCII or Thai, and its length in bytes.
fn digits(text: &str) -> Option<(u32, usize)> {
    let (mut value, mut n, mut len) = (0, 0, 0);
    for c in text.chars() {
        let Some(digit) = digit_value(c) else {
            break;
        };
        (value, n, len) = (value * 10 + digit, n + 1, len + c.len_utf8());
        if n > 6 {
            return None;
        }
    }
    (n > 0).then_some((value, len))
}

/// `ตอบ #1`, `ตอบกลับความคิดเห็นที่ 1`, `In reply to #1` at the start of a text: the number, and the length of
/// what says so with the pause behind it, in bytes.
pub(super) fn answers(text: &str) -> Option<(Number, usize)> {
    // The words and the number are short; ASCII lower case keeps lengths.
    let lower = line::head(text, 120).to_ascii_lowercase();
    let said = line::entries(ANSWERS).find_map(|p| lower.strip_prefix(p))?;
    let said = said.trim_start();
    let rest = line::entries(NUMBERED)
        .find_map(|p| said.strip_prefix(p))
        .or_else(|| said.strip_prefix('#'))?;
    let (no, len) = number(rest.trim_start())?;
    let behind = &rest.trim_start()[len..];
    let words = behind.trim_start_matches([' ', ':', ',', '–', '\n']);
    // `ตอบ #1 เมื่อ: 10 มี.ค.` is how a board numbers its answers: this one is the first.
    let parted = words.len() < behind.len() || words.is_empty();
    (parted && !words.starts_with("เมื่อ")).then_some((no, lower.len() - words.len()))
}

/// `ความคิดเห็นที่ 3`, `#3`, perhaps with a name and a time behind it.
pub(super) fn numbered(text: &str) -> Option<Sign> {
    // ASCII lower case keeps lengths.
    let lower = text.to_ascii_lowercase();
    let rest = match line::entries(NUMBERED).find_map(|p| lower.strip_prefix(p)) {
        Some(rest) => rest.trim_start(),
        None => lower
            .strip_prefix('#')
            .filter(|r| r.starts_with(|c: char| c.is_ascii_digit()))?,
    };
    let (no, len) = number(rest)?;
    let after = &rest[len..];
    if after.starts_with(char::is_alphanumeric) {
        return None;
    }
    // The tail in its own letters.
    let tail = text[text.len() - after.len()..]
        .trim_matches(|c: char| matches!(c, ' ' | ':' | '.' | '-' | '–' | '·' | '|'));
    if tail.is_empty() {
        return Some(Sign::Number {
            no,
            author: None,
            when: None,
        });
    }
    match stamp::read(tail) {
        Some(s) => Some(Sign::Number {
            no,
            author: name(&s.rest),
            when: s.when,
        }),
        None => name(tail).map(|name| Sign::Number {
            no,
            author: Some(name),
            when: None,
        }),
    }
}

/// `Anna says:`, with or without a time.
pub(super) fn says(text: &str) -> Option<Sign> {
    let head = text.trim_end().strip_suffix(':')?.trim_end();
    let lower = head.to_lowercase();
    let verb = line::entries(SAYS)
        .filter(|v| lower.ends_with(v))
        .map(str::len)
        .max()?;
    let who = head.get(..head.len().checked_sub(verb)?)?;
    let spaced = who.ends_with(' ') || who.ends_with(line::is_thai);
    let (name_part, when) = match stamp::read(who) {
        Some(s) => (s.rest, s.when),
        None => (who.trim().to_owned(), None),
    };
    (spaced && is_name(&name_part) && !is_pronoun(&name_part)).then_some(Sign::Author {
        name: name_part,
        when,
    })
}

/// `He said:` is a line of prose.
fn is_pronoun(name: &str) -> bool {
    let first = name.split(' ').next().unwrap_or_default().to_lowercase();
    [
        "he",
        "she",
        "they",
        "it",
        "i",
        "we",
        "the",
        "a",
        "an",
        "this",
        "er",
        "sie",
        "il",
        "elle",
        "เขา",
        "เธอ",
    ]
    .contains(&&*first)
}

/// A time with or without a name.
pub(super) fn timed(text: &str) -> Option<Sign> {
    let text = text.strip_suffix(':').unwrap_or(text);
    if let Some(sign) = shortly(text) {
        return Some(sign);
    }
    let s = stamp::read(text)?;
    let noon = ["a.m.", "p.m.", "น."].iter().any(|w| text.ends_with(w));
    if line::ends_sentence(text) && !noon
        || !(s.ago || s.clock && s.when.is_some() || s.when.is_some() && s.rest.is_empty())
        || line::ends_sentence(&s.rest)
    {
        return None;
    }
    if s.rest.is_empty() {
        return Some(Sign::Time(s.when));
    }
    let bare = author(&s.rest)?;
    // `old_sailor - 12 March 2024, 14:05`: a name that starts small is one word, and what parts it is seen.
    let behind = text.strip_prefix(&*bare).unwrap_or_default().trim_start();
    let parted =
        behind.starts_with(['-', '–', '—', '|', '·', '•', ',', '(']) && !bare.contains(' ');
    let named = line::words(&s.rest) <= 6
        && (s.ago || parted || bare.starts_with(|c: char| c.is_uppercase() || line::is_thai(c)));
    named.then_some(Sign::Author {
        name: bare,
        when: s.when,
    })
}

/// `Anna · 2h`: a distance in time that says no more than that.
fn shortly(text: &str) -> Option<Sign> {
    let (who, distance) = text.rsplit_once(['·', '•'])?;
    let name = author(who.trim())?;
    stamp::is_short_distance(distance.trim()).then_some(Sign::Author { name, when: None })
}

/// Words before the name of an author.
const BY: &str = "by|von|par|por|door|di|โดย|ผู้เขียน|ผู้โพสต์";

/// The name in what a line says besides a time: `by Anna Lind`, `Anna says`, `Anna, 12 points`.
pub(super) fn author(rest: &str) -> Option<String> {
    let bare = rest.split(['|', '·', '•', ',', '(']).next()?.trim();
    let bare = bare.trim_end_matches([' ', ':', '-', '–', '—']);
    let bare = line::entries(SAYS)
        .find_map(|v| bare.strip_suffix(v).filter(|r| r.ends_with(' ')))
        .unwrap_or(bare)
        .trim();
    let bare = unattributed(bare);
    is_name(bare).then(|| bare.to_owned())
}

/// The name without the word before it: `by Anna`, `โดย สมชาย`.
fn unattributed(name: &str) -> &str {
    let (first, rest) = name.split_once([' ', ':']).unwrap_or((name, ""));
    let rest = rest.trim_start();
    let is_by = line::is_in(BY, &first.to_lowercase()) && !rest.is_empty();
    if is_by { rest } else { name }
}

fn name(text: &str) -> Option<String> {
    let bare = text.trim_matches(|c: char| matches!(c, ' ' | ':' | ',' | '-' | '–' | '·' | '|'));
    let bare = unattributed(bare);
    is_name(bare).then(|| bare.to_owned())
}
