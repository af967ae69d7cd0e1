//! What ties the panes of an open document: which comments speak of each paragraph, and which passages
//! of the sources do.
//!
//! It comes piece by piece from the worker, by the ticket of the document. Paragraphs are blocks of the
//! article.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use super::msg::Ticket;
use crate::model::{Anchor, BlockIx, CommentIx, Document, DocumentId, Match, OnlyIn, Via};

/// What is known of the ties of a document.
#[derive(Debug, Clone, Default)]
pub struct Linked {
    /// All that were found: in order of comment, the best of each first.
    found: Vec<Anchor>,
    /// The same without those that the reader refused.
    anchors: Vec<Anchor>,
    /// The comments that are refused, and those that only answer them.
    refused: HashSet<CommentIx>,
    /// The anchors of each block, in order of comment.
    of_block: BTreeMap<BlockIx, Vec<usize>>,
    sources: Vec<Source>,
    /// Ties the worker's answers to it: what was asked for before the panes were linked anew is of no use.
    pub ticket: Option<Ticket>,
    /// The current paragraph, as it was when the other panes were last brought to it.
    pub current: Option<BlockIx>,
    /// The words of the current paragraph that tie it to anything, ascending and apart.
    pub words: Vec<Range<u32>>,
    /// Whether the thread was brought to the current paragraph since the reader was last in it.
    pub brought: bool,
    /// The paragraph whose comments alone are shown.
    pub only: Option<BlockIx>,
    /// Nothing stands beside the pane that is shown.
    pub alone: bool,
}

/// A source and the passages that it shares with the open article.
#[derive(Debug, Clone)]
pub struct Source {
    /// The other document.
    pub document: Arc<Document>,
    /// In order of block of the open article, the best of each first.
    pub matches: Vec<Match>,
    /// What only one of the two says.
    pub only: OnlyIn,
}

impl Linked {
    /// Takes anchors of comments behind those that are known.
    pub fn take_anchors(&mut self, anchors: Vec<Anchor>) {
        self.found.extend(anchors.iter().cloned());
        self.add(anchors);
    }

    fn add(&mut self, anchors: Vec<Anchor>) {
        let refused = std::mem::take(&mut self.refused);
        for anchor in anchors
            .into_iter()
            .filter(|a| !refused.contains(&a.comment))
        {
            let of_block = self.of_block.entry(anchor.found.here.block).or_default();
            of_block.push(self.anchors.len());
            self.anchors.push(anchor);
        }
        self.refused = refused;
    }

    /// Leaves out the comments that the reader refused, and those that have their passage by answering one.
    /// Returns whether that changes anything.
    pub fn refuse(&mut self, document: &Document, is_refused: impl Fn(CommentIx) -> bool) -> bool {
        let mut refused = HashSet::new();
        for anchor in &self.found {
            let by_thread = anchor.via == Via::Thread;
            let comments = document.thread.comments();
            let parent = comments.get(anchor.comment.ix()).and_then(|c| c.parent);
            let follows = by_thread && parent.is_some_and(|p| refused.contains(&p));
            if follows || is_refused(anchor.comment) {
                refused.insert(anchor.comment);
            }
        }
        let changed = refused != self.refused;
        if changed {
            self.refused = refused;
            self.anchors.clear();
            self.of_block.clear();
            self.add(self.found.clone());
        }
        changed
    }

    /// Takes the passages of a source.
    pub fn take_matches(&mut self, document: Arc<Document>, mut matches: Vec<Match>, only: OnlyIn) {
        matches.sort_by(|a, b| {
            let order = a.here.block.cmp(&b.here.block);
            order.then(b.confidence.total_cmp(&a.confidence))
        });
        let source = Source {
            document,
            matches,
            only,
        };
        let known = |s: &Source| s.document.id == source.document.id;
        match self.sources.iter().position(known) {
            Some(at) => self.sources[at] = source,
            None => self.sources.push(source),
        }
    }

    /// Forgets the sources that are not among these. Returns whether there were any.
    pub fn keep_sources(&mut self, related: &[DocumentId]) -> bool {
        let before = self.sources.len();
        self.sources.retain(|s| related.contains(&s.document.id));
        self.sources.len() < before
    }

    /// The sources with what they share.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// The anchors of the comments that speak of a block, in order of comment.
    pub fn on(&self, block: BlockIx) -> impl Iterator<Item = &Anchor> {
        let all = self.of_block.get(&block).into_iter().flatten();
        all.map(|at| &self.anchors[*at])
    }

    /// How many comments speak of a block.
    pub fn count(&self, block: BlockIx) -> usize {
        self.of_block.get(&block).map_or(0, Vec::len)
    }

    /// Whether of a block's anchors none is more than a guess.
    pub fn is_guess(&self, block: BlockIx) -> bool {
        self.on(block).all(|a| a.found.is_guess())
    }

    /// The passages of which a comment speaks, best first.
    pub fn of(&self, comment: CommentIx) -> &[Anchor] {
        let from = self.anchors.partition_point(|a| a.comment < comment);
        let to = self.anchors.partition_point(|a| a.comment <= comment);
        &self.anchors[from..to]
    }

    /// The anchor of a comment on a block.
    pub fn tie(&self, comment: CommentIx, block: BlockIx) -> Option<&Anchor> {
        self.of(comment)
            .iter()
            .find(|a| a.found.here.block == block)
    }

    /// The passages of the sources on a block: of each source the best one.
    pub fn passages(&self, block: BlockIx) -> impl Iterator<Item = (&Source, &Match)> {
        self.sources.iter().filter_map(move |source| {
            let from = source.matches.partition_point(|m| m.here.block < block);
            let best = source.matches.get(from)?;
            (best.here.block == block).then_some((source, best))
        })
    }

    /// Gathers the words of the current paragraph.
    pub fn gather(&mut self) {
        let block = self.current;
        let comments = block.into_iter().flat_map(|b| self.on(b)).map(|a| &a.found);
        let passages = block
            .into_iter()
            .flat_map(|b| self.passages(b))
            .map(|(_, m)| m);
        let all = comments.chain(passages);
        let mut words: Vec<Range<u32>> = all.flat_map(|m| m.here_words.iter().cloned()).collect();
        words.sort_unstable_by_key(|r| (r.start, r.end));
        self.words.clear();
        for word in words {
            match self.words.last_mut() {
                Some(last) if word.start <= last.end => last.end = last.end.max(word.end),
                _ => self.words.push(word),
            }
        }
    }

    /// The next or previous block after `from` of which anybody speaks: a comment, or, where no comment
    /// speaks of any, a source.
    pub fn next(&self, from: Option<BlockIx>, forward: bool) -> Option<BlockIx> {
        let mut blocks: Vec<BlockIx> = self.of_block.keys().copied().collect();
        if blocks.is_empty() {
            let matches = self.sources.iter().flat_map(|s| &s.matches);
            blocks = matches.map(|m| m.here.block).collect();
            blocks.sort_unstable();
        }
        match (from, forward) {
            (Some(from), true) => blocks.into_iter().find(|b| *b > from),
            (Some(from), false) => blocks.into_iter().rfind(|b| *b < from),
            (None, true) => blocks.first().copied(),
            (None, false) => None,
        }
    }

    /// The words of a comment's block that tie it to the current paragraph; where it does not speak of that,
    /// those that tie it to its own.
    pub fn words_there(&self, comment: CommentIx, block: BlockIx) -> &[Range<u32>] {
        let tie = self.current.and_then(|b| self.tie(comment, b));
        let tie = tie.or_else(|| self.of(comment).first());
        let tie = tie.filter(|a| a.found.there.block == block && a.via != Via::Thread);
        tie.map_or(&[], |a| &a.found.there_words)
    }

    /// Whether anything ties the article to anything.
    pub fn is_empty(&self) -> bool {
        self.anchors.is_empty() && self.sources.iter().all(|s| s.matches.is_empty())
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::model::Passage;

    pub(in crate::app) fn matched(here: u32, there: u32, confidence: f32) -> Match {
        let passage = |block| Passage {
            block: BlockIx(block),
            bytes: 0..1,
        };
        Match {
            here: passage(here),
            there: passage(there),
            confidence,
            why: Vec::new(),
            here_words: Vec::new(),
            there_words: Vec::new(),
        }
    }

    fn anchor(comment: u32, block: u32, confidence: f32) -> Anchor {
        Anchor {
            comment: CommentIx(comment),
            via: Via::Words,
            found: matched(block, 90 + comment, confidence),
        }
    }

    #[test]
    fn comments_are_counted_by_paragraph() {
        let mut linked = Linked::default();
        linked.take_anchors(vec![anchor(0, 2, 0.3), anchor(1, 2, 0.4)]);
        linked.take_anchors(vec![anchor(3, 5, 0.9), anchor(3, 2, 0.7)]);
        let on = |b| {
            linked
                .on(BlockIx(b))
                .map(|a| a.comment.0)
                .collect::<Vec<_>>()
        };
        assert_eq!(on(2), [0, 1, 3]);
        assert_eq!(linked.count(BlockIx(5)), 1);
        assert!(!linked.is_guess(BlockIx(2)) && linked.count(BlockIx(3)) == 0);
        assert_eq!(linked.of(CommentIx(3))[0].found.here.block, BlockIx(5));
        assert!(linked.of(CommentIx(2)).is_empty());
        let document = crate::app::compare::tests::document("One.\n");
        assert!(linked.refuse(&document, |c| c == CommentIx(3)));
        assert!(linked.count(BlockIx(5)) == 0 && linked.is_guess(BlockIx(2)));
        assert!(!linked.refuse(&document, |c| c == CommentIx(3)));
        assert!(linked.refuse(&document, |_| false) && linked.count(BlockIx(2)) == 3);
    }

    #[test]
    fn paragraphs_that_are_spoken_of_follow_one_another() {
        let mut linked = Linked::default();
        assert_eq!(linked.next(None, true), None);
        linked.take_anchors(vec![anchor(0, 4, 0.3), anchor(1, 2, 0.4)]);
        let next =
            |from: Option<u32>, forward| linked.next(from.map(BlockIx), forward).map(|b| b.0);
        assert_eq!(next(None, true), Some(2));
        assert_eq!(next(Some(2), true), Some(4));
        assert_eq!(next(Some(4), true), None);
        assert_eq!(next(Some(3), false), Some(2));
    }
}
