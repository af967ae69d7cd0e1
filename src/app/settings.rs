//! What the reader sets, and how it is read from a file: a mistake is a warning, never a refusal.

mod near;

use std::collections::BTreeSet;

use super::action::{Action, Scope};
use super::key::{Code, Key};
use super::keymap::{Keymap, chord, digit};

pub use near::nearest;

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
    /// Whether the bottom row shows keys.
    pub hints: bool,
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
            hints: true,
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
        name: "hints",
        default: "true",
        help: "Show keys in the bottom row.",
        set: |s, v| flag(&mut s.hints, v),
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

/// Something in a settings or keymap file that could not be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct Mistake {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, and the nearest right name where there is one.
    pub what: String,
}

/// Reads a settings file over `settings`. What is right is taken, what is wrong is returned.
pub fn read_settings(text: &str, settings: &mut Settings) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    for (name, line, value) in entries(text, &mut mistakes) {
        match SETTINGS.iter().find(|r| r.name == name) {
            Some(row) => {
                if !value.as_deref().is_some_and(|v| (row.set)(settings, v)) {
                    mistakes.push(Mistake {
                        line,
                        what: format!("“{name}” cannot have this value. {}", row.help),
                    });
                }
            }
            None => mistakes.push(unknown(
                line,
                "setting",
                &name,
                SETTINGS.iter().map(|r| r.name),
            )),
        }
    }
    mistakes
}

/// Reads a keymap file over `keymap`: tables named for scopes, with `command = ["keys", …]`.
/// The keys given replace all of the command's own; an empty list unbinds it.
pub fn read_keymap(text: &str, keymap: &mut Keymap) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    let mut cleared: BTreeSet<Action> = BTreeSet::new();
    let mut wanted = Vec::new();
    for (path, line, value) in entries(text, &mut mistakes) {
        let (scope, name) = path
            .split_once('.')
            .map_or((None, path.as_str()), |(s, n)| (Some(s), n));
        let Some(action) = Action::named(name) else {
            mistakes.push(unknown(
                line,
                "command",
                name,
                Action::ALL.iter().map(|a| a.row().name),
            ));
            continue;
        };
        let scope = match scope {
            None => action.row().scope,
            Some(s) => {
                if let Some(scope) = Scope::ALL.into_iter().find(|x| x.name() == s) {
                    scope
                } else {
                    mistakes.push(unknown(
                        line,
                        "scope",
                        s,
                        Scope::ALL.into_iter().map(Scope::name),
                    ));
                    continue;
                }
            }
        };
        let Some(value) = value else {
            let what = format!("“{name}” takes a list of keys, such as [\"g g\"]");
            mistakes.push(Mistake { line, what });
            continue;
        };
        cleared.insert(action);
        for text in value.split('\n').filter(|k| !k.is_empty()) {
            match typeable(text) {
                Ok(keys) => wanted.push((line, scope, keys, action)),
                Err(why) => mistakes.push(Mistake {
                    line,
                    what: format!("“{name}”: {why}"),
                }),
            }
        }
    }
    for action in cleared {
        keymap.unbind(action);
    }
    for (line, scope, keys, action) in wanted {
        if let Some((other, why)) = keymap.conflict(scope, &keys, action) {
            let (mine, other) = (action.row().name, other.row().name);
            mistakes.push(Mistake {
                line,
                what: format!("“{mine}” {why} “{other}”"),
            });
        }
        keymap.bind(scope, keys, Some(action));
    }
    mistakes
}

/// Reads a chord that somebody can type.
fn typeable(text: &str) -> Result<Vec<Key>, String> {
    let keys = chord(text).map_err(|e| e.to_string())?;
    let Some(first) = keys.first() else {
        return Err("there is no key in it".to_owned());
    };
    if let Some(key) = keys
        .iter()
        .find(|k| k.shift && matches!(k.code, Code::Char(_)))
    {
        return Err(format!(
            "“{key}” cannot be typed: a capital letter is written as such"
        ));
    }
    if digit(*first).is_some_and(|d| d > 0) {
        return Err(format!(
            "“{text}” begins with a digit, which is a number before a command"
        ));
    }
    Ok(keys)
}

fn unknown<'a>(
    line: usize,
    kind: &str,
    name: &str,
    known: impl Iterator<Item = &'a str>,
) -> Mistake {
    let near = nearest(name, known);
    let hint = near.map_or_else(String::new, |k| format!("; did you mean “{k}”?"));
    Mistake {
        line,
        what: format!("there is no {kind} “{name}”{hint}"),
    }
}

/// Entries of a TOML file as `name` or `table.name`, with their line. A value is its text; a list of
/// texts is joined by line ends; anything else is `None`.
fn entries(text: &str, mistakes: &mut Vec<Mistake>) -> Vec<(String, usize, Option<String>)> {
    let line_of = |at: usize| 1 + text[..at.min(text.len())].matches('\n').count();
    let (table, errors) = toml::de::DeTable::parse_recoverable(text);
    for e in errors {
        let line = e.span().map_or(1, |s| line_of(s.start));
        mistakes.push(Mistake {
            line,
            what: e.message().to_owned(),
        });
    }
    let mut out = Vec::new();
    for (name, value) in table.get_ref() {
        let line = line_of(name.span().start);
        if let toml::de::DeValue::Table(inner) = value.get_ref() {
            for (n, v) in inner {
                out.push((
                    format!("{}.{}", name.get_ref(), n.get_ref()),
                    line_of(n.span().start),
                    plain(v.get_ref()),
                ));
            }
        } else {
            out.push((name.get_ref().to_string(), line, plain(value.get_ref())));
        }
    }
    out.sort_by_key(|e| e.1);
    out
}

fn plain(value: &toml::de::DeValue<'_>) -> Option<String> {
    use toml::de::DeValue;
    match value {
        DeValue::String(s) => Some(s.to_string()),
        DeValue::Integer(n) => Some(n.to_string()),
        DeValue::Boolean(b) => Some(b.to_string()),
        DeValue::Array(list) => list
            .iter()
            .map(|v| plain(v.get_ref()))
            .collect::<Option<Vec<_>>>()
            .map(|v| v.join("\n")),
        DeValue::Float(_) | DeValue::Datetime(_) | DeValue::Table(_) => None,
    }
}
