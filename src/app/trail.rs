//! Places the reader has been, back and forward.

use super::areas::PaneId;
use crate::model::{BlockIx, CommentIx, DocumentId, Place};

/// A place that was left by a jump.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop {
    /// The document; `None` is the shelf.
    pub document: Option<DocumentId>,
    /// The pane that had the focus.
    pub pane: PaneId,
    /// Where the article stood.
    pub article: Place,
    /// Which place of it was current.
    pub read: Place,
    /// Where the thread stood: a comment and a row in it.
    pub thread: (CommentIx, usize),
}

impl Stop {
    /// The shelf.
    pub const SHELF: Self = Self {
        document: None,
        pane: PaneId::Article,
        article: Place {
            block: BlockIx::TITLE,
            byte: 0,
        },
        read: Place {
            block: BlockIx::TITLE,
            byte: 0,
        },
        thread: (CommentIx(0), 0),
    };
}

/// Back and forward, as a browser has them.
#[derive(Debug, Clone, Default)]
pub struct Trail {
    back: Vec<Stop>,
    forward: Vec<Stop>,
}

/// How many places are kept.
const LIMIT: usize = 200;

impl Trail {
    /// Notes where the reader is before a jump.
    pub fn leave(&mut self, here: Stop) {
        if self.back.last() != Some(&here) {
            self.back.push(here);
        }
        if self.back.len() > LIMIT {
            self.back.remove(0);
        }
        self.forward.clear();
    }

    /// All places, to be changed.
    pub fn stops(&mut self) -> impl Iterator<Item = &mut Stop> {
        self.back.iter_mut().chain(&mut self.forward)
    }

    /// The place to go back to. `here` becomes the way forward.
    pub fn back(&mut self, here: Stop) -> Option<Stop> {
        let stop = self.back.pop()?;
        self.forward.push(here);
        Some(stop)
    }

    /// The place to go forward to. `here` becomes the way back.
    pub fn forward(&mut self, here: Stop) -> Option<Stop> {
        let stop = self.forward.pop()?;
        self.back.push(here);
        Some(stop)
    }
}
