//! Bytes become documents.
//!
//! 1. [`decode()`] makes text of the bytes.
//! 2. Every loader in [`FORMATS`] looks at the [`Head`]; the surest one reads.
//! 3. A loader makes a `Draft`: blocks with what its format says of them.
//!    Plain text has its header read ([`header`]) and its noise dropped.
//! 4. Where the discussion is not marked off, [`split`] looks for it; where
//!    answers are not stated, [`reply`] infers them.
//! 5. What the reader sets by hand wins over all of that: a document is made anew
//!    with it ([`mod@correct`]).
//! 6. URLs that stand in the words become links ([`links`]).
//!
//! Invariants: ugly input is a warning, never an error; every string goes
//! through `text::clean`; nothing panics, and all is linear in the input.
//! A new format is a file here and a line in [`FORMATS`].
//!
//! Deliberately absent: reading files (that is `run`'s), and the web.

pub mod correct;
pub mod decode;
mod draft;
mod grid;
pub mod header;
mod html;
pub mod input;
mod khao;
mod line;
pub mod links;
mod markdown;
pub mod models;
mod plain;
pub mod reply;
pub mod sniff;
pub mod split;
mod stamp;

pub use correct::{correct, corrected};
pub use decode::{Decoded, decode};
pub use html::Layers;
pub use input::Input;
pub use models::{Chosen, Models};
pub use sniff::{Confidence, Head};

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

/// A format that khao reads.
pub trait Loader: Sync {
    /// Its name in [`Document::format`] and in the document format.
    fn name(&self) -> &'static str;

    /// How sure it is that a text is its own.
    fn sniff(&self, head: &Head<'_>) -> Confidence;

    /// Reads a text.
    ///
    /// # Errors
    /// [`Error::Empty`] where there is no word in it, [`Error::UnknownFormat`] where it is not its own after all.
    fn load(&self, decoded: &Decoded<'_>, models: &Models) -> Result<Loaded, Error>;
}

/// All formats. Plain text stands last: anything can be that.
pub const FORMATS: &[&dyn Loader] = &[&khao::Khao, &html::Html, &markdown::Markdown, &plain::Plain];

/// Reads the documents of an input by the models that ship.
///
/// # Errors
/// See [`Error`]; ugly input is no error but a warning.
///
/// ```
/// use khao::load::{Input, load};
/// let bytes = b"Bridge opens\n\nThe bridge was opened on Monday. It took ten years to build it.";
/// let loaded = load(&Input { bytes: bytes.to_vec(), ..Input::default() }).unwrap();
/// let (headline, stands_in) = loaded.documents[0].headline();
/// assert_eq!((&*headline, stands_in), ("Bridge opens", false));
/// ```
pub fn load(input: &Input) -> Result<Loaded, Error> {
    load_by(input, Models::builtin())
}

/// Reads the documents of an input by other models than those that ship.
///
/// # Errors
/// See [`Error`].
pub fn load_by(input: &Input, models: &Models) -> Result<Loaded, Error> {
    let decoded = decode(input)?;
    let head = Head::of(&decoded);
    let mut best: Option<(Confidence, &dyn Loader)> = None;
    for &loader in FORMATS {
        let sure = loader.sniff(&head);
        if sure > best.map_or(Confidence::No, |(most, _)| most) {
            best = Some((sure, loader));
        }
    }
    let (_, loader) = best.ok_or(Error::UnknownFormat)?;
    let mut loaded = loader.load(&decoded, models)?;
    // What was odd about the bytes is told with the document, where there is but one.
    match &mut loaded.documents[..] {
        [only] => drop(only.warnings.splice(0..0, decoded.warnings)),
        _ => drop(loaded.warnings.splice(0..0, decoded.warnings)),
    }
    Ok(loaded)
}
