//! A document is asked for, and comes.

use std::collections::HashMap;
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
        reader.prepare(&self.settings);
        let reading = self.take_reading(&mut reader);
        // The panes must have their size before a place in them means anything.
        self.areas = self.divide(&reader);
        reader.fit(&self.areas);
        // What was set since it was asked for is not in what the worker read.
        let state = state.with(&std::mem::take(&mut self.late));
        let known = state.clone();
        match self.kept.remove(&id) {
            Some(kept) => reader.restore(kept, state),
            None => reader.recall(state),
        }
        reader.state.read = true;
        // What was made anew since is laid now.
        reader.fit(&self.areas);
        if let Some(reading) = &reading {
            self.seat(&mut reader, reading);
        }
        if let Some(stop) = self.after_open.take().filter(|s| s.document == Some(id)) {
            reader.go(&stop);
        }
        self.find_again(&mut reader);
        effects.push(Effect::Measure {
            ticket,
            document: Arc::clone(&reader.document),
        });
        effects.push(Effect::Relate { ticket, id });
        self.shelf.learn(id, Marks::of(&known));
        self.shelf.mark(id, |marks| marks.read = true);
        self.shelf.choose(id);
        self.reader = Some(reader);
        self.overlay = None;
        if reading.is_some() {
            self.draft_of_reading(effects);
        }
        self.ask_links(effects);
        self.relate(effects);
    }

    /// What is related to the open document is known.
    pub(super) fn related(
        &mut self,
        ticket: Ticket,
        relations: Vec<Relation>,
        listings: Vec<(Listing, Marks)>,
        effects: &mut Vec<Effect>,
    ) {
        let Some(reader) = self.reader.as_ref().filter(|r| r.ticket == ticket) else {
            return;
        };
        let id = reader.document.id;
        let mut known = HashMap::with_capacity(listings.len());
        for (listing, marks) in listings {
            // What is known already is newer.
            let here = self.shelf.marks(listing.id).cloned();
            self.shelf.learn(listing.id, here.unwrap_or(marks));
            known.insert(listing.id, listing);
        }
        let related = relations.into_iter();
        let related = related.filter_map(|r| known.remove(&r.other).map(|l| (r, l)));
        let related: Vec<_> = related.collect();
        self.shelf.count_sources(id, related.len());
        self.related.insert(id, related);
        self.relate(effects);
    }

    /// Tells the open document what is related to it, as far as it is known and the reader allows.
    pub(super) fn relate(&mut self, effects: &mut Vec<Effect>) {
        if let Some(reader) = &mut self.reader {
            let known = self.related.get(&reader.document.id);
            let mut related = known.cloned().unwrap_or_default();
            related.retain_mut(|(relation, _)| {
                let kind = reader.state.allowed(relation.other, relation.kind);
                relation.kind = kind.unwrap_or(relation.kind);
                kind.is_some()
            });
            related.sort_by_key(|(relation, _)| relation.kind);
            let ids: Vec<DocumentId> = related.iter().map(|(r, _)| r.other).collect();
            if known.is_some() && reader.linked.keep_sources(&ids) {
                reader.bring();
            }
            reader.relate(related, known.is_some());
        }
        self.ask_matches(effects);
    }

    /// The reader has vetoed something, or taken it back: relations and stories follow.
    pub(super) fn relate_again(&mut self, effects: &mut Vec<Effect>) {
        self.relate(effects);
        if let Some(reader) = &self.reader {
            let (ticket, id) = (reader.ticket, reader.document.id);
            effects.push(Effect::Relate { ticket, id });
        }
        self.arrange(true);
    }
}
