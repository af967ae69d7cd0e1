//! Opening the file: what it is comes first, then how it is used.
//!
//! The database program looks at the file first, never we: closing a file that it has open elsewhere
//! in this process would take its locks away.

mod touch;

use std::cell::RefCell;
use std::fs;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use self::touch::{can_be_read, touch};
use super::error::{Foreign, ReadOnly};
use super::terms::Terms;
use super::{Error, Library, schema};
use crate::text::Segmenter;

/// What is to be done with the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Read and write; make it where it is not there. Where it cannot be written it is read.
    Write,
    /// Only read.
    Read,
}

/// How long writing waits for its turn.
const PATIENCE: Duration = Duration::from_secs(5);

/// Bytes in a page of a new file.
pub(super) const PAGE: u64 = 4096;

impl Library {
    /// Opens the library at `path`.
    ///
    /// # Errors
    /// Where there is none and none can be made, where the file is something else, or is damaged: see
    /// [`Error`]. A file that cannot be written is no error: see [`Library::read_only`].
    ///
    /// ```
    /// use khao::store::{Library, Mode};
    /// let folder = tempfile::tempdir().unwrap();
    /// let library = Library::open(&folder.path().join("library.db"), Mode::Write).unwrap();
    /// assert!(library.listings().unwrap().is_empty());
    /// ```
    pub fn open(path: &Path, mode: Mode) -> Result<Self, Error> {
        Self::open_or_say(path, mode).map_err(|e| e.at(path))
    }

    /// A library in memory alone.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn in_memory() -> Result<Self, Error> {
        let mut conn = Connection::open_in_memory()?;
        schema::create(&mut conn)?;
        Ok(Self {
            conn,
            path: PathBuf::new(),
            read_only: None,
            copy: None,
            batch: None,
            segmenter: Segmenter::new(),
            terms: Terms::default(),
            vocabulary: RefCell::new(None),
            numbers: RefCell::new(None),
            recent: RefCell::default(),
            stories: RefCell::default(),
        })
    }

    fn open_or_say(path: &Path, mode: Mode) -> Result<Self, Error> {
        match fs::metadata(path) {
            Ok(about) if !about.is_file() => return Err(foreign(path, Foreign::NoFile)),
            Err(e) if e.kind() == ErrorKind::NotFound => {
                if mode == Mode::Read {
                    return Err(Error::Missing(path.to_path_buf()));
                }
                make_folder(path)?;
                make_file(path);
            }
            Ok(_) | Err(_) => {}
        }
        let (mut conn, mut read_only) = connect(path, mode)?;
        let Head {
            application,
            version,
            n,
            is_as_it_says,
        } = head(&conn, path)?;
        let mut copy = None;
        if (application, version, n) == (0, 0, 0) {
            if let Some(why) = read_only {
                // An empty file is no library yet.
                return Err(match why {
                    ReadOnly::Wished => Error::Missing(path.to_path_buf()),
                    other => Error::ReadOnly(other),
                });
            }
            settle(&conn, path)?;
            schema::create(&mut conn)?;
        } else if application != schema::APPLICATION {
            return Err(foreign(path, Foreign::OtherProgram));
        } else if version > schema::VERSION {
            read_only = Some(ReadOnly::Newer);
            conn.pragma_update(None, "query_only", true)?;
            can_be_read(&conn, path)?;
        } else if version == schema::VERSION {
            is_as_it_says?;
            if read_only.is_none() {
                settle(&conn, path)?;
            }
        } else if schema::STEPS.iter().any(|(of, _)| *of == version) {
            is_as_it_says?;
            if read_only.is_some() {
                return Err(Error::Unreachable {
                    path: path.to_path_buf(),
                    why: "an older khao made it; this one has to write to it first",
                    source: None,
                });
            }
            settle(&conn, path)?;
            copy = schema::migrate(&mut conn, path, schema::STEPS, schema::VERSION)?;
            schema::check(&conn, path, schema::VERSION)?;
        } else {
            return Err(Error::Unreachable {
                path: path.to_path_buf(),
                why: "its version is not known",
                source: None,
            });
        }
        touch(&conn)?;
        Ok(Self {
            conn,
            path: path.to_path_buf(),
            read_only,
            copy,
            batch: None,
            segmenter: Segmenter::new(),
            terms: Terms::default(),
            vocabulary: RefCell::new(None),
            numbers: RefCell::new(None),
            recent: RefCell::default(),
            stories: RefCell::default(),
        })
    }
}

impl Drop for Library {
    fn drop(&mut self) {
        // What was written stands in the log beside the file; it goes into the file now, unless another
        // program is reading there: then that one does it.
        if self.read_only.is_none() {
            let _later = self.conn.busy_timeout(Duration::ZERO);
            let empty = "PRAGMA wal_checkpoint(TRUNCATE)";
            let _later = self.conn.query_row(empty, [], |_| Ok(()));
        }
    }
}

/// What a file says it is.
struct Head {
    application: i32,
    version: i32,
    /// How many tables and indexes it has.
    n: i64,
    /// Whether its tables are those of its version.
    is_as_it_says: Result<(), Error>,
}

/// Reads all of it at one moment: another program may be bringing the tables up just now.
fn head(conn: &Connection, path: &Path) -> Result<Head, Error> {
    let tx = conn.unchecked_transaction()?;
    let version = tx.pragma_query_value(None, "user_version", |r| r.get(0))?;
    Ok(Head {
        application: tx.pragma_query_value(None, "application_id", |r| r.get(0))?,
        version,
        n: tx.query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get(0))?,
        is_as_it_says: schema::check(&tx, path, version),
    })
}

fn foreign(path: &Path, what: Foreign) -> Error {
    Error::Foreign {
        path: path.to_path_buf(),
        what,
    }
}

/// Makes the folder of a new library, for this user alone.
fn make_folder(path: &Path) -> Result<(), Error> {
    let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) else {
        return Ok(());
    };
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|source| Error::Folder {
        path: folder.to_path_buf(),
        source,
    })
}

/// Makes the empty file of a new library, for this user alone. Where that fails, opening it tells why.
fn make_file(path: &Path) {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let _told_later = options.open(path);
}

/// A connection through which the head of the file was read, and why it is only for reading.
fn connect(path: &Path, mode: Mode) -> Result<(Connection, Option<ReadOnly>), Error> {
    let common = OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_EXRESCODE;
    let write = common | OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let read = common | OpenFlags::SQLITE_OPEN_READ_ONLY;
    if mode == Mode::Write {
        match opened(path, path, write) {
            Ok(conn) if !conn.is_readonly("main")? => return Ok((conn, None)),
            Err(e) if !is_refusal(&e) => return Err(what_is(path, e)),
            Err(e) if !path.exists() => {
                return Err(Error::Unreachable {
                    path: path.to_path_buf(),
                    why: "it cannot be made there",
                    source: Some(e),
                });
            }
            Ok(_) | Err(_) => {}
        }
    }
    let why = match mode {
        Mode::Write => ReadOnly::NotAllowed,
        Mode::Read => ReadOnly::Wished,
    };
    match opened(path, path, read) {
        Ok(conn) => Ok((conn, Some(why))),
        // Readers of a log need a file beside it. Where none can be made, nobody can be writing either.
        Err(e) if is_refusal(&e) => match opened(path, &unchanging(path), read) {
            Ok(conn) => Ok((conn, Some(why))),
            Err(e) if is_refusal(&e) => Err(Error::Unreachable {
                path: path.to_path_buf(),
                why: "this user may not read it",
                source: Some(e),
            }),
            Err(e) => Err(what_is(path, e)),
        },
        Err(e) => Err(what_is(path, e)),
    }
}

fn opened(path: &Path, name: &Path, flags: OpenFlags) -> rusqlite::Result<Connection> {
    let uri = if path == name {
        OpenFlags::empty()
    } else {
        OpenFlags::SQLITE_OPEN_URI
    };
    let conn = Connection::open_with_flags(name, flags | uri)?;
    conn.busy_timeout(PATIENCE)?;
    // The file may be of others: no code of theirs runs, and no page is trusted.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    conn.pragma_update(None, "cell_size_check", true)?;
    conn.pragma_update(None, "mmap_size", 0)?;
    conn.pragma_update(None, "foreign_keys", true)?;
    conn.pragma_update(None, "temp_store", "MEMORY")?;
    conn.pragma_update(None, "cache_size", -8_000)?;
    conn.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(conn)
}

/// The file as an address that says that nobody changes it.
fn unchanging(path: &Path) -> PathBuf {
    let digit = |n: u8| char::from_digit(u32::from(n), 16).unwrap_or('0');
    let mut uri = "file:".to_owned();
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' => {
                uri.push(char::from(*byte));
            }
            _ => uri.extend(['%', digit(byte >> 4), digit(byte & 15)]),
        }
    }
    uri.push_str("?immutable=1");
    PathBuf::from(uri)
}

/// Whether the system does not let us, rather than the file being wrong.
fn is_refusal(e: &rusqlite::Error) -> bool {
    matches!(
        e.sqlite_error_code(),
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied)
    )
}

/// What a file is that the database program does not take for one of its own. No connection has it
/// open then.
fn what_is(path: &Path, e: rusqlite::Error) -> Error {
    let damaged = |what: &str| Error::Damaged {
        path: path.to_path_buf(),
        what: what.to_owned(),
    };
    match e.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) if was_library(path) => damaged("its head is lost"),
        Some(ErrorCode::NotADatabase) => foreign(path, Foreign::NoDatabase),
        _ => Error::from(e),
    }
}

/// Whether a file without the head of a database was one: its pages are of our size, and the second
/// has a head as pages have.
fn was_library(path: &Path) -> bool {
    let whole = fs::metadata(path).is_ok_and(|m| m.len() >= 2 * PAGE && m.len() % PAGE == 0);
    let mut head = vec![0; 2 * PAGE as usize];
    let read = fs::File::open(path).and_then(|mut f| f.read_exact(&mut head));
    if !whole || read.is_err() {
        return false;
    }
    let page = &head[PAGE as usize..];
    let two = |at: usize| u64::from(u16::from_be_bytes([page[at], page[at + 1]]));
    let n_cells = two(3);
    // The kinds of pages in the file format of SQLite, section 1.6.
    matches!(page[0], 2 | 5 | 10 | 13)
        && two(1) < PAGE
        && n_cells * 2 + 8 <= PAGE
        && (two(5) == 0 || two(5) >= 8 + n_cells * 2)
        && two(5) <= PAGE
}

/// How a file of ours is written.
fn settle(conn: &Connection, path: &Path) -> Result<(), Error> {
    // The log needs memory that all programs share, which a network has none of.
    let mode = if is_far(path) { "DELETE" } else { "WAL" };
    conn.pragma_update_and_check(None, "journal_mode", mode, |_| Ok(()))?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.pragma_update(None, "wal_autocheckpoint", 1000)?;
    Ok(())
}

/// Whether the folder lives on another machine: NFS, SMB or 9P.
#[cfg(target_os = "linux")]
fn is_far(path: &Path) -> bool {
    let folder = path.parent().filter(|f| !f.as_os_str().is_empty());
    let about = rustix::fs::statfs(folder.unwrap_or_else(|| Path::new(".")));
    let kind = about.map_or(0, |s| s.f_type & 0xffff_ffff);
    matches!(
        kind,
        0x6969 | 0x517b | 0xff53_4d42 | 0xfe53_4d42 | 0x0102_1997
    )
}

#[cfg(not(target_os = "linux"))]
fn is_far(_path: &Path) -> bool {
    false
}
