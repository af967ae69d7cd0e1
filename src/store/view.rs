//! The order in which documents stand on the shelf, and the rows that are in view.
//!
//! A library may have a hundred thousand documents: the order is a list of numbers, made once for a
//! view, and rows are read when they are asked for.

use std::collections::HashMap;

use jiff::civil::Date;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension as _, params_from_iter};

use super::codec::Heads;
use super::documents::key;
use super::listing::{COLUMNS, HEAD, listing};
use super::search::Best;
use super::state::marks;
use super::{Error, Library};
use crate::model::{Context, DocumentId, Group, InStory, SectionKey, Shelved, Sort};
use crate::query::{Query, View};
use crate::text::clean_line;

/// A document of this library for as long as it is open: identities are longer.
pub type Number = i64;

/// Which documents are in view, section by section.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Arrangement {
    /// The sections in order, none of them empty.
    pub sections: Vec<(SectionKey, Vec<Number>)>,
    /// How many articles and comments have the words, where these were too many to rank them all.
    pub only_newest: Option<usize>,
    /// Whether a part stands in so many words that only the shortest of them were looked for.
    pub narrowed: bool,
    /// The query, where words are asked for.
    words: Option<Query>,
    /// The best hit of each document, where they were ranked.
    best: HashMap<Number, Best>,
}

impl Library {
    /// The documents of a view; `kept` is among them whether it is found or not.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn order(&self, view: &View, kept: Option<DocumentId>) -> Result<Arrangement, Error> {
        self.ordered(view, kept).map_err(|e| e.at(&self.path))
    }

    fn ordered(&self, view: &View, kept: Option<DocumentId>) -> Result<Arrangement, Error> {
        let mut order = Arrangement {
            words: view.query.has_words().then(|| view.query.clone()),
            ..Arrangement::default()
        };
        if order.words.is_some() && view.sort == Sort::Best {
            let ranking = self.ranked(&view.query)?;
            order.narrowed = ranking.narrowed;
            order.only_newest = ranking.only_newest.then_some(ranking.n_hits);
            order.best = ranking.documents.iter().map(|b| (b.n, *b)).collect();
            if view.group == Group::Nothing {
                let mut numbers: Vec<Number> = ranking.documents.iter().map(|b| b.n).collect();
                let stays = kept.map(|id| self.number_of(id)).transpose()?.flatten();
                numbers.extend(stays.filter(|n| !order.best.contains_key(n)));
                order.sections.push((SectionKey::Whole, numbers));
                return Ok(order);
            }
        }
        let by = by(view.sort);
        let (what, from) = match view.group {
            Group::Nothing => ("NULL", "document d"),
            Group::Date => ("d.at", "document d"),
            Group::Outlet => ("d.outlet", "document d"),
            Group::Language => ("d.lang", "document d"),
            Group::Tag => ("t.tag", "document d LEFT JOIN tag t USING(id)"),
        };
        let mut filter = self.filter(&view.query)?;
        if let Some(id) = kept.filter(|_| view.query != Query::All) {
            filter.sql = format!("(({}) OR d.id = ?)", filter.sql);
            filter.params.push(Value::Blob(key(id).to_vec()));
        }
        let sql = format!(
            "SELECT d.n, {what} FROM {from} WHERE {} ORDER BY {by}",
            filter.sql
        );
        order.sections = self.sections(&sql, filter.params, view)?;
        if !order.best.is_empty() {
            // The best first under each heading too; what was not ranked behind, as it came.
            let score = |n: &Number| order.best.get(n).map_or(f64::NEG_INFINITY, |b| b.score);
            for (_, numbers) in &mut order.sections {
                numbers.sort_by(|a, b| score(b).total_cmp(&score(a)));
            }
        }
        order.sections.sort_by(|a, b| a.0.cmp_by(&b.0, view.sort));
        Ok(order)
    }

    /// Rows of a number and of what it is grouped by, section by section.
    fn sections(
        &self,
        sql: &str,
        given: Vec<Value>,
        view: &View,
    ) -> rusqlite::Result<Vec<(SectionKey, Vec<Number>)>> {
        let mut asked = self.conn.prepare(sql)?;
        let mut rows = asked.query(params_from_iter(given))?;
        let mut sections: Vec<(SectionKey, Vec<Number>)> = Vec::new();
        let mut at = HashMap::new();
        while let Some(row) = rows.next()? {
            let key = match view.group {
                Group::Nothing => SectionKey::Whole,
                Group::Date => SectionKey::of_day(day(row.get(1)?), view.today),
                Group::Outlet | Group::Language | Group::Tag => {
                    SectionKey::named(row.get_ref(1)?.as_str_or_null()?.map(clean_line))
                }
            };
            let at = *at.entry(key).or_insert_with_key(|key| {
                sections.push((key.clone(), Vec::new()));
                sections.len() - 1
            });
            sections[at].1.push(row.get(0)?);
        }
        Ok(sections)
    }

    /// The first documents of the plain view, without the order of all.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn first(&self, most: usize) -> Result<Vec<Number>, Error> {
        let list = || -> rusqlite::Result<Vec<Number>> {
            let sql = "SELECT n FROM document ORDER BY batch DESC, added LIMIT ?1";
            let mut first = self.conn.prepare(sql)?;
            first
                .query_map([most.cast_signed()], |r| r.get(0))?
                .collect()
        };
        list().map_err(|e| self.error(e))
    }

    /// How many documents the reader has not read.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn n_unread(&self) -> Result<usize, Error> {
        let sql = "SELECT count(*) FROM done JOIN document USING(id) WHERE read";
        let read = self.conn.query_row(sql, [], |r| r.get::<_, isize>(0));
        let read = read.map_err(|e| self.error(e))?.cast_unsigned();
        Ok(self.len()?.saturating_sub(read))
    }

    /// How many documents a query finds.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn count(&self, query: &Query) -> Result<usize, Error> {
        let count = || -> Result<usize, Error> {
            let filter = self.filter(query)?;
            let sql = format!("SELECT count(*) FROM document d WHERE {}", filter.sql);
            let given = params_from_iter(filter.params);
            let n: isize = self.conn.query_row(&sql, given, |r| r.get(0))?;
            Ok(n.cast_unsigned())
        };
        count().map_err(|e| e.at(&self.path))
    }

    /// The number of a document, while it is here.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn number_of(&self, id: DocumentId) -> Result<Option<Number>, Error> {
        let of = self
            .conn
            .prepare_cached("SELECT n FROM document WHERE id = ?1");
        let n = of.and_then(|mut of| of.query_row([key(id)], |r| r.get(0)).optional());
        n.map_err(|e| self.error(e))
    }

    /// The rows of documents of an order, in the order of `numbers`; those that are gone are left out.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn kept_rows(
        &self,
        order: &Arrangement,
        numbers: &[Number],
    ) -> Result<Vec<(Number, Shelved)>, Error> {
        let mut rows = self.plain_rows(numbers)?;
        let Some(query) = &order.words else {
            return Ok(rows);
        };
        let best = rows.iter().map(|(n, _)| {
            order.best.get(n).copied().unwrap_or(Best {
                n: *n,
                row: None,
                score: 0.0,
            })
        });
        let hits = self.hits_of(query, &best.collect::<Vec<_>>())?;
        for ((_, row), hit) in rows.iter_mut().zip(hits) {
            row.hit = hit.map(|hit| Context {
                comment: hit.comment.map(|(_, id, author)| (id, author)),
                place: hit.place,
                snippet: hit.snippet,
                marks: hit.marks,
            });
        }
        Ok(rows)
    }

    fn plain_rows(&self, numbers: &[Number]) -> Result<Vec<(Number, Shelved)>, Error> {
        let rows = || -> rusqlite::Result<Vec<(Number, Shelved)>> {
            let mut heads = Heads::new(HEAD);
            let sql =
                format!("SELECT {COLUMNS} FROM document d JOIN body b USING(n) WHERE d.n = ?1");
            let mut get = self.conn.prepare_cached(&sql)?;
            let mut out = Vec::with_capacity(numbers.len());
            for n in numbers {
                let found = get.query_row([n], |r| listing(r, &mut heads)).optional()?;
                if let Some(mut listing) = found {
                    listing.n_sources = self.n_ties(*n)?;
                    let marks = marks(&self.conn, listing.id)?;
                    let row = Shelved {
                        listing,
                        marks,
                        hit: None,
                        story: InStory::Alone,
                    };
                    out.push((*n, row));
                }
            }
            Ok(out)
        };
        rows().map_err(|e| self.error(e))
    }

    /// The first document, of those that `numbers` gives, that has something unread; its place among them.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn find_unread(
        &self,
        numbers: impl IntoIterator<Item = Number>,
    ) -> Result<Option<usize>, Error> {
        let sql = "SELECT NOT EXISTS(SELECT 1 FROM done WHERE done.id = d.id AND read)
            OR EXISTS(SELECT 1 FROM done_comment c WHERE c.id = d.id AND fresh AND NOT read)
            FROM document d WHERE n = ?1";
        let find = || -> rusqlite::Result<Option<usize>> {
            let mut asked = self.conn.prepare_cached(sql)?;
            for (at, n) in numbers.into_iter().enumerate() {
                if asked.query_row([n], |r| r.get(0)).optional()? == Some(true) {
                    return Ok(Some(at));
                }
            }
            Ok(None)
        };
        find().map_err(|e| self.error(e))
    }

    /// The first document, of those that `numbers` gives, whose title, outlet or writer has a word; its
    /// place among them.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn find_named(
        &self,
        numbers: impl IntoIterator<Item = Number>,
        needle: &crate::text::find::Needle,
    ) -> Result<Option<usize>, Error> {
        let find = || -> rusqlite::Result<Option<usize>> {
            let sql = "SELECT title, outlet, byline FROM document WHERE n = ?1";
            let mut asked = self.conn.prepare_cached(sql)?;
            for (at, n) in numbers.into_iter().enumerate() {
                let has = asked.query_row([n], |r| {
                    for column in 0..3 {
                        if let Some(text) = r.get_ref(column)?.as_str_or_null()?
                            && needle.is_in(text)
                        {
                            return Ok(true);
                        }
                    }
                    Ok(false)
                });
                if has.optional()? == Some(true) {
                    return Ok(Some(at));
                }
            }
            Ok(None)
        };
        find().map_err(|e| self.error(e))
    }
}

/// The columns by which documents are sorted. Titles: letters without their case where they are of ASCII,
/// all others by their code points.
pub(super) fn by(sort: Sort) -> &'static str {
    match sort {
        Sort::Added | Sort::Best => "d.batch DESC, d.added",
        Sort::Newest => "d.at DESC NULLS LAST, d.added",
        Sort::Oldest => "d.at NULLS LAST, d.added",
        Sort::Title => "d.title COLLATE NOCASE, d.added",
        Sort::Comments => "d.n_comments DESC, d.added",
    }
}

/// The day of some seconds since 1970.
fn day(seconds: Option<i64>) -> Option<Date> {
    let at = jiff::Timestamp::from_second(seconds?).ok()?;
    Some(at.to_zoned(jiff::tz::TimeZone::UTC).date())
}
