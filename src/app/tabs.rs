//! The names in the panes' title rows: where they stand, for drawing and for the mouse alike.

use super::App;
use super::areas::{PaneArea, PaneId};
use super::reader::Reader;
use super::word::Word;
use crate::text::cell;

/// A name in a title row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    /// The pane that it names.
    pub pane: PaneId,
    /// Its first column.
    pub x: u16,
    /// Its width in cells.
    pub width: u16,
    /// The name, with a space at each end.
    pub text: String,
}

impl App {
    /// The names in the title row of a pane: its own, and those of the panes that wait behind it.
    /// Where they do not all fit, the focused one stands alone.
    pub fn tabs(&self, reader: &Reader, pane: PaneArea) -> Vec<Tab> {
        let waiting: &[PaneId] = match self.areas.panes.len() {
            1 if !self.zoom && !self.settings.linear => &PaneId::ALL,
            2 if pane.pane != PaneId::Article => &PaneId::ALL[1..],
            _ => &[],
        };
        let own = [pane.pane];
        let panes = if waiting.is_empty() { &own } else { waiting };
        let tabs = self.row_of_tabs(reader, pane, panes);
        let end = tabs.last().map_or(0, |t| t.x + t.width);
        if end > pane.area.x + pane.area.width {
            self.row_of_tabs(reader, pane, &own)
        } else {
            tabs
        }
    }

    fn row_of_tabs(&self, reader: &Reader, pane: PaneArea, panes: &[PaneId]) -> Vec<Tab> {
        let mut x = pane.area.x;
        let tab = |&pane: &PaneId| {
            let (word, n) = match pane {
                PaneId::Article => (Word::Article, 0),
                PaneId::Thread => (Word::Comments, reader.document.thread.len()),
                PaneId::Sources => (Word::Sources, reader.sources.n_sources()),
            };
            let count = if n == 0 {
                String::new()
            } else {
                format!("{n} ")
            };
            let text = format!(" {} {count}", self.texts.word(word));
            let width = u16::try_from(cell::width(&text)).unwrap_or(u16::MAX);
            let tab = Tab {
                pane,
                x,
                width,
                text,
            };
            x = x.saturating_add(width).saturating_add(1);
            tab
        };
        panes.iter().map(tab).collect()
    }
}
