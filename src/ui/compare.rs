//! Two sources side by side, drawn.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use super::paint::{fill, put, put_whole, rule};
use super::theme::Role;
use super::{Look, chrome};
use crate::app::App;
use crate::app::areas::Area;
use crate::app::compare::{Compare, CompareCell, column, ranges};
use crate::app::linked::Source;
use crate::app::reader::Reader;
use crate::app::word::Word;
use crate::model::{Document, Match, Passage};

/// One of the two columns.
struct Side<'a> {
    document: &'a Document,
    /// What only it says.
    only: &'a [Passage],
    /// Its half of what both say.
    half: fn(&Match) -> (&Passage, &[std::ops::Range<u32>]),
    x: u16,
}

pub(super) fn draw(app: &App, reader: &Reader, look: &Look, buf: &mut Buffer, compare: &Compare) {
    let (cols, rows) = app.size;
    let sources = reader.linked.sources();
    let Some(source) = sources.iter().find(|s| s.document.id == compare.source) else {
        return;
    };
    let all = Area {
        x: 0,
        y: 0,
        width: cols,
        height: rows.saturating_sub(1),
    };
    fill(buf, all, look.theme.style(Role::Text));
    let line = look.theme.style(Role::Separator);
    rule(buf, 0, cols, 0, look.glyphs.line, line);
    let width = column(cols);
    let middle = width + 2;
    chrome::vertical(look, buf, middle, 0, rows.saturating_sub(1), line);
    let sides = [
        Side {
            document: &reader.document,
            only: &source.only.here,
            half: |m| (&m.here, &m.here_words),
            x: 1,
        },
        Side {
            document: &source.document,
            only: &source.only.there,
            half: |m| (&m.there, &m.there_words),
            x: middle + 2,
        },
    ];
    let title_of = |side: &Side<'_>| format!(" {} ", side.document.headline().0);
    let title_style = look.theme.style(Role::PaneTitle);
    put(buf, sides[1].x, 0, &title_of(&sides[1]), width, title_style);
    let name = format!(" {} ", look.lang.word(Word::Compare));
    let focus = look.theme.style(Role::PaneFocus);
    let at = put(buf, 1, 0, &name, width, focus);
    let room = (width + 1).saturating_sub(at);
    put(buf, at, 0, &title_of(&sides[0]), room, title_style);
    let shown = compare.rows.iter().skip(compare.top).take(compare.room);
    for (at, row) in shown.enumerate() {
        let y = 1 + at as u16;
        for (side, cell) in sides.iter().zip([&row.left, &row.right]) {
            if let Some(cell) = cell {
                side.put(look, buf, y, width, source, cell);
                if row.alone {
                    let style = look.theme.style(Role::Only);
                    put_whole(buf, side.x - 1, y, look.glyphs.tied, 1, |_| style);
                }
            }
        }
    }
}

impl Side<'_> {
    fn put(
        &self,
        look: &Look,
        buf: &mut Buffer,
        y: u16,
        width: u16,
        source: &Source,
        cell: &CompareCell,
    ) {
        let (block, span) = match cell {
            CompareCell::Only(text) => {
                put(buf, self.x, y, text, width, look.theme.style(Role::Only));
                return;
            }
            CompareCell::Words(block, span) => (*block, *span),
        };
        let text = self.document.text(block);
        let base = look.theme.style(Role::Text);
        let mut over: Vec<(std::ops::Range<usize>, Style)> = Vec::new();
        let halves = source.matches.iter().map(|m| (self.half)(m));
        for (_, words) in halves.filter(|(passage, _)| passage.block == block) {
            let tie = look.theme.over(Role::Tie);
            over.extend(
                words
                    .iter()
                    .map(|w| (w.start as usize..w.end as usize, tie)),
            );
        }
        let only = look.theme.over(Role::Only);
        over.extend(ranges(self.only, block).map(|r| (r, only)));
        let from = span.from as usize;
        let style = |byte: usize| {
            let at = from + byte;
            let here = over.iter().filter(|(r, _)| r.contains(&at));
            here.fold(base, |s, (_, o)| s.patch(*o))
        };
        put_whole(buf, self.x, y, &text[from..span.to as usize], width, style);
    }
}
