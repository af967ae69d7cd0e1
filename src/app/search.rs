//! Hits of a search in the open document.

use std::ops::Range;

use super::areas::PaneId;
use crate::model::{BlockIx, Document, Place};
use crate::text::find::Needle;

/// A hit: bytes of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Where it starts.
    pub place: Place,
    /// Its length in bytes.
    pub len: u32,
}

impl Hit {
    /// Its bytes of the block.
    pub fn bytes(&self) -> Range<usize> {
        self.place.byte as usize..(self.place.byte + self.len) as usize
    }
}

/// A search: what was asked, and every hit in order of reading.
#[derive(Debug, Clone)]
pub struct Find {
    /// What was typed.
    pub word: String,
    /// The pane it was asked in; `None` for all.
    pub pane: Option<PaneId>,
    /// The hits: title, article, comments in thread order.
    pub hits: Vec<Hit>,
    /// The current one.
    pub at: Option<usize>,
}

impl Find {
    /// Searches a document.
    pub fn new(document: &Document, word: &str, pane: Option<PaneId>) -> Option<Self> {
        let needle = Needle::new(word)?;
        Some(Self::any(document, word, &[needle], pane))
    }

    /// Searches a document for any of some words; `word` is what was typed.
    pub fn any(document: &Document, word: &str, needles: &[Needle], pane: Option<PaneId>) -> Self {
        let article = document.article.blocks.clone();
        let mut hits = Vec::new();
        let mut look = |ix: BlockIx| {
            let all = needles.iter().flat_map(|n| n.find_all(document.text(ix)));
            let mut all: Vec<Range<usize>> = all.collect();
            all.sort_unstable_by_key(|r| (r.start, r.end));
            let mut end = 0;
            for r in all {
                // One word may stand in another.
                if r.start >= end || r.is_empty() {
                    end = r.end;
                    hits.push(Hit {
                        place: Place {
                            block: ix,
                            byte: r.start as u32,
                        },
                        len: r.len() as u32,
                    });
                }
            }
        };
        if pane != Some(PaneId::Thread) {
            look(BlockIx::TITLE);
            BlockIx::each(&article).for_each(&mut look);
        }
        if pane != Some(PaneId::Article) {
            let all = document.thread.comments().iter();
            all.flat_map(|c| BlockIx::each(&c.blocks))
                .for_each(&mut look);
        }
        Self {
            word: word.to_owned(),
            pane,
            hits,
            at: None,
        }
    }

    /// The hits that touch `block`.
    pub fn in_block(&self, block: BlockIx) -> &[Hit] {
        let from = self.hits.partition_point(|h| h.place.block < block);
        let to = self.hits.partition_point(|h| h.place.block <= block);
        &self.hits[from..to]
    }

    /// Moves to the next or previous hit as seen from `here`, round and round.
    /// Returns the hit and whether it went round.
    pub fn step(&mut self, here: Place, forward: bool) -> Option<(Hit, bool)> {
        let n = self.hits.len();
        if n == 0 {
            return None;
        }
        let (next, round) = match (self.at, forward) {
            (Some(at), true) => ((at + 1) % n, at + 1 == n),
            (Some(at), false) => ((at + n - 1) % n, at == 0),
            (None, true) => {
                let at = self.hits.partition_point(|h| h.place < here);
                (at % n, at == n)
            }
            (None, false) => {
                let at = self.hits.partition_point(|h| h.place < here);
                ((at + n - 1) % n, at == 0)
            }
        };
        self.at = Some(next);
        Some((self.hits[next], round))
    }
}
