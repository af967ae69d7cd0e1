//! Whether the tables of a file can be read.

use std::path::Path;

use rusqlite::Connection;

use crate::store::Error;

/// Whether a newer library has what we read, as tables.
pub(super) fn can_be_read(conn: &Connection, path: &Path) -> Result<(), Error> {
    let unknown = |source| Error::Unreachable {
        path: path.to_path_buf(),
        why: "a newer khao made it, and this one cannot read it",
        source,
    };
    let views = "SELECT count(*) FROM sqlite_schema WHERE type IN ('view', 'trigger')";
    let n: i64 = conn.query_row(views, [], |r| r.get(0))?;
    if n > 0 {
        return Err(unknown(None));
    }
    touch(conn).map_err(|e| match e {
        Error::Sql(e) => unknown(Some(e)),
        other => other,
    })
}

/// Reads the first row of every table: a lost page near the head is found out now.
pub(super) fn touch(conn: &Connection) -> Result<(), Error> {
    for row in [
        "SELECT n, id, added, batch, digest, title, stand_in, outlet, byline, published, lang, n_comments,
            path, url, at
            FROM document ORDER BY n LIMIT 1",
        "SELECT id FROM document ORDER BY id LIMIT 1",
        "SELECT n, length(shape), length(words) FROM body ORDER BY n DESC LIMIT 1",
        "SELECT n, id, read, starred, note, place_block, place_ordinal, place_byte, chosen,
            cut_block, cut_ordinal, no_comments FROM done LIMIT 1",
        "SELECT n, id, tag FROM tag LIMIT 1",
        "SELECT n, id, comment, read, fresh, starred, folded, note FROM done_comment LIMIT 1",
        "SELECT n, id, comment, parent FROM parent LIMIT 1",
        "SELECT n, length(words) FROM term LIMIT 1",
        "SELECT n, name, value FROM fact LIMIT 1",
        "SELECT n, name, query FROM saved LIMIT 1",
        "SELECT rowid FROM words LIMIT 1",
        "SELECT n, story, length(traits) FROM signature ORDER BY n DESC LIMIT 1",
        "SELECT n, length(documents) FROM posting LIMIT 1",
        "SELECT a, b, kind, score FROM relation LIMIT 1",
        "SELECT n, id, other, kind FROM veto LIMIT 1",
    ] {
        conn.prepare(row)?.query([])?.next()?;
    }
    Ok(())
}
