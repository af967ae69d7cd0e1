//! The numbers of all documents, for telling which document a row of the index belongs to.

use std::sync::Arc;

use rusqlite::Connection;

use super::{Error, Library};

/// The numbers of all documents, rising. A row of the index belongs to the last document whose number is not
/// greater than its own.
#[derive(Debug)]
pub(super) struct Numbers(Vec<i64>);

impl Numbers {
    fn read(conn: &Connection) -> rusqlite::Result<Self> {
        // The smallest index has them all; its order is another one.
        let mut all = conn.prepare_cached("SELECT n FROM document INDEXED BY document_added")?;
        let mut numbers: Vec<i64> = all.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?;
        numbers.sort_unstable();
        Ok(Self(numbers))
    }

    /// Gives each of these rising rows to `take`, with its document's number.
    pub(super) fn each(&self, rows: impl Iterator<Item = i64>, mut take: impl FnMut(i64, i64)) {
        // The next document's place, and where it begins.
        let (mut next, mut begins) = (0, self.0.first().copied().unwrap_or(i64::MAX));
        let mut of = None;
        for row in rows {
            if row >= begins {
                next += self.0[next..].partition_point(|n| *n <= row);
                of = Some(self.0[next - 1]);
                begins = self.0.get(next).copied().unwrap_or(i64::MAX);
            }
            if let Some(of) = of {
                take(row, of);
            }
        }
    }

    /// The last row that may belong to the document with number `n`.
    pub(super) fn last_of(&self, n: i64) -> i64 {
        let next = self.0.partition_point(|other| *other <= n);
        self.0.get(next).map_or(i64::MAX, |n| n - 1)
    }

    /// The number of the document to which a row belongs.
    pub(super) fn of(&self, row: i64) -> Option<i64> {
        let next = self.0.partition_point(|n| *n <= row);
        self.0.get(next.checked_sub(1)?).copied()
    }
}

impl Library {
    /// The numbers of all documents. They are read anew when the file has changed.
    pub(super) fn numbers(&self) -> Result<Arc<Numbers>, Error> {
        let now = self.version()?;
        let mut slot = self.numbers.borrow_mut();
        match &*slot {
            Some((of, numbers)) if *of == now => Ok(Arc::clone(numbers)),
            _ => {
                let numbers = Arc::new(Numbers::read(&self.conn)?);
                *slot = Some((now, Arc::clone(&numbers)));
                Ok(numbers)
            }
        }
    }

    /// This changes with what others write; what we write forgets what was read.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn version(&self) -> Result<i64, Error> {
        Ok(self
            .conn
            .pragma_query_value(None, "data_version", |r| r.get(0))?)
    }
}
