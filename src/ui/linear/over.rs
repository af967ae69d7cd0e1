//! What stands over the panes, as plain text over all of the screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use super::{row, thread};
use crate::app::App;
use crate::app::areas::Area;
use crate::app::overlay::Overlay;
use crate::app::reader::Reader;
use crate::app::word::Word;
use crate::model::CommentIx;
use crate::page::Line;
use crate::ui::chrome::put_line;
use crate::ui::paint::{fill, put};
use crate::ui::theme::Role;
use crate::ui::{Look, lines, links};

pub(super) fn draw(app: &App, look: &Look, buf: &mut Buffer) -> Option<Position> {
    let cursor = match app.overlay.as_ref()? {
        Overlay::Help { top } => sheet(app, look, buf, Word::Help, *top),
        Overlay::Messages { top } => sheet(app, look, buf, Word::Messages, *top),
        Overlay::Why { top, .. } => sheet(app, look, buf, Word::Why, *top),
        Overlay::Palette { .. } => palette(app, look, buf)?,
        Overlay::Peek(ix) => peek(app, app.reader.as_ref()?, look, buf, *ix),
        Overlay::Links { .. } => with_letters(app, look, buf),
        // It was open when plain text was asked for.
        Overlay::Compare(_) => return None,
    };
    Some(cursor)
}

/// Blanks all but the bottom row, and titles it.
fn page(app: &App, look: &Look, buf: &mut Buffer, title: &str) -> Area {
    let area = Area {
        x: 0,
        y: 0,
        width: app.size.0,
        height: app.size.1 - 1,
    };
    fill(buf, area, look.theme.style(Role::Text));
    row(buf, look, 0, title, Role::PaneTitle);
    area.below(1)
}

/// The help, the messages or the reasons, the row `at` under the cursor.
fn sheet(app: &App, look: &Look, buf: &mut Buffer, title: Word, at: usize) -> Position {
    let area = page(app, look, buf, look.lang.word(title));
    let room = usize::from(area.height).max(1);
    let top = at - at % room;
    for (y, line) in (area.y..).zip(app.sheet.iter().skip(top).take(room)) {
        let text = if line.key.is_empty() {
            line.text.clone()
        } else {
            format!("{}: {}", look.shown(&line.key), line.text)
        };
        row(buf, look, y, &text, Role::Text);
    }
    Position {
        x: 0,
        y: area.y + (at - top) as u16,
    }
}

/// The palette on the bottom row: what is typed, and the command that it stands for.
fn palette(app: &App, look: &Look, buf: &mut Buffer) -> Option<Position> {
    let Some(Overlay::Palette {
        prompt,
        found,
        at,
        sure,
    }) = &app.overlay
    else {
        return None;
    };
    let (cols, y) = (app.size.0, app.size.1 - 1);
    let all = Area {
        x: 0,
        y,
        width: cols,
        height: 1,
    };
    fill(buf, all, look.theme.style(Role::Text));
    let name = look.lang.word(Word::Palette);
    let x = put(buf, 0, y, name, cols / 2, look.theme.style(Role::Key)) + 1;
    let typed = crate::text::cell::width(&prompt.text) as u16 + 1;
    let room = typed.min(cols.saturating_sub(x)).max(1);
    let cursor = put_line(look, buf, prompt, 0..0, x, y, room);
    if let Some(action) = found.get(*at).filter(|_| *sure) {
        let number = [at + 1, found.len()].map(|n| n.to_string());
        let number = look.lang.say(Word::SomeOf, &[&number[0], &number[1]]);
        let text = format!("{}, {number}", look.lang.command(*action));
        let x = x + room + 1;
        put(
            buf,
            x,
            y,
            &text,
            cols.saturating_sub(x),
            look.theme.style(Role::Note),
        );
    }
    Some(cursor)
}

/// The parent of the chosen comment.
fn peek(app: &App, reader: &Reader, look: &Look, buf: &mut Buffer, ix: CommentIx) -> Position {
    let name = thread::name(reader, look, ix);
    let area = page(app, look, buf, look.lang.word(Word::Parent));
    let text = look.lang.say(Word::ParentBy, &[&name]);
    row(buf, look, area.y, &text, Role::Author);
    let words = area.below(1);
    let shown = app.peeked.iter().take(usize::from(words.height));
    for (y, line) in (words.y..).zip(shown) {
        let plain = Line { indent: 0, ..*line };
        lines::draw(reader, look, buf, (0, y), area.width, &plain, 0);
    }
    Position { x: 0, y: area.y }
}

/// The links of the page, each with its letters, its words and where it goes.
fn with_letters(app: &App, look: &Look, buf: &mut Buffer) -> Position {
    let area = page(app, look, buf, look.lang.word(Word::LinkHintsPrompt));
    let shown = links::labelled(app, look);
    for (y, link) in (area.y..area.y + area.height).zip(shown) {
        let role = if link.odd { Role::Bad } else { Role::Text };
        let text = format!("{}: {}, {}", link.label, link.words, link.told);
        row(buf, look, y, &text, role);
    }
    Position { x: 0, y: area.y }
}
