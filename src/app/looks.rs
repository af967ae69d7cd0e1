//! Theme, language and pane widths.

use super::App;
use super::areas::PaneId;
use super::word::{Note, Word};

impl App {
    pub(super) fn resize_pane(&mut self, steps: usize, wider: bool) {
        let step = i16::try_from(4 * steps.min(50)).unwrap_or(0);
        let by = if wider { step } else { -step };
        let Some(reader) = &self.reader else { return };
        let focus = reader.focus;
        // What one pane wins, the others lose; the first pane takes or gives the rest.
        self.moved[focus.ix()] = self.moved[focus.ix()].saturating_add(by).clamp(-200, 200);
        if focus == PaneId::Article {
            self.moved[1] = self.moved[1].saturating_sub(by).clamp(-200, 200);
        }
    }

    pub(super) fn next_theme(&mut self) {
        let at = self
            .themes
            .iter()
            .position(|t| *t == self.settings.theme)
            .map_or(0, |i| i + 1);
        if let Some(theme) = self.themes.get(at % self.themes.len().max(1)) {
            self.settings.theme.clone_from(theme);
            self.note = Some(Note::with(Word::ThemeIs, [crate::text::clean_line(theme)]));
        }
    }

    pub(super) fn next_language(&mut self) {
        self.shown_language = if self.shown_language == "th" {
            "en"
        } else {
            "th"
        };
        self.shown_language.clone_into(&mut self.settings.language);
        self.say(Word::LanguageIs);
    }
}
