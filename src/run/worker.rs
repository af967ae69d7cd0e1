//! The worker: whatever takes longer than a frame, on a thread of its own.
//!
//! 1. It tells where the last session ended, and the rows of the library, and opens what is to be opened at once.
//! 2. A second thread relates documents, however long that takes: the open one, and those of the library that
//!    are not related yet.
//! 3. Meanwhile and from then on it opens, measures, and finds ties. Opening waits for the piece of that
//!    which is under way and for no other: some paragraphs to measure, an article made ready to be compared,
//!    the next comments, or one pair of sources. A long article makes the second and the last of these long.

mod carry;
mod gate;
mod job;
mod keeping;
mod linking;
mod measuring;
mod relating;
mod shelving;

use std::cell::Cell;
use std::collections::VecDeque;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

pub use self::carry::carry_out;
use self::gate::Gate;
pub use self::gate::Held;
pub use self::job::Job;
use self::measuring::Measuring;
pub use self::shelving::{Shelving, first};
use super::by_hand::ByHand;
use super::library::{Brake, Library};
use crate::app::Msg;
use crate::model::{DocumentId, Sitting};
use crate::text::{Segmenter, clean_line};
use keeping::{Keeping, count_unread};
use linking::Linking;
use relating::Asked;

/// How long the end of the program waits for what is to be kept: longer than another program may write.
const LAST: Duration = Duration::from_secs(8);
/// And how long it waits for the file to be put away, which is only for tidiness.
const TIDY: Duration = Duration::from_millis(500);
/// How often it gives up what is being read meanwhile.
const AGAIN: Duration = Duration::from_millis(10);

/// How long a frame waits for what it confirms to be kept. It is kept within some milliseconds, unless
/// another program writes.
const SETTLE: Duration = Duration::from_millis(250);

/// How long a stop waits for what is to be kept before it, and for what is being written.
const HOLD: Duration = Duration::from_secs(1);

/// The worker's thread, reached by jobs.
#[derive(Debug)]
pub struct Worker {
    jobs: Sender<Job>,
    /// Whether changes were asked to be kept since it was last waited for.
    unsettled: Cell<bool>,
    /// What ends its reading.
    brake: Arc<Brake>,
    /// What holds its writing.
    gate: Arc<Gate>,
}

impl Worker {
    /// Starts the thread. It makes the library and tells its rows, carries out the jobs of `first`,
    /// has the documents related on another thread, and waits for jobs. It ends when `send` returns
    /// false or the [`Worker`] is dropped.
    ///
    /// # Errors
    /// When no thread is to be had.
    pub fn start(
        library: impl FnOnce() -> Library + Send + 'static,
        first: Vec<Job>,
        by_hand: ByHand,
        segmenter: Arc<Segmenter>,
        send: impl Fn(Msg) -> bool + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let (jobs, todo) = channel();
        let brake = Arc::new(Brake::default());
        let theirs = Arc::clone(&brake);
        let gate = Arc::new(Gate::default());
        let shared = Arc::clone(&gate);
        std::thread::Builder::new()
            .name("worker".to_owned())
            .spawn(move || {
                let mut library = library();
                library.set_brake(theirs);
                let (asked, questions) = channel();
                let gate = shared;
                let mut desk = Desk {
                    gate: Arc::clone(&gate),
                    relating: Some(asked),
                    todo,
                    asked: VecDeque::new(),
                    measuring: None,
                    linking: Linking::default(),
                    counting: false,
                    by_hand,
                    unkept: Vec::new(),
                    sitting: None,
                    cut_again: false,
                    recount: false,
                };
                for job in first {
                    desk.put(job);
                }
                let sitting = library.sitting();
                let was_cut = sitting.as_ref().is_some_and(|s| s.cut);
                // It goes first: the shelf may be wished for otherwise.
                if sitting.is_some_and(|s| !send(Msg::Sat(Box::new(s)))) {
                    return;
                }
                if !send(shelving::first(&mut library, &mut desk.by_hand))
                    || !send(Msg::Tags(library.tags()))
                {
                    return;
                }
                // Before anything is opened: what fails then is not to fail at every start.
                if was_cut {
                    let _pass = gate.pass();
                    library.sat();
                }
                if !desk.clear(&mut library, &segmenter, &send) {
                    return;
                }
                let writing = gate.pass();
                let settled = library.settle().err().map(|e| clean_line(&e.to_string()));
                drop(writing);
                let notes = library.notes().into_iter().chain(settled);
                if !notes.map(Msg::Failed).all(&send) {
                    return;
                }
                if library.has_saved() {
                    desk.put(Job::Shelf(Shelving::Count));
                }
                if !count_unread(&mut library, &send) {
                    return;
                }
                let mut relater = library.relating();
                let brake = Arc::clone(library.brake());
                std::thread::scope(|scope| {
                    let send = &send;
                    let serve =
                        move || relating::serve(&mut relater, &questions, (&brake, &gate), send);
                    let thread = std::thread::Builder::new()
                        .name("relations".to_owned())
                        .spawn_scoped(scope, serve);
                    if thread.is_err() {
                        // A document may have to wait for its relations then.
                        desk.relating = None;
                    }
                    desk.serve(&mut library, &segmenter, send);
                    desk.relating = None;
                });
            })?;
        Ok(Self {
            jobs,
            unsettled: Cell::new(false),
            brake,
            gate,
        })
    }

    /// Asks for something. A worker that has ended answers nothing.
    pub fn ask(&self, job: Job) {
        let confirmed = matches!(job, Job::Change { .. } | Job::Save { .. });
        self.unsettled.set(self.unsettled.get() || confirmed);
        let _ended = self.jobs.send(job);
    }

    /// Waits until the changes that were asked for are on the disk, though not for long. Returns whether they
    /// are; nothing where there were none.
    pub fn settle(&self) -> Option<bool> {
        if !self.unsettled.take() {
            return None;
        }
        let (done, wait) = channel();
        self.ask(Job::Settle(done));
        Some(wait.recv_timeout(SETTLE).is_ok())
    }

    /// Waits until everything that was asked is done and nobody is writing to the library, though not for long.
    /// Nothing is written then until what this returns is dropped: the process may be stopped meanwhile.
    pub fn hold(&self) -> Held {
        let begun = Instant::now();
        let (done, wait) = channel();
        self.ask(Job::Settle(done));
        let _late = wait.recv_timeout(HOLD);
        self.gate.shut(HOLD.saturating_sub(begun.elapsed()))
    }

    /// Gives up what is being read, so that what is to be kept is kept at once.
    pub fn hurry(&self) {
        self.brake.pull();
    }

    /// Waits until everything that is to be kept is kept, though not for ever. What is only asked is given up.
    pub fn finish(&self) {
        let (done, wait) = channel();
        self.ask(Job::End(done));
        let begun = Instant::now();
        while begun.elapsed() < LAST {
            self.brake.pull();
            match wait.recv_timeout(AGAIN) {
                Ok(()) => {
                    let _untidy = wait.recv_timeout(TIDY);
                    return;
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }
}

/// What the worker has to do. A document that is asked for goes before any measuring and before ties,
/// which go on piece by piece and give way between two pieces.
struct Desk {
    /// What holds writing before a stop.
    gate: Arc<Gate>,
    /// Where relations are asked for; nothing where no other thread does that.
    relating: Option<Sender<Asked>>,
    todo: Receiver<Job>,
    /// Documents asked for, as they are or with a correction, in order.
    asked: VecDeque<Job>,
    /// The document being measured. Another takes its place: only one is on the screen. A document
    /// merely asked for does not, since opening it may fail.
    measuring: Option<Measuring>,
    /// The document whose ties are being found.
    linking: Linking,
    /// Whether the saved searches are to be counted.
    counting: bool,
    /// What was set by hand so far.
    by_hand: ByHand,
    /// What could not be kept, in order: it is tried again with what comes next, and at the end.
    unkept: Vec<(DocumentId, Keeping)>,
    /// What stands on the screen, to be kept with the next of it.
    sitting: Option<Box<Sitting>>,
    /// Whether the session was cut before it knew what stood on the screen of the last one.
    cut_again: bool,
    /// Whether the documents that are not read are to be counted anew.
    recount: bool,
}

impl Desk {
    fn put(&mut self, job: Job) {
        match job {
            Job::Shelf(Shelving::Count) => self.counting = true,
            Job::Measure { ticket, document } => {
                self.measuring = Some(Measuring::new(ticket, document));
            }
            Job::Link { ticket, document } => self.linking.link(ticket, document),
            Job::Match {
                ticket,
                document,
                others,
            } => self.linking.find(ticket, document, others),
            job => self.asked.push_back(job),
        }
    }

    /// The document to bring next. Corrections of one document that wait in a row are made in one go,
    /// and the newest ticket answers for all; of arrangements of the shelf only the last is made.
    fn next(&mut self) -> Option<Job> {
        let mut job = self.asked.pop_front()?;
        if let Job::Correct {
            ticket,
            id,
            corrections,
        } = &mut job
        {
            while let Some(Job::Correct {
                ticket: newer,
                id: of,
                corrections: more,
            }) = self.asked.front_mut()
                && of == id
            {
                *ticket = *newer;
                corrections.append(more);
                self.asked.pop_front();
            }
        }
        while let (
            Job::Shelf(Shelving::Arrange { .. }),
            Some(Job::Shelf(Shelving::Arrange { .. })),
        ) = (&job, self.asked.front())
        {
            job = self.asked.pop_front()?;
        }
        Some(job)
    }

    /// Works until nobody listens or asks any more. Says nothing of what is left then.
    fn serve(&mut self, library: &mut Library, segmenter: &Segmenter, send: &impl Fn(Msg) -> bool) {
        while self.clear(library, segmenter, send) {
            match self.todo.recv() {
                Ok(job) => self.put(job),
                Err(_) => return,
            }
        }
    }

    /// Works until there is nothing to do. Returns false when nobody listens any more.
    fn clear(
        &mut self,
        library: &mut Library,
        segmenter: &Segmenter,
        send: &impl Fn(Msg) -> bool,
    ) -> bool {
        loop {
            while let Ok(job) = self.todo.try_recv() {
                self.put(job);
            }
            self.drop_questions();
            let listens = if self.keep(library) {
                true
            } else if let Some(job) = self.next() {
                // After what was to be kept before it.
                if let (Job::Relate { ticket, id }, Some(to)) = (&job, &self.relating)
                    && to
                        .send(Asked {
                            ticket: *ticket,
                            id: *id,
                        })
                        .is_ok()
                {
                    continue;
                }
                let _pass = self.gate.pass();
                carry_out(job, library, &mut self.by_hand, segmenter, send)
            } else if std::mem::take(&mut self.recount) {
                count_unread(library, send)
            } else if let Some(measuring) = &mut self.measuring {
                let msg = measuring.next(segmenter);
                if msg.is_none() {
                    self.measuring = None;
                }
                msg.is_none_or(send)
            } else if let Some(msg) = self.linking.next(library, &mut self.by_hand, segmenter) {
                send(msg)
            } else if std::mem::take(&mut self.counting) {
                carry_out(
                    Job::Shelf(Shelving::Count),
                    library,
                    &mut self.by_hand,
                    segmenter,
                    send,
                )
            } else {
                return true;
            };
            if !listens || !library.notes().into_iter().map(Msg::Failed).all(send) {
                return false;
            }
        }
    }
}

#[cfg(test)]
pub(in crate::run) mod tests;
