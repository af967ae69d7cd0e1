//! From what two documents share to how they belong together.
//!
//! `S = 0.6 · cos(words) + 0.4 · cos(names, dates, numbers)`; a little more for words between Thai and
//! another language, where the dictionary gives many and few names meet; between two languages
//! without a dictionary words are strangers, and S is the second cosine alone. The date gate then
//! decides: two articles on one topic, years apart, are never one story, however alike they are.
//!
//! The bars are fitted on half of the topics of labelled news and hold on the other half:
//! `src/bin/relate-fit.rs` measures both.

use super::dating::Gap;
use super::tally::Meeting;
use crate::model::Kind;

/// How alike two documents are, before it is said what that makes them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Likeness {
    /// Cosine over words, 0 to 1.
    pub words: f32,
    /// Cosine over names, acronyms, dates and numbers, 0 to 1.
    pub others: f32,
    /// Shared features that are rare, of any type.
    pub rare: u32,
    /// Those of them that are a name, an acronym, a day or a number.
    pub telling: u32,
    /// Shared acronyms, proper names, days and numbers, rare or not: what ties two languages together.
    pub ties: u32,
    /// Whether the two are in different languages.
    pub across: bool,
    /// Whether one of them is in Thai then, and dictionary and sounds lead to the other.
    pub bridged: bool,
    /// How far apart they are in time.
    pub gap: Gap,
}

/// How the score is made of the two cosines, and the least score of a story by what is known of the
/// time between the two.
struct Bars {
    /// The share of words in the score.
    words: f32,
    /// What names, dates and numbers are worth alone, however little the words agree.
    alone: f32,
    /// At most [`NEAR`] days.
    near: f32,
    /// At most [`FAR`] days.
    far: f32,
    /// Not known.
    unknown: f32,
    /// Not known, and the years they name last lie apart.
    years: f32,
    /// The least score of background.
    background: f32,
}

const NEAR: u32 = 3;
const FAR: u32 = 14;
const ONE_LANGUAGE: Bars = Bars {
    words: 0.6,
    alone: 0.0,
    near: 0.15,
    far: 0.26,
    unknown: 0.20,
    years: 0.28,
    background: 0.12,
};
const BRIDGED: Bars = Bars {
    words: 0.7,
    alone: 0.55,
    near: 0.22,
    far: 0.30,
    unknown: 0.33,
    years: 0.40,
    background: 0.09,
};
const APART: Bars = Bars {
    words: 0.0,
    alone: 0.0,
    near: 0.22,
    far: 0.30,
    unknown: 0.40,
    years: 0.45,
    background: 0.07,
};

/// How many rare names, dates or numbers background takes between two languages.
const NAMES_ACROSS: u32 = 3;

impl Bars {
    const fn of(across: bool, bridged: bool) -> &'static Self {
        match (across, bridged) {
            (false, _) => &ONE_LANGUAGE,
            (true, true) => &BRIDGED,
            (true, false) => &APART,
        }
    }

    fn score(&self, words: f32, others: f32) -> f32 {
        let both = self.words * words + (1.0 - self.words) * others;
        both.max(self.alone * others)
    }
}

impl Likeness {
    /// How strongly the two belong together, 0 to 1.
    pub fn score(&self) -> f32 {
        Bars::of(self.across, self.bridged).score(self.words, self.others)
    }

    /// What the two are to one another; `None` for strangers.
    pub fn kind(&self) -> Option<Kind> {
        let bars = Bars::of(self.across, self.bridged);
        let score = self.score();
        let thin = self.across && self.telling < NAMES_ACROSS;
        if self.rare < 2 || thin || score < bars.background {
            return None;
        }
        let bar = match self.gap {
            Gap::Days(d) if d <= NEAR => bars.near,
            Gap::Days(d) if d <= FAR => bars.far,
            Gap::Unknown => bars.unknown,
            Gap::Years => bars.years,
            Gap::Days(_) | Gap::Apart => return Some(Kind::Background),
        };
        let tied = self.telling > 0 && (!self.across || self.ties > 0);
        Some(if score >= bar && tied {
            Kind::Story
        } else {
            Kind::Background
        })
    }
}

/// Whether two documents with these cosines may be related at all: a cheap question before the full
/// comparison.
pub(super) fn may_relate(meeting: Meeting, [words, others]: [f32; 2]) -> bool {
    let slack = 1e-3; // sums in another order differ in the last bits
    let bars = match meeting {
        Meeting::Home | Meeting::Thai => &ONE_LANGUAGE,
        Meeting::Bridge => &BRIDGED,
        Meeting::Apart => &APART,
    };
    bars.score(words, others) + slack >= bars.background
}
