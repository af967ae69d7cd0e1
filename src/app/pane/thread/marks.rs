//! What the reader has done to comments, by their identity: it outlives a document made anew, also
//! for comments that are not in it for the moment.

use std::collections::HashMap;

use super::ThreadPane;
use crate::model::{Change, CommentChange, CommentId, CommentIx, Document, State};

/// The marks of all comments that were ever seen.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    of: HashMap<CommentId, Mark>,
    /// A chosen comment that is not there now, the row in it, and what is chosen in its place.
    pub gone: Option<(CommentId, usize, Option<CommentId>)>,
    /// Folded comments that a correction opened to keep the chosen one in sight: no wish of the reader's.
    pub opened: Vec<CommentId>,
}

#[derive(Debug, Clone, Copy, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts, not a state machine"
)]
struct Mark {
    read: bool,
    fresh: bool,
    by_hand: bool,
    folded: bool,
}

impl Marks {
    /// Takes what is kept of comments that were never seen: they may come with a correction.
    pub fn learn(&mut self, state: &State) {
        for (id, done) in &state.comments {
            self.of.entry(*id).or_insert_with(|| Mark {
                read: done.read,
                fresh: done.fresh,
                by_hand: false,
                folded: done.folded.unwrap_or_default(),
            });
        }
    }
}

impl ThreadPane {
    /// Takes what is kept of the comments.
    pub fn recall(&mut self, document: &Document, state: &State) {
        let mut folded = vec![false; document.thread.len()];
        for (ix, c) in (0..).map(CommentIx).zip(document.thread.comments()) {
            let done = state.comments.get(&c.id);
            self.set_read(ix, done.is_some_and(|d| d.read));
            self.set_fresh(ix, done.is_some_and(|d| d.fresh));
            folded[ix.ix()] = done.and_then(|d| d.folded).unwrap_or_default();
        }
        if folded.contains(&true) {
            self.stack.fold(&document.thread, |ix, _| folded[ix.ix()]);
        }
    }

    /// What its mark is, as the change that sets it so.
    pub fn mark_of(&self, ix: CommentIx) -> CommentChange {
        CommentChange::Read {
            read: self.read.get(ix.ix()).copied().unwrap_or_default(),
            fresh: self.fresh.get(ix.ix()).copied().unwrap_or_default(),
            stays: self.by_hand.contains(&ix),
        }
    }

    /// Sets marks and folds, also of comments that are not there at the moment.
    pub fn put(&mut self, document: &Document, changes: &[Change], marks: &mut Marks) {
        if !changes.iter().any(|c| matches!(c, Change::Comment(..))) {
            return;
        }
        let comments = (0..).map(CommentIx).zip(document.thread.comments());
        let known: HashMap<CommentId, CommentIx> = comments.map(|(ix, c)| (c.id, ix)).collect();
        let mut folds: HashMap<CommentIx, bool> = HashMap::new();
        for change in changes {
            let Change::Comment(id, change) = change else {
                continue;
            };
            match (change, known.get(id)) {
                (CommentChange::Read { read, fresh, stays }, Some(&ix)) => {
                    self.set_fresh(ix, *fresh);
                    self.set_read(ix, *read);
                    if *stays {
                        self.by_hand.insert(ix);
                    } else {
                        self.by_hand.remove(&ix);
                    }
                }
                (CommentChange::Read { read, fresh, stays }, None) => {
                    let mark = marks.of.entry(*id).or_default();
                    (mark.read, mark.fresh, mark.by_hand) = (*read, *fresh, *stays);
                }
                (CommentChange::Folded { shown, .. }, Some(&ix)) => {
                    marks.opened.retain(|o| o != id);
                    folds.insert(ix, *shown);
                }
                (CommentChange::Folded { shown, .. }, None) => {
                    marks.of.entry(*id).or_default().folded = *shown;
                }
                (
                    CommentChange::Starred(_) | CommentChange::Note(_) | CommentChange::Untied(_),
                    _,
                ) => {}
            }
        }
        if !folds.is_empty() {
            let wanted = |ix: CommentIx, was| folds.get(&ix).copied().unwrap_or(was);
            self.stack.fold(&document.thread, wanted);
            self.settle_cursor(document);
        }
    }

    /// New comments that were read are new no more: the document is left.
    pub fn age(&mut self) {
        let read = self.read.iter();
        for (fresh, read) in self.fresh.iter_mut().zip(read) {
            *fresh &= !read;
        }
    }

    /// Notes the marks of all comments.
    pub fn note(&self, document: &Document, marks: &mut Marks) {
        for (ix, c) in (0..).map(CommentIx).zip(document.thread.comments()) {
            let mark = Mark {
                read: self.read.get(ix.ix()).copied().unwrap_or_default(),
                fresh: self.fresh.get(ix.ix()).copied().unwrap_or_default(),
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
            pane.set_fresh(ix, mark.fresh);
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
