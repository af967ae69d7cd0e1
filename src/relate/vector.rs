//! A document as a list of weighted features, and what two such lists have in common.

use std::cmp::Ordering;

/// A feature of a document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    pub(super) feature: u32,
    /// Weight of its type times `1 + ln(count)`.
    pub(super) weight: f32,
    /// How the document writes it: the first two ways.
    pub(super) surfaces: [u32; 2],
}

/// The items of both lists with one feature, both lists ascending.
pub(super) fn meet<'a>(a: &'a [Item], b: &'a [Item]) -> impl Iterator<Item = (&'a Item, &'a Item)> {
    let (mut i, mut j) = (0, 0);
    std::iter::from_fn(move || {
        while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
            match x.feature.cmp(&y.feature) {
                Ordering::Less => i += 1,
                Ordering::Greater => j += 1,
                Ordering::Equal => {
                    (i, j) = (i + 1, j + 1);
                    return Some((x, y));
                }
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_meet_where_features_are_equal() {
        let list = |features: &[u32]| -> Vec<Item> {
            let item = |f: &u32| Item {
                feature: *f,
                weight: 1.0,
                surfaces: [0; 2],
            };
            features.iter().map(item).collect()
        };
        let (a, b) = (list(&[1, 3, 5, 9]), list(&[0, 3, 4, 9, 12]));
        let met: Vec<u32> = meet(&a, &b).map(|(x, _)| x.feature).collect();
        assert_eq!(met, [3, 9]);
        assert_eq!(meet(&a, &[]).count(), 0);
    }
}
