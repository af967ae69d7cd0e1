//! `khao`: the reader itself.
//!
//! What is given on the command line stands first on the shelf, then the library; one document alone
//! is opened at once. Where standard output is no terminal, or one that cannot move its cursor, this
//! is `khao print`.

use std::fs::File;
use std::io::{self, IsTerminal as _};
use std::os::fd::AsFd as _;
use std::os::unix::fs::FileTypeExt as _;
use std::path::PathBuf;
use std::sync::Arc;

use super::gather::{Got, Stand, gather};
use super::out::{Out, Problem};
use super::settings::Config;
use super::{Done, print};
use crate::app::App;
use crate::run::library::Library;
use crate::run::{End, Error, Setup, themes};
use crate::term;

/// Whether only plain text can be shown.
pub(super) fn is_plain(config: &Config) -> bool {
    config.profile.dumb || !io::stdout().is_terminal()
}

/// Whether something is given on standard input: a pipe or a file, not a terminal or nothing.
fn has_input() -> bool {
    let copy = io::stdin().as_fd().try_clone_to_owned();
    let kind = copy.and_then(|fd| File::from(fd).metadata());
    kind.is_ok_and(|k| k.is_file() || k.file_type().is_fifo() || k.file_type().is_socket())
}

/// Of two inputs with the same words one stands on the shelf.
fn same(path: &str, older: &str) -> Problem {
    Problem::new(format!(
        "{path} is the same article as {older}; {older} is not shown apart"
    ))
}

/// Opens the reader on `files`, or on the library.
pub(super) fn run(files: &[PathBuf], kiosk: bool, config: Config, out: &mut Out) -> Done {
    if is_plain(&config) && kiosk {
        out.tell(&Problem::new("a kiosk needs a terminal").hint("ssh -t HOST asks for one"));
        return Done::Mistakes;
    }
    if is_plain(&config) {
        return print::run(files, Stand::First, None, &config, out);
    }
    if files.iter().any(|f| f.as_os_str() == "-") && io::stdin().is_terminal() {
        out.tell(&Problem::new("reading from the keyboard; Ctrl-D ends it"));
    }
    let unread = files.is_empty() && !kiosk && has_input();
    let mut library = Library::default();
    let mut problems = Vec::new();
    let mut given = Vec::new();
    gather(files, Stand::First, config.models, |got| {
        match got {
            Got::Loaded(loaded) => {
                for document in loaded.documents {
                    let path = document.path.clone();
                    let id = library.add(document);
                    match given.iter_mut().find(|(other, _)| *other == id) {
                        None => given.push((id, path)),
                        // The newer one has taken the place of the older.
                        Some((_, older)) => {
                            let older = std::mem::replace(older, path.clone());
                            if older != path {
                                let note = same(&path, &older);
                                out.tell(&note);
                                problems.push(note);
                            }
                        }
                    }
                }
                problems.extend(loaded.warnings.iter().map(|w| Problem::new(&w.message)));
            }
            Got::Failed(problem) => {
                out.fail(&problem);
                problems.push(problem);
            }
            Got::PassedOver(note) => {
                out.tell(&note);
                problems.push(note);
            }
        }
        true
    });
    if given.is_empty() && !files.is_empty() {
        return Done::Yes;
    }
    let open = match given[..] {
        [(one, _)] => Some(one),
        _ => None,
    };
    let mut app = App::new(
        config.settings.clone(),
        config.keymap.clone(),
        Arc::new(config.segmenter()),
    );
    app.kiosk = kiosk;
    app.themes = themes::names(config.themes().as_deref());
    if unread {
        let note = Problem::new("standard input was not read");
        problems.push(note.hint("khao - reads it"));
    }
    let warnings = config.warnings.iter().chain(&problems);
    let kept = config.library.clone();
    let stories = config.settings.stories;
    let setup = Setup {
        notes: warnings.map(Problem::in_one_line).collect(),
        themes: config.themes(),
        models: config.models,
        profile: config.profile,
        library: Box::new(move || {
            library.extend(Library::open(kept.as_deref()));
            library.fold_stories(stories);
            library
        }),
        locale: config.locale,
        open,
    };
    // What could not be read was told before the start and is in the reader's messages.
    match crate::run::run(app, setup) {
        Ok(End::Quit | End::Gone) => Done::Yes,
        Ok(End::Signal(signal)) => term::die_by(signal),
        Err(e) => {
            let problem = Problem::new(&e);
            match e {
                Error::Start(_) => {
                    out.tell(&problem.hint("khao print FILE shows a document as plain text"));
                    Done::Mistakes
                }
                Error::Lost(_) => {
                    out.fail(&problem);
                    Done::Yes
                }
            }
        }
    }
}
