//! The tight encoder: the cells that differ, row by row.
//!
//! Per row: mark what differs, widened to whole glyphs; then from left to
//! right come to the next marked cell (by a move, or by printing the unchanged
//! cells between where that is shorter) and write it, erasing runs of blanks
//! where that is shorter than spaces.

use super::grid::{Grid, Slot, same};
use super::pen::Pen;
use super::tty::{At, Tty, csi_cost};
use crate::term::profile::Profile;

/// Longest gap of unchanged cells that printing over is thought of.
const MAX_BRIDGE: usize = 9;

/// From so many blanks on that a row is to get, erasing all of it is thought of.
const MANY_BLANKS: usize = 6;

/// Two frames of the same size, and the terminal they are for.
#[derive(Clone, Copy)]
pub(super) struct Frames<'a> {
    /// What the terminal shows.
    pub(super) old: &'a Grid,
    /// What it is to show.
    pub(super) new: &'a Grid,
    /// What it can do.
    pub(super) profile: &'a Profile,
}

/// Writes to `tty` what turns the old frame to the new one.
pub(super) fn encode(frames: Frames<'_>, tty: &mut Tty) {
    let mut marks = Vec::new();
    for y in 0..frames.new.height {
        if mark(frames, y, &mut marks) {
            let row = Row::new(frames, y, &marks);
            let start = (tty.out.len(), tty.at, tty.pen);
            row.write(tty);
            let end = (tty.out.len(), tty.at, tty.pen);
            (tty.at, tty.pen) = (start.1, start.2);
            if row.write_afresh(tty) && tty.out.len() - end.0 < end.0 - start.0 {
                tty.out.drain(start.0..end.0);
            } else {
                tty.out.truncate(end.0);
                (tty.at, tty.pen) = (end.1, end.2);
            }
        }
    }
}

/// Marks the cells of row `y` that must be written; says whether there are any.
fn mark(frames: Frames<'_>, y: u16, marks: &mut Vec<bool>) -> bool {
    let (old, new) = (frames.old.row(y), frames.new.row(y));
    marks.clear();
    marks.extend(
        old.iter()
            .zip(new)
            .map(|(a, b)| !same(frames.old, a, frames.new, b)),
    );
    if !marks.contains(&true) {
        return false;
    }
    widen_all(old, new, marks);
    true
}

/// Widens the marks to all that cannot stay as it is where the marked cells are written.
fn widen_all(old: &[Slot], new: &[Slot], marks: &mut [bool]) {
    let is_plain = |row: &[Slot]| row.iter().all(|s| s.cells == 1 && s.spill == 0);
    if is_plain(old) && is_plain(new) {
        return;
    }
    // A mark may widen to the left (half of a wide glyph), and what is marked there may spill
    // to the right again. It ends, as marks are only added; almost always in the first pass.
    let mut n_marks = 0;
    loop {
        let n = marks.iter().filter(|m| **m).count();
        if n == n_marks {
            return;
        }
        n_marks = n;
        widen(old, marks);
        widen(new, marks);
    }
}

/// Widens the marks to whole glyphs and to the cells that a marked glyph may overwrite.
fn widen(row: &[Slot], marks: &mut [bool]) {
    let mut x = 0;
    while x < row.len() {
        let cells = usize::from(row[x].cells.max(1));
        let glyph = x..(x + cells).min(marks.len());
        if marks[glyph.clone()].contains(&true) {
            let reach = (glyph.end + usize::from(row[x].spill)).min(marks.len());
            marks[x..reach].fill(true);
        }
        x = glyph.end;
    }
}

/// One row on its way out.
struct Row<'a> {
    frames: Frames<'a>,
    y: u16,
    old: &'a [Slot],
    new: &'a [Slot],
    marks: &'a [bool],
    /// From here on the row is blank in one erasable pen.
    blank_from: usize,
}

impl<'a> Row<'a> {
    fn new(frames: Frames<'a>, y: u16, marks: &'a [bool]) -> Self {
        let new = frames.new.row(y);
        let last = new.last().map(|s| s.pen).unwrap_or_default();
        let n_blanks = if last.is_erasable(frames.profile.bce) {
            new.iter()
                .rev()
                .take_while(|s| s.pen == last && s.blank)
                .count()
        } else {
            0
        };
        Self {
            frames,
            y,
            old: frames.old.row(y),
            new,
            marks,
            blank_from: new.len() - n_blanks,
        }
    }

    fn write(&self, tty: &mut Tty) {
        let mut x = 0;
        // Up to here some terminals show what spilled from a glyph and not the old frame.
        let mut spilled = 0;
        while let Some(next) = self.next_mark(x) {
            x = next;
            self.come_to(x, tty);
            if x >= self.blank_from && self.n_marks_from(x) > 3 {
                tty.set_pen_for_blank(self.new[x].pen);
                tty.erase_line();
                return;
            }
            if self.new[x].blank {
                x = self.write_blanks(x, tty);
            } else {
                let slot = &self.new[x];
                let end = self.write_glyph(x, x < spilled, tty);
                spilled = spilled.max(end + usize::from(slot.spill));
                x = end;
            }
        }
    }

    /// Erases the row from the first marked cell on, and writes all that is there; false where that
    /// cannot be less, because there are hardly any blanks to make.
    fn write_afresh(&self, tty: &mut Tty) -> bool {
        let Some(first) = self.next_mark(0) else {
            return false;
        };
        let is_erased = |x: &usize| self.marks[*x] && self.new[*x].blank;
        let is_erasable = |x: &usize| self.new[*x].pen.is_erasable(self.frames.profile.bce);
        let width = self.new.len();
        let n_blanks = (first..self.blank_from).filter(|x| is_erased(x)).count();
        if n_blanks < MANY_BLANKS {
            return false;
        }
        let Some(at) = (first..width)
            .rev()
            .find(|x| is_erased(x) && is_erasable(x))
        else {
            return false;
        };
        let pen = self.new[at].pen;
        tty.move_to(first as u16, self.y);
        tty.set_pen_for_blank(pen);
        tty.erase_line();
        let old = vec![Slot::erased(pen); width];
        let wanted = |x: usize| x >= first && !(self.new[x].blank && self.new[x].pen == pen);
        let mut marks: Vec<bool> = (0..width).map(wanted).collect();
        widen_all(&old, self.new, &mut marks);
        let rest = Row {
            frames: self.frames,
            y: self.y,
            old: &old,
            new: self.new,
            marks: &marks,
            blank_from: self.blank_from,
        };
        rest.write(tty);
        true
    }

    /// The first marked cell from `x` on.
    fn next_mark(&self, x: usize) -> Option<usize> {
        (x..self.marks.len()).find(|x| self.marks[*x])
    }

    /// One more than the distance from `x` to the last marked cell.
    fn n_marks_from(&self, x: usize) -> usize {
        self.marks
            .iter()
            .rposition(|m| *m)
            .map_or(0, |last| (last + 1).saturating_sub(x))
    }

    /// Brings the cursor to column `x`, over the unchanged cells between where that is shorter.
    fn come_to(&self, x: usize, tty: &mut Tty) {
        if let At::Cell(from, y) = tty.at
            && y == self.y
            && (1..=MAX_BRIDGE).contains(&x.wrapping_sub(usize::from(from)))
        {
            let limit = tty.move_cost(x as u16, y);
            if self.bridge(usize::from(from), x, limit, tty) {
                return;
            }
        }
        tty.move_to(x as u16, self.y);
    }

    /// Prints the unchanged cells `from..to` in at most `limit` bytes, or does nothing.
    fn bridge(&self, from: usize, to: usize, limit: usize, tty: &mut Tty) -> bool {
        let gap = &self.new[from..to];
        let text: usize = gap.iter().map(|s| self.frames.new.symbol(s).len()).sum();
        if text > limit || gap.iter().any(|s| s.unsure) || gap.first().is_none_or(|s| s.cells == 0)
        {
            return false;
        }
        let (start, at, pen) = (tty.out.len(), tty.at, tty.pen);
        for slot in gap.iter().filter(|s| s.cells > 0) {
            self.put(slot, tty);
        }
        // What the pen costs behind the gap counts for both ways; going back to it does not.
        if tty.out.len() - start > limit || tty.pen != pen {
            tty.out.truncate(start);
            (tty.at, tty.pen) = (at, pen);
            return false;
        }
        true
    }

    fn put(&self, slot: &Slot, tty: &mut Tty) {
        if slot.blank {
            tty.set_pen_for_blank(slot.pen);
        } else {
            tty.set_pen(slot.pen);
        }
        tty.put(self.frames.new.symbol(slot), slot.cells);
    }

    /// Writes the run of blanks at `x`; returns the first cell behind what was dealt with.
    fn write_blanks(&self, x: usize, tty: &mut Tty) -> usize {
        let pen = self.new[x].pen;
        let run = self.new[x..]
            .iter()
            .take_while(|s| s.pen == pen && s.blank)
            .count();
        // Only as far as something is marked; what the run covers behind that is blank already.
        let n_marked = self.marks[x..x + run]
            .iter()
            .rposition(|m| *m)
            .map_or(1, |last| last + 1);
        // A stretch of unchanged blanks is better jumped over than written again.
        let n = self.stretch(x, n_marked);
        let end = x + n;
        // The pen of the glyph behind them, where it does for them too, has not to be set then.
        let ahead = self
            .new
            .get(end)
            .filter(|s| self.marks[end] && s.pen.on_blank() == pen);
        tty.set_pen_for_blank_before(pen, ahead.map_or(pen, |s| s.pen));
        let profile = self.frames.profile;
        if profile.ech && pen.is_erasable(profile.bce) {
            let n = n as u16;
            let onward = match self.next_mark(end) {
                Some(next) => csi_cost((next - x) as u16),
                None => 0,
            };
            let after_spaces = match self.next_mark(end) {
                Some(next) if next > end => csi_cost((next - end) as u16).min(next - end),
                _ => 0,
            };
            if csi_cost(n) + onward < usize::from(n) + after_spaces {
                tty.erase(n);
                return end;
            }
        }
        for _ in 0..n {
            tty.put(" ", 1);
        }
        end
    }

    /// How many of `limit` blanks from `x` to write before the next long unchanged stretch.
    fn stretch(&self, x: usize, limit: usize) -> usize {
        let mut unchanged = 0;
        for (n, marked) in self.marks[x..x + limit].iter().enumerate() {
            if *marked {
                unchanged = 0;
            } else {
                unchanged += 1;
                if unchanged > MAX_BRIDGE {
                    return n + 1 - unchanged;
                }
            }
        }
        limit
    }

    /// Writes the glyph at `x`, on cells that hold nobody knows what where `stained`; returns the
    /// first cell behind it.
    fn write_glyph(&self, x: usize, stained: bool, tty: &mut Tty) -> usize {
        let slot = &self.new[x];
        // In the middle of a glyph only when marks were wrong; go on, whatever happens.
        let cells = usize::from(slot.cells.max(1));
        let end = (x + cells).min(self.new.len());
        if slot.unsure {
            self.blank_out(x, end, stained, tty);
        }
        self.put(slot, tty);
        if slot.unsure {
            tty.at = At::Unknown;
        }
        end
    }

    /// Clears the cells of a glyph that may turn out narrower than we think.
    fn blank_out(&self, x: usize, end: usize, stained: bool, tty: &mut Tty) {
        let stale = |slot: &Slot| !slot.blank || slot.pen != self.new[x].pen.on_blank();
        if end - x < 2 || !(stained || self.old[x..end].iter().any(stale)) {
            return;
        }
        tty.set_pen_for_blank(Pen::on_blank(self.new[x].pen));
        for _ in x..end {
            tty.put(" ", 1);
        }
        tty.move_to(x as u16, self.y);
    }
}
