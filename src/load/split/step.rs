//! The strict length step: even long paragraphs, then even short ones.
//!
//! The place is the change point of the logarithm of length with the largest
//! gain, measured as a log-likelihood ratio of two means against one with one
//! common spread. All limits are strict, so that a text without comments is
//! left alone: the step is for machine-even prose whose comments bear no labels.

use super::super::draft::Piece;
use super::Cut;
use crate::model::BlockKind;

/// The least gain of two means over one.
const GAIN: f64 = 10.0;
/// The least mean of the logarithm of length before the step: some 245 characters.
const LONG: f64 = 5.5;
/// The largest standard deviation of the logarithm of length on either side.
const SPREAD: f64 = 0.4;
/// No discussion of fewer comments is found by length alone.
const FEWEST: usize = 3;

/// The discussion by the lengths of lines alone.
#[expect(
    clippy::cast_precision_loss,
    reason = "no text has 2^52 lines or characters"
)]
pub(super) fn find(pieces: &[Piece]) -> Option<Cut> {
    let n = pieces.len();
    let sums: Vec<(f64, f64)> = std::iter::once((0.0, 0.0))
        .chain(pieces.iter().scan((0.0, 0.0), |(sum, squares), p| {
            let x = (p.text().chars().count().max(1) as f64).ln();
            *sum += x;
            *squares += x * x;
            Some((*sum, *squares))
        }))
        .collect();
    let part = |from: usize, to: usize| {
        let m = (to - from) as f64;
        let mean = (sums[to].0 - sums[from].0) / m;
        let spread = ((sums[to].1 - sums[from].1) / m - mean * mean).max(0.0);
        Part { n: m, mean, spread }
    };
    let last = n.checked_sub(FEWEST)?;
    let gain = |at: usize| part(0, n).gain(&part(0, at), &part(at, n));
    let at = (2..=last).max_by(|a, b| gain(*a).total_cmp(&gain(*b)))?;
    let (before, after) = (part(0, at), part(at, n));
    let even = before.spread.sqrt() < SPREAD && after.spread.sqrt() < SPREAD;
    let steps_down = before.mean > LONG && after.mean < before.mean;
    let is_prose = pieces[at].block.kind == BlockKind::Paragraph && !pieces[at].glued;
    (gain(at) > GAIN && even && steps_down && is_prose).then_some(Cut {
        at,
        confidence: 0.93,
        why: vec!["length step"],
    })
}

struct Part {
    n: f64,
    mean: f64,
    /// Variance.
    spread: f64,
}

impl Part {
    fn gain(&self, before: &Self, after: &Self) -> f64 {
        let within = before.n * before.spread + after.n * after.spread;
        let all = self.n * self.spread;
        // A thousandth keeps equal lengths from an endless gain.
        self.n / 2.0 * ((all + 1e-3) / (within + 1e-3)).ln()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean;

    fn lines(lengths: &[usize]) -> Vec<Piece> {
        let line = |n: &usize| Piece::new(BlockKind::Paragraph, clean(&"a".repeat(*n)));
        lengths.iter().map(line).collect()
    }

    fn at(lengths: &[usize]) -> Option<usize> {
        find(&lines(lengths)).map(|c| c.at)
    }

    #[test]
    fn even_long_then_even_short_is_a_step() {
        assert_eq!(at(&[400, 420, 380, 410, 100, 110, 95, 120, 105]), Some(4));
    }

    #[test]
    fn anything_less_is_none() {
        assert_eq!(at(&[]), None);
        assert_eq!(at(&[400]), None);
        assert_eq!(at(&[400, 420, 380, 100]), None, "one short line");
        assert_eq!(
            at(&[100, 110, 95, 120, 400, 420, 380, 410]),
            None,
            "short, then long"
        );
        assert_eq!(
            at(&[400, 900, 150, 410, 100, 30, 295, 12, 105]),
            None,
            "uneven"
        );
        assert_eq!(
            at(&[120, 125, 118, 30, 31, 29, 33]),
            None,
            "short paragraphs"
        );
        assert_eq!(
            at(&[400, 100, 110, 95, 120, 105]),
            None,
            "before the second line"
        );
    }
}
