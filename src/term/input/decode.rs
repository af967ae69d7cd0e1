//! Bytes from the terminal become events: a tokenizer after ECMA-48.
//!
//! CSI ends at its final byte; OSC, DCS, APC, PM and SOS are swallowed up to
//! ST or BEL. What is not a key, a paste or a mouse act ends here.

use std::time::Duration;

use super::keys;
use super::{Event, MAX_PASTE};
use crate::app::key::{Code, Key};
use crate::text::clean;

/// How long an ESC may be the start of a sequence.
const ESC_WAIT: Duration = Duration::from_millis(50);

/// How long the rest of a string or a paste may take.
const STRING_WAIT: Duration = Duration::from_secs(10);

/// Longest answer that is swallowed, in bytes: what comes after it is keys again.
const MAX_STRING: usize = 64 * 1024;

/// Longest CSI sequence that is understood, in bytes; a longer one is swallowed.
const MAX_CSI: usize = 64;

/// The end of a bracketed paste.
const PASTE_END: &[u8] = b"\x1b[201~";

/// Turns bytes, in pieces of any size, to events.
#[derive(Debug, Default)]
pub struct Decoder {
    state: State,
    /// What came of the unfinished sequence.
    held: Vec<u8>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum State {
    #[default]
    Ground,
    /// A character of so many bytes, with Alt or without.
    Utf8 {
        len: usize,
        alt: bool,
    },
    Escape,
    Csi,
    /// `CSI [`, the start of a function key of the Linux console.
    LinuxKey,
    /// `CSI M` and three bytes: the mouse of a terminal that does not know mode 1006.
    OldMouse,
    Ss3,
    /// OSC, DCS, APC, PM or SOS: its introducer, its bytes so far, an ESC seen last.
    String {
        by: u8,
        len: usize,
        esc: bool,
    },
    /// Bytes of [`PASTE_END`] seen, and whether something was cut.
    Paste {
        end: usize,
        cut: bool,
    },
}

impl Decoder {
    /// Takes `bytes` and gives every finished event to `send`; false once `send` said so.
    pub fn feed(&mut self, bytes: &[u8], send: &mut impl FnMut(Event) -> bool) -> bool {
        bytes
            .iter()
            .all(|byte| self.byte(*byte).is_none_or(&mut *send))
    }

    /// How long to wait for the rest of an unfinished sequence; `None` where there is none.
    pub fn patience(&self) -> Option<Duration> {
        match self.state {
            State::Ground | State::Csi | State::LinuxKey | State::OldMouse | State::Utf8 { .. } => {
                None
            }
            State::Escape
            | State::Ss3
            | State::String {
                len: 0, esc: false, ..
            } => Some(ESC_WAIT),
            State::String { .. } | State::Paste { .. } => Some(STRING_WAIT),
        }
    }

    /// Waits no longer: an ESC was the key, and a string or paste without its end is over.
    pub fn give_up(&mut self, send: &mut impl FnMut(Event) -> bool) -> bool {
        let alt = |byte: u8| {
            Event::Key(Key {
                alt: true,
                ..Key::char(char::from(byte))
            })
        };
        match std::mem::take(&mut self.state) {
            State::Escape => send(Event::Key(Key::plain(Code::Esc))),
            State::Ss3 => send(alt(b'O')),
            State::String {
                by,
                len: 0,
                esc: false,
            } => send(alt(by)),
            State::Paste { cut, .. } => send(self.paste(cut)),
            _ => true,
        }
    }

    fn byte(&mut self, byte: u8) -> Option<Event> {
        match self.state {
            State::Ground => self.ground(byte, false),
            State::Utf8 { len, alt } => self.continuation(byte, len, alt),
            State::Escape => self.escape(byte),
            State::Csi => self.csi(byte),
            State::LinuxKey => {
                self.state = State::Ground;
                keys::linux(byte).map(Event::Key)
            }
            State::OldMouse => self.old_mouse(byte),
            State::Ss3 => {
                self.state = State::Ground;
                match byte {
                    0x1b => self.ground(byte, false),
                    _ => keys::ss3(byte).map(Event::Key),
                }
            }
            State::String { by, len, esc } => self.string(byte, by, len, esc),
            State::Paste { end, cut } => self.pasted(byte, end, cut),
        }
    }

    fn ground(&mut self, byte: u8, alt: bool) -> Option<Event> {
        self.state = State::Ground;
        self.held.clear();
        let len = match byte {
            0x1b => {
                self.state = State::Escape;
                return None;
            }
            0..0x80 => {
                return Some(Event::Key(Key {
                    alt,
                    ..keys::ascii(byte)
                }));
            }
            0xc2..0xe0 => 2,
            0xe0..0xf0 => 3,
            0xf0..0xf5 => 4,
            _ => return None,
        };
        self.held.push(byte);
        self.state = State::Utf8 { len, alt };
        None
    }

    fn continuation(&mut self, byte: u8, len: usize, alt: bool) -> Option<Event> {
        if !(0x80..0xc0).contains(&byte) {
            return self.ground(byte, false);
        }
        self.held.push(byte);
        if self.held.len() < len {
            return None;
        }
        self.state = State::Ground;
        let c = std::str::from_utf8(&self.held).ok()?.chars().next()?;
        let key = Key {
            alt,
            ..Key::char(c)
        };
        (!c.is_control()).then_some(Event::Key(key))
    }

    fn escape(&mut self, byte: u8) -> Option<Event> {
        self.held.clear();
        match byte {
            b'[' => self.state = State::Csi,
            b'O' => self.state = State::Ss3,
            b']' | b'P' | b'X' | b'^' | b'_' => {
                self.state = State::String {
                    by: byte,
                    len: 0,
                    esc: false,
                }
            }
            // The first was the key, the second may start a sequence.
            0x1b => return Some(Event::Key(Key::plain(Code::Esc))),
            _ => return self.ground(byte, true),
        }
        None
    }

    fn csi(&mut self, byte: u8) -> Option<Event> {
        match byte {
            0x1b => return self.ground(byte, false),
            // CAN and SUB end every sequence.
            0x18 | 0x1a | 0x80.. => self.state = State::Ground,
            // Some terminals send other controls within a sequence; they mean nothing to us.
            0..0x20 | 0x7f => {}
            0x20..0x40 if self.held.len() < MAX_CSI => self.held.push(byte),
            // Too long to be anything we know; an unknown private prefix swallows its end.
            0x20..0x40 => self.held[0] = b'?',
            0x40..0x7f => {
                self.state = State::Ground;
                match (byte, &self.held[..]) {
                    (b'[', b"") => self.state = State::LinuxKey,
                    (b'M', b"") => self.state = State::OldMouse,
                    (b'~', b"200") => {
                        self.held.clear();
                        self.state = State::Paste { end: 0, cut: false };
                    }
                    (last, parameters) => return keys::csi(parameters, last),
                }
            }
        }
        None
    }

    fn old_mouse(&mut self, byte: u8) -> Option<Event> {
        self.held.push(byte);
        let [button, x, y] = self.held[..] else {
            return None;
        };
        self.state = State::Ground;
        let cell = |v: u8| u16::from(v.checked_sub(32).unwrap_or(1));
        keys::mouse(u16::from(button.checked_sub(32)?), cell(x), cell(y)).map(Event::Mouse)
    }

    fn string(&mut self, byte: u8, by: u8, len: usize, esc: bool) -> Option<Event> {
        self.state = match byte {
            b'\\' if esc => State::Ground,
            _ if esc => {
                // An ESC ends the string and starts a sequence.
                self.state = State::Escape;
                return self.escape(byte);
            }
            0x07 | 0x18 | 0x1a => State::Ground,
            0x1b => State::String { by, len, esc: true },
            _ if len < MAX_STRING => State::String {
                by,
                len: len + 1,
                esc: false,
            },
            _ => State::Ground,
        };
        None
    }

    fn pasted(&mut self, byte: u8, end: usize, cut: bool) -> Option<Event> {
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

    fn paste(&mut self, cut: bool) -> Event {
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
