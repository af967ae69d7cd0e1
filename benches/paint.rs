//! What reading costs a link, and what painting costs the processor: the whole program at 120x40 on the
//! documents that it ships, beside plain ratatui (`Terminal` and `CrosstermBackend`) on the same frames.
//! `cargo bench --bench paint`.
//!
//! Bytes are exact, and a test holds them to the same goals. The times are of one frame, search for what
//! moved included: the frame's own is 2 ms at 120x40 and 10 ms at 400x200.

#![expect(clippy::print_stdout, reason = "a bench tells what it measured")]

use std::time::{Duration, Instant};

use khao::term::{Painter, Profile};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

#[path = "../tests/it/paint/meter.rs"]
mod meter;
/// What the tests have, too.
#[expect(dead_code, reason = "the tests use all of it")]
#[path = "../tests/it/support"]
mod support {
    pub(crate) mod bench;
    pub(crate) mod frame;
    pub(crate) mod stack;
}

fn main() {
    println!(
        "bytes at 120x40, mean of n steps: ours, plain ratatui, words that came into view (article, all)"
    );
    for g in meter::goals() {
        let m = g.mean;
        let mark = if g.is <= g.at_most { ' ' } else { '!' };
        println!(
            "{:8} {:26} n {:2} {:8.1} {:8.1} {:8.1} {:8.1}   {:8.2} {}, goal {}{mark}",
            g.language, g.what, m.n, m.ours, m.plain, m.text, m.words, g.is, g.figure, g.at_most
        );
    }
    println!("time of a frame: median and longest of 60");
    for (cols, rows) in [(120, 40), (400, 200)] {
        for n_panes in [1, 3] {
            for by in [1, 7, 500] {
                let (median, longest) = time(cols, rows, n_panes, by);
                println!("{cols}x{rows} {n_panes} panes by {by:3}: {median:?} {longest:?}");
            }
        }
    }
}

/// The time of frames in which all panes go by so many lines, with margins for columns.
fn time(cols: u16, rows: u16, n_panes: u16, by: usize) -> (Duration, Duration) {
    let profile: Profile = meter::profile(true);
    let mut painter = Painter::new(profile);
    let mut times: Vec<Duration> = (0..60)
        .map(|i| {
            let frame = screen(cols, rows, n_panes, i * by);
            let started = Instant::now();
            let sent = painter.frame(&frame, None).len();
            let time = started.elapsed();
            assert!(sent > 0);
            time
        })
        .collect();
    times.sort_unstable();
    (times[30], times[59])
}

/// Panes full of words, all of their rows different.
fn screen(cols: u16, rows: u16, n_panes: u16, top: usize) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, cols, rows));
    let width = cols / n_panes;
    for pane in 0..n_panes {
        for y in 0..rows {
            let line = top + usize::from(y);
            let words = (0..80).map(|i| {
                ["น้ำท่วม ", "river ", "market ", "the ", "a "][(line * 7 + i * (line % 9 + 1)) % 5]
            });
            let text: String = std::iter::once(format!("{line} "))
                .chain(words.map(str::to_owned))
                .collect();
            let room = usize::from(width - 2);
            buffer.set_stringn(pane * width, y, text, room, Style::new());
            buffer[(pane * width + width - 1, y)].set_symbol("│");
        }
    }
    buffer
}
