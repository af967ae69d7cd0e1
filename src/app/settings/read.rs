//! Settings and keys from files: what is right is taken, what is wrong is returned.

use std::collections::BTreeSet;

use super::{SETTINGS, Settings, nearest};
use crate::app::action::{Action, Scope};
use crate::app::key::{Code, Key};
use crate::app::keymap::{Keymap, chord, digit};

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
