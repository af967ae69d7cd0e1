//! Documents for other programs: Markdown.
//!
//! Total functions from a document to text. JSON Lines are [`crate::wire`]'s.

pub mod markdown;
