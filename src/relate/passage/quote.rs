//! Runs of words that a text repeats from a passage.

use std::collections::HashMap;
use std::hash::Hasher as _;
use std::ops::Range;

use super::terms::Terms;
use crate::text::hash::Fnv;

/// So many words in a row are no chance.
pub(in super::super) const RUN: usize = 6;
/// So many of them have to say something by themselves.
const TELLING: usize = 3;
/// Runs are looked up by so many words.
const STEP: usize = 4;
/// A run has at least so many bytes for every word that is asked for: Thai words are short.
const BYTES: usize = 4;

/// The words of all passages in order, to be asked for runs.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct Quotes {
    passages: Vec<Vec<Spelled>>,
    /// Where [`STEP`] words in a row stand: passage and word.
    starts: HashMap<u64, Vec<(u32, u32)>>,
}

/// A word as it is compared.
#[derive(Debug, Clone)]
struct Spelled {
    hash: u64,
    bytes: Range<usize>,
    telling: bool,
}

/// A run of words that both have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct Run {
    /// The passage, by its number.
    pub(in super::super) passage: usize,
    /// The bytes of the passage.
    pub(in super::super) here: Range<usize>,
    /// The bytes of the text.
    pub(in super::super) there: Range<usize>,
    /// How many words it has.
    pub(in super::super) words: usize,
}

impl Quotes {
    /// Takes the next passage.
    pub(in super::super) fn push(&mut self, text: &str, terms: &Terms<'_>) {
        let words = spelled(text, terms);
        let passage = self.passages.len() as u32;
        for (at, run) in words.windows(STEP).enumerate() {
            let places = self.starts.entry(joined(run)).or_default();
            // A refrain is no quote of any of its places.
            if places.len() < 8 {
                places.push((passage, at as u32));
            }
        }
        self.passages.push(words);
    }

    /// The longest run that `text` has in common with a passage, of at least `least` words.
    pub(in super::super) fn longest(
        &self,
        text: &str,
        terms: &Terms<'_>,
        least: usize,
    ) -> Option<Run> {
        if terms.spoken.len() < least {
            return None;
        }
        let words = spelled(text, terms);
        let mut best: Option<Run> = None;
        let mut at = 0;
        while at + STEP <= words.len() {
            let mut next = at + 1;
            let places = self.starts.get(&joined(&words[at..at + STEP]));
            for (passage, start) in places.into_iter().flatten() {
                let theirs = &self.passages[*passage as usize][*start as usize..];
                let same = words[at..].iter().zip(theirs);
                let n = same.take_while(|(a, b)| a.hash == b.hash).count();
                next = next.max(at + n.saturating_sub(STEP - 1));
                let run = &words[at..at + n];
                let bytes = run.first().zip(run.last());
                let Some(there) = bytes.map(|(a, b)| a.bytes.start..b.bytes.end) else {
                    continue;
                };
                let telling = run.iter().filter(|w| w.telling).count();
                if n >= least
                    && telling >= TELLING.min(least)
                    && there.len() >= BYTES * least
                    && best.as_ref().is_none_or(|b| n > b.words)
                {
                    best = Some(Run {
                        passage: *passage as usize,
                        here: theirs[0].bytes.start..theirs[n - 1].bytes.end,
                        there,
                        words: n,
                    });
                }
            }
            at = next;
        }
        best
    }
}

fn spelled(text: &str, terms: &Terms<'_>) -> Vec<Spelled> {
    let words = terms.spoken.iter().map(|w| {
        let mut hash = Fnv::default();
        let word = text.get(w.bytes.clone()).unwrap_or_default();
        for c in word.chars().flat_map(char::to_lowercase) {
            let c = if c == '’' { '\'' } else { c };
            hash.write(c.encode_utf8(&mut [0; 4]).as_bytes());
        }
        Spelled {
            hash: hash.finish(),
            bytes: w.bytes.clone(),
            telling: w.telling,
        }
    });
    words.collect()
}

fn joined(run: &[Spelled]) -> u64 {
    let mut hash = Fnv::default();
    for word in run {
        hash.write(&word.hash.to_le_bytes());
    }
    hash.finish()
}
