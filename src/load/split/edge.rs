//! What is measured of a place between two lines: how the text before it differs from the text behind.

use super::feature::{At, LINE, Row, float};

/// The features whose means before and behind a place are set against each other.
const KEYS: [At; 16] = [
    At::Log,
    At::First,
    At::Odds,
    At::Second,
    At::Question,
    At::Shout,
    At::Overlap,
    At::Capitals,
    At::Thanks,
    At::Said,
    At::ThaiPlain,
    At::Opinion,
    At::Any,
    At::Signs,
    At::Foot,
    At::RunsOn,
];
/// The features of the first line behind a place.
const STARTS: [At; 23] = [
    At::Greeting,
    At::PraiseOpens,
    At::Thanks,
    At::OpensFirst,
    At::Named,
    At::Question,
    At::First,
    At::Second,
    At::Odds,
    At::Title,
    At::Relative,
    At::Author,
    At::Work,
    At::Assent,
    At::SmallStart,
    At::Foot,
    At::Signs,
    At::Report,
    At::Invites,
    At::Parts,
    At::PraisesWork,
    At::Dated,
    At::RunsOn,
];
/// The features of the last line before a place.
const ENDS: [At; 19] = [
    At::Title,
    At::Colon,
    At::Listed,
    At::NoStop,
    At::Tiny,
    At::First,
    At::Second,
    At::Question,
    At::Odds,
    At::Relative,
    At::Link,
    At::Bare,
    At::Foot,
    At::Signs,
    At::SmallStart,
    At::Invites,
    At::Parts,
    At::PraisesWork,
    At::Dated,
];

/// The features of the first line behind a place where it is the last one or the last but one: what it does not
/// tell, no other line does.
const ALONE: [At; 12] = [
    At::Odds,
    At::Signs,
    At::First,
    At::Second,
    At::SmallStart,
    At::NoStop,
    At::Work,
    At::PraisesWork,
    At::Report,
    At::Title,
    At::Capitals,
    At::Digits,
];

/// The features that belong to no line.
const OWN: [(&str, &str); 13] = [
    ("cut", ""),
    ("log lines behind", ""),
    ("share behind", ""),
    ("log lines before", ""),
    ("one line behind", ""),
    ("two lines behind", ""),
    ("up to four behind", ""),
    ("step", "a step down in length"),
    ("spread behind", ""),
    ("spread before", ""),
    ("mean step", "a step down in length"),
    ("asked shortly above", "the readers are asked above"),
    ("left shortly above", "the author takes leave above"),
];

/// How many lines on either side are near.
const NEAR: usize = 4;
const KEY: usize = KEYS.len();
/// How many features a place has.
pub(super) const N: usize = OWN.len() + 3 * KEY + STARTS.len() + ENDS.len() + ALONE.len();

/// The features of a place.
pub(super) type Place = [f32; N];

/// The name of a place's feature in the table, and its words for the reader.
pub(super) fn name(ix: usize) -> (String, &'static str) {
    if let Some((name, words)) = OWN.get(ix) {
        return ((*name).to_owned(), words);
    }
    let groups: [(&str, &[At]); 6] = [
        ("near", &KEYS),
        ("all", &KEYS),
        ("before", &KEYS),
        ("start", &STARTS),
        ("end", &ENDS),
        ("alone", &ALONE),
    ];
    let all = groups
        .iter()
        .flat_map(|(kind, group)| group.iter().map(move |at| (*kind, *at)));
    let (kind, at) = all
        .into_iter()
        .nth(ix - OWN.len())
        .unwrap_or(("near", At::One));
    let (name, words) = LINE[at as usize];
    let words = if matches!(kind, "before" | "end") {
        ""
    } else {
        words
    };
    (format!("{kind}: {name}"), words)
}

/// Sums over lines, so that every place is measured in the same time.
pub(super) struct Sums<'a> {
    rows: &'a [Row],
    keys: Vec<[f64; KEY]>,
    squares: Vec<f64>,
}

impl<'a> Sums<'a> {
    pub(super) fn of(rows: &'a [Row]) -> Self {
        let mut keys = vec![[0.0; KEY]];
        let mut squares = vec![0.0];
        let (mut sum, mut square) = ([0.0; KEY], 0.0);
        for row in rows {
            for (s, at) in sum.iter_mut().zip(KEYS) {
                *s += f64::from(row[at as usize]);
            }
            square += f64::from(row[At::Log as usize]).powi(2);
            keys.push(sum);
            squares.push(square);
        }
        Self {
            rows,
            keys,
            squares,
        }
    }

    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "means of few small numbers"
    )]
    fn mean(&self, key: usize, from: usize, to: usize) -> f32 {
        if from >= to {
            return 0.0;
        }
        ((self.keys[to][key] - self.keys[from][key]) / (to - from) as f64) as f32
    }

    /// The variance of the logarithm of length.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "means of few small numbers"
    )]
    fn variance(&self, from: usize, to: usize) -> f32 {
        let n = (to - from).max(1) as f64;
        let mean = (self.keys[to][0] - self.keys[from][0]) / n;
        ((self.squares[to] - self.squares[from]) / n - mean * mean).max(0.0) as f32
    }

    /// Whether one of the few lines above `k` has a feature.
    fn above(&self, k: usize, at: At) -> f32 {
        let rows = &self.rows[k.saturating_sub(NEAR)..k];
        rows.iter().map(|r| r[at as usize]).fold(0.0, f32::max)
    }

    /// The features of the place before line `k`.
    pub(super) fn place(&self, k: usize) -> Place {
        let n = self.rows.len();
        let (before, behind) = (float(k), float(n - k));
        let mut out = [0.0; N];
        let yes = |b: bool| if b { 1.0 } else { 0.0 };
        let drop = self.mean(0, 0, k) - self.mean(0, k, n);
        let (above, below) = (self.variance(0, k), self.variance(k, n));
        let within = (before * above + behind * below) / (before + behind);
        let gain =
            f32::midpoint(before, behind) * ((self.variance(0, n) + 0.05) / (within + 0.05)).ln();
        let own = [
            1.0,
            behind.ln(),
            behind / (before + behind),
            before.max(1.0).ln(),
            yes(n - k == 1),
            yes(n - k == 2),
            yes(n - k <= 4),
            (gain / 5.0).min(3.0).copysign(drop),
            below.sqrt(),
            above.sqrt(),
            drop.clamp(-2.0, 2.0),
            self.above(k, At::Invites),
            self.above(k, At::Parts),
        ];
        out[..own.len()].copy_from_slice(&own);
        let (near, far) = (k.saturating_sub(NEAR), (k + NEAR).min(n));
        for key in 0..KEY {
            let at = OWN.len() + key;
            out[at] = self.mean(key, k, far) - self.mean(key, near, k);
            let prefix = self.mean(key, 0, k);
            out[at + KEY] = self.mean(key, k, n) - prefix;
            out[at + 2 * KEY] = prefix;
        }
        let from = OWN.len() + 3 * KEY;
        for (ix, at) in STARTS.iter().enumerate() {
            out[from + ix] = self.rows[k][*at as usize];
        }
        for (ix, at) in ENDS.iter().enumerate() {
            out[from + STARTS.len() + ix] = self.rows[k - 1][*at as usize];
        }
        if n - k <= 2 {
            let from = from + STARTS.len() + ENDS.len();
            for (ix, at) in ALONE.iter().enumerate() {
                out[from + ix] = self.rows[k][*at as usize];
            }
        }
        out
    }
}
