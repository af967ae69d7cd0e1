//! A document is asked for, and comes.

use std::sync::Arc;

use super::reader::Reader;
use super::{App, Effect, Ticket};
use crate::model::{Document, DocumentId, Listing, Marks, Relation, State};
use crate::page::measure::Chunk;

impl App {
    /// Asks for a document to be opened.
    pub fn open(&mut self, id: DocumentId, effects: &mut Vec<Effect>) {
        let ticket = self.ticket();
        self.opening = Some((ticket, id));
        self.late.clear();
        self.find_after = None;
        effects.push(Effect::Open { ticket, id });
    }

    pub(super) fn opened(
        &mut self,
        ticket: Ticket,
        document: Arc<Document>,
        chunk: Chunk,
        state: State,
        effects: &mut Vec<Effect>,
    ) {
        if self.opening.is_none_or(|(t, _)| t != ticket) {
            return;
        }
        self.opening = None;
        if let Some(stop) = self.from_source.take() {
            self.trail.leave(stop);
            self.via.push(stop);
        }
        self.keep(effects);
        let id = document.id;
        let mut reader = Reader::new(document, chunk, Arc::clone(&self.segmenter), ticket);
        reader.set_gutter(self.settings.linked);
        // The panes must have their size before a place in them means anything.
        self.areas = self.divide(&reader);
        reader.fit(&self.areas, self.settings.measure);
        // What was set since it was asked for is not in what the worker read.
        let state = state.with(&std::mem::take(&mut self.late));
        let known = state.clone();
        match self.kept.remove(&id) {
            Some(kept) => reader.restore(kept, state),
            None => reader.recall(state),
        }
        reader.state.read = true;
        // What was made anew since is laid now.
        reader.fit(&self.areas, self.settings.measure);
        if let Some(stop) = self.after_open.take().filter(|s| s.document == Some(id)) {
            reader.go(&stop);
        }
        self.find_again(&mut reader);
        effects.push(Effect::Measure {
            ticket,
            document: Arc::clone(&reader.document),
        });
        self.shelf.learn(id, Marks::of(&known));
        self.shelf.mark(id, |marks| marks.read = true);
        self.shelf.choose(id);
        self.reader = Some(reader);
        self.overlay = None;
        self.ask_links(effects);
        self.relate(effects);
    }

    /// Tells the open document what is related to it.
    pub(super) fn relate(&mut self, effects: &mut Vec<Effect>) {
        let Some(reader) = &mut self.reader else {
            return;
        };
        let related: Vec<(Relation, Listing)> = self
            .relations
            .iter()
            .flat_map(|all| all.get(&reader.document.id).into_iter().flatten())
            .filter_map(|r| self.related.get(&r.other).map(|l| (r.clone(), l.clone())))
            .collect();
        reader.relate(related, self.relations.is_some());
        self.ask_matches(effects);
    }

    pub(super) fn count_sources(&mut self) {
        if let Some(all) = &self.relations {
            let related = |id| all.get(&id).map_or(0, Vec::len);
            self.shelf.count_sources(related);
        }
    }
}
