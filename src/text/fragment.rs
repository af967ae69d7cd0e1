//! Pieces that never break inside: what the wrapping algorithms move about.
//!
//! A piece is the text between two break opportunities: its visible part and
//! the white space behind it. One that is longer than [`LONGEST`] is cut at
//! cluster borders into parts marked `joined`; on a line they stand together
//! again, and only where nothing else helps may the line end between them.

use super::cell;
use super::segment::{BreakKind, Segmenter};

/// The longest visible part and the longest white space in bytes, so that all widths fit.
const LONGEST: usize = 4096;

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
    /// The next fragment is a part of the same unbreakable piece.
    pub joined: bool,
}

/// Cuts `text` at every break opportunity. The fragments cover it exactly.
///
/// ```
/// use khao::text::{Segmenter, fragments};
/// let f = fragments("กำลังดี ok", &Segmenter::new());
/// assert_eq!(f.iter().map(|f| f.cells).collect::<Vec<_>>(), [5, 2]);
/// ```
pub fn fragments(text: &str, segmenter: &Segmenter) -> Vec<Fragment> {
    let mut out = Vec::new();
    let mut from = 0;
    let ends = segmenter
        .breaks(text)
        .into_iter()
        .map(|b| (b.at, b.kind))
        .chain([(text.len(), BreakKind::Must)]);
    for (to, then) in ends {
        push(&text[from..to], then, &mut out);
        from = to;
    }
    out
}

fn push(piece: &str, then: BreakKind, out: &mut Vec<Fragment>) {
    let mut word = piece.trim_end_matches([' ', '\n']);
    let mut space = &piece[word.len()..];
    while word.len() > LONGEST {
        let cut = match cell::cluster_start(word, LONGEST) {
            0 => cell::cluster_end(word, 0),
            cut => cut,
        };
        let (head, tail) = word.split_at(cut);
        if tail.is_empty() {
            break;
        }
        out.push(fragment(head, "", BreakKind::Word, true));
        word = tail;
    }
    while space.len() > LONGEST {
        let (head, tail) = space.split_at(LONGEST);
        out.push(fragment(word, head, BreakKind::Space, true));
        (word, space) = ("", tail);
    }
    out.push(fragment(word, space, then, false));
}

fn fragment(word: &str, space: &str, then: BreakKind, joined: bool) -> Fragment {
    let cells = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    Fragment {
        bytes: word.len() as u32,
        cells: cells(cell::width(word)),
        space_bytes: cells(space.len()),
        space: cells(space.bytes().filter(|b| *b == b' ').count()),
        then,
        joined,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_cover(text: &str) -> Vec<Fragment> {
        let all = fragments(text, &Segmenter::new());
        let sum: usize = all
            .iter()
            .map(|f| f.bytes as usize + usize::from(f.space_bytes))
            .sum();
        assert_eq!(sum, text.len());
        let cells: usize = all.iter().map(|f| usize::from(f.cells)).sum();
        let spaces: usize = all.iter().map(|f| usize::from(f.space)).sum();
        assert_eq!(cells + spaces, cell::width(text));
        all
    }

    #[test]
    fn they_cover_the_text() {
        for text in ["", " ", "\n", "กำลัง ดี\nok  then \n\n", "  a"] {
            check_cover(text);
        }
        let all = check_cover("ab  cd\n");
        assert_eq!(all[0].space, 2);
        assert_eq!(
            (all[1].cells, all[1].space_bytes, all[1].then),
            (2, 1, BreakKind::Must)
        );
    }

    #[test]
    fn nothing_overflows() {
        for unit in ["x", "漢\u{2060}", " ", "กำ\u{2060}"] {
            let all = check_cover(&unit.repeat(100_000));
            assert!(all.iter().all(|f| f.bytes as usize <= LONGEST + 128));
        }
    }
}
