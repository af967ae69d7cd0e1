//! How sure it is that a comment speaks of the passage with which it has most in common.

/// What speaks for a passage.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Evidence {
    /// The passage, by its number.
    pub passage: usize,
    /// The score.
    pub sum: f32,
    /// The score of the next best.
    pub next: f32,
    /// The part of the score that is names, dates and numbers.
    pub named: f32,
    /// How many different words both say.
    pub words: f32,
    /// How many words of the comment say something.
    pub of: u32,
    /// How many passages there are.
    pub among: u32,
}

impl Evidence {
    /// As the model is asked.
    pub fn features(&self) -> [f32; 8] {
        let sum = self.sum.max(f32::MIN_POSITIVE);
        [
            1.0,
            self.sum.ln_1p(),
            (self.sum - self.next) / sum,
            (self.sum - self.next).max(0.0).ln_1p(),
            self.named / sum,
            self.words.ln_1p(),
            self.words / (self.of as f32).max(1.0),
            (self.among as f32).ln_1p() - (self.of as f32).ln_1p(),
        ]
    }

    /// How sure it is, 0 to 1.
    pub fn confidence(&self) -> f32 {
        let x: f32 = (self.features().iter().zip(MODEL))
            .map(|(f, w)| f * w)
            .sum();
        1.0 / (1.0 + (-x).exp())
    }
}

const MODEL: [f32; 8] = [-4.0, 1.2, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0];
