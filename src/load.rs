//! Bytes become documents.

pub mod input;

pub use input::Input;

use crate::model::{Document, Warning};

/// What came of an input.
#[derive(Debug, Default)]
pub struct Loaded {
    /// Its documents, in order.
    pub documents: Vec<Document>,
    /// What was odd about the input as a whole.
    pub warnings: Vec<Warning>,
}

/// Why nothing could be loaded.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The input has no bytes, or no words.
    #[error("there is nothing to read in it")]
    Empty,
    /// No format knows it.
    #[error("the format is not known: it does not look like text")]
    UnknownFormat,
    /// It is larger than [`LIMIT`].
    #[error("it is larger than {} MiB", LIMIT >> 20)]
    TooLarge,
}

/// The largest input in bytes.
pub const LIMIT: usize = 64 << 20;

/// Reads the documents of an input.
///
/// # Errors
/// See [`Error`]; ugly input is no error but a warning.
pub fn load(_input: &Input) -> Result<Loaded, Error> {
    Err(Error::Empty)
}
