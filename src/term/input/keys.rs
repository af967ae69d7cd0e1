//! Key and mouse tables: what a finished sequence means.
//!
//! xterm's keys with their modifiers, the older ones of rxvt and the Linux
//! console, and `CSI u` for terminals that send it unasked.

use super::{Event, reply};
use crate::app::key::{Code, Key, Mouse, MouseAct};

/// The key of one ASCII byte.
pub(super) fn ascii(byte: u8) -> Key {
    match byte {
        b'\r' => Key::plain(Code::Enter),
        b'\t' => Key::plain(Code::Tab),
        // Terminals are divided over what Backspace sends, and Ctrl-H has always meant it.
        0x7f | 0x08 => Key::plain(Code::Backspace),
        0x1b => Key::plain(Code::Esc),
        0 => Key::ctrl(' '),
        1..=26 => Key::ctrl(char::from(byte - 1 + b'a')),
        0x1c..=0x1f => Key::ctrl(char::from(byte + 0x40)),
        _ => Key::char(char::from(byte)),
    }
}

/// The key of `SS3 parameters last`. Old terminals send a modifier as the only parameter.
pub(super) fn ss3(parameters: &[u8], last: u8) -> Option<Event> {
    let event = match (parameters, last) {
        (b"", b'M') => Some(Event::Key(Key::plain(Code::Enter))),
        (b"", _) => letter(last).map(Key::plain).map(Event::Key),
        _ if parameters.contains(&b';') => csi(parameters, last),
        _ => csi(&[b"1;", parameters].concat(), last),
    };
    // No answer begins so.
    event.filter(|e| matches!(e, Event::Key(_)))
}

/// The function key of `CSI [ last`, as the Linux console sends it.
pub(super) fn linux(last: u8) -> Option<Key> {
    (b'A'..=b'E')
        .contains(&last)
        .then(|| Key::plain(Code::F(last - b'A' + 1)))
}

/// What `CSI parameters last` means, if anything.
pub(super) fn csi(parameters: &[u8], last: u8) -> Option<Event> {
    if let [b'<', rest @ ..] = parameters {
        let p = Parameters::new(rest)?;
        // A release (`m`) is no act of its own.
        return (last == b'M')
            .then(|| mouse(p.get(0)?, p.get(1)?, p.get(2)?))
            .flatten()
            .map(Event::Mouse);
    }
    if let Some(reply) = reply::csi(parameters, last) {
        return Some(Event::Reply(reply));
    }
    // Other private prefixes and intermediate bytes belong to answers that nobody asked for.
    let p = Parameters::new(parameters)?;
    if p.is_release() {
        return None;
    }
    key(&p, last).map(Event::Key)
}

fn key(p: &Parameters, last: u8) -> Option<Key> {
    match last {
        b'~' if p.get(0) == Some(27) => character(p.get(2)?, p.get(1)?),
        b'~' => Some(modified(number(p.get(0)?)?, p.get(1))),
        // rxvt's way to say Ctrl.
        b'^' => Some(Key {
            ctrl: true,
            ..Key::plain(number(p.get(0)?)?)
        }),
        b'u' => character(p.get(0)?, p.get(1).unwrap_or(1)),
        b'Z' => Some(Key {
            shift: true,
            ..Key::plain(Code::Tab)
        }),
        b'a'..=b'd' if p.n == 0 => Some(Key {
            shift: true,
            ..Key::plain(letter(last.to_ascii_uppercase())?)
        }),
        // `CSI row ; column R` is where the cursor is; a key has 1 and a modifier.
        _ if p.n == 0 || (p.get(0) == Some(1) && p.get(1).is_none_or(|m| m <= 16)) => {
            Some(modified(letter(last)?, p.get(1)))
        }
        _ => None,
    }
}

/// The key of the last byte of a `CSI` or `SS3`.
fn letter(last: u8) -> Option<Code> {
    Some(match last {
        b'A' => Code::Up,
        b'B' => Code::Down,
        b'C' => Code::Right,
        b'D' => Code::Left,
        b'H' => Code::Home,
        b'F' => Code::End,
        b'P'..=b'S' => Code::F(last - b'P' + 1),
        _ => return None,
    })
}

/// The key of `CSI number ~`.
fn number(n: u16) -> Option<Code> {
    Some(match n {
        1 | 7 => Code::Home,
        2 => Code::Insert,
        3 => Code::Delete,
        4 | 8 => Code::End,
        5 => Code::PageUp,
        6 => Code::PageDown,
        11..=15 => Code::F(n as u8 - 10),
        17..=21 => Code::F(n as u8 - 11),
        23..=24 => Code::F(n as u8 - 12),
        _ => return None,
    })
}

/// `code` with xterm's modifier parameter: one more than shift 1, alt 2, ctrl 4.
fn modified(code: Code, modifier: Option<u16>) -> Key {
    let bits = modifier.unwrap_or(1).saturating_sub(1);
    Key {
        shift: bits & 1 != 0,
        alt: bits & 2 != 0,
        ctrl: bits & 4 != 0,
        ..Key::plain(code)
    }
}

/// The key of a code point with a modifier: `CSI u` and xterm's modifyOtherKeys.
fn character(code_point: u16, modifier: u16) -> Option<Key> {
    let c = char::from_u32(code_point.into())?;
    let named = matches!(c, '\r' | '\t' | '\x1b' | '\x7f').then(|| ascii(c as u8).code);
    // The private use area holds kitty's names of keys that have no character.
    if named.is_none() && (c.is_control() || ('\u{e000}'..='\u{f8ff}').contains(&c)) {
        return None;
    }
    let key = modified(named.unwrap_or(Code::Char(c)), Some(modifier));
    Some(match key.code {
        // A character says itself whether Shift was down.
        Code::Char(c) if key.ctrl => Key {
            code: Code::Char(c.to_ascii_lowercase()),
            shift: false,
            ..key
        },
        Code::Char(c) if key.shift => Key {
            code: Code::Char(c.to_ascii_uppercase()),
            shift: false,
            ..key
        },
        _ => key,
    })
}

/// What the mouse did, by xterm's button code; `x` and `y` count from 1.
pub(super) fn mouse(button: u16, x: u16, y: u16) -> Option<Mouse> {
    // Shift 4, alt 8 and ctrl 16 make no difference; 32 says that it moved.
    let act = match button & !(4 | 8 | 16) {
        0 => MouseAct::Click,
        64 => MouseAct::WheelUp,
        65 => MouseAct::WheelDown,
        _ => return None,
    };
    Some(Mouse {
        act,
        x: x.checked_sub(1)?,
        y: y.checked_sub(1)?,
    })
}

/// The numbers of a `CSI` sequence.
struct Parameters {
    values: [Option<u16>; 4],
    n: usize,
    /// The event type of the kitty protocol, after a `:` in the second number.
    event: Option<u16>,
}

impl Parameters {
    /// `None` where something else than numbers stands there, or too many or too large ones.
    fn new(bytes: &[u8]) -> Option<Self> {
        let mut parameters = Self {
            values: [None; 4],
            n: 0,
            event: None,
        };
        if bytes.is_empty() {
            return Some(parameters);
        }
        for part in std::str::from_utf8(bytes).ok()?.split(';') {
            let mut numbers = part.split(':');
            let first = numbers.next().unwrap_or_default();
            let value = match first {
                "" => None,
                digits => Some(digits.parse().ok()?),
            };
            *parameters.values.get_mut(parameters.n)? = value;
            if parameters.n == 1 {
                parameters.event = numbers.next().and_then(|e| e.parse().ok());
            }
            parameters.n += 1;
        }
        Some(parameters)
    }

    fn get(&self, i: usize) -> Option<u16> {
        self.values.get(i).copied().flatten()
    }

    fn is_release(&self) -> bool {
        self.event == Some(3)
    }
}
