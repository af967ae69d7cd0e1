//! A terminal with margins for rows and columns (DECSTBM, DECSLRM): the emulators that judge everything
//! else know no mode 69.
//!
//! It knows what the painter sends and no more, after the manuals of the VT420 and of xterm. Where those
//! leave open what happens it does its worst: the cursor is nowhere after margins were set, a glyph that is
//! cut by scrolling turns to rubbish, and rows that come in have the pen's background where `bce` says so.

use alacritty_terminal::vte::{Params, Parser, Perform};
use std::ops::Range;
use unicode_width::UnicodeWidthChar as _;

use super::emulators::{Screen, Seen, seen};

/// What stands where nobody knows what stands.
const RUBBISH: &str = "rubbish";

#[derive(Debug, Clone, PartialEq)]
struct Cell {
    /// Empty behind the first half of a wide glyph.
    text: String,
    pen: Pen,
}

/// The numbers of SGR that are in force.
#[derive(Debug, Clone, Default, PartialEq)]
struct Pen {
    attributes: Vec<u16>,
    fore: Vec<u16>,
    back: Vec<u16>,
}

struct Terminal {
    size: (usize, usize),
    bce: bool,
    cells: Vec<Vec<Cell>>,
    pen: Pen,
    /// `None` when nobody may rely on it.
    at: Option<(usize, usize)>,
    shown: bool,
    rows: Range<usize>,
    columns: Range<usize>,
    by_columns: bool,
}

/// What such a terminal shows after `bytes`, and whether all margins are off.
pub(crate) fn in_margins(bytes: &[u8], (width, height): (u16, u16), bce: bool) -> (Screen, bool) {
    let size = (usize::from(width), usize::from(height));
    let blank = Cell {
        text: " ".to_owned(),
        pen: Pen::default(),
    };
    let mut terminal = Terminal {
        size,
        bce,
        cells: vec![vec![blank; size.0]; size.1],
        pen: Pen::default(),
        at: Some((0, 0)),
        shown: true,
        rows: 0..size.1,
        columns: 0..size.0,
        by_columns: false,
    };
    let mut parser: Parser = Parser::new();
    parser.advance(&mut terminal, bytes);
    let is_free =
        terminal.rows == (0..size.1) && terminal.columns == (0..size.0) && !terminal.by_columns;
    (terminal.screen(), is_free)
}

impl Terminal {
    fn screen(&self) -> Screen {
        let name = |n: &u16| match n {
            1 => "bold",
            2 => "dim",
            3 => "italic",
            4 => "underline",
            7 => "inverse",
            9 => "strikeout",
            _ => panic!("what is SGR {n}?"),
        };
        let look = |cell: &Cell| -> Seen {
            let (fore, back) = (&cell.pen.fore, &cell.pen.back);
            let attributes = cell.pen.attributes.iter().map(name).collect();
            seen(
                &cell.text,
                format!("{fore:?}"),
                format!("{back:?}"),
                attributes,
            )
        };
        let rows = self.cells.iter();
        Screen {
            cells: rows.map(|row| row.iter().map(look).collect()).collect(),
            cursor: self
                .at
                .filter(|_| self.shown)
                .map(|(x, y)| (x.min(self.size.0 - 1) as u16, y as u16)),
            links: Vec::new(),
        }
    }

    fn blank(&self) -> Cell {
        let back = if self.bce {
            self.pen.back.clone()
        } else {
            Vec::new()
        };
        Cell {
            text: " ".to_owned(),
            pen: Pen {
                back,
                ..Pen::default()
            },
        }
    }

    /// Where the cursor is; to rely on it when nobody knows is a fault.
    fn known(&self) -> (usize, usize) {
        self.at.expect("the cursor's place is known")
    }

    /// Rubs out the glyph that lies across the border before column `x`.
    fn cut(&mut self, x: usize, y: usize) {
        if self.cells[y].get(x).is_some_and(|c| c.text.is_empty()) {
            RUBBISH.clone_into(&mut self.cells[y][x].text);
            RUBBISH.clone_into(&mut self.cells[y][x - 1].text);
        }
    }

    fn scroll(&mut self, up: isize) {
        let rows = self.rows.clone();
        for y in rows.clone() {
            self.cut(self.columns.start, y);
            self.cut(self.columns.end, y);
        }
        let old = self.cells.clone();
        let blank = self.blank();
        for y in rows.clone() {
            let from = y.checked_add_signed(up).filter(|from| rows.contains(from));
            for x in self.columns.clone() {
                self.cells[y][x] = from.map_or_else(|| blank.clone(), |from| old[from][x].clone());
            }
        }
    }

    fn select(&mut self, params: &[u16]) {
        let mut rest = params;
        while let Some(&n) = rest.first() {
            let len = match (n, rest.get(1)) {
                (38 | 48, Some(5)) => 3,
                (38 | 48, Some(2)) => 5,
                _ => 1,
            };
            let attributes = &mut self.pen.attributes;
            match n {
                0 => self.pen = Pen::default(),
                1..=9 => {
                    attributes.retain(|a| *a != n);
                    attributes.push(n);
                    attributes.sort_unstable();
                }
                22 => attributes.retain(|a| !matches!(a, 1 | 2)),
                23..=29 => attributes.retain(|a| *a != n - 20),
                39 => self.pen.fore.clear(),
                49 => self.pen.back.clear(),
                30..=38 | 90..=97 => self.pen.fore = rest[..len].to_vec(),
                40..=48 | 100..=107 => self.pen.back = rest[..len].to_vec(),
                n => panic!("what is SGR {n}?"),
            }
            rest = &rest[len..];
        }
    }
}

impl Perform for Terminal {
    fn print(&mut self, c: char) {
        let (x, y) = self.known();
        let text = c.to_string();
        let width = c.width().unwrap_or(0);
        if width == 0 {
            let lead = (0..x).rev().find(|x| !self.cells[y][*x].text.is_empty());
            self.cells[y][lead.expect("a mark has a base")].text.push(c);
            return;
        }
        assert!(x + width <= self.size.0, "nothing runs over the margin");
        self.cut(x, y);
        self.cut(x + width, y);
        for i in 0..width {
            self.cells[y][x + i] = Cell {
                text: if i == 0 { text.clone() } else { String::new() },
                pen: self.pen.clone(),
            };
        }
        self.at = Some((x + width, y));
    }

    fn execute(&mut self, byte: u8) {
        let (x, y) = self.known();
        match byte {
            8 => self.at = Some((x - 1, y)),
            b'\r' => self.at = Some((0, y)),
            b'\n' if y + 1 == self.rows.end => {
                assert!(self.columns.contains(&x), "or nothing scrolls");
                self.scroll(1);
            }
            b'\n' => self.at = Some((x, y + 1)),
            _ => panic!("what is {byte:#x}?"),
        }
    }

    fn csi_dispatch(&mut self, params: &Params, intermediates: &[u8], _: bool, action: char) {
        let params: Vec<u16> = params.iter().flatten().copied().collect();
        let get = |i: usize| usize::from(params.get(i).copied().unwrap_or(0));
        let n = get(0).max(1);
        match (intermediates, action) {
            (b"?", 'h' | 'l') => match get(0) {
                25 => self.shown = action == 'h',
                69 => {
                    self.by_columns = action == 'h';
                    self.columns = 0..self.size.0;
                    self.at = None;
                }
                _ => {}
            },
            (b"", 'm') => self.select(&params),
            (b"", 'H') => self.at = Some((get(1).max(1) - 1, n - 1)),
            (b"", 'G') => self.at = Some((n - 1, self.known().1)),
            (b"", 'A') => self.at = Some((self.known().0, self.known().1 - n)),
            (b"", 'B') => self.at = Some((self.known().0, self.known().1 + n)),
            (b"", 'C') => self.at = Some((self.known().0 + n, self.known().1)),
            (b"", 'D') => self.at = Some((self.known().0 - n, self.known().1)),
            (b"", 'X' | 'K' | 'J') => {
                let (x, y) = self.known();
                let end = if action == 'X' { x + n } else { self.size.0 };
                let blank = self.blank();
                self.cut(x, y);
                self.cut(end, y);
                self.cells[y][x..end].fill(blank.clone());
                if action == 'J' {
                    let rest = self.cells[y + 1..].iter_mut();
                    rest.for_each(|row| row.fill(blank.clone()));
                }
            }
            (b"", 'S') => self.scroll(n.cast_signed()),
            (b"", 'T') => self.scroll(-n.cast_signed()),
            (b"", 'r') => {
                let end = if get(1) == 0 { self.size.1 } else { get(1) };
                self.rows = n - 1..end;
                assert!(
                    self.rows.len() > 1 || self.size.1 == 1,
                    "or it is not taken"
                );
                self.at = None;
            }
            (b"", 's') => {
                assert!(self.by_columns, "or the cursor is saved");
                self.columns = n - 1..get(1);
                assert!(self.columns.len() > 1, "or they are not taken");
                self.at = None;
            }
            _ => panic!("what is CSI {action}?"),
        }
    }

    fn esc_dispatch(&mut self, _: &[u8], _: bool, byte: u8) {
        let (x, y) = self.known();
        match byte {
            b'M' if y == self.rows.start => {
                assert!(self.columns.contains(&x), "or nothing scrolls");
                self.scroll(-1);
            }
            b'M' => self.at = Some((x, y - 1)),
            _ => panic!("what is ESC {byte:#x}?"),
        }
    }
}
