//! A long command on the way: how far it is, and ending it between two steps.

use std::cell::Cell;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::out::{Out, Problem, tell};
use crate::run::read;
use crate::term::signal::{Signal, die_by, on_end};

/// How long a command may take to end in order after a signal: longer than it takes to keep a batch.
const GRACE: Duration = Duration::from_secs(3);

/// Whether the command was asked to end, and how many documents it has kept.
#[derive(Debug, Clone, Default)]
pub(super) struct Stop(Arc<State>);

#[derive(Debug, Default)]
struct State {
    /// The number of the signal; 0 while there was none.
    signal: AtomicUsize,
    kept: AtomicUsize,
}

impl Stop {
    /// Heeds Ctrl-C and its like from here on: the first asks the command to end, a second one ends it. So
    /// does time, as a command may wait for input that never comes. Whatever is kept then is whole.
    pub(super) fn heed() -> Self {
        let stop = Self::default();
        let heard = stop.clone();
        // Without a handler a signal ends the program at once, which the library survives.
        let _at_once = on_end(&heeded(), move |signal| {
            let number = usize::try_from(signal.number()).unwrap_or(0);
            if heard.0.signal.swap(number, Ordering::SeqCst) != 0 {
                heard.end_by(signal);
            }
            let late = heard.clone();
            let watch = move || {
                std::thread::sleep(GRACE);
                late.end_by(signal);
            };
            if std::thread::Builder::new().spawn(watch).is_err() {
                heard.end_by(signal);
            }
        });
        stop
    }

    /// Whether the command was asked to end.
    pub(super) fn asked(&self) -> bool {
        self.0.signal.load(Ordering::Relaxed) != 0
    }

    /// Counts a document that is kept.
    pub(super) fn kept(&self) {
        self.0.kept.fetch_add(1, Ordering::Relaxed);
    }

    /// Ends the program by the signal that asked for it, if one did.
    pub(super) fn end(&self, out: &mut Out) {
        let asked = self.0.signal.load(Ordering::SeqCst);
        let all = [
            Signal::Interrupt,
            Signal::Terminate,
            Signal::Hangup,
            Signal::Quit,
        ];
        let signal = all
            .iter()
            .find(|s| usize::try_from(s.number()) == Ok(asked));
        if let Some(signal) = signal {
            out.flush();
            self.end_by(*signal);
        }
    }

    fn end_by(&self, signal: Signal) -> ! {
        let documents = match self.0.kept.load(Ordering::SeqCst) {
            1 => "1 document is".to_owned(),
            n => format!("{n} documents are"),
        };
        if watched() {
            wipe();
        }
        let said = Problem::new(format!("stopped: {documents} kept"));
        tell(&said.hint("the same command goes on from there"));
        die_by(signal)
    }
}

/// The signals that are heeded: not those that whoever started the program had ignored, as `nohup` does.
fn heeded() -> Vec<Signal> {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|l| l.strip_prefix("SigIgn:"));
    // Where it cannot be told, a terminal that goes away is left to the system.
    let hangup = 1 << (Signal::Hangup.number() - 1);
    let ignored = ignored.map_or(hangup, |hex| {
        u64::from_str_radix(hex.trim(), 16).unwrap_or(hangup)
    });
    [Signal::Interrupt, Signal::Terminate, Signal::Hangup]
        .into_iter()
        .filter(|s| ignored & (1 << (s.number() - 1)) == 0)
        .collect()
}

/// Whether somebody watches, on a terminal that can wipe a line.
fn watched() -> bool {
    let can = std::env::var_os("TERM").is_some_and(|t| !t.is_empty() && t != "dumb");
    can && io::stderr().is_terminal()
}

fn wipe() {
    let _nobody = io::stderr().write_all(b"\r\x1b[K");
}

/// How far a command is that takes documents out of files: a line at the bottom of a terminal. Elsewhere
/// nothing is written.
#[derive(Debug)]
pub(super) struct Progress {
    watched: bool,
    since: Instant,
    shown: Cell<Option<Instant>>,
    n_files: usize,
    /// Files that were begun.
    files: Cell<usize>,
    /// Documents of the file at hand, and how many of them are dealt with.
    of_file: Cell<usize>,
    in_file: Cell<usize>,
    kept: Cell<usize>,
}

/// How often the line changes.
const EVERY: Duration = Duration::from_millis(100);

impl Progress {
    /// None of `paths` is begun.
    pub(super) fn new(paths: &[PathBuf]) -> Self {
        let watched = watched();
        let files = |path: &PathBuf| {
            if path.is_dir() {
                read::folder(path).map_or(0, |files| files.len())
            } else {
                1
            }
        };
        Self {
            watched,
            since: Instant::now(),
            shown: Cell::new(None),
            // Folders are walked once more for this.
            n_files: if watched {
                paths.iter().map(files).sum()
            } else {
                0
            },
            files: Cell::new(0),
            of_file: Cell::new(0),
            in_file: Cell::new(0),
            kept: Cell::new(0),
        }
    }

    /// A file is begun.
    pub(super) fn file(&self) {
        self.files.set(self.files.get() + 1);
        self.of_file.set(0);
        self.in_file.set(0);
        self.show();
    }

    /// So many documents came out of it.
    pub(super) fn loaded(&self, n: usize) {
        self.of_file.set(n);
    }

    /// One of them is being dealt with.
    pub(super) fn document(&self) {
        self.in_file.set(self.in_file.get() + 1);
    }

    /// A document is kept.
    pub(super) fn kept(&self) {
        self.kept.set(self.kept.get() + 1);
    }

    /// Writes the line, if it is time for it.
    pub(super) fn show(&self) {
        if !self.watched || self.shown.get().is_some_and(|at| at.elapsed() < EVERY) {
            return;
        }
        self.shown.set(Some(Instant::now()));
        let line = self.line(self.since.elapsed(), terminal_width());
        let _nobody = io::stderr().write_all(format!("\r{line}\x1b[K").as_bytes());
    }

    /// Takes the line away, for something else to stand there.
    pub(super) fn clear(&self) {
        if self.watched && self.shown.take().is_some() {
            wipe();
        }
    }

    /// The same, before lines of the output where these stand on the terminal too.
    pub(super) fn give_way(&self) {
        if io::stdout().is_terminal() {
            self.clear();
        }
    }

    /// How much of the work is done, in thousandths.
    fn done(&self) -> usize {
        let (begun, of_file) = (self.files.get(), self.of_file.get());
        // Files count alike: how large they are is not known.
        let part = (1000 * self.in_file.get())
            .checked_div(of_file)
            .unwrap_or(0);
        let whole = 1000 * begun.saturating_sub(1) + part.min(1000);
        whole.checked_div(self.n_files).unwrap_or(0).min(1000)
    }

    /// The line after `elapsed`, narrower than the terminal, in ASCII: the bar and the number of documents,
    /// and of the rest what there is room for.
    fn line(&self, elapsed: Duration, width: usize) -> String {
        let (done, kept) = (self.done(), self.kept.get());
        let mut parts = vec![match kept {
            1 => "1 document kept".to_owned(),
            n => format!("{n} documents kept"),
        }];
        if self.n_files > 1 {
            let begun = self.files.get().min(self.n_files);
            parts.push(format!("file {begun} of {}", self.n_files));
        }
        let millis = elapsed.as_millis();
        // What the first seconds say of the others is worth nothing.
        if millis > 2_000 {
            parts.push(format!("{} a second", kept as u128 * 1000 / millis));
            if done > 0 {
                parts.push(left(millis * (1000 - done as u128) / done as u128));
            }
        }
        drawn(done, parts, width)
    }
}

/// A line narrower than the terminal: a bar, how many thousandths are done, and the parts for which there is
/// room.
fn drawn(done: usize, parts: Vec<String>, width: usize) -> String {
    let mut line = format!("{:3} %", done / 10);
    for part in parts {
        // The last column stays free: some terminals go on to the next line behind it.
        if line.len() + 2 + part.len() < width {
            line.push_str("  ");
            line.push_str(&part);
        }
    }
    let bar = width.saturating_sub(line.len() + 4).min(30);
    if bar >= 8 {
        let full = bar * done / 1000;
        line = format!("[{}{}] {line}", "#".repeat(full), ".".repeat(bar - full));
    }
    line.truncate(width.saturating_sub(1));
    line
}

fn left(millis: u128) -> String {
    let left = millis / 1000;
    format!("{}:{:02} left", left / 60, left % 60)
}

/// How far something is of which it is known how much there is.
#[derive(Debug)]
pub(super) struct Share {
    watched: bool,
    what: &'static str,
    all: usize,
    since: Instant,
    shown: Cell<Option<Instant>>,
}

impl Share {
    /// Nothing of `all` is done.
    pub(super) fn new(what: &'static str, all: usize) -> Self {
        Self {
            watched: watched(),
            what,
            all,
            since: Instant::now(),
            shown: Cell::new(None),
        }
    }

    /// Writes the line, if it is time for it.
    pub(super) fn show(&self, n: usize) {
        if !self.watched || self.shown.get().is_some_and(|at| at.elapsed() < EVERY) {
            return;
        }
        self.shown.set(Some(Instant::now()));
        let line = self.line(n, self.since.elapsed(), terminal_width());
        let _nobody = io::stderr().write_all(format!("\r{line}\x1b[K").as_bytes());
    }

    /// Takes the line away.
    pub(super) fn clear(&self) {
        if self.watched && self.shown.take().is_some() {
            wipe();
        }
    }

    fn line(&self, n: usize, elapsed: Duration, width: usize) -> String {
        let done = (1000 * n).checked_div(self.all).unwrap_or(0).min(1000);
        let mut parts = vec![format!("{} {n} of {}", self.what, self.all)];
        let millis = elapsed.as_millis();
        if millis > 2_000 && done > 0 {
            parts.push(left(millis * (1000 - done as u128) / done as u128));
        }
        drawn(done, parts, width)
    }
}

fn terminal_width() -> usize {
    let size = rustix::termios::tcgetwinsize(io::stderr()).ok();
    usize::from(size.map_or(80, |s| s.ws_col).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn progress(n_files: usize, files: usize, (in_file, of_file): (usize, usize)) -> Progress {
        let progress = Progress::new(&[]);
        progress.files.set(files);
        progress.in_file.set(in_file);
        progress.of_file.set(of_file);
        progress.kept.set(in_file);
        Progress {
            n_files,
            ..progress
        }
    }

    #[test]
    fn the_line_tells_what_there_is_room_for() {
        let half = progress(4, 3, (10, 40));
        let line = |width, secs| half.line(Duration::from_secs(secs), width);
        assert_eq!(
            line(100, 10),
            "[################..............]  56 %  10 documents kept  file 3 of 4  1 a second  0:07 left"
        );
        assert_eq!(line(40, 1), " 56 %  10 documents kept  file 3 of 4");
        assert_eq!(line(36, 1), "[####....]  56 %  10 documents kept");
        assert_eq!(line(30, 10), " 56 %  10 documents kept");
        assert_eq!(line(6, 10), " 56 %");
        assert_eq!(line(1, 10), "");
        for width in 1..200 {
            assert!(line(width, 100).len() < width && line(width, 100).is_ascii());
        }
    }

    #[test]
    fn a_share_tells_how_much_there_is() {
        let share = Share::new("relating", 400);
        let line = |n, secs| share.line(n, Duration::from_secs(secs), 60);
        assert_eq!(
            line(100, 30),
            "[####...............]  25 %  relating 100 of 400  1:30 left"
        );
        assert_eq!(
            Share::new("relating", 0).line(0, Duration::ZERO, 30),
            "  0 %  relating 0 of 0"
        );
    }

    #[test]
    fn no_number_is_out_of_bounds() {
        assert_eq!(progress(0, 0, (0, 0)).done(), 0);
        assert_eq!(progress(1, 1, (0, 0)).done(), 0);
        assert_eq!(progress(1, 1, (5, 5)).done(), 1000);
        // A folder may have got files since it was looked at.
        assert_eq!(progress(2, 9, (5, 5)).done(), 1000);
    }
}
