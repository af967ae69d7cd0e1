//! What the reader has done to comments, by their identity: it outlives a document made anew, also
//! for comments that are not in it for the moment.

use std::collections::HashMap;

use super::ThreadPane;
use crate::model::{CommentId, CommentIx, Document};

/// The marks of all comments that were ever seen.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    of: HashMap<CommentId, Mark>,
    /// A chosen comment that is not there now, the row in it, and what is chosen in its place.
    pub gone: Option<(CommentId, usize, Option<CommentId>)>,
    /// Folded comments that a correction opened to keep the chosen one in sight: no wish of the reader's.
    pub opened: Vec<CommentId>,
}

#[derive(Debug, Clone, Copy)]
struct Mark {
    read: bool,
    by_hand: bool,
    folded: bool,
}

impl ThreadPane {
    /// Notes the marks of all comments.
    pub fn note(&self, document: &Document, marks: &mut Marks) {
        for (ix, c) in (0..).map(CommentIx).zip(document.thread.comments()) {
            let mark = Mark {
                read: self.read.get(ix.ix()).copied().unwrap_or_default(),
                by_hand: self.by_hand.contains(&ix),
                folded: self.stack.is_folded(ix) || marks.opened.contains(&c.id),
            };
            marks.of.insert(c.id, mark);
        }
    }

    /// A pane like this one on another document, with the marks that are known.
    #[must_use]
    pub fn anew(&self, document: &Document, marks: &Marks) -> Self {
        let mut pane = Self::new(document);
        pane.rows = self.rows;
        pane.stack.reshape(document, self.stack.shape());
        let known: Vec<Option<Mark>> = document
            .thread
            .comments()
            .iter()
            .map(|c| marks.of.get(&c.id).copied())
            .collect();
        for (ix, mark) in (0..).map(CommentIx).zip(&known) {
            let Some(mark) = mark else { continue };
            pane.set_read(ix, mark.read);
            if mark.by_hand {
                pane.by_hand.insert(ix);
            }
        }
        let folded = |ix: CommentIx| known[ix.ix()].is_some_and(|m| m.folded);
        pane.stack.fold(&document.thread, |ix, _| folded(ix));
        pane
    }
}
