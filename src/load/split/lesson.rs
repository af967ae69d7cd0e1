//! What the tool that learns asks of the splitter: the very functions that read.

use super::super::draft::Piece;
use super::super::plain;
use super::edge::{self, Sums};
use super::feature::{self, LINE};
use super::table::{self, Sign};
use super::{chain, manner, marker};
use crate::model::BlockKind;
use crate::text::clean;

/// The names of all features, those of lines first.
#[must_use]
pub fn names() -> Vec<String> {
    let lines = LINE.iter().map(|(name, _)| (*name).to_owned());
    lines
        .chain((0..edge::N).map(|ix| edge::name(ix).0))
        .collect()
}

/// The names of what is no feature: the score of "none", the temperature, the threshold.
pub const SETTINGS: [&str; 3] = [chain::NONE, chain::TEMPERATURE, chain::THRESHOLD];

/// The place that is expected to lose least, of places with their chances in a text of `n` lines.
#[must_use]
pub fn choose(places: &[(usize, f32)], n: usize) -> Option<usize> {
    chain::choose(places, n)
}

/// A text to learn from.
#[derive(Debug)]
pub struct Text {
    pieces: Vec<Piece>,
    signs: Vec<Option<Sign>>,
}

impl Text {
    /// A text of these lines, each a block.
    #[must_use]
    pub fn new(lines: &[String]) -> Self {
        let line = |l: &String| Piece::new(BlockKind::Paragraph, clean(l.trim()));
        let pieces = plain::blocks(lines);
        let pieces = if pieces.len() == lines.len() {
            pieces
        } else {
            lines.iter().map(line).collect()
        };
        let signs = marker::signs(&pieces);
        Self { pieces, signs }
    }

    /// Whether labels of a comment system tell the cut, so that the chain is not asked.
    #[must_use]
    pub fn is_labelled(&self) -> bool {
        marker::find(&self.pieces, &self.signs).is_some()
    }

    /// The places that may be cut, and the features of each: the sums over the lines behind, then those of the place.
    #[must_use]
    pub fn places(&self, odds: &dyn Fn(&str) -> f32) -> Vec<(usize, Vec<f32>)> {
        let rows = feature::rows(&self.pieces, &self.signs, odds);
        let sums = Sums::of(&rows);
        let mut behind = vec![0.0; feature::N];
        let mut out = Vec::new();
        for k in (0..rows.len()).rev() {
            for (sum, x) in behind.iter_mut().zip(&rows[k]) {
                *sum += x;
            }
            if chain::may_start(&self.pieces, k) {
                let place = sums.place(k);
                out.push((k, behind.iter().chain(&place).copied().collect()));
            }
        }
        out.reverse();
        out
    }
}

/// The words of a line as their odds are looked up.
pub fn words(line: &str, found: &mut dyn FnMut(&str)) {
    manner::each(line, &mut |word, _, _| found(word));
}

/// Whether a line is a label of a comment system.
#[must_use]
pub fn is_label(line: &str) -> bool {
    table::sign(line).is_some()
}
