//! The signs of what the reader did: star, note, new since the last visit; tags and notes in words.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use super::Look;
use super::paint::put;
use super::theme::Role;
use crate::model::{CommentState, Marks};
use crate::text::Clean;

/// A sign and what it is.
pub(super) type Sign = (&'static str, Role);

/// The signs before a title. That it is not read, and how much is new, stand elsewhere.
pub(super) fn signs_of(marks: &Marks, look: &Look) -> Vec<Sign> {
    signs(look, marks.starred, marks.noted, false)
}

/// The signs behind an author's name.
pub(super) fn signs_of_comment(done: Option<&CommentState>, fresh: bool, look: &Look) -> Vec<Sign> {
    let starred = done.is_some_and(|d| d.starred);
    let noted = done.is_some_and(|d| d.note.is_some());
    signs(look, starred, noted, fresh)
}

fn signs(look: &Look, starred: bool, noted: bool, fresh: bool) -> Vec<Sign> {
    let glyphs = look.glyphs;
    let all = [
        (fresh, glyphs.new, Role::New),
        (starred, glyphs.star, Role::Star),
        (noted, glyphs.note, Role::Remark),
    ];
    let shown = all.into_iter().filter(|(shown, ..)| *shown);
    shown.map(|(_, sign, role)| (sign, role)).collect()
}

/// Puts signs at a cell, a blank behind each. Returns the column behind them.
pub(super) fn put_signs(
    buf: &mut Buffer,
    (mut x, y): (u16, u16),
    room: u16,
    signs: &[Sign],
    style: impl Fn(Role) -> Style,
) -> u16 {
    let right = x + room;
    for (sign, role) in signs {
        if x + 2 > right {
            break;
        }
        x = put(buf, x, y, sign, 1, style(*role)) + 1;
    }
    x
}

/// Tags, then a note, on one row.
pub(super) fn put_words<'a>(
    look: &Look,
    buf: &mut Buffer,
    (mut x, y): (u16, u16),
    room: u16,
    tags: impl IntoIterator<Item = &'a Clean>,
    note: Option<&Clean>,
) {
    let right = x + room;
    for tag in tags {
        let left = right.saturating_sub(x);
        if left < 2 {
            break;
        }
        let style = look.theme.style(Role::Tag);
        x = put(buf, x, y, &format!("#{tag}"), left, style) + 1;
    }
    if let Some(note) = note.filter(|_| x + 4 <= right) {
        let style = look.theme.style(Role::Remark);
        let line = note.lines().find(|l| !l.trim().is_empty());
        let text = format!("{} {}", look.glyphs.note, line.unwrap_or_default());
        put(buf, x, y, &text, right - x, style);
    }
}
