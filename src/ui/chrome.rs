//! What frames the panes: their titles, the lines between them, the bottom row.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::style::{Modifier, Style};

use super::bottom::{self, hints};
use super::paint::{put, put_right, put_whole, rule};
use super::signs::put_words;
use super::theme::Role;
use super::{Look, links, paint};
use crate::app::App;
use crate::app::action::Action;
use crate::app::areas::{Area, PaneArea, PaneId};
use crate::app::overlay::Overlay;
use crate::app::prompt::{Ask, Prompt};
use crate::app::reader::Reader;
use crate::app::word::Word;
use crate::text::{Clean, cell};

/// Draws the title row of a pane: its name, or tabs where not all panes fit, and at its end the first of
/// `rights` that there is room for. Returns where the focused name starts, the columns left free, and
/// which of `rights` is told.
pub(super) fn pane_title(
    app: &App,
    reader: &Reader,
    look: &Look,
    buf: &mut Buffer,
    pane: PaneArea,
    rights: &[String],
) -> (Option<Position>, Range<u16>, Option<usize>) {
    let area = pane.area;
    let end = area.x + area.width;
    let line = look.theme.style(Role::Separator);
    rule(buf, area.x, end, area.y, look.glyphs.line, line);
    let mut cursor = None;
    let mut free = area.x..end;
    for tab in app.tabs(reader, pane) {
        let focused = tab.pane == reader.focus;
        let style = look.theme.style(if focused {
            Role::PaneFocus
        } else {
            Role::PaneTitle
        });
        // It stands on the line, which may be dim.
        let style = if style.add_modifier.contains(Modifier::DIM) {
            style
        } else {
            style.remove_modifier(Modifier::DIM)
        };
        if focused {
            cursor = Some(Position {
                x: tab.x,
                y: area.y,
            });
        }
        free.start = put(
            buf,
            tab.x,
            area.y,
            &tab.text,
            end.saturating_sub(tab.x),
            style,
        );
    }
    let room = end.saturating_sub(free.start + 2);
    let fits = |right: &String| usize::from(room) > cell::width(right) + 2;
    let told = rights.iter().position(fits);
    if let Some(right) = told.map(|at| &rights[at]) {
        let style = look.theme.style(Role::PaneTitle);
        free.end = put_right(buf, end - 1, area.y, &format!(" {right} "), room, style);
    }
    (cursor, free, told)
}

/// Draws the lines between panes that stand beside one another; over one another their title rows part
/// them.
pub(super) fn separators(app: &App, look: &Look, buf: &mut Buffer) {
    if app.areas.stacked {
        return;
    }
    let style = look.theme.style(Role::Separator);
    for p in app.areas.panes.iter().skip(1) {
        vertical(look, buf, p.area.x - 1, p.area.y, p.area.height, style);
    }
}

/// Draws a vertical line.
pub(super) fn vertical(look: &Look, buf: &mut Buffer, x: u16, y: u16, height: u16, style: Style) {
    buf[(x, y)].set_symbol(look.glyphs.tee).set_style(style);
    for y in y + 1..y + height {
        buf[(x, y)]
            .set_symbol(look.glyphs.separator)
            .set_style(style);
    }
}

/// A message in the middle of an empty pane: what is the matter, and what can be done.
pub(super) fn empty(look: &Look, buf: &mut Buffer, area: Area, what: &str, hint: &str) {
    let y = area.y + (area.height / 3).min(6);
    let mut row = y;
    for (text, role) in [(what, Role::Text), (hint, Role::Dim)] {
        let segmenter = crate::text::Segmenter::new();
        let pieces = crate::text::fragments(text, &segmenter);
        let width = usize::from(area.width.saturating_sub(2)).clamp(1, 60);
        for span in crate::text::wrap(text, &pieces, width, crate::text::Fit::First) {
            if row >= area.y + area.height {
                return;
            }
            let line = &text[span.from as usize..span.to as usize];
            let x = area.x + area.width.saturating_sub(span.cells) / 2;
            paint::put(buf, x, row, line, area.width, look.theme.style(role));
            row += 1;
        }
        row += 1;
    }
}

/// Draws the bottom row: the prompt, else what there is to tell, else keys. Returns where the cursor
/// of the prompt is.
pub(super) fn status(app: &App, look: &Look, buf: &mut Buffer) -> Option<Position> {
    let (cols, rows) = app.size;
    let y = rows - 1;
    if let Some(prompt) = &app.prompt {
        return Some(draw_prompt(app, look, buf, prompt));
    }
    let mut right = cols;
    if let Some(link) = app.link {
        let text = bottom::link_of(app, look, link);
        let style = look.theme.style(Role::Dim);
        right = put_right(buf, cols - 1, y, &text, cols / 2, style).saturating_sub(1);
    }
    let typed: String = app
        .count
        .map(|n| n.to_string())
        .into_iter()
        .chain(app.pending.iter().map(|k| crate::app::keymap::shown(*k)))
        .collect();
    if !typed.is_empty() {
        right = put_right(
            buf,
            right.min(cols - 1),
            y,
            &typed,
            cols / 2,
            look.theme.style(Role::Key),
        )
        .saturating_sub(1);
    }
    if app.note.is_none()
        && let Some((told, odd)) = links::under_cursor(app, look)
    {
        let role = if odd { Role::Bad } else { Role::Link };
        let room = right.saturating_sub(2) / 2;
        right = put_right(buf, right - 1, y, &told, room, look.theme.style(role)).saturating_sub(1);
    }
    if let Some(note) = &app.note {
        let role = if note.bad { Role::Bad } else { Role::Note };
        put(
            buf,
            1,
            y,
            &bottom::note_in(look, note, right.saturating_sub(2)),
            right.saturating_sub(2),
            look.theme.style(role),
        );
        return None;
    }
    let waiting = app.opening.map(|_| Word::Opening);
    let changing = app.is_changing().then_some(Word::Correcting);
    if let Some(word) = waiting.or(changing) {
        put(
            buf,
            1,
            y,
            look.lang.word(word),
            right.saturating_sub(2),
            look.theme.style(Role::Note),
        );
    } else if app.reader.as_ref().is_some_and(|r| r.selection.is_some()) {
        hints(
            app,
            look,
            buf,
            right,
            &[
                (
                    &[
                        Action::LineDown,
                        Action::LineUp,
                        Action::PaneLeft,
                        Action::PaneRight,
                    ],
                    Word::HintExtend,
                ),
                (&[Action::CopyLink], Word::HintCopy),
                (&[Action::Back], Word::HintCancel),
            ],
        );
    } else if let Some(note) = remark(app) {
        let room = right.saturating_sub(2);
        put_words(look, buf, (1, y), room, [], Some(note));
    } else if app.settings.hints {
        hints(app, look, buf, right, hints_for(app));
    }
    None
}

/// The note on the chosen comment: there is no room for it in the thread.
pub(super) fn remark(app: &App) -> Option<&Clean> {
    let reader = app.reader.as_ref();
    let reader = reader.filter(|r| r.focus == PaneId::Thread)?;
    reader.done_with_chosen()?.note.as_ref()
}

type Hints = &'static [(&'static [Action], Word)];

/// The keys that matter most where the reader is, in order of weight.
fn hints_for(app: &App) -> Hints {
    if let Some(Overlay::Compare(_)) = app.overlay {
        return &[
            (&[Action::LineDown, Action::LineUp], Word::HintMove),
            (&[Action::NextItem, Action::PreviousItem], Word::HintSource),
            (&[Action::Open], Word::HintOpen),
            (&[Action::Back], Word::HintBack),
        ];
    }
    match app.reader.as_ref().map(|r| r.focus) {
        None => &[
            (&[Action::LineDown, Action::LineUp], Word::HintMove),
            (&[Action::Open], Word::HintOpen),
            (&[Action::Filter], Word::HintFilter),
            (&[Action::Search], Word::HintFind),
            (&[Action::Help], Word::HintHelp),
            (&[Action::Back], Word::HintQuit),
        ],
        Some(PaneId::Article) if app.reader.as_ref().is_some_and(|r| r.linked.is_empty()) => &[
            (&[Action::LineDown, Action::LineUp], Word::HintMove),
            (&[Action::PaneRight], Word::HintPane),
            (&[Action::NextItem], Word::HintItem),
            (&[Action::Search], Word::HintFind),
            (&[Action::Help], Word::HintHelp),
            (&[Action::Back], Word::HintBack),
        ],
        Some(PaneId::Article) => &[
            (&[Action::LineDown, Action::LineUp], Word::HintMove),
            (&[Action::PaneRight], Word::HintPane),
            (&[Action::NextSpoken], Word::HintParagraph),
            (&[Action::Passage], Word::HintPassage),
            (&[Action::NextItem], Word::HintItem),
            (&[Action::Search], Word::HintFind),
            (&[Action::Help], Word::HintHelp),
            (&[Action::Back], Word::HintBack),
        ],
        Some(PaneId::Thread) => &[
            (&[Action::NextItem, Action::PreviousItem], Word::HintItem),
            (&[Action::Fold], Word::HintFold),
            (&[Action::PaneLeft, Action::PaneRight], Word::HintPane),
            (&[Action::Search], Word::HintFind),
            (&[Action::Help], Word::HintHelp),
            (&[Action::Back], Word::HintBack),
        ],
        Some(PaneId::Sources) => &[
            (&[Action::LineDown, Action::LineUp], Word::HintMove),
            (&[Action::Open], Word::HintOpen),
            (&[Action::Why], Word::Why),
            (&[Action::PaneLeft], Word::HintPane),
            (&[Action::Help], Word::HintHelp),
            (&[Action::Back], Word::HintBack),
        ],
    }
}

/// Draws a prompt; a text wider than the row is shown around its cursor. What cannot be read in a filter
/// stands out, and at the right is why.
pub(super) fn draw_prompt(app: &App, look: &Look, buf: &mut Buffer, prompt: &Prompt) -> Position {
    let (cols, rows) = app.size;
    let y = rows - 1;
    let name = look.lang.word(match prompt.ask {
        Ask::Search => Word::Search,
        Ask::SearchAll => Word::SearchAll,
        Ask::Filter => Word::Filter,
        Ask::Command => Word::Palette,
        Ask::Tags => Word::Tags,
        Ask::Note => Word::NoteOf,
        Ask::Save => Word::SaveAs,
    });
    let x = put(buf, 1, y, name, cols / 2, look.theme.style(Role::Key)) + 1;
    let mut right = cols;
    let mut wrong = 0..0;
    if let (Ask::Filter, Some(problem)) = (prompt.ask, &app.shelf.problem) {
        wrong = problem.at.clone();
        let why = app.shelf.why_not().map(|note| look.lang.note(&note));
        let style = look.theme.style(Role::Bad);
        right = put_right(buf, cols - 1, y, &why.unwrap_or_default(), cols / 2, style);
    }
    put_line(look, buf, prompt, wrong, x, y, right.saturating_sub(x + 1))
}

/// Draws the text of a prompt, `wrong` bytes of it as such, and returns where its cursor is.
pub(super) fn put_line(
    look: &Look,
    buf: &mut Buffer,
    prompt: &Prompt,
    wrong: Range<usize>,
    x: u16,
    y: u16,
    room: u16,
) -> Position {
    let head = cell::width(&prompt.text[..prompt.cursor]);
    let skip = head.saturating_sub(usize::from(room.saturating_sub(1)));
    let from = cell::byte_at(&prompt.text, skip);
    let style = |at: usize| {
        let role = if wrong.contains(&(from + at)) {
            Role::Bad
        } else {
            Role::Text
        };
        look.theme.style(role)
    };
    put_whole(buf, x, y, &prompt.text[from..], room, style);
    let at = cell::width(&prompt.text[from..prompt.cursor.max(from)]) as u16;
    Position {
        x: x + at.min(room.saturating_sub(1)),
        y,
    }
}
