//! The passages of one document, and how much a text has in common with each.

use std::collections::HashMap;
use std::ops::Range;

use super::super::background::Background;
use super::super::feature::Kind;
use super::super::mention::Context;
use super::count;
use super::quote::Quotes;
use super::sentence::sentences;
use super::terms::{Sort, Term, Terms};
use crate::model::{BlockIx, BlockKind, Document};
use crate::text::{Lang, Segmenter};

/// How much each part of the score counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// By type of feature, in the order of [`Kind::ALL`].
    pub kinds: [f32; 11],
    /// Two words that stand together.
    pub pair: f32,
    /// The first letters of a long word.
    pub head: f32,
    /// How soon a word said again counts no more.
    pub k1: f32,
    /// How much a long passage is held against itself.
    pub b: f32,
    /// The power of the rarity in news at large.
    pub rarity: f32,
    /// The power of the rarity within the document.
    pub inner: f32,
    /// Words that every text has.
    pub common: f32,
    /// Letters inside words.
    pub gram: f32,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            kinds: [1.5, 1.5, 0.8, 0.7, 1.5, 0.8, 0.4, 0.6, 1.5, 0.67, 0.67],
            pair: 1.6,
            head: 0.15,
            k1: 1.2,
            b: 0.5,
            rarity: 1.0,
            inner: 1.0,
            common: 0.1125,
            gram: 0.1125,
        }
    }
}

impl Weights {
    fn of(&self, sort: Sort) -> f32 {
        match sort {
            Sort::Is(kind) => {
                let at = Kind::ALL.iter().position(|k| *k == kind).unwrap_or(0);
                self.kinds[at]
            }
            Sort::Pair => self.pair,
            Sort::Head => self.head,
            Sort::Common => self.common,
            Sort::Gram => self.gram,
        }
    }
}

/// A passage, made ready.
#[derive(Debug, Clone)]
pub(in super::super) struct Ready {
    /// Its block.
    pub(in super::super) block: BlockIx,
    /// Its sentences.
    pub(in super::super) sentences: Vec<Range<usize>>,
    /// What it says.
    pub(in super::super) terms: Terms<'static>,
    /// Its score with itself: the most that another text could have in common with it.
    pub(in super::super) whole: f32,
    /// The part of it that a text of the other script can share.
    pub(in super::super) across: f32,
}

/// A term of the document.
#[derive(Debug, Clone, Default)]
struct Known {
    sort: Option<Sort>,
    weight: f32,
    /// Passages that have it, ascending, and how much it counts there.
    postings: Vec<(u32, f32)>,
}

/// The passages of one document.
#[derive(Debug, Clone)]
pub(in super::super) struct Passages {
    pub(in super::super) all: Vec<Ready>,
    pub(in super::super) quotes: Quotes,
    pub(in super::super) context: Context,
    known: HashMap<u64, Known>,
    rarity: HashMap<u64, f32>,
    weights: Weights,
}

impl Passages {
    /// The passages of a document's article.
    pub(in super::super) fn of(
        document: &Document,
        segmenter: &Segmenter,
        weights: Weights,
    ) -> Self {
        Self::first(document, segmenter, weights, usize::MAX)
    }

    /// The first passages of a document's article, at most `most`: as if there were no others.
    pub(in super::super) fn first(
        document: &Document,
        segmenter: &Segmenter,
        weights: Weights,
        most: usize,
    ) -> Self {
        let article = &document.article;
        let texts: Vec<(BlockIx, &str)> = BlockIx::each(&article.blocks)
            .filter_map(|ix| Some((ix, document.blocks.get(ix.ix())?)))
            .filter(|(_, b)| speaks(b.kind))
            .map(|(ix, b)| (ix, b.text.as_str()))
            .collect();
        let lang = if article.lang == Lang::UNKNOWN {
            let all: Vec<&str> = texts.iter().map(|(_, t)| *t).collect();
            Lang::guess(&all.join("\n"))
        } else {
            article.lang
        };
        let context = Context {
            lang,
            published: article.published.map(crate::model::When::date),
        };
        let mut this = Self {
            all: Vec::new(),
            quotes: Quotes::default(),
            context,
            known: HashMap::new(),
            rarity: HashMap::new(),
            weights,
        };
        for (block, text) in texts {
            if this.all.len() == most {
                break;
            }
            let terms = Terms::of(text, context, segmenter);
            if terms.words == 0 {
                continue;
            }
            this.quotes.push(text, &terms);
            this.all.push(Ready {
                block,
                sentences: sentences(text),
                terms: terms.into_owned(),
                whole: 0.0,
                across: 0.0,
            });
        }
        this.weigh();
        this.know_selves();
        this
    }

    /// Weighs all terms anew.
    #[cfg(feature = "make-assets")]
    pub(in super::super) fn set(&mut self, weights: Weights) {
        self.weights = weights;
        self.known.clear();
        self.weigh();
        self.know_selves();
    }

    fn weigh(&mut self) {
        let n = count(self.all.len());
        let total: usize = self.all.iter().map(|p| p.terms.words).sum();
        let average = (count(total) / n.max(1.0)).max(1.0);
        for (at, passage) in (0..).zip(&self.all) {
            let long = count(passage.terms.words) / average;
            let w = &self.weights;
            let soon = w.k1 * (1.0 - w.b + w.b * long);
            let mut said: Vec<(u64, Sort, f32)> = passage
                .terms
                .all
                .iter()
                .map(|t| (t.id, t.sort, t.share))
                .collect();
            said.sort_unstable_by(|a, b| (a.0.cmp(&b.0)).then(b.2.total_cmp(&a.2)));
            for same in said.chunk_by(|a, b| a.0 == b.0) {
                let said: f32 = same.iter().map(|s| s.2).sum();
                let known = self.known.entry(same[0].0).or_default();
                known.sort = Some(same[0].1);
                let counts = said * (w.k1 + 1.0) / (said + soon);
                known.postings.push((at, counts));
            }
        }
        if self.rarity.is_empty() {
            for passage in &self.all {
                learn(&passage.terms.all, &mut self.rarity);
            }
        }
        let w = &self.weights;
        for (id, known) in &mut self.known {
            let df = count(known.postings.len());
            let inner = (1.0 + (n - df + 0.5) / (df + 0.5)).ln();
            let rare = self.rarity.get(id).copied().unwrap_or(1.0);
            known.weight =
                known.sort.map_or(0.0, |s| w.of(s)) * inner.powf(w.inner) * rare.powf(w.rarity);
        }
    }

    fn know_selves(&mut self) {
        let mut scores = Vec::new();
        for at in 0..self.all.len() {
            self.score(&self.all[at].terms.all, &mut scores);
            let whole = scores[at];
            let terms = self.all[at].terms.all.iter();
            let crossing: Vec<Term<'_>> = terms
                .filter(|t| matches!(t.sort, Sort::Is(k) if k != Kind::Thai))
                .cloned()
                .collect();
            self.score(&crossing, &mut scores);
            self.all[at].whole = whole;
            self.all[at].across = scores[at];
        }
    }

    /// How much a text has in common with each passage; `scores` gets one for each.
    pub(in super::super) fn score(&self, terms: &[Term<'_>], scores: &mut Vec<f32>) {
        scores.clear();
        scores.resize(self.all.len(), 0.0);
        let mut counts: Vec<(u64, f32)> = terms.iter().map(|t| (t.id, t.share)).collect();
        counts.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        for same in counts.chunk_by(|a, b| a.0 == b.0) {
            let Some(known) = self.known.get(&same[0].0) else {
                continue;
            };
            let said: f32 = same.iter().map(|c| c.1).sum();
            let weight = known.weight * (2.0 * said / (1.0 + said));
            for (at, count) in &known.postings {
                scores[*at as usize] += weight * count;
            }
        }
    }

    /// How much a term does for the score of a passage.
    pub(in super::super) fn part(&self, id: u64, passage: usize) -> f32 {
        self.known.get(&id).map_or(0.0, |known| {
            let at = known
                .postings
                .binary_search_by_key(&passage, |p| p.0 as usize);
            at.map_or(0.0, |at| known.weight * known.postings[at].1)
        })
    }
}

/// Learns how rare terms are in news at large: about 1 for a word of the middle, 2 at most.
fn learn(terms: &[Term<'_>], rarity: &mut HashMap<u64, f32>) {
    let background = Background::shipped();
    for term in terms {
        let Sort::Is(kind) = term.sort else { continue };
        rarity.entry(term.id).or_insert_with(|| {
            let n = count(background.documents(kind) as usize);
            let f = count(background.frequency(kind, &term.key) as usize);
            (((n + 1.0) / (f + 0.5)).ln() / 3.0).clamp(0.05, 2.0)
        });
    }
    for term in terms.iter().filter(|t| !matches!(t.sort, Sort::Is(_))) {
        let [a, b] = term.parts.map(|p| rarity.get(&p).copied().unwrap_or(1.0));
        rarity.entry(term.id).or_insert_with(|| a.min(b));
    }
}

/// Whether a block is a passage that something can speak of.
fn speaks(kind: BlockKind) -> bool {
    !matches!(
        kind,
        BlockKind::Image | BlockKind::Code | BlockKind::Heading(_)
    )
}
