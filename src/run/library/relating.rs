//! Relating the documents of a session, on two threads: the reader waits for it at the start.
//!
//! The order of the documents, and so every answer, is that of one thread.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};

use crate::app::Msg;
use crate::model::{Document, DocumentId, Listing, Marks, Relation, State};
use crate::relate::{Index, Profile};
use crate::store::{self, Mode};
use crate::text::{Clean, Segmenter};

/// Of more documents than this only those that came last are related.
const MOST_RELATED: usize = 1_000;

/// Documents to be related: those in memory, and those of a file, which gets a connection of its own.
#[derive(Debug)]
pub struct Relating {
    pub(super) documents: Vec<Arc<Document>>,
    /// What the reader did, where it is not in that file.
    pub(super) unkept: HashMap<DocumentId, State>,
    pub(super) kept: Option<PathBuf>,
}

/// The relations of each document.
type Related = Vec<(DocumentId, Vec<Relation>)>;

impl Relating {
    /// What is related to what, among the documents in memory and the [`MOST_RELATED`] that came last.
    pub fn relations(mut self) -> Related {
        self.relate().0
    }

    /// What the library knows of the reader's doings with a document.
    fn marks(&self, kept: Option<&store::Library>, id: DocumentId) -> Marks {
        match (self.unkept.get(&id), kept) {
            (Some(state), _) => Marks::of(state),
            (None, Some(kept)) => Marks::of(&kept.state(id).unwrap_or_default()),
            (None, None) => Marks::default(),
        }
    }

    /// The same, with the documents that are related to any.
    pub fn msg(mut self) -> Msg {
        let (relations, kept) = self.relate();
        let related: HashSet<DocumentId> = relations
            .iter()
            .flat_map(|(_, all)| all.iter().map(|r| r.other))
            .collect();
        let documents = self.documents.iter().filter(|d| related.contains(&d.id));
        let listings = documents.map(|d| {
            let listing = Listing {
                // Only the shelf shows it.
                preview: Clean::default(),
                ..Listing::of(d)
            };
            (listing, self.marks(kept.as_ref(), d.id))
        });
        Msg::Related {
            listings: listings.collect(),
            relations,
        }
    }

    /// The relations, and the file as it was opened for them.
    fn relate(&mut self) -> (Related, Option<store::Library>) {
        let kept = self.kept.take();
        let kept = kept.and_then(|path| store::Library::open(&path, Mode::Read).ok());
        if let Some(kept) = &kept {
            self.bring(kept);
        }
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
        let relations = by_two(&self.documents, |d| (d.id, index.relations(d.id)));
        (relations, kept)
    }

    /// Brings what came last. A document that cannot be read is told of when it is opened.
    fn bring(&mut self, kept: &store::Library) {
        let here: HashSet<DocumentId> = self.documents.iter().map(|d| d.id).collect();
        for id in kept.newest(MOST_RELATED).unwrap_or_default() {
            if !here.contains(&id)
                && let Ok(Some(document)) = kept.get(id)
            {
                self.documents.push(Arc::new(document));
            }
        }
    }
}

/// How many profiles are made before the index takes them.
const PROFILES: usize = 64;

/// The day, where the reader is.
///
/// The system's own time zone is read by itself where that is all it takes: asked by its name, it
/// comes out of a database whose folders are all walked first.
pub fn today() -> Date {
    Timestamp::now().to_zoned(zone()).date()
}

/// The time zone where the reader is.
pub fn zone() -> TimeZone {
    let own = match std::env::var_os("TZ") {
        Some(_) => None,
        None => std::fs::read("/etc/localtime").ok(),
    };
    let own = own.and_then(|bytes| TimeZone::tzif("local", &bytes).ok());
    own.unwrap_or_else(TimeZone::system)
}

/// What `work` makes of each item, in their order: by this thread and a second one, each of which
/// takes the next item as it is done with the last.
pub(super) fn by_two<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
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
    use super::super::Library;
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
        assert_eq!(library.relating().relations(), one);
        assert!(one.iter().any(|(_, relations)| !relations.is_empty()));
    }

    #[test]
    fn today_is_the_day_of_the_clock() {
        // Both sides of midnight, should the test run at it.
        let before = jiff::Zoned::now().date();
        let day = today();
        assert!((before..=jiff::Zoned::now().date()).contains(&day));
    }
}
