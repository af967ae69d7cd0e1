//! The worker: whatever takes longer than a frame, on a thread of its own.
//!
//! 1. It tells the rows of the library and opens what is to be opened at once.
//! 2. A second thread relates the documents, however long that takes.
//! 3. Meanwhile and from then on it opens and measures. Opening never waits for more than one piece
//!    of measuring.

mod measuring;

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use self::measuring::{Measuring, head};
use super::by_hand::ByHand;
use super::library::Library;
use crate::app::{Msg, Ticket};
use crate::model::{Correction, Document, DocumentId};
use crate::text::{Clean, Segmenter, clean_line};

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
    /// Set something by hand, and bring the document made anew.
    Correct {
        /// Goes into the answer.
        ticket: Ticket,
        /// Which document.
        id: DocumentId,
        /// What is set, one after the other.
        corrections: Vec<Correction>,
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
        std::thread::Builder::new()
            .name("worker".to_owned())
            .spawn(move || {
                let library = library();
                let mut desk = Desk {
                    todo,
                    asked: VecDeque::new(),
                    measuring: None,
                    by_hand,
                };
                for job in first {
                    desk.put(job);
                }
                if !send(Msg::Listed(library.listings()))
                    || !desk.clear(&library, &segmenter, &send)
                {
                    return;
                }
                std::thread::scope(|scope| {
                    let relate = || send(Msg::Related(library.relations()));
                    let relating = std::thread::Builder::new()
                        .name("relations".to_owned())
                        .spawn_scoped(scope, relate);
                    // Without a thread to be had, a document may have to wait for them.
                    if relating.is_err() && !relate() {
                        return;
                    }
                    desk.serve(&library, &segmenter, &send);
                });
            })?;
        Ok(Self { jobs })
    }

    /// Asks for something. A worker that has ended answers nothing.
    pub fn ask(&self, job: Job) {
        let _ended = self.jobs.send(job);
    }
}

/// What the worker has to do. A document that is asked for goes before any measuring, which goes on
/// piece by piece and gives way between two pieces.
struct Desk {
    todo: Receiver<Job>,
    /// Documents asked for, as they are or with a correction, in order.
    asked: VecDeque<Job>,
    /// The document being measured. Another takes its place: only one is on the screen. A document
    /// merely asked for does not, since opening it may fail.
    measuring: Option<Measuring>,
    /// What was set by hand so far.
    by_hand: ByHand,
}

impl Desk {
    fn put(&mut self, job: Job) {
        match job {
            Job::Open { .. } | Job::Correct { .. } => self.asked.push_back(job),
            Job::Measure { ticket, document } => {
                self.measuring = Some(Measuring::new(ticket, document));
            }
        }
    }

    /// The document to bring next. Corrections of one document that wait in a row are made in one go,
    /// and the newest ticket answers for all.
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
        Some(job)
    }

    /// Works until nobody listens or asks any more. Says nothing of what is left then.
    fn serve(&mut self, library: &Library, segmenter: &Segmenter, send: &impl Fn(Msg) -> bool) {
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
        library: &Library,
        segmenter: &Segmenter,
        send: &impl Fn(Msg) -> bool,
    ) -> bool {
        loop {
            while let Ok(job) = self.todo.try_recv() {
                self.put(job);
            }
            let listens = if let Some(job) = self.next() {
                carry_out(job, library, &mut self.by_hand, segmenter, send)
            } else if let Some(measuring) = &mut self.measuring {
                let msg = measuring.next(segmenter);
                if msg.is_none() {
                    self.measuring = None;
                }
                msg.is_none_or(send)
            } else {
                return true;
            };
            if !listens {
                return false;
            }
        }
    }
}

/// Does one job to its end; its answers go to `send`, which returns false when nobody listens any
/// more. Then the job is given up, and false is returned.
pub fn carry_out(
    job: Job,
    library: &Library,
    by_hand: &mut ByHand,
    segmenter: &Segmenter,
    send: &impl Fn(Msg) -> bool,
) -> bool {
    match job {
        Job::Open { ticket, id } => {
            let document = by_hand.get(library, id);
            send(opened(ticket, document, segmenter))
        }
        Job::Correct {
            ticket,
            id,
            corrections,
        } => send(match by_hand.set(library, id, &corrections) {
            Some((document, changed)) => Msg::Corrected {
                ticket,
                measured: head(&document, segmenter),
                document,
                changed,
            },
            None => Msg::CorrectFailed {
                ticket,
                why: gone(),
            },
        }),
        Job::Measure { ticket, document } => {
            let mut measuring = Measuring::new(ticket, document);
            std::iter::from_fn(|| measuring.next(segmenter)).all(send)
        }
    }
}

fn opened(ticket: Ticket, document: Option<Arc<Document>>, segmenter: &Segmenter) -> Msg {
    match document {
        Some(document) => {
            let measured = head(&document, segmenter);
            Msg::Opened {
                ticket,
                document,
                measured,
            }
        }
        None => Msg::OpenFailed {
            ticket,
            why: gone(),
        },
    }
}

/// Why a document cannot be had.
fn gone() -> Clean {
    clean_line("it is no longer in the library")
}

#[cfg(test)]
mod tests {
    use super::measuring::head_length;
    use super::*;
    use crate::load::{Input, load};
    use std::sync::Mutex;
    use std::sync::mpsc::Sender;
    use std::time::Duration;

    /// A document with `bytes` of comments and more.
    pub(super) fn long(title: &str, bytes: usize) -> Document {
        let mut text = format!("{title}\n\nThe news of the day is this: {title}.\n\nComments\n\n");
        let comment = format!("{title}: I saw it coming for years, and nobody listened.\n\n");
        while text.len() < bytes {
            text.push_str(&comment);
        }
        let input = Input {
            bytes: text.into_bytes(),
            ..Input::default()
        };
        load(&input).unwrap().documents.remove(0)
    }

    fn library() -> (Library, [DocumentId; 2]) {
        let mut library = Library::default();
        let a = library.add(long("River floods", 1 << 20));
        let b = library.add(long("Bridge opens", 1 << 16));
        (library, [a, b])
    }

    /// What the worker says, in a word each.
    fn word(msg: &Msg) -> String {
        match msg {
            Msg::Opened { ticket, .. } => format!("opened {}", ticket.0),
            Msg::OpenFailed { ticket, .. } => format!("failed {}", ticket.0),
            Msg::Measured { ticket, .. } => format!("measured {}", ticket.0),
            other => format!("{other:?}"),
        }
    }

    fn desk() -> (Desk, Sender<Job>) {
        let (jobs, todo) = channel();
        let desk = Desk {
            todo,
            asked: VecDeque::new(),
            measuring: None,
            by_hand: ByHand::default(),
        };
        (desk, jobs)
    }

    #[test]
    fn opening_goes_before_measuring_and_a_new_document_ends_it() {
        let (library, [a, b]) = library();
        let segmenter = Segmenter::new();
        let (mut desk, jobs) = desk();
        let document = library.get(a).unwrap();
        let ask = |job| jobs.send(job).unwrap();
        let measure = |n, document| Job::Measure {
            ticket: Ticket(n),
            document,
        };
        ask(measure(1, document));
        let said = Mutex::new(Vec::new());
        // With the first answer comes another wish, as it does from a reader in a hurry.
        let send = |msg: Msg| {
            let mut said = said.lock().unwrap();
            said.push(word(&msg));
            match said.len() {
                1 => {
                    let gone = DocumentId::of_words(std::iter::once("gone"));
                    ask(Job::Open {
                        ticket: Ticket(2),
                        id: gone,
                    });
                    ask(Job::Open {
                        ticket: Ticket(3),
                        id: b,
                    });
                }
                3 => ask(measure(3, library.get(b).unwrap())),
                _ => {}
            }
            true
        };
        assert!(desk.clear(&library, &segmenter, &send));
        assert_eq!(
            *said.lock().unwrap(),
            ["measured 1", "failed 2", "opened 3", "measured 3"]
        );
    }

    #[test]
    fn a_document_that_cannot_be_opened_ends_no_measuring() {
        let (library, [a, _]) = library();
        let (mut desk, jobs) = desk();
        let document = library.get(a).unwrap();
        let blocks = document.blocks.len();
        desk.put(Job::Measure {
            ticket: Ticket(1),
            document: Arc::clone(&document),
        });
        jobs.send(Job::Open {
            ticket: Ticket(2),
            id: DocumentId::of_words(std::iter::once("gone")),
        })
        .unwrap();
        let measured = Mutex::new(head_length(&document));
        let send = |msg: Msg| {
            if let Msg::Measured { chunk, .. } = msg {
                *measured.lock().unwrap() += chunk.len();
            }
            true
        };
        assert!(desk.clear(&library, &Segmenter::new(), &send));
        assert_eq!(*measured.lock().unwrap(), blocks);
    }

    #[test]
    fn the_first_document_comes_before_relations() {
        let (library, [a, _]) = library();
        let (sender, said) = channel();
        let first = vec![Job::Open {
            ticket: Ticket(1),
            id: a,
        }];
        let send = move |msg: Msg| sender.send(msg).is_ok();
        let worker =
            Worker::start(|| library, first, ByHand::default(), Arc::default(), send).unwrap();
        let next = || said.recv_timeout(Duration::from_secs(20)).unwrap();
        assert!(matches!(next(), Msg::Listed(rows) if rows.len() == 2));
        assert!(matches!(next(), Msg::Opened { .. }));
        assert!(matches!(next(), Msg::Related(all) if all.len() == 2));
        drop(worker);
        assert!(said.recv().is_err(), "the thread has ended");
    }
}
