//! The Thai word breaker: the cheapest chain of words (unigram Viterbi).
//!
//! Steps:
//!
//! 1. A run of Thai letters is brought to one spelling, one byte a letter,
//!    with the byte offset of each ([`letters`]).
//! 2. Places where no Thai line may break are ruled out ([`legal`]).
//! 3. From each legal place the table is walked for words that end at another
//!    legal place; a stretch of up to [`UNKNOWN_UNITS`] places may stand for
//!    an unknown word. The cheapest chain wins.
//!
//! Long runs are worked off in windows, so time and memory are linear and small.

mod table;

use std::ops::Range;
use std::sync::Arc;

use super::{lexicon, normal};
use table::Table;

/// The compiled word list: see [`lexicon`].
static TABLE: &[u8] = include_bytes!("../../../assets/thai/words.fst");

/// What an unknown word costs before its first letter, in steps of the table.
const UNKNOWN: u32 = 72;

/// What each letter of an unknown word costs.
const UNKNOWN_LETTER: u32 = 30;

/// What a word of the reader's own costs.
const OWN: u8 = 60;

/// The longest unknown word, in legal places.
const UNKNOWN_UNITS: usize = 6;

/// Letters worked off at once, and how many at the end of a window are looked at again with the next.
const WINDOW: usize = 1024;
const OVERLAP: usize = 128;

/// The words that are known.
#[derive(Clone)]
pub struct Words {
    shipped: Option<Table<&'static [u8]>>,
    own: Option<Arc<Table<Vec<u8>>>>,
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let own = self.own.as_ref().map_or(0, |o| o.len());
        f.debug_struct("Words")
            .field("own", &own)
            .finish_non_exhaustive()
    }
}

impl Default for Words {
    fn default() -> Self {
        Self {
            shipped: Table::new(TABLE),
            own: None,
        }
    }
}

impl Words {
    /// The shipped words and `words` of the reader's own, which must be Thai to count.
    #[must_use]
    pub fn with<'a>(self, words: impl IntoIterator<Item = &'a str>) -> Self {
        let own = lexicon::compile_flat(words, OWN)
            .and_then(Table::new)
            .map(Arc::new);
        Self { own, ..self }
    }

    /// Whether `word` is in the shipped list.
    pub fn knows(&self, word: &str) -> bool {
        lexicon::key(word).is_some_and(|key| self.shipped.as_ref().is_some_and(|t| t.has(&key)))
    }

    /// Byte offsets of the word borders inside `text[run]`, which is all Thai letters, in order, given to `put`.
    pub fn borders(
        &self,
        text: &str,
        run: Range<usize>,
        work: &mut Work,
        mut put: impl FnMut(usize),
    ) {
        work.read(text, run);
        let n = work.codes.len();
        let mut from = 0;
        while from < n {
            let to = n.min(from + WINDOW);
            self.search(work, from, to, usize::MAX);
            // What lies near the end of a window may come out differently with more text: look again.
            let keep = if to == n { n } else { to - OVERLAP };
            let mut last = from;
            for &at in work.path.iter().rev() {
                let at = at as usize;
                if at > from && at < n && at <= keep {
                    put(work.offsets[at] as usize);
                    last = at;
                }
            }
            from = if to == n {
                n
            } else if last > from {
                last
            } else {
                to
            };
        }
    }

    /// Borders inside `text`, all Thai letters and taken for one word, by the shorter words in it: of at
    /// most `most` letters. For the word that is wider than its line.
    pub fn parts(&self, text: &str, most: usize) -> Vec<usize> {
        let mut work = Work::default();
        work.read(text, 0..text.len());
        let n = work.codes.len().min(WINDOW);
        self.search(&mut work, 0, n, most);
        let inside = work
            .path
            .iter()
            .rev()
            .map(|at| *at as usize)
            .filter(|at| *at > 0 && *at < n);
        inside.map(|at| work.offsets[at] as usize).collect()
    }

    /// Leaves the cheapest chain from letter `from` to letter `to` in `work.path`, last border first.
    /// Words of more than `most` letters are passed over.
    fn search(&self, work: &mut Work, from: usize, to: usize, most: usize) {
        let Work {
            codes,
            legal,
            best,
            back,
            path,
            ..
        } = work;
        let size = to - from;
        best.clear();
        best.resize(size + 1, u32::MAX);
        back.clear();
        back.resize(size + 1, 0);
        best[0] = 0;
        for i in 0..size {
            let here = best[i];
            if here == u32::MAX {
                continue;
            }
            let ends = |j: usize| j == size || legal[from + j];
            let mut reach = |j: usize, cost: u32| {
                let total = here.saturating_add(cost);
                if total < best[j] {
                    (best[j], back[j]) = (total, i as u32);
                }
            };
            let letters = &codes[from + i..to];
            if let Some(table) = &self.shipped {
                table.walk(letters, |len, cost| {
                    if len <= most && ends(i + len) {
                        reach(i + len, cost);
                    }
                });
            }
            if let Some(table) = &self.own {
                table.walk(letters, |len, cost| {
                    if len <= most && ends(i + len) {
                        reach(i + len, cost);
                    }
                });
            }
            let mut units = 0;
            for len in 1..=letters.len() {
                if ends(i + len) {
                    reach(i + len, UNKNOWN + UNKNOWN_LETTER * len as u32);
                    units += 1;
                    if units == UNKNOWN_UNITS {
                        break;
                    }
                }
            }
        }
        path.clear();
        let mut at = size;
        while at > 0 {
            path.push((from + at) as u32);
            at = back[at] as usize;
        }
    }
}

/// Memory for the search, to be used again.
#[derive(Debug, Default)]
pub struct Work {
    codes: Vec<u8>,
    offsets: Vec<u32>,
    legal: Vec<bool>,
    best: Vec<u32>,
    back: Vec<u32>,
    path: Vec<u32>,
}

impl Work {
    fn read(&mut self, text: &str, run: Range<usize>) {
        self.codes.clear();
        self.offsets.clear();
        let (from, text) = (run.start, &text[run]);
        let mut plain = normal::Plain::default();
        if text.chars().all(|c| plain.follows(c)) {
            let letters = text.char_indices().filter(|(_, c)| super::is_thai(*c));
            self.take(from, letters.map(|(at, c)| ((c as u32 - 0xe00) as u8, at)));
        } else {
            self.take(from, letters(text));
        }
        self.legal.clear();
        self.legal
            .extend((0..self.codes.len()).map(|i| legal(&self.codes, i)));
    }

    /// Takes letters with their offsets behind `from`.
    fn take(&mut self, from: usize, letters: impl Iterator<Item = (u8, usize)>) {
        let mut again = 0;
        for (code, at) in letters {
            again = if self.codes.last() == Some(&code) {
                again + 1
            } else {
                0
            };
            // Drawn-out letters (มากกกก, ครับบบบ) count once; two consonants in a row are spelling.
            let spare = if is_consonant(code) { 2 } else { 1 };
            if again >= spare {
                if again == spare && spare == 2 {
                    self.codes.pop();
                    self.offsets.pop();
                }
                continue;
            }
            self.codes.push(code);
            self.offsets.push((from + at) as u32);
        }
    }
}

/// The letters of a Thai text in normal form, as the low bits of U+0E00–U+0E7F, each with its byte
/// offset. Other characters are passed over.
pub fn letters(text: &str) -> impl Iterator<Item = (u8, usize)> {
    normal::chars(text.char_indices())
        .filter(|(c, _)| super::is_thai(*c))
        .map(|(c, at)| ((c as u32 - 0xe00) as u8, at))
}

const MAITAIKHU: u8 = 0x47;
const THANTHAKHAT: u8 = 0x4c;

const fn is_tone(code: u8) -> bool {
    matches!(code, 0x48..=0x4b)
}

const fn is_consonant(code: u8) -> bool {
    matches!(code, 0x01..=0x2e)
}

/// Whether a line of Thai may break before letter `i`, as far as spelling tells.
fn legal(codes: &[u8], i: usize) -> bool {
    let at = |i: usize| codes.get(i).copied().unwrap_or(0);
    let Some(before) = i.checked_sub(1).map(at) else {
        return false;
    };
    // Not before a mark, a vowel that follows its consonant, ๆ or ฯ; not after a vowel that leads.
    if never_first(at(i)) || leads(before) {
        return false;
    }
    // MAI HAN-AKAT, SARA UEE and MAITAIKHU need a final consonant, with or without a tone; but ก็ is a word.
    let vowel = match i.checked_sub(2).map(at) {
        Some(v) if is_tone(before) => v,
        _ => before,
    };
    let is_ko =
        codes[..i].ends_with(&[0x01, MAITAIKHU]) && !i.checked_sub(3).map(at).is_some_and(leads);
    if matches!(vowel, 0x31 | 0x37 | MAITAIKHU) && !is_ko {
        return false;
    }
    // A silenced consonant belongs to what stands before it: จันท|ร์ is no break.
    if is_consonant(at(i)) {
        let next = at(i + 1);
        if next == THANTHAKHAT || (matches!(next, 0x34 | 0x38) && at(i + 2) == THANTHAKHAT) {
            return false;
        }
    }
    true
}

/// Whether a letter may never begin a line: U+0E30–0E3A, ๅ, marks, ๆ, ฯ.
pub const fn never_first(code: u8) -> bool {
    matches!(code, 0x2f..=0x3a | 0x45..=0x4e)
}

/// Whether a letter may never end a line: เ แ โ ใ ไ.
pub const fn leads(code: u8) -> bool {
    matches!(code, 0x40..=0x44)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> String {
        let mut cuts = Vec::new();
        Words::default().borders(text, 0..text.len(), &mut Work::default(), |at| {
            cuts.push(at);
        });
        let mut out = String::new();
        for (at, c) in text.char_indices() {
            if cuts.contains(&at) {
                out.push('|');
            }
            out.push(c);
        }
        out
    }

    #[test]
    fn words() {
        for expected in [
            "ความร่วมมือ|ระหว่าง|ประเทศ",
            "น้ำท่วม|กรุงเทพ",
            "สวัสดี|ครับ",
            "ประชาชน|ต้อง|อพยพ",
            "อร่อยยยยยย",
        ] {
            let text = expected.replace('|', "");
            let got = split(&text);
            assert_eq!(got, expected);
        }
        // The same word in two halves, and with the tone first.
        assert_eq!(split("นํ้าท่วมกรุงเทพ"), "นํ้าท่วม|กรุงเทพ");
        assert_eq!(split("เเม่น้ํากก"), "เเม่น้ํา|กก");
    }

    #[test]
    fn one_spelling() {
        let spell = |s: &str| letters(s).map(|(c, _)| c).collect::<Vec<_>>();
        for (a, b) in [
            ("น้ำ", "นํ้า"),
            ("น้ำ", "น้ํา"),
            ("กำ", "กํา"),
            ("แม่", "เเม่"),
            ("กี่", "ก่ี"),
        ] {
            assert_eq!(spell(a), spell(b), "{a} {b}");
        }
        assert_eq!(spell("ก\u{e4d}"), [0x01, 0x4d]);
        assert_eq!(spell("ก\u{e4d}่"), [0x01, 0x4d, 0x48]);
    }

    #[test]
    fn long_runs_are_linear_and_agree() {
        let unit = "ความร่วมมือระหว่างประเทศ";
        let text = unit.repeat(2_000);
        let mut cuts = Vec::new();
        Words::default().borders(&text, 0..text.len(), &mut Work::default(), |at| {
            cuts.push(at);
        });
        let per = split(unit).matches('|').count() + 1;
        assert_eq!(cuts.len(), per * 2_000 - 1);
        assert!(cuts.is_sorted());
        for hostile in ["ก", "เ", "่", "ๆ", "ะ", "ฮฮฮ"] {
            let text = hostile.repeat(100_000);
            Words::default().borders(&text, 0..text.len(), &mut Work::default(), |_| {});
        }
    }

    #[test]
    fn a_long_word_parts_at_shorter_ones() {
        let long = "องค์การแรงงานระหว่างประเทศ";
        let words = Words::default();
        assert!(words.knows(long));
        let mut cut = long.to_owned();
        for at in words.parts(long, 12).into_iter().rev() {
            cut.insert(at, '|');
        }
        assert_eq!(cut, "องค์การ|แรงงาน|ระหว่าง|ประเทศ");
    }

    #[test]
    fn own_words() {
        let text = "เบยอนเซ่มาไทย";
        let own = Words::default().with(["เบยอนเซ่", "not Thai", ""]);
        let mut cuts = Vec::new();
        own.borders(text, 0..text.len(), &mut Work::default(), |at| {
            cuts.push(at);
        });
        assert_eq!(cuts.first(), Some(&"เบยอนเซ่".len()));
    }
}
