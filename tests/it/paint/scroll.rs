//! Panes that scroll: whatever the painter makes the terminal move, the screen is as one painted fresh.

use khao::term::{Painter, Profile};
use khao::text::cell::{byte_at, display_form};
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};

use super::{N_SETTLED, PIECES, assert_same, profile, style};
use crate::support::allowed::aliens;
use crate::support::emulators::{in_alacritty, in_vt100};
use crate::support::margins::in_margins;

/// A column of lines, and the row of it that stands at its top.
#[derive(Debug, Clone)]
struct Pane {
    width: u16,
    lines: Vec<(Vec<usize>, Style)>,
    /// Cells left free on the left.
    indent: u16,
    bar: bool,
}

/// What happens from one frame to the next.
#[derive(Debug, Clone)]
pub(super) enum Act {
    /// A pane goes by so many lines.
    Scroll(usize, i16),
    /// One pane alone takes the screen, or all share it again.
    Zoom(usize),
    /// Another line is marked.
    Mark(u16),
    /// A window over the panes comes or goes.
    Window,
}

#[derive(Debug, Clone)]
pub(super) struct Scene {
    size: (u16, u16),
    panes: Vec<Pane>,
    /// Panes over one another.
    stacked: bool,
    back: Color,
    tops: Vec<usize>,
    zoom: Option<usize>,
    mark: u16,
    window: bool,
}

impl Scene {
    pub(super) fn resize(&mut self, size: (u16, u16)) {
        self.size = size;
    }

    pub(super) fn act(&mut self, act: &Act) {
        match act {
            Act::Scroll(pane, by) => {
                let at = pane % self.panes.len();
                let last = self.panes[at].lines.len();
                self.tops[at] = self.tops[at].saturating_add_signed((*by).into()).min(last);
            }
            Act::Zoom(pane) => {
                let pane = pane % self.panes.len();
                self.zoom = self.zoom.is_none().then_some(pane);
            }
            Act::Mark(row) => self.mark = *row,
            Act::Window => self.window = !self.window,
        }
    }

    pub(super) fn draw(&self) -> Buffer {
        let (width, height) = self.size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        buffer.set_style(buffer.area, Style::new().bg(self.back));
        let n = self.panes.len() as u16;
        let mut at = 0;
        for (i, pane) in self.panes.iter().enumerate() {
            let area = match self.zoom {
                Some(zoom) if zoom != i => continue,
                Some(_) => Rect::new(0, 0, width, height.saturating_sub(1)),
                None if self.stacked => {
                    let high = height.saturating_sub(1) / n;
                    Rect::new(0, i as u16 * high, width, high)
                }
                None => {
                    let area = Rect::new(at, 0, pane.width, height.saturating_sub(1));
                    at += pane.width + 1;
                    area.intersection(buffer.area)
                }
            };
            self.draw_pane(&mut buffer, i, area);
        }
        let status = format!("{:?} {}", self.tops, self.mark);
        buffer.set_stringn(0, height - 1, status, width.into(), Style::new().reversed());
        if self.window {
            let window = Rect::new(width / 4, height / 4, width / 2, height / 2);
            for position in window.positions() {
                buffer[position].reset();
                buffer[position].set_symbol(".");
            }
        }
        buffer
    }

    fn draw_pane(&self, buffer: &mut Buffer, at: usize, area: Rect) {
        let pane = &self.panes[at];
        for row in 0..area.height {
            let (y, line) = (area.y + row, self.tops[at] + usize::from(row));
            if let Some((pieces, style)) = pane.lines.get(line) {
                let text: String = pieces.iter().map(|p| PIECES[*p]).collect();
                let shown = display_form(&text);
                let room = usize::from(area.width.saturating_sub(pane.indent + 1));
                let fits = &shown[..byte_at(&shown, room)];
                let style = if self.mark == row {
                    style.add_modifier(Modifier::REVERSED)
                } else {
                    *style
                };
                buffer.set_stringn(area.x + pane.indent, y, fits, room, style);
            }
            let end = area.right();
            if pane.bar && area.width > 1 {
                let thumb = usize::from(row) * pane.lines.len() / usize::from(area.height);
                let sign = if thumb == self.tops[at] { "█" } else { " " };
                buffer[(end - 1, y)].set_symbol(sign);
            }
            if end < self.size.0 {
                buffer[(end, y)].set_symbol("│");
            }
        }
    }
}

fn panes(n_pieces: usize) -> impl Strategy<Value = Vec<Pane>> {
    let line = (prop::collection::vec(0..n_pieces, 0..6), style());
    let pane = (
        3..40u16,
        prop::collection::vec(line, 1..40),
        0..3u16,
        any::<bool>(),
    );
    let pane = pane.prop_map(|(width, lines, indent, bar)| Pane {
        width,
        lines,
        indent,
        bar,
    });
    prop::collection::vec(pane, 1..4)
}

pub(super) fn scenes(n_pieces: usize) -> impl Strategy<Value = Scene> {
    let size = prop::sample::select(vec![(2, 2), (9, 4), (30, 8), (61, 13), (90, 20), (40, 25)]);
    let back = prop_oneof![3 => Just(Color::Reset), 1 => Just(Color::Blue)];
    (size, panes(n_pieces), any::<bool>(), back).prop_map(|(size, panes, stacked, back)| Scene {
        size,
        tops: vec![0; panes.len()],
        panes,
        stacked,
        back,
        zoom: None,
        mark: 99,
        window: false,
    })
}

pub(super) fn acts() -> impl Strategy<Value = Vec<Vec<Act>>> {
    let act = prop_oneof![
        8 => (0..3usize, -3..4i16).prop_map(|(p, by)| Act::Scroll(p, by)),
        2 => (0..3usize, -20..21i16).prop_map(|(p, by)| Act::Scroll(p, by)),
        1 => (0..3usize).prop_map(Act::Zoom),
        1 => (0..20u16).prop_map(Act::Mark),
        1 => Just(Act::Window),
    ];
    prop::collection::vec(prop::collection::vec(act, 1..3), 1..7)
}

/// A terminal that scrolls, in every way there is.
pub(super) fn profiles() -> impl Strategy<Value = Profile> {
    let bools = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    (super::profiles(), bools).prop_map(|(p, (pan, margins, bce, ech))| Profile {
        scroll: true,
        pan,
        margins,
        bce,
        ech,
        ..p
    })
}

/// Plays the acts, and compares after each. Returns how many frames scrolled.
pub(super) fn play(mut scene: Scene, acts: &[Vec<Act>], profile: &Profile) -> usize {
    let mut painter = Painter::new(profile.clone());
    let mut bytes = painter.frame(&scene.draw(), None).to_vec();
    let mut n_scrolled = 0;
    for (step, acts) in acts.iter().enumerate() {
        for act in acts {
            scene.act(act);
        }
        let frame = scene.draw();
        let cursor = (step % 2 == 0).then_some(Position { x: 1, y: 1 });
        let sent = painter.frame(&frame, cursor).to_vec();
        let has = |sequence: &[u8]| sent.windows(sequence.len()).any(|w| w == sequence);
        assert!(profile.margins || !has(b"\x1b[?69h"));
        n_scrolled += usize::from(has(b"\x1b[r"));
        bytes.extend_from_slice(&sent);
        assert_eq!(aliens(&sent), Vec::<String>::new());
        let fresh = Painter::new(profile.clone()).frame(&frame, cursor).to_vec();
        let size = scene.size;
        let (one, free) = in_margins(&bytes, size, profile.bce);
        let (other, _) = in_margins(&fresh, size, profile.bce);
        assert!(free, "all margins are off");
        assert_same("a terminal with margins", &one, &other);
        if profile.margins {
            continue;
        }
        assert_same("vt100", &in_vt100(&bytes, size), &in_vt100(&fresh, size));
        assert_same(
            "alacritty",
            &in_alacritty(&bytes, size),
            &in_alacritty(&fresh, size),
        );
    }
    n_scrolled
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn scrolled_as_fresh(scene in scenes(N_SETTLED), acts in acts(), profile in profiles()) {
        play(scene, &acts, &profile);
    }

    #[test]
    fn scrolled_as_fresh_where_widths_are_disputed(
        scene in scenes(PIECES.len()),
        acts in acts(),
        profile in profiles(),
    ) {
        play(scene, &acts, &profile);
    }
}

/// Three panes of words that are all different.
pub(super) fn three(size: (u16, u16)) -> Scene {
    let pane = |width, seed: usize| Pane {
        width,
        lines: (0..60usize)
            .map(|i| {
                let pieces = (0..4).map(|k| (i * 7 + seed + k * (i % 5 + 1)) % N_SETTLED);
                (pieces.collect(), Style::new())
            })
            .collect(),
        indent: 1,
        bar: false,
    };
    Scene {
        size,
        panes: vec![pane(30, 1), pane(28, 5), pane(30, 9)],
        stacked: false,
        back: Color::Reset,
        tops: vec![0; 3],
        zoom: None,
        mark: 99,
        window: false,
    }
}

fn sent(scene: &Scene, acts: &[Act], profile: &Profile) -> String {
    let mut painter = Painter::new(profile.clone());
    painter.frame(&scene.draw(), None);
    let mut scene = scene.clone();
    for act in acts {
        scene.act(act);
    }
    String::from_utf8_lossy(painter.frame(&scene.draw(), None)).replace('\u{1b}', "^")
}

#[test]
fn what_moved_is_scrolled() {
    let plain = profile(khao::term::Colours::Ansi16, true);
    let margins = Profile {
        margins: true,
        ..plain.clone()
    };
    let old = Profile {
        pan: false,
        ..plain.clone()
    };
    let scene = three((90, 24));
    let zoomed = Scene {
        zoom: Some(0),
        ..scene.clone()
    };
    let down = [Act::Scroll(0, 1)];
    for (scene, acts, profile, start) in [
        // Whole rows, by SU, by line feeds, and back by SD and reverse index.
        (&zoomed, &down[..], &plain, "^[1;23r^[S^[r"),
        (&zoomed, &down, &old, "^[1;23r^[23H\n^[r"),
        (&zoomed, &[Act::Scroll(0, 5)], &plain, "^[1;23r^[5S^[r"),
        // A pane among others.
        (&scene, &down, &margins, "^[?69h^[2;29s^[1;23r^[S^[?69l^[r"),
    ] {
        let sent = sent(scene, acts, profile);
        let sent = sent.strip_prefix("^[?2026h").unwrap_or(&sent);
        // The pen is made plain: the bottom row left it reversed.
        let sent = sent.replacen("^[m", "", 1);
        assert!(sent.starts_with(start), "{sent:?}, not {start:?}");
    }
    let mut back = zoomed.clone();
    back.act(&Act::Scroll(0, 9));
    let up = [Act::Scroll(0, -1)];
    assert!(sent(&back, &up, &plain).starts_with("^[m^[1;23r^[T^[r"));
    assert!(sent(&back, &up, &old).starts_with("^[m^[1;23r^[H^M^[r"));
    // Nothing of it where the terminal cannot.
    let none = Profile {
        scroll: false,
        ..margins
    };
    let sent = sent(&scene, &down, &none);
    assert!(!sent.contains("^[r") && !sent.contains("69"), "{sent:?}");
}

#[test]
fn every_line_is_scrolled() {
    let margins = Profile {
        margins: true,
        ..profile(khao::term::Colours::Ansi16, true)
    };
    let steps = |by: i16| vec![vec![Act::Scroll(1, by)]; 20];
    let acts = [steps(1), steps(-1)].concat();
    assert_eq!(play(three((90, 24)), &acts, &margins), 40);
    let stacked = Scene {
        stacked: true,
        ..three((60, 25))
    };
    let plain = Profile {
        margins: false,
        ..margins
    };
    assert_eq!(play(stacked, &acts, &plain), 40);
}

#[test]
fn the_margins_of_somebody_else_go_with_a_full_repaint() {
    let frame = three((90, 24)).draw();
    for (margins, theirs) in [(false, "^[3;8r"), (true, "^[?69h^[5;20s^[3;8r")] {
        let profile = Profile {
            margins,
            ..profile(khao::term::Colours::Ansi16, true)
        };
        let mut painter = Painter::new(profile.clone());
        let fresh = painter.frame(&frame, None).to_vec();
        painter.repaint();
        let again = painter.frame(&frame, None);
        let theirs = theirs.replace('^', "\u{1b}");
        let bytes = [&fresh, theirs.as_bytes(), again].concat();
        let (one, free) = in_margins(&bytes, (90, 24), profile.bce);
        let (other, _) = in_margins(&fresh, (90, 24), profile.bce);
        assert!(free, "all margins are off");
        assert_same("a terminal with margins", &one, &other);
        if !margins {
            let size = (90, 24);
            assert_same("vt100", &in_vt100(&bytes, size), &in_vt100(&fresh, size));
        }
    }
}

#[test]
fn rows_below_ours_are_left_alone() {
    let frame = |from: u16| {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 60, 12));
        for y in 0..12 {
            let words = format!("{} of the lines, no other is so", from + y).repeat(2);
            buffer.set_stringn(0, y, words, 60, Style::new());
        }
        buffer
    };
    let plain = profile(khao::term::Colours::Ansi16, true);
    let below = b"\x1b7\x1b[13Hwhat stands below\x1b8";
    for from in [0, 2] {
        let mut painter = Painter::new(plain.clone());
        let mut bytes = painter.frame(&frame(from), None).to_vec();
        bytes.extend_from_slice(below);
        bytes.extend_from_slice(painter.frame(&frame(1), None));
        let mut fresh = Painter::new(plain.clone()).frame(&frame(1), None).to_vec();
        fresh.extend_from_slice(below);
        let size = (60, 14);
        assert_same("vt100", &in_vt100(&bytes, size), &in_vt100(&fresh, size));
    }
}
