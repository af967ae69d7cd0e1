//! The shelf as plain text: a row says all of its document.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use super::{joined, row, with_commas};
use crate::app::App;
use crate::app::pane::shelf::ShelfLine;
use crate::app::word::Word;
use crate::model::{InStory, Shelved};
use crate::ui::Look;
use crate::ui::pane::shelf::{heading, stories, title_and_state};
use crate::ui::pane::sources::about;
use crate::ui::theme::Role;

pub(super) fn draw(app: &App, look: &Look, buf: &mut Buffer) -> Position {
    let (area, shelf) = (app.shelf_area(), &app.shelf);
    let (title, state) = title_and_state(app, look);
    let state = with_commas(look, &state);
    row(
        buf,
        look,
        area.y,
        &joined([title], [state], area.width),
        Role::PaneTitle,
    );
    let body = area.below(1);
    let mut cursor = Position { x: 0, y: body.y };
    if shelf.lines.is_empty() {
        let word = match (shelf.ready, shelf.n_all) {
            (false, _) => Word::Opening,
            (true, 0) => Word::EmptyShelf,
            (true, _) => Word::NoMatch,
        };
        row(buf, look, body.y, look.lang.word(word), Role::Text);
        return cursor;
    }
    let mut under = None;
    for at in 0..body.height {
        let y = body.y + at;
        let Some(line) = shelf.lines.at(shelf.top + usize::from(at)) else {
            break;
        };
        match line {
            ShelfLine::Heading(of, n) => {
                let text = format!("{} {n}", heading(look, shelf.group, of));
                row(buf, look, y, &text, Role::Group);
                under = Some(text);
            }
            ShelfLine::Item(item) => {
                if item == shelf.at {
                    cursor.y = y;
                }
                let mut first: Vec<String> = under.take().into_iter().collect();
                let (mut parts, mut read) = (Vec::new(), true);
                if let Some(found) = shelf.row(item) {
                    read = is_read(app, found);
                    first.extend((!read).then(|| look.lang.word(Word::IsUnread).to_owned()));
                    first.push(found.listing.title.to_string());
                    document(app, look, found, &mut parts);
                } else if let Some(saved) = shelf.saved_at(item) {
                    parts.push(look.lang.word(Word::SavedSearch).to_owned());
                    parts.push(saved.name.to_string());
                    parts.extend(saved.n.map(|n| n.to_string()));
                } else {
                    parts.push(look.lang.word(Word::Opening).to_owned());
                }
                let role = if read { Role::AuthorRead } else { Role::Author };
                row(buf, look, y, &joined(first, parts, body.width), role);
            }
            ShelfLine::Context(item) => {
                if let Some(hit) = shelf.row(item).and_then(|r| r.hit.as_ref()) {
                    row(buf, look, y, &hit.snippet, Role::Dim);
                }
            }
        }
    }
    cursor
}

/// Whether a document, or all of the story that it leads, is read.
fn is_read(app: &App, found: &Shelved) -> bool {
    let is = |id, read| app.shelf.marks(id).map_or(read, |m| m.read);
    let led = match &found.story {
        InStory::Leads(story) => &*story.documents,
        InStory::Alone | InStory::Member(_) => &[],
    };
    is(found.listing.id, found.marks.read) && led.iter().all(|(id, read)| is(*id, *read))
}

/// What else is said of a document.
fn document(app: &App, look: &Look, found: &Shelved, parts: &mut Vec<String>) {
    let listing = &found.listing;
    let marks = app.shelf.marks(listing.id).unwrap_or(&found.marks);
    let word = |word| look.lang.word(word).to_owned();
    match &found.story {
        InStory::Alone => {}
        InStory::Leads(story) => {
            let what = if story.open {
                Word::StoryOpened
            } else {
                Word::StoryClosed
            };
            let told = stories::told(look, story, usize::MAX);
            parts.push(look.lang.say(what, &[&told]));
        }
        InStory::Member(_) => parts.push(word(Word::InTheStory)),
    }
    parts.extend(marks.starred.then(|| word(Word::IsStarred)));
    if marks.n_new > 0 {
        let new = look.lang.say(Word::NNew, &[&marks.n_new.to_string()]);
        parts.push(new);
    }
    let about = about(look, listing);
    let dot = format!(" {} ", look.glyphs.dot);
    let about = about.split(&*dot).map(str::to_owned);
    // A story has told how many comments there are.
    let led = matches!(found.story, InStory::Leads(_)) && listing.n_comments > 0;
    let n = about.clone().count() - usize::from(led);
    parts.extend(about.take(n).filter(|part| !part.is_empty()));
    if !marks.tags.is_empty() {
        let tags: Vec<&str> = marks.tags.iter().map(|t| &**t).collect();
        parts.push(look.lang.say(Word::TagsAre, &[&tags.join(" ")]));
    }
}
