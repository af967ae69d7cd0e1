//! The ties of the open document, piece by piece: which passages its comments speak of, and what its sources
//! share with it.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::app::{Msg, Ticket};
use crate::model::{Document, DocumentId};
use crate::relate::{Anchoring, Prepared};
use crate::run::by_hand::ByHand;
use crate::run::library::Library;
use crate::text::Segmenter;

/// Comments between two answers: some 20 ms.
const COMMENTS: usize = 200;

/// What is still to be found of the ties of a document. Another document takes its place: only one is on the
/// screen.
#[derive(Debug, Default)]
pub(super) struct Linking {
    of: Option<(Ticket, Arc<Document>)>,
    anchors: Anchors,
    /// The document as it is compared, from the first source on.
    prepared: Option<Box<Prepared>>,
    /// The sources that are left.
    others: VecDeque<DocumentId>,
}

#[derive(Debug, Default)]
enum Anchors {
    #[default]
    None,
    /// They were asked for.
    Asked,
    /// Some are found.
    UnderWay(Box<Anchoring>),
}

impl Linking {
    /// Has the passages found of which the comments speak.
    pub(super) fn link(&mut self, ticket: Ticket, document: Arc<Document>) {
        self.begin(ticket, document);
        self.anchors = Anchors::Asked;
    }

    /// Has it found what sources share with the document.
    pub(super) fn find(
        &mut self,
        ticket: Ticket,
        document: Arc<Document>,
        others: Vec<DocumentId>,
    ) {
        self.begin(ticket, document);
        self.others = others.into();
    }

    fn begin(&mut self, ticket: Ticket, document: Arc<Document>) {
        if self.of.as_ref().is_none_or(|(t, _)| *t != ticket) {
            *self = Self {
                of: Some((ticket, document)),
                ..Self::default()
            };
        }
    }

    /// Finds the next piece: first what the article's comments speak of, then one source at a time. Nothing
    /// where all is found. A source that cannot be read has no passages; opening it tells why.
    pub(super) fn next(
        &mut self,
        library: &Library,
        by_hand: &mut ByHand,
        segmenter: &Segmenter,
    ) -> Option<Msg> {
        let (ticket, document) = self.of.as_ref()?;
        let ticket = *ticket;
        if matches!(self.anchors, Anchors::Asked) {
            self.anchors = Anchors::UnderWay(Box::new(Anchoring::new(document, segmenter)));
        }
        if let Anchors::UnderWay(anchoring) = &mut self.anchors {
            if let Some(anchors) = anchoring.next(document, COMMENTS) {
                return Some(Msg::Anchored { ticket, anchors });
            }
            self.anchors = Anchors::None;
        }
        while let Some(id) = self.others.pop_front() {
            if let Ok(Some(other)) = by_hand.get(library, id) {
                let prepare = || Box::new(Prepared::of(document, segmenter));
                let prepared = self.prepared.get_or_insert_with(prepare);
                return Some(Msg::Matched {
                    ticket,
                    matches: prepared.matches(document, &other),
                    only: prepared.only_in(document, &other),
                    other,
                });
            }
        }
        (self.of, self.prepared) = (None, None);
        None
    }
}
