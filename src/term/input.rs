//! Input: what comes from the terminal becomes [`Event`]s, on a thread of its own.
//!
//! The thread polls the terminal together with a wake pipe, so that it can be
//! paused (a browser in the terminal gets its keys) and stopped. Bytes become
//! events in [`Decoder`], a tokenizer after ECMA-48: it knows where every
//! sequence ends, so an answer nobody asked for is swallowed whole and can
//! neither become a key nor eat the next one.
//!
//! When the terminal is gone, [`Event::Closed`] comes once and the thread ends.

mod decode;
mod keys;
mod reply;

use std::io;
use std::os::fd::{AsFd as _, BorrowedFd, OwnedFd};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::pipe::{PipeFlags, pipe_with};

pub use self::decode::Decoder;
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
    /// The terminal is gone; nothing will come any more.
    Closed,
}

/// The input thread, for the loop to pause and stop.
#[derive(Debug)]
pub struct Handle {
    wake: OwnedFd,
    /// Milliseconds that a lone ESC may be the start of a sequence.
    esc_wait: Arc<AtomicU32>,
    paused: Receiver<()>,
    thread: Option<JoinHandle<()>>,
}

/// How long to wait for the input thread to let go of the terminal.
const PATIENCE: Duration = Duration::from_secs(1);

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
    let esc_wait = Arc::new(AtomicU32::new(0));
    let esc = Arc::clone(&esc_wait);
    let (tell_paused, paused) = channel();
    let thread = std::thread::Builder::new()
        .name("input".to_owned())
        .spawn(move || run(tty.as_fd(), woken.as_fd(), &esc, &tell_paused, send))?;
    Ok(Handle {
        wake,
        esc_wait,
        paused,
        thread: Some(thread),
    })
}

impl Handle {
    /// Lets go of the terminal: when this returns the thread reads nothing more until
    /// [`Self::resume`].
    pub fn pause(&self) {
        if self.tell(b'p') {
            // An error means that the thread has ended: then it reads nothing either.
            let _ended = self.paused.recv_timeout(PATIENCE);
        }
    }

    /// Reads again.
    pub fn resume(&self) {
        self.tell(b'r');
    }

    /// How long a lone ESC may be the start of a sequence, where that is longer than usual: on a link
    /// whose trips vary, the rest may come later. In force from the next byte on.
    pub fn set_esc_wait(&self, wait: Duration) {
        let ms = wait.as_millis().try_into().unwrap_or(u32::MAX);
        self.esc_wait.store(ms, Ordering::Relaxed);
    }

    /// Ends the thread and waits for its end.
    pub fn stop(mut self) {
        self.end();
    }

    fn tell(&self, command: u8) -> bool {
        rustix::io::retry_on_intr(|| rustix::io::write(&self.wake, &[command])).is_ok()
    }

    fn end(&mut self) {
        if let Some(thread) = self.thread.take() {
            self.tell(b'q');
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

/// The thread: reads until it is told to stop, the terminal is gone or nobody listens.
fn run(
    tty: BorrowedFd<'_>,
    woken: BorrowedFd<'_>,
    esc_wait: &AtomicU32,
    tell_paused: &Sender<()>,
    mut send: impl FnMut(Event) -> bool,
) {
    let mut decoder = Decoder::default();
    let mut bytes = vec![0; 4096];
    let mut reading = true;
    loop {
        let mut fds = [
            PollFd::new(&woken, PollFlags::IN),
            PollFd::new(&tty, PollFlags::IN),
        ];
        let n_fds = if reading { 2 } else { 1 };
        let least = Duration::from_millis(esc_wait.load(Ordering::Relaxed).into());
        let patience = decoder.patience().filter(|_| reading);
        let timeout = patience.map(|time| timespec(time.max(least)));
        match poll(&mut fds[..n_fds], timeout.as_ref()) {
            Ok(0) => {
                if !decoder.give_up(&mut send) {
                    return;
                }
                continue;
            }
            Ok(_) => {}
            Err(Errno::INTR) => continue,
            Err(_) => {
                send(Event::Closed);
                return;
            }
        }
        if !fds[0].revents().is_empty() {
            let mut command = [0];
            match rustix::io::read(woken, &mut command) {
                Ok(1) if command[0] == b'p' => {
                    reading = false;
                    decoder = Decoder::default();
                    if tell_paused.send(()).is_err() {
                        return;
                    }
                }
                Ok(1) if command[0] == b'r' => reading = true,
                Err(Errno::INTR) => {}
                _ => return,
            }
            continue;
        }
        match rustix::io::read(tty, &mut bytes[..]) {
            // A read of nothing from a terminal in raw mode, like EIO, means that it is gone.
            Ok(0) => {
                send(Event::Closed);
                return;
            }
            Ok(n) => {
                if !decoder.feed(&bytes[..n], &mut send) {
                    return;
                }
            }
            Err(Errno::INTR | Errno::AGAIN) => {}
            Err(_) => {
                send(Event::Closed);
                return;
            }
        }
    }
}

fn timespec(duration: Duration) -> Timespec {
    Timespec {
        tv_sec: duration.as_secs().try_into().unwrap_or(i64::MAX),
        tv_nsec: duration.subsec_nanos().into(),
    }
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

    #[test]
    fn a_lone_escape_waits_as_long_as_it_is_told() {
        let (tty, handle, events) = piped();
        handle.set_esc_wait(Duration::from_secs(60));
        rustix::io::write(&tty, b"\x1b").unwrap();
        assert!(events.recv_timeout(Duration::from_millis(300)).is_err());
        rustix::io::write(&tty, b"[A").unwrap();
        assert_eq!(
            events.recv_timeout(SOON),
            Ok(Event::Key(Key::plain(Code::Up)))
        );
    }
}
