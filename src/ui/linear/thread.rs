//! The thread as plain text: a comment says who it is by, whom it answers and what became of it.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use super::{joined, row};
use crate::app::areas::{PaneArea, PaneId};
use crate::app::reader::Reader;
use crate::app::word::Word;
use crate::model::{BlockIx, By, CommentIx};
use crate::page::{Line, Row};
use crate::ui::theme::Role;
use crate::ui::{Look, dates, lines};

pub(super) fn draw(reader: &Reader, look: &Look, buf: &mut Buffer, pane: PaneArea) -> Position {
    let body = pane.body();
    let thread = &reader.document.thread;
    if thread.is_empty() {
        row(
            buf,
            look,
            body.y,
            look.lang.word(Word::NoComments),
            Role::Text,
        );
        return Position { x: 0, y: body.y };
    }
    let area = body.below(1);
    let down = reader.thread.cursor_row() - reader.thread.top();
    let mut cursor = Position {
        x: 0,
        y: area.y + down as u16,
    };
    let shown = reader.thread.screen().take(usize::from(area.height));
    for (at, what) in shown.enumerate() {
        let y = area.y + at as u16;
        match what {
            Row::Head(ix) => {
                let text = joined(who(reader, look, ix), head(reader, look, ix), area.width);
                row(buf, look, y, &text, Role::Author);
            }
            Row::Folded(ix) => {
                let text = folded(reader, look, ix, area.width);
                row(buf, look, y, &text, Role::AuthorRead);
            }
            Row::Gap(_) => {}
            Row::Words(_, line) => {
                let plain = Line { indent: 0, ..line };
                lines::draw(reader, look, buf, (0, y), area.width, &plain, 0);
                let selection = reader.selection.filter(|_| reader.focus == PaneId::Thread);
                if let Some(to) = selection.map(|s| s.to)
                    && let Some(x) = lines::column_of(reader, &plain, (0, area.width), to, 0)
                {
                    cursor = Position { x, y };
                }
            }
        }
    }
    cursor
}

/// What else is said of a comment before its words, the weightiest first.
fn head(reader: &Reader, look: &Look, ix: CommentIx) -> Vec<String> {
    let comment = reader.document.thread.get(ix);
    let mut parts = Vec::new();
    if let Some(parent) = comment.parent {
        let word = match &comment.by {
            by @ By::Khao { .. } if by.is_guess() => Word::PerhapsReplyTo,
            By::Khao { .. } => Word::ProbablyReplyTo,
            By::Source | By::Reader => Word::ReplyTo,
        };
        parts.push(look.lang.say(word, &[&name(reader, look, parent)]));
    }
    parts.extend(states(reader, look, ix));
    let replies = comment.n_replies as usize;
    if replies > 0 {
        parts.push(look.lang.count(Word::OneReply, Word::ManyReplies, replies));
    }
    if let Some(anchor) = reader.passage_of(ix) {
        let block = anchor.found.here.block.0 + 1;
        let n = (block - reader.document.article.blocks.start.0).to_string();
        let word = if anchor.found.is_guess() {
            Word::PerhapsSpeaksOf
        } else {
            Word::SpeaksOf
        };
        parts.push(look.lang.say(word, &[&n]));
    }
    parts.extend(comment.when.map(|w| dates::day(look, w)));
    parts.extend(comment.score.map(|s| match s {
        1 => look.lang.word(Word::OnePoint).to_owned(),
        s => look.lang.say(Word::Points, &[&s.to_string()]),
    }));
    parts
}

/// A folded comment: what it hides, and its first words.
fn folded(reader: &Reader, look: &Look, ix: CommentIx, room: u16) -> String {
    let document = &reader.document;
    let mut parts = Vec::new();
    let below = document.thread.below(ix);
    let hidden = (below.end - below.start) as usize;
    let replies = look.lang.count(Word::OneReply, Word::ManyReplies, hidden);
    parts.push(look.lang.word(Word::Folded).to_owned());
    parts.extend((hidden > 0).then_some(replies));
    parts.extend(states(reader, look, ix));
    let words = BlockIx::each(&document.thread.get(ix).blocks).map(|b| document.text(b));
    let words = words.into_iter().find(|t| !t.trim().is_empty());
    let first = words.and_then(|w| w.lines().next()).unwrap_or_default();
    // A long line is cut before it is measured: the row has no room for more.
    let short: String = first.chars().take(usize::from(room) * 2).collect();
    format!("{}: {short}", joined(who(reader, look, ix), parts, room))
}

/// The number of a comment, and by whom it is.
fn who(reader: &Reader, look: &Look, ix: CommentIx) -> Vec<String> {
    let (comment, n) = (reader.document.thread.get(ix), reader.document.thread.len());
    let number = [(ix.0 + 1).to_string(), n.to_string()];
    let mut parts = vec![look.lang.say(Word::CommentOf, &[&number[0], &number[1]])];
    parts.push(match &comment.author {
        Some(author) => author.to_string(),
        None => look.lang.word(Word::Unsigned).to_owned(),
    });
    let byline = reader.document.article.byline.as_ref();
    let op = comment.author.is_some() && comment.author.as_ref() == byline;
    parts.extend(op.then(|| look.lang.word(Word::ByTheAuthor).to_owned()));
    parts
}

/// A comment's author, or its number.
pub(super) fn name(reader: &Reader, look: &Look, ix: CommentIx) -> String {
    let author = reader.document.thread.get(ix).author.as_ref();
    author.map_or_else(
        || {
            let n = reader.document.thread.len().to_string();
            look.lang
                .say(Word::CommentOf, &[&(ix.0 + 1).to_string(), &n])
        },
        ToString::to_string,
    )
}

/// What became of a comment, in words.
fn states(reader: &Reader, look: &Look, ix: CommentIx) -> Vec<String> {
    let comment = reader.document.thread.get(ix);
    let done = reader.done_with(ix);
    let is = |flags: &[bool]| flags.get(ix.ix()).copied().unwrap_or_default();
    let end = if reader.thread.stack.is_folded(ix) {
        comment.end.ix()
    } else {
        ix.ix() + 1
    };
    let fresh = reader.thread.fresh.get(ix.ix()..end);
    let fresh = fresh.is_some_and(|f| f.contains(&true));
    [
        (comment.deleted, Word::Deleted),
        (!is(&reader.thread.read), Word::IsUnread),
        (fresh, Word::IsNew),
        (done.is_some_and(|d| d.starred), Word::IsStarred),
    ]
    .into_iter()
    .filter(|(is, _)| *is)
    .map(|(_, word)| look.lang.word(word).to_owned())
    .collect()
}
