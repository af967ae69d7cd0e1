//! The shelf and the library behind it: what is asked, and what comes back.

use jiff::civil::Date;

use super::msg::{Named, Shelving, Ticket};
use super::pane::shelf::ShelfLine;
use super::preview::Preview;
use super::prompt::{Ask, Prompt};
use super::search::Find;
use super::word::{Note, Word};
use super::{App, Effect};
use crate::app::areas::PaneId;
use crate::model::{Arranged, CommentIx, DocumentId, Group, Listing, Shelved, Sort};
use crate::query::Seek;
use crate::text::{Clean, clean_line};

/// What is to be done with a row of the shelf as soon as it is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Then {
    /// Choose it.
    Choose,
    /// Open it.
    Open,
}

impl App {
    /// The day from which days are counted.
    pub(super) fn today(&self) -> Date {
        self.now.to_zoned(self.zone.clone()).date()
    }

    /// Has the shelf arranged anew. With `stays` the chosen document stays on it, also where the filter
    /// finds it no more: what is read, marked or corrected does not slip away from under the reader.
    pub(super) fn arrange(&mut self, stays: bool) {
        self.rearrange = Some(stays);
    }

    /// Asks for what the shelf lacks.
    pub(super) fn ask_for_rows(&mut self, effects: &mut Vec<Effect>) {
        if let Some(stays) = self.rearrange.take() {
            let ticket = self.ticket();
            // What fits the words best comes first, and is what was looked for.
            let best = !stays && self.shelf.query.has_words();
            let wished = self.wished.take();
            let chosen = self.shelf.chosen_document().filter(|_| !best);
            let chosen = wished.or(chosen);
            let open = self.reader.as_ref().map(|r| r.document.id);
            self.shelf.ask(ticket, chosen, open, stays);
            effects.push(Effect::Shelf(Shelving::Arrange {
                ticket,
                view: Box::new(self.shelf.view(self.today())),
                chosen,
                stays,
                rows: self.shelf.rows,
            }));
        }
        let open = self.reader.as_ref().map(|r| r.document.id);
        if let Some((ticket, range)) = self.shelf.wanted(open) {
            let (from, to) = (range.start, range.end);
            effects.push(Effect::Shelf(Shelving::Rows { ticket, from, to }));
        }
    }

    pub(super) fn ticket(&mut self) -> Ticket {
        self.tickets += 1;
        Ticket(self.tickets)
    }

    /// The library has arranged the shelf.
    pub(super) fn arranged(
        &mut self,
        ticket: Ticket,
        arranged: Arranged,
        from: usize,
        rows: Vec<Shelved>,
        effects: &mut Vec<Effect>,
    ) {
        // What was typed since has asked for something else.
        if ticket == self.shelf.asked {
            self.shelf.take(ticket, arranged, from, rows);
            self.preview = Preview::default();
            if self.shelf.is_whole() && !self.shelf.saved.is_empty() {
                effects.push(Effect::Shelf(Shelving::Count));
            }
            self.enter_at_last(effects);
            self.held_keys(effects);
        }
    }

    /// The shelf could not be arranged, or rows not brought. It is tried again at the next key.
    pub(super) fn shelf_failed(&mut self, ticket: Ticket, why: Clean) {
        self.seeking.take_if(|(of, ..)| *of == ticket);
        self.shelf.fail(ticket);
        self.tell(Note::with(Word::CouldNotOpen, [why]).bad());
        self.held.clear();
    }

    /// Keys that were typed while the row that they mean was on its way.
    fn held_keys(&mut self, effects: &mut Vec<Effect>) {
        for key in std::mem::take(&mut self.held) {
            self.key(key, effects);
        }
    }

    /// Opens what was to be opened as soon as it is here.
    fn enter_at_last(&mut self, effects: &mut Vec<Effect>) {
        let is_here = self.shelf.is_settled()
            && (self.shelf.chosen().is_some() || self.shelf.saved_at(self.shelf.at).is_some());
        if is_here && std::mem::take(&mut self.enter_when_here) {
            self.enter_chosen(effects);
        }
    }

    /// Rows have come.
    pub(super) fn brought(
        &mut self,
        ticket: Ticket,
        from: usize,
        rows: Vec<Shelved>,
        effects: &mut Vec<Effect>,
    ) {
        self.shelf.bring(ticket, from, rows);
        self.preview = Preview::default();
        self.enter_at_last(effects);
        self.held_keys(effects);
    }

    /// Opens the chosen document, at what was searched for.
    pub(super) fn enter_chosen(&mut self, effects: &mut Vec<Effect>) {
        if self.rearrange == Some(false) || self.shelf.is_searching() {
            // The row that is meant is still on its way.
            self.enter_when_here = true;
            return self.say(Word::Opening);
        }
        if let Some(saved) = self.shelf.saved_at(self.shelf.at) {
            let query = saved.query.to_string();
            return self.filter(&query);
        }
        let Some(row) = self.shelf.row(self.shelf.at) else {
            self.enter_when_here = self.shelf.chosen_at().is_some();
            if self.enter_when_here {
                self.say(Word::Opening);
            }
            return;
        };
        let id = row.listing.id;
        let hit = row.hit.as_ref();
        let found = hit.map(|hit| (hit.comment.as_ref().map(|c| c.0), hit.place));
        self.leave_for_another();
        self.open(id, effects);
        let Some((comment, place)) = found else {
            return;
        };
        let words = self.shelf.query.words();
        let needles = words.iter().map(|p| p.needle().clone()).collect();
        self.find_after = Some((needles, comment, place));
    }

    /// Marks what was searched for on the shelf in a document that was opened from there.
    pub(super) fn find_again(&mut self, reader: &mut super::Reader) {
        let Some((needles, comment, place)) = self.find_after.take() else {
            return;
        };
        // Only the pane of the hit moves: the other is where it was read to.
        let mut stop = reader.stop();
        match comment {
            None => {
                stop.pane = PaneId::Article;
                stop.article = place;
            }
            // By its identity: the document may have been corrected since it was indexed.
            Some(id) => {
                let mut comments = (0..).map(CommentIx).zip(reader.document.thread.comments());
                if let Some((ix, _)) = comments.find(|(_, c)| c.id == id) {
                    stop.pane = PaneId::Thread;
                    stop.thread = (ix, 0);
                }
            }
        }
        reader.go(&stop);
        let here = reader.here();
        let mut find = Find::any(&reader.document, &self.shelf.filter, &needles, None);
        if find.step(here, true).is_some() {
            reader.find = Some(find);
        }
    }

    /// Looks for a row of the shelf.
    pub(super) fn seek(
        &mut self,
        seek: Seek,
        forward: bool,
        then: Then,
        effects: &mut Vec<Effect>,
    ) {
        let ticket = self.ticket();
        self.seeking = Some((ticket, then, self.reader.is_some()));
        let from = self.shelf.chosen_at().unwrap_or(0);
        effects.push(Effect::Shelf(Shelving::Seek {
            ticket,
            from,
            forward,
            seek,
        }));
    }

    /// What was looked for on the shelf is found, or nowhere.
    pub(super) fn sought(
        &mut self,
        ticket: Ticket,
        found: Option<(usize, Shelved)>,
        effects: &mut Vec<Effect>,
    ) {
        let Some((_, then, reading)) = self.seeking.take_if(|(of, ..)| *of == ticket) else {
            return;
        };
        // The reader has gone elsewhere meanwhile.
        if reading != self.reader.is_some() {
            return;
        }
        let word = self.shelf_word.as_deref().unwrap_or_default();
        let word = clean_line(word);
        match (found, then) {
            (Some((at, row)), Then::Open) => {
                let id = row.listing.id;
                self.leave_for_another();
                self.shelf.go_to(at);
                self.open(id, effects);
            }
            (Some((at, row)), Then::Choose) => {
                self.shelf.go_to(at);
                self.open_story_of(&row, at);
                if self.seeks_word {
                    self.note = Some(Note::with(Word::FoundOnShelf, [word]));
                }
            }
            (None, _) if self.seeks_word => {
                self.note = Some(Note::with(Word::NothingFound, [word]));
            }
            (None, _) => self.say(Word::NothingUnread),
        }
    }

    /// A document that is known to the shelf, or related to one.
    pub(super) fn listing(&self, id: DocumentId) -> Option<&Listing> {
        let mut related = self.related.values().flatten().map(|(_, l)| l);
        self.shelf
            .listing(id)
            .or_else(|| related.find(|l| l.id == id))
    }

    /// The next or previous document of the shelf, `n` further on.
    pub(super) fn neighbour(&mut self, by: isize, effects: &mut Vec<Effect>) {
        if !self.shelf.step_documents(by) {
            return self.say(if by > 0 {
                Word::LastOne
            } else {
                Word::FirstOne
            });
        }
        self.enter_chosen(effects);
    }

    /// Next or previous unread thing on the shelf.
    pub(super) fn next_unread(&mut self, forward: bool, effects: &mut Vec<Effect>) {
        self.seeks_word = false;
        let then = match self.reader {
            Some(_) => Then::Open,
            None => Then::Choose,
        };
        self.seek(Seek::Unread, forward, then, effects);
    }

    pub(super) fn sort(&mut self) {
        let words = self.shelf.query.has_words();
        let (sort, word) = match self.shelf.sort {
            Sort::Added | Sort::Best => (Sort::Newest, Word::SortedNewest),
            Sort::Newest => (Sort::Oldest, Word::SortedOldest),
            Sort::Oldest => (Sort::Title, Word::SortedTitle),
            Sort::Title => (Sort::Comments, Word::SortedComments),
            Sort::Comments if words => (Sort::Added, Word::SortedBest),
            Sort::Comments => (Sort::Added, Word::SortedAdded),
        };
        self.shelf.sort = sort;
        self.arrange(true);
        self.say(word);
    }

    pub(super) fn group(&mut self) {
        let (group, word) = match self.shelf.group {
            Group::Nothing => (Group::Date, Word::GroupedDate),
            Group::Date => (Group::Outlet, Word::GroupedOutlet),
            Group::Outlet => (Group::Language, Word::GroupedLanguage),
            Group::Language => (Group::Tag, Word::GroupedTag),
            Group::Tag => (Group::Nothing, Word::GroupedNot),
        };
        self.shelf.group = group;
        self.arrange(true);
        self.say(word);
    }

    /// Asks under which name the search is to be saved, or for another name of the chosen one.
    pub(super) fn ask_name(&mut self) {
        if self.reader.is_some() {
            return;
        }
        let named = self.shelf.saved_at(self.shelf.at);
        let name = match named {
            Some(saved) => saved.name.to_string(),
            None if self.shelf.filter.trim().is_empty() || self.shelf.problem.is_some() => {
                return self.say(Word::NothingToSave);
            }
            None => {
                // One that has a name is offered it.
                let filter = self.shelf.filter.trim();
                let same = self.shelf.saved.iter().find(|s| *s.query == *filter);
                same.map_or_else(String::new, |s| s.name.to_string())
            }
        };
        self.prompt = Some(Prompt::new(Ask::Save, &name));
    }

    /// Saves the search under a name; no name forgets the chosen one.
    pub(super) fn save_search(&self, name: &str, effects: &mut Vec<Effect>) {
        let name = clean_line(name.trim());
        let (old, query) = match self.shelf.saved_at(self.shelf.at) {
            Some(saved) => (Some(saved.name.clone()), saved.query.clone()),
            None => (None, clean_line(self.shelf.filter.trim())),
        };
        let effect = match old {
            None if name.is_empty() => return,
            Some(old) if name.is_empty() => Effect::Save {
                name: old,
                query: None,
                old: None,
            },
            old => Effect::Save {
                name,
                query: Some(query),
                old,
            },
        };
        effects.push(effect);
    }

    /// Tells what was done with the name of a search.
    pub(super) fn named(&mut self, name: Clean, done: Named, effects: &mut Vec<Effect>) {
        if done != Named::Taken {
            effects.push(Effect::Shelf(Shelving::Count));
        }
        let note = match done {
            Named::Saved => Note::with(Word::SearchSaved, [name]),
            Named::Forgotten => Note::with(Word::SearchForgotten, [name]),
            Named::Taken => Note::with(Word::SearchTaken, [name]).bad(),
        };
        self.tell(note);
    }

    /// The item of the shelf on a line of its pane.
    pub(super) fn shelf_item_at(&self, row: usize) -> Option<usize> {
        match self.shelf.lines.at(self.shelf.top + row)? {
            ShelfLine::Item(item) | ShelfLine::Context(item) => Some(item),
            ShelfLine::Heading(..) => None,
        }
    }
}
