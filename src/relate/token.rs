//! A text cut into words in alphabets, runs of Thai, and numbers, as byte ranges.

use std::ops::Range;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// Letters that are not Thai, with digits, inner apostrophes and inner full stops (`U.S.`).
    Latin,
    /// Digits with inner commas and one inner full stop.
    Number,
    /// Thai letters and marks without a gap.
    Thai,
}

/// A piece of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) bytes: Range<usize>,
}

/// Whether `c` is a Thai letter, vowel, mark or repetition sign; digits and the baht sign are not.
pub(super) fn is_thai(c: char) -> bool {
    matches!(c, '\u{e01}'..='\u{e3a}' | '\u{e40}'..='\u{e4e}')
}

/// Whether `c` is a digit, in either script.
pub(super) fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || is_digit_of_thai(c)
}

/// The tokens of `text`, in order. Linear in its length.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    each(text).collect()
}

/// The tokens of `text`, one at a time.
pub(super) fn each(text: &str) -> impl Iterator<Item = Token> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(first) = text[at..].chars().next() {
            let rest = &text[at..];
            let (kind, len) = if is_thai(first) {
                (TokenKind::Thai, run(rest, is_thai))
            } else if is_digit(first) {
                (TokenKind::Number, number(rest))
            } else if first.is_alphabetic() {
                (TokenKind::Latin, word(rest))
            } else {
                at += first.len_utf8();
                continue;
            };
            let bytes = at..at + len;
            at += len;
            return Some(Token { kind, bytes });
        }
        None
    })
}

fn run(text: &str, keep: impl Fn(char) -> bool) -> usize {
    text.find(|c| !keep(c)).unwrap_or(text.len())
}

/// Length of the number at the start of `text`.
fn number(text: &str) -> usize {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let inner = matches!(c, ',' | '.') && chars.peek().is_some_and(|(_, n)| is_digit(*n));
        if !is_digit(c) && !inner {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

/// Length of the word at the start of `text`.
fn word(text: &str) -> usize {
    if let Some(len) = dotted(text) {
        return len;
    }
    let letter = |c: char| c.is_alphanumeric() && !is_thai(c) && !is_digit_of_thai(c);
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joint = matches!(c, '\'' | '’') && chars.peek().is_some_and(|(_, n)| letter(*n));
        if !letter(c) && !joint {
            break;
        }
        end = at + c.len_utf8();
    }
    end.max(text.chars().next().map_or(0, char::len_utf8))
}

/// Length of an acronym with full stops at the start of `text`: `U.S.`, `U.N.`.
fn dotted(text: &str) -> Option<usize> {
    let mut end = 0;
    let mut letters = 0;
    let mut chars = text.chars();
    while let (Some(c), Some('.')) = (chars.next(), chars.next()) {
        if !c.is_uppercase() {
            break;
        }
        letters += 1;
        end += c.len_utf8() + 1;
    }
    (letters > 1 && !text[end..].starts_with(char::is_alphanumeric)).then_some(end)
}

fn is_digit_of_thai(c: char) -> bool {
    matches!(c, '\u{e50}'..='\u{e59}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        tokens(text).into_iter().map(|t| &text[t.bytes]).collect()
    }

    #[test]
    fn words_numbers_and_thai_runs() {
        assert_eq!(
            cut("Nakamura-Osaka’s 2,000 booths, 88.41% ปี 2562ถึงILO"),
            [
                "Nakamura",
                "Osaka’s",
                "2,000",
                "booths",
                "88.41",
                "ปี",
                "2562",
                "ถึง",
                "ILO"
            ]
        );
    }

    #[test]
    fn an_acronym_keeps_its_stops() {
        assert_eq!(
            cut("the U.S. and U.N. met."),
            ["the", "U.S.", "and", "U.N.", "met"]
        );
        assert_eq!(cut("end.Next a.b x"), ["end", "Next", "a", "b", "x"]);
        assert_eq!(cut("Plan B.Then"), ["Plan", "B", "Then"]);
    }

    #[test]
    fn never_an_endless_loop() {
        for text in [
            "", ".", "๑", "ก", "é’", "A.B.C", "A.Bc", "１２", "x.", "9.", "ำ",
        ] {
            let n: usize = tokens(text).iter().map(|t| t.bytes.len()).sum();
            assert!(n <= text.len(), "{text}");
        }
    }
}
