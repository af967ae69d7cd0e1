//! Files and standard input become inputs. Everything that can be wrong with a path is told in a
//! message of its own, and within a second.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::load::{Input, LIMIT};

/// Why a path could not be read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The system said no.
    #[error("cannot read {path}: {why}")]
    Io {
        /// The path.
        path: String,
        /// The system's words, cleaned.
        why: String,
        /// The error itself.
        #[source]
        source: io::Error,
    },
    /// A pipe, socket or device: reading it could wait for ever.
    #[error("cannot read {0}: it is not a regular file")]
    NotAFile(String),
    /// Larger than the limit.
    #[error("cannot read {0}: it is larger than {limit} MiB", limit = LIMIT >> 20)]
    TooLarge(String),
    /// A folder in which nothing could be read.
    #[error("{0} holds no readable files")]
    EmptyFolder(String),
}

/// Reads one file.
///
/// # Errors
/// See [`Error`].
pub fn file(path: &Path) -> Result<Input, Error> {
    let name = path.display().to_string();
    let io = |source: io::Error| Error::Io {
        path: name.clone(),
        why: plain(&source),
        source,
    };
    // Opening a FIFO would wait for a writer, so what it is comes first.
    let about = fs::metadata(path).map_err(io)?;
    if !about.is_file() {
        return Err(Error::NotAFile(name));
    }
    if about.len() > LIMIT as u64 {
        return Err(Error::TooLarge(name));
    }
    let mut bytes = Vec::with_capacity(about.len() as usize + 1);
    let file = File::open(path).map_err(io)?;
    file.take(LIMIT as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(io)?;
    if bytes.len() > LIMIT {
        return Err(Error::TooLarge(name));
    }
    Ok(Input {
        bytes,
        name,
        ..Input::default()
    })
}

/// Reads standard input to its end.
///
/// # Errors
/// See [`Error`].
pub fn stdin() -> Result<Input, Error> {
    let mut bytes = Vec::new();
    let io = |source: io::Error| Error::Io {
        path: "standard input".to_owned(),
        why: plain(&source),
        source,
    };
    io::stdin()
        .lock()
        .take(LIMIT as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(io)?;
    if bytes.len() > LIMIT {
        return Err(Error::TooLarge("standard input".to_owned()));
    }
    Ok(Input {
        bytes,
        name: "-".to_owned(),
        ..Input::default()
    })
}

/// The files of a folder and the folders below it, by name. Hidden ones and links are passed over.
///
/// # Errors
/// See [`Error`].
pub fn folder(path: &Path) -> Result<Vec<PathBuf>, Error> {
    let name = path.display().to_string();
    let io = |source: io::Error| Error::Io {
        path: name.clone(),
        why: plain(&source),
        source,
    };
    let mut todo = vec![path.to_path_buf()];
    let mut found = Vec::new();
    let mut first = true;
    while let Some(folder) = todo.pop() {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(e) if first => return Err(io(e)),
            Err(_) => continue,
        };
        first = false;
        for entry in entries.flatten() {
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            match entry.file_type() {
                Ok(t) if t.is_dir() => todo.push(entry.path()),
                Ok(t) if t.is_file() => found.push(entry.path()),
                _ => {}
            }
        }
    }
    found.sort();
    if found.is_empty() {
        Err(Error::EmptyFolder(name))
    } else {
        Ok(found)
    }
}

/// The largest file of settings, in bytes.
const SETTINGS_LIMIT: u64 = 1 << 20;

/// Reads a file of settings: a regular file of at most 1 MiB, in UTF-8. A mark of the byte order is
/// left out.
///
/// # Errors
/// When there is no such file, or it is none of that; the words say which.
pub fn settings(path: &Path) -> io::Result<String> {
    // Opening a FIFO would wait for a writer.
    let about = fs::metadata(path)?;
    if !about.is_file() {
        return Err(io::Error::other("it is not a regular file"));
    }
    let mut bytes = Vec::new();
    let file = File::open(path)?;
    file.take(SETTINGS_LIMIT + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > SETTINGS_LIMIT {
        return Err(io::Error::other("it is larger than 1 MiB"));
    }
    let text = String::from_utf8(bytes).map_err(|e| {
        let valid = e.as_bytes().utf8_chunks().next();
        let line = 1 + valid.map_or(0, |c| c.valid().matches('\n').count());
        io::Error::other(format!("line {line}: this is not UTF-8"))
    })?;
    Ok(text
        .strip_prefix('\u{feff}')
        .map(str::to_owned)
        .unwrap_or(text))
}

/// A system error in khao's words: without the number behind it, and beginning small.
pub fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}
