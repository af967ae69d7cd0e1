//! Signals become [`Event`]s, and the program ends the way its parent expects.

use std::io;
use std::os::fd::OwnedFd;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use signal_hook::low_level::{emulate_default_handler, raise};

use super::input::Event;
use super::session::{self, Session};

/// A signal that ends the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// The terminal or its connection is gone (SIGHUP).
    Hangup,
    /// Asked to end (SIGTERM).
    Terminate,
    /// Interrupted from outside (SIGINT); Ctrl-C in the program is a key.
    Interrupt,
    /// Asked to end with a core file (SIGQUIT).
    Quit,
}

impl Signal {
    fn new(number: i32) -> Option<Self> {
        Some(match number {
            SIGHUP => Self::Hangup,
            SIGTERM => Self::Terminate,
            SIGINT => Self::Interrupt,
            SIGQUIT => Self::Quit,
            _ => return None,
        })
    }

    /// The number of the signal on this system.
    pub fn number(self) -> i32 {
        match self {
            Self::Hangup => SIGHUP,
            Self::Terminate => SIGTERM,
            Self::Interrupt => SIGINT,
            Self::Quit => SIGQUIT,
        }
    }
}

/// How long the loop may take to end by itself after [`Event::Terminate`].
const GRACE: Duration = Duration::from_millis(800);

/// The signal thread; dropping it ends it.
#[derive(Debug)]
pub struct Handle {
    signals: signal_hook::iterator::Handle,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.signals.close();
        if let Some(thread) = self.thread.take() {
            // A panic there has been reported by the hook already.
            let _panicked = thread.join();
        }
    }
}

/// Starts the signal thread. It gives every event to `send` and ends when that returns false.
///
/// [`Event::Terminate`] comes once. When the loop does not end within 800 ms of
/// it, the terminal is restored and the program ended without it.
///
/// # Errors
/// When the handlers cannot be set, or no thread is to be had.
pub fn spawn(
    session: &Session,
    mut send: impl FnMut(Event) -> bool + Send + 'static,
) -> io::Result<Handle> {
    let tty = session.output()?;
    let mut signals = Signals::new([SIGWINCH, SIGTSTP, SIGCONT, SIGTERM, SIGHUP, SIGINT, SIGQUIT])?;
    let handle = signals.handle();
    let thread = std::thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            let mut ending = false;
            for number in signals.forever() {
                if LENT.load(Ordering::Relaxed) && lent(number) {
                    continue;
                }
                if let Some(signal) = Signal::new(number) {
                    // Closing a terminal sends several; the loop is at it since the first.
                    if std::mem::replace(&mut ending, true) {
                        continue;
                    }
                    let watching = std::thread::Builder::new()
                        .name("last resort".to_owned())
                        .spawn(move || {
                            std::thread::sleep(GRACE);
                            end_by_force(signal);
                        });
                    if watching.is_err() || !send(Event::Terminate(signal)) {
                        end_by_force(signal);
                    }
                } else if event(number, &tty).is_some_and(|e| !send(e)) {
                    return;
                }
            }
        })?;
    Ok(Handle {
        signals: handle,
        thread: Some(thread),
    })
}

/// Whether the terminal is lent to another program, which has the keyboard's signals for itself.
static LENT: AtomicBool = AtomicBool::new(false);

/// Lends the terminal to a program of the same job, or takes it back. Meanwhile Ctrl-C and Ctrl-\
/// are that program's, as in system(3), and Ctrl-Z stops both.
pub fn lend(on: bool) {
    LENT.store(on, Ordering::Relaxed);
}

/// A signal while the terminal is lent. Returns whether that was all there is to do about it.
fn lent(number: i32) -> bool {
    match number {
        SIGINT | SIGQUIT | SIGCONT => true,
        // The other program has stopped by the same key; the shell waits for both of us.
        SIGTSTP => {
            let _failed = raise(signal_hook::consts::SIGSTOP);
            true
        }
        _ => false,
    }
}

fn event(number: i32, tty: &OwnedFd) -> Option<Event> {
    match number {
        SIGWINCH => {
            let (cols, rows) = session::size_of(tty);
            Some(Event::Resize { cols, rows })
        }
        SIGTSTP => Some(Event::Stop),
        SIGCONT => Some(Event::Continue),
        _ => None,
    }
}

fn end_by_force(signal: Signal) -> ! {
    session::rescue();
    die_by(signal)
}

/// Ends the program by `signal`, so that the parent sees what it was. Call it with the terminal
/// restored and everything saved.
pub fn die_by(signal: Signal) -> ! {
    // On success this does not return; the shell's convention stands in where it fails.
    let _failed = emulate_default_handler(signal.number());
    std::process::exit(128 + signal.number())
}

/// Asks for a stop as Ctrl-Z does in a shell: every process of the job gets SIGTSTP, and ours
/// comes back as [`Event::Stop`]. False where there is no shell to come back from.
pub fn ask_stop() -> bool {
    can_stop() && rustix::process::kill_current_process_group(rustix::process::Signal::TSTP).is_ok()
}

/// Stops this process until somebody continues it; call it on [`Event::Stop`], with the input
/// paused and the session suspended. [`Event::Continue`] follows. False, at once, where there is
/// no shell to continue us.
pub fn stop() -> bool {
    can_stop() && raise(signal_hook::consts::SIGSTOP).is_ok()
}

/// Whether somebody would wake us. A shell with job control gives every job a process group
/// of its own; in the group of the session's leader (`xterm -e khao`) nobody is left to do so,
/// and the system itself ignores SIGTSTP there.
pub(super) fn can_stop() -> bool {
    rustix::process::getsid(None).is_ok_and(|session| session != rustix::process::getpgrp())
}
