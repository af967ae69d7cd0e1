//! From each older version to the next. Every step runs in a transaction: all of it, or nothing.

use rusqlite::{Connection, params};

use crate::model::When;
use crate::store::codec::decode;
use crate::store::index::{self, Rows};
use crate::store::terms::{self, Terms};
use crate::text::{Segmenter, clean_line};

/// The tables of version 1 whose rows are copied as they are. `document` gets a column, and `words` and
/// `term` are made anew from the bodies.
const COPIED: &[(&str, &str)] = &[
    ("body", "n, shape, words"),
    (
        "done",
        "n, id, read, starred, note, place_block, place_ordinal, place_byte, chosen, cut_block, cut_ordinal,
        no_comments",
    ),
    ("tag", "n, id, tag"),
    (
        "done_comment",
        "n, id, comment, read, fresh, starred, folded, note",
    ),
    ("parent", "n, id, comment, parent"),
    ("fact", "n, name, value"),
];

/// The tables of version 2, which never change.
pub(super) const VERSION_2: &str = include_str!("version-2.sql");

/// What version 3 has beside them.
const NEW_IN_3: &str = include_str!("new-in-3.sql");

/// The columns of a document that both versions have.
const DOCUMENT: &str =
    "n, id, added, digest, title, stand_in, outlet, byline, published, lang, n_comments, path, url";

/// Version 2 knows when a document was published as a number, has names in the index of words, and keeps
/// queries.
///
/// All tables are made anew in their order, so that they begin on the pages on which those of a new library
/// do once the file is written anew.
pub(super) fn to_2(conn: &Connection) -> rusqlite::Result<()> {
    conn.execute_batch("DROP TABLE words; DROP TABLE term;")?;
    let renamed = COPIED.iter().map(|c| c.0).chain(["document"]);
    for table in renamed.clone() {
        conn.execute_batch(&format!("ALTER TABLE {table} RENAME TO old_{table}"))?;
    }
    conn.execute_batch(VERSION_2)?;
    for (table, columns) in COPIED {
        let copy = format!("INSERT INTO {table}({columns}) SELECT {columns} FROM old_{table}");
        conn.execute_batch(&copy)?;
    }
    let copy = format!(
        "INSERT INTO document({DOCUMENT}, batch) SELECT {DOCUMENT}, added FROM old_document"
    );
    conn.execute_batch(&copy)?;
    for table in renamed {
        conn.execute_batch(&format!("DROP TABLE old_{table}"))?;
    }
    date(conn)?;
    index(conn)
}

/// Fills in when each document was published.
fn date(conn: &Connection) -> rusqlite::Result<()> {
    let mut dated =
        conn.prepare("SELECT n, published FROM document WHERE published IS NOT NULL")?;
    let dated = dated.query_map([], |r| {
        Ok((r.get::<_, i64>(0)?, r.get_ref(1)?.as_str()?.parse::<When>()))
    })?;
    let dated: Vec<_> = dated.collect::<Result<_, _>>()?;
    let mut put = conn.prepare("UPDATE document SET at = ?2 WHERE n = ?1")?;
    for (n, when) in dated {
        if let Ok(when) = when {
            put.execute(params![n, when.seconds()])?;
        }
    }
    Ok(())
}

/// Makes the index of words anew. A document whose words cannot be read has none; opening it tells.
fn index(conn: &Connection) -> rusqlite::Result<()> {
    let segmenter = Segmenter::new();
    let mut bodies = conn.prepare("SELECT n, shape, words FROM body ORDER BY n")?;
    let mut bodies = bodies.query([])?;
    let (mut terms, mut new) = (Terms::default(), String::new());
    while let Some(row) = bodies.next()? {
        let (shape, words) = (row.get_ref(1)?.as_blob()?, row.get_ref(2)?.as_blob()?);
        let Some(document) = decode(shape, words, clean_line("")) else {
            continue;
        };
        let rows = Rows::of(&document, &segmenter);
        index::put(conn, row.get(0)?, &rows)?;
        terms.note(rows.words(), &mut new);
        if new.len() > terms::ROW {
            terms::keep(conn, &new)?;
            new.clear();
        }
    }
    terms::keep(conn, &new)?;
    conn.execute("INSERT INTO words(words) VALUES('optimize')", [])?;
    Ok(())
}

/// Version 3 knows how documents belong together. They are related behind the opening, not here: the tables
/// are empty.
///
/// They stand behind all others, so those begin where they did.
pub(super) fn to_3(conn: &Connection) -> rusqlite::Result<()> {
    conn.execute_batch(NEW_IN_3)
}
