//! The mouse: what a click and a turn of the wheel do.

use super::areas::PaneId;
use super::key::{Mouse, MouseAct};
use super::overlay::Overlay;
use super::{App, Effect};
use crate::page::Row;

/// Rows that one notch of the wheel scrolls.
const NOTCH: isize = 3;

impl App {
    pub(super) fn mouse(&mut self, mouse: Mouse, effects: &mut Vec<Effect>) {
        if self.too_small() {
            return;
        }
        self.note = None;
        if let Some(overlay) = &mut self.overlay {
            match (overlay, mouse.act) {
                (Overlay::Help { top } | Overlay::Messages { top }, MouseAct::WheelDown) => {
                    *top += 3;
                }
                (Overlay::Help { top } | Overlay::Messages { top }, MouseAct::WheelUp) => {
                    *top = top.saturating_sub(3);
                }
                (_, MouseAct::Click) => self.overlay = None,
                (_, MouseAct::WheelUp | MouseAct::WheelDown) => {}
            }
            return;
        }
        match mouse.act {
            MouseAct::WheelDown => self.wheel(mouse, NOTCH),
            MouseAct::WheelUp => self.wheel(mouse, -NOTCH),
            MouseAct::Click => self.click(mouse, effects),
        }
    }

    fn wheel(&mut self, mouse: Mouse, by: isize) {
        let Some(reader) = &mut self.reader else {
            self.shelf.step(by.signum());
            return;
        };
        let Some(pane) = self.areas.at(mouse.x, mouse.y) else {
            return;
        };
        match pane.pane {
            PaneId::Article => {
                reader.article.scroll(by);
            }
            PaneId::Thread => {
                reader.thread.mark_screen();
                reader.thread.page(&reader.document, by);
            }
            PaneId::Sources => {
                reader.sources.step(by.signum());
            }
        }
    }

    fn click(&mut self, mouse: Mouse, effects: &mut Vec<Effect>) {
        let Some(reader) = &mut self.reader else {
            let area = self.shelf_area();
            if area.contains(mouse.x, mouse.y) && mouse.y > area.y {
                let row = self.shelf.top + usize::from(mouse.y - area.y - 1);
                let again = row == self.shelf.at;
                self.shelf
                    .step(row.cast_signed() - self.shelf.at.cast_signed());
                if again && let Some(id) = self.shelf.chosen().map(|l| l.id) {
                    self.open(id, effects);
                }
            }
            return;
        };
        let Some(pane) = self.areas.at(mouse.x, mouse.y) else {
            return;
        };
        let tabs =
            self.areas.n_columns == 1 || self.areas.n_columns == 2 && pane.pane != PaneId::Article;
        if mouse.y == pane.area.y && tabs {
            // The title row holds tabs: each third of it is one.
            let tab = tab_at(mouse.x - pane.area.x, pane.area.width, self.areas.n_columns);
            reader.set_focus(tab);
            return;
        }
        reader.set_focus(pane.pane);
        let body = pane.body();
        if !body.contains(mouse.x, mouse.y) {
            return;
        }
        let row = usize::from(mouse.y - body.y);
        match pane.pane {
            PaneId::Thread if row > 0 => {
                let at = reader.thread.top() + row - 1;
                if let Some(Row::Head(ix) | Row::Folded(ix)) = reader.thread.stack.row(at) {
                    let folded = reader.thread.stack.is_folded(ix);
                    reader
                        .thread
                        .stack
                        .set_fold(&reader.document.thread, ix, !folded);
                    reader.thread.settle_cursor(&reader.document);
                }
            }
            PaneId::Article | PaneId::Thread => {}
            PaneId::Sources => {
                if let Some(item) = reader.sources.item_at(reader.sources.top + row) {
                    let again = item == reader.sources.chosen;
                    reader
                        .sources
                        .step(item.cast_signed() - reader.sources.chosen.cast_signed());
                    if again {
                        self.open_source(effects);
                    }
                }
            }
        }
    }
}

/// The tab under a column of a pane's title row.
fn tab_at(x: u16, width: u16, n_columns: usize) -> PaneId {
    let tabs: &[PaneId] = if n_columns == 1 {
        &PaneId::ALL
    } else {
        &PaneId::ALL[1..]
    };
    let at = usize::from(x) * tabs.len() / usize::from(width.max(1));
    tabs[at.min(tabs.len() - 1)]
}
