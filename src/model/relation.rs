//! How documents belong together, and why we think so.

use super::DocumentId;
use crate::text::Clean;

/// A document related to another.
#[derive(Debug, Clone, PartialEq)]
pub struct Relation {
    /// The other document.
    pub other: DocumentId,
    /// How it is related.
    pub kind: Kind,
    /// How strongly, 0 to 1.
    pub score: f32,
    /// Why, most telling first.
    pub why: Vec<Reason>,
    /// How many more documents are near copies of it, and stand behind it unseen.
    pub n_copies: usize,
}

/// How two documents belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// On the same event.
    Story,
    /// On a related topic.
    Background,
}

impl Kind {
    /// Its name in the `khao related` output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Story => "story",
            Self::Background => "background",
        }
    }
}

/// One thing that two documents share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// What kind of thing.
    pub kind: ReasonKind,
    /// The thing as a reader knows it: `ILO`, `2025-02-06`, `มหิดล ~ Mahidol`.
    pub text: Clean,
}

/// What kind of thing two documents share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ReasonKind {
    /// A name or a place.
    Name,
    /// An acronym.
    Acronym,
    /// A date; the text is ISO.
    Date,
    /// A number.
    Number,
    /// A word.
    Word,
}
