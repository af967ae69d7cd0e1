//! All hits of a needle, as byte ranges of the original.
//!
//! The text is folded as it streams by ([`fold::chars`]) and matched by
//! Knuth, Morris and Pratt: one pass, linear, no copy of the text. Hits are
//! then widened to whole clusters, so that a highlight never cuts one.

use std::ops::Range;

use super::{cell, fold};

/// What the reader searches for, ready to be found. Smart case: a capital letter makes it exact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needle {
    /// The folded characters to be found.
    word: Vec<char>,
    /// For each of them, where to go on after a mismatch.
    next: Vec<usize>,
    exact: bool,
}

impl Needle {
    /// A needle, or `None` where `word` has nothing to search for. White space at its ends does not count.
    pub fn new(word: &str) -> Option<Self> {
        let exact = word.chars().any(char::is_uppercase);
        let word: Vec<char> = fold::chars(word.trim(), exact).map(|(c, _)| c).collect();
        if word.iter().all(|c| *c == ' ') {
            return None;
        }
        let next = failures(&word);
        Some(Self { word, next, exact })
    }

    /// All hits in `text`, in order and apart, widened to whole clusters; byte ranges of `text`.
    ///
    /// ```
    /// use khao::text::find::Needle;
    /// let needle = Needle::new("ilo").unwrap();
    /// assert_eq!(needle.find_all("The ILO met."), [4..7]);
    /// ```
    pub fn find_all(&self, text: &str) -> Vec<Range<usize>> {
        let mut hits: Vec<Range<usize>> = Vec::new();
        let n = self.word.len();
        // The offsets of the last `n` characters.
        let mut starts = vec![0; n];
        let mut state = 0;
        for (i, (c, at)) in fold::chars(text, self.exact).enumerate() {
            starts[i % n] = at;
            state = self.step(state, c);
            if state == n {
                hits.push(starts[(i + 1) % n]..at + 1);
                state = 0;
            }
        }
        widen(text, hits)
    }

    /// Whether `text` holds it: the cheap question. Does not allocate.
    pub fn is_in(&self, text: &str) -> bool {
        let mut state = 0;
        if text.is_ascii() {
            // Nothing to put in order: bytes are characters.
            return text.bytes().any(|b| {
                let b = if self.exact {
                    b
                } else {
                    b.to_ascii_lowercase()
                };
                let c = if b == b'\n' { ' ' } else { b as char };
                state = self.step(state, c);
                state == self.word.len()
            });
        }
        fold::chars(text, self.exact).any(|(c, _)| {
            state = self.step(state, c);
            state == self.word.len()
        })
    }

    /// How many characters match after `c`, where `state` of them matched before it.
    fn step(&self, mut state: usize, c: char) -> usize {
        loop {
            if self.word.get(state) == Some(&c) {
                return state + 1;
            }
            if state == 0 {
                return 0;
            }
            state = self.next[state - 1];
        }
    }
}

/// For each place in `word` the length of its longest proper border.
fn failures(word: &[char]) -> Vec<usize> {
    let mut next = vec![0; word.len()];
    let mut state = 0;
    for i in 1..word.len() {
        while state > 0 && word[state] != word[i] {
            state = next[state - 1];
        }
        if word[state] == word[i] {
            state += 1;
        }
        next[i] = state;
    }
    next
}

/// Rising `hits` widened to whole clusters of `text`, and joined where they then touch the same one.
fn widen(text: &str, hits: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::with_capacity(hits.len());
    let mut spans = cell::spans(text).map(|(bytes, _)| bytes);
    let mut span = 0..0;
    for hit in hits {
        while span.end <= hit.start {
            match spans.next() {
                Some(next) => span = next,
                None => return out,
            }
        }
        let start = span.start;
        while span.end < hit.end {
            match spans.next() {
                Some(next) => span = next,
                None => break,
            }
        }
        match out.last_mut() {
            Some(last) if last.end > start => last.end = last.end.max(span.end),
            _ => out.push(start..span.end),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hits<'a>(needle: &str, text: &'a str) -> Vec<&'a str> {
        let needle = Needle::new(needle).unwrap();
        let found = needle.find_all(text);
        assert_eq!(needle.is_in(text), !found.is_empty(), "{text}");
        found.into_iter().map(|r| &text[r]).collect()
    }

    #[test]
    fn smart_case() {
        assert_eq!(hits("ilo", "ILO ilo Ilo"), ["ILO", "ilo", "Ilo"]);
        assert_eq!(hits("ILO", "ILO ilo Ilo"), ["ILO"]);
        assert_eq!(hits("don't", "Don’t"), ["Don’t"]);
        assert_eq!(hits("two words", "two\nwords"), ["two\nwords"]);
    }

    #[test]
    fn thai_spellings_and_digits() {
        assert_eq!(hits("น้ำ", "นํ้า น้ํา น้ำ"), ["นํ้า", "น้ํา", "น้ำ"]);
        assert_eq!(hits("2562", "ปี ๒๕๖๒ 2562"), ["๒๕๖๒", "2562"]);
        assert_eq!(hits("แม่", "เเม่"), ["เเม่"]);
        assert_eq!(hits("paypal", "pay\u{200b}pal"), ["pay\u{200b}pal"]);
    }

    #[test]
    fn whole_clusters() {
        assert_eq!(hits("ก", "กี่ กำ ก"), ["กี่", "กำ", "ก"]);
        assert_eq!(hits("e", "e\u{301}"), ["e\u{301}"]);
        assert_eq!(hits("า", "ขา"), ["า"]);
    }

    #[test]
    fn in_order_and_apart() {
        assert_eq!(hits("aa", "aaaaa"), ["aa", "aa"]);
        assert_eq!(hits("aab", "aaab"), ["aab"]);
        assert_eq!(hits("abab", "abaabab"), ["abab"]);
        assert_eq!(hits("x", ""), Vec::<&str>::new());
    }

    #[test]
    fn nothing_to_search_for() {
        for word in ["", "  ", "\u{200b}", "\n"] {
            assert_eq!(Needle::new(word), None);
        }
    }

    #[test]
    fn floods_are_linear() {
        let needle = Needle::new(&"a".repeat(200)).unwrap();
        assert!(!needle.is_in(&format!("{}b", "a".repeat(199)).repeat(2_000)));
        let flags = Needle::new("🇹🇭").unwrap();
        assert_eq!(flags.find_all(&"🇹🇭".repeat(50_000)).len(), 50_000);
    }
}
