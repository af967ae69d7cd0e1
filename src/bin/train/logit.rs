//! Choices among options, learned: conditional logit with a quadratic pull.

/// Options of which one was taken; each is a sparse row of features.
pub(crate) struct Task {
    pub(crate) options: Vec<Vec<(usize, f32)>>,
    pub(crate) taken: usize,
    pub(crate) weight: f64,
}

/// The coefficients of `n` features under which the options taken are likeliest, each drawn to its
/// `prior` with the strength `pull`. Newton's method: the problem has one summit.
pub(crate) fn learn(tasks: &[Task], prior: &[f64], pull: f64) -> Vec<f64> {
    let n = prior.len();
    let mut at = prior.to_vec();
    let mut value = worth(tasks, &at, prior, pull);
    for _ in 0..30 {
        let (slope, curve) = shape(tasks, &at, prior, pull);
        let step = solve(curve, slope);
        let mut size = 1.0;
        let mut better = None;
        while size > 1e-4 {
            let next: Vec<f64> = (0..n).map(|i| at[i] + size * step[i]).collect();
            let there = worth(tasks, &next, prior, pull);
            if there > value + 1e-9 {
                better = Some((next, there));
                break;
            }
            size /= 2.0;
        }
        let Some((next, there)) = better else { break };
        (at, value) = (next, there);
    }
    at
}

/// How probable each option of a task is.
fn chances(task: &Task, at: &[f64]) -> Vec<f64> {
    let sum = |row: &Vec<(usize, f32)>| row.iter().map(|(f, v)| at[*f] * f64::from(*v)).sum();
    let sums: Vec<f64> = task.options.iter().map(sum).collect();
    let most = sums.iter().copied().fold(f64::MIN, f64::max);
    let all: f64 = sums.iter().map(|s| (s - most).exp()).sum();
    sums.iter().map(|s| (s - most).exp() / all).collect()
}

fn worth(tasks: &[Task], at: &[f64], prior: &[f64], pull: f64) -> f64 {
    let fit: f64 = tasks
        .iter()
        .map(|t| t.weight * chances(t, at)[t.taken].max(1e-300).ln())
        .sum();
    let away: f64 = at.iter().zip(prior).map(|(a, p)| (a - p) * (a - p)).sum();
    fit - pull / 2.0 * away
}

/// The slope, and the curvature with its sign turned.
fn shape(tasks: &[Task], at: &[f64], prior: &[f64], pull: f64) -> (Vec<f64>, Vec<Vec<f64>>) {
    let n = at.len();
    let mut slope: Vec<f64> = (0..n).map(|i| pull * (prior[i] - at[i])).collect();
    let mut curve = vec![vec![0.0; n]; n];
    for (i, row) in curve.iter_mut().enumerate() {
        row[i] = pull;
    }
    for task in tasks {
        let chances = chances(task, at);
        let mut mean: Vec<f64> = vec![0.0; n];
        let mut known: Vec<usize> = Vec::new();
        for (o, row) in task.options.iter().enumerate() {
            let taken = f64::from(u8::from(o == task.taken));
            for (f, v) in row {
                let v = f64::from(*v);
                slope[*f] += task.weight * (taken - chances[o]) * v;
                mean[*f] += chances[o] * v;
                known.push(*f);
                for (g, u) in row {
                    curve[*f][*g] += task.weight * chances[o] * v * f64::from(*u);
                }
            }
        }
        known.sort_unstable();
        known.dedup();
        for f in &known {
            for g in &known {
                curve[*f][*g] -= task.weight * mean[*f] * mean[*g];
            }
        }
    }
    (slope, curve)
}

/// Solves `matrix` · x = `right` for a symmetric, positive matrix.
fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let n = right.len();
    for i in 0..n {
        let pivot = matrix[i].clone();
        let known = right[i];
        for j in i + 1..n {
            let by = matrix[j][i] / pivot[i];
            if by != 0.0 {
                for k in i..n {
                    matrix[j][k] -= by * pivot[k];
                }
                right[j] -= by * known;
            }
        }
    }
    for i in (0..n).rev() {
        let rest: f64 = (i + 1..n).map(|k| matrix[i][k] * right[k]).sum();
        right[i] = (right[i] - rest) / matrix[i][i];
    }
    right
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odds_of_three_to_one_are_learned() {
        let task = |taken| Task {
            options: vec![vec![], vec![(0, 1.0)]],
            taken,
            weight: 1.0,
        };
        let tasks = [task(1), task(1), task(1), task(0)];
        let learned = learn(&tasks, &[0.0], 1e-6);
        assert!((learned[0] - 3.0_f64.ln()).abs() < 1e-3, "{learned:?}");
        // With no rows a coefficient stays where it is drawn to.
        assert!((learn(&[], &[2.0], 1.0)[0] - 2.0).abs() < 1e-9);
    }
}
