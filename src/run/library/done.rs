//! What the reader did: with documents, and under which names searches were saved.

use std::sync::Arc;

use super::{Library, today};
use crate::app::Named;
use crate::model::{Document, DocumentId, SavedSearch, Sitting, State};
use crate::query::parse;
use crate::store;
use crate::text::{Clean, clean_line};

impl Library {
    /// What the reader did with a document in this session, in earlier ones, or with another program.
    pub fn state(&self, id: DocumentId) -> State {
        if let Some(state) = self.unkept.get(&id) {
            return state.clone();
        }
        let kept = self.kept.as_ref().map(|k| k.state(id));
        // What cannot be told is as good as not done; opening the document tells what is wrong.
        kept.and_then(Result::ok).unwrap_or_default()
    }

    /// All tags that the reader has used.
    pub fn tags(&self) -> Vec<Clean> {
        let tags = self.kept.as_ref().map(store::Library::tags);
        tags.and_then(Result::ok).unwrap_or_default()
    }

    /// Whether the reader saved any searches.
    pub fn has_saved(&self) -> bool {
        let saved = self.kept.as_ref().map(store::Library::saved);
        matches!(saved, Some(Ok(saved)) if !saved.is_empty())
    }

    /// The searches that the reader saved, counted.
    pub fn saved(&self) -> Vec<SavedSearch> {
        let Some(kept) = &self.kept else {
            return Vec::new();
        };
        let saved = kept.saved().unwrap_or_default().into_iter();
        let saved = saved.map(|s| SavedSearch {
            n: parse(&s.query, today())
                .ok()
                .and_then(|query| kept.count(&query).ok()),
            name: s.name,
            query: s.query,
        });
        saved.collect()
    }

    /// Keeps a search under a name, in place of its `old` one; without a query the name is forgotten.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub fn save(
        &mut self,
        name: &Clean,
        query: Option<&Clean>,
        old: Option<&Clean>,
    ) -> Result<Named, store::Error> {
        let Some(kept) = &mut self.kept else {
            return Err(store::Error::ReadOnly(store::ReadOnly::Unopened));
        };
        Ok(match query {
            Some(query) if kept.save_new(name, query, old.map(|o| &**o))? => Named::Saved,
            Some(_) => Named::Taken,
            None => {
                kept.forget(name)?;
                Named::Forgotten
            }
        })
    }

    /// Keeps a change of what the reader did with a document; without a library, or with one that is only
    /// read, for this session.
    ///
    /// # Errors
    /// When it cannot be kept. It may be tried again.
    pub fn change(
        &mut self,
        id: DocumentId,
        make: impl FnOnce(State) -> State,
    ) -> Result<(), store::Error> {
        let mut make = Some(make);
        let make = |state, ()| match make.take() {
            Some(make) => make(state),
            None => state,
        };
        self.change_all([(id, ())], make, None)
    }

    /// Keeps changes of several documents, and what stands on the screen, all or none: `make` gets what is there
    /// and what is to be changed. What stands on the screen is kept in a library that can be written only, and
    /// not by a session that was cut in place of one that began later.
    ///
    /// # Errors
    /// When they cannot be kept. It may be tried again.
    pub fn change_all<T>(
        &mut self,
        all: impl IntoIterator<Item = (DocumentId, T)>,
        mut make: impl FnMut(State, T) -> State,
        sitting: Option<&Sitting>,
    ) -> Result<(), store::Error> {
        self.shelf.counted = None;
        let fact = sitting.map(|sitting| self.sitting_fact(sitting));
        let Some(kept) = self.kept.as_mut().filter(|k| k.read_only().is_none()) else {
            for (id, what) in all {
                let before = self.state(id);
                self.unkept.insert(id, make(before, what));
            }
            return Ok(());
        };
        kept.change_all_with(all, make, fact)?;
        self.failed = None;
        Ok(())
    }

    /// The documents that were given for this session.
    pub(super) fn brought(&self) -> impl Iterator<Item = &Document> {
        let kept = |d: &&Arc<Document>| self.to_keep.iter().all(|k| !Arc::ptr_eq(k, d));
        self.documents.iter().filter(kept).map(|d| &**d)
    }

    /// Notes that something could not be kept: what comes again and again of itself once, but always what the
    /// reader was `told` of as kept.
    pub fn note_unkept(&mut self, why: &store::Error, told: bool) {
        let why = why.to_string();
        if told || self.failed.as_ref() != Some(&why) {
            self.notes.push(clean_line(&format!("not kept: {why}")));
        }
        self.failed = Some(why);
    }
}
