//! How sure it is that a comment speaks of the passage with which it has most in common.
//!
//! What counts is how much the two share, measured by what one rare word is worth among so many
//! passages, and how far the next passage is behind. The numbers are by hand: a model fitted to
//! replies in threads leans on the distance alone and does not carry over to articles, where two
//! passages that say the same are both right.

/// What speaks for a passage.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Evidence {
    /// The passage, by its number.
    pub passage: usize,
    /// The score.
    pub sum: f32,
    /// The score of the next best.
    pub next: f32,
    /// How many passages there are.
    pub among: u32,
}

/// Where an anchor begins to be shown, on the scale of [`Evidence::weight`], and how steeply sureness
/// grows: it is [`SHOWN`] there.
const BEGINS: f32 = 1.505;
const STEEP: f32 = 1.93;
/// How much the distance to the next counts.
const AHEAD: f32 = 0.75;

/// Below this sureness an anchor is not shown.
pub(in super::super) const SHOWN: f32 = 0.35;

impl Evidence {
    /// How much speaks for it.
    pub fn weight(&self) -> f32 {
        let rare = (1.0 + (super::count(self.among as usize) - 0.5).max(0.0) / 1.5)
            .ln()
            .max(0.3);
        let ahead = (self.sum - self.next) / self.sum.max(f32::MIN_POSITIVE);
        (self.sum / rare).ln_1p() + AHEAD * ahead
    }

    /// How sure it is, 0 to 1.
    pub fn confidence(&self) -> f32 {
        let shown = (SHOWN / (1.0 - SHOWN)).ln();
        let x = STEEP * (self.weight() - BEGINS) + shown;
        1.0 / (1.0 + (-x).exp())
    }
}
