//! The documents of this session and what relates them: those that were given, in memory, and those that
//! the library keeps, brought when they are asked for.
//!
//! Where the library cannot be used, the documents that ship stand in for it, and a note says why:
//! reading is never refused.

mod brake;
mod done;
mod relating;
mod shelf;
mod sitting;

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use crate::load::{Input, load};
use crate::model::{Document, DocumentId, Listing, State};
use crate::store::{self, Mode};
use crate::text::{Clean, clean_line};
pub use brake::Brake;
use relating::by_two;
pub use relating::{Related, Relater, today, zone};

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

/// Documents in the order in which they came: those in memory, then those that are kept.
#[derive(Debug, Default)]
pub struct Library {
    documents: Vec<Arc<Document>>,
    kept: Option<store::Library>,
    /// The documents that ship, in memory and still to be kept, at a first start.
    to_keep: Vec<Arc<Document>>,
    notes: Vec<Clean>,
    /// Why the last change was not kept.
    failed: Option<String>,
    /// What the reader did in this session, where it is not kept.
    unkept: HashMap<DocumentId, State>,
    /// What the shelf asked for last.
    shelf: shelf::OnShelf,
    /// What gives up reading.
    brake: Arc<Brake>,
    /// Under which name the session is remembered that was cut and that this one goes on with.
    cut: Option<&'static str>,
    /// When it was opened, in milliseconds since 1970: this session began then.
    began: i64,
}

/// The name under which the library remembers that it was given the documents that ship.
const GIVEN_SEEDS: &str = "seeds";

impl Library {
    /// The documents that ship.
    pub fn seeds() -> Self {
        let mut library = Self::default();
        library.documents.extend(seeds().into_iter().map(Arc::new));
        library
    }

    /// The library of a file. The first time it is given the documents that ship; one that is damaged is
    /// saved as far as it can be; where it cannot be used they stand in for it. [`notes`](Self::notes) tells.
    pub fn open(path: Option<&Path>) -> Self {
        let Some(path) = path else {
            let why = "nothing is kept: there is no folder for the library (HOME is not set)";
            return Self {
                notes: vec![clean_line(why)],
                ..Self::seeds()
            };
        };
        match open(path, Mode::Write) {
            Ok((kept, notes)) if is_first_start(&kept) => {
                let seeds = Self::seeds();
                Self {
                    began: sitting::clock(),
                    kept: Some(kept),
                    to_keep: seeds.documents.clone(),
                    notes,
                    ..seeds
                }
            }
            Ok((kept, notes)) => Self {
                began: sitting::clock(),
                kept: Some(kept),
                notes,
                ..Self::default()
            },
            Err(e) => Self {
                notes: vec![clean_line(&format!("{e}; nothing is kept"))],
                ..Self::seeds()
            },
        }
    }

    /// Notes something that is to be told.
    pub fn note(&mut self, note: Clean) {
        self.notes.push(note);
    }

    /// What is to be told of the library, once.
    pub fn notes(&mut self) -> Vec<Clean> {
        std::mem::take(&mut self.notes)
    }

    /// Keeps what a first start has to keep. This is apart from [`open`](Self::open) because nobody needs to
    /// wait for it.
    ///
    /// # Errors
    /// When it could not be kept; the documents stay in memory.
    pub fn settle(&mut self) -> Result<(), store::Error> {
        let seeds = std::mem::take(&mut self.to_keep);
        match &mut self.kept {
            Some(kept) if !seeds.is_empty() => keep_seeds(kept, seeds.iter().map(|d| &**d))?,
            _ => return Ok(()),
        }
        // They are documents of the library like others from here on.
        self.documents
            .retain(|d| seeds.iter().all(|s| !Arc::ptr_eq(d, s)));
        self.shelf.forget_order();
        Ok(())
    }

    /// Puts all documents of `others` behind those that are here, but for those that are here already.
    pub fn extend(&mut self, others: Self) {
        for document in others.documents {
            if self.documents.iter().all(|d| d.id != document.id) {
                self.documents.push(document);
            }
        }
        self.began = self.began.max(others.began);
        self.kept = others.kept.or_else(|| self.kept.take());
        self.to_keep.extend(others.to_keep);
        self.notes.extend(others.notes);
    }

    /// Adds a document for this session; one with its identity gives way to it.
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
    ///
    /// # Errors
    /// When the library cannot give it; one that is not there is none.
    pub fn get(&self, id: DocumentId) -> Result<Option<Arc<Document>>, store::Error> {
        if let Some(document) = self.documents.iter().find(|d| d.id == id) {
            return Ok(Some(Arc::clone(document)));
        }
        match &self.kept {
            Some(kept) => Ok(kept.get(id)?.map(Arc::new)),
            None => Ok(None),
        }
    }

    /// A number that is another one as soon as another program has written to the library.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn version(&self) -> Result<i64, store::Error> {
        self.kept.as_ref().map_or(Ok(0), store::Library::version)
    }

    /// The documents in memory, in the order in which they came.
    pub fn documents(&self) -> impl Iterator<Item = &Document> {
        self.documents.iter().map(|d| &**d)
    }

    /// The library behind this session, where there is one.
    pub fn kept(&mut self) -> Option<&mut store::Library> {
        self.kept.as_mut()
    }

    /// Puts the file away: nothing more is kept.
    pub fn close(&mut self) {
        self.kept = None;
    }

    /// A row for each document, all at once. What the library cannot tell is noted.
    pub fn listings(&mut self) -> Vec<Listing> {
        let mut rows: Vec<Listing> = self.documents.iter().map(|d| Listing::of(d)).collect();
        let here: HashSet<DocumentId> = rows.iter().map(|l| l.id).collect();
        match self.kept.as_ref().map(store::Library::listings) {
            Some(Ok(kept)) => rows.extend(kept.into_iter().filter(|l| !here.contains(&l.id))),
            Some(Err(e)) => self.notes.push(clean_line(&e.to_string())),
            None => {}
        }
        rows
    }
}

/// The documents that ship.
fn seeds() -> Vec<Document> {
    let loaded = by_two(&SEEDS, |(name, bytes)| {
        load(&Input {
            bytes: bytes.to_vec(),
            name: (*name).to_owned(),
            ..Input::default()
        })
    });
    // The files are compiled in, and a test loads each of them.
    loaded
        .into_iter()
        .flatten()
        .flat_map(|l| l.documents)
        .collect()
}

/// Opens the file of a library. One that is damaged is saved as far as it can be, and one that may only be
/// read is; what was done is told.
///
/// # Errors
/// See [`store::Error`].
pub fn open(path: &Path, mode: Mode) -> Result<(store::Library, Vec<Clean>), store::Error> {
    let mut notes = Vec::new();
    let library = match store::Library::open(path, mode) {
        Err(e) if e.is_damage() && mode == Mode::Write => {
            let (library, saved) = store::salvage(path, &today().to_string())?;
            if let Some(saved) = saved {
                notes.push(clean_line(&told(&saved)));
            }
            library
        }
        other => other?,
    };
    if mode == Mode::Write
        && let Some(why) = library.read_only()
    {
        let path = library.path().display();
        notes.push(clean_line(&format!("{path} is only read: {why}")));
    }
    if let Some(copy) = library.copy() {
        let copy = copy.display();
        let done = format!(
            "the library was brought to this version of khao; as it was it is kept as {copy}"
        );
        notes.push(clean_line(&done));
    }
    Ok((library, notes))
}

/// What was saved of a damaged library, in a sentence.
pub fn told(saved: &store::Salvaged) -> String {
    let kept = saved.kept_as.display();
    let n = match saved.n_documents {
        1 => "1 document was".to_owned(),
        n => format!("{n} documents were"),
    };
    let lost = match (&saved.lost[..], saved.whole) {
        ([], true) => "nothing is lost".to_owned(),
        ([], false) => "others, or marks on them, may be lost".to_owned(),
        (lost, _) => {
            let some: Vec<&str> = lost.iter().take(3).map(|t| &**t).collect();
            let more = if lost.len() > 3 { " and others" } else { "" };
            format!("{} are lost: {}{more}", lost.len(), some.join("; "))
        }
    };
    format!("the library was damaged: {n} saved, {lost}; the damaged file is kept as {kept}")
}

/// Whether a library has yet to be given the documents that ship.
fn is_first_start(library: &store::Library) -> bool {
    library.read_only().is_none() && matches!(library.fact(GIVEN_SEEDS), Ok(None))
}

/// Gives a library the documents that ship, the first time.
///
/// # Errors
/// When they cannot be kept.
pub fn give_seeds(library: &mut store::Library) -> Result<(), store::Error> {
    if is_first_start(library) {
        keep_seeds(library, &seeds())?;
    }
    Ok(())
}

fn keep_seeds<'a>(
    library: &mut store::Library,
    seeds: impl IntoIterator<Item = &'a Document>,
) -> Result<(), store::Error> {
    let seeds = seeds.into_iter().map(|d| library.prepare(d));
    let seeds = seeds.collect::<Result<Vec<_>, _>>()?;
    library.put(&seeds)?;
    library.set_fact(GIVEN_SEEDS, "given")
}

#[cfg(test)]
mod tests {
    use super::*;

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
