//! What the reader has set by hand in this session, and the documents made anew with it.
//!
//! The library keeps every document as it was loaded: from that one a document is always made, and
//! nothing that prints or relates documents knows of corrections.

use std::collections::HashMap;
use std::sync::Arc;

use super::library::Library;
use crate::load::{Chosen, correct, corrected};
use crate::model::{Correction, Corrections, Document, DocumentId};

/// The corrections of this session, by document.
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

    /// A document as the reader has set it.
    pub fn get(&self, library: &Library, id: DocumentId) -> Option<Arc<Document>> {
        let by_hand = self.all.get(&id).map(|(_, document)| Arc::clone(document));
        by_hand.or_else(|| library.get(id))
    }

    /// Sets more things, one after the other. The document as it is then, and whether the last of them
    /// changed anything.
    pub fn set(
        &mut self,
        library: &Library,
        id: DocumentId,
        corrections: &[Correction],
    ) -> Option<(Arc<Document>, bool)> {
        let original = library.get(id)?;
        let now = self.all.get(&id).map(|(now, _)| now.clone());
        let now = now.unwrap_or_default();
        let mut next = now.clone();
        let mut changed = false;
        for correction in corrections {
            let after = corrected(&original, &next, *correction, &self.models);
            changed = after.is_some();
            next = after.unwrap_or(next);
        }
        if next == now {
            return Some((self.get(library, id)?, changed));
        }
        let document = if next.is_empty() {
            self.all.remove(&id);
            original
        } else {
            let document = Arc::new(correct(&original, &next, &self.models));
            self.all.insert(id, (next, Arc::clone(&document)));
            document
        };
        Some((document, changed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corrections_last_as_long_as_the_session_and_leave_the_library_alone() {
        let library = Library::seeds();
        let before = library.listings();
        let id = before[0].id;
        let mut by_hand = ByHand::default();
        let n = library.get(id).unwrap().thread.len();
        let (document, changed) = by_hand
            .set(&library, id, &[Correction::CutUp(1)])
            .expect("it is in the library");
        assert!(changed && document.thread.len() == n + 1);
        assert_eq!(by_hand.get(&library, id), Some(document));
        assert_eq!(library.listings(), before);
        let (document, changed) = by_hand
            .set(&library, id, &[Correction::CutDown(1)])
            .unwrap();
        assert!(changed && Arc::ptr_eq(&document, &library.get(id).unwrap()));
        assert!(by_hand.all.is_empty(), "undoing is dropping");
    }
}
