//! What the reader has done with a document, apart from the document itself.
//!
//! Everything here is keyed by identity, so it outlives a re-import, and a document that is removed and
//! comes again finds it.

use std::collections::{BTreeMap, BTreeSet};

use super::{BlockIx, BlockKey, CommentId, Corrections, Document, DocumentId, Kind, Place};
use crate::text::Clean;

/// All that the reader has done with one document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct State {
    /// Whether the article was read.
    pub read: bool,
    /// Whether it is starred.
    pub starred: bool,
    /// Its tags.
    pub tags: BTreeSet<Clean>,
    /// A note on it.
    pub note: Option<Clean>,
    /// Where in the article the reader was.
    pub place: Option<SavedPlace>,
    /// The comment that was chosen.
    pub chosen: Option<CommentId>,
    /// What was done with single comments; only those with which anything was.
    pub comments: BTreeMap<CommentId, CommentState>,
    /// What was set by hand.
    pub corrections: Corrections,
    /// The documents that are not related to it ([`Kind::Background`]), or only not the same story
    /// ([`Kind::Story`]), whatever khao finds. Each of the two documents has the other.
    pub vetoes: BTreeSet<(DocumentId, Kind)>,
}

/// What the reader has done with one comment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts, not a state machine"
)]
pub struct CommentState {
    /// Whether it was read.
    pub read: bool,
    /// Whether it came by a later import than the article.
    pub fresh: bool,
    /// Whether it is starred.
    pub starred: bool,
    /// Whether the reader folded or unfolded it; `None` leaves it to the reader's settings.
    pub folded: Option<bool>,
    /// A note on it.
    pub note: Option<Clean>,
    /// Whether it does not speak of the passage that khao finds for it.
    pub untied: bool,
}

impl State {
    /// Whether nothing was done.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The kind of a relation after what the reader set; nothing where there is none then.
    pub fn allowed(&self, other: DocumentId, kind: Kind) -> Option<Kind> {
        if self.vetoes.contains(&(other, Kind::Background)) {
            None
        } else if self.vetoes.contains(&(other, Kind::Story)) {
            Some(Kind::Background)
        } else {
            Some(kind)
        }
    }
}

/// What is told of a document when the reader leaves it: what came about by reading.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Left {
    /// Whether the article was read.
    pub read: bool,
    /// Where in the article the reader was.
    pub place: Option<SavedPlace>,
    /// The comment that was chosen.
    pub chosen: Option<CommentId>,
    /// All its comments.
    pub comments: Vec<LeftComment>,
}

/// A comment of a document that is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeftComment {
    /// Which.
    pub id: CommentId,
    /// Whether it was read.
    pub read: bool,
}

impl State {
    /// The state after the document was left like that: a new comment that was read is new no more. What is
    /// not told stays; what the reader sets by hand is kept at once, by [`Change`](super::Change).
    #[must_use]
    pub fn after(mut self, left: &Left) -> Self {
        self.read = left.read;
        self.place = left.place;
        self.chosen = left.chosen;
        for c in &left.comments {
            let done = self.comments.entry(c.id).or_default();
            done.read = c.read;
            done.fresh &= !c.read;
            if done.is_empty() {
                self.comments.remove(&c.id);
            }
        }
        self
    }
}

impl CommentState {
    /// Whether nothing was done.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A place that survives a re-import: a block by its words, and a byte in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SavedPlace {
    /// The block.
    pub block: BlockKey,
    /// The byte of its text.
    pub byte: u32,
}

impl SavedPlace {
    /// What to keep of a place. The title has none, for going there is going to the start.
    pub fn of(document: &Document, place: Place) -> Option<Self> {
        let block = *keys(document).get(place.block.ix())?;
        let byte = place.byte;
        Some(Self { block, byte })
    }

    /// The place in the document as it is now; nothing where its block is gone.
    pub fn find(self, document: &Document) -> Option<Place> {
        let at = keys(document).iter().position(|k| *k == self.block)?;
        let text = &document.blocks[at].text;
        let mut byte = (self.byte as usize).min(text.len());
        while !text.is_char_boundary(byte) {
            byte -= 1;
        }
        Some(Place {
            block: BlockIx(at as u32),
            byte: byte as u32,
        })
    }
}

fn keys(document: &Document) -> Vec<BlockKey> {
    BlockKey::of_all(document.blocks.iter().map(|b| &*b.text))
}
