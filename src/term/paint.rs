//! Painting: two frames become the bytes that turn one into the other.
//!
//! 1. `grid`: ratatui's `Buffer` is checked and made comparable. A control or
//!    escape character in a cell ends here.
//! 2. `tight`: the cells that differ are written with the fewest bytes.
//! 3. `scroll`: where that is much and a part of the screen moved up or down (`moved`), the terminal
//!    is made to move it, and `tight` writes the rest. The way with the fewest bytes is taken.
//! 4. The cursor is set, and a large frame is bracketed by mode 2026 where
//!    the terminal is known to take it.
//!
//! Invariants: the screen after a frame depends on the frame alone, not on
//! what was painted before it. Nothing is sent when nothing changed. Wherever
//! terminals disagree on the width of a cluster the cursor is set anew behind
//! it, unless the terminal has told its own. The painter asks nothing; it lends a place to who does.
//!
//! Margins are set and taken off in the same frame. Those of somebody else, who died with them set, are
//! taken off whenever everything is painted.

mod grid;
mod lend;
mod link;
mod moved;
mod pen;
mod scroll;
mod tight;
mod tty;

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use self::grid::Grid;
use self::link::Links;
use self::tight::Frames;
use self::tty::{At, Tty};
use super::profile::{Colours, Profile};
use crate::text::address::Placed;

/// Frames longer than this, in bytes, are bracketed by mode 2026; shorter ones fit one packet
/// and cannot tear.
const SYNC_FROM: usize = 200;

/// A frame of so many bytes is not worth the search for a shorter one: it fits one packet.
const ENOUGH: usize = 200;

/// Where the differences take no more than so many bytes, nothing is looked for that might be less:
/// margins alone cost sixteen.
const SCROLL_FROM: usize = 40;

/// Turns frames to bytes; it remembers what the terminal shows.
///
/// ```
/// use khao::term::{Painter, Profile};
/// use ratatui::{buffer::Buffer, layout::Rect};
///
/// let profile = Profile::from_env(|_| None);
/// let mut painter = Painter::new(profile);
/// let mut frame = Buffer::empty(Rect::new(0, 0, 20, 2));
/// frame.set_string(0, 0, "hello", ratatui::style::Style::new());
/// assert_eq!(painter.frame(&frame, None), b"\x1b[m\x1b[H\x1b[Jhello\x1b[?25l");
/// assert_eq!(painter.frame(&frame, None), b"");
/// ```
#[derive(Debug)]
pub struct Painter {
    profile: Profile,
    /// What the terminal has, where fewer colours are sent.
    colours: Colours,
    /// Whether the next full repaint is to make do with fewer, and whether the last one did.
    save: bool,
    saves: bool,
    /// What the terminal shows; `None` when nobody knows.
    shows: Option<Grid>,
    /// A grid to fill with the next frame, kept for its memory.
    spare: Grid,
    links: Links,
    tty: Tty,
    /// Where the cursor was shown last.
    cursor: Option<Position>,
    out: Vec<u8>,
}

impl Painter {
    /// A painter for a terminal of which nothing is known; its first frame paints everything.
    pub fn new(profile: Profile) -> Self {
        Self {
            colours: profile.colours,
            save: false,
            saves: false,
            profile,
            shows: None,
            spare: Grid::default(),
            links: Links::default(),
            tty: Tty::unknown(),
            cursor: None,
            out: Vec::new(),
        }
    }

    /// What the terminal can do.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// What the terminal can do, when it turns out to be something else; the next frame follows.
    pub fn set_profile(&mut self, profile: Profile) {
        let old = &self.profile;
        let doubted = (old.marks && !profile.marks)
            || (old.wide && !profile.wide)
            || (old.emoji && !profile.emoji);
        // What was painted on wrong widths may stand anywhere; what has other colours now shows as a
        // difference.
        if doubted {
            self.repaint();
        }
        // More colours than were thought change the screen now or never.
        if profile.colours > self.colours {
            self.saves = self.save;
        }
        self.colours = profile.colours;
        self.profile = profile;
        self.spend_colours();
    }

    fn spend_colours(&mut self) {
        self.profile.colours = if self.saves {
            self.colours.min(Colours::Ansi256)
        } else {
            self.colours
        };
    }

    /// Makes the next frame clear the screen and paint everything: after a resize, after another
    /// program had the terminal, or when the reader asks for it.
    pub fn repaint(&mut self) {
        self.shows = None;
    }

    /// Sends no 24-bit colours, whose sequences are the longest, or sends them again. In force from the next
    /// full repaint on, since changing every colour would itself cost a whole frame.
    pub fn save_colours(&mut self, save: bool) {
        self.save = save;
    }

    /// The bytes that make the terminal show `next`, with its cursor at `cursor` or hidden.
    ///
    /// The bytes are to be sent whole and in order: the painter takes them for shown. A frame of
    /// another size than the last clears the screen first. A `cursor` outside of the frame is hidden.
    pub fn frame(&mut self, next: &Buffer, cursor: Option<Position>) -> &[u8] {
        self.frame_with(next, &[], cursor)
    }

    /// As [`Painter::frame`], with `links` for the terminal to open where it can. They stand in order
    /// of rows.
    pub fn frame_with(
        &mut self,
        next: &Buffer,
        links: &[Placed],
        cursor: Option<Position>,
    ) -> &[u8] {
        self.out.clear();
        let size = (next.area.width, next.area.height);
        if self.shows.as_ref().map(|old| (old.width, old.height)) != Some(size) {
            self.saves = self.save;
            self.spend_colours();
            self.links = Links::default();
        }
        // What is held once is added to, and what is held twice would be copied.
        self.tty.links = Arc::default();
        let links = if self.profile.hyperlinks { links } else { &[] };
        let links = self.links.number(links);
        self.tty.links = self.links.opening();
        let mut new = std::mem::take(&mut self.spare);
        new.read(next, &links, &self.profile);
        let old = match self.shows.take() {
            Some(old) if (old.width, old.height) == (new.width, new.height) => old,
            other => self.start_over(other.unwrap_or_default(), &new),
        };
        self.tty.width = new.width;
        self.encode(&old, &new);
        self.tty.close_link();
        self.cursor = cursor.filter(|p| p.x < new.width && p.y < new.height);
        match self.cursor {
            Some(position) => {
                self.tty.move_to(position.x, position.y);
                self.tty.show_cursor(true);
            }
            None => self.tty.show_cursor(false),
        }
        if self.profile.sync && self.tty.out.len() > SYNC_FROM {
            self.out.extend_from_slice(b"\x1b[?2026h");
            self.out.append(&mut self.tty.out);
            self.out.extend_from_slice(b"\x1b[?2026l");
        } else {
            self.out.append(&mut self.tty.out);
        }
        self.shows = Some(new);
        self.spare = old;
        &self.out
    }

    /// Clears the screen; returns what it then shows.
    fn start_over(&mut self, mut old: Grid, new: &Grid) -> Grid {
        old.clear(new.width, new.height);
        self.tty = Tty {
            at: At::Cell(0, 0),
            pen: Some(pen::Pen::default()),
            shown: None,
            width: new.width,
            in_region: false,
            links: self.links.opening(),
            out: std::mem::take(&mut self.tty.out),
        };
        // A margin of somebody else would make a line feed scroll, and keep a part of the screen from us.
        let out = &mut self.tty.out;
        out.extend_from_slice(b"\x1b[m");
        if self.profile.margins {
            out.extend_from_slice(b"\x1b[?69l");
        }
        if self.profile.scroll {
            out.extend_from_slice(b"\x1b[r");
        }
        out.extend_from_slice(b"\x1b[H\x1b[J");
        old
    }

    /// Writes the differences, in the way that takes the fewest bytes.
    fn encode(&mut self, old: &Grid, new: &Grid) {
        let frames = Frames {
            old,
            new,
            profile: &self.profile,
        };
        let before = self.tty.clone();
        tight::encode(frames, &mut self.tty);
        if !self.profile.scroll || self.tty.out.len() - before.out.len() <= SCROLL_FROM {
            return;
        }
        let parts = moved::parts(old, new);
        for way in scroll::WAYS {
            if self.tty.out.len() - before.out.len() <= ENOUGH {
                break;
            }
            if let Some(plan) = way(frames, &parts) {
                let mut tty = before.clone();
                plan.encode(frames, &mut tty);
                if tty.out.len() < self.tty.out.len() {
                    self.tty = tty;
                }
            }
        }
    }
}
