//! The screen for screen readers, drawn: see [`crate::app::linear`] for what it keeps.
//!
//! Every row begins in the first column with what is to be heard, and holds nothing else: the first row
//! says where one is, the last what happened, those between are the text.

mod article;
mod over;
mod shelf;
mod sources;
mod thread;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use super::paint::put;
use super::theme::Role;
use super::{Look, chrome, links};
use crate::app::App;
use crate::app::areas::{PaneArea, PaneId};
use crate::app::overlay::Overlay;
use crate::app::reader::Reader;
use crate::app::word::Word;
use crate::text::cell;

/// Draws the state, and returns where the cursor is.
pub(super) fn draw(app: &App, look: &Look, buf: &mut Buffer) -> Position {
    let mut cursor = match &app.reader {
        None => shelf::draw(app, look, buf),
        Some(reader) => {
            let mut cursor = Position::ORIGIN;
            for p in &app.areas.panes {
                row(buf, look, 0, &title(app, reader, *p), Role::PaneTitle);
                cursor = match p.pane {
                    PaneId::Article => article::draw(reader, look, buf, *p),
                    PaneId::Thread => thread::draw(reader, look, buf, *p),
                    PaneId::Sources => sources::draw(app, reader, look, buf, *p),
                };
            }
            cursor
        }
    };
    if let Some(at) = over::draw(app, look, buf) {
        cursor = at;
    }
    bottom(app, look, buf).unwrap_or(cursor)
}

/// Puts a row of text from the first column on.
fn row(buf: &mut Buffer, look: &Look, y: u16, text: &str, role: Role) {
    put(buf, 0, y, text, buf.area.width, look.theme.style(role));
}

/// Joins parts with commas: all of `first`, and as many of the rest as there is room for.
fn joined(
    first: impl IntoIterator<Item = String>,
    rest: impl IntoIterator<Item = String>,
    room: u16,
) -> String {
    let first: Vec<String> = first.into_iter().collect();
    let mut text = first.join(", ");
    for part in rest {
        let fits = cell::width(&text) + 2 + cell::width(&part) <= usize::from(room);
        if text.is_empty() {
            text = part;
        } else if fits {
            text.push_str(", ");
            text.push_str(&part);
        }
    }
    text
}

/// Parts that another screen joins with dots.
fn with_commas(look: &Look, text: &str) -> String {
    text.replace(&format!(" {} ", look.glyphs.dot), ", ")
}

/// The name of a pane, and how much is in it.
fn title(app: &App, reader: &Reader, pane: PaneArea) -> String {
    let tabs = app.tabs(reader, pane);
    tabs.first().map_or("", |t| t.text.trim()).to_owned()
}

/// The bottom row: what is typed, or what happened. Returns where the cursor is, where that is here.
fn bottom(app: &App, look: &Look, buf: &mut Buffer) -> Option<Position> {
    let y = app.size.1 - 1;
    if let Some(prompt) = &app.prompt {
        return Some(chrome::draw_prompt(app, look, buf, prompt));
    }
    if let Some(Overlay::Palette { .. }) = app.overlay {
        return None;
    }
    if let Some(note) = &app.note {
        let role = if note.bad { Role::Bad } else { Role::Note };
        row(buf, look, y, &look.lang.note(note), role);
        return app.stays.then_some(Position { x: 0, y });
    }
    let opening = app.opening.map(|_| Word::Opening);
    let changing = app.is_changing().then_some(Word::Correcting);
    if let Some(word) = opening.or(changing) {
        row(buf, look, y, look.lang.word(word), Role::Note);
    } else if let Some((told, odd)) = links::under_cursor(app, look) {
        let role = if odd { Role::Bad } else { Role::Link };
        row(buf, look, y, &told, role);
    } else if let Some(note) = chrome::remark(app) {
        let line = note.lines().find(|l| !l.trim().is_empty());
        let text = look.lang.say(Word::NoteIs, &[line.unwrap_or_default()]);
        row(buf, look, y, &text, Role::Remark);
    }
    None
}
