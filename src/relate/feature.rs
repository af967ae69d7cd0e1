//! What two documents can share: typed features, and how much each type counts.

use crate::model::ReasonKind;

/// The type of a feature. The order is that of the stored tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A concept of the bilingual list of names; the key is its first English form.
    Name,
    /// An acronym that the list does not know.
    Acronym,
    /// A proper name that the list does not know, lower case.
    Proper,
    /// A name by its sound, so that names meet across scripts.
    Sound,
    /// A full date, ISO.
    Day,
    /// A month and a day without a year: `02-06`.
    MonthDay,
    /// A month of a year: `2025-02`.
    Month,
    /// A year.
    Year,
    /// A number with its scale: `2440000`, `88.41%`.
    Number,
    /// An English stem: of an English word, or of what a Thai word means.
    Word,
    /// A Thai word as it stands.
    Thai,
}

impl Kind {
    /// All types, in order.
    pub const ALL: [Self; 11] = [
        Self::Name,
        Self::Acronym,
        Self::Proper,
        Self::Sound,
        Self::Day,
        Self::MonthDay,
        Self::Month,
        Self::Year,
        Self::Number,
        Self::Word,
        Self::Thai,
    ];

    /// Its short name in the stored tables.
    pub fn code(self) -> &'static str {
        match self {
            Self::Name => "g",
            Self::Acronym => "a",
            Self::Proper => "p",
            Self::Sound => "s",
            Self::Day => "d",
            Self::MonthDay => "md",
            Self::Month => "ym",
            Self::Year => "y",
            Self::Number => "n",
            Self::Word => "w",
            Self::Thai => "t",
        }
    }

    /// The type with that short name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    /// Its number in what a library keeps, below 16: it never changes.
    pub(super) fn number(self) -> u32 {
        match self {
            Self::Name => 0,
            Self::Acronym => 1,
            Self::Proper => 2,
            Self::Day => 3,
            Self::MonthDay => 4,
            Self::Month => 5,
            Self::Year => 6,
            Self::Number => 7,
            Self::Word => crate::model::STEMS,
            Self::Sound => 9,
            Self::Thai => 10,
        }
    }

    /// How much one such feature counts beside its rarity.
    pub fn weight(self) -> f32 {
        match self {
            Self::Day => 2.5,
            Self::Acronym => 2.0,
            Self::Proper | Self::Number => 1.5,
            Self::Name | Self::MonthDay => 1.2,
            Self::Word | Self::Thai => 1.0,
            Self::Sound => 0.7,
            Self::Month => 0.6,
            Self::Year => 0.4,
        }
    }

    /// Whether it is a word, as opposed to a name, a date or a number.
    pub fn is_word(self) -> bool {
        matches!(self, Self::Word | Self::Thai)
    }

    /// Whether it ties two documents down to one event or actor, as a bare month or year does not.
    pub fn is_telling(self) -> bool {
        match self {
            Self::Name
            | Self::Acronym
            | Self::Proper
            | Self::Sound
            | Self::Day
            | Self::MonthDay
            | Self::Number => true,
            Self::Month | Self::Year | Self::Word | Self::Thai => false,
        }
    }

    /// How the reader is told of it.
    pub fn reason(self) -> ReasonKind {
        match self {
            Self::Name | Self::Proper | Self::Sound => ReasonKind::Name,
            Self::Acronym => ReasonKind::Acronym,
            Self::Day | Self::MonthDay | Self::Month | Self::Year => ReasonKind::Date,
            Self::Number => ReasonKind::Number,
            Self::Word | Self::Thai => ReasonKind::Word,
        }
    }
}

/// One thing a document speaks of.
#[derive(Debug, Clone, PartialEq)]
pub struct Feature {
    /// Its type.
    pub kind: Kind,
    /// What makes it equal to another, in the form of its type.
    pub key: String,
    /// How often the document says it, at least 1.
    pub count: u32,
    /// How much of it is meant, above 0 and up to 1: less than 1 where a word of another language
    /// may mean this among other things.
    pub share: f32,
    /// How the document writes it, in order of first use, without repeats; at most [`SURFACES`].
    pub surfaces: Vec<String>,
}

impl Feature {
    /// How much it counts beside its rarity: the weight of its type times `1 + ln(count)`.
    pub(super) fn weight(&self) -> f32 {
        self.kind.weight() * (1.0 + f64::from(self.count).ln() as f32) * self.share
    }

    /// The first way of writing it, and the shortest other one: an acronym is what readers know.
    pub(super) fn two_ways(&self) -> [&str; 2] {
        let first = self.surfaces.first().map_or("", |s| s);
        let other = self.surfaces.iter().skip(1).min_by_key(|s| s.len());
        [first, other.map_or(first, |s| s)]
    }
}

/// How many ways of writing one thing are kept.
pub(super) const SURFACES: usize = 4;
