//! Queries that the reader gave a name.

use rusqlite::{OptionalExtension as _, params};

use super::{Error, Library};
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
