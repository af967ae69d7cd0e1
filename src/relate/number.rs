//! Numbers with their scale, so that `2.44 million` and `2,440,000` and `2.44 ล้าน` are one.
//!
//! Left out: small counts, list numbers, years, clock times, scores, ordinals and whatever
//! stands inside a date: two documents share those by chance.

use std::ops::Range;

use super::token::{Token, TokenKind};
use crate::text::thai;

/// A number found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    /// Its value: digits without commas, `%` behind a share.
    pub(super) key: String,
    /// Where it stands, with its scale.
    pub(super) bytes: Range<usize>,
}

/// Below this a plain count says nothing.
const SMALLEST: f64 = 13.0;

/// What may follow a number, longest first: the word and what it multiplies by.
const SCALES: &[(&str, f64)] = &[
    ("แสนล้าน", 1e11),
    ("หมื่นล้าน", 1e10),
    ("พันล้าน", 1e9),
    ("ล้านล้าน", 1e12),
    ("ล้าน", 1e6),
    ("แสน", 1e5),
    ("หมื่น", 1e4),
    ("พัน", 1e3),
    ("trillion", 1e12),
    ("billion", 1e9),
    ("million", 1e6),
    ("thousand", 1e3),
    ("bn", 1e9),
    ("tn", 1e12),
    ("k", 1e3),
    ("m", 1e6),
];

const SHARES: &[&str] = &["%", "percent", "per cent", "เปอร์เซ็นต์", "เปอร์เซนต์"];

/// The numbers of `text`. `found` are its tokens, `dates` the byte ranges of its dates, in order.
pub(super) fn numbers(text: &str, found: &[Token], dates: &[Range<usize>]) -> Vec<Number> {
    let mut out = Vec::new();
    let mut dates = dates.iter().peekable();
    for token in found.iter().filter(|t| t.kind == TokenKind::Number) {
        while dates.next_if(|d| d.end <= token.bytes.start).is_some() {}
        if dates.peek().is_some_and(|d| d.start < token.bytes.end) {
            continue;
        }
        out.extend(number(text, token.bytes.clone()));
    }
    out
}

fn number(text: &str, bytes: Range<usize>) -> Option<Number> {
    let (before, after) = (&text[..bytes.start], &text[bytes.end..]);
    let written = &text[bytes.clone()];
    let glued =
        |c: char| matches!(c, ':' | '/' | '-' | '–' | '.' | '_' | '=') || c.is_ascii_alphabetic();
    if before.ends_with(glued) && !before.ends_with(". ") {
        return None;
    }
    let digits = thai::digits::to_ascii_digits(written).replace(',', "");
    let value: f64 = digits.parse().ok()?;
    let gap = after.len() - after.trim_start_matches([' ', '\u{a0}', '-']).len();
    let next = &after[gap..];
    let whole = |word: &str| {
        next.strip_prefix(word).is_some_and(|r| {
            !word.is_ascii() || !r.starts_with(|c: char| c.is_ascii_alphanumeric())
        })
    };
    if let Some(share) = SHARES.iter().find(|s| next.starts_with(**s)) {
        return Some(Number {
            key: format!("{}%", plain(value)),
            bytes: bytes.start..bytes.end + gap + share.len(),
        });
    }
    if before.trim_end().ends_with("ร้อยละ") {
        return Some(Number {
            key: format!("{}%", plain(value)),
            bytes,
        });
    }
    // A letter for a scale must touch its number: `5m`, but not `5 m`.
    let scale = SCALES
        .iter()
        .find(|(word, _)| whole(word) && (word.len() > 2 || gap == 0));
    if let Some((word, times)) = scale {
        return Some(Number {
            key: plain(value * times),
            bytes: bytes.start..bytes.end + gap + word.len(),
        });
    }
    let year = digits.len() == 4
        && !written.contains(',')
        && matches!(digits.parse(), Ok(1900..=2100u32 | 2400..=2620));
    let score = after
        .strip_prefix([':', '/', '-', '–', '_', '='])
        .is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit()));
    let ordinal = after.starts_with(|c: char| c.is_ascii_alphabetic());
    let listed = before.trim_end_matches(' ').is_empty() && after.starts_with(['.', ')']);
    // A string of digits this long is a telephone or serial number; beyond 15 digits f64 is not exact.
    let serial = digits.len() > 12
        || (digits.starts_with('0') && digits.len() > 1 && !digits.starts_with("0."));
    let small = value < SMALLEST && !digits.contains('.');
    (!(year || score || ordinal || listed || serial || small)).then(|| Number {
        key: plain(value),
        bytes,
    })
}

/// The shortest decimal form, at most 4 places.
fn plain(value: f64) -> String {
    let s = format!("{value:.4}");
    s.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;

    fn keys(text: &str) -> Vec<String> {
        numbers(text, &tokens(text), &[])
            .into_iter()
            .map(|n| n.key)
            .collect()
    }

    #[test]
    fn scales_meet_across_scripts() {
        assert_eq!(keys("2.44 million"), ["2440000"]);
        assert_eq!(keys("2.44 ล้านคน"), ["2440000"]);
        assert_eq!(keys("2,440,000 and $13.9bn"), ["2440000", "13900000000"]);
        assert_eq!(keys("๓๐ บาท"), ["30"]);
        assert_eq!(
            keys("ร้อยละ 12.5, 12.5 percent, 12.5%"),
            ["12.5%", "12.5%", "12.5%"]
        );
    }

    #[test]
    fn what_is_no_amount_is_left_out() {
        for text in [
            "1. First",
            "14) point",
            "in 2019",
            "ปี 2562",
            "at 8:30",
            "won 20-13",
            "the 20th",
            "7 days",
            "call 0812345678",
            "IMG_9242",
            "x=42",
        ] {
            assert_eq!(keys(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_number_inside_a_date_is_no_number() {
        let text = "on 14 May, 31 died";
        let got = numbers(text, &tokens(text), std::slice::from_ref(&(3..9)));
        assert_eq!(got.len(), 1);
        assert_eq!(got[0].key, "31");
    }

    #[test]
    fn odd_ends_never_panic() {
        for text in [
            "13:",
            "13–",
            "13–4",
            "99 ",
            "13ล้า",
            "15/",
            "1.2.3.4",
            "99999999999999999999",
        ] {
            let _ = keys(text);
        }
    }
}
