//! Relating the documents of the library, for commands: all that is left, with a line that tells how far it is.

use std::path::Path;

use super::kept;
use super::out::Out;
use super::progress::{Share, Stop};
use crate::run::library::Relater;
use crate::store::Error;

/// How many documents are related in one go.
const SOME: usize = 256;

/// Relates what is left, until `stop` is asked for. What cannot be done is told.
pub(super) fn finish(path: &Path, stop: &Stop, out: &mut Out) -> Option<Relater> {
    match relate(path, stop) {
        Ok(relater) => Some(relater),
        Err(e) => {
            out.fail(&kept::failed(&e));
            None
        }
    }
}

fn relate(path: &Path, stop: &Stop) -> Result<Relater, Error> {
    let mut relater = Relater::open(path)?;
    let all = relater.n_left()?;
    if all > SOME {
        relater.expect_many();
    }
    let share = Share::new("relating", all);
    let mut n = 0;
    // Every document is read first, and then compared: two steps for each.
    while !stop.asked() && relater.step(SOME, || !stop.asked())? {
        n += SOME;
        share.show((n / 2).min(all));
    }
    share.clear();
    Ok(relater)
}
