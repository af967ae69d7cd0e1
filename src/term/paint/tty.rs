//! What the terminal's cursor and pen are, and the cheapest bytes to change them.

use std::sync::Arc;

use super::link;
use super::moved::Move;
use super::pen::{Pen, push_number};

/// Where the cursor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    /// In column and row, from 0.
    Cell(u16, u16),
    /// Behind the last column of a row: terminals differ in what relative moves do from there.
    Edge(u16),
    /// Nobody knows.
    Unknown,
}

/// The state of the terminal as far as our bytes have set it, and the bytes so far.
#[derive(Debug, Clone)]
pub(super) struct Tty {
    /// Columns.
    pub(super) width: u16,
    /// Where the cursor is.
    pub(super) at: At,
    /// What it writes with; `None` when nobody knows.
    pub(super) pen: Option<Pen>,
    /// Whether the cursor shows; `None` when nobody knows.
    pub(super) shown: Option<bool>,
    /// Rows have margins.
    pub(super) in_region: bool,
    /// What opens each link, by its number less one.
    pub(super) links: Arc<Vec<Box<[u8]>>>,
    /// The bytes to send.
    pub(super) out: Vec<u8>,
}

/// A way along one row.
#[derive(Clone, Copy)]
enum Sideways {
    Stay,
    Right(u16),
    Left(u16),
    Backspaces(u16),
    Start,
    StartRight(u16),
    Column(u16),
}

/// A way from row to row.
#[derive(Clone, Copy)]
enum Upright {
    Stay,
    LineFeeds(u16),
    Down(u16),
    Up(u16),
    ReverseFeed,
}

impl Tty {
    /// A terminal of which nothing is known.
    pub(super) fn unknown() -> Self {
        Self {
            width: 0,
            at: At::Unknown,
            pen: None,
            shown: None,
            in_region: false,
            links: Arc::default(),
            out: Vec::new(),
        }
    }

    /// Sets the pen.
    pub(super) fn set_pen(&mut self, pen: Pen) {
        let old = self.pen.unwrap_or_else(|| {
            self.out.extend_from_slice(b"\x1b[m");
            Pen::default()
        });
        old.write_change(pen, &mut self.out);
        if old.link != pen.link {
            let open = usize::from(pen.link).checked_sub(1);
            let open = open.and_then(|at| self.links.get(at));
            self.out.extend_from_slice(open.map_or(link::CLOSE, |o| o));
        }
        self.pen = Some(pen);
    }

    /// Ends the link that is being written, if there is one.
    pub(super) fn close_link(&mut self) {
        if let Some(pen) = self.pen.filter(|p| p.link != 0) {
            self.set_pen(Pen { link: 0, ..pen });
        }
    }

    /// Sets the pen for a blank: only what shows on a blank must be right.
    pub(super) fn set_pen_for_blank(&mut self, pen: Pen) {
        self.set_pen_for_blank_before(pen, pen);
    }

    /// The same before a glyph in the pen `next`, which shows the same on a blank.
    pub(super) fn set_pen_for_blank_before(&mut self, pen: Pen, next: Pen) {
        if self.pen.is_none_or(|p| p.on_blank() != pen) {
            self.set_pen(next);
        }
    }

    /// Writes one glyph of `cells` cells.
    pub(super) fn put(&mut self, symbol: &str, cells: u16) {
        self.out.extend_from_slice(symbol.as_bytes());
        if let At::Cell(x, y) = self.at {
            self.at = if x + cells < self.width {
                At::Cell(x + cells, y)
            } else {
                At::Edge(y)
            };
        }
    }

    /// Erases from the cursor to the end of the row (EL); the cursor stays.
    pub(super) fn erase_line(&mut self) {
        self.out.extend_from_slice(b"\x1b[K");
    }

    /// Erases `n` cells from the cursor (ECH); the cursor stays.
    pub(super) fn erase(&mut self, n: u16) {
        csi(n, b'X', &mut self.out);
    }

    /// Lets columns have margins (mode 69), or takes their margins off.
    pub(super) fn set_margins(&mut self, on: bool) {
        self.out
            .extend_from_slice(if on { b"\x1b[?69h" } else { b"\x1b[?69l" });
        self.at = At::Unknown;
    }

    /// Scrolls what lies between margins of rows, and of `columns` where those are to have any. By one
    /// sequence where the terminal can (`pan`). All rows get margins too: the terminal may have more than we
    /// know of.
    pub(super) fn scroll(&mut self, moved: Move, columns: Option<(u16, u16)>, pan: bool) {
        self.set_pen_for_blank(Pen::default());
        if let Some((left, right)) = columns {
            csi_two(left + 1, right + 1, b's', &mut self.out);
        }
        csi_two(moved.top + 1, moved.bottom + 1, b'r', &mut self.out);
        self.in_region = true;
        self.at = At::Unknown;
        let n = moved.up.unsigned_abs() as u16;
        if pan {
            csi(n, if moved.up > 0 { b'S' } else { b'T' }, &mut self.out);
            return;
        }
        let (row, step): (u16, &[u8]) = match moved.up {
            1.. => (moved.bottom, b"\n"),
            _ => (moved.top, b"\x1bM"),
        };
        self.move_to(columns.map_or(0, |c| c.0), row);
        for _ in 0..n {
            self.out.extend_from_slice(step);
        }
        self.at = At::Unknown;
    }

    /// Takes the margins of rows off. That puts the cursor to the first cell, says the VT100's manual;
    /// nothing relies on it.
    pub(super) fn end_scrolling(&mut self) {
        if std::mem::take(&mut self.in_region) {
            self.out.extend_from_slice(b"\x1b[r");
        }
        self.at = At::Unknown;
    }

    /// Shows or hides the cursor, where it is not so already.
    pub(super) fn show_cursor(&mut self, show: bool) {
        if self.shown != Some(show) {
            self.out
                .extend_from_slice(if show { b"\x1b[?25h" } else { b"\x1b[?25l" });
            self.shown = Some(show);
        }
    }

    /// Moves the cursor by the shortest way.
    pub(super) fn move_to(&mut self, x: u16, y: u16) {
        if self.at == At::Cell(x, y) {
            return;
        }
        // A link never spans the way to another row.
        if !matches!(self.at, At::Cell(_, row) | At::Edge(row) if row == y) {
            self.close_link();
        }
        if let Some((sideways, upright)) = self.relative(x, y) {
            sideways.write(&mut self.out);
            upright.write(&mut self.out);
        } else {
            self.out.extend_from_slice(b"\x1b[");
            if y > 0 {
                push_number(y + 1, &mut self.out);
            }
            if x > 0 {
                self.out.push(b';');
                push_number(x + 1, &mut self.out);
            }
            self.out.push(b'H');
        }
        self.at = At::Cell(x, y);
    }

    /// How many bytes [`Self::move_to`] would write.
    pub(super) fn move_cost(&self, x: u16, y: u16) -> usize {
        if self.at == At::Cell(x, y) {
            return 0;
        }
        match self.relative(x, y) {
            Some((sideways, upright)) => sideways.cost() + upright.cost(),
            None => absolute_cost(x, y),
        }
    }

    /// The cheapest relative move, where there is one cheaper than an absolute one.
    fn relative(&self, x: u16, y: u16) -> Option<(Sideways, Upright)> {
        let (from_x, from_y) = match self.at {
            At::Cell(x, y) => (Some(x), y),
            At::Edge(y) => (None, y),
            At::Unknown => return None,
        };
        let mut ways = [Sideways::Column(x); 5];
        ways[1] = match x {
            0 => Sideways::Start,
            _ => Sideways::StartRight(x),
        };
        if let Some(from) = from_x {
            ways[2] = match from {
                f if f == x => Sideways::Stay,
                f if f < x => Sideways::Right(x - f),
                f => Sideways::Backspaces(f - x),
            };
            if from > x {
                ways[3] = Sideways::Left(from - x);
            }
        }
        let sideways = ways.into_iter().min_by_key(|w| w.cost())?;
        let uprights = match () {
            () if y == from_y => [Upright::Stay; 2],
            // The rows lie within the screen, which has no margins here, so no line feed ever scrolls.
            () if y > from_y => [Upright::LineFeeds(y - from_y), Upright::Down(y - from_y)],
            () if from_y - y == 1 && y > 0 => [Upright::ReverseFeed, Upright::Up(1)],
            () => [Upright::Up(from_y - y); 2],
        };
        let upright = uprights.into_iter().min_by_key(|w| w.cost())?;
        (sideways.cost() + upright.cost() < absolute_cost(x, y)).then_some((sideways, upright))
    }
}

impl Sideways {
    fn cost(self) -> usize {
        match self {
            Self::Stay => 0,
            Self::Right(n) | Self::Left(n) => csi_cost(n),
            Self::Backspaces(n) => usize::from(n),
            Self::Start => 1,
            Self::StartRight(n) => 1 + csi_cost(n),
            Self::Column(x) => csi_cost(x + 1),
        }
    }

    fn write(self, out: &mut Vec<u8>) {
        match self {
            Self::Stay => {}
            Self::Right(n) => csi(n, b'C', out),
            Self::Left(n) => csi(n, b'D', out),
            Self::Backspaces(n) => out.extend(std::iter::repeat_n(8, usize::from(n))),
            Self::Start => out.push(b'\r'),
            Self::StartRight(n) => {
                out.push(b'\r');
                csi(n, b'C', out);
            }
            Self::Column(x) => csi(x + 1, b'G', out),
        }
    }
}

impl Upright {
    fn cost(self) -> usize {
        match self {
            Self::Stay => 0,
            Self::LineFeeds(n) => usize::from(n),
            Self::Down(n) | Self::Up(n) => csi_cost(n),
            Self::ReverseFeed => 2,
        }
    }

    fn write(self, out: &mut Vec<u8>) {
        match self {
            Self::Stay => {}
            Self::LineFeeds(n) => out.extend(std::iter::repeat_n(b'\n', usize::from(n))),
            Self::Down(n) => csi(n, b'B', out),
            Self::Up(n) => csi(n, b'A', out),
            Self::ReverseFeed => out.extend_from_slice(b"\x1bM"),
        }
    }
}

/// Appends `CSI n final`, without the number where it is 1.
fn csi(n: u16, last: u8, out: &mut Vec<u8>) {
    out.extend_from_slice(b"\x1b[");
    if n > 1 {
        push_number(n, out);
    }
    out.push(last);
}

/// Appends `CSI a ; b final`.
fn csi_two(a: u16, b: u16, last: u8, out: &mut Vec<u8>) {
    out.extend_from_slice(b"\x1b[");
    push_number(a, out);
    out.push(b';');
    push_number(b, out);
    out.push(last);
}

/// Bytes that [`csi`] writes.
pub(super) fn csi_cost(n: u16) -> usize {
    match n {
        0..=1 => 3,
        _ => 3 + digits(n),
    }
}

fn digits(n: u16) -> usize {
    n.checked_ilog10().map_or(1, |d| d as usize + 1)
}

fn absolute_cost(x: u16, y: u16) -> usize {
    let row = if y > 0 { digits(y + 1) } else { 0 };
    let column = if x > 0 { 1 + digits(x + 1) } else { 0 };
    3 + row + column
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved(at: At, x: u16, y: u16) -> String {
        let mut tty = Tty {
            width: 120,
            at,
            ..Tty::unknown()
        };
        let cost = tty.move_cost(x, y);
        tty.move_to(x, y);
        assert_eq!(tty.out.len(), cost);
        String::from_utf8(tty.out)
            .expect("ASCII")
            .replace('\x1b', "^")
    }

    #[test]
    fn the_shortest_move_is_taken() {
        for (at, x, y, bytes) in [
            (At::Unknown, 0, 0, "^[H"),
            (At::Unknown, 5, 0, "^[;6H"),
            (At::Unknown, 0, 9, "^[10H"),
            (At::Unknown, 5, 9, "^[10;6H"),
            (At::Cell(5, 9), 5, 9, ""),
            (At::Cell(5, 9), 6, 9, "^[C"),
            (At::Cell(5, 9), 80, 9, "^[81G"),
            (At::Cell(5, 9), 15, 9, "^[16G"),
            (At::Cell(5, 9), 14, 9, "^[9C"),
            (At::Cell(5, 9), 3, 9, "\x08\x08"),
            (At::Cell(5, 9), 0, 9, "\r"),
            (At::Cell(5, 9), 0, 10, "\r\n"),
            (At::Cell(5, 9), 5, 11, "\n\n"),
            (At::Cell(5, 9), 5, 8, "^M"),
            (At::Edge(9), 0, 10, "\r\n"),
            (At::Edge(9), 80, 9, "^[81G"),
            (At::Edge(9), 119, 9, "^[120G"),
            (At::Cell(0, 0), 100, 39, "^[40;101H"),
        ] {
            assert_eq!(moved(at, x, y), bytes, "{at:?} to {x},{y}");
        }
    }
}
