//! The rest of an answer whose start was given up.
//!
//! A line may stall between an ESC and what belongs to it. By then the ESC has
//! become the key: nobody can know better. But when the rest comes, all at once
//! as no person types, it must not be taken for keys. So the byte that may be
//! its first is held for a moment; where the next one goes with it they are the
//! rest, else they are what was typed.

use super::{Decoder, Event, Seen, State, keys};
use crate::app::key::{Code, Key};

/// What was given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opening {
    /// An ESC: the key was told.
    Escape,
    /// An ESC on a line with jitter: the key is not told yet.
    LoneEscape,
    /// The start of a CSI.
    Csi,
    /// The start of a string, by its introducer.
    String(u8),
    /// A string by its introducer, whose ESC came but not yet the rest of ST.
    End(u8),
}

impl Decoder {
    /// A byte after something was given up.
    pub(super) fn late(&mut self, byte: u8, opening: Opening) -> Option<Event> {
        if let Opening::End(by) = opening
            && byte == b'\\'
        {
            return self.string_end(by);
        }
        if !may_be_rest(opening, byte) {
            return self.ground(byte, false);
        }
        self.begin(State::Rest(opening));
        self.held.push(byte);
        None
    }

    /// The keys that were typed, if `byte` behind them shows that what is held was no rest.
    pub(super) fn typed_before(&mut self, byte: u8) -> [Option<Event>; 2] {
        let opening = match self.state {
            State::Rest(opening) => opening,
            State::LoneEscape if !may_be_rest(Opening::LoneEscape, byte) => {
                self.state = State::Ground;
                return [Some(ESC), None];
            }
            _ => return [None, None],
        };
        let fits = match (opening, self.held.first()) {
            // Arrows, Home, End and the focus too: a key that was torn apart is better late than three keys.
            (Opening::Escape | Opening::LoneEscape, Some(b'[')) => {
                starts_csi(byte) || matches!(byte, b'A'..=b'D' | b'F' | b'H' | b'I' | b'O' | b'Z')
            }
            (Opening::LoneEscape, Some(b'O')) => {
                matches!(byte, b'A'..=b'D' | b'F' | b'H' | b'P'..=b'S')
            }
            (Opening::Escape | Opening::LoneEscape, Some(by)) => starts_string(*by, byte),
            (Opening::Csi, _) => (0x20..0x7f).contains(&byte),
            (Opening::String(_), _) => byte >= 0x20 || matches!(byte, 0x07 | 0x1b),
            (Opening::End(_), _) | (_, None) => false,
        };
        if fits {
            [None, None]
        } else {
            self.typed(opening)
        }
    }

    /// The keys that were typed: the byte held is no rest of what was given up.
    pub(super) fn typed(&mut self, opening: Opening) -> [Option<Event>; 2] {
        self.state = State::Ground;
        let esc = (opening == Opening::LoneEscape).then_some(ESC);
        [esc, self.held.pop().map(|b| Event::Key(keys::ascii(b)))]
    }

    /// The second byte of the rest: from here on the sequence is what it would have been.
    pub(super) fn rest(&mut self, byte: u8, opening: Opening) -> Option<Event> {
        match (opening, self.held.first().copied()) {
            (Opening::Escape | Opening::LoneEscape, Some(b'[')) => {
                self.held.clear();
                self.state = State::Csi;
                self.csi(byte)
            }
            (Opening::LoneEscape, Some(b'O')) => {
                self.held.clear();
                self.state = State::Ground;
                keys::ss3(&[], byte)
            }
            (Opening::Escape | Opening::LoneEscape, Some(by)) => {
                self.held.clear();
                self.string(byte, by, 0, Seen::Plain)
            }
            (Opening::String(by), _) => self.string(byte, by, 1, Seen::Plain),
            (Opening::Csi | Opening::End(_), _) | (_, None) => {
                self.state = State::Csi;
                self.csi(byte)
            }
        }
    }
}

const ESC: Event = Event::Key(Key::plain(Code::Esc));

/// Whether a byte may be the first of the rest.
fn may_be_rest(opening: Opening, byte: u8) -> bool {
    match opening {
        Opening::Escape => matches!(byte, b'[' | b']' | b'P' | b'_'),
        Opening::LoneEscape => matches!(byte, b'[' | b']' | b'P' | b'_' | b'O'),
        Opening::Csi => starts_csi(byte),
        Opening::String(by) => starts_string(by, byte),
        Opening::End(_) => false,
    }
}

/// Whether a CSI of an answer may begin so: with a private mark or a number.
fn starts_csi(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'<'..=b'?')
}

/// Whether the string of an answer may begin so.
pub(super) fn starts_string(by: u8, byte: u8) -> bool {
    match by {
        b']' => byte.is_ascii_digit(),
        b'P' => matches!(byte, b'0' | b'1' | b'>' | b'!' | b'$' | b'+'),
        b'_' => byte == b'G',
        _ => false,
    }
}
