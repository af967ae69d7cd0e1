//! The shelf, drawn: rows of documents, and the preview beside them.

mod preview;
pub(in crate::ui) mod stories;

use std::borrow::Cow;
use std::cmp::Reverse;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::style::{Modifier, Style};

use crate::app::App;
use crate::app::areas::Area;
use crate::app::pane::shelf::{Heading, ShelfLine};
use crate::app::word::Word;
use crate::model::{Context, Group, InStory, SavedSearch, SectionKey, Shelved};
use crate::text::cell;
use crate::ui::paint::{fill, put, put_right, put_whole, rule};
use crate::ui::signs::{put_signs, signs_of};
use crate::ui::theme::Role;
use crate::ui::{Look, chrome, dates};

pub(in crate::ui) fn draw(app: &App, look: &Look, buf: &mut Buffer) -> Position {
    let area = app.shelf_area();
    let shelf = &app.shelf;
    title(app, look, buf, area);
    let body = area.below(1);
    if shelf.lines.is_empty() {
        if shelf.ready {
            let (what, hint) = if shelf.n_all == 0 {
                (Word::EmptyShelf, Word::EmptyShelfHint)
            } else {
                (Word::NoMatch, Word::NoMatchHint)
            };
            chrome::empty(look, buf, body, look.lang.word(what), look.lang.word(hint));
        } else {
            chrome::empty(look, buf, body, look.lang.word(Word::Opening), "");
        }
    }
    for row in 0..body.height {
        let Some(line) = shelf.lines.at(shelf.top + usize::from(row)) else {
            break;
        };
        let y = body.y + row;
        match line {
            ShelfLine::Heading(of, n) => {
                let text = format!("{} {n}", heading(look, shelf.group, of));
                let style = look.theme.style(Role::Group);
                put(buf, body.x + 1, y, &text, body.width - 2, style);
            }
            ShelfLine::Item(item) => match (shelf.row(item), shelf.saved_at(item)) {
                (Some(row), _) => document(app, look, buf, body, y, row, item == shelf.at),
                (None, Some(saved)) => search(look, buf, body, y, saved, item == shelf.at),
                // It is on its way.
                (None, None) => {
                    let style = look.theme.style(Role::Dim);
                    put(buf, body.x + 3, y, "…", body.width - 3, style);
                }
            },
            ShelfLine::Context(item) => {
                if let Some(hit) = shelf.row(item).and_then(|row| row.hit.as_ref()) {
                    context(look, buf, body, y, hit, item == shelf.at);
                }
            }
        }
    }
    if let Some(area) = app.preview_area() {
        chrome::vertical(
            look,
            buf,
            area.x - 1,
            area.y,
            area.height,
            look.theme.style(Role::Separator),
        );
        preview::draw(app, look, buf, area);
    }
    Position {
        x: area.x,
        y: area.y,
    }
}

/// The title, and at its other end what the shelf is filtered by, or how much is not read.
fn title(app: &App, look: &Look, buf: &mut Buffer, area: Area) {
    rule(
        buf,
        0,
        app.size.0,
        area.y,
        look.glyphs.line,
        look.theme.style(Role::Separator),
    );
    let (title, right) = title_and_state(app, look);
    let title = format!(" {title} ");
    let x = put(
        buf,
        area.x,
        area.y,
        &title,
        area.width,
        look.theme.style(Role::PaneFocus),
    );
    let room = (area.x + area.width).saturating_sub(x + 3);
    if !right.is_empty() {
        put_right(
            buf,
            area.x + area.width - 1,
            area.y,
            &format!(" {right} "),
            room,
            look.theme.style(Role::PaneTitle),
        );
    }
}

/// The title, and what the shelf is filtered by, or how much is not read.
pub(in crate::ui) fn title_and_state(app: &App, look: &Look) -> (String, String) {
    let shelf = &app.shelf;
    let n = if shelf.is_whole() {
        shelf.n_all.to_string()
    } else {
        let all = [shelf.n_found(), shelf.n_all].map(|n| n.to_string());
        look.lang.say(Word::SomeOf, &[&all[0], &all[1]])
    };
    let title = format!("{} {n}", look.lang.word(Word::Library));
    let mut right = match shelf.n_unread {
        None => String::new(),
        Some(0) => look.lang.word(Word::AllRead).to_owned(),
        Some(n) => look.lang.say(Word::NotRead, &[&n.to_string()]),
    };
    if !shelf.filter.is_empty() {
        right = format!("{}: {}", look.lang.word(Word::Filter), shelf.filter);
        let limit = match shelf.limits {
            (Some(n), _) => Some(look.lang.say(Word::OnlyNewest, &[&n.to_string()])),
            (None, true) => Some(look.lang.word(Word::Narrowed).to_owned()),
            (None, false) => None,
        };
        if let Some(limit) = limit {
            right = format!("{right} {} {limit}", look.glyphs.dot);
        }
    }
    (title, right)
}

/// What a section is called.
pub(in crate::ui) fn heading(look: &Look, group: Group, of: &Heading) -> String {
    let word = |word| look.lang.word(word).to_owned();
    let key = match of {
        Heading::Saved => return word(Word::SavedSearches),
        Heading::Documents(key) => key,
    };
    match key {
        SectionKey::Whole => word(Word::AllDocuments),
        SectionKey::Ahead => word(Word::SectionAhead),
        SectionKey::Today => word(Word::SectionToday),
        SectionKey::Yesterday => word(Word::SectionYesterday),
        SectionKey::ThisWeek => word(Word::SectionThisWeek),
        SectionKey::LastWeek => word(Word::SectionLastWeek),
        SectionKey::Month(Reverse((year, month))) => dates::month(look, *year, *month),
        SectionKey::Year(Reverse(year)) => dates::year(look, *year),
        SectionKey::Named(name) if group == Group::Language => {
            Word::language(name).map_or_else(|| name.to_string(), word)
        }
        SectionKey::Named(name) => name.to_string(),
        SectionKey::Missing if group == Group::Date => word(Word::SectionUndated),
        SectionKey::Missing => word(Word::GroupNone),
    }
}

/// The ground of a chosen row, and how a role looks on it.
fn ground<'a>(
    look: &'a Look,
    buf: &mut Buffer,
    body: Area,
    y: u16,
    chosen: bool,
) -> impl Fn(Role) -> Style + use<'a> {
    if chosen {
        let row = Area {
            y,
            height: 1,
            ..body
        };
        fill(buf, row, look.theme.style(Role::Selection));
    }
    move |role: Role| {
        let style = look.theme.style(role);
        if !chosen {
            return style;
        }
        // One ground for the whole row: a dim part would show as a patch of its own, and terminals
        // paint bold black as grey.
        let over = look.theme.over(Role::Selection);
        let off = if over.fg.is_some() {
            Modifier::DIM | Modifier::BOLD
        } else {
            Modifier::DIM
        };
        style.remove_modifier(off).patch(over)
    }
}

/// A saved search: its name, and the query behind it.
fn search(look: &Look, buf: &mut Buffer, body: Area, y: u16, saved: &SavedSearch, chosen: bool) {
    let over = ground(look, buf, body, y, chosen);
    let n = saved.n.map_or_else(|| "?".to_owned(), |n| n.to_string());
    let right = body.x + body.width - 1;
    let end = put_right(buf, right, y, &n, 8, over(Role::Key)).saturating_sub(1);
    let room = end.saturating_sub(body.x + 3);
    let x = put(buf, body.x + 3, y, &saved.name, room, over(Role::Link)) + 2;
    if *saved.name != *saved.query {
        let room = end.saturating_sub(x);
        put(buf, x, y, &saved.query, room, over(Role::Dim));
    }
}

/// The byte from which a text is shown so that no more than `room` cells of it, and whole words, stand
/// before `first`.
fn lead(text: &str, first: usize, room: usize) -> usize {
    let before = &text[..first];
    let over = cell::width(before).saturating_sub(room);
    if over == 0 {
        return 0;
    }
    let from = cell::byte_at(before, over);
    before[from..].find(' ').map_or(from, |at| from + at + 1)
}

/// The words that were searched for, in their text.
fn context(look: &Look, buf: &mut Buffer, body: Area, y: u16, hit: &Context, chosen: bool) {
    let over = ground(look, buf, body, y, chosen);
    let end = body.x + body.width - 1;
    let mut x = body.x + 5;
    if let Some((_, author)) = &hit.comment {
        let who = match author {
            Some(author) => format!("{author}: "),
            None => format!("{}: ", look.lang.word(Word::InAComment)),
        };
        x = put(
            buf,
            x,
            y,
            &who,
            (end - x).min(body.width / 3),
            over(Role::AuthorRead),
        );
    }
    let text = &*hit.snippet;
    let first = hit.marks.first().map_or(0, |m| m.start);
    let mut from = lead(text, first, usize::from(end.saturating_sub(x)) / 3);
    if from > 0 {
        x = put(buf, x, y, "…", end.saturating_sub(x), over(Role::Dim));
    }
    let ends = hit
        .marks
        .iter()
        .flat_map(|m| [(m.start, Role::Dim), (m.end, Role::Hit)]);
    for (to, role) in ends.chain([(text.len(), Role::Dim)]) {
        if let Some(part) = text.get(from..to) {
            x = put(buf, x, y, part, end.saturating_sub(x), over(role));
            from = to;
        }
    }
}

/// One document on one row: mark, title, and at the right whatever there is room for.
fn document(
    app: &App,
    look: &Look,
    buf: &mut Buffer,
    body: Area,
    y: u16,
    row: &Shelved,
    chosen: bool,
) {
    let listing = &row.listing;
    let marks = app.shelf.marks(listing.id).unwrap_or(&row.marks);
    let is_read = |id, read| app.shelf.marks(id).map_or(read, |m| m.read);
    let led = match &row.story {
        InStory::Leads(story) => Some(story),
        InStory::Alone | InStory::Member(_) => None,
    };
    // A story is read when all of it is.
    let rest = led.iter().flat_map(|s| &s.documents);
    let read = marks.read && rest.into_iter().all(|(id, read)| is_read(*id, *read));
    let over = ground(look, buf, body, y, chosen);
    if !read {
        put_whole(buf, body.x + 1, y, look.glyphs.unread, 1, |_| {
            over(Role::Unread)
        });
    }
    let mut right = body.x + body.width - 1;
    let mut column = |buf: &mut Buffer, text: &str, width: u16, role: Role| {
        let at = right - width;
        put_right(buf, right, y, text, width, over(role));
        right = at - 1;
    };
    // Narrow screens drop what the title can best do without.
    let room = if led.is_some() { 0 } else { body.width };
    if let Some(story) = led {
        let text = stories::told(look, story, usize::from(body.width / 2));
        column(buf, &text, cell::width(&text) as u16, Role::Key);
    }
    if room >= 40 {
        let n = match (listing.n_comments, marks.n_new) {
            (0, _) => String::new(),
            (n, 0) => n.to_string(),
            (n, new) => format!("{n} +{new}"),
        };
        // What is new takes the place of the sources: the other columns stay in line.
        let usual = if marks.n_new > 0 && room >= 64 { 8 } else { 4 };
        column(buf, &n, usual.max(cell::width(&n) as u16), Role::Key);
    }
    if room >= 64 && marks.n_new == 0 {
        let n = listing
            .n_sources
            .filter(|n| *n > 0)
            .map_or_else(String::new, |n| format!("+{n}"));
        column(buf, &n, 3, Role::Dim);
    }
    if room >= 50 {
        column(buf, listing.lang.code().unwrap_or_default(), 2, Role::Dim);
    }
    if room >= 60 {
        let date = listing
            .published
            .map_or_else(String::new, |w| dates::day(look, w));
        column(buf, &date, 12, Role::Dim);
    }
    if room >= 64
        && let Some(outlet) = &listing.outlet
    {
        column(
            buf,
            outlet,
            (cell::width(outlet) as u16).min(room / 5),
            Role::Dim,
        );
    }
    let x = stories::lead(look, buf, (body.x + 3, y), &row.story, over(Role::Dim));
    let signs = signs_of(marks, look);
    let sign = |role| over(if chosen { Role::Text } else { role });
    let x = put_signs(buf, (x, y), right.saturating_sub(x), &signs, sign);
    let role = if read { Role::AuthorRead } else { Role::Author };
    // Quotation marks say that these are first words and no title.
    let title = if listing.stand_in {
        Cow::Owned(format!("{}{}", look.glyphs.opening, listing.title))
    } else {
        Cow::Borrowed(&*listing.title)
    };
    put(buf, x, y, &title, right.saturating_sub(x), over(role));
}
