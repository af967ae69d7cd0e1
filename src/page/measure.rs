//! The width-free half of layout.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::{Block, BlockIx, Document};
use crate::text::{Fragment, Segmenter, fragments};

/// The fragments of one block; none for a block whose lines are kept as they are.
pub fn measure(block: &Block, segmenter: &Segmenter) -> Box<[Fragment]> {
    if block.kind.is_verbatim() {
        Box::default()
    } else {
        fragments(&block.text, segmenter).into_boxed_slice()
    }
}

/// What has been measured of a document. Blocks come in any order, near the viewport first.
#[derive(Debug, Clone, Default)]
pub struct Measured {
    blocks: Vec<Option<Box<[Fragment]>>>,
    title: Box<[Fragment]>,
    segmenter: Arc<Segmenter>,
}

/// Fragments of some blocks, on their way from a worker.
pub type Chunk = HashMap<BlockIx, Box<[Fragment]>>;

impl Measured {
    /// Nothing measured but the title.
    pub fn new(document: &Document, segmenter: Arc<Segmenter>) -> Self {
        let title = document.article.title.as_deref().unwrap_or_default();
        Self {
            blocks: vec![None; document.blocks.len()],
            title: fragments(title, &segmenter).into_boxed_slice(),
            segmenter,
        }
    }

    /// The fragments of a block, measured now if they were not yet.
    pub fn need(&mut self, document: &Document, ix: BlockIx) -> &[Fragment] {
        if ix == BlockIx::TITLE {
            return &self.title;
        }
        let segmenter = &self.segmenter;
        self.blocks[ix.ix()].get_or_insert_with(|| measure(document.block(ix), segmenter))
    }

    /// Whether a block is measured.
    pub fn has(&self, ix: BlockIx) -> bool {
        ix == BlockIx::TITLE || self.blocks.get(ix.ix()).is_some_and(Option::is_some)
    }

    /// Takes what a worker measured. Blocks measured in the meantime stay.
    pub fn take(&mut self, chunk: Chunk) {
        for (ix, fragments) in chunk {
            if let Some(slot) = self.blocks.get_mut(ix.ix()) {
                slot.get_or_insert(fragments);
            }
        }
    }

    /// The segmenter that measures.
    pub fn segmenter(&self) -> &Arc<Segmenter> {
        &self.segmenter
    }
}
