//! The thread that relates documents: the open one first, then what is left to do in the library.

use std::cell::Cell;
use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::{Duration, Instant};

use super::super::library::{Brake, Related, Relater};
use super::gate::Gate;
use crate::app::{Msg, Ticket};
use crate::model::DocumentId;
use crate::text::clean_line;

/// How many documents of the library are related in one go: what is kept at once is kept within some
/// milliseconds, so that nobody who writes waits for it.
const SOME: usize = 8;

/// A pause after each go, for others to write.
const PAUSE: Duration = Duration::from_millis(4);

/// How often the shelf is told of what was found, while much is left.
const EVERY: Duration = Duration::from_secs(5);

/// A document whose relations are asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    pub(super) ticket: Ticket,
    pub(super) id: DocumentId,
}

/// How long a question waits for what is left to do, which may be the answer to it.
const WAIT: Duration = Duration::from_millis(250);

/// Works until nobody asks or listens any more, or the brake is pulled. While the gate is shut nothing is written.
pub(super) fn serve(
    relater: &mut Relater,
    asked: &Receiver<Asked>,
    (brake, gate): (&Brake, &Gate),
    send: &(impl Fn(Msg) -> bool + Sync),
) {
    // Only the newest question counts: one document is open.
    let next: Cell<Option<Asked>> = Cell::new(None);
    let waits = || {
        let waits = next.take();
        next.set(waits);
        waits.is_some()
    };
    let mut left = Left::default();
    // The last one that was answered, while more may come to be known.
    let mut answered: Option<Asked> = None;
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
        if waits() {
            // Others may have brought documents meanwhile.
            left.is = true;
            let since = Instant::now();
            while left.is && since.elapsed() < WAIT && !brake.is_pulled() {
                left.step(relater, gate, || since.elapsed() < WAIT && !gate.is_shut());
            }
            answered = next.take();
        } else if left.is {
            let go_on = || {
                if let Ok(newer) = asked.try_recv() {
                    next.set(Some(newer));
                }
                !waits() && !brake.is_pulled() && !gate.is_shut()
            };
            left.step(relater, gate, go_on);
            if left.is {
                if !left.tell(send) {
                    return;
                }
                std::thread::sleep(left.pause);
                continue;
            }
        } else {
            match asked.recv() {
                Ok(one) => next.set(Some(one)),
                Err(_) => return,
            }
            continue;
        }
        let told = left.tell(send);
        let again =
            answered.is_none_or(|Asked { ticket, id }| related(relater, ticket, id, brake, send));
        if !told || !again {
            return;
        }
        if !left.is {
            answered = None;
        }
    }
}

/// What is left to do in the library.
struct Left {
    is: bool,
    /// Whether the shelf is to be told of what was found, and when it last was.
    untold: bool,
    told: Instant,
    pause: Duration,
}

impl Default for Left {
    fn default() -> Self {
        Self {
            is: true,
            untold: false,
            told: Instant::now(),
            pause: PAUSE,
        }
    }
}

impl Left {
    fn step(&mut self, relater: &mut Relater, gate: &Gate, go_on: impl Fn() -> bool) {
        let _pass = gate.pass();
        let since = Instant::now();
        // What cannot be done now is tried again when something is asked.
        self.is = relater.step(SOME, go_on).unwrap_or(false);
        self.untold |= self.is;
        self.pause = PAUSE.max(since.elapsed() / 4);
    }

    /// Tells the shelf of what was found: at the end, and now and then before it.
    fn tell(&mut self, send: &impl Fn(Msg) -> bool) -> bool {
        if !self.untold || (self.is && self.told.elapsed() < EVERY) {
            return true;
        }
        (self.told, self.untold) = (Instant::now(), false);
        send(Msg::Stories)
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
        Err(e) => (Related::default(), Some(clean_line(&e.to_string()))),
    };
    failed.is_none_or(|why| send(Msg::Failed(why)))
        && send(Msg::Related {
            ticket,
            relations: found.relations,
            listings: found.listings,
        })
}
