//! Grapheme clusters and their width in terminal cells: the one place of `unicode-width`.
//!
//! Text is drawn in *display form*. It differs from the source in this:
//!
//! - SARA AM (ำ), Thai and Lao, is painted decomposed: base + NIKHAHIT + tone
//!   in one cell, SARA AA in the next. Terminals disagree on the width of the
//!   composed form and leave parts of it on the screen; all agree on this one.
//! - Invisible characters are gone: soft hyphen, zero-width space, word joiner,
//!   byte order mark, bidi controls, joiners outside emoji and the scripts that
//!   need them, variation selectors that select nothing, control characters.
//! - A mark without a base sits on ◌.
//!
//! All widths here are those of the display form; all byte offsets are those
//! of the source. ASCII and Thai take fast paths without allocation.

mod cluster;
mod display;

use std::borrow::Cow;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use cluster::Class;
pub(super) use cluster::is_mark;

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

/// The end of the cluster that holds byte `at`; the length of `text` at or beyond its end.
pub fn cluster_end(text: &str, at: usize) -> usize {
    cluster_at(text, at).end
}

/// The start of the cluster that holds byte `at`; the length of `text` at or beyond its end.
pub fn cluster_start(text: &str, at: usize) -> usize {
    cluster_at(text, at).start
}

/// The cluster that holds byte `at`; empty at the end of `text` for a byte beyond it.
/// Looks back only to the last ASCII or Thai letter, which is a step or two in most text.
pub fn cluster_at(text: &str, at: usize) -> Range<usize> {
    if at >= text.len() {
        return text.len()..text.len();
    }
    let mut from = at;
    while from > 0 && !cluster::is_sure_start(text.as_bytes(), from) {
        from -= 1;
    }
    loop {
        let (end, _) = cluster::next(text, from);
        if end > at {
            return from..end;
        }
        from = end;
    }
}

/// Width of `text` in cells, as it is painted.
///
/// ```
/// use khao::text::cell::width;
/// assert_eq!(width("น้ำท่วม"), 5);
/// assert_eq!(width("漢字"), 4);
/// ```
pub fn width(text: &str) -> usize {
    spans(text).map(|(_, cells)| cells).sum()
}

/// Width of one cluster in cells, as it is painted.
pub fn cluster_width(cluster: &str) -> usize {
    width(cluster)
}

/// Width in cells of a [`Glyph`]'s symbol. A spacing mark that stands in a cell of its own behind its
/// base is a glyph of one cell; as a text by itself it would be given a base.
///
/// ```
/// use khao::text::cell::{cells, glyph_width, width};
/// assert!(cells("గం").all(|g| glyph_width(&g.symbol) == usize::from(g.cells)));
/// assert_eq!(width("ం"), 2);
/// ```
pub fn glyph_width(symbol: &str) -> usize {
    display::width(symbol)
}

/// `text` as it is painted: SARA AM in two halves, invisible characters gone, marks on a base.
///
/// ```
/// use khao::text::cell::display_form;
/// assert_eq!(display_form("น้ำ"), "น\u{e4d}\u{e49}\u{e32}");
/// assert_eq!(display_form("soft\u{ad}hyphen"), "softhyphen");
/// ```
pub fn display_form(text: &str) -> Cow<'_, str> {
    let mut at = 0;
    while at < text.len() {
        let (end, class) = cluster::next(text, at);
        if class == Class::Other && !is_itself(&text[at..end]) {
            let mut out = String::with_capacity(text.len() + 16);
            out.push_str(&text[..at]);
            for glyph in glyphs(text, at) {
                out.push_str(&glyph.symbol);
            }
            return Cow::Owned(out);
        }
        at = end;
    }
    Cow::Borrowed(text)
}

/// The glyphs of `text`, left to right. Ordinary clusters are borrowed.
pub fn cells(text: &str) -> impl Iterator<Item = Glyph<'_>> {
    glyphs(text, 0)
}

/// `text` cut to at most `limit` cells, with `…` as its last cell where something was cut.
pub fn truncate(text: &str, limit: usize) -> Cow<'_, str> {
    let mut x = 0;
    let mut cut = 0;
    for (bytes, cells) in spans(text) {
        x += cells;
        if x > limit {
            return if limit == 0 {
                Cow::Borrowed("")
            } else {
                Cow::Owned(format!("{}…", &text[..cut]))
            };
        }
        if x < limit {
            cut = bytes.end;
        }
    }
    Cow::Borrowed(text)
}

/// `text` cut or filled with spaces to exactly `cells` cells.
pub fn pad(text: &str, cells: usize) -> String {
    let cut = truncate(text, cells);
    let fill = cells.saturating_sub(width(&cut));
    format!("{cut}{:fill$}", "")
}

/// The byte where the cluster that covers cell `cell` starts; the length of `text` beyond its end.
pub fn byte_at(text: &str, cell: usize) -> usize {
    let mut x = 0;
    for (bytes, cells) in spans(text) {
        x += cells;
        if x > cell {
            return bytes.start;
        }
    }
    text.len()
}

/// The first cell of the cluster that holds byte `byte`; the width of `text` beyond its end.
pub fn cell_at(text: &str, byte: usize) -> usize {
    let mut x = 0;
    for (bytes, cells) in spans(text) {
        if byte < bytes.end {
            return x;
        }
        x += cells;
    }
    x
}

/// The clusters of `text` with their widths.
pub(super) fn spans(text: &str) -> impl Iterator<Item = (Range<usize>, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        if at >= text.len() {
            return None;
        }
        let (end, class) = cluster::next(text, at);
        let bytes = at..end;
        at = end;
        let cells = match class {
            Class::Ascii | Class::Thai => 1,
            Class::Other => other_width(&text[bytes.clone()]),
        };
        Some((bytes, cells))
    })
}

/// Width of an unusual cluster.
fn other_width(cluster: &str) -> usize {
    if am_head(cluster).is_some() {
        return 2;
    }
    if is_itself(cluster) {
        return display::width(cluster);
    }
    display::pieces(cluster)
        .iter()
        .map(|(_, cells)| usize::from(*cells))
        .sum()
}

/// Whether a cluster is one visible character that is painted as it stands: decided for the common scripts only.
fn is_itself(cluster: &str) -> bool {
    let mut chars = cluster.chars();
    matches!(
        (chars.next(), chars.next()),
        (
            Some(
                ' '..='~'
                | '\u{a1}'..='\u{ac}'
                | '\u{ae}'..='\u{2ff}'
                | '\u{370}'..='\u{482}'
                | '\u{48a}'..='\u{52f}'
                | '\u{2010}'..='\u{2027}'
                | '\u{2030}'..='\u{203b}'
                | '\u{3001}'..='\u{3029}'
                | '\u{3041}'..='\u{3096}'
                | '\u{30a0}'..='\u{30ff}'
                | '\u{3400}'..='\u{4dbf}'
                | '\u{4e00}'..='\u{9fff}'
                | '\u{ac00}'..='\u{d7a3}'
                | '\u{ff01}'..='\u{ff9d}',
            ),
            None,
        )
    )
}

/// The glyphs of `text` from byte `at` on, which must be a cluster border.
fn glyphs(text: &str, mut at: usize) -> impl Iterator<Item = Glyph<'_>> {
    let mut waiting: Vec<Glyph<'_>> = Vec::new();
    std::iter::from_fn(move || {
        loop {
            if let Some(glyph) = waiting.pop() {
                return Some(glyph);
            }
            if at >= text.len() {
                return None;
            }
            let (end, class) = cluster::next(text, at);
            let bytes = at..end;
            at = end;
            let cluster = &text[bytes.clone()];
            if class != Class::Other {
                return Some(Glyph {
                    symbol: Cow::Borrowed(cluster),
                    cells: 1,
                    bytes,
                });
            }
            if let Some(head) = am_head(cluster) {
                waiting.push(Glyph {
                    symbol: Cow::Borrowed("\u{e32}"),
                    cells: 1,
                    bytes: bytes.clone(),
                });
                return Some(Glyph {
                    symbol: Cow::Borrowed(head),
                    cells: 1,
                    bytes,
                });
            }
            if is_itself(cluster) {
                return Some(Glyph {
                    symbol: Cow::Borrowed(cluster),
                    cells: display::width(cluster).clamp(1, 2) as u8,
                    bytes,
                });
            }
            waiting.extend(
                display::pieces(cluster)
                    .into_iter()
                    .rev()
                    .map(|(symbol, cells)| Glyph {
                        symbol: Cow::Owned(symbol),
                        cells,
                        bytes: bytes.clone(),
                    }),
            );
        }
    })
}

/// Consonants ก–ฮ.
const CONSONANTS: usize = 46;

/// What stands over the consonant in the first half of consonant + tone + SARA AM, by consonant and tone:
/// six bytes without a tone, nine with one. A table, so that the commonest composed form costs no allocation.
static AM_HEADS: [[u8; 9]; CONSONANTS * 5] = am_heads();

const fn am_heads() -> [[u8; 9]; CONSONANTS * 5] {
    let mut out = [[0; 9]; CONSONANTS * 5];
    let mut i = 0;
    while i < out.len() {
        // U+0E01 + consonant, U+0E4D NIKHAHIT, U+0E47 + tone.
        let (consonant, tone) = ((i / 5) as u8, (i % 5) as u8);
        out[i] = [
            0xe0,
            0xb8,
            0x81 + consonant,
            0xe0,
            0xb9,
            0x8d,
            0xe0,
            0xb9,
            0x87 + tone,
        ];
        i += 1;
    }
    out
}

/// The first glyph of consonant + SARA AM or consonant + tone + SARA AM; `None` for any other cluster.
fn am_head(cluster: &str) -> Option<&'static str> {
    let (consonant, tone, len) = match *cluster.as_bytes() {
        [0xe0, 0xb8, c @ 0x81..=0xae, 0xe0, 0xb8, 0xb3] => (c, 0, 6),
        [
            0xe0,
            0xb8,
            c @ 0x81..=0xae,
            0xe0,
            0xb9,
            t @ 0x88..=0x8b,
            0xe0,
            0xb8,
            0xb3,
        ] => (c, t - 0x87, 9),
        _ => return None,
    };
    let at = usize::from(consonant - 0x81) * 5 + usize::from(tone);
    std::str::from_utf8(&AM_HEADS[at][..len]).ok()
}

#[cfg(test)]
mod tests;
