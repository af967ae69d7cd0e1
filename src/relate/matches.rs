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

/// For each passage of `here` those of `there` that speak of the same, at most two, best first;
/// in order of the passages of `here`.
pub fn matches(here: &Document, there: &Document, segmenter: &Segmenter) -> Vec<Match> {
    let a = Passages::of(here, segmenter, Weights::default());
    let b = Passages::of(there, segmenter, Weights::default());
    let likeness = likeness(&a, &b);
    let mut out = Vec::new();
    for (i, row) in likeness.iter().enumerate() {
        let mut order: Vec<usize> = (0..row.len()).collect();
        order.sort_by(|x, y| row[*y].total_cmp(&row[*x]).then(x.cmp(y)));
        for j in order.into_iter().take(MOST) {
            // A passage that fits another of this document better is a weaker answer here.
            let best = likeness.iter().map(|r| r[j]).fold(0.0, f32::max);
            let confidence = confidence(row[j], row[j] / best.max(f32::MIN_POSITIVE));
            if confidence < SHOWN {
                break;
            }
            let text = Text {
                block: b.all[j].block,
                written: there.text(b.all[j].block),
                terms: &b.all[j].terms,
            };
            out.push(tie(&a, i, here.text(a.all[i].block), text, confidence));
        }
    }
    out
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
