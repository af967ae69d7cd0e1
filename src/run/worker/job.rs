//! What the worker can be asked for.

use std::sync::Arc;
use std::sync::mpsc::Sender;

use super::shelving::Shelving;
use crate::app::Ticket;
use crate::model::{Change, Correction, Corrections, Document, DocumentId, Left, Sitting};
use crate::text::Clean;

/// Something for the worker to do.
#[derive(Debug)]
pub enum Job {
    /// Bring a document.
    Open {
        /// Goes into the answer.
        ticket: Ticket,
        /// Which.
        id: DocumentId,
    },
    /// Set something by hand, and bring the document made anew.
    Correct {
        /// Goes into the answer.
        ticket: Ticket,
        /// Which document.
        id: DocumentId,
        /// What is set, one after the other.
        corrections: Vec<Correction>,
    },
    /// Something of the shelf.
    Shelf(Shelving),
    /// Set everything that is set by hand anew, and bring the document made with it.
    Restore {
        /// Goes into the answer.
        ticket: Ticket,
        /// Which document.
        id: DocumentId,
        /// What is set then.
        corrections: Box<Corrections>,
    },
    /// Keep what the reader set on a document or its comments.
    Change {
        /// Which document.
        id: DocumentId,
        /// What was set, one after the other.
        changes: Vec<Change>,
    },
    /// Keep a search under a name, or forget it.
    Save {
        /// The name.
        name: Clean,
        /// The query; nothing forgets the name.
        query: Option<Clean>,
        /// The name that it had before.
        old: Option<Clean>,
    },
    /// Bring the note on a document.
    Note {
        /// Goes into the answer.
        ticket: Ticket,
        /// Which document.
        id: DocumentId,
    },
    /// Tell what is related to a document.
    Relate {
        /// Goes into the answer.
        ticket: Ticket,
        /// Which document.
        id: DocumentId,
    },
    /// Keep how a document was left.
    Keep {
        /// Which.
        id: DocumentId,
        /// How.
        left: Box<Left>,
    },
    /// Keep how the open document would be left, and what stands on the screen: all of it or nothing.
    Leave {
        /// The open document, and how.
        left: Option<(DocumentId, Box<Left>)>,
        /// What stands on the screen, where it is known.
        sitting: Option<Box<Sitting>>,
        /// Whether the program ends, and not by the reader.
        cut: bool,
    },
    /// Tell when everything that was asked before is done.
    Settle(Sender<()>),
    /// Put the library away, after everything that was asked before. It is told twice: when everything is
    /// kept, and when the file is put away.
    End(Sender<()>),
    /// Measure all of a document, piece by piece.
    Measure {
        /// Goes into the answers.
        ticket: Ticket,
        /// Of what.
        document: Arc<Document>,
    },
    /// Find the passages of which the comments of a document speak, piece by piece.
    Link {
        /// Goes into the answers.
        ticket: Ticket,
        /// Of what.
        document: Arc<Document>,
    },
    /// Find what sources share with a document, one after the other.
    Match {
        /// Goes into the answers.
        ticket: Ticket,
        /// The document.
        document: Arc<Document>,
        /// The sources.
        others: Vec<DocumentId>,
    },
}

impl Job {
    /// Whether something is kept by it, or somebody waits for what is kept.
    pub(super) fn keeps(&self) -> bool {
        match self {
            Self::Keep { .. }
            | Self::Leave { .. }
            | Self::Change { .. }
            | Self::Correct { .. }
            | Self::Restore { .. }
            | Self::Save { .. }
            | Self::Settle(_)
            | Self::End(_) => true,
            Self::Open { .. }
            | Self::Shelf(_)
            | Self::Note { .. }
            | Self::Measure { .. }
            | Self::Link { .. }
            | Self::Match { .. }
            | Self::Relate { .. } => false,
        }
    }
}
