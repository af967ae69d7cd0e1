//! The thread pane, drawn: guides, heads, words.

mod head;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use crate::app::App;
use crate::app::action::Action;
use crate::app::areas::{Area, PaneArea, PaneId};
use crate::app::overlay::Overlay;
use crate::app::reader::Reader;
use crate::app::word::Word;
use crate::model::{By, Comment, CommentIx};
use crate::page::Row;
use crate::text::cell;
use crate::ui::paint::{put, put_whole};
use crate::ui::theme::Role;
use crate::ui::{Look, chrome, lines};
use head::{folded, head, name};

pub(in crate::ui) fn draw(
    app: &App,
    reader: &Reader,
    look: &Look,
    buf: &mut Buffer,
    pane: PaneArea,
) -> Option<Position> {
    let thread = &reader.document.thread;
    let body = pane.body();
    let (rights, n_cut) = rights(reader, look);
    let (mut cursor, _, told) = chrome::pane_title(app, reader, look, buf, pane, &rights);
    if thread.is_empty() {
        let (hint, action) = match reader.document.split.by {
            By::Reader => (Word::NoCommentsByYou, Action::NoComments),
            By::Source | By::Khao { .. } => (Word::NoCommentsHint, Action::CutUp),
        };
        let keys = look.keys(app, action);
        let key = keys.first().map_or("", String::as_str);
        let hint = look.lang.say(hint, &[key]);
        chrome::empty(look, buf, body, look.lang.word(Word::NoComments), &hint);
        return cursor;
    }
    // Where the title row has no room to tell who cut, the row below it tells.
    let told = told.is_some_and(|at| at < n_cut);
    let cut = cut(reader, look).pop().filter(|_| !told);
    info((app, reader), look, buf, body, cut);
    let area = body.below(1);
    let shape = reader.thread.stack.shape();
    let focused = reader.focus == PaneId::Thread;
    for (row, what) in reader
        .thread
        .screen()
        .take(usize::from(area.height))
        .enumerate()
    {
        let y = area.y + row as u16;
        let ix = what.comment();
        let comment = thread.get(ix);
        let indent = shape.indent(comment.depth);
        if !shape.flat {
            // Between two comments the guides are those that lead to the next one.
            let next = reader
                .thread
                .stack
                .slot(ix)
                .and_then(|s| reader.thread.stack.shown().get(s + 1));
            let of = match (what, next) {
                (Row::Gap(_), Some(next)) if thread.get(*next).depth <= comment.depth => *next,
                _ => ix,
            };
            guides(reader, look, buf, (area.x, y), of);
        }
        let on_current = reader.linked.current.and_then(|b| reader.linked.tie(ix, b));
        if let Some(anchor) = on_current.filter(|_| !matches!(what, Row::Gap(_)) && area.x > 0) {
            let sign = if anchor.found.is_guess() {
                look.glyphs.inferred
            } else {
                look.glyphs.tied
            };
            let style = look.theme.style(Role::Tie);
            put_whole(buf, area.x - 1, y, sign, 1, |_| style);
        }
        if ix == reader.thread.chosen() && !matches!(what, Row::Gap(_)) && area.x > 0 {
            put_whole(buf, area.x - 1, y, look.glyphs.chosen, 1, |_| {
                look.theme.style(Role::Chosen)
            });
        }
        let (x, room) = (area.x + indent, area.width.saturating_sub(indent));
        match what {
            Row::Head(_) => head(app, reader, look, buf, (x, y), room, ix),
            Row::Folded(_) => folded(reader, look, buf, (x, y), room, ix),
            Row::Gap(_) => {}
            Row::Words(_, line) => {
                lines::draw(reader, look, buf, (x, y), room, &line, 0);
                if let Some(selection) = reader.selection.filter(|_| focused)
                    && let Some(column) =
                        lines::column_of(reader, &line, (x, room), selection.to, 0)
                {
                    cursor = Some(Position { x: column, y });
                }
                if let Some(Overlay::Links { labels, typed }) =
                    app.overlay.as_ref().filter(|_| focused)
                {
                    crate::ui::overlay::link_labels(
                        reader,
                        look,
                        buf,
                        ((x, y), room, 0),
                        &line,
                        labels,
                        typed,
                    );
                }
            }
        }
    }
    cursor
}

/// What the title row may tell at its end, the fullest first: who cut, how much is not read, and how much
/// of that is new. How many of them tell who cut.
fn rights(reader: &Reader, look: &Look) -> (Vec<String>, usize) {
    if reader.document.thread.is_empty() {
        return (Vec::new(), 0);
    }
    let (n_unread, n_new) = (reader.thread.n_unread, reader.thread.n_new);
    let unread = if n_unread == 0 {
        look.lang.word(Word::AllRead).to_owned()
    } else {
        look.lang.say(Word::NotRead, &[&n_unread.to_string()])
    };
    let dot = look.glyphs.dot;
    let new = look.lang.say(Word::NNew, &[&n_new.to_string()]);
    let new = (n_new > 0).then(|| format!("{unread} {dot} {new}"));
    let fullest = new.as_ref().unwrap_or(&unread);
    let cut = cut(reader, look).into_iter();
    let mut rights: Vec<String> = cut.map(|cut| format!("{cut} {dot} {fullest}")).collect();
    let n_cut = rights.len();
    rights.extend(new);
    rights.push(unread);
    (rights, n_cut)
}

/// Who cut, the fullest words first; nothing where the source did.
fn cut(reader: &Reader, look: &Look) -> Vec<String> {
    let by = &reader.document.split.by;
    match by {
        By::Source => Vec::new(),
        By::Reader => [Word::ReaderSplit, Word::ReaderShort]
            .map(|word| look.lang.word(word).to_owned())
            .to_vec(),
        By::Khao { confidence, .. } => {
            let percent = (confidence * 100.0).round().to_string();
            let doubt = if by.is_guess() { "?" } else { "" };
            let sure = look.lang.say(Word::Percent, &[&percent]) + doubt;
            [Word::InferredSplit, Word::SplitShort]
                .map(|word| look.lang.say(word, &[&sure]))
                .to_vec()
        }
    }
}

/// The row over the comments: whose replies these are, or the ancestors of what is at the top.
fn info(
    (app, reader): (&App, &Reader),
    look: &Look,
    buf: &mut Buffer,
    body: Area,
    cut: Option<String>,
) {
    let thread = &reader.document.thread;
    let top = reader
        .thread
        .stack
        .at(reader.thread.top())
        .map_or(CommentIx(0), |(c, _)| c);
    let style = look.theme.style(Role::Dim);
    let mut ancestors = thread.ancestors(top).peekable();
    let flat = reader.thread.stack.shape().flat;
    if let Some(block) = reader.linked.only {
        let n = look.lang.count(
            Word::OneComment,
            Word::ManyComments,
            reader.linked.count(block),
        );
        let keys = look.keys(app, Action::OnlyThese);
        let key = keys.first().map_or("", String::as_str);
        let text = look.lang.say(Word::OnlyOnThis, &[&n, key]);
        put(buf, body.x, body.y, &text, body.width, style);
        return;
    }
    if ancestors.peek().is_none() || flat {
        let any = |is: fn(&Comment) -> bool| thread.comments().iter().any(is);
        // A flat thread has no lines that could be dotted.
        let word = if reader.inferred && flat {
            Word::InferredFlat
        } else if reader.inferred && cut.is_some() {
            Word::InferredShort
        } else if reader.inferred {
            Word::InferredNotice
        // A comment that a cut by hand brought is the reader's too, but no reply.
        } else if any(|c| c.by == By::Reader && c.parent.is_some()) {
            Word::ReaderThread
        } else if any(|c| c.by == By::Source) {
            Word::StatedThread
        } else {
            Word::PlainThread
        };
        let text = look.lang.word(word);
        let text = match cut {
            Some(cut) => format!("{cut} {} {text}", look.glyphs.dot),
            None => text.to_owned(),
        };
        put(buf, body.x, body.y, &text, body.width, style);
        return;
    }
    // The nearest ancestors matter most: names are taken from there up, as many as fit.
    let step = format!(" {} ", look.glyphs.step);
    let mut line = String::new();
    for ix in ancestors {
        let name = name(reader, look, ix);
        if line.is_empty() {
            line = name;
        } else if cell::width(&line) + cell::width(&name) + 8 < usize::from(body.width) {
            line = format!("{name}{step}{line}");
        } else {
            line = format!("…{step}{line}");
            break;
        }
    }
    let line = format!("{} {line}", look.glyphs.up);
    put(buf, body.x, body.y, &line, body.width, style);
}

/// The lines that tell how deep a comment stands: solid where the source says so, dotted where khao does.
fn guides(reader: &Reader, look: &Look, buf: &mut Buffer, (x, y): (u16, u16), ix: CommentIx) {
    let thread = &reader.document.thread;
    let levels = reader.thread.stack.shape().max_levels();
    let mut at = Some(ix);
    while let Some(here) = at {
        let comment = thread.get(here);
        if comment.depth == 0 {
            break;
        }
        let (sign, role) = match &comment.by {
            by @ By::Khao { .. } if by.is_guess() => (look.glyphs.guessed, Role::Inferred),
            By::Khao { .. } => (look.glyphs.inferred, Role::Inferred),
            By::Source | By::Reader => (look.glyphs.stated, Role::Stated),
        };
        let level = (comment.depth - 1).min(levels - 1);
        put_whole(buf, x + 2 * level, y, sign, 1, |_| look.theme.style(role));
        at = comment.parent;
    }
}
