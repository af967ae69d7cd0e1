//! What reading costs in bytes: the whole program at 120x40 on its own documents, painted by us and by
//! plain ratatui (`Terminal` over `CrosstermBackend`).

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use khao::app::areas::PaneId;
use khao::run::library::Library;
use khao::term::{Painter, Profile};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};

use crate::support::bench::Bench;
use crate::support::frame::Frame;

const SIZE: (u16, u16) = (120, 40);

/// The mean of some steps, in bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mean {
    pub(crate) n: usize,
    pub(crate) ours: f64,
    /// The words that came into view, which anybody has to send.
    pub(crate) text: f64,
    pub(crate) plain: f64,
    /// The same as `ours` and `plain` for the dearest step.
    pub(crate) most: (usize, usize),
}

/// A terminal of 256 colours, with margins for columns or without.
pub(crate) fn profile(margins: bool) -> Profile {
    let profile = Profile::from_env(|name| match name {
        "TERM" => Some("xterm-256color".to_owned()),
        "LANG" => Some("en_US.UTF-8".to_owned()),
        _ => None,
    });
    Profile { margins, ..profile }
}

/// Counts the bytes a backend writes.
#[derive(Clone, Default)]
struct Counter(Rc<RefCell<usize>>);

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        *self.0.borrow_mut() += bytes.len();
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The program, our painter and the plain one, frame by frame.
pub(crate) struct Meter {
    pub(crate) bench: Bench,
    painter: Painter,
    counter: Counter,
    terminal: Terminal<CrosstermBackend<Counter>>,
    last: Option<Frame>,
}

impl Meter {
    /// The program after `keys` on the documents it ships, nothing painted yet.
    pub(crate) fn new(keys: &str, profile: Profile) -> Self {
        let mut bench = Bench::new(Library::seeds(), SIZE);
        bench.keys(keys);
        let counter = Counter::default();
        let viewport = Viewport::Fixed(Rect::new(0, 0, SIZE.0, SIZE.1));
        let backend = CrosstermBackend::new(counter.clone());
        let terminal = Terminal::with_options(backend, TerminalOptions { viewport });
        Self {
            bench,
            painter: Painter::new(profile),
            counter,
            terminal: terminal.expect("it asks nothing"),
            last: None,
        }
    }

    /// The bytes of the frame as it is now: ours, and plain ratatui's.
    pub(crate) fn paint(&mut self) -> (Vec<u8>, usize) {
        let frame = self.bench.frame();
        let ours = self.painter.frame(&frame.cells, frame.cursor).to_vec();
        *self.counter.0.borrow_mut() = 0;
        let drawn = self.terminal.draw(|f| {
            f.buffer_mut().content.clone_from(&frame.cells.content);
            if let Some(at) = frame.cursor {
                f.set_cursor_position(at);
            }
        });
        drawn.expect("a counter takes all");
        let plain = *self.counter.0.borrow();
        self.last = Some(frame);
        (ours, plain)
    }

    /// Bytes of the first frame.
    pub(crate) fn first(keys: &str) -> (usize, usize) {
        let (ours, plain) = Self::new(keys, profile(false)).paint();
        (ours.len(), plain)
    }

    fn top(&self) -> usize {
        self.bench.app.reader.as_ref().map_or(0, |r| r.article.top)
    }

    /// The words of the article's rows that came into view when its top went from `before`, in bytes; the
    /// blanks before and behind them left out.
    fn new_text(&self, before: usize) -> usize {
        let panes = self.bench.app.areas.panes.iter();
        let body = panes
            .clone()
            .find(|p| p.pane == PaneId::Article)
            .map(|p| p.body());
        let (Some(body), Some(frame)) = (body, &self.last) else {
            return 0;
        };
        let moved = self.top().abs_diff(before).min(body.height.into()) as u16;
        let rows = if self.top() > before {
            body.y + body.height - moved..body.y + body.height
        } else {
            body.y..body.y + moved
        };
        let text = |y: u16| {
            let mut text = String::new();
            let mut x = body.x;
            while x < body.x + body.width {
                let symbol = frame.cells[(x, y)].symbol();
                text.push_str(symbol);
                x += khao::text::cell::glyph_width(symbol).max(1) as u16;
            }
            text.trim().len()
        };
        rows.map(text).sum()
    }

    /// Presses each of `keys` until it moves nothing any more, at most `n` times.
    pub(crate) fn steps(&mut self, keys: &[&str], n: usize) -> Mean {
        self.paint();
        let (mut count, mut ours, mut text, mut plain, mut most) = (0, 0, 0, 0, (0, 0));
        for key in keys {
            for _ in 0..n {
                let before = self.top();
                self.bench.keys(key);
                let (sent, theirs) = self.paint();
                if self.top() == before && PAGES.contains(key) {
                    break;
                }
                count += 1;
                ours += sent.len();
                text += self.new_text(before);
                plain += theirs;
                most = most.max((sent.len(), theirs));
            }
        }
        let mean = |sum: usize| sum as f64 / count.max(1) as f64;
        Mean {
            n: count,
            ours: mean(ours),
            text: mean(text),
            plain: mean(plain),
            most,
        }
    }
}

/// Keys by which the article scrolls.
const PAGES: &[&str] = &["j", "k", "space", "b"];
