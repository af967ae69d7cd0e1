//! The threads of an import: some make documents ready, one writes them, in the order in which they came.
//!
//! Documents go through in lots. Where the result of a lot is going to come from is told to the writing
//! thread before the lot is made ready, so that no lot overtakes another.

use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{Scope, ScopedJoinHandle};
use std::time::{Duration, Instant};

use crate::model::{Document, State};
use crate::store::{Error, Library, Mode, Prepared, Was};

/// A batch is kept when it has so many bytes of words, or has taken this long, or has its number of documents.
const BYTES: usize = 4 << 20;
const TIME: Duration = Duration::from_millis(1500);
/// The first one, for which the writing thread would wait in vain.
const FIRST: usize = 1 << 20;
/// Lots that are under way at most.
const LOTS: usize = 24;
/// Threads that make ready at most: the one that writes can follow no more.
const MOST: usize = 3;

/// Documents, and what the reader did with them elsewhere.
pub(super) type Lot = Vec<(Document, Option<State>)>;

/// A batch and what became of it.
pub(super) type Outcome = Result<(Vec<Prepared>, Vec<Was>), Error>;

type Made = Result<Vec<Prepared>, Error>;

/// The near end of the threads.
pub(super) struct Pipe<'scope> {
    lots: Option<SyncSender<(Lot, SyncSender<Made>)>>,
    order: Option<SyncSender<Receiver<Made>>>,
    makers: Vec<ScopedJoinHandle<'scope, ()>>,
    /// What became of the batches.
    pub(super) kept: Receiver<Outcome>,
}

impl<'scope> Pipe<'scope> {
    /// Starts the threads. A batch has `most` documents at most.
    ///
    /// # Errors
    /// Where the library cannot be opened to be asked what is there.
    pub(super) fn new(
        scope: &'scope Scope<'scope, '_>,
        library: Library,
        most: usize,
    ) -> Result<Self, Error> {
        // The thread that writes takes its turn where there are no more than two.
        let n = std::thread::available_parallelism().map_or(1, usize::from);
        let (lots, todo) = sync_channel::<(Lot, SyncSender<Made>)>(1);
        let (order, made) = sync_channel(LOTS);
        let (results, kept) = channel();
        let todo = Arc::new(Mutex::new(todo));
        let mut makers = Vec::new();
        for _ in 0..n.min(MOST) {
            let there = open(library.path())?;
            let todo = Arc::clone(&todo);
            makers.push(scope.spawn(move || {
                loop {
                    let next = todo.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok((lot, result)) = next else { return };
                    // Nobody may want it any more.
                    let _unwanted = result.send(ready(lot, &there));
                }
            }));
        }
        scope.spawn(move || write(library, &made, &results, most));
        Ok(Self {
            lots: Some(lots),
            order: Some(order),
            makers,
            kept,
        })
    }

    /// Hands in a lot. Waits while too many are under way. Returns whether somebody took it: nobody does
    /// once a batch could not be kept.
    pub(super) fn send(&self, lot: Lot) -> bool {
        let (Some(lots), Some(order)) = (&self.lots, &self.order) else {
            return false;
        };
        let (result, made) = sync_channel(1);
        order.send(made).is_ok() && lots.send((lot, result)).is_ok()
    }

    /// No more is coming. What is under way is kept, and [`Pipe::kept`] ends behind it.
    pub(super) fn close(&mut self) {
        self.lots = None;
        for maker in self.makers.drain(..) {
            let _told_already = maker.join();
        }
        // The thread that writes puts the file away last: what is beside it goes into it then.
        self.order = None;
    }
}

/// What is there already is asked on a connection of its own.
fn open(path: &Path) -> Result<Library, Error> {
    Library::open(path, Mode::Read)
}

fn ready(lot: Lot, there: &Library) -> Made {
    lot.into_iter()
        .map(|(document, state)| {
            let prepared = there.prepare(&document)?;
            Ok(match state {
                Some(state) => prepared.with_state(state),
                None => prepared,
            })
        })
        .collect()
}

/// Keeps what was made ready, in batches, until one cannot be kept.
fn write(
    mut library: Library,
    made: &Receiver<Receiver<Made>>,
    results: &Sender<Outcome>,
    most: usize,
) {
    library.expect_many();
    let mut enough = FIRST;
    let mut n_new = 0;
    loop {
        let mut batch: Vec<Prepared> = Vec::new();
        let since = Instant::now();
        let mut end = None;
        while end.is_none() {
            let left = if batch.is_empty() {
                Duration::MAX
            } else {
                TIME.saturating_sub(since.elapsed())
            };
            end = match made.recv_timeout(left).map(|lot| lot.recv()) {
                Ok(Ok(Ok(lot))) => {
                    batch.extend(lot);
                    let bytes: usize = batch.iter().map(Prepared::bytes).sum();
                    (batch.len() >= most || bytes >= enough).then_some(Ok(true))
                }
                Ok(Ok(Err(e))) => Some(Err(e)),
                Err(RecvTimeoutError::Timeout) => Some(Ok(true)),
                Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => Some(Ok(false)),
            };
        }
        enough = BYTES;
        if !batch.is_empty() {
            let kept = library.put(&batch).map(|was| (batch, was));
            if let Ok((_, was)) = &kept {
                n_new += was.iter().filter(|was| **was != Was::Same).count();
            }
            let failed = kept.is_err();
            if results.send(kept).is_err() || failed {
                return;
            }
        }
        match end {
            Some(Ok(true)) | None => {}
            Some(Ok(false)) => {
                // Everything is kept; this only makes searching faster.
                let _as_it_was = library.tidy(n_new);
                return;
            }
            Some(Err(e)) => {
                let _nobody = results.send(Err(e));
                return;
            }
        }
    }
}
