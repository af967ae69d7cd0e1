//! When something was published: a day, or a moment.

use std::fmt;
use std::str::FromStr;

use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// A day, or a moment, always Gregorian. How it is written for a reader is the screen's business.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum When {
    /// A day whose time is not known.
    Day(Date),
    /// A moment.
    Moment(Timestamp),
}

impl When {
    /// A day, or `None` where the calendar has no such day.
    pub fn day(year: i16, month: i8, day: i8) -> Option<Self> {
        Date::new(year, month, day).ok().map(Self::Day)
    }

    /// The day, in UTC for a moment.
    pub fn date(self) -> Date {
        match self {
            Self::Day(d) => d,
            Self::Moment(t) => t.to_zoned(TimeZone::UTC).date(),
        }
    }

    /// Seconds since 1970 in UTC; a day counts from its midnight.
    pub fn seconds(self) -> i64 {
        match self {
            Self::Moment(t) => t.as_second(),
            Self::Day(d) => d
                .to_zoned(TimeZone::UTC)
                .map_or(0, |z| z.timestamp().as_second()),
        }
    }

    /// Whole days from `self` to `other`, never negative.
    pub fn days_apart(self, other: Self) -> u32 {
        (self
            .date()
            .duration_until(other.date())
            .as_hours()
            .unsigned_abs()
            / 24) as u32
    }
}

impl PartialOrd for When {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for When {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.seconds()
            .cmp(&other.seconds())
            .then_with(|| matches!(self, Self::Moment(_)).cmp(&matches!(other, Self::Moment(_))))
    }
}

/// `2025-02-10`, or RFC 3339 for a moment.
impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(d) => write!(f, "{d}"),
            Self::Moment(t) => write!(f, "{t}"),
        }
    }
}

/// Reads what [`Display`](fmt::Display) writes.
impl FromStr for When {
    type Err = jiff::Error;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        if s.len() == 10 {
            s.parse().map(Self::Day)
        } else {
            s.parse().map(Self::Moment)
        }
    }
}
