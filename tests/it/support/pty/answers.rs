//! The terminal's part of the conversation: it answers what it is asked, after a while and in pieces.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use vt100::{Callbacks, Screen};

/// How the terminal answers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Manner {
    /// It takes so long.
    pub(crate) delay: Duration,
    /// Its name; without one it does not tell.
    pub(crate) name: Option<&'static str>,
    /// What it says of mode 2026 and of mode 69.
    pub(crate) modes: [u16; 2],
    /// It is deaf: no answer to anything.
    pub(crate) deaf: bool,
}

impl Default for Manner {
    fn default() -> Self {
        Self {
            delay: Duration::ZERO,
            name: None,
            modes: [0, 0],
            deaf: false,
        }
    }
}

/// What is to be answered.
#[derive(Debug, Default)]
pub(super) struct Answers {
    pub(super) manner: Manner,
    waiting: VecDeque<(Instant, Vec<u8>)>,
}

impl Answers {
    /// The bytes that are due.
    pub(super) fn due(&mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let now = Instant::now();
        let n_due = self.waiting.iter().take_while(|a| a.0 <= now).count();
        for (_, answer) in self.waiting.drain(..n_due) {
            bytes.extend(answer);
        }
        bytes
    }

    fn answer(&mut self, text: String) {
        if !self.manner.deaf {
            let when = Instant::now() + self.manner.delay;
            self.waiting.push_back((when, text.into_bytes()));
        }
    }
}

impl Callbacks for Answers {
    fn unhandled_csi(
        &mut self,
        screen: &mut Screen,
        i1: Option<u8>,
        i2: Option<u8>,
        params: &[&[u16]],
        c: char,
    ) {
        let first = params.first().and_then(|p| p.first()).copied().unwrap_or(0);
        match (i1, i2, c, first) {
            (None, None, 'c', 0) => self.answer("\x1b[?62;22c".to_owned()),
            (None, None, 'n', 5) => self.answer("\x1b[0n".to_owned()),
            (None, None, 'n', 6) => {
                let (row, column) = screen.cursor_position();
                self.answer(format!("\x1b[{};{}R", row + 1, column + 1));
            }
            (Some(b'?'), Some(b'$'), 'p', 2026) => {
                self.answer(format!("\x1b[?2026;{}$y", self.manner.modes[0]));
            }
            (Some(b'?'), Some(b'$'), 'p', 69) => {
                self.answer(format!("\x1b[?69;{}$y", self.manner.modes[1]));
            }
            (Some(b'>'), None, 'q', 0) => {
                if let Some(name) = self.manner.name {
                    self.answer(format!("\x1bP>|{name}\x1b\\"));
                }
            }
            _ => {}
        }
    }
}
