//! Signals become [`Event`]s, and the program ends the way its parent expects.

use std::io;
use std::os::fd::OwnedFd;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH, SIGXFSZ};
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

/// Whether the loop has ended by itself.
static ENDED: AtomicBool = AtomicBool::new(false);

/// Tells that the loop has ended and the terminal is given back. What is left to do is not cut short by a
/// signal that came before: a slow disk may take some time.
pub fn ended() {
    ENDED.store(true, Ordering::SeqCst);
}

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
/// it ([`ended`]), the terminal is restored and the program ended without it.
/// While the terminal is lent ([`lend`]) the keys' signals are left to the program that has it.
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
                if is_for_another(number) {
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
                            if !ENDED.load(Ordering::SeqCst) {
                                end_by_force(signal);
                            }
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

/// Calls `heard` with each of `which` that comes, for a program without a screen. These signals no longer end
/// it by themselves from then on; `heard` runs on a thread of its own.
///
/// # Errors
/// When the handlers cannot be set, or no thread is to be had. The signals end the program then, as usual.
pub fn on_end(which: &[Signal], mut heard: impl FnMut(Signal) + Send + 'static) -> io::Result<()> {
    // The thread first: a signal that nobody listens to would be lost.
    let (sender, receiver) = channel::<Signals>();
    let thread = std::thread::Builder::new().name("signals".to_owned());
    thread.spawn(move || {
        for mut signals in receiver {
            signals
                .forever()
                .filter_map(Signal::new)
                .for_each(&mut heard);
        }
    })?;
    let _listens = sender.send(Signals::new(which.iter().map(|s| s.number()))?);
    Ok(())
}

/// A write past the largest size that a file may have here (`ulimit -f`) fails as one on a full disk does,
/// rather than ending the program.
pub fn outlive_large_files() {
    // Where it cannot be set, the system does as it always did.
    let _as_usual = signal_hook::flag::register(SIGXFSZ, Arc::default());
}

/// Whose the terminal is.
#[derive(Debug, Clone, Copy)]
enum Lending {
    Never,
    Now,
    Until(Instant),
}

static LENDING: Mutex<Lending> = Mutex::new(Lending::Never);

/// How long a signal of the time of a lending may be on its way.
const LATE: Duration = Duration::from_millis(100);

fn lending() -> MutexGuard<'static, Lending> {
    LENDING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The time in which another program has the terminal; it ends when this is dropped.
#[derive(Debug)]
#[must_use]
pub struct Lent(());

/// Leaves the keys' signals (Ctrl-C, Ctrl-\\, Ctrl-Z) to a program that shares our process group,
/// as system(3) does: the terminal sends them to both, and they are meant for that program. Call it
/// with the input paused and the session suspended.
pub fn lend() -> Lent {
    *lending() = Lending::Now;
    Lent(())
}

impl Drop for Lent {
    fn drop(&mut self) {
        // The very signal that ended the program may not have come to our thread yet.
        *lending() = Lending::Until(Instant::now() + LATE);
    }
}

fn is_for_another(number: i32) -> bool {
    let lent = match *lending() {
        Lending::Never => false,
        Lending::Now => true,
        Lending::Until(end) => Instant::now() < end,
    };
    lent && matches!(number, SIGINT | SIGQUIT | SIGTSTP | SIGCONT)
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
