//! Rows of the shelf, without opening documents.

use std::ops::RangeInclusive;

use rusqlite::{OptionalExtension as _, Row, params};

use super::codec::{Heads, article_head};
use super::documents::key;
use super::{Error, Library};
use crate::model::{DocumentId, Listing, listing::PREVIEW};
use crate::text::{Lang, clean_line};

/// The columns that [`listing`] reads, from `document d JOIN body b`. The head of the words is enough for
/// a preview, and pictures without words in between are few.
pub(super) const COLUMNS: &str =
    "d.id, d.title, d.stand_in, d.outlet, d.byline, d.published, d.lang, d.n_comments, d.path,
    d.url, substr(b.shape, 1, 8000), substr(b.words, 1, 8000)";

/// Bytes of the words that a preview may need: what it shows, some pictures' words, and a block as long as it
/// looks into one.
pub(super) const HEAD: usize = 4 * PREVIEW;

impl Library {
    /// How many documents there are.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn len(&self) -> Result<usize, Error> {
        let n = self
            .conn
            .query_row("SELECT count(*) FROM document", [], |r| {
                r.get::<_, isize>(0)
            });
        n.map(isize::cast_unsigned).map_err(|e| self.error(e))
    }

    /// Whether there are no documents.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn is_empty(&self) -> Result<bool, Error> {
        Ok(self.len()? == 0)
    }

    /// A row for each document, in the order in which they came.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn listings(&self) -> Result<Vec<Listing>, Error> {
        let sql =
            format!("SELECT {COLUMNS} FROM document d JOIN body b USING(n) ORDER BY d.added, d.n");
        let list = || -> rusqlite::Result<Vec<Listing>> {
            let mut heads = Heads::new(HEAD);
            let mut all = self.conn.prepare(&sql)?;
            all.query_map([], |r| listing(r, &mut heads))?.collect()
        };
        list().map_err(|e| self.error(e))
    }

    /// The row of one document.
    ///
    /// # Errors
    /// See [`Error`]; one that is not there is none.
    pub fn listing(&self, id: DocumentId) -> Result<Option<Listing>, Error> {
        let sql = format!("SELECT {COLUMNS} FROM document d JOIN body b USING(n) WHERE d.id = ?1");
        let found = self
            .conn
            .query_row(&sql, [key(id)], |r| listing(r, &mut Heads::new(HEAD)));
        found.optional().map_err(|e| self.error(e))
    }

    /// The identities of the documents that came last, at most `most`, in the order in which they came.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn newest(&self, most: usize) -> Result<Vec<DocumentId>, Error> {
        let sql = "SELECT id FROM document ORDER BY added DESC, n DESC LIMIT ?1";
        let mut ids = self.ids(sql, params![most.cast_signed()])?;
        ids.reverse();
        Ok(ids)
    }

    /// The identities that begin with these hexadecimal digits, at most `most` of them.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn with_prefix(&self, digits: &str, most: usize) -> Result<Vec<DocumentId>, Error> {
        let Some(range) = range_of(digits) else {
            return Ok(Vec::new());
        };
        let sql = "SELECT id FROM document WHERE id BETWEEN ?1 AND ?2 ORDER BY id LIMIT ?3";
        let (from, to) = (range.start().to_be_bytes(), range.end().to_be_bytes());
        self.ids(sql, params![from, to, most.cast_signed()])
    }

    pub(super) fn ids(
        &self,
        sql: &str,
        params: impl rusqlite::Params,
    ) -> Result<Vec<DocumentId>, Error> {
        let list = || -> rusqlite::Result<Vec<DocumentId>> {
            let mut list = self.conn.prepare(sql)?;
            list.query_map(params, |r| id(r, 0))?.collect()
        };
        list().map_err(|e| self.error(e))
    }
}

/// The identities that begin with these digits.
fn range_of(digits: &str) -> Option<RangeInclusive<u128>> {
    let is_hex = digits.bytes().all(|b| b.is_ascii_hexdigit());
    if digits.is_empty() || digits.len() > 32 || !is_hex {
        return None;
    }
    let from = u128::from_str_radix(&format!("{digits:0<32}"), 16).ok()?;
    let to = u128::from_str_radix(&format!("{digits:f<32}"), 16).ok()?;
    Some(from..=to)
}

/// An identity in a column.
pub(super) fn id(r: &Row<'_>, column: usize) -> rusqlite::Result<DocumentId> {
    let bytes: [u8; 16] = r.get(column)?;
    Ok(DocumentId::from_number(u128::from_be_bytes(bytes)))
}

pub(super) fn listing(r: &Row<'_>, heads: &mut Heads) -> rusqlite::Result<Listing> {
    let line = |at: usize| -> rusqlite::Result<Option<crate::text::Clean>> {
        Ok(r.get_ref(at)?.as_str_or_null()?.map(clean_line))
    };
    let (shape, words) = (r.get_ref(10)?.as_blob()?, r.get_ref(11)?.as_blob()?);
    let head = article_head(shape, words, 2 * PREVIEW, heads);
    let published = r.get_ref(5)?.as_str_or_null()?;
    Ok(Listing {
        id: id(r, 0)?,
        title: line(1)?.unwrap_or_default(),
        stand_in: r.get(2)?,
        outlet: line(3)?,
        byline: line(4)?,
        published: published.and_then(|p| p.parse().ok()),
        lang: r
            .get_ref(6)?
            .as_str_or_null()?
            .map_or(Lang::UNKNOWN, Lang::from_code),
        n_comments: r.get::<_, isize>(7)?.cast_unsigned(),
        n_sources: None,
        preview: Listing::preview_of(head.iter().map(|(kind, text)| (*kind, &**text))),
        path: line(8)?.unwrap_or_default(),
        url: line(9)?,
    })
}
