//! Bytes from the terminal become events: a tokenizer after ECMA-48.
//!
//! CSI ends at its final byte; OSC, DCS, APC, PM and SOS are swallowed up to
//! ST or BEL; the introducers may be of 7 or of 8 bits. What is not a key, a
//! paste, a mouse act or an answer ends here.
//!
//! What is left unfinished ends by time ([`Decoder::patience`]). An ESC alone is
//! then the key Esc; on a line with jitter that takes longer, but what is typed
//! after it does not become a key with Alt. What begins a CSI or a string is no key even then (so Alt
//! with one of `[ ] P X ^ _` is none): it is the start of an answer, whose rest
//! may be late. It is still known when it comes at once: see `late`.

mod late;
mod paste;
mod string;

use std::time::Duration;

use self::late::Opening;
use super::{Event, keys};
use crate::app::key::{Code, Key};

/// How long an ESC may be the start of a sequence on a line without jitter.
pub(super) const ESC_WAIT: Duration = Duration::from_millis(50);

/// How long the rest of a sequence, a string or a paste may take.
pub(super) const LATE: Duration = Duration::from_secs(10);

/// How long what is no answer as far as its first byte tells may pause: a key with Alt begins so too.
const DOUBTED: Duration = Duration::from_secs(1);

/// Longest run of parameters in an SS3, in bytes.
const MAX_SS3: usize = 8;

/// Longest CSI sequence that is understood, in bytes; a longer one is swallowed.
const MAX_CSI: usize = 64;

/// Longest CSI sequence that is swallowed, in bytes: what comes after it is keys again.
const MAX_SWALLOWED: usize = 1024;

/// Turns bytes, in pieces of any size, to events.
#[derive(Debug)]
pub struct Decoder {
    state: State,
    /// What came of the unfinished sequence.
    held: Vec<u8>,
    /// How long an ESC may be the start of a sequence.
    esc_wait: Duration,
    /// How many sequences have begun.
    n_begun: u64,
    /// The terminal has lost the reader's attention. Some tell that they have it when they are asked to tell of
    /// changes: that is none, and a frame for it would be one for nothing.
    away: bool,
}

/// How long to wait for the rest of what is unfinished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Patience {
    /// So long after the last byte.
    Silence(Duration),
    /// So long after it began ([`Decoder::n_begun`]), whatever comes meanwhile: what a person types must not
    /// prolong it.
    Whole(Duration),
    /// The first of the two, as above.
    Either(Duration, Duration),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Ground,
    /// A character of so many bytes, with Alt or without.
    Utf8 {
        len: usize,
        alt: bool,
    },
    Escape,
    /// An ESC alone for a moment: no person means Alt any more, but the rest of a sequence may be late.
    LoneEscape,
    Csi,
    /// `CSI [`, the start of a function key of the Linux console.
    LinuxKey,
    /// `CSI M` and three bytes: the mouse of a terminal that does not know mode 1006.
    OldMouse,
    Ss3,
    /// OSC, DCS, APC, PM or SOS: its introducer, and its bytes so far.
    String {
        by: u8,
        len: usize,
        seen: Seen,
    },
    /// A paste: bytes of its end mark seen, and whether something was cut.
    Paste {
        end: usize,
        cut: bool,
    },
    /// Nothing is going on, but what began so was given up: its rest may come.
    Late(Opening),
    /// As before, and the one byte held may be the start of the rest or a key.
    Rest(Opening),
}

/// What came last in a string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    Plain,
    /// An ESC, which ends the string.
    Esc,
    /// The start of a character that lacks so many bytes: 0x9c may be one of them and no ST.
    Lead(u8),
    /// 0xc2, which makes a C1 control of two bytes with the next, or a character.
    C2,
}

impl Default for Decoder {
    fn default() -> Self {
        Self {
            state: State::Ground,
            held: Vec::new(),
            esc_wait: ESC_WAIT,
            n_begun: 0,
            away: false,
        }
    }
}

impl Decoder {
    /// Takes `bytes` and gives every finished event to `send`; false once `send` said so.
    pub fn feed(&mut self, bytes: &[u8], send: &mut impl FnMut(Event) -> bool) -> bool {
        bytes.iter().all(|byte| {
            let typed = self.typed_before(*byte).into_iter().flatten();
            typed.chain(self.byte(*byte)).all(&mut *send)
        })
    }

    /// How long to wait for the rest of what is unfinished, before [`Self::give_up`]; `None` where nothing is
    /// to be waited for.
    pub fn patience(&self) -> Option<Patience> {
        match self.state {
            State::Ground | State::Utf8 { .. } | State::Late(_) => None,
            State::Escape | State::Rest(_) => Some(Patience::Silence(ESC_WAIT)),
            State::LoneEscape => Some(Patience::Silence(self.esc_wait.saturating_sub(ESC_WAIT))),
            State::Csi if self.held.is_empty() => Some(Patience::Silence(self.esc_wait)),
            State::Ss3
            | State::String { len: 0, .. }
            | State::String {
                seen: Seen::Esc, ..
            } => Some(Patience::Silence(self.esc_wait)),
            State::Csi | State::LinuxKey | State::OldMouse | State::Paste { .. } => {
                Some(Patience::Silence(LATE))
            }
            State::String { by, .. }
                if self
                    .held
                    .first()
                    .is_none_or(|b| late::starts_string(by, *b)) =>
            {
                Some(Patience::Whole(LATE))
            }
            State::String { .. } => Some(Patience::Either(DOUBTED, LATE)),
        }
    }

    /// The rest of what was given up can come no more: too much time has passed.
    pub(super) fn forget_late(&mut self) {
        if matches!(self.state, State::Late(_)) {
            self.state = State::Ground;
        }
    }

    /// How many sequences have begun so far: another number means that another is unfinished.
    pub fn n_begun(&self) -> u64 {
        self.n_begun
    }

    /// Sets how long an ESC may be the start of a sequence; 50 ms before this.
    pub fn set_esc_wait(&mut self, wait: Duration) {
        self.esc_wait = wait;
    }

    /// Waits no longer: an ESC was the key, and whatever lacks its end is over.
    pub fn give_up(&mut self, send: &mut impl FnMut(Event) -> bool) -> bool {
        let key = match std::mem::replace(&mut self.state, State::Ground) {
            State::Escape if self.esc_wait > ESC_WAIT => {
                self.state = State::LoneEscape;
                return true;
            }
            State::Escape | State::LoneEscape => {
                self.state = State::Late(Opening::Escape);
                Key::plain(Code::Esc)
            }
            State::Ss3 => {
                let key = Key {
                    alt: true,
                    ..Key::char('O')
                };
                let typed = self.held.iter().map(|b| keys::ascii(*b));
                return std::iter::once(key).chain(typed).map(Event::Key).all(send);
            }
            State::Csi if self.held.is_empty() => {
                self.state = State::Late(Opening::Csi);
                return true;
            }
            State::String {
                by,
                seen: Seen::Esc,
                ..
            } => {
                self.state = State::Late(Opening::End(by));
                return true;
            }
            State::String { by, len: 0, .. } => {
                self.state = State::Late(Opening::String(by));
                return true;
            }
            State::Rest(opening) => {
                return self.typed(opening).into_iter().flatten().all(send);
            }
            State::Paste { cut, .. } => return send(self.paste(cut)),
            State::Ground
            | State::Utf8 { .. }
            | State::Csi
            | State::LinuxKey
            | State::OldMouse
            | State::String { .. }
            | State::Late(_) => return true,
        };
        send(Event::Key(key))
    }

    fn byte(&mut self, byte: u8) -> Option<Event> {
        match self.state {
            State::Ground => self.ground(byte, false),
            State::Utf8 { len, alt } => self.continuation(byte, len, alt),
            State::Escape => self.escape(byte),
            State::LoneEscape => self.late(byte, Opening::LoneEscape),
            State::Csi => self.csi(byte),
            State::LinuxKey => {
                self.state = State::Ground;
                match byte {
                    0x20..0x7f => keys::linux(byte).map(Event::Key),
                    _ => self.ground(byte, false),
                }
            }
            State::OldMouse => self.old_mouse(byte),
            State::Ss3 => {
                if matches!(byte, b'0'..=b'9' | b';') && self.held.len() < MAX_SS3 {
                    self.held.push(byte);
                    return None;
                }
                self.state = State::Ground;
                match byte {
                    0x20..0x7f => keys::ss3(&self.held, byte),
                    _ => self.ground(byte, false),
                }
            }
            State::String { by, len, seen } => self.string(byte, by, len, seen),
            State::Paste { end, cut } => self.pasted(byte, end, cut),
            State::Late(opening) => self.late(byte, opening),
            State::Rest(opening) => self.rest(byte, opening),
        }
    }

    fn ground(&mut self, byte: u8, alt: bool) -> Option<Event> {
        self.state = State::Ground;
        self.held.clear();
        let len = match byte {
            0x1b => {
                self.begin(State::Escape);
                return None;
            }
            0..0x80 => {
                return Some(Event::Key(Key {
                    alt,
                    ..keys::ascii(byte)
                }));
            }
            0x80..0xa0 => {
                self.c1(byte);
                return None;
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

    fn begin(&mut self, state: State) {
        self.held.clear();
        self.n_begun = self.n_begun.wrapping_add(1);
        self.state = state;
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
        if c.is_control() {
            // Of two bytes, so one of the C1 controls.
            self.c1(byte);
            return None;
        }
        let key = Key {
            alt,
            ..Key::char(c)
        };
        Some(Event::Key(key))
    }

    /// A C1 control: some are the introducers in one byte.
    fn c1(&mut self, byte: u8) {
        match byte {
            0x8f => self.begin(State::Ss3),
            0x9b => self.begin(State::Csi),
            0x90 | 0x98 | 0x9d..=0x9f => self.begin_string(byte - 0x40),
            _ => {}
        }
    }

    fn begin_string(&mut self, by: u8) {
        self.begin(State::String {
            by,
            len: 0,
            seen: Seen::Plain,
        });
    }

    fn escape(&mut self, byte: u8) -> Option<Event> {
        match byte {
            b'[' => self.begin(State::Csi),
            b'O' => self.begin(State::Ss3),
            b']' | b'P' | b'X' | b'^' | b'_' => self.begin_string(byte),
            // The first was the key, the second may start a sequence.
            0x1b => {
                self.begin(State::Escape);
                return Some(Event::Key(Key::plain(Code::Esc)));
            }
            _ => return self.ground(byte, true),
        }
        None
    }

    fn csi(&mut self, byte: u8) -> Option<Event> {
        match byte {
            0x1b | 0x80.. => return self.ground(byte, false),
            // CAN and SUB end every sequence, and NUL is nothing.
            0x18 | 0x1a => self.state = State::Ground,
            0 => {}
            // Other controls within a sequence are what they are, and it goes on: so does a terminal.
            0..0x20 | 0x7f => return Some(Event::Key(keys::ascii(byte))),
            0x20..0x40 if self.held.len() < MAX_SWALLOWED => self.held.push(byte),
            0x20..0x40 => self.state = State::Ground,
            0x40..0x7f => {
                self.state = State::Ground;
                match (byte, &self.held[..]) {
                    (b'[', b"") => self.begin(State::LinuxKey),
                    (b'M', b"") => self.begin(State::OldMouse),
                    (b'O', b"") => self.away = true,
                    (b'I', b"") => {
                        return std::mem::take(&mut self.away).then_some(Event::FocusIn);
                    }
                    (b'~', b"200") => self.begin(State::Paste { end: 0, cut: false }),
                    (last, parameters) if parameters.len() <= MAX_CSI => {
                        return keys::csi(parameters, last);
                    }
                    _ => {}
                }
            }
        }
        None
    }

    fn old_mouse(&mut self, byte: u8) -> Option<Event> {
        // Its three bytes are 32 and more, or a column beyond what can be said.
        if byte == 0x1b {
            return self.ground(byte, false);
        }
        self.held.push(byte);
        let [button, x, y] = self.held[..] else {
            return None;
        };
        self.state = State::Ground;
        let cell = |v: u8| u16::from(v.checked_sub(32).unwrap_or(1));
        keys::mouse(u16::from(button.checked_sub(32)?), cell(x), cell(y)).map(Event::Mouse)
    }
}
