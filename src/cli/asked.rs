//! A query on the command line: read, or refused with the place where it cannot be.

use super::out::{Out, Problem, tell_as_is};
use super::{kept, saved};
use crate::query::{Query, parse};
use crate::run::library::today;
use crate::store::Library;
use crate::text::{cell, clean, clean_line};

/// Reads a query. One that cannot be read is told, with a line under the place.
pub(super) fn read(typed: &str, out: &mut Out) -> Option<Query> {
    // Places are those of the text that is shown.
    let typed = clean_line(typed);
    match parse(&typed, today()) {
        Ok(query) => Some(query),
        Err(e) => {
            out.fail(&Problem::new(&e));
            let before = cell::width(&typed[..e.at.start]);
            let long = cell::width(&typed[e.at]).max(1);
            let under = format!("{}{}", " ".repeat(before), "^".repeat(long));
            tell_as_is(&clean(&format!("  {typed}\n  {under}\n")));
            None
        }
    }
}

/// Reads a query, and the saved one of that name: both must find a document.
pub(super) fn with_saved(
    library: &Library,
    name: Option<&str>,
    typed: &str,
    out: &mut Out,
) -> Option<Query> {
    let query = read(typed, out)?;
    let Some(name) = name else {
        return Some(query);
    };
    let all = match library.saved() {
        Ok(all) => all,
        Err(e) => {
            out.fail(&kept::failed(&e));
            return None;
        }
    };
    let Some(one) = all.iter().find(|s| *s.name == *name) else {
        out.fail(&saved::none(name));
        return None;
    };
    Some(match (read(&one.query, out)?, query) {
        (one, Query::All) => one,
        (one, query) => Query::And(vec![one, query]),
    })
}
