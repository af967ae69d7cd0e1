//! Foreign text becomes [`Clean`] here and nowhere else.
//!
//! Steps, in one pass and linear time:
//!
//! 1. Terminal control sequences are dropped whole where they are well-formed;
//!    a broken one loses its introducer.
//! 2. CRLF, CR, VT, FF, U+0085, U+2028 and U+2029 become `\n`; a TAB becomes
//!    four spaces; every other control character is dropped.
//! 3. Marks are capped at 8 a cluster, clusters at 32 code points.
//!
//! Soft hyphen, zero-width and no-break spaces, joiners and bidi characters
//! stay: they are the author's text, and [`cell`](super::cell) deals with them
//! on the way to the screen. ASCII and Thai that need no change are copied.

mod cap;
mod escape;

use std::fmt;
use std::ops::{Deref, Range};

/// What a TAB becomes.
const TAB: &str = "    ";

/// Text that has been through [`clean()`]: no control or escape character,
/// line ends as `\n`, no TAB, at most 8 marks on a cluster and 32 code points in one.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clean(Box<str>);

impl Clean {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A part of the text, which stays clean. `range` is in bytes; an end
    /// inside a character moves to its start, one beyond the text to its end.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> Self {
        let to = self.floor(range.end);
        let from = self.floor(range.start).min(to);
        Self(self.0[from..to].into())
    }

    /// The text without white space at its ends.
    #[must_use]
    pub fn trimmed(&self) -> Self {
        Self(self.0.trim().into())
    }

    /// Parts joined by `separator`, cleaned as a whole.
    pub fn join<'a>(parts: impl IntoIterator<Item = &'a str>, separator: &str) -> Self {
        clean(&parts.into_iter().collect::<Vec<_>>().join(separator))
    }

    /// The nearest character border at or before `at`.
    fn floor(&self, at: usize) -> usize {
        let mut at = at.min(self.0.len());
        while !self.0.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

impl Deref for Clean {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Clean {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<Clean> for String {
    fn from(clean: Clean) -> Self {
        clean.0.into_string()
    }
}

impl fmt::Display for Clean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Clean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// Cleans text of many lines.
///
/// ```
/// let text = khao::text::clean("a\u{1b}]52;c;eA==\u{7}b\r\nกำ\u{9b}2Jc");
/// assert_eq!(text.as_str(), "ab\nกำc");
/// ```
pub fn clean(raw: &str) -> Clean {
    if cap::is_plainly_clean(raw) {
        return Clean(raw.into());
    }
    let mut out = cap::Capped::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(c) = rest.chars().next() {
        let mut len = c.len_utf8();
        match c {
            '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\r' => {
                len += usize::from(rest[len..].starts_with('\n'));
                out.push('\n');
            }
            '\t' => TAB.chars().for_each(|c| out.push(c)),
            c if c.is_control() => len = escape::sequence(rest).max(len),
            c => out.push(c),
        }
        rest = &rest[len..];
    }
    Clean(out.finish().into_boxed_str())
}

/// Cleans a title, a name, a path or a message: line ends and runs of spaces become one space, and the ends are trimmed.
pub fn clean_line(raw: &str) -> Clean {
    let text = clean(raw);
    let mut words = text.split([' ', '\n']).filter(|w| !w.is_empty());
    let mut line = String::with_capacity(text.len());
    line.push_str(words.next().unwrap_or_default());
    for word in words {
        line.push(' ');
        line.push_str(word);
    }
    clean(&line)
}

/// Cleans a line that is being typed: its spaces stay as they are, and a line end becomes one.
pub fn clean_typed(raw: &str) -> Clean {
    clean(&clean(raw).replace('\n', " "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation as _;

    fn check(cases: &[(&str, &str)]) {
        for (raw, expected) in cases {
            assert_eq!(clean(raw).as_str(), *expected, "{raw:?}");
        }
    }

    #[test]
    fn escapes_go_as_a_whole() {
        check(&[
            ("a \u{1b}]52;c;ZXZpbA==\u{7} b", "a  b"),
            ("\u{1b}]0;x\u{7}t", "t"),
            ("\u{1b}[21t\u{1b}[>0qt", "t"),
            ("\u{1b}P$qm\u{1b}\\t", "t"),
            ("\u{1b}[6n\u{1b}c\u{1b}[?1049l\u{1b}[3Jt", "t"),
            ("\u{1b}]8;;\u{1b}[0mlink", "8;;link"),
            ("\u{1b}_Gi=1;AAAA\u{1b}\\t", "t"),
            ("\u{1b}%@\u{1b}(0\u{e}t\u{f}", "t"),
            ("\u{1b}]no end", "no end"),
            ("\u{1b}]no end\nnext line", "no end\nnext line"),
            ("ก\u{1b}[31mข\u{1b}[0m", "กข"),
            ("\u{9b}2Jt", "t"),
            ("\u{9d}0;x\u{9c}t", "t"),
            ("1\u{9b}", "1"),
        ]);
    }

    #[test]
    fn controls_and_line_ends() {
        check(&[
            ("abc\rXYZ", "abc\nXYZ"),
            ("a\r\nb\r\rc", "a\nb\n\nc"),
            ("a\u{8}b\u{7f}c\0d", "abcd"),
            ("a\tb", "a    b"),
            ("a\u{b}b\u{c}c\u{85}d\u{2028}e\u{2029}f", "a\nb\nc\nd\ne\nf"),
        ]);
        assert_eq!(clean_line("  a\r\n b\t\tc \u{1b}[1m").as_str(), "a b c");
        assert_eq!(clean_line("ไทย\u{a0}แลนด์").as_str(), "ไทย\u{a0}แลนด์");
    }

    #[test]
    fn format_characters_stay() {
        let text = "pay\u{200b}pal \u{ad} \u{2060} \u{feff} \u{202e}x\u{202c} \u{2066} क्‍ष \u{a0} \u{e0041}";
        assert_eq!(clean(text).as_str(), text);
        for emoji in [
            "👨\u{200d}👩\u{200d}👧\u{200d}👦",
            "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
        ] {
            assert_eq!(clean(emoji).as_str(), emoji);
        }
    }

    #[test]
    fn floods_are_cut_in_linear_time() {
        let n = 200_000;
        let marks = |s: &str| s.chars().count() - 1;
        assert_eq!(marks(&clean(&format!("a{}", "\u{301}".repeat(n)))), 8);
        assert_eq!(marks(&clean(&format!("ก{}", "\u{e48}".repeat(n)))), 8);
        let chain = clean(&"👩\u{200d}".repeat(n / 2));
        assert!(chain.graphemes(true).all(|c| c.chars().count() <= 32));
        assert_eq!(clean(&"\u{1100}".repeat(n)).chars().count(), 32);
        let flags = "\u{1f1f9}\u{1f1ed}".repeat(n / 2);
        assert_eq!(clean(&flags).as_str(), flags);
        let escapes = "\u{1b}]".repeat(n);
        assert_eq!(clean(&escapes).as_str(), "");
        let open = format!("\u{1b}[{}", "1;".repeat(n));
        assert_eq!(clean(&open).len(), 2 * n);
    }

    #[test]
    fn slices_never_panic() {
        let text = clean("กำลัง");
        assert_eq!(text.slice(0..6).as_str(), "กำ");
        assert_eq!(text.slice(1..7).as_str(), "กำ");
        assert_eq!(text.slice(Range { start: 9, end: 2 }).as_str(), "");
        assert_eq!(text.slice(0..999).as_str(), "กำลัง");
    }

    fn hostile() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            any::<char>().prop_map(String::from),
            "[ก-๛]{1,4}",
            "[\\x00-\\x1f\\x7f-\\x9f]{1,3}",
            prop::sample::select(vec![
                "\u{1b}[",
                "\u{1b}]",
                "\u{1b}\\",
                "\u{7}",
                "\u{200d}",
                "👩",
                "\u{1f1f9}",
                "\u{1100}",
                "\u{301}",
                "\u{e33}",
                "क",
                "\u{94d}",
                "\u{600}",
                "\u{200b}",
                "\t",
                "31m",
                "\u{ac00}",
                "\u{11a8}",
            ])
            .prop_map(String::from),
        ];
        prop::collection::vec((piece, 1..12usize), 0..24)
            .prop_map(|parts| parts.into_iter().map(|(p, n)| p.repeat(n)).collect())
    }

    proptest! {
        #[test]
        fn invariants(raw in hostile()) {
            let text = clean(&raw);
            prop_assert!(text.chars().all(|c| c == '\n' || !c.is_control()));
            for cluster in text.graphemes(true) {
                prop_assert!(cluster.chars().count() <= cap::POINTS);
                let marks = cluster.chars().skip(1).filter(|c| format!("a{c}").graphemes(true).count() == 1);
                prop_assert!(marks.count() <= cap::MARKS);
            }
            prop_assert_eq!(clean(&text), text.clone());
            let line = clean_line(&raw);
            prop_assert!(!line.contains('\n'));
            prop_assert_eq!(clean_line(&line), line);
            prop_assert_eq!(clean(&text.slice(3..17)), text.slice(3..17));
            prop_assert_eq!(clean(&text.trimmed()), text.trimmed());
        }
    }
}
