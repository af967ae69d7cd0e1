//! The screen for screen readers: one column of plain text, and the terminal's cursor on what is read.
//!
//! A screen reader says the line that the cursor goes to, and what appears elsewhere. So the page stands
//! still while the cursor walks through it, states are words, nothing that changes at every step is on the
//! screen, and one row at the bottom tells what happened. The cursor goes there only where it would
//! otherwise not move: a note on a move is beside what the reader went to hear.

use super::App;
use super::areas::{Area, PaneId};
use super::overlay::Overlay;
use super::word::{Note, Word};
use crate::model::{CommentIx, DocumentId, Place};
use crate::text::clean_line;

/// Cells left free before the words of article and sources, for the word that says what they are.
pub fn lead(width: u16) -> u16 {
    if width >= 40 { 14 } else { 0 }
}

/// The screen but for its bottom row, with the frame around it that plain text does not draw.
pub(super) fn over((cols, rows): (u16, u16)) -> Area {
    Area {
        x: 0,
        y: 0,
        width: cols,
        height: rows,
    }
}

/// All that the cursor's place follows from.
#[derive(Debug, PartialEq)]
pub(super) struct Spot {
    document: Option<(DocumentId, PaneId)>,
    place: (usize, (CommentIx, usize), usize),
    selected: Option<Place>,
    shelf: usize,
    over: Option<usize>,
    prompt: bool,
}

impl App {
    /// Where the cursor is to be.
    pub(super) fn spot(&self) -> Spot {
        let reader = self.reader.as_ref();
        Spot {
            document: reader.map(|r| (r.document.id, r.focus)),
            place: reader.map_or((0, (CommentIx(0), 0), 0), |r| {
                (r.article.cursor, r.thread.cursor, r.sources.chosen)
            }),
            selected: reader.and_then(|r| r.selection).map(|s| s.to),
            shelf: self.shelf.at,
            over: self.overlay.as_ref().map(|over| match over {
                Overlay::Help { top } | Overlay::Messages { top } | Overlay::Why { top, .. } => {
                    *top
                }
                Overlay::Compare(_)
                | Overlay::Peek(_)
                | Overlay::Links { .. }
                | Overlay::Palette { .. } => 0,
            }),
            prompt: self.prompt.is_some(),
        }
    }

    /// Whether the cursor is to be where it was. A selection that is over moves nothing.
    pub(super) fn is_still_at(&self, mut before: Spot) -> bool {
        let now = self.spot();
        if now.selected.is_none() {
            before.selected = None;
        }
        now == before
    }

    /// Says what a fold did: on the screen it is a sign, and rows that are gone.
    pub(super) fn say_fold(&mut self, only: Option<CommentIx>) {
        let Some(reader) = self.reader.as_ref().filter(|_| self.settings.linear) else {
            return;
        };
        let stack = &reader.thread.stack;
        self.note = Some(match only {
            Some(ix) if stack.is_folded(ix) => {
                let below = reader.document.thread.below(ix);
                match below.end - below.start {
                    0 => Note::new(Word::FoldedAlone),
                    n => Note::with(Word::FoldedHides, [clean_line(&n.to_string())]),
                }
            }
            Some(_) => Note::new(Word::Unfolded),
            None => {
                let shown = stack.shown().len().to_string();
                Note::with(Word::ShownNow, [clean_line(&shown)])
            }
        });
    }
}
