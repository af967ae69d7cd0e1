//! Laying out whatever changed, at the end of every update.

use super::areas::{Areas, PaneId, Wish};
use super::overlay::Overlay;
use super::reader::Reader;
use super::{App, moves};

impl App {
    pub(super) fn divide(&self, reader: &Reader) -> Areas {
        let (cols, rows) = self.size;
        let wish = Wish {
            layout: self.layout,
            zoom: self.zoom,
            linear: self.settings.linear,
            // Without comments their pane would only take room: it waits behind a tab.
            two: reader.document.thread.is_empty() && reader.focus != PaneId::Thread,
            focus: reader.focus,
            second: reader.second,
            moved: self.moved,
        };
        Areas::divide(cols, rows.saturating_sub(1), wish)
    }

    /// Lays out whatever changed.
    pub(super) fn fit(&mut self) {
        if self.too_small() {
            return;
        }
        self.fit_sheet();
        self.fit_compare();
        if let Some(mut reader) = self.reader.take() {
            self.areas = self.divide(&reader);
            reader.prepare(&self.settings);
            reader.fit(&self.areas);
            if self.settings.linked {
                // The way back to it is that of a jump.
                if let Some(stop) = reader.follow() {
                    self.trail.leave(stop);
                }
                // The passages that were brought are laid too.
                reader.fit(&self.areas);
            }
            if let Some(Overlay::Peek(ix)) = self.overlay {
                self.peeked =
                    moves::peek_lines(&mut reader, ix, self.peek_area().width.saturating_sub(4));
            }
            self.reader = Some(reader);
            return;
        }
        self.shelf
            .fit(usize::from(self.shelf_area().height.saturating_sub(1)));
        self.fit_preview();
    }
}
