//! Documents that a query finds, in an order, and the marks on them: what a list shows.

use rusqlite::types::Value;
use rusqlite::{OptionalExtension as _, params_from_iter};

use super::documents::key;
use super::listing::id;
use super::{Error, Library};
use crate::model::DocumentId;
use crate::query::Query;
use crate::text::{Clean, clean_line};

/// The orders of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// As they came.
    #[default]
    Added,
    /// Published last first; those that do not say when behind the others, also in the next order.
    Newest,
    /// Published first first.
    Oldest,
    /// By title: letters without their case where they are of ASCII, all others by their code points.
    Title,
    /// Most comments first.
    Comments,
}

/// The marks on a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marks {
    /// Whether it was opened.
    pub read: bool,
    /// Whether it has a star.
    pub starred: bool,
    /// Its tags, in order.
    pub tags: Vec<Clean>,
    /// How many comments came since it was last open.
    pub n_new: usize,
}

impl Library {
    /// The documents that `query` finds, in an order, at most `most` of them.
    ///
    /// # Errors
    /// See [`Error`].
    ///
    /// ```
    /// use khao::query::Query;
    /// use khao::store::{Library, Order};
    /// let library = Library::in_memory().unwrap();
    /// assert!(library.list(&Query::All, Order::Newest, 10).unwrap().is_empty());
    /// ```
    pub fn list(&self, query: &Query, order: Order, most: usize) -> Result<Vec<DocumentId>, Error> {
        let filter = self.filter(query).map_err(|e| e.at(&self.path))?;
        let order = match order {
            Order::Added => "d.added, d.n",
            Order::Newest => "d.at DESC NULLS LAST, d.added DESC",
            Order::Oldest => "d.at NULLS LAST, d.added",
            Order::Title => "d.title COLLATE NOCASE, d.added",
            Order::Comments => "d.n_comments DESC, d.added",
        };
        let sql = format!(
            "SELECT d.id FROM document d WHERE {} ORDER BY {order} LIMIT ?",
            filter.sql
        );
        let mut params = filter.params;
        params.push(Value::Integer(i64::try_from(most).unwrap_or(i64::MAX)));
        self.ids(&sql, params_from_iter(params))
    }

    /// The marks on a document.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn marks(&self, document: DocumentId) -> Result<Marks, Error> {
        let marks = || -> rusqlite::Result<Marks> {
            let key = key(document);
            let sql = "SELECT read, starred FROM done WHERE id = ?1";
            let mut done = self.conn.prepare_cached(sql)?;
            let done = done.query_row([key], |r| Ok((r.get(0)?, r.get(1)?)));
            let (read, starred) = done.optional()?.unwrap_or_default();
            let sql = "SELECT tag FROM tag WHERE id = ?1 ORDER BY tag";
            let mut tags = self.conn.prepare_cached(sql)?;
            let tags = tags.query_map([key], |r| Ok(clean_line(r.get_ref(0)?.as_str()?)))?;
            let sql = "SELECT count(*) FROM done_comment WHERE id = ?1 AND fresh AND NOT read";
            let mut n_new = self.conn.prepare_cached(sql)?;
            let n_new = n_new.query_row([key], |r| r.get::<_, isize>(0))?;
            Ok(Marks {
                read,
                starred,
                tags: tags.collect::<Result<_, _>>()?,
                n_new: n_new.cast_unsigned(),
            })
        };
        marks().map_err(|e| self.error(e))
    }

    /// The identity of the document with number `n`; nothing where it is gone.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn id_of(&self, n: i64) -> Result<Option<DocumentId>, Error> {
        let sql = "SELECT id FROM document WHERE n = ?1";
        let found = self.conn.query_row(sql, [n], |r| id(r, 0)).optional();
        found.map_err(|e| self.error(e))
    }
}
