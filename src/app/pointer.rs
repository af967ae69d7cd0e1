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
        self.enter_when_here = false;
        if let Some(overlay) = &mut self.overlay {
            match (overlay, mouse.act) {
                (Overlay::Help { top } | Overlay::Messages { top }, MouseAct::WheelDown) => {
                    *top += 3;
                }
                (Overlay::Help { top } | Overlay::Messages { top }, MouseAct::WheelUp) => {
                    *top = top.saturating_sub(3);
                }
                (Overlay::Compare(compare), MouseAct::WheelDown) => compare.top += 3,
                (Overlay::Compare(compare), MouseAct::WheelUp) => {
                    compare.top = compare.top.saturating_sub(3);
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

    fn click_shelf(&mut self, mouse: Mouse, effects: &mut Vec<Effect>) {
        let area = self.shelf_area();
        if !area.contains(mouse.x, mouse.y) || mouse.y == area.y {
            return;
        }
        let Some(item) = self.shelf_item_at(usize::from(mouse.y - area.y - 1)) else {
            return;
        };
        if !self.shelf.go(item) {
            self.enter(effects);
        }
    }

    fn click(&mut self, mouse: Mouse, effects: &mut Vec<Effect>) {
        // A click means the panes: whatever was being typed is left as it is.
        self.prompt = None;
        if self.reader.is_none() {
            return self.click_shelf(mouse, effects);
        }
        let Some(pane) = self.areas.at(mouse.x, mouse.y) else {
            return;
        };
        let tabs = self
            .reader
            .as_ref()
            .map(|r| self.tabs(r, pane))
            .unwrap_or_default();
        let Some(reader) = &mut self.reader else {
            return;
        };
        if mouse.y == pane.area.y {
            let under = tabs
                .iter()
                .find(|t| (t.x..t.x + t.width).contains(&mouse.x));
            reader.set_focus(under.map_or(pane.pane, |t| t.pane));
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
                    let before = reader.thread.stack.folds().to_vec();
                    let (folded, cursor) = (before[ix.ix()], reader.thread.cursor);
                    reader
                        .thread
                        .stack
                        .set_fold(&reader.document.thread, ix, !folded);
                    reader.thread.settle_cursor(&reader.document);
                    self.folded((&before, cursor), Some(ix), effects);
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
