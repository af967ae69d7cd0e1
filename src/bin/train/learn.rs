//! Logistic regression over places, by L-BFGS.

/// A text as the learner sees it.
pub(crate) struct Example {
    /// The features of each place that may be cut.
    pub(crate) places: Vec<Vec<f32>>,
    /// The right place; `None` where there are no comments.
    pub(crate) gold: Option<usize>,
    pub(crate) weight: f64,
}

/// Scores of the places, the last that of none. `w` holds the coefficients and the score of none.
pub(crate) fn scores(places: &[Vec<f32>], w: &[f64]) -> Vec<f64> {
    let (none, w) = w.split_last().map_or((0.0, w), |(n, w)| (*n, w));
    let dot = |p: &Vec<f32>| p.iter().zip(w).map(|(x, w)| f64::from(*x) * w).sum();
    places.iter().map(dot).chain([none]).collect()
}

/// Probabilities of scores.
pub(crate) fn softmax(scores: &[f64], temperature: f64) -> Vec<f64> {
    let top = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let powers: Vec<f64> = scores
        .iter()
        .map(|s| ((s - top) / temperature).exp())
        .collect();
    let sum: f64 = powers.iter().sum();
    powers.iter().map(|p| p / sum).collect()
}

/// The loss and its gradient.
fn loss(examples: &[Example], penalty: &[f64], w: &[f64]) -> (f64, Vec<f64>) {
    let mut grad: Vec<f64> = w.iter().zip(penalty).map(|(w, p)| w * p).collect();
    let mut sum: f64 = w.iter().zip(penalty).map(|(w, p)| w * w * p / 2.0).sum();
    let none = w.len() - 1;
    for e in examples {
        let p = softmax(&scores(&e.places, w), 1.0);
        let gold = e.gold.unwrap_or(e.places.len());
        sum -= e.weight * p[gold].max(1e-300).ln();
        for (ix, p) in p.iter().enumerate() {
            let d = e.weight * (p - if ix == gold { 1.0 } else { 0.0 });
            if d.abs() < 1e-9 {
                continue;
            }
            match e.places.get(ix) {
                Some(place) => {
                    for (g, x) in grad.iter_mut().zip(place) {
                        *g += d * f64::from(*x);
                    }
                }
                None => grad[none] += d,
            }
        }
    }
    (sum, grad)
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// The coefficients of the least loss, in `steps` steps at most.
#[expect(
    clippy::many_single_char_names,
    reason = "the letters of the method's own papers"
)]
pub(crate) fn fit(examples: &[Example], penalty: &[f64], steps: usize) -> Vec<f64> {
    let mut w = vec![0.0; penalty.len()];
    let (mut f, mut g) = loss(examples, penalty, &w);
    // Past steps: the move, the change of the gradient.
    let mut past: Vec<(Vec<f64>, Vec<f64>)> = Vec::new();
    for _ in 0..steps {
        let mut d: Vec<f64> = g.iter().map(|g| -g).collect();
        let mut alphas = Vec::new();
        for (s, y) in past.iter().rev() {
            let alpha = dot(s, &d) / dot(s, y);
            d.iter_mut().zip(y).for_each(|(d, y)| *d -= alpha * y);
            alphas.push(alpha);
        }
        if let Some((s, y)) = past.last() {
            let scale = dot(s, y) / dot(y, y);
            for d in &mut d {
                *d *= scale;
            }
        } else {
            let long = dot(&g, &g).sqrt().max(1e-12);
            for d in &mut d {
                *d /= long;
            }
        }
        for ((s, y), alpha) in past.iter().zip(alphas.iter().rev()) {
            let beta = dot(y, &d) / dot(s, y);
            d.iter_mut()
                .zip(s)
                .for_each(|(d, s)| *d += (alpha - beta) * s);
        }
        let slope = dot(&d, &g);
        let mut step = 1.0;
        let next = loop {
            let to: Vec<f64> = w.iter().zip(&d).map(|(w, d)| w + step * d).collect();
            let (f2, g2) = loss(examples, penalty, &to);
            if f2 <= f + 1e-4 * step * slope {
                break Some((to, f2, g2));
            }
            step /= 2.0;
            if step < 1e-8 {
                break None;
            }
        };
        let Some((to, f2, g2)) = next else { break };
        let s: Vec<f64> = to.iter().zip(&w).map(|(a, b)| a - b).collect();
        let y: Vec<f64> = g2.iter().zip(&g).map(|(a, b)| a - b).collect();
        if dot(&s, &y) > 1e-10 {
            past.push((s, y));
            if past.len() > 10 {
                past.remove(0);
            }
        }
        let done = (f - f2).abs() < 1e-6 * f.abs();
        (w, f, g) = (to, f2, g2);
        if done {
            break;
        }
    }
    w
}
