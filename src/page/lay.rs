//! Blocks become lines of a width.

use std::ops::Range;

use super::Measured;
use crate::model::{Block, BlockIx, BlockKind, Document, Place};
use crate::text::{Fit, Fragment, cell, wrap};

/// One laid-out line: a byte range of a block and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// The block whose words these are.
    pub block: BlockIx,
    /// First byte.
    pub from: u32,
    /// End of what is visible. Equal to `from` on a blank line.
    pub to: u32,
    /// Width of the words in cells.
    pub cells: u16,
    /// Cells left free before the words.
    pub indent: u16,
    /// What the words are.
    pub role: Role,
    /// Whether it is the first line of its block.
    pub first: bool,
}

/// What the words of a line are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The document's title.
    Title,
    /// Words of a block.
    Block(BlockKind),
    /// Room for a label of ours under the title: outlet, date, language.
    About,
    /// The blank line after a block.
    Gap,
}

impl Line {
    /// Its bytes of the block.
    pub fn bytes(&self) -> Range<usize> {
        self.from as usize..self.to as usize
    }

    /// Where it starts.
    pub fn place(&self) -> Place {
        Place {
            block: self.block,
            byte: self.from,
        }
    }
}

/// How a page is laid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Cells a line may take, at least 1.
    pub width: u16,
    /// How lines are filled.
    pub fit: Fit,
}

/// Above this many fragments a block is filled line by line: the optimum is not worth the wait.
const OPTIMAL_LIMIT: usize = 20_000;

/// Lays one block. The lines are put on `out`, without a blank line behind them.
pub fn lay_block(
    block: &Block,
    ix: BlockIx,
    fragments: &[Fragment],
    rule: Rule,
    out: &mut Vec<Line>,
) {
    let indent = indent_of(block.kind).min(rule.width / 2);
    let width = rule.width.saturating_sub(indent).max(1);
    let start = out.len();
    if block.kind.is_verbatim() {
        lay_verbatim(&block.text, ix, indent, block.kind, out);
    } else {
        let fit = if fragments.len() > OPTIMAL_LIMIT {
            Fit::First
        } else {
            rule.fit
        };
        lay_words(
            &block.text,
            ix,
            fragments,
            width,
            fit,
            (indent, Role::Block(block.kind)),
            out,
        );
    }
    if let Some(line) = out.get_mut(start) {
        line.first = true;
    }
}

/// Cells before the words: room for a quote's bar, an item's bullet, a step for each level.
fn indent_of(kind: BlockKind) -> u16 {
    match kind {
        BlockKind::Quote | BlockKind::Code | BlockKind::Table | BlockKind::Image => 2,
        BlockKind::Item(level) => 2 + 2 * u16::from(level.min(6)),
        BlockKind::Paragraph | BlockKind::Heading(_) | BlockKind::Caption => 0,
    }
}

fn lay_words(
    text: &str,
    block: BlockIx,
    fragments: &[Fragment],
    width: u16,
    fit: Fit,
    (indent, role): (u16, Role),
    out: &mut Vec<Line>,
) {
    for s in wrap(text, fragments, usize::from(width), fit) {
        out.push(Line {
            block,
            from: s.from,
            to: s.to,
            cells: s.cells,
            indent,
            role,
            first: false,
        });
    }
}

fn lay_verbatim(text: &str, block: BlockIx, indent: u16, kind: BlockKind, out: &mut Vec<Line>) {
    let mut from = 0;
    for line in text.trim_end_matches('\n').split('\n') {
        let to = from + line.len();
        let cells = u16::try_from(cell::width(line)).unwrap_or(u16::MAX);
        out.push(Line {
            block,
            from: from as u32,
            to: to as u32,
            cells,
            indent,
            role: Role::Block(kind),
            first: false,
        });
        from = to + 1;
    }
}

/// An article on lines: the title, one line for a label of ours, then the blocks. Blank lines stand between.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// The lines, top to bottom.
    pub lines: Vec<Line>,
    /// How many of them stand before the first block.
    pub n_head: usize,
}

impl Page {
    /// Lays the title and `range` of `document`.
    pub fn lay(
        document: &Document,
        range: &Range<BlockIx>,
        measured: &mut Measured,
        rule: Rule,
    ) -> Self {
        let mut lines = Vec::new();
        if document.article.title.is_some() {
            let text = document.text(BlockIx::TITLE);
            let fragments = measured.need(document, BlockIx::TITLE);
            lay_words(
                text,
                BlockIx::TITLE,
                fragments,
                rule.width.max(1),
                Fit::Optimal,
                (0, Role::Title),
                &mut lines,
            );
        }
        let end = document.text(BlockIx::TITLE).len();
        lines.push(Line {
            role: Role::About,
            ..gap(BlockIx::TITLE, end)
        });
        lines.push(gap(BlockIx::TITLE, end));
        let n_head = lines.len();
        let mut previous = None;
        for ix in BlockIx::each(range) {
            let block = document.block(ix);
            // Items of one list stand together.
            if previous.is_some_and(|k| {
                matches!((k, block.kind), (BlockKind::Item(_), BlockKind::Item(_)))
            }) {
                lines.pop();
            }
            lay_block(block, ix, measured.need(document, ix), rule, &mut lines);
            lines.push(gap(ix, block.text.len()));
            previous = Some(block.kind);
        }
        lines.pop();
        Self { lines, n_head }
    }

    /// The line that holds `place`, or the nearest before it; 0 on an empty page.
    pub fn line_of(&self, place: Place) -> usize {
        self.lines
            .partition_point(|l| l.place() <= place)
            .saturating_sub(1)
    }

    /// Where a line starts; the end of the page gives its last line.
    pub fn place_of(&self, line: usize) -> Place {
        self.lines
            .get(line.min(self.lines.len().saturating_sub(1)))
            .map(Line::place)
            .unwrap_or_default()
    }

    /// How many lines there are.
    pub fn height(&self) -> usize {
        self.lines.len()
    }
}

fn gap(block: BlockIx, end: usize) -> Line {
    let at = end as u32;
    Line {
        block,
        from: at,
        to: at,
        cells: 0,
        indent: 0,
        role: Role::Gap,
        first: false,
    }
}
