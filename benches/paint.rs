//! Bytes and time of a frame: ours beside plain ratatui (`Terminal` and `CrosstermBackend`) for
//! the same screens. `cargo bench --bench paint`.
//!
//! The screen is the reader's: three panes at 120x40, an article of prose, a thread, sources.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;
use std::time::Instant;

use khao::term::{Painter, Profile};
use khao::text::cell::{byte_at, display_form};
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::{Terminal, TerminalOptions, Viewport};

const ENGLISH: &str = "The river rose above its banks on Tuesday night, and by the morning the \
    lower market stood under half a metre of water. Boats took the children to school, while the \
    council argued about the gates that nobody had closed. “We were told it would not come this \
    year,” said the owner of a shop that sells rice and nails.";

const THAI: &str = "น้ำในแม่น้ำเอ่อล้นตลิ่งเมื่อคืนวันอังคาร และในตอนเช้าตลาดล่างก็จมอยู่ใต้น้ำครึ่งเมตร \
    เรือพาเด็กไปโรงเรียน ขณะที่สภาเทศบาลยังคงถกเถียงกันเรื่องประตูน้ำที่ไม่มีใครปิด เจ้าของร้านขายข้าวสารและตะปู\
    กล่าวว่า ทำไมปีนี้ไม่มีใครเตือนพวกเราให้ทำการย้ายของขึ้นที่สูงก่อนน้ำจะมาถึง";

const AREA: Rect = Rect::new(0, 0, 120, 40);

/// Lines of at most `width` cells, cut between clusters: what a line holds is the same for both.
fn lines(text: &str, width: usize, seed: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in 0..30 {
        // No two paragraphs are the same, so that scrolling changes every cell it should.
        let turn = byte_at(text, (seed + paragraph * 37) % 200);
        let turned = format!("{}{}", &text[turn..], &text[..turn]);
        let shown = display_form(&turned);
        let mut rest = shown.trim();
        while !rest.is_empty() {
            let end = byte_at(rest, width);
            lines.push(rest[..end].to_owned());
            rest = rest[end..].trim_start();
        }
        lines.push(String::new());
    }
    lines
}

struct Screen<'a> {
    text: &'a str,
    top: usize,
    focus: usize,
    thread_top: usize,
}

impl Screen<'_> {
    fn draw(&self, buffer: &mut Buffer) {
        let plain = Style::new();
        let panes = [(0u16, 52u16), (53, 39), (93, 27)];
        for (i, (x, width)) in panes.into_iter().enumerate() {
            let title = ["Article", "Thread (29)", "Sources"][i];
            let style = if i == self.focus {
                plain.bold().reversed()
            } else {
                plain.dim()
            };
            buffer.set_stringn(x, 0, title, width.into(), style);
            let top = [self.top, self.thread_top, 0][i];
            let body = lines(self.text, usize::from(width) - 4, i * 17);
            for (row, line) in body.iter().skip(top).take(38).enumerate() {
                let style = match (i, (row + top) % 9) {
                    (1, 0) => plain.cyan().add_modifier(Modifier::BOLD),
                    (2, 0) => plain.yellow(),
                    _ => plain,
                };
                buffer.set_stringn(x + 2, row as u16 + 1, line, width.into(), style);
            }
            if i > 0 {
                for y in 0..39 {
                    buffer.set_string(x - 1, y, "│", plain.dark_gray());
                }
            }
        }
        let status = format!(" {:3}%  j k scroll  Tab pane  ? help", self.top);
        buffer.set_stringn(0, 39, status, 120, plain.reversed());
    }
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

/// Bytes of the changed glyphs alone, blanks left out: no difference can be smaller.
fn changed_text(old: &Buffer, new: &Buffer) -> usize {
    old.content
        .iter()
        .zip(&new.content)
        .filter(|(a, b)| a != b && b.symbol() != " ")
        .map(|(_, b)| b.symbol().len())
        .sum()
}

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    let profile = Profile::from_env(|name| match name {
        "TERM" => Some("xterm-256color".to_owned()),
        "LANG" => Some("en_US.UTF-8".to_owned()),
        _ => None,
    });
    writeln!(
        out,
        "120x40, bytes: ours / plain ratatui, share, changed text alone, time of ours"
    )?;
    for (language, text) in [("English", ENGLISH), ("Thai", THAI)] {
        let mut painter = Painter::new(profile.clone());
        let mut last = Buffer::empty(AREA);
        let counter = Counter::default();
        let mut terminal = Terminal::with_options(
            CrosstermBackend::new(counter.clone()),
            TerminalOptions {
                viewport: Viewport::Fixed(AREA),
            },
        )?;
        let at = |top, focus, thread_top| Screen {
            text,
            top,
            focus,
            thread_top,
        };
        let steps = [
            ("first frame", at(0, 0, 0)),
            ("idle", at(0, 0, 0)),
            ("line down", at(1, 0, 0)),
            ("line up", at(0, 0, 0)),
            ("page", at(36, 0, 0)),
            ("pane switch", at(36, 1, 0)),
            ("thread line", at(36, 1, 1)),
        ];
        for (name, screen) in steps {
            let mut frame = Buffer::empty(AREA);
            screen.draw(&mut frame);
            let floor = changed_text(&last, &frame);
            let start = Instant::now();
            let ours = painter.frame(&frame, None).len();
            let time = start.elapsed();
            *counter.0.borrow_mut() = 0;
            terminal.draw(|f| screen.draw(f.buffer_mut()))?;
            let theirs = *counter.0.borrow();
            writeln!(
                out,
                "{language:8} {name:12} {ours:6} / {theirs:6}   {:3} %   {floor:6}   {time:?}",
                100 * ours / theirs.max(1)
            )?;
            last = frame;
        }
    }
    Ok(())
}
