//! Stories on the shelf: the documents of one stand in one row, where the first of them would.

use std::collections::HashSet;

use super::super::Library;
use super::Item;
use crate::model::{DocumentId, InStory, SectionKey};
use crate::query::View;
use crate::store::{self, Number, Stories, Story};

impl Library {
    /// Whether stories stand in one row each before anything is asked.
    pub fn fold_stories(&mut self, fold: bool) {
        self.shelf.flat = !fold;
    }

    /// Whether they do.
    pub fn folds_stories(&self) -> bool {
        !self.shelf.flat
    }

    /// Puts the documents of each story in one row, under the heading of the first of them. Where it is open the
    /// others follow.
    pub(super) fn fold(
        &self,
        sections: &mut [(SectionKey, Vec<Item>)],
        view: &View,
    ) -> Result<(), store::Error> {
        let Some(kept) = self.kept.as_ref().filter(|_| view.folds()) else {
            return Ok(());
        };
        let stories = kept.stories()?;
        if stories.is_empty() {
            return Ok(());
        }
        let mut open = HashSet::new();
        for id in &view.open {
            open.extend(kept.number_of(*id)?.and_then(|n| stories.of(n)));
        }
        let mut seen = HashSet::new();
        for (_, items) in sections {
            let mut folded = Vec::with_capacity(items.len());
            for item in items.drain(..) {
                let Some(story) = story_of(&stories, item) else {
                    folded.push(item);
                    continue;
                };
                if !seen.insert(story) {
                    continue;
                }
                folded.push(Item::Story(story));
                if open.contains(&story) {
                    let (_, members) = kept.led(&self.members(&stories, story))?;
                    folded.extend(members.into_iter().skip(1).map(Item::Member));
                }
            }
            *items = folded;
        }
        Ok(())
    }

    /// The items as which a document may stand on the shelf, that of its own first.
    pub(super) fn items(&self, id: DocumentId) -> Result<Vec<Item>, store::Error> {
        if let Some(ix) = self.documents.iter().position(|d| d.id == id) {
            return Ok(vec![Item::Given(ix)]);
        }
        let Some(kept) = &self.kept else {
            return Ok(Vec::new());
        };
        let Some(n) = kept.number_of(id)? else {
            return Ok(Vec::new());
        };
        let mut items = vec![Item::Kept(n), Item::Member(n)];
        items.extend(kept.stories()?.of(n).map(Item::Story));
        Ok(items)
    }

    /// The documents of a story that are not in memory.
    fn members(&self, stories: &Stories, story: Story) -> Vec<Number> {
        let here = &self.shelf.here;
        let all = stories.members(story).iter().copied();
        all.filter(|n| !here.contains(n)).collect()
    }

    /// The first items of the plain view, `to` of them where there are so many.
    pub(super) fn first_items(
        &self,
        kept: &store::Library,
        to: usize,
    ) -> Result<Vec<Item>, store::Error> {
        let view = self.shelf.view.as_ref();
        let folds = view.is_some_and(View::folds);
        let mut most = to;
        loop {
            let numbers = kept.first(most)?;
            let all = numbers.len() < most;
            let items = numbers.into_iter().map(Item::Kept).collect();
            let mut section = [(SectionKey::Whole, items)];
            if let Some(view) = view.filter(|_| folds) {
                self.fold(&mut section, view)?;
            }
            let [(_, mut items)] = section;
            if all || items.len() >= to {
                items.truncate(to);
                return Ok(items);
            }
            most *= 2;
        }
    }

    /// How many documents an item of the order stands for.
    pub(super) fn n_of(item: Item, stories: Option<&Stories>) -> usize {
        match (item, stories) {
            (Item::Member(_), _) => 0,
            (Item::Story(story), Some(stories)) => stories.members(story).len(),
            (Item::Given(_) | Item::Kept(_) | Item::Story(_), _) => 1,
        }
    }

    /// The documents of an item that are kept, and how the row stands to its story: the first one is shown.
    pub(super) fn led(&self, item: Item) -> Result<(Vec<Number>, InStory), store::Error> {
        let Some(kept) = &self.kept else {
            return Ok((Vec::new(), InStory::Alone));
        };
        let story = match item {
            Item::Given(_) => return Ok((Vec::new(), InStory::Alone)),
            Item::Kept(n) => return Ok((vec![n], InStory::Alone)),
            Item::Story(story) => Some(story),
            Item::Member(n) => kept.stories()?.of(n),
        };
        let (mut led, numbers) = match story {
            Some(story) => kept.led(&self.members(&*kept.stories()?, story))?,
            None => Default::default(),
        };
        Ok(match item {
            Item::Member(n) => {
                let all = led.documents.iter().map(|d| d.0).collect();
                (vec![n], InStory::Member(all))
            }
            // It has changed since.
            _ if numbers.len() < 2 => (numbers, InStory::Alone),
            _ => {
                let view = self.shelf.view.as_ref();
                let is_open = |view: &View| led.documents.iter().any(|d| view.open.contains(&d.0));
                led.open = view.is_some_and(is_open);
                (numbers, InStory::Leads(Box::new(led)))
            }
        })
    }
}

/// The story of an item that is one document.
fn story_of(stories: &Stories, item: Item) -> Option<Story> {
    match item {
        Item::Kept(n) => stories.of(n),
        Item::Given(_) | Item::Story(_) | Item::Member(_) => None,
    }
}
