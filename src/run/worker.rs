//! The worker: whatever takes longer than a frame, on a thread of its own.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Sender, channel};

use super::library::Library;
use crate::app::{Msg, Ticket};
use crate::model::{BlockIx, Document, DocumentId};
use crate::page::measure::{Chunk, measure};
use crate::text::{Segmenter, clean_line};

/// Something for the worker to do.
#[derive(Debug)]
pub enum Job {
    /// Bring a document.
    Open {
        /// Goes into the answer.
        ticket: Ticket,
        /// Which.
        id: DocumentId,
    },
    /// Measure all of a document, piece by piece.
    Measure {
        /// Goes into the answers.
        ticket: Ticket,
        /// Of what.
        document: Arc<Document>,
    },
}

/// The worker's thread, reached by jobs.
#[derive(Debug)]
pub struct Worker {
    jobs: Sender<Job>,
    newest: Newest,
}

/// The ticket of the newest opening: what is measured for an older one is no longer wanted.
#[derive(Debug, Clone, Default)]
pub struct Newest(Arc<AtomicU64>);

impl Newest {
    fn is_past(&self, ticket: Ticket) -> bool {
        // A plain number that is only ever read late or early, never torn: no order is needed.
        self.0.load(Ordering::Relaxed) > ticket.0
    }
}

/// Words measured before the first screen, in bytes: more than a screen of any size holds.
const FIRST_BYTES: usize = 24 << 10;
/// Words measured between two answers, in bytes: some 20 ms of Thai.
const CHUNK_BYTES: usize = 256 << 10;

impl Worker {
    /// Starts the thread. It makes the library and tells its rows, then waits for jobs; documents are
    /// related beside it, so that an opening never waits for them. It ends when `send` returns false or
    /// the [`Worker`] is dropped.
    ///
    /// # Errors
    /// When no thread is to be had.
    pub fn start(
        library: impl FnOnce() -> Library + Send + 'static,
        segmenter: Arc<Segmenter>,
        send: impl Fn(Msg) -> bool + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let (jobs, todo) = channel();
        let newest = Newest::default();
        let known = newest.clone();
        std::thread::Builder::new()
            .name("worker".to_owned())
            .spawn(move || {
                let library = library();
                if !send(Msg::Listed(library.listings())) {
                    return;
                }
                std::thread::scope(|scope| {
                    scope.spawn(|| send(Msg::Related(library.relations())));
                    for job in todo {
                        if !carry_out(job, &library, &segmenter, &known, &send) {
                            return;
                        }
                    }
                });
            })?;
        Ok(Self { jobs, newest })
    }

    /// Asks for something. A worker that has ended answers nothing.
    pub fn ask(&self, job: Job) {
        if let Job::Open { ticket, .. } = &job {
            self.newest.0.fetch_max(ticket.0, Ordering::Relaxed);
        }
        let _ended = self.jobs.send(job);
    }
}

/// Does one job; its answers go to `send`, which returns false when nobody listens any more. Then
/// the job is given up, and false is returned.
pub fn carry_out(
    job: Job,
    library: &Library,
    segmenter: &Segmenter,
    newest: &Newest,
    send: &impl Fn(Msg) -> bool,
) -> bool {
    match job {
        Job::Open { ticket, id } => match library.get(id) {
            Some(document) => {
                let measured = head(&document, segmenter);
                send(Msg::Opened {
                    ticket,
                    document,
                    measured,
                })
            }
            None => send(Msg::OpenFailed {
                ticket,
                why: clean_line("it is no longer in the library"),
            }),
        },
        Job::Measure { ticket, document } => all(ticket, &document, segmenter, newest, send),
    }
}

/// Measures the article and the start of the thread.
fn head(document: &Document, segmenter: &Segmenter) -> Chunk {
    let mut chunk = Chunk::new();
    let mut bytes = 0;
    let article = BlockIx::each(&document.article.blocks);
    let thread = document
        .thread
        .comments()
        .iter()
        .flat_map(|c| BlockIx::each(&c.blocks));
    for ix in article.chain(thread) {
        let block = document.block(ix);
        chunk.insert(ix, measure(block, segmenter));
        bytes += block.text.len();
        if bytes > FIRST_BYTES && ix >= document.article.blocks.end {
            break;
        }
    }
    chunk
}

/// Measures everything behind that, in chunks, until a newer document is asked for.
fn all(
    ticket: Ticket,
    document: &Document,
    segmenter: &Segmenter,
    newest: &Newest,
    send: &impl Fn(Msg) -> bool,
) -> bool {
    let mut chunk = Chunk::new();
    let mut bytes = 0;
    let known = head_length(document);
    for (at, block) in document.blocks.iter().enumerate().skip(known) {
        chunk.insert(BlockIx(at as u32), measure(block, segmenter));
        bytes += block.text.len();
        if bytes > CHUNK_BYTES {
            bytes = 0;
            let chunk = std::mem::take(&mut chunk);
            if newest.is_past(ticket) {
                return true;
            }
            if !send(Msg::Measured { ticket, chunk }) {
                return false;
            }
        }
    }
    chunk.is_empty() || send(Msg::Measured { ticket, chunk })
}

/// How many blocks [`head`] measured: blocks stand in the order in which it takes them.
fn head_length(document: &Document) -> usize {
    let mut bytes = 0;
    for (at, block) in document.blocks.iter().enumerate() {
        bytes += block.text.len();
        if bytes > FIRST_BYTES && BlockIx(at as u32) >= document.article.blocks.end {
            return at + 1;
        }
    }
    document.blocks.len()
}
