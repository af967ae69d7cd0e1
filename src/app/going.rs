//! Opening documents and sources, and the ways back.

use super::action::Action;
use super::areas::PaneId;
use super::pane::sources::Item;
use super::trail::Stop;
use super::word::Word;
use super::{App, Effect};
use crate::model::Place;

impl App {
    pub(super) fn enter(&mut self, effects: &mut Vec<Effect>) {
        let Some(reader) = &self.reader else {
            return self.enter_chosen(effects);
        };
        match reader.focus {
            PaneId::Article => {}
            PaneId::Thread => self.fold(Action::Fold, None, effects),
            PaneId::Sources => self.open_source(effects),
        }
    }

    /// Opens the chosen source.
    pub(super) fn open_source(&mut self, effects: &mut Vec<Effect>) {
        let Some(reader) = &self.reader else { return };
        match reader.sources.items.get(reader.sources.chosen) {
            None => self.say(Word::NoSources),
            Some(Item::Passage {
                document, found, ..
            }) => {
                let (id, there) = (document.id, &found.there);
                let (block, byte) = (there.block, there.bytes.start);
                self.open_passage(id, Place { block, byte }, effects);
            }
            Some(Item::Document { listing, .. }) => {
                let id = listing.id;
                self.from_source = Some(reader.stop());
                self.open(id, effects);
            }
            Some(Item::Link(at)) => {
                let url = super::leaving::document_link(&reader.document, *at);
                self.browse_to(url, effects);
            }
        }
    }

    pub(super) fn back(&mut self, effects: &mut Vec<Effect>) {
        let escape = self.pending_was_escape;
        if self.opening.is_some() {
            self.cancel_opening();
            return;
        }
        let Some(reader) = &mut self.reader else {
            if !self.shelf.filter.is_empty() {
                self.filter("");
            } else if !escape {
                effects.push(Effect::Quit);
            }
            return;
        };
        if escape && reader.forget_find() {
            return;
        }
        match self.via.pop() {
            Some(stop) => self.go_stop(stop, effects),
            None => self.close(effects),
        }
    }

    /// Whatever is being opened is no longer wanted.
    fn cancel_opening(&mut self) {
        self.opening = None;
        self.after_open = None;
        self.from_source = None;
    }

    /// Notes where the reader is before another document takes its place.
    pub(super) fn leave_for_another(&mut self) {
        self.cancel_opening();
        self.via.clear();
        self.trail.leave(self.here());
    }

    fn here(&self) -> Stop {
        self.reader
            .as_ref()
            .map_or(Stop::SHELF, super::Reader::stop)
    }

    /// Back to the shelf.
    fn close(&mut self, effects: &mut Vec<Effect>) {
        self.cancel_opening();
        self.via.clear();
        self.note_reading();
        self.keep(effects);
        self.reader = None;
        self.zoom = false;
        self.enter_when_here = false;
        self.arrange(true);
    }

    pub(super) fn history_step(&mut self, forward: bool, effects: &mut Vec<Effect>) {
        let here = self.here();
        // The way back of `q` is that of the sources; history has its own.
        self.via.clear();
        match if forward {
            self.trail.forward(here)
        } else {
            self.trail.back(here)
        } {
            Some(stop) => self.go_stop(stop, effects),
            None => self.say(Word::NoHistory),
        }
    }

    /// Goes to a stop, opening its document where that is not open.
    pub(super) fn go_stop(&mut self, stop: Stop, effects: &mut Vec<Effect>) {
        match (stop.document, &mut self.reader) {
            (None, _) => self.close(effects),
            (Some(id), Some(reader)) if reader.document.id == id => reader.go(&stop),
            (Some(id), _) => {
                self.after_open = Some(stop);
                self.open(id, effects);
            }
        }
    }
}
