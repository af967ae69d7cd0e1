//! Documents that a query finds, in an order, and the marks on them: what a list shows.

use rusqlite::params_from_iter;
use rusqlite::types::Value;

use super::state::marks;
use super::view::by;
use super::{Error, Library};
use crate::model::{DocumentId, Marks, Sort};
use crate::query::Query;

impl Library {
    /// The documents that `query` finds, in an order, at most `most` of them.
    ///
    /// # Errors
    /// See [`Error`].
    ///
    /// ```
    /// use khao::query::Query;
    /// use khao::model::Sort;
    /// use khao::store::Library;
    /// let library = Library::in_memory().unwrap();
    /// assert!(library.list(&Query::All, Sort::Newest, 10).unwrap().is_empty());
    /// ```
    pub fn list(&self, query: &Query, sort: Sort, most: usize) -> Result<Vec<DocumentId>, Error> {
        let filter = self.filter(query).map_err(|e| e.at(&self.path))?;
        let order = by(sort);
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
        marks(&self.conn, document).map_err(|e| self.error(e))
    }
}
