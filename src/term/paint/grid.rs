//! A frame as the terminal is to show it: ratatui's `Buffer`, checked and made comparable.
//!
//! Whatever stands in the buffer, a grid holds only glyphs that are safe to
//! send: no control character, no width that does not fit, nothing but ASCII
//! where the locale is not UTF-8. Two places that look the same are equal.

mod sure;

use ratatui::buffer::{Buffer, Cell};

use self::sure::{is_sure, widest, widest_fits};
use super::link::Numbered;
use super::moved::Move;
use super::pen::{Colour, Pen};
use crate::term::profile::Profile;
use crate::text::cell;

/// Longest symbol that is sent, in bytes: a clean cluster has at most 32 code points.
const MAX_SYMBOL: usize = 128;

/// The vowel AM of Thai and of Lao, whose width terminals dispute until it is parted.
const SARA_AM: [char; 2] = ['\u{e33}', '\u{eb3}'];

/// One place of the grid.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot {
    at: u32,
    /// Bytes of the glyph; 0 in the cells it covers after its first.
    pub(super) len: u16,
    /// Cells from here to the end of the glyph; 0 in the cells a glyph covers after its first.
    pub(super) cells: u16,
    /// It shows nothing but its background.
    pub(super) blank: bool,
    /// Terminals disagree on its width: the cursor may stand anywhere after it.
    pub(super) unsure: bool,
    /// Cells behind the glyph that some terminals overwrite with it.
    pub(super) spill: u16,
    /// Colours and attributes.
    pub(super) pen: Pen,
    /// A hash of all that is seen of it: the upper half of its text, the lower one of its pen.
    pub(super) look: u64,
}

/// A frame, row by row.
#[derive(Debug, Clone, Default)]
pub(super) struct Grid {
    /// Columns.
    pub(super) width: u16,
    /// Rows.
    pub(super) height: u16,
    text: String,
    slots: Vec<Slot>,
}

impl Grid {
    /// Fills the grid from `buffer`, `links` lying over it; what it held before is gone.
    pub(super) fn read(&mut self, buffer: &Buffer, links: &[Numbered], profile: &Profile) {
        self.width = buffer.area.width;
        self.height = buffer.area.height;
        self.text.clear();
        self.slots.clear();
        if self.width == 0 {
            return;
        }
        for (y, row) in (0..).zip(buffer.content.chunks(usize::from(self.width))) {
            let from = links.partition_point(|l| l.row < y);
            let to = links.partition_point(|l| l.row <= y);
            self.read_row(row, &links[from..to], profile);
        }
    }

    /// Makes the grid a cleared screen.
    pub(super) fn clear(&mut self, width: u16, height: u16) {
        self.width = width;
        self.height = height;
        self.text.clear();
        self.slots.clear();
        for _ in 0..usize::from(width) * usize::from(height) {
            self.push(" ", 1, Pen::default());
        }
    }

    /// Makes `cells` places from `x` on in row `y` unlike anything that could be painted.
    pub(super) fn forget(&mut self, x: u16, y: u16, cells: u16) {
        let start = usize::from(y) * usize::from(self.width) + usize::from(x);
        for slot in self.slots.iter_mut().skip(start).take(usize::from(cells)) {
            *slot = Slot::lead("", 1, Pen::default());
        }
    }

    /// Moves the rows of a rectangle; those that come in are blank.
    pub(super) fn shift(&mut self, moved: Move) {
        let blank = Slot {
            at: self.text.len() as u32,
            ..Slot::erased(Pen::default())
        };
        self.text.push(' ');
        let (width, n) = (usize::from(self.width), moved.up.unsigned_abs() as usize);
        let rows = usize::from(moved.top)..usize::from(moved.bottom) + 1;
        let columns = |y: usize| {
            y * width + usize::from(moved.left)..y * width + usize::from(moved.right) + 1
        };
        if rows.end > usize::from(self.height) || moved.right >= self.width {
            return;
        }
        let mut come = |y: usize, from: Option<usize>| match from.filter(|y| rows.contains(y)) {
            Some(from) => self.slots.copy_within(columns(from), columns(y).start),
            None => self.slots[columns(y)].fill(blank),
        };
        if moved.up > 0 {
            rows.clone().for_each(|y| come(y, Some(y + n)));
        } else {
            rows.clone().rev().for_each(|y| come(y, y.checked_sub(n)));
        }
    }

    /// How a cell looks that was cleared in the terminal's own background.
    pub(super) fn blank_look() -> u64 {
        Slot::erased(Pen::default()).look
    }

    /// The places of row `y`.
    pub(super) fn row(&self, y: u16) -> &[Slot] {
        let width = usize::from(self.width);
        let start = usize::from(y) * width;
        self.slots.get(start..start + width).unwrap_or(&[])
    }

    /// What is painted at `slot`; empty in a cell covered by the glyph before it.
    pub(super) fn symbol(&self, slot: &Slot) -> &str {
        let start = slot.at as usize;
        self.text
            .get(start..start + usize::from(slot.len))
            .unwrap_or("")
    }

    fn read_row(&mut self, row: &[Cell], links: &[Numbered], profile: &Profile) {
        let mut x = 0;
        while x < row.len() {
            let source = &row[x];
            let pen = Pen {
                fg: Colour::new(source.fg, profile.colours),
                bg: Colour::new(source.bg, profile.colours),
                mods: source.modifier,
                link: links
                    .iter()
                    .find(|l| l.columns.contains(&(x as u16)))
                    .map_or(0, |l| l.link),
            };
            x += self.read_symbol(source.symbol(), &row[x + 1..], pen, profile);
        }
    }

    /// Takes one symbol with `rest` of the row after it; returns how many cells it filled.
    fn read_symbol(&mut self, symbol: &str, rest: &[Cell], pen: Pen, profile: &Profile) -> usize {
        if let [byte @ 0x20..0x7f] = symbol.as_bytes() {
            self.push_ascii(*byte, symbol, pen);
            return 1;
        }
        let unfit =
            symbol.is_empty() || symbol.len() > MAX_SYMBOL || symbol.chars().any(is_dangerous);
        let width = if unfit {
            1
        } else if symbol.contains(SARA_AM) {
            cell::cluster_width(symbol)
        } else {
            cell::glyph_width(symbol)
        };
        // Whoever wrote into the covered half of a wide glyph has destroyed it.
        let room = 1 + rest
            .iter()
            .take_while(|c| matches!(c.symbol(), " " | ""))
            .count();
        if unfit && !symbol.is_empty() {
            self.push(if profile.utf8 { "\u{fffd}" } else { "?" }, 1, pen);
            return 1;
        }
        if width == 0 || width > room {
            self.push(" ", 1, pen.on_blank());
            return 1;
        }
        if !profile.utf8 {
            for _ in 0..width {
                self.push(stand_in(symbol), 1, pen);
            }
            return width;
        }
        let after = rest.len() + 1 - width;
        if !symbol.contains(SARA_AM) {
            self.push_glyph(symbol, width as u16, after, pen, profile);
            return width;
        }
        // One that came past `display_form` is parted here, in two cells of its own.
        let start = self.slots.len();
        for glyph in cell::cells(symbol) {
            self.push_glyph(&glyph.symbol, u16::from(glyph.cells), after, pen, profile);
        }
        self.slots.len() - start
    }

    /// Adds one glyph; `after` is how many cells of the row come behind it.
    fn push_glyph(&mut self, symbol: &str, cells: u16, after: usize, pen: Pen, profile: &Profile) {
        if is_sure(symbol, cells, profile) {
            self.push(symbol, cells, pen);
            return;
        }
        let widest: usize = symbol.chars().map(widest).sum();
        let spill = widest.saturating_sub(usize::from(cells));
        if spill > after {
            // It might run over the margin and scroll the screen: only its first character, if
            // that is safe, stands for it there.
            let first = symbol.chars().next().filter(|c| widest_fits(*c, cells));
            let mut text = [0; 4];
            let first = first.map_or(" ", |c| c.encode_utf8(&mut text));
            let width = cell::width(first).clamp(1, usize::from(cells)) as u16;
            self.push(first, width, pen);
            if let Some(slot) = self.slots.iter_mut().rev().nth(usize::from(width) - 1) {
                slot.unsure = first != " ";
            }
            for _ in width..cells {
                self.push(" ", 1, pen.on_blank());
            }
            return;
        }
        self.push(symbol, cells, pen);
        if let Some(slot) = self.slots.iter_mut().rev().nth(usize::from(cells) - 1) {
            slot.unsure = true;
            slot.spill = spill as u16;
        }
    }

    fn push_ascii(&mut self, byte: u8, symbol: &str, pen: Pen) {
        let pen = if byte == b' ' { pen.on_blank() } else { pen };
        self.push(symbol, 1, pen);
    }

    fn push(&mut self, symbol: &str, cells: u16, pen: Pen) {
        let lead = Slot {
            at: self.text.len() as u32,
            ..Slot::lead(symbol, cells, pen)
        };
        self.text.push_str(symbol);
        self.slots.push(lead);
        for _ in 1..cells {
            self.slots.push(Slot {
                at: lead.at,
                ..Slot::lead("", 0, pen)
            });
        }
    }
}

impl Slot {
    /// A cell that was erased with a pen; to compare with, not to write.
    pub(super) fn erased(pen: Pen) -> Self {
        Self::lead(" ", 1, pen)
    }

    /// The first cell of a glyph whose width nobody disputes.
    fn lead(symbol: &str, cells: u16, pen: Pen) -> Self {
        let mix = |hash: u64, n: u64| (hash.rotate_left(5) ^ n).wrapping_mul(0x517c_c1b7_2722_0a95);
        let bytes = symbol.bytes();
        let text = bytes.fold(u64::from(cells), |hash, b| mix(hash, b.into()));
        let pen_hash = pen.digest().into_iter().fold(0, mix);
        Self {
            at: 0,
            len: symbol.len() as u16,
            cells,
            blank: symbol == " ",
            spill: 0,
            unsure: false,
            pen,
            look: text >> 32 << 32 | pen_hash >> 32,
        }
    }
}

/// Whether two places, each of its own grid, look the same.
pub(super) fn same(old: &Grid, a: &Slot, new: &Grid, b: &Slot) -> bool {
    a.look == b.look && a.cells == b.cells && a.pen == b.pen && old.symbol(a) == new.symbol(b)
}

/// Characters that must never reach a terminal: controls, line separators and the
/// bidi controls that would turn the rest of the row round.
fn is_dangerous(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// What stands for a glyph where only ASCII may be sent: the signs of print have their like.
fn stand_in(symbol: &str) -> &'static str {
    match symbol {
        "“" | "”" | "„" | "«" | "»" => "\"",
        "‘" | "’" | "‚" => "'",
        "–" | "—" | "‐" | "‑" | "−" => "-",
        "…" | "·" => ".",
        "•" => "*",
        _ => "?",
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    fn profile(locale: &str) -> Profile {
        Profile::from_env(|name| match name {
            "TERM" => Some("xterm-256color".to_owned()),
            "LANG" => Some(locale.to_owned()),
            _ => None,
        })
    }

    fn row(buffer: &Buffer, locale: &str) -> Vec<String> {
        let mut grid = Grid::default();
        grid.read(buffer, &[], &profile(locale));
        assert_eq!(grid.row(0).len(), usize::from(buffer.area.width));
        grid.row(0)
            .iter()
            .map(|s| grid.symbol(s).to_owned())
            .collect()
    }

    fn buffer(width: u16, symbols: &[&str]) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, 1));
        for (cell, symbol) in buffer.content.iter_mut().zip(symbols) {
            cell.set_symbol(symbol);
        }
        buffer
    }

    #[test]
    fn no_control_character_passes() {
        for bad in [
            "\x1b",
            "\x1b[2J",
            "\u{9b}2J",
            "a\u{7}",
            "\u{7f}",
            "\r",
            "\0",
            "\u{202e}",
            "\u{2066}x",
            "\u{2028}",
            "a\nb",
        ] {
            assert_eq!(
                row(&buffer(2, &[bad]), "C.UTF-8"),
                ["\u{fffd}", " "],
                "{bad:?}"
            );
            assert_eq!(row(&buffer(2, &[bad]), "C"), ["?", " "], "{bad:?}");
        }
        let long = "a\u{301}".repeat(100);
        assert_eq!(row(&buffer(1, &[&long]), "C.UTF-8"), ["\u{fffd}"]);
        assert_eq!(row(&buffer(1, &["\u{200b}"]), "C.UTF-8"), [" "]);
    }

    #[test]
    fn a_wide_glyph_needs_its_room() {
        assert_eq!(row(&buffer(2, &["漢", " "]), "C.UTF-8"), ["漢", ""]);
        assert_eq!(row(&buffer(2, &["漢", "x"]), "C.UTF-8"), [" ", "x"]);
        assert_eq!(row(&buffer(1, &["漢"]), "C.UTF-8"), [" "]);
        assert_eq!(row(&buffer(2, &["漢", " "]), "C"), ["?", "?"]);
        assert_eq!(
            row(&buffer(2, &["ก\u{e33}", " "]), "C.UTF-8"),
            ["ก\u{e4d}", "\u{e32}"]
        );
        assert_eq!(
            row(&buffer(3, &["👨\u{200d}👩", " ", " "]), "C.UTF-8"),
            ["👨", "", " "]
        );
        assert_eq!(
            row(&buffer(4, &["👨\u{200d}👩"]), "C.UTF-8"),
            ["👨\u{200d}👩", "", " ", " "]
        );
    }

    #[test]
    fn blanks_that_look_the_same_are_equal() {
        let mut buffer = buffer(2, &[]);
        buffer.content[0].set_style(Style::new().red().bold());
        let mut grid = Grid::default();
        grid.read(&buffer, &[], &profile("C.UTF-8"));
        let [a, b] = grid.row(0) else {
            panic!("two cells")
        };
        assert!(same(&grid, a, &grid, b) && a.blank);
    }
}
