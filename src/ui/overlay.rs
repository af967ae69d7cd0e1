//! What stands over the panes, drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use super::chrome::put_line;
use super::paint::{fill, put, put_right, put_whole};
use super::theme::Role;
use super::{Look, lines, links};
use crate::app::App;
use crate::app::action::Action;
use crate::app::areas::Area;
use crate::app::overlay::{LinkLabel, Overlay};
use crate::app::prompt::Prompt;
use crate::app::reader::Reader;
use crate::app::sheet::{KEYS, SheetKind, WHY_KEYS};
use crate::app::word::Word;
use crate::model::{CommentIx, Place};
use crate::page::Line;
use crate::text::cell;

pub(super) fn draw(app: &App, look: &Look, buf: &mut Buffer) -> Option<Position> {
    match app.overlay.as_ref()? {
        Overlay::Help { top } => sheet(app, look, buf, Word::Help, *top),
        Overlay::Messages { top } => sheet(app, look, buf, Word::Messages, *top),
        Overlay::Palette {
            prompt,
            found,
            at,
            sure,
        } => {
            let chosen = sure.then_some(*at);
            return Some(palette(app, look, buf, prompt, found, chosen));
        }
        Overlay::Compare(compare) => {
            super::compare::draw(app, app.reader.as_ref()?, look, buf, compare);
        }
        Overlay::Peek(ix) => peek(app, app.reader.as_ref()?, look, buf, *ix),
        Overlay::Why { top, .. } => sheet(app, look, buf, Word::Why, *top),
        Overlay::Links { .. } => link_prompt(app, look, buf),
    }
    None
}

/// Rows of the palette: always as many, so that its prompt stays where it is.
const PALETTE: u16 = 13;

/// The palette: a prompt, and the commands that match. Returns where the cursor is.
fn palette(
    app: &App,
    look: &Look,
    buf: &mut Buffer,
    prompt: &Prompt,
    found: &[Action],
    chosen: Option<usize>,
) -> Position {
    let area = frame(app, look, buf, look.lang.word(Word::Palette), 76, PALETTE);
    let cursor = {
        let x = put(
            buf,
            area.x,
            area.y,
            look.glyphs.ask,
            2,
            look.theme.style(Role::Key),
        ) + 1;
        put_line(look, buf, prompt, 0..0, x, area.y, area.width - 2)
    };
    let list = area.below(1);
    let top = chosen
        .unwrap_or(0)
        .saturating_sub(usize::from(list.height).saturating_sub(1));
    for (row, action) in found
        .iter()
        .enumerate()
        .skip(top)
        .take(usize::from(list.height))
    {
        let y = list.y + (row - top) as u16;
        let style = |role: Role| {
            let s = look.theme.style(role);
            if Some(row) == chosen {
                s.patch(look.theme.over(Role::Selection))
            } else {
                s
            }
        };
        if Some(row) == chosen {
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
        let keys = look
            .keys(app, *action)
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
    let mut x = put(
        buf,
        1,
        y,
        text,
        app.size.0 - 2,
        look.theme.style(Role::Note),
    );
    // Where each of them goes, as far as there is room.
    for links::Labelled {
        label, told, odd, ..
    } in links::labelled(app, look)
    {
        let room = app.size.0.saturating_sub(x + 3);
        if usize::from(room) < cell::width(label) + 1 + cell::width(&told) {
            break;
        }
        x = put(buf, x + 2, y, label, room, look.theme.style(Role::Label));
        let role = if odd { Role::Bad } else { Role::Link };
        x = put(buf, x + 1, y, &told, room, look.theme.style(role));
    }
}

/// Puts the letters of links over a line.
pub(super) fn link_labels(
    reader: &Reader,
    look: &Look,
    buf: &mut Buffer,
    ((x, y), room, side): ((u16, u16), u16, usize),
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
        if let Some(column) = lines::column_of(reader, line, (x, room), place, side) {
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

/// The help, the messages or the reasons, from the row `top` on.
fn sheet(app: &App, look: &Look, buf: &mut Buffer, title: Word, top: usize) {
    let area = framed(look, buf, look.lang.word(title), app.sheet_area());
    let last = app.sheet.len().saturating_sub(usize::from(area.height));
    let shown = app.sheet.iter().skip(top).take(usize::from(area.height));
    for (row, line) in shown.enumerate() {
        let y = area.y + row as u16;
        let (x, room, role) = match line.kind {
            SheetKind::Heading => (area.x, area.width, Role::Group),
            SheetKind::Words => (area.x, area.width, Role::Text),
            SheetKind::Reason | SheetKind::More => {
                if line.kind == SheetKind::Reason {
                    let style = look.theme.style(Role::Dim);
                    put_whole(buf, area.x, y, look.glyphs.bullet, 1, |_| style);
                }
                (area.x + 2, area.width.saturating_sub(2), Role::Reason)
            }
            SheetKind::Command | SheetKind::Keys => {
                let keys = if line.kind == SheetKind::Keys {
                    WHY_KEYS
                } else {
                    KEYS
                };
                let style = look.theme.style(Role::Key);
                let room = keys.min(area.width);
                put(buf, area.x, y, &look.shown(&line.key), room, style);
                let room = area.width.saturating_sub(keys + 1);
                (area.x + keys + 1, room, Role::Text)
            }
        };
        put(buf, x, y, &line.text, room, look.theme.style(role));
    }
    if let Some(percent) = (top * 100).checked_div(last) {
        let place = look.lang.say(Word::Percent, &[&percent.to_string()]);
        let (right, y) = (area.x + area.width, area.y + area.height);
        put_right(
            buf,
            right,
            y,
            &format!(" {place} "),
            8,
            look.theme.style(Role::Frame),
        );
    }
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
