//! Finding words in articles and comments.
//!
//! 1. [`ask`] makes an expression of what was typed: every part parted by spaces must be there, in the
//!    same article or comment. A part may stand inside longer words ([`vocabulary`]), or over their borders.
//! 2. The index ranks (bm25; a title counts four times, a writer's name twice). Above [`MOST_RANKED`] hits it ranks those that
//!    came last, and [`Found::only_newest`] says so.
//! 3. [`place`] finds each hit in the words themselves: the place, and a snippet of the source text.

mod ask;
mod place;
mod vocabulary;

use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::{OptionalExtension as _, params};

use super::codec::decode;
use super::listing::id;
use super::{Error, Library};
use crate::model::{CommentId, CommentIx, Document, DocumentId, Place};
use crate::text::{Clean, clean_line};
use ask::Ask;
use place::Needles;
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

impl Library {
    /// The articles and comments that hold `words`, the best `most` of them.
    ///
    /// # Errors
    /// See [`Error`]. Words that are nowhere, or no words, are no error.
    pub fn search(&self, words: &str, most: usize) -> Result<Found, Error> {
        self.find(words, most).map_err(|e| e.at(&self.path))
    }

    fn find(&self, words: &str, most: usize) -> Result<Found, Error> {
        let vocabulary = self.vocabulary()?;
        let ask = Ask::new(words, &vocabulary, &self.segmenter);
        let mut found = Found {
            hits: Vec::new(),
            n: 0,
            only_newest: false,
            narrowed: ask.narrowed,
        };
        let Some(expression) = &ask.expression else {
            return Ok(found);
        };
        let count = "SELECT count(*) FROM words WHERE words MATCH ?1";
        let n: isize = self.conn.query_row(count, [expression], |r| r.get(0))?;
        found.n = n.cast_unsigned();
        found.only_newest = found.n > MOST_RANKED;
        let first: i64 = if found.only_newest {
            let nth = "SELECT rowid FROM words WHERE words MATCH ?1 ORDER BY rowid DESC LIMIT 1 OFFSET ?2";
            let at = params![expression, MOST_RANKED.cast_signed() - 1];
            self.conn.query_row(nth, at, |r| r.get(0))?
        } else {
            0
        };
        let ranked = "SELECT rowid, -bm25(words, 4.0, 1.0, 2.0, 1.0) AS score FROM words
            WHERE words MATCH ?1 AND rowid >= ?2 ORDER BY score DESC, rowid DESC LIMIT ?3";
        let mut ranked = self.conn.prepare_cached(ranked)?;
        let rows = ranked.query_map(params![expression, first, most.cast_signed()], |r| {
            Ok((r.get::<_, i64>(0)?, r.get::<_, f64>(1)?))
        })?;
        let needles = Needles::new(&ask.parts);
        let mut open = HashMap::new();
        for row in rows {
            let (row, score) = row?;
            if let Some(hit) = self.hit(row, score, &needles, &mut open)? {
                found.hits.push(hit);
            }
        }
        Ok(found)
    }

    /// All words of the index. They are read anew when the file has changed.
    fn vocabulary(&self) -> Result<Arc<Vocabulary>, Error> {
        // This number changes with what others write; what we write forgets the words.
        let now: i64 = self
            .conn
            .pragma_query_value(None, "data_version", |r| r.get(0))?;
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
