//! Paths of the command line become documents, one input at a time.
//!
//! - A file or standard input that cannot be read is a failure, told at once; the others go on.
//! - In a folder, what is no text is passed over and counted: nobody asked for it by name.

use std::path::{Path, PathBuf};

use clap::CommandFactory as _;

use super::args::Args;
use super::out::Problem;
use crate::app::settings::nearest;
use crate::load::{self, Chosen, Input, Loaded};
use crate::run::read;

/// One thing that came of the paths.
pub(super) enum Got {
    /// The documents of an input.
    Loaded(Loaded),
    /// Something could not be read.
    Failed(Problem),
    /// How many files of a folder are no text.
    PassedOver(Problem),
}

/// Where the paths stand on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    /// Where a command could: the first may be one, mistyped.
    First,
    /// Behind one.
    BehindCommand,
}

/// Reads all of `paths` in order and gives what comes to `take`, which returns false to end it.
pub(super) fn gather(
    paths: &[PathBuf],
    stand: Stand,
    models: Chosen,
    take: impl FnMut(Got) -> bool,
) {
    gather_by(paths, stand, &|input| load::load_by(input, &models), take);
}

/// How an input is loaded.
pub(super) type Load<'a> = &'a dyn Fn(&Input) -> Result<Loaded, load::Error>;

/// The same, with inputs loaded in another way.
pub(super) fn gather_by(
    paths: &[PathBuf],
    stand: Stand,
    load: Load<'_>,
    mut take: impl FnMut(Got) -> bool,
) {
    let mut may_be_command = stand == Stand::First;
    for path in paths {
        let command = std::mem::take(&mut may_be_command)
            .then(|| mistyped(path))
            .flatten();
        let goes_on = if path.as_os_str() == "-" {
            take(one(read::stdin(), load))
        } else if path.is_dir() {
            folder(path, load, &mut take)
        } else {
            let got = match (one(read::file(path), load), command) {
                (Got::Failed(problem), Some(command)) => {
                    Got::Failed(problem.hint(format!("there is a command khao {command}")))
                }
                (got, _) => got,
            };
            take(got)
        };
        if !goes_on {
            return;
        }
    }
}

/// The command that `path` is nearly the name of, where nothing is at that path.
fn mistyped(path: &Path) -> Option<String> {
    let name = path.to_str().filter(|_| !path.exists())?;
    let args = Args::command();
    let commands = args.get_subcommands().filter(|c| !c.is_hide_set());
    nearest(name, commands.map(clap::Command::get_name)).map(str::to_owned)
}

fn one(input: Result<Input, read::Error>, load: Load<'_>) -> Got {
    let input = match input {
        Ok(input) => input,
        Err(e) => return Got::Failed(unread(&e)),
    };
    match load(&input) {
        Ok(loaded) => Got::Loaded(loaded),
        Err(e) => Got::Failed(unloaded(&input.name, &e)),
    }
}

/// Reads a folder. A folder in which nothing is text is a failure as a whole.
fn folder(path: &Path, load: Load<'_>, take: &mut impl FnMut(Got) -> bool) -> bool {
    let files = match read::folder(path) {
        Ok(files) => files,
        Err(e) => return take(Got::Failed(unread(&e))),
    };
    let mut passed_over = 0_usize;
    let mut any = false;
    for file in &files {
        let got = match read::file(file) {
            Err(e) => Got::Failed(unread(&e)),
            Ok(input) => match load(&input) {
                Ok(loaded) => {
                    any = true;
                    Got::Loaded(loaded)
                }
                Err(load::Error::UnknownFormat | load::Error::Empty) => {
                    passed_over += 1;
                    continue;
                }
                Err(e @ load::Error::TooLarge) => Got::Failed(unloaded(&input.name, &e)),
            },
        };
        if !take(got) {
            return false;
        }
    }
    if !any && passed_over == files.len() {
        let empty = read::Error::EmptyFolder(path.display().to_string());
        return take(Got::Failed(unread(&empty)));
    }
    let files = match passed_over {
        0 => return true,
        1 => "1 file was".to_owned(),
        n => format!("{n} files were"),
    };
    take(Got::PassedOver(Problem::new(format!(
        "{}: {files} passed over, not text",
        path.display()
    ))))
}

/// A path that could not be read, with what can be done about it.
fn unread(error: &read::Error) -> Problem {
    let problem = Problem::new(error);
    match error {
        read::Error::NotAFile(_) => {
            problem.hint("khao reads files, folders and, as -, standard input")
        }
        read::Error::EmptyFolder(_) => {
            problem.hint("khao reads pages, plain text, Markdown and its own JSON Lines")
        }
        read::Error::Io { path, .. }
            if path.starts_with("http://") || path.starts_with("https://") =>
        {
            problem.hint("addresses are not fetched yet: curl ADDRESS | khao -")
        }
        read::Error::Io { .. } | read::Error::TooLarge(_) => problem,
    }
}

/// An input in which nothing could be read.
pub(super) fn unloaded(name: &str, error: &load::Error) -> Problem {
    let name = if name == "-" { "standard input" } else { name };
    let problem = Problem::new(format!("cannot read {name}: {error}"));
    match error {
        load::Error::UnknownFormat => {
            problem.hint("khao reads pages, plain text, Markdown and its own JSON Lines")
        }
        load::Error::Empty | load::Error::TooLarge => problem,
    }
}
