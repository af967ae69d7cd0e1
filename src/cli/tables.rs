//! Files and tables that are made from the `actions!` and settings tables: the example files in
//! `assets/`, the key table of the README and what `khao keys` prints.

use std::fmt::Write as _;

use crate::app::action::{Action, Scope};
use crate::app::keymap::Keymap;
use crate::app::settings::SETTINGS;
use crate::text::cell;
use crate::ui::lang::Lang;

/// A settings file with every setting as it is out of the box.
pub fn settings_toml() -> String {
    let mut out = String::from(
        "# Settings of khao, as they are out of the box. Keep the lines that you change.\n",
    );
    for row in SETTINGS {
        push(
            &mut out,
            format_args!("\n# {}\n{} = {}\n", row.help, row.name, row.default),
        );
    }
    out
}

/// A keymap file with every key as it is out of the box.
pub fn keymap_toml() -> String {
    let mut out = String::from(
        "# Keys of khao, as they are out of the box. Keep the lines that you change.\n\
         #\n\
         # The keys of a line replace those of its command; [] takes them all away.\n\
         # Keys that follow each other are parted by a space: \"g g\". Names of keys: enter, esc,\n\
         # backspace, tab, space, up, down, left, right, home, end, pageup, pagedown, insert,\n\
         # delete, f1 to f12; before them ctrl-, alt-, shift-. Most terminals send alt- with one of [ ] P X ^ _ as\n\
         # the start of an answer of theirs: it does nothing then.\n",
    );
    for scope in Scope::ALL.into_iter().filter(|s| of(*s).next().is_some()) {
        push(&mut out, format_args!("\n[{}]\n", scope.name()));
        for row in of(scope).map(Action::row) {
            let keys: Vec<toml::Value> = row.keys.iter().map(|k| (*k).into()).collect();
            let keys = toml::Value::Array(keys);
            push(
                &mut out,
                format_args!("{} = {keys} # {}\n", row.name, row.help),
            );
        }
    }
    out
}

/// The key table of the README, in Markdown.
pub fn readme_keys() -> String {
    let keymap = Keymap::default();
    let lang = Lang::new("en");
    let mut out = String::new();
    for scope in Scope::ALL.into_iter().filter(|s| of(*s).next().is_some()) {
        let title = lang.word(scope.word());
        push(
            &mut out,
            format_args!("\n**{title}**\n\n| Keys | Command | |\n|---|---|---|\n"),
        );
        for action in of(scope) {
            let keys = keymap.keys_of(action).into_iter().map(|k| format!("`{k}`"));
            let keys = keys.collect::<Vec<_>>().join(" ").replace('|', "\\|");
            let (name, help) = (action.row().name, lang.command(action).replace('|', "\\|"));
            push(&mut out, format_args!("| {keys} | {name} | {help} |\n"));
        }
    }
    out
}

/// Every key of `keymap`, by scope, in columns.
pub fn key_table(keymap: &Keymap, lang: &Lang) -> String {
    let keys_of = |action| keymap.keys_of(action).join(" ");
    let width = |texts: &mut dyn Iterator<Item = usize>| texts.max().unwrap_or_default();
    let keys = width(&mut Action::ALL.iter().map(|a| cell::width(&keys_of(*a))));
    let names = width(&mut Action::ALL.iter().map(|a| cell::width(a.row().name)));
    let mut out = String::new();
    for scope in Scope::ALL.into_iter().filter(|s| of(*s).next().is_some()) {
        if !out.is_empty() {
            out.push('\n');
        }
        push(&mut out, format_args!("{}\n", lang.word(scope.word())));
        for action in of(scope) {
            let keys = cell::pad(&keys_of(action), keys);
            let name = cell::pad(action.row().name, names);
            push(
                &mut out,
                format_args!("  {keys}  {name}  {}\n", lang.command(action)),
            );
        }
    }
    out
}

fn of(scope: Scope) -> impl Iterator<Item = Action> {
    Action::ALL
        .iter()
        .copied()
        .filter(move |a| a.row().scope == scope)
}

fn push(out: &mut String, args: std::fmt::Arguments<'_>) {
    out.write_fmt(args).expect("a String takes every write");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::settings::{Settings, read_keymap, read_settings};

    #[test]
    fn the_files_are_read_without_a_mistake_and_change_nothing() {
        let mut settings = Settings {
            hints: false,
            measure: 50,
            ..Settings::default()
        };
        assert_eq!(read_settings(&settings_toml(), &mut settings), []);
        assert_eq!(settings, Settings::default());
        let mut keymap = Keymap::default();
        assert_eq!(read_keymap(&keymap_toml(), &mut keymap), []);
        for &action in Action::ALL {
            assert_eq!(
                keymap.keys_of(action),
                Keymap::default().keys_of(action),
                "{action:?}"
            );
        }
    }

    #[test]
    fn own_keys_are_in_the_table() {
        let mut keymap = Keymap::default();
        assert_eq!(
            read_keymap("[thread]\nfold = [\"ctrl-y x\"]\n", &mut keymap),
            []
        );
        let table = key_table(&keymap, &Lang::new("th"));
        let line = table.lines().find(|l| l.contains(" fold ")).unwrap();
        assert!(line.trim_start().starts_with("Ctrl-Y x"), "{line}");
        assert_eq!(
            table.lines().filter(|l| l.starts_with("  ")).count(),
            Action::ALL.len()
        );
    }
}
