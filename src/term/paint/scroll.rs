//! The scrolling encoder: what moved is moved by the terminal, and the rest is written.
//!
//! Two ways are tried. Whole rows between two margins (DECSTBM) every terminal can scroll; where a
//! pane is narrower than the screen, its neighbours are moved along and repaired. Rectangles
//! (DECSLRM, mode 69) only few can. The margins are taken off again before anything is written.
//!
//! The rows that come in are taken for blank in the terminal's own background: the pen is made so
//! before, because terminals disagree on whether they take its colour.

use super::grid::Grid;
use super::moved::{self, Move, Part};
use super::tight::{self, Frames};
use super::tty::Tty;

/// The most moves of whole rows in a frame: panes over one another scroll one by one.
const MAX_MOVES: usize = 3;

/// What must be saved, about, so that scrolling is tried: whole rows, a rectangle, in bytes.
const WORTH: (i64, i64) = (16, 24);

/// Moves, and what the terminal shows after them.
#[derive(Debug)]
pub(super) struct Plan {
    moves: Vec<Move>,
    by_columns: bool,
    shows: Grid,
}

/// A plan, where it is worth trying.
type Way = fn(Frames<'_>, &[Part]) -> Option<Plan>;

/// The ways to scroll; the first mostly leaves least to write, where it can be gone.
pub(super) const WAYS: &[Way] = &[by_columns, by_rows];

fn by_rows(frames: Frames<'_>, parts: &[Part]) -> Option<Plan> {
    let worth = |found: &(Move, i64)| found.1 > WORTH.0;
    let (found, _) = moved::of_rows(frames.old, frames.new, parts).filter(worth)?;
    let mut plan = Plan::new(frames, false);
    plan.add(found);
    for _ in 1..MAX_MOVES {
        let parts = moved::parts(&plan.shows, frames.new);
        let found = moved::of_rows(&plan.shows, frames.new, &parts);
        let Some((found, _)) = found.filter(worth) else {
            break;
        };
        plan.add(found);
    }
    Some(plan)
}

fn by_columns(frames: Frames<'_>, parts: &[Part]) -> Option<Plan> {
    let is_all = |p: &Part| p.whole == (0, frames.new.width.saturating_sub(1));
    if !frames.profile.margins || parts.iter().any(is_all) {
        return None;
    }
    let found = moved::of_columns(frames.old, frames.new, parts);
    let mut found = found.into_iter().filter(|(_, saved)| *saved > WORTH.1);
    let (first, _) = found.next()?;
    let mut plan = Plan::new(frames, true);
    plan.add(first);
    found.for_each(|(found, _)| plan.add(found));
    Some(plan)
}

impl Plan {
    fn new(frames: Frames<'_>, by_columns: bool) -> Self {
        Self {
            moves: Vec::new(),
            by_columns,
            shows: frames.old.clone(),
        }
    }

    fn add(&mut self, found: Move) {
        self.shows.shift(found);
        self.moves.push(found);
    }

    /// Writes the moves, and what turns the frame after them to the new one.
    pub(super) fn encode(&self, frames: Frames<'_>, tty: &mut Tty) {
        if self.by_columns {
            tty.set_margins(true);
        }
        for found in &self.moves {
            let columns = self.by_columns.then_some((found.left, found.right));
            tty.scroll(*found, columns, frames.profile.pan);
        }
        if self.by_columns {
            tty.set_margins(false);
        }
        tty.end_scrolling();
        let frames = Frames {
            old: &self.shows,
            ..frames
        };
        tight::encode(frames, tty);
    }
}
