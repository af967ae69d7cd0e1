//! The tables, and how older ones become them.
//!
//! | table | a row for | key |
//! |---|---|---|
//! | `document` | what the shelf shows of a document | `n`, which is also its article's row in `words`; its comments have the numbers behind it |
//! | `body` | its words and their shape ([`super::codec`]) | `n` |
//! | `words` | the segmented words and names of an article or a comment; FTS5 without a copy of the text | `n` |
//! | `term` | words of the index, for finding parts of words ([`super::terms`]) | |
//! | `done` | what the reader did with a document | identity |
//! | `tag` | a tag on a document | identity |
//! | `done_comment` | what the reader did with a comment | both identities |
//! | `parent` | what a comment answers by the reader's hand | both identities |
//! | `fact` | what holds for the whole file | name |
//! | `saved` | a query that the reader gave a name | name |
//! | `signature` | the strongest of what a document speaks of, and its story: 0 for one alone, none while it is not related to the others yet ([`super::related`]) | `n` |
//! | `posting` | the documents that are found by a feature; at -1, in how many documents features stand | feature and month |
//! | `relation` | that two documents are related, once from each side | the `n` of both |
//! | `veto` | that the reader does not take two documents for related, once from each side | both identities |
//!
//! The reader's tables (`done`, `tag`, `done_comment`, `parent`, `veto`) know no `n`: a document may be imported
//! anew, or be gone. What relates documents follows from their words, and is made anew where it is lost.
//!
//! All tables but `term` and `relation`, which follow from the words, have row numbers, so that damaged ones can be
//! walked over ([`super::salvage()`]). Indexes stand behind the tables: that is the order in which `VACUUM`
//! writes them, and a file whose first page is lost is given that of a new one. For the same reason a table
//! gets new columns behind the others, new tables stand behind those that were there, and the text of all of
//! them fits into that page.

mod step;

use std::path::{Path, PathBuf};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::Error;
use super::error::{Foreign, ReadOnly};

/// Our mark in the file's head: "khao".
pub(super) const APPLICATION: i32 = 0x6b68_616f;
/// The version of the tables below.
pub(super) const VERSION: i32 = 3;

/// The tables as they are made.
pub(super) const TABLES: &str = include_str!("schema/tables.sql");
/// What older versions were made of, which never changes.
const OLDER: &[(i32, &str)] = &[
    (1, include_str!("schema/version-1.sql")),
    (2, step::VERSION_2),
];

/// Makes the tables of a new library, all or none. Another program may just have made them.
pub(super) fn create(conn: &mut Connection) -> Result<(), Error> {
    make(conn, VERSION, TABLES)
}

fn make(conn: &mut Connection, version: i32, tables: &str) -> Result<(), Error> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let made: i64 = tx.query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get(0))?;
    if made == 0 {
        tx.execute_batch(tables)?;
        tx.pragma_update(None, "application_id", APPLICATION)?;
        tx.pragma_update(None, "user_version", version)?;
        tx.commit()?;
    }
    Ok(())
}

/// Whether the tables are those that we make, or made in an older version: nothing more (a trigger, a view),
/// nothing else.
///
/// # Errors
/// When they are not, or cannot be read.
pub(super) fn check(conn: &Connection, path: &Path, version: i32) -> Result<(), Error> {
    let older = OLDER.iter().find(|(of, _)| *of == version);
    let tables = older.map_or(TABLES, |o| o.1);
    let mut ours = Connection::open_in_memory()?;
    make(&mut ours, version, tables)?;
    if listed(conn)? == listed(&ours)? {
        return Ok(());
    }
    Err(Error::Foreign {
        path: path.to_path_buf(),
        what: Foreign::OtherTables,
    })
}

/// What a database says it is made of.
fn listed(conn: &Connection) -> Result<Vec<(String, String, Option<String>)>, Error> {
    let mut all = conn.prepare("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name")?;
    let rows = all.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Makes tables of the next version out of those of the one before.
pub(super) type Step = fn(&Connection) -> rusqlite::Result<()>;

/// The steps from each older version to the next, the oldest first.
pub(super) const STEPS: &[(i32, Step)] = &[(1, step::to_2), (2, step::to_3)];

/// Brings older tables to version `to`. A copy of the file as it was is made first; it is left beside
/// it, and returned. Nothing changes where a step fails.
pub(super) fn migrate(
    conn: &mut Connection,
    path: &Path,
    steps: &[(i32, Step)],
    to: i32,
) -> Result<Option<PathBuf>, Error> {
    let version = |conn: &Connection| -> Result<i32, Error> {
        Ok(conn.pragma_query_value(None, "user_version", |r| r.get(0))?)
    };
    // From here on no other program writes: of several that start at once, one does this.
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let from = version(&tx)?;
    if from == to {
        return Ok(None);
    }
    let copy = copy(path, from)?;
    for (of, step) in steps {
        if *of == version(&tx)? {
            step(&tx)?;
            tx.pragma_update(None, "user_version", of + 1)?;
        }
    }
    if version(&tx)? != to {
        return Err(Error::Unreachable {
            path: path.to_path_buf(),
            why: "its version is not known",
            source: None,
        });
    }
    tx.commit()?;
    // The pages of a new file, without the gaps that the older tables left. It may fail where there is little
    // room: then the file is larger than it need be.
    let _larger = conn.execute_batch("VACUUM");
    Ok(Some(copy))
}

/// Begins a change. Refused where a newer khao has changed the tables since the file was opened.
///
/// # Errors
/// See [`Error`].
pub(super) fn begin(conn: &mut Connection) -> Result<Transaction<'_>, Error> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    is_ours(&tx)?;
    Ok(tx)
}

/// Whether the tables are still those of this version, in a change that was begun.
///
/// # Errors
/// When a newer khao has changed them since the file was opened.
pub(super) fn is_ours(conn: &Connection) -> Result<(), Error> {
    let version: i32 = conn.pragma_query_value(None, "user_version", |r| r.get(0))?;
    if version > VERSION {
        return Err(Error::ReadOnly(ReadOnly::Newer));
    }
    Ok(())
}

/// Copies the whole library as it is now to a file beside it. The connection that is about to change it
/// cannot, in the middle of its change: another one reads.
fn copy(path: &Path, version: i32) -> Result<PathBuf, Error> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let copy = path.with_file_name(format!("{name}.version-{version}"));
    let half = path.with_file_name(format!("{name}.version-{version}.part"));
    let at = |source| Error::Copy {
        path: copy.clone(),
        source,
    };
    match std::fs::remove_file(&half) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(at(e)),
        Ok(()) | Err(_) => {}
    }
    let conn = Connection::open(path)?;
    conn.execute("VACUUM INTO ?1", [half.to_string_lossy()])?;
    let kept = std::fs::File::open(&half).and_then(|f| f.sync_all());
    kept.and_then(|()| std::fs::rename(&half, &copy))
        .map_err(at)?;
    Ok(copy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_older_library_is_copied_and_brought_up() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("library.db");
        let mut conn = Connection::open(&path).unwrap();
        conn.execute_batch("CREATE TABLE a(x); INSERT INTO a VALUES(7); PRAGMA user_version = 3;")
            .unwrap();
        let first: Step = |c| c.execute_batch("ALTER TABLE a ADD COLUMN y DEFAULT 8");
        let second: Step = |c| c.execute_batch("ALTER TABLE a RENAME TO b");
        let copy = migrate(&mut conn, &path, &[(3, first), (4, second)], 5).unwrap();
        let row = conn.query_row("SELECT x, y FROM b", [], |r| Ok((r.get(0)?, r.get(1)?)));
        assert_eq!(row, Ok((7, 8)));
        let old = Connection::open(copy.unwrap()).unwrap();
        let x: i32 = old.query_row("SELECT x FROM a", [], |r| r.get(0)).unwrap();
        assert_eq!(x, 7);
        assert!(migrate(&mut conn, &path, &[], 5).unwrap().is_none());
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 2);
    }

    #[test]
    fn a_step_that_fails_changes_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("library.db");
        let mut conn = Connection::open(&path).unwrap();
        conn.execute_batch("CREATE TABLE a(x); PRAGMA user_version = 3;")
            .unwrap();
        let good: Step = |c| c.execute_batch("ALTER TABLE a RENAME TO b");
        let bad: Step = |c| c.execute_batch("ALTER TABLE none RENAME TO c");
        assert!(migrate(&mut conn, &path, &[(3, good), (4, bad)], 5).is_err());
        assert!(migrate(&mut conn, &path, &[(3, good)], 5).is_err());
        let names: Vec<_> = listed(&conn).unwrap().into_iter().map(|r| r.1).collect();
        assert_eq!(names, ["a"]);
    }

    #[test]
    fn all_tables_are_told_on_the_first_page() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("library.db");
        create(&mut Connection::open(&path).unwrap()).unwrap();
        // A leaf of a table, in section 1.6 of the file format.
        assert_eq!(std::fs::read(&path).unwrap()[100], 13);
    }

    #[test]
    fn only_our_tables_are_ours() {
        let mut conn = Connection::open_in_memory().unwrap();
        create(&mut conn).unwrap();
        create(&mut conn).unwrap();
        let path = Path::new("x");
        check(&conn, path, VERSION).unwrap();
        for more in [
            "CREATE TRIGGER t AFTER INSERT ON document BEGIN DELETE FROM body; END",
            "CREATE VIEW v AS SELECT 1",
            "CREATE INDEX i ON document(title)",
        ] {
            conn.execute_batch(&format!("SAVEPOINT a; {more}")).unwrap();
            assert!(
                matches!(check(&conn, path, VERSION), Err(Error::Foreign { .. })),
                "{more}"
            );
            conn.execute_batch("ROLLBACK TO a; RELEASE a").unwrap();
        }
    }
}
