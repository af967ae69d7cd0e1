//! Keys and mouse acts as values: no terminal is needed to name one.

use std::fmt;
use std::str::FromStr;

/// A key press.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// Which key.
    pub code: Code,
    /// With Ctrl.
    pub ctrl: bool,
    /// With Alt.
    pub alt: bool,
    /// With Shift, only where the code does not say so itself (Shift-Tab, Shift-Up).
    pub shift: bool,
}

/// Which key was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    /// A character, as typed: `J` is Shift-j.
    Char(char),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Backspace.
    Backspace,
    /// Tab.
    Tab,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Insert.
    Insert,
    /// Delete.
    Delete,
    /// F1 to F12.
    F(u8),
}

impl Key {
    /// A key without Ctrl, Alt and Shift.
    pub const fn plain(code: Code) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
            shift: false,
        }
    }

    /// A character key.
    pub const fn char(c: char) -> Self {
        Self::plain(Code::Char(c))
    }

    /// Ctrl and a character.
    pub const fn ctrl(c: char) -> Self {
        Self {
            ctrl: true,
            ..Self::char(c)
        }
    }
}

const NAMES: &[(&str, Code)] = &[
    ("enter", Code::Enter),
    ("esc", Code::Esc),
    ("backspace", Code::Backspace),
    ("tab", Code::Tab),
    ("up", Code::Up),
    ("down", Code::Down),
    ("left", Code::Left),
    ("right", Code::Right),
    ("home", Code::Home),
    ("end", Code::End),
    ("pageup", Code::PageUp),
    ("pagedown", Code::PageDown),
    ("insert", Code::Insert),
    ("delete", Code::Delete),
    ("space", Code::Char(' ')),
];

/// `j`, `J`, `ctrl-d`, `alt-x`, `shift-tab`, `space`, `f5`: what the keymap file holds.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (on, name) in [
            (self.ctrl, "ctrl-"),
            (self.alt, "alt-"),
            (self.shift, "shift-"),
        ] {
            if on {
                f.write_str(name)?;
            }
        }
        match (NAMES.iter().find(|(_, c)| *c == self.code), self.code) {
            (Some((name, _)), _) => f.write_str(name),
            (None, Code::Char(c)) => write!(f, "{c}"),
            (None, Code::F(n)) => write!(f, "f{n}"),
            (None, other) => unreachable!("{other:?} has a name"),
        }
    }
}

/// Why a key could not be read from its name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no key is called “{0}”")]
pub struct UnknownKey(pub String);

impl FromStr for Key {
    type Err = UnknownKey;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let mut key = Self::char(' ');
        let mut rest = s;
        while rest.len() > 1 {
            if let Some(r) = rest.strip_prefix("ctrl-").filter(|_| !key.ctrl) {
                (key.ctrl, rest) = (true, r);
            } else if let Some(r) = rest.strip_prefix("alt-").filter(|_| !key.alt) {
                (key.alt, rest) = (true, r);
            } else if let Some(r) = rest.strip_prefix("shift-").filter(|_| !key.shift) {
                (key.shift, rest) = (true, r);
            } else {
                break;
            }
        }
        let mut chars = rest.chars();
        key.code = match (chars.next(), chars.next()) {
            (Some(c), None) => Code::Char(c),
            (Some('f'), Some(_))
                if rest[1..].parse::<u8>().is_ok_and(|n| (1..=12).contains(&n)) =>
            {
                Code::F(rest[1..].parse().unwrap_or(1))
            }
            _ => NAMES
                .iter()
                .find(|(n, _)| *n == rest)
                .map(|(_, c)| *c)
                .ok_or_else(|| UnknownKey(s.to_owned()))?,
        };
        Ok(key)
    }
}

/// What the mouse did, in cells from the top left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    /// What it did.
    pub act: MouseAct,
    /// Column, from 0.
    pub x: u16,
    /// Row, from 0.
    pub y: u16,
}

/// What the mouse did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseAct {
    /// The left button went down.
    Click,
    /// The wheel turned up by one notch.
    WheelUp,
    /// The wheel turned down by one notch.
    WheelDown,
}
