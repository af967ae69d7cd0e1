//! The list of Thai words and the compact table that is made from it.
//!
//! `assets/thai/words.txt` has a word, a TAB and its count on each line, in
//! order of the words, and comments after `#`. [`compile`] turns it into a
//! finite-state transducer from words, one byte a letter, to costs: the
//! negative logarithm of a word's share of all counts.

use std::collections::BTreeMap;

use fst::raw::Builder;

/// Steps of a cost in one unit of the natural logarithm. Costs fit a byte: e⁻²¹ is the rarest share.
pub const STEPS: f64 = 12.0;

/// What is added to every count, so that words without a count have a share.
const SMOOTHING: f64 = 0.3;

/// A word as the table has it: one byte a letter, U+0E00 being 0. `None` where it is no run of Thai letters.
pub fn key(word: &str) -> Option<Vec<u8>> {
    let bytes: Vec<u8> = super::words::letters(word).map(|(code, _)| code).collect();
    let thai = word.chars().all(super::is_letter);
    (thai && !bytes.is_empty()).then_some(bytes)
}

/// The words and counts of a list in the format of `words.txt`. Lines that are none are passed over.
pub fn parse(list: &str) -> BTreeMap<Vec<u8>, u64> {
    let mut out = BTreeMap::new();
    for line in list.lines().filter(|l| !l.starts_with('#')) {
        let (word, count) = line.split_once('\t').unwrap_or((line, "0"));
        if let (Some(key), Ok(count)) = (key(word.trim()), count.trim().parse::<u64>()) {
            let total = out.entry(key).or_insert(0);
            *total = count.max(*total);
        }
    }
    out
}

/// The table for a list in the format of `words.txt`.
///
/// # Errors
/// Only where the memory for it cannot be had.
pub fn compile(list: &str) -> Result<Vec<u8>, fst::Error> {
    let words = parse(list);
    let total: f64 = words.values().map(|count| weight(*count)).sum();
    let mut builder = Builder::memory();
    for (key, count) in &words {
        let share = weight(*count) / total;
        let cost = (-share.ln() * STEPS).round();
        // Costs beyond a byte are all the same to the search.
        let cost = (1..u8::MAX)
            .find(|c| f64::from(*c) >= cost)
            .unwrap_or(u8::MAX);
        builder.insert(key, u64::from(cost))?;
    }
    builder.into_inner()
}

/// What a count weighs, whole numbers up to 2³² being exact.
fn weight(count: u64) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX)) + SMOOTHING
}

/// A table in which all `words` cost the same. Words that are not Thai are passed over.
pub fn compile_flat<'a>(words: impl IntoIterator<Item = &'a str>, cost: u8) -> Option<Vec<u8>> {
    let keys: std::collections::BTreeSet<_> =
        words.into_iter().filter_map(|w| key(w.trim())).collect();
    let mut builder = Builder::memory();
    for key in &keys {
        builder.insert(key, u64::from(cost)).ok()?;
    }
    (!keys.is_empty())
        .then(|| builder.into_inner().ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `cargo run --features make-assets --bin thai-words -- table` makes it anew.
    #[test]
    fn the_table_is_fresh() {
        let list = include_str!("../../../assets/thai/words.txt");
        let table: &[u8] = include_bytes!("../../../assets/thai/words.fst");
        assert!(
            compile(list).unwrap() == table,
            "words.fst is not what words.txt gives"
        );
        assert!(table.len() <= 1 << 20);
    }

    #[test]
    fn keys() {
        assert_eq!(key("กา"), Some(vec![0x01, 0x32]));
        assert_eq!(key("นํ้า"), key("น้ำ"));
        assert_eq!(key("เเม่"), key("แม่"));
        assert_eq!(key("a"), None);
        assert_eq!(key("กa"), None);
        assert_eq!(key(""), None);
    }
}
