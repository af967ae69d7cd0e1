//! A part of what is searched for, and where it stands.
//!
//! | a part | stands where |
//! |---|---|
//! | of Thai letters | it stands in a word, or over the borders of words, since Thai writes none, up to a whole cluster; a word that our breaker knows only in a word |
//! | one Thai letter with its marks, but for SARA AM | it is a word |
//! | one letter or digit of ASCII | it is a word |
//! | any other single word | a word begins with it |
//! | several words (`covid-19`, `"world day"`) | they follow each other, the last begun; signs between them do not count |
//!
//! Capitals never count, nor do the signs that [`fold`] makes equal. This is how the index of the library
//! finds words, and [`Part::is_in`] finds them the same way.

use crate::text::find::Needle;
use crate::text::{Segmenter, cell, fold, thai};

/// Something to be found: a word, or what stood between quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    text: String,
    terms: Vec<String>,
    needle: Needle,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Thai letters and nothing else. `known` is a word of our breaker's.
    Thai { known: bool },
    /// Anything else.
    Other,
}

/// Parts that are longer are taken as our breaker parts them, in characters.
const LONG: usize = 40;
/// Over so many borders a part may stand, where our breaker parts it otherwise than the text.
pub const MOST_BORDERS: usize = 4;

impl Part {
    /// A part, or nothing where the text has no letter and no digit.
    ///
    /// ```
    /// use khao::query::Part;
    /// let part = Part::new("COVID-19").unwrap();
    /// assert!(part.is_in("the covid 198 report"));
    /// assert!(!part.is_in("covid of 19"));
    /// assert!(Part::new("วิทยาลัย").unwrap().is_in("มหาวิทยาลัย"));
    /// assert!(Part::new(" … ").is_none());
    /// ```
    pub fn new(text: &str) -> Option<Self> {
        let text = fold::fold(text).text.trim().to_owned();
        let segmenter = Segmenter::new();
        let terms = segmenter.words(&text).into_iter();
        let terms: Vec<String> = terms.map(|w| text[w].to_owned()).collect();
        if terms.is_empty() {
            return None;
        }
        let needle = Needle::new(&text)?;
        let kind = if text.chars().all(thai::is_letter) {
            let known = terms.len() == 1 && segmenter.knows(&text);
            Kind::Thai { known }
        } else {
            Kind::Other
        };
        Some(Self {
            text,
            terms,
            needle,
            kind,
        })
    }

    /// It, in the form in which it is searched for.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its words; at least one.
    pub fn terms(&self) -> &[String] {
        &self.terms
    }

    /// Whether it is Thai letters and nothing else, and so may stand in the middle of a word.
    pub fn is_thai(&self) -> bool {
        matches!(self.kind, Kind::Thai { .. })
    }

    /// Whether it is so short that only a word as a whole is meant.
    pub fn is_whole(&self) -> bool {
        match self.kind {
            _ if self.terms.len() > 1 => false,
            // น้ำ and คำ are one cluster each, and words.
            Kind::Thai { .. } => {
                cell::clusters(&self.text).nth(1).is_none() && !self.text.ends_with('ำ')
            }
            Kind::Other => self.terms[0].len() == 1,
        }
    }

    /// Whether it may stand over borders of words other than its own.
    pub fn crosses(&self) -> bool {
        let crosses = self.kind == Kind::Thai { known: false };
        crosses && !self.is_whole() && self.text.chars().count() <= LONG
    }

    /// For looking at a text that is not parted into words.
    pub fn needle(&self) -> &Needle {
        &self.needle
    }

    /// Whether it stands in a text: the words of one as an index takes them, parted by spaces.
    pub fn is_in(&self, words: &str) -> bool {
        let words: Vec<&str> = words.split(' ').filter(|w| !w.is_empty()).collect();
        self.is_among(&words)
    }

    fn is_among(&self, words: &[&str]) -> bool {
        if let [only] = &self.terms[..] {
            let stands = |w: &&str| match self.kind {
                _ if self.is_whole() => *w == *only,
                Kind::Thai { .. } => w.contains(&**only),
                Kind::Other => w.starts_with(&**only),
            };
            if words.iter().any(stands) {
                return true;
            }
        } else {
            let follow = |at: usize| self.follows(&words[at..]);
            let inside = self.is_thai() && words.iter().any(|w| w.contains(&*self.text));
            if inside || (0..words.len()).any(follow) {
                return true;
            }
        }
        self.crosses() && (0..words.len()).any(|at| self.lies_over(&words[at..]))
    }

    /// Whether its own words begin a text, the first of them as the end of a word where it is Thai.
    fn follows(&self, words: &[&str]) -> bool {
        let n = self.terms.len();
        words.len() >= n
            && self
                .terms
                .iter()
                .zip(words)
                .enumerate()
                .all(|(i, (term, word))| match i {
                    0 if thai::has_thai(term) => word.ends_with(&**term),
                    i if i + 1 == n => word.starts_with(&**term),
                    _ => *word == &**term,
                })
    }

    /// Whether it begins in the first of these words and goes on over the next ones.
    fn lies_over(&self, words: &[&str]) -> bool {
        let cuts = cell::clusters(&self.text).map(|(at, _)| at).skip(1);
        let cuts: Vec<usize> = cuts.collect();
        cuts.iter().any(|cut| {
            words[0].ends_with(&self.text[..*cut]) && self.goes_on(*cut, &cuts, &words[1..])
        })
    }

    /// Whether the start of a word ends there with a whole cluster.
    pub fn ends_whole(word: &str, start: &str) -> bool {
        start.len() == word.len() || cell::clusters(word).any(|(at, _)| at == start.len())
    }

    fn goes_on(&self, mut from: usize, cuts: &[usize], words: &[&str]) -> bool {
        for word in words.iter().take(MOST_BORDERS) {
            let rest = &self.text[from..];
            if word.starts_with(rest) && Self::ends_whole(word, rest) {
                return true;
            }
            let whole = rest.starts_with(*word) && cell::clusters(word).nth(1).is_some();
            if !whole || !cuts.contains(&(from + word.len())) {
                return false;
            }
            from += word.len();
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stand_in_words() {
        for (part, words, stands) in [
            ("lab", "the labour day", true),
            ("abour", "the labour day", false),
            ("l", "the labour day", false),
            ("l", "mr l met", true),
            ("19", "covid 198", true),
            ("\"World  Day\"", "world day", true),
            ("world day", "world daylight", true),
            ("world day", "underworld day", false),
            ("don't", "don t", true),
            ("มหิดล", "มหาวิทยาลัยมหิดล", true),
            ("วิทยาลัยมหิดล", "มหาวิทยาลัย มหิดล", true),
            ("ตากลม", "ตา กลม", true),
            ("ตากลม", "ตาก ลม", true),
            ("ปี2562", "ปี 2562", true),
            ("ปี 2562", "เมื่อปี 25621", true),
            ("น", "น ส", true),
            ("น้ำ", "ราคา น้ำมัน", true),
            ("น", "นาย", false),
        ] {
            let part = Part::new(part).unwrap();
            assert_eq!(part.is_in(words), stands, "{part:?} in {words}");
        }
    }

    #[test]
    fn a_part_ends_with_a_whole_cluster_behind_a_border() {
        for (word, whole) in [("ถนน", true), ("ถ", true), ("ถึง", false), ("ถ้า", false)]
        {
            assert_eq!(Part::ends_whole(word, "ถ"), whole, "{word}");
        }
    }
}
