//! The imperative shell: the loop between the terminal, the state machine and the worker.
//!
//! One channel carries everything into the loop: keys and signals from the threads of
//! [`crate::term`], answers from the [`worker`]. The loop takes what has come, draws once, paints
//! once, and sleeps. While nothing comes, nothing is written and nothing runs.

mod asking;
pub mod by_hand;
mod carrying;
pub mod desktop;
pub mod ingest;
mod leaving;
pub mod library;
pub mod outside;
pub mod read;
pub mod report;
pub mod themes;
pub mod worker;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::{App, Clipboard, Effect, Msg};
use crate::load::Chosen;
use crate::term::{self, Event, Painter, Profile, Session, Signal, input, signal};
use crate::text::{Clean, Segmenter, clean_line};
use crate::ui::theme::Theme;
use crate::ui::{Look, lang::Lang};
use asking::Valve;
use by_hand::ByHand;
use outside::Outside;
use worker::{Job, Worker};

/// What comes into the loop.
enum Incoming {
    Terminal(Event),
    Worker(Msg),
}

/// How the program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The reader quit.
    Quit,
    /// The terminal went away.
    Gone,
    /// A signal; the caller dies by it when everything is put away.
    Signal(Signal),
}

/// Why the reader ended in failure.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It could not start.
    #[error("cannot use the terminal: {}", read::plain(.0))]
    Start(#[from] io::Error),
    /// It was running.
    #[error("the terminal is lost: {}", read::plain(.0))]
    Lost(#[source] io::Error),
}

/// What the loop is given beside the state.
pub struct Setup {
    /// The terminal.
    pub profile: Profile,
    /// Makes the documents. The worker does it while the terminal is being entered.
    pub library: Box<dyn FnOnce() -> library::Library + Send>,
    /// What infers anew after a correction.
    pub models: Chosen,
    /// Folder with the reader's own themes.
    pub themes: Option<PathBuf>,
    /// The locale's language.
    pub locale: &'static str,
    /// A document to open at once.
    pub open: Option<crate::model::DocumentId>,
    /// What reaches outside; none in a kiosk.
    pub outside: Option<Outside>,
    /// Messages to tell at the start.
    pub notes: Vec<Clean>,
}

/// How long the first frame waits for the library: two frames would cost a slow link twice.
const FIRST: Duration = Duration::from_millis(40);

/// How much reading may be lost where the program cannot end in order. Nothing is kept while nothing happens.
const KEEP: Duration = Duration::from_secs(20);

/// Runs the reader until it ends. The terminal is given back in every case.
///
/// # Errors
/// When the terminal cannot be taken, or takes no bytes in the middle.
pub fn run(mut app: App, setup: Setup) -> Result<End, Error> {
    let env = |name: &str| std::env::var(name).ok();
    let (sender, events) = channel();
    // What is to be opened is known to the worker from the start, so that nothing goes before it.
    let mut effects = Vec::new();
    if let Some(id) = setup.open {
        app.open(id, &mut effects);
    }
    let first = effects.into_iter().filter_map(|e| match e {
        Effect::Open { ticket, id } => Some(Job::Open { ticket, id }),
        _ => None,
    });
    let worker = start_worker(
        setup.library,
        first.collect(),
        ByHand::new(setup.models),
        app.segmenter(),
        &sender,
    )?;
    let mut session = Session::enter(&term::Options::new(&setup.profile, app.settings.mouse))?;
    let from_signals = sender.clone();
    let signals = signal::spawn(&session, move |e| {
        from_signals.send(Incoming::Terminal(e)).is_ok()
    })?;
    let from_keys = sender.clone();
    let valve = Valve::default();
    let admitted = valve.clone();
    let keys = input::spawn(&session, move |e| {
        !admitted.admits(&e) || from_keys.send(Incoming::Terminal(e)).is_ok()
    })?;
    let (cols, rows) = session.size(env);
    let mut shell = Shell {
        looks: Looks {
            themes: setup.themes,
            locale: setup.locale,
            profile: setup.profile.clone(),
        },
        painter: Painter::new(setup.profile.clone()),
        profile: setup.profile,
        outside: setup.outside,
        worker,
        keys,
        asking: term::Asking::default(),
        valve,
        frame: Buffer::empty(Rect::new(0, 0, cols, rows)),
        end: None,
        kept: Instant::now(),
    };
    app.zone = library::zone();
    app.clipboard = match &shell.profile {
        profile if profile.tmux => Clipboard::Tmux,
        profile if profile.screen => Clipboard::Screen,
        _ => Clipboard::Terminal,
    };
    app.update(Msg::Tick(Timestamp::now()));
    app.update(Msg::Resize { cols, rows });
    for note in setup.notes {
        app.update(Msg::Failed(note));
    }
    let result = shell.turn(&mut app, &mut session, &events);
    let result = result.or_else(|e| leaving::why_lost(&events).ok_or(e));
    shell.end = result.as_ref().ok().copied();
    // It goes before the terminal, which may take its time.
    shell.keep(&app, !matches!(result, Ok(End::Quit)));
    shell.worker.hurry();
    // A terminal that is gone cannot be given back, and nobody is there to mind.
    let _gone = shell.let_go(&session);
    shell.keys.stop();
    drop(signals);
    let _gone = session.leave();
    signal::ended();
    shell.worker.finish();
    result.map_err(Error::Lost)
}

fn start_worker(
    library: Box<dyn FnOnce() -> library::Library + Send>,
    first: Vec<Job>,
    by_hand: ByHand,
    segmenter: &Arc<Segmenter>,
    sender: &Sender<Incoming>,
) -> io::Result<Worker> {
    let sender = sender.clone();
    Worker::start(library, first, by_hand, Arc::clone(segmenter), move |msg| {
        sender.send(Incoming::Worker(msg)).is_ok()
    })
}

struct Shell {
    looks: Looks,
    painter: Painter,
    profile: Profile,
    outside: Option<Outside>,
    worker: Worker,
    keys: input::Handle,
    asking: term::Asking,
    valve: Valve,
    frame: Buffer,
    end: Option<End>,
    /// When the open document's marks and places were last sent to be kept.
    kept: Instant,
}

/// What the looks are made from.
struct Looks {
    themes: Option<PathBuf>,
    locale: &'static str,
    profile: Profile,
}

impl Looks {
    /// The looks that the settings ask for, and what could not be had.
    fn make(&self, app: &mut App) -> Look {
        let code = if app.settings.language == "auto" {
            self.locale
        } else {
            &app.settings.language
        };
        let lang = Lang::new(code);
        app.texts = lang.texts().clone();
        app.shown_language = lang.code();
        let theme = match themes::find(self.themes.as_deref(), &app.settings.theme) {
            Ok(theme) => theme,
            Err(why) => {
                app.update(Msg::Failed(clean_line(&why.with_hint())));
                Theme::builtin("terminal").unwrap_or_else(|| unreachable!("it ships"))
            }
        };
        let theme = match self.profile.colours {
            term::Colours::Mono => theme.without_colour(),
            term::Colours::Ansi16 => theme.for_few_colours(),
            term::Colours::Ansi256 | term::Colours::True => theme,
        };
        Look::new(&app.settings, theme, lang, self.profile.utf8)
    }
}

impl Shell {
    /// The loop.
    fn turn(
        &mut self,
        app: &mut App,
        session: &mut Session,
        events: &Receiver<Incoming>,
    ) -> io::Result<End> {
        let mut look = self.looks.make(app);
        let wants = |app: &App, colours| {
            let settings = &app.settings;
            let words = (settings.theme.clone(), settings.language.clone());
            (words, settings.linear, colours)
        };
        let mut made_for = wants(app, self.profile.colours);
        let mut first = true;
        loop {
            let got = if first && (!app.shelf.ready || app.opening.is_some()) {
                events.recv_timeout(FIRST)
            } else if first {
                Err(RecvTimeoutError::Timeout)
            } else {
                events.recv().map_err(RecvTimeoutError::from)
            };
            match got {
                Ok(one) => {
                    app.update(Msg::Tick(Timestamp::now()));
                    self.take(one, app, session)?;
                    // What has come meanwhile is taken too: only the newest state is worth a frame.
                    while self.end.is_none()
                        && let Ok(one) = events.try_recv()
                    {
                        self.take(one, app, session)?;
                    }
                    first &= !app.shelf.ready || app.opening.is_some();
                    if first {
                        continue;
                    }
                }
                Err(RecvTimeoutError::Timeout) => first = false,
                Err(RecvTimeoutError::Disconnected) => return Ok(End::Quit),
            }
            // What a frame confirms is on the disk before it is painted; that it could not be kept is told in
            // its place.
            while self.end.is_none()
                && let Some(kept) = self.worker.settle()
            {
                if !kept {
                    app.update(Msg::Slow);
                    break;
                }
                while self.end.is_none()
                    && let Ok(one) = events.try_recv()
                {
                    self.take(one, app, session)?;
                }
            }
            if let Some(end) = self.end {
                return Ok(end);
            }
            let wanted = wants(app, self.profile.colours);
            if wanted != made_for {
                made_for = wanted;
                look = self.looks.make(app);
            }
            self.paint(app, &look, session)?;
            self.ask(session)?;
            if self.kept.elapsed() > KEEP {
                self.keep(app, false);
            }
        }
    }

    fn paint(&mut self, app: &App, look: &Look, session: &Session) -> io::Result<()> {
        let (cols, rows) = app.size;
        self.frame.resize(Rect::new(0, 0, cols, rows));
        self.frame.reset();
        let cursor = crate::ui::draw(app, look, &mut self.frame);
        let links = crate::ui::links(app);
        let bytes = self.painter.frame_with(&self.frame, &links, cursor);
        if bytes.is_empty() {
            Ok(())
        } else {
            session.write(bytes)
        }
    }

    fn take(&mut self, one: Incoming, app: &mut App, session: &mut Session) -> io::Result<()> {
        // For the test that panics: there is no such key in a released program.
        #[cfg(debug_assertions)]
        if let Incoming::Terminal(Event::Key(key)) = &one
            && key.code == crate::app::key::Code::F(12)
            && std::env::var_os("KHAO_TEST_PANIC").is_some()
        {
            panic!("a test asked for it");
        }
        let msg = match one {
            Incoming::Worker(msg) => msg,
            Incoming::Terminal(Event::Key(key)) => Msg::Key(key),
            Incoming::Terminal(Event::Mouse(mouse)) => Msg::Mouse(mouse),
            Incoming::Terminal(Event::Resize { cols, rows }) => {
                // One that became smaller and is as large as before again has lost what it showed,
                // and we may have heard of the end only.
                self.painter.repaint();
                Msg::Resize { cols, rows }
            }
            Incoming::Terminal(Event::Paste { text, cut }) => {
                if cut {
                    app.update(Msg::PasteCut);
                }
                Msg::Paste(text)
            }
            Incoming::Terminal(Event::Reply(reply)) => {
                self.answered(&reply, session);
                return Ok(());
            }
            // From a kiosk there is no shell to come to.
            Incoming::Terminal(Event::Stop) if self.outside.is_none() => return Ok(()),
            Incoming::Terminal(Event::Stop) => return self.stop(app, session),
            Incoming::Terminal(Event::Continue) => return self.resume(app, session),
            Incoming::Terminal(Event::Terminate(signal)) => {
                self.end = Some(End::Signal(signal));
                return Ok(());
            }
            Incoming::Terminal(Event::Closed) => {
                self.end = Some(End::Gone);
                return Ok(());
            }
        };
        for effect in app.update(msg) {
            self.carry_out(effect, app, session)?;
        }
        Ok(())
    }

    /// After a stop or a program that had the terminal.
    fn resume(&mut self, app: &mut App, session: &mut Session) -> io::Result<()> {
        session.resume()?;
        self.keys.resume();
        self.painter.repaint();
        let (cols, rows) = session.size(|name| std::env::var(name).ok());
        for effect in app.update(Msg::Resize { cols, rows }) {
            self.carry_out(effect, app, session)?;
        }
        Ok(())
    }
}
