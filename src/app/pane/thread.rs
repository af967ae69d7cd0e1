//! The thread: a stack of comments, the cursor row in it, and what has been read.
//!
//! The cursor row is one number. The row at the top of the pane is the cursor row itself, until
//! the end of the thread is on the screen: from there on the cursor goes down by itself, so that the
//! last comments can be chosen too. The chosen comment is the one under the cursor row.

mod marks;

use std::collections::HashSet;

use crate::model::{CommentIx, Document, Place};
use crate::page::{Measured, Row, Shape, Stack};
pub use marks::Marks;

/// The thread pane.
#[derive(Debug, Clone)]
pub struct ThreadPane {
    /// The comments as rows.
    pub stack: Stack,
    /// The chosen comment and the row in it.
    pub cursor: (CommentIx, usize),
    /// Rows of the pane.
    pub rows: usize,
    /// Which comments have been read.
    pub read: Vec<bool>,
    /// How many have not.
    pub n_unread: usize,
    /// Which comments came by a later import than the article, and had not been read when it was opened.
    pub fresh: Vec<bool>,
    /// How many of them are not read.
    pub n_new: usize,
    /// Whether the chosen comment had been read before the current key.
    pub was_read: bool,
    /// Whether the cursor walks through a page that stands, instead of the page under the cursor: then every
    /// row has its page.
    pub walks: bool,
    /// Comments that the reader marked as unread: what is on the screen does not change them.
    by_hand: HashSet<CommentIx>,
}

impl ThreadPane {
    /// A pane on a document, with nothing read.
    pub fn new(document: &Document) -> Self {
        let n = document.thread.len();
        Self {
            stack: Stack::new(
                document,
                Shape {
                    width: 40,
                    flat: false,
                    plain: false,
                },
            ),
            cursor: (CommentIx(0), 0),
            rows: 1,
            read: vec![false; n],
            n_unread: n,
            fresh: vec![false; n],
            n_new: 0,
            was_read: false,
            walks: false,
            by_hand: HashSet::new(),
        }
    }

    /// Fits it to a pane of `width` by `rows`, and lays what is on the screen.
    pub fn fit(&mut self, document: &Document, measured: &mut Measured, width: u16, rows: usize) {
        self.rows = rows.max(1);
        if document.thread.is_empty() {
            return;
        }
        let shape = Shape {
            width: width.max(1),
            plain: self.walks,
            ..self.stack.shape()
        };
        if shape != self.stack.shape() {
            // The row in a comment means nothing at another width: keep the words instead.
            let (comment, row) = self.cursor;
            let words = self
                .stack
                .lines(comment)
                .get(row.wrapping_sub(1))
                .map(|l| (l.block, l.from));
            self.stack.reshape(document, shape);
            if self.stack.lay(document, measured, comment) {
                self.stack.settle();
            }
            self.cursor.1 = match words {
                Some((block, byte)) => self.stack.row_in(comment, block, byte),
                None => row.min(1),
            };
        }
        self.lay_screen(document, measured);
    }

    /// Lays the comments on the screen, until all their heights are true.
    fn lay_screen(&mut self, document: &Document, measured: &mut Measured) {
        let mut around = self.rows;
        loop {
            let (comment, row) = self.cursor;
            self.cursor.1 = row.min(self.stack.rows_of(comment));
            let top = self.top();
            let mut changed = false;
            let from = self
                .stack
                .at(top.saturating_sub(around.min(8)))
                .and_then(|(c, _)| self.stack.slot(c))
                .unwrap_or(0);
            // The first may start far above the screen: its rows up there fill none of it.
            let above = match self.stack.shown().get(from) {
                Some(first) => top.saturating_sub(self.stack.top(*first)),
                None => 0,
            };
            let mut rows = 0;
            for slot in from..self.stack.shown().len() {
                let ix = self.stack.shown()[slot];
                changed |= self.stack.lay(document, measured, ix);
                rows += self.stack.rows_of(ix) + usize::from(!self.stack.is_folded(ix));
                if rows > above + self.rows + around {
                    break;
                }
            }
            if !changed {
                return;
            }
            self.stack.settle();
            around = 8;
        }
    }

    /// Lays what a worker has measured.
    pub fn take(
        &mut self,
        document: &Document,
        measured: &mut Measured,
        comments: impl Iterator<Item = CommentIx>,
    ) {
        let mut changed = false;
        for ix in comments {
            changed |= self.stack.lay(document, measured, ix);
        }
        if changed {
            self.stack.settle();
        }
    }

    /// The row at the top of the pane.
    pub fn top(&self) -> usize {
        if self.walks {
            let row = self.cursor_row();
            return row - row % self.rows.max(1);
        }
        self.cursor_row().min(self.last_top())
    }

    /// The cursor row, from the top of the thread.
    pub fn cursor_row(&self) -> usize {
        self.stack.top(self.cursor.0) + self.cursor.1
    }

    fn last_top(&self) -> usize {
        // The blank row behind the last comment need not be seen.
        self.stack.end().saturating_sub(self.rows)
    }

    /// The chosen comment.
    pub fn chosen(&self) -> CommentIx {
        self.cursor.0
    }

    /// The rows on the screen.
    pub fn screen(&self) -> impl Iterator<Item = Row> {
        let top = self.top();
        (top..top + self.rows).map_while(|r| self.stack.row(r))
    }

    /// Brings a place of a comment into view. The comment must be shown.
    pub fn show(&mut self, ix: CommentIx, place: Place) {
        let row = self.stack.row_in(ix, place.block, place.byte);
        if self.walks {
            self.cursor = (ix, row);
            return;
        }
        let top = self.top();
        if !(top..top + self.rows).contains(&(self.stack.top(ix) + row)) {
            self.cursor = (ix, row.saturating_sub(self.rows / 3));
        }
    }

    /// Chooses a comment, its head under the cursor.
    pub fn choose(&mut self, document: &Document, ix: CommentIx) {
        self.leave(document, ix);
        self.cursor = (ix, 0);
    }

    /// Moves the cursor row. Returns whether it moved.
    pub fn scroll(&mut self, document: &Document, by: isize) -> bool {
        let here = self.cursor_row();
        if self.walks {
            return self.walk(document, by);
        }
        // Down beyond the last top the cursor goes by itself; up it must first come back.
        let last = self.stack.end().saturating_sub(1);
        let row = here.saturating_add_signed(by).min(last);
        let Some((ix, inner)) = self.stack.at(row) else {
            return false;
        };
        self.leave(document, ix);
        self.cursor = (ix, inner);
        row != here
    }

    /// Scrolls by pages: both the top and the cursor move.
    pub fn page(&mut self, document: &Document, by: isize) -> bool {
        if self.walks {
            return self.walk(document, by);
        }
        let top = self.top();
        let target = top.saturating_add_signed(by);
        let end = self.last_top();
        if target > end && top >= end {
            return false;
        }
        let here = self.cursor_row();
        let row = target.min(end);
        let Some((ix, inner)) = self.stack.at(row) else {
            return false;
        };
        self.leave(document, ix);
        self.cursor = (ix, inner);
        row != here
    }

    /// Moves the cursor by rows, and on to one that has something on it. Returns whether it moved.
    fn walk(&mut self, document: &Document, by: isize) -> bool {
        let (here, last) = (self.cursor_row(), self.stack.end().saturating_sub(1));
        let said = |row: &usize| match self.stack.row(*row) {
            Some(Row::Head(_) | Row::Folded(_)) => true,
            Some(Row::Words(_, line)) => line.from < line.to,
            Some(Row::Gap(_)) | None => false,
        };
        let target = here.saturating_add_signed(by).min(last);
        let row = if by < 0 {
            (0..=target).rev().find(said)
        } else {
            (target..=last).find(said)
        };
        let Some((ix, inner)) = row.and_then(|row| self.stack.at(row)) else {
            return false;
        };
        self.leave(document, ix);
        self.cursor = (ix, inner);
        self.cursor_row() != here
    }

    /// Goes to the first or last row.
    pub fn edge(&mut self, document: &Document, last: bool) {
        let row = if last {
            self.stack.end().saturating_sub(1)
        } else {
            0
        };
        if let Some((ix, _)) = self.stack.at(row) {
            self.choose(document, ix);
        }
    }

    /// The shown comment `by` steps away.
    pub fn neighbour(&self, by: isize) -> Option<CommentIx> {
        let slot = self.stack.slot(self.cursor.0)?;
        slot.checked_add_signed(by)
            .and_then(|s| self.stack.shown().get(s))
            .copied()
    }

    /// After folds changed: the cursor goes to what is shown of its comment.
    pub fn settle_cursor(&mut self, document: &Document) {
        let shown = self.stack.shown_for(&document.thread, self.cursor.0);
        if shown != self.cursor.0 || self.stack.is_folded(shown) {
            self.cursor = (shown, 0);
        }
    }

    /// Marks as read what was on the screen to its last line.
    pub fn mark_screen(&mut self) {
        self.was_read = self
            .read
            .get(self.cursor.0.ix())
            .copied()
            .unwrap_or_default();
        // What stands on the screen is not yet read where one line is read after the other.
        if self.walks {
            return;
        }
        let (top, rows) = (self.top(), self.rows);
        let Some(from) = self.stack.at(top).and_then(|(c, _)| self.stack.slot(c)) else {
            return;
        };
        let mut seen = Vec::new();
        for &ix in &self.stack.shown()[from..] {
            let end = self.stack.top(ix) + self.stack.rows_of(ix);
            if end > top + rows {
                break;
            }
            if !self.stack.is_folded(ix) && !self.by_hand.contains(&ix) {
                seen.push(ix);
            }
        }
        for ix in seen {
            self.set_read(ix, true);
        }
    }

    /// Sets a comment's read mark.
    pub fn set_read(&mut self, ix: CommentIx, read: bool) {
        if let Some(slot) = self.read.get_mut(ix.ix())
            && *slot != read
        {
            *slot = read;
            let new = usize::from(self.fresh[ix.ix()]);
            if read {
                self.n_unread -= 1;
                self.n_new -= new;
            } else {
                self.n_unread += 1;
                self.n_new += new;
            }
        }
    }

    /// Sets whether a comment is new to the reader.
    pub fn set_fresh(&mut self, ix: CommentIx, fresh: bool) {
        if let Some(slot) = self.fresh.get_mut(ix.ix())
            && *slot != fresh
        {
            *slot = fresh;
            let new = usize::from(!self.read[ix.ix()]);
            if fresh {
                self.n_new += new;
            } else {
                self.n_new -= new;
            }
        }
    }

    /// The next or previous unread comment after the chosen one, not going round. Comments under
    /// folds count; a flat thread is taken in its own order.
    pub fn unread(&self, forward: bool) -> Option<CommentIx> {
        let is = |c: &CommentIx| !self.read[c.ix()];
        if self.stack.shape().flat {
            let here = self.stack.slot(self.cursor.0)?;
            let shown = self.stack.shown();
            return if forward {
                shown[here + 1..].iter().copied().find(is)
            } else {
                shown[..here].iter().rev().copied().find(is)
            };
        }
        let here = self.cursor.0.0;
        let all = self.read.len() as u32;
        if forward {
            (here + 1..all).map(CommentIx).find(is)
        } else {
            (0..here.min(all)).rev().map(CommentIx).find(is)
        }
    }

    fn leave(&mut self, document: &Document, to: CommentIx) {
        if to != self.cursor.0
            && !document.thread.is_empty()
            && !self.stack.is_folded(self.cursor.0)
            && !self.by_hand.contains(&self.cursor.0)
        {
            self.set_read(self.cursor.0, true);
        }
    }
}
