//! The heads of comments: names, signs, ages; a folded comment on its one row.

use ratatui::buffer::Buffer;

use crate::app::App;
use crate::app::areas::PaneId;
use crate::app::reader::Reader;
use crate::app::word::Word;
use crate::model::{BlockIx, Comment, CommentIx};
use crate::text::cell;
use crate::ui::paint::{put, put_right, put_whole};
use crate::ui::signs::{put_signs, signs_of_comment};
use crate::ui::theme::Role;
use crate::ui::{Look, dates};

/// A comment's author, or its number where nobody is named.
pub(super) fn name(reader: &Reader, look: &Look, ix: CommentIx) -> String {
    let comment = reader.document.thread.get(ix);
    comment.author.as_ref().map_or_else(
        || format!("{}{}", look.glyphs.number, ix.0 + 1),
        ToString::to_string,
    )
}

/// The head of a comment: name, age and points at the left, replies at the right.
pub(super) fn head(
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

/// Puts the signs of a comment behind the author's name; a fold that hides something new has its sign.
/// Returns the column behind them.
fn comment_signs(
    reader: &Reader,
    look: &Look,
    buf: &mut Buffer,
    (x, y): (u16, u16),
    right: u16,
    ix: CommentIx,
) -> u16 {
    let end = if reader.thread.stack.is_folded(ix) {
        reader.document.thread.get(ix).end.ix()
    } else {
        ix.ix() + 1
    };
    let fresh = reader.thread.fresh[ix.ix()..end].contains(&true);
    let signs = signs_of_comment(reader.done_with(ix), fresh, look);
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
    if let Some(anchor) = reader.passage_of(ix) {
        let block = anchor.found.here.block.0 + 1;
        let n = block - reader.document.article.blocks.start.0;
        let doubt = if anchor.found.is_guess() { "?" } else { "" };
        parts.push(format!("{}{n}{doubt}", look.glyphs.paragraph));
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
pub(super) fn folded(
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
