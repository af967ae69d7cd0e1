//! The thread that relates documents: the open one first, then what is left to do in the library.

use std::cell::Cell;
use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::{Duration, Instant};

use super::super::library::{Brake, Relater};
use crate::app::{Msg, Ticket};
use crate::model::DocumentId;
use crate::text::clean_line;

/// How many documents of the library are related in one go: what is kept at once is kept within some
/// milliseconds, so that nobody who writes waits for it.
const SOME: usize = 8;

/// A pause after each go, for others to write.
const PAUSE: Duration = Duration::from_millis(4);

/// A document whose relations are asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    pub(super) ticket: Ticket,
    pub(super) id: DocumentId,
}

/// Works until nobody asks or listens any more, or the brake is pulled.
pub(super) fn serve(
    relater: &mut Relater,
    asked: &Receiver<Asked>,
    brake: &Brake,
    send: &(impl Fn(Msg) -> bool + Sync),
) {
    // Only the newest question counts: one document is open.
    let next: Cell<Option<Asked>> = Cell::new(None);
    let mut left = true;
    loop {
        let ended = loop {
            match asked.try_recv() {
                Ok(newer) => next.set(Some(newer)),
                Err(TryRecvError::Empty) => break false,
                Err(TryRecvError::Disconnected) => break true,
            }
        };
        if ended || brake.is_pulled() {
            return;
        }
        if let Some(Asked { ticket, id }) = next.take() {
            if !related(relater, ticket, id, brake, send) {
                return;
            }
            // Others may have brought documents meanwhile.
            left = true;
        } else if left {
            let since = Instant::now();
            let go_on = || {
                if let Ok(newer) = asked.try_recv() {
                    next.set(Some(newer));
                }
                let waits = next.take();
                next.set(waits);
                waits.is_none() && !brake.is_pulled()
            };
            // What cannot be done now is tried again when something is asked.
            left = relater.step(SOME, go_on).unwrap_or(false);
            if left {
                std::thread::sleep(PAUSE.max(since.elapsed() / 4));
            }
        } else {
            match asked.recv() {
                Ok(one) => next.set(Some(one)),
                Err(_) => return,
            }
        }
    }
}

/// Tells what belongs to a document. False where nobody listens any more.
pub(super) fn related(
    relater: &mut Relater,
    ticket: Ticket,
    id: DocumentId,
    brake: &Brake,
    send: &impl Fn(Msg) -> bool,
) -> bool {
    let found = relater.related(id, || !brake.is_pulled());
    let (found, failed) = match found {
        Ok(found) => (found, None),
        Err(e) => (Default::default(), Some(clean_line(&e.to_string()))),
    };
    failed.is_none_or(|why| send(Msg::Failed(why)))
        && send(Msg::Related {
            ticket,
            relations: found.relations,
            listings: found.listings,
        })
}
