//! Output that never waits: what the terminal does not take at once is kept, and a thread tells when it
//! takes more.
//!
//! A terminal that reads nothing (stopped, or behind a link that stands still) must not stop the loop, or
//! keys would pile up before it. So the loop hands its bytes to an [`Outbox`], goes on taking keys, and
//! paints nothing while any are left. When the terminal reads again it gets these, and then one frame.

use std::io;
use std::os::fd::{AsFd as _, BorrowedFd, OwnedFd};
use std::thread::JoinHandle;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::pipe::{PipeFlags, pipe_with};

use super::input::Event;
use super::session::Session;

/// Bytes that the terminal has not taken yet.
#[derive(Debug, Default)]
pub(super) struct Outbox(Vec<u8>);

impl Outbox {
    /// Hands over `bytes` behind what is left; returns whether everything is taken.
    pub(super) fn send(&mut self, tty: BorrowedFd<'_>, bytes: &[u8]) -> io::Result<bool> {
        if self.0.is_empty() {
            let taken = take(tty, bytes)?;
            self.0
                .extend_from_slice(bytes.get(taken..).unwrap_or_default());
        } else {
            self.0.extend_from_slice(bytes);
            let taken = take(tty, &self.0)?;
            self.0.drain(..taken);
        }
        if self.0.is_empty() {
            // One large frame is no reason to keep its memory.
            self.0 = Vec::new();
        }
        Ok(self.0.is_empty())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is left, to be written in another way or not at all.
    pub(super) fn empty(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.0)
    }
}

/// How many of `bytes` the terminal takes now.
fn take(tty: BorrowedFd<'_>, bytes: &[u8]) -> io::Result<usize> {
    let mut taken = 0;
    while let Some(rest) = bytes.get(taken..).filter(|rest| !rest.is_empty()) {
        match rustix::io::write(tty, rest) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(n) => taken += n,
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) => break,
            Err(e) => return Err(e.into()),
        }
    }
    Ok(taken)
}

/// The thread that tells when the terminal takes bytes again. It sleeps until it is asked.
#[derive(Debug)]
pub struct Handle {
    wake: Option<OwnedFd>,
    thread: Option<JoinHandle<()>>,
}

/// Starts the thread for the output of `session`. It gives [`Event::Room`] to `send`, once each time
/// [`Handle::ask`] is called, and ends when that returns false.
///
/// # Errors
/// When no descriptor, pipe or thread is to be had.
pub fn spawn(
    session: &Session,
    send: impl FnMut(Event) -> bool + Send + 'static,
) -> io::Result<Handle> {
    spawn_on(session.output()?, send)
}

fn spawn_on(
    tty: OwnedFd,
    mut send: impl FnMut(Event) -> bool + Send + 'static,
) -> io::Result<Handle> {
    let (woken, wake) = pipe_with(PipeFlags::CLOEXEC)?;
    let thread = std::thread::Builder::new()
        .name("output".to_owned())
        .spawn(move || while wait(&tty, &woken) && send(Event::Room) {})?;
    Ok(Handle {
        wake: Some(wake),
        thread: Some(thread),
    })
}

/// Waits to be asked, then for the terminal. False when nobody asks any more.
fn wait(tty: &OwnedFd, woken: &OwnedFd) -> bool {
    let mut asked = [0];
    match rustix::io::retry_on_intr(|| rustix::io::read(woken, &mut asked)) {
        Ok(1) => {}
        _ => return false,
    }
    loop {
        // The pipe is looked at only for its end: it may hold another question.
        let mut fds = [
            PollFd::new(tty, PollFlags::OUT),
            PollFd::new(woken, PollFlags::empty()),
        ];
        match poll(&mut fds, None) {
            Ok(_) if fds[1].revents().contains(PollFlags::HUP) => return false,
            // A terminal that is gone takes the next bytes with an error, which tells more.
            Ok(n) if n > 0 => return true,
            Ok(_) | Err(Errno::INTR) => {}
            Err(_) => return false,
        }
    }
}

impl Handle {
    /// Asks to be told when the terminal takes bytes.
    pub fn ask(&self) {
        if let Some(wake) = &self.wake {
            // An error means that the thread has ended, and with it the program.
            let _ended = rustix::io::retry_on_intr(|| rustix::io::write(wake.as_fd(), b"?"));
        }
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.wake = None;
        if let Some(thread) = self.thread.take() {
            // A panic there has been reported by the hook already.
            let _panicked = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;
    use std::time::Duration;

    use super::*;

    #[test]
    fn what_is_not_taken_is_kept_and_sent_in_order_when_there_is_room() {
        let (reader, writer) = pipe_with(PipeFlags::NONBLOCK).unwrap();
        let (sender, told) = channel();
        let handle =
            spawn_on(writer.try_clone().unwrap(), move |e| sender.send(e).is_ok()).unwrap();
        let bytes: Vec<u8> = (0..200_000_u32).map(|n| (n % 251) as u8).collect();
        let mut outbox = Outbox::default();
        assert!(!outbox.send(writer.as_fd(), &bytes).unwrap());
        assert!(!outbox.send(writer.as_fd(), b"end").unwrap());
        handle.ask();
        let quiet = Duration::from_millis(50);
        assert!(told.recv_timeout(quiet).is_err(), "nothing is read");
        let mut got = Vec::new();
        let mut piece = vec![0; 7919];
        while !outbox.is_empty() {
            while let Ok(n @ 1..) = rustix::io::read(&reader, &mut piece[..]) {
                got.extend_from_slice(&piece[..n]);
            }
            assert_eq!(told.recv_timeout(Duration::from_secs(5)), Ok(Event::Room));
            if !outbox.send(writer.as_fd(), b"").unwrap() {
                handle.ask();
            }
        }
        while let Ok(n @ 1..) = rustix::io::read(&reader, &mut piece[..]) {
            got.extend_from_slice(&piece[..n]);
        }
        assert!(got == [&bytes[..], b"end"].concat());
        assert!(told.recv_timeout(quiet).is_err(), "it was not asked again");
        assert!(outbox.send(writer.as_fd(), b"more").unwrap());
    }

    #[test]
    fn the_thread_ends_while_it_waits() {
        let (_reader, writer) = pipe_with(PipeFlags::NONBLOCK).unwrap();
        while rustix::io::write(&writer, &[0; 4096]).is_ok() {}
        let handle = spawn_on(writer, |_| true).unwrap();
        handle.ask();
        drop(handle);
    }

    #[test]
    fn a_terminal_that_is_gone_is_an_error() {
        let (reader, writer) = pipe_with(PipeFlags::NONBLOCK).unwrap();
        drop(reader);
        assert!(Outbox::default().send(writer.as_fd(), b"x").is_err());
    }
}
