//! What reading costs in bytes: the whole program at 120x40 on its own documents, painted by us and by
//! plain ratatui (`Terminal` over `CrosstermBackend`).

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use khao::app::areas::{Area, PaneId};
use khao::run::library::Library;
use khao::term::{Painter, Profile};
use khao::text::cell::glyph_width;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};

use crate::support::bench::Bench;
use crate::support::frame::Frame;

/// The screen that the goals are for.
const SIZE: (u16, u16) = (120, 40);

/// The mean of some steps, in bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mean {
    pub(crate) n: usize,
    pub(crate) ours: f64,
    pub(crate) plain: f64,
    /// Of the words that came into view, which anybody has to send, those of the article.
    pub(crate) text: f64,
    /// All of them: what a paragraph brings into the other panes too.
    pub(crate) words: f64,
}

/// Where text stands: the panes of the reader, or list and preview.
type Places = Vec<(usize, Area)>;

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
    pub(crate) sent: Vec<u8>,
    /// The shelf's preview is left blank.
    list_only: bool,
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
            sent: Vec::new(),
            list_only: false,
        }
    }

    /// The bytes of the frame as it is now: ours, and plain ratatui's.
    pub(crate) fn paint(&mut self) -> (Vec<u8>, usize) {
        let mut frame = self.bench.frame();
        if let Some(area) = self.bench.app.preview_area().filter(|_| self.list_only) {
            for x in area.x..area.x + area.width {
                (0..area.height).for_each(|y| frame.cells[(x, y)].reset());
            }
        }
        let links = khao::ui::links(&self.bench.app);
        let ours = self.painter.frame_with(&frame.cells, &links, frame.cursor);
        let ours = ours.to_vec();
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

    /// The first frame.
    fn first(&mut self) -> Mean {
        let [ours, plain, text, words] = self.step("").map(number);
        Mean {
            n: 1,
            ours,
            plain,
            text,
            words,
        }
    }

    fn top(&self) -> usize {
        self.bench.app.reader.as_ref().map_or(0, |r| r.article.top)
    }

    fn places(&self) -> Places {
        let app = &self.bench.app;
        match &app.reader {
            Some(_) => {
                let panes = app.areas.panes.iter();
                panes.map(|p| (p.pane.ix(), p.body())).collect()
            }
            None => app
                .preview_area()
                .into_iter()
                .map(|area| (9, area))
                .collect(),
        }
    }

    /// Presses `keys` and paints: bytes of ours, of plain ratatui, of the words that came into view in the
    /// article, and in all.
    pub(crate) fn step(&mut self, keys: &str) -> [usize; 4] {
        let (places, before) = (self.places(), self.last.clone());
        self.bench.keys(keys);
        let (ours, plain) = self.paint();
        self.sent.clone_from(&ours);
        let mut new = [0, 0];
        for (pane, area) in self.places() {
            let old = places.iter().find(|p| p.0 == pane);
            let old = old.and_then(|p| Some(rows(before.as_ref()?, p.1)));
            let mut old = old.unwrap_or_default();
            let title = |frame: &Frame| {
                rows(
                    frame,
                    Area {
                        y: 0,
                        height: 1,
                        ..area
                    },
                )
            };
            let told = before.as_ref().map_or_else(Vec::new, title).concat();
            for name in self.last.iter().flat_map(title) {
                // A title that goes on above its text is words too, numbers are not.
                let parts = name.split('─').map(str::trim).filter(|n| n.len() > 20);
                new[0] += parts
                    .filter(|n| !told.contains(n))
                    .map(str::len)
                    .sum::<usize>();
            }
            for row in self.last.iter().flat_map(|frame| rows(frame, area)) {
                if let Some(at) = old.iter().position(|o| *o == row) {
                    old.swap_remove(at);
                } else {
                    new[usize::from(pane != PaneId::Article.ix())] += row.len();
                }
            }
        }
        [ours.len(), plain, new[0], new[0] + new[1]]
    }

    /// Presses each of `keys`, those that scroll until they move nothing any more, at most `n` times.
    pub(crate) fn steps(&mut self, keys: &[&str], n: usize) -> Mean {
        self.steps_where(keys, n, |_| true)
    }

    /// The same of those steps alone of which `counts` says so.
    fn steps_where(&mut self, keys: &[&str], n: usize, counts: fn([usize; 4]) -> bool) -> Mean {
        self.paint();
        let (mut count, mut sums) = (0, [0; 4]);
        for key in keys {
            for _ in 0..n {
                let before = self.top();
                let step = self.step(key);
                if self.top() == before && SCROLLING.contains(key) {
                    break;
                }
                if !counts(step) {
                    continue;
                }
                count += 1;
                sums.iter_mut().zip(step).for_each(|(sum, n)| *sum += n);
            }
        }
        let [ours, plain, text, words] = sums.map(|sum| number(sum) / number(count.max(1)));
        Mean {
            n: count,
            ours,
            plain,
            text,
            words,
        }
    }
}

/// Counts of a screen are small.
fn number(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

/// The rows of a part of a frame, without the blanks around their words and the bar before them.
fn rows(frame: &Frame, area: Area) -> Vec<String> {
    let row = |y: u16| {
        let mut text = String::new();
        let mut x = area.x;
        while x < area.x + area.width {
            let symbol = frame.cells[(x, y)].symbol();
            text.push_str(symbol);
            x += glyph_width(symbol).max(1) as u16;
        }
        let is_bar = |c: char| c.is_whitespace() || "▌│┊▎".contains(c);
        text.trim_matches(is_bar).to_owned()
    };
    (area.y..area.y + area.height).map(row).collect()
}

/// Keys by which the article scrolls.
const SCROLLING: &[&str] = &["j", "k", "space", "b"];

/// One line of what must hold: what was done, how often, the bytes of ours and of plain ratatui, the words
/// in them, and the figure that has a goal.
#[derive(Debug, Clone)]
pub(crate) struct Goal {
    pub(crate) what: &'static str,
    pub(crate) language: &'static str,
    pub(crate) mean: Mean,
    /// What it is that has a goal, what it came to, and the goal.
    pub(crate) figure: &'static str,
    pub(crate) is: f64,
    pub(crate) at_most: f64,
}

/// The articles that are scrolled: keys that open the longest English and the longest Thai one.
const ARTICLES: [(&str, &str); 2] = [("English", "enter"), ("Thai", "jjj enter")];

/// What scrolling by a line is held to.
const LINE: &str = "above the words";

/// All that must hold at 120x40.
#[expect(clippy::too_many_lines, reason = "it is a table")]
pub(crate) fn goals() -> Vec<Goal> {
    let mut goals = Vec::new();
    for (language, open) in ARTICLES {
        let mut add = |what, mean: Mean, figure, is, at_most| {
            goals.push(Goal {
                what,
                language,
                mean,
                figure,
                is,
                at_most,
            });
        };
        let first = Meter::new(open, profile(false)).first();
        // Thai is mostly text: there is less to save.
        if language == "English" {
            add(
                "first frame",
                first,
                "of plain",
                first.ours / first.plain,
                0.65,
            );
        } else {
            add(
                "first frame",
                first,
                "of plain",
                first.ours / first.plain,
                0.9,
            );
        }
        let lines = |keys: &str, margins| {
            let mut meter = Meter::new(&format!("{open} {keys}"), profile(margins));
            meter.steps(&["j", "k"], 40)
        };
        for (what, keys) in [("line, zoom", "zz"), ("line, one pane", "Z Z")] {
            let mean = lines(keys, false);
            add(what, mean, LINE, mean.ours - mean.text, 60.0);
        }
        let mut meter = Meter::new(&format!("{open} Z Z Z"), profile(false));
        let mean = meter.steps_where(&["j", "k"], 40, |[_, _, text, all]| text == all);
        add("line, stacked", mean, LINE, mean.ours - mean.text, 60.0);
        // A line that brings another paragraph brings other panes with it, and is told apart.
        let mut meter = Meter::new(open, profile(true));
        let mean = meter.steps_where(&["j", "k"], 40, |[_, _, text, all]| text == all);
        add(
            "line, three panes, ?69",
            mean,
            LINE,
            mean.ours - mean.text,
            90.0,
        );
        let mut meter = Meter::new(open, profile(true));
        let mean = meter.steps_where(&["j", "k"], 40, |[_, _, text, all]| text < all);
        add(
            "line that brings others",
            mean,
            "of plain",
            mean.ours / mean.plain,
            0.65,
        );
        let mean = lines("gl", true);
        add(
            "the same, not linked",
            mean,
            LINE,
            mean.ours - mean.text,
            90.0,
        );
        for (what, keys) in [("line, three panes", ""), ("the same, not linked", "gl")] {
            let mean = lines(keys, false);
            add(what, mean, "of plain", mean.ours / mean.plain, 0.65);
        }
        let mut meter = Meter::new(&format!("{open} zz"), profile(false));
        let rows = f64::from(SIZE.1 - 2);
        let mean = meter.steps(&["space"], 1);
        add(
            "page, zoom",
            mean,
            "a line above the words",
            (mean.ours - mean.text) / rows,
            8.0,
        );
    }
    let mut meter = Meter::new("enter", profile(false));
    let mean = meter.steps(&["l", "l", "h", "h"], 1);
    goals.push(Goal {
        what: "pane switch",
        language: "English",
        mean,
        figure: "all",
        is: mean.ours,
        at_most: 200.0,
    });
    for (what, list, figure, at_most) in [
        ("list move, the list alone", true, "all", 220.0),
        ("list move with a preview", false, "above the words", 500.0),
    ] {
        let mut meter = Meter::new("", profile(true));
        meter.list_only = list;
        let mean = meter.steps(&["J", "J", "K", "K"], 1);
        let words = if list { 0.0 } else { mean.words };
        goals.push(Goal {
            what,
            language: "English",
            mean,
            figure,
            is: mean.ours - words,
            at_most,
        });
    }
    goals
}
