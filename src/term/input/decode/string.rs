//! OSC, DCS, APC, PM and SOS: strings that are swallowed up to ST or BEL, but for the start, which may say
//! something.

use super::{Decoder, Event, Seen, State};
use crate::term::input::reply;

/// Longest answer that is swallowed, in bytes: what comes after it is keys again.
const MAX_STRING: usize = 64 * 1024;

/// So many bytes of a string are looked at: no answer that means something is longer.
const MAX_HELD: usize = 128;

impl Decoder {
    pub(super) fn string(&mut self, byte: u8, by: u8, len: usize, seen: Seen) -> Option<Event> {
        if seen == Seen::Esc {
            if byte == b'\\' {
                return self.string_end(by);
            }
            // An ESC ends the string and starts a sequence.
            return self.escape(byte);
        }
        let seen = match (byte, seen) {
            (0x07, _) | (0x9c, Seen::Plain | Seen::C2) => return self.string_end(by),
            (0x18 | 0x1a, _) => {
                self.state = State::Ground;
                return None;
            }
            (0x1b, _) => Seen::Esc,
            (0x80..0xc0, Seen::Lead(n @ 2..)) => Seen::Lead(n - 1),
            (0xc2, _) => Seen::C2,
            (0xc3..0xe0, _) => Seen::Lead(1),
            (0xe0..0xf0, _) => Seen::Lead(2),
            (0xf0..0xf5, _) => Seen::Lead(3),
            _ => Seen::Plain,
        };
        if len >= MAX_STRING {
            self.state = State::Ground;
            return None;
        }
        if self.held.len() < MAX_HELD {
            self.held.push(byte);
        }
        let len = len + 1;
        self.state = State::String { by, len, seen };
        None
    }

    pub(super) fn string_end(&mut self, by: u8) -> Option<Event> {
        self.state = State::Ground;
        // The ESC of ST has been held too.
        let held = self.held.strip_suffix(b"\x1b").unwrap_or(&self.held);
        reply::string(by, held).map(Event::Reply)
    }
}
