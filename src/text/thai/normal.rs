//! The Thai normal form: one spelling for what is drawn alike.
//!
//! - The marks on a consonant come in one order: vowel, NIKHAHIT, tone, silencer; each once.
//! - NIKHAHIT and SARA AA, with or without a tone, are SARA AM.
//! - Two SARA E are SARA AE.
//!
//! NFC does none of this, and NFKC takes SARA AM apart in the wrong order
//! behind a tone. The rules are those of `normalize` in `PyThaiNLP`.

/// Marks that are put in order together; a flood of more is passed on in pieces.
const TOGETHER: usize = 12;

const SARA_AA: char = '\u{e32}';
const SARA_AM: char = '\u{e33}';
const SARA_E: char = '\u{e40}';
const SARA_AE: char = '\u{e41}';
const NIKHAHIT: char = '\u{e4d}';

/// Place of a mark among those on one consonant; `None` for what is no such mark.
const fn rank(c: char) -> Option<u8> {
    match c {
        '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}' => Some(0),
        NIKHAHIT => Some(1),
        '\u{e48}'..='\u{e4b}' => Some(2),
        '\u{e4c}' | '\u{e4e}' => Some(3),
        SARA_AM => Some(4),
        _ => None,
    }
}

/// The characters of `text` in normal form, each with its byte offset. The offsets rise.
pub fn chars<I: Iterator<Item = (usize, char)>>(text: I) -> Chars<I> {
    Chars {
        rest: text,
        next: None,
        marks: [('\0', 0); TOGETHER],
        from: 0,
        to: 0,
    }
}

/// Whether text is in normal form already, looking at pairs of characters: false for some that is, too.
#[derive(Debug, Clone, Copy, Default)]
pub struct Plain(char);

impl Plain {
    /// Whether `c` may stand behind the characters before it.
    pub const fn follows(&mut self, c: char) -> bool {
        let before = self.0;
        self.0 = c;
        match (rank(before), rank(c)) {
            // A tone may stand between NIKHAHIT and what it becomes one with.
            (Some(a), Some(b)) => a < b && before != NIKHAHIT,
            _ => !matches!((before, c), (NIKHAHIT, SARA_AA) | (SARA_E, SARA_E)),
        }
    }
}

/// See [`chars`].
#[derive(Debug, Clone)]
pub struct Chars<I> {
    rest: I,
    /// One character read ahead.
    next: Option<(usize, char)>,
    /// Marks in order, `from..to` of which are still to be given out.
    marks: [(char, usize); TOGETHER],
    from: usize,
    to: usize,
}

impl<I: Iterator<Item = (usize, char)>> Chars<I> {
    fn take(&mut self) -> Option<(usize, char)> {
        self.next.take().or_else(|| self.rest.next())
    }

    /// Reads the marks that follow `first`, puts them in order and gives out the first of them.
    fn marks(&mut self, first: (char, usize)) -> (char, usize) {
        self.marks[0] = first;
        let mut n = 1;
        let mut ring = first.0 == NIKHAHIT;
        while n < TOGETHER {
            let Some((at, c)) = self.take() else { break };
            let c = if ring && c == SARA_AA { SARA_AM } else { c };
            if rank(c).is_none() {
                self.next = Some((at, c));
                break;
            }
            ring |= c == NIKHAHIT;
            self.marks[n] = (c, at);
            n += 1;
        }
        let mut at = [0; TOGETHER];
        for (place, mark) in at.iter_mut().zip(&self.marks[..n]) {
            *place = mark.1;
        }
        self.marks[..n].sort_by_key(|(c, _)| rank(*c));
        let composed = ring && self.marks[..n].iter().any(|(c, _)| *c == SARA_AM);
        let mut kept = 0;
        for i in 0..n {
            let c = self.marks[i].0;
            let again = kept > 0 && self.marks[kept - 1].0 == c;
            let spent = composed && c == NIKHAHIT;
            if !again && !spent {
                self.marks[kept] = (c, at[kept]);
                kept += 1;
            }
        }
        // The last stands for all that went into it.
        self.marks[kept - 1].1 = at[n - 1];
        (self.from, self.to) = (1, kept);
        self.marks[0]
    }
}

impl<I: Iterator<Item = (usize, char)>> Iterator for Chars<I> {
    type Item = (char, usize);

    fn next(&mut self) -> Option<Self::Item> {
        if self.from < self.to {
            self.from += 1;
            return Some(self.marks[self.from - 1]);
        }
        let (at, c) = self.take()?;
        if c == SARA_E {
            match self.take() {
                Some((_, SARA_E)) => return Some((SARA_AE, at)),
                other => self.next = other,
            }
        }
        if rank(c).is_some() {
            return Some(self.marks((c, at)));
        }
        Some((c, at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normal(text: &str) -> String {
        let mut last = 0;
        chars(text.char_indices())
            .map(|(c, at)| {
                assert!(at >= last, "offsets rise in {text}");
                last = at;
                c
            })
            .collect()
    }

    #[test]
    fn one_spelling() {
        for (raw, expected) in [
            ("น\u{e4d}\u{e49}\u{e32}", "น้ำ"),
            ("น\u{e49}\u{e4d}\u{e32}", "น้ำ"),
            ("น\u{e33}\u{e49}", "น้ำ"),
            ("ก\u{e4d}\u{e32}", "กำ"),
            ("กำำ", "กำ"),
            ("เเม่", "แม่"),
            ("ก\u{e48}\u{e35}", "กี่"),
            ("พันธ\u{e4c}\u{e38}", "พันธุ์"),
            ("ก่่่", "ก่"),
            ("ก\u{e4d}", "ก\u{e4d}"),
            ("กา า", "กา า"),
            ("เ", "เ"),
            ("plain é 漢", "plain é 漢"),
            ("", ""),
        ] {
            assert_eq!(normal(raw), expected, "{raw}");
            assert_eq!(normal(expected), expected);
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_plain_stays(text in "([กขเแาำ]|[ัิีุู่้๊๋์ํ็๎ฺ]|[a ]){0,12}") {
            let mut plain = Plain::default();
            if text.chars().all(|c| plain.follows(c)) {
                proptest::prop_assert_eq!(normal(&text), text);
            }
        }
    }
}
