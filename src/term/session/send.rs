//! Sending bytes to a terminal that may not read, and ending the wait for it.

use std::io;
use std::os::fd::{AsFd as _, BorrowedFd, OwnedFd};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::pipe::{PipeFlags, pipe_with};

use super::Session;

/// How long to wait for a terminal that does not read, when it is given back.
pub(super) const RESTORE_WAIT: Timespec = Timespec {
    tv_sec: 0,
    tv_nsec: 200_000_000,
};

/// Ends every wait for the terminal, from another thread and for good: the program is to end.
#[derive(Debug)]
pub(in crate::term) struct Waker {
    woken: OwnedFd,
    wakes: OwnedFd,
}

impl Waker {
    pub(super) fn new() -> io::Result<Self> {
        let (woken, wakes) = pipe_with(PipeFlags::CLOEXEC | PipeFlags::NONBLOCK)?;
        Ok(Self { woken, wakes })
    }

    pub(super) fn try_clone(&self) -> io::Result<Self> {
        Ok(Self {
            woken: self.woken.try_clone()?,
            wakes: self.wakes.try_clone()?,
        })
    }

    /// Ends them.
    pub(in crate::term) fn wake(&self) {
        // A pipe that is full has woken them already.
        let _full = rustix::io::write(&self.wakes, b"!");
    }
}

impl Session {
    /// Sends `bytes`, in one write where the terminal takes them at once; waits where it does not.
    /// While the session is suspended nothing is sent, nor after [`rescue`](super::rescue).
    ///
    /// # Errors
    /// When the terminal is gone; of the kind [`io::ErrorKind::Interrupted`] where it takes nothing and the program
    /// is to end.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.takes() {
            let left = self.outbox.empty();
            write_all(self.output.as_fd(), &left, Some(&self.waker), None)?;
            write_all(self.output.as_fd(), bytes, Some(&self.waker), None)
        } else {
            Ok(())
        }
    }

    /// As [`Self::write`], but never waits: what is not taken stays here, in order, until
    /// [`Self::flush`].
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.takes() {
            self.outbox.send(self.output.as_fd(), bytes)?;
        }
        Ok(())
    }

    /// Sends what is left of [`Self::send`], as far as the terminal takes it.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn flush(&mut self) -> io::Result<()> {
        self.send(&[])
    }

    /// Whether something is left to be sent.
    pub fn is_blocked(&self) -> bool {
        !self.outbox.is_empty()
    }
}

/// Writes all of `bytes`. Where the terminal takes none it waits: until it is woken, and no longer than
/// `patience` without a byte taken.
pub(super) fn write_all(
    tty: BorrowedFd<'_>,
    bytes: &[u8],
    waker: Option<&Waker>,
    patience: Option<Timespec>,
) -> io::Result<()> {
    let mut rest = bytes;
    while !rest.is_empty() {
        match rustix::io::write(tty, rest) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(n) => rest = rest.get(n..).unwrap_or_default(),
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) => {
                let woken = waker.map(|w| w.woken.as_fd());
                let mut fds = vec![PollFd::from_borrowed_fd(tty, PollFlags::OUT)];
                fds.extend(woken.map(|w| PollFd::from_borrowed_fd(w, PollFlags::IN)));
                match poll(&mut fds, patience.as_ref()) {
                    Ok(0) => return Err(io::ErrorKind::TimedOut.into()),
                    Ok(_) if fds.get(1).is_some_and(|w| !w.revents().is_empty()) => {
                        return Err(io::ErrorKind::Interrupted.into());
                    }
                    Ok(_) | Err(Errno::INTR) => {}
                    Err(e) => return Err(e.into()),
                }
            }
            Err(e) => return Err(e.into()),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slow_terminal_gets_every_byte_and_a_dead_one_is_given_up() {
        let flags = rustix::pipe::PipeFlags::NONBLOCK;
        let (reader, writer) = rustix::pipe::pipe_with(flags).unwrap();
        let bytes: Vec<u8> = (0..1_000_000_u32).map(|n| (n % 251) as u8).collect();
        let patience = Some(RESTORE_WAIT);
        let stuck = write_all(writer.as_fd(), &bytes, None, patience).unwrap_err();
        assert_eq!(stuck.kind(), io::ErrorKind::TimedOut);

        let mut piece = vec![0; 7919];
        while rustix::io::read(&reader, &mut piece[..]).is_ok() {}
        let slow = std::thread::spawn(move || {
            let mut got = Vec::new();
            while let Ok(n) = rustix::io::retry_on_intr(|| {
                let mut fds = [PollFd::new(&reader, PollFlags::IN)];
                poll(&mut fds, None)?;
                rustix::io::read(&reader, &mut piece[..])
            }) {
                if n == 0 {
                    break;
                }
                got.extend_from_slice(&piece[..n]);
            }
            got
        });
        write_all(writer.as_fd(), &bytes, None, None).unwrap();
        drop(writer);
        assert!(slow.join().unwrap() == bytes);
    }

    #[test]
    fn the_wait_for_a_terminal_that_does_not_read_can_be_ended() {
        let (_reader, writer) = pipe_with(PipeFlags::NONBLOCK).unwrap();
        let waker = Waker::new().unwrap();
        let theirs = waker.try_clone().unwrap();
        let waking = std::thread::spawn(move || {
            std::thread::sleep(std::time::Duration::from_millis(50));
            theirs.wake();
        });
        let bytes = vec![b'x'; 1_000_000];
        // Without being woken this waits for ever, and so it does no more once it was.
        for _ in 0..2 {
            let ended = write_all(writer.as_fd(), &bytes, Some(&waker), None).unwrap_err();
            assert_eq!(ended.kind(), io::ErrorKind::Interrupted);
        }
        waking.join().unwrap();
    }
}
