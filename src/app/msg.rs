//! What comes into the state machine, and what it asks for.

use std::sync::Arc;

use jiff::Timestamp;

use super::key::{Key, Mouse};
use crate::model::{
    Change, Correction, Corrections, Document, DocumentId, Left, Listing, Marks, Relation, State,
};
use crate::page::measure::Chunk;
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
    /// The library has these documents.
    Listed(Vec<Listing>),
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
    /// What the reader did in earlier sessions, told before [`Msg::Listed`].
    Known {
        /// What the rows of the shelf show of it.
        marks: Vec<(DocumentId, Marks)>,
        /// All tags.
        tags: Vec<Clean>,
    },
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
        /// Why.
        why: Clean,
    },
    /// What is related to what.
    Related(Vec<(DocumentId, Vec<Relation>)>),
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
    /// Measure what is not measured of the open document.
    Measure {
        /// The answers must carry it.
        ticket: Ticket,
        /// The document.
        document: Arc<Document>,
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

/// Ties an answer to its question; stale answers are dropped in one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Ticket(pub u64);
