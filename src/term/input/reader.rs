//! The input thread itself: polls the terminal and the pipe that wakes it.

use std::os::fd::BorrowedFd;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use super::decode::LATE;
use super::{Decoder, Event, Patience, Reply};

/// The thread.
pub(super) struct Reader<F> {
    decoder: Decoder,
    /// When the unfinished sequence began, by its number.
    begun: (u64, Instant),
    /// When something was given up last.
    given_up: Instant,
    esc_wait: Arc<AtomicU32>,
    drain: Option<Drain>,
    send: F,
}

/// Answers that are waited for before the terminal is let go.
struct Drain {
    answers: u8,
    until: Instant,
}

impl<F: FnMut(Event) -> bool> Reader<F> {
    /// A thread that gives events to `send`.
    pub(super) fn new(esc_wait: Arc<AtomicU32>, send: F) -> Self {
        Self {
            decoder: Decoder::default(),
            begun: (0, Instant::now()),
            given_up: Instant::now(),
            esc_wait,
            drain: None,
            send,
        }
    }

    /// Reads until it is told to stop, the terminal is gone or nobody listens.
    pub(super) fn run(
        mut self,
        tty: BorrowedFd<'_>,
        woken: BorrowedFd<'_>,
        tell_paused: &Sender<bool>,
    ) {
        let mut bytes = vec![0; 4096];
        let mut reading = true;
        loop {
            let mut fds = [
                PollFd::new(&woken, PollFlags::IN),
                PollFd::new(&tty, PollFlags::IN),
            ];
            let n_fds = if reading { 2 } else { 1 };
            let timeout = self.patience().filter(|_| reading).map(timespec);
            match poll(&mut fds[..n_fds], timeout.as_ref()) {
                Ok(0) => {
                    if self.drain.is_none() && !self.give_up() {
                        return;
                    }
                }
                Ok(_) if !fds[0].revents().is_empty() => {
                    let Some(command) = command(woken) else {
                        return;
                    };
                    match command {
                        Command::Pause => {
                            self.drain = Some(Drain {
                                answers: 0,
                                until: Instant::now(),
                            });
                        }
                        Command::Drain(answers, patience) => {
                            self.drain = Some(Drain {
                                answers,
                                until: Instant::now() + patience,
                            });
                        }
                        Command::Resume => reading = true,
                    }
                }
                Ok(_) => match rustix::io::read(tty, &mut bytes[..]) {
                    // A read of nothing from a terminal in raw mode, like EIO, means that it is gone.
                    Ok(n @ 1..) => {
                        if !self.take(&bytes[..n]) {
                            return;
                        }
                    }
                    Err(Errno::INTR | Errno::AGAIN) => {}
                    Ok(_) | Err(_) => {
                        (self.send)(Event::Closed);
                        return;
                    }
                },
                Err(Errno::INTR) => {}
                Err(_) => {
                    (self.send)(Event::Closed);
                    return;
                }
            }
            let over = |d: &Drain| d.answers == 0 || d.until <= Instant::now();
            if let Some(drain) = self.drain.take_if(|d| over(d)) {
                reading = false;
                self.decoder = Decoder::default();
                if tell_paused.send(drain.answers == 0).is_err() {
                    return;
                }
            }
        }
    }

    fn give_up(&mut self) -> bool {
        self.given_up = Instant::now();
        self.decoder.give_up(&mut self.send)
    }

    /// How long to wait for the next byte.
    fn patience(&self) -> Option<Duration> {
        let decoding = self.decoder.patience().map(|p| match p {
            Patience::Silence(time) => time,
            Patience::Whole(time) => time.saturating_sub(self.begun.1.elapsed()),
            Patience::Either(silence, whole) => {
                silence.min(whole.saturating_sub(self.begun.1.elapsed()))
            }
        });
        let draining = self.drain.as_ref();
        let draining = draining.map(|d| d.until.saturating_duration_since(Instant::now()));
        decoding.into_iter().chain(draining).min()
    }

    fn take(&mut self, bytes: &[u8]) -> bool {
        let wait = self.esc_wait.load(Ordering::Relaxed);
        self.decoder
            .set_esc_wait(Duration::from_millis(wait.into()));
        if self.given_up.elapsed() > LATE {
            self.decoder.forget_late();
        }
        let drain = &mut self.drain;
        let send = &mut self.send;
        let went = self.decoder.feed(bytes, &mut |event| {
            let Some(drain) = drain else {
                return send(event);
            };
            if matches!(event, Event::Reply(Reply::Attributes(_))) {
                drain.answers = drain.answers.saturating_sub(1);
            }
            !matches!(event, Event::Reply(_)) || send(event)
        });
        if self.begun.0 != self.decoder.n_begun() {
            self.begun = (self.decoder.n_begun(), Instant::now());
        }
        went
    }
}

/// What the loop wants of the thread.
enum Command {
    Pause,
    Drain(u8, Duration),
    Resume,
}

/// The next command; `None` when the thread is to end.
fn command(woken: BorrowedFd<'_>) -> Option<Command> {
    let read =
        |bytes: &mut [u8]| rustix::io::retry_on_intr(|| rustix::io::read(woken, &mut *bytes));
    let mut name = [0];
    match (read(&mut name), name) {
        (Ok(1), [b'p']) => Some(Command::Pause),
        (Ok(1), [b'r']) => Some(Command::Resume),
        (Ok(1), [b'd']) => {
            // Written in one piece with the name.
            let mut how = [0; 3];
            (read(&mut how) == Ok(3)).then(|| {
                let patience = u16::from_be_bytes([how[1], how[2]]);
                Command::Drain(how[0], Duration::from_millis(patience.into()))
            })
        }
        _ => None,
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
    use crate::app::key::Key;

    #[test]
    fn what_comes_long_after_an_escape_is_no_rest_of_it() {
        for (ago, keys) in [(1, 0), (11, 3)] {
            let got = std::cell::RefCell::new(Vec::new());
            let mut reader = Reader::new(Arc::default(), |e| {
                got.borrow_mut().push(e);
                true
            });
            assert!(reader.take(b"\x1b") && reader.give_up());
            let given_up = reader.given_up.checked_sub(Duration::from_secs(ago));
            reader.given_up = given_up.expect("the machine runs longer");
            assert!(reader.take(b"]3j"));
            let typed: Vec<Event> = [']', '3', 'j'].map(|c| Event::Key(Key::char(c))).into();
            assert_eq!(got.borrow()[1..], typed[..keys]);
        }
    }
}
