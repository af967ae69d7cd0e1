//! Keeping documents, bringing them back, and removing them.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};
use std::hash::Hasher as _;

use rusqlite::{Connection, OptionalExtension as _, params};
use siphasher::sip128::{Hasher128 as _, SipHasher24};

use super::codec::{Encoded, decode, encode, pack};
use super::index::{self, Rows};
use super::{Error, Library, related, schema, state, terms};
use crate::model::{CommentId, Document, DocumentId, Listing, State};
use crate::text::{Segmenter, clean_line};

/// What a document was to the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Was {
    /// It was not there.
    New,
    /// It was there just so: nothing changed.
    Same,
    /// It was there with other words, which are replaced.
    Changed {
        /// How many of its comments were not there before.
        n_new_comments: usize,
    },
    /// What is kept has all of its comments and more: it stays, as a copy that is older or cut off takes
    /// nothing away.
    Fewer {
        /// How many comments only the kept one has.
        n_missing: usize,
    },
}

/// A document made ready to be kept, without the library: the long part of the work.
#[derive(Debug)]
pub struct Prepared {
    id: DocumentId,
    listing: Listing,
    comments: Vec<CommentId>,
    shape: Vec<u8>,
    /// Its words, packed.
    words: Vec<u8>,
    bytes: usize,
    digest: [u8; 16],
    rows: Option<Rows>,
    state: Option<State>,
}

impl Prepared {
    /// With what the reader did with it elsewhere. It is kept where nothing was done with it here.
    #[must_use]
    pub fn with_state(self, state: State) -> Self {
        Self {
            state: Some(state).filter(|s| !s.is_empty()),
            ..self
        }
    }

    /// Which document it is.
    pub fn id(&self) -> DocumentId {
        self.id
    }

    /// Bytes of its words.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Its row of the shelf.
    pub fn listing(&self) -> &Listing {
        &self.listing
    }

    /// Its words for the index. They are made now where it was there just so when it was made ready, and
    /// another program changed it since.
    fn rows(&self, segmenter: &Segmenter) -> Option<Cow<'_, Rows>> {
        if let Some(rows) = &self.rows {
            return Some(Cow::Borrowed(rows));
        }
        let document = decode(&self.shape, &self.words, self.listing.path.clone())?;
        Some(Cow::Owned(Rows::of(&document, segmenter)))
    }
}

/// How a document is kept under an identity.
struct Row {
    n: i64,
    digest: Vec<u8>,
    n_comments: i64,
    added: i64,
    batch: i64,
}

impl Library {
    /// Makes a document ready. One that is there just so needs no words for the index.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn prepare(&self, document: &Document) -> Result<Prepared, Error> {
        let encoded = encode(document);
        let digest = digest(&encoded);
        let there = row(&self.conn, document.id).map_err(|e| self.error(e))?;
        let same = there.is_some_and(|r| r.digest == digest);
        Ok(Prepared {
            id: document.id,
            listing: Listing::of(document),
            comments: document.thread.comments().iter().map(|c| c.id).collect(),
            words: pack(&encoded.words),
            bytes: encoded.words.len(),
            shape: encoded.shape,
            digest,
            rows: (!same).then(|| Rows::of(document, &self.segmenter)),
            state: None,
        })
    }

    /// Many batches are coming: what is written stands in the log for longer before it goes into the file,
    /// and more memory is used meanwhile. What is kept is on the disk as before.
    pub fn expect_many(&self) {
        // Where that is refused, it only takes longer.
        let _slower = self.conn.pragma_update(None, "wal_autocheckpoint", 16_000);
        let _slower = self.conn.pragma_update(None, "cache_size", -24_000);
    }

    /// Keeps a batch: all of it is on the disk when this returns, or none.
    ///
    /// # Errors
    /// See [`Error`]. Nothing was kept then.
    pub fn put(&mut self, batch: &[Prepared]) -> Result<Vec<Was>, Error> {
        self.may_write()?;
        let path = self.path.clone();
        self.put_all(batch).map_err(|e| e.at(&path))
    }

    fn put_all(&mut self, batch: &[Prepared]) -> Result<Vec<Was>, Error> {
        let Self {
            conn,
            terms,
            segmenter,
            batch: first,
            ..
        } = self;
        let mut first = *first;
        let tx = schema::begin(conn)?;
        terms.learn(&tx)?;
        let mut new = String::new();
        let mut out = Vec::with_capacity(batch.len());
        for one in batch {
            let mut add = |was| -> rusqlite::Result<Option<i64>> {
                let Some(rows) = one.rows(segmenter) else {
                    return Ok(None);
                };
                terms.note(rows.words(), &mut new);
                add(&tx, one, was, first, &rows).map(Some)
            };
            let was = match row(&tx, one.id)? {
                Some(row) if row.digest == one.digest => Was::Same,
                Some(row) => match note_new(&tx, row.n, one)? {
                    (0, n_missing) if n_missing > 0 => Was::Fewer { n_missing },
                    (n_new_comments, _) => {
                        forget(&tx, &row)?;
                        add(Some((row.added, row.batch)))?;
                        Was::Changed { n_new_comments }
                    }
                },
                None => {
                    let n = add(None)?;
                    first = first.or(n);
                    Was::New
                }
            };
            if let Some(state) = &one.state {
                let here = state::state(&tx, one.id)?;
                // What was vetoed may have come with the other document.
                let others = State {
                    vetoes: state.vetoes.clone(),
                    ..here.clone()
                };
                let untouched = State {
                    vetoes: BTreeSet::new(),
                    ..here.clone()
                };
                let mut after = if untouched.is_empty() {
                    state.clone()
                } else {
                    others
                };
                after.vetoes.extend(here.vetoes);
                state::replace(&tx, one.id, &after)?;
            }
            out.push(was);
        }
        terms::keep(&tx, &new)?;
        tx.commit()?;
        terms.hold();
        self.batch = first;
        self.vocabulary.replace(None);
        self.numbers.replace(None);
        self.recent.take();
        self.stories.replace(None);
        Ok(out)
    }

    /// Brings the index of words into one piece, where it has grown by much: it is searched twice as fast then.
    /// `n_new` is how many documents came. Nothing is lost where it fails.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn tidy(&mut self, n_new: usize) -> Result<(), Error> {
        self.may_write()?;
        if n_new < MANY || n_new * 5 < self.len()? {
            return Ok(());
        }
        let tidy = "INSERT INTO words(words) VALUES('optimize')";
        let done = self.conn.execute(tidy, []);
        done.map(drop).map_err(|e| self.error(e))
    }

    /// A document as it was kept.
    ///
    /// # Errors
    /// See [`Error`]; one that is not there is none.
    pub fn get(&self, id: DocumentId) -> Result<Option<Document>, Error> {
        let sql =
            "SELECT b.shape, b.words, d.path FROM document d JOIN body b USING(n) WHERE d.id = ?1";
        let mut get = self.conn.prepare_cached(sql).map_err(|e| self.error(e))?;
        let found = get.query_row([key(id)], |r| {
            let (shape, words) = (r.get_ref(0)?.as_blob()?, r.get_ref(1)?.as_blob()?);
            Ok(decode(shape, words, clean_line(r.get_ref(2)?.as_str()?)))
        });
        match found.optional().map_err(|e| self.error(e))? {
            None => Ok(None),
            Some(Some(document)) => Ok(Some(Document { id, ..document })),
            Some(None) => Err(Error::Damaged {
                path: self.path.clone(),
                what: format!("the words of document {id} cannot be read"),
            }),
        }
    }

    /// Removes a document. What the reader did with it is kept, should it come again.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn remove(&mut self, id: DocumentId) -> Result<(), Error> {
        self.may_write()?;
        let path = self.path.clone();
        let tx = schema::begin(&mut self.conn)?;
        let row = row(&tx, id)?.ok_or(Error::NoDocument(id))?;
        let done = forget(&tx, &row).and_then(|()| tx.commit());
        self.numbers.replace(None);
        self.recent.take();
        self.stories.replace(None);
        done.map_err(|e| Error::from(e).at(&path))
    }
}

/// So many new documents leave the index in many pieces.
const MANY: usize = 1_000;

/// An identity as a key: 16 bytes that order as it does.
pub(super) fn key(id: DocumentId) -> [u8; 16] {
    id.number().to_be_bytes()
}

fn digest(encoded: &Encoded) -> [u8; 16] {
    let mut h = SipHasher24::new();
    h.write_usize(encoded.shape.len());
    h.write(&encoded.shape);
    h.write(&encoded.words);
    h.finish128().as_bytes()
}

fn row(conn: &Connection, id: DocumentId) -> rusqlite::Result<Option<Row>> {
    let sql = "SELECT n, digest, n_comments, added, batch FROM document WHERE id = ?1";
    let found = conn.prepare_cached(sql)?.query_row([key(id)], |r| {
        Ok(Row {
            n: r.get(0)?,
            digest: r.get(1)?,
            n_comments: r.get(2)?,
            added: r.get(3)?,
            batch: r.get(4)?,
        })
    });
    found.optional()
}

/// Takes a document's rows away; not what the reader did with it.
fn forget(conn: &Connection, row: &Row) -> rusqlite::Result<()> {
    for table in ["document", "body"] {
        conn.execute(&format!("DELETE FROM {table} WHERE n = ?1"), [row.n])?;
    }
    let mut delete = conn.prepare_cached("DELETE FROM words WHERE rowid = ?1")?;
    for n in row.n..=row.n + row.n_comments {
        delete.execute([n])?;
    }
    related::forget(conn, row.n)
}

/// Marks the comments that the kept document does not have. Says how many there are, and how many only
/// the kept one has.
fn note_new(conn: &Connection, n: i64, one: &Prepared) -> rusqlite::Result<(usize, usize)> {
    let mut get = conn.prepare_cached("SELECT shape, words FROM body WHERE n = ?1")?;
    let old = get.query_row([n], |r| {
        let (shape, words) = (r.get_ref(0)?.as_blob()?, r.get_ref(1)?.as_blob()?);
        Ok(decode(shape, words, clean_line("")))
    });
    // Where the old words are lost, nobody knows what is new.
    let Some(old) = old.optional()?.flatten() else {
        return Ok((0, 0));
    };
    let had: HashSet<CommentId> = old.thread.comments().iter().map(|c| c.id).collect();
    let sql = "INSERT INTO done_comment(id, comment, fresh) VALUES(?1, ?2, 1)
        ON CONFLICT(id, comment) DO UPDATE SET fresh = 1 WHERE read = 0";
    let mut put = conn.prepare_cached(sql)?;
    let new = one.comments.iter().filter(|c| !had.contains(c));
    let mut n_new = 0;
    for comment in new {
        put.execute(params![key(one.id), comment.number().cast_signed()])?;
        n_new += 1;
    }
    let has: HashSet<&CommentId> = one.comments.iter().collect();
    let n_missing = had.iter().filter(|c| !has.contains(c)).count();
    Ok((n_new, n_missing))
}

fn add(
    conn: &Connection,
    one: &Prepared,
    was: Option<(i64, i64)>,
    batch: Option<i64>,
    rows: &Rows,
) -> rusqlite::Result<i64> {
    let sql = "SELECT n + n_comments + 1 FROM document ORDER BY n DESC LIMIT 1";
    let next = conn.prepare_cached(sql)?.query_row([], |r| r.get(0));
    let n: i64 = next.optional()?.unwrap_or(1);
    // Numbers rise, so that a new document's own number tells the order in which they came.
    let (added, batch) = was.unwrap_or_else(|| (n, batch.unwrap_or(n)));
    let l = &one.listing;
    let sql = "INSERT INTO document(n, id, added, batch, digest, title, stand_in, outlet, byline,
        published, at, lang, n_comments, path, url)
        VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";
    conn.prepare_cached(sql)?.execute(params![
        n,
        key(one.id),
        added,
        batch,
        one.digest,
        &*l.title,
        l.stand_in,
        l.outlet.as_deref(),
        l.byline.as_deref(),
        l.published.map(|w| w.to_string()),
        l.published.map(crate::model::When::seconds),
        l.lang.code(),
        l.n_comments.cast_signed(),
        &*l.path,
        l.url.as_deref(),
    ])?;
    let sql = "INSERT INTO body(n, shape, words) VALUES(?1, ?2, ?3)";
    conn.prepare_cached(sql)?
        .execute(params![n, one.shape, one.words])?;
    index::put(conn, n, rows)?;
    Ok(n)
}
