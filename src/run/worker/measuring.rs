//! What is measured of a document before it is shown, and the rest piece by piece.

use std::sync::Arc;

use crate::app::{Msg, Ticket};
use crate::model::{BlockIx, Document};
use crate::page::measure::{Chunk, measure};
use crate::text::Segmenter;

/// Words measured before the first screen, in bytes: more than a screen of any size holds.
const FIRST_BYTES: usize = 24 << 10;
/// Words measured between two answers, in bytes: some 20 ms of Thai.
const CHUNK_BYTES: usize = 256 << 10;

/// Measures what the first screen may show: see [`head_length`].
pub(super) fn head(document: &Document, segmenter: &Segmenter) -> Chunk {
    let blocks = document.blocks.iter().take(head_length(document));
    (0..)
        .map(BlockIx)
        .zip(blocks.map(|b| measure(b, segmenter)))
        .collect()
}

/// How many blocks are measured before a document is shown: all of the article, since its lines
/// cannot be counted without, and blocks behind it until there are [`FIRST_BYTES`] in all.
pub(super) fn head_length(document: &Document) -> usize {
    let article = document.article.blocks.end.ix();
    let mut bytes = 0;
    for (at, block) in document.blocks.iter().enumerate() {
        if bytes > FIRST_BYTES && at >= article {
            return at;
        }
        bytes += block.text.len();
    }
    document.blocks.len()
}

/// The measuring of what stands behind the head of a document.
#[derive(Debug)]
pub(super) struct Measuring {
    ticket: Ticket,
    document: Arc<Document>,
    /// The first block that is not measured.
    at: usize,
}

impl Measuring {
    pub(super) fn new(ticket: Ticket, document: Arc<Document>) -> Self {
        let at = head_length(&document);
        Self {
            ticket,
            document,
            at,
        }
    }

    /// Measures the next piece; nothing where all is measured.
    pub(super) fn next(&mut self, segmenter: &Segmenter) -> Option<Msg> {
        let mut chunk = Chunk::new();
        let mut bytes = 0;
        while bytes <= CHUNK_BYTES
            && let Some(block) = self.document.blocks.get(self.at)
        {
            chunk.insert(BlockIx(self.at as u32), measure(block, segmenter));
            bytes += block.text.len();
            self.at += 1;
        }
        let ticket = self.ticket;
        (!chunk.is_empty()).then_some(Msg::Measured { ticket, chunk })
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::long;
    use super::*;

    #[test]
    fn the_head_holds_the_whole_article() {
        let document = long("River floods", 1 << 20);
        let segmenter = Segmenter::new();
        let head = head(&document, &segmenter);
        assert_eq!(head.len(), head_length(&document));
        assert!(BlockIx::each(&document.article.blocks).all(|ix| head.contains_key(&ix)));
        let bytes: usize = head.keys().map(|ix| document.block(*ix).text.len()).sum();
        assert!((FIRST_BYTES..2 * FIRST_BYTES).contains(&bytes), "{bytes}");
    }
}
