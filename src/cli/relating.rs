//! Relating the documents of the library, for commands: all that is left, with a line that tells how far it is.

use std::path::Path;
use std::time::{Duration, Instant};

use super::kept;
use super::out::Out;
use super::progress::{Share, Stop};
use crate::run::library::Relater;
use crate::store::Error;

/// How many documents are related in one go.
const SOME: usize = 256;

/// The longest pause after each go, for others to write: a reader's marks are kept meanwhile.
const PAUSE: Duration = Duration::from_millis(12);

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
    loop {
        let since = Instant::now();
        if stop.asked() || !relater.step(SOME, || !stop.asked())? {
            break;
        }
        share.show(relater.n_done().min(all));
        std::thread::sleep(PAUSE.min(since.elapsed() / 4));
    }
    share.clear();
    Ok(relater)
}
