//! Which passage of the article a comment speaks of.
//!
//! 1. A run of words that it repeats from a passage is certain.
//! 2. Else the passage with which it has most in common, if that is enough and stands out.
//! 3. A reply without evidence of its own speaks of what its parent speaks of, half as surely.
//! 4. Else none: about half of all comments speak of no passage.

use super::passage::judge::{Evidence, SHOWN};
use super::passage::quote::{RUN, Run};
use super::passage::score::{Passages, Weights};
use super::passage::sentence::trimmed;
use super::passage::terms::Terms;
use super::passage::tie::{Text, apart, narrow, on_clusters, tie};
use crate::model::{
    Anchor, BlockIx, BlockKind, Comment, CommentIx, Document, Match, Passage, Reason, ReasonKind,
    Via,
};
use crate::text::{Segmenter, clean_line};

/// How many passages a comment may speak of.
const MOST: usize = 3;
/// How sure a repeated run of words is.
const QUOTED: f32 = 0.95;
/// A further passage has at least this part of the best one's score.
const NEARLY: f32 = 0.5;
/// How far a further passage is taken to be ahead of those behind it.
const ALONE: f32 = 0.25;
/// What is left of the sureness from one passage to the next of one comment.
const LATER: f32 = 0.9;
/// What is left of an anchor that is inherited.
const INHERITED: f32 = 0.5;
/// Below this nothing is inherited.
const FAINTEST: f32 = 0.15;

/// The article of a document made ready to be asked what comments speak of.
///
/// Comments are taken in pieces, in order, so that a long discussion holds nobody up.
#[derive(Debug, Clone)]
pub struct Anchoring {
    passages: Passages,
    segmenter: Segmenter,
    next: usize,
    /// What each comment so far speaks of first.
    first: Vec<Option<Match>>,
}

/// What speaks for a passage.
#[derive(Debug, Clone, Default, PartialEq)]
struct Found {
    passage: usize,
    /// The comment's block, by its place in the comment.
    block: usize,
    confidence: f32,
    run: Option<Run>,
}

impl Anchoring {
    /// Prepares the article of `document`.
    pub fn new(document: &Document, segmenter: &Segmenter) -> Self {
        Self {
            passages: Passages::of(document, segmenter, Weights::default()),
            segmenter: segmenter.clone(),
            next: 0,
            first: Vec::new(),
        }
    }

    /// The anchors of the next `n` comments of the same document, in order of comment, best first;
    /// `None` when all have been taken.
    pub fn next(&mut self, document: &Document, n: usize) -> Option<Vec<Anchor>> {
        let comments = document.thread.comments();
        let from = self.next;
        if from >= comments.len() || n == 0 {
            return None;
        }
        let to = from.saturating_add(n).min(comments.len());
        self.next = to;
        let mut out = Vec::new();
        for (ix, comment) in (from as u32..).zip(&comments[from..to]) {
            let mut anchors = self.own(document, CommentIx(ix), comment);
            if anchors.is_empty() {
                anchors.extend(self.inherited(CommentIx(ix), comment));
            }
            self.first.push(anchors.first().map(|a| a.found.clone()));
            out.append(&mut anchors);
        }
        Some(out)
    }

    fn own(&self, document: &Document, ix: CommentIx, comment: &Comment) -> Vec<Anchor> {
        if self.passages.all.is_empty() || comment.deleted {
            return Vec::new();
        }
        let blocks: Vec<(BlockIx, BlockKind, &str)> = BlockIx::each(&comment.blocks)
            .filter_map(|ix| Some((ix, document.blocks.get(ix.ix())?)))
            .map(|(ix, b)| (ix, b.kind, b.text.as_str()))
            .collect();
        let read: Vec<Terms<'_>> = blocks
            .iter()
            .map(|(_, kind, text)| match kind {
                BlockKind::Image | BlockKind::Code => Terms::default(),
                _ => Terms::of(text, self.passages.context, &self.segmenter),
            })
            .collect();
        self.find(&blocks, &read)
            .into_iter()
            .map(|found| {
                let (block, _, text) = blocks[found.block];
                let here = document.text(self.passages.all[found.passage].block);
                let text = Text {
                    block,
                    written: text,
                    terms: &read[found.block],
                };
                let mut tied = tie(&self.passages, found.passage, here, text, found.confidence);
                let via = match &found.run {
                    None => Via::Words,
                    Some(run) => {
                        self.quoted(&mut tied, run, here, text.written);
                        Via::Quote
                    }
                };
                Anchor {
                    comment: ix,
                    via,
                    found: tied,
                }
            })
            .collect()
    }

    /// The passages that the comment speaks of, best first.
    fn find(&self, blocks: &[(BlockIx, BlockKind, &str)], read: &[Terms<'_>]) -> Vec<Found> {
        let mut out: Vec<Found> = Vec::new();
        for (block, (terms, (_, kind, text))) in read.iter().zip(blocks).enumerate() {
            let least = if *kind == BlockKind::Quote { 4 } else { RUN };
            if let Some(run) = self.passages.quotes.longest(text, terms, least) {
                out.push(Found {
                    passage: run.passage,
                    block,
                    confidence: QUOTED,
                    run: Some(run),
                });
            }
        }
        let ranked = ranked(&self.passages, read);
        let most = ranked.first().map_or(0.0, |(e, _)| e.sum);
        // One that comes after another is not surer than it, whatever comes after itself.
        let mut ceiling = 1.0;
        for (rank, (mut evidence, block)) in ranked.into_iter().take(MOST).enumerate() {
            if rank > 0 {
                // It is not alone anyway: how far the next is behind says nothing of it.
                evidence.next = evidence.sum * (1.0 - ALONE);
            }
            let confidence = evidence.confidence().min(ceiling);
            if confidence < SHOWN || evidence.sum < NEARLY * most {
                break;
            }
            ceiling = confidence * LATER;
            if out.iter().all(|f| f.passage != evidence.passage) {
                out.push(Found {
                    passage: evidence.passage,
                    block,
                    confidence,
                    run: None,
                });
            }
        }
        out.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
        out.truncate(MOST);
        out
    }

    /// Makes a run of words what the two have in common.
    fn quoted(&self, tied: &mut Match, run: &Run, here: &str, there: &str) {
        let ready = &self.passages.all[run.passage];
        let inside = |s: &&std::ops::Range<usize>| s.end > run.here.start && s.start < run.here.end;
        let mut touched = ready.sentences.iter().filter(inside);
        if let Some(first) = touched.next() {
            let last = touched.next_back().unwrap_or(first);
            tied.here.bytes = narrow(on_clusters(here, trimmed(here, first.start..last.end)));
        }
        tied.there.bytes = narrow(on_clusters(there, run.there.clone()));
        tied.here_words = apart(here, vec![run.here.clone()]);
        tied.there_words = apart(there, vec![run.there.clone()]);
        if tied.why.is_empty() {
            tied.why.push(Reason {
                kind: ReasonKind::Word,
                text: clean_line(there.get(run.there.clone()).unwrap_or_default()),
            });
        }
    }

    /// What a reply's parent speaks of.
    fn inherited(&self, ix: CommentIx, comment: &Comment) -> Option<Anchor> {
        let parent = self.first.get(comment.parent?.ix())?.as_ref()?;
        let confidence = parent.confidence * INHERITED;
        if confidence < FAINTEST || comment.blocks.is_empty() || comment.deleted {
            return None;
        }
        Some(Anchor {
            comment: ix,
            via: Via::Thread,
            found: Match {
                there: Passage {
                    block: comment.blocks.start,
                    bytes: 0..0,
                },
                confidence,
                there_words: Vec::new(),
                ..parent.clone()
            },
        })
    }
}

/// What the blocks of a comment have in common with each passage, most first, and the block that
/// does most of it.
pub(super) fn ranked(passages: &Passages, read: &[Terms<'_>]) -> Vec<(Evidence, usize)> {
    let mut sums = vec![0.0f32; passages.all.len()];
    let mut best = vec![(0, 0.0f32); passages.all.len()];
    let mut scores = Vec::new();
    for (block, terms) in read.iter().enumerate() {
        passages.score(&terms.all, &mut scores);
        for (at, score) in scores.iter().enumerate() {
            sums[at] += score;
            if *score > best[at].1 {
                best[at] = (block, *score);
            }
        }
    }
    let mut order: Vec<usize> = (0..sums.len()).filter(|at| sums[*at] > 0.0).collect();
    order.sort_by(|a, b| sums[*b].total_cmp(&sums[*a]).then(a.cmp(b)));
    let evidence = |(rank, at): (usize, &usize)| {
        let next = order.get(rank + 1).map_or(0.0, |n| sums[*n]);
        let evidence = Evidence {
            passage: *at,
            sum: sums[*at],
            next,
            among: sums.len() as u32,
        };
        (evidence, best[*at].0)
    };
    order.iter().enumerate().map(evidence).collect()
}

/// The anchors of all comments of a document, in order of comment, best first.
pub fn anchors(document: &Document, segmenter: &Segmenter) -> Vec<Anchor> {
    let mut all = Anchoring::new(document, segmenter);
    all.next(document, usize::MAX).unwrap_or_default()
}
