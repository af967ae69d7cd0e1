//! Blocks of words, and places in them.

use std::cmp::Reverse;
use std::ops::Range;

use super::BlockIx;
use crate::text::Clean;

/// A paragraph or its like: the unit of reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its words, as the source has them after cleaning.
    pub text: Clean,
    /// What is marked in it, in order of start; they may nest.
    pub marks: Vec<Mark>,
}

impl Block {
    /// A block without marks.
    pub fn new(kind: BlockKind, text: Clean) -> Self {
        Self {
            kind,
            text,
            marks: Vec::new(),
        }
    }

    /// Puts the marks into their order: by start, the wider first, then by kind.
    pub fn sort_marks(&mut self) {
        self.marks.sort_by_key(Mark::order);
    }
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// A heading; 1 is the highest level.
    Heading(u8),
    /// Words of somebody else.
    Quote,
    /// An item of a list; the text has no bullet of ours. 0 is the outermost level.
    Item(u8),
    /// Code or other text whose line ends and spaces count.
    Code,
    /// Words under a picture.
    Caption,
    /// A picture: its alternative text, which may be empty.
    Image,
    /// A table as text, set like code.
    Table,
}

impl BlockKind {
    /// Whether its lines are kept as they are and scrolled sideways instead of wrapped.
    pub fn is_verbatim(self) -> bool {
        matches!(self, Self::Code | Self::Table)
    }
}

/// Something marked inside a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Bytes of the block's text.
    pub bytes: Range<u32>,
    /// What it is.
    pub kind: MarkKind,
}

impl Mark {
    /// What marks are ordered by.
    fn order(&self) -> (u32, Reverse<u32>, u8) {
        let rank = match self.kind {
            MarkKind::Link(_) => 0,
            MarkKind::Emphasis => 1,
            MarkKind::Strong => 2,
            MarkKind::Code => 3,
            MarkKind::Strike => 4,
        };
        (self.bytes.start, Reverse(self.bytes.end), rank)
    }
}

/// What a mark says of its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MarkKind {
    /// Stressed.
    Emphasis,
    /// Strongly stressed.
    Strong,
    /// Code in running text.
    Code,
    /// Struck out.
    Strike,
    /// A link: its index in [`Document::links`](super::Document::links).
    Link(u32),
}

/// A place in a document's words: the one coordinate of reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Place {
    /// The block.
    pub block: BlockIx,
    /// The byte in its text, on a cluster border.
    pub byte: u32,
}

impl Place {
    /// The start of a block.
    pub fn start(block: BlockIx) -> Self {
        Self { block, byte: 0 }
    }
}
