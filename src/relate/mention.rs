//! What one text speaks of, each with the place where it says so.
//!
//! Steps: tokens → dates → names of the list → numbers → acronyms, words, and words with capitals.
//! Whether a capital makes a name is for the whole document to say ([`Capital`]): `Health` is none
//! where `health` stands too.

use std::borrow::Cow;
use std::ops::Range;

use jiff::civil::Date;

use super::acronym::acronym;
use super::dating::{day_of, ends_period};
use super::feature::Kind;
use super::foreign;
use super::names::{bare, names};
use super::number::numbers;
use super::sound;
use super::stem::{is_calendar, is_stopword, stem};
use super::token::{Token, TokenKind, tokens};
use crate::text::date::{Found, dates};
use crate::text::{Lang, Segmenter};

/// What is known of a document before one of its texts is read.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Context {
    /// Its language. In Thai a word in Latin letters is a name, whatever its capitals.
    pub(super) lang: Lang,
    /// When it was published: a day without a year is near it.
    pub(super) published: Option<Date>,
}

/// One thing that a text speaks of, where it does.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mention<'t> {
    /// What it is.
    pub(super) kind: Kind,
    /// What makes it equal to another, in the form of its type.
    pub(super) key: Cow<'t, str>,
    /// How much of one mention it is: 1, or less where one word may mean several things.
    pub(super) share: f32,
    /// The bytes of the text that say it.
    pub(super) bytes: Range<usize>,
    /// How a reader is told of it.
    pub(super) surface: Cow<'t, str>,
}

/// A word that may be a proper name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Capital<'t> {
    /// The word in lower case.
    pub(super) key: String,
    /// Its bytes.
    pub(super) bytes: Range<usize>,
    /// What its capital says.
    pub(super) says: Says<'t>,
}

/// What a capital says, or that there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says<'t> {
    /// There is none: the word is no name anywhere in this document.
    Common,
    /// There is one.
    Name {
        /// It stands where it means something: not at the start of a sentence, not in a headline.
        sure: bool,
        /// It stands among others that are all capitals.
        loud: bool,
        /// The name it stands in: itself and its neighbours with capitals.
        surface: &'t str,
    },
}

/// A word of a text, whatever it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spoken {
    /// Its bytes.
    pub(super) bytes: Range<usize>,
    /// It says something by itself: it is none of the words that every text has.
    pub(super) telling: bool,
}

/// A text, read.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Reading<'t> {
    /// What it speaks of, without proper names; in order of place within each type.
    pub(super) mentions: Vec<Mention<'t>>,
    /// Words that may be proper names, and those that are none, in order of place.
    pub(super) capitals: Vec<Capital<'t>>,
    /// All its words and numbers, in order.
    pub(super) spoken: Vec<Spoken>,
    /// Full dates that do not close a period, and the byte where each begins.
    pub(super) days: Vec<(usize, Date)>,
    /// Years, without those that close a period.
    pub(super) years: Vec<i16>,
}

impl<'t> Reading<'t> {
    /// Reads one text: a title or a block.
    pub(super) fn of(text: &'t str, context: Context, segmenter: &Segmenter) -> Self {
        let mut reading = Self::default();
        let found = tokens(text);
        let days = dates(text);
        reading.dates(text, &days, context.published);
        let borders: Vec<usize> = if found.iter().any(|t| t.kind == TokenKind::Thai) {
            let breaks = segmenter.thai_breaks(text).into_iter();
            breaks.map(|b| b.at).collect()
        } else {
            Vec::new()
        };
        let is_border = |at: usize| {
            borders.binary_search(&at).is_ok()
                || found.binary_search_by_key(&at, |t| t.bytes.start).is_ok()
                || found.binary_search_by_key(&at, |t| t.bytes.end).is_ok()
        };
        let style = Style::of(text, &found);
        let hits = names(text, &found, is_border, style.shouting);
        for hit in &hits {
            let written = &text[hit.bytes.clone()];
            reading.add(Kind::Name, hit.key, &hit.bytes, written);
            // The list of places has many that are also names of people.
            if hit.place {
                reading.sounds(written, &hit.bytes, written);
            }
        }
        let spans: Vec<Range<usize>> = days.iter().map(|d| d.bytes.clone()).collect();
        for number in numbers(text, &found, &spans) {
            let surface = text[number.bytes.clone()].trim();
            reading.add(Kind::Number, number.key, &number.bytes, surface);
        }
        let mut hits = hits.into_iter().peekable();
        for (i, token) in found.iter().enumerate() {
            while hits.next_if(|h| h.bytes.end <= token.bytes.start).is_some() {}
            let named = hits.peek().is_some_and(|h| h.bytes.start < token.bytes.end);
            match token.kind {
                TokenKind::Number => reading.speak(&token.bytes, true),
                TokenKind::Thai => reading.thai(text, &token.bytes, &borders, segmenter),
                TokenKind::Latin => reading.latin(text, &found, i, named, context.lang, &style),
            }
        }
        reading
    }

    fn dates(&mut self, text: &'t str, days: &[Found], published: Option<Date>) {
        for (i, found) in days.iter().enumerate() {
            let before = i.checked_sub(1).map(|p| &days[p].bytes);
            let day = day_of(found, published);
            let ends = ends_period(text, before, &found.bytes);
            if let Some(day) = day {
                if !ends {
                    self.days.push((found.bytes.start, day));
                }
                self.add(Kind::Day, day.to_string(), &found.bytes, day.to_string());
            }
            if let (Some(month), Some(date)) = (found.month, found.day) {
                let key = format!("{month:02}-{date:02}");
                let surface = day.map_or_else(|| key.clone(), |d| d.to_string());
                self.add(Kind::MonthDay, key, &found.bytes, surface);
            }
            let year = found.year.or_else(|| day.map(Date::year));
            if let Some(year) = year {
                if let Some(month) = found.month {
                    let key = format!("{year}-{month:02}");
                    self.add(Kind::Month, key.clone(), &found.bytes, key);
                }
                if !ends {
                    self.years.push(year);
                }
                let key = year.to_string();
                self.add(Kind::Year, key.clone(), &found.bytes, key);
            }
        }
    }

    /// A word in letters that are not Thai; `named` where it is part of a name of the list.
    fn latin(
        &mut self,
        text: &'t str,
        found: &[Token],
        i: usize,
        named: bool,
        lang: Lang,
        style: &Style,
    ) {
        let token = &found[i].bytes;
        let word = bare(&text[token.clone()]);
        let bytes = token.start..token.start + word.len();
        let lower = word.to_lowercase();
        let telling = !is_stopword(&lower) && !foreign::is_stopword(&lower, lang);
        self.speak(&bytes, telling);
        if !telling {
            return;
        }
        self.add(Kind::Word, stem(&lower), &bytes, word);
        if named {
            return;
        }
        let thai = lang == Lang::THAI;
        let loud = style.is_loud(text, found, i);
        if !loud && let Some(key) = acronym(word) {
            self.add(Kind::Acronym, key.clone(), &bytes, key);
            return;
        }
        if lower.chars().count() < 3 || is_calendar(&lower) {
            return;
        }
        // In Thai text a word in Latin letters is a name, whatever its capitals.
        let says = if !word.starts_with(char::is_uppercase) && !thai {
            Says::Common
        } else {
            let inside = i.checked_sub(1).is_some_and(|p| {
                let gap = &text[found[p].bytes.end..token.start];
                !gap.contains(['.', '!', '?', ':', ';', '\n', '“', '”', '"', '‘', '(', '•'])
            });
            Says::Name {
                sure: thai || (inside && !style.titled && !loud && !foreign::capitals_nouns(lang)),
                loud,
                surface: &text[name_around(text, found, i)],
            }
        };
        self.capitals.push(Capital {
            key: lower,
            bytes,
            says,
        });
    }

    pub(super) fn speak(&mut self, bytes: &Range<usize>, telling: bool) {
        let bytes = bytes.clone();
        self.spoken.push(Spoken { bytes, telling });
    }

    fn sounds(&mut self, name: &str, bytes: &Range<usize>, surface: &'t str) {
        for key in sound::keys(name) {
            self.add(Kind::Sound, key, bytes, surface);
        }
    }

    pub(super) fn add(
        &mut self,
        kind: Kind,
        key: impl Into<Cow<'t, str>>,
        bytes: &Range<usize>,
        surface: impl Into<Cow<'t, str>>,
    ) {
        self.mentions.push(Mention {
            kind,
            key: key.into(),
            share: 1.0,
            bytes: bytes.clone(),
            surface: surface.into(),
        });
    }
}

/// The bytes of word `i` with its neighbours in capitals, at most two on either side.
fn name_around(text: &str, found: &[Token], i: usize) -> Range<usize> {
    let joined = |a: usize, b: usize| {
        let (Some(x), Some(y)) = (found.get(a), found.get(b)) else {
            return false;
        };
        let capital = |t: &Token| text[t.bytes.clone()].starts_with(char::is_uppercase);
        capital(x) && capital(y) && matches!(&text[x.bytes.end..y.bytes.start], " " | "-")
    };
    let from = (1..=2)
        .take_while(|n| i >= *n && joined(i - n, i - n + 1))
        .count();
    let to = (1..=2).take_while(|n| joined(i + n - 1, i + n)).count();
    let last = &found[i + to].bytes;
    let word = bare(&text[last.clone()]);
    found[i - from].bytes.start..last.start + word.len()
}

/// What capitals mean in a block.
struct Style {
    /// Most words are in capitals throughout.
    shouting: bool,
    /// Most words start with a capital, as in headlines.
    titled: bool,
}

impl Style {
    fn of(text: &str, found: &[Token]) -> Self {
        let (mut words, mut loud, mut titled) = (0usize, 0usize, 0usize);
        for token in found.iter().filter(|t| t.kind == TokenKind::Latin) {
            let word = &text[token.bytes.clone()];
            if word.chars().count() > 3 {
                words += 1;
                loud += usize::from(is_loud(word));
                titled += usize::from(word.starts_with(char::is_uppercase));
            }
        }
        let has_thai = found.iter().any(|t| t.kind == TokenKind::Thai);
        Self {
            shouting: !has_thai && words > 1 && loud * 2 > words,
            titled: words > 2 && titled * 10 >= words * 7,
        }
    }

    /// Whether the capitals of word `i` mean nothing: the block shouts, or a run of three words does.
    fn is_loud(&self, text: &str, found: &[Token], i: usize) -> bool {
        let at = |i: usize| {
            found
                .get(i)
                .is_some_and(|t| is_loud(&text[t.bytes.clone()]))
        };
        let two = |a: Option<usize>, b: Option<usize>| a.is_some_and(at) && b.is_some_and(at);
        self.shouting
            || (at(i)
                && (two(i.checked_sub(1), i.checked_sub(2))
                    || two(i.checked_sub(1), Some(i + 1))
                    || two(Some(i + 1), Some(i + 2))))
    }
}

fn is_loud(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphabetic()).peekable();
    word.chars().count() > 1 && letters.peek().is_some() && letters.all(char::is_uppercase)
}
