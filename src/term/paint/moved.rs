//! Finding out that a part of the screen moved up or down between two frames.
//!
//! 1. The columns in which anything differs are parted at borders: columns that stay as they are and
//!    show one sign from top to bottom.
//! 2. In each part the rows are compared by hashes, piece by piece: what is found again elsewhere votes
//!    for the distance, with its weight in bytes.
//! 3. For the distances with most votes it is counted, cell by cell, what each row would cost as it is
//!    and moved; the run of rows that saves most is the move.
//!
//! What is counted here is an estimate that only chooses. What the terminal then shows is told by
//! [`Grid::shift`], and repaired from there; so nothing wrong can come from it.

use super::grid::{Grid, Slot};

/// How many distances of a part are looked at closely.
const MAX_DISTANCES: usize = 2;

/// The columns of a row that are compared at once.
const PIECE: usize = 16;

/// Of what changed at least one part in so many has to be found again elsewhere.
const SHARE: usize = 40;

/// Where fewer rows than these differ, nothing that is worth it has moved.
const FEW_ROWS: usize = 3;

/// What a row costs beside its cells, about: getting there, a change of the pen.
const ROW: i64 = 6;

/// A rectangle of the screen whose rows move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Move {
    /// First row.
    pub(super) top: u16,
    /// Last row.
    pub(super) bottom: u16,
    /// First column.
    pub(super) left: u16,
    /// Last column.
    pub(super) right: u16,
    /// By how many rows: up where positive, down where negative. Never 0.
    pub(super) up: i32,
}

/// Columns, the last one included.
type Columns = (u16, u16);

/// Columns between two borders in which something differs.
#[derive(Debug)]
pub(super) struct Part {
    /// All from border to border.
    pub(super) whole: Columns,
    /// Those in which anything differs.
    dirty: Columns,
    /// By how many rows most of them seem to have moved, upwards positive.
    distances: Vec<i32>,
}

/// The move of whole rows that saves most, and about how many bytes it saves.
pub(super) fn of_rows(old: &Grid, new: &Grid, parts: &[Part]) -> Option<(Move, i64)> {
    let all = (0, new.width.checked_sub(1)?);
    let distances = parts.iter().flat_map(|p| &p.distances);
    let mut distances: Vec<i32> = distances.copied().collect();
    distances.sort_unstable();
    distances.dedup();
    best(old, new, all, &distances)
}

/// The moves of rectangles that save anything: at most one in each part of the screen.
pub(super) fn of_columns(old: &Grid, new: &Grid, parts: &[Part]) -> Vec<(Move, i64)> {
    let found = parts.iter().filter_map(|part| {
        let (found, saved) = best(old, new, part.dirty, &part.distances)?;
        // Where the margins would cut a glyph, they stand at the borders of the part.
        [part.dirty, part.whole]
            .into_iter()
            .map(|(left, right)| Move {
                left,
                right,
                ..found
            })
            .find(|m| m.left < m.right && is_whole(old, *m))
            .map(|m| (m, saved))
    });
    found.collect()
}

/// The parts of the screen in which anything moved.
pub(super) fn parts(old: &Grid, new: &Grid) -> Vec<Part> {
    let width = usize::from(new.width);
    let mut dirty = vec![false; width];
    let mut n_dirty = 0;
    // The sign that a column shows, and how often more than others (Boyer and Moore).
    let mut signs = vec![(Grid::blank_look(), 0u32); width];
    for y in 0..new.height {
        let mut differs = false;
        for (x, (a, b)) in old.row(y).iter().zip(new.row(y)).enumerate() {
            differs |= a.look != b.look;
            dirty[x] |= a.look != b.look;
            let sign = &mut signs[x];
            if sign.0 == b.look {
                sign.1 += 1;
            } else if sign.1 == 0 {
                *sign = (b.look, 1);
            } else {
                sign.1 -= 1;
            }
        }
        n_dirty += usize::from(differs);
    }
    if n_dirty < FEW_ROWS {
        return Vec::new();
    }
    let is_blank = |x: usize| {
        let mut column = (0..new.height).filter_map(|y| new.row(y).get(x));
        column
            .find(|s| s.look == signs[x].0)
            .is_none_or(|s| s.blank)
    };
    let border = |x: usize| !dirty[x] && signs[x].1 > 0 && !is_blank(x);
    let mut out = Vec::new();
    let mut from = 0;
    for x in 0..=width {
        if x < width && !border(x) {
            continue;
        }
        let first = (from..x).find(|x| dirty[*x]);
        let last = (from..x).rfind(|x| dirty[*x]);
        if let (Some(first), Some(last)) = (first, last) {
            let columns = |a: usize, b: usize| (a as u16, b as u16);
            let dirty = columns(first, last);
            out.push(Part {
                whole: columns(from, x - 1),
                dirty,
                distances: distances(old, new, dirty),
            });
        }
        from = x + 1;
    }
    out.retain(|part| !part.distances.is_empty());
    out
}

/// The distances by which most of `columns` seems to have moved, upwards positive.
///
/// Rows are compared piece by piece, and by their text alone: what also changed in a few places, or in
/// its colours, is found all the same.
fn distances(old: &Grid, new: &Grid, (left, right): Columns) -> Vec<i32> {
    let height = i32::from(new.height);
    let mut votes = vec![0usize; (2 * height).unsigned_abs() as usize];
    // What there is to vote for.
    let mut changed = 0;
    let (mut before, mut known) = (Vec::new(), Vec::new());
    for from in (left..=right).step_by(PIECE) {
        let piece = (from, right.min(from + PIECE as u16 - 1));
        before.clear();
        before.extend((0..old.height).map(|y| digest(old, y, piece)));
        known.clear();
        let words = before
            .iter()
            .zip(0u16..)
            .filter(|((_, weight), _)| *weight > 0);
        known.extend(words.map(|((hash, _), y)| (*hash, y)));
        known.sort_unstable();
        for (y, before) in (0..new.height).zip(&before) {
            let (hash, weight) = digest(new, y, piece);
            if weight == 0 || before.0 == hash {
                continue;
            }
            changed += weight;
            let from = known.partition_point(|k| k.0 < hash);
            for (_, source) in known[from..].iter().take_while(|k| k.0 == hash) {
                votes[usize::from(*source) + usize::from(new.height - y)] += weight;
            }
        }
    }
    let mut found: Vec<(usize, i32)> = votes
        .into_iter()
        .zip(-height..)
        .filter(|(votes, _)| *votes > changed / SHARE)
        .collect();
    found.sort_unstable_by_key(|(votes, distance)| (usize::MAX - votes, distance.abs()));
    found.truncate(MAX_DISTANCES);
    found.into_iter().map(|(_, distance)| distance).collect()
}

fn cells(grid: &Grid, y: u16, (left, right): Columns) -> &[Slot] {
    let row = grid.row(y);
    row.get(usize::from(left)..=usize::from(right))
        .unwrap_or(&[])
}

/// A hash of a row's text, and how many bytes of it are no blanks.
fn digest(grid: &Grid, y: u16, columns: Columns) -> (u64, usize) {
    let mut hash = 0u64;
    let mut weight = 0;
    for slot in cells(grid, y, columns) {
        hash = (hash.rotate_left(5) ^ (slot.look >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        if !slot.blank {
            weight += usize::from(slot.len);
        }
    }
    (hash, weight)
}

/// What it costs, about, to write `new` over `old`.
fn cost(old: impl Iterator<Item = u64>, row: &[Slot]) -> i64 {
    let changed = old.zip(row).filter(|(old, slot)| *old != slot.look);
    let bytes: i64 = changed.map(|(_, slot)| i64::from(slot.len) + 1).sum();
    if bytes > 0 { bytes + ROW } else { 0 }
}

/// Of the moves of `columns` by one of these distances the one that saves most.
fn best(old: &Grid, new: &Grid, columns: Columns, distances: &[i32]) -> Option<(Move, i64)> {
    let height = usize::from(new.height);
    if distances.is_empty() {
        return None;
    }
    let looks = |y: usize| cells(old, y as u16, columns).iter().map(|s| s.look);
    let rows = || (0..height).map(|y| (y, cells(new, y as u16, columns)));
    let stays: Vec<i64> = rows().map(|(y, row)| cost(looks(y), row)).collect();
    let blank = Grid::blank_look();
    // What is saved where the rows from 0 to before y come to be blank.
    let mut blanked = vec![0];
    for (y, row) in rows() {
        let as_blank = cost(std::iter::repeat(blank), row);
        blanked.push(blanked[y] + stays[y] - as_blank);
    }
    let mut found: Option<(Move, i64)> = None;
    for up in distances {
        let n = up.unsigned_abs() as usize;
        let source = |y: usize| y.checked_add_signed(*up as isize).filter(|y| *y < height);
        // What is saved where the rows from 0 to before y are moved ones.
        let mut moved = vec![0];
        for (y, row) in rows() {
            let saved = source(y).map_or(0, |from| stays[y] - cost(looks(from), row));
            moved.push(moved[y] + saved);
        }
        // Rows first..end come from elsewhere; behind them, seen from where they went, blanks come.
        let before = |first: usize| match up {
            1.. => -moved[first],
            _ => blanked[first] - blanked[first - n] - moved[first],
        };
        let (from, to) = if *up > 0 {
            (0, height.saturating_sub(n))
        } else {
            (n, height)
        };
        let mut first = from;
        for end in from + 1..=to {
            if before(end - 1) >= before(first) {
                first = end - 1;
            }
            let behind = match up {
                1.. => blanked[end + n] - blanked[end],
                _ => 0,
            };
            let saved = before(first) + moved[end] + behind;
            if saved > found.map_or(0, |f| f.1) {
                let (top, bottom) = match up {
                    1.. => (first, end + n - 1),
                    _ => (first - n, end - 1),
                };
                let found_here = Move {
                    top: top as u16,
                    bottom: bottom as u16,
                    left: columns.0,
                    right: columns.1,
                    up: *up,
                };
                found = Some((found_here, saved));
            }
        }
    }
    found
}

/// Whether no glyph, as wide as any terminal makes it, stands across the rectangle's sides.
fn is_whole(grid: &Grid, m: Move) -> bool {
    let (left, end) = (usize::from(m.left), usize::from(m.right) + 1);
    (m.top..=m.bottom).all(|y| {
        let row = grid.row(y);
        let whole = |x: usize| row.get(x).is_none_or(|s| s.cells > 0);
        let within = |(x, slot): (usize, &Slot)| {
            let reach = x + usize::from(slot.cells + slot.spill);
            slot.spill == 0 || [left, end].iter().all(|side| x >= *side || reach <= *side)
        };
        whole(left) && whole(end) && row.iter().enumerate().all(within)
    })
}
