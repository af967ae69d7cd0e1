//! The preview beside the shelf.

use super::App;
use crate::model::DocumentId;
use crate::text::{LineSpan, fragments};

/// The preview of the shelf: the chosen document's first words on lines.
#[derive(Debug, Clone, Default)]
pub struct Preview {
    /// Whose.
    pub id: Option<DocumentId>,
    /// Title lines, as byte ranges of the title.
    pub title: Vec<LineSpan>,
    /// Lines of the first words, as byte ranges of the listing's preview.
    pub lines: Vec<LineSpan>,
    width: u16,
}

impl App {
    /// Lays the preview of the chosen document, where it or the width is another than before.
    pub(super) fn fit_preview(&mut self) {
        let Some(area) = self.preview_area() else {
            return;
        };
        let width = area.width.saturating_sub(2).min(self.settings.measure);
        let chosen = self.shelf.chosen();
        if (self.preview.id, self.preview.width) != (chosen.map(|l| l.id), width) {
            let wrap = |text: &str| {
                crate::text::wrap(
                    text,
                    &fragments(text, &self.segmenter),
                    usize::from(width),
                    crate::text::Fit::Optimal,
                )
            };
            self.preview = Preview {
                id: chosen.map(|l| l.id),
                title: chosen.map(|l| wrap(&l.title)).unwrap_or_default(),
                lines: chosen.map(|l| wrap(&l.preview)).unwrap_or_default(),
                width,
            };
        }
    }
}
