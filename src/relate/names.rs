//! The bilingual list of names (`assets/relate/names.tsv`), found in text of either script.
//!
//! 1. English forms are matched word by word, with the list's capitals: `US` is a country, `us` is
//!    not. A word in capitals throughout matches a longer form whatever its case.
//! 2. Thai forms are matched as strings; a short one must stand on word borders, since `จีน` can
//!    also be the end of one word and the start of another.
//! 3. The longest form wins and its bytes are used up: `Seoul National University` is not Seoul.
//!
//! The list holds no name that is also a common word (`Young` and ยัง, "still"): such a name is
//! listed with its title (`จังหวัดเลย`) or not at all.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::token::{Token, TokenKind, is_thai, tokens};

/// A name found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hit {
    /// The concept's key: its first English form.
    pub(super) key: &'static str,
    /// Where it stands.
    pub(super) bytes: Range<usize>,
}

/// All names of the list in `text`, in order and apart. `found` are the tokens of `text`,
/// `is_border` tells the word borders inside runs of Thai, and `shouting` that capitals mean nothing.
pub(super) fn names(
    text: &str,
    found: &[Token],
    is_border: impl Fn(usize) -> bool,
    shouting: bool,
) -> Vec<Hit> {
    let list = &*LIST;
    let mut hits = Vec::new();
    let mut free = 0; // bytes before this are used up
    for (i, token) in found.iter().enumerate() {
        if token.kind == TokenKind::Thai {
            let run = token.bytes.clone();
            let mut at = run.start.max(free);
            while at < run.end {
                match list.thai_at(text, at, &is_border) {
                    Some(hit) => {
                        at = hit.bytes.end;
                        free = at;
                        hits.push(hit);
                    }
                    None => at += text[at..].chars().next().map_or(1, char::len_utf8),
                }
            }
        } else if token.bytes.start >= free
            && let Some(hit) = list.english_at(text, &found[i..], shouting)
        {
            free = hit.bytes.end;
            hits.push(hit);
        }
    }
    hits
}

/// `word` without an English possessive ending.
pub(super) fn bare(word: &str) -> &str {
    word.strip_suffix("'s")
        .or_else(|| word.strip_suffix("’s"))
        .unwrap_or(word)
}

static LIST: LazyLock<List> =
    LazyLock::new(|| List::read(include_str!("../../assets/relate/names.tsv")));

#[derive(Debug, Default)]
struct List {
    /// By the first word in lower case; the longest form first.
    english: HashMap<String, Vec<(Vec<&'static str>, &'static str)>>,
    /// By the first two characters; the longest form first.
    thai: HashMap<&'static str, Vec<(&'static str, &'static str)>>,
}

impl List {
    fn read(table: &'static str) -> Self {
        let mut list = Self::default();
        for line in table.lines().filter(|l| !l.starts_with('#')) {
            let mut columns = line.split('\t').skip(1);
            let (english, thai) = (
                columns.next().unwrap_or_default(),
                columns.next().unwrap_or_default(),
            );
            let key = english.split('|').next().unwrap_or_default();
            for form in english.split('|') {
                let words: Vec<&str> = tokens(form).into_iter().map(|t| &form[t.bytes]).collect();
                if let Some(first) = words.first() {
                    let slot = list.english.entry(first.to_lowercase()).or_default();
                    slot.push((words, key));
                }
            }
            for form in thai.split('|').filter(|f| !f.is_empty()) {
                let head = &form[..two_chars(form)];
                list.thai.entry(head).or_default().push((form, key));
            }
        }
        for forms in list.english.values_mut() {
            forms.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        for forms in list.thai.values_mut() {
            forms.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
        }
        list
    }

    fn thai_at(&self, text: &str, at: usize, is_border: impl Fn(usize) -> bool) -> Option<Hit> {
        let rest = &text[at..];
        let forms = self.thai.get(&rest[..two_chars(rest)])?;
        forms
            .iter()
            .filter(|(form, _)| rest.starts_with(form))
            .map(|(form, key)| Hit {
                key,
                bytes: at..at + form.len(),
            })
            .find(|hit| {
                let form = &text[hit.bytes.clone()];
                // A mark or a vowel that cannot start a word would be torn off.
                let torn = text[hit.bytes.end..].starts_with(|c: char| {
                    is_thai(c) && !matches!(c, '\u{e01}'..='\u{e2f}' | '\u{e40}'..='\u{e44}')
                });
                let long = form
                    .chars()
                    .filter(|c| matches!(c, '\u{e01}'..='\u{e2e}'))
                    .count()
                    >= 6;
                !torn && (long || (is_border(hit.bytes.start) && is_border(hit.bytes.end)))
            })
    }

    fn english_at(&self, text: &str, found: &[Token], shouting: bool) -> Option<Hit> {
        let first = &text[found.first()?.bytes.clone()];
        let forms = self.english.get(&bare(first).to_lowercase())?;
        forms.iter().find_map(|(words, key)| {
            let part = found.get(..words.len())?;
            let last = part.len() - 1;
            let mut end = 0;
            for (i, (word, token)) in words.iter().zip(part).enumerate() {
                if i > 0 && !is_joint(&text[end..token.bytes.start]) {
                    return None;
                }
                let mut have = &text[token.bytes.clone()];
                if i == last && *word != have {
                    have = bare(have);
                }
                if !same(word, have, shouting) {
                    return None;
                }
                end = token.bytes.start + have.len();
            }
            Some(Hit {
                key,
                bytes: found[0].bytes.start..end,
            })
        })
    }
}

/// Whether a word of the list and a word of the text are one.
fn same(form: &str, have: &str, shouting: bool) -> bool {
    let capitals = |s: &str| s.chars().all(|c| !c.is_lowercase());
    if shouting && form.len() <= 4 {
        return false;
    }
    form == have || (form.len() > 4 && capitals(have) && form.eq_ignore_ascii_case(have))
}

/// Whether two words of one name may have this between them.
fn is_joint(gap: &str) -> bool {
    gap.len() <= 3
        && gap
            .chars()
            .all(|c| matches!(c, ' ' | '-' | '\n' | '.' | ',' | '‑'))
}

/// Length of the first two characters.
fn two_chars(text: &str) -> usize {
    text.char_indices().nth(2).map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<&'static str> {
        names(text, &tokens(text), |_| true, false)
            .into_iter()
            .map(|h| h.key)
            .collect()
    }

    #[test]
    fn the_list_is_well_formed() {
        let table = include_str!("../../assets/relate/names.tsv");
        let mut seen = std::collections::HashSet::new();
        let mut pairs = 0;
        for line in table.lines().filter(|l| !l.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            assert_eq!(columns.len(), 3, "{line}");
            pairs += 1;
            for form in columns[1].split('|').chain(columns[2].split('|')) {
                assert!(!form.is_empty() && form.trim() == form, "{line}");
                assert!(seen.insert(form), "{form} stands twice");
            }
            assert!(!columns[1].contains(is_thai), "{line}");
            assert!(columns[2].contains(is_thai), "{line}");
        }
        assert!(pairs >= 250, "{pairs}");
        for common in [
            "ยัง",
            "เลย",
            "ตาก",
            "น่าน",
            "แพร่",
            "ตรัง",
            "กระบี่",
            "โซล",
            "Young",
            "May",
            "Nan",
        ] {
            assert!(!seen.contains(common), "{common} is a common word");
        }
    }

    #[test]
    fn the_longest_form_wins() {
        assert_eq!(
            keys("Seoul National University"),
            ["Seoul National University"]
        );
        assert_eq!(
            keys("the UN Security Council’s vote"),
            ["UN Security Council"]
        );
        assert_eq!(keys("องค์การแรงงานระหว่างประเทศ (ILO)"), ["ILO", "ILO"]);
        assert_eq!(keys("พรรคเพื่อไทย"), ["Pheu Thai"]);
    }

    #[test]
    fn capitals_count() {
        assert_eq!(keys("US troops told us who came"), ["United States"]);
        assert_eq!(keys("THAILAND’s minister"), ["Thailand"]);
        let shout = "TELL US WHO CAME";
        assert_eq!(names(shout, &tokens(shout), |_| true, true), []);
    }

    #[test]
    fn a_short_thai_name_needs_word_borders() {
        let text = "เมืองจีนา";
        assert_eq!(keys(text), Vec::<&str>::new());
        let text = "ชาวจีนมา";
        let at = text.find("จีน").unwrap();
        let inside = names(text, &tokens(text), |b| b != at, false);
        assert_eq!(inside, []);
        assert_eq!(keys(text), ["China"]);
    }

    #[test]
    fn young_is_not_still() {
        assert_eq!(keys("Young people"), Vec::<&str>::new());
        assert_eq!(keys("เขายังไม่มา"), Vec::<&str>::new());
    }
}
