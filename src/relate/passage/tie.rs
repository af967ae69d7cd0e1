//! A found pair of passages: where in each, by which words, and why.

use std::collections::HashMap;
use std::ops::Range;

use super::super::reason::{Shared, reasons};
use super::score::{Passages, Ready};
use super::sentence::{sentences, trimmed};
use super::terms::{Sort, Term, Terms};
use crate::model::{BlockIx, Match, Passage};
use crate::text::cell;

/// How many reasons are given.
const MOST: usize = 4;

/// A word that does less than this part of the score is not marked.
const FAINT: f32 = 0.03;

/// A sentence stands for its passage if it does this part of the score.
const BEST: f32 = 0.5;

/// A text that speaks of a passage.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Text<'t> {
    pub(in super::super) block: BlockIx,
    pub(in super::super) written: &'t str,
    pub(in super::super) terms: &'t Terms<'t>,
}

/// What a passage and a text have in common, put into words. `here` is the text of the passage.
pub(in super::super) fn tie(
    passages: &Passages,
    number: usize,
    here: &str,
    text: Text<'_>,
    confidence: f32,
) -> Match {
    let ready = &passages.all[number];
    let mut parts: HashMap<u64, f32> = HashMap::new();
    for term in &text.terms.all {
        let part = passages.part(term.id, number);
        if part > 0.0 {
            parts.insert(term.id, part * term.share);
        }
    }
    let total: f32 = {
        let mut all: Vec<f32> = parts.values().copied().collect();
        all.sort_unstable_by(f32::total_cmp);
        all.iter().sum()
    };
    let cut = sentences(text.written);
    Match {
        here: Passage {
            block: ready.block,
            bytes: narrow(bytes_of(here, &ready.sentences, &ready.terms.all, &parts)),
        },
        there: Passage {
            block: text.block,
            bytes: narrow(bytes_of(text.written, &cut, &text.terms.all, &parts)),
        },
        confidence,
        why: why(ready, &text.terms.all, &parts),
        here_words: words(here, &ready.terms.all, &parts, total),
        there_words: words(text.written, &text.terms.all, &parts, total),
    }
}

/// The sentence that does most of the score, or all of the text.
fn bytes_of(
    text: &str,
    cut: &[Range<usize>],
    terms: &[Term<'_>],
    parts: &HashMap<u64, f32>,
) -> Range<usize> {
    let mut sums = vec![0.0f32; cut.len()];
    let mut total = 0.0;
    for term in terms {
        let Some(part) = parts.get(&term.id) else {
            continue;
        };
        let at = cut.partition_point(|s| s.end <= term.bytes.start);
        if let Some(sum) = sums.get_mut(at) {
            *sum += part;
            total += part;
        }
    }
    let best = (0..sums.len()).max_by(|a, b| sums[*a].total_cmp(&sums[*b]).then(b.cmp(a)));
    match best {
        Some(at) if sums[at] >= BEST * total => on_clusters(text, trimmed(text, cut[at].clone())),
        _ => trimmed(text, 0..text.len()),
    }
}

/// The words of `text` that both sides have, ascending and apart.
fn words(text: &str, terms: &[Term<'_>], parts: &HashMap<u64, f32>, total: f32) -> Vec<Range<u32>> {
    let shared = terms
        .iter()
        .filter(|t| !matches!(t.sort, Sort::Pair | Sort::Common))
        .filter(|t| parts.get(&t.id).is_some_and(|p| *p >= FAINT * total));
    apart(text, shared.map(|t| t.bytes.clone()).collect())
}

/// Ranges of `text` in order, on cluster borders, joined where they touch.
pub(in super::super) fn apart(text: &str, mut ranges: Vec<Range<usize>>) -> Vec<Range<u32>> {
    ranges.sort_unstable_by_key(|r| (r.start, r.end));
    let mut out: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        let range = on_clusters(text, range);
        match out.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ if range.is_empty() => {}
            _ => out.push(range),
        }
    }
    out.into_iter().map(narrow).collect()
}

/// `bytes` widened to the borders of clusters.
pub(in super::super) fn on_clusters(text: &str, bytes: Range<usize>) -> Range<usize> {
    let start = cell::cluster_start(text, bytes.start);
    let end = if bytes.end > bytes.start {
        cell::cluster_end(text, bytes.end - 1)
    } else {
        start
    };
    start..end
}

pub(in super::super) fn narrow(bytes: Range<usize>) -> Range<u32> {
    bytes.start as u32..bytes.end as u32
}

fn why(ready: &Ready, theirs: &[Term<'_>], parts: &HashMap<u64, f32>) -> Vec<crate::model::Reason> {
    let first = |terms: &[Term<'_>]| {
        let mut first: HashMap<u64, usize> = HashMap::new();
        for (at, term) in terms.iter().enumerate() {
            if parts.contains_key(&term.id) {
                first.entry(term.id).or_insert(at);
            }
        }
        first
    };
    let (ours, others) = (first(&ready.terms.all), first(theirs));
    let mut shared = Vec::new();
    for (at, term) in ready.terms.all.iter().enumerate() {
        let Sort::Is(kind) = term.sort else { continue };
        let Some(part) = parts.get(&term.id) else {
            continue;
        };
        if ours.get(&term.id) != Some(&at) {
            continue;
        }
        let Some(other) = others.get(&term.id) else {
            continue;
        };
        shared.push(Shared {
            kind,
            share: *part,
            mine: [&term.surface; 2],
            theirs: [&theirs[*other].surface; 2],
        });
    }
    let mut why = reasons(shared);
    why.truncate(MOST);
    why
}
