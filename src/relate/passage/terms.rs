//! A text as what can be compared with a passage.

use std::borrow::Cow;
use std::hash::Hasher as _;
use std::ops::Range;

use super::super::feature::Kind;
use super::super::mention::{Context, Reading, Says, Spoken};
use crate::text::Segmenter;
use crate::text::hash::Fnv;

/// What a term is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in super::super) enum Sort {
    /// A feature, as documents have them.
    Is(Kind),
    /// Two words that stand together.
    Pair,
    /// The first letters of a long word: `collab` of `collaborate` and `collaboration`.
    Head,
    /// A word that every text has.
    Common,
    /// Letters inside a long word.
    Gram,
    /// Two words side by side, whatever they say.
    Two,
    /// Three.
    Three,
}

/// How many letters a [`Sort::Head`] has.
const HEAD: usize = 5;

/// Words further apart than this are no pair, in bytes: room for a short word between them.
const APART: usize = 8;

/// One thing that a text says, where it does.
#[derive(Debug, Clone, PartialEq)]
pub(in super::super) struct Term<'t> {
    /// What it is.
    pub(in super::super) sort: Sort,
    /// A number for type and key.
    pub(in super::super) id: u64,
    /// The words it is made of, where it is a pair or a head: their numbers.
    pub(in super::super) parts: [u64; 2],
    /// How much of one mention it is.
    pub(in super::super) share: f32,
    /// Its bytes.
    pub(in super::super) bytes: Range<usize>,
    /// Its key, for the tables of the background; empty for pairs and heads.
    pub(in super::super) key: Cow<'t, str>,
    /// How a reader is told of it; empty for pairs and heads.
    pub(in super::super) surface: Cow<'t, str>,
}

/// A text as terms.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in super::super) struct Terms<'t> {
    /// All of them.
    pub(in super::super) all: Vec<Term<'t>>,
    /// All words of the text, in order.
    pub(in super::super) spoken: Vec<Spoken>,
    /// How many words say something.
    pub(in super::super) words: usize,
}

impl<'t> Terms<'t> {
    /// Reads a text.
    pub(in super::super) fn of(text: &'t str, context: Context, segmenter: &Segmenter) -> Self {
        let reading = Reading::of(text, context, segmenter);
        let mut all = Vec::with_capacity(reading.mentions.len() * 3);
        for m in reading.mentions {
            all.push(Term {
                sort: Sort::Is(m.kind),
                id: number(&[m.kind.code(), &m.key]),
                parts: [0; 2],
                share: m.share,
                bytes: m.bytes,
                key: m.key,
                surface: m.surface,
            });
        }
        for capital in reading.capitals {
            if let Says::Name { surface, .. } = capital.says {
                all.push(Term {
                    sort: Sort::Is(Kind::Proper),
                    id: number(&[Kind::Proper.code(), &capital.key]),
                    parts: [0; 2],
                    share: 1.0,
                    bytes: capital.bytes,
                    key: capital.key.into(),
                    surface: surface.into(),
                });
            }
        }
        let spelled: Vec<String> = reading.spoken.iter().map(|s| text[s.bytes.clone()].to_lowercase()).collect();
        for (i, two) in spelled.windows(2).enumerate() {
            let id = number(&["two", &two[0], &two[1]]);
            let bytes = reading.spoken[i].bytes.start..reading.spoken[i + 1].bytes.end;
            all.push(made(Sort::Two, id, [0; 2], 1.0, &bytes));
        }
        for (i, two) in spelled.windows(3).enumerate() {
            let id = number(&["three", &two[0], &two[1], &two[2]]);
            let bytes = reading.spoken[i].bytes.start..reading.spoken[i + 2].bytes.end;
            all.push(made(Sort::Three, id, [0; 2], 1.0, &bytes));
        }
        let words = reading.spoken.iter().filter(|s| s.telling).count();
        joined(text, &mut all);
        for s in reading.spoken.iter().filter(|s| !s.telling) {
            let id = number(&["c", &text[s.bytes.clone()].to_lowercase()]);
            all.push(made(Sort::Common, id, [0; 2], 1.0, &s.bytes));
        }
        Self {
            all,
            spoken: reading.spoken,
            words,
        }
    }

    /// The same without a tie to the text.
    pub(in super::super) fn into_owned(self) -> Terms<'static> {
        let own = |t: Cow<'_, str>| Cow::Owned(t.into_owned());
        let all = self.all.into_iter().map(|t| Term {
            sort: t.sort,
            id: t.id,
            parts: t.parts,
            share: t.share,
            bytes: t.bytes,
            key: own(t.key),
            surface: own(t.surface),
        });
        Terms {
            all: all.collect(),
            spoken: self.spoken,
            words: self.words,
        }
    }
}

/// Adds pairs and heads of the words among `all`.
fn joined(text: &str, all: &mut Vec<Term<'_>>) {
    let mut last: Option<(u64, Range<usize>)> = None;
    for i in 0..all.len() {
        let term = &all[i];
        if term.sort != Sort::Is(Kind::Word) {
            continue;
        }
        let (id, share, bytes) = (term.id, term.share, term.bytes.clone());
        let head = term.key.char_indices().nth(HEAD).map(|(at, _)| at);
        if let Some(at) = head.filter(|_| {
            term.key
                .starts_with(|c: char| !crate::text::thai::is_thai(c))
        }) {
            let id = number(&["head", &term.key[..at]]);
            all.push(made(Sort::Head, id, [term_id(&all[i]); 2], share, &bytes));
        }
        if term_len(text, &bytes) >= 6 && share == 1.0 {
            let word: Vec<char> = text[bytes.clone()].to_lowercase().chars().collect();
            for gram in word.windows(std::env::var("GRAM").map_or(4, |g| g.parse().unwrap_or(4))) {
                let gram: String = gram.iter().collect();
                all.push(made(Sort::Gram, number(&["gram", &gram]), [id; 2], 1.0, &bytes));
            }
        }
        if let Some((before, at)) = &last
            && let Some(gap) = text.get(at.end..bytes.start)
            && gap.len() <= APART
            && !gap.contains(['.', '!', '?', ';', ':', '\n'])
        {
            let id2 = number(&["pair", &before.to_string(), &id.to_string()]);
            let both = at.start..bytes.end;
            all.push(made(Sort::Pair, id2, [*before, id], share, &both));
        }
        last = Some((id, bytes));
    }
}

fn term_id(term: &Term<'_>) -> u64 {
    term.id
}

fn made<'t>(sort: Sort, id: u64, parts: [u64; 2], share: f32, bytes: &Range<usize>) -> Term<'t> {
    Term {
        sort,
        id,
        parts,
        share,
        bytes: bytes.clone(),
        key: "".into(),
        surface: "".into(),
    }
}

/// A number for a key of several parts.
pub(super) fn number(parts: &[&str]) -> u64 {
    let mut hash = Fnv::default();
    for part in parts {
        hash.write(part.as_bytes());
        hash.write(&[0xff]);
    }
    hash.finish()
}

fn term_len(text: &str, bytes: &Range<usize>) -> usize {
    text[bytes.clone()].chars().count()
}
