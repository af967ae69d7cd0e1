//! The addresses on the screen: where they stand, and the one that the reader is on.

use super::{Look, lines};
use crate::app::App;
use crate::app::areas::{PaneArea, PaneId};
use crate::app::overlay::Overlay;
use crate::app::pane::sources::{Item, SourceRow};
use crate::app::reader::Reader;
use crate::app::word::Word;
use crate::model::{BlockIx, Link, MarkKind};
use crate::page::{Line, Row};
use crate::text::address::{Address, Placed};
use crate::text::cell;

/// The addresses that the terminal may offer to open, row by row: those of the web in the panes. While
/// something stands over the panes there are none.
pub fn links(app: &App) -> Vec<Placed> {
    let mut found = Vec::new();
    let hidden = app.overlay.is_some() || app.too_small();
    let hidden = hidden || app.settings.linear || !app.settings.hyperlinks;
    let Some(reader) = app.reader.as_ref().filter(|_| !hidden) else {
        return found;
    };
    for pane in &app.areas.panes {
        match pane.pane {
            PaneId::Article => article(reader, *pane, &mut found),
            PaneId::Thread => thread(reader, *pane, &mut found),
            PaneId::Sources => sources(reader, *pane, &mut found),
        }
    }
    found.sort_by_key(|l| (l.row, l.columns.start));
    found
}

fn article(reader: &Reader, pane: PaneArea, found: &mut Vec<Placed>) {
    let (pane, article) = (pane.body(), &reader.article);
    let shown = article.page.lines.iter().skip(article.top);
    for (row, line) in shown.take(usize::from(pane.height)).enumerate() {
        let at = (article.left(pane), pane.y + row as u16);
        in_line(reader, (at, article.width), line, article.side, found);
    }
}

fn thread(reader: &Reader, pane: PaneArea, found: &mut Vec<Placed>) {
    let thread = &reader.document.thread;
    if thread.is_empty() {
        return;
    }
    let area = pane.body().below(1);
    let rows = reader.thread.screen().take(usize::from(area.height));
    for (row, what) in rows.enumerate() {
        if let Row::Words(ix, line) = what {
            let shape = reader.thread.stack.shape();
            let indent = shape.indent(thread.get(ix).depth);
            let at = (area.x + indent, area.y + row as u16);
            let room = area.width.saturating_sub(indent);
            in_line(reader, (at, room), &line, 0, found);
        }
    }
}

fn sources(reader: &Reader, pane: PaneArea, found: &mut Vec<Placed>) {
    let (body, sources) = (pane.body(), &reader.sources);
    let rows = sources.lines.iter().skip(sources.top);
    for (row, line) in rows.take(usize::from(body.height)).enumerate() {
        let SourceRow::Title(item, span) = *line else {
            continue;
        };
        let Item::Link(at) = sources.items[item] else {
            continue;
        };
        let Some(address) = link(reader, at).and_then(|l| Address::new(&l.url)) else {
            continue;
        };
        found.push(Placed {
            row: body.y + row as u16,
            columns: body.x..body.x + span.cells.min(body.width),
            address,
        });
    }
}

/// The addresses behind the words of a line that is drawn at a cell, in `room` cells.
fn in_line(
    reader: &Reader,
    ((x, y), room): ((u16, u16), u16),
    line: &Line,
    side: usize,
    found: &mut Vec<Placed>,
) {
    if line.block == BlockIx::TITLE || line.from == line.to {
        return;
    }
    let text = reader.document.text(line.block);
    let side = if lines::is_verbatim(line) { side } else { 0 };
    for mark in &reader.document.block(line.block).marks {
        let MarkKind::Link(at) = mark.kind else {
            continue;
        };
        let from = mark.bytes.start.clamp(line.from, line.to);
        let to = mark.bytes.end.clamp(line.from, line.to);
        let column = |byte: u32| {
            let head = text.get(line.from as usize..byte as usize);
            let cells = head.map_or(0, cell::width).saturating_sub(side);
            let cells = u16::try_from(cells).unwrap_or(u16::MAX);
            x + line.indent.saturating_add(cells).min(room)
        };
        let columns = column(from)..column(to);
        if columns.is_empty() {
            continue;
        }
        if let Some(address) = link(reader, at as usize).and_then(|l| Address::new(&l.url)) {
            found.push(Placed {
                row: y,
                columns,
                address,
            });
        }
    }
}

fn link(reader: &Reader, at: usize) -> Option<&Link> {
    reader.document.links.get(at)
}

/// What is to be known of the link that the reader is on: where it goes, and that its words say
/// otherwise. Nothing where the reader is on none.
pub(super) fn under_cursor(app: &App, look: &Look) -> Option<(String, bool)> {
    let reader = app.reader.as_ref().filter(|_| app.overlay.is_none())?;
    let at = if let Some(selection) = reader.selection {
        let place = selection.to;
        let block = (place.block != BlockIx::TITLE).then(|| reader.document.block(place.block))?;
        block.marks.iter().find_map(|m| match m.kind {
            MarkKind::Link(at) if m.bytes.contains(&place.byte) => Some(at as usize),
            _ => None,
        })?
    } else {
        let sources = reader.focus == PaneId::Sources;
        let item = reader.sources.items.get(reader.sources.chosen);
        match item.filter(|_| sources)? {
            Item::Link(at) => *at,
            Item::Document { .. } | Item::Passage { .. } => return None,
        }
    };
    told(reader, look, at)
}

/// Where a link goes, and whether its words say otherwise.
fn told(reader: &Reader, look: &Look, at: usize) -> Option<(String, bool)> {
    let link = link(reader, at)?;
    let Some(address) = Address::new(&link.url) else {
        return Some((look.lang.word(Word::NoWebAddress).to_owned(), true));
    };
    let host = address.host();
    Some(match address.belied_by(words(reader, link)) {
        Some(other) => (look.lang.say(Word::LinkBelies, &[&host, &other]), true),
        None => (look.lang.say(Word::LinkGoesTo, &[&host]), false),
    })
}

/// The words of a link.
fn words<'a>(reader: &'a Reader, link: &Link) -> &'a str {
    let text = reader.document.text(link.block);
    text.get(link.bytes.start as usize..link.bytes.end as usize)
        .unwrap_or_default()
}

/// A link that has letters on it.
pub(super) struct Labelled<'a> {
    /// What to type.
    pub(super) label: &'a str,
    /// Its words.
    pub(super) words: &'a str,
    /// Where it goes.
    pub(super) told: String,
    /// Whether its words say otherwise.
    pub(super) odd: bool,
}

/// The links that have letters on them, as far as they begin with what is typed.
pub(super) fn labelled<'a>(app: &'a App, look: &Look) -> Vec<Labelled<'a>> {
    let Some(Overlay::Links { labels, typed }) = &app.overlay else {
        return Vec::new();
    };
    let Some(reader) = &app.reader else {
        return Vec::new();
    };
    let open = labels.iter().filter(|l| l.label.starts_with(typed));
    open.filter_map(|l| {
        let (told, odd) = told(reader, look, l.link)?;
        Some(Labelled {
            label: &l.label,
            words: words(reader, link(reader, l.link)?),
            told,
            odd,
        })
    })
    .collect()
}
