//! `khao import`: documents go into the library, in batches.
//!
//! What is told as kept is on the disk. Whenever the program ends, whole documents are there. Importing
//! the same again changes nothing. A signal ends it between two batches.
//!
//! One thread reads and makes ready, another writes: the two take about as long.

use std::cell::RefCell;
use std::collections::HashMap;
use std::io::{self, IsTerminal as _};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::time::{Duration, Instant};

use serde::Serialize;

use super::gather::{Got, Stand, gather_by};
use super::out::{Out, Problem};
use super::progress::{Progress, Stop};
use super::settings::Config;
use super::{Done, kept};
use crate::model::{Document, DocumentId, State};
use crate::run::ingest;
use crate::store::{Error, Library, Mode, Prepared, Was};
use crate::text::Clean;

/// A batch is kept when it has so many bytes of words, or has taken this long, or has its number of documents.
const BYTES: usize = 8 << 20;
const TIME: Duration = Duration::from_millis(1500);

/// Keeps the documents of `files`.
pub(super) fn run(
    files: &[PathBuf],
    json: bool,
    most: usize,
    config: &Config,
    out: &mut Out,
) -> Done {
    let Some(library) = kept::open(config, out) else {
        return Done::Yes;
    };
    if let Some(why) = library.read_only() {
        out.fail(&Problem::new(Error::ReadOnly(why)));
        return Done::Yes;
    }
    // What is there already is asked on a connection of its own.
    let there = match Library::open(library.path(), Mode::Read) {
        Ok(there) => there,
        Err(e) => {
            out.fail(&kept::failed(&e));
            return Done::Yes;
        }
    };
    let stop = Stop::heed();
    std::thread::scope(|scope| {
        let (batches, todo) = sync_channel(1);
        let (results, kept) = channel();
        scope.spawn(move || write(library, &todo, &results));
        import(
            files,
            json,
            most,
            config,
            out,
            Ends {
                there,
                batches,
                kept,
            },
            &stop,
        );
    });
    stop.end(out);
    Done::Yes
}

/// A batch and what became of it.
type Outcome = (Vec<Prepared>, Result<Vec<Was>, Error>);

/// Keeps the batches that come, until one cannot be kept.
fn write(mut library: Library, todo: &Receiver<Vec<Prepared>>, results: &Sender<Outcome>) {
    while let Ok(batch) = todo.recv() {
        let kept = library.put(&batch);
        let failed = kept.is_err();
        if results.send((batch, kept)).is_err() || failed {
            return;
        }
    }
}

/// What the reading thread has to do with the writing one.
struct Ends {
    there: Library,
    batches: SyncSender<Vec<Prepared>>,
    kept: Receiver<Outcome>,
}

fn import(
    files: &[PathBuf],
    json: bool,
    most: usize,
    config: &Config,
    out: &mut Out,
    ends: Ends,
    stop: &Stop,
) {
    let states = RefCell::new(HashMap::new());
    let progress = Progress::new(files);
    let load = |input: &crate::load::Input| {
        progress.file();
        ingest::load(input, &config.models, &mut states.borrow_mut())
    };
    let mut import = Import {
        there: Some(ends.there),
        batches: Some(ends.batches),
        kept: ends.kept,
        json: json || !io::stdout().is_terminal(),
        progress: &progress,
        stop,
        most,
        batch: Vec::new(),
        bytes: 0,
        since: Instant::now(),
        seen: HashMap::new(),
        done: Counts::default(),
        broken: false,
    };
    gather_by(files, Stand::BehindCommand, &load, |got| {
        match got {
            Got::Loaded(loaded) => {
                for warning in &loaded.warnings {
                    import.tell(&Problem::new(&warning.message), out);
                }
                progress.loaded(loaded.documents.len());
                for document in loaded.documents {
                    let state = states.borrow_mut().remove(&document.id);
                    import.take(&document, state, out);
                }
            }
            Got::Failed(problem) => {
                import.clear_line();
                out.fail(&problem);
            }
            Got::PassedOver(note) => import.tell(&note, out),
        }
        !import.broken && !stop.asked()
    });
    if !stop.asked() {
        import.send(out);
    }
    // The thread that writes puts the file away last: what is beside it goes into it then.
    import.there = None;
    import.batches = None;
    while let Ok(result) = import.kept.recv() {
        import.take_result(result, out);
    }
    import.clear_line();
    if !import.json && !import.broken && !stop.asked() {
        out.line(import.done.told());
    }
}

/// What was done so far.
#[derive(Debug, Default)]
struct Counts {
    new: usize,
    changed: usize,
    same: usize,
    new_comments: usize,
}

impl Counts {
    fn told(&self) -> String {
        let comments = match self.new_comments {
            0 => String::new(),
            1 => " (1 new comment)".to_owned(),
            n => format!(" ({n} new comments)"),
        };
        format!(
            "{} new, {} changed{comments}, {} as before",
            self.new, self.changed, self.same
        )
    }
}

/// A line of the output.
#[derive(Serialize)]
struct Line<'a> {
    v: u8,
    id: String,
    was: &'static str,
    new_comments: usize,
    title: &'a str,
    path: &'a str,
}

struct Import<'a> {
    /// Tells what is there.
    there: Option<Library>,
    /// To the thread that writes.
    batches: Option<SyncSender<Vec<Prepared>>>,
    /// And back.
    kept: Receiver<Outcome>,
    json: bool,
    /// For those who watch.
    progress: &'a Progress,
    stop: &'a Stop,
    /// How many documents a batch may have.
    most: usize,
    batch: Vec<Prepared>,
    bytes: usize,
    /// When the batch was begun.
    since: Instant,
    /// What came in this run, and from where.
    seen: HashMap<DocumentId, Clean>,
    done: Counts,
    /// Whether going on makes no sense.
    broken: bool,
}

impl Import<'_> {
    fn take(&mut self, document: &Document, state: Option<State>, out: &mut Out) {
        if self.broken || self.stop.asked() {
            return;
        }
        self.progress.document();
        // The first one counts, each time: two that differ would take turns for ever.
        if let Some(first) = self.seen.get(&document.id) {
            let note = format!("{} is the same article as {first}", document.path);
            self.tell(&Problem::new(format!("{note}, which is kept")), out);
            return;
        }
        self.seen.insert(document.id, document.path.clone());
        let Some(there) = &self.there else { return };
        match there.prepare(document) {
            Ok(prepared) => {
                self.bytes += prepared.bytes();
                self.batch.push(match state {
                    Some(state) => prepared.with_state(state),
                    None => prepared,
                });
            }
            Err(e) => return self.fail(&e, out),
        }
        let full = self.batch.len() >= self.most || self.bytes >= BYTES;
        if full || self.since.elapsed() >= TIME {
            self.send(out);
        }
        while let Ok(result) = self.kept.try_recv() {
            self.take_result(result, out);
        }
        self.progress.show();
    }

    /// Hands the batch to the thread that writes. Waits while that one is a batch behind.
    fn send(&mut self, out: &mut Out) {
        let batch = std::mem::take(&mut self.batch);
        self.bytes = 0;
        self.since = Instant::now();
        if batch.is_empty() || self.broken {
            return;
        }
        let gone = self.batches.as_ref().is_none_or(|b| b.send(batch).is_err());
        // It ends when a batch cannot be kept, and has told why.
        while gone && let Ok(result) = self.kept.recv() {
            self.take_result(result, out);
        }
    }

    /// Tells of a batch once it is on the disk.
    fn take_result(&mut self, (batch, kept): Outcome, out: &mut Out) {
        let kept = match kept {
            Ok(kept) => kept,
            Err(e) => return self.fail(&e, out),
        };
        if self.json {
            self.progress.give_way();
        }
        for (one, was) in batch.iter().zip(kept) {
            let (name, new_comments) = match was {
                Was::New => ("new", 0),
                Was::Same => ("same", 0),
                Was::Changed { n_new_comments } => ("changed", n_new_comments),
                Was::Fewer { .. } => ("fewer", 0),
            };
            match was {
                Was::New => self.done.new += 1,
                Was::Same => self.done.same += 1,
                Was::Changed { .. } => self.done.changed += 1,
                Was::Fewer { n_missing } => {
                    self.done.same += 1;
                    let path = &one.listing().path;
                    let text = format!(
                        "{path} has {n_missing} comments fewer than the library, which keeps its own"
                    );
                    self.tell(&Problem::new(text), out);
                }
            }
            self.done.new_comments += new_comments;
            self.stop.kept();
            self.progress.kept();
            if self.json {
                let line = Line {
                    v: 1,
                    id: one.id().to_string(),
                    was: name,
                    new_comments,
                    title: &one.listing().title,
                    path: &one.listing().path,
                };
                out.line(serde_json::to_string(&line).expect("strings and numbers always print"));
            }
        }
        out.flush();
    }

    fn fail(&mut self, e: &Error, out: &mut Out) {
        self.broken = true;
        self.clear_line();
        out.fail(&kept::failed(e));
    }

    fn tell(&self, problem: &Problem, out: &mut Out) {
        self.clear_line();
        out.tell(problem);
    }

    fn clear_line(&self) {
        self.progress.clear();
    }
}
