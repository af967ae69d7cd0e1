//! Documents as files for other programs: pages for a browser, books for an e-reader.
//!
//! The words are the source's own. All of a thread is there, nested as it is in khao; what khao
//! inferred is marked so. The files need nothing from elsewhere: no script, no picture, no font.
//! Addresses other than `http`, `https` and `mailto` lead nowhere and stand as words.

mod body;
mod epub;
mod html;
mod markup;

pub use epub::epub;
pub use html::{Names, html};
