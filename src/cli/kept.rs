//! The library for commands: opened, and its documents by the first digits of their identities.

use std::io::{self, IsTerminal as _};

use super::Done;
use super::out::{Out, Problem};
use super::settings::Config;
use crate::model::{Document, DocumentId};
use crate::run::library::{self, Library};
use crate::store::{self, Error, Mode};

/// Opens the library. The first time it is given the documents that ship. What cannot be done is told.
pub(super) fn open(config: &Config, out: &mut Out) -> Option<store::Library> {
    let Some(path) = &config.library else {
        let problem = Problem::new("there is no folder for the library: HOME is not set");
        out.fail(&problem.hint("name a file by --library or KHAO_LIBRARY"));
        return None;
    };
    match library::open(path, Mode::Write) {
        Ok((mut kept, notes)) => {
            for note in notes {
                out.tell(&Problem::new(note));
            }
            if let Err(e) = library::give_seeds(&mut kept) {
                out.fail(&failed(&e));
            }
            Some(kept)
        }
        Err(e) => {
            out.fail(&failed(&e));
            None
        }
    }
}

/// The library, or the documents that ship where there is none that can be used.
pub(super) fn or_shipped(config: &Config, out: &mut Out) -> Library {
    let mut library = Library::open(config.library.as_deref());
    let settled = library.settle();
    for note in library.notes() {
        out.tell(&Problem::new(note));
    }
    if let Err(e) = settled {
        out.tell(&failed(&e));
    }
    library
}

/// Nothing was found. Somebody who watches is told; a script has the exit code.
pub(super) fn nothing(out: &mut Out) -> Done {
    if io::stdout().is_terminal() {
        out.tell(&Problem::new("nothing was found"));
    }
    Done::NothingFound
}

/// What could not be done, with what can be done about it.
pub(super) fn failed(error: &Error) -> Problem {
    let problem = Problem::new(error);
    match error {
        Error::Foreign { .. } => problem.hint("name another file by --library or KHAO_LIBRARY"),
        Error::Damaged { .. } => problem.hint("khao doctor --repair saves what can be read"),
        Error::Full => problem.hint("make room and try again"),
        Error::Folder { .. }
        | Error::Missing(_)
        | Error::Unreachable { .. }
        | Error::Copy { .. }
        | Error::ReadOnly(_)
        | Error::Busy
        | Error::NoDocument(_)
        | Error::Sql(_) => problem,
    }
}

/// The documents that `ids` name. One that names none, or several, is told of.
pub(super) fn named(library: &store::Library, ids: &[String], out: &mut Out) -> Vec<DocumentId> {
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        let digits = id.to_ascii_lowercase();
        match library.with_prefix(&digits, 4) {
            Err(e) => out.fail(&failed(&e)),
            Ok(some) => match some[..] {
                [one] => found.push(one),
                [] => {
                    let problem = Problem::new(format!("there is no document {id} in the library"));
                    out.fail(&problem.hint("khao list tells their identities"));
                }
                [a, b, ..] => {
                    let problem = Problem::new(format!("{id} names more than one document"));
                    out.fail(&problem.hint(format!("{} or {}?", short(a), short(b))));
                }
            },
        }
    }
    found
}

/// The first digits of an identity.
pub(super) fn short(id: DocumentId) -> String {
    let mut digits = id.to_string();
    digits.truncate(10);
    digits
}

/// A document of the library; what keeps it from being read is told.
pub(super) fn get(library: &store::Library, id: DocumentId, out: &mut Out) -> Option<Document> {
    match library.get(id) {
        Ok(document) => document,
        Err(e) => {
            out.fail(&failed(&e));
            None
        }
    }
}
