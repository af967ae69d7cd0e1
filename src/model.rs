//! The model: plain values. No serde, no IO, no `Result`.
//!
//! All words of a [`Document`] sit in one arena of [`Block`]s; the article and
//! each comment hold a range of [`BlockIx`]. A [`Place`] (block and byte) is
//! the one coordinate for reading position, search hit, link, selection and
//! anchor, and does not change with the width of the screen.

pub mod block;
pub mod change;
pub mod correction;
pub mod document;
pub mod id;
pub mod link;
pub mod listing;
pub mod marks;
pub mod passage;
pub mod raw;
pub mod relation;
pub mod shelved;
pub mod signature;
pub mod sitting;
pub mod state;
pub mod thread;
pub mod warning;
pub mod when;

pub use block::{Block, BlockKind, Mark, MarkKind, Place};
pub use change::{Change, CommentChange};
pub use correction::{Correction, Corrections};
pub use document::{Article, By, Document, Split};
pub use id::{BlockIx, BlockKey, CommentId, CommentIds, CommentIx, DocumentId};
pub use link::Link;
pub use listing::Listing;
pub use marks::Marks;
pub use passage::{Anchor, Match, OnlyIn, Passage, Via};
pub use raw::{Raw, RawLine};
pub use relation::{Kind, Reason, ReasonKind, Relation};
pub use shelved::{
    Arranged, Context, Group, InStory, SavedSearch, Section, SectionKey, Shelved, Sort, Story,
};
pub use signature::{Frequencies, PARTS, STEMS, Signature, StoryDate, Tie, Trait};
pub use sitting::{Draft, Drafted, OnShelf, Reading, Searched, Sitting};
pub use state::{CommentState, Left, LeftComment, SavedPlace, State};
pub use thread::{Comment, Node, Thread};
pub use warning::{Warning, WarningKind};
pub use when::When;
