//! What stands over the panes, drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use super::chrome::put_line;
use super::help::{self, HelpRow};
use super::paint::{fill, put, put_right, put_whole};
use super::theme::Role;
use super::{Look, lines};
use crate::app::App;
use crate::app::action::Action;
use crate::app::areas::Area;
use crate::app::overlay::{LinkLabel, Overlay};
use crate::app::prompt::Prompt;
use crate::app::reader::Reader;
use crate::app::word::{Note, Word};
use crate::model::{CommentIx, Place};
use crate::page::Line;
use crate::text::{Fit, Segmenter, cell, fragments, wrap};

pub(super) fn draw(app: &App, look: &Look, buf: &mut Buffer) -> Option<Position> {
    match app.overlay.as_ref()? {
        Overlay::Help { top } => {
            let rows = help::rows(app, look);
            listing(app, look, buf, look.lang.word(Word::Help), &rows, *top);
        }
        Overlay::Messages { top } => {
            let words = app.messages.iter().rev().map(|n| look.lang.note(n));
            let mut rows: Vec<HelpRow> = words.map(HelpRow::Words).collect();
            if rows.is_empty() {
                rows.push(HelpRow::Words(look.lang.word(Word::NoMessages).to_owned()));
            }
            listing(app, look, buf, look.lang.word(Word::Messages), &rows, *top);
        }
        Overlay::Palette { prompt, found, at } => {
            return Some(palette(app, look, buf, prompt, found, *at));
        }
        Overlay::Peek(ix) => peek(app, app.reader.as_ref()?, look, buf, *ix),
        Overlay::Why(notes) => why(app, look, buf, notes),
        Overlay::Links { .. } => link_prompt(app, look, buf),
    }
    None
}

/// The palette: a prompt, and the commands that match. Returns where the cursor is.
fn palette(
    app: &App,
    look: &Look,
    buf: &mut Buffer,
    prompt: &Prompt,
    found: &[Action],
    at: usize,
) -> Position {
    let area = frame(
        app,
        look,
        buf,
        look.lang.word(Word::Palette),
        76,
        (found.len() as u16 + 1).min(14),
    );
    let cursor = {
        let x = put(
            buf,
            area.x,
            area.y,
            look.glyphs.ask,
            2,
            look.theme.style(Role::Key),
        ) + 1;
        put_line(look, buf, prompt, x, area.y, area.width - 2)
    };
    let list = area.below(1);
    let top = at.saturating_sub(usize::from(list.height).saturating_sub(1));
    for (row, action) in found
        .iter()
        .enumerate()
        .skip(top)
        .take(usize::from(list.height))
    {
        let y = list.y + (row - top) as u16;
        let style = |role: Role| {
            let s = look.theme.style(role);
            if row == at {
                s.patch(look.theme.over(Role::Selection))
            } else {
                s
            }
        };
        if row == at {
            fill(
                buf,
                Area {
                    y,
                    height: 1,
                    ..list
                },
                look.theme.style(Role::Selection),
            );
        }
        let keys = app
            .keymap
            .keys_of(*action)
            .into_iter()
            .next()
            .unwrap_or_default();
        let right = put_right(buf, list.x + list.width, y, &keys, 12, style(Role::Key));
        let x = put(
            buf,
            list.x,
            y,
            look.lang.command(*action),
            right.saturating_sub(list.x + 1),
            style(Role::Text),
        );
        let name = format!("  {}", action.row().name);
        if usize::from(right.saturating_sub(x)) > cell::width(&name) + 1 {
            put(buf, x, y, &name, right - x - 1, style(Role::Dim));
        }
    }
    cursor
}

/// The parent of the chosen comment.
fn peek(app: &App, reader: &Reader, look: &Look, buf: &mut Buffer, ix: CommentIx) {
    let name = reader
        .document
        .thread
        .get(ix)
        .author
        .as_ref()
        .map_or_else(|| format!("#{}", ix.0 + 1), ToString::to_string);
    let title = format!(
        "{} {} {name}",
        look.lang.word(Word::Parent),
        look.glyphs.dot
    );
    let area = app.peek_area();
    let inner = framed(look, buf, &title, area);
    for (row, line) in app
        .peeked
        .iter()
        .take(usize::from(inner.height))
        .enumerate()
    {
        lines::draw(
            reader,
            look,
            buf,
            (inner.x, inner.y + row as u16),
            inner.width,
            line,
            0,
        );
    }
}

/// Why something is as it is.
fn why(app: &App, look: &Look, buf: &mut Buffer, notes: &[Note]) {
    let width = app.size.0.saturating_sub(10).clamp(10, 66);
    let rows: Vec<String> = notes
        .iter()
        .flat_map(|n| {
            wrapped(&look.lang.note(n), width)
                .into_iter()
                .chain([String::new()])
        })
        .collect();
    let area = frame(
        app,
        look,
        buf,
        look.lang.word(Word::Why),
        width + 4,
        rows.len().saturating_sub(1) as u16,
    );
    for (row, text) in rows.iter().take(usize::from(area.height)).enumerate() {
        put(
            buf,
            area.x,
            area.y + row as u16,
            text,
            area.width,
            look.theme.style(Role::Text),
        );
    }
}

/// What is asked while links carry letters.
fn link_prompt(app: &App, look: &Look, buf: &mut Buffer) {
    let text = look.lang.word(Word::LinkHintsPrompt);
    let y = app.size.1 - 1;
    fill(
        buf,
        Area {
            x: 0,
            y,
            width: app.size.0,
            height: 1,
        },
        look.theme.style(Role::Text),
    );
    put(
        buf,
        1,
        y,
        text,
        app.size.0 - 2,
        look.theme.style(Role::Note),
    );
}

/// Puts the letters of links over a line.
pub(super) fn link_labels(
    reader: &Reader,
    look: &Look,
    buf: &mut Buffer,
    (x, y): (u16, u16),
    line: &Line,
    labels: &[LinkLabel],
    typed: &str,
) {
    for l in labels.iter().filter(|l| l.label.starts_with(typed)) {
        let link = &reader.document.links[l.link];
        let place = Place {
            block: link.block,
            byte: link.bytes.start,
        };
        if let Some(column) = lines::column_of(reader, line, x, place) {
            put(
                buf,
                column,
                y,
                &l.label,
                l.label.len() as u16,
                look.theme.style(Role::Label),
            );
        }
    }
}

/// A framed list that scrolls.
fn listing(app: &App, look: &Look, buf: &mut Buffer, title: &str, rows: &[HelpRow], top: usize) {
    let width = app.size.0.saturating_sub(4).min(90);
    let inner_width = width.saturating_sub(4);
    let mut flat: Vec<(String, String, Role)> = Vec::new();
    for row in rows {
        match row {
            HelpRow::Heading(t) => flat.push((String::new(), t.clone(), Role::Group)),
            HelpRow::Key(k, t) => {
                let room = inner_width.saturating_sub(KEYS + 1);
                for (n, line) in wrapped(t, room).into_iter().enumerate() {
                    flat.push((
                        if n == 0 { k.clone() } else { String::new() },
                        line,
                        Role::Text,
                    ));
                }
            }
            HelpRow::Words(t) => flat.extend(
                wrapped(t, inner_width)
                    .into_iter()
                    .map(|l| (String::new(), l, Role::Dim)),
            ),
            HelpRow::Blank => flat.push((String::new(), String::new(), Role::Text)),
        }
    }
    let area = frame(app, look, buf, title, width, flat.len() as u16);
    let last = flat.len().saturating_sub(usize::from(area.height));
    let top = top.min(last);
    for (row, (key, text, role)) in flat
        .iter()
        .skip(top)
        .take(usize::from(area.height))
        .enumerate()
    {
        let y = area.y + row as u16;
        match role {
            Role::Text => {
                put(buf, area.x, y, key, KEYS, look.theme.style(Role::Key));
                put(
                    buf,
                    area.x + KEYS + 1,
                    y,
                    text,
                    area.width.saturating_sub(KEYS + 1),
                    look.theme.style(*role),
                );
            }
            _ => {
                put(buf, area.x, y, text, area.width, look.theme.style(*role));
            }
        }
    }
    if let Some(percent) = (top * 100).checked_div(last) {
        let place = look.lang.say(Word::Percent, &[&percent.to_string()]);
        put_right(
            buf,
            area.x + area.width,
            area.y + area.height,
            &format!(" {place} "),
            8,
            look.theme.style(Role::Frame),
        );
    }
}

/// Cells for the keys of the help.
const KEYS: u16 = 20;

/// Our own words on lines: labels only, never an author's.
fn wrapped(text: &str, width: u16) -> Vec<String> {
    let spans = wrap(
        text,
        &fragments(text, &Segmenter::new()),
        usize::from(width).max(1),
        Fit::First,
    );
    spans
        .iter()
        .map(|s| text[s.from as usize..s.to as usize].to_owned())
        .collect()
}

/// A frame in the upper middle of the screen for `rows` rows; returns what is inside.
fn frame(app: &App, look: &Look, buf: &mut Buffer, title: &str, width: u16, rows: u16) -> Area {
    let width = width.min(app.size.0);
    let height = (rows + 2).min(app.size.1.saturating_sub(1)).max(3);
    let area = Area {
        x: (app.size.0 - width) / 2,
        y: (app.size.1 - height) / 3,
        width,
        height,
    };
    framed(look, buf, title, area)
}

/// Draws a frame and blanks what is inside it; returns that.
fn framed(look: &Look, buf: &mut Buffer, title: &str, area: Area) -> Area {
    let style = look.theme.style(Role::Frame);
    fill(buf, area, look.theme.style(Role::Text));
    let (left, right) = (area.x, area.x + area.width - 1);
    let (top, bottom) = (area.y, area.y + area.height - 1);
    for x in left..=right {
        for y in [top, bottom] {
            buf[(x, y)].set_symbol(look.glyphs.line).set_style(style);
        }
    }
    for y in top..=bottom {
        for x in [left, right] {
            buf[(x, y)]
                .set_symbol(look.glyphs.separator)
                .set_style(style);
        }
    }
    for (corner, at) in
        look.glyphs
            .corners
            .iter()
            .zip([(left, top), (right, top), (left, bottom), (right, bottom)])
    {
        put_whole(buf, at.0, at.1, corner, 1, |_| style);
    }
    put(
        buf,
        left + 2,
        top,
        &format!(" {title} "),
        area.width.saturating_sub(4),
        look.theme.style(Role::PaneFocus),
    );
    Area {
        x: left + 2,
        y: top + 1,
        width: area.width - 4,
        height: area.height - 2,
    }
}
