//! What stands on the shelf, in which order, and under which headings.

use std::ops::Range;

use jiff::civil::Date;

use super::{CommentId, DocumentId, Listing, Marks, Place};
use crate::text::Clean;

/// In which order documents stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// What came last first; what came together as it came.
    #[default]
    Added,
    /// What fits the words best first. Without words: as [`Sort::Added`].
    Best,
    /// Newest first; undated ones last.
    Newest,
    /// Oldest first; undated ones last.
    Oldest,
    /// By title.
    Title,
    /// Most comments first.
    Comments,
}

/// What documents are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Group {
    /// Not at all.
    #[default]
    Nothing,
    /// How long ago they were published.
    Date,
    /// Outlet.
    Outlet,
    /// Language.
    Language,
    /// Tag; a document with several stands under each of them.
    Tag,
}

/// What the documents of a section have in common. The order of the variants is that of the sections.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SectionKey {
    /// Nothing: they are not grouped.
    Whole,
    /// Dated after today.
    Ahead,
    /// Published today.
    Today,
    /// Published the day before.
    Yesterday,
    /// Published since Monday.
    ThisWeek,
    /// Published in the week before.
    LastWeek,
    /// Published in this month of the twelve that are before today: year and month, told so that
    /// later ones come first.
    Month(std::cmp::Reverse<(i16, i8)>),
    /// Published in that year.
    Year(std::cmp::Reverse<i16>),
    /// The outlet, the code of the language, or the tag.
    Named(Clean),
    /// None of it is known.
    Missing,
}

impl SectionKey {
    /// How long ago a day is.
    pub fn of_day(day: Option<Date>, today: Date) -> Self {
        let Some(day) = day else {
            return Self::Missing;
        };
        let days = today.since(day).map_or(i32::MAX, |s| s.get_days());
        let since_monday = i32::from(today.weekday().to_monday_zero_offset());
        let months = (i32::from(today.year()) - i32::from(day.year())) * 12
            + i32::from(today.month() - day.month());
        match days {
            i32::MIN..=-1 => Self::Ahead,
            0 => Self::Today,
            1 => Self::Yesterday,
            d if d <= since_monday => Self::ThisWeek,
            d if d <= since_monday + 7 => Self::LastWeek,
            _ if months < 12 => Self::Month(std::cmp::Reverse((day.year(), day.month()))),
            _ => Self::Year(std::cmp::Reverse(day.year())),
        }
    }

    /// The section of a name, which may be unknown.
    pub fn named(name: Option<Clean>) -> Self {
        name.filter(|n| !n.is_empty())
            .map_or(Self::Missing, Self::Named)
    }

    /// The order in which sections stand.
    pub fn cmp_by(&self, other: &Self, sort: Sort) -> std::cmp::Ordering {
        let last = |key: &Self| *key == Self::Missing;
        let order = last(self).cmp(&last(other));
        let of_time = |key: &Self| !matches!(key, Self::Named(_) | Self::Missing);
        let turned = sort == Sort::Oldest && of_time(self) && of_time(other);
        order.then_with(|| {
            if turned {
                other.cmp(self)
            } else {
                self.cmp(other)
            }
        })
    }
}

/// Documents that stand together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What they have in common.
    pub key: SectionKey,
    /// How many there are.
    pub n: usize,
}

/// What stands on the shelf: how much, under which headings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Arranged {
    /// How many documents are found: one that stands under two headings counts once.
    pub n: usize,
    /// The headings, and how many documents stand under each.
    pub sections: Vec<Section>,
    /// How many documents there are, found or not.
    pub n_all: usize,
    /// How many of these are not read; nothing where they were not counted.
    pub n_unread: Option<usize>,
    /// How many articles and comments have the words, where these were so many that only those that came
    /// last were ranked.
    pub only_newest: Option<usize>,
    /// Whether a part stands in so many words that only the shortest of them were looked for.
    pub narrowed: bool,
    /// Where the document stands that was asked for.
    pub at: Option<usize>,
}

/// A document on the shelf.
#[derive(Debug, Clone, PartialEq)]
pub struct Shelved {
    /// What is known of it.
    pub listing: Listing,
    /// What the reader did with it.
    pub marks: Marks,
    /// Where the words that were searched for stand in it.
    pub hit: Option<Context>,
    /// How it stands to its story.
    pub story: InStory,
}

/// How a row of the shelf stands to a story: documents on one event.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum InStory {
    /// To none, or stories stand apart.
    #[default]
    Alone,
    /// It leads one: the others stand behind it, or below where it is open.
    Leads(Box<Story>),
    /// It stands below the one that leads. All documents of the story, that one first.
    Member(Vec<DocumentId>),
}

/// A story on one row of the shelf.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Story {
    /// Its documents, and whether they are read; the one that leads first, then the newest first.
    pub documents: Vec<(DocumentId, bool)>,
    /// In how many languages they are.
    pub n_languages: usize,
    /// How many comments they have.
    pub n_comments: usize,
    /// Whether the others stand below.
    pub open: bool,
}

impl Shelved {
    /// All documents of the story that the row belongs to, where it is not alone.
    pub fn story_of(&self) -> Vec<DocumentId> {
        match &self.story {
            InStory::Alone => Vec::new(),
            InStory::Leads(story) => story.documents.iter().map(|d| d.0).collect(),
            InStory::Member(all) => all.clone(),
        }
    }
}

/// A search that the reader gave a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedSearch {
    /// Its name.
    pub name: Clean,
    /// The query as it was typed.
    pub query: Clean,
    /// How many documents it finds; nothing where it can no longer be read.
    pub n: Option<usize>,
}

/// Words that were searched for, with what stands around them.
#[derive(Debug, Clone, PartialEq)]
pub struct Context {
    /// The comment in which they stand, and its author; `None` for the article.
    pub comment: Option<(CommentId, Option<Clean>)>,
    /// Where the first of them stands.
    pub place: Place,
    /// Some of the text around it.
    pub snippet: Clean,
    /// Byte ranges of the snippet that were searched for, in order.
    pub marks: Vec<Range<usize>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_go_into_sections() {
        // A Thursday.
        let today = Date::constant(2026, 11, 26);
        let of = |y, m, d| SectionKey::of_day(Date::new(y, m, d).ok(), today);
        let month = |y, m| SectionKey::Month(std::cmp::Reverse((y, m)));
        assert_eq!(of(2026, 11, 27), SectionKey::Ahead);
        assert_eq!(of(2026, 11, 26), SectionKey::Today);
        assert_eq!(of(2026, 11, 25), SectionKey::Yesterday);
        assert_eq!(of(2026, 11, 23), SectionKey::ThisWeek);
        assert_eq!(of(2026, 11, 22), SectionKey::LastWeek);
        assert_eq!(of(2026, 11, 16), SectionKey::LastWeek);
        assert_eq!(of(2026, 11, 15), month(2026, 11));
        assert_eq!(of(2025, 12, 31), month(2025, 12));
        assert_eq!(of(2025, 11, 30), SectionKey::Year(std::cmp::Reverse(2025)));
        assert_eq!(SectionKey::of_day(None, today), SectionKey::Missing);
        assert!(month(2026, 11) < month(2026, 10));
        let oldest = |a: &SectionKey, b: &SectionKey| a.cmp_by(b, Sort::Oldest);
        assert!(oldest(&month(2026, 11), &month(2026, 10)).is_gt());
        assert!(oldest(&SectionKey::Missing, &month(2026, 10)).is_gt());
    }
}
