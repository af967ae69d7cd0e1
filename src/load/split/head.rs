//! Lines above a comment: its number, its author, its time.

use super::super::{line, stamp};
use super::table::{Sign, is_name};

/// Verbs that a comment system puts behind a name.
const SAYS: &str = "says|said|wrote|writes|commented|replied|schreibt|schrieb|sagt|sagte|meint|meinte|a dit|dit|\
    a écrit|écrit|dice|กล่าวว่า|เขียนว่า|บอกว่า|says this|posted";

/// Words before the number of a comment.
const NUMBERED: &str = "ความคิดเห็นที่|ความเห็นที่|คอมเมนต์ที่|คห.ที่|คห.|comment #|comment no.|kommentar #|\
    commentaire n°";

/// `ความคิดเห็นที่ 3`, `#3`, perhaps with a name and a time behind it.
pub(super) fn numbered(text: &str) -> Option<Sign> {
    let lower = text.to_lowercase();
    let rest = match line::entries(NUMBERED).find_map(|p| lower.strip_prefix(p)) {
        Some(rest) => rest.trim_start(),
        None => lower
            .strip_prefix('#')
            .filter(|r| r.starts_with(|c: char| c.is_ascii_digit()))?,
    };
    let digits = rest.len() - rest.trim_start_matches(char::is_numeric).len();
    let after = &rest[digits..];
    if digits == 0 || digits > 6 || after.starts_with(|c: char| c.is_alphabetic()) {
        return None;
    }
    // The tail in its own letters: folding to lower case may have changed lengths, so it is found from the end.
    let n = after.chars().count();
    let from = text
        .char_indices()
        .rev()
        .nth(n.saturating_sub(1))
        .map_or(text.len(), |(at, _)| at);
    let tail = if n == 0 {
        ""
    } else {
        text[from..].trim_matches(|c: char| matches!(c, ' ' | ':' | '.' | '-' | '–' | '·' | '|'))
    };
    if tail.is_empty() {
        return Some(Sign::Number {
            author: None,
            when: None,
        });
    }
    match stamp::read(tail) {
        Some(s) => Some(Sign::Number {
            author: name(&s.rest),
            when: s.when,
        }),
        None if is_name(tail) => Some(Sign::Number {
            author: name(tail),
            when: None,
        }),
        None => None,
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
    // `Anna says (3 days ago)`, `Anna, 12 points, 3 hours ago`
    let bare = s
        .rest
        .split(['|', '·', '•', ',', '('])
        .next()
        .unwrap_or_default()
        .trim();
    let bare = line::entries(SAYS)
        .find_map(|v| bare.strip_suffix(v).filter(|r| r.ends_with(' ')))
        .unwrap_or(bare)
        .trim();
    let named = is_name(bare)
        && line::words(&s.rest) <= 6
        && bare.starts_with(|c: char| c.is_uppercase() || line::is_thai(c) || s.ago);
    named.then(|| Sign::Author {
        name: bare.to_owned(),
        when: s.when,
    })
}

fn name(text: &str) -> Option<String> {
    let bare = text.trim_matches(|c: char| matches!(c, ' ' | ':' | ',' | '-' | '–' | '·' | '|'));
    is_name(bare).then(|| bare.to_owned())
}
