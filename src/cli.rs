//! Arguments become a command.

use std::process::ExitCode;
use std::sync::Arc;

use crate::app::{App, keymap::Keymap, settings::Settings};
use crate::run::{Setup, library::Library};
use crate::term::Profile;
use crate::text::Segmenter;

/// Runs the program.
pub fn main() -> ExitCode {
    let profile = Profile::from_env(|n| std::env::var(n).ok());
    let mut app = App::new(
        Settings::default(),
        Keymap::default(),
        Arc::new(Segmenter::new()),
    );
    app.themes = crate::ui::theme::BUILTIN
        .iter()
        .map(|(n, _)| (*n).to_owned())
        .collect();
    let setup = Setup {
        profile,
        library: Library::seeds(),
        themes: None,
        locale: "en",
        open: None,
        notes: Vec::new(),
    };
    match crate::run::run(app, setup) {
        Ok(_) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
