//! Stories on the shelf, drawn.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::app::word::Word;
use crate::model::{InStory, Story};
use crate::text::cell;
use crate::ui::Look;
use crate::ui::paint::put;

/// What a row tells of its story, in at most `room` cells: the number of sources, of languages, of comments.
pub(in crate::ui) fn told(look: &Look, story: &Story, room: usize) -> String {
    let count = |one, many, n| look.lang.count(one, many, n);
    let sources = count(Word::OneSource, Word::ManySources, story.documents.len());
    let languages = count(Word::OneLanguage, Word::ManyLanguages, story.n_languages);
    let comments = count(Word::OneComment, Word::ManyComments, story.n_comments);
    let all = [
        (true, sources.as_str()),
        (story.n_languages > 1, languages.as_str()),
        (story.n_comments > 0, comments.as_str()),
    ];
    let joined = |some: &[usize]| {
        let some = some.iter().map(|at| all[*at]);
        let said: Vec<&str> = some.filter(|(is, _)| *is).map(|(_, text)| text).collect();
        said.join(", ")
    };
    let ways = [joined(&[0, 1, 2]), joined(&[0, 2]), joined(&[0])];
    let fits = |text: &&String| cell::width(text) <= room;
    ways.iter().find(fits).cloned().unwrap_or_default()
}

/// Puts what stands before the title; returns where the title begins.
pub(super) fn lead(
    look: &Look,
    buf: &mut Buffer,
    (x, y): (u16, u16),
    story: &InStory,
    style: Style,
) -> u16 {
    match story {
        InStory::Alone => x,
        InStory::Leads(story) => {
            let sign = if story.open {
                look.glyphs.unfolded
            } else {
                look.glyphs.folded
            };
            put(buf, x, y, sign, 2, style) + 1
        }
        InStory::Member(_) => x + 2,
    }
}
