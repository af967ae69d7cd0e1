//! The languages of the screen: texts for every [`Word`] and every command.

use std::collections::BTreeMap;

use crate::app::action::Action;
use crate::app::word::{Note, Saying, Texts, Word};

/// The languages that ship: code and file. The first is the fallback.
pub const LANGUAGES: &[(&str, &str)] = &[
    ("en", include_str!("../../assets/lang/en.toml")),
    ("th", include_str!("../../assets/lang/th.toml")),
];

/// What the id of a reason starts with in a language file: `"because names {0}" = "…"`.
const REASON: &str = "because ";

/// A language of the screen.
#[derive(Debug, Clone)]
pub struct Lang {
    code: &'static str,
    texts: Texts,
}

impl Lang {
    /// The language of that code, or English.
    ///
    /// # Panics
    /// When a language file that ships is not TOML; a test reads them all.
    pub fn new(code: &str) -> Self {
        let (code, file) = LANGUAGES
            .iter()
            .find(|(c, _)| *c == code)
            .unwrap_or(&LANGUAGES[0]);
        let own: BTreeMap<String, String> =
            toml::from_str(file).expect("the language files are read by a test");
        let english: BTreeMap<String, String> = if *code == "en" {
            BTreeMap::new()
        } else {
            toml::from_str(LANGUAGES[0].1).expect("see above")
        };
        let text = |id: &str| -> String {
            own.get(id)
                .or_else(|| english.get(id))
                .cloned()
                .unwrap_or_default()
        };
        let words = Word::ALL.iter().map(|w| text(w.id())).collect();
        let commands = Action::ALL
            .iter()
            .map(|a| {
                Some(text(&format!("do-{}", a.row().name)))
                    .filter(|t| !t.is_empty())
                    .unwrap_or_else(|| a.row().help.to_owned())
            })
            .collect();
        let reasons = own
            .iter()
            .filter_map(|(id, text)| {
                Some(Saying {
                    reason: id.strip_prefix(REASON)?.to_owned(),
                    text: text.clone(),
                })
            })
            .collect();
        Self {
            code,
            texts: Texts {
                words,
                commands,
                reasons,
            },
        }
    }

    /// Its code.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// The language that a locale's name asks for, as in `th_TH.UTF-8`.
    pub fn of_locale(locale: &str) -> &'static str {
        LANGUAGES
            .iter()
            .map(|(c, _)| *c)
            .find(|c| locale.starts_with(c))
            .unwrap_or("en")
    }

    /// Its texts.
    pub fn texts(&self) -> &Texts {
        &self.texts
    }

    /// The text of a word.
    pub fn word(&self, word: Word) -> &str {
        self.texts.word(word)
    }

    /// The text of a word with its gaps filled.
    pub fn say(&self, word: Word, args: &[&str]) -> String {
        self.texts.say(word, args)
    }

    /// The text of a note.
    pub fn note(&self, note: &Note) -> String {
        self.texts.note(note)
    }

    /// What a command does.
    pub fn command(&self, action: Action) -> &str {
        self.texts.command(action)
    }

    /// One or many of something: `one` where `n` is 1.
    pub fn count(&self, one: Word, many: Word, n: usize) -> String {
        if n == 1 {
            self.word(one).to_owned()
        } else {
            self.say(many, &[&n.to_string()])
        }
    }
}
