//! The documents of this session and what relates them, in memory.
//!
//! Reading documents and telling what they speak of is done on two threads, since the reader waits
//! for both at the start. The order of the documents, and so every answer, is that of one thread.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::civil::Date;
use jiff::{Timestamp, Zoned, tz::TimeZone};

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
        let loaded = by_two(&SEEDS, |(name, bytes)| {
            load(&Input {
                bytes: bytes.to_vec(),
                name: (*name).to_owned(),
                ..Input::default()
            })
        });
        // The files are compiled in, and a test loads each of them.
        for document in loaded.into_iter().flatten().flat_map(|l| l.documents) {
            library.add(document);
        }
        library
    }

    /// Adds all documents of `others` that are not here yet, behind those that are.
    pub fn extend(&mut self, others: Self) {
        for document in others.documents {
            if self.documents.iter().all(|d| d.id != document.id) {
                self.documents.push(document);
            }
        }
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
        let segmenter = Segmenter::new();
        let mut index = Index::new();
        index.set_today(Some(today()));
        // Some at a time: a profile takes more memory than what the index keeps of it.
        for some in self.documents.chunks(PROFILES) {
            let profiles = by_two(some, |d| Profile::of(d, &segmenter));
            for (d, profile) in some.iter().zip(profiles) {
                index.add_profile(d.id, profile);
            }
        }
        by_two(&self.documents, |d| (d.id, index.relations(d.id)))
    }
}

/// How many profiles are made before the index takes them.
const PROFILES: usize = 64;

/// The day, where the reader is.
///
/// The system's own time zone is read by itself where that is all it takes: asked by its name, it
/// comes out of a database whose folders are all walked first.
pub fn today() -> Date {
    let own = match std::env::var_os("TZ") {
        Some(_) => None,
        None => std::fs::read("/etc/localtime").ok(),
    };
    match own.and_then(|bytes| TimeZone::tzif("local", &bytes).ok()) {
        Some(zone) => Timestamp::now().to_zoned(zone).date(),
        None => Zoned::now().date(),
    }
}

/// What `work` makes of each item, in their order: by this thread and a second one, each of which
/// takes the next item as it is done with the last.
fn by_two<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let share = || {
        let mut done = Vec::new();
        while let at = next.fetch_add(1, Ordering::Relaxed)
            && let Some(item) = items.get(at)
        {
            done.push((at, work(item)));
        }
        done
    };
    let mut done = std::thread::scope(|scope| {
        // Without a second thread, or with nothing for it to do, all is this one's.
        let second = (items.len() > 1)
            .then(|| std::thread::Builder::new().spawn_scoped(scope, share).ok())
            .flatten();
        let mut done = share();
        if let Some(second) = second {
            match second.join() {
                Ok(theirs) => done.extend(theirs),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, made)| made).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_threads_keep_the_order() {
        for n in [0, 1, 2, 3, 500] {
            let items: Vec<usize> = (0..n).collect();
            let doubled: Vec<usize> = items.iter().map(|i| i * 2).collect();
            assert_eq!(by_two(&items, |i| i * 2), doubled);
        }
    }

    #[test]
    fn two_threads_relate_as_one_does() {
        let library = Library::seeds();
        let mut index = Index::new();
        index.set_today(Some(today()));
        library.documents().for_each(|d| index.add(d));
        let one: Vec<_> = library
            .documents()
            .map(|d| (d.id, index.relations(d.id)))
            .collect();
        assert_eq!(library.relations(), one);
        assert!(one.iter().any(|(_, relations)| !relations.is_empty()));
    }

    #[test]
    fn today_is_the_day_of_the_clock() {
        // Both sides of midnight, should the test run at it.
        let before = Zoned::now().date();
        let day = today();
        assert!((before..=Zoned::now().date()).contains(&day));
    }

    #[test]
    fn what_is_there_goes_before_what_comes() {
        let mut seeds = Library::seeds();
        let ids = seeds.listings().iter().map(|l| l.id).collect::<Vec<_>>();
        let mut library = Library::default();
        library.documents.push(seeds.documents.remove(3));
        library.extend(Library::seeds());
        let got: Vec<_> = library.listings().iter().map(|l| l.id).collect();
        assert_eq!(got, [ids[3], ids[0], ids[1], ids[2], ids[4]]);
    }
}
