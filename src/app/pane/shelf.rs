//! The shelf: the library's documents as rows, filtered, sorted and grouped.
//!
//! Only the rows around those on the screen are here ([`ShelfPane::wanted`]): a library may have a
//! hundred thousand. What is known of all is their number, section by section.

mod asking;
mod filter;
mod known;
mod lines;

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use jiff::civil::Date;

use self::known::Known;
pub use self::lines::{Heading, ShelfLine, ShelfLines};
use crate::app::msg::Ticket;
use crate::model::{
    Arranged, DocumentId, Group, Listing, Marks, SavedSearch, Section, Shelved, Sort,
};
use crate::query::{self, Query, View};

/// The shelf.
#[derive(Debug, Clone, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts, not a state machine"
)]
pub struct ShelfPane {
    /// Whether the library has been read.
    pub ready: bool,
    /// Every document of the library, found or not.
    pub n_all: usize,
    /// How many of these are not read, where that is known.
    pub n_unread: Option<usize>,
    /// Why not all that fits is ranked or found: how many hits there are, and whether a part stands in too many words.
    pub limits: (Option<usize>, bool),
    /// What is asked of the library now: the answer carries its ticket.
    pub asked: Ticket,
    /// What stands on the shelf: the ticket of that answer.
    pub shown: Ticket,
    /// The lines.
    pub lines: ShelfLines,
    /// The chosen item of [`ShelfPane::lines`].
    pub at: usize,
    /// The line at the top.
    pub top: usize,
    /// Rows of the pane.
    pub rows: usize,
    /// What the rows are filtered by, as it was typed.
    pub filter: String,
    /// The same, read; what it was before where it cannot be read.
    pub query: Query,
    /// Why the filter cannot be read.
    pub problem: Option<query::Error>,
    /// In which order they stand.
    pub sort: Sort,
    /// What they are grouped by.
    pub group: Group,
    /// Whether the documents of a story stand apart.
    pub flat: bool,
    /// Documents whose stories are open.
    pub open: Vec<DocumentId>,
    /// Searches that the reader saved.
    pub saved: Vec<SavedSearch>,
    sections: Vec<Section>,
    /// How many saved searches stand before the documents.
    n_saved: usize,
    /// Lines of a document.
    height: usize,
    /// Rows of documents that are here, by their place among all that are shown.
    here: BTreeMap<usize, Shelved>,
    /// Rows that were asked for.
    on_the_way: Option<Range<usize>>,
    /// The chosen document, and the item that it is; also while its row is not here.
    last: Option<(usize, DocumentId)>,
    /// The document to be chosen in the arrangement that was asked for, and its place then.
    asked_for: Option<(DocumentId, usize)>,
    /// The document that was chosen then: another one, where that one is still to come.
    stood_at: Option<DocumentId>,
    /// How many documents are found.
    n: usize,
    /// Whether the last arrangement that was asked for is of other documents.
    searching: bool,
    /// Whether rows could not be brought: they are asked for again at the next key.
    failed: bool,
    /// What is known of the reader's doings.
    known: Known,
}

/// Rows that are brought beyond those on the screen, in screens.
const BEYOND: usize = 2;

impl ShelfPane {
    /// An empty one; on a `flat` one the documents of a story stand apart.
    pub fn new(flat: bool) -> Self {
        Self {
            flat,
            ..Self::default()
        }
    }

    /// What is to be asked of the library for the shelf as it is wished for.
    pub fn view(&self, today: Date) -> View {
        let sort = match self.sort {
            Sort::Added if self.query.has_words() => Sort::Best,
            sort => sort,
        };
        View {
            query: self.query.clone(),
            sort,
            group: self.group,
            today,
            stories: !self.flat,
            open: self.open.clone(),
        }
    }

    /// Takes what the library made of the view, with the rows from `from` on.
    pub fn take(&mut self, ticket: Ticket, arranged: Arranged, from: usize, rows: Vec<Shelved>) {
        let first = !self.ready;
        self.ready = true;
        self.shown = ticket;
        self.n_all = arranged.n_all;
        self.n_unread = arranged.n_unread.or(self.n_unread);
        self.limits = (arranged.only_newest, arranged.narrowed);
        self.sections = arranged.sections;
        self.n = arranged.n;
        self.failed = false;
        self.height = if self.query.has_words() { 2 } else { 1 };
        let moved = self.moved_since();
        self.here.clear();
        self.on_the_way = None;
        let before = self.at;
        self.lay();
        let n_saved = self.n_saved;
        self.at = match arranged.at {
            Some(at) => at + n_saved,
            None if first || before >= n_saved => n_saved,
            None => before,
        };
        let mut chosen = self.asked_for.filter(|_| arranged.at.is_some());
        if let (Some((_, then)), Some((id, now))) = (chosen, moved) {
            // Where its row did not come with the others, as many rows on as it was gone.
            let found = rows.iter().position(|row| row.listing.id == id);
            self.at = match found {
                Some(n) => n_saved + from + n,
                None => (self.at + now).saturating_sub(then),
            };
            chosen = found.map(|_| (id, now));
        }
        self.at = self.at.min(self.lines.n_items().saturating_sub(1));
        self.follow();
        self.last = chosen.map(|(id, _)| (self.at, id));
        self.put(from, rows);
    }

    /// The document that the reader chose since the arrangement was asked for, and its place.
    fn moved_since(&self) -> Option<(DocumentId, usize)> {
        let stood_at = self.stood_at?;
        self.chosen_document().filter(|(id, _)| *id != stood_at)
    }

    /// Takes rows that were asked for.
    pub fn bring(&mut self, ticket: Ticket, from: usize, rows: Vec<Shelved>) {
        // Where another arrangement is under way, that one brings what there is then.
        if ticket == self.shown && self.is_settled() {
            self.on_the_way = None;
            self.put(from, rows);
        }
    }

    fn put(&mut self, from: usize, rows: Vec<Shelved>) {
        for (at, row) in (from..).zip(rows) {
            self.known.bring(row.listing.id, &row.marks);
            self.here.insert(at, row);
        }
        let near = self.near(2 * BEYOND);
        self.here.retain(|at, _| near.contains(at));
        let here: HashSet<DocumentId> = self.here.values().map(|row| row.listing.id).collect();
        self.known.keep(&here);
    }

    /// Makes the lines anew.
    fn lay(&mut self) {
        // They do where nothing is filtered.
        self.n_saved = if self.filter.is_empty() {
            self.saved.len()
        } else {
            0
        };
        let saved = (Heading::Saved, self.n_saved, 1);
        let saved = Some(saved).filter(|(_, n, _)| *n > 0);
        let headed = saved.is_some() || self.group != Group::Nothing;
        let height = self.height;
        let sections = self.sections.iter();
        let sections = sections.map(|s| (Heading::Documents(s.key.clone()), s.n, height));
        self.lines = ShelfLines::new(saved.into_iter().chain(sections), headed);
    }

    /// Takes the saved searches. The chosen document stays chosen.
    pub fn set_saved(&mut self, saved: Vec<SavedSearch>) {
        let before = self.n_saved;
        self.saved = saved;
        self.lay();
        let now = self.n_saved;
        if self.at >= before {
            self.at = self.at - before + now;
        }
        self.at = self.at.min(self.lines.n_items().saturating_sub(1));
        self.follow();
    }

    /// The documents within some screens of that on the screen, by their places.
    fn near(&self, screens: usize) -> Range<usize> {
        let rows = self.rows.max(1);
        let first = self
            .lines
            .item_near(self.top.saturating_sub(screens * rows));
        let last = self.lines.item_near(self.top + (screens + 1) * rows);
        let n_saved = self.n_saved;
        first.saturating_sub(n_saved)..(last + 1).saturating_sub(n_saved).min(self.n_rows())
    }

    /// Whether everything is shown: nothing is searched for.
    pub fn is_whole(&self) -> bool {
        self.query == Query::All
    }

    /// How many documents are shown.
    pub fn n_found(&self) -> usize {
        self.n
    }

    /// How many rows they have: one under two headings has two.
    fn n_rows(&self) -> usize {
        self.lines.n_items() - self.n_saved
    }

    /// The document of an item, where it is one that is here.
    pub fn row(&self, item: usize) -> Option<&Shelved> {
        self.here.get(&item.checked_sub(self.n_saved)?)
    }

    /// The saved search of an item, where it is one.
    pub fn saved_at(&self, item: usize) -> Option<&SavedSearch> {
        self.saved[..self.n_saved].get(item)
    }

    /// The chosen document, where it is here.
    pub fn chosen(&self) -> Option<&Listing> {
        self.row(self.at).map(|row| &row.listing)
    }

    /// The place of the chosen document among those that are shown.
    pub fn chosen_at(&self) -> Option<usize> {
        let at = self.at.checked_sub(self.n_saved)?;
        (at < self.n_rows()).then_some(at)
    }

    /// All rows that are here, to be changed.
    pub fn rows_mut(&mut self) -> impl Iterator<Item = &mut Shelved> {
        self.here.values_mut()
    }

    /// What is known of the reader's doings with a document.
    pub fn marks(&self, id: DocumentId) -> Option<&Marks> {
        self.known.marks(id)
    }

    /// Whether a document is known to be read.
    pub fn is_read(&self, id: DocumentId) -> bool {
        self.marks(id).is_some_and(|m| m.read)
    }

    /// A document whose row is here.
    pub fn listing(&self, id: DocumentId) -> Option<&Listing> {
        let mut rows = self.here.values();
        rows.find(|row| row.listing.id == id)
            .map(|row| &row.listing)
    }

    /// Takes what is known of the reader's doings with a document that is open, or related to one.
    pub fn learn(&mut self, id: DocumentId, marks: Marks) {
        self.known.learn(id, marks);
    }

    /// The chosen document and its place, also while its row is not here.
    pub fn chosen_document(&self) -> Option<(DocumentId, usize)> {
        let here = self.chosen().map(|l| l.id);
        let last = self.last.filter(|(at, _)| *at == self.at).map(|(_, id)| id);
        Some((here.or(last)?, self.chosen_at()?))
    }

    /// Changes what is known of the reader's doings with a document. Where nothing is, its row tells all of it
    /// when it comes.
    pub fn mark(&mut self, id: DocumentId, change: impl FnOnce(&mut Marks)) {
        let Some((before, after)) = self.known.mark(id, change) else {
            return;
        };
        if let Some(n) = &mut self.n_unread {
            *n = match (before, after) {
                (false, true) => n.saturating_sub(1),
                (true, false) => *n + 1,
                _ => *n,
            };
        }
    }

    /// Takes how many documents are related to one.
    pub fn count_sources(&mut self, id: DocumentId, n: usize) {
        for row in self.rows_mut().filter(|row| row.listing.id == id) {
            row.listing.n_sources = Some(n);
        }
    }

    /// Moves the choice by lines. Returns whether it moved.
    pub fn step(&mut self, by: isize) -> bool {
        let line = self.lines.line_of(self.at).saturating_add_signed(by);
        let near = self
            .lines
            .item_near(line.min(self.lines.len().saturating_sub(1)));
        // A heading or a second line is never in the way.
        let target = match near.cmp(&self.at) {
            std::cmp::Ordering::Equal => self.at.saturating_add_signed(by.signum()),
            std::cmp::Ordering::Less | std::cmp::Ordering::Greater => near,
        };
        self.go(target)
    }

    /// Moves the choice by items. Returns whether it moved.
    pub fn step_items(&mut self, by: isize) -> bool {
        self.go(self.at.saturating_add_signed(by))
    }

    /// Moves the choice by documents, and to no saved search. Returns whether it moved.
    pub fn step_documents(&mut self, by: isize) -> bool {
        self.go(self.at.saturating_add_signed(by).max(self.n_saved))
    }

    /// Chooses an item; the last one where there are fewer. Returns whether it is another.
    pub fn go(&mut self, item: usize) -> bool {
        let before = self.at;
        self.at = item.min(self.lines.n_items().saturating_sub(1));
        self.follow();
        self.at != before
    }

    /// Chooses the document at a place among those that are shown.
    pub fn go_to(&mut self, at: usize) -> bool {
        self.go(at.saturating_add(self.n_saved))
    }

    /// Chooses a document, where it is here.
    pub fn choose(&mut self, id: DocumentId) {
        if self.chosen().is_some_and(|l| l.id == id) {
            return;
        }
        let found = self.here.iter().find(|(_, row)| row.listing.id == id);
        if let Some(at) = found.map(|(at, _)| *at) {
            self.go_to(at);
        }
    }

    /// Fits it to a pane of `rows`.
    pub fn fit(&mut self, rows: usize) {
        self.rows = rows.max(1);
        self.follow();
    }

    /// Brings the chosen row into view, and its heading with it.
    fn follow(&mut self) {
        let last = self.lines.last_line_of(self.at);
        if last >= self.top + self.rows {
            self.top = last + 1 - self.rows.max(1);
        }
        self.top = self.top.min(self.lines.lead_of(self.at));
    }
}
