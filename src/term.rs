//! The terminal: what it can do, the bytes that paint it, the events that come from it, and how
//! it is taken and given back.
//!
//! | part | does |
//! |---|---|
//! | [`Profile`] | what the terminal can do: from the environment, then from its answers |
//! | [`Asking`] | what is asked of it, and what of the answers is believed |
//! | [`Session`] | takes the terminal and gives it back, whatever happens |
//! | [`Painter`] | the bytes from one frame to the next |
//! | [`input`] | the input thread: bytes to [`Event`]s |
//! | [`signal`] | the signal thread: signals to [`Event`]s |
//! | [`flow`] | how much may be on its way to the terminal, and what the link is like |
//! | [`output`] | the output thread: tells when a terminal that took nothing takes bytes again |
//! | [`copy`] | the bytes that put text on the clipboard |
//!
//! Invariants: nothing waits for an answer of the terminal, and no answer is a key;
//! only sequences of our own are sent, and no text can carry one; all that is
//! switched on is switched off again on quitting, panic and every signal that can
//! be caught.
//!
//! A loop over them:
//!
//! ```no_run
//! use std::sync::mpsc::channel;
//! use khao::term::{Event, Options, Painter, Profile, Session, die_by, input, signal, stop};
//! use ratatui::{buffer::Buffer, layout::Rect};
//!
//! let get = |name: &str| std::env::var(name).ok();
//! let profile = Profile::from_env(get);
//! let mut session = Session::enter(&Options::new(&profile, true))?;
//! let (sender, events) = channel();
//! let from_signals = sender.clone();
//! let _signals = signal::spawn(&session, move |e| from_signals.send(e).is_ok())?;
//! let keys = input::spawn(&session, move |e| sender.send(e).is_ok())?;
//! let mut painter = Painter::new(profile);
//! let (mut cols, mut rows) = session.size(get);
//! loop {
//!     let frame = Buffer::empty(Rect::new(0, 0, cols, rows));
//!     // … draw into the frame …
//!     session.write(painter.frame(&frame, None))?;
//!     match events.recv() {
//!         Ok(Event::Resize { cols: c, rows: r }) => (cols, rows) = (c, r),
//!         Ok(Event::Stop) => {
//!             keys.pause();
//!             session.suspend()?;
//!             if !stop() {
//!                 session.resume()?;
//!                 keys.resume();
//!                 painter.repaint();
//!             }
//!         }
//!         Ok(Event::FocusIn) => painter.repaint(),
//!         Ok(Event::Continue) => {
//!             session.resume()?;
//!             keys.resume();
//!             painter.repaint();
//!             (cols, rows) = session.size(get);
//!         }
//!         Ok(Event::Terminate(signal)) => {
//!             // … save …
//!             session.leave()?;
//!             die_by(signal);
//!         }
//!         Ok(Event::Key(_)) | Ok(Event::Closed) | Err(_) => break,
//!         Ok(Event::Paste { .. } | Event::Mouse(_) | Event::Reply(_) | Event::Room) => {}
//!     }
//! }
//! keys.stop();
//! session.leave()?;
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! Ctrl-Z is a key like others: [`ask_stop`] turns it into [`Event::Stop`]. A
//! browser in the terminal runs between `pause` and `suspend`, and `resume`; [`lend`] leaves it the
//! keys' signals.

pub mod ask;
mod clipboard;
pub mod flow;
pub mod input;
pub mod output;
mod paint;
mod profile;
mod session;
pub mod signal;

pub use ask::Asking;
pub use clipboard::{MAX_COPY, TooLong, copy};
pub use input::Event;
pub use paint::Painter;
pub use profile::{Colours, Profile};
pub use session::{Options, Session, last_words, rescue};
pub use signal::{Lent, Signal, ask_stop, die_by, lend, stop};
