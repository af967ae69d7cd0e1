//! Sentences for the reader, and the texts of one language.

use super::word::Word;
use crate::text::Clean;

/// A sentence for the reader: a word and what fills it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The sentence.
    pub word: Word,
    /// What fills `{0}`, `{1}` ….
    pub args: Vec<Clean>,
    /// Whether it tells of something that went wrong.
    pub bad: bool,
}

impl Note {
    /// A plain note.
    pub fn new(word: Word) -> Self {
        Self {
            word,
            args: Vec::new(),
            bad: false,
        }
    }

    /// A note with what fills it.
    pub fn with(word: Word, args: impl IntoIterator<Item = Clean>) -> Self {
        Self {
            word,
            args: args.into_iter().collect(),
            bad: false,
        }
    }

    /// The same, told as a failure.
    #[must_use]
    pub fn bad(self) -> Self {
        Self { bad: true, ..self }
    }
}

/// A number as a word of a note.
pub fn number(n: impl std::fmt::Display) -> Clean {
    crate::text::clean_line(&n.to_string())
}

/// The texts of one language: what every word and every command is called in it. The shell gives
/// them to the state, which needs them to lay out overlays and to find commands by name.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    /// The texts of the words, in the order of [`Word::ALL`].
    pub words: Vec<String>,
    /// What the commands do, in the order of [`Action::ALL`](super::action::Action::ALL).
    pub commands: Vec<String>,
    /// How the reasons of a split or a reply are said in it.
    pub reasons: Vec<Saying>,
}

/// How one reason is said in a language. Both may hold one gap, `{0}`: `names {0}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saying {
    /// The reason as a document has it, in English.
    pub reason: String,
    /// The same in the language.
    pub text: String,
}

impl Saying {
    /// The text for that reason, if it is this one.
    fn of(&self, reason: &str) -> Option<String> {
        match self.reason.split_once("{0}") {
            Some((head, tail)) => {
                let filling = reason.strip_prefix(head)?.strip_suffix(tail)?;
                Some(self.text.replace("{0}", filling))
            }
            None => (self.reason == reason).then(|| self.text.clone()),
        }
    }
}

impl Texts {
    /// The text of a word; its id where there is none.
    pub fn word(&self, word: Word) -> &str {
        self.words
            .get(word as usize)
            .map_or_else(|| word.id(), String::as_str)
    }

    /// The text of a word with its gaps filled.
    pub fn say(&self, word: Word, args: &[&str]) -> String {
        let mut text = self.word(word).to_owned();
        for (i, arg) in args.iter().enumerate() {
            text = text.replace(&format!("{{{i}}}"), arg);
        }
        text
    }

    /// The text of a note.
    pub fn note(&self, note: &Note) -> String {
        self.say(
            note.word,
            &note.args.iter().map(|a| &**a).collect::<Vec<_>>(),
        )
    }

    /// A reason in this language; as it is where the language has no words for it. Documents hold
    /// reasons in English, since they leave khao in its document format.
    pub fn reason(&self, reason: &str) -> String {
        let said = self.reasons.iter().find_map(|saying| saying.of(reason));
        said.unwrap_or_else(|| reason.to_owned())
    }

    /// What a command does; in English where the language has no text for it.
    pub fn command(&self, action: super::action::Action) -> &str {
        self.commands
            .get(action as usize)
            .map_or_else(|| action.row().help, String::as_str)
    }
}
