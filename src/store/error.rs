//! Why the library could not do something.

use std::io;
use std::path::PathBuf;

use crate::model::DocumentId;

/// Why the library could not do something.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Its folder could not be made.
    #[error("cannot make the folder {}: {source}", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// There is no such file, and none may be made.
    #[error("there is no library at {}", .0.display())]
    Missing(PathBuf),
    /// It cannot be opened.
    #[error("cannot open library: {}: {why}", path.display())]
    Unreachable {
        /// The file.
        path: PathBuf,
        /// Why, in words of ours.
        why: &'static str,
        /// What the database says.
        source: Option<rusqlite::Error>,
    },
    /// The file is something else: it is not touched.
    #[error("{} is not a khao library: {what}", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// What it is.
        what: Foreign,
    },
    /// The file is a library, and damaged.
    #[error("the library {} is damaged: {what}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// A copy before a change of the file could not be made, so that nothing was changed.
    #[error("cannot make a copy of the library at {}: {source}", path.display())]
    Copy {
        /// The copy.
        path: PathBuf,
        /// What went wrong.
        source: io::Error,
    },
    /// It may only be read.
    #[error("the library is read-only: {0}")]
    ReadOnly(ReadOnly),
    /// Another program held it for too long.
    #[error("another program is writing to the library; try again")]
    Busy,
    /// There is no room.
    #[error("the disk is full; what was there is safe, and nothing half was kept")]
    Full,
    /// No such document.
    #[error("there is no document {0} in the library")]
    NoDocument(DocumentId),
    /// Anything else that the database says.
    #[error("the library cannot be used: {0}")]
    Sql(#[source] rusqlite::Error),
}

/// What a file is that is no library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Foreign {
    /// No database.
    #[error("it is no database")]
    NoDatabase,
    /// The database of another program.
    #[error("it belongs to another program")]
    OtherProgram,
    /// It bears our mark, but holds what we did not make.
    #[error("its tables are not those of khao")]
    OtherTables,
    /// Not even a regular file.
    #[error("it is not a regular file")]
    NoFile,
}

/// Why a library is opened only for reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReadOnly {
    /// It was asked for.
    #[error("it was opened so")]
    Wished,
    /// The system does not let us write.
    #[error("this user may not write to it")]
    NotAllowed,
    /// There is none: no folder is known for it, or it could not be opened.
    #[error("nothing is kept in this session")]
    Unopened,
    /// A newer khao made it.
    #[error("a newer khao made it")]
    Newer,
}

impl From<rusqlite::Error> for Error {
    fn from(e: rusqlite::Error) -> Self {
        use rusqlite::{Error as E, ErrorCode as Code};
        match e.sqlite_error_code() {
            // The tables are those we make: other values in them than ours are pages of something else.
            _ if matches!(
                e,
                E::FromSqlConversionFailure(..)
                    | E::InvalidColumnType(..)
                    | E::IntegralValueOutOfRange(..)
            ) =>
            {
                Self::Damaged {
                    path: PathBuf::new(),
                    what: "a row is none of ours".to_owned(),
                }
            }
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => Self::Busy,
            Some(Code::DiskFull) => Self::Full,
            Some(Code::ReadOnly) => Self::ReadOnly(ReadOnly::NotAllowed),
            Some(Code::DatabaseCorrupt | Code::NotADatabase) => Self::Damaged {
                path: PathBuf::new(),
                what: e.to_string(),
            },
            _ => Self::Sql(e),
        }
    }
}

impl Error {
    /// Whether the file is a library whose pages are not what they were.
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::Damaged { .. })
    }

    /// With the file that it is about.
    pub(super) fn at(self, file: &std::path::Path) -> Self {
        match self {
            Self::Damaged { path, what } if path.as_os_str().is_empty() => Self::Damaged {
                path: file.to_path_buf(),
                what,
            },
            other => other,
        }
    }
}
