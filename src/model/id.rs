//! Identities that survive a re-import, and indexes that live while a document is open.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::hash::Hasher as _;
use std::ops::Range;
use std::str::FromStr;

use siphasher::sip128::{Hasher128 as _, SipHasher24};

/// A document: its canonical URL, else a hash of its cleaned article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DocumentId(u128);

impl DocumentId {
    /// The identity of a document with a canonical URL.
    pub fn of_url(url: &str) -> Self {
        Self(hash(&[b"url", url.as_bytes()]))
    }

    /// The identity of a document without one: its blocks' text, in order.
    pub fn of_words<'a>(blocks: impl IntoIterator<Item = &'a str>) -> Self {
        let mut h = SipHasher24::new();
        h.write(b"words");
        for b in blocks {
            h.write(b.as_bytes());
            h.write_u8(0xff);
        }
        Self(h.finish128().as_u128())
    }

    /// As a number, for keeping.
    pub fn number(self) -> u128 {
        self.0
    }

    /// The identity that [`number`](Self::number) gave.
    pub fn from_number(number: u128) -> Self {
        Self(number)
    }
}

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl FromStr for DocumentId {
    type Err = std::num::ParseIntError;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        u128::from_str_radix(s, 16).map(Self)
    }
}

/// A comment: its source's id, else a hash of author, time, first 200 bytes and ordinal among equals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CommentId(u64);

impl CommentId {
    /// The identity of a comment whose source names it.
    pub fn of_source(id: &str) -> Self {
        Self(hash(&[b"id", id.as_bytes()]) as u64)
    }

    /// The identity of any other. `ordinal` counts the equal comments before it.
    pub fn of_words(author: &str, when: &str, text: &str, ordinal: usize) -> Self {
        let head = &text.as_bytes()[..text.len().min(200)];
        Self(hash(&[
            b"words",
            author.as_bytes(),
            when.as_bytes(),
            head,
            &ordinal.to_le_bytes(),
        ]) as u64)
    }

    /// As a number, for keeping.
    pub fn number(self) -> u64 {
        self.0
    }

    /// The identity that [`number`](Self::number) gave.
    pub fn from_number(number: u64) -> Self {
        Self(number)
    }
}

impl fmt::Display for CommentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// Reads what [`Display`](fmt::Display) writes: 16 hexadecimal digits, nothing else.
impl FromStr for CommentId {
    type Err = NotAnId;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        if s.len() == 16 && s.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
            u64::from_str_radix(s, 16).map(Self).or(Err(NotAnId))
        } else {
            Err(NotAnId)
        }
    }
}

/// A block by its words: their hash, and how many equal blocks of the document stand before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlockKey {
    hash: u64,
    ordinal: u32,
}

impl BlockKey {
    /// The keys of a document's blocks, given in order. Linear.
    pub fn of_all<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<Self> {
        let mut equal: HashMap<u64, u32> = HashMap::new();
        let key = |text: &str| {
            let hash = hash(&[b"block", text.as_bytes()]) as u64;
            let next = equal.entry(hash).or_default();
            let ordinal = *next;
            *next += 1;
            Self { hash, ordinal }
        };
        texts.into_iter().map(key).collect()
    }

    /// The hash and the ordinal, for keeping.
    pub fn numbers(self) -> (u64, u32) {
        (self.hash, self.ordinal)
    }

    /// The key that [`numbers`](Self::numbers) gave.
    pub fn from_numbers(hash: u64, ordinal: u32) -> Self {
        Self { hash, ordinal }
    }
}

/// 16 hexadecimal digits, and the ordinal where it is not 0: `…#2`.
impl fmt::Display for BlockKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.hash)?;
        match self.ordinal {
            0 => Ok(()),
            n => write!(f, "#{n}"),
        }
    }
}

/// Reads what [`Display`](fmt::Display) writes.
impl FromStr for BlockKey {
    type Err = NotAnId;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let (hash, ordinal) = s.split_once('#').unwrap_or((s, "0"));
        let hash: CommentId = hash.parse()?;
        let ordinal = ordinal.parse().or(Err(NotAnId))?;
        Ok(Self::from_numbers(hash.number(), ordinal))
    }
}

/// Gives the comments of one document their identities, each its own.
#[derive(Debug, Default)]
pub struct CommentIds {
    taken: HashSet<CommentId>,
    equal: HashMap<CommentId, usize>,
}

impl CommentIds {
    /// An identity that is given already.
    pub fn take(&mut self, id: CommentId) {
        self.taken.insert(id);
    }

    /// The identity of the next comment: of its source's id where there is one and no earlier comment
    /// has it, else of its words. An id that is a [`CommentId`] as we print it stands for itself.
    pub fn next(
        &mut self,
        source: Option<&str>,
        author: &str,
        when: &str,
        text: &str,
    ) -> CommentId {
        if let Some(source) = source {
            let id = source
                .parse()
                .unwrap_or_else(|_| CommentId::of_source(source));
            if self.taken.insert(id) {
                return id;
            }
        }
        let first = CommentId::of_words(author, when, text, 0);
        let ordinal = self.equal.entry(first).or_default();
        loop {
            let id = CommentId::of_words(author, when, text, *ordinal);
            *ordinal += 1;
            if self.taken.insert(id) {
                return id;
            }
        }
    }
}

/// The text is no [`CommentId`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a comment's identity is 16 hexadecimal digits")]
pub struct NotAnId;

/// `SipHash`-2-4 with a zero key: the same on every machine and in every version.
fn hash(parts: &[&[u8]]) -> u128 {
    let mut h = SipHasher24::new();
    for p in parts {
        h.write(p);
        h.write_u8(0xff);
    }
    h.finish128().as_u128()
}

/// A block of the open document. It orders as a reader meets it: [`BlockIx::TITLE`] comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct BlockIx(pub u32);

impl Ord for BlockIx {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.wrapping_add(1).cmp(&other.0.wrapping_add(1))
    }
}

impl PartialOrd for BlockIx {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// A comment of the open document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct CommentIx(pub u32);

impl BlockIx {
    /// The title. It is no block of the arena, but its words have places as a block's have.
    pub const TITLE: Self = Self(u32::MAX);

    /// As an index into [`Document::blocks`](super::Document::blocks).
    pub fn ix(self) -> usize {
        self.0 as usize
    }

    /// All indexes of a range.
    pub fn each(range: &Range<Self>) -> impl DoubleEndedIterator<Item = Self> + use<> {
        (range.start.0..range.end.0).map(Self)
    }
}

impl CommentIx {
    /// As an index into [`Thread::comments`](super::Thread::comments).
    pub fn ix(self) -> usize {
        self.0 as usize
    }
}
