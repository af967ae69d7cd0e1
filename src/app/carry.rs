//! From a document to the same one made anew: where words and comments are now.

use std::collections::{HashMap, VecDeque};

use super::trail::Stop;
use crate::model::{BlockIx, CommentId, CommentIx, Document, Place};

/// Finds places and comments of the old document in the new one.
pub(super) struct Carry<'a> {
    old: &'a Document,
    new: &'a Document,
    /// For each old block the new one with the same words; of equal ones the first is the first.
    blocks: Vec<Option<BlockIx>>,
    comments: HashMap<CommentId, CommentIx>,
}

impl<'a> Carry<'a> {
    pub(super) fn new(old: &'a Document, new: &'a Document) -> Self {
        let mut equal: HashMap<&str, VecDeque<BlockIx>> = HashMap::new();
        for (ix, block) in (0..).map(BlockIx).zip(&new.blocks) {
            equal.entry(&block.text).or_default().push_back(ix);
        }
        let same = |text: &str| equal.get_mut(text).and_then(VecDeque::pop_front);
        let blocks = old.blocks.iter().map(|b| &*b.text).map(same).collect();
        let comments = (0..).map(CommentIx).zip(new.thread.comments());
        Self {
            old,
            new,
            blocks,
            comments: comments.map(|(ix, c)| (c.id, ix)).collect(),
        }
    }

    /// Where the words at a place are now.
    pub(super) fn place(&self, place: Place) -> Option<Place> {
        self.same(place).or_else(|| self.part(place))
    }

    /// A place in a block that is as it was.
    fn same(&self, place: Place) -> Option<Place> {
        if place.block == BlockIx::TITLE {
            return Some(place);
        }
        let same = self.blocks.get(place.block.ix()).copied().flatten();
        same.map(|block| Place { block, ..place })
    }

    /// A place in words that are now a part of others, or in parts: an author's name may have come off
    /// them, or lines may have been joined. This looks through all words.
    fn part(&self, place: Place) -> Option<Place> {
        let text = self.old.blocks.get(place.block.ix())?.text.as_str();
        if text.is_empty() {
            return None;
        }
        let mut new = (0..).map(BlockIx).zip(&self.new.blocks);
        new.find_map(|(block, b)| {
            if let Some(at) = b.text.find(text) {
                let byte = place.byte + at as u32;
                return Some(Place { block, byte });
            }
            let at = text.find(b.text.as_str()).filter(|_| !b.text.is_empty())?;
            let byte = place.byte.checked_sub(at as u32)?;
            ((byte as usize) < b.text.len()).then_some(Place { block, byte })
        })
    }

    /// The same place where it is still in the article, else the last words above it that are.
    pub(super) fn in_article(&self, place: Place) -> Place {
        let blocks = &self.new.article.blocks;
        let is_in = |p: &Place| p.block == BlockIx::TITLE || blocks.contains(&p.block);
        if let Some(found) = self.place(place).filter(is_in) {
            return found;
        }
        let above = self.blocks.iter().take(place.block.ix()).rev().flatten();
        let last = above.copied().find(|b| blocks.contains(b));
        let end = |block| Place {
            block,
            byte: self.new.text(block).len() as u32,
        };
        last.map_or_else(|| Place::start(BlockIx::TITLE), end)
    }

    /// The same comment.
    pub(super) fn comment(&self, ix: CommentIx) -> Option<CommentIx> {
        let old = self.old.thread.comments().get(ix.ix())?;
        let same = self.comments.get(&old.id).copied();
        // With another author line its identity is another; its words are the same.
        same.or_else(|| {
            let first = self.same(Place::start(old.blocks.start))?;
            (!old.blocks.is_empty())
                .then(|| self.new.thread.holding(first.block))
                .flatten()
        })
    }

    /// The same link.
    pub(super) fn link(&self, at: usize) -> Option<usize> {
        let link = self.old.links.get(at)?;
        let byte = link.bytes.start;
        let place = self.place(Place {
            block: link.block,
            byte,
        })?;
        let mut links = self.new.links.iter();
        links.position(|l| {
            (l.block, l.bytes.start) == (place.block, place.byte) && l.url == link.url
        })
    }

    /// The same stop.
    pub(super) fn stop(&self, stop: &mut Stop) {
        if stop.document == Some(self.old.id) {
            stop.article = self.in_article(stop.article);
            stop.read = self.in_article(stop.read);
            let (comment, row) = stop.thread;
            let same = self.comment(comment);
            stop.thread = same.map_or((CommentIx(0), 0), |ix| (ix, row));
        }
    }
}
