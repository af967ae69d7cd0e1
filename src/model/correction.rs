//! What the reader sets by hand, apart from the document on which it is set.
//!
//! Everything here is keyed by identity: a block by its words, a comment by its [`CommentId`]. So a
//! correction survives a re-import, and dropping it is undoing it. What names a block or a comment that
//! is not there stays without effect.

use std::collections::BTreeMap;

use super::{BlockKey, CommentId};

/// All that the reader has set on one document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Corrections {
    /// The block, of the source's own lines, with which the discussion starts.
    pub cut: Option<BlockKey>,
    /// Whether there are no comments, wherever the cut is.
    pub no_comments: bool,
    /// What a comment answers; `None` is the article.
    pub parents: BTreeMap<CommentId, Option<CommentId>>,
}

impl Corrections {
    /// Whether nothing is set.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// One thing to set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Correction {
    /// The cut goes up by so many blocks.
    CutUp(usize),
    /// The cut goes down by so many blocks.
    CutDown(usize),
    /// There are no comments; said once more, there are.
    NoComments,
    /// A comment answers another, or the article.
    Parent {
        /// Which.
        comment: CommentId,
        /// What it answers.
        parent: Option<CommentId>,
    },
    /// A comment stands again where it stood before anything was set.
    AsFound(CommentId),
}
