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
use super::folders::{folder, locale, plain};
use super::out::Problem;
use crate::app::keymap::Keymap;
use crate::app::settings::{Mistake, Settings, read_keymap, read_settings};
use crate::run::themes;
use crate::term::Profile;
use crate::text::Segmenter;
use crate::ui::lang::{LANGUAGES, Lang};

/// The largest settings file that is read, in bytes.
const LARGEST: u64 = 1 << 20;

/// Everything that is set.
pub(super) struct Config {
    /// The folder, where there can be one.
    pub(super) folder: Option<PathBuf>,
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
        let (folder, problem) = folder(global, &get)?;
        let mut config = Self {
            settings: Settings::default(),
            keymap: Keymap::default(),
            words: Vec::new(),
            locale: locale(&get),
            profile: Profile::from_env(get),
            warnings: problem.into_iter().collect(),
            folder,
        };
        config.read_files();
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
        let theme = self.settings.theme.clone();
        if let Err(problem) = self.check_theme(&theme) {
            self.warnings.push(problem);
            self.settings.theme = Settings::default().theme;
        }
    }

    /// A file's text; nothing where there is no file.
    fn read(&mut self, path: &Path) -> Option<String> {
        let read = || {
            let about = std::fs::metadata(path)?;
            // A FIFO would wait for ever.
            if !about.is_file() {
                return Err(std::io::Error::other("it is not a regular file"));
            }
            if about.len() > LARGEST {
                return Err(std::io::Error::other("it is larger than 1 MiB"));
            }
            std::fs::read(path)
        };
        match read().map(String::from_utf8) {
            Ok(Ok(text)) => Some(text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned()),
            Ok(Err(e)) => {
                let valid = e.as_bytes().utf8_chunks().next();
                let line = 1 + valid.map_or(0, |c| c.valid().matches('\n').count());
                let path = path.display();
                self.warn(format!(
                    "{path}: line {line}: this is not UTF-8; the file is not used"
                ));
                None
            }
            Err(e) if e.kind() == ErrorKind::NotFound => None,
            Err(e) => {
                let path = path.display();
                self.warn(format!("cannot read {path}: {}", plain(&e)));
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

    fn take_environment(&mut self, get: &impl Fn(&str) -> Option<String>) {
        if let Some(code) = get("KHAO_LANGUAGE")
            && !self.set("language", &code)
        {
            self.warn(format!("KHAO_LANGUAGE: {}", no_language(&code)));
        }
        if let Some(name) = get("KHAO_THEME") {
            match self.check_theme(&name) {
                Ok(()) => self.settings.theme = name,
                Err(problem) => self.warn(format!("KHAO_THEME: {}", problem.what)),
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
            self.check_theme(name).map_err(|p| Problem {
                what: Problem::new(format!("--theme: {}", p.what)).what,
                ..p
            })?;
            self.settings.theme.clone_from(name);
        }
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
        let found = themes::load(self.themes().as_deref(), name);
        found.map(|_| ()).map_err(Problem::new)
    }
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
            b"hints = false\nmeasur = 60\ntheme = \"drak\"\n",
        );
        write(
            "keymap.toml",
            b"[thread]\nfold = [\"x\"]\nfolds = [\"y\"]\n",
        );
        write("thai-words.txt", b"ok\n\xff\n");
        let config = load(dir.path(), Global::default(), &[("KHAO_LANGUAGE", "xx")]).unwrap();
        assert!(!config.settings.hints);
        assert_eq!(config.settings.theme, "terminal");
        let said: Vec<String> = config.warnings.iter().map(|w| w.what.to_string()).collect();
        for wanted in [
            "settings.toml: line 2: there is no setting “measur”; did you mean “measure”?",
            "keymap.toml: line 3: there is no command “folds”; did you mean “fold”?",
            "thai-words.txt: line 2: this is not UTF-8",
            "there is no theme “drak”",
            "KHAO_LANGUAGE: there is no language “xx”",
        ] {
            assert!(
                said.iter().any(|s| s.contains(wanted)),
                "{wanted}: {said:?}"
            );
        }
        assert_eq!(said.len(), 5, "{said:?}");
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
    fn a_folder_that_was_asked_for_must_be_there() {
        let problem = load(Path::new("no/such/folder"), Global::default(), &[]).err();
        assert!(problem.unwrap().what.contains("no/such/folder"));
    }
}
