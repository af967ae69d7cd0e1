//! Settings from all sides, merged once: built-in < file < environment < flags.
//!
//! | file in the folder | holds |
//! |---|---|
//! | `settings.toml` | settings |
//! | `keymap.toml` | keys |
//! | `themes/NAME.toml` | the reader's own themes |
//! | `thai-words.txt` | words that no line may break inside, one a line |
//!
//! The folder is `--config`, else `KHAO_CONFIG`, else that of the system. A mistake in a file or in
//! the environment is a warning; one in a flag ends the program before it starts.

use std::fmt::Display;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::args::Global;
use super::folders::{folder, library, locale};
use super::out::Problem;
use crate::app::keymap::Keymap;
use crate::app::settings::{Mistake, Settings, read_keymap, read_settings};
use crate::load::models::FILES;
use crate::load::{Chosen, Layers, Models};
use crate::run::{read, themes};
use crate::term::Profile;
use crate::text::Segmenter;
use crate::ui::lang::{LANGUAGES, Lang};

/// Everything that is set.
pub(super) struct Config {
    /// The folder, where there can be one.
    pub(super) folder: Option<PathBuf>,
    /// The file of the library, where there can be one.
    pub(super) library: Option<PathBuf>,
    /// Settings.
    pub(super) settings: Settings,
    /// Keys.
    pub(super) keymap: Keymap,
    /// Thai words of the reader's own.
    pub(super) words: Vec<String>,
    /// The locale's language.
    pub(super) locale: &'static str,
    /// The terminal.
    pub(super) profile: Profile,
    /// What parts flat text and infers replies.
    pub(super) models: Chosen,
    /// What could not be used.
    pub(super) warnings: Vec<Problem>,
}

impl Config {
    /// Reads and merges everything; `get` returns a variable of the environment.
    ///
    /// # Errors
    /// When a flag cannot be used.
    pub(super) fn load(
        global: &Global,
        get: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, Problem> {
        let get = |name: &str| get(name).filter(|v| !v.is_empty());
        let (folder, gone) = folder(global, &get)?;
        let mut config = Self {
            library: library(global, &get),
            settings: Settings::default(),
            keymap: Keymap::default(),
            words: Vec::new(),
            locale: locale(&get),
            profile: Profile::from_env(get),
            models: Chosen::default(),
            warnings: Vec::new(),
            folder,
        };
        match gone {
            Some(gone) => config.warnings.push(gone),
            None => config.read_files(),
        }
        config.take_environment(&get);
        config.take_flags(global)?;
        Ok(config)
    }

    /// The language of the screen.
    pub(super) fn lang(&self) -> Lang {
        Lang::new(match &*self.settings.language {
            "auto" => self.locale,
            code => code,
        })
    }

    /// The segmenter with the reader's own words.
    pub(super) fn segmenter(&self) -> Segmenter {
        let segmenter = Segmenter::new();
        if self.words.is_empty() {
            segmenter
        } else {
            segmenter.with_words(self.words.iter().map(String::as_str))
        }
    }

    /// The folder of themes.
    pub(super) fn themes(&self) -> Option<PathBuf> {
        self.folder.as_ref().map(|f| f.join("themes"))
    }

    fn read_files(&mut self) {
        let Some(folder) = self.folder.clone() else {
            return;
        };
        let path = folder.join("settings.toml");
        if let Some(text) = self.read(&path) {
            let mistakes = read_settings(&text, &mut self.settings);
            self.note(&path, &mistakes);
            let theme = self.settings.theme.clone();
            if let Err(problem) = self.check_theme(&theme) {
                let line = theme_line(&text).map_or_else(String::new, |n| format!(" line {n}:"));
                let place = format!("{}:{line}", path.display());
                self.warnings.push(problem.at(&place));
                self.settings.theme = Settings::default().theme;
            }
        }
        let path = folder.join("keymap.toml");
        if let Some(text) = self.read(&path) {
            let mistakes = read_keymap(&text, &mut self.keymap);
            self.note(&path, &mistakes);
        }
        if let Some(text) = self.read(&folder.join("thai-words.txt")) {
            let words = text.lines().map(str::trim);
            self.words = words
                .filter(|w| !w.is_empty() && !w.starts_with('#'))
                .map(str::to_owned)
                .collect();
        }
    }

    /// A file's text; nothing where there is no file.
    fn read(&mut self, path: &Path) -> Option<String> {
        match read::settings(path) {
            Ok(text) => Some(text),
            Err(e) if e.kind() == ErrorKind::NotFound => None,
            Err(e) => {
                let path = path.display();
                self.warn(format!("cannot read {path}: {}", read::plain(&e)));
                None
            }
        }
    }

    fn warn(&mut self, what: impl Display) {
        self.warnings.push(Problem::new(what));
    }

    fn note(&mut self, path: &Path, mistakes: &[Mistake]) {
        for mistake in mistakes {
            self.warn(format!("{}: {mistake}", path.display()));
        }
    }

    /// Models of a folder instead of those that ship.
    fn take_models(&mut self, folder: &Path) {
        let mut texts = [const { String::new() }; FILES.len()];
        for (name, text) in FILES.iter().zip(&mut texts) {
            match self.read(&folder.join(name)) {
                Some(found) => *text = found,
                None => return self.warn(format!("no models in {}", folder.display())),
            }
        }
        match Models::parse(&texts[0], &texts[1]) {
            Ok(models) => self.models = Chosen::others(models),
            Err(e) => self.warn(format!("models in {}: {e}", folder.display())),
        }
    }

    /// Only some ways of finding a page's discussion, to measure what each is worth.
    fn take_layers(&mut self, names: &str) {
        match Layers::named(names) {
            Ok(layers) => {
                let mut models = Models::clone(&self.models);
                models.layers = layers;
                self.models = Chosen::others(models);
            }
            Err(name) => self.warn(format!("KHAO_LAYERS: there is no layer {name}")),
        }
    }

    fn take_environment(&mut self, get: &impl Fn(&str) -> Option<String>) {
        if let Some(folder) = get("KHAO_MODELS") {
            self.take_models(Path::new(&folder));
        }
        if let Some(names) = get("KHAO_LAYERS") {
            self.take_layers(&names);
        }
        if let Some(code) = get("KHAO_LANGUAGE")
            && !self.set("language", &code)
        {
            self.warn(format!("KHAO_LANGUAGE: {}", no_language(&code)));
        }
        if let Some(name) = get("KHAO_THEME") {
            match self.check_theme(&name) {
                Ok(()) => self.settings.theme = name,
                Err(problem) => self.warnings.push(problem.at("KHAO_THEME:")),
            }
        }
    }

    fn take_flags(&mut self, global: &Global) -> Result<(), Problem> {
        if let Some(code) = &global.language
            && !self.set("language", code)
        {
            return Err(Problem::new(format!("--language: {}", no_language(code))));
        }
        if let Some(name) = &global.theme {
            self.check_theme(name).map_err(|p| p.at("--theme:"))?;
            self.settings.theme.clone_from(name);
        }
        self.settings.linear |= global.linear;
        if global.no_mouse {
            self.settings.mouse = false;
        }
        Ok(())
    }

    /// Sets by the table that the file is read by.
    fn set(&mut self, name: &str, value: &str) -> bool {
        let line = format!("{name} = {}", toml::Value::from(value));
        read_settings(&line, &mut self.settings).is_empty()
    }

    /// Whether a theme can be had.
    fn check_theme(&self, name: &str) -> Result<(), Problem> {
        match themes::find(self.themes().as_deref(), name) {
            Ok(_) => Ok(()),
            Err(e) => {
                let problem = Problem::new(&e);
                Err(match e.hint() {
                    Some(hint) => problem.hint(hint),
                    None => problem,
                })
            }
        }
    }
}

/// The line on which a settings file names its theme.
fn theme_line(text: &str) -> Option<usize> {
    #[derive(serde::Deserialize)]
    struct Named {
        theme: toml::Spanned<String>,
    }
    let named: Named = toml::from_str(text).ok()?;
    let before = text.get(..named.theme.span().start)?;
    Some(1 + before.matches('\n').count())
}

fn no_language(code: &str) -> String {
    format!(
        "there is no language “{code}”; there are: auto, {}",
        names(LANGUAGES)
    )
}

fn names(table: &[(&str, &str)]) -> String {
    table.iter().map(|(n, _)| *n).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(folder: &Path, global: Global, env: &[(&str, &str)]) -> Result<Config, Problem> {
        let global = Global {
            config: Some(folder.to_path_buf()),
            ..global
        };
        Config::load(&global, |name| {
            let found = env.iter().find(|(n, _)| *n == name);
            found.map(|(_, v)| (*v).to_owned())
        })
    }

    #[test]
    fn file_below_environment_below_flags() {
        let dir = tempfile::tempdir().unwrap();
        let write = |text: &str| std::fs::write(dir.path().join("settings.toml"), text).unwrap();
        write("theme = \"dark\"\nlanguage = \"th\"\n");
        let config = load(dir.path(), Global::default(), &[]).unwrap();
        assert_eq!(
            (&*config.settings.theme, config.lang().code()),
            ("dark", "th")
        );
        let env = [("KHAO_THEME", "light"), ("KHAO_LANGUAGE", "en")];
        let config = load(dir.path(), Global::default(), &env).unwrap();
        assert_eq!(
            (&*config.settings.theme, config.lang().code()),
            ("light", "en")
        );
        let flags = Global {
            theme: Some("mono".into()),
            language: Some("th".into()),
            no_mouse: true,
            ..Global::default()
        };
        let config = load(dir.path(), flags, &env).unwrap();
        assert_eq!(
            (&*config.settings.theme, config.lang().code()),
            ("mono", "th")
        );
        assert!(!config.settings.mouse);
        assert_eq!(config.warnings, []);
    }

    #[test]
    fn mistakes_in_files_are_warnings_with_their_line() {
        let dir = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &[u8]| std::fs::write(dir.path().join(name), text).unwrap();
        write(
            "settings.toml",
            b"hints = false\nmeasur = 60\ntheme = \"drk\"\n",
        );
        write(
            "keymap.toml",
            b"[thread]\nfold = [\"x\"]\nfolds = [\"y\"]\n",
        );
        write("thai-words.txt", b"ok\n\xff\n");
        let env = [("KHAO_LANGUAGE", "xx"), ("KHAO_THEME", "zz")];
        let config = load(dir.path(), Global::default(), &env).unwrap();
        assert!(!config.settings.hints);
        assert_eq!(config.settings.theme, "terminal");
        let said: Vec<String> = config.warnings.iter().map(|w| w.what.to_string()).collect();
        for wanted in [
            "settings.toml: line 2: there is no setting “measur”; did you mean “measure”?",
            "keymap.toml: line 3: there is no command “folds”; did you mean “fold”?",
            "thai-words.txt: line 2: this is not UTF-8",
            "settings.toml: line 3: there is no theme “drk”; did you mean “dark”?",
            "KHAO_LANGUAGE: there is no language “xx”",
            "KHAO_THEME: there is no theme “zz”",
        ] {
            assert!(
                said.iter().any(|s| s.contains(wanted)),
                "{wanted}: {said:?}"
            );
        }
        assert_eq!(said.len(), 6, "{said:?}");
    }

    #[test]
    fn a_theme_of_ones_own() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("themes")).unwrap();
        let file = dir.path().join("themes/sea.toml");
        std::fs::write(
            &file,
            "inherits = \"dark\"\n[roles]\nlink = { fg = \"blue\" }\n",
        )
        .unwrap();
        let flag = |name: &str| Global {
            theme: Some(name.into()),
            ..Global::default()
        };
        assert_eq!(
            load(dir.path(), flag("sea"), &[]).unwrap().settings.theme,
            "sea"
        );
        for name in ["see", "../themes/sea", ""] {
            assert!(load(dir.path(), flag(name), &[]).is_err(), "{name}");
        }
    }

    #[test]
    fn a_folder_that_an_option_names_must_be_there() {
        let problem = load(Path::new("no/such/folder"), Global::default(), &[]).err();
        assert!(problem.unwrap().what.contains("no/such/folder"));
        let get = |name: &str| (name == "KHAO_CONFIG").then(|| "no/such/folder".to_owned());
        let config = Config::load(&Global::default(), get).unwrap();
        let [warning] = &config.warnings[..] else {
            panic!("{:?}", config.warnings);
        };
        let said = "KHAO_CONFIG: the settings folder no/such/folder is not there";
        assert_eq!(&*warning.what, said);
        assert_eq!(config.settings, Settings::default());
    }
}
