//! The sources as plain text.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use super::{row, with_commas};
use crate::app::App;
use crate::app::areas::PaneArea;
use crate::app::linear::lead;
use crate::app::pane::sources::{Item, SourceRow};
use crate::app::reader::Reader;
use crate::app::word::Word;
use crate::text::LineSpan;
use crate::ui::Look;
use crate::ui::paint::put;
use crate::ui::pane::sources::about_source;
use crate::ui::theme::Role;

pub(super) fn draw(
    app: &App,
    reader: &Reader,
    look: &Look,
    buf: &mut Buffer,
    pane: PaneArea,
) -> Position {
    let (body, sources) = (pane.body(), &reader.sources);
    let mut cursor = Position { x: 0, y: body.y };
    if sources.items.is_empty() {
        let word = if sources.ready {
            Word::NoSources
        } else {
            Word::Looking
        };
        row(buf, look, body.y, look.lang.word(word), Role::Text);
        return cursor;
    }
    let mut said = None;
    let rows = (sources.top..sources.lines.len()).take(usize::from(body.height));
    for (at, line) in rows.enumerate() {
        let y = body.y + at as u16;
        let item = sources.item_at(line);
        let first = item.is_some() && item != said;
        if first {
            said = item;
            if item == Some(sources.chosen) {
                cursor.y = y;
            }
        }
        match sources.lines[line] {
            SourceRow::Blank => {}
            SourceRow::Group(word, n) => {
                let text = format!("{} {n}", look.lang.word(word));
                row(buf, look, y, &text, Role::Group);
            }
            SourceRow::Title(item, span) => {
                let room = lead(body.width);
                let mut x = 0;
                if first && room > 0 {
                    let number = [item + 1, sources.items.len()].map(|n| n.to_string());
                    let number = look.lang.say(Word::SomeOf, &[&number[0], &number[1]]);
                    let style = look.theme.style(Role::Dim);
                    x = put(buf, 0, y, &format!("{number}: "), room, style);
                }
                let text = part(sources.title(&reader.document, item), span);
                let read = match &sources.items[item] {
                    Item::Document { listing, .. } => app.shelf.is_read(listing.id),
                    Item::Passage { .. } | Item::Link(_) => false,
                };
                let role = if read { Role::AuthorRead } else { Role::Author };
                put(buf, x, y, text, body.width - x, look.theme.style(role));
            }
            SourceRow::About(item) => {
                if let Item::Document {
                    listing,
                    relation,
                    days_apart,
                } = &sources.items[item]
                {
                    let text = about_source(look, listing, relation, *days_apart);
                    row(buf, look, y, &with_commas(look, &text), Role::Dim);
                }
            }
            SourceRow::Why(item, span) => {
                row(
                    buf,
                    look,
                    y,
                    part(&sources.why_text(item), span),
                    Role::Reason,
                );
            }
            SourceRow::Passage(item, span) => {
                if let Item::Passage {
                    document, found, ..
                } = &sources.items[item]
                {
                    let text = part(document.text(found.there.block), span);
                    row(buf, look, y, text, Role::Text);
                }
            }
        }
    }
    cursor
}

fn part(text: &str, span: LineSpan) -> &str {
    text.get(span.from as usize..span.to as usize)
        .unwrap_or_default()
}
