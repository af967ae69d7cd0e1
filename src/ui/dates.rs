//! Dates and ages as the reader writes them.

use jiff::Timestamp;

use super::Look;
use crate::app::word::Word;
use crate::model::When;
use crate::text::thai;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// A day: `10 Feb 2025`, `10 ก.พ. 2568`.
pub(super) fn day(look: &Look, when: When) -> String {
    let d = when.date();
    if look.lang.code() == "th" && look.buddhist {
        return thai::thai_date(d.year(), d.month(), d.day(), true, look.thai_digits);
    }
    let year = if look.buddhist {
        thai::calendar::buddhist_year(d.year(), d.month())
    } else {
        i32::from(d.year())
    };
    let name = if look.lang.code() == "th" {
        thai::month_name(d.month(), true).unwrap_or_default()
    } else {
        MONTHS[usize::from(d.month().unsigned_abs()).clamp(1, 12) - 1]
    };
    let text = format!("{} {name} {year}", d.day());
    if look.thai_digits {
        thai::to_thai_digits(&text)
    } else {
        text
    }
}

/// A month of a year: `Feb 2025`, `ก.พ. 2568`.
pub(super) fn month(look: &Look, year: i16, month: i8) -> String {
    let name = if look.lang.code() == "th" {
        thai::month_name(month, false).unwrap_or_default()
    } else {
        MONTHS[usize::from(month.unsigned_abs()).clamp(1, 12) - 1]
    };
    format!("{name} {}", self::year(look, year))
}

/// A year.
pub(super) fn year(look: &Look, year: i16) -> String {
    let year = if look.buddhist {
        thai::calendar::buddhist_year(year, 12)
    } else {
        i32::from(year)
    };
    if look.thai_digits {
        thai::to_thai_digits(&year.to_string())
    } else {
        year.to_string()
    }
}

/// How long ago, or the day where that is more than a week.
pub(super) fn age(look: &Look, when: When, now: Timestamp) -> String {
    let When::Moment(at) = when else {
        return day(look, when);
    };
    let seconds = now.as_second() - at.as_second();
    let (word, n) = match seconds {
        // A clock that is a little wrong must not make a comment come from the future.
        i64::MIN..-300 | 604_800.. => return day(look, when),
        -300..60 => return look.lang.word(Word::AgeNow).to_owned(),
        60..3_600 => (Word::AgeMinutes, seconds / 60),
        3_600..86_400 => (Word::AgeHours, seconds / 3_600),
        86_400..604_800 => (Word::AgeDays, seconds / 86_400),
    };
    look.lang.say(word, &[&n.to_string()])
}

/// How far apart two documents are.
pub(super) fn apart(look: &Look, days: u32) -> String {
    let (word, n) = match days {
        0..60 => (Word::DaysApart, days),
        60..730 => (Word::MonthsApart, days / 30),
        730.. => (Word::YearsApart, days / 365),
    };
    look.lang.say(word, &[&n.to_string()])
}
