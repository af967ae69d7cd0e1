//! A document as what it speaks of: its features, and when its story happened.
//!
//! Only the article is read, never the discussion: what commenters bring in is not what the
//! article is about. Steps for each block: tokens → dates → names of the list → numbers →
//! acronyms, proper names and words; at the end the proper names are those that stood with a
//! capital where a capital means something.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use jiff::civil::Date;

use super::acronym::acronym;
use super::dating::{Dating, day_of, ends_period};
use super::feature::{Feature, Kind, SURFACES};
use super::names::{bare, names};
use super::number::numbers;
use super::stem::{is_calendar, is_stopword, is_thai_stopword, stem};
use super::token::{Token, TokenKind, tokens};
use crate::model::{BlockIx, BlockKind, Document};
use crate::text::date::{Found, dates};
use crate::text::{Lang, Segmenter};

/// What a document speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// The article's language.
    pub lang: Lang,
    /// What it speaks of, in order of type and key, each once.
    pub features: Vec<Feature>,
    /// When it happened.
    pub(super) dating: Dating,
}

impl Profile {
    /// Reads the article of a document.
    pub fn of(document: &Document, segmenter: &Segmenter) -> Self {
        let article = &document.article;
        let blocks = || {
            BlockIx::each(&article.blocks)
                .filter_map(|ix| document.blocks.get(ix.ix()))
                .filter(|b| !matches!(b.kind, BlockKind::Image | BlockKind::Code))
                .map(|b| b.text.as_str())
        };
        let texts: Vec<&str> = article
            .title
            .as_deref()
            .into_iter()
            .chain(blocks())
            .collect();
        let lang = if article.lang == Lang::UNKNOWN {
            Lang::guess(&texts.join("\n"))
        } else {
            article.lang
        };
        let mut reader = Reader {
            thai: lang == Lang::THAI,
            dating: Dating {
                published: article.published.map(crate::model::When::date),
                ..Dating::default()
            },
            seen: BTreeMap::new(),
            capitals: HashMap::new(),
        };
        let total: usize = texts.iter().map(|t| t.len()).sum();
        let mut before = 0;
        for text in texts {
            reader.read(text, segmenter, total.div_ceil(3).saturating_sub(before));
            before += text.len();
        }
        reader.finish(lang)
    }
}

/// A word with a capital.
#[derive(Debug, Default)]
struct Capital {
    count: u32,
    /// The name it stands in: itself and its neighbours with capitals.
    surface: String,
    /// The capital stood where it means something, at least once.
    sure: bool,
    /// The word also stands without one, so it is no name: `Health` beside `health`.
    common: bool,
}

struct Reader {
    thai: bool,
    dating: Dating,
    seen: BTreeMap<(Kind, String), (u32, Vec<String>)>,
    capitals: HashMap<String, Capital>,
}

impl Reader {
    fn read(&mut self, text: &str, segmenter: &Segmenter, early: usize) {
        let found = tokens(text);
        let days = dates(text);
        self.dates(text, &days, early);
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
            self.add(Kind::Name, hit.key.to_owned(), &text[hit.bytes.clone()]);
        }
        let spans: Vec<Range<usize>> = days.iter().map(|d| d.bytes.clone()).collect();
        for number in numbers(text, &found, &spans) {
            self.add(Kind::Number, number.key, text[number.bytes].trim());
        }
        let mut hits = hits.into_iter().peekable();
        for (i, token) in found.iter().enumerate() {
            while hits.next_if(|h| h.bytes.end <= token.bytes.start).is_some() {}
            let named = hits.peek().is_some_and(|h| h.bytes.start < token.bytes.end);
            match token.kind {
                TokenKind::Number => {}
                TokenKind::Thai => self.thai_words(text, token, &borders),
                TokenKind::Latin => {
                    let loud = style.is_loud(text, &found, i);
                    self.latin(text, &found, i, named, loud, &style);
                }
            }
        }
    }

    fn dates(&mut self, text: &str, days: &[Found], early: usize) {
        for (i, found) in days.iter().enumerate() {
            let before = i.checked_sub(1).map(|p| &days[p].bytes);
            let day = day_of(found, self.dating.published);
            let ends = ends_period(text, before, &found.bytes);
            if let Some(day) = day {
                if found.bytes.start < early && !ends {
                    self.dating.early.push(day);
                }
                self.add(Kind::Day, day.to_string(), &day.to_string());
            }
            if let (Some(month), Some(date)) = (found.month, found.day) {
                let key = format!("{month:02}-{date:02}");
                let surface = day.map_or_else(|| key.clone(), |d| d.to_string());
                self.add(Kind::MonthDay, key, &surface);
            }
            let year = found.year.or_else(|| day.map(Date::year));
            if let Some(year) = year {
                if let Some(month) = found.month {
                    let key = format!("{year}-{month:02}");
                    self.add(Kind::Month, key.clone(), &key);
                }
                if !ends {
                    self.dating.years.push(year);
                }
                self.add(Kind::Year, year.to_string(), &year.to_string());
            }
        }
    }

    fn thai_words(&mut self, text: &str, token: &Token, borders: &[usize]) {
        let first = borders.partition_point(|b| *b <= token.bytes.start);
        let mut from = token.bytes.start;
        let inner = borders[first..]
            .iter()
            .copied()
            .take_while(|b| *b < token.bytes.end);
        for to in inner.chain([token.bytes.end]) {
            let word = &text[from..to];
            if !is_thai_stopword(word) {
                self.add(Kind::Word, word.to_owned(), word);
            }
            from = to;
        }
    }

    fn latin(
        &mut self,
        text: &str,
        found: &[Token],
        i: usize,
        named: bool,
        loud: bool,
        style: &Style,
    ) {
        let word = bare(&text[found[i].bytes.clone()]);
        let lower = word.to_lowercase();
        if is_stopword(&lower) {
            return;
        }
        self.add(Kind::Word, stem(&lower), word);
        if named {
            return;
        }
        if !loud && let Some(key) = acronym(word) {
            let surface = key.clone();
            self.add(Kind::Acronym, key, &surface);
            return;
        }
        if lower.chars().count() < 3 || is_calendar(&lower) {
            return;
        }
        // In Thai text a word in Latin letters is a name, whatever its capitals.
        if !word.starts_with(char::is_uppercase) && !self.thai {
            self.capitals.entry(lower).or_default().common = true;
            return;
        }
        let inside = i.checked_sub(1).is_some_and(|p| {
            let gap = &text[found[p].bytes.end..found[i].bytes.start];
            !gap.contains(['.', '!', '?', ':', ';', '\n', '“', '”', '"', '‘', '(', '•'])
        });
        let capital = self.capitals.entry(lower).or_default();
        capital.count += 1;
        capital.sure |= self.thai || (inside && !style.titled && !loud);
        if capital.surface.is_empty() || !loud {
            text[name_around(text, found, i)].clone_into(&mut capital.surface);
        }
    }

    fn add(&mut self, kind: Kind, key: String, surface: &str) {
        let (count, surfaces) = self.seen.entry((kind, key)).or_default();
        *count += 1;
        if surfaces.len() < SURFACES && !surfaces.iter().any(|s| s == surface) {
            surfaces.push(surface.to_owned());
        }
    }

    fn finish(mut self, lang: Lang) -> Profile {
        for (key, capital) in std::mem::take(&mut self.capitals) {
            if capital.sure && !capital.common {
                self.seen
                    .insert((Kind::Proper, key), (capital.count, vec![capital.surface]));
            }
        }
        self.dating.years.sort_unstable();
        self.dating.years.dedup();
        Profile {
            lang,
            features: self
                .seen
                .into_iter()
                .map(|((kind, key), (count, surfaces))| Feature {
                    kind,
                    key,
                    count,
                    surfaces,
                })
                .collect(),
            dating: self.dating,
        }
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
