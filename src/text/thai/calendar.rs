//! The Thai calendar: months, weekdays, eras, and how a date is written.
//!
//! A Buddhist year is the Gregorian year plus 543. Until 1940 the Thai year
//! began on 1 April, so January to March of an older year belong to the next
//! Gregorian year; 2483 had only nine months.

use std::fmt::Write as _;

use super::digits::to_thai_digits;

/// Months in full, January first. Those of 31 days end in คม, of 30 in ยน.
pub const MONTHS: [&str; 12] = [
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
];

/// Months abbreviated, January first.
pub const MONTHS_SHORT: [&str; 12] = [
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
];

/// Weekdays in full, Monday first.
pub const WEEKDAYS: [&str; 7] = [
    "วันจันทร์",
    "วันอังคาร",
    "วันพุธ",
    "วันพฤหัสบดี",
    "วันศุกร์",
    "วันเสาร์",
    "วันอาทิตย์",
];

/// Weekdays abbreviated, Monday first.
pub const WEEKDAYS_SHORT: [&str; 7] = ["จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา."];

/// A count of years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Era {
    /// พ.ศ., the Buddhist era: CE + 543.
    Buddhist,
    /// ค.ศ., the common era.
    Common,
    /// ร.ศ., counted from the founding of Bangkok: CE − 1781.
    Rattanakosin,
    /// จ.ศ., the lesser era: CE − 638.
    Chula,
}

impl Era {
    /// The Gregorian year of `year` in this era. `month` (1–12) matters for
    /// years that began in April; without it the year's larger part is meant.
    /// `None` outside years 1 to 9999.
    ///
    /// ```
    /// use khao::text::thai::Era;
    /// assert_eq!(Era::Buddhist.to_gregorian(2562, None), Some(2019));
    /// assert_eq!(Era::Buddhist.to_gregorian(2475, Some(2)), Some(1933));
    /// assert_eq!(Era::Rattanakosin.to_gregorian(112, None), Some(1893));
    /// ```
    pub fn to_gregorian(self, year: i32, month: Option<i8>) -> Option<i16> {
        let (offset, april) = match self {
            // 2482 was the last year with a January at its end.
            Self::Buddhist => (-543, year <= 2482),
            Self::Common => (0, false),
            Self::Rattanakosin => (1781, true),
            Self::Chula => (638, true),
        };
        let late = april && month.is_some_and(|m| m <= 3);
        let ce = year.checked_add(offset)? + i32::from(late);
        (1..=9999)
            .contains(&ce)
            .then(|| i16::try_from(ce).ok())
            .flatten()
    }

    /// Its abbreviation with dots.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Buddhist => "พ.ศ.",
            Self::Common => "ค.ศ.",
            Self::Rattanakosin => "ร.ศ.",
            Self::Chula => "จ.ศ.",
        }
    }
}

/// The Buddhist year in which a Gregorian day lies. `month` is 1–12.
pub const fn buddhist_year(year: i16, month: i8) -> i32 {
    let early = year <= 1940 && month <= 3;
    year as i32 + 543 - early as i32
}

/// The name of month 1–12, or `None`.
pub fn month_name(month: i8, short: bool) -> Option<&'static str> {
    let names = if short { &MONTHS_SHORT } else { &MONTHS };
    names
        .get(usize::try_from(month).ok()?.checked_sub(1)?)
        .copied()
}

/// The name of weekday 1 (Monday) to 7 (Sunday), or `None`.
pub fn weekday_name(weekday: i8, short: bool) -> Option<&'static str> {
    let names = if short { &WEEKDAYS_SHORT } else { &WEEKDAYS };
    names
        .get(usize::try_from(weekday).ok()?.checked_sub(1)?)
        .copied()
}

/// A Gregorian day as Thai readers write it: `11 ธันวาคม 2563`, or short `11 ธ.ค. 2563`.
/// A month outside 1–12 is left out.
///
/// ```
/// use khao::text::thai::thai_date;
/// assert_eq!(thai_date(2020, 12, 11, true, false), "11 ธ.ค. 2563");
/// assert_eq!(thai_date(2020, 12, 11, false, true), "๑๑ ธันวาคม ๒๕๖๓");
/// ```
pub fn thai_date(year: i16, month: i8, day: i8, short: bool, thai_digits: bool) -> String {
    let mut out = day.to_string();
    if let Some(name) = month_name(month, short) {
        out.push(' ');
        out.push_str(name);
    }
    let written = write!(out, " {}", buddhist_year(year, month));
    debug_assert!(written.is_ok(), "writing to a String");
    if thai_digits {
        to_thai_digits(&out)
    } else {
        out
    }
}

/// Days of `month` 1–12 in Gregorian `year`; a leap year where the year is not known. 0 for no month.
pub const fn days_in(year: Option<i16>, month: i8) -> i8 {
    match month {
        2 => match year {
            Some(y) if !(y % 4 == 0 && (y % 100 != 0 || y % 400 == 0)) => 28,
            _ => 29,
        },
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eras() {
        assert_eq!(Era::Buddhist.to_gregorian(2563, Some(12)), Some(2020));
        assert_eq!(Era::Buddhist.to_gregorian(2484, Some(1)), Some(1941));
        assert_eq!(Era::Buddhist.to_gregorian(2482, Some(3)), Some(1940));
        assert_eq!(Era::Buddhist.to_gregorian(2482, Some(4)), Some(1939));
        assert_eq!(Era::Rattanakosin.to_gregorian(112, Some(2)), Some(1894));
        assert_eq!(Era::Chula.to_gregorian(1181, None), Some(1819));
        assert_eq!(Era::Buddhist.to_gregorian(12, None), None);
        assert_eq!(Era::Common.to_gregorian(i32::MAX, None), None);
    }

    #[test]
    fn there_and_back() {
        for year in 1890..2200i16 {
            for month in 1..=12 {
                let be = buddhist_year(year, month);
                assert_eq!(Era::Buddhist.to_gregorian(be, Some(month)), Some(year));
            }
        }
    }

    #[test]
    fn names() {
        assert_eq!(month_name(12, true), Some("ธ.ค."));
        assert_eq!(month_name(0, true), None);
        assert_eq!(month_name(13, false), None);
        assert_eq!(month_name(-1, false), None);
        assert_eq!(weekday_name(3, true), Some("พ."));
        for (i, name) in MONTHS.iter().enumerate() {
            let end = match days_in(None, i as i8 + 1) {
                31 => "คม",
                30 => "ยน",
                _ => "พันธ์",
            };
            assert!(name.ends_with(end), "{name}");
        }
    }

    #[test]
    fn leap_years() {
        assert_eq!(days_in(Some(2024), 2), 29);
        assert_eq!(days_in(Some(1900), 2), 28);
        assert_eq!(days_in(Some(2000), 2), 29);
        assert_eq!(days_in(None, 13), 0);
    }
}
