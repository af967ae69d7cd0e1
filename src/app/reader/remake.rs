//! The open document, made anew: what was set by hand is in it, and nobody loses the place.

use std::sync::Arc;

use super::{PaneId, Reader, inferred, second};
use crate::app::carry::Carry;
use crate::app::linked::Linked;
use crate::app::msg::Ticket;
use crate::app::pane::sources::SourceKey;
use crate::app::search::Find;
use crate::app::select::Selection;
use crate::model::{CommentIx, Document, Place};
use crate::page::Measured;

impl Reader {
    /// Puts the same document, made anew, in the place of the old one. The words that were read stay
    /// where they were, marks and folds stay with their comments. Returns the place in the article of
    /// words that were in the chosen comment.
    pub fn remake(
        &mut self,
        document: Arc<Document>,
        measured: Measured,
        ticket: Ticket,
    ) -> Option<Place> {
        // All of it tells of blocks and comments by their old numbers.
        self.unlink();
        self.linked = Linked::default();
        let old = std::mem::replace(&mut self.document, document);
        self.measured = measured;
        self.ticket = ticket;
        let new = Arc::clone(&self.document);
        let carry = Carry::new(&old, &new);
        self.remake_article(&carry);
        let words = self.remake_thread(&carry, &old);
        if old.thread.is_empty() != new.thread.is_empty() && self.focus == PaneId::Article {
            self.second = second(&new);
        }
        self.inferred = inferred(&new);
        self.selection = self.selection.and_then(|s| carried(s, &carry, &new));
        self.find = self.find.take().and_then(|find| {
            let hit = find.at.and_then(|at| carry.place(find.hits[at].place));
            let mut find = Find::new(&new, &find.word, find.pane)?;
            find.at = find.hits.iter().position(|h| Some(h.place) == hit);
            Some(find)
        });
        let key = self.wanted_source.take().or_else(|| self.sources.key());
        self.wanted_source = key.map(|key| match key {
            SourceKey::Document(_) | SourceKey::Passage(_) => key,
            SourceKey::Link(at) => SourceKey::Link(carry.link(at).unwrap_or(at)),
        });
        words.filter(|p| new.article.blocks.contains(&p.block))
    }

    /// Makes the article anew. Words at its top that are a comment now come back to the top when they
    /// come back.
    fn remake_article(&mut self, carry: &Carry<'_>) {
        let here = self.article.place();
        let scrolled = self.scrolled.take().filter(|(_, to)| *to == here);
        let was = scrolled.map_or(here, |(was, _)| was);
        let top = carry.in_article(was);
        self.scrolled = carry.place(was).filter(|p| *p != top).map(|was| (was, top));
        self.article = self.article.anew(top);
    }

    /// Shows a place that a correction brought into the article.
    pub fn show_brought(&mut self, place: Place) {
        let here = self.article.place();
        let was = self.scrolled.map_or(here, |(was, _)| was);
        if self.article.page.height() > 0 {
            self.article.show(&self.document, place);
        } else {
            // It waits behind another pane, and is laid when it is seen.
            self.article = self.article.anew(place);
        }
        self.scrolled = Some((was, self.article.place()));
    }

    /// Makes the thread anew. Returns where the words under the cursor are now.
    fn remake_thread(&mut self, carry: &Carry<'_>, old: &Document) -> Option<Place> {
        let new = Arc::clone(&self.document);
        let (chosen, row) = self.thread.cursor;
        let line = row.checked_sub(1);
        let line = line.and_then(|l| self.thread.stack.lines(chosen).get(l));
        let line = line.copied();
        let first = old.thread.comments().get(chosen.ix());
        let words = line
            .map(|l| l.place())
            .or_else(|| first.map(|c| Place::start(c.blocks.start)))
            .and_then(|place| carry.place(place));
        self.thread.note(old, &mut self.marks);
        self.thread = self.thread.anew(&new, &self.marks);
        let id = first.map(|c| c.id);
        let find = |id: crate::model::CommentId| {
            let at = new.thread.comments().iter().position(|c| c.id == id);
            at.map(|at| CommentIx(at as u32))
        };
        // What was chosen before the last correction took it away is chosen again with its return.
        let gone = self.marks.gone.take();
        let gone = gone.filter(|(_, _, stand_in)| *stand_in == id);
        let back = gone.and_then(|(id, row, _)| find(id).map(|ix| (ix, row)));
        let by_words = || words.and_then(|place| new.thread.holding(place.block));
        let same = carry.comment(chosen).or_else(by_words);
        let same = same.map(|ix| (ix, row));
        let mut gone = gone.filter(|_| back.is_none());
        if let Some((ix, row)) = back.or(same) {
            // The head and the blank row behind the words have none.
            let row = match words {
                Some(place) if line.is_some() && new.thread.holding(place.block) == Some(ix) => {
                    self.thread.stack.lay(&new, &mut self.measured, ix);
                    self.thread.stack.settle();
                    self.thread.stack.row_in(ix, place.block, place.byte)
                }
                _ => row,
            };
            self.thread.cursor = (ix, row);
        } else {
            let below = (chosen.0..old.thread.len() as u32).map(CommentIx);
            let above = (0..chosen.0).rev().map(CommentIx);
            let near = below.chain(above).find_map(|ix| carry.comment(ix));
            let near = near.unwrap_or_default();
            self.thread.cursor = (near, 0);
            gone = gone.or_else(|| id.map(|id| (id, row, None)));
        }
        let now = self.thread.chosen();
        let stand_in = new.thread.comments().get(now.ix()).map(|c| c.id);
        self.marks.gone = gone.map(|(id, row, _)| (id, row, stand_in));
        self.marks.opened.clear();
        if !new.thread.is_empty() {
            let folded = |ix: &CommentIx| self.thread.stack.is_folded(*ix);
            let shut: Vec<CommentIx> = new.thread.ancestors(now).filter(folded).collect();
            self.thread.stack.reveal_above(&new.thread, now);
            let opened = shut.iter().filter(|ix| !self.thread.stack.is_folded(**ix));
            self.marks.opened = opened.map(|ix| new.thread.get(*ix).id).collect();
        }
        words
    }
}

/// A selection in a document made anew; nothing where its ends are parted.
fn carried(selection: Selection, carry: &Carry<'_>, new: &Document) -> Option<Selection> {
    let (from, to) = (carry.place(selection.from)?, carry.place(selection.to)?);
    let comment = new.thread.holding(from.block);
    let whole = comment == new.thread.holding(to.block);
    let same_pane = comment.is_some() == selection.comment.is_some();
    (whole && same_pane).then_some(Selection { comment, from, to })
}
