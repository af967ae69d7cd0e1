//! The article as plain text.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use super::{joined, row};
use crate::app::areas::{PaneArea, PaneId};
use crate::app::linear::lead;
use crate::app::reader::Reader;
use crate::app::word::Word;
use crate::model::BlockKind;
use crate::page::Line;
use crate::page::lay::Role as LineRole;
use crate::ui::paint::put;
use crate::ui::theme::Role;
use crate::ui::{Look, dates, lines};

pub(super) fn draw(reader: &Reader, look: &Look, buf: &mut Buffer, pane: PaneArea) -> Position {
    let (body, article) = (pane.body(), &reader.article);
    let mut cursor = Position {
        x: 0,
        y: body.y + article.cursor.saturating_sub(article.top) as u16,
    };
    let shown = article.page.lines.iter().skip(article.top);
    for (at, line) in shown.take(usize::from(body.height)).enumerate() {
        let y = body.y + at as u16;
        match line.role {
            LineRole::About => row(buf, look, y, &about(reader, look, body.width), Role::Dim),
            LineRole::Gap => {}
            LineRole::Block(BlockKind::Image) if line.from == line.to => {
                row(buf, look, y, look.lang.word(Word::NoPicture), Role::Caption);
            }
            LineRole::Block(_) | LineRole::Title => {
                let x = kind(reader, look, buf, y, body.width, line);
                // What a line is has been said; its indent would be heard as nothing.
                let plain = Line { indent: 0, ..*line };
                let room = body.width.saturating_sub(x);
                lines::draw(reader, look, buf, (x, y), room, &plain, article.side);
                let selection = reader.selection.filter(|_| reader.focus == PaneId::Article);
                if let Some(to) = selection.map(|s| s.to)
                    && let Some(x) = lines::column_of(reader, &plain, (x, room), to, article.side)
                {
                    cursor = Position { x, y };
                }
            }
        }
    }
    cursor
}

/// Says what begins on a line, where that is more than a paragraph. Returns the column behind it.
fn kind(reader: &Reader, look: &Look, buf: &mut Buffer, y: u16, width: u16, line: &Line) -> u16 {
    let numbered = || {
        let text = &reader.document.text(line.block)[line.bytes()];
        text.starts_with(|c: char| c.is_ascii_digit())
    };
    let LineRole::Block(kind) = line.role else {
        return 0;
    };
    let word = match kind {
        BlockKind::Heading(_) => Word::KindHeading,
        BlockKind::Quote => Word::KindQuote,
        // A number of the list's own says it.
        BlockKind::Item(_) if !numbered() => Word::KindItem,
        BlockKind::Code => Word::KindCode,
        BlockKind::Table => Word::KindTable,
        BlockKind::Image => Word::Image,
        BlockKind::Item(_) | BlockKind::Caption | BlockKind::Paragraph => return 0,
    };
    let room = lead(width);
    if !line.first || room == 0 {
        return 0;
    }
    let text = format!("{}: ", look.lang.word(word));
    put(buf, 0, y, &text, room, look.theme.style(Role::Dim))
}

/// The row below the title: outlet, byline, date, language, and what the reader did.
fn about(reader: &Reader, look: &Look, room: u16) -> String {
    let (article, state) = (&reader.document.article, &reader.state);
    let word = |word| look.lang.word(word).to_owned();
    let mut parts: Vec<String> = Vec::new();
    parts.extend(article.title.is_none().then(|| word(Word::NoTitle)));
    parts.extend(article.outlet.iter().map(ToString::to_string));
    parts.extend(article.byline.iter().map(ToString::to_string));
    parts.extend(article.published.map(|w| dates::day(look, w)));
    parts.extend(look.language(article.lang));
    parts.extend(state.starred.then(|| word(Word::IsStarred)));
    if !state.tags.is_empty() {
        let tags: Vec<&str> = state.tags.iter().map(|t| &**t).collect();
        parts.push(look.lang.say(Word::TagsAre, &[&tags.join(" ")]));
    }
    if let Some(note) = &state.note {
        let line = note.lines().find(|l| !l.trim().is_empty());
        parts.push(look.lang.say(Word::NoteIs, &[line.unwrap_or_default()]));
    }
    joined([], parts, room)
}
