//! The imperative shell: the loop between the terminal, the state machine and the worker.
//!
//! One channel carries everything into the loop: keys and signals from the threads of
//! [`crate::term`], answers from the [`worker`]. The loop takes what has come, draws once, paints
//! once where the link has room, and sleeps. While nothing comes, nothing is written and nothing runs.

mod asking;
pub mod by_hand;
mod carrying;
pub mod desktop;
pub mod ingest;
mod leaving;
pub mod library;
pub mod locale;
pub mod outside;
pub mod read;
pub mod report;
mod resizing;
pub mod themes;
mod turn;
pub mod worker;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::time::Instant;

use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::{App, Clipboard, Effect, Msg};
use crate::load::Chosen;
use crate::term::flow::{Distance, Flow};
use crate::term::input::Reply;
use crate::term::{self, Event, Painter, Profile, Session, Signal, input, output, signal};
use crate::text::{Clean, Segmenter, clean_line};
use crate::ui::theme::Theme;
use crate::ui::{Look, lang::Lang};
use asking::Valve;
use by_hand::ByHand;
use outside::Outside;
use resizing::Resizing;
use worker::{Job, Worker};

/// What comes into the loop.
enum Incoming {
    Terminal(Event),
    /// The terminal answered a fence at this time: the loop may come to it later, and it is measured by.
    Passed(Instant),
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
    /// Messages to tell at the start.
    pub notes: Vec<Clean>,
}

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
        let one = match e {
            Event::Reply(Reply::Ready) => Incoming::Passed(Instant::now()),
            e => Incoming::Terminal(e),
        };
        !admitted.admits(&one) || from_keys.send(one).is_ok()
    })?;
    let from_output = sender.clone();
    let room = output::spawn(&session, move |e| {
        from_output.send(Incoming::Terminal(e)).is_ok()
    })?;
    let (cols, rows) = session.size(env);
    let mut shell = Shell {
        looks: Looks {
            themes: setup.themes,
            locale: setup.locale,
        },
        painter: Painter::new(setup.profile.clone()),
        guessed: setup.profile.clone(),
        profile: setup.profile,
        outside: Outside::unless(app.kiosk),
        worker,
        keys,
        room,
        watched: false,
        flow: Flow::new(Distance::from_env(env)),
        resizing: Resizing::default(),
        begun: Instant::now(),
        changed: true,
        out: Vec::new(),
        copy: None,
        asking: term::Asking::default(),
        valve,
        frame: Buffer::empty(Rect::new(0, 0, cols, rows)),
        end: None,
        kept: Instant::now(),
        touched: None,
    };
    app.zone = library::zone();
    app.clipboard = match &shell.profile {
        profile if profile.tmux => Clipboard::Tmux,
        profile if profile.screen => Clipboard::Screen,
        _ => Clipboard::Terminal,
    };
    app.update(Msg::Tick(Timestamp::now()));
    app.update(Msg::Resize { cols, rows });
    if !shell.profile.utf8 {
        app.ascii = true;
        let thai = shell.looks.wanted(&app) != "en";
        app.update(Msg::Failed(locale::told(env, thai)));
    }
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
    let _gone = shell.let_go(&mut session);
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
    /// What the environment alone tells.
    guessed: Profile,
    /// What reaches outside; none in a kiosk.
    outside: Option<Outside>,
    worker: Worker,
    keys: input::Handle,
    room: output::Handle,
    /// Whether the output thread will tell when the terminal takes bytes again.
    watched: bool,
    flow: Flow,
    resizing: Resizing,
    /// When the loop began: the zero of its times.
    begun: Instant,
    /// Whether the state may look different from what was painted last.
    changed: bool,
    /// What is sent: a frame and its fences.
    out: Vec<u8>,
    /// The newest copy, while the terminal takes nothing.
    copy: Option<Vec<u8>>,
    asking: term::Asking,
    valve: Valve,
    frame: Buffer,
    end: Option<End>,
    /// When the open document's marks and places were last sent to be kept.
    kept: Instant,
    /// When the reader did something last, where that is not sent yet.
    touched: Option<Instant>,
}

/// What the looks are made from.
struct Looks {
    themes: Option<PathBuf>,
    locale: &'static str,
}

impl Looks {
    /// The language that the settings ask for.
    fn wanted<'a>(&'a self, app: &'a App) -> &'a str {
        if app.settings.language == "auto" {
            self.locale
        } else {
            &app.settings.language
        }
    }

    /// The looks that the settings ask for, as far as the terminal has them, and what could not be had.
    fn make(&self, profile: &Profile, app: &mut App) -> Look {
        // Only the words of English can be shown in ASCII.
        let wanted = profile.utf8.then(|| self.wanted(app));
        let lang = Lang::new(wanted.unwrap_or("en"));
        app.texts = lang.texts().clone();
        app.shown_language = lang.code();
        let theme = match themes::find(self.themes.as_deref(), &app.settings.theme) {
            Ok(theme) => theme,
            Err(why) => {
                app.update(Msg::Failed(clean_line(&why.with_hint())));
                Theme::builtin("terminal").unwrap_or_else(|| unreachable!("it ships"))
            }
        };
        let theme = match profile.colours {
            term::Colours::Mono => theme.without_colour(),
            term::Colours::Ansi16 => theme.for_few_colours(),
            term::Colours::Ansi256 | term::Colours::True => theme,
        };
        Look::new(&app.settings, theme, lang, profile.utf8)
    }
}

impl Shell {
    fn take(&mut self, one: Incoming, app: &mut App, session: &mut Session) -> io::Result<()> {
        // For the test that panics: there is no such key in a released program.
        #[cfg(debug_assertions)]
        if let Incoming::Terminal(Event::Key(key)) = &one
            && key.code == crate::app::key::Code::F(12)
            && let Some(place) = std::env::var_os("KHAO_TEST_PANIC")
        {
            let panic = || panic!("a test asked for it");
            if place == "thread" {
                let _goes_on_meanwhile = std::thread::spawn(panic);
            } else {
                panic();
            }
        }
        let quiet = matches!(
            one,
            Incoming::Passed(_)
                | Incoming::Terminal(Event::Reply(_) | Event::Room | Event::Resize { .. })
        );
        self.changed |= !quiet;
        if matches!(
            one,
            Incoming::Terminal(Event::Key(_) | Event::Mouse(_) | Event::Paste { .. })
        ) {
            self.touched = Some(Instant::now());
        }
        let msg = match one {
            Incoming::Worker(msg) => msg,
            Incoming::Terminal(Event::Key(key)) => Msg::Key(key),
            Incoming::Terminal(Event::Mouse(mouse)) => Msg::Mouse(mouse),
            Incoming::Terminal(Event::Resize { cols, rows }) => {
                self.resizing.heard((cols, rows), self.begun.elapsed());
                return Ok(());
            }
            Incoming::Terminal(Event::Paste { text, cut }) => {
                if cut {
                    app.update(Msg::PasteCut);
                }
                Msg::Paste(text)
            }
            Incoming::Terminal(Event::FocusIn) => {
                self.painter.repaint();
                return Ok(());
            }
            Incoming::Passed(at) => {
                self.passed(at);
                return Ok(());
            }
            Incoming::Terminal(Event::Reply(reply)) => {
                self.answered(&reply, session);
                return Ok(());
            }
            Incoming::Terminal(Event::Room) => return self.flush(session),
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
        self.ask_again();
        self.painter.repaint();
        self.flow.start_over();
        self.send_copy(session)?;
        self.resizing.settle();
        let (cols, rows) = session.size(|name| std::env::var(name).ok());
        for effect in app.update(Msg::Resize { cols, rows }) {
            self.carry_out(effect, app, session)?;
        }
        Ok(())
    }
}
