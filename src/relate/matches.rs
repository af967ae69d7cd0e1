//! Which passages of two documents speak of the same.
//!
//! Every passage of one is asked for in the other and the other way round, so that the answer leans
//! on what is rare in both, and is held against all that the two say.

use super::passage::score::{Passages, Ready, Weights};
use super::passage::tie::{Text, tie};
use crate::model::{Document, Match};
use crate::text::{Lang, Segmenter};

/// How many passages of the other document stand beside one of this.
const MOST: usize = 2;
/// Below this a pair is not shown.
const SHOWN: f32 = 0.35;
/// So many passages of a document are compared, from its start: each with each of the other.
const FIRST: usize = 400;

/// The passages of a document that are compared with those of others.
pub(super) fn first(document: &Document, segmenter: &Segmenter) -> Passages {
    Passages::first(document, segmenter, Weights::default(), FIRST)
}

/// For each passage of `a` those of `b` that speak of the same.
pub(super) fn between(
    (here, a): (&Document, &Passages),
    (there, b): (&Document, &Passages),
) -> Vec<Match> {
    let likeness = likeness(a, b);
    // A passage that fits another of this document better is a weaker answer here.
    let mut fittest = vec![0.0f32; b.all.len()];
    for row in &likeness {
        for (best, cell) in fittest.iter_mut().zip(row) {
            *best = best.max(*cell);
        }
    }
    let mut out = Vec::new();
    for (i, row) in likeness.iter().enumerate() {
        for j in best(row) {
            let confidence = confidence(row[j], row[j] / fittest[j].max(f32::MIN_POSITIVE));
            if confidence < SHOWN {
                break;
            }
            let text = Text {
                block: b.all[j].block,
                written: there.text(b.all[j].block),
                terms: &b.all[j].terms,
            };
            out.push(tie(a, i, here.text(a.all[i].block), text, confidence));
        }
    }
    out
}

/// Where the most of a row are, at most [`MOST`]: best first, then the first of equals.
fn best(row: &[f32]) -> Vec<usize> {
    let mut best: Vec<usize> = Vec::with_capacity(MOST + 1);
    for (j, cell) in row.iter().enumerate() {
        let at = best.partition_point(|b| row[*b].total_cmp(cell).is_ge());
        if at < MOST {
            best.insert(at, j);
            best.truncate(MOST);
        }
    }
    best
}

/// How alike any two passages are, 0 to 1: a row for each of `a`.
fn likeness(a: &Passages, b: &Passages) -> Vec<Vec<f32>> {
    let mut rows = vec![vec![0.0; b.all.len()]; a.all.len()];
    let mut scores: Vec<f32> = Vec::new();
    for (row, mine) in rows.iter_mut().zip(&a.all) {
        b.score(&mine.terms.all, &mut scores);
        for (cell, score) in row.iter_mut().zip(&scores) {
            *cell += score;
        }
    }
    for (j, theirs) in b.all.iter().enumerate() {
        a.score(&theirs.terms.all, &mut scores);
        for (row, score) in rows.iter_mut().zip(&scores) {
            row[j] += score;
        }
    }
    // Between two scripts only names, numbers and what words mean can meet.
    let across = (a.context.lang == Lang::THAI) != (b.context.lang == Lang::THAI);
    let whole = |p: &Ready| if across { p.across } else { p.whole };
    for (row, mine) in rows.iter_mut().zip(&a.all) {
        for (cell, theirs) in row.iter_mut().zip(&b.all) {
            *cell /= (whole(mine) + whole(theirs)).max(f32::MIN_POSITIVE);
        }
    }
    rows
}

/// How sure it is that two passages as alike as this speak of the same; `fit` is 1 where no other
/// passage of this document is more like that one.
fn confidence(likeness: f32, fit: f32) -> f32 {
    let x = -3.0 + 14.0 * likeness + 1.5 * (fit - 1.0);
    1.0 / (1.0 + (-x).exp())
}

#[cfg(test)]
mod tests {
    use super::best;

    #[test]
    fn the_best_come_first_and_the_first_of_equals() {
        assert_eq!(best(&[0.1, 0.5, 0.5, 0.4]), [1, 2]);
        assert_eq!(best(&[0.1, 0.2, 0.5, 0.5, 0.5]), [2, 3]);
        assert_eq!(best(&[0.3, 0.0, 0.1]), [0, 2]);
        assert_eq!(best(&[0.3]), [0]);
        assert_eq!(best(&[]), Vec::<usize>::new());
    }
}
