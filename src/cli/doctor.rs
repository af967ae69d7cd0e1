//! `khao doctor`: whether all is well, a line for each thing.

mod terminal;

use std::path::Path;

use super::folders::state_folder;
use super::out::{Out, Problem};
use super::settings::Config;
use super::{Done, kept, print};
use crate::run::{library, locale};
use crate::store::{self, Error, Library, Mode};
use crate::text::{cell, clean_line};

/// Looks at everything. What is wrong makes exit code 1.
pub(super) fn run(repair: bool, config: &Config, out: &mut Out) -> Done {
    let asked = terminal::ask(&config.profile);
    row(out, "khao", env!("CARGO_PKG_VERSION"));
    row(out, "sqlite", Library::engine());
    match &config.library {
        Some(path) => {
            if repair {
                mend(path, out);
            }
            look(path, out);
        }
        None => out.fail(&Problem::new(
            "there is no folder for the library: HOME is not set",
        )),
    }
    if let Some(folder) = &config.folder {
        let absent = if folder.is_dir() { "" } else { " (not there)" };
        row(out, "settings", &format!("{}{absent}", shown(folder)));
    }
    row(out, "reports", &shown(&state_folder()));
    let get = |name: &str| std::env::var(name).unwrap_or_default();
    row(out, "terminal", &named(&get("TERM"), config));
    terminal::tell(&asked, config, out);
    let utf8 = if config.profile.utf8 {
        ""
    } else {
        " (not UTF-8: Thai is shown as ?)"
    };
    let locale = locale::named(|name| std::env::var(name).ok());
    row(out, "locale", &format!("{locale}{utf8}"));
    row(out, "language", config.lang().code());
    for warning in &config.warnings {
        out.fail(warning);
    }
    Done::Yes
}

fn row(out: &mut Out, name: &str, value: &str) {
    out.line(format!("{}  {}", cell::pad(name, 10), clean_line(value)));
}

fn shown(path: &Path) -> String {
    clean_line(&path.to_string_lossy()).into()
}

fn named(term: &str, config: &Config) -> String {
    let mut about = vec![
        if term.is_empty() {
            "TERM is not set"
        } else {
            term
        }
        .to_owned(),
    ];
    if let Some(width) = print::terminal_width() {
        about.push(format!("{width} columns"));
    }
    let p = &config.profile;
    for (is, what) in [
        (p.dumb, "cannot move its cursor"),
        (p.tmux, "tmux"),
        (p.screen, "screen"),
    ] {
        if is {
            about.push(what.to_owned());
        }
    }
    about.join(", ")
}

/// Saves what can be read of a damaged library.
fn mend(path: &Path, out: &mut Out) {
    // There is nothing to mend where nothing is.
    if !path.exists() {
        return;
    }
    match store::salvage(path, &library::today().to_string()) {
        Ok((_, None)) => {}
        Ok((_, Some(saved))) => out.tell(&Problem::new(library::told(&saved))),
        Err(e) => out.fail(&kept::failed(&e)),
    }
}

/// Looks at the library, and changes nothing: a library is not even made.
fn look(path: &Path, out: &mut Out) {
    row(out, "library", &shown(path));
    let library = match library::open(path, Mode::Read) {
        Ok((library, _)) => library,
        Err(Error::Missing(_)) => return row(out, "", "not there yet: the first start makes it"),
        Err(e) => return out.fail(&kept::failed(&e)),
    };
    let counted = library.len();
    let size = std::fs::metadata(path).map_or(0, |m| m.len());
    match counted {
        Ok(n) => row(
            out,
            "documents",
            &format!("{n} in {} kB", size.div_ceil(1000)),
        ),
        Err(e) => out.fail(&kept::failed(&e)),
    }
    match library.examine() {
        Ok(wrong) if wrong.is_empty() => row(out, "integrity", "ok"),
        Ok(wrong) => {
            for line in wrong {
                let problem = Problem::new(format!("the library is damaged: {line}"));
                out.fail(&problem.hint("khao doctor --repair saves what can be read"));
            }
        }
        Err(e) => out.fail(&kept::failed(&e)),
    }
}
