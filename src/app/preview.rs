//! The preview beside the shelf.

use super::App;
use super::areas::{Area, PREVIEW};
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
    /// The area of the shelf's list, title row included.
    pub fn shelf_area(&self) -> Area {
        let (cols, rows) = self.size;
        let beside = cols >= PREVIEW && !self.settings.linear;
        let width = if beside { cols * 3 / 5 } else { cols };
        Area {
            x: 0,
            y: 0,
            width,
            height: rows.saturating_sub(1),
        }
    }

    /// The area of the shelf's preview, title row included.
    pub fn preview_area(&self) -> Option<Area> {
        let list = self.shelf_area();
        let x = list.width + 1;
        (self.size.0 >= PREVIEW && !self.settings.linear).then(|| Area {
            x,
            y: 0,
            width: self.size.0 - x,
            height: list.height,
        })
    }

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
