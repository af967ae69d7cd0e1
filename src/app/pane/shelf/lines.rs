//! Where the rows of the shelf stand: which item is on which line.
//!
//! Items are counted through all sections: saved searches first, then documents. A section may have a
//! heading, and an item may take two lines.

use crate::model::SectionKey;

/// What a section holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heading {
    /// Saved searches.
    Saved,
    /// Documents.
    Documents(SectionKey),
}

/// Some items under a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    heading: Heading,
    first: usize,
    n: usize,
    /// The line of its heading, or of its first item.
    line: usize,
    /// Lines of an item.
    height: usize,
}

/// One line of the shelf.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShelfLine<'a> {
    /// A heading, and how many items stand under it.
    Heading(&'a Heading, usize),
    /// An item.
    Item(usize),
    /// The second line of an item.
    Context(usize),
}

/// The lines of the shelf.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ShelfLines {
    parts: Vec<Part>,
    headed: bool,
    n_items: usize,
    n_lines: usize,
}

impl ShelfLines {
    /// Lines of sections of items, each with the height of its items.
    pub fn new(sections: impl IntoIterator<Item = (Heading, usize, usize)>, headed: bool) -> Self {
        let mut lines = Self {
            headed,
            ..Self::default()
        };
        for (heading, n, height) in sections {
            lines.parts.push(Part {
                heading,
                first: lines.n_items,
                n,
                line: lines.n_lines,
                height: height.max(1),
            });
            lines.n_items += n;
            lines.n_lines += usize::from(headed) + n * height.max(1);
        }
        lines
    }

    /// How many items there are.
    pub fn n_items(&self) -> usize {
        self.n_items
    }

    /// How many lines they take.
    pub fn len(&self) -> usize {
        self.n_lines
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.n_lines == 0
    }

    /// The first line of an item.
    pub fn line_of(&self, item: usize) -> usize {
        let at = self.parts.partition_point(|p| p.first <= item);
        let Some(part) = at.checked_sub(1).and_then(|at| self.parts.get(at)) else {
            return 0;
        };
        part.line + usize::from(self.headed) + (item - part.first) * part.height
    }

    /// The last line of an item.
    pub fn last_line_of(&self, item: usize) -> usize {
        let at = self.parts.partition_point(|p| p.first <= item);
        let height = at.checked_sub(1).and_then(|at| self.parts.get(at));
        self.line_of(item) + height.map_or(1, |p| p.height) - 1
    }

    /// The line to show with an item: that of its heading where it stands right below it.
    pub fn lead_of(&self, item: usize) -> usize {
        let line = self.line_of(item);
        let first = self.headed && self.parts.iter().any(|p| p.first == item && p.n > 0);
        line - usize::from(first)
    }

    /// What stands on a line.
    pub fn at(&self, line: usize) -> Option<ShelfLine<'_>> {
        if line >= self.n_lines {
            return None;
        }
        let at = self.parts.partition_point(|p| p.line <= line);
        let part = self.parts.get(at.checked_sub(1)?)?;
        let below = line - part.line;
        if self.headed && below == 0 {
            return Some(ShelfLine::Heading(&part.heading, part.n));
        }
        let below = below - usize::from(self.headed);
        let item = part.first + below / part.height;
        Some(match below % part.height {
            0 => ShelfLine::Item(item),
            _ => ShelfLine::Context(item),
        })
    }

    /// The item on a line, or the nearest one below it, or above where there is none below.
    pub fn item_near(&self, line: usize) -> usize {
        let at = match self.at(line) {
            Some(ShelfLine::Item(item) | ShelfLine::Context(item)) => item,
            Some(ShelfLine::Heading(..)) => match self.at(line + 1) {
                Some(ShelfLine::Item(item) | ShelfLine::Context(item)) => item,
                _ => self.n_items,
            },
            None => self.n_items,
        };
        at.min(self.n_items.saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_item_has_its_lines(
            sections in prop::collection::vec((1usize..5, 1usize..3), 0..6), headed in any::<bool>(),
        ) {
            let of = sections.iter().map(|(n, height)| {
                (Heading::Documents(SectionKey::Whole), *n, *height)
            });
            let lines = ShelfLines::new(of, headed);
            let mut line = 0;
            let mut item = 0;
            for (n, height) in &sections {
                if headed {
                    let heading = Heading::Documents(SectionKey::Whole);
                    prop_assert_eq!(lines.at(line), Some(ShelfLine::Heading(&heading, *n)));
                    prop_assert_eq!(lines.item_near(line), item);
                    prop_assert_eq!(lines.lead_of(item), line);
                    line += 1;
                }
                for _ in 0..*n {
                    prop_assert_eq!(lines.line_of(item), line);
                    prop_assert_eq!(lines.last_line_of(item), line + height - 1);
                    prop_assert_eq!(lines.at(line), Some(ShelfLine::Item(item)));
                    for below in 0..*height {
                        prop_assert_eq!(lines.item_near(line + below), item);
                    }
                    if *height == 2 {
                        prop_assert_eq!(lines.at(line + 1), Some(ShelfLine::Context(item)));
                    }
                    line += height;
                    item += 1;
                }
            }
            prop_assert_eq!((lines.len(), lines.n_items()), (line, item));
            prop_assert_eq!(lines.at(line), None);
        }
    }
}
