//! The sources pane, drawn.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use crate::app::App;
use crate::app::areas::PaneArea;
use crate::app::pane::sources::{Item, SourceRow};
use crate::app::reader::Reader;
use crate::app::word::Word;
use crate::model::{Kind, Listing, Relation};
use crate::text::{LineSpan, cell};
use crate::ui::paint::{put, put_whole};
use crate::ui::theme::Role;
use crate::ui::{Look, chrome, dates};

pub(in crate::ui) fn draw(
    app: &App,
    reader: &Reader,
    look: &Look,
    buf: &mut Buffer,
    pane: PaneArea,
) -> Option<Position> {
    let sources = &reader.sources;
    let (cursor, ..) = chrome::pane_title(app, reader, look, buf, pane, &[]);
    let body = pane.body();
    if sources.items.is_empty() {
        let (what, hint) = if sources.ready {
            (Word::NoSources, look.lang.word(Word::NoSourcesHint))
        } else {
            (Word::Looking, "")
        };
        chrome::empty(look, buf, body, look.lang.word(what), hint);
        return cursor;
    }
    let rows = (sources.top..sources.lines.len()).take(usize::from(body.height));
    for (row, at) in rows.enumerate() {
        let y = body.y + row as u16;
        if sources.item_at(at) == Some(sources.chosen) && body.x > 0 {
            put_whole(buf, body.x - 1, y, look.glyphs.chosen, 1, |_| {
                look.theme.style(Role::Chosen)
            });
        }
        let (x, room) = (body.x, body.width);
        match sources.lines[at] {
            SourceRow::Blank => {}
            SourceRow::Group(word, n) => {
                let text = format!("{} {n}", look.lang.word(word));
                put(buf, x, y, &text, room, look.theme.style(Role::Group));
            }
            SourceRow::Passage(item, span) => {
                if let Item::Passage {
                    document, found, ..
                } = &sources.items[item]
                {
                    passage(
                        look,
                        buf,
                        (x, y),
                        room,
                        (document.text(found.there.block), span),
                        &found.there_words,
                    );
                }
            }
            SourceRow::Title(item, span) => {
                let role = match &sources.items[item] {
                    Item::Passage { found, .. } if found.is_guess() => Role::Dim,
                    Item::Passage { .. } => Role::Reason,
                    Item::Link(_) => Role::Link,
                    Item::Document { listing, .. } if app.shelf.is_read(listing.id) => {
                        Role::AuthorRead
                    }
                    Item::Document { .. } => Role::Author,
                };
                put(
                    buf,
                    x,
                    y,
                    part(sources.title(&reader.document, item), span),
                    room,
                    look.theme.style(role),
                );
            }
            SourceRow::About(item) => {
                if let Item::Document {
                    listing,
                    relation,
                    days_apart,
                } = &sources.items[item]
                {
                    let text = about_source(look, listing, relation, *days_apart);
                    put(buf, x, y, &text, room, look.theme.style(Role::Dim));
                }
            }
            SourceRow::Why(item, span) => {
                let why = sources.why_text(item);
                put(
                    buf,
                    x + 2,
                    y,
                    part(&why, span),
                    room.saturating_sub(2),
                    look.theme.style(Role::Reason),
                );
            }
        }
    }
    cursor
}

/// What the row below a source's title tells.
pub(in crate::ui) fn about_source(
    look: &Look,
    listing: &Listing,
    relation: &Relation,
    days_apart: Option<u32>,
) -> String {
    let mut parts = vec![about(look, listing)];
    if relation.n_copies > 0 {
        let n = (relation.n_copies + 1).to_string();
        parts.push(look.lang.say(Word::NCopies, &[&n]));
    }
    let days = days_apart.filter(|d| *d > 0 && relation.kind == Kind::Background);
    parts.extend(days.map(|days| dates::apart(look, days)));
    parts.retain(|p| !p.is_empty());
    parts.join(&format!(" {} ", look.glyphs.dot))
}

/// A line of a passage, with the words that both sides say.
fn passage(
    look: &Look,
    buf: &mut Buffer,
    (x, y): (u16, u16),
    room: u16,
    (text, span): (&str, LineSpan),
    words: &[Range<u32>],
) {
    let (plain, tie) = (look.theme.style(Role::Text), look.theme.over(Role::Tie));
    let style = |byte: usize| {
        let at = span.from + byte as u32;
        let tied = words.iter().any(|w| w.contains(&at));
        if tied { plain.patch(tie) } else { plain }
    };
    // What was left out of a long passage is cut where the row ends.
    let line = part(text, span);
    let cut = cell::truncate(line, usize::from(room));
    put_whole(buf, x, y, &cut, room, style);
}

fn part(text: &str, span: LineSpan) -> &str {
    &text[span.from as usize..span.to as usize]
}

/// Outlet, date, language and comments of a document.
pub(in crate::ui) fn about(look: &Look, listing: &Listing) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(listing.outlet.iter().map(ToString::to_string));
    parts.extend(listing.published.map(|w| dates::day(look, w)));
    parts.extend(look.language(listing.lang));
    if listing.n_comments > 0 {
        parts.push(
            look.lang
                .count(Word::OneComment, Word::ManyComments, listing.n_comments),
        );
    }
    parts.join(&format!(" {} ", look.glyphs.dot))
}
