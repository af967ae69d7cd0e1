//! The end of the program, and stops on the way: what is kept then, and why the terminal takes nothing more.

use std::io;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use super::worker::Job;
use super::{End, Incoming, Shell};
use crate::app::App;
use crate::term::{self, Event, Session};

/// How long the reason may take to come after a terminal was lost.
const REASON: Duration = Duration::from_millis(50);

/// Why the terminal takes no bytes any more: it is gone, or a signal ends the program.
pub(super) fn why_lost(events: &Receiver<Incoming>) -> Option<End> {
    let begun = Instant::now();
    let mut gone = None;
    while let Some(left) = REASON.checked_sub(begun.elapsed())
        && let Ok(one) = events.recv_timeout(left)
    {
        match one {
            Incoming::Terminal(Event::Terminate(signal)) => return Some(End::Signal(signal)),
            Incoming::Terminal(Event::Closed) => gone = Some(End::Gone),
            Incoming::Terminal(_) | Incoming::Passed(_) | Incoming::Worker(_) => {}
        }
    }
    gone
}

impl Shell {
    /// Has the open document's marks and places kept, and what stands on the screen, should the program end.
    /// `cut` says that it ends, and not by the reader.
    pub(super) fn keep(&mut self, app: &App, cut: bool) {
        self.kept = Instant::now();
        self.touched = None;
        self.worker.ask(Job::Leave {
            left: app.leave(),
            sitting: app.sitting(cut).map(Box::new),
            cut,
        });
    }

    /// Stops to the shell, where there is one.
    pub(super) fn stop(&mut self, app: &App, session: &mut Session) -> io::Result<()> {
        // It may be ended before it goes on, and nobody is to be stopped while the library is locked.
        self.keep(app, false);
        let held = self.worker.hold();
        self.let_go(session)?;
        session.suspend()?;
        let stopped = term::stop();
        drop(held);
        if !stopped {
            session.resume()?;
            self.keys.resume();
            self.painter.repaint();
            self.flow.start_over();
        }
        Ok(())
    }
}
