//! The terminal while it is ours: entered, left, lent to others and always given back.
//!
//! [`Session::enter`] saves the line settings, makes the terminal raw and
//! switches to the alternate screen. Everything set is undone by
//! [`Session::suspend`], [`Session::leave`] and `Drop`, and, when there is no
//! time for those, by [`rescue`] from a panic hook or the signal thread.
//!
//! The terminal is opened anew for this, where that works: so it can be
//! non-blocking for us alone and not for the shell that shares our standard
//! input. [`Session::send`] never waits for the terminal; what does ([`Session::finish`], [`Session::write`])
//! waits in `poll`, and not for long.

mod options;
mod send;

use std::io::{self, Write as _};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rustix::fs::{Mode, OFlags};
use rustix::termios::{
    LocalModes, OptionalActions, Termios, isatty, tcgetattr, tcgetwinsize, tcsetattr,
};

pub use self::options::Options;
use self::options::{MOUSE_OFF, MOUSE_ON};
use self::send::{RESTORE_WAIT, write_all};
use super::output::Outbox;
use super::profile::Profile;

/// The largest frame, in columns and rows: more would only cost time.
const MAX_SIZE: (u16, u16) = (400, 200);

/// What is used where nobody knows the size.
const USUAL_SIZE: (u16, u16) = (80, 24);

/// Whether the terminal was given back by force: nothing more is sent to it then, for the program ends.
static RESCUED: AtomicBool = AtomicBool::new(false);

/// What gives the terminal back; here while the terminal is ours.
static RESCUE: Mutex<Option<Rescue>> = Mutex::new(None);

#[derive(Debug)]
struct Rescue {
    tty: OwnedFd,
    line: Termios,
    options: Options,
}

/// The terminal while it is ours.
#[derive(Debug)]
pub struct Session {
    input: OwnedFd,
    output: OwnedFd,
    line: Termios,
    options: Options,
    /// It is entered, and neither suspended nor left.
    active: bool,
    outbox: Outbox,
}

impl Session {
    /// Takes the terminal: standard output must be one. Keys come from standard input where that
    /// is a terminal, else from the controlling terminal.
    ///
    /// # Errors
    /// When there is no terminal, or it takes no settings.
    pub fn enter(options: &Options) -> io::Result<Self> {
        let (input, output) = open()?;
        Self::enter_on(input, output, options)
    }

    fn enter_on(input: OwnedFd, output: OwnedFd, options: &Options) -> io::Result<Self> {
        let line = tcgetattr(&input)?;
        let mut session = Self {
            input,
            output,
            line,
            options: options.clone(),
            active: false,
            outbox: Outbox::default(),
        };
        session.resume()?;
        Ok(session)
    }

    /// Gives the terminal back for a while: to another program, or because we are stopped.
    /// What is left of [`Self::send`] is dropped ([`Self::finish`] sends it), and so is what is written
    /// meanwhile; repaint after [`Self::resume`].
    ///
    /// # Errors
    /// When the terminal takes no bytes or settings; it is then gone.
    pub fn suspend(&mut self) -> io::Result<()> {
        if !std::mem::take(&mut self.active) {
            return Ok(());
        }
        // What was not taken until now may hold questions, whose answers would be somebody else's.
        self.outbox.empty();
        // The lock is not held while the terminal is waited for.
        let rescue = lock().take();
        // Where there is none, somebody has rescued the terminal already.
        rescue.map_or(Ok(()), |r| r.restore())
    }

    /// Takes the terminal again; settings that the reader changed meanwhile are those to restore.
    /// Also after a stop that came unannounced (SIGSTOP), when the shell changed them under us.
    ///
    /// # Errors
    /// When the terminal takes no bytes or settings.
    pub fn resume(&mut self) -> io::Result<()> {
        let now = tcgetattr(&self.input)?;
        // What the reader changed in the shell is to stay; a browser that died in raw mode is not.
        if !self.active
            && now
                .local_modes
                .contains(LocalModes::ICANON | LocalModes::ECHO)
        {
            self.line = now;
        }
        *lock() = Some(Rescue {
            tty: self.output.try_clone()?,
            line: self.line.clone(),
            options: self.options.clone(),
        });
        self.active = true;
        let mut raw = self.line.clone();
        raw.make_raw();
        tcsetattr(&self.input, OptionalActions::Now, &raw)?;
        let bytes = self.options.on();
        self.send(&bytes)
    }

    /// Gives the terminal back for good.
    ///
    /// # Errors
    /// When the terminal takes no bytes or settings.
    pub fn leave(mut self) -> io::Result<()> {
        self.suspend()
    }

    /// Takes the mouse, or leaves it to the terminal's own selecting.
    ///
    /// # Errors
    /// When the terminal takes no bytes.
    pub fn set_mouse(&mut self, on: bool) -> io::Result<()> {
        if self.options.mouse == on {
            return Ok(());
        }
        self.options.mouse = on;
        if let Some(rescue) = &mut *lock() {
            rescue.options.mouse = on;
        }
        self.send(if on { MOUSE_ON } else { MOUSE_OFF })
    }

    /// What the terminal turned out to do after it was taken, so that all that frames may switch on
    /// is switched off again: mode 2026 (`sync`) and the margins of columns (`margins`).
    pub fn learn(&mut self, profile: &Profile) {
        self.options.learn(profile);
        if let Some(rescue) = &mut *lock() {
            rescue.options.learn(profile);
        }
    }

    /// Size of the terminal in columns and rows, at least 1 and at most 400x200. Where the
    /// terminal does not say, what `get` returns for `COLUMNS` and `LINES`, else 80x24.
    pub fn size(&self, get: impl Fn(&str) -> Option<String>) -> (u16, u16) {
        let (cols, rows) = winsize(&self.output);
        let number = |name: &str| get(name).and_then(|v| v.trim().parse().ok());
        clamp(
            if cols == 0 {
                number("COLUMNS")
            } else {
                Some(cols)
            },
            if rows == 0 {
                number("LINES")
            } else {
                Some(rows)
            },
        )
    }

    /// The terminal's input, for the input thread.
    pub(super) fn input(&self) -> io::Result<OwnedFd> {
        self.input.try_clone()
    }

    /// The terminal's output, for the signal thread to ask its size.
    pub(super) fn output(&self) -> io::Result<OwnedFd> {
        self.output.try_clone()
    }
}

impl Session {
    /// Whether the terminal is ours to be written to.
    fn takes(&self) -> bool {
        self.active && !RESCUED.load(Ordering::SeqCst)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // Nobody is left to tell.
        let _gone = self.suspend();
    }
}

/// Gives the terminal back from anywhere, at once: for a panic hook and the signal thread. Says
/// whether it was ours.
pub fn rescue() -> bool {
    RESCUED.store(true, Ordering::SeqCst);
    let rescue = match RESCUE.try_lock() {
        Ok(mut guard) => guard.take(),
        Err(std::sync::TryLockError::Poisoned(guard)) => guard.into_inner().take(),
        // Somebody is about to restore it.
        Err(std::sync::TryLockError::WouldBlock) => None,
    };
    // There is nobody left to tell that it failed.
    rescue.is_some_and(|r| r.restore().is_ok())
}

fn lock() -> MutexGuard<'static, Option<Rescue>> {
    RESCUE.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Rescue {
    /// Undoes what was set. The line settings come first: without them the shell is unusable, and
    /// a terminal that reads nothing could hold up the bytes.
    fn restore(&self) -> io::Result<()> {
        let line = tcsetattr(&self.tty, OptionalActions::Now, &self.line);
        write_all(self.tty.as_fd(), &self.options.off(), RESTORE_WAIT)?;
        Ok(line?)
    }
}

/// The terminal's two ends.
fn open() -> io::Result<(OwnedFd, OwnedFd)> {
    let stdout = io::stdout();
    if !isatty(&stdout) {
        return Err(io::Error::other("standard output is not a terminal"));
    }
    let output = reopen(stdout.as_fd())?;
    let stdin = io::stdin();
    let input = if isatty(&stdin) {
        reopen(stdin.as_fd())?
    } else {
        open_tty(c"/dev/tty")?
    };
    Ok((input, output))
}

/// The same terminal with flags of its own; the same flags where that cannot be had.
fn reopen(tty: BorrowedFd<'_>) -> io::Result<OwnedFd> {
    let device = |fd: BorrowedFd<'_>| rustix::fs::fstat(fd).map(|s| s.st_rdev);
    if let Ok(name) = rustix::termios::ttyname(tty, Vec::new())
        && let Ok(own) = open_tty(&name)
        && device(own.as_fd()) == device(tty)
    {
        return Ok(own);
    }
    tty.try_clone_to_owned()
}

fn open_tty(name: &std::ffi::CStr) -> io::Result<OwnedFd> {
    let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    Ok(rustix::fs::open(name, flags, Mode::empty())?)
}

fn winsize(tty: &OwnedFd) -> (u16, u16) {
    tcgetwinsize(tty).map_or((0, 0), |w| (w.ws_col, w.ws_row))
}

/// Size of a terminal that has just changed it.
pub(super) fn size_of(tty: &OwnedFd) -> (u16, u16) {
    let (cols, rows) = winsize(tty);
    clamp(Some(cols).filter(|n| *n > 0), Some(rows).filter(|n| *n > 0))
}

fn clamp(cols: Option<u16>, rows: Option<u16>) -> (u16, u16) {
    (
        cols.unwrap_or(USUAL_SIZE.0).clamp(1, MAX_SIZE.0),
        rows.unwrap_or(USUAL_SIZE.1).clamp(1, MAX_SIZE.1),
    )
}

/// Writes a line on standard error, terminal or not; for the panic hook, after [`rescue`].
pub fn last_words(line: &str) {
    // There is nobody left to tell that it failed.
    let _gone = writeln!(io::stderr(), "{line}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_kept_within_reason() {
        assert_eq!(clamp(None, None), (80, 24));
        assert_eq!(clamp(Some(0), Some(1)), (1, 1));
        assert_eq!(clamp(Some(u16::MAX), Some(u16::MAX)), (400, 200));
        assert_eq!(clamp(Some(132), None), (132, 24));
    }
}
