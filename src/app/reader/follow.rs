//! The panes follow one another: what the current paragraph brings into the thread and the sources.

use std::sync::Arc;

use super::{PaneId, Reader};
use crate::app::settings::Settings;
use crate::app::trail::Stop;
use crate::model::{Anchor, BlockIx, CommentIx, Document, Match, OnlyIn, Place};

/// Cells of the gutter: three for a number, one for the bar, one free; less the free column of the pane.
const GUTTER: u16 = 4;

impl Reader {
    /// Makes the panes as the settings want them: how wide their words may be, whether the cursor walks,
    /// and room for the gutter, where there are comments that may be counted there.
    pub fn prepare(&mut self, settings: &Settings) {
        self.measure = settings.measure;
        self.article.walks = settings.linear;
        self.thread.walks = settings.linear;
        let counts = settings.linked && !settings.linear && !self.document.thread.is_empty();
        self.article.gutter = if counts { GUTTER } else { 0 };
    }

    /// Takes anchors of comments.
    pub fn take_anchors(&mut self, anchors: Vec<Anchor>) {
        self.linked.take_anchors(anchors);
        self.refuse();
        self.linked.gather();
        self.show_only();
    }

    /// Leaves out the comments of which the reader said that they speak of no passage.
    pub(super) fn refuse(&mut self) {
        let (state, document) = (&self.state, &self.document);
        let untied = |ix: CommentIx| {
            let comment = document.thread.comments().get(ix.ix());
            let done = comment.and_then(|c| state.comments.get(&c.id));
            done.is_some_and(|d| d.untied)
        };
        if self.linked.refuse(document, untied) {
            let only = self.linked.only.take();
            self.linked.only = only.filter(|b| self.linked.count(*b) > 0);
            self.linked.gather();
            self.show_only();
        }
    }

    /// Takes what a source shares with the article.
    pub fn take_matches(&mut self, document: Arc<Document>, matches: Vec<Match>, only: OnlyIn) {
        self.linked.take_matches(document, matches, only);
        self.bring();
    }

    /// Brings the other panes to the current paragraph, where that is another than before. Returns where the
    /// reader was in the thread, the first time that this takes it away.
    pub fn follow(&mut self) -> Option<Stop> {
        // A jump to a comment that was not among them brought all back.
        if !self.thread.stack.is_only() {
            self.linked.only = None;
        }
        let current = self.article.current()?;
        let before = self.linked.current.replace(current);
        if before == Some(current) {
            return None;
        }
        self.bring();
        if self.focus != PaneId::Sources {
            self.sources.to_top();
        }
        // What was read last in the thread stands there until the reader moves.
        if before.is_some() && self.focus != PaneId::Thread {
            // Those of the last paragraph that had any stay until another has some.
            if self.linked.only.is_some() && self.linked.count(current) > 0 {
                self.linked.only = Some(current);
                self.show_only();
            }
            return self.bring_comments(current);
        }
        None
    }

    /// Forgets the current paragraph: the panes are on their own.
    pub fn unlink(&mut self) {
        self.linked.current = None;
        self.linked.only = None;
        self.show_only();
        self.sources.bring(Vec::new());
    }

    /// Brings what the sources say of the current paragraph.
    pub fn bring(&mut self) {
        self.linked.gather();
        let block = self.linked.current;
        let passages = block.into_iter().flat_map(|b| self.linked.passages(b));
        let passages = passages.map(|(s, m)| (Arc::clone(&s.document), m.clone()));
        let passages: Vec<(Arc<Document>, Match)> = passages.collect();
        // The first one is nobody's choice, unless the reader is there: what comes before it is shown.
        let unchosen = self.sources.chosen == 0 && self.focus != PaneId::Sources;
        self.sources.bring(passages);
        if unchosen {
            self.sources.to_top();
        }
    }

    /// Brings the first comment on a paragraph to the top, where the chosen one is not on it. That marks nothing
    /// as read.
    fn bring_comments(&mut self, block: BlockIx) -> Option<Stop> {
        if self.linked.tie(self.thread.chosen(), block).is_some() {
            return None;
        }
        let stack = &self.thread.stack;
        let on = self.linked.on(block).map(|a| a.comment);
        let ix = on.filter(|ix| stack.is_shown(*ix)).min()?;
        let stop = self.stop();
        self.thread.cursor = (ix, 0);
        let first = !std::mem::replace(&mut self.linked.brought, true);
        let left = Stop {
            pane: PaneId::Thread,
            ..stop
        };
        first.then_some(left)
    }

    /// Whether the chosen comment is the one that the current paragraph brings into the thread.
    pub fn chosen_is_brought(&self) -> bool {
        let stack = &self.thread.stack;
        let on = self.linked.current.map(|block| self.linked.on(block));
        let shown = on.into_iter().flatten().map(|a| a.comment);
        let first = shown.filter(|ix| stack.is_shown(*ix)).min();
        first == Some(self.thread.chosen())
    }

    /// Chooses the first comment on a paragraph.
    pub fn choose_on(&mut self, block: BlockIx) {
        if self.linked.only.is_some() {
            self.linked.only = Some(block);
            self.show_only();
        }
        if let Some(ix) = self.linked.on(block).map(|a| a.comment).next() {
            self.thread.stack.reveal_above(&self.document.thread, ix);
            self.thread.choose(&self.document, ix);
        }
    }

    /// Shows only the comments on one paragraph, or all again.
    pub fn show_only(&mut self) {
        let thread = &self.document.thread;
        let wanted = self.linked.only.map(|block| {
            let mut wanted = vec![false; thread.len()];
            self.linked
                .on(block)
                .for_each(|a| wanted[a.comment.ix()] = true);
            wanted
        });
        if self.thread.stack.show_only(thread, wanted) && !thread.is_empty() {
            self.thread.settle_cursor(&self.document);
        }
    }

    /// The passage of which the chosen comment speaks.
    pub fn passage_of_chosen(&self) -> Option<&Anchor> {
        self.passage_of(self.thread.chosen())
    }

    /// The passage of which a comment speaks: the current paragraph where it does, else the best.
    pub fn passage_of(&self, comment: CommentIx) -> Option<&Anchor> {
        let current = self.linked.current;
        let here = current.and_then(|block| self.linked.tie(comment, block));
        here.or_else(|| self.linked.of(comment).first())
    }

    /// Goes to a passage of the article.
    pub fn go_passage(&mut self, block: BlockIx, byte: u32) {
        self.set_focus(PaneId::Article);
        self.article.read(&self.document, Place { block, byte });
    }
}
