//! The lines of a discussion before khao parted it into comments.
//!
//! Author lines became data, buttons and headings were dropped. Should the reader say that all of it
//! is article after all, every word must come back as it stood.

use std::ops::Range;

use super::{Block, BlockIx};
use crate::text::Clean;

/// A line of a discussion as the source has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Raw {
    /// It is this block of a comment, word for word.
    Block(BlockIx),
    /// No block is the same: a label, a button, or words of which a comment has only a part.
    Line(Box<RawLine>),
}

/// A line that is no block of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawLine {
    /// Its words. Its marks hold no links.
    pub block: Block,
    /// Bytes of its text and the address.
    pub links: Vec<(Range<u32>, Clean)>,
    /// Whether it continues the line before it, as in a stanza.
    pub glued: bool,
}
