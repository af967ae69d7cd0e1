//! The name that a mistyped one was probably meant to be.

/// The name among `known` that `name` was probably meant to be.
pub fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    known
        .map(|k| (distance(k, name), k))
        .min()
        .filter(|(d, k)| *d <= 3 && *d * 3 <= k.chars().count())
        .map(|(_, k)| k)
}

/// Levenshtein distance in characters.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(64).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().take(64).enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let old = row[j + 1];
            row[j + 1] = (corner + usize::from(x != *y)).min(old + 1).min(row[j] + 1);
            corner = old;
        }
    }
    row[b.len()]
}
