//! Going on as the document was read in an earlier session.

use std::collections::HashSet;

use super::Reader;
use crate::model::{BlockIx, CommentIx, Document, Place, Reading, SavedPlace};
use crate::page::Shape;

/// A place of the article, where it is still there; nothing was its title.
fn place(document: &Document, saved: Option<SavedPlace>) -> Option<Place> {
    match saved {
        None => Some(Place::start(BlockIx::TITLE)),
        Some(saved) => {
            let found = saved.find(document);
            found.filter(|p| document.article.blocks.contains(&p.block))
        }
    }
}

impl Reader {
    /// Goes on as it was read. The panes must have their size.
    pub fn seat(&mut self, reading: &Reading) {
        let document = std::sync::Arc::clone(&self.document);
        let folded: HashSet<_> = reading.folded.iter().copied().collect();
        let thread = &document.thread;
        let stack = &mut self.thread.stack;
        let shape = stack.shape();
        stack.reshape(
            &document,
            Shape {
                flat: reading.flat,
                ..shape
            },
        );
        stack.fold(thread, |ix, _| folded.contains(&thread.get(ix).id));
        if let Some((id, row)) = reading.comment {
            let mut all = (0..).map(CommentIx).zip(thread.comments());
            if let Some((ix, _)) = all.find(|(_, c)| c.id == id) {
                stack.reveal_above(thread, ix);
                // The lines up to the row must be there for it to mean anything.
                if stack.lay(&document, &mut self.measured, ix) {
                    stack.settle();
                }
                self.thread.cursor = (ix, row as usize);
            }
        }
        if !thread.is_empty() {
            self.thread.settle_cursor(&document);
        }
        if let Some(top) = place(&document, reading.top) {
            if self.article.page.height() == 0 {
                // It waits behind another pane, and is laid when it is seen.
                self.article = self.article.anew(top);
            } else {
                self.article.go(top);
                if let Some(read) = place(&document, reading.read) {
                    self.article.read_at(read);
                }
            }
        }
    }
}
