//! How a part of what was typed may stand in the index.
//!
//! A part of Thai letters may stand inside a word or over the borders of words, since Thai writes none: it is
//! asked for as every row of the index's own words that can hold it. Any other part is the start of a word.
//! [`Part`] has the rules, and finds the same in a text.

use super::vocabulary::{Vocabulary, Where};
use crate::query::{MOST_BORDERS, Part};
use crate::text::{cell, thai};

/// Words that a part may stand in.
const MOST_WORDS: usize = 160;
/// Words at either end of a part that goes over borders.
const MOST_ENDS: usize = 16;
/// Ways of putting a part together.
const MOST_WAYS: usize = 64;
/// Rows of words for a part in all. Each costs some tenths of a millisecond where its words are common.
const MOST_ROWS: usize = 64;

/// How a part may stand in the index.
#[derive(Debug, Default)]
pub(super) struct Ways {
    /// Words that begin with this.
    pub(super) start: Option<String>,
    /// Single words.
    pub(super) words: Vec<String>,
    /// Words that follow each other, each row between quotation marks, as FTS5 has it.
    pub(super) rows: Vec<String>,
    /// Whether some word that could be meant was left out.
    pub(super) narrowed: bool,
}

/// The ways in which a part may stand in an index of these words; none where it is nowhere.
pub(super) fn ways(part: &Part, words: &Vocabulary) -> Ways {
    let mut rows = Rows {
        words,
        single: Vec::new(),
        found: Vec::new(),
        narrowed: false,
    };
    let start = !part.is_thai() && !part.is_whole() && part.terms().len() == 1;
    if !start {
        rows.fill(part);
    }
    Ways {
        start: start.then(|| part.terms()[0].clone()),
        words: rows.single,
        rows: rows.found,
        narrowed: rows.narrowed,
    }
}

/// The rows of words that a part can be, as phrases.
struct Rows<'a> {
    words: &'a Vocabulary,
    single: Vec<String>,
    found: Vec<String>,
    narrowed: bool,
}

impl Rows<'_> {
    fn fill(&mut self, part: &Part) {
        let text = part.text();
        let own: Vec<&str> = part.terms().iter().map(|w| &**w).collect();
        let (Some(first), Some(last)) = (own.first(), own.last()) else {
            return;
        };
        if let [only] = own[..] {
            let at = if part.is_whole() {
                Where::Whole
            } else {
                Where::Inside
            };
            self.add(only, at);
        } else {
            let firsts = self.ends(first, true);
            let lasts = self.ends(last, false);
            let middle = &own[1..own.len() - 1];
            self.join(&firsts, middle, &lasts);
            if part.is_thai() {
                self.add(text, Where::Inside);
            }
        }
        if part.crosses() {
            self.otherwise(text);
        }
        // The shortest first; the same ones side by side.
        self.found
            .sort_unstable_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
        self.found.dedup();
        self.narrowed |= self.found.len() > MOST_ROWS;
        self.found.truncate(MOST_ROWS);
    }

    fn add(&mut self, part: &str, at: Where) {
        let (words, all) = self.words.with(part, at, MOST_WORDS);
        self.narrowed |= !all;
        self.single.extend(words.into_iter().map(str::to_owned));
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

    /// The words with which a part ends behind a border. It ends with a whole cluster: what stands in นาถึง is
    /// not นาถ.
    fn going_on(&mut self, rest: &str) -> Vec<String> {
        let (words, all) = self.words.with(rest, Where::Start, 16 * MOST_ENDS);
        let whole = words.into_iter().filter(|w| Part::ends_whole(w, rest));
        let mut whole: Vec<String> = whole.map(str::to_owned).collect();
        self.narrowed |= !all || whole.len() > MOST_ENDS;
        whole.truncate(MOST_ENDS);
        whole
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
        // The words that end with what stands before a cut.
        let mut befores: std::collections::HashMap<usize, Vec<String>> =
            std::collections::HashMap::new();
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
            let lasts = self.going_on(&part[last..]);
            if !lasts.is_empty() {
                let firsts = match befores.get(&first) {
                    Some(firsts) => firsts.clone(),
                    None => self.ends(&part[..first], true),
                };
                befores.insert(first, firsts.clone());
                let middle: Vec<&str> = way.windows(2).map(|w| &part[w[0]..w[1]]).collect();
                self.join(&firsts, &middle, &lasts);
            }
            if way.len() < MOST_BORDERS {
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
        let part = Part::new(typed).unwrap();
        let ways = ways(&part, &Vocabulary::of(words));
        let start = ways.start.map(|s| format!("{s}*"));
        let all: Vec<String> = start
            .into_iter()
            .chain(ways.words)
            .chain(ways.rows)
            .collect();
        // What is asked of the index is what a text of these words holds.
        if !all.is_empty() {
            assert!(part.is_in(&words.join(" ")), "{typed}");
        }
        all.join(" OR ")
    }

    #[test]
    fn latin_words_are_starts_of_words() {
        assert_eq!(rows("lab", &["labour", "lab", "collab"]), "lab*");
        assert_eq!(
            rows("covid-19", &["covid", "19", "covid", "198"]),
            "\"covid 19\" OR \"covid 198\""
        );
        assert_eq!(rows("l", &["l", "lab"]), "l");
        assert_eq!(rows("none-such", &["lab"]), "");
    }

    #[test]
    fn no_row_is_asked_for_twice() {
        let words = Vocabulary::of(&["ตา", "งตา", "จตา", "กลม", "กลมง", "กลมจ"]);
        let all = ways(&Part::new("ตากลม").unwrap(), &words).rows;
        let unique: std::collections::BTreeSet<&String> = all.iter().collect();
        assert_eq!((all.len(), unique.len()), (9, 9), "{all:?}");
    }

    #[test]
    fn thai_parts_stand_inside_words_and_over_their_borders() {
        assert_eq!(
            rows("มหิดล", &["มหิดล", "มหาวิทยาลัยมหิดล"]),
            "มหิดล OR มหาวิทยาลัยมหิดล"
        );
        let over = rows("วิทยาลัยมหิดล", &["มหาวิทยาลัย", "มหิดล"]);
        assert_eq!(over, "\"มหาวิทยาลัย มหิดล\"");
        // Another breaking than that of the part alone.
        assert_eq!(rows("ตากลม", &["ตา", "กลม"]), "\"ตา กลม\"");
        assert_eq!(rows("ตากลม", &["ตาก", "ลม"]), "\"ตาก ลม\"");
    }
}
