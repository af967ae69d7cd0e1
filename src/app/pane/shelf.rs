//! The shelf: the library's documents as rows, filtered, sorted and grouped.

use std::cmp::Reverse;
use std::collections::HashSet;

use jiff::civil::Date;

use crate::app::word::{Note, Word};
use crate::model::{DocumentId, Listing};
use crate::query::{self, ErrorKind, Query};
use crate::text::Clean;

/// In which order the rows stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// As the library has them.
    #[default]
    Library,
    /// Newest first; undated ones last.
    Newest,
    /// Oldest first; undated ones last.
    Oldest,
    /// By title.
    Title,
    /// Most comments first.
    Comments,
}

/// What the rows are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Group {
    /// Not at all.
    #[default]
    Nothing,
    /// Outlet.
    Outlet,
    /// Language.
    Language,
    /// Day of publication.
    Day,
}

/// A row of the shelf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShelfRow {
    /// A group's heading; empty where the documents do not say.
    Heading(Clean, usize),
    /// A document: its index in [`ShelfPane::listings`].
    Document(usize),
}

/// The shelf.
#[derive(Debug, Clone, Default)]
pub struct ShelfPane {
    /// Every document of the library.
    pub listings: Vec<Listing>,
    /// Whether the library has been read.
    pub ready: bool,
    /// The rows that are shown.
    pub shown: Vec<ShelfRow>,
    /// The chosen row of [`ShelfPane::shown`]; always a document where there is one.
    pub at: usize,
    /// The row at the top.
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
    /// Which documents have been opened.
    pub read: HashSet<DocumentId>,
}

impl ShelfPane {
    /// Takes the library's documents. The chosen one stays chosen.
    pub fn fill(&mut self, listings: Vec<Listing>) {
        let chosen = self.chosen().map(|l| l.id);
        self.listings = listings;
        self.ready = true;
        self.show(chosen, None);
    }

    /// Takes how many documents are related to each. A filter may ask for it.
    pub fn count_sources(&mut self, related: impl Fn(DocumentId) -> usize) {
        for listing in &mut self.listings {
            listing.n_sources = Some(related(listing.id));
        }
        self.arrange();
    }

    /// Filters, sorts and groups anew. The chosen document stays, also where the filter finds it no more:
    /// what is read, marked or corrected does not slip away from under the reader.
    pub fn arrange(&mut self) {
        let chosen = self.chosen().map(|l| l.id);
        self.show(chosen, chosen);
    }

    /// Filters by what is typed; `today` is the day to count from. What cannot be read yet leaves the
    /// rows as they are.
    pub fn filter_by(&mut self, typed: &str, today: Date) {
        typed.clone_into(&mut self.filter);
        match query::parse(typed, today) {
            Ok(query) => {
                self.query = query;
                self.problem = None;
            }
            Err(problem) => self.problem = Some(problem),
        }
        self.show(self.chosen().map(|l| l.id), None);
    }

    /// What is to be said of a filter that cannot be read.
    pub fn why_not(&self) -> Option<Note> {
        let note = match &self.problem.as_ref()?.kind {
            ErrorKind::NoField(name) => Note::with(Word::QueryNoField, [name.clone()]),
            ErrorKind::Missing => Note::new(Word::QueryMissing),
            ErrorKind::Parenthesis => Note::new(Word::QueryParenthesis),
            ErrorKind::Quotation => Note::new(Word::QueryQuotation),
            ErrorKind::Number(text) => Note::with(Word::QueryNumber, [text.clone()]),
            ErrorKind::Date(text) => Note::with(Word::QueryDate, [text.clone()]),
            ErrorKind::Language(text) => Note::with(Word::QueryLanguage, [text.clone()]),
            ErrorKind::Sources => Note::new(Word::QuerySources),
            ErrorKind::Value(text) => Note::with(Word::QueryValue, [text.clone()]),
            ErrorKind::Deep => Note::new(Word::QueryDeep),
        };
        Some(note.bad())
    }

    /// Shows what the filter finds, and `kept` whether it does or not; `chosen` is chosen if it is shown.
    fn show(&mut self, chosen: Option<DocumentId>, kept: Option<DocumentId>) {
        let found =
            |l: &Listing| kept == Some(l.id) || self.query.finds_row(l, self.read.contains(&l.id));
        let mut order: Vec<usize> = (0..self.listings.len())
            .filter(|i| found(&self.listings[*i]))
            .collect();
        let all = &self.listings;
        match self.sort {
            Sort::Library => {}
            Sort::Newest => {
                order.sort_by_key(|i| (all[*i].published.is_none(), Reverse(all[*i].published)));
            }
            Sort::Oldest => order.sort_by_key(|i| (all[*i].published.is_none(), all[*i].published)),
            Sort::Title => order.sort_by_cached_key(|i| all[*i].title.to_lowercase()),
            Sort::Comments => order.sort_by_key(|i| Reverse(all[*i].n_comments)),
        }
        let key = |i: usize| -> Clean {
            match self.group {
                Group::Nothing => Clean::default(),
                Group::Outlet => all[i].outlet.clone().unwrap_or_default(),
                Group::Language => crate::text::clean_line(all[i].lang.code().unwrap_or_default()),
                Group::Day => all[i].published.map_or_else(Clean::default, |w| {
                    crate::text::clean_line(&w.date().to_string())
                }),
            }
        };
        self.shown.clear();
        if self.group == Group::Nothing {
            self.shown.extend(order.into_iter().map(ShelfRow::Document));
        } else {
            let mut groups: Vec<(Clean, Vec<usize>)> = Vec::new();
            for i in order {
                let k = key(i);
                match groups.iter_mut().find(|g| g.0 == k) {
                    Some(g) => g.1.push(i),
                    None => groups.push((k, vec![i])),
                }
            }
            if self.group == Group::Day {
                groups.sort_by_key(|g| Reverse(g.0.clone()));
            } else {
                groups.sort_by_key(|g| (g.0.is_empty(), g.0.clone()));
            }
            for (k, of) in groups {
                self.shown.push(ShelfRow::Heading(k, of.len()));
                self.shown.extend(of.into_iter().map(ShelfRow::Document));
            }
        }
        let same = self.shown.iter().position(
            |r| matches!(r, ShelfRow::Document(i) if Some(self.listings[*i].id) == chosen),
        );
        self.at = same.or_else(|| self.nearest(0, true)).unwrap_or(0);
        self.follow();
    }

    /// The chosen document.
    pub fn chosen(&self) -> Option<&Listing> {
        match self.shown.get(self.at)? {
            ShelfRow::Document(i) => self.listings.get(*i),
            ShelfRow::Heading(..) => None,
        }
    }

    /// A document of the library.
    pub fn listing(&self, id: DocumentId) -> Option<&Listing> {
        self.listings.iter().find(|l| l.id == id)
    }

    /// The document row at `from` or the next one in a direction.
    fn nearest(&self, from: usize, forward: bool) -> Option<usize> {
        let is = |i: &usize| matches!(self.shown.get(*i), Some(ShelfRow::Document(_)));
        if forward {
            (from..self.shown.len()).find(is)
        } else {
            (0..=from.min(self.shown.len())).rev().find(is)
        }
    }

    /// Moves the choice by rows. Returns whether it moved.
    pub fn step(&mut self, by: isize) -> bool {
        let target = self
            .at
            .saturating_add_signed(by)
            .min(self.shown.len().saturating_sub(1));
        let found = self
            .nearest(target, by > 0)
            .or_else(|| self.nearest(target, by <= 0))
            .unwrap_or(self.at);
        let moved = found != self.at;
        self.at = found;
        self.follow();
        moved
    }

    /// Chooses a document.
    pub fn choose(&mut self, id: DocumentId) {
        if let Some(at) = self
            .shown
            .iter()
            .position(|r| matches!(r, ShelfRow::Document(i) if self.listings[*i].id == id))
        {
            self.at = at;
            self.follow();
        }
    }

    /// The `n`th document after or before the chosen one, of all or of those that are not read; the
    /// last there is where there are fewer.
    pub fn neighbour(&self, forward: bool, unread: bool, n: usize) -> Option<DocumentId> {
        let document = |row: &ShelfRow| match row {
            ShelfRow::Document(at) => {
                let id = self.listings[*at].id;
                (!unread || !self.read.contains(&id)).then_some(id)
            }
            ShelfRow::Heading(..) => None,
        };
        let n = n.max(1);
        if forward {
            let rest = self.shown.get(self.at + 1..).unwrap_or_default();
            rest.iter().filter_map(document).take(n).last()
        } else {
            let before = &self.shown[..self.at.min(self.shown.len())];
            before.iter().rev().filter_map(document).take(n).last()
        }
    }

    /// How many documents are not read.
    pub fn n_unread(&self) -> usize {
        self.listings
            .iter()
            .filter(|l| !self.read.contains(&l.id))
            .count()
    }

    /// Fits it to a pane of `rows`.
    pub fn fit(&mut self, rows: usize) {
        self.rows = rows.max(1);
        self.follow();
    }

    /// Brings the chosen row into view, and its heading with it.
    fn follow(&mut self) {
        let first =
            if self.at > 0 && matches!(self.shown.get(self.at - 1), Some(ShelfRow::Heading(..))) {
                self.at - 1
            } else {
                self.at
            };
        if self.at >= self.top + self.rows {
            self.top = self.at + 1 - self.rows.max(1);
        }
        self.top = self.top.min(first);
    }
}
