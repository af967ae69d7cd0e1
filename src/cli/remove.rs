//! `khao remove`: documents leave the library.

use super::out::Out;
use super::settings::Config;
use super::{Done, kept};

/// Removes the documents that are named. What names none, or several, removes nothing.
pub(super) fn run(ids: &[String], config: &Config, out: &mut Out) -> Done {
    let Some(mut library) = kept::open(config, out) else {
        return Done::Yes;
    };
    for id in kept::named(&library, ids, out) {
        if let Err(e) = library.remove(id) {
            out.fail(&kept::failed(&e));
        }
    }
    Done::Yes
}
