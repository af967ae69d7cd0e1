//! The documents of this session and what relates them, in memory.

use std::num::NonZero;
use std::sync::Arc;

use crate::load::{Input, load};
use crate::model::{Document, DocumentId, Listing, Relation};
use crate::relate::{Index, Profile};
use crate::text::Segmenter;

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

    /// The features of every document, in order. Reading them takes most of the time, and every
    /// document is read by itself: so it is shared among the processors.
    fn profiles(&self) -> Vec<(DocumentId, Profile)> {
        let segmenter = Segmenter::new();
        let n_threads = std::thread::available_parallelism()
            .map_or(1, NonZero::get)
            .min(4);
        let share = self.documents.len().div_ceil(n_threads).max(1);
        let read = |part: &[Arc<Document>]| -> Vec<(DocumentId, Profile)> {
            part.iter()
                .map(|d| (d.id, Profile::of(d, &segmenter)))
                .collect()
        };
        std::thread::scope(|scope| {
            let mut parts = self.documents.chunks(share);
            let own = parts.next().unwrap_or_default();
            let others: Vec<_> = parts.map(|p| scope.spawn(|| read(p))).collect();
            let mut all = read(own);
            for (other, part) in others.into_iter().zip(self.documents.chunks(share).skip(1)) {
                // A thread that panicked ended the program; where it did not, its part is read here.
                all.extend(other.join().unwrap_or_else(|_| read(part)));
            }
            all
        })
    }

    /// What is related to what.
    pub fn relations(&self) -> Vec<(DocumentId, Vec<Relation>)> {
        let mut index = Index::new();
        index.set_today(Some(jiff::Zoned::now().date()));
        for (id, profile) in self.profiles() {
            index.add_profile(id, profile);
        }
        self.documents
            .iter()
            .map(|d| (d.id, index.relations(d.id)))
            .collect()
    }
}
