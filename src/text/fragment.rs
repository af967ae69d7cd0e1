//! Pieces that never break inside: what the wrapping algorithms move about.

use super::cell;
use super::segment::{BreakKind, Segmenter};

/// A piece of text with the white space behind it. Width-free: made once, wrapped at any width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fragment {
    /// Length of the visible part in bytes.
    pub bytes: u32,
    /// Width of the visible part in cells.
    pub cells: u16,
    /// Length of the white space behind it in bytes (a space and a line end are one byte each).
    pub space_bytes: u16,
    /// Width of that space in cells.
    pub space: u16,
    /// Why the text may break behind it.
    pub then: BreakKind,
}

/// Cuts `text` at every break opportunity. The fragments cover it exactly.
pub fn fragments(text: &str, segmenter: &Segmenter) -> Vec<Fragment> {
    let mut out = Vec::new();
    let mut from = 0;
    let ends = segmenter
        .breaks(text)
        .into_iter()
        .map(|b| (b.at, b.kind))
        .chain([(text.len(), BreakKind::Must)]);
    for (to, then) in ends {
        let word = text[from..to].trim_end_matches([' ', '\n']);
        let space = &text[from + word.len()..to];
        out.push(Fragment {
            bytes: word.len() as u32,
            cells: cell::width(word) as u16,
            space_bytes: space.len() as u16,
            space: space.bytes().filter(|b| *b == b' ').count() as u16,
            then,
        });
        from = to;
    }
    out
}
