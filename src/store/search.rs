//! Finding documents and hits.
//!
//! 1. [`super::filter`] makes SQL of a query, with the set of documents of each of its words. [`ask`] tells how a
//!    part may stand in the index, inside longer words ([`vocabulary`]) or over borders, and [`postings`] in
//!    which rows it does.
//! 2. Rows that have all words that are asked for are ranked ([`score`]: bm25; a title counts four times, a
//!    writer's name twice). Above [`MOST_RANKED`] hits only those that came last are, and that is said.
//! 3. [`place`] finds each hit in the words themselves: the place, and a snippet of the source text.

mod ask;
mod place;
mod postings;
mod score;
mod vocabulary;

use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::OptionalExtension as _;

use super::codec::decode;
use super::filter::Asked;
use super::listing::id;
use super::{Error, Library};
use crate::model::{CommentId, CommentIx, Document, DocumentId, Place};
use crate::query::Query;
use crate::text::{Clean, clean_line};
use place::Needles;
pub(super) use postings::{Postings, Recent};
pub(super) use vocabulary::Vocabulary;

/// More hits than this are not all ranked.
pub const MOST_RANKED: usize = 20_000;

/// What a search found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The best hits, best first.
    pub hits: Vec<Hit>,
    /// How many articles and comments hold the words.
    pub n: usize,
    /// Whether there were too many, so that only those that came last were ranked.
    pub only_newest: bool,
    /// Whether a part stands in so many longer words that only the shortest of them were asked for.
    pub narrowed: bool,
}

/// An article or a comment that holds the words.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The document.
    pub id: DocumentId,
    /// Its title, or its first words.
    pub title: Clean,
    /// The comment, where it is one, and its author.
    pub comment: Option<(CommentIx, CommentId, Option<Clean>)>,
    /// Where the first of the words stands.
    pub place: Place,
    /// How many bytes it has there; 0 where only a name was found.
    pub len: u32,
    /// Some of the text around it.
    pub snippet: Clean,
    /// Byte ranges of the snippet that were asked for, in order.
    pub marks: Vec<std::ops::Range<usize>>,
    /// The rank; more is better.
    pub score: f64,
}

/// The documents that a query finds, best first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ranking {
    /// All of them. First those that have all words in one article or comment, best first; behind them the
    /// others, those that came last first.
    pub documents: Vec<Best>,
    /// How many articles and comments have all words.
    pub n_hits: usize,
    /// Whether these were too many, so that only those that came last were ranked.
    pub only_newest: bool,
    /// Whether a part stands in so many longer words that only the shortest of them were asked for.
    pub narrowed: bool,
}

/// A document with its best hit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Best {
    /// The number of the document in the library: good until it is imported anew or removed.
    pub n: i64,
    /// The row of the index that ranks best: `n` for the article, `n + 1` for its first comment; nothing
    /// where no single one has all that was asked for, or it was not ranked.
    pub row: Option<i64>,
    /// Its rank; more is better, and 0 is none.
    pub score: f64,
}

/// The rows that have all words, as far as they were ranked.
struct Rows {
    /// Each with its rank, in no order.
    ranked: Vec<(i64, f64)>,
    n: usize,
    only_newest: bool,
}

impl Library {
    /// The articles and comments that hold the words of `query`, of the documents that it finds; the best
    /// `most` of them.
    ///
    /// # Errors
    /// See [`Error`]. Words that are nowhere, or no words, are no error.
    ///
    /// ```
    /// use khao::query::parse;
    /// use khao::store::Library;
    /// let library = Library::in_memory().unwrap();
    /// let query = parse("flood lang:en", "2026-11-24".parse().unwrap()).unwrap();
    /// assert_eq!(library.search(&query, 10).unwrap().n, 0);
    /// ```
    pub fn search(&self, query: &Query, most: usize) -> Result<Found, Error> {
        self.find(query, most).map_err(|e| e.at(&self.path))
    }

    fn find(&self, query: &Query, most: usize) -> Result<Found, Error> {
        let (asked, narrowed) = self.asked(query)?;
        let mut found = Found {
            hits: Vec::new(),
            n: 0,
            only_newest: false,
            narrowed,
        };
        let Some(asked) = &asked else {
            return Ok(found);
        };
        let mut rows = self.rows(query, asked)?;
        found.n = rows.n;
        found.only_newest = rows.only_newest;
        rows.ranked
            .sort_by(|a, b| b.1.total_cmp(&a.1).then(b.0.cmp(&a.0)));
        rows.ranked.truncate(most);
        let needles = Needles::new(&asked.parts);
        let mut open = HashMap::new();
        for (row, score) in rows.ranked {
            found
                .hits
                .extend(self.hit(row, score, &needles, &mut open)?);
        }
        Ok(found)
    }

    /// The documents that `query` finds, best first.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn ranked(&self, query: &Query) -> Result<Ranking, Error> {
        self.rank(query).map_err(|e| e.at(&self.path))
    }

    fn rank(&self, query: &Query) -> Result<Ranking, Error> {
        let (asked, narrowed) = self.asked(query)?;
        let mut ranking = Ranking {
            narrowed,
            ..Ranking::default()
        };
        let mut best: HashMap<i64, (i64, f64)> = HashMap::new();
        let mut all = false;
        if let Some(asked) = &asked {
            let rows = self.rows(query, asked)?;
            ranking.n_hits = rows.n;
            ranking.only_newest = rows.only_newest;
            all = asked.enough && asked.needed && !rows.only_newest;
            let numbers = self.numbers()?;
            for (row, score) in rows.ranked {
                let Some(n) = numbers.of(row) else { continue };
                let slot = best.entry(n).or_insert((row, score));
                if (score, row) > (slot.1, slot.0) {
                    *slot = (row, score);
                }
            }
        }
        let ranked = |(n, (row, score)): (i64, (i64, f64))| Best {
            n,
            row: Some(row),
            score,
        };
        if all {
            ranking.documents.extend(best.into_iter().map(ranked));
        } else {
            for n in self.found_by(query)? {
                ranking.documents.push(match best.remove(&n) {
                    Some(hit) => ranked((n, hit)),
                    None => Best {
                        n,
                        row: None,
                        score: 0.0,
                    },
                });
            }
        }
        ranking.documents.sort_by(|a, b| {
            (b.row.is_some(), b.score)
                .partial_cmp(&(a.row.is_some(), a.score))
                .unwrap_or(std::cmp::Ordering::Equal)
                .then(b.n.cmp(&a.n))
        });
        Ok(ranking)
    }

    /// The hits of some documents of a [`Ranking`] of the same query, in their order. A document without a
    /// row is looked through for any of the words; one that is gone has no hit.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn hits_of(&self, query: &Query, documents: &[Best]) -> Result<Vec<Option<Hit>>, Error> {
        let find = || -> Result<Vec<Option<Hit>>, Error> {
            let (asked, _) = self.asked(query)?;
            let parts = asked.as_ref().map_or(&[][..], |w| &w.parts);
            let needles = Needles::new(parts);
            let mut open = HashMap::new();
            let mut hits = Vec::with_capacity(documents.len());
            for best in documents {
                let row = match (best.row, &asked) {
                    (Some(row), _) => row,
                    (None, Some(asked)) => self.any_row(asked, best.n)?.unwrap_or(best.n),
                    (None, None) => best.n,
                };
                hits.push(self.hit(row, best.score, &needles, &mut open)?);
            }
            Ok(hits)
        };
        find().map_err(|e| e.at(&self.path))
    }

    /// The row of a document that ranks best by any of the words.
    fn any_row(&self, asked: &Asked, n: i64) -> Result<Option<i64>, Error> {
        let last = self.numbers()?.last_of(n);
        let mut rows = Vec::new();
        for postings in &asked.postings {
            let from = postings.rows.partition_point(|r| r.0 < n);
            let of = postings.rows[from..].iter().map(|r| r.0);
            rows.extend(of.take_while(|r| *r <= last));
        }
        rows.sort_unstable();
        rows.dedup();
        let scores = self.scores(&rows, &asked.postings)?.into_iter();
        Ok(scores.max_by(|a, b| a.1.total_cmp(&b.1)).map(|r| r.0))
    }

    /// The rows that have all that is asked for, of the documents that the filter finds.
    fn rows(&self, query: &Query, asked: &Asked) -> Result<Rows, Error> {
        let of_found;
        let rows = if asked.enough {
            &asked.rows
        } else {
            let documents = self.found_by(query)?;
            let mut at = 0;
            let mut some = Vec::new();
            self.numbers()?.each(asked.rows.iter().copied(), |row, n| {
                while documents.get(at).is_some_and(|d| *d < n) {
                    at += 1;
                }
                if documents.get(at) == Some(&n) {
                    some.push(row);
                }
            });
            of_found = some;
            &of_found
        };
        let last = &rows[rows.len().saturating_sub(MOST_RANKED)..];
        Ok(Rows {
            ranked: self.scores(last, &asked.postings)?,
            n: rows.len(),
            only_newest: rows.len() > MOST_RANKED,
        })
    }

    /// All words of the index. They are read anew when the file has changed.
    pub(super) fn vocabulary(&self) -> Result<Arc<Vocabulary>, Error> {
        let now = self.version()?;
        let mut slot = self.vocabulary.borrow_mut();
        match &*slot {
            Some((of, words)) if *of == now => Ok(Arc::clone(words)),
            _ => {
                let words = Arc::new(Vocabulary::read(&self.conn)?);
                *slot = Some((now, Arc::clone(&words)));
                Ok(words)
            }
        }
    }

    /// The hit that a row of the index is. Nothing where its document was just taken away.
    fn hit(
        &self,
        row: i64,
        score: f64,
        needles: &Needles,
        open: &mut HashMap<i64, Document>,
    ) -> Result<Option<Hit>, Error> {
        let sql = "SELECT n, id, title FROM document WHERE n <= ?1 ORDER BY n DESC LIMIT 1";
        let of = self.conn.prepare_cached(sql)?.query_row([row], |r| {
            let title = clean_line(r.get_ref(2)?.as_str()?);
            Ok((r.get::<_, i64>(0)?, id(r, 1)?, title))
        });
        let Some((n, id, title)) = of.optional()? else {
            return Ok(None);
        };
        let document = match open.entry(n) {
            std::collections::hash_map::Entry::Occupied(slot) => slot.into_mut(),
            std::collections::hash_map::Entry::Vacant(slot) => {
                let sql = "SELECT shape, words FROM body WHERE n = ?1";
                let body = self.conn.prepare_cached(sql)?.query_row([n], |r| {
                    let (shape, words) = (r.get_ref(0)?.as_blob()?, r.get_ref(1)?.as_blob()?);
                    Ok(decode(shape, words, clean_line("")))
                });
                match body.optional()?.flatten() {
                    Some(document) => slot.insert(document),
                    None => return Ok(None),
                }
            }
        };
        let at = usize::try_from(row - n - 1).ok();
        let comment = at.and_then(|at| {
            let c = document.thread.comments().get(at)?;
            Some((CommentIx(at as u32), c.id, c.author.clone()))
        });
        let blocks = match &comment {
            Some((ix, ..)) => document.thread.get(*ix).blocks.clone(),
            None => document.article.blocks.clone(),
        };
        let spot = needles.find(document, &blocks, comment.is_none());
        Ok(Some(Hit {
            id,
            title,
            comment,
            place: spot.place,
            len: spot.len,
            snippet: spot.snippet,
            marks: spot.marks,
            score,
        }))
    }
}
