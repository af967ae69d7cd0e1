//! The documents of a session as the shelf has them: in order, under headings, row by row.
//!
//! What was only given stands before what is kept, under each heading.

mod seeking;
mod stories;

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use crate::model::{
    Arranged, DocumentId, Group, InStory, Listing, Marks, Section, SectionKey, Shelved, Sort,
};
use crate::query::{Query, Subject, View};
use crate::store::{self, Arrangement, Number, Story};
use crate::text::clean_line;

use super::Library;

/// A document in the order of the shelf.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Item {
    /// One of those in memory, by its index.
    Given(usize),
    /// One that is kept.
    Kept(Number),
    /// A story, led by one of its documents.
    Story(Story),
    /// One that is kept, below the one that leads its story.
    Member(Number),
}

/// What stands on the shelf.
#[derive(Debug, Default)]
pub(super) struct OnShelf {
    view: Option<View>,
    /// All of it, or nothing where only its first rows were needed so far.
    order: Option<Vec<Item>>,
    /// The same of what is kept.
    kept: Arrangement,
    /// Those of the kept that are in memory too.
    here: HashSet<Number>,
    /// Whether stories stand apart before anything is asked.
    pub(super) flat: bool,
    /// How many rows it was told to have.
    promised: usize,
    /// How many documents there are and are not read, when they were last counted.
    pub(super) counted: Option<(usize, usize)>,
    /// The words of the documents in memory, once they were asked for.
    subjects: HashMap<DocumentId, Subject>,
}

impl OnShelf {
    /// The documents are no longer where they were; the order of the shelf stays.
    pub(super) fn forget_order(&mut self) {
        self.order = None;
    }
}

impl Library {
    /// Arranges the shelf. `chosen` is looked for in it, nearest to the place that is given with it; with `stays`
    /// it stands there whether it is found or not.
    ///
    /// # Errors
    /// When the library cannot be read. The shelf is empty then.
    pub fn arrange(
        &mut self,
        view: View,
        chosen: Option<(DocumentId, usize)>,
        stays: bool,
    ) -> Result<Arranged, store::Error> {
        let stays = chosen.map(|c| c.0).filter(|_| stays);
        let (sections, order, kept) = self.order(&view, stays)?;
        let at = match chosen {
            Some((id, place)) => {
                // The one that leads its story, or is behind it, stands in the story's row.
                let find = |item: Item| {
                    let at = order.iter().enumerate().filter(|(_, i)| **i == item);
                    at.map(|(at, _)| at).min_by_key(|at| at.abs_diff(place))
                };
                self.items(id)?.into_iter().find_map(find)
            }
            None => None,
        };
        // Counting them takes as long as the rest: what is typed into a search changes none of it.
        if view.query == Query::All {
            self.shelf.counted = None;
        }
        let stories = self
            .kept
            .as_ref()
            .map(store::Library::stories)
            .transpose()?;
        let n_of = |item: &Item| Self::n_of(*item, stories.as_deref());
        let n = match view.group {
            Group::Tag => order.iter().collect::<HashSet<_>>().len(),
            _ => order.iter().map(n_of).sum(),
        };
        self.shelf.view = Some(view);
        self.shelf.promised = order.len();
        self.shelf.order = Some(order);
        self.shelf.kept = kept;
        let (n_all, n_unread) = self.counted()?;
        Ok(Arranged {
            n,
            sections,
            n_all,
            n_unread: Some(n_unread),
            only_newest: self.shelf.kept.only_newest,
            narrowed: self.shelf.kept.narrowed,
            at,
        })
    }

    /// Arranges the plain view so far as its first rows need it: a large library is not read for its first
    /// frame.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn arrange_plain(&mut self, view: View) -> Result<Arranged, store::Error> {
        if !self.documents.is_empty() || self.kept.is_none() || !view.is_plain() {
            return self.arrange(view, None, false);
        }
        let stories = match &self.kept {
            Some(kept) if view.folds() => kept.stories()?.n_folded(),
            _ => 0,
        };
        self.shelf.view = Some(view);
        self.shelf.order = None;
        self.shelf.here.clear();
        let n_all = self.n_all()?;
        self.shelf.promised = n_all.saturating_sub(stories);
        let whole = Section {
            key: SectionKey::Whole,
            n: self.shelf.promised,
        };
        Ok(Arranged {
            n: n_all,
            sections: Some(whole).filter(|s| s.n > 0).into_iter().collect(),
            n_all,
            ..Arranged::default()
        })
    }

    /// How many documents there are, and how many of these are not read.
    fn counted(&mut self) -> Result<(usize, usize), store::Error> {
        if let Some(counted) = self.shelf.counted {
            return Ok(counted);
        }
        let counted = (self.n_all()?, self.n_unread()?);
        self.shelf.counted = Some(counted);
        Ok(counted)
    }

    /// How many documents there are.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn n_all(&self) -> Result<usize, store::Error> {
        let Some(kept) = &self.kept else {
            return Ok(self.documents.len());
        };
        let mut n = kept.len()? + self.documents.len();
        for d in &self.documents {
            n -= usize::from(kept.number_of(d.id)?.is_some());
        }
        Ok(n)
    }

    /// How many of them are not read.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn n_unread(&self) -> Result<usize, store::Error> {
        let mut n = match &self.kept {
            Some(kept) => kept.n_unread()?,
            None => 0,
        };
        for d in &self.documents {
            let there = match &self.kept {
                Some(kept) => kept.number_of(d.id)?.is_some(),
                None => false,
            };
            n += usize::from(!there && !self.state(d.id).read);
        }
        // What cannot be kept is only known here.
        for (id, state) in &self.unkept {
            if let Some(kept) = &self.kept
                && kept.number_of(*id)?.is_some()
            {
                match (kept.state(*id)?.read, state.read) {
                    (true, false) => n += 1,
                    (false, true) => n = n.saturating_sub(1),
                    _ => {}
                }
            }
        }
        Ok(n)
    }

    /// The rows of the shelf from `from` to before `to`, as far as it has any: no fewer than it was told to
    /// have, whatever another program has removed since.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn shelved(&mut self, from: usize, to: usize) -> Result<Vec<Shelved>, store::Error> {
        let mut rows = self.rows_there(from, to)?;
        let promised = to.min(self.shelf.promised).saturating_sub(from);
        rows.resize_with(rows.len().max(promised), gone);
        Ok(rows)
    }

    fn rows_there(&mut self, from: usize, to: usize) -> Result<Vec<Shelved>, store::Error> {
        if self.shelf.order.is_none()
            && let (Some(kept), Some(_)) = (&self.kept, &self.shelf.view)
            && to <= FIRST
        {
            let items = self.first_items(kept, to)?;
            return self.rows(items.get(from..).unwrap_or_default());
        }
        self.need_order()?;
        let order = self.shelf.order.as_deref().unwrap_or_default();
        let to = to.min(order.len());
        let items = order.get(from.min(to)..to).unwrap_or_default().to_vec();
        self.rows(&items)
    }

    fn need_order(&mut self) -> Result<(), store::Error> {
        if self.shelf.order.is_none()
            && let Some(view) = self.shelf.view.clone()
        {
            let (_, order, kept) = self.order(&view, None)?;
            self.shelf.order = Some(order);
            self.shelf.kept = kept;
        }
        Ok(())
    }

    fn order(
        &mut self,
        view: &View,
        stays: Option<DocumentId>,
    ) -> Result<(Vec<Section>, Vec<Item>, Arrangement), store::Error> {
        let mut kept = match &self.kept {
            Some(kept) => kept.order(view, stays)?,
            None => Arrangement::default(),
        };
        let mut here = HashSet::new();
        if let Some(kept) = &self.kept {
            for d in &self.documents {
                here.extend(kept.number_of(d.id)?);
            }
        }
        let mut all: Vec<(SectionKey, Vec<Item>)> = self.given(view, stays);
        let places = all.iter().enumerate();
        let places: HashMap<SectionKey, usize> =
            places.map(|(at, (key, _))| (key.clone(), at)).collect();
        for (key, numbers) in std::mem::take(&mut kept.sections) {
            let items = numbers.into_iter().filter(|n| !here.contains(n));
            let items = items.map(Item::Kept);
            match places.get(&key) {
                Some(at) => all[*at].1.extend(items),
                None => all.push((key, items.collect())),
            }
        }
        self.shelf.here = here;
        self.fold(&mut all, view)?;
        all.retain(|(_, items)| !items.is_empty());
        all.sort_by(|a, b| a.0.cmp_by(&b.0, view.sort));
        let sections = all.iter().map(|(key, items)| Section {
            key: key.clone(),
            n: items.len(),
        });
        let sections = sections.collect();
        let items = all.into_iter().flat_map(|(_, i)| i).collect();
        Ok((sections, items, kept))
    }

    /// The documents in memory, section by section.
    fn given(&mut self, view: &View, stays: Option<DocumentId>) -> Vec<(SectionKey, Vec<Item>)> {
        let mut subjects = std::mem::take(&mut self.shelf.subjects);
        let mut found: Vec<(usize, Listing, Marks)> = Vec::new();
        for (ix, d) in self.documents.iter().enumerate() {
            let state = self.state(d.id);
            let is_found = view.query == Query::All || stays == Some(d.id) || {
                let subject = subjects.entry(d.id).or_insert_with(|| Subject::of(d));
                view.query.finds(subject, &state)
            };
            if is_found {
                found.push((ix, Listing::of(d), Marks::of(&state)));
            }
        }
        self.shelf.subjects = subjects;
        match view.sort {
            Sort::Added | Sort::Best => {}
            Sort::Newest => found.sort_by_key(|(_, l, _)| Reverse(l.published)),
            Sort::Oldest => found.sort_by_key(|(_, l, _)| (l.published.is_none(), l.published)),
            Sort::Title => found.sort_by_cached_key(|(_, l, _)| l.title.to_lowercase()),
            Sort::Comments => found.sort_by_key(|(_, l, _)| Reverse(l.n_comments)),
        }
        let mut sections: Vec<(SectionKey, Vec<Item>)> = Vec::new();
        for (ix, listing, marks) in found {
            for key in keys(&listing, &marks, view) {
                match sections.iter_mut().find(|(of, _)| *of == key) {
                    Some((_, items)) => items.push(Item::Given(ix)),
                    None => sections.push((key, vec![Item::Given(ix)])),
                }
            }
        }
        sections
    }

    fn rows(&self, items: &[Item]) -> Result<Vec<Shelved>, store::Error> {
        let mut led = Vec::with_capacity(items.len());
        for item in items {
            let (numbers, story) = self.led(*item)?;
            led.push((numbers.first().copied(), story));
        }
        let numbers: Vec<Number> = led.iter().filter_map(|l| l.0).collect();
        let kept = match &self.kept {
            Some(kept) if !numbers.is_empty() => kept.kept_rows(&self.shelf.kept, &numbers)?,
            _ => Vec::new(),
        };
        let mut kept = kept.into_iter().peekable();
        let mut out = Vec::with_capacity(items.len());
        for (item, (shown, story)) in items.iter().zip(led) {
            out.push(match item {
                Item::Given(ix) => {
                    let document = &self.documents[*ix];
                    let query = self.shelf.view.as_ref().map(|v| &v.query);
                    Shelved {
                        listing: Listing::of(document),
                        marks: Marks::of(&self.state(document.id)),
                        hit: query.and_then(|query| store::context(document, query)),
                        story,
                    }
                }
                _ => match kept.next_if(|(of, _)| Some(*of) == shown) {
                    Some((_, row)) => Shelved { story, ..row },
                    // Another program has just removed it.
                    None => gone(),
                },
            });
        }
        Ok(out)
    }
}

/// Rows that the first frame may need.
const FIRST: usize = 400;

/// The sections in which a document stands.
fn keys(listing: &Listing, marks: &Marks, view: &View) -> Vec<SectionKey> {
    let one = match view.group {
        Group::Nothing => SectionKey::Whole,
        Group::Date => {
            SectionKey::of_day(listing.published.map(crate::model::When::date), view.today)
        }
        Group::Outlet => SectionKey::named(listing.outlet.clone()),
        Group::Language => SectionKey::named(listing.lang.code().map(clean_line)),
        Group::Tag => {
            let mut tags: Vec<_> = marks.tags.iter().cloned().map(SectionKey::Named).collect();
            if tags.is_empty() {
                tags.push(SectionKey::Missing);
            }
            return tags;
        }
    };
    vec![one]
}

/// A row for a document that is no longer there.
fn gone() -> Shelved {
    let listing = Listing {
        id: DocumentId::from_number(0),
        title: clean_line("…"),
        stand_in: true,
        outlet: None,
        byline: None,
        published: None,
        lang: crate::text::Lang::UNKNOWN,
        n_comments: 0,
        n_sources: None,
        preview: crate::text::Clean::default(),
        path: crate::text::Clean::default(),
        url: None,
    };
    Shelved {
        listing,
        marks: Marks::default(),
        hit: None,
        story: InStory::Alone,
    }
}
