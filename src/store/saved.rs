//! Queries that the reader gave a name.

use rusqlite::{OptionalExtension as _, params};

use super::{Error, Library, schema};
use crate::text::{Clean, clean_line};

/// A query under its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// Its name.
    pub name: Clean,
    /// The query as it was typed. A later version of khao may read it otherwise, or not at all.
    pub query: Clean,
}

impl Library {
    /// The queries that were saved, in the order in which that was done first.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn saved(&self) -> Result<Vec<Saved>, Error> {
        let list = || -> rusqlite::Result<Vec<Saved>> {
            let mut all = self
                .conn
                .prepare_cached("SELECT name, query FROM saved ORDER BY n")?;
            let rows = all.query_map([], |r| {
                Ok(Saved {
                    name: clean_line(r.get_ref(0)?.as_str()?),
                    query: clean_line(r.get_ref(1)?.as_str()?),
                })
            })?;
            rows.collect()
        };
        list().map_err(|e| self.error(e))
    }

    /// Keeps a query under a name, in place of another one of that name. Returns what that was.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn save(&mut self, name: &Clean, query: &Clean) -> Result<Option<Clean>, Error> {
        self.may_write()?;
        let before = "SELECT query FROM saved WHERE name = ?1";
        let before = self
            .conn
            .query_row(before, [&**name], |r| {
                Ok(clean_line(r.get_ref(0)?.as_str()?))
            })
            .optional()
            .map_err(|e| self.error(e))?;
        let sql = "INSERT INTO saved(name, query) VALUES(?1, ?2)
            ON CONFLICT(name) DO UPDATE SET query = excluded.query";
        let done = self.conn.execute(sql, params![&**name, &**query]);
        done.map(|_| before).map_err(|e| self.error(e))
    }

    /// Keeps a query under a name that no other query has; where it had an `old` name, it has the new one in
    /// place of that. Returns false where another query has the name: nothing is changed then.
    ///
    /// # Errors
    /// See [`Error`]. Nothing is changed then.
    pub fn save_new(
        &mut self,
        name: &Clean,
        query: &Clean,
        old: Option<&str>,
    ) -> Result<bool, Error> {
        self.may_write()?;
        let path = self.path.clone();
        let mut save = || -> Result<bool, Error> {
            let tx = schema::begin(&mut self.conn)?;
            let old = old.filter(|old| *old != &**name);
            let there = "SELECT query FROM saved WHERE name = ?1";
            let there: Option<String> = tx.query_row(there, [&**name], |r| r.get(0)).optional()?;
            match &there {
                Some(other) if *other != **query => return Ok(false),
                Some(_) => {
                    tx.execute("DELETE FROM saved WHERE name = ?1", [old])?;
                }
                None => {
                    let named = "UPDATE saved SET name = ?1, query = ?2 WHERE name = ?3";
                    // It may have no old name, or no longer.
                    if tx.execute(named, params![&**name, &**query, old])? == 0 {
                        let sql = "INSERT INTO saved(name, query) VALUES(?1, ?2)";
                        tx.execute(sql, [&**name, &**query])?;
                    }
                }
            }
            tx.commit()?;
            Ok(true)
        };
        save().map_err(|e| e.at(&path))
    }

    /// Takes a saved query away. Returns what it was; nothing where there is none of that name.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn forget(&mut self, name: &str) -> Result<Option<Clean>, Error> {
        self.may_write()?;
        let sql = "DELETE FROM saved WHERE name = ?1 RETURNING query";
        let done = self
            .conn
            .query_row(sql, [name], |r| Ok(clean_line(r.get_ref(0)?.as_str()?)));
        done.optional().map_err(|e| self.error(e))
    }
}
