//! Dates and years in running text, as Gregorian numbers: English, Thai, and the months of neighbours.
//!
//! The text is cut into tokens once ([`mod@scan`]); at each token the patterns
//! look ahead a fixed number of tokens, so the whole is linear. What is no
//! day of the calendar is not found, and a form that could mean two days
//! (`10/02/2025` outside Thai text; `10.02.2025` is a day in February) is not either. Clock times and weekdays
//! are deliberately absent.

mod read;
mod scan;

use std::ops::Range;

use read::Reader;
use scan::{Kind, scan};

/// The month, 1–12, of a name that neighbours have for it: `März`, `août`; no abbreviation but the commonest,
/// and no English name.
///
/// ```
/// assert_eq!(khao::text::date::month_abroad("août"), Some(8));
/// ```
pub fn month_abroad(name: &str) -> Option<i8> {
    let mut others = scan::OTHERS.iter();
    others
        .find(|(other, _)| other.eq_ignore_ascii_case(name))
        .map(|(_, month)| *month)
}

/// A date, a part of one, or a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where it stands, in bytes of the text.
    pub bytes: Range<usize>,
    /// Gregorian year.
    pub year: Option<i16>,
    /// Month, 1–12.
    pub month: Option<i8>,
    /// Day of the month, 1–31.
    pub day: Option<i8>,
    /// Whether the year was written in the Buddhist era.
    pub buddhist: bool,
}

/// All dates in `text`, in order and apart. Linear in its length.
///
/// ```
/// let found = khao::text::date::dates("ตั้งแต่วันที่ 11 ธันวาคม 2563 ถึง 10 ธ.ค. 64");
/// assert_eq!((found[0].year, found[0].month, found[0].day), (Some(2020), Some(12), Some(11)));
/// assert_eq!((found[1].year, found[1].buddhist), (Some(2021), true));
/// ```
pub fn dates(text: &str) -> Vec<Found> {
    let tokens = scan(text);
    let thai_text = tokens.iter().any(|t| {
        matches!(
            t.kind,
            Kind::Word { thai: true }
                | Kind::Month { thai: true, .. }
                | Kind::Year { thai: true }
                | Kind::Era(_)
        )
    });
    let mut out = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let reader = Reader {
            tokens: &tokens,
            at,
            thai_text,
        };
        // The number of `sailor7 - 3 March 2024` belongs to the name.
        let in_word = text[..tokens[at].bytes.start].ends_with(|c: char| c.is_ascii_alphabetic());
        if let Some((mut found, end)) = reader.date().filter(|_| !in_word) {
            found.bytes = tokens[at].bytes.start..tokens[end - 1].bytes.end;
            out.push(found);
            at = end;
        } else {
            at += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `2020-12-11b` for each date found, with `?` for what is not known and `b` for Buddhist.
    fn outline(text: &str) -> String {
        let part = |n: Option<i16>| n.map_or_else(|| "?".to_owned(), |n| n.to_string());
        dates(text)
            .iter()
            .map(|f| {
                format!(
                    "{}-{}-{}{}",
                    part(f.year),
                    part(f.month.map(i16::from)),
                    part(f.day.map(i16::from)),
                    if f.buddhist { "b" } else { "" }
                )
            })
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn check(cases: &[(&str, &str)]) {
        for (text, expected) in cases {
            assert_eq!(outline(text), *expected, "{text}");
        }
    }

    #[test]
    fn english() {
        check(&[
            ("on February 6 in Bangkok", "?-2-6"),
            ("Feb 6, 2025", "2025-2-6"),
            ("Feb. 6th, 2025", "2025-2-6"),
            ("10 February 2025", "2025-2-10"),
            ("6 Feb 2025", "2025-2-6"),
            ("the 6th of February, 2025", "2025-2-6"),
            ("FEBRUARY 2025", "2025-2-?"),
            ("February 6-8, 2025", "2025-2-6"),
            ("6–8 February 2025", "2025-2-6"),
            ("Sept 3", "?-9-3"),
            ("you may 6 times march 7", ""),
            ("at February 6:30", ""),
            ("February 30, 2025", "2025-?-?"),
            ("in 2025, and 1,900 or $2000 or 2000%", "2025-?-?"),
            ("2.2025 a2025 2025b", ""),
            ("hard\nwrapped February\n6, 2025", "2025-2-6"),
            ("sailor7 - 3 March 2024", "2024-3-3"),
        ]);
    }

    #[test]
    fn neighbours() {
        check(&[
            ("29. März 2020 um 16:45 Uhr", "2020-3-29"),
            ("am 1. November 2023 um 11:54 Uhr", "2023-11-1"),
            ("le 3 août 2019 à 10:00", "2019-8-3"),
            ("12 febbraio 2021", "2021-2-12"),
            ("16. March, 2023 at 16:59", "2023-3-16"),
            ("He won in round 6. May I ask why", ""),
            ("01.05.2016 um 19:48", "2016-5-1"),
            ("01/05/2016", ""),
        ]);
    }

    #[test]
    fn numbers() {
        check(&[
            ("2025-02-10", "2025-2-10"),
            (" date 2025-02-10 Title", "2025-2-10"),
            ("2025-02-10T08:00:00Z", "2025-2-10"),
            ("2568-02-10", "2025-2-10b"),
            ("10/02/2025", ""),
            ("25/02/2025", "2025-2-25"),
            ("02/25/2025", "2025-2-25"),
            ("02/02/2025", "2025-2-2"),
            ("วันที่ 10/02/2025", "2025-2-10"),
            ("10/02/2568", "2025-2-10b"),
            ("เมื่อ 10/2/68", "2025-2-10b"),
            ("2025-13-10", "2025-?-?"),
            ("1-2-3-4 10.1.1.1 12345-02-10", ""),
        ]);
    }

    #[test]
    fn thai() {
        check(&[
            ("ตั้งแต่วันที่ 11 ธันวาคม 2563 ถึง", "2020-12-11b"),
            ("11 ธ.ค. 63", "2020-12-11b"),
            ("11 ธ.ค. 2563 ถึง 10 ธ.ค. 2564", "2020-12-11b 2021-12-10b"),
            ("๑๑ ธันวาคม ๒๕๖๓", "2020-12-11b"),
            ("11ธ.ค.63", "2020-12-11b"),
            ("11 ธ. ค. 2563", "2020-12-11b"),
            ("11 ธค 63", "2020-12-11b"),
            ("11 ธ.ค 63", "2020-12-11b"),
            ("11 ธันวาคม พ.ศ. 2563", "2020-12-11b"),
            ("11 ธันวาคม ค.ศ. 2020", "2020-12-11"),
            ("11 ธันวาคม 2020", "2020-12-11"),
            ("11-13 ธันวาคม 2563", "2020-12-11b"),
            ("11 ธ.ค. 08.05 น.", "?-12-11"),
            ("เดือนธันวาคม 2563", "2020-12-?b"),
            ("พ.ศ. 2562", "2019-?-?b"),
            ("พ.ศ.2562", "2019-?-?b"),
            ("ปี พ.ศ. ๒๕๖๒", "2019-?-?b"),
            ("ค.ศ. 1989", "1989-?-?"),
            ("ร.ศ. 112", "1893-?-?"),
            ("ปี 2563", "2020-?-?b"),
            ("ในปี 63 นี้", "2020-?-?b"),
            ("ปี 2025", "2025-?-?"),
            ("ระยะเวลา 3 ปี 63 วัน", ""),
            ("ในช่วง 2563 เป็นต้นมา", "2020-?-?b"),
            ("24 มิถุนายน 2475", "1932-6-24b"),
            ("10 กุมภาพันธ์ 2475", "1933-2-10b"),
            ("สำนักงาน ก.พ. ประกาศ", ""),
            ("31 กุมภาพันธ์ 2563", "2020-2-?b"),
            ("2563 words in English 2563", ""),
        ]);
    }

    #[test]
    fn places() {
        let text = "เมื่อ 11 ธ.ค. 2563 นี้";
        let found = dates(text);
        assert_eq!(&text[found[0].bytes.clone()], "11 ธ.ค. 2563");
        let text = "On Feb. 6, they met";
        assert_eq!(&text[dates(text)[0].bytes.clone()], "Feb. 6");
    }

    #[test]
    fn hostile() {
        for piece in ["1", "1 ", "1-", "11 ธ.", "พ.ศ.", "Feb ", "ปี ", "\n", "1/1/"] {
            let found = dates(&piece.repeat(20_000));
            assert!(found.len() <= 20_000);
        }
    }
}
