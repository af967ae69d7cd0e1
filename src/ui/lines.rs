//! Laid-out lines onto rows: the words of authors, with what is marked, found and selected in them.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use super::Look;
use super::paint::{put_whole, rule};
use super::theme::Role;
use crate::app::areas::PaneId;
use crate::app::pane::sources::Item;
use crate::app::reader::Reader;
use crate::model::{BlockIx, BlockKind, MarkKind};
use crate::page::{Line, lay};
use crate::text::cell;

/// Draws a line at a cell, in `room` cells. Verbatim lines start `side` cells into their text.
pub(super) fn draw(
    reader: &Reader,
    look: &Look,
    buf: &mut Buffer,
    (x, y): (u16, u16),
    room: u16,
    line: &Line,
    side: usize,
) {
    let base = look.theme.style(role(line.role));
    let text = reader.document.text(line.block);
    let at = x + line.indent.min(room);
    let room = room.saturating_sub(line.indent);
    let numbered = text[line.bytes()].starts_with(|c: char| c.is_ascii_digit());
    sign(look, buf, (x, y), line, numbered);
    let (mut from, to) = (line.from as usize, line.to as usize);
    let verbatim = is_verbatim(line);
    if verbatim && side > 0 {
        from += cell::byte_at(&text[from..to], side);
    }
    let over = styles(reader, look, line.block, from..to);
    let style = |byte: usize| {
        let byte = byte + from;
        over.iter()
            .filter(|(r, _)| r.contains(&byte))
            .fold(base, |s, (_, o)| s.patch(*o))
    };
    let end = put_whole(buf, at, y, &text[from..to], room, style);
    if verbatim && usize::from(room) < cell::width(&text[from..to]) {
        rule(
            buf,
            end.min(at + room - 1),
            at + room,
            y,
            look.glyphs.more,
            look.theme.style(Role::Dim),
        );
    }
}

/// Whether a line is of code or a table, which are never wrapped but scrolled sideways.
pub(super) fn is_verbatim(line: &Line) -> bool {
    matches!(line.role, lay::Role::Block(kind) if kind.is_verbatim())
}

/// The sign before the words: a bullet, a bar.
fn sign(look: &Look, buf: &mut Buffer, (x, y): (u16, u16), line: &Line, numbered: bool) {
    let lay::Role::Block(kind) = line.role else {
        return;
    };
    let (sign, at) = match kind {
        // A number of the list's own stands for a bullet.
        BlockKind::Item(_) if line.first && !numbered => {
            (look.glyphs.bullet, line.indent.saturating_sub(2))
        }
        BlockKind::Image if line.first => (look.glyphs.picture, 0),
        BlockKind::Quote => (look.glyphs.quote, 0),
        BlockKind::Code | BlockKind::Table => (look.glyphs.code, 0),
        _ => return,
    };
    if line.indent >= 2 {
        put_whole(buf, x + at, y, sign, 1, |_| look.theme.style(Role::Dim));
    }
}

fn role(role: lay::Role) -> Role {
    match role {
        lay::Role::Title => Role::Title,
        lay::Role::Block(BlockKind::Heading(_)) => Role::Heading,
        lay::Role::Block(BlockKind::Quote) => Role::Quote,
        lay::Role::Block(BlockKind::Code | BlockKind::Table) => Role::Code,
        lay::Role::Block(BlockKind::Caption | BlockKind::Image) => Role::Caption,
        lay::Role::Block(BlockKind::Paragraph | BlockKind::Item(_))
        | lay::Role::About
        | lay::Role::Gap => Role::Text,
    }
}

/// What lies over the words of a line, in order of painting.
fn styles(
    reader: &Reader,
    look: &Look,
    block: BlockIx,
    line: Range<usize>,
) -> Vec<(Range<usize>, Style)> {
    let mut over = Vec::new();
    let touches = |r: &Range<usize>| r.start < line.end && r.end > line.start;
    if block != BlockIx::TITLE {
        for mark in &reader.document.block(block).marks {
            let range = mark.bytes.start as usize..mark.bytes.end as usize;
            if touches(&range) {
                let role = match mark.kind {
                    MarkKind::Emphasis => Role::Emphasis,
                    MarkKind::Strong => Role::Strong,
                    MarkKind::Code => Role::Code,
                    MarkKind::Strike => Role::Strike,
                    MarkKind::Link(_) => Role::Link,
                };
                over.push((range, look.theme.over(role)));
            }
        }
    }
    for range in ties(reader, block) {
        let range = range.start as usize..range.end as usize;
        if touches(&range) {
            over.push((range, look.theme.over(Role::Tie)));
        }
    }
    if let Some(find) = &reader.find {
        let now = find.at.map(|i| find.hits[i]);
        for hit in find.in_block(block).iter().filter(|h| touches(&h.bytes())) {
            let role = if now == Some(*hit) {
                Role::HitNow
            } else {
                Role::Hit
            };
            over.push((hit.bytes(), look.theme.over(role)));
        }
    }
    if let Some(selection) = &reader.selection {
        let range = selection.in_block(&reader.document, block);
        if touches(&range) {
            over.push((range, look.theme.over(Role::Selection)));
        }
    }
    over
}

/// The words of a block that tie it to what is read beside it: those of the current paragraph and of the
/// comments on it; while another comment or passage is chosen than the first that the paragraph brought,
/// those that it shares. Going from pane to pane changes nothing by itself.
fn ties(reader: &Reader, block: BlockIx) -> Vec<Range<u32>> {
    let linked = &reader.linked;
    if linked.is_empty() || linked.alone {
        return Vec::new();
    }
    if let Some(comment) = reader.document.thread.holding(block) {
        let on_current = linked
            .current
            .and_then(|b| linked.tie(comment, b))
            .is_some();
        let chosen = reader.focus == PaneId::Thread && comment == reader.thread.chosen();
        let shown = on_current || chosen;
        return if shown {
            linked.words_there(comment, block).to_vec()
        } else {
            Vec::new()
        };
    }
    let of_chosen = match reader.focus {
        PaneId::Thread if !reader.chosen_is_brought() => {
            reader.passage_of_chosen().map(|a| &a.found)
        }
        PaneId::Sources if reader.sources.chosen > 0 => {
            match reader.sources.items.get(reader.sources.chosen) {
                Some(Item::Passage { found, .. }) => Some(&**found),
                _ => None,
            }
        }
        _ => None,
    };
    if let Some(found) = of_chosen {
        return if found.here.block == block {
            found.here_words.clone()
        } else {
            Vec::new()
        };
    }
    if linked.current != Some(block) {
        return Vec::new();
    }
    linked.words.clone()
}

/// Where a place is painted, if that is on this line and within its `room` cells: its column.
pub(super) fn column_of(
    reader: &Reader,
    line: &Line,
    (x, room): (u16, u16),
    place: crate::model::Place,
    side: usize,
) -> Option<u16> {
    let text = reader.document.text(line.block);
    let inside =
        place.block == line.block && (line.from..line.to.max(line.from + 1)).contains(&place.byte);
    let verbatim = is_verbatim(line);
    let head = text
        .get(line.from as usize..place.byte as usize)
        .filter(|_| inside)?;
    let cells = cell::width(head).checked_sub(if verbatim { side } else { 0 })?;
    let column = usize::from(line.indent) + cells;
    (column < usize::from(room)).then(|| x + column as u16)
}
