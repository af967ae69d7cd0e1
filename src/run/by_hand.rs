//! What the reader has set by hand, and the documents made anew with it.
//!
//! The library keeps every document as it was loaded: from that one a document is always made, and
//! nothing that prints or relates documents knows of corrections.

use std::collections::HashMap;
use std::sync::Arc;

use super::library::Library;
use crate::load::{Chosen, correct, corrected};
use crate::model::{Correction, Corrections, Document, DocumentId, State};
use crate::store;

/// The corrections of the documents that were opened.
#[derive(Debug, Default)]
pub struct ByHand {
    models: Chosen,
    all: HashMap<DocumentId, (Corrections, Arc<Document>)>,
}

impl ByHand {
    /// No corrections. What they leave open is inferred by these models.
    pub fn new(models: Chosen) -> Self {
        Self {
            models,
            all: HashMap::new(),
        }
    }

    /// Whether the reader has set something of a document in this session.
    pub fn has(&self, id: DocumentId) -> bool {
        self.all.contains_key(&id)
    }

    /// A document as the reader has set it.
    ///
    /// # Errors
    /// When the library cannot give it; one that is not there is none.
    pub fn get(
        &mut self,
        library: &Library,
        id: DocumentId,
    ) -> Result<Option<Arc<Document>>, store::Error> {
        if let Some((_, document)) = self.all.get(&id) {
            return Ok(Some(Arc::clone(document)));
        }
        let Some(original) = library.get(id)? else {
            return Ok(None);
        };
        let now = library.state(id).corrections;
        Ok(Some(self.make(original, id, now)))
    }

    /// The document with its corrections, which are remembered where there are any.
    fn make(
        &mut self,
        original: Arc<Document>,
        id: DocumentId,
        corrections: Corrections,
    ) -> Arc<Document> {
        if corrections.is_empty() {
            self.all.remove(&id);
            return original;
        }
        let document = Arc::new(correct(&original, &corrections, &self.models));
        self.all.insert(id, (corrections, Arc::clone(&document)));
        document
    }

    /// Sets more things, one after the other. The document as it is then, and whether the last of them
    /// changed anything.
    ///
    /// # Errors
    /// When the library cannot give it; one that is not there is none.
    pub fn set(
        &mut self,
        library: &mut Library,
        id: DocumentId,
        corrections: &[Correction],
    ) -> Result<Option<Made>, store::Error> {
        let Some(original) = library.get(id)? else {
            return Ok(None);
        };
        let now = self.all.get(&id).map(|(now, _)| now.clone());
        let mut now = now.unwrap_or_else(|| library.state(id).corrections);
        let mut steps = vec![now.clone()];
        let mut changed = false;
        for correction in corrections {
            let after = corrected(&original, &now, *correction, &self.models);
            changed = after.is_some();
            now = after.unwrap_or(now);
            steps.push(now.clone());
        }
        let document = self.put(library, original, id, &steps[0], now);
        Ok(Some(Made {
            document,
            changed,
            steps,
        }))
    }

    /// Sets everything anew: what undoes corrections, or does them again.
    ///
    /// # Errors
    /// When the library cannot give it; one that is not there is none.
    pub fn restore(
        &mut self,
        library: &mut Library,
        id: DocumentId,
        corrections: Corrections,
    ) -> Result<Option<Made>, store::Error> {
        let Some(original) = library.get(id)? else {
            return Ok(None);
        };
        let now = self.all.get(&id).map(|(now, _)| now.clone());
        let now = now.unwrap_or_else(|| library.state(id).corrections);
        let changed = now != corrections;
        let steps = vec![now, corrections.clone()];
        let document = self.put(library, original, id, &steps[0], corrections);
        Ok(Some(Made {
            document,
            changed,
            steps,
        }))
    }

    /// Keeps the corrections where they are others than before, and makes the document.
    fn put(
        &mut self,
        library: &mut Library,
        original: Arc<Document>,
        id: DocumentId,
        before: &Corrections,
        now: Corrections,
    ) -> Arc<Document> {
        if now != *before {
            library.change(id, |state| State {
                corrections: now.clone(),
                ..state
            });
        } else if let Some((_, document)) = self.all.get(&id) {
            return Arc::clone(document);
        }
        self.make(original, id, now)
    }
}

/// A document made anew.
#[derive(Debug)]
pub struct Made {
    /// The document.
    pub document: Arc<Document>,
    /// Whether the last correction changed anything.
    pub changed: bool,
    /// What was set before, and after each correction.
    pub steps: Vec<Corrections>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corrections_leave_the_documents_of_the_library_alone() {
        let mut library = Library::seeds();
        let before = library.listings();
        let id = before[0].id;
        let mut by_hand = ByHand::default();
        let n = library.get(id).unwrap().unwrap().thread.len();
        let up = by_hand
            .set(&mut library, id, &[Correction::CutUp(1)])
            .unwrap()
            .expect("it is in the library");
        assert!(up.changed && up.document.thread.len() == n + 1);
        assert_eq!(by_hand.get(&library, id).unwrap(), Some(up.document));
        assert_eq!(library.listings(), before);
        let down = by_hand
            .set(&mut library, id, &[Correction::CutDown(1)])
            .unwrap()
            .unwrap();
        let original = library.get(id).unwrap().unwrap();
        assert!(down.changed && Arc::ptr_eq(&down.document, &original));
        assert!(by_hand.all.is_empty(), "undoing is dropping");
        assert_eq!(
            [&down.steps[1], &down.steps[0]],
            [&up.steps[0], &up.steps[1]]
        );
        let again = by_hand
            .restore(&mut library, id, up.steps[1].clone())
            .unwrap()
            .unwrap();
        assert_eq!(library.state(id).corrections, up.steps[1]);
        assert_eq!(again.document.thread.len(), n + 1);
    }
}
