//! The words of a text, for an index.

use std::ops::Range;

use super::{Segmenter, Work};
use crate::text::{cell, thai};

impl Segmenter {
    /// The words of `text` that hold a letter or digit, as byte ranges in order: what an index takes.
    /// Thai by the shipped words, everything else between what is no letter or digit.
    pub fn words(&self, text: &str) -> Vec<Range<usize>> {
        let mut out = Vec::new();
        self.each_word(text, &mut Work::default(), |word| out.push(word));
        out
    }

    /// The same, each given to `put`, with memory that is used again.
    pub fn each_word(&self, text: &str, work: &mut Work, mut put: impl FnMut(Range<usize>)) {
        let mut from = 0;
        while let Some((start, c)) = text[from..]
            .char_indices()
            .find(|(_, c)| is_wordy(*c))
            .map(|(i, c)| (from + i, c))
        {
            let is_thai = thai::is_letter(c);
            let end = text[start..]
                .find(|c: char| !is_wordy(c) || thai::is_letter(c) != is_thai)
                .map_or(text.len(), |i| start + i);
            if is_thai {
                let mut last = start;
                self.words.borders(text, start..end, work, |at| {
                    put(last..at);
                    last = at;
                });
                put(last..end);
            } else {
                put(start..end);
            }
            from = end;
        }
    }
}

/// Letters, digits and marks: what a word is made of.
fn is_wordy(c: char) -> bool {
    // The tables of all letters come last: most are ASCII or Thai.
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        c => thai::is_letter(c) || c.is_alphanumeric() || cell::is_mark(c),
    }
}
