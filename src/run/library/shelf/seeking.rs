//! Finding a row of the shelf.

use super::super::Library;
use super::Item;
use crate::model::{InStory, Listing, Marks, Shelved};
use crate::query::Seek;
use crate::store::{self, Number};

impl Library {
    /// The first row from `from` on, in a direction and round, that is looked for.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn seek(
        &mut self,
        from: usize,
        forward: bool,
        seek: &Seek,
    ) -> Result<Option<(usize, Shelved)>, store::Error> {
        self.need_order()?;
        let order = self.shelf.order.as_deref().unwrap_or_default();
        let n = order.len();
        // The one where it begins comes last; what is next to read is never that one.
        let last = match (seek, order.get(from)) {
            // Another of its story may be next.
            (Seek::Unread, Some(Item::Story(_))) | (Seek::Word(_), _) => n + 1,
            (Seek::Unread, _) => n,
        };
        let around = (1..last).map(|i| {
            let further = if forward { i } else { n - i % n };
            (from + further) % n
        });
        let around: Vec<usize> = around.collect();
        let mut done = 0;
        // What is given stands in runs between what is kept.
        while let Some(at) = around.get(done) {
            let found = match order[*at] {
                Item::Given(ix) => self.is_given(ix, seek).then_some(0),
                Item::Story(_) => {
                    let (mut numbers, story) = self.led(order[*at])?;
                    if matches!(&story, InStory::Leads(story) if story.open) {
                        // The others have rows of their own.
                        numbers.truncate(1);
                    }
                    if let Some(n) = self.find(&numbers, seek)? {
                        let row = self.rows(&[order[*at]])?.pop();
                        // The row is the story's; what was looked for may stand behind the one that leads.
                        let found = self.rows(&[Item::Kept(numbers[n])])?.pop();
                        let row = row.zip(found).map(|(row, found)| Shelved {
                            story: row.story,
                            ..found
                        });
                        return Ok(row.map(|row| (*at, row)));
                    }
                    None
                }
                Item::Kept(_) | Item::Member(_) => {
                    let run = around[done..].iter().map_while(|at| match order[*at] {
                        Item::Kept(n) | Item::Member(n) => Some(n),
                        Item::Given(_) | Item::Story(_) => None,
                    });
                    let run: Vec<Number> = run.collect();
                    let found = self.find(&run, seek)?;
                    if found.is_none() {
                        done += run.len() - 1;
                    }
                    found
                }
            };
            if let Some(further) = found {
                let at = around[done + further];
                let item = order[at];
                let row = self.rows(&[item])?.pop();
                return Ok(row.map(|row| (at, row)));
            }
            done += 1;
        }
        Ok(None)
    }

    /// The first of these documents that is looked for, by its place among them.
    fn find(&self, numbers: &[Number], seek: &Seek) -> Result<Option<usize>, store::Error> {
        let numbers = numbers.iter().copied();
        match (&self.kept, seek) {
            (None, _) => Ok(None),
            (Some(kept), Seek::Unread) => kept.find_unread(numbers),
            (Some(kept), Seek::Word(needle)) => kept.find_named(numbers, needle),
        }
    }

    fn is_given(&self, ix: usize, seek: &Seek) -> bool {
        let Some(document) = self.documents.get(ix) else {
            return false;
        };
        match seek {
            Seek::Unread => {
                let marks = Marks::of(&self.state(document.id));
                !marks.read || marks.n_new > 0
            }
            Seek::Word(needle) => {
                let l = Listing::of(document);
                let others = l.outlet.iter().chain(&l.byline);
                needle.is_in(&l.title) || others.into_iter().any(|t| needle.is_in(t))
            }
        }
    }
}
