//! What the bottom row tells, and which of it is kept for `:messages`.

use super::App;
use super::word::{Note, Word};

impl Word {
    /// Whether it says only where a key went: nothing was done, and nothing failed.
    pub fn passes(self) -> bool {
        matches!(
            self,
            Self::HitOf
                | Self::WrappedToTop
                | Self::WrappedToBottom
                | Self::FirstOne
                | Self::LastOne
                | Self::AtEnd
                | Self::NThOf
                | Self::Opening
                | Self::Looking
        )
    }
}

impl App {
    /// Tells the reader something in the bottom row. What went wrong stays there until the next key:
    /// what comes about by itself is then only a message.
    pub fn tell(&mut self, note: Note) {
        if self.note.as_ref().is_some_and(|n| n.bad) && !note.bad {
            // The last message is the one that is shown.
            let at = self.messages.len().saturating_sub(1);
            return self.messages.insert(at, note);
        }
        self.note = Some(note);
        self.record();
    }

    pub(super) fn say(&mut self, word: Word) {
        self.note = Some(Note::new(word));
    }

    /// Puts what is told among the messages, but for what passes.
    pub(super) fn record(&mut self) {
        let told = self.note.as_ref().filter(|n| !n.word.passes());
        if let Some(note) = told.filter(|n| self.messages.last() != Some(n)) {
            self.messages.push(note.clone());
            if self.messages.len() > 500 {
                self.messages.remove(0);
            }
        }
    }
}
