//! A bracketed paste: everything up to its end mark is text, and one event.

use super::{Decoder, Event, State};
use crate::term::input::MAX_PASTE;
use crate::text::clean;

/// The end of a bracketed paste.
const PASTE_END: &[u8] = b"\x1b[201~";

impl Decoder {
    pub(super) fn pasted(&mut self, byte: u8, end: usize, cut: bool) -> Option<Event> {
        if byte == PASTE_END[end] {
            if end + 1 == PASTE_END.len() {
                self.state = State::Ground;
                return Some(self.paste(cut));
            }
            self.state = State::Paste { end: end + 1, cut };
            return None;
        }
        // ESC stands only at the start of the end mark, so no other start is overlooked.
        let restart = usize::from(byte == PASTE_END[0]);
        self.held.extend_from_slice(&PASTE_END[..end]);
        if restart == 0 {
            self.held.push(byte);
        }
        let too_long = self.held.len() > MAX_PASTE;
        self.held.truncate(MAX_PASTE);
        self.state = State::Paste {
            end: restart,
            cut: cut || too_long,
        };
        None
    }

    pub(super) fn paste(&mut self, cut: bool) -> Event {
        let mut bytes = std::mem::take(&mut self.held);
        if cut {
            // Not in the middle of a character.
            let partial = bytes.iter().rev().take(3).position(|b| *b >= 0xc0);
            if let Some(n) = partial {
                bytes.truncate(bytes.len() - n - 1);
            }
        }
        let text = String::from_utf8_lossy(&bytes)
            .replace("\r\n", "\n")
            .replace('\r', "\n");
        Event::Paste {
            text: clean(&text),
            cut,
        }
    }
}
