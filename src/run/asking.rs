//! Asking the terminal what it can do, and leaving no answer to whoever has it next.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::{End, Shell};
use crate::term::input::Reply;
use crate::term::{Event, Session, Signal, ask};

/// So many answers may wait for the loop; more than that were not asked for.
const MAX_WAITING: usize = 256;

/// How long the answers of the terminal may hold up the end by a signal.
const BY_SIGNAL: Duration = Duration::from_millis(400);

/// Lets answers through to the loop, as many as it could have asked for: a flood of forged ones is dropped
/// where it arrives.
#[derive(Debug, Clone, Default)]
pub(super) struct Valve(Arc<AtomicUsize>);

impl Valve {
    /// Whether `event` may go on to the loop.
    pub(super) fn admits(&self, event: &Event) -> bool {
        if !matches!(event, Event::Reply(_)) {
            return true;
        }
        let full = self.0.load(Ordering::Relaxed) >= MAX_WAITING;
        if !full {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
        !full
    }

    /// The loop has taken an answer.
    fn taken(&self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Shell {
    /// Asks the terminal what it can do, once, behind the first frame.
    pub(super) fn ask(&mut self, session: &mut Session) -> io::Result<()> {
        let burst = self.asking.burst(&mut self.painter, Instant::now());
        if burst.is_empty() {
            Ok(())
        } else {
            self.send(&burst, session)
        }
    }

    /// Takes an answer of the terminal; with the last one its profile is made anew.
    pub(super) fn answered(&mut self, reply: &Reply, session: &mut Session) {
        self.valve.taken();
        if *reply == Reply::Ready {
            self.passed();
            return;
        }
        let Some(told) = self.asking.answer(reply, Instant::now()) else {
            return;
        };
        self.profile.learn(told);
        self.changed = true;
        if told.astray {
            self.painter.repaint();
        }
        self.painter.set_profile(self.profile.clone());
        session.learn(&self.profile);
    }

    /// Stops reading the terminal, which is given to somebody else or back for good. Answers that are still to
    /// come are waited for, though not for long.
    pub(super) fn let_go(&self, session: &mut Session) -> io::Result<()> {
        let gone = matches!(self.end, Some(End::Gone | End::Signal(Signal::Hangup)));
        // Where the terminal has hung up, nobody reads what comes.
        let others = self.flow.unanswered(self.now());
        let farewell = self.asking.farewell(others, Instant::now());
        // One that reads nothing would be asked after we have gone.
        let farewell = farewell.filter(|_| !gone && !session.is_blocked());
        let Some(farewell) = farewell else {
            self.keys.pause();
            return Ok(());
        };
        let limit = match self.end {
            Some(End::Signal(_)) => BY_SIGNAL,
            Some(End::Quit | End::Gone) | None => Duration::MAX,
        };
        session.send(ask::FENCE)?;
        self.keys
            .drain(farewell.answers, farewell.patience.min(limit));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_of_answers_is_dropped_and_no_key_is() {
        let valve = Valve::default();
        let reply = Event::Reply(Reply::Ready);
        let n = (0..100_000).filter(|_| valve.admits(&reply)).count();
        assert_eq!(n, MAX_WAITING);
        assert!(valve.admits(&Event::Closed));
        valve.taken();
        assert!(valve.admits(&reply) && !valve.admits(&reply));
    }
}
