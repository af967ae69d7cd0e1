//! Fragments become lines, by the algorithms of the `textwrap` crate.
//!
//! Steps:
//!
//! 1. A piece wider than the line is split: a Thai word at shorter words in it,
//!    anything else at cluster borders; a cluster
//!    wider than the line stands alone. Nothing else is ever split.
//! 2. The text is taken paragraph by paragraph, between its own line ends.
//! 3. First fit fills each line in turn; optimal fit evens out the whole
//!    paragraph, with a small penalty on breaks that are not at a space: a
//!    Thai space ends a phrase, and a line reads better that ends with it.
//!
//! The lines are byte ranges. With the spaces at their breaks they cover the
//! text exactly: what lies between two lines is spaces and line ends.

use textwrap::core::Fragment as Piece;
use textwrap::wrap_algorithms::{Penalties, wrap_optimal_fit};

use super::segment::{self, BreakKind, Segmenter};
use super::{Fragment, cell, thai};

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

/// Ending a line at a space is worth this much slack, as one part of the line in so many.
const PHRASE: usize = 6;

/// Marks a break that is not at a space for the penalty; too small to count as width.
const NOT_A_SPACE: f64 = 1e-9;

/// What a cell too many costs: so much that it is never taken where there is another way.
const OVERFLOW: usize = 100_000_000;

/// Paragraphs with more pieces than this are filled, not evened out: it is no prose.
const EVEN_LIMIT: usize = 20_000;

/// Puts `fragments` of `text` on lines of at most `width` cells (at least 1).
/// With the spaces at their breaks the lines cover the text exactly.
///
/// ```
/// use khao::text::{Fit, Segmenter, fragments, wrap};
/// let text = "น้ำท่วมกรุงเทพ ผู้คนอพยพ";
/// let lines = wrap(text, &fragments(text, &Segmenter::new()), 10, Fit::First);
/// let lines: Vec<_> = lines.iter().map(|l| &text[l.from as usize..l.to as usize]).collect();
/// assert_eq!(lines, ["น้ำท่วม", "กรุงเทพ ผู้คน", "อพยพ"]);
/// ```
pub fn wrap(text: &str, fragments: &[Fragment], width: usize, fit: Fit) -> Vec<LineSpan> {
    let width = width.clamp(1, usize::from(u16::MAX) / 2);
    let mut out = Vec::new();
    let mut words = Vec::new();
    let (mut at, mut from, mut cells) = (0, 0, 0);
    for (i, f) in fragments.iter().enumerate() {
        // Behind a line end at the very end there is no further line.
        if i > 0 && i + 1 == fragments.len() && f.bytes == 0 && f.space_bytes == 0 {
            break;
        }
        at += f.bytes;
        cells += usize::from(f.cells);
        if f.joined && f.space_bytes == 0 {
            continue;
        }
        let penalty = match f.then {
            BreakKind::Word => NOT_A_SPACE,
            BreakKind::Space | BreakKind::Must => 0.0,
        };
        let word = Word {
            from,
            to: at,
            cells: u16::try_from(cells).unwrap_or(u16::MAX),
            space: f.space,
            penalty,
        };
        push_word(text, word, width, &mut words);
        at += u32::from(f.space_bytes);
        (from, cells) = (at, 0);
        if f.then == BreakKind::Must {
            fill(&words, width, fit, &mut out);
            words.clear();
        }
    }
    fill(&words, width, fit, &mut out);
    out
}

/// `text` with `mark` put in at every allowed break; a line end of its own gets none.
///
/// ```
/// use khao::text::{Segmenter, wrap::mark};
/// assert_eq!(mark("น้ำท่วมกรุงเทพฯ\n", &Segmenter::new(), "|"), "น้ำท่วม|กรุงเทพฯ\n");
/// ```
pub fn mark(text: &str, segmenter: &Segmenter, mark: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut from = 0;
    for b in segmenter.breaks(text) {
        if b.kind != BreakKind::Must {
            out.push_str(&text[from..b.at]);
            out.push_str(mark);
            from = b.at;
        }
    }
    out.push_str(&text[from..]);
    out
}

/// What goes on a line in one piece.
#[derive(Debug, Clone, Copy)]
struct Word {
    from: u32,
    to: u32,
    cells: u16,
    space: u16,
    /// What ending a line here costs, in cells.
    penalty: f64,
}

impl Piece for Word {
    fn width(&self) -> f64 {
        f64::from(self.cells)
    }
    fn whitespace_width(&self) -> f64 {
        f64::from(self.space)
    }
    fn penalty_width(&self) -> f64 {
        self.penalty
    }
}

/// Adds a word, split at cluster borders where it is wider than the line.
fn push_word(text: &str, word: Word, width: usize, words: &mut Vec<Word>) {
    if let (true, Some(last)) = (word.from == word.to, words.last_mut()) {
        // More of the same white space.
        last.space = last.space.saturating_add(word.space);
        return;
    }
    if usize::from(word.cells) <= width {
        words.push(word);
        return;
    }
    let part = |from: u32, to: u32, cells: usize| Word {
        from,
        to,
        cells: cells as u16,
        space: 0,
        penalty: 0.0,
    };
    let (mut from, mut cells) = (word.from, 0);
    // The last border at which even Thai spelling lets a line end, and the cells before it.
    let mut good = (word.from, 0);
    let mut before = "";
    let whole = &text[word.from as usize..word.to as usize];
    let shorter = shorter_words(whole, width);
    for (bytes, wide) in cell::spans(whole) {
        let at = word.from + bytes.start as u32;
        let cluster = &whole[bytes];
        // A border of words is better than any that spelling merely allows.
        let is_word = shorter.binary_search(&((at - word.from) as usize)).is_ok();
        let word_stands = good.0 > from
            && shorter
                .binary_search(&((good.0 - word.from) as usize))
                .is_ok();
        if is_word || !word_stands && segment::may_part(before, cluster) {
            good = (at, cells);
        }
        while cells + wide > width && at > from {
            let (cut, used) = if good.0 > from { good } else { (at, cells) };
            words.push(part(from, cut, used));
            (from, cells) = (cut, cells - used);
        }
        cells += wide;
        before = cluster;
    }
    words.push(Word {
        from,
        cells: cells as u16,
        ..word
    });
}

/// Borders of shorter words inside a Thai word that is wider than the line, as bytes of it.
fn shorter_words(whole: &str, width: usize) -> Vec<usize> {
    // A longer run is no word: the segmenter has parted it already wherever it could.
    let thai = whole.len() <= 512 && whole.chars().all(thai::is_letter);
    if thai {
        thai::Words::default().parts(whole, width)
    } else {
        Vec::new()
    }
}

/// Puts the words of one paragraph on lines.
fn fill(words: &[Word], width: usize, fit: Fit, out: &mut Vec<LineSpan>) {
    if words.is_empty() {
        return;
    }
    if fit == Fit::Optimal && words.len() <= EVEN_LIMIT {
        let penalties = Penalties {
            overflow_penalty: OVERFLOW,
            hyphen_penalty: width.pow(2) / PHRASE.pow(2),
            ..Penalties::new()
        };
        if let Ok(lines) = wrap_optimal_fit(words, &[f64::from(width as u32)], &penalties)
            && lines
                .iter()
                .all(|line| line.len() == 1 || cells_of(line) <= width)
        {
            out.extend(lines.into_iter().filter(|l| !l.is_empty()).map(span));
            return;
        }
    }
    // As textwrap's first fit does it, without its floats.
    let (mut start, mut cells, mut gap) = (0, 0, 0);
    for (i, word) in words.iter().enumerate() {
        let more = gap + usize::from(word.cells);
        if i > start && cells + more > width {
            out.push(span(&words[start..i]));
            (start, cells) = (i, usize::from(word.cells));
        } else {
            cells += more;
        }
        gap = usize::from(word.space);
    }
    out.push(span(&words[start..]));
}

/// Width of words on one line, without the space at its end.
fn cells_of(words: &[Word]) -> usize {
    let all: usize = words
        .iter()
        .map(|w| usize::from(w.cells) + usize::from(w.space))
        .sum();
    all - words.last().map_or(0, |w| usize::from(w.space))
}

fn span(words: &[Word]) -> LineSpan {
    LineSpan {
        from: words.first().map_or(0, |w| w.from),
        to: words.last().map_or(0, |w| w.to),
        cells: u16::try_from(cells_of(words)).unwrap_or(u16::MAX),
    }
}
