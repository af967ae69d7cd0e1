//! A text as what can be compared with a passage.

use std::borrow::Cow;
use std::hash::Hasher as _;
use std::ops::Range;

use super::super::feature::Kind;
use super::super::mention::{Context, Reading, Says, Spoken};
use crate::text::hash::Fnv;
use crate::text::{Segmenter, thai};

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
}

/// How many letters a [`Sort::Head`] has.
const HEAD: usize = 5;

/// How many letters a [`Sort::Gram`] has.
const GRAM: usize = 4;

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

impl Term<'_> {
    /// One that is made of others, or of a word that says nothing.
    fn made(sort: Sort, id: u64, parts: [u64; 2], share: f32, bytes: &Range<usize>) -> Self {
        Self {
            sort,
            id,
            parts,
            share,
            bytes: bytes.clone(),
            key: "".into(),
            surface: "".into(),
        }
    }
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
        let words = reading.spoken.iter().filter(|s| s.telling).count();
        joined(text, &mut all);
        for s in reading.spoken.iter().filter(|s| !s.telling) {
            let id = number(&["c", &text[s.bytes.clone()].to_lowercase()]);
            all.push(Term::made(Sort::Common, id, [0; 2], 1.0, &s.bytes));
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

/// Adds what is made of the words among `all`: heads, inner letters, and pairs.
fn joined(text: &str, all: &mut Vec<Term<'_>>) {
    let mut made = Vec::new();
    let mut last: Option<(u64, Range<usize>)> = None;
    for term in all.iter() {
        let (id, bytes) = (term.id, &term.bytes);
        let Sort::Is(kind @ (Kind::Word | Kind::Thai)) = term.sort else {
            continue;
        };
        let written = text.get(bytes.clone()).unwrap_or_default();
        let thai = written.starts_with(thai::is_thai);
        if kind == Kind::Word
            && let Some((at, _)) = term.key.char_indices().nth(HEAD)
        {
            let head = number(&["head", &term.key[..at]]);
            made.push(Term::made(Sort::Head, head, [id; 2], term.share, bytes));
        }
        // What a Thai word means is not how it stands beside others.
        if thai && kind == Kind::Word {
            continue;
        }
        if !thai && written.chars().count() > GRAM + 1 {
            grams(written, |gram| {
                made.push(Term::made(Sort::Gram, gram, [id; 2], 1.0, bytes));
            });
        }
        if let Some((before, at)) = &last
            && let Some(gap) = text.get(at.end..bytes.start)
            && gap.len() <= APART
            && !gap.contains(['.', '!', '?', ';', ':', '\n'])
        {
            let pair = number(&["pair", &before.to_string(), &id.to_string()]);
            let both = at.start..bytes.end;
            made.push(Term::made(Sort::Pair, pair, [*before, id], 1.0, &both));
        }
        last = Some((id, bytes.clone()));
    }
    all.append(&mut made);
}

/// The numbers of all runs of [`GRAM`] letters in a word.
fn grams(word: &str, mut take: impl FnMut(u64)) {
    let letters: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
    for gram in letters.windows(GRAM) {
        let mut hash = Fnv::default();
        for c in gram {
            hash.write(&u32::from(*c).to_le_bytes());
        }
        take(hash.finish());
    }
}

/// A number for a key of several parts.
pub(in super::super) fn number(parts: &[&str]) -> u64 {
    let mut hash = Fnv::default();
    for part in parts {
        hash.write(part.as_bytes());
        hash.write(&[0xff]);
    }
    hash.finish()
}
