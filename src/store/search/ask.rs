//! What was typed becomes an expression of the index.
//!
//! Spaces part what must all be there; quotation marks keep a part together. A part of Thai letters may
//! stand inside a word or over the borders of words, since Thai writes none: it is asked for as every
//! row of the index's own words that can hold it. Any other part is the start of a word.

use super::vocabulary::{Vocabulary, Where};
use crate::text::{Segmenter, cell, fold, thai};

/// What is asked of the index.
#[derive(Debug)]
pub(super) struct Ask {
    /// In the language of FTS5; nothing where nothing can be found.
    pub(super) expression: Option<String>,
    /// The parts, folded, to be found in the text.
    pub(super) parts: Vec<String>,
    /// Whether some word that could be meant was left out.
    pub(super) narrowed: bool,
}

/// Words that a part may stand in.
const MOST_WORDS: usize = 160;
/// Words at either end of a part that goes over borders.
const MOST_ENDS: usize = 16;
/// Ways of putting a part together.
const MOST_WAYS: usize = 64;
/// Rows of words for a part in all.
const MOST_ROWS: usize = 160;
/// Parts that are longer are taken as our breaker parts them, in characters.
const LONG: usize = 40;

impl Ask {
    /// Makes an expression of `typed`.
    pub(super) fn new(typed: &str, words: &Vocabulary, segmenter: &Segmenter) -> Self {
        let mut ask = Self {
            expression: None,
            parts: parts(typed),
            narrowed: false,
        };
        let mut all = Vec::new();
        for part in &ask.parts {
            let mut ways = Rows {
                words,
                found: Vec::new(),
                narrowed: false,
            };
            ways.fill(part, segmenter);
            ask.narrowed |= ways.narrowed;
            if ways.found.is_empty() {
                return ask;
            }
            all.push(format!("({})", ways.found.join(" OR ")));
        }
        if !all.is_empty() {
            ask.expression = Some(all.join(" AND "));
        }
        ask
    }
}

/// The folded parts of what was typed that hold a letter or digit.
fn parts(typed: &str) -> Vec<String> {
    let folded = fold::fold(typed).text;
    let mut parts = Vec::new();
    for (at, piece) in folded.split('"').enumerate() {
        // Between two quotation marks; one without its fellow is taken as if it stood at the end.
        if at % 2 == 1 {
            parts.push(piece.trim().to_owned());
        } else {
            parts.extend(piece.split_whitespace().map(str::to_owned));
        }
    }
    parts.retain(|p| p.chars().any(char::is_alphanumeric));
    parts
}

/// The rows of words that a part can be, as phrases.
struct Rows<'a> {
    words: &'a Vocabulary,
    found: Vec<String>,
    narrowed: bool,
}

impl Rows<'_> {
    fn fill(&mut self, part: &str, segmenter: &Segmenter) {
        let own: Vec<&str> = segmenter
            .words(part)
            .into_iter()
            .map(|w| &part[w])
            .collect();
        let (Some(first), Some(last)) = (own.first(), own.last()) else {
            return;
        };
        let all_thai = part.chars().all(thai::is_letter);
        if let [only] = own[..] {
            let at = if !all_thai {
                Where::Start
            } else if cell::clusters(only).nth(1).is_none() {
                // One letter stands in nearly every word.
                Where::Whole
            } else {
                Where::Inside
            };
            self.add(&[], only, at, &[], MOST_WORDS);
        } else {
            let firsts = self.ends(first, true);
            let lasts = self.ends(last, false);
            let middle = &own[1..own.len() - 1];
            self.join(&firsts, middle, &lasts);
            if all_thai {
                self.add(&[], part, Where::Inside, &[], MOST_WORDS);
            }
        }
        // A word that our breaker knows stands in a text as such, or inside a longer one.
        let known = own.len() == 1 && !self.found.is_empty();
        if all_thai && !known && part.chars().count() <= LONG {
            self.otherwise(part);
        }
        self.found.sort_by_key(String::len);
        self.found.dedup();
        self.narrowed |= self.found.len() > MOST_ROWS;
        self.found.truncate(MOST_ROWS);
    }

    fn add(&mut self, before: &[&str], part: &str, at: Where, behind: &[&str], most: usize) {
        let (words, all) = self.words.with(part, at, most);
        self.narrowed |= !all;
        for word in words {
            self.push(
                before
                    .iter()
                    .copied()
                    .chain([word])
                    .chain(behind.iter().copied()),
            );
        }
    }

    fn push<'w>(&mut self, row: impl Iterator<Item = &'w str>) {
        let row: Vec<&str> = row.collect();
        self.found.push(format!("\"{}\"", row.join(" ")));
    }

    /// The words that may stand at an end of a row in place of `word`.
    fn ends(&mut self, word: &str, first: bool) -> Vec<String> {
        let at = match (thai::has_thai(word), first) {
            (true, true) => Where::End,
            (false, true) => Where::Whole,
            (_, false) => Where::Start,
        };
        let (words, all) = self.words.with(word, at, MOST_ENDS);
        self.narrowed |= !all;
        words.into_iter().map(str::to_owned).collect()
    }

    fn join(&mut self, firsts: &[String], middle: &[&str], lasts: &[String]) {
        if !middle.iter().all(|w| self.words.has(w)) {
            return;
        }
        let room = MOST_ROWS.saturating_sub(self.found.len());
        let pairs = firsts
            .iter()
            .flat_map(|f| lasts.iter().map(move |l| (f, l)));
        let mut pairs: Vec<_> = pairs.collect();
        pairs.sort_by_key(|(f, l)| f.len() + l.len());
        self.narrowed |= pairs.len() > room;
        for (first, last) in pairs.into_iter().take(room) {
            let row = std::iter::once(&**first).chain(middle.iter().copied());
            self.push(row.chain([&**last]));
        }
    }

    /// Other ways in which the index's words make up the part: what stands around it in a text may have
    /// had our breaker part it elsewhere.
    fn otherwise(&mut self, part: &str) {
        let mut cuts: Vec<usize> = cell::clusters(part).map(|(at, _)| at).collect();
        cuts.push(part.len());
        // Ways that begin at a cut with whole words, up to the last one.
        let mut ways: Vec<Vec<usize>> = cuts[1..cuts.len() - 1].iter().map(|c| vec![*c]).collect();
        let mut n = 0;
        while let Some(way) = ways.pop() {
            let (Some(first), Some(last)) = (way.first().copied(), way.last().copied()) else {
                continue;
            };
            n += 1;
            if n > MOST_WAYS {
                self.narrowed = true;
                return;
            }
            let lasts = self.ends(&part[last..], false);
            if !lasts.is_empty() {
                let firsts = self.ends(&part[..first], true);
                let middle: Vec<&str> = way.windows(2).map(|w| &part[w[0]..w[1]]).collect();
                self.join(&firsts, &middle, &lasts);
            }
            if way.len() < 4 {
                let next = cuts.iter().filter(|c| **c > last && **c < part.len());
                for cut in next {
                    if cell::clusters(&part[last..*cut]).nth(1).is_some()
                        && self.words.has(&part[last..*cut])
                    {
                        ways.push(way.iter().copied().chain([*cut]).collect());
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(typed: &str, words: &[&str]) -> String {
        let ask = Ask::new(typed, &Vocabulary::of(words), &Segmenter::new());
        ask.expression.unwrap_or_default()
    }

    #[test]
    fn parts_are_parted_by_spaces_and_kept_together_by_quotes() {
        assert_eq!(
            parts("ILO  “World Day” ๒๕๖๒ - \"open"),
            ["ilo", "world day", "2562", "open"]
        );
        assert_eq!(parts(" \"\" … "), Vec::<String>::new());
    }

    #[test]
    fn latin_words_are_starts_of_words() {
        assert_eq!(
            rows("lab", &["labour", "lab", "collab"]),
            "(\"lab\" OR \"labour\")"
        );
        assert_eq!(
            rows("covid-19", &["covid", "19", "198"]),
            "(\"covid 19\" OR \"covid 198\")"
        );
        assert_eq!(rows("lab none", &["lab"]), "");
    }

    #[test]
    fn thai_parts_stand_inside_words_and_over_their_borders() {
        assert_eq!(
            rows("มหิดล", &["มหิดล", "มหาวิทยาลัยมหิดล"]),
            "(\"มหิดล\" OR \"มหาวิทยาลัยมหิดล\")"
        );
        let over = rows("วิทยาลัยมหิดล", &["มหาวิทยาลัย", "มหิดล"]);
        assert_eq!(over, "(\"มหาวิทยาลัย มหิดล\")");
        // Another breaking than that of the part alone.
        assert_eq!(rows("ตากลม", &["ตา", "กลม"]), "(\"ตา กลม\")");
        assert_eq!(rows("ตากลม", &["ตาก", "ลม"]), "(\"ตาก ลม\")");
    }
}
