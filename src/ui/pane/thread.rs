//! The thread pane, drawn: guides, heads, words.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use crate::app::App;
use crate::app::action::Action;
use crate::app::areas::{Area, PaneArea, PaneId};
use crate::app::overlay::Overlay;
use crate::app::reader::Reader;
use crate::app::word::Word;
use crate::model::{BlockIx, By, Comment, CommentIx};
use crate::page::Row;
use crate::text::cell;
use crate::ui::paint::{put, put_right, put_whole};
use crate::ui::signs::{put_signs, signs_of_comment};
use crate::ui::theme::Role;
use crate::ui::{Look, chrome, dates, lines};

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
    info(reader, look, buf, body, cut);
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
        if ix == reader.thread.chosen() && !matches!(what, Row::Gap(_)) && area.x > 0 {
            let role = if focused {
                Role::Chosen
            } else {
                Role::Separator
            };
            put_whole(buf, area.x - 1, y, look.glyphs.chosen, 1, |_| {
                look.theme.style(role)
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
fn info(reader: &Reader, look: &Look, buf: &mut Buffer, body: Area, cut: Option<String>) {
    let thread = &reader.document.thread;
    let top = reader
        .thread
        .stack
        .at(reader.thread.top())
        .map_or(CommentIx(0), |(c, _)| c);
    let style = look.theme.style(Role::Dim);
    let mut ancestors = thread.ancestors(top).peekable();
    let flat = reader.thread.stack.shape().flat;
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

/// A comment's author, or its number where nobody is named.
fn name(reader: &Reader, look: &Look, ix: CommentIx) -> String {
    let comment = reader.document.thread.get(ix);
    comment.author.as_ref().map_or_else(
        || format!("{}{}", look.glyphs.number, ix.0 + 1),
        ToString::to_string,
    )
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

/// The head of a comment: name, age and points at the left, replies at the right.
fn head(
    app: &App,
    reader: &Reader,
    look: &Look,
    buf: &mut Buffer,
    (x, y): (u16, u16),
    room: u16,
    ix: CommentIx,
) {
    let comment = reader.document.thread.get(ix);
    let right = x + room;
    let at = author(reader, look, buf, (x, y), room, ix);
    let mut at = comment_signs(reader, look, buf, (at, y), right, ix);
    let dim = look.theme.style(Role::Dim);
    let dot = format!(" {} ", look.glyphs.dot);
    for part in about(app, reader, look, ix, comment) {
        let text = format!("{dot}{part}");
        if usize::from(right.saturating_sub(at)) < cell::width(&text) {
            break;
        }
        at = put(buf, at, y, &text, right - at, dim);
    }
    let replies = comment.n_replies as usize;
    if replies > 0 {
        let text = look.lang.count(Word::OneReply, Word::ManyReplies, replies);
        if usize::from(right.saturating_sub(at)) > cell::width(&text) + 1 {
            put_right(buf, right, y, &text, right - at, dim);
        }
    }
}

/// Puts the signs of a comment behind the author's name. Returns the column behind them.
fn comment_signs(
    reader: &Reader,
    look: &Look,
    buf: &mut Buffer,
    (x, y): (u16, u16),
    right: u16,
    ix: CommentIx,
) -> u16 {
    let fresh = reader.thread.fresh.get(ix.ix()).copied();
    let signs = signs_of_comment(reader.done_with(ix), fresh.unwrap_or_default(), look);
    let room = right.saturating_sub(x + 1);
    let style = |role| look.theme.style(role);
    put_signs(buf, (x + 1, y), room, &signs, style) - 1
}

/// What a head tells beside the name.
fn about(app: &App, reader: &Reader, look: &Look, ix: CommentIx, comment: &Comment) -> Vec<String> {
    let mut parts = Vec::new();
    let shape = reader.thread.stack.shape();
    if let Some(parent) = comment
        .parent
        .filter(|_| shape.flat || comment.depth > shape.max_levels())
    {
        parts.push(
            look.lang
                .say(Word::NReplyTo, &[&name(reader, look, parent)])
                + if comment.by.is_guess() { "?" } else { "" },
        );
    }
    if comment.deleted {
        parts.push(look.lang.word(Word::Deleted).to_owned());
    }
    parts.extend(comment.when.map(|w| dates::age(look, w, app.now)));
    parts.extend(comment.score.map(|s| {
        if s == 1 {
            look.lang.word(Word::OnePoint).to_owned()
        } else {
            look.lang.say(Word::Points, &[&s.to_string()])
        }
    }));
    if comment.author.is_some() && reader.focus == PaneId::Thread && ix == reader.thread.chosen() {
        parts.push(format!("{}{}", look.glyphs.number, ix.0 + 1));
    }
    parts
}

fn author(
    reader: &Reader,
    look: &Look,
    buf: &mut Buffer,
    (x, y): (u16, u16),
    room: u16,
    ix: CommentIx,
) -> u16 {
    let comment = reader.document.thread.get(ix);
    let byline = reader.document.article.byline.as_ref();
    let op = comment.author.is_some() && comment.author.as_ref() == byline;
    let role = match (op, reader.thread.read[ix.ix()]) {
        (true, _) => Role::Op,
        (false, true) => Role::AuthorRead,
        (false, false) => Role::Author,
    };
    put(
        buf,
        x,
        y,
        &name(reader, look, ix),
        room,
        look.theme.style(role),
    )
}

/// A folded comment on one row: name, how much is hidden, its first words.
fn folded(
    reader: &Reader,
    look: &Look,
    buf: &mut Buffer,
    (x, y): (u16, u16),
    room: u16,
    ix: CommentIx,
) {
    let right = x + room;
    let comment = reader.document.thread.get(ix);
    put_whole(buf, x, y, look.glyphs.folded, 1, |_| {
        look.theme.style(Role::Chosen)
    });
    let mut at = author(
        reader,
        look,
        buf,
        (x + 2, y),
        room.saturating_sub(2) / 2,
        ix,
    );
    at = comment_signs(reader, look, buf, (at, y), right, ix) + 1;
    let hidden = reader.document.thread.below(ix);
    let hidden = (hidden.end - hidden.start) as usize;
    if hidden > 0 {
        let style = look.theme.style(Role::Key);
        at = put(
            buf,
            at,
            y,
            &format!("+{hidden}"),
            right.saturating_sub(at),
            style,
        ) + 1;
    }
    let words = BlockIx::each(&comment.blocks)
        .map(|b| reader.document.text(b))
        .find(|t| !t.trim().is_empty())
        .unwrap_or_default();
    let first = words.lines().next().unwrap_or_default();
    // A long line is cut before it is measured: the row has no room for more.
    let limit = first
        .char_indices()
        .nth(usize::from(room) * 2)
        .map_or(first.len(), |(i, _)| i);
    put(
        buf,
        at,
        y,
        &first[..limit],
        right.saturating_sub(at),
        look.theme.style(Role::Dim),
    );
}
