//! The signs and the words of one line, counted in one pass each.

use std::collections::HashMap;
use std::hash::Hasher as _;

use super::super::line;
use super::feature::{Odds, float};
use super::lexis;
use crate::text::hash::Fnv;

/// What punctuation and other signs tell.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each sign is there or not, in any mix"
)]
#[derive(Default)]
pub(super) struct Marks {
    pub(super) question: bool,
    pub(super) shout: bool,
    pub(super) doubled: bool,
    pub(super) trails: bool,
    pub(super) smile: bool,
    pub(super) stretched: bool,
    pub(super) hash: bool,
    pub(super) thai: bool,
    /// The longest run in quotation marks, in characters.
    pub(super) quoted: usize,
    /// The share of digits.
    pub(super) digits: f32,
}

impl Marks {
    pub(super) fn of(text: &str) -> Self {
        let mut m = Self::default();
        let (mut last, mut run, mut n, mut digits, mut thai) = (' ', 1, 0, 0, 0);
        let mut open: Option<usize> = None;
        for c in text.chars() {
            run = if c == last { run + 1 } else { 1 };
            m.doubled |= matches!(c, '!' | '?') && matches!(last, '!' | '?');
            m.trails |= c == '…' || c == '.' && run == 2;
            m.stretched |= run >= 3 && c.is_alphabetic() && c != 'w';
            m.hash |= matches!(c, '#' | '@') && !last.is_alphanumeric();
            m.question |= c == '?';
            m.shout |= c == '!';
            m.smile |= matches!(last, ':' | ';') && matches!(c, ')' | '(' | 'D' | 'P' | 'p')
                || c == '-' && matches!(last, ':' | ';')
                || last == '^' && c == '^'
                || is_emoji(c);
            match (c, open) {
                ('“' | '„' | '«' | '"', None) => open = Some(n),
                ('”' | '“' | '»' | '"', Some(from)) => {
                    m.quoted = m.quoted.max(n - from);
                    open = None;
                }
                _ => {}
            }
            digits += usize::from(c.is_ascii_digit());
            thai += usize::from(line::is_thai(c));
            n += 1;
            last = c;
        }
        m.digits = float(digits) / float(n.max(1));
        m.thai = thai * 3 > n;
        m
    }
}

fn is_emoji(c: char) -> bool {
    matches!(c, '\u{1f300}'..='\u{1faff}' | '☺' | '☹' | '❤' | '♥' | '✨')
}

/// What the words of a line tell.
pub(super) struct Words {
    pub(super) counts: [u8; 16],
    /// The kinds of the first word.
    pub(super) first: u16,
    pub(super) n: f32,
    pub(super) odds: f32,
    /// Words whose odds were asked for.
    pub(super) asked: f32,
    pub(super) capitals: f32,
    /// Words of some length, and those of them that the first third has.
    pub(super) content: f32,
    pub(super) overlap: f32,
    pub(super) small_i: bool,
    pub(super) contracted: bool,
}

impl Words {
    pub(super) fn of(
        text: &str,
        ix: usize,
        third: usize,
        odds: Odds<'_>,
        seen: &mut HashMap<u64, usize>,
    ) -> Self {
        let mut out = Self {
            counts: [0; 16],
            first: 0,
            n: 0.0,
            odds: 0.0,
            asked: 0.0,
            capitals: 0.0,
            content: 0.0,
            overlap: 0.0,
            small_i: false,
            contracted: false,
        };
        let mut thai = false;
        each(text, &mut |word, raw, start| {
            if word.starts_with(line::is_thai) || word.starts_with('^') || word.ends_with('$') {
                thai = true;
                out.odds += odds(word);
                out.asked += 0.5;
                return;
            }
            let kinds = lexis::kinds(word);
            out.add(kinds);
            if out.n < 0.5 {
                out.first = kinds;
            }
            out.n += 1.0;
            out.asked += 1.0;
            out.odds += odds(word);
            out.small_i |= raw == "i";
            out.contracted |= word.contains('\'');
            if !start
                && raw.starts_with(char::is_uppercase)
                && word.len() > 1
                && kinds & lexis::FIRST == 0
            {
                out.capitals += 1.0;
            }
            if word.len() > 4 && kinds == 0 {
                out.content += 1.0;
                let hash = fnv(word);
                let first = seen.get(&hash);
                if first.is_some_and(|at| *at < ix) {
                    out.overlap += 1.0;
                } else if first.is_none() && ix < third {
                    seen.insert(hash, ix);
                }
            }
        });
        if thai || text.contains("555") {
            lexis::scan(text, |kind| out.add(kind));
            // Thai words are some four letters long.
            out.n += float(text.chars().filter(|c| line::is_thai(*c)).count()) / 4.0;
        }
        out
    }

    fn add(&mut self, kinds: u16) {
        let mut rest = kinds;
        while rest != 0 {
            let bit = rest.trailing_zeros() as usize;
            self.counts[bit] = self.counts[bit].saturating_add(1);
            rest &= rest - 1;
        }
    }

    pub(super) fn count(&self, kind: u16) -> f32 {
        f32::from(self.counts[kind.trailing_zeros() as usize & 15])
    }

    pub(super) fn is(&self, kind: u16) -> f32 {
        self.count(kind).min(1.0)
    }
}

/// Calls `found` for each word: in lower case with plain apostrophes, as written, and whether it starts a sentence.
/// Thai, which has no spaces, gives the starts and ends of its phrases instead: `^ผม`, `ครับ$`.
pub(super) fn each(text: &str, found: &mut dyn FnMut(&str, &str, bool)) {
    let mut lower = String::new();
    let mut start = true;
    let part = |c: char| {
        c.is_whitespace() || matches!(c, '–' | '—' | '/' | '…' | '"' | '“' | '”' | '(' | ')')
    };
    for raw in text.split(part) {
        let bare = raw.trim_matches(|c: char| !c.is_alphanumeric() && !line::is_thai(c));
        if bare.is_empty() {
            continue;
        }
        if bare.starts_with(line::is_thai) {
            for n in [3, 5] {
                lower.clear();
                lower.push('^');
                lower.extend(bare.chars().take(n));
                found(&lower, bare, start);
                lower.clear();
                let from = bare.char_indices().rev().nth(n - 1).map_or(0, |(at, _)| at);
                lower.push_str(&bare[from..]);
                lower.push('$');
                found(&lower, bare, start);
            }
            continue;
        }
        lower.clear();
        for c in bare.chars() {
            match c {
                '’' | '‘' => lower.push('\''),
                c if c.is_ascii() => lower.push(c.to_ascii_lowercase()),
                c => lower.extend(c.to_lowercase()),
            }
        }
        found(&lower, bare, start);
        start = raw.ends_with(['.', '!', '?', ':', ';']);
    }
}

fn fnv(word: &str) -> u64 {
    let mut hash = Fnv::default();
    hash.write(word.as_bytes());
    hash.finish()
}
