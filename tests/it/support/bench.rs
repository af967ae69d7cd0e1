//! The program without a terminal: the state machine, the real library and worker functions in
//! process, and the screen. Keys go in as text, the state comes out as one line.

// Named by its path, so that benches can take it too.
#[path = "bench/line.rs"]
mod line;

use std::cell::RefCell;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use jiff::Timestamp;
use khao::app::areas::PaneId;
use khao::app::key::{Key, Mouse, MouseAct};
use khao::app::keymap::Keymap;
use khao::app::settings::Settings;
use khao::app::{App, Effect, Msg};
use khao::load::{Input, load};
use khao::model::{DocumentId, State};
use khao::run::by_hand::ByHand;
use khao::run::library::Library;
use khao::run::worker::{Job, carry_out, first};
use khao::text::{Segmenter, clean};
use khao::ui::Look;
use khao::ui::lang::Lang;
use khao::ui::theme::{BUILTIN, Theme};

use super::frame::Frame;
pub(crate) use super::stack::{check_screen, check_stack};

/// One for all tests: loading its words is the slow part of a start.
pub(crate) fn segmenter() -> Arc<Segmenter> {
    static ONE: OnceLock<Arc<Segmenter>> = OnceLock::new();
    Arc::clone(ONE.get_or_init(|| Arc::new(Segmenter::new())))
}

/// The fixtures of `tests/data/app`, under names without a folder.
pub(crate) fn fixtures(names: &[&str]) -> Library {
    let mut library = Library::default();
    for name in names {
        let path = Path::new("tests/data/app").join(name);
        let bytes = std::fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let input = Input {
            bytes,
            name: (*name).to_owned(),
            ..Input::default()
        };
        for document in load(&input).unwrap().documents {
            library.add(document);
        }
    }
    library
}

/// The program on a bench.
pub(crate) struct Bench {
    pub(crate) app: App,
    library: Library,
    by_hand: ByHand,
    pub(crate) look: Look,
    /// What left the program, as text, oldest first.
    pub(crate) left: Vec<String>,
    /// Whether answers of the worker wait until [`Bench::answer`].
    pub(crate) slow: bool,
    waiting: Vec<Job>,
    /// What becomes of an answer on its way: another one, or none.
    pub(crate) bend: fn(Msg) -> Option<Msg>,
}

impl Bench {
    /// The program on a library, its shelf shown.
    pub(crate) fn new(library: Library, size: (u16, u16)) -> Self {
        Self::start(library, size, false)
    }

    /// The same, or a kiosk.
    pub(crate) fn start(library: Library, (cols, rows): (u16, u16), kiosk: bool) -> Self {
        let settings = Settings::default();
        let lang = Lang::new("en");
        let mut app = App::new(settings, Keymap::default(), segmenter());
        app.kiosk = kiosk;
        app.texts = lang.texts().clone();
        app.themes = BUILTIN.iter().map(|(n, _)| (*n).to_owned()).collect();
        let theme = Theme::builtin("terminal").unwrap();
        let look = Look::new(&app.settings, theme, lang, true);
        let mut bench = Self {
            app,
            library,
            by_hand: ByHand::default(),
            look,
            left: Vec::new(),
            slow: false,
            waiting: Vec::new(),
            bend: Some,
        };
        // Ages are told as of this moment.
        let now: Timestamp = "2025-03-01T12:00:00Z".parse().unwrap();
        bench.msg(Msg::Tick(now));
        bench.msg(Msg::Resize { cols, rows });
        if let Some(sitting) = bench.library.sitting() {
            if sitting.cut {
                bench.library.sat();
            }
            bench.msg(Msg::Sat(Box::new(sitting)));
        }
        let shelf = first(&mut bench.library, &mut bench.by_hand);
        bench.msg(shelf);
        let tags = bench.library.tags();
        bench.msg(Msg::Tags(tags));
        if bench.library.has_saved() {
            let saved = bench.library.saved();
            bench.msg(Msg::Saved(saved));
        }
        if let Ok(n) = bench.library.n_unread() {
            bench.msg(Msg::Unread(n));
        }
        bench
    }

    /// The fixture of that name, opened.
    pub(crate) fn open(names: &[&str], size: (u16, u16)) -> Self {
        let mut bench = Self::new(fixtures(names), size);
        bench.keys("enter");
        bench
    }

    /// One message, its effects carried out.
    pub(crate) fn msg(&mut self, msg: Msg) {
        let mut todo = vec![msg];
        while let Some(msg) = todo.pop() {
            let effects = self.app.update(msg);
            self.carry_out(effects);
            if !self.slow {
                todo.extend(self.work());
            }
        }
        self.check();
    }

    /// Carries out what the state asks for; the worker's share waits.
    pub(crate) fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Open { ticket, id } => self.waiting.push(Job::Open { ticket, id }),
                Effect::Shelf(asked) => self.waiting.push(Job::Shelf(asked)),
                Effect::Save { name, query, old } => {
                    self.waiting.push(Job::Save { name, query, old });
                }
                Effect::Measure { ticket, document } => {
                    self.waiting.push(Job::Measure { ticket, document });
                }
                Effect::Link { ticket, document } => {
                    self.waiting.push(Job::Link { ticket, document });
                }
                Effect::Match {
                    ticket,
                    document,
                    others,
                } => self.waiting.push(Job::Match {
                    ticket,
                    document,
                    others,
                }),
                Effect::Correct {
                    ticket,
                    id,
                    correction,
                } => {
                    self.waiting.push(Job::Correct {
                        ticket,
                        id,
                        corrections: vec![correction],
                    });
                }
                Effect::Restore {
                    ticket,
                    id,
                    corrections,
                } => self.waiting.push(Job::Restore {
                    ticket,
                    id,
                    corrections,
                }),
                Effect::Change { id, changes } => self.waiting.push(Job::Change { id, changes }),
                Effect::Relate { ticket, id } => self.waiting.push(Job::Relate { ticket, id }),
                Effect::Note { ticket, id } => self.waiting.push(Job::Note { ticket, id }),
                Effect::Keep { id, left } => self.waiting.push(Job::Keep { id, left }),
                Effect::Quit => self.left.push("quit".to_owned()),
                Effect::Suspend => self.left.push("suspend".to_owned()),
                Effect::Repaint => self.left.push("repaint".to_owned()),
                Effect::Copy(text) => self.left.push(format!("copy {text:?}")),
                Effect::Browse(url) => self.left.push(format!("browse {url}")),
                Effect::SetMouse(on) => self.left.push(format!("mouse {on}")),
            }
        }
    }

    /// The program ends, by the reader or not: what is to be kept is. Returns what the worker tells of it.
    pub(crate) fn leave(&mut self, cut: bool) -> Vec<Msg> {
        self.waiting.push(Job::Leave {
            left: self.app.leave(),
            sitting: self.app.sitting(cut).map(Box::new),
            cut,
        });
        self.answers()
    }

    /// Does what waits; the answers, last one first.
    fn work(&mut self) -> Vec<Msg> {
        let answers = RefCell::new(Vec::new());
        for job in self.waiting.drain(..) {
            let send = |msg| {
                answers.borrow_mut().extend((self.bend)(msg));
                true
            };
            let (library, by_hand) = (&mut self.library, &mut self.by_hand);
            carry_out(job, library, by_hand, &segmenter(), &send);
            library.notes().into_iter().map(Msg::Failed).all(send);
        }
        let mut answers = answers.into_inner();
        answers.reverse();
        answers
    }

    /// What the worker would answer to everything that was asked so far, in order.
    pub(crate) fn answers(&mut self) -> Vec<Msg> {
        let mut all = self.work();
        all.reverse();
        all
    }

    /// Keys, parted by spaces: a key's name (`enter`, `ctrl-w`, `shift-tab`), or characters
    /// typed one by one. `@60x20` is another size, `@paste:TEXT` a paste, `@click:X,Y`,
    /// `@up:X,Y` and `@down:X,Y` the mouse.
    pub(crate) fn keys(&mut self, keys: &str) -> &mut Self {
        for token in keys.split_whitespace() {
            if let Some(at) = token.strip_prefix('@').filter(|a| !a.is_empty()) {
                self.act(at);
            } else if let Some(key) = token.parse::<Key>().ok().filter(|_| token.len() > 1) {
                self.msg(Msg::Key(key));
            } else {
                for c in token.chars() {
                    self.msg(Msg::Key(Key::char(c)));
                }
            }
        }
        self
    }

    fn act(&mut self, act: &str) {
        let pair = |text: &str, by: char| -> (u16, u16) {
            let (a, b) = text.split_once(by).unwrap();
            (a.parse().unwrap(), b.parse().unwrap())
        };
        match act.split_once(':') {
            Some(("paste", text)) => self.msg(Msg::Paste(clean(text))),
            Some((name, at)) => {
                let (x, y) = pair(at, ',');
                let act = match name {
                    "click" => MouseAct::Click,
                    "up" => MouseAct::WheelUp,
                    "down" => MouseAct::WheelDown,
                    _ => panic!("{name}?"),
                };
                self.msg(Msg::Mouse(Mouse { act, x, y }));
            }
            None => {
                let (cols, rows) = pair(act, 'x');
                self.msg(Msg::Resize { cols, rows });
            }
        }
    }

    /// What the library keeps of a document.
    pub(crate) fn kept(&self, id: DocumentId) -> State {
        self.library.state(id)
    }

    /// What is on the screen.
    pub(crate) fn frame(&self) -> Frame {
        Frame::draw(&self.app, &self.look)
    }

    /// What must hold after every message.
    fn check(&self) {
        let Some(reader) = &self.app.reader else {
            return;
        };
        if self.app.too_small() {
            return;
        }
        let thread = &reader.thread;
        if !reader.document.thread.is_empty() {
            check_stack(&thread.stack, reader.document.thread.len());
            let chosen = thread.chosen();
            assert!(thread.stack.is_shown(chosen), "{chosen:?} is under a fold");
            if self.app.areas.of(PaneId::Thread).is_some() {
                assert!(
                    thread.cursor.1 <= thread.stack.rows_of(chosen),
                    "the cursor is in its comment"
                );
                check_screen(thread);
                let (top, at) = (thread.top(), thread.cursor_row());
                assert!(
                    (top..top + thread.rows).contains(&at),
                    "the cursor row {at} is on the screen {top}+{}: {}",
                    thread.rows,
                    self.state()
                );
            }
            let n = thread.read.iter().filter(|r| !**r).count();
            assert_eq!(n, thread.n_unread);
            let marks = thread.read.iter().zip(&thread.fresh);
            let n = marks.filter(|(read, fresh)| **fresh && !**read).count();
            assert_eq!(n, thread.n_new);
        }
        assert!(reader.article.top <= reader.article.last_top());
    }
}
