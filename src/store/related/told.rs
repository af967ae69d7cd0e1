//! What is told of ties: those of one document, or all.

use std::collections::HashMap;

use rusqlite::OptionalExtension as _;

use super::{SCORES, kind, vetoes};
use crate::model::{DocumentId, State, Tie};
use crate::store::documents::key;
use crate::store::listing::id;
use crate::store::view::Number;
use crate::store::{Error, Library};

/// How many ties are told of a document.
const MOST_TOLD: usize = 60;

impl Library {
    /// What a document is related to, story first, strongest first, without what the reader vetoed; nothing
    /// where it is not related to the others yet.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn ties(&self, document: DocumentId) -> Result<Option<Vec<(DocumentId, Tie)>>, Error> {
        self.first_ties(document, MOST_TOLD)
    }

    fn first_ties(
        &self,
        document: DocumentId,
        most: usize,
    ) -> Result<Option<Vec<(DocumentId, Tie)>>, Error> {
        let ties = || -> rusqlite::Result<Option<Vec<(DocumentId, Tie)>>> {
            let sql = "SELECT d.n, s.story IS NOT NULL FROM document d JOIN signature s USING(n) WHERE d.id = ?1";
            let found = self
                .conn
                .prepare_cached(sql)?
                .query_row([key(document)], |r| {
                    Ok((r.get::<_, Number>(0)?, r.get::<_, bool>(1)?))
                });
            let Some((n, true)) = found.optional()? else {
                return Ok(None);
            };
            let sql = "SELECT d.id, r.kind, r.score FROM relation r JOIN document d ON d.n = r.b
                WHERE r.a = ?1 ORDER BY r.kind, r.score DESC, d.id";
            let mut list = self.conn.prepare_cached(sql)?;
            let mut rows = list.query([n])?;
            let vetoed = State {
                vetoes: vetoes(&self.conn, document)?,
                ..State::default()
            };
            let mut out = Vec::new();
            while let Some(r) = rows.next()? {
                let other = id(r, 0)?;
                let kind = kind(r.get(1)?);
                if let Some(kind) = vetoed.allowed(other, kind) {
                    let score = f32::from(r.get::<_, u16>(2)?) / SCORES;
                    out.push((other, Tie { kind, score }));
                }
            }
            out.sort_by_key(|(_, tie)| tie.kind);
            out.truncate(most);
            Ok(Some(out))
        };
        ties().map_err(|e| self.error(e))
    }

    /// Gives each tie between two documents to `take`, once, in the order in which they came, without what the
    /// reader vetoed. It ends where `take` returns false.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn each_tie(
        &self,
        mut take: impl FnMut(DocumentId, DocumentId, Tie) -> bool,
    ) -> Result<(), Error> {
        let all = || -> rusqlite::Result<Vec<(Number, DocumentId)>> {
            let mut all = self
                .conn
                .prepare("SELECT n, id FROM document ORDER BY added, n")?;
            all.query_map([], |r| Ok((r.get(0)?, id(r, 1)?)))?.collect()
        };
        let all = all().map_err(|e| self.error(e))?;
        let place: HashMap<DocumentId, usize> = all
            .iter()
            .enumerate()
            .map(|(at, (_, id))| (*id, at))
            .collect();
        for (at, (_, a)) in all.iter().enumerate() {
            for (b, tie) in self.first_ties(*a, usize::MAX)?.unwrap_or_default() {
                if place.get(&b).is_some_and(|b| *b > at) && !take(*a, b, tie) {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// How many ties [`Library::ties`] tells of a document; nothing where it is not related to the others yet.
    pub(in crate::store) fn n_ties(&self, n: Number) -> rusqlite::Result<Option<usize>> {
        // One that is vetoed as background is vetoed wholly.
        let sql = "SELECT (SELECT count(*) FROM relation r WHERE r.a = s.n)
            - (SELECT count(*) FROM document d JOIN veto v USING(id) JOIN document o ON o.id = v.other
                JOIN relation r ON r.a = d.n AND r.b = o.n
                WHERE d.n = s.n AND v.kind = 1)
            FROM signature s WHERE n = ?1 AND story IS NOT NULL";
        let mut get = self.conn.prepare_cached(sql)?;
        let found = get.query_row([n], |r| r.get::<_, isize>(0));
        let told = |n: isize| n.max(0).cast_unsigned().min(MOST_TOLD);
        Ok(found.optional()?.map(told))
    }
}
