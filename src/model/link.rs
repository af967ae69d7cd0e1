//! Links found in the words.

use std::ops::Range;

use super::BlockIx;
use crate::text::Clean;

/// A URL that the text names or hides behind words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The address as the source has it.
    pub url: Clean,
    /// The block that holds it.
    pub block: BlockIx,
    /// The bytes of its words in that block; empty for a picture.
    pub bytes: Range<u32>,
}
