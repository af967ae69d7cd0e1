//! `khao saved`: the queries that were given a name.

use std::io::{self, IsTerminal as _};

use serde::Serialize;

use super::out::{Out, Problem};
use super::settings::Config;
use super::{Done, kept};
use crate::store::Library;
use crate::text::{cell, clean_line};

/// A line of the output.
#[derive(Serialize)]
struct Line<'a> {
    v: u8,
    name: &'a str,
    query: &'a str,
}

/// Lists them, or takes one away.
pub(super) fn run(forget: Option<&str>, json: bool, config: &Config, out: &mut Out) -> Done {
    let Some(mut library) = kept::open(config, out) else {
        return Done::Yes;
    };
    if let Some(name) = forget {
        let name = clean_line(name);
        match library.forget(&name) {
            Ok(Some(query)) => out.tell(&Problem::new(format!("forgot {name}: {query}"))),
            Ok(None) => out.fail(&none(&name)),
            Err(e) => out.fail(&kept::failed(&e)),
        }
        return Done::Yes;
    }
    let all = match library.saved() {
        Ok(all) => all,
        Err(e) => {
            out.fail(&kept::failed(&e));
            return Done::Yes;
        }
    };
    if all.is_empty() {
        return Done::NothingFound;
    }
    let json = json || !io::stdout().is_terminal();
    let widest = all.iter().map(|s| cell::width(&s.name)).max().unwrap_or(0);
    for saved in &all {
        let line = if json {
            let line = Line {
                v: 1,
                name: &saved.name,
                query: &saved.query,
            };
            serde_json::to_string(&line).expect("strings and numbers always print")
        } else {
            let room = " ".repeat(widest.min(40).saturating_sub(cell::width(&saved.name)));
            format!("{}{room}  {}", saved.name, saved.query)
        };
        if !out.line(line) {
            break;
        }
    }
    Done::Yes
}

/// Keeps a query under a name. Says whether that was done.
pub(super) fn save(library: &mut Library, name: &str, typed: &str, out: &mut Out) -> bool {
    let (name, query) = (clean_line(name), clean_line(typed));
    if name.trim().is_empty() || query.trim().is_empty() {
        out.fail(
            &Problem::new("a query is saved under a name").hint("khao search --save NAME QUERY"),
        );
        return false;
    }
    match library.save(&name, &query) {
        Ok(Some(before)) if before != query => {
            out.tell(&Problem::new(format!("{name} was: {before}")));
            true
        }
        Ok(_) => true,
        Err(e) => {
            out.fail(&kept::failed(&e));
            false
        }
    }
}

/// There is no saved query of that name.
pub(super) fn none(name: &str) -> Problem {
    let problem = Problem::new(format!("there is no saved query {name}"));
    problem.hint("khao saved lists them")
}
