//! What two documents share, added up: the one way from shared features to a [`Likeness`].
//!
//! A document is four vectors ([`part`]). Which of them count depends on the two languages
//! ([`Meeting`]): a Thai word counts between two Thai articles, what it may mean in English counts
//! between a Thai article and another, and so do names by their sound.

use super::dating::Gap;
use super::feature::Kind;
use super::score::Likeness;
use crate::model::PARTS;
use crate::text::Lang;

/// A shared feature is rare where fewer than one document in twenty has it: e³ ≈ 20.
pub(super) const RARE: f32 = 3.0;

/// How rare a feature is that `n` of so many documents have, given `ln(n + ½)`; never below 0.
pub(super) fn rarity(documents: u32, log: f32) -> f32 {
    (ln(f64::from(documents) + 1.0) - log).max(0.0)
}

/// `ln(n + ½)`.
pub(super) fn log(n: u32) -> f32 {
    ln(f64::from(n) + 0.5)
}

pub(super) fn ln(x: f64) -> f32 {
    x.ln() as f32
}

const WORDS: usize = 0;
const THAI: usize = 1;
const OTHERS: usize = 2;
const SOUNDS: usize = 3;

/// The vector to which a type of features belongs: English stems, Thai words, names by their sound,
/// or everything else.
pub(super) fn part(kind: Kind) -> usize {
    match kind {
        Kind::Word => WORDS,
        Kind::Thai => THAI,
        Kind::Sound => SOUNDS,
        Kind::Name
        | Kind::Acronym
        | Kind::Proper
        | Kind::Day
        | Kind::MonthDay
        | Kind::Month
        | Kind::Year
        | Kind::Number => OTHERS,
    }
}

/// How the languages of two documents let them meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meeting {
    /// Both are in one language, which is not Thai.
    Home,
    /// Both are in Thai.
    Thai,
    /// One is in Thai, and the dictionary and the sound of names lead to the other.
    Bridge,
    /// They are in two languages with no bridge between them: words are strangers.
    Apart,
}

impl Meeting {
    /// Of two documents in these languages.
    pub(super) fn of(a: Lang, b: Lang) -> Self {
        match (a == Lang::THAI, b == Lang::THAI) {
            (true, true) => Self::Thai,
            (true, false) | (false, true) => Self::Bridge,
            (false, false) if a == b => Self::Home,
            (false, false) => Self::Apart,
        }
    }

    /// To which cosine each vector counts: 0 for words, 1 for everything else.
    pub(super) fn sides(self) -> [Option<usize>; PARTS] {
        let (word, thai, sound) = match self {
            Self::Home => (Some(0), None, None),
            Self::Thai => (None, Some(0), None),
            Self::Bridge => (Some(0), None, Some(1)),
            Self::Apart => (None, None, None),
        };
        let mut sides = [None; PARTS];
        sides[WORDS] = word;
        sides[THAI] = thai;
        sides[OTHERS] = Some(1);
        sides[SOUNDS] = sound;
        sides
    }

    /// The lengths of the two vectors that count, given those of the four.
    pub(super) fn lengths(self, norms: [f32; PARTS]) -> [f32; 2] {
        let mut sums = [0.0f32; 2];
        for (side, norm) in self.sides().iter().zip(norms) {
            if let Some(side) = side {
                sums[*side] += norm * norm;
            }
        }
        sums.map(f32::sqrt)
    }

    /// The two cosines, given the products and lengths of the four vectors.
    pub(super) fn cosines(self, dots: [f32; PARTS], norms: [[f32; PARTS]; 2]) -> [f32; 2] {
        let mut sums = [0.0f32; 2];
        for (side, dot) in self.sides().iter().zip(dots) {
            if let Some(side) = side {
                sums[*side] += dot;
            }
        }
        let [a, b] = norms.map(|n| self.lengths(n));
        [0, 1].map(|side: usize| {
            let norm = a[side] * b[side];
            if norm > 0.0 {
                (sums[side] / norm).clamp(0.0, 1.0)
            } else {
                0.0
            }
        })
    }
}

/// What two documents share so far.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tally {
    meeting: Meeting,
    dots: [f32; PARTS],
    rare: u32,
    telling: u32,
    ties: u32,
}

impl Tally {
    /// Nothing yet, between documents in these languages.
    pub(super) fn of(a: Lang, b: Lang) -> Self {
        Self {
            meeting: Meeting::of(a, b),
            dots: [0.0; PARTS],
            rare: 0,
            telling: 0,
            ties: 0,
        }
    }

    /// Adds a feature with its weights in both and how rare it is. Returns the product of the two, or
    /// nothing where it does not count between these languages.
    pub(super) fn add(&mut self, kind: Kind, weights: [f32; 2], rarity: f32) -> Option<f32> {
        let part = part(kind);
        self.meeting.sides()[part]?;
        let product = weights[0] * weights[1] * rarity * rarity;
        self.dots[part] += product;
        if rarity >= RARE {
            self.rare += 1;
            self.telling += u32::from(kind.is_telling());
        }
        self.ties += u32::from(kind.is_telling() && kind != Kind::Name);
        Some(product)
    }

    /// How alike the two are, given the lengths of their vectors.
    pub(super) fn likeness(self, norms: [[f32; PARTS]; 2], gap: Gap) -> Likeness {
        let [words, others] = self.meeting.cosines(self.dots, norms);
        Likeness {
            words,
            others,
            rare: self.rare,
            telling: self.telling,
            ties: self.ties,
            across: matches!(self.meeting, Meeting::Bridge | Meeting::Apart),
            bridged: self.meeting == Meeting::Bridge,
            gap,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_counts_depends_on_the_languages() {
        let german = Lang::from_code("de");
        for (a, b, meeting) in [
            (Lang::ENGLISH, Lang::ENGLISH, Meeting::Home),
            (Lang::THAI, Lang::THAI, Meeting::Thai),
            (Lang::THAI, Lang::ENGLISH, Meeting::Bridge),
            (german, Lang::THAI, Meeting::Bridge),
            (german, Lang::ENGLISH, Meeting::Apart),
        ] {
            assert_eq!(Meeting::of(a, b), meeting);
            assert_eq!(Meeting::of(b, a), meeting);
        }
        let counts =
            |kind: Kind, a: Lang, b: Lang| Tally::of(a, b).add(kind, [1.0, 1.0], 4.0).is_some();
        assert!(counts(Kind::Word, Lang::ENGLISH, Lang::ENGLISH));
        assert!(counts(Kind::Word, Lang::THAI, Lang::ENGLISH));
        assert!(!counts(Kind::Word, german, Lang::ENGLISH));
        assert!(!counts(Kind::Sound, Lang::ENGLISH, Lang::ENGLISH));
        assert!(counts(Kind::Sound, Lang::THAI, Lang::ENGLISH));
        assert!(counts(Kind::Thai, Lang::THAI, Lang::THAI));
        assert!(!counts(Kind::Word, Lang::THAI, Lang::THAI));
        assert!(counts(Kind::Name, german, Lang::ENGLISH));
    }
}
