//! Keys become actions: chords, counts, scopes, and Thai letters by their place on the keyboard.

use std::collections::BTreeMap;

use super::action::{Action, Scope};
use super::key::{Code, Key};
use crate::text::thai;

/// Which keys do what. Later bindings win.
#[derive(Debug, Clone)]
pub struct Keymap {
    bindings: BTreeMap<Scope, BTreeMap<Vec<Key>, Action>>,
}

impl Default for Keymap {
    fn default() -> Self {
        let mut map = Self {
            bindings: BTreeMap::new(),
        };
        for &action in Action::ALL {
            let row = action.row();
            for keys in row.keys {
                map.bind(
                    row.scope,
                    chord(keys).expect("the table's keys are checked by a test"),
                    Some(action),
                );
            }
        }
        map
    }
}

/// What a chord of keys means so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// A whole command.
    Act(Action),
    /// The start of longer chords.
    More,
    /// Nothing.
    Nothing,
}

impl Keymap {
    /// Binds a chord in a scope, or unbinds it.
    pub fn bind(&mut self, scope: Scope, keys: Vec<Key>, action: Option<Action>) {
        let of = self.bindings.entry(scope).or_default();
        match action {
            Some(action) => of.insert(keys, action),
            None => of.remove(&keys),
        };
    }

    /// Takes every key from a command.
    pub fn unbind(&mut self, action: Action) {
        for of in self.bindings.values_mut() {
            of.retain(|_, a| *a != action);
        }
    }

    /// What `keys` mean in the first of `scopes` that knows them. Thai letters count as the keys at
    /// their place, and may be mixed with Latin ones in one chord.
    pub fn meaning(&self, scopes: &[Scope], keys: &[Key]) -> Meaning {
        match self.exact(scopes, keys) {
            Meaning::Nothing => {
                let latin: Vec<Key> = keys.iter().map(|k| by_place(*k)).collect();
                self.exact(scopes, &latin)
            }
            found => found,
        }
    }

    fn exact(&self, scopes: &[Scope], keys: &[Key]) -> Meaning {
        let mut longer = false;
        for of in scopes.iter().filter_map(|s| self.bindings.get(s)) {
            if let Some(action) = of.get(keys) {
                return Meaning::Act(*action);
            }
            longer |= of
                .range(keys.to_vec()..)
                .next()
                .is_some_and(|(k, _)| k.starts_with(keys));
        }
        if longer {
            Meaning::More
        } else {
            Meaning::Nothing
        }
    }

    /// What another command loses when `keys` are bound in `scope`: the command, and how it loses them.
    pub fn conflict(
        &self,
        scope: Scope,
        keys: &[Key],
        action: Action,
    ) -> Option<(Action, &'static str)> {
        let of = self.bindings.get(&scope)?;
        let other = |(k, a): (&Vec<Key>, &Action)| {
            if *a == action {
                None
            } else if k == keys {
                Some((*a, "takes the key of"))
            } else if k.starts_with(keys) {
                Some((*a, "has a key that hides a longer one of"))
            } else if keys.starts_with(k) {
                Some((*a, "has a key that is hidden by a shorter one of"))
            } else {
                None
            }
        };
        of.iter().find_map(other)
    }

    /// Whether a chord of `action` starts with `key`.
    pub fn starts(&self, scopes: &[Scope], key: Key, action: Action) -> bool {
        let starts = |key: Key| {
            scopes
                .iter()
                .filter_map(|s| self.bindings.get(s))
                .flatten()
                .any(|(k, a)| *a == action && k.first() == Some(&key))
        };
        starts(key) || starts(by_place(key))
    }

    /// The chords of a command, shortest first, as they are written: `j`, `gg`, `Ctrl-D`.
    pub fn keys_of(&self, action: Action) -> Vec<String> {
        let mut all: Vec<&Vec<Key>> = self
            .bindings
            .values()
            .flatten()
            .filter(|(_, a)| **a == action)
            .map(|(k, _)| k)
            .collect();
        // What is typed most easily comes first: letters, no modifiers, few of them.
        all.sort_by_key(|k| {
            let named = k.iter().any(|x| !matches!(x.code, Code::Char(_)));
            let held = k.iter().filter(|x| x.ctrl || x.alt || x.shift).count();
            (held, named, k.len())
        });
        all.into_iter().map(|k| chord_shown(k)).collect()
    }
}

/// Reads a chord: keys parted by spaces.
///
/// # Errors
/// Names the part that is no key.
pub fn chord(text: &str) -> Result<Vec<Key>, super::key::UnknownKey> {
    text.split_whitespace().map(str::parse).collect()
}

/// The Latin key at the place of a Thai letter; any other key as it is.
pub fn by_place(key: Key) -> Key {
    match key.code {
        Code::Char(c) => Key {
            code: Code::Char(thai::kedmanee(c).unwrap_or(c)),
            ..key
        },
        _ => key,
    }
}

/// The digit that a key types, also as a Thai digit.
pub fn digit(key: Key) -> Option<u32> {
    match key.code {
        Code::Char(c) if !key.ctrl && !key.alt => c
            .to_digit(10)
            .or_else(|| ('๐'..='๙').contains(&c).then(|| c as u32 - '๐' as u32)),
        _ => None,
    }
}

/// A chord as the help writes it: letters together, as in `gg`, other keys apart, as in `Ctrl-W h`.
pub fn chord_shown(keys: &[Key]) -> String {
    let names: Vec<String> = keys.iter().map(|k| shown(*k)).collect();
    let letters = names.iter().all(|n| n.chars().count() == 1);
    names.join(if letters { "" } else { " " })
}

/// A key as the help writes it.
pub fn shown(key: Key) -> String {
    let name = match key.code {
        Code::Char(' ') => "Space".to_owned(),
        Code::Char(c) if key.ctrl => c.to_uppercase().collect(),
        Code::Char(c) => c.to_string(),
        Code::F(n) => format!("F{n}"),
        Code::PageUp => "PgUp".to_owned(),
        Code::PageDown => "PgDn".to_owned(),
        Code::Up => "↑".to_owned(),
        Code::Down => "↓".to_owned(),
        Code::Left => "←".to_owned(),
        Code::Right => "→".to_owned(),
        code => {
            let name = Key::plain(code).to_string();
            name[..1].to_uppercase() + &name[1..]
        }
    };
    let mut out = String::new();
    for (on, prefix) in [
        (key.ctrl, "Ctrl-"),
        (key.alt, "Alt-"),
        (key.shift, "Shift-"),
    ] {
        if on {
            out.push_str(prefix);
        }
    }
    out + &name
}
