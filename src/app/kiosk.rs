//! Kiosk mode: the program is somebody's login, and its reader is to reach nothing beyond it.
//!
//! Two functions say what that is. [`Action::is_allowed`] closes commands, so that a refused one says so and is
//! listed nowhere. [`Effect::reach`] knows every effect, and a new one must decide there. Where they are carried
//! out, those that reach further need a leave that a kiosk has not.

use super::action::Action;
use super::word::{Note, Word};
use super::{App, Effect};

/// How far an effect reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The program itself: the state, the screen, the worker and the library, and the clipboard of the reader's
    /// own terminal, which is only written to.
    Inside,
    /// Another program or a shell.
    Outside,
}

impl Effect {
    /// How far it reaches.
    pub fn reach(&self) -> Reach {
        match self {
            Self::Suspend | Self::Browse(_) => Reach::Outside,
            Self::Quit
            | Self::Open { .. }
            | Self::Shelf(_)
            | Self::Save { .. }
            | Self::Measure { .. }
            | Self::Link { .. }
            | Self::Match { .. }
            | Self::Correct { .. }
            | Self::Restore { .. }
            | Self::Change { .. }
            | Self::Relate { .. }
            | Self::Note { .. }
            | Self::Keep { .. }
            | Self::Copy(_)
            | Self::Repaint
            | Self::SetMouse(_) => Reach::Inside,
        }
    }
}

impl Action {
    /// Whether it is a command of this session; in a kiosk those are not that would leave the program.
    pub fn is_allowed(self, kiosk: bool) -> bool {
        !(kiosk && matches!(self, Self::Browser | Self::Suspend))
    }
}

impl App {
    /// Takes out of `effects` what reaches further than a kiosk may, counts it and says so. A command that
    /// comes to this is not refused where it should be.
    pub(super) fn stay_inside(&mut self, effects: &mut Vec<Effect>) {
        if self.kiosk {
            let n = effects.len();
            effects.retain(|e| e.reach() == Reach::Inside);
            self.n_dropped += n - effects.len();
            if effects.len() < n {
                self.note = Some(Note::new(Word::NotInKiosk).bad());
            }
        }
    }
}
