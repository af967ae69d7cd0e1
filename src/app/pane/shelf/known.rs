//! What the shelf knows of what the reader did with documents.
//!
//! The library tells of each row that is brought. What was done since the library was asked is newer than its
//! answer, and stays.

use std::collections::{HashMap, HashSet};

use crate::model::{DocumentId, Marks};

/// The marks that are known.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    /// Of documents whose rows are here, or that were learnt of otherwise.
    marks: HashMap<DocumentId, Marks>,
    /// Documents that were learnt of otherwise: they are open, or related to one.
    learnt: HashSet<DocumentId>,
    /// Documents that were marked since the library was last asked.
    touched: HashSet<DocumentId>,
}

impl Known {
    pub(super) fn marks(&self, id: DocumentId) -> Option<&Marks> {
        self.marks.get(&id)
    }

    /// The library is asked: it knows by then of everything but what goes on in the open document.
    pub(super) fn ask(&mut self, open: Option<DocumentId>) {
        self.touched.retain(|id| Some(*id) == open);
    }

    /// Takes what the library tells of a row.
    pub(super) fn bring(&mut self, id: DocumentId, marks: &Marks) {
        if !self.touched.contains(&id) || !self.marks.contains_key(&id) {
            self.marks.insert(id, marks.clone());
        }
    }

    /// Takes what is known of a document that may have no row here.
    pub(super) fn learn(&mut self, id: DocumentId, marks: Marks) {
        self.learnt.insert(id);
        if !self.touched.contains(&id) || !self.marks.contains_key(&id) {
            self.marks.insert(id, marks);
        }
    }

    /// Changes the marks on a document. Whether it was read before and is now; nothing of one that is not known:
    /// its row will tell.
    pub(super) fn mark(
        &mut self,
        id: DocumentId,
        change: impl FnOnce(&mut Marks),
    ) -> Option<(bool, bool)> {
        let marks = self.marks.get_mut(&id)?;
        let before = marks.read;
        change(marks);
        self.touched.insert(id);
        Some((before, marks.read))
    }

    /// Forgets the documents that are not in use; `here` are those whose rows are.
    pub(super) fn keep(&mut self, here: &HashSet<DocumentId>) {
        let (learnt, touched) = (&self.learnt, &self.touched);
        self.marks
            .retain(|id, _| here.contains(id) || learnt.contains(id) || touched.contains(id));
    }
}
