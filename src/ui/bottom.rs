//! The texts of the bottom row, made so that what matters most of them stays where not all fits.

use ratatui::buffer::Buffer;

use super::Look;
use super::paint::put;
use super::theme::Role;
use crate::app::action::Action;
use crate::app::word::{Note, Word};
use crate::app::{App, Clipboard, Link};
use crate::text::{cell, clean_line, quote};

/// Below so many columns the link is told in few words.
const WIDE: u16 = 80;

/// The link to the terminal, in figures that do not change with every frame. What a multiplexer takes at once
/// tells nothing of the way to the reader.
pub(super) fn link_of(app: &App, look: &Look, link: Link) -> String {
    let Some(trip) = link.trip else {
        return look.lang.word(Word::LinkUnknown).to_owned();
    };
    let trip = match trip {
        0..20 => trip.max(1),
        _ => (trip + 5) / 10 * 10,
    };
    let trip = trip.to_string();
    let short = app.size.0 < WIDE;
    let rate = match app.clipboard {
        Clipboard::Tmux => return look.lang.say(Word::LinkTmux, &[&trip]),
        Clipboard::Screen => return look.lang.say(Word::LinkScreen, &[&trip]),
        Clipboard::Terminal => link.rate.map(|rate| rate / 1000),
    };
    let Some(kilo) = rate else {
        let word = if short {
            Word::TripShort
        } else {
            Word::LinkTrip
        };
        return look.lang.say(word, &[&trip]);
    };
    let kilo = match kilo {
        0..20 => kilo.max(1),
        20..200 => kilo / 10 * 10,
        200..2000 => kilo / 100 * 100,
        _ => kilo / 1000 * 1000,
    };
    let word = if short { Word::LinkShort } else { Word::LinkIs };
    look.lang.say(word, &[&trip, &kilo.to_string()])
}

/// The text of a note for so many cells. Where it is longer, the longest part that fills it is cut, and what
/// stands behind that is not lost.
pub(super) fn note_in(look: &Look, note: &Note, room: u16) -> String {
    let whole = look.lang.note(note);
    let over = cell::width(&whole).saturating_sub(usize::from(room));
    let longest = (0..note.args.len()).max_by_key(|at| cell::width(&note.args[*at]));
    let (Some(at), true) = (longest, over > 0) else {
        return whole;
    };
    let left = cell::width(&note.args[at]).saturating_sub(over);
    if left < 4 {
        return whole;
    }
    let mut short = note.clone();
    let cut = cell::truncate(&note.args[at], left);
    short.args[at] = clean_line(quote::closed(&cut));
    look.lang.note(&short)
}

/// Draws keys and what they do, as many as fit. The last two, help and the way out, stay.
pub(super) fn hints(
    app: &App,
    look: &Look,
    buf: &mut Buffer,
    right: u16,
    all: &[(&[Action], Word)],
) {
    let y = app.size.1 - 1;
    let selecting = app.reader.as_ref().is_some_and(|r| r.selection.is_some());
    let mut shown: Vec<(String, &str)> = Vec::new();
    for (actions, word) in all {
        let keys: Vec<String> = actions
            .iter()
            .filter_map(|a| match a {
                Action::CopyLink if selecting => Some("y".to_owned()),
                _ => look.keys(app, *a).into_iter().next(),
            })
            .collect();
        let keys = keys.join(if keys.iter().all(|k| k.len() == 1) {
            ""
        } else {
            " "
        });
        shown.push((keys, look.lang.word(*word)));
    }
    let width = |(keys, text): &(String, &str)| cell::width(keys) + 1 + cell::width(text) + 2;
    while 1 + shown.iter().map(width).sum::<usize>() > usize::from(right) + 1 {
        match shown.len() {
            0 => return,
            n => shown.remove(n.saturating_sub(3)),
        };
    }
    let mut x = 1;
    for (keys, text) in shown {
        x = put(buf, x, y, &keys, right - x, look.theme.style(Role::Key)) + 1;
        x = put(buf, x, y, text, right - x, look.theme.style(Role::Hint)) + 2;
    }
}
