//! The loop: what has come is taken at once, and the newest state is painted when there is room for it.
//!
//! A turn takes everything that waits, then paints if anything changed and the terminal can take a frame:
//! it has taken the last one ([`Session::is_blocked`]), not too much is on its way to it ([`Flow::wait`]),
//! and its size stands still ([`Resizing`]). Keys never wait for that; only painting does. What is not
//! painted now is not remembered either: later the state is another, and that is painted.
//!
//! The loop sleeps until something comes, and has a timer only while something waits to be painted, and one
//! after the last key, to keep where the reader paused.
//!
//! [`Resizing`]: super::resizing::Resizing

use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use ratatui::layout::Rect;

use super::{End, Incoming, Shell};
use crate::app::{App, Link, Msg};
use crate::term::Session;
use crate::term::flow::{FENCE, Flow};
use crate::ui::Look;

/// How long the first frame waits for the library: two frames would cost a slow link twice.
const FIRST: Duration = Duration::from_millis(40);

/// How much reading may be lost where the program cannot end in order: what was done since the reader last
/// paused for so long.
const PAUSE: Duration = Duration::from_secs(2);

/// And so much where there is no pause.
const KEEP: Duration = Duration::from_secs(20);

/// How long a turn goes on taking what comes before it paints: whoever sends without end is seen too.
const BREATH: Duration = Duration::from_millis(100);

impl Shell {
    /// The loop.
    pub(super) fn turn(
        &mut self,
        app: &mut App,
        session: &mut Session,
        events: &Receiver<Incoming>,
    ) -> io::Result<End> {
        let mut look = self.looks.make(&self.profile, app);
        let wants = |app: &App, colours| {
            let settings = &app.settings;
            let words = (settings.theme.clone(), settings.language.clone());
            (words, settings.linear, colours)
        };
        let mut made_for = wants(app, self.profile.colours);
        let mut first = true;
        loop {
            self.watch(session);
            let sleep = match first {
                true if app.shelf.ready && app.opening.is_none() => Some(Duration::ZERO),
                true => Some(FIRST),
                false => self.sleep(session),
            };
            // Nothing is kept while nothing happens.
            let pause = self.touched.map(|at| PAUSE.saturating_sub(at.elapsed()));
            let got = match sleep.into_iter().chain(pause).min() {
                Some(time) => events.recv_timeout(time),
                None => events.recv().map_err(RecvTimeoutError::from),
            };
            match got {
                Ok(one) => {
                    app.update(Msg::Tick(Timestamp::now()));
                    self.take(one, app, session)?;
                    self.take_all(app, session, events)?;
                    first &= !app.shelf.ready || app.opening.is_some();
                }
                Err(RecvTimeoutError::Timeout) => first = false,
                Err(RecvTimeoutError::Disconnected) => return Ok(End::Quit),
            }
            if let Some(end) = self.end {
                return Ok(end);
            }
            if let Some(at) = self.touched
                && (at.elapsed() >= PAUSE || self.kept.elapsed() > KEEP)
            {
                self.keep(app, false);
            }
            if let Some((cols, rows)) = self.resizing.due(self.now()) {
                // One that became smaller and is as large as before again has lost what it showed,
                // and we may have heard of the end only.
                self.painter.repaint();
                self.changed = true;
                for effect in app.update(Msg::Resize { cols, rows }) {
                    self.carry_out(effect, app, session)?;
                }
            }
            if first || !self.may_paint(session) {
                continue;
            }
            self.settle(app, session, events)?;
            if let Some(end) = self.end {
                return Ok(end);
            }
            // Another size may have come meanwhile.
            if !self.may_paint(session) {
                continue;
            }
            let wanted = wants(app, self.profile.colours);
            if wanted != made_for {
                made_for = wanted;
                look = self.looks.make(&self.profile, app);
            }
            self.paint(app, &look, session)?;
            self.ask(session)?;
        }
    }

    /// The time since the start.
    pub(super) fn now(&self) -> Duration {
        self.begun.elapsed()
    }

    /// How long to sleep if nothing comes; for ever where nothing waits to be painted, and not at all where
    /// that can be done now.
    fn sleep(&mut self, session: &Session) -> Option<Duration> {
        let now = self.now();
        if let Some(wait) = self.resizing.wait(now) {
            return Some(wait);
        }
        // The output thread tells when there is room.
        if !self.changed || session.is_blocked() {
            return None;
        }
        Some(self.flow.wait(now).unwrap_or_default())
    }

    /// Whether there is anything to paint, and room for it.
    fn may_paint(&mut self, session: &Session) -> bool {
        let now = self.now();
        self.changed
            && self.resizing.wait(now).is_none()
            && !session.is_blocked()
            && self.flow.wait(now).is_none()
    }

    /// Has the output thread tell when the terminal takes bytes again.
    fn watch(&mut self, session: &Session) {
        if session.is_blocked() && !self.watched {
            self.watched = true;
            self.room.ask();
        }
    }

    /// Takes what has come meanwhile: only the newest state is worth a frame.
    fn take_all(
        &mut self,
        app: &mut App,
        session: &mut Session,
        events: &Receiver<Incoming>,
    ) -> io::Result<()> {
        let begun = Instant::now();
        while self.end.is_none()
            && begun.elapsed() < BREATH
            && let Ok(one) = events.try_recv()
        {
            self.take(one, app, session)?;
        }
        Ok(())
    }

    /// What a frame confirms is on the disk before it is painted; that it could not be kept is told in its
    /// place.
    fn settle(
        &mut self,
        app: &mut App,
        session: &mut Session,
        events: &Receiver<Incoming>,
    ) -> io::Result<()> {
        while self.end.is_none()
            && let Some(kept) = self.worker.settle()
        {
            if !kept {
                app.update(Msg::Slow);
                break;
            }
            self.take_all(app, session, events)?;
        }
        Ok(())
    }

    fn paint(&mut self, app: &mut App, look: &Look, session: &mut Session) -> io::Result<()> {
        if app.link.is_some() {
            // Only with a frame that is painted anyway: else each answer would make another one.
            app.update(Msg::Link(known(&self.flow)));
        }
        self.changed = false;
        let (cols, rows) = app.size;
        self.frame.resize(Rect::new(0, 0, cols, rows));
        self.frame.reset();
        let cursor = crate::ui::draw(app, look, &mut self.frame);
        // On a thin line their addresses would cost more than the words.
        let links = if self.flow.meter().is_slow() {
            Vec::new()
        } else {
            crate::ui::links(app)
        };
        let bytes = self.painter.frame_with(&self.frame, &links, cursor);
        if bytes.is_empty() {
            return Ok(());
        }
        let fences = self.flow.sends(bytes.len(), self.begun.elapsed());
        self.out.clear();
        if fences.before {
            self.out.extend_from_slice(FENCE);
        }
        self.out.extend_from_slice(bytes);
        if fences.behind {
            self.out.extend_from_slice(FENCE);
        }
        session.send(&self.out)
    }

    /// The terminal answered a fence, or somebody forged it.
    pub(super) fn passed(&mut self, at: Instant) {
        self.valve.taken();
        let at = at.saturating_duration_since(self.begun);
        if self.flow.answered(at) {
            let meter = self.flow.meter();
            self.keys.set_jitter(meter.jitter());
            self.painter.save_colours(meter.is_slow());
        }
    }

    /// Sends what stands outside of frames.
    pub(super) fn send(&mut self, bytes: &[u8], session: &mut Session) -> io::Result<()> {
        self.flow.sends_beside(bytes.len());
        session.send(bytes)
    }

    /// The terminal takes bytes again.
    pub(super) fn flush(&mut self, session: &mut Session) -> io::Result<()> {
        self.watched = false;
        session.flush()?;
        self.send_copy(session)
    }

    /// Sends a copy when the terminal takes it. The last one is what stands on a clipboard anyway, so no other
    /// waits for that.
    pub(super) fn copy(&mut self, bytes: Vec<u8>, session: &mut Session) -> io::Result<()> {
        self.copy = Some(bytes);
        self.send_copy(session)
    }

    pub(super) fn send_copy(&mut self, session: &mut Session) -> io::Result<()> {
        match self.copy.take_if(|_| !session.is_blocked()) {
            Some(bytes) => self.send(&bytes, session),
            None => Ok(()),
        }
    }
}

/// What is known of the link, for the screen.
fn known(flow: &Flow) -> Link {
    let meter = flow.meter();
    let ms = |trip: Duration| trip.as_millis().try_into().unwrap_or(u32::MAX);
    Link {
        trip: meter.trip().map(ms),
        rate: meter.rate(),
    }
}
