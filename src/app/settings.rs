//! What the reader sets, and how it is read from a file: a mistake is a warning, never a refusal.

mod near;
mod read;

use super::areas::Layout;

pub use near::nearest;
pub use read::{Mistake, read_keymap, read_settings};

/// Which calendar dates are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Calendar {
    /// Buddhist on a Thai screen, else Gregorian.
    #[default]
    Auto,
    /// 2025.
    Gregorian,
    /// 2568.
    Buddhist,
}

/// Which signs are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum GlyphSet {
    /// By the locale.
    #[default]
    Auto,
    /// Lines and arrows.
    Unicode,
    /// ASCII only.
    Ascii,
}

/// What the reader sets.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts, not a state machine"
)]
pub struct Settings {
    /// The language of the screen: `auto` or a language that ships.
    pub language: String,
    /// The theme's name.
    pub theme: String,
    /// Whether the mouse is listened to.
    pub mouse: bool,
    /// Signs.
    pub glyphs: GlyphSet,
    /// Calendar.
    pub calendar: Calendar,
    /// Whether numbers in dates are written in Thai digits.
    pub thai_digits: bool,
    /// The widest line of an article in cells.
    pub measure: u16,
    /// How the panes of the reader stand at the start.
    pub layout: Layout,
    /// Whether the bottom row shows keys.
    pub hints: bool,
    /// Whether the screen is one column of plain text, for screen readers.
    pub linear: bool,
    /// Whether the terminal is told the addresses of links, so that it can open them.
    pub hyperlinks: bool,
    /// Whether the panes of the reader are linked by passage.
    pub linked: bool,
    /// Whether the documents of a story stand in one row of the shelf.
    pub stories: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: "auto".into(),
            theme: "terminal".into(),
            mouse: true,
            glyphs: GlyphSet::Auto,
            calendar: Calendar::Auto,
            thai_digits: false,
            measure: 72,
            layout: Layout::Three,
            hints: true,
            linear: false,
            hyperlinks: true,
            linked: true,
            stories: true,
        }
    }
}

/// A setting: its name, its value out of the box and what it does.
pub struct SettingRow {
    /// Its name in the file.
    pub name: &'static str,
    /// Its value as the file writes it.
    pub default: &'static str,
    /// What it does.
    pub help: &'static str,
    set: fn(&mut Settings, &str) -> bool,
}

fn flag(slot: &mut bool, value: &str) -> bool {
    value.parse().map(|v| *slot = v).is_ok()
}

fn choice<T: Copy>(slot: &mut T, value: &str, names: &[(&str, T)]) -> bool {
    names
        .iter()
        .find(|(n, _)| *n == value)
        .map(|(_, v)| *slot = *v)
        .is_some()
}

/// Every setting, one row each.
pub const SETTINGS: &[SettingRow] = &[
    SettingRow {
        name: "language",
        default: "\"auto\"",
        help: "Language of the screen: \"auto\" (by LC_ALL, LC_MESSAGES, LANG), \"en\" or \"th\".",
        set: |s, v| {
            ["auto", "en", "th"].contains(&v) && {
                s.language = v.into();
                true
            }
        },
    },
    SettingRow {
        name: "theme",
        default: "\"terminal\"",
        help: "Theme: \"terminal\" (the terminal's own colours), \"dark\", \"light\", \"ansi16\", \"mono\", or a file of yours in themes/.",
        set: |s, v| {
            !v.is_empty() && {
                s.theme = v.into();
                true
            }
        },
    },
    SettingRow {
        name: "mouse",
        default: "true",
        help: "Listen to the mouse. With it on, hold Shift to select text in the terminal.",
        set: |s, v| flag(&mut s.mouse, v),
    },
    SettingRow {
        name: "glyphs",
        default: "\"auto\"",
        help: "Signs: \"auto\" (by the locale), \"unicode\" or \"ascii\".",
        set: |s, v| {
            choice(
                &mut s.glyphs,
                v,
                &[
                    ("auto", GlyphSet::Auto),
                    ("unicode", GlyphSet::Unicode),
                    ("ascii", GlyphSet::Ascii),
                ],
            )
        },
    },
    SettingRow {
        name: "calendar",
        default: "\"auto\"",
        help: "Years: \"auto\" (Buddhist on a Thai screen), \"gregorian\" or \"buddhist\".",
        set: |s, v| {
            choice(
                &mut s.calendar,
                v,
                &[
                    ("auto", Calendar::Auto),
                    ("gregorian", Calendar::Gregorian),
                    ("buddhist", Calendar::Buddhist),
                ],
            )
        },
    },
    SettingRow {
        name: "thai-digits",
        default: "false",
        help: "Write dates in Thai digits.",
        set: |s, v| flag(&mut s.thai_digits, v),
    },
    SettingRow {
        name: "measure",
        default: "72",
        help: "The widest line of an article, in cells (20 to 200).",
        set: |s, v| {
            v.parse()
                .ok()
                .filter(|n| (20..=200).contains(n))
                .map(|n| s.measure = n)
                .is_some()
        },
    },
    SettingRow {
        name: "layout",
        default: "\"three\"",
        help: "Panes of the reader: \"three\" (as many as fit), \"two\", \"one\", or \"stacked\" (over one another, for slow links).",
        set: |s, v| {
            choice(
                &mut s.layout,
                v,
                &[
                    ("three", Layout::Three),
                    ("two", Layout::Two),
                    ("one", Layout::One),
                    ("stacked", Layout::Stacked),
                ],
            )
        },
    },
    SettingRow {
        name: "hints",
        default: "true",
        help: "Show keys in the bottom row.",
        set: |s, v| flag(&mut s.hints, v),
    },
    SettingRow {
        name: "linear",
        default: "false",
        help: "For screen readers: one column of plain text, words for signs, the cursor on what is read.",
        set: |s, v| flag(&mut s.linear, v),
    },
    SettingRow {
        name: "hyperlinks",
        default: "true",
        help: "Tell the terminal the addresses of links (OSC 8), so that it can open them itself.",
        set: |s, v| flag(&mut s.hyperlinks, v),
    },
    SettingRow {
        name: "linked",
        default: "true",
        help: "Link the panes: show which comments and sources speak of the paragraph that is read.",
        set: |s, v| flag(&mut s.linked, v),
    },
    SettingRow {
        name: "stories",
        default: "true",
        help: "On the shelf, articles on one event stand in one row.",
        set: |s, v| flag(&mut s.stories, v),
    },
];
