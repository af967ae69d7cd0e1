//! What the tool that measures anchors asks: all passages of each comment, shown or not, under any weights.

use super::anchor::ranked;
pub use super::passage::judge::Evidence;
use super::passage::score::Passages;
pub use super::passage::score::Weights;
use super::passage::terms::Terms;
use crate::model::{BlockIx, Document};
use crate::text::Segmenter;

/// A document whose comments are asked for again and again.
#[derive(Debug)]
pub struct Trial {
    passages: Passages,
    comments: Vec<Vec<Terms<'static>>>,
}

impl Trial {
    /// Reads the article and all comments of `document`.
    pub fn new(document: &Document, segmenter: &Segmenter) -> Self {
        let passages = Passages::of(document, segmenter, Weights::default());
        let comments = document.thread.comments().iter().map(|c| {
            let texts = BlockIx::each(&c.blocks).map(|b| document.text(b));
            texts
                .map(|t| Terms::of(t, passages.context, segmenter).into_owned())
                .collect()
        });
        Self {
            comments: comments.collect(),
            passages,
        }
    }

    /// Weighs everything anew.
    pub fn set(&mut self, weights: &Weights) {
        self.passages.set(weights.clone());
    }

    /// What speaks for each passage, for one comment, best first; with the passage's block.
    pub fn ranked(&self, comment: usize) -> Vec<(BlockIx, Evidence)> {
        let read = self.comments.get(comment).map_or(&[][..], |c| c);
        ranked(&self.passages, read)
            .into_iter()
            .map(|(e, _)| (self.passages.all[e.passage].block, e))
            .collect()
    }
}
