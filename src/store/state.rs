//! What the reader did, by identity.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::documents::key;
use super::{Error, Library, SET_FACT, fact, related, schema};
use crate::model::{
    BlockKey, CommentId, CommentState, Corrections, DocumentId, Marks, SavedPlace, State,
};
use crate::text::{Clean, clean, clean_line};

impl Library {
    /// What the reader did with a document, whether or not it is in the library.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn state(&self, id: DocumentId) -> Result<State, Error> {
        state(&self.conn, id).map_err(|e| self.error(e))
    }

    /// Keeps what the reader did with a document, in place of what was kept before.
    ///
    /// # Errors
    /// See [`Error`]. What was kept before stays then.
    pub fn set_state(&mut self, id: DocumentId, state: &State) -> Result<(), Error> {
        self.change(id, |_| state.clone()).map(drop)
    }

    /// Changes what is kept of a document: `make` gets what is there now. Returns what is there then.
    ///
    /// # Errors
    /// See [`Error`]. What was kept before stays then.
    pub fn change(
        &mut self,
        id: DocumentId,
        make: impl FnOnce(State) -> State,
    ) -> Result<State, Error> {
        let mut make = Some(make);
        let mut after = State::default();
        self.change_all([(id, ())], |before, ()| {
            after = make.take().map_or_else(State::default, |make| make(before));
            after.clone()
        })?;
        Ok(after)
    }

    /// Changes what is kept of several documents, all of it or nothing: `make` gets what is there now and what
    /// is to be done with it.
    ///
    /// # Errors
    /// See [`Error`]. What was kept before stays then.
    pub fn change_all<T>(
        &mut self,
        all: impl IntoIterator<Item = (DocumentId, T)>,
        make: impl FnMut(State, T) -> State,
    ) -> Result<(), Error> {
        self.change_all_with(
            all,
            make,
            None::<(&str, fn(Option<&str>) -> Option<String>)>,
        )
    }

    /// The same, and a fact about the file as a whole with it: its name, and what makes its value of the one
    /// that is there; nothing leaves it as it is.
    ///
    /// # Errors
    /// See [`Error`]. What was kept before stays then.
    pub fn change_all_with<T>(
        &mut self,
        all: impl IntoIterator<Item = (DocumentId, T)>,
        mut make: impl FnMut(State, T) -> State,
        note: Option<(&str, impl FnOnce(Option<&str>) -> Option<String>)>,
    ) -> Result<(), Error> {
        self.may_write()?;
        let path = self.path.clone();
        let change = || -> Result<(), Error> {
            let tx = schema::begin(&mut self.conn)?;
            for (id, what) in all {
                let before = state(&tx, id)?;
                let after = make(before.clone(), what);
                if after != before {
                    replace(&tx, id, &after)?;
                }
            }
            if let Some((name, value)) = note {
                let was = fact(&tx, name)?;
                if let Some(value) = value(was.as_deref()) {
                    tx.execute(SET_FACT, [name, &value])?;
                }
            }
            Ok(tx.commit()?)
        };
        let done = change();
        // A veto may have changed them.
        self.stories.replace(None);
        done.map_err(|e| e.at(&path))
    }

    /// All tags, in order.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn tags(&self) -> Result<Vec<Clean>, Error> {
        tags(&self.conn, "SELECT DISTINCT tag FROM tag ORDER BY tag", []).map_err(|e| self.error(e))
    }
}

/// What the reader did with a document, as far as a row of the shelf shows it.
pub(super) fn marks(conn: &Connection, id: DocumentId) -> rusqlite::Result<Marks> {
    let sql = "SELECT read, starred, note IS NOT NULL, cut_block IS NOT NULL OR no_comments
        FROM done WHERE id = ?1";
    let done = conn.prepare_cached(sql)?.query_row([key(id)], |r| {
        Ok(Marks {
            read: r.get(0)?,
            starred: r.get(1)?,
            noted: r.get(2)?,
            is_cut: r.get(3)?,
            ..Marks::default()
        })
    });
    let tagged = "SELECT tag FROM tag WHERE id = ?1";
    let fresh = "SELECT count(*) FROM done_comment WHERE id = ?1 AND fresh AND NOT read";
    let n: isize = conn
        .prepare_cached(fresh)?
        .query_row([key(id)], |r| r.get(0))?;
    Ok(Marks {
        tags: tags(conn, tagged, [key(id)])?,
        n_new: n.cast_unsigned(),
        ..done.optional()?.unwrap_or_default()
    })
}

fn tags<C: FromIterator<Clean>>(
    conn: &Connection,
    sql: &str,
    of: impl rusqlite::Params,
) -> rusqlite::Result<C> {
    let mut tags = conn.prepare_cached(sql)?;
    let tags = tags.query_map(of, |r| Ok(clean_line(r.get_ref(0)?.as_str()?)))?;
    tags.collect()
}

pub(super) fn state(conn: &Connection, id: DocumentId) -> rusqlite::Result<State> {
    let key = key(id);
    let sql =
        "SELECT read, starred, note, place_block, place_ordinal, place_byte, chosen, cut_block,
        cut_ordinal, no_comments FROM done WHERE id = ?1";
    let done = conn.prepare_cached(sql)?.query_row([key], |r| {
        let block = |hash: Option<i64>, ordinal: Option<u32>| {
            Some(BlockKey::from_numbers(hash?.cast_unsigned(), ordinal?))
        };
        let place = block(r.get(3)?, r.get(4)?);
        let byte: Option<u32> = r.get(5)?;
        Ok(State {
            read: r.get(0)?,
            starred: r.get(1)?,
            note: r.get_ref(2)?.as_str_or_null()?.map(clean),
            place: place
                .zip(byte)
                .map(|(block, byte)| SavedPlace { block, byte }),
            chosen: r.get::<_, Option<i64>>(6)?.map(comment),
            corrections: Corrections {
                cut: block(r.get(7)?, r.get(8)?),
                no_comments: r.get(9)?,
                ..Corrections::default()
            },
            ..State::default()
        })
    });
    let mut state = done.optional()?.unwrap_or_default();
    state.tags = tags(conn, "SELECT tag FROM tag WHERE id = ?1", [key])?;
    let sql = "SELECT comment, read, fresh, starred, folded, note FROM done_comment WHERE id = ?1";
    let mut comments = conn.prepare_cached(sql)?;
    let comments = comments.query_map([key], |r| {
        let done = CommentState {
            read: r.get(1)?,
            fresh: r.get(2)?,
            starred: r.get(3)?,
            folded: r.get(4)?,
            note: r.get_ref(5)?.as_str_or_null()?.map(clean),
            untied: false,
        };
        Ok((comment(r.get(0)?), done))
    })?;
    state.comments = comments.collect::<Result<_, _>>()?;
    let mut untied = conn.prepare_cached("SELECT comment FROM untied WHERE id = ?1")?;
    for number in untied.query_map([key], |r| r.get(0))? {
        state.comments.entry(comment(number?)).or_default().untied = true;
    }
    let mut parents = conn.prepare_cached("SELECT comment, parent FROM parent WHERE id = ?1")?;
    let parents = parents.query_map([key], |r| {
        let parent: Option<i64> = r.get(1)?;
        Ok((comment(r.get(0)?), parent.map(comment)))
    })?;
    state.corrections.parents = parents.collect::<Result<_, _>>()?;
    state.vetoes = related::vetoes(conn, id)?;
    Ok(state)
}

fn comment(number: i64) -> CommentId {
    CommentId::from_number(number.cast_unsigned())
}

pub(super) fn replace(conn: &Connection, id: DocumentId, state: &State) -> rusqlite::Result<()> {
    let key = key(id);
    for table in ["done", "tag", "done_comment", "parent", "untied"] {
        conn.execute(&format!("DELETE FROM {table} WHERE id = ?1"), [key])?;
    }
    let number = |c: CommentId| c.number().cast_signed();
    let numbers = |b: BlockKey| {
        let (hash, ordinal) = b.numbers();
        (hash.cast_signed(), ordinal)
    };
    let place = state.place.map(|p| (numbers(p.block), p.byte));
    let cut = state.corrections.cut.map(numbers);
    let without = State {
        tags: std::collections::BTreeSet::new(),
        comments: std::collections::BTreeMap::new(),
        corrections: Corrections {
            parents: std::collections::BTreeMap::new(),
            ..state.corrections.clone()
        },
        vetoes: std::collections::BTreeSet::new(),
        ..state.clone()
    };
    if !without.is_empty() {
        let sql =
            "INSERT INTO done(id, read, starred, note, place_block, place_ordinal, place_byte,
            chosen, cut_block, cut_ordinal, no_comments)
            VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
        conn.prepare_cached(sql)?.execute(params![
            key,
            state.read,
            state.starred,
            state.note.as_deref(),
            place.map(|p| p.0.0),
            place.map(|p| p.0.1),
            place.map(|p| p.1),
            state.chosen.map(number),
            cut.map(|c| c.0),
            cut.map(|c| c.1),
            state.corrections.no_comments,
        ])?;
    }
    for tag in &state.tags {
        conn.prepare_cached("INSERT INTO tag(id, tag) VALUES(?1, ?2)")?
            .execute(params![key, &**tag])?;
    }
    let sql = "INSERT INTO done_comment(id, comment, read, fresh, starred, folded, note)
        VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let mut put = conn.prepare_cached(sql)?;
    let done = state.comments.iter().map(|(id, c)| {
        let untied = false;
        (
            id,
            c,
            CommentState {
                untied,
                ..c.clone()
            },
        )
    });
    for (comment, c, _) in done.filter(|(.., without)| !without.is_empty()) {
        let note = c.note.as_deref();
        put.execute(params![
            key,
            number(*comment),
            c.read,
            c.fresh,
            c.starred,
            c.folded,
            note
        ])?;
    }
    let mut put = conn.prepare_cached("INSERT INTO untied(id, comment) VALUES(?1, ?2)")?;
    for (comment, _) in state.comments.iter().filter(|(_, c)| c.untied) {
        put.execute(params![key, number(*comment)])?;
    }
    let mut put =
        conn.prepare_cached("INSERT INTO parent(id, comment, parent) VALUES(?1, ?2, ?3)")?;
    for (comment, parent) in &state.corrections.parents {
        put.execute(params![key, number(*comment), parent.map(number)])?;
    }
    related::set_vetoes(conn, id, &state.vetoes)
}
