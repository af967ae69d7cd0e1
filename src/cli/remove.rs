//! `khao remove`: documents leave the library.

use std::io::{self, IsTerminal as _};

use super::out::Out;
use super::settings::Config;
use super::{Done, kept};

/// Removes the documents that are named. What names none, or several, removes nothing.
pub(super) fn run(ids: &[String], config: &Config, out: &mut Out) -> Done {
    let Some(mut library) = kept::open(config, out) else {
        return Done::Yes;
    };
    for id in kept::named(&library, ids, out) {
        let title = library.listing(id).ok().flatten().map(|l| l.title);
        match library.remove(id) {
            Ok(()) if io::stdout().is_terminal() => {
                let title = title.unwrap_or_default();
                out.line(format!("removed {} {title}", kept::short(id)));
            }
            Ok(()) => {}
            Err(e) => out.fail(&kept::failed(&e)),
        }
    }
    Done::Yes
}
