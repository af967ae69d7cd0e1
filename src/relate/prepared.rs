//! A document made ready to be held against others, one after another.

use super::only::Said;
use super::passage::score::Passages;
use crate::model::{Document, Match, OnlyIn};
use crate::text::Segmenter;

/// A document whose article was read for [`matches()`] and [`only_in()`]: who compares it with many reads it
/// once.
#[derive(Debug, Clone)]
pub struct Prepared {
    passages: Passages,
    said: Said,
    segmenter: Segmenter,
}

impl Prepared {
    /// Reads the article of a document.
    pub fn of(document: &Document, segmenter: &Segmenter) -> Self {
        Self {
            passages: super::matches::first(document, segmenter),
            said: Said::of(document, segmenter),
            segmenter: segmenter.clone(),
        }
    }

    /// What [`matches()`] of the two says; `here` is the document that this is made of.
    pub fn matches(&self, here: &Document, there: &Document) -> Vec<Match> {
        let theirs = super::matches::first(there, &self.segmenter);
        super::matches::between((here, &self.passages), (there, &theirs))
    }

    /// What [`only_in()`] of the two says; `here` is the document that this is made of.
    pub fn only_in(&self, here: &Document, there: &Document) -> OnlyIn {
        only((here, &self.said), there, &self.segmenter)
    }
}

/// For each passage of `here` those of `there` that speak of the same, at most two, best first; in order of
/// the passages of `here`. Of each document the first 400 passages are compared: what would come behind them
/// is no news, and the effort grows with the product.
pub fn matches(here: &Document, there: &Document, segmenter: &Segmenter) -> Vec<Match> {
    let mine = super::matches::first(here, segmenter);
    let theirs = super::matches::first(there, segmenter);
    super::matches::between((here, &mine), (there, &theirs))
}

/// What only `here` says, and what only `there` does, in the order of their texts, as ranges on cluster
/// borders. Each article is read once.
pub fn only_in(here: &Document, there: &Document, segmenter: &Segmenter) -> OnlyIn {
    only((here, &Said::of(here, segmenter)), there, segmenter)
}

fn only((here, mine): (&Document, &Said), there: &Document, segmenter: &Segmenter) -> OnlyIn {
    let theirs = Said::of(there, segmenter);
    OnlyIn {
        here: mine.only(here, &theirs),
        there: theirs.only(there, mine),
    }
}
