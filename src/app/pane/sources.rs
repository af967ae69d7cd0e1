//! The sources: what they say of the current paragraph, the documents on the same story, background, and the
//! links of the text.

use std::sync::Arc;

use crate::app::word::Word;
use crate::model::{Document, DocumentId, Kind, Listing, Match, Relation};
use crate::text::find::Needle;
use crate::text::{Clean, Fit, LineSpan, Segmenter, fragments, wrap};

/// Something that can be chosen in the sources pane.
#[derive(Debug, Clone)]
pub enum Item {
    /// What a source says of the current paragraph.
    Passage {
        /// The source.
        document: Arc<Document>,
        /// Its title, or what stands in for one.
        title: Clean,
        /// The two passages.
        found: Box<Match>,
    },
    /// A related document.
    Document {
        /// How it is related.
        relation: Relation,
        /// What is known of it.
        listing: Box<Listing>,
        /// Days between the two, where both dates are known.
        days_apart: Option<u32>,
    },
    /// A link of the open document: its index there.
    Link(usize),
}

/// What an item is, whatever its place in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceKey {
    /// What a source says of the current paragraph.
    Passage(DocumentId),
    /// A related document.
    Document(DocumentId),
    /// A link, by its index in the open document.
    Link(usize),
}

/// One row of the pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceRow {
    /// A group's heading.
    Group(Word, usize),
    /// A line of a passage: bytes of its block in the source.
    Passage(usize, LineSpan),
    /// A line of an item's title or address.
    Title(usize, LineSpan),
    /// Outlet, date and language of an item.
    About(usize),
    /// A line of its reasons, as a part of [`SourcesPane::why_text`].
    Why(usize, LineSpan),
    /// A blank row.
    Blank,
}

/// The sources pane.
#[derive(Debug, Clone, Default)]
pub struct SourcesPane {
    /// What can be chosen.
    pub items: Vec<Item>,
    /// The rows, top to bottom.
    pub lines: Vec<SourceRow>,
    /// The chosen item.
    pub chosen: usize,
    /// The row at the top.
    pub top: usize,
    /// Rows of the pane.
    pub rows: usize,
    /// Whether relations are known yet.
    pub ready: bool,
    /// What was searched for among them: how it is found, and as it was typed.
    pub find: Option<(Needle, Clean)>,
    width: u16,
}

impl SourcesPane {
    /// Takes what is related, and the links of the document.
    pub fn fill(&mut self, document: &Document, related: Vec<(Relation, Listing)>, ready: bool) {
        let chosen = self.key();
        self.items
            .retain(|item| matches!(item, Item::Passage { .. }));
        let documents = related
            .into_iter()
            .map(|(relation, listing)| {
                let days_apart = document
                    .article
                    .published
                    .zip(listing.published)
                    .map(|(a, b)| a.days_apart(b));
                Item::Document {
                    relation,
                    listing: Box::new(listing),
                    days_apart,
                }
            })
            .chain((0..document.links.len()).map(Item::Link));
        self.items.extend(documents);
        self.ready = ready;
        self.width = 0;
        self.choose(chosen);
    }

    /// Puts what the sources say of the current paragraph first.
    pub fn bring(&mut self, passages: Vec<(Arc<Document>, Match)>) {
        let chosen = self.key();
        let old = self
            .items
            .iter()
            .take_while(|i| matches!(i, Item::Passage { .. }));
        let old = old.count();
        let new = passages.into_iter().map(|(document, found)| Item::Passage {
            title: document.headline().0,
            document,
            found: Box::new(found),
        });
        self.items.splice(..old, new);
        self.width = 0;
        self.choose(chosen);
    }

    /// What is chosen, in a form that lasts when the items change.
    pub fn key(&self) -> Option<SourceKey> {
        Some(match self.items.get(self.chosen)? {
            Item::Passage { document, .. } => SourceKey::Passage(document.id),
            Item::Document { listing, .. } => SourceKey::Document(listing.id),
            Item::Link(at) => SourceKey::Link(*at),
        })
    }

    /// Chooses what was chosen before, where it is still there.
    pub fn choose(&mut self, key: Option<SourceKey>) {
        let same = |item: &Item| match (item, key) {
            (Item::Passage { document, .. }, Some(SourceKey::Passage(id))) => document.id == id,
            (Item::Document { listing, .. }, Some(SourceKey::Document(id))) => listing.id == id,
            (Item::Link(at), Some(SourceKey::Link(link))) => *at == link,
            _ => false,
        };
        if let Some(at) = self.items.iter().position(same) {
            self.chosen = at;
        }
        self.chosen = self.chosen.min(self.items.len().saturating_sub(1));
        self.follow();
    }

    /// How many sources and links there are; what they say of the current paragraph is no further one.
    pub fn n_sources(&self) -> usize {
        let is_passage = |i: &&Item| matches!(i, Item::Passage { .. });
        self.items.len() - self.items.iter().take_while(is_passage).count()
    }

    /// Shows the rows from the first one on, and chooses the first item.
    pub fn to_top(&mut self) {
        self.chosen = 0;
        self.top = 0;
    }

    /// Moves the choice by about as many rows. Returns whether it moved.
    pub fn page(&mut self, rows: isize) -> bool {
        let first = (0..self.lines.len())
            .find(|r| self.item_at(*r) == Some(self.chosen))
            .unwrap_or(0);
        let target = first
            .saturating_add_signed(rows)
            .min(self.lines.len().saturating_sub(1));
        let above = (0..=target).rev().find_map(|r| self.item_at(r));
        let item = above.unwrap_or(0).cast_signed();
        let by = item - self.chosen.cast_signed();
        self.step(if by == 0 { rows.signum() } else { by })
    }

    /// The words of an item that are wrapped: a title, or an address.
    pub fn title<'a>(&'a self, document: &'a Document, item: usize) -> &'a str {
        match &self.items[item] {
            Item::Passage { title, .. } => title,
            Item::Document { listing, .. } => &listing.title,
            Item::Link(at) => document.links.get(*at).map_or("", |l| &l.url),
        }
    }

    /// An item's reasons on one line, as they are wrapped.
    pub fn why_text(&self, item: usize) -> Clean {
        match &self.items[item] {
            Item::Document { relation, .. } => {
                Clean::join(relation.why.iter().map(|r| &*r.text), ", ")
            }
            Item::Passage { .. } | Item::Link(_) => Clean::default(),
        }
    }

    /// Lays the rows for a pane of `width` by `rows`.
    pub fn fit(&mut self, document: &Document, segmenter: &Segmenter, width: u16, rows: usize) {
        self.rows = rows.max(1);
        if self.width != width {
            self.width = width;
            self.lines = self.lay(document, segmenter, width);
        }
        self.follow();
    }

    fn lay(&self, document: &Document, segmenter: &Segmenter, width: u16) -> Vec<SourceRow> {
        let width = usize::from(width.saturating_sub(2)).max(1);
        let mut lines = Vec::new();
        let mut group = None;
        for (at, item) in self.items.iter().enumerate() {
            let word = match item {
                Item::Passage { .. } => Word::ThisPassage,
                Item::Document { relation, .. } if relation.kind == Kind::Story => Word::Story,
                Item::Document { .. } => Word::Background,
                Item::Link(_) => Word::Links,
            };
            if group != Some(word) {
                let n = self.items[at..]
                    .iter()
                    .filter(|i| same_group(i, item))
                    .count();
                lines.push(SourceRow::Group(word, n));
                group = Some(word);
            }
            let title = self.title(document, at);
            let spans = wrap(title, &fragments(title, segmenter), width, Fit::First);
            let spans = at_most(title_rows(item), spans);
            lines.extend(spans.into_iter().map(|s| SourceRow::Title(at, s)));
            if let Item::Passage {
                document, found, ..
            } = item
            {
                lines.extend(
                    passage(document, found, segmenter, width).map(|s| SourceRow::Passage(at, s)),
                );
                lines.push(SourceRow::Blank);
            }
            if let Item::Document { .. } = item {
                lines.push(SourceRow::About(at));
                let why = self.why_text(at);
                if !why.is_empty() {
                    let narrow = width.saturating_sub(2).max(1);
                    let spans = at_most(
                        3,
                        wrap(&why, &fragments(&why, segmenter), narrow, Fit::First),
                    );
                    lines.extend(spans.into_iter().map(|s| SourceRow::Why(at, s)));
                }
                lines.push(SourceRow::Blank);
            }
        }
        lines
    }

    /// The item a row belongs to.
    pub fn item_at(&self, row: usize) -> Option<usize> {
        match self.lines.get(row)? {
            SourceRow::Passage(at, _)
            | SourceRow::Title(at, _)
            | SourceRow::About(at)
            | SourceRow::Why(at, _) => Some(*at),
            SourceRow::Group(..) | SourceRow::Blank => None,
        }
    }

    /// Chooses the item `by` steps away. Returns whether there was one.
    pub fn step(&mut self, by: isize) -> bool {
        let last = self.items.len().saturating_sub(1);
        let next = self.chosen.saturating_add_signed(by).min(last);
        let moved = next != self.chosen;
        self.chosen = next;
        self.follow();
        moved
    }

    /// Brings the chosen item into view.
    fn follow(&mut self) {
        let first = (0..self.lines.len())
            .find(|r| self.item_at(*r) == Some(self.chosen))
            .unwrap_or(0);
        let last = (first..self.lines.len())
            .take_while(|r| self.item_at(*r) == Some(self.chosen))
            .last()
            .unwrap_or(first);
        // A group's heading stays with its first item.
        let first = if first > 0 && matches!(self.lines[first - 1], SourceRow::Group(..)) {
            first - 1
        } else {
            first
        };
        if last >= self.top + self.rows {
            self.top = last + 1 - self.rows;
        }
        self.top = self.top.min(first).min(self.lines.len().saturating_sub(1));
    }
}

fn same_group(a: &Item, b: &Item) -> bool {
    match (a, b) {
        (Item::Document { relation: a, .. }, Item::Document { relation: b, .. }) => {
            a.kind == b.kind
        }
        (Item::Passage { .. }, Item::Passage { .. }) | (Item::Link(_), Item::Link(_)) => true,
        _ => false,
    }
}

/// How many rows the title of an item takes at the most: a passage matters more than its source's title.
fn title_rows(item: &Item) -> usize {
    match item {
        Item::Passage { .. } => 1,
        Item::Document { .. } | Item::Link(_) => 4,
    }
}

/// How many rows of a passage are shown.
const PASSAGE_ROWS: usize = 6;

/// The lines of a passage, as bytes of its block.
fn passage(
    document: &Document,
    found: &Match,
    segmenter: &Segmenter,
    width: usize,
) -> impl Iterator<Item = LineSpan> {
    let from = found.there.bytes.start;
    let range = from as usize..found.there.bytes.end as usize;
    let whole = document
        .text(found.there.block)
        .get(range)
        .unwrap_or_default();
    // Of a long passage only what may be seen is cut into words: it is laid anew at every paragraph.
    let mut end = whole.len().min(PASSAGE_ROWS * width * 4 + 64);
    while !whole.is_char_boundary(end) {
        end -= 1;
    }
    let text = &whole[..end];
    let mut spans = wrap(text, &fragments(text, segmenter), width, Fit::First);
    if let Some(last) = spans.last_mut().filter(|_| end < whole.len()) {
        last.to = whole.len() as u32;
    }
    at_most(PASSAGE_ROWS, spans)
        .into_iter()
        .map(move |s| LineSpan {
            from: s.from + from,
            to: s.to + from,
            ..s
        })
}

/// The first `n` lines. Where there are more, the last one holds all the rest, and is cut when it is
/// drawn.
fn at_most(n: usize, mut spans: Vec<LineSpan>) -> Vec<LineSpan> {
    if let Some(last) = spans.last().copied().filter(|_| spans.len() > n) {
        spans.truncate(n);
        spans[n - 1].to = last.to;
    }
    spans
}
