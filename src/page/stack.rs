//! The comments of a thread under one another.
//!
//! Every shown comment takes one row for its head, one for each line of its words and one blank
//! row; a folded one takes a single row. What is not laid yet has an estimated height, and the
//! estimate is corrected when the comment comes into view or its measure arrives. Whoever scrolls
//! holds a comment and a row in it, never an absolute row, so a correction moves nothing that is read.

use super::{Line, Measured, Rule, lay_block};
use crate::model::{BlockIx, CommentIx, Document, Thread};
use crate::text::Fit;

/// What the stack is made for: a change of it moves every line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Cells of the pane.
    pub width: u16,
    /// Whether the tree is shown flat, in order of time.
    pub flat: bool,
    /// Whether nothing is indented: the depth is told in words.
    pub plain: bool,
}

impl Shape {
    /// How many levels are indented before the indent stops growing.
    pub fn max_levels(self) -> u16 {
        (self.width.saturating_sub(26) / 2).clamp(1, 8)
    }

    /// Cells before the words of a comment at `depth`: two for each guide.
    pub fn indent(self, depth: u16) -> u16 {
        if self.flat || self.plain {
            0
        } else {
            2 * depth.min(self.max_levels())
        }
    }
}

/// A row of the stack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// The head of a comment: author, age, score.
    Head(CommentIx),
    /// A folded comment on one row.
    Folded(CommentIx),
    /// A line of its words.
    Words(CommentIx, Line),
    /// The blank row behind it.
    Gap(CommentIx),
}

impl Row {
    /// The comment that it belongs to.
    pub fn comment(&self) -> CommentIx {
        match *self {
            Self::Head(c) | Self::Folded(c) | Self::Words(c, _) | Self::Gap(c) => c,
        }
    }
}

/// A thread as rows.
#[derive(Debug, Clone)]
pub struct Stack {
    shape: Shape,
    /// The comments that are shown, top to bottom.
    shown: Vec<CommentIx>,
    /// Where each comment stands in `shown`; [`HIDDEN`] for one under a fold.
    slot: Vec<u32>,
    /// Row of each shown comment's head; one more at the end for the height of all.
    tops: Vec<u32>,
    /// Rows of each comment's words, laid or estimated.
    heights: Vec<u32>,
    lines: Vec<Option<Box<[Line]>>>,
    folded: Vec<bool>,
    /// Where only some comments are shown: which.
    only: Option<Vec<bool>>,
}

const HIDDEN: u32 = u32::MAX;

impl Stack {
    /// A stack with nothing folded and nothing laid.
    pub fn new(document: &Document, shape: Shape) -> Self {
        let n = document.thread.len();
        let mut stack = Self {
            shape,
            shown: Vec::new(),
            slot: Vec::new(),
            tops: Vec::new(),
            heights: vec![0; n],
            lines: vec![None; n],
            folded: vec![false; n],
            only: None,
        };
        stack.estimate(document);
        stack.show(&document.thread);
        stack
    }

    /// The shape it is made for.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// Makes it for another shape. Folds stay; every line is laid anew when it is needed.
    pub fn reshape(&mut self, document: &Document, shape: Shape) {
        if shape == self.shape {
            return;
        }
        self.shape = shape;
        self.lines.iter_mut().for_each(|l| *l = None);
        self.estimate(document);
        self.show(&document.thread);
    }

    /// Shows only the comments for which `wanted` says so, whatever is folded above them; nothing shows all.
    ///
    /// Returns whether other comments are shown now.
    pub fn show_only(&mut self, thread: &Thread, wanted: Option<Vec<bool>>) -> bool {
        let changed = self.only != wanted;
        if changed {
            self.only = wanted;
            self.show(thread);
        }
        changed
    }

    /// Whether only some comments are shown.
    pub fn is_only(&self) -> bool {
        self.only.is_some()
    }

    /// Whether a comment is folded.
    pub fn is_folded(&self, ix: CommentIx) -> bool {
        self.folded.get(ix.ix()).copied().unwrap_or_default()
    }

    /// Which comments are folded.
    pub fn folds(&self) -> &[bool] {
        &self.folded
    }

    /// Folds or unfolds comments: `wanted` says it for each.
    pub fn fold(&mut self, thread: &Thread, wanted: impl Fn(CommentIx, bool) -> bool) {
        for (at, slot) in self.folded.iter_mut().enumerate() {
            *slot = wanted(CommentIx(at as u32), *slot);
        }
        self.show(thread);
    }

    /// Sets one fold.
    pub fn set_fold(&mut self, thread: &Thread, ix: CommentIx, folded: bool) {
        if let Some(slot) = self.folded.get_mut(ix.ix())
            && *slot != folded
        {
            *slot = folded;
            self.show(thread);
        }
    }

    /// Unfolds whatever hides a comment, itself included.
    pub fn reveal(&mut self, thread: &Thread, ix: CommentIx) {
        let mut changed = self.only.as_ref().is_some_and(|only| !only[ix.ix()]);
        if changed {
            self.only = None;
        }
        for at in std::iter::once(ix).chain(thread.ancestors(ix)) {
            changed |= std::mem::take(&mut self.folded[at.ix()]);
        }
        if changed {
            self.show(thread);
        }
    }

    /// Unfolds whatever hides a comment, but not the comment itself.
    pub fn reveal_above(&mut self, thread: &Thread, ix: CommentIx) {
        let folded = self.is_folded(ix);
        if !self.is_shown(ix) {
            self.reveal(thread, ix);
            self.set_fold(thread, ix, folded);
        }
    }

    /// The comment itself where it is shown, else the nearest ancestor that is.
    pub fn shown_for(&self, thread: &Thread, ix: CommentIx) -> CommentIx {
        std::iter::once(ix)
            .chain(thread.ancestors(ix))
            .find(|c| self.is_shown(*c))
            .or_else(|| self.shown.first().copied())
            .unwrap_or_default()
    }

    /// Whether a comment is not under a fold.
    pub fn is_shown(&self, ix: CommentIx) -> bool {
        self.slot.get(ix.ix()).is_some_and(|s| *s != HIDDEN)
    }

    /// The shown comments, top to bottom.
    pub fn shown(&self) -> &[CommentIx] {
        &self.shown
    }

    /// Where a shown comment stands among the shown ones.
    pub fn slot(&self, ix: CommentIx) -> Option<usize> {
        self.slot
            .get(ix.ix())
            .filter(|s| **s != HIDDEN)
            .map(|s| *s as usize)
    }

    /// Row of a comment's head; 0 where it is not shown.
    pub fn top(&self, ix: CommentIx) -> usize {
        self.slot(ix).map_or(0, |s| self.tops[s] as usize)
    }

    /// Rows of a comment with its head, without the blank row behind it.
    pub fn rows_of(&self, ix: CommentIx) -> usize {
        if self.is_folded(ix) {
            1
        } else {
            1 + self.heights[ix.ix()] as usize
        }
    }

    /// Rows in all.
    pub fn height(&self) -> usize {
        self.tops.last().map_or(0, |t| *t as usize)
    }

    /// Rows in all, without the blank row behind the last comment.
    pub fn end(&self) -> usize {
        let blank = self.shown.last().is_some_and(|ix| !self.is_folded(*ix));
        self.height() - usize::from(blank)
    }

    /// The comment at a row and the row within it.
    pub fn at(&self, row: usize) -> Option<(CommentIx, usize)> {
        let slot = self
            .tops
            .partition_point(|t| *t as usize <= row)
            .checked_sub(1)?;
        let ix = *self.shown.get(slot)?;
        Some((ix, row - self.tops[slot] as usize))
    }

    /// A row as it is drawn. Words that are not laid yet are blank.
    pub fn row(&self, row: usize) -> Option<Row> {
        let (ix, inner) = self.at(row)?;
        Some(match inner {
            0 if self.is_folded(ix) => Row::Folded(ix),
            0 => Row::Head(ix),
            n => match self.lines[ix.ix()].as_ref().and_then(|l| l.get(n - 1)) {
                Some(line) if !self.is_folded(ix) => Row::Words(ix, *line),
                _ => Row::Gap(ix),
            },
        })
    }

    /// The laid lines of a comment; empty where it is not laid.
    pub fn lines(&self, ix: CommentIx) -> &[Line] {
        self.lines
            .get(ix.ix())
            .and_then(|l| l.as_deref())
            .unwrap_or_default()
    }

    /// The row within a comment that holds a block's byte: 0 is its head.
    pub fn row_in(&self, ix: CommentIx, block: BlockIx, byte: u32) -> usize {
        let lines = self.lines(ix);
        1 + lines
            .partition_point(|l| (l.block, l.from) <= (block, byte))
            .saturating_sub(1)
    }

    /// Lays one comment. Returns whether its height was not what it was taken for; then
    /// [`Stack::settle`] must follow.
    pub fn lay(&mut self, document: &Document, measured: &mut Measured, ix: CommentIx) -> bool {
        if self.lines[ix.ix()].is_some() {
            return false;
        }
        let comment = document.thread.get(ix);
        let indent = self.shape.indent(comment.depth);
        let rule = Rule {
            width: self.shape.width.saturating_sub(indent).max(1),
            fit: Fit::First,
        };
        let mut lines = Vec::new();
        for b in BlockIx::each(&comment.blocks) {
            if b != comment.blocks.start {
                let end = lines.last().map_or(0, |l: &Line| l.to);
                let block = BlockIx(b.0 - 1);
                lines.push(Line {
                    block,
                    from: end,
                    to: end,
                    cells: 0,
                    indent: 0,
                    role: super::Role::Gap,
                    first: false,
                });
            }
            lay_block(
                document.block(b),
                b,
                measured.need(document, b),
                rule,
                &mut lines,
            );
        }
        let was = std::mem::replace(&mut self.heights[ix.ix()], lines.len() as u32);
        self.lines[ix.ix()] = Some(lines.into_boxed_slice());
        was != self.heights[ix.ix()]
    }

    /// Adds the rows up again after heights changed.
    pub fn settle(&mut self) {
        let mut row = 0;
        self.tops.clear();
        for &ix in &self.shown {
            self.tops.push(row);
            row += 1 + u32::from(!self.folded[ix.ix()]) * (self.heights[ix.ix()] + 1);
        }
        self.tops.push(row);
    }

    /// Finds out which comments are shown.
    fn show(&mut self, thread: &Thread) {
        self.shown.clear();
        self.slot.clear();
        self.slot.resize(thread.len(), HIDDEN);
        let mut at = 0;
        while at < thread.len() {
            let ix = CommentIx(at as u32);
            if let Some(only) = &self.only {
                if only.get(at).copied().unwrap_or_default() {
                    self.shown.push(ix);
                }
                at += 1;
                continue;
            }
            self.shown.push(ix);
            // In the flat view a fold hides only the words of its own comment.
            at = if self.folded[at] && !self.shape.flat {
                thread.get(ix).end.ix()
            } else {
                at + 1
            };
        }
        if self.shape.flat && thread.comments().iter().all(|c| c.when.is_some()) {
            self.shown.sort_by_key(|c| thread.get(*c).when);
        }
        for (slot, ix) in self.shown.iter().enumerate() {
            self.slot[ix.ix()] = slot as u32;
        }
        self.settle();
    }

    fn estimate(&mut self, document: &Document) {
        for (at, height) in self.heights.iter_mut().enumerate() {
            let comment = document.thread.get(CommentIx(at as u32));
            let width = u32::from(
                self.shape
                    .width
                    .saturating_sub(self.shape.indent(comment.depth))
                    .max(1),
            );
            *height = BlockIx::each(&comment.blocks)
                .map(|b| {
                    let text = &document.block(b).text;
                    // Thai takes 3 bytes a character, and about a quarter of its characters no cell.
                    let cells = if text.as_bytes().first().is_some_and(|b| *b >= 0xe0) {
                        text.len() / 4
                    } else {
                        text.len()
                    };
                    2 + cells as u32 / width
                })
                .sum::<u32>()
                .saturating_sub(1);
        }
    }
}
