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

use std::ops::Range;
use std::sync::LazyLock;

use super::places::Places;
use super::token::{Token, TokenKind, each, is_thai};

/// A name found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hit {
    /// The concept's key: its first English form.
    pub(super) key: &'static str,
    /// Where it stands.
    pub(super) bytes: Range<usize>,
    /// It is of the long list of places, not of ours.
    pub(super) place: bool,
}

/// All names of the list in `text`, in order and apart. `found` are the tokens of `text`,
/// `is_border` tells the word borders inside runs of Thai, and `shouting` that capitals mean nothing.
pub(super) fn names(
    text: &str,
    found: &[Token],
    is_border: impl Fn(usize) -> bool,
    shouting: bool,
) -> Vec<Hit> {
    let (list, places) = (&*LIST, Places::shipped());
    let mut hits = Vec::new();
    let mut free = 0; // bytes before this are used up
    for (i, token) in found.iter().enumerate() {
        if token.kind == TokenKind::Thai {
            let run = token.bytes.clone();
            let mut at = run.start.max(free);
            while at < run.end {
                let ours = list.thai_at(text, at, &is_border);
                let place = || {
                    is_border(at)
                        .then(|| places.at(text, at, &is_border))
                        .flatten()
                };
                match longer(ours, place) {
                    Some(hit) => {
                        at = hit.bytes.end;
                        free = at;
                        hits.push(hit);
                    }
                    None => at += text[at..].chars().next().map_or(1, char::len_utf8),
                }
            }
        } else if token.bytes.start >= free
            && let Some(hit) = longer(list.english_at(text, &found[i..], shouting), || {
                let capital =
                    !shouting && text[token.bytes.clone()].starts_with(char::is_uppercase);
                let ends = |end: usize| !text[end..].starts_with(char::is_alphanumeric);
                capital
                    .then(|| places.at(text, token.bytes.start, ends))
                    .flatten()
            })
        {
            free = hit.bytes.end;
            hits.push(hit);
        }
    }
    hits
}

/// The longer of two, ours where they are alike.
fn longer(ours: Option<Hit>, place: impl FnOnce() -> Option<Hit>) -> Option<Hit> {
    let place = place();
    match (&ours, &place) {
        (Some(a), Some(b)) if b.bytes.end > a.bytes.end => place,
        (Some(_), _) => ours,
        (None, _) => place,
    }
}

/// `word` without an English possessive ending.
pub(super) fn bare(word: &str) -> &str {
    word.strip_suffix("'s")
        .or_else(|| word.strip_suffix("’s"))
        .unwrap_or(word)
}

static LIST: LazyLock<List> =
    LazyLock::new(|| List::read(include_str!("../../assets/relate/names.tsv")));

/// The list as it is asked. It is made at the start, so making it must cost little: a form is cut
/// into words only when a text has its first one.
#[derive(Debug)]
struct List {
    /// Forms in English, by the [`hash`] of their first word.
    english: Vec<(u64, Form)>,
    /// Forms in Thai, by their first two characters; the longest form first.
    thai: Vec<([char; 2], Form)>,
    /// Which two characters any Thai form begins with, by their low seven bits: asked at every
    /// letter of a text, and nearly always the answer is no.
    heads: Box<[u128; 128]>,
}

/// A name as it is written.
#[derive(Debug, Clone, Copy)]
struct Form {
    text: &'static str,
    /// The concept's key.
    key: &'static str,
}

impl List {
    fn read(table: &'static str) -> Self {
        let mut list = Self {
            english: Vec::with_capacity(2048),
            thai: Vec::with_capacity(1024),
            heads: Box::new([0; 128]),
        };
        for line in table.lines().filter(|l| !l.starts_with('#')) {
            let mut columns = line.split('\t').skip(1);
            let (english, thai) = (
                columns.next().unwrap_or_default(),
                columns.next().unwrap_or_default(),
            );
            let key = english.split('|').next().unwrap_or_default();
            for text in english.split('|') {
                if let Some(first) = each(text).next() {
                    let form = Form { text, key };
                    list.english.push((hash(&text[first.bytes]), form));
                }
            }
            for text in thai.split('|').filter(|f| !f.is_empty()) {
                let head = two_chars(text);
                let [row, bit] = head.map(low_bits);
                list.heads[row] |= 1 << bit;
                list.thai.push((head, Form { text, key }));
            }
        }
        // Stable: of two forms alike in length the list's first wins.
        list.english.sort_by_key(|(hash, _)| *hash);
        list.thai
            .sort_by_key(|(head, form)| (*head, std::cmp::Reverse(form.text.len())));
        list
    }

    fn thai_at(&self, text: &str, at: usize, is_border: impl Fn(usize) -> bool) -> Option<Hit> {
        let rest = &text[at..];
        let head = two_chars(rest);
        let [row, bit] = head.map(low_bits);
        if self.heads[row] >> bit & 1 == 0 {
            return None;
        }
        alike(&self.thai, &head)
            .filter(|form| rest.starts_with(form.text))
            .map(|form| Hit {
                key: form.key,
                bytes: at..at + form.text.len(),
                place: false,
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
        let mut best: Option<(usize, Hit)> = None;
        for form in alike(&self.english, &hash(bare(first))) {
            if let Some((words, end)) = form.end_in(text, found, shouting)
                && best.as_ref().is_none_or(|(most, _)| words > *most)
            {
                let hit = Hit {
                    key: form.key,
                    bytes: found[0].bytes.start..end,
                    place: false,
                };
                best = Some((words, hit));
            }
        }
        best.map(|(_, hit)| hit)
    }
}

impl Form {
    /// How many words this form has and where it ends in `text`, if it stands at the first token of
    /// `found`.
    fn end_in(&self, text: &str, found: &[Token], shouting: bool) -> Option<(usize, usize)> {
        let mut words = each(self.text).peekable();
        let (mut n, mut end) = (0, 0);
        while let Some(word) = words.next() {
            let token = found.get(n)?;
            if n > 0 && !is_joint(&text[end..token.bytes.start]) {
                return None;
            }
            let word = &self.text[word.bytes];
            let mut have = &text[token.bytes.clone()];
            if words.peek().is_none() && word != have {
                have = bare(have);
            }
            if !same(word, have, shouting) {
                return None;
            }
            end = token.bytes.start + have.len();
            n += 1;
        }
        Some((n, end))
    }
}

/// The forms with that head, in the order in which they stand.
fn alike<K: Ord>(forms: &[(K, Form)], head: &K) -> impl Iterator<Item = Form> {
    let from = forms.partition_point(|(h, _)| h < head);
    forms[from..]
        .iter()
        .take_while(move |(h, _)| h == head)
        .map(|(_, form)| *form)
}

/// A number for a word whatever its case (FNV-1a). Two words with one number do no harm: a form is
/// compared in full.
fn hash(word: &str) -> u64 {
    let step = |hash: u64, c: char| (hash ^ u64::from(c)).wrapping_mul(0x0100_0000_01b3);
    word.chars()
        .flat_map(char::to_lowercase)
        .fold(0xcbf2_9ce4_8422_2325, step)
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

/// The first two characters; NUL where there is none.
fn two_chars(text: &str) -> [char; 2] {
    let mut chars = text.chars();
    [(); 2].map(|()| chars.next().unwrap_or_default())
}

fn low_bits(c: char) -> usize {
    c as usize & 0x7f
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
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
