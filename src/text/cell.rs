//! Grapheme clusters and their width in terminal cells: the one place of `unicode-width`.

use std::borrow::Cow;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

/// What goes into one place of the terminal's grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glyph<'a> {
    /// What is painted, in display form.
    pub symbol: Cow<'a, str>,
    /// Its width: 1 or 2 cells, never 0.
    pub cells: u8,
    /// The bytes of the cluster in the source. Two glyphs of one cluster (SARA AM) share them.
    pub bytes: Range<usize>,
}

/// The grapheme clusters of `text` with their byte offsets (UAX 29, extended).
pub fn clusters(text: &str) -> impl DoubleEndedIterator<Item = (usize, &str)> {
    text.grapheme_indices(true)
}

/// Width of `text` in cells, as it is painted.
pub fn width(text: &str) -> usize {
    clusters(text).map(|(_, c)| cluster_width(c)).sum()
}

/// Width of one cluster in cells, as it is painted.
pub fn cluster_width(cluster: &str) -> usize {
    display_form(cluster).width()
}

/// `text` as it is painted: SARA AM in two halves, invisible characters gone.
pub fn display_form(text: &str) -> Cow<'_, str> {
    if text.contains('\u{e33}') {
        Cow::Owned(text.replace('\u{e33}', "\u{e4d}\u{e32}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The glyphs of `text`, left to right.
pub fn cells(text: &str) -> impl Iterator<Item = Glyph<'_>> {
    clusters(text).flat_map(|(at, c)| {
        let bytes = at..at + c.len();
        display_form(c)
            .graphemes(true)
            .filter(|g| g.width() > 0)
            .map(|g| Glyph {
                symbol: Cow::Owned(g.to_owned()),
                cells: g.width() as u8,
                bytes: bytes.clone(),
            })
            .collect::<Vec<_>>()
    })
}

/// `text` cut to at most `limit` cells, with `…` as its last cell where something was cut.
pub fn truncate(text: &str, limit: usize) -> Cow<'_, str> {
    if width(text) <= limit {
        return Cow::Borrowed(text);
    }
    if limit == 0 {
        return Cow::Borrowed("");
    }
    Cow::Owned(format!("{}…", &text[..byte_at(text, limit - 1)]))
}

/// `text` cut or filled with spaces to exactly `cells` cells.
pub fn pad(text: &str, cells: usize) -> String {
    let cut = truncate(text, cells);
    let used = width(&cut);
    format!("{cut}{:fill$}", "", fill = cells - used)
}

/// The byte where the cluster that covers cell `cell` starts; the length of `text` beyond its end.
pub fn byte_at(text: &str, cell: usize) -> usize {
    let mut x = 0;
    for (at, c) in clusters(text) {
        x += cluster_width(c);
        if x > cell {
            return at;
        }
    }
    text.len()
}

/// The first cell of the cluster that holds byte `byte`; the width of `text` beyond its end.
pub fn cell_at(text: &str, byte: usize) -> usize {
    let mut x = 0;
    for (at, c) in clusters(text) {
        if byte < at + c.len() {
            return x;
        }
        x += cluster_width(c);
    }
    x
}
