//! Where a line may break: UAX 14 for all scripts, joined with Thai words.
//!
//! Steps:
//!
//! 1. UAX 14 by `icu_segmenter`, without its data for complex scripts. It
//!    takes Thai for letters and so gives spaces, hyphens and line ends.
//! 2. Thai words ([`thai::Words`]), places behind ๆ and ฯ, and joins of Thai
//!    with Latin letters and digits, which UAX 14 lacks.
//! 3. [`rules`] take away what would look wrong: `ต่าง ๆ`, `พ.ศ. 2562`,
//!    `11 ธ.ค. 2563`, `500 บาท`, addresses, a line that begins with a mark or
//!    with a no-break space.
//!
//! Everything is linear. ASCII text costs step 1 only.

mod rules;
mod words;

use std::borrow::Cow;
use std::ops::Range;

use icu_segmenter::{LineSegmenter, options::LineBreakOptions};

use super::thai;
pub use super::thai::words::Work;

/// Why a line may or must end at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BreakKind {
    /// The text has a line end here.
    Must,
    /// After a space.
    Space,
    /// Between two words or after a hyphen, with no space.
    Word,
}

/// A place where a line may end: `at` is the byte offset of the next line's first byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Break {
    /// Byte offset into the text.
    pub at: usize,
    /// Why.
    pub kind: BreakKind,
}

/// Finds break opportunities. Cheap to make: the Thai words are compiled in.
#[derive(Debug, Clone, Default)]
pub struct Segmenter {
    words: thai::Words,
}

impl Segmenter {
    /// A segmenter with the shipped words.
    pub fn new() -> Self {
        Self::default()
    }

    /// A segmenter that also knows `words` of the reader's own, in place of any given before.
    #[must_use]
    pub fn with_words<'a>(self, words: impl IntoIterator<Item = &'a str>) -> Self {
        Self {
            words: self.words.with(words),
        }
    }

    /// Whether `word` is one of the shipped Thai words.
    pub fn knows(&self, word: &str) -> bool {
        self.words.knows(word)
    }

    /// All break opportunities of `text` in order, without its start and its end.
    ///
    /// ```
    /// let breaks = khao::text::Segmenter::new().breaks("น้ำท่วม 3 วัน");
    /// let at: Vec<_> = breaks.iter().map(|b| b.at).collect();
    /// assert_eq!(at, ["น้ำท่วม ".len(), "น้ำท่วม 3 ".len()]);
    /// ```
    pub fn breaks(&self, text: &str) -> Vec<Break> {
        let plain = plain(text);
        let uax14 = LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());
        self.allowed(text, uax14.segment_str(&plain))
    }

    /// Those of [`breaks`](Self::breaks) that lie inside runs of Thai letters, where UAX 14 has none,
    /// and perhaps others: where it is words that matter, this is the cheaper question.
    pub fn thai_breaks(&self, text: &str) -> Vec<Break> {
        self.allowed(text, std::iter::empty())
    }

    /// What the rules leave of `uax14` and khao's own places.
    fn allowed(&self, text: &str, uax14: impl Iterator<Item = usize>) -> Vec<Break> {
        let mut thai = Vec::new();
        if thai::has_thai(text) {
            self.thai_borders(text, &mut thai);
        }
        let addresses = rules::addresses(text);
        let joints = addresses
            .iter()
            .flat_map(|a| (a.start + 1..a.end).filter(|at| rules::allows_in_address(text, *at)));
        let own = merged(merged(thai.into_iter(), joints), rules::wide_spaces(text));
        let mut addresses = addresses.iter().peekable();
        let mut out = Vec::new();
        for at in merged(uax14, own) {
            if at == 0 || at >= text.len() {
                continue;
            }
            let kind = match text.as_bytes()[at - 1] {
                b'\n' => BreakKind::Must,
                b' ' => BreakKind::Space,
                _ if text[..at].ends_with('\u{a0}') => BreakKind::Space,
                _ => BreakKind::Word,
            };
            while addresses.next_if(|a| a.end <= at).is_some() {}
            let allowed = kind == BreakKind::Must
                || match addresses.peek() {
                    Some(a) if a.start < at => rules::allows_in_address(text, at),
                    _ => true,
                } && rules::allows(text, at);
            if allowed {
                out.push(Break { at, kind });
            }
        }
        out
    }

    /// Borders of Thai words and joins with other scripts, in order.
    fn thai_borders(&self, text: &str, out: &mut Vec<usize>) {
        let mut work = Work::default();
        let mut from = 0;
        while let Some(run) = next_run(text, from) {
            from = run.end;
            let joins =
                |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !thai::is_letter(c));
            if joins(text[..run.start].chars().next_back()) {
                out.push(run.start);
            }
            if !is_abbreviation(text, &run) {
                self.run_borders(text, run.clone(), &mut work, out);
            }
            if joins(text[run.end..].chars().next()) {
                out.push(run.end);
            }
        }
    }

    /// Borders inside one run of Thai letters: words, and behind ๆ and ฯ.
    fn run_borders(&self, text: &str, run: Range<usize>, work: &mut Work, out: &mut Vec<usize>) {
        let is_sign = |c: char| matches!(c, 'ๆ' | 'ฯ');
        let mut from = run.start;
        while from < run.end {
            let part = text[from..run.end]
                .find(is_sign)
                .map_or(run.end, |i| from + i);
            self.words
                .borders(text, from..part, work, |at| out.push(at));
            let rest = &text[part..run.end];
            // ฯลฯ is one sign, ฯพณฯ one word.
            let sign = ["ฯลฯ", "ฯพณฯ"]
                .iter()
                .find(|s| rest.starts_with(**s))
                .map_or(0, |s| s.len());
            let signs = rest[sign..]
                .find(|c| !is_sign(c))
                .unwrap_or(rest.len() - sign);
            from = part + sign + signs;
            if from < run.end {
                out.push(from);
            }
        }
    }
}

/// `text` with the letters that UAX 14 leaves to dictionaries (Thai, Lao, Khmer, Myanmar and their kin)
/// as letters of the same length in bytes, which is what it takes them for without a dictionary.
/// Handing them over as they are would have the segmenter look for one and complain.
fn plain(text: &str) -> Cow<'_, str> {
    let is_complex = |c: char| {
        matches!(c,
            '\u{e01}'..='\u{e3a}' | '\u{e40}'..='\u{e4e}' | '\u{e80}'..='\u{eff}' | '\u{1000}'..='\u{109f}'
            | '\u{1780}'..='\u{17df}' | '\u{1950}'..='\u{19df}' | '\u{1a20}'..='\u{1aaf}'
            | '\u{a9e0}'..='\u{a9ff}' | '\u{aa60}'..='\u{aadf}' | '\u{11700}'..='\u{1174f}')
    };
    if text.is_ascii() || !text.contains(is_complex) {
        return Cow::Borrowed(text);
    }
    let letter = |c: char| match c {
        c if !is_complex(c) || c.is_numeric() => c,
        '\u{11700}'..='\u{1174f}' => '\u{10400}',
        _ => '\u{1e00}',
    };
    Cow::Owned(text.chars().map(letter).collect())
}

/// Whether a line may end between two clusters of one word, where it must end somewhere:
/// the next line begins with no mark and no vowel that follows, this one ends with none that leads.
pub(super) fn may_part(before: &str, after: &str) -> bool {
    !after.chars().next().is_some_and(rules::never_first)
        && !before.chars().next_back().is_some_and(rules::never_last)
}

/// The next run of Thai letters from byte `from` on.
fn next_run(text: &str, from: usize) -> Option<Range<usize>> {
    let start = from + text[from..].find(thai::is_letter)?;
    let len = text[start..]
        .find(|c| !thai::is_letter(c))
        .unwrap_or(text.len() - start);
    Some(start..start + len)
}

/// Whether a run is letters before a dot, as in `สปสช.`: no words to part.
fn is_abbreviation(text: &str, run: &Range<usize>) -> bool {
    text[run.end..].starts_with('.')
        && run.len() <= 6 * 'ก'.len_utf8()
        && text[run.clone()].chars().all(|c| matches!(c, 'ก'..='ฮ'))
}

/// Two rising sequences as one, without doubles.
fn merged(
    a: impl Iterator<Item = usize>,
    b: impl Iterator<Item = usize>,
) -> impl Iterator<Item = usize> {
    let (mut a, mut b) = (a.peekable(), b.peekable());
    std::iter::from_fn(move || {
        let next = match (a.peek(), b.peek()) {
            (Some(x), Some(y)) => *x.min(y),
            (Some(x), None) | (None, Some(x)) => *x,
            (None, None) => return None,
        };
        a.next_if_eq(&next);
        b.next_if_eq(&next);
        Some(next)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::wrap::mark;

    fn marked(text: &str) -> String {
        mark(text, &Segmenter::new(), "|")
    }

    /// Each case is a text with `|` at every place where it may break.
    fn check(cases: &[&str]) {
        for expected in cases {
            assert_eq!(marked(&expected.replace('|', "")), *expected);
        }
    }

    #[test]
    fn thai_signs() {
        check(&[
            "ต่าง ๆ |กัน",
            "ต่างๆ|กัน",
            "กรุงเทพฯ|และ",
            "ปลา |ไก่ ฯลฯ |และ",
            "“สวัสดี|ครับ” |เขา|พูด",
            "(กระทรวง|สาธารณสุข)",
            "สวัสดี\u{200b}|ครับ",
            "สหรัฐ\u{a0}อเมริกา",
            "ไทย-|ญี่ปุ่น",
            "น้ำท่วม|กรุงเทพ",
            "นํ้าท่วม|กรุงเทพ",
        ]);
    }

    proptest! {
        #[test]
        fn inside_thai_the_cheap_way_tells_the_same(
            text in "(ความร่วมมือ|ระหว่าง|ประเทศ|น้ำ|https://a.b/|พ.ศ. |ฯลฯ|ๆ|[ก-๛]|[A-z0-9 .(\u{200b}\n]){0,30}"
        ) {
            let segmenter = Segmenter::new();
            let inside = |breaks: Vec<Break>| -> Vec<Break> {
                let is_inside = |b: &Break| {
                    text[..b.at].ends_with(thai::is_letter) && text[b.at..].starts_with(thai::is_letter)
                };
                breaks.into_iter().filter(is_inside).collect()
            };
            let (all, cheap) = (segmenter.breaks(&text), segmenter.thai_breaks(&text));
            prop_assert_eq!(inside(cheap), inside(all));
        }
    }

    #[test]
    fn numbers_dates_and_units() {
        check(&[
            "เมื่อ |พ.ศ. 2562 |นี้",
            "พ.ศ.2562",
            "11 ธ.ค. 2563 |ถึง",
            "๑๑ ธ.ค. ๒๕๖๓ |ถึง",
            "วันที่ |11 ธันวาคม |2563",
            "ราคา |500 บาท",
            "ราคา|500บาท",
            "เวลา |08.05 น. |ของ",
            "ระยะ |1,234.50 กม.",
            "50 % |ของ",
            "฿500",
            "(สปสช.) |และ",
            "โรงพยาบาล|สปสช.",
        ]);
    }

    #[test]
    fn other_scripts_and_addresses() {
        check(&[
            "แอป|Google|สำหรับ",
            "ปี|2563|นี้",
            "see |https://example.com/|ข่าว/|1234?|a=|b&|c=|d-e |now",
            "www.example.com/|a-b |x",
            "https://a.test/|x|ข่าว",
            "well-|known",
            "soft\u{ad}hyphen",
            "word\u{2060}joiner |no\u{a0}break",
            "two \u{a0}|spaces \u{a0} |in\u{a0} |one-\u{a0}run",
            " \u{a0}first",
            "พ.ศ. \u{a0}2562",
        ]);
    }

    #[test]
    fn line_ends_must() {
        let breaks = Segmenter::new().breaks("a\n\nก\nb c");
        let kinds: Vec<_> = breaks.iter().map(|b| b.kind).collect();
        assert_eq!(
            kinds,
            [
                BreakKind::Must,
                BreakKind::Must,
                BreakKind::Must,
                BreakKind::Space
            ]
        );
        assert_eq!(marked("a\n\nb"), "a\n\nb");
    }

    #[test]
    fn words_for_an_index() {
        let text = "น้ำท่วม ปี2554: the café's end";
        let segmenter = Segmenter::new();
        let words: Vec<_> = segmenter
            .words(text)
            .into_iter()
            .map(|w| &text[w])
            .collect();
        assert_eq!(words, ["น้ำท่วม", "ปี", "2554", "the", "café", "s", "end"]);
    }

    #[test]
    fn own_words_hold_together() {
        let own = Segmenter::new().with_words(["เบยอนเซ่"]);
        assert_eq!(mark("ฟังเบยอนเซ่ร้อง", &own, "|"), "ฟัง|เบยอนเซ่|ร้อง");
    }

    #[test]
    fn floods_are_linear() {
        for piece in [
            "\u{200b}", "🇹🇭", " ", "ก", "เ ", "http://", "www.", " \u{a0}", "a \u{a0}", "\u{a0}",
            "a\u{301}", "ๆ", "1 ",
        ] {
            let text = piece.repeat(50_000);
            assert!(Segmenter::new().breaks(&text).len() <= text.len());
        }
    }
}
