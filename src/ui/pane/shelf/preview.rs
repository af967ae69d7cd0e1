//! The preview beside the shelf, drawn.

use ratatui::buffer::Buffer;

use super::stories;
use crate::app::App;
use crate::app::areas::Area;
use crate::app::word::Word;
use crate::model::InStory;
use crate::text::LineSpan;
use crate::ui::Look;
use crate::ui::paint::put;
use crate::ui::pane::sources::about;
use crate::ui::signs::{put_signs, put_words, signs_of};
use crate::ui::theme::Role;

/// The first words of the chosen document.
pub(super) fn draw(app: &App, look: &Look, buf: &mut Buffer, area: Area) {
    let Some(listing) = app.shelf.chosen().filter(|l| app.preview.id == Some(l.id)) else {
        return;
    };
    let body = area.below(2).inset(1);
    let mut y = body.y;
    let end = body.y + body.height;
    let role = if listing.stand_in {
        Role::Text
    } else {
        Role::Title
    };
    if !listing.stand_in {
        for span in &app.preview.title {
            if y < end {
                put(
                    buf,
                    body.x,
                    y,
                    part(&listing.title, span),
                    body.width,
                    look.theme.style(role),
                );
                y += 1;
            }
        }
    }
    if y < end {
        let mut text = about(look, listing);
        let row = app.shelf.row(app.shelf.at);
        if let Some(InStory::Leads(story)) = row.map(|r| &r.story) {
            // That says more than what the one that leads has alone.
            text = stories::told(look, story, usize::from(body.width));
        } else if let Some(n) = listing.n_sources.filter(|n| *n > 0) {
            let sources = look.lang.count(Word::OneSource, Word::ManySources, n);
            text = format!("{text} {} {sources}", look.glyphs.dot);
        }
        put(
            buf,
            body.x,
            y,
            &text,
            body.width,
            look.theme.style(Role::Dim),
        );
        let marks = app.shelf.marks(listing.id);
        if let Some(marks) = marks.filter(|m| m.starred || m.noted || !m.tags.is_empty())
            && y + 1 < end
        {
            y += 1;
            let style = |role| look.theme.style(role);
            let signs = signs_of(marks, look);
            let x = put_signs(buf, (body.x, y), body.width, &signs, style);
            let room = (body.x + body.width).saturating_sub(x);
            put_words(look, buf, (x, y), room, &marks.tags, None);
        }
        y += 2;
    }
    let mut last = 0;
    for span in &app.preview.lines {
        // A line end in the preview parts two blocks: give it a row.
        if span.from > 0
            && listing.preview.as_bytes().get(span.from as usize - 1) == Some(&b'\n')
            && last > 0
        {
            y += 1;
        }
        if y >= end {
            return;
        }
        put(
            buf,
            body.x,
            y,
            part(&listing.preview, span),
            body.width,
            look.theme.style(Role::Text),
        );
        last = span.to;
        y += 1;
    }
}

/// Some of a text. A frame is never lost to a span that is older than its text.
fn part<'a>(text: &'a str, span: &LineSpan) -> &'a str {
    text.get(span.from as usize..span.to as usize)
        .unwrap_or_default()
}
