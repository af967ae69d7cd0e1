//! Input: what comes from the terminal becomes [`Event`]s, on a thread of its own.
//!
//! The thread polls the terminal together with a wake pipe, so that it can be
//! paused (a browser in the terminal gets its keys) and stopped. Bytes become
//! events in [`Decoder`], a tokenizer after ECMA-48: it knows where every
//! sequence ends, so an answer nobody asked for is swallowed whole and can
//! neither become a key nor eat the next one.
//!
//! Before the terminal goes to somebody else, the thread can swallow what is still to
//! come of answers ([`Handle::drain`]), so that none reaches them.
//!
//! When the terminal is gone, [`Event::Closed`] comes once and the thread ends.

mod decode;
mod keys;
mod reader;
mod reply;

use std::io;
use std::os::fd::{AsFd as _, OwnedFd};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use rustix::pipe::{PipeFlags, pipe_with};

pub use self::decode::{Decoder, Patience};
use self::reader::Reader;
pub use self::reply::Reply;
use super::session::Session;
use crate::app::key::{Key, Mouse};
use crate::term::signal::Signal;
use crate::text::Clean;

/// Longest paste that is kept, in bytes.
pub const MAX_PASTE: usize = 64 * 1024;

/// What happened at the terminal or came as a signal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted: it is for prompts, never a command.
    Paste {
        /// The text, cleaned.
        text: Clean,
        /// It was longer than [`MAX_PASTE`], and the rest is lost.
        cut: bool,
    },
    /// The mouse did something.
    Mouse(Mouse),
    /// The terminal has a new size.
    Resize {
        /// Columns.
        cols: u16,
        /// Rows.
        rows: u16,
    },
    /// The program is asked to stop (SIGTSTP): leave the terminal, then call [`super::stop`].
    Stop,
    /// The program goes on after a stop (SIGCONT): resume the session and repaint.
    Continue,
    /// The program is to end by this signal: leave the terminal, then call [`super::die_by`].
    Terminate(Signal),
    /// The terminal answers a question, or somebody forges an answer: never a key, whatever it says.
    Reply(Reply),
    /// The terminal takes bytes again, after [`super::output::Handle::ask`].
    Room,
    /// The terminal has the reader's attention again (mode 1004). What it shows may have suffered
    /// meanwhile: repaint.
    FocusIn,
    /// The terminal is gone; nothing will come any more.
    Closed,
}

/// The input thread, for the loop to pause and stop.
#[derive(Debug)]
pub struct Handle {
    wake: OwnedFd,
    paused: Receiver<bool>,
    thread: Option<JoinHandle<()>>,
    /// How long an ESC may be the start of a sequence, in milliseconds.
    esc_wait: Arc<AtomicU32>,
}

/// How long to wait for the input thread to let go of the terminal.
const PATIENCE: Duration = Duration::from_secs(1);

/// The longest that an ESC may be the start of a sequence: with more, a key typed after it would become
/// one with Alt.
const MAX_ESC_WAIT: Duration = Duration::from_millis(500);

/// Starts the input thread of `session`. It gives every event to `send` and ends when that
/// returns false. `send` must not block for long: the thread cannot be paused meanwhile.
///
/// # Errors
/// When the terminal cannot be opened a second time, or no pipe or thread is to be had.
pub fn spawn(
    session: &Session,
    send: impl FnMut(Event) -> bool + Send + 'static,
) -> io::Result<Handle> {
    spawn_on(session.input()?, send)
}

/// As [`spawn`], reading from `tty`.
fn spawn_on(tty: OwnedFd, send: impl FnMut(Event) -> bool + Send + 'static) -> io::Result<Handle> {
    let (woken, wake) = pipe_with(PipeFlags::CLOEXEC)?;
    let (tell_paused, paused) = channel();
    let esc_wait = Arc::new(AtomicU32::new(millis(decode::ESC_WAIT)));
    let reader = Reader::new(Arc::clone(&esc_wait), send);
    let thread = std::thread::Builder::new()
        .name("input".to_owned())
        .spawn(move || reader.run(tty.as_fd(), woken.as_fd(), &tell_paused))?;
    Ok(Handle {
        wake,
        paused,
        thread: Some(thread),
        esc_wait,
    })
}

impl Handle {
    /// Lets go of the terminal: when this returns the thread reads nothing more until
    /// [`Self::resume`].
    pub fn pause(&self) {
        if self.tell(b"p") {
            // An error means that the thread has ended: then it reads nothing either.
            let _ended = self.paused.recv_timeout(PATIENCE);
        }
    }

    /// As [`Self::pause`], but before that waits for so many answers with device attributes
    /// ([`Reply::Attributes`]), for at most `patience`. Other answers that come before them are told; keys
    /// are dropped, as they are meant for whoever gets the terminal next. Says whether all came.
    pub fn drain(&self, answers: u8, patience: Duration) -> bool {
        let [high, low] = u16::try_from(patience.as_millis())
            .unwrap_or(u16::MAX)
            .to_be_bytes();
        self.tell(&[b'd', answers, high, low])
            && self.paused.recv_timeout(patience + PATIENCE) == Ok(true)
    }

    /// Reads again.
    pub fn resume(&self) {
        self.tell(b"r");
    }

    /// How unevenly bytes of one sequence may arrive here: an ESC may be the start of a sequence for
    /// twice as long, at least 50 ms and at most 500.
    pub fn set_jitter(&self, jitter: Duration) {
        let wait = (jitter * 2).clamp(decode::ESC_WAIT, MAX_ESC_WAIT);
        self.esc_wait.store(millis(wait), Ordering::Relaxed);
    }

    /// Ends the thread and waits for its end.
    pub fn stop(mut self) {
        self.end();
    }

    fn tell(&self, command: &[u8]) -> bool {
        rustix::io::retry_on_intr(|| rustix::io::write(&self.wake, command)).is_ok()
    }

    fn end(&mut self) {
        if let Some(thread) = self.thread.take() {
            self.tell(b"q");
            // A panic there has been reported by the hook already.
            let _panicked = thread.join();
        }
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.end();
    }
}

fn millis(time: Duration) -> u32 {
    time.as_millis().try_into().unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::key::Code;

    const SOON: Duration = Duration::from_secs(5);

    fn piped() -> (OwnedFd, Handle, Receiver<Event>) {
        let (tty, other_end) = rustix::pipe::pipe().unwrap();
        let (sender, events) = channel();
        let handle = spawn_on(tty, move |e| sender.send(e).is_ok()).unwrap();
        (other_end, handle, events)
    }

    #[test]
    fn a_paused_thread_steals_no_key() {
        let (tty, handle, events) = piped();
        rustix::io::write(&tty, b"a").unwrap();
        assert_eq!(events.recv_timeout(SOON), Ok(Event::Key(Key::char('a'))));
        handle.pause();
        rustix::io::write(&tty, b"b").unwrap();
        let quiet = Duration::from_millis(50);
        assert!(events.recv_timeout(quiet).is_err());
        handle.resume();
        assert_eq!(events.recv_timeout(SOON), Ok(Event::Key(Key::char('b'))));
        handle.stop();
        assert!(events.recv().is_err(), "the thread has ended");
    }

    #[test]
    fn answers_are_drained_before_the_terminal_is_let_go() {
        let (tty, handle, events) = piped();
        let answer = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(30));
            rustix::io::write(&tty, b"j\x1b[?2026;2$").unwrap();
            std::thread::sleep(Duration::from_millis(70));
            rustix::io::write(&tty, b"y\x1b[?62c\x1b[").unwrap();
            std::thread::sleep(Duration::from_millis(30));
            rustix::io::write(&tty, b"0n\x1b[?62c").unwrap();
            tty
        });
        assert!(handle.drain(2, SOON));
        let tty = answer.join().unwrap();
        let got: Vec<Event> = events.try_iter().collect();
        assert!(got.iter().all(|e| matches!(e, Event::Reply(_))), "{got:?}");
        assert_eq!(got.len(), 4, "{got:?}");
        rustix::io::write(&tty, b"k").unwrap();
        assert!(events.recv_timeout(Duration::from_millis(50)).is_err());
        handle.resume();
        assert_eq!(events.recv_timeout(SOON), Ok(Event::Key(Key::char('k'))));
        let begun = std::time::Instant::now();
        assert!(!handle.drain(1, Duration::from_millis(100)));
        assert!(begun.elapsed() >= Duration::from_millis(100));
        drop(tty);
    }

    #[test]
    fn a_string_without_its_end_ends_by_time_whatever_is_typed() {
        let mut decoder = Decoder::default();
        let mut none = |e: Event| panic!("{e:?}");
        decoder.feed(b"\x1b]11;rgb:0", &mut none);
        let begun = decoder.n_begun();
        let whole = decoder.patience();
        assert!(matches!(whole, Some(Patience::Whole(_))));
        decoder.feed(b"jjj", &mut none);
        assert_eq!((decoder.n_begun(), decoder.patience()), (begun, whole));
        decoder.feed(b"\x07\x1b]1", &mut none);
        assert_ne!(decoder.n_begun(), begun);
    }

    #[test]
    fn a_closed_terminal_is_told_once() {
        let (tty, handle, events) = piped();
        drop(tty);
        assert_eq!(events.recv_timeout(SOON), Ok(Event::Closed));
        assert!(events.recv_timeout(SOON).is_err(), "the thread has ended");
        handle.pause();
        handle.resume();
        handle.stop();
    }

    #[test]
    fn a_lone_escape_is_a_key_after_a_while() {
        let (tty, _handle, events) = piped();
        rustix::io::write(&tty, b"\x1b").unwrap();
        assert_eq!(
            events.recv_timeout(SOON),
            Ok(Event::Key(Key::plain(Code::Esc)))
        );
    }
}
