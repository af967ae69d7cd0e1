//! A query on the command line: read, or refused with the place where it cannot be.

use super::out::{Out, Problem, tell_as_is};
use crate::query::{Query, parse};
use crate::run::library::today;
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
