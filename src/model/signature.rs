//! What the library keeps of a document so that others can be compared with it, without its words.

use jiff::civil::Date;

use crate::text::Lang;

/// A document as the strongest of what it speaks of.
#[derive(Debug, Clone, PartialEq)]
pub struct Signature {
    /// The article's language.
    pub lang: Lang,
    /// When its story happened.
    pub when: StoryDate,
    /// The strongest of what it speaks of, rising by feature, each once.
    pub traits: Vec<Trait>,
    /// Squared weights of what was left out, for each of its vectors.
    pub rest: [f32; PARTS],
    /// Lengths of its vectors; 0 until it is known how common things are.
    pub norms: [f32; PARTS],
}

/// The vectors of a document: English stems, Thai words, names with dates and numbers, and names by
/// their sound.
pub const PARTS: usize = 4;

impl Signature {
    /// That of a document that speaks of nothing: it is like no other.
    pub fn nothing() -> Self {
        Self {
            lang: Lang::UNKNOWN,
            when: StoryDate::Unknown,
            traits: Vec::new(),
            rest: [0.0; PARTS],
            norms: [0.0; PARTS],
        }
    }

    /// The features that count in how common things are: what a Thai word may mean in English says
    /// nothing about how common that is in English.
    pub fn counted(&self) -> impl Iterator<Item = u32> {
        let thai = self.lang == Lang::THAI;
        let features = self.traits.iter().map(|t| t.feature);
        features.filter(move |f| !(thai && f >> 24 == STEMS))
    }
}

/// The number of the type of features that are English stems, which stands above the 24 bits of its key.
pub const STEMS: u32 = 8;

/// Something that a document speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trait {
    /// What: a number below 2²⁸ made of its type and its key.
    pub feature: u32,
    /// How much it counts beside its rarity, on a scale of its own of [`Trait::SCALE`] steps.
    pub weight: u8,
    /// Whether the document is found by it.
    pub found_by: bool,
}

impl Trait {
    /// How many different weights there are.
    pub const SCALE: u8 = 64;
}

/// When a story happened, as far as its article tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoryDate {
    /// On this day, or near it.
    Day(Date),
    /// In this year or later: the article names the year.
    Since(i16),
    /// Not known.
    Unknown,
}

impl StoryDate {
    /// The day, in days since 1970, where it is known.
    pub fn day(self) -> Option<i64> {
        match self {
            Self::Day(day) => Some(super::When::Day(day).seconds().div_euclid(86_400)),
            Self::Since(_) | Self::Unknown => None,
        }
    }
}

/// In how many documents of the library things stand, as it was counted on some day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frequencies {
    /// The day, ISO.
    pub day: String,
    /// How many documents were counted.
    pub n: u32,
    /// How many of these are in Thai.
    pub n_thai: u32,
    /// A feature and in how many documents it stands, rising by feature. What stands in one alone is left out.
    pub counts: Vec<(u32, u32)>,
}

/// How a document of the library is related to another, without the reasons.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tie {
    /// How.
    pub kind: super::Kind,
    /// How strongly, 0 to 1.
    pub score: f32,
}
