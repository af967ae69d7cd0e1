//! The documents of this session and what relates them, in memory.

use std::sync::Arc;

use crate::load::{Input, load};
use crate::model::{Document, DocumentId, Listing, Relation};
use crate::relate::Index;

/// The documents that the program ships: the library of a first start.
const SEEDS: [(&str, &[u8]); 5] = [
    (
        "seeds/000_bbc3914edb908b34.txt",
        include_bytes!("../../seeds/000_bbc3914edb908b34.txt"),
    ),
    (
        "seeds/001_7d25829b31134106.txt",
        include_bytes!("../../seeds/001_7d25829b31134106.txt"),
    ),
    (
        "seeds/002_56928cb2fbc04c61.txt",
        include_bytes!("../../seeds/002_56928cb2fbc04c61.txt"),
    ),
    (
        "seeds/003_da2e903e2efe6936.txt",
        include_bytes!("../../seeds/003_da2e903e2efe6936.txt"),
    ),
    (
        "seeds/004_00f5829d2ce54f28.txt",
        include_bytes!("../../seeds/004_00f5829d2ce54f28.txt"),
    ),
];

/// Documents in the order in which they came.
#[derive(Debug, Default)]
pub struct Library {
    documents: Vec<Arc<Document>>,
}

impl Library {
    /// The documents that ship.
    pub fn seeds() -> Self {
        let mut library = Self::default();
        for (name, bytes) in SEEDS {
            let input = Input {
                bytes: bytes.to_vec(),
                name: name.to_owned(),
                ..Input::default()
            };
            // The files are compiled in, and a test loads each of them.
            if let Ok(loaded) = load(&input) {
                loaded.documents.into_iter().for_each(|d| {
                    library.add(d);
                });
            }
        }
        library
    }

    /// Adds a document; one with its identity gives way to it.
    pub fn add(&mut self, document: Document) -> DocumentId {
        let id = document.id;
        let document = Arc::new(document);
        match self.documents.iter_mut().find(|d| d.id == id) {
            Some(slot) => *slot = document,
            None => self.documents.push(document),
        }
        id
    }

    /// A document.
    pub fn get(&self, id: DocumentId) -> Option<Arc<Document>> {
        self.documents.iter().find(|d| d.id == id).cloned()
    }

    /// All documents, in the order in which they came.
    pub fn documents(&self) -> impl Iterator<Item = &Document> {
        self.documents.iter().map(|d| &**d)
    }

    /// A row for each document.
    pub fn listings(&self) -> Vec<Listing> {
        self.documents.iter().map(|d| Listing::of(d)).collect()
    }

    /// What is related to what.
    pub fn relations(&self) -> Vec<(DocumentId, Vec<Relation>)> {
        let mut index = Index::new();
        index.set_today(Some(jiff::Zoned::now().date()));
        for d in &self.documents {
            index.add(d);
        }
        self.documents
            .iter()
            .map(|d| (d.id, index.relations(d.id)))
            .collect()
    }
}
