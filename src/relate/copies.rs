//! Near copies: one agency's report in four papers is one source, not four.
//!
//! A fingerprint is a 64-bit `SimHash` over all runs of three words: articles that differ in a few of
//! them differ in a few bits. Short articles have none, since a headline more or less would decide.

use std::hash::Hasher as _;

use siphasher::sip::SipHasher13;

use super::token::{TokenKind, each};
use crate::model::{BlockIx, BlockKind, Document};
use crate::text::Segmenter;

/// The words of an article as 64 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint(u64);

/// The least number of words that have a fingerprint.
const LEAST: usize = 40;

/// At most so many bits differ between copies. Two strangers differ in 32, give or take 8.
const BITS: u32 = 9;

impl Fingerprint {
    /// That of a document's article, without title; `None` where it has too few words.
    pub fn of(document: &Document, segmenter: &Segmenter) -> Option<Self> {
        let mut words: Vec<u64> = Vec::new();
        let texts = BlockIx::each(&document.article.blocks)
            .filter_map(|ix| document.blocks.get(ix.ix()))
            .filter(|b| !matches!(b.kind, BlockKind::Image | BlockKind::Code))
            .map(|b| b.text.as_str());
        for text in texts {
            let breaks = segmenter.thai_breaks(text);
            let mut breaks = breaks.iter().map(|b| b.at).peekable();
            for token in each(text) {
                let mut from = token.bytes.start;
                while breaks.next_if(|at| *at <= from).is_some() {}
                if token.kind == TokenKind::Thai {
                    while let Some(at) = breaks.next_if(|at| *at < token.bytes.end) {
                        words.push(hash(&text[from..at]));
                        from = at;
                    }
                }
                words.push(hash(&text[from..token.bytes.end]));
            }
        }
        (words.len() >= LEAST).then(|| Self(simhash(&words)))
    }

    /// The bits, to be kept.
    pub fn bits(self) -> u64 {
        self.0
    }

    /// The fingerprint that had these bits.
    pub fn from_bits(bits: u64) -> Self {
        Self(bits)
    }

    /// Whether two articles are copies of one, or nearly so.
    pub fn is_copy(self, other: Self) -> bool {
        (self.0 ^ other.0).count_ones() <= BITS
    }
}

fn simhash(words: &[u64]) -> u64 {
    let mut votes = [0i32; 64];
    for run in words.windows(3) {
        let mut hasher = SipHasher13::new();
        for word in run {
            hasher.write_u64(*word);
        }
        let hash = hasher.finish();
        for (bit, vote) in votes.iter_mut().enumerate() {
            *vote += if hash >> bit & 1 == 1 { 1 } else { -1 };
        }
    }
    let mut bits = 0;
    for (bit, vote) in votes.iter().enumerate() {
        bits |= u64::from(*vote > 0) << bit;
    }
    bits
}

fn hash(word: &str) -> u64 {
    let mut hasher = SipHasher13::new();
    for c in word.chars().flat_map(char::to_lowercase) {
        hasher.write_u32(u32::from(c));
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<u64> {
        each(text).map(|t| hash(&text[t.bytes])).collect()
    }

    /// Sixty sentences that have little in common, from a number on.
    fn report(from: usize) -> String {
        let verbs = ["met", "saw", "left", "built", "sold", "found", "lost"];
        let sentence = |i: usize| {
            let (who, what) = (i * 7 % 101, i * 13 % 97);
            format!("Person{who} {} house{what} near river{i}.", verbs[i % 7])
        };
        let all: Vec<String> = (from..from + 60).map(sentence).collect();
        all.join(" ")
    }

    #[test]
    fn a_copy_with_another_first_line_is_one() {
        let a = simhash(&words(&report(0)));
        let b = simhash(&words(&format!(
            "By our own correspondent in Oslo. {}",
            report(0)
        )));
        let c = simhash(&words(&report(500)));
        assert!(
            Fingerprint(a).is_copy(Fingerprint(b)),
            "{}",
            (a ^ b).count_ones()
        );
        assert!(
            !Fingerprint(a).is_copy(Fingerprint(c)),
            "{}",
            (a ^ c).count_ones()
        );
        assert_eq!(Fingerprint::from_bits(a).bits(), a);
    }

    #[test]
    fn case_and_marks_do_not_count() {
        assert_eq!(words("The “Bridge”, he said"), words("the bridge he Said"));
    }
}
