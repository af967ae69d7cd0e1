//! Saving what can be read of a library that was damaged.
//!
//! 1. The file and its log are copied; only the copy is read. Where its first page is lost, it gets that of
//!    a new library, whose tables begin on the same pages ([`head`]).
//! 2. Every table is walked row by row, over pages that cannot be read ([`walk()`]).
//! 3. What was read goes into a new library (what follows from the words, as relations do, is made anew
//!    there), which takes the file's place when it is whole. The damaged file stays beside it.
//!
//! At any moment in between either the damaged file or the new one is there.

mod head;
mod walk;

use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, Row, TransactionBehavior};

use super::codec::decode;
use super::listing::id;
use super::{Error, Library, Mode, Prepared, related, state};
use crate::model::{BlockKey, CommentId, DocumentId, SavedPlace, State};
use crate::text::{Clean, clean, clean_line};
use head::{Old, readable};
use walk::walk;

/// What came of a damaged library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Salvaged {
    /// Where the damaged file is now.
    pub kept_as: PathBuf,
    /// How many documents were saved.
    pub n_documents: usize,
    /// The titles of those that are known to be lost.
    pub lost: Vec<Clean>,
    /// Whether every row could be read: nothing else is lost then.
    pub whole: bool,
}

/// Documents of one batch.
const BATCH: usize = 200;

/// Saves what can be read of the library at `path`, and opens what is then there. `date` goes into the
/// name under which the damaged file is kept: `library.db.damaged-2026-11-24`. Nothing is done to a
/// library that can be opened.
///
/// # Errors
/// See [`Error`]; the damaged file is untouched then.
pub fn salvage(path: &Path, date: &str) -> Result<(Library, Option<Salvaged>), Error> {
    match Library::open(path, Mode::Write) {
        // Another program may have been here.
        Ok(library) if library.is_sound() => return Ok((library, None)),
        Ok(_) => {}
        Err(e) if e.is_damage() => {}
        Err(e) => return Err(e),
    }
    let copy_error = |at: &Path| {
        let path = at.to_path_buf();
        move |source| Error::Copy { path, source }
    };
    let (copy, new) = (beside(path, ".salvage-old"), beside(path, ".salvage-new"));
    let clear = || [&copy, &new].into_iter().for_each(|f| remove(f));
    clear();
    fs::copy(path, &copy).map_err(copy_error(&copy))?;
    // A log that is not there, or that cannot be copied, has nothing to tell.
    let _nothing = fs::copy(beside(path, "-wal"), beside(&copy, "-wal"));
    let mut saved = {
        // It is closed before its first page is read: what was written stands in the file then.
        drop(Library::open(&new, Mode::Write)?);
        let old = readable(&copy, &new)?;
        fill(&mut Library::open(&new, Mode::Write)?, &old)?
    };
    let kept = free_name(path, date);
    let swap = || -> io::Result<()> {
        File::open(&new)?.sync_all()?;
        // The log belongs to the damaged file, and must not be taken for one of the new.
        rename_if_there(&beside(path, "-wal"), &beside(&kept, "-wal"))?;
        rename_if_there(&beside(path, "-shm"), &beside(&kept, "-shm"))?;
        if fs::hard_link(path, &kept).is_err() {
            fs::rename(path, &kept)?;
        }
        fs::rename(&new, path)?;
        let folder = path.parent().filter(|f| !f.as_os_str().is_empty());
        File::open(folder.unwrap_or_else(|| Path::new(".")))?.sync_all()
    };
    swap().map_err(copy_error(&kept))?;
    clear();
    saved.kept_as = kept;
    Ok((Library::open(path, Mode::Write)?, Some(saved)))
}

impl Library {
    /// Whether no page is damaged. Slow for a large library.
    fn is_sound(&self) -> bool {
        let check = self
            .conn
            .query_row("PRAGMA quick_check(1)", [], |r| r.get::<_, String>(0));
        check.is_ok_and(|line| line == "ok")
    }
}

/// The file whose name is that of `path` with an ending.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Removes a file with what the database program puts beside it.
fn remove(file: &Path) {
    for ending in ["", "-wal", "-shm", "-journal"] {
        let _not_there = fs::remove_file(beside(file, ending));
    }
}

fn rename_if_there(from: &Path, to: &Path) -> io::Result<()> {
    match fs::rename(from, to) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

fn free_name(path: &Path, date: &str) -> PathBuf {
    let first = beside(path, &format!(".damaged-{date}"));
    let more = (2..).map(|n| beside(path, &format!(".damaged-{date}-{n}")));
    let mut names = std::iter::once(first).chain(more);
    names
        .find(|n| !n.exists())
        .unwrap_or_else(|| path.to_path_buf())
}

/// Copies every row that can be read.
fn fill(new: &mut Library, file: &Old) -> Result<Salvaged, Error> {
    let old = &file.conn;
    let mut whole = file.is_sure;
    let mut rows: BTreeMap<i64, (DocumentId, Clean, Clean)> = BTreeMap::new();
    whole &= walk(old, "document", "n, id, title, path", |r| {
        let line = |at: usize| Ok::<_, rusqlite::Error>(clean_line(r.get_ref(at)?.as_str()?));
        rows.insert(r.get(0)?, (id(r, 1)?, line(2)?, line(3)?));
        Ok(())
    });
    let mut batch: Vec<Prepared> = Vec::new();
    let mut failed = None;
    let mut n_documents = 0;
    let mut keep = |batch: &mut Vec<Prepared>, least: usize| -> Result<(), Error> {
        if batch.len() >= least && !batch.is_empty() {
            n_documents += batch.len();
            new.put(batch)?;
            batch.clear();
        }
        Ok(())
    };
    // A library of its own makes documents ready while the new one keeps them.
    let maker = Library::in_memory()?;
    whole &= walk(old, "body", "n, shape, words", |r| {
        let n: i64 = r.get(0)?;
        let about = rows.get(&n);
        let path = about.map_or_else(Clean::default, |a| a.2.clone());
        let Some(mut document) = decode(r.get_ref(1)?.as_blob()?, r.get_ref(2)?.as_blob()?, path)
        else {
            return Err(rusqlite::Error::InvalidQuery);
        };
        if let Some((id, ..)) = about {
            document.id = *id;
        }
        rows.remove(&n);
        if failed.is_none() {
            let made = maker.prepare(&document).map(|p| batch.push(p));
            failed = made.and_then(|()| keep(&mut batch, BATCH)).err();
        }
        Ok(())
    });
    if failed.is_none() {
        failed = keep(&mut batch, 0).err();
    }
    if let Some(e) = failed {
        return Err(e);
    }
    let mut states = HashMap::new();
    whole &= read_states(old, &mut states);
    if file.has_links() {
        whole &= read_links(old, &mut states);
    }
    let mut facts = Vec::new();
    whole &= walk(old, "fact", "n, name, value", |r| {
        facts.push((r.get::<_, String>(1)?, r.get::<_, String>(2)?));
        Ok(())
    });
    for (name, value) in facts {
        new.set_fact(&name, &value)?;
    }
    let mut saved = Vec::new();
    if file.has_saved() {
        whole &= walk(old, "saved", "n, name, query", |r| {
            saved.push((r.get::<_, String>(1)?, r.get::<_, String>(2)?));
            Ok(())
        });
    }
    for (name, query) in saved {
        new.save(&clean_line(&name), &clean_line(&query))?;
    }
    complete(&mut states);
    let tx = new
        .conn
        .transaction_with_behavior(TransactionBehavior::Immediate)?;
    for (id, state) in &states {
        state::replace(&tx, *id, state)?;
    }
    tx.commit()?;
    Ok(Salvaged {
        kept_as: PathBuf::new(),
        n_documents,
        lost: rows.into_values().map(|(_, title, _)| title).collect(),
        whole,
    })
}

fn comment(r: &Row<'_>, at: usize) -> rusqlite::Result<Option<CommentId>> {
    let number: Option<i64> = r.get(at)?;
    Ok(number.map(|n| CommentId::from_number(n.cast_unsigned())))
}

fn read_states(old: &Connection, states: &mut HashMap<DocumentId, State>) -> bool {
    let key = |r: &Row<'_>, at: usize| -> rusqlite::Result<Option<BlockKey>> {
        let hash: Option<i64> = r.get(at)?;
        let ordinal: Option<u32> = r.get(at + 1)?;
        let parts = hash.zip(ordinal);
        Ok(parts.map(|(hash, ordinal)| BlockKey::from_numbers(hash.cast_unsigned(), ordinal)))
    };
    let columns =
        "n, id, read, starred, note, place_block, place_ordinal, place_byte, chosen, cut_block,
        cut_ordinal, no_comments";
    let mut whole = walk(old, "done", columns, |r| {
        let s = states.entry(id(r, 1)?).or_default();
        s.read = r.get(2)?;
        s.starred = r.get(3)?;
        s.note = r.get::<_, Option<String>>(4)?.map(|n| clean(&n));
        let byte: Option<u32> = r.get(7)?;
        let place = key(r, 5)?.zip(byte);
        s.place = place.map(|(block, byte)| SavedPlace { block, byte });
        s.chosen = comment(r, 8)?;
        s.corrections.cut = key(r, 9)?;
        s.corrections.no_comments = r.get(11)?;
        Ok(())
    });
    whole &= walk(old, "tag", "n, id, tag", |r| {
        let tag = clean_line(r.get_ref(2)?.as_str()?);
        states.entry(id(r, 1)?).or_default().tags.insert(tag);
        Ok(())
    });
    let columns = "n, id, comment, read, fresh, starred, folded, note";
    whole &= walk(old, "done_comment", columns, |r| {
        if let Some(comment) = comment(r, 2)? {
            let comments = &mut states.entry(id(r, 1)?).or_default().comments;
            let c = comments.entry(comment).or_default();
            c.read = r.get(3)?;
            c.fresh = r.get(4)?;
            c.starred = r.get(5)?;
            c.folded = r.get(6)?;
            c.note = r.get::<_, Option<String>>(7)?.map(|n| clean(&n));
        }
        Ok(())
    });
    whole &= walk(old, "parent", "n, id, comment, parent", |r| {
        if let Some(child) = comment(r, 2)? {
            let parents = &mut states.entry(id(r, 1)?).or_default().corrections.parents;
            parents.insert(child, comment(r, 3)?);
        }
        Ok(())
    });
    whole
}

fn read_links(old: &Connection, states: &mut HashMap<DocumentId, State>) -> bool {
    let mut whole = walk(old, "untied", "n, id, comment", |r| {
        if let Some(comment) = comment(r, 2)? {
            let comments = &mut states.entry(id(r, 1)?).or_default().comments;
            comments.entry(comment).or_default().untied = true;
        }
        Ok(())
    });
    whole &= walk(old, "veto", "n, id, other, kind", |r| {
        let vetoes = &mut states.entry(id(r, 1)?).or_default().vetoes;
        vetoes.insert((id(r, 2)?, related::kind(r.get(3)?)));
        Ok(())
    });
    whole
}

/// A veto stands with both documents: where one of its rows is lost, the other tells. Else keeping the state of the
/// one that lost it would take it away from both.
fn complete(states: &mut HashMap<DocumentId, State>) {
    let mut all = Vec::new();
    for (id, state) in &*states {
        all.extend(
            state
                .vetoes
                .iter()
                .map(|(other, kind)| (*other, *id, *kind)),
        );
    }
    for (one, other, kind) in all {
        let vetoes = &mut states.entry(one).or_default().vetoes;
        vetoes.insert((other, kind));
    }
}
