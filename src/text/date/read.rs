//! The patterns: what sequence of tokens is a date.

use super::Found;
use super::scan::{Kind, Token};
use crate::text::thai::{Era, calendar::days_in};

/// The tokens from one place on. Every method looks ahead a bounded number of them.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) tokens: &'a [Token],
    pub(super) at: usize,
    pub(super) thai_text: bool,
}

impl Reader<'_> {
    /// The date that begins here, and the index of the token behind it.
    pub(super) fn date(self) -> Option<(Found, usize)> {
        match self.kind(0)? {
            Kind::Number { .. } => self
                .numeric()
                .or_else(|| self.day_first())
                .or_else(|| self.plain_year()),
            Kind::Month { .. } => self.month_first(),
            Kind::Era(_) | Kind::Year { .. } => self.named_year(),
            Kind::Filler | Kind::Gap | Kind::Mark(_) | Kind::Word { .. } => None,
        }
    }

    fn kind(self, ahead: usize) -> Option<Kind> {
        self.tokens.get(self.at + ahead).map(|t| t.kind)
    }

    fn before(self) -> Option<Kind> {
        self.at
            .checked_sub(1)
            .and_then(|i| self.tokens.get(i))
            .map(|t| t.kind)
    }

    const fn skip(self, n: usize) -> Self {
        Self {
            at: self.at + n,
            ..self
        }
    }

    fn skip_if(self, test: impl Fn(Kind) -> bool) -> Self {
        match self.kind(0) {
            Some(k) if test(k) => self.skip(1),
            _ => self,
        }
    }

    fn gap(self) -> Self {
        self.skip_if(|k| k == Kind::Gap)
    }

    /// A number of at most `digits` digits, and what follows it.
    fn number(self, digits: u8) -> Option<(u32, u8, Self)> {
        match self.kind(0)? {
            Kind::Number { value, len } if len <= digits => Some((value, len, self.skip(1))),
            _ => None,
        }
    }

    /// `2025-02-10`, `10/2/2568`, `10.02.2025`: three numbers around one kind of separator.
    fn numeric(self) -> Option<(Found, usize)> {
        if matches!(self.before(), Some(Kind::Mark('-' | '/' | '.' | ','))) {
            return None;
        }
        let (a, a_len, next) = self.number(4)?;
        let Kind::Mark(separator @ ('-' | '/' | '.')) = next.kind(0)? else {
            return None;
        };
        let (b, _, next) = next.skip(1).number(2)?;
        if next.kind(0)? != Kind::Mark(separator) {
            return None;
        }
        let (c, c_len, end) = next.skip(1).number(4)?;
        if end.kind(0) == Some(Kind::Mark(separator))
            && matches!(end.kind(1), Some(Kind::Number { .. }))
        {
            return None;
        }
        let found = if a_len == 4 && c_len <= 2 {
            let (year, buddhist) = four_digits(a, true)?;
            day(year, b, c, buddhist)
        } else if a_len <= 2 && c_len == 4 {
            let (year, buddhist) = four_digits(c, true)?;
            // Between full stops the day always goes first; between strokes it is a matter of the country.
            if buddhist || self.thai_text || separator == '.' {
                day(year, b, a, buddhist)
            } else {
                either_order(year, a, b)
            }
        } else if a_len <= 2 && c_len == 2 && self.thai_text && separator == '/' && c >= 50 {
            day(c as i16 + 2500 - 543, b, a, true)
        } else {
            None
        };
        found.map(|f| (f, end.at))
    }

    /// `10 February 2025`, `6th of Feb`, `11-13 ธ.ค. 63`, `29. März 2020`.
    fn day_first(self) -> Option<(Found, usize)> {
        if matches!(self.before(), Some(Kind::Mark('.' | ',' | ':'))) {
            return None;
        }
        let (d, _, mut next) = self.number(2)?;
        let (range, is_range) = next.range();
        if is_range {
            next = range;
        }
        // Behind a full stop a sentence may begin: then only a year makes it a date.
        let dotted = matches!(next.kind(0), Some(Kind::Mark('.')));
        let next = next
            .skip_if(|k| k == Kind::Filler || dotted && k == Kind::Mark('.'))
            .gap()
            .skip_if(|k| k == Kind::Filler)
            .gap();
        let Kind::Month { month, thai, loose } = next.kind(0)? else {
            return None;
        };
        if loose {
            return None;
        }
        let end = next.skip(1);
        let end = if thai {
            end
        } else {
            end.skip_if(|k| k == Kind::Mark('.'))
        };
        let (year, buddhist, end) = end.year_after(month, thai);
        let found = parts(year, month, d, buddhist).filter(|_| !dotted || year.is_some())?;
        Some((found, end.at))
    }

    /// `–13` behind a day: the end of a range of days.
    fn range(self) -> (Self, bool) {
        let next = self.gap();
        if !matches!(next.kind(0), Some(Kind::Mark('-' | '–' | '—'))) {
            return (self, false);
        }
        match next.skip(1).gap().number(2) {
            Some((1..=31, _, end)) => (end, true),
            _ => (self, false),
        }
    }

    /// `February 6, 2025`, `Feb. 6–8`, `February 2025`, `ธันวาคม 2563`.
    fn month_first(self) -> Option<(Found, usize)> {
        let Kind::Month { month, thai, loose } = self.kind(0)? else {
            return None;
        };
        let next = self.skip(1);
        if thai {
            let (year, buddhist, end) = next.year_after(month, true);
            return year.map(|y| (of(Some(y), Some(month), None, buddhist), end.at));
        }
        let next = next.skip_if(|k| k == Kind::Mark('.')).gap();
        if let Some((d, _, after)) = next.number(2)
            && !loose
            && !matches!(after.kind(0), Some(Kind::Mark(':' | '%')))
        {
            let after = after.range().0.skip_if(|k| k == Kind::Filler);
            let comma = after.skip_if(|k| k == Kind::Mark(','));
            let (year, _, end) = comma.year_after(month, false);
            let end = if year.is_some() { end } else { after };
            return Some((parts(year, month, d, false)?, end.at));
        }
        let next = next.skip_if(|k| k == Kind::Mark(',')).gap();
        let (value, 4, end) = next.number(4)? else {
            return None;
        };
        let (year, false) = four_digits(value, false)? else {
            return None;
        };
        Some((of(Some(year), Some(month), None, false), end.at))
    }

    /// The year behind a month, if there is one: Gregorian, whether it was Buddhist, what follows.
    fn year_after(self, month: i8, thai: bool) -> (Option<i16>, bool, Self) {
        let next = self.gap().skip_if(|k| k == Kind::Mark(',')).gap();
        let next = if thai {
            next.skip_if(|k| k == Kind::Year { thai: true }).gap()
        } else {
            next
        };
        let (next, era) = match next.kind(0) {
            Some(Kind::Era(era)) => (next.skip(1).gap(), Some(era)),
            _ => (next, None),
        };
        let none = (None, false, self);
        let Some((value, len, end)) = next.number(4) else {
            return none;
        };
        let clock = matches!(end.kind(0), Some(Kind::Mark('.' | ':')))
            && matches!(end.kind(1), Some(Kind::Number { .. }));
        let (value, era) = match (era, len) {
            (Some(era), _) => (value, era),
            (None, 4) if (2400..=2700).contains(&value) => (value, Era::Buddhist),
            (None, 4) if (1000..=2200).contains(&value) => (value, Era::Common),
            // 63 behind a Thai month is 2563.
            (None, 2) if thai && !clock => (value + 2500, Era::Buddhist),
            _ => return none,
        };
        match era.to_gregorian(value.cast_signed(), Some(month)) {
            Some(year) => (Some(year), era == Era::Buddhist, end),
            None => none,
        }
    }

    /// `พ.ศ. 2562`, `ค.ศ. 2019`, `ปี 2563`, `ปี พ.ศ. 63`.
    fn named_year(self) -> Option<(Found, usize)> {
        let counted = matches!(self.kind(0), Some(Kind::Year { .. })) && self.follows_number();
        let mut next = self;
        let mut era = None;
        if matches!(next.kind(0), Some(Kind::Year { .. })) {
            next = next.skip(1).gap();
        }
        if let Some(Kind::Era(e)) = next.kind(0) {
            (era, next) = (Some(e), next.skip(1).gap());
        }
        let (value, len, end) = next.number(4)?;
        let (year, buddhist) = match (era, len) {
            (Some(Era::Buddhist), 2) => (i16::try_from(value).ok()? + 1957, true),
            (Some(era), _) => (
                era.to_gregorian(value.cast_signed(), None)?,
                era == Era::Buddhist,
            ),
            (None, 4) if end.is_year_end() => four_digits(value, self.thai_text)?,
            (None, 2) if self.thai_text && !counted && value >= 40 && end.is_year_end() => {
                (i16::try_from(value).ok()? + 1957, true)
            }
            _ => return None,
        };
        Some((of(Some(year), None, None, buddhist), end.at))
    }

    /// Whether a number stands before: `3 ปี 63` counts years.
    fn follows_number(self) -> bool {
        match self.before() {
            Some(Kind::Number { .. }) => true,
            Some(Kind::Gap) => {
                self.at > 1 && matches!(self.tokens[self.at - 2].kind, Kind::Number { .. })
            }
            _ => false,
        }
    }

    /// A number that may be a year: no amount, no part of a longer number.
    fn plain_year(self) -> Option<(Found, usize)> {
        let (value, 4, end) = self.number(4)? else {
            return None;
        };
        if matches!(
            self.before(),
            Some(
                Kind::Mark('.' | ',' | '$' | '€' | '£' | '¥' | '฿' | '#' | '+' | ':' | '/' | '@')
                    | Kind::Word { thai: false }
            )
        ) || !end.is_year_end()
        {
            return None;
        }
        let (year, buddhist) = four_digits(value, self.beside_thai(end))?;
        if buddhist && value > 2620 {
            return None;
        }
        Some((of(Some(year), None, None, buddhist), end.at))
    }

    /// Whether what follows a number lets it be a year.
    fn is_year_end(self) -> bool {
        match self.kind(0) {
            Some(Kind::Mark('.' | ',' | ':' | '/')) => {
                !matches!(self.kind(1), Some(Kind::Number { .. }))
            }
            Some(Kind::Mark('%' | '$' | '€' | '฿' | '°') | Kind::Word { thai: false }) => {
                // "2010s" is a decade: near enough to be no date.
                false
            }
            _ => true,
        }
    }

    /// Whether the nearest word on either side is Thai; `end` is behind the number.
    fn beside_thai(self, end: Self) -> bool {
        let thai = |t: &Token| match t.kind {
            Kind::Word { thai } | Kind::Month { thai, .. } | Kind::Year { thai } => Some(thai),
            Kind::Era(_) => Some(true),
            Kind::Number { .. } | Kind::Filler | Kind::Gap | Kind::Mark(_) => None,
        };
        let left = &self.tokens[self.at.saturating_sub(NEAR)..self.at];
        let right = &self.tokens[end.at..self.tokens.len().min(end.at + NEAR)];
        left.iter().rev().find_map(thai) == Some(true) || right.iter().find_map(thai) == Some(true)
    }
}

/// How many tokens away a word still tells the language of a number.
const NEAR: usize = 6;

/// A year of four digits: 1900–2100 as it is, 2400–2700 as Buddhist where that may be.
fn four_digits(value: u32, buddhist: bool) -> Option<(i16, bool)> {
    match value {
        1900..=2100 => Some((value as i16, false)),
        2400..=2700 if buddhist => Some(((value - 543) as i16, true)),
        _ => None,
    }
}

/// A whole day, where the calendar has it.
fn day(year: i16, month: u32, day: u32, buddhist: bool) -> Option<Found> {
    parts(Some(year), i8::try_from(month).ok()?, day, buddhist)
}

/// A day, with or without its year, where the calendar has it.
fn parts(year: Option<i16>, month: i8, day: u32, buddhist: bool) -> Option<Found> {
    let day = i8::try_from(day).ok()?;
    (1..=days_in(year, month))
        .contains(&day)
        .then(|| of(year, Some(month), Some(day), buddhist))
}

/// Day and month in either order, where only one order makes a day.
fn either_order(year: i16, a: u32, b: u32) -> Option<Found> {
    let (first, second) = (day(year, b, a, false), day(year, a, b, false));
    match (first, second) {
        (Some(f), Some(s)) if f == s => Some(f),
        (Some(_), Some(_)) => None,
        (one, None) | (None, one) => one,
    }
}

const fn of(year: Option<i16>, month: Option<i8>, day: Option<i8>, buddhist: bool) -> Found {
    Found {
        bytes: 0..0,
        year,
        month,
        day,
        buddhist,
    }
}
