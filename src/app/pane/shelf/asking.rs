//! What the shelf asks the library for, and waits for.

use std::ops::Range;

use super::{BEYOND, ShelfPane};
use crate::app::msg::Ticket;
use crate::model::DocumentId;

impl ShelfPane {
    /// Asks for an arrangement: its answer will carry `ticket`. The library knows by then what was done with all
    /// documents but the open one.
    pub fn ask(
        &mut self,
        ticket: Ticket,
        chosen: Option<(DocumentId, usize)>,
        open: Option<DocumentId>,
        stays: bool,
    ) {
        self.asked = ticket;
        self.searching = !stays;
        self.asked_for = chosen;
        self.stood_at = self.chosen_document().map(|c| c.0);
        self.known.ask(open);
    }

    /// Whether other documents than these were asked for.
    pub fn is_searching(&self) -> bool {
        self.searching && !self.is_settled()
    }

    /// Whether the chosen document is known to be there, and its row is still on its way.
    pub fn is_waiting(&self) -> bool {
        self.ready && !self.failed && self.chosen_at().is_some() && self.chosen().is_none()
    }

    /// What was asked for cannot be had.
    pub fn fail(&mut self, ticket: Ticket) {
        if ticket == self.asked || ticket == self.shown {
            self.asked = self.shown;
            self.on_the_way = None;
            self.failed = true;
        }
    }

    /// Asks again for what could not be had.
    pub fn retry(&mut self) {
        self.failed = false;
    }

    /// Whether what was asked for last is what stands here.
    pub fn is_settled(&self) -> bool {
        self.shown == self.asked
    }

    /// The rows to ask for, where some on the screen or soon on it are not here. They are on their way
    /// then.
    pub fn wanted(&mut self, open: Option<DocumentId>) -> Option<(Ticket, Range<usize>)> {
        if !self.ready || self.failed || self.on_the_way.is_some() || !self.is_settled() {
            return None;
        }
        let lacks = |range: &Range<usize>| range.clone().any(|at| !self.here.contains_key(&at));
        if !lacks(&self.near(1)) {
            return None;
        }
        let range = self.near(BEYOND);
        self.on_the_way = Some(range.clone());
        self.known.ask(open);
        Some((self.shown, range))
    }
}
