//! When a story happened, and how far two stories lie apart.
//!
//! The story's date is the publication date; else the latest full date in the first third of the
//! article; else the article is no older than the largest year it names. Three traps are met here:
//! the end of a period (`from … to 10 December 2023`) is a plan, not the day of the story; a full
//! date years before the last year named is history (somebody's birth); and this floor has no
//! clock, so "in the future" is judged against the day the caller passes, or not at all.

use std::ops::Range;

use jiff::civil::Date;

use crate::model::StoryDate;
use crate::text::date::Found;

/// What an article says about its own time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Dating {
    /// When it was published.
    pub(super) published: Option<Date>,
    /// The full dates in its first third.
    pub(super) early: Vec<Date>,
    /// All years it names.
    pub(super) years: Vec<i16>,
}

/// How far apart two stories are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// So many days.
    Days(u32),
    /// Not known, and nothing speaks against one time. Not the same as no gap.
    Unknown,
    /// Not known; the years that the two name last lie apart, which they may within one story too.
    Years,
    /// Not known in days, but one happened before a year that the other names.
    Apart,
}

impl Dating {
    /// The story's date; years and days after `today` are plans and do not count.
    pub(super) fn story_date(&self, today: Option<Date>) -> StoryDate {
        let past = |d: &Date| today.is_none_or(|t| *d <= t);
        if let Some(day) = self.published {
            return StoryDate::Day(day);
        }
        let years = self.years.iter().copied();
        let last = years.filter(|y| today.is_none_or(|t| *y <= t.year())).max();
        let early = self.early.iter().copied().filter(past).max();
        match (early, last) {
            (Some(day), last) if last.is_none_or(|y| y <= day.year() + 1) => StoryDate::Day(day),
            (_, Some(year)) => StoryDate::Since(year),
            (_, None) => StoryDate::Unknown,
        }
    }
}

impl StoryDate {
    /// How far apart two stories are.
    pub(super) fn gap(self, other: Self) -> Gap {
        match (self, other) {
            (Self::Day(a), Self::Day(b)) => {
                Gap::Days((a.duration_until(b).as_hours().unsigned_abs() / 24) as u32)
            }
            // An article that names a year was written in it or later.
            (Self::Day(day), Self::Since(year)) | (Self::Since(year), Self::Day(day)) => {
                if year > day.year() + 1 {
                    Gap::Apart
                } else {
                    Gap::Unknown
                }
            }
            (Self::Since(a), Self::Since(b)) => {
                if a.abs_diff(b) > 2 {
                    Gap::Years
                } else {
                    Gap::Unknown
                }
            }
            (Self::Unknown, _) | (_, Self::Unknown) => Gap::Unknown,
        }
    }
}

/// Whether the date at `at` closes a period that another date before it opens.
pub(super) fn ends_period(text: &str, before: Option<&Range<usize>>, at: &Range<usize>) -> bool {
    let Some(gap) = before.and_then(|b| text.get(b.end..at.start)) else {
        return false;
    };
    matches!(
        gap.trim(),
        "ถึง" | "ถึงวันที่"
            | "จนถึง"
            | "จนถึงวันที่"
            | "-"
            | "–"
            | "—"
            | "to"
            | "until"
            | "till"
            | "through"
    )
}

/// The day of a date found in the text. Without a year it is the one nearest to `published`.
pub(super) fn day_of(found: &Found, published: Option<Date>) -> Option<Date> {
    let (month, day) = (found.month?, found.day?);
    if let Some(year) = found.year {
        return Date::new(year, month, day).ok();
    }
    let near = published?;
    (near.year().saturating_sub(1)..=near.year().saturating_add(1))
        .filter_map(|year| Date::new(year, month, day).ok())
        .min_by_key(|d| near.duration_until(*d).as_hours().unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_publication_date_comes_first() {
        let mut d = Dating {
            published: Some(date(2025, 2, 10)),
            early: vec![date(2025, 2, 6), date(2024, 1, 1)],
            years: vec![2019, 2025],
        };
        assert_eq!(d.story_date(None), StoryDate::Day(date(2025, 2, 10)));
        d.published = None;
        assert_eq!(d.story_date(None), StoryDate::Day(date(2025, 2, 6)));
        d.years.push(2030);
        assert_eq!(d.story_date(None), StoryDate::Since(2030));
        d.early.clear();
        assert_eq!(d.story_date(Some(date(2026, 1, 1))), StoryDate::Since(2025));
        d.years.clear();
        assert_eq!(d.story_date(None), StoryDate::Unknown);
    }

    #[test]
    fn an_unknown_gap_is_not_gap_0() {
        let day = |y| StoryDate::Day(date(y, 12, 11));
        assert_eq!(day(2020).gap(day(2020)), Gap::Days(0));
        assert_eq!(StoryDate::Unknown.gap(day(2020)), Gap::Unknown);
        assert_eq!(StoryDate::Since(2025).gap(day(2020)), Gap::Apart);
        assert_eq!(StoryDate::Since(2019).gap(day(2025)), Gap::Unknown);
        assert_eq!(
            StoryDate::Since(2019).gap(StoryDate::Since(2025)),
            Gap::Years
        );
    }

    #[test]
    fn a_day_without_a_year_is_the_nearest() {
        let found = |year| Found {
            bytes: 0..0,
            year,
            month: Some(12),
            day: Some(30),
            buddhist: false,
        };
        assert_eq!(
            day_of(&found(None), Some(date(2025, 1, 2))),
            Some(date(2024, 12, 30))
        );
        assert_eq!(day_of(&found(None), None), None);
        assert_eq!(day_of(&found(Some(2020)), None), Some(date(2020, 12, 30)));
    }
}
