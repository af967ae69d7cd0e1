//! Theme, language, layout and sizes of panes.

use super::App;
use super::areas::{Layout, PaneId};
use super::word::{Note, Word};

impl App {
    /// The next layout, or from stacked panes to others and back.
    pub(super) fn lay_out(&mut self, layout: Layout) {
        self.zoom = false;
        self.layout = layout;
        self.say(match layout {
            Layout::Three => Word::LayoutThree,
            Layout::Two => Word::LayoutTwo,
            Layout::One => Word::LayoutOne,
            Layout::Stacked => Word::LayoutStacked,
        });
    }

    /// Panes over one another, or as they stood before.
    pub(super) fn stack_or_not(&mut self) {
        let stacked = self.layout == Layout::Stacked;
        let beside = match self.settings.layout {
            Layout::Stacked => Layout::default(),
            layout => layout,
        };
        self.lay_out(if stacked { beside } else { Layout::Stacked });
    }

    pub(super) fn resize_pane(&mut self, steps: usize, wider: bool) {
        let Some(reader) = &self.reader else { return };
        let (each, moved) = if self.areas.stacked {
            (1, &mut self.moved.rows)
        } else {
            (4, &mut self.moved.cells)
        };
        let step = i16::try_from(each * steps.min(50)).unwrap_or(0);
        let by = if wider { step } else { -step };
        // What one pane wins, the others lose; the first pane takes or gives the rest.
        let add = |slot: &mut i16, by: i16| *slot = slot.saturating_add(by).clamp(-200, 200);
        add(&mut moved[reader.focus.ix()], by);
        if reader.focus == PaneId::Article {
            add(&mut moved[1], -by);
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
        if self.ascii && self.shown_language == "en" {
            self.note = Some(Note::new(Word::NoThai).bad());
            return;
        }
        self.shown_language = if self.shown_language == "th" {
            "en"
        } else {
            "th"
        };
        self.shown_language.clone_into(&mut self.settings.language);
        self.say(Word::LanguageIs);
    }
}
