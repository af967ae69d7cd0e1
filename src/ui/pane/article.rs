//! The article pane, drawn.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use crate::app::App;
use crate::app::areas::{PaneArea, PaneId};
use crate::app::overlay::Overlay;
use crate::app::reader::Reader;
use crate::app::word::Word;
use crate::model::{BlockKind, Marks};
use crate::page::Line;
use crate::page::lay::Role as LineRole;
use crate::ui::paint::{put, put_right, put_whole};
use crate::ui::signs::{put_signs, put_words, signs_of};
use crate::ui::theme::Role;
use crate::ui::{Look, chrome, dates, lines};

pub(in crate::ui) fn draw(
    app: &App,
    reader: &Reader,
    look: &Look,
    buf: &mut Buffer,
    pane: PaneArea,
) -> Option<Position> {
    let article = &reader.article;
    let right = look
        .lang
        .say(Word::Percent, &[&article.percent().to_string()]);
    let (mut cursor, free, _) = chrome::pane_title(app, reader, look, buf, pane, &[right]);
    let body = pane.body();
    if app.tabs(reader, pane).len() == 1 {
        running_title(reader, look, buf, pane.area.y, free);
    }
    let x = article.left(body);
    let shown = article
        .page
        .lines
        .iter()
        .skip(article.top)
        .take(usize::from(body.height));
    for (row, line) in shown.enumerate() {
        let y = body.y + row as u16;
        gutter(reader, look, buf, (x, y), line);
        match line.role {
            LineRole::About => about(reader, look, buf, (x, y), body.x + body.width - x),
            // The row between head and text is the reader's own.
            LineRole::Gap if article.top + row + 1 == article.page.n_head => {
                let (state, room) = (&reader.state, body.x + body.width - x);
                put_words(look, buf, (x, y), room, &state.tags, state.note.as_ref());
            }
            LineRole::Block(BlockKind::Image) if line.from == line.to => {
                let text = format!(
                    "{} {}",
                    look.glyphs.picture,
                    look.lang.word(Word::NoPicture)
                );
                put(
                    buf,
                    x,
                    y,
                    &text,
                    article.width,
                    look.theme.style(Role::Caption),
                );
            }
            _ => lines::draw(reader, look, buf, (x, y), article.width, line, article.side),
        }
        if let Some(selection) = reader.selection.filter(|_| reader.focus == PaneId::Article)
            && let Some(column) =
                lines::column_of(reader, line, (x, article.width), selection.to, article.side)
        {
            cursor = Some(Position { x: column, y });
        }
        if let Some(Overlay::Links { labels, typed }) = app
            .overlay
            .as_ref()
            .filter(|_| reader.focus == PaneId::Article)
        {
            crate::ui::overlay::link_labels(
                reader,
                look,
                buf,
                ((x, y), article.width, article.side),
                line,
                labels,
                typed,
            );
        }
    }
    cursor
}

/// Left of the words: on the first line of a paragraph how many comments speak of it, and along it a bar,
/// dotted where all of them are guesses.
fn gutter(reader: &Reader, look: &Look, buf: &mut Buffer, (x, y): (u16, u16), line: &Line) {
    let (linked, block) = (&reader.linked, line.block);
    if linked.is_empty() || !matches!(line.role, LineRole::Block(_)) {
        return;
    }
    let n = linked.count(block);
    let wide = reader.article.gutter > 0;
    let of_chosen = reader.passage_of_chosen().map(|a| a.found.here.block);
    let of_chosen = of_chosen.filter(|_| reader.focus == PaneId::Thread);
    let guess = linked.is_guess(block);
    // No colour of the bars says which pane listens: going there would paint them all anew.
    let (sign, role) = if linked.current == Some(block) {
        (look.glyphs.chosen, Role::Chosen)
    } else if of_chosen == Some(block) {
        (look.glyphs.chosen, Role::Tie)
    } else if n == 0 || !wide {
        return;
    } else if guess {
        (look.glyphs.inferred, Role::Inferred)
    } else {
        (look.glyphs.stated, Role::Stated)
    };
    let at = x.saturating_sub(if wide { 2 } else { 1 });
    if at < x {
        put_whole(buf, at, y, sign, 1, |_| look.theme.style(role));
    }
    if wide && line.first && n > 0 {
        let text = if n > 999 {
            format!("{}k", n / 1_000)
        } else {
            n.to_string()
        };
        let role = if guess { Role::Dim } else { Role::Text };
        put_right(buf, at, y, &text, 3, look.theme.style(role));
    }
}

/// The row below the title: outlet, byline, date, language.
fn about(reader: &Reader, look: &Look, buf: &mut Buffer, (x, y): (u16, u16), room: u16) {
    let article = &reader.document.article;
    let mut parts: Vec<String> = Vec::new();
    if article.title.is_none() {
        parts.push(look.lang.word(Word::NoTitle).to_owned());
    }
    parts.extend(article.outlet.iter().map(ToString::to_string));
    parts.extend(article.byline.iter().map(ToString::to_string));
    parts.extend(article.published.map(|w| dates::day(look, w)));
    parts.extend(look.language(article.lang));
    let star = Marks {
        starred: reader.state.starred,
        ..Marks::default()
    };
    let signs = signs_of(&star, look);
    let at = put_signs(buf, (x, y), room, &signs, |role| look.theme.style(role));
    put(
        buf,
        at,
        y,
        &parts.join(&format!(" {} ", look.glyphs.dot)),
        (x + room).saturating_sub(at),
        look.theme.style(Role::Dim),
    );
}

/// Once the title has scrolled away, it goes on in the pane's title row.
fn running_title(reader: &Reader, look: &Look, buf: &mut Buffer, y: u16, free: Range<u16>) {
    let (title, stand_in) = reader.document.headline();
    let room = free.end.saturating_sub(free.start + 4);
    if reader.article.top < reader.article.page.n_head.max(1) || stand_in || room < 16 {
        return;
    }
    put(
        buf,
        free.start + 2,
        y,
        &format!(" {title} "),
        room,
        look.theme.style(Role::PaneTitle),
    );
}
