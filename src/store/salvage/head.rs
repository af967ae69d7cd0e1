//! The first page of a damaged library: it names the tables, and says on which pages they begin.
//!
//! A file that has lost its own gets that of a new library. In older versions the tables that both have begin on the
//! same pages, or lack but their last columns; those that came later do not stand there.

use std::fs;
use std::io::{self, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use rusqlite::Connection;
use rusqlite::config::DbConfig;

use crate::store::open::PAGE;
use crate::store::{Error, schema};

/// A damaged library whose tables can be named.
pub(super) struct Old {
    pub(super) conn: Connection,
    /// Of which version its tables are.
    version: i32,
    /// Whether its head said so.
    pub(super) is_sure: bool,
}

impl Old {
    /// Whether it may have queries with names.
    pub(super) fn has_saved(&self) -> bool {
        self.version >= 2
    }

    /// Whether it may have what the reader said of ties.
    pub(super) fn has_links(&self) -> bool {
        self.version >= 3
    }
}

/// A connection to the copy through which its tables can be named. Where its own head cannot be read, it gets that
/// of `new`.
pub(super) fn readable(copy: &Path, new: &Path) -> Result<Old, Error> {
    if let Ok(conn) = connect(copy) {
        let version = (1..=schema::VERSION)
            .rev()
            .find(|version| schema::check(&conn, copy, *version).is_ok());
        if let Some(version) = version {
            return Ok(Old {
                conn,
                version,
                is_sure: true,
            });
        }
    }
    give_head(copy, new).map_err(|source| Error::Copy {
        path: copy.to_path_buf(),
        source,
    })?;
    let conn = connect(copy)?;
    let is_newest = is_newest(&conn);
    Ok(Old {
        conn,
        version: if is_newest { schema::VERSION } else { 2 },
        is_sure: is_newest,
    })
}

/// Whether the tables begin where those of the newest version do. In an older file other things stand there: an
/// index is never read as a table, but the page of another table would be.
fn is_newest(conn: &Connection) -> bool {
    let reads = |sql: &&str| {
        let one = conn.query_row(sql, [], |_| Ok(()));
        matches!(one, Ok(()) | Err(rusqlite::Error::QueryReturnedNoRows))
    };
    let n = |all: &[&str]| all.iter().filter(|sql| reads(sql)).count();
    let tables = [
        // In version 1 it is kept like an index.
        "SELECT n FROM term LIMIT 1",
        "SELECT n FROM signature LIMIT 1",
        "SELECT n FROM posting LIMIT 1",
        "SELECT n FROM veto LIMIT 1",
        "SELECT n FROM untied LIMIT 1",
    ];
    let indexes = [
        "SELECT batch FROM document INDEXED BY document_added LIMIT 1",
        "SELECT at FROM document INDEXED BY document_at LIMIT 1",
        "SELECT tag FROM tag INDEXED BY tag_tag LIMIT 1",
        "SELECT story FROM signature INDEXED BY signature_story LIMIT 1",
    ];
    let (n_tables, n_indexes) = (n(&tables), n(&indexes));
    // Most of them: one page or another may be among those that are lost.
    n_tables >= 4 && n_tables + n_indexes >= 7
}

fn connect(copy: &Path) -> rusqlite::Result<Connection> {
    let conn = Connection::open(copy)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    conn.pragma_update(None, "cell_size_check", true)?;
    // A file that is shorter than its head says is read nonetheless.
    conn.pragma_update(None, "writable_schema", true)?;
    conn.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(conn)
}

/// Gives a file the first page of a new library.
fn give_head(file: &Path, new: &Path) -> io::Result<()> {
    let mut page = fs::read(new)?;
    page.truncate(PAGE as usize);
    if page.len() < 100 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let mut file = fs::OpenOptions::new().write(true).open(file)?;
    let n_pages = file.metadata()?.len().div_ceil(PAGE) as u32;
    // Section 1.3 of the file format: how many pages there are, and the change for which that holds.
    page[28..32].copy_from_slice(&n_pages.to_be_bytes());
    page.copy_within(24..28, 92);
    file.seek(SeekFrom::Start(0))?;
    file.write_all(&page)
}
