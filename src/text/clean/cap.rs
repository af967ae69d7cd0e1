//! Caps on clusters: 8 marks, 32 code points.
//!
//! Each character is tried against the cluster as it has been kept so far, so
//! the clusters of the output are those that were counted here, and cleaning
//! twice changes nothing. ASCII, Thai, Latin and CJK are decided by range;
//! only the rest asks UAX 29.

use unicode_segmentation::UnicodeSegmentation as _;

/// Marks on one cluster.
pub(super) const MARKS: usize = 8;

/// Code points in one cluster.
pub(super) const POINTS: usize = 32;

/// Text that grows by characters, with too long clusters cut.
#[derive(Debug, Default)]
pub(super) struct Capped {
    text: String,
    /// Where the last cluster begins.
    start: usize,
    points: usize,
    marks: usize,
    /// The last cluster is one plain base, with Thai marks at most.
    plain: bool,
    /// What the last cluster, as it stands, has no room for. A flood of marks asks the same over and over.
    refused: Vec<char>,
    scratch: String,
}

impl Capped {
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self {
            text: String::with_capacity(bytes),
            ..Self::default()
        }
    }

    pub(super) fn push(&mut self, c: char) {
        if self.refused.contains(&c) {
            return;
        }
        let mark = is_thai_mark(c);
        let joins = if self.plain && (mark || is_plain(c)) {
            mark
        } else {
            self.joins(c)
        };
        if !joins {
            self.refused.clear();
            self.start = self.text.len();
            (self.points, self.marks) = (1, usize::from(mark));
            self.plain = is_plain(c);
            self.text.push(c);
            return;
        }
        let mark = mark || self.joins_anything(c);
        if self.points == POINTS || (mark && self.marks == MARKS) {
            if self.refused.len() < 8 {
                self.refused.push(c);
            }
            return;
        }
        self.refused.clear();
        self.points += 1;
        self.marks += usize::from(mark);
        self.plain &= is_thai_mark(c);
        self.text.push(c);
    }

    pub(super) fn finish(self) -> String {
        self.text
    }

    /// Whether `c` belongs to the last cluster (UAX 29).
    fn joins(&mut self, c: char) -> bool {
        if self.text.is_empty() {
            return false;
        }
        self.scratch.clear();
        self.scratch.push_str(&self.text[self.start..]);
        self.scratch.push(c);
        self.scratch.graphemes(true).nth(1).is_none()
    }

    /// Whether `c` is a mark: it joins any letter before it (Extend, ZWJ or `SpacingMark` of UAX 29).
    fn joins_anything(&mut self, c: char) -> bool {
        self.scratch.clear();
        self.scratch.push('a');
        self.scratch.push(c);
        self.scratch.graphemes(true).nth(1).is_none()
    }
}

/// Whether all clusters of `text` are within the caps, and it has no control character but `\n`:
/// `false` may also mean that a closer look is needed.
pub(super) fn is_plainly_clean(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (mut at, mut marks) = (0, 0);
    while let Some(b) = bytes.get(at) {
        match b {
            b' '..=b'~' | b'\n' => {
                marks = 0;
                at += 1;
            }
            0..=0x7f => return false,
            _ => {
                let Some(c) = text[at..].chars().next() else {
                    return false;
                };
                if is_thai_mark(c) {
                    marks += 1;
                    if marks > MARKS {
                        return false;
                    }
                } else if is_plain(c) {
                    marks = 0;
                } else {
                    return false;
                }
                at += c.len_utf8();
            }
        }
    }
    true
}

/// A Thai mark: joins whatever stands before it. SARA AM counts as one (UAX 29, rule 9a).
const fn is_thai_mark(c: char) -> bool {
    matches!(c, '\u{e31}' | '\u{e33}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}')
}

/// A character that is a cluster by itself, never joins what stands before and, but for marks, nothing behind.
const fn is_plain(c: char) -> bool {
    matches!(c,
        ' '..='~'
        | '\u{a0}'..='\u{a8}' | '\u{aa}'..='\u{ac}' | '\u{af}'..='\u{2ff}'
        | '\u{370}'..='\u{482}' | '\u{48a}'..='\u{52f}'
        | '\u{e01}'..='\u{e30}' | '\u{e32}' | '\u{e3f}'..='\u{e46}' | '\u{e4f}'..='\u{e5b}'
        | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{203b}'
        | '\u{3040}'..='\u{3096}' | '\u{30a0}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}'
        | '\u{3001}'..='\u{3029}' | '\u{ff01}'..='\u{ff9d}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_agree_with_uax29() {
        for c in (0..=0x2_ffff).filter_map(char::from_u32) {
            let joins = format!("a{c}").graphemes(true).count() == 1;
            if is_plain(c) {
                assert!(!joins, "U+{:04X} joins a letter", c as u32);
                let behind = format!("{c}a").graphemes(true).count();
                assert_eq!(behind, 2, "U+{:04X} joins a letter behind it", c as u32);
            }
            if is_thai_mark(c) {
                assert!(joins, "U+{:04X}", c as u32);
            }
            if ('\u{e00}'..='\u{e7f}').contains(&c) {
                assert_eq!(is_thai_mark(c), joins, "U+{:04X}", c as u32);
            }
        }
    }
}
