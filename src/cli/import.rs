//! `khao import`: documents go into the library, in batches.
//!
//! What is told as kept is on the disk. Whenever the program ends, whole documents are there. Importing
//! the same again changes nothing. A signal ends it between two batches.
//!
//! This thread reads; others make ready and write ([`pipe`]).

mod pipe;

use std::cell::RefCell;
use std::collections::HashMap;
use std::io::{self, IsTerminal as _};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde::Serialize;

use self::pipe::{Lot, Outcome, Pipe};
use super::gather::{Got, Stand, gather_by};
use super::out::{Out, Problem};
use super::progress::{Progress, Stop};
use super::settings::Config;
use super::{Done, kept, relating};
use crate::model::{Document, DocumentId, State};
use crate::run::ingest;
use crate::store::{Error, Was};
use crate::text::Clean;

/// A lot goes to the other threads when it has so many bytes of words, or has taken this long.
const BYTES: usize = 256 << 10;
const TIME: Duration = Duration::from_millis(300);

/// Keeps the documents of `files`.
pub(super) fn run(
    files: &[PathBuf],
    json: bool,
    most: usize,
    relate_later: bool,
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
    let path = library.path().to_path_buf();
    let stop = Stop::heed();
    std::thread::scope(|scope| match Pipe::new(scope, library, most) {
        Ok(pipe) => import(files, json, most, config, out, pipe, &stop),
        Err(e) => out.fail(&kept::failed(&e)),
    });
    // What is not related now is related by the reader, or by the next import.
    if !stop.asked() && !relate_later {
        relating::finish(&path, &stop, out);
    }
    stop.end(out);
    Done::Yes
}

fn import(
    files: &[PathBuf],
    json: bool,
    most: usize,
    config: &Config,
    out: &mut Out,
    pipe: Pipe<'_>,
    stop: &Stop,
) {
    let states = RefCell::new(HashMap::new());
    let progress = Progress::new(files);
    let load = |input: &crate::load::Input| {
        progress.file();
        ingest::load(input, &config.models, &mut states.borrow_mut())
    };
    let mut import = Import {
        pipe,
        json: json || !io::stdout().is_terminal(),
        progress: &progress,
        stop,
        most,
        lot: Vec::new(),
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
                    import.take(document, state, out);
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
    import.pipe.close();
    while let Ok(result) = import.pipe.kept.recv() {
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

struct Import<'a, 'scope> {
    pipe: Pipe<'scope>,
    json: bool,
    /// For those who watch.
    progress: &'a Progress,
    stop: &'a Stop,
    /// How many documents a batch may have.
    most: usize,
    lot: Lot,
    bytes: usize,
    /// When the lot was begun.
    since: Instant,
    /// What came in this run, from where, and with how many comments.
    seen: HashMap<DocumentId, (Clean, usize)>,
    done: Counts,
    /// Whether going on makes no sense.
    broken: bool,
}

impl Import<'_, '_> {
    fn take(&mut self, document: Document, state: Option<State>, out: &mut Out) {
        if self.broken || self.stop.asked() {
            return;
        }
        self.progress.document();
        // Of several copies the first one with the most comments counts, each time: two that differ would
        // take turns for ever.
        let n = document.thread.len();
        if let Some((first, most)) = self.seen.get(&document.id) {
            let note = format!("{} is the same article as {first}", document.path);
            if n <= *most {
                self.tell(&Problem::new(format!("{note}, which is kept")), out);
                return;
            }
            let note = format!("{note}, and has more comments: it is kept");
            self.tell(&Problem::new(note), out);
        }
        self.seen.insert(document.id, (document.path.clone(), n));
        self.bytes += document.blocks.iter().map(|b| b.text.len()).sum::<usize>();
        self.lot.push((document, state));
        let full = self.lot.len() >= self.most || self.bytes >= BYTES;
        if full || self.since.elapsed() >= TIME {
            self.send(out);
        }
        while let Ok(result) = self.pipe.kept.try_recv() {
            self.take_result(result, out);
        }
        self.progress.show();
    }

    /// Hands the lot on. Waits while the other threads are too far behind.
    fn send(&mut self, out: &mut Out) {
        let lot = std::mem::take(&mut self.lot);
        self.bytes = 0;
        self.since = Instant::now();
        if lot.is_empty() || self.broken || self.pipe.send(lot) {
            return;
        }
        // They end when a batch cannot be kept, and have told why.
        while let Ok(result) = self.pipe.kept.recv() {
            self.take_result(result, out);
        }
        self.broken = true;
    }

    /// Tells of a batch once it is on the disk.
    fn take_result(&mut self, result: Outcome, out: &mut Out) {
        let (batch, kept) = match result {
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
