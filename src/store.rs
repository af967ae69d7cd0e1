//! The library: one `SQLite` file, and the only SQL in the program.
//!
//! - [`Library::open`] opens or makes the file; [`schema`] is what it holds.
//! - [`Library::put`] keeps documents, all of a batch or none; [`Library::get`] brings one back.
//! - [`State`](crate::model::State) is what the reader did with a document. It is kept apart from it, by
//!   identity: importing a document anew, or removing it and importing it again, changes nothing of it.
//! - [`Library::search`] finds words in articles and comments, [`Library::ranked`] the documents of a query.
//! - [`salvage()`] saves what can be read of a file that was damaged.
//!
//! Invariants
//! - What a call returned `Ok` for is on the disk: WAL with `synchronous=FULL`. Nothing half is ever
//!   there, whenever the program or the machine ends.
//! - Several programs may have the file open. Writing takes its turn (`BEGIN IMMEDIATE`, 5 s of patience).
//! - A file that is not ours is never written to; nor is one that is damaged.
//! - Words are indexed and asked for by one function, [`crate::text::fold::terms`], with the words that ship.
//!
//! Deliberately absent: threads (whoever has the [`Library`] has the connection) and the clock.

mod codec;
mod documents;
mod error;
mod filter;
mod index;
mod interrupt;
mod list;
mod listing;
mod numbers;
mod open;
mod related;
mod salvage;
mod saved;
mod schema;
mod search;
mod state;
mod terms;
mod view;

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::Connection;

pub use documents::{Prepared, Was};
pub use error::{Error, Foreign, ReadOnly};
pub use interrupt::Interrupter;
pub use open::Mode;
pub use related::{Stories, Story, is_outgrown};
pub use salvage::{Salvaged, salvage};
pub use saved::Saved;
pub use search::{Best, Found, Hit, MOST_RANKED, Ranking, context};
pub use view::{Arrangement, Number};

use crate::text::Segmenter;

/// Sets a fact about the file as a whole: name and value.
const SET_FACT: &str = "INSERT INTO fact(name, value) VALUES(?1, ?2)
    ON CONFLICT(name) DO UPDATE SET value = excluded.value";

/// The library of documents, and of what the reader did with them.
#[derive(Debug)]
pub struct Library {
    conn: Connection,
    path: PathBuf,
    read_only: Option<ReadOnly>,
    /// Older tables were brought up, and this is the copy of the file as it was.
    copy: Option<PathBuf>,
    /// The number of the first document that came through this connection: what comes together stands together.
    batch: Option<i64>,
    /// Finds words by those that ship, whatever words the reader has.
    segmenter: Segmenter,
    /// Which words are in the table of words.
    terms: terms::Terms,
    /// All words of the index, with the version of the file for which they hold.
    vocabulary: RefCell<Option<(i64, Arc<search::Vocabulary>)>>,
    /// The numbers of all documents, likewise.
    numbers: RefCell<Option<(i64, Arc<numbers::Numbers>)>>,
    /// Where words stand that were asked for just now, likewise.
    recent: RefCell<search::Recent>,
    /// Which documents belong to which story, likewise.
    stories: RefCell<Option<(i64, Arc<Stories>)>>,
}

impl Library {
    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Why nothing can be written, where that is so.
    pub fn read_only(&self) -> Option<ReadOnly> {
        self.read_only
    }

    /// The copy that was made before the file was brought to this version of khao, if that was just done.
    pub fn copy(&self) -> Option<&Path> {
        self.copy.as_deref()
    }

    /// Looks at every page of the file. What is wrong, a line each; nothing where all is well.
    ///
    /// # Errors
    /// When the file cannot be read at all.
    pub fn examine(&self) -> Result<Vec<String>, Error> {
        let mut check = self.conn.prepare("PRAGMA integrity_check")?;
        let lines = check.query_map([], |r| r.get::<_, String>(0))?;
        let mut wrong = Vec::new();
        for line in lines {
            match line.map_err(Error::from) {
                Ok(line) if line == "ok" => {}
                Ok(line) => wrong.push(line),
                Err(e @ Error::Damaged { .. }) => {
                    wrong.push(e.at(&self.path).to_string());
                    break;
                }
                Err(e) => return Err(e),
            }
        }
        if self.read_only.is_none() && wrong.is_empty() {
            let sound = self
                .conn
                .execute("INSERT INTO words(words) VALUES('integrity-check')", []);
            if let Err(e) = sound {
                wrong.push(format!("the index of words: {e}"));
            }
        }
        Ok(wrong)
    }

    /// A fact about the file as a whole.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn fact(&self, name: &str) -> Result<Option<String>, Error> {
        fact(&self.conn, name).map_err(|e| self.error(e))
    }

    /// Sets a fact about the file as a whole.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn set_fact(&mut self, name: &str, value: &str) -> Result<(), Error> {
        self.may_write()?;
        let set = self.conn.execute(SET_FACT, [name, value]);
        set.map(drop).map_err(|e| self.error(e))
    }

    /// The version of the database program.
    pub fn engine() -> &'static str {
        rusqlite::version()
    }

    fn may_write(&self) -> Result<(), Error> {
        self.read_only
            .map_or(Ok(()), |why| Err(Error::ReadOnly(why)))
    }

    fn error(&self, e: rusqlite::Error) -> Error {
        Error::from(e).at(&self.path)
    }
}

fn fact(conn: &Connection, name: &str) -> rusqlite::Result<Option<String>> {
    use rusqlite::OptionalExtension as _;
    let sql = "SELECT value FROM fact WHERE name = ?1";
    conn.query_row(sql, [name], |r| r.get(0)).optional()
}
