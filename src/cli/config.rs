//! `khao config`: which settings hold and where they live.

use std::path::Path;

use super::Done;
use super::folders::state_folder;
use super::out::{Out, Problem};
use super::settings::Config;
use super::tables;
use crate::text::{cell, clean_line};

/// Prints a settings file.
pub(super) fn print_default(config: &Config, out: &mut Out) -> Done {
    if let Some(folder) = &config.folder {
        let path = folder.join("settings.toml");
        out.put(format!("# This belongs into {}\n", shown(&path)));
    }
    out.put(tables::settings_toml());
    Done::Yes
}

/// Prints the folder's path.
pub(super) fn print_path(config: &Config, out: &mut Out) -> Done {
    let Some(folder) = &config.folder else {
        out.tell(&no_home());
        return Done::NothingFound;
    };
    // For programs: the bytes of the path, not what can be shown of them.
    out.line(folder.as_os_str().as_encoded_bytes());
    Done::Yes
}

/// Prints what holds, and where. Settings with mistakes make exit code 2.
pub(super) fn run(config: &Config, out: &mut Out) -> Done {
    let mut row = |name: &str, value: &str| out.line(format!("{}  {value}", cell::pad(name, 10)));
    if let Some(folder) = &config.folder {
        for (name, file) in [
            ("settings", "settings.toml"),
            ("keymap", "keymap.toml"),
            ("themes", "themes"),
            ("words", "thai-words.txt"),
        ] {
            let path = folder.join(file);
            let absent = if path.exists() { "" } else { " (not there)" };
            row(name, &format!("{}{absent}", shown(&path)));
        }
    }
    row("reports", &shown(&state_folder()));
    row("language", config.lang().code());
    row("theme", &config.settings.theme);
    if config.folder.is_none() {
        out.tell(&no_home());
    }
    if config.warnings.is_empty() {
        Done::Yes
    } else {
        Done::Mistakes
    }
}

fn no_home() -> Problem {
    Problem::new("there is no folder for settings: HOME is not set")
        .hint("name one by --config or KHAO_CONFIG")
}

fn shown(path: &Path) -> String {
    clean_line(&path.to_string_lossy()).into()
}
