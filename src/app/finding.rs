//! Searching the open document and the shelf.

use super::areas::PaneId;
use super::shelving::Then;
use super::word::{Note, Word, number};
use super::{App, Effect};
use crate::query::Seek;

impl App {
    /// Searches the open document, or the shelf, and goes to the first hit.
    pub(super) fn search(&mut self, word: &str, pane: Option<PaneId>, effects: &mut Vec<Effect>) {
        if word.is_empty() {
            if let Some(reader) = &mut self.reader {
                reader.find = None;
            }
            return;
        }
        let Some(reader) = &mut self.reader else {
            self.shelf_word = Some(word.to_owned());
            self.shelf_hit(true, effects);
            return;
        };
        if pane == Some(PaneId::Sources) {
            let Some(needle) = crate::text::find::Needle::new(word) else {
                return;
            };
            let n = reader.sources.items.len();
            let from = reader.sources.chosen;
            let found = (1..=n)
                .map(|i| (from + i) % n)
                .find(|i| needle.is_in(reader.sources.title(&reader.document, *i)));
            match found {
                Some(at) => {
                    reader.sources.step(at.cast_signed() - from.cast_signed());
                }
                None => {
                    self.note = Some(Note::with(
                        Word::NothingFound,
                        [crate::text::clean_line(word)],
                    ));
                }
            }
            return;
        }
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
            self.note = Some(Note::with(
                Word::NothingFound,
                [crate::text::clean_line(word)],
            ));
        }
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
        if let Some(needle) = crate::text::find::Needle::new(word) {
            self.seeks_word = true;
            self.seek(Seek::Word(needle), forward, Then::Choose, effects);
        }
    }
}
