//! Sending bytes to a terminal that may not read.

use std::io;
use std::os::fd::{AsFd as _, BorrowedFd};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use super::Session;

/// How long a terminal that takes its bytes slowly or not at all is waited for when it is given back.
pub(super) const RESTORE_WAIT: Duration = Duration::from_millis(400);

/// How long [`Session::write`] may take.
const WRITE_WAIT: Duration = Duration::from_secs(3);

impl Session {
    /// Sends `bytes`, in one write where the terminal takes them at once, and waits for up to 3 s where it
    /// does not. While the session is suspended nothing is sent, nor after [`rescue`](super::rescue).
    ///
    /// # Errors
    /// When the terminal is gone; of the kind [`io::ErrorKind::TimedOut`] where it did not take all.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.send(bytes)?;
        if self.finish(WRITE_WAIT)? {
            Ok(())
        } else {
            Err(io::ErrorKind::TimedOut.into())
        }
    }

    /// Waits until the terminal has taken what is left of [`Self::send`], and for no longer than `patience`
    /// altogether: then the rest is dropped. Says whether all was taken.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn finish(&mut self, patience: Duration) -> io::Result<bool> {
        let left = self.outbox.empty();
        if left.is_empty() || !self.takes() {
            return Ok(true);
        }
        match write_all(self.output.as_fd(), &left, patience) {
            Ok(()) => Ok(true),
            Err(e) if e.kind() == io::ErrorKind::TimedOut => Ok(false),
            Err(e) => Err(e),
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

/// Writes all of `bytes`, which may take as long as `patience` altogether.
pub(super) fn write_all(tty: BorrowedFd<'_>, bytes: &[u8], patience: Duration) -> io::Result<()> {
    let begun = Instant::now();
    let mut rest = bytes;
    while !rest.is_empty() {
        match rustix::io::write(tty, rest) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(n) => rest = rest.get(n..).unwrap_or_default(),
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) => {
                let left = patience.saturating_sub(begun.elapsed());
                if left.is_zero() {
                    return Err(io::ErrorKind::TimedOut.into());
                }
                let left = Timespec {
                    tv_sec: left.as_secs().try_into().unwrap_or(i64::MAX),
                    tv_nsec: left.subsec_nanos().into(),
                };
                let mut fds = [PollFd::from_borrowed_fd(tty, PollFlags::OUT)];
                match poll(&mut fds, Some(&left)) {
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

    /// What a pipe gives whose reader takes `piece` bytes and then sleeps for `pause`.
    fn slow_reader(
        reader: std::os::fd::OwnedFd,
        piece: usize,
        pause: Duration,
    ) -> std::thread::JoinHandle<Vec<u8>> {
        std::thread::spawn(move || {
            let mut piece = vec![0; piece];
            let mut got = Vec::new();
            while let Ok(n @ 1..) = rustix::io::read(&reader, &mut piece[..]) {
                got.extend_from_slice(&piece[..n]);
                std::thread::sleep(pause);
            }
            got
        })
    }

    #[test]
    fn a_slow_terminal_gets_every_byte_and_a_dead_one_is_given_up() {
        let (reader, writer) = rustix::pipe::pipe().unwrap();
        rustix::io::ioctl_fionbio(&writer, true).unwrap();
        let bytes: Vec<u8> = (0..1_000_000_u32).map(|n| (n % 251) as u8).collect();
        let stuck = write_all(writer.as_fd(), &bytes, RESTORE_WAIT).unwrap_err();
        assert_eq!(stuck.kind(), io::ErrorKind::TimedOut);
        let slow = slow_reader(reader, 7919, Duration::ZERO);
        write_all(writer.as_fd(), &bytes, Duration::from_secs(60)).unwrap();
        drop(writer);
        assert!(slow.join().unwrap().ends_with(&bytes));
    }

    #[test]
    fn a_terminal_that_takes_a_little_at_a_time_does_not_prolong_the_wait() {
        let (reader, writer) = rustix::pipe::pipe().unwrap();
        rustix::io::ioctl_fionbio(&writer, true).unwrap();
        let slow = slow_reader(reader, 4096, Duration::from_millis(20));
        let begun = Instant::now();
        let bytes = vec![b'x'; 10_000_000];
        let stuck = write_all(writer.as_fd(), &bytes, RESTORE_WAIT).unwrap_err();
        assert_eq!(stuck.kind(), io::ErrorKind::TimedOut);
        assert!(begun.elapsed() < RESTORE_WAIT * 10, "{:?}", begun.elapsed());
        drop(writer);
        slow.join().unwrap();
    }
}
