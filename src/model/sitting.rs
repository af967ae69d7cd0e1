//! What stood on the screen when the program ended, for the next start.
//!
//! It is told by identities and places that survive a re-import. What was read, marked or folded by hand is
//! none of it: that is kept with its document ([`State`](super::State)).

use super::{CommentId, DocumentId, Group, SavedPlace, Sort};
use crate::text::Clean;

/// What stood on the screen, and what was being typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sitting {
    /// Whether it ended without the reader's doing: the terminal was gone, or a signal ended the program.
    pub cut: bool,
    /// When it began, in milliseconds since 1970; 0 where that is not known.
    pub began: i64,
    /// The shelf.
    pub shelf: OnShelf,
    /// The document that was open, or the one that was open last.
    pub reading: Option<Reading>,
    /// The line that was being typed.
    pub draft: Option<Draft>,
}

/// How the shelf stood.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OnShelf {
    /// What it was searched for, as it was typed.
    pub filter: Clean,
    /// In which order.
    pub sort: Sort,
    /// Under which headings.
    pub group: Group,
    /// Whether the documents of a story stood apart.
    pub flat: bool,
    /// Documents whose stories were open.
    pub open: Vec<DocumentId>,
    /// The chosen document.
    pub chosen: Option<DocumentId>,
}

/// How a document was read. Panes are numbers: 0 is the article, 1 the comments, 2 the sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Which.
    pub document: DocumentId,
    /// Its title, to tell it by.
    pub title: Clean,
    /// How much of the article was read, 0 to 100.
    pub percent: u8,
    /// Whether it was open at the end.
    pub open: bool,
    /// The pane that had the focus, and the one beside the article where two fit: one of the others, and the
    /// same where the article has not the focus.
    pub panes: (u8, u8),
    /// How many panes were wished for beside one another, 1 to 3; 0 where they stood over one another.
    pub layout: u8,
    /// Whether the focused pane had the screen to itself.
    pub zoom: bool,
    /// Cells that the reader gave to each pane, or took from it.
    pub widths: [i16; 3],
    /// The same in rows, for panes over one another.
    pub heights: [i16; 3],
    /// What stood at the top of the article; nothing is its title.
    pub top: Option<SavedPlace>,
    /// The place of it that was current; nothing is its title.
    pub read: Option<SavedPlace>,
    /// The chosen comment, and the row in it.
    pub comment: Option<(CommentId, u32)>,
    /// Whether the thread was flat.
    pub flat: bool,
    /// The comments that were folded, by hand or otherwise.
    pub folded: Vec<CommentId>,
    /// What was searched for in it.
    pub search: Option<Searched>,
}

/// A search in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Searched {
    /// What was typed.
    pub word: Clean,
    /// In which pane; nothing is all of them.
    pub pane: Option<u8>,
    /// The current hit, counted from 0.
    pub at: Option<u32>,
}

/// A line that was being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What for.
    pub what: Drafted,
    /// The line.
    pub text: Clean,
    /// The byte of the cursor.
    pub cursor: u32,
    /// The document or the comment that it is about, for tags and notes.
    pub about: Option<(DocumentId, Option<CommentId>)>,
}

/// What a line was typed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drafted {
    /// A search in one pane.
    Search,
    /// A search in all panes.
    SearchAll,
    /// A search of the library.
    Filter,
    /// The name of a search.
    Name,
    /// Tags.
    Tags,
    /// A note.
    Note,
}
