//! Passages that speak of one thing: a comment and a paragraph, or paragraphs of two sources.

use std::ops::Range;

use super::{BlockIx, By, CommentIx, Reason};

/// A part of a text: bytes of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The block.
    pub block: BlockIx,
    /// The bytes of its text, on cluster borders: a sentence, or all of it.
    pub bytes: Range<u32>,
}

/// Two passages that speak of one thing.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// Where the open article says it.
    pub here: Passage,
    /// Where the comment, or the other document, says it.
    pub there: Passage,
    /// How sure we are, 0 to 1.
    pub confidence: f32,
    /// Why, names first.
    pub why: Vec<Reason>,
    /// The words that tie the two, as bytes of the block of [`here`](Self::here), ascending and apart.
    pub here_words: Vec<Range<u32>>,
    /// The same in the block of [`there`](Self::there).
    pub there_words: Vec<Range<u32>>,
}

/// A passage of which a comment speaks.
#[derive(Debug, Clone, PartialEq)]
pub struct Anchor {
    /// The comment.
    pub comment: CommentIx,
    /// How it was found.
    pub via: Via,
    /// The passage, and what in the comment speaks of it. One that is found by the thread has no words of
    /// its own: its passage in the comment is the first block.
    pub found: Match,
}

/// What one of two documents says of a thing that the other does not name at all: a name, a number, a date.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OnlyIn {
    /// Where the open article says it, in order.
    pub here: Vec<Passage>,
    /// Where the other document does, in order.
    pub there: Vec<Passage>,
}

/// How a comment's passage was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Via {
    /// The comment repeats the passage word for word.
    Quote,
    /// The two share words that few other passages have.
    Words,
    /// The comment answers one that speaks of it.
    Thread,
}

impl Via {
    /// Its name in the document format.
    pub fn name(self) -> &'static str {
        match self {
            Self::Quote => "quote",
            Self::Words => "words",
            Self::Thread => "thread",
        }
    }
}

impl Match {
    /// Whether it is little more than a guess: it is shown dotted.
    pub fn is_guess(&self) -> bool {
        self.confidence < By::SURE
    }
}
