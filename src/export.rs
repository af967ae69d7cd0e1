//! Documents as files for other programs: Markdown, pages for a browser, books for an e-reader.
//!
//! The words are the source's own. All of a thread is there, nested as it is in khao; what khao
//! inferred is marked so. Pages and books need nothing from elsewhere: no script, no picture, no font.
//! In them addresses other than `http`, `https` and `mailto` lead nowhere and stand as words. JSON Lines
//! are [`crate::wire`]'s.

mod body;
mod epub;
mod html;
pub mod markdown;
mod markup;

pub use epub::epub;
pub use html::{Names, html};
