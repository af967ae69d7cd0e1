//! Asking outside of the reader, for whoever wants to know at once.

use std::io;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Asking, BY_SIGNAL, DEADLINE, FENCE, Told};
use crate::app::key::Key;
use crate::term::{Event, Options, Painter, Profile, Session, die_by, input, signal};

/// Takes the terminal, asks it everything and gives it back; waits for at most [`DEADLINE`], or until the
/// reader presses Ctrl-C. `None` when it did not answer, or is not to be asked. `get` returns the value of an
/// environment variable. What is still to come when it ends before that is waited for, though not for long, and
/// reaches nobody.
///
/// # Errors
/// When the terminal cannot be taken, or is lost.
pub fn now(profile: &Profile, get: impl Fn(&str) -> Option<String>) -> io::Result<Option<Told>> {
    if !profile.asks {
        return Ok(None);
    }
    let mut session = Session::enter(&Options::new(profile, false))?;
    let (sender, events) = channel();
    let from_signals = sender.clone();
    let signals = signal::spawn(&session, move |e| from_signals.send(e).is_ok())?;
    let keys = input::spawn(&session, move |e| sender.send(e).is_ok())?;
    let (cols, rows) = session.size(get);
    let mut painter = Painter::new(profile.clone());
    let frame = Buffer::empty(Rect::new(0, 0, cols, rows));
    session.write(painter.frame(&frame, None))?;
    let mut asking = Asking::default();
    let begun = Instant::now();
    session.write(&asking.burst(&mut painter, begun))?;
    let mut told = None;
    let mut ending = None;
    let mut gone = false;
    while let Ok(event) = events.recv_timeout(DEADLINE.saturating_sub(begun.elapsed())) {
        match event {
            Event::Reply(reply) => {
                if let Some(all) = asking.answer(&reply, Instant::now()) {
                    told = Some(all.clone());
                    break;
                }
            }
            Event::Terminate(signal) => {
                ending = Some(signal);
                break;
            }
            Event::Key(key) if key == Key::ctrl('c') => break,
            Event::Closed => {
                gone = true;
                break;
            }
            Event::Key(_)
            | Event::Paste { .. }
            | Event::Mouse(_)
            | Event::Resize { .. }
            | Event::Stop
            | Event::Room
            | Event::FocusIn
            | Event::Continue => {}
        }
    }
    if let Some(farewell) = asking.farewell(0, Instant::now()).filter(|_| !gone) {
        let limit = ending.map_or(Duration::MAX, |_| BY_SIGNAL);
        session.write(FENCE)?;
        keys.drain(farewell.answers, farewell.patience.min(limit));
    }
    keys.stop();
    drop(signals);
    session.leave()?;
    signal::ended();
    if let Some(signal) = ending {
        die_by(signal);
    }
    Ok(told)
}
