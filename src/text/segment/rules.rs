//! What keeps a break opportunity from being one: Thai habits, numbers, addresses.
//!
//! Every rule looks a bounded way to either side, so all of them together are linear.

use std::ops::Range;

use unicode_segmentation::GraphemeCursor;

use crate::text::thai::{self, calendar, digits::digit_value, words};

/// How many invisible characters and spaces are looked through, on either side.
const REACH: usize = 16;

/// A space that no line may end at, but for the run of [`wide_spaces`].
const NBSP: char = '\u{a0}';

/// Units that stay with the number before them.
const UNITS: &[&str] = &[
    "บาท",
    "ล้าน",
    "แสน",
    "หมื่น",
    "พันล้าน",
    "น.",
    "กม.",
    "กก.",
    "ซม.",
    "มม.",
    "ม.",
    "ตร.",
    "เปอร์เซ็นต์",
    "%",
    "°",
];

/// Eras that stay with their year.
const ERAS: &[&str] = &["พ.ศ.", "ค.ศ.", "ร.ศ.", "จ.ศ.", "ฮ.ศ."];

/// Whether a line may end at byte `at` of `text`, where UAX 14 or a word border allows it.
/// `at` must not be behind a line end.
pub(super) fn allows(text: &str, at: usize) -> bool {
    let (before, after) = (&text[..at], &text[at..]);
    let first = after.chars().take(REACH).find(|c| !is_unseen(*c));
    let last = before
        .chars()
        .rev()
        .take(REACH)
        .find(|c| !matches!(*c, ' ' | NBSP) && !is_unseen(*c));
    if first.is_some_and(never_first) || last.is_some_and(never_last) {
        return false;
    }
    if after.starts_with(NBSP) {
        // It holds on to what follows, so the line may end behind its run at the best.
        return false;
    }
    if before.ends_with('\u{ad}') {
        // A soft hyphen is not shown, so nothing would tell that the word goes on.
        return false;
    }
    let kept = before.trim_end_matches([' ', NBSP]);
    !together(kept, after, kept.len() < at) && is_border(text, at)
}

/// Whether what stands on either side of the spaces (or of none) belongs on one line.
fn together(before: &str, after: &str, spaced: bool) -> bool {
    let number_next = starts_with_digit(after);
    if number_next && spaced {
        return ERAS.iter().any(|era| before.ends_with(era))
            || calendar::MONTHS_SHORT.iter().any(|m| before.ends_with(m));
    }
    if before.chars().next_back().is_some_and(is_digit) {
        return UNITS.iter().any(|unit| after.starts_with(unit))
            || calendar::MONTHS_SHORT.iter().any(|m| after.starts_with(m))
            || calendar::MONTHS.iter().any(|m| after.starts_with(m));
    }
    false
}

fn starts_with_digit(text: &str) -> bool {
    text.chars().next().is_some_and(is_digit)
}

pub(super) fn is_digit(c: char) -> bool {
    digit_value(c).is_some()
}

/// Whether no line may begin with `c`: a mark, ๆ, ฯ, or a vowel that follows its consonant.
pub(super) fn never_first(c: char) -> bool {
    if thai::is_thai(c) {
        return words::never_first((c as u32 - 0xe00) as u8);
    }
    crate::text::cell::is_mark(c)
}

/// Whether no line may end with `c`: a Thai vowel that leads its consonant.
pub(super) const fn never_last(c: char) -> bool {
    matches!(c, 'เ' | 'แ' | 'โ' | 'ใ' | 'ไ')
}

/// Characters that take no cell and that a rule looks through.
const fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Whether `at` is between two clusters. UAX 14 and UAX 29 nearly always agree; where not, the cluster wins.
fn is_border(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    // Thai letters were looked at by `never_first`; nothing joins ASCII but marks, and they were too.
    let simple = |b: u8| b.is_ascii() || b == 0xe0;
    if bytes.get(at).is_none_or(u8::is_ascii) && simple_before(bytes, at) {
        return true;
    }
    if bytes.get(at).is_some_and(|b| simple(*b)) && bytes[at - 1].is_ascii() {
        return true;
    }
    // Two flags: UAX 14 counts them as UAX 29 does, and counting again for each would not be linear.
    if text[at..].starts_with(is_flag_letter) && text[..at].ends_with(is_flag_letter) {
        return true;
    }
    GraphemeCursor::new(at, text.len(), true)
        .is_boundary(text, 0)
        .unwrap_or(true)
}

fn simple_before(bytes: &[u8], at: usize) -> bool {
    at == 0
        || bytes[at - 1].is_ascii()
        || at
            .checked_sub(3)
            .is_some_and(|i| bytes[i] == 0xe0 && matches!(bytes[i + 1], 0xb8 | 0xb9))
}

const fn is_flag_letter(c: char) -> bool {
    matches!(c, '\u{1f1e6}'..='\u{1f1ff}')
}

/// The ends of runs of white space in which a no-break space follows a plain one. Editors on the web
/// write two spaces so; UAX 14 would end the line between them and start the next one with white space.
/// At the start of a paragraph such a run is an indent, and the line goes on behind it.
pub(super) fn wide_spaces(text: &str) -> impl Iterator<Item = usize> {
    let mut until = 0;
    text.match_indices(" \u{a0}").filter_map(move |(at, _)| {
        if at < until {
            return None;
        }
        let rest = text[at..].trim_start_matches([' ', NBSP]);
        until = text.len() - rest.len();
        let before = text[..at].trim_end_matches([' ', NBSP]);
        let inside = !matches!(before.as_bytes().last(), None | Some(b'\n'));
        (inside && !rest.is_empty() && !rest.starts_with('\n')).then_some(until)
    })
}

/// The addresses (URLs) in `text`, in order and apart.
pub(super) fn addresses(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let word = |b: &u8| b.is_ascii_alphanumeric();
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut schemes = text.match_indices("://").map(|(i, _)| i).peekable();
    let mut bare = text
        .match_indices("www.")
        .map(|(i, _)| i)
        .filter(|i| *i == 0 || !word(&bytes[i - 1]))
        .peekable();
    let mut from = 0;
    loop {
        while schemes.next_if(|i| *i < from).is_some() {}
        while bare.next_if(|i| *i < from).is_some() {}
        let scheme = schemes.peek().map(|s| {
            let letters = bytes[from..*s].iter().rev().take(REACH);
            (s - letters.take_while(|b| word(b)).count(), s + 3)
        });
        let first = [scheme, bare.peek().map(|b| (*b, b + 4))];
        let Some((head, body)) = first.into_iter().flatten().min() else {
            return out;
        };
        let end = body + address_len(&text[body..]);
        out.push(head..end);
        from = end;
    }
}

/// How far an address goes on. Thai right behind a Latin word is no longer part of it.
fn address_len(rest: &str) -> usize {
    let mut last = '/';
    rest.find(|c: char| {
        let stop = c.is_whitespace()
            || matches!(c, '<' | '>' | '"' | '“' | '”' | '(' | ')' | '[' | ']')
            || (thai::is_thai(c) && last.is_ascii_alphanumeric());
        last = c;
        stop
    })
    .unwrap_or(rest.len())
}

/// Whether a line may end at byte `at` inside an address: behind `/ ? & =`, not between two of them, and
/// not behind `://`, which says nothing alone.
pub(super) fn allows_in_address(text: &str, at: usize) -> bool {
    let is_joint = |b: u8| matches!(b, b'/' | b'?' | b'&' | b'=');
    let bytes = text.as_bytes();
    is_joint(bytes[at - 1])
        && !bytes.get(at).is_some_and(|b| is_joint(*b))
        && !bytes[..at].ends_with(b"://")
}
