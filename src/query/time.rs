//! Days in a query: dates in both calendars, and spans back from today.

use jiff::Span;
use jiff::civil::Date;

use crate::text::date::dates;
use crate::text::fold::fold;

/// From this year on a year is of the Buddhist era.
const BUDDHIST: i16 = 2400;
/// How far the Buddhist era is ahead.
const AHEAD: i16 = 543;

/// The days that a text names, the last one not among them: `2020`, `2020-12`, `12.2020`, `2563-12-11`, `today`,
/// `yesterday`, or a date as people write it.
pub(super) fn days(text: &str, today: Date) -> Option<(Date, Date)> {
    match text.to_lowercase().as_str() {
        "today" | "วันนี้" => return Some((today, today.tomorrow().ok()?)),
        "yesterday" | "เมื่อวาน" => return Some((today.yesterday().ok()?, today)),
        _ => {}
    }
    let folded = fold(text).text;
    let numbers: Option<Vec<i16>> = folded
        .split(['-', '/', '.'])
        .map(|part| part.parse().ok())
        .collect();
    let (year, month, day) = match numbers.as_deref() {
        Some([year]) => (*year, None, None),
        Some([year, month]) if *year > 31 => (*year, Some(*month), None),
        Some([month, year]) => (*year, Some(*month), None),
        Some([year, month, day]) if *year > 31 => (*year, Some(*month), Some(*day)),
        _ => {
            let found = dates(text).into_iter().next()?;
            // A number that is no part of it makes it another day, or none: `45 ธ.ค. 63`.
            let rest = [&text[..found.bytes.start], &text[found.bytes.end..]];
            if rest.iter().any(|r| r.contains(char::is_numeric)) {
                return None;
            }
            let wide = |n: i8| i16::from(n);
            (found.year?, found.month.map(wide), found.day.map(wide))
        }
    };
    let year = if year >= BUDDHIST { year - AHEAD } else { year };
    let small = |n: i16| i8::try_from(n).ok();
    // A year of one to three digits is a slip, not the Middle Ages.
    if year < 1000 {
        return None;
    }
    let first = Date::new(
        year,
        month.map_or(Some(1), small)?,
        day.map_or(Some(1), small)?,
    )
    .ok()?;
    let span = match (month, day) {
        (_, Some(_)) => Span::new().days(1),
        (Some(_), None) => Span::new().months(1),
        (None, None) => Span::new().years(1),
    };
    Some((first, first.checked_add(span).ok()?))
}

/// The day that lies so far back: `10d`, `2w`, `6m`, `1y`.
pub(super) fn back(text: &str, today: Date) -> Option<Date> {
    let folded = fold(text).text;
    let unit = folded.chars().next_back()?;
    let n: u16 = folded[..folded.len() - unit.len_utf8()].parse().ok()?;
    let n = i64::from(n);
    let span = match unit {
        'd' => Span::new().try_days(n),
        'w' => Span::new().try_weeks(n),
        'm' => Span::new().try_months(n),
        'y' => Span::new().try_years(n),
        _ => return None,
    };
    today.checked_sub(span.ok()?).ok()
}
