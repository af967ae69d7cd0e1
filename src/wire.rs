//! The document format, version 1: JSON Lines in and out.
//!
//! [`to_json`] prints a document as one line; [`read()`] makes a document of one
//! JSON object. Between the two stands [`shape`], a mirror of the format in
//! serde, which borrows from the text it reads.
//!
//! [`sitting`] is apart from it: the line in which a session tells the next one where it stood.
//!
//! Invariants
//! - What `to_json` prints, `read` reads back equal, but for what the format
//!   says is inferred anew (`by` is `khao`): [`Read::infer_replies`] tells its caller.
//! - Reading is forgiving: a value of the wrong type is as good as absent, an
//!   unknown key is passed over, odd values leave warnings. Only text that is
//!   no JSON object is an error, and [`mend()`] saves what stands before a cut.
//! - Every string goes through `text::clean` once.
//!
//! Deliberately absent: inferring anything (that is `load`'s), finding links
//! in words, and files.

mod lenient;
pub mod mend;
mod print;
mod read;
mod shape;
pub mod sitting;
mod state;

pub use mend::mend;
pub use print::{to_json, to_json_with_anchors, to_json_with_state};
pub use read::{Error, Read, format_name, read};
