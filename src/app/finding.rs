//! Searching the open document and the shelf.

use super::areas::PaneId;
use super::shelving::Then;
use super::word::{Note, Word, number};
use super::{App, Effect};
use crate::query::Seek;
use crate::text::clean_line;
use crate::text::find::Needle;

impl App {
    /// Searches the open document, or the shelf, and goes to the first hit.
    pub(super) fn search(&mut self, word: &str, pane: Option<PaneId>, effects: &mut Vec<Effect>) {
        if word.is_empty() {
            if let Some(reader) = &mut self.reader {
                reader.find = None;
                reader.sources.find = None;
            }
            return;
        }
        let Some(reader) = &mut self.reader else {
            self.shelf_word = Some(word.to_owned());
            self.shelf_hit(true, effects);
            return;
        };
        if pane == Some(PaneId::Sources) {
            reader.find = None;
            reader.sources.find = Needle::new(word).map(|needle| (needle, clean_line(word)));
            return self.source_hit(true);
        }
        reader.sources.find = None;
        let here = reader.here();
        let Some(mut find) = super::search::Find::new(&reader.document, word, pane) else {
            return;
        };
        let stop = reader.stop();
        if let Some((hit, round)) = find.step(here, true) {
            reader.find = Some(find);
            reader.show(hit);
            self.trail.leave(stop);
            self.tell_hit(round.then_some(Word::WrappedToTop));
        } else {
            reader.find = None;
            self.note = Some(Note::with(Word::NothingFound, [clean_line(word)]));
        }
    }

    /// Goes to the next or previous source that names what was searched for among them.
    pub(super) fn source_hit(&mut self, forward: bool) {
        let Some(reader) = &mut self.reader else {
            return;
        };
        let sources = &reader.sources;
        let Some((needle, word)) = &sources.find else {
            return self.say(Word::NoHits);
        };
        let here = sources.chosen;
        let is_hit = |i: &usize| needle.is_in(sources.title(&reader.document, *i));
        let hits: Vec<usize> = (0..sources.items.len()).filter(is_hit).collect();
        let next = if forward {
            hits.iter().position(|h| *h > here)
        } else {
            hits.iter().rposition(|h| *h < here)
        };
        let end = if forward {
            0
        } else {
            hits.len().saturating_sub(1)
        };
        let Some(&hit) = hits.get(next.unwrap_or(end)) else {
            self.note = Some(Note::with(Word::NothingFound, [word.clone()]));
            reader.sources.find = None;
            return;
        };
        let of = [number(next.unwrap_or(end) + 1), number(hits.len())];
        reader.set_focus(PaneId::Sources);
        reader.sources.step(hit.cast_signed() - here.cast_signed());
        let round = if forward {
            Word::WrappedToTop
        } else {
            Word::WrappedToBottom
        };
        let told = next.map_or(round, |_| Word::HitOf);
        self.note = Some(Note::with(told, of));
    }

    /// Says which hit this is, or that the search went round.
    pub(super) fn tell_hit(&mut self, round: Option<Word>) {
        let Some(find) = self.reader.as_ref().and_then(|r| r.find.as_ref()) else {
            return;
        };
        let args = [
            number(find.at.map_or(0, |a| a + 1)),
            number(find.hits.len()),
        ];
        self.note = Some(Note::with(round.unwrap_or(Word::HitOf), args));
    }

    /// Goes to the next or previous row of the shelf that names what was searched for.
    pub(super) fn shelf_hit(&mut self, forward: bool, effects: &mut Vec<Effect>) {
        let Some(word) = &self.shelf_word else {
            return self.say(Word::NoHits);
        };
        if let Some(needle) = Needle::new(word) {
            self.seeks_word = true;
            self.seek(Seek::Word(needle), forward, Then::Choose, effects);
        }
    }
}
