//! Text: strings only. This floor knows no article, no terminal and no file.
//!
//! Foreign text comes in through [`clean()`] and leaves for the screen through
//! [`cell::cells`] or [`cell::display_form`]. Between the two, [`segment`]
//! finds where a line may break, [`fragment`] cuts the text there, and
//! [`mod@wrap`] puts the pieces on lines.

pub mod address;
pub mod cell;
pub mod clean;
pub mod date;
pub mod find;
pub mod fold;
pub mod fragment;
pub mod hash;
pub mod lang;
pub mod quote;
pub mod segment;
pub mod thai;
pub mod wrap;

pub use clean::{Clean, clean, clean_line, clean_typed};
pub use fragment::{Fragment, fragments};
pub use lang::Lang;
pub use segment::Segmenter;
pub use wrap::{Fit, LineSpan, wrap};
