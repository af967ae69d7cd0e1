//! What relates the documents of the library to one another.
//!
//! 1. Documents without a signature get one ([`Library::unsigned`], [`Library::sign`]).
//! 2. How common things are is counted, where the last count no longer fits ([`count`]).
//! 3. What depends on that is filled in, and the documents are put under their features
//!    ([`Library::unrelated`], [`Library::post`], [`postings`]).
//! 4. Whoever scores asks for those that share some of them ([`Library::candidates`]), and has the ties
//!    kept ([`Library::tie`]). What is one event becomes a story ([`story`]).
//!
//! Each step is a short transaction of its own, and goes on where it ended, by whatever program. Nothing of
//! it is done when a document is put; when it is replaced or removed its rows go with it.
//!
//! What the reader vetoes is part of the [`State`](crate::model::State) of either document; ties stay as they are below it.

mod count;
mod led;
mod postings;
mod story;
mod told;

use rusqlite::{Connection, OptionalExtension as _, params};

pub use self::count::is_outgrown;
pub use self::story::{Stories, Story};
pub(super) use self::story::{kind, set_vetoes, vetoes};
use super::codec::{decode_signature, encode_signature};
use super::documents::key;
use super::listing::id;
use super::view::Number;
use super::{Error, Library, schema};
use crate::model::{DocumentId, Signature, StoryDate, Tie};

/// How far apart two stories of one event are at most, in days.
const NEAR: u16 = 14;

/// By how many features others are looked for.
const LOOK_FOR: usize = 32;

/// And at most until so many documents were met, some of them several times.
const MOST_MET: usize = 10_000;

/// How many documents are compared with one at most: those that share most.
const MOST_CANDIDATES: usize = 200;

/// The fact that tells by which method documents were related.
const METHOD: &str = "relating";

impl Library {
    /// What is written through this connection follows from what is kept: when the machine ends the last of it may
    /// be lost, though never half of it. So nobody waits for the disk. Where there is no log, as on a network, less
    /// than all would damage the file: nothing changes there.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn relax(&self) -> Result<(), Error> {
        let mode = self
            .conn
            .pragma_query_value(None, "journal_mode", |r| r.get::<_, String>(0));
        if mode.map_err(|e| self.error(e))? != "wal" {
            return Ok(());
        }
        let set = |name, value: i64| self.conn.pragma_update(None, name, value);
        // 1 is NORMAL: what others keep through theirs is on the disk all the same.
        set("synchronous", 1)
            .and_then(|()| set("wal_autocheckpoint", 8_000))
            .map_err(|e| self.error(e))
    }

    /// Forgets all relations where they were made by another method than this.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn relate_by(&mut self, method: u32) -> Result<(), Error> {
        let method = method.to_string();
        match self.fact(METHOD)? {
            Some(old) if old == method => return Ok(()),
            Some(_) => {
                self.may_write()?;
                self.related_change(|conn| {
                    for table in ["signature", "posting", "relation"] {
                        conn.execute(&format!("DELETE FROM {table}"), [])?;
                    }
                    Ok(())
                })?;
            }
            None => {}
        }
        self.set_fact(METHOD, &method)
    }

    /// The next documents without a signature, at most `most`.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn unsigned(&self, most: usize) -> Result<Vec<(Number, DocumentId)>, Error> {
        // Numbers rise, and documents are signed in their order.
        let sql = "SELECT n, id FROM document WHERE n > (SELECT coalesce(max(n), 0) FROM signature)
            ORDER BY n LIMIT ?1";
        let list = || -> rusqlite::Result<Vec<(Number, DocumentId)>> {
            let mut list = self.conn.prepare_cached(sql)?;
            list.query_map([most.cast_signed()], |r| Ok((r.get(0)?, id(r, 1)?)))?
                .collect()
        };
        list().map_err(|e| self.error(e))
    }

    /// How many documents are not related to the others yet.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn n_unrelated(&self) -> Result<usize, Error> {
        let sql = "SELECT (SELECT count(*) FROM document
                WHERE n > (SELECT coalesce(max(n), 0) FROM signature))
            + (SELECT count(*) FROM signature WHERE story IS NULL)";
        let n = self.conn.query_row(sql, [], |r| r.get::<_, isize>(0));
        n.map(isize::cast_unsigned).map_err(|e| self.error(e))
    }

    /// Keeps signatures, in the order of the numbers. A document that has one already keeps it.
    ///
    /// # Errors
    /// See [`Error`]. Nothing was kept then.
    pub fn sign(&mut self, all: &[(Number, DocumentId, Signature)]) -> Result<(), Error> {
        self.related_change(|conn| {
            let sql = "INSERT OR IGNORE INTO signature(n, story, traits)
                SELECT n, NULL, ?3 FROM document WHERE n = ?1 AND id = ?2";
            let mut put = conn.prepare_cached(sql)?;
            for (n, id, signature) in all {
                // Another program may have removed a document meanwhile, and given its number to the next one,
                // or signed it. What stands behind it comes again, so that none is left out.
                if put.execute(params![n, key(*id), encode_signature(signature)])? == 0 {
                    break;
                }
            }
            Ok(())
        })
    }

    /// The next documents that have a signature and are not related to the others yet, at most `most`.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn unrelated(&self, most: usize) -> Result<Vec<(Number, Signature)>, Error> {
        let sql = "SELECT n, traits FROM signature WHERE story IS NULL ORDER BY n LIMIT ?1";
        let list = || -> rusqlite::Result<Vec<(Number, Signature)>> {
            let mut list = self.conn.prepare_cached(sql)?;
            let list = list.query_map([most.cast_signed()], |r| {
                // One that cannot be read is like no other.
                let read = decode_signature(r.get_ref(1)?.as_blob()?);
                Ok((r.get(0)?, read.unwrap_or_else(Signature::nothing)))
            })?;
            list.collect()
        };
        list().map_err(|e| self.error(e))
    }

    /// Keeps signatures that are settled, and puts their documents under the features by which they are found.
    ///
    /// # Errors
    /// See [`Error`]. Nothing was kept then.
    pub fn post(&mut self, all: &[(Number, Signature)]) -> Result<(), Error> {
        self.related_change(|conn| {
            let sql = "UPDATE signature SET traits = ?2 WHERE n = ?1";
            let mut put = conn.prepare_cached(sql)?;
            let mut posted = Vec::new();
            for (n, signature) in all {
                // What was put under other features before: it was begun, and never ended.
                if let Some(old) = signature_of(conn, *n)? {
                    unpost(conn, *n, &old)?;
                }
                if put.execute(params![n, encode_signature(signature)])? > 0 {
                    let day = postings::short(signature.when.day());
                    let found = signature.traits.iter().filter(|t| t.found_by);
                    posted.extend(found.map(|t| (t.feature, *n, day)));
                }
            }
            postings::put(conn, posted)
        })
    }

    /// The documents that share at least two of these features with a document, those that share most first, and
    /// of these what few have.
    /// Features come rarest first; with [`LOOK_FOR`] that any other document has it is enough.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn candidates(
        &self,
        features: &[u32],
        when: StoryDate,
        itself: Option<Number>,
    ) -> Result<Vec<Number>, Error> {
        let day = postings::short(when.day());
        let mut met: Vec<(Number, u32)> = Vec::new();
        let mut n_looked = 0;
        for feature in features {
            let from = met.len();
            postings::each(&self.conn, *feature, day, NEAR, |n| met.push((n, 0)))
                .map_err(|e| self.error(e))?;
            // What few have counts more.
            let rarity = (met.len() - from).leading_zeros();
            met[from..].iter_mut().for_each(|m| m.1 = rarity);
            n_looked += usize::from(met[from..].iter().any(|m| Some(m.0) != itself));
            // The rarest come first: what is common to many documents finds few more.
            if n_looked == LOOK_FOR || met.len() > MOST_MET {
                break;
            }
        }
        met.sort_unstable();
        let mut all: Vec<(u32, Number)> = met
            .chunk_by(|a, b| a.0 == b.0)
            .filter(|same| same.len() >= 2 && Some(same[0].0) != itself)
            .map(|same| (same.iter().map(|m| m.1).sum(), same[0].0))
            .collect();
        all.sort_unstable_by(|a, b| b.cmp(a));
        all.truncate(MOST_CANDIDATES);
        Ok(all.into_iter().map(|(_, n)| n).collect())
    }

    /// The signature of a document, where it has one.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn signature(&self, n: Number) -> Result<Option<Signature>, Error> {
        signature_of(&self.conn, n).map_err(|e| self.error(e))
    }

    /// The identity of the document with that number, while it is here.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn id_of(&self, n: Number) -> Result<Option<DocumentId>, Error> {
        let get = self
            .conn
            .prepare_cached("SELECT id FROM document WHERE n = ?1");
        let found = get.and_then(|mut get| get.query_row([n], |r| id(r, 0)).optional());
        found.map_err(|e| self.error(e))
    }

    /// Keeps to what each of these documents is tied; they are related to the others then.
    ///
    /// # Errors
    /// See [`Error`]. Nothing was kept then.
    pub fn tie(&mut self, all: &[(Number, Vec<(Number, Tie)>)]) -> Result<(), Error> {
        self.related_change(|conn| {
            let sql = "INSERT OR IGNORE INTO relation(a, b, kind, score)
                SELECT ?1, ?2, ?3, ?4 WHERE EXISTS(SELECT 1 FROM document WHERE n = ?2)";
            let mut put = conn.prepare_cached(sql)?;
            let mut done = conn.prepare_cached("UPDATE signature SET story = 0 WHERE n = ?1")?;
            for (n, ties) in all {
                if done.execute([n])? == 0 {
                    continue;
                }
                for (other, tie) in ties {
                    let kind = story::number(tie.kind);
                    let score = (tie.score * SCORES).round() as i64;
                    put.execute(params![n, other, kind, score])?;
                    put.execute(params![other, n, kind, score])?;
                }
            }
            for (n, _) in all {
                story::regroup(conn, *n)?;
            }
            Ok(())
        })
    }

    /// Keeps all that `change` does with this library, or none of it.
    ///
    /// # Errors
    /// See [`Error`]. Nothing was kept then.
    pub fn at_once<T>(
        &mut self,
        change: impl FnOnce(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.may_write()?;
        let run = |library: &Self, sql| {
            library
                .conn
                .execute_batch(sql)
                .map_err(|e| library.error(e))
        };
        run(self, "BEGIN IMMEDIATE")?;
        let made = schema::is_ours(&self.conn).and_then(|()| change(self));
        let done = made.and_then(|made| run(self, "COMMIT").map(|()| made));
        if done.is_err() {
            // Where it has been rolled back already, this says so.
            let _already = run(self, "ROLLBACK");
        }
        self.stories.replace(None);
        done
    }

    fn related_change(
        &mut self,
        change: impl FnOnce(&Connection) -> rusqlite::Result<()>,
    ) -> Result<(), Error> {
        if !self.conn.is_autocommit() {
            return change(&self.conn).map_err(|e| self.error(e));
        }
        self.at_once(|library| change(&library.conn).map_err(|e| library.error(e)))
    }
}

/// Scores are kept as whole numbers.
const SCORES: f32 = 10_000.0;

fn signature_of(conn: &Connection, n: Number) -> rusqlite::Result<Option<Signature>> {
    let mut get = conn.prepare_cached("SELECT traits FROM signature WHERE n = ?1")?;
    let found = get.query_row([n], |r| Ok(decode_signature(r.get_ref(0)?.as_blob()?)));
    Ok(found.optional()?.flatten())
}

fn unpost(conn: &Connection, n: Number, signature: &Signature) -> rusqlite::Result<()> {
    let found = signature.traits.iter().filter(|t| t.found_by);
    let day = postings::short(signature.when.day());
    postings::remove(conn, found.map(|t| t.feature), n, day)
}

/// Takes away what relates a document to others, which goes from the library.
pub(super) fn forget(conn: &Connection, n: Number) -> rusqlite::Result<()> {
    if let Some(signature) = signature_of(conn, n)? {
        unpost(conn, n, &signature)?;
    }
    let left = story::another(conn, n)?;
    for sql in [
        "DELETE FROM relation WHERE b = ?1 AND a IN (SELECT b FROM relation WHERE a = ?1)",
        "DELETE FROM relation WHERE a = ?1",
        "DELETE FROM signature WHERE n = ?1",
    ] {
        conn.prepare_cached(sql)?.execute([n])?;
    }
    // What kept another out of the story may be gone with it.
    left.map_or(Ok(()), |n| story::regroup(conn, n))
}
