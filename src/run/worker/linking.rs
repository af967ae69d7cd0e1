//! The ties of the open document, piece by piece: which passages its comments speak of, and what its sources
//! share with it.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::app::{Msg, Ticket};
use crate::model::{Document, DocumentId, OnlyIn};
use crate::relate;
use crate::run::library::Library;
use crate::text::Segmenter;

/// Comments between two answers: some 20 ms.
const COMMENTS: usize = 200;

/// What is still to be found of the ties of a document.
#[derive(Debug)]
pub(super) struct Linking {
    ticket: Ticket,
    document: Arc<Document>,
    /// The comments, while there are any left.
    anchoring: Option<relate::Anchoring>,
    /// The sources that are left.
    others: VecDeque<DocumentId>,
}
