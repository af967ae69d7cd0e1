//! Asking the terminal what it can do, and leaving no answer to whoever has it next.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::{End, Incoming, Shell};
use crate::term::input::Reply;
use crate::term::{Event, Session, Signal, ask};

/// So many answers may wait for the loop; more than that were not asked for.
const MAX_WAITING: usize = 256;

/// How long the terminal may take for what is left to be sent, before it goes to somebody else.
const LEFT: Duration = Duration::from_secs(1);

/// Lets answers through to the loop, as many as it could have asked for: a flood of forged ones is dropped
/// where it arrives.
#[derive(Debug, Clone, Default)]
pub(super) struct Valve(Arc<AtomicUsize>);

impl Valve {
    /// Whether `one` may go on to the loop.
    pub(super) fn admits(&self, one: &Incoming) -> bool {
        if !matches!(
            one,
            Incoming::Passed(_) | Incoming::Terminal(Event::Reply(_))
        ) {
            return true;
        }
        let full = self.0.load(Ordering::Relaxed) >= MAX_WAITING;
        if !full {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
        !full
    }

    /// The loop has taken an answer.
    pub(super) fn taken(&self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Shell {
    /// Another terminal may stand where the old one was (dtach and its like): what that one told is forgotten as
    /// far as it could do harm here, and asked again behind the next frame.
    pub(super) fn ask_again(&mut self) {
        if self.asking.start_over() {
            self.profile.sync = self.guessed.sync;
            self.profile.margins = self.guessed.margins;
            self.painter.set_profile(self.profile.clone());
        }
    }

    /// Asks the terminal what it can do, behind the first frame and behind the first after [`Self::ask_again`].
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
        if matches!(self.end, Some(End::Gone | End::Signal(Signal::Hangup))) {
            // Where the terminal has hung up, nobody reads what comes.
            self.keys.pause();
            return Ok(());
        }
        let others = self.flow.unanswered(self.now());
        let farewell = self.asking.farewell(others, Instant::now());
        let limit = match self.end {
            Some(End::Signal(_)) => ask::BY_SIGNAL,
            Some(End::Quit | End::Gone) | None => Duration::MAX,
        };
        let begun = Instant::now();
        if farewell.is_some() {
            session.send(ask::FENCE)?;
        }
        let slow = session.is_blocked();
        // What the terminal has not taken yet may ask for something: it goes first, or not at all.
        let all = session.finish(LEFT.min(limit))?;
        match farewell.filter(|_| all) {
            Some(farewell) => {
                // What lies before the question is still on its way.
                let patience = if slow {
                    ask::DEADLINE
                } else {
                    farewell.patience
                };
                let limit = limit.saturating_sub(begun.elapsed());
                self.keys.drain(farewell.answers, patience.min(limit));
            }
            None => self.keys.pause(),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_of_answers_is_dropped_and_no_key_is() {
        let valve = Valve::default();
        let reply = Incoming::Passed(Instant::now());
        let n = (0..100_000).filter(|_| valve.admits(&reply)).count();
        assert_eq!(n, MAX_WAITING);
        assert!(valve.admits(&Incoming::Terminal(Event::Closed)));
        valve.taken();
        assert!(valve.admits(&reply) && !valve.admits(&reply));
    }
}
