//! What the reader has set by hand, and the documents made anew with it.
//!
//! The library keeps every document as it was loaded: from that one a document is always made, and
//! nothing that prints or relates documents knows of corrections.

use std::collections::{HashSet, VecDeque};
use std::sync::Arc;

use super::library::Library;
use crate::load::{Chosen, correct, corrected};
use crate::model::{Correction, Corrections, Document, DocumentId, State};
use crate::store;

/// So many documents made anew are at hand: those on the screen, and the one that is open.
const MOST: usize = 8;

/// The documents that were made anew, as far as they are at hand.
#[derive(Debug, Default)]
pub struct ByHand {
    models: Chosen,
    /// The one that was used last comes last.
    made: VecDeque<Kept>,
    /// The documents that were corrected in this session.
    corrected: HashSet<DocumentId>,
}

/// A document that was made anew.
#[derive(Debug)]
struct Kept {
    document: Arc<Document>,
    /// With this.
    corrections: Corrections,
    /// From what stood in the library then.
    version: i64,
}

impl ByHand {
    /// No corrections. What they leave open is inferred by these models.
    pub fn new(models: Chosen) -> Self {
        Self {
            models,
            ..Self::default()
        }
    }

    /// Whether the reader has corrected a document in this session.
    pub fn has(&self, id: DocumentId) -> bool {
        self.corrected.contains(&id)
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
        let now = library.state(id).corrections;
        let version = library.version()?;
        if let Some(document) = self.at_hand(id, &now, version) {
            return Ok(Some(document));
        }
        let Some(original) = library.get(id)? else {
            return Ok(None);
        };
        Ok(Some(self.make(original, now, version)))
    }

    /// The document with these corrections, where it is at hand and nobody has imported anything since.
    fn at_hand(
        &mut self,
        id: DocumentId,
        now: &Corrections,
        version: i64,
    ) -> Option<Arc<Document>> {
        let at = self.made.iter().position(|k| k.document.id == id)?;
        let kept = self.made.remove(at)?;
        if kept.version != version || kept.corrections != *now {
            return None;
        }
        let document = Arc::clone(&kept.document);
        self.made.push_back(kept);
        Some(document)
    }

    /// The document with its corrections.
    fn make(
        &mut self,
        original: Arc<Document>,
        corrections: Corrections,
        version: i64,
    ) -> Arc<Document> {
        self.made.retain(|k| k.document.id != original.id);
        if corrections.is_empty() {
            return original;
        }
        let document = Arc::new(correct(&original, &corrections, &self.models));
        if self.made.len() == MOST {
            self.made.pop_front();
        }
        self.made.push_back(Kept {
            document: Arc::clone(&document),
            corrections,
            version,
        });
        document
    }

    /// Sets more things, one after the other. The document as it is then, and whether the last of them
    /// changed anything.
    ///
    /// # Errors
    /// When the library cannot give it, or cannot keep what is set: nothing is set then. One that is not there
    /// is none.
    pub fn set(
        &mut self,
        library: &mut Library,
        id: DocumentId,
        corrections: &[Correction],
    ) -> Result<Option<Made>, store::Error> {
        let Some(original) = library.get(id)? else {
            return Ok(None);
        };
        let mut now = library.state(id).corrections;
        let mut steps = vec![now.clone()];
        let mut changed = false;
        for correction in corrections {
            let after = corrected(&original, &now, *correction, &self.models);
            changed = after.is_some();
            now = after.unwrap_or(now);
            steps.push(now.clone());
        }
        let document = self.put(library, original, &steps[0], now)?;
        Ok(Some(Made {
            document,
            changed,
            steps,
        }))
    }

    /// Sets everything anew: what undoes corrections, or does them again.
    ///
    /// # Errors
    /// As [`ByHand::set`].
    pub fn restore(
        &mut self,
        library: &mut Library,
        id: DocumentId,
        corrections: Corrections,
    ) -> Result<Option<Made>, store::Error> {
        let Some(original) = library.get(id)? else {
            return Ok(None);
        };
        let now = library.state(id).corrections;
        let changed = now != corrections;
        let steps = vec![now, corrections.clone()];
        let document = self.put(library, original, &steps[0], corrections)?;
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
        before: &Corrections,
        now: Corrections,
    ) -> Result<Arc<Document>, store::Error> {
        let id = original.id;
        let version = library.version()?;
        if now != *before {
            library.change(id, |state| State {
                corrections: now.clone(),
                ..state
            })?;
            self.corrected.insert(id);
        } else if let Some(document) = self.at_hand(id, &now, version) {
            return Ok(document);
        }
        Ok(self.make(original, now, version))
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
        assert!(by_hand.made.is_empty(), "undoing is dropping");
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

    #[test]
    fn only_some_documents_made_anew_are_at_hand() {
        let mut library = Library::default();
        let ids: Vec<DocumentId> = (0..MOST + 3)
            .map(|n| {
                library.add(super::super::worker::tests::long(
                    &format!("River {n} floods"),
                    300,
                ))
            })
            .collect();
        let mut by_hand = ByHand::default();
        for id in &ids {
            let set = by_hand.set(&mut library, *id, &[Correction::NoComments]);
            assert!(set.unwrap().unwrap().changed);
        }
        let first = by_hand.get(&library, ids[0]).unwrap().unwrap();
        assert!(first.thread.is_empty(), "it is made once more");
        assert_eq!(by_hand.made.len(), MOST);
        assert!(ids.iter().all(|id| by_hand.has(*id)));
        // A row that is asked for is not one that was corrected.
        let other = ByHand::default();
        assert!(!other.has(ids[0]));
        let made: Vec<DocumentId> = by_hand.made.iter().map(|k| k.document.id).collect();
        assert_eq!(made[MOST - 1], ids[0]);
        assert!(!made.contains(&ids[3]) && made.contains(&ids[4]));
    }
}
