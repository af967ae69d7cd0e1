//! What comes into the state machine, and what it asks for.

use std::sync::Arc;

use jiff::Timestamp;

use super::key::{Key, Mouse};
use crate::model::{
    Anchor, Arranged, Change, Correction, Corrections, Document, DocumentId, Left, Listing, Marks,
    Match, OnlyIn, Relation, SavedSearch, Shelved, Sitting, State,
};
use crate::page::measure::Chunk;
use crate::query::{Seek, View};
use crate::text::Clean;

/// Everything that can happen. The state is a function of the messages so far.
#[derive(Debug, Clone)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted: one event, never a command.
    Paste(Clean),
    /// A paste was too long, and its end is lost.
    PasteCut,
    /// The mouse did something.
    Mouse(Mouse),
    /// The terminal has a new size in cells.
    Resize {
        /// Columns.
        cols: u16,
        /// Rows.
        rows: u16,
    },
    /// The time, told with every event that may show an age.
    Tick(Timestamp),
    /// What is known of the link to the terminal now.
    Link(Link),
    /// The shelf is arranged.
    Arranged {
        /// Answers [`Shelving::Arrange`]; that of the first one is 0.
        ticket: Ticket,
        /// How much there is, under which headings.
        arranged: Box<Arranged>,
        /// The place of the first of the rows.
        from: usize,
        /// The rows around the chosen one.
        rows: Vec<Shelved>,
    },
    /// Rows of the shelf.
    Rows {
        /// The arrangement to which they belong.
        ticket: Ticket,
        /// The place of the first of them.
        from: usize,
        /// The rows.
        rows: Vec<Shelved>,
    },
    /// A row of the shelf was found, or there is none.
    Sought {
        /// Answers [`Shelving::Seek`].
        ticket: Ticket,
        /// Its place and the row.
        found: Option<Box<(usize, Shelved)>>,
    },
    /// The shelf could not be arranged, or rows not brought.
    ShelfFailed {
        /// Answers [`Shelving`].
        ticket: Ticket,
        /// Why.
        why: Clean,
    },
    /// The library was counted: how many documents are not read.
    Unread(usize),
    /// The searches that the reader saved.
    Saved(Vec<SavedSearch>),
    /// A search was saved or forgotten, or its name is another's.
    Named {
        /// The name.
        name: Clean,
        /// What was done.
        done: Named,
    },
    /// A document is ready.
    Opened {
        /// Answers [`Effect::Open`].
        ticket: Ticket,
        /// The document.
        document: Arc<Document>,
        /// What is measured of it already.
        measured: Chunk,
        /// What the reader did with it in earlier sessions.
        state: Box<State>,
    },
    /// All tags that the reader has used.
    Tags(Vec<Clean>),
    /// The note on a document.
    Noted {
        /// Answers [`Effect::Note`].
        ticket: Ticket,
        /// The note, where there is one.
        note: Option<Clean>,
    },
    /// More of the open document is measured.
    Measured {
        /// Answers [`Effect::Measure`].
        ticket: Ticket,
        /// The blocks.
        chunk: Chunk,
    },
    /// The open document was corrected, or there was nothing to correct.
    Corrected {
        /// Answers [`Effect::Correct`] or [`Effect::Restore`], and those of this document before it.
        ticket: Ticket,
        /// The document as it is now.
        document: Arc<Document>,
        /// What is measured of it already.
        measured: Chunk,
        /// Whether the correction changed anything.
        changed: bool,
        /// What was set before, and after each of the corrections that this answers.
        steps: Vec<Corrections>,
    },
    /// A correction could not be made.
    CorrectFailed {
        /// Answers [`Effect::Correct`] or [`Effect::Restore`].
        ticket: Ticket,
        /// Whether the document is no longer there: it cannot be tried again.
        gone: bool,
        /// Why.
        why: Clean,
    },
    /// Passages of which comments of the open document speak.
    Anchored {
        /// Answers [`Effect::Link`].
        ticket: Ticket,
        /// Of further comments, in order.
        anchors: Vec<Anchor>,
    },
    /// What a source shares with the open document.
    Matched {
        /// Answers [`Effect::Match`].
        ticket: Ticket,
        /// The source.
        other: Arc<Document>,
        /// Passages of both.
        matches: Vec<Match>,
        /// What only one of the two says.
        only: OnlyIn,
    },
    /// What is related to the open document.
    Related {
        /// Answers [`Effect::Relate`].
        ticket: Ticket,
        /// How, story first, strongest first.
        relations: Vec<Relation>,
        /// The documents that are related to it, with what the reader did with them.
        listings: Vec<(Listing, Marks)>,
    },
    /// What stood on the screen when an earlier session ended. It comes before the shelf.
    Sat(Box<Sitting>),
    /// Other documents are one story than before.
    Stories,
    /// Something could not be done; the words come from the system or khao's errors.
    Failed(Clean),
    /// A document could not be opened.
    OpenFailed {
        /// Answers [`Effect::Open`].
        ticket: Ticket,
        /// Why.
        why: Clean,
    },
    /// What was set is not on the disk yet.
    Slow,
    /// The browser could not be started here: the address is shown and copied instead.
    NoBrowser(Clean),
}

/// Everything that the state machine asks of the shell around it.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// End the program.
    Quit,
    /// Stop until the user's shell continues the program.
    Suspend,
    /// Open a document.
    Open {
        /// The answer must carry it.
        ticket: Ticket,
        /// Which.
        id: DocumentId,
    },
    /// Something of the shelf.
    Shelf(Shelving),
    /// Keep a search under a name, or forget it.
    Save {
        /// The name.
        name: Clean,
        /// The query; nothing forgets the name.
        query: Option<Clean>,
        /// The name that it had before.
        old: Option<Clean>,
    },
    /// Measure what is not measured of the open document.
    Measure {
        /// The answers must carry it.
        ticket: Ticket,
        /// The document.
        document: Arc<Document>,
    },
    /// Find the passages of which the comments speak.
    Link {
        /// The answers must carry it.
        ticket: Ticket,
        /// The document.
        document: Arc<Document>,
    },
    /// Find what sources share with a document.
    Match {
        /// The answers must carry it.
        ticket: Ticket,
        /// The document.
        document: Arc<Document>,
        /// The sources, the most telling first.
        others: Vec<DocumentId>,
    },
    /// Set something by hand: make the document anew with it, and keep it for the next time.
    Correct {
        /// The answer must carry it.
        ticket: Ticket,
        /// The document.
        id: DocumentId,
        /// What is set.
        correction: Correction,
    },
    /// Set everything that is set by hand anew, which undoes a correction or does it again: make the document
    /// with it, and keep it.
    Restore {
        /// The answer must carry it.
        ticket: Ticket,
        /// The document.
        id: DocumentId,
        /// What is set then.
        corrections: Box<Corrections>,
    },
    /// Keep what the reader set, now: the screen says that it is done.
    Change {
        /// The document.
        id: DocumentId,
        /// What was set, one after the other.
        changes: Vec<Change>,
    },
    /// Tell what is related to a document that was opened. Nobody waits for it.
    Relate {
        /// The answer must carry it: that of its opening.
        ticket: Ticket,
        /// The document.
        id: DocumentId,
    },
    /// Tell the note on a document that is not open.
    Note {
        /// The answer must carry it.
        ticket: Ticket,
        /// The document.
        id: DocumentId,
    },
    /// Keep how a document was left, for another session.
    Keep {
        /// Which.
        id: DocumentId,
        /// How.
        left: Box<Left>,
    },
    /// Copy to the clipboard.
    Copy(Clean),
    /// Open an address in the browser.
    Browse(Clean),
    /// Paint everything anew.
    Repaint,
    /// Listen to the mouse, or stop listening.
    SetMouse(bool),
}

/// Whom a copy is given to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Clipboard {
    /// The terminal.
    #[default]
    Terminal,
    /// tmux, which passes it on or not.
    Tmux,
    /// The terminal, through GNU screen.
    Screen,
}

/// The link to the terminal, as far as it was measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Link {
    /// Milliseconds there and back.
    pub trip: Option<u32>,
    /// Bytes a second.
    pub rate: Option<u64>,
}

/// What was done with the name of a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// It is kept.
    Saved,
    /// It is no more.
    Forgotten,
    /// Another search has it, and still does.
    Taken,
}

/// What the shelf asks of the library.
#[derive(Debug, Clone, PartialEq)]
pub enum Shelving {
    /// Arrange the shelf.
    Arrange {
        /// The answer must carry it.
        ticket: Ticket,
        /// What is asked of it.
        view: Box<View>,
        /// The chosen document, and the place where it stands.
        chosen: Option<(DocumentId, usize)>,
        /// Whether it stands there even if it is not found.
        stays: bool,
        /// Rows of the pane.
        rows: usize,
    },
    /// Bring rows of the shelf.
    Rows {
        /// Of which arrangement.
        ticket: Ticket,
        /// The first place.
        from: usize,
        /// The place behind the last.
        to: usize,
    },
    /// Find a row of the shelf.
    Seek {
        /// The answer must carry it.
        ticket: Ticket,
        /// The place from which to look.
        from: usize,
        /// In which direction.
        forward: bool,
        /// What for.
        seek: Seek,
    },
    /// Count what the saved searches find. It has time.
    Count,
}

/// Ties an answer to its question; stale answers are dropped in one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Ticket(pub u64);
