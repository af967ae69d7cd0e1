//! What two documents share, added up: the one way from shared features to a [`Likeness`].

use super::dating::Gap;
use super::feature::Kind;
use super::score::Likeness;

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

/// The part of the score to which a type of features belongs: words, or everything else.
pub(super) fn part(kind: Kind) -> usize {
    usize::from(!kind.is_word())
}

/// What two documents share so far.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tally {
    dots: [f32; 2],
    rare: u32,
    telling: u32,
    ties: u32,
}

impl Tally {
    /// Adds a feature with its weights in both and its rarity for both. Returns their product.
    pub(super) fn add(&mut self, kind: Kind, weights: [f32; 2], rarity: [f32; 2]) -> f32 {
        let product = weights[0] * weights[1] * rarity[0] * rarity[1];
        self.dots[part(kind)] += product;
        if rarity.iter().all(|r| *r >= RARE) {
            self.rare += 1;
            self.telling += u32::from(kind.is_telling());
        }
        self.ties += u32::from(kind.is_telling() && kind != Kind::Name);
        product
    }

    /// How alike the two are, given the lengths of their vectors.
    pub(super) fn likeness(self, norms: [[f32; 2]; 2], across: bool, gap: Gap) -> Likeness {
        let cosine = |part: usize| {
            let norm = norms[0][part] * norms[1][part];
            if norm > 0.0 {
                (self.dots[part] / norm).clamp(0.0, 1.0)
            } else {
                0.0
            }
        };
        Likeness {
            words: cosine(0),
            others: cosine(1),
            rare: self.rare,
            telling: self.telling,
            ties: self.ties,
            across,
            gap,
        }
    }
}
