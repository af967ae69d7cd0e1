//! A place of the screen that something may be written over, unseen.

use ratatui::layout::Position;

use super::grid::Grid;
use super::tty::At;
use super::{Painter, pen};

impl Painter {
    /// Bytes that write `text` from some place on and mend what it stained, and the place. The text is
    /// concealed; it may move the cursor on by less than `cells` cells and must not change anything else. The
    /// place is blank where there is such a one, and never in the first row. `None` where there is no room,
    /// or nobody knows what the screen shows.
    pub(in crate::term) fn lend(&mut self, cells: u16, text: &[u8]) -> Option<(Position, &[u8])> {
        let shown = self.shows.take()?;
        let Some(place) = place(&shown, cells) else {
            self.shows = Some(shown);
            return None;
        };
        let mut stained = shown.clone();
        stained.forget(place.x, place.y, cells);
        self.out.clear();
        self.tty.move_to(place.x, place.y);
        self.tty.out.extend_from_slice(b"\x1b[;8m");
        self.tty.out.extend_from_slice(text);
        self.tty.at = At::Unknown;
        self.tty.pen = None;
        self.encode(&stained, &shown);
        if let Some(cursor) = self.cursor {
            self.tty.move_to(cursor.x, cursor.y);
        }
        self.out.append(&mut self.tty.out);
        self.shows = Some(shown);
        Some((place, &self.out))
    }

    /// The same, but where nothing can be lent the text is written wherever the cursor is, which is then set
    /// anew.
    pub(in crate::term) fn lend_or_doubt(&mut self, cells: u16, text: &[u8]) -> Vec<u8> {
        if let Some((_, bytes)) = self.lend(cells, text) {
            return bytes.to_vec();
        }
        self.tty.at = At::Unknown;
        if let Some(cursor) = self.cursor {
            self.tty.move_to(cursor.x, cursor.y);
        }
        let mut bytes = text.to_vec();
        bytes.append(&mut self.tty.out);
        bytes
    }
}

/// Where `cells` cells are blank, from the last row up; else the start of the last row.
fn place(shown: &Grid, cells: u16) -> Option<Position> {
    if shown.width < cells {
        return None;
    }
    let blank = pen::Pen::default();
    for y in (1..shown.height).rev() {
        let mut run = 0;
        for (x, slot) in (0..).zip(shown.row(y)) {
            run = if slot.blank && slot.pen == blank {
                run + 1
            } else {
                0
            };
            if run == cells {
                return Some(Position::new(x + 1 - cells, y));
            }
        }
    }
    (shown.height > 1).then(|| Position::new(0, shown.height - 1))
}
