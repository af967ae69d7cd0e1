//! Thai lemmas with their English stems.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::{Context as _, Result};
use khao::relate::lexicon::{MOST, is_stopword, stem};

use crate::English;

/// How often Thai text has a word.
pub(crate) type Thai = BTreeMap<String, u64>;

/// The counts of the list of Thai words.
pub(crate) fn thai_counts() -> Result<Thai> {
    let path = "assets/thai/words.txt";
    let list = fs::read_to_string(path).context(path)?;
    let rows = list.lines().filter(|l| !l.starts_with('#'));
    Ok(rows
        .filter_map(|l| l.split_once('\t'))
        .filter_map(|(w, n)| Some((w.to_owned(), n.trim().parse().ok()?)))
        .collect())
}

/// Each Thai lemma of `table` with its stems and their shares, the largest first.
pub(crate) fn rows(
    table: &str,
    english: &English,
    thai: &Thai,
) -> BTreeMap<String, Vec<(String, f32)>> {
    let mut senses: BTreeMap<&str, BTreeSet<(&str, &str, &str)>> = BTreeMap::new();
    for line in table.lines().skip(1) {
        if let [lemma, pos, set, words] = *line.split('\t').collect::<Vec<_>>() {
            senses.entry(lemma).or_default().insert((pos, set, words));
        }
    }
    let mut out = BTreeMap::new();
    for (lemma, senses) in &senses {
        let biology = senses.iter().all(|(_, _, w)| {
            w.split('|').any(|w| {
                w.starts_with("genus ") || w.starts_with("family ") || w.starts_with("order ")
            })
        });
        let long = lemma.chars().count() > LONG && !thai.contains_key(*lemma);
        if biology || long || is_name_trap(lemma, senses, thai) {
            continue;
        }
        let mut votes: BTreeMap<String, f32> = BTreeMap::new();
        for (_, _, words) in senses {
            for word in words.split('|') {
                let parts: Vec<String> = word
                    .split([' ', '-', '_', '/'])
                    .map(|w| {
                        w.trim_matches(|c: char| !c.is_alphanumeric())
                            .to_lowercase()
                    })
                    .filter(|w| {
                        w.len() > 1 && !is_stopword(w) && !w.contains(|c: char| c.is_ascii_digit())
                    })
                    .map(|w| stem(&w))
                    .collect();
                let one = 1.0 / parts.len().max(1) as f32;
                for part in parts {
                    *votes.entry(part).or_default() += one;
                }
            }
        }
        let seen = |s: &str| english.stems.get(s).copied().unwrap_or(0) as f32;
        // Nobody writes labourer: labour is what is meant.
        for (word, vote) in votes.clone() {
            let base = ["er", "or", "ist"]
                .iter()
                .find_map(|e| word.strip_suffix(e));
            if let Some(base) = base.map(stem)
                && seen(&word) < 1.0
                && seen(&base) >= 1.0
            {
                *votes.entry(base).or_default() += vote;
            }
        }
        // A word that neither language's texts have is not worth its bytes.
        if !thai.contains_key(*lemma) && votes.keys().all(|s| seen(s) < 1.0) {
            continue;
        }
        let mut list: Vec<(String, f32)> = votes
            .into_iter()
            .map(|(word, vote)| {
                let weight = vote * (seen(&word) + 0.5).powf(COMMON);
                (word, weight)
            })
            .collect();
        list.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let most = list.first().map_or(1.0, |l| l.1);
        list.retain(|(_, w)| *w >= most * LEAST);
        list.truncate(MOST);
        let norm: f32 = list
            .iter()
            .map(|(_, w)| w.powf(NORM))
            .sum::<f32>()
            .powf(1.0 / NORM);
        for (_, weight) in &mut list {
            *weight = (*weight / norm).sqrt();
        }
        if !list.is_empty() {
            out.insert((*lemma).to_owned(), list);
        }
    }
    out
}

/// A lemma of more letters that no list of words has is an explanation, which no text will have.
const LONG: usize = 20;
/// How much being common in English text counts.
const COMMON: f32 = 0.7;
/// The least weight that is kept, of the largest.
const LEAST: f32 = 0.15;
/// The weights of a word are 1 in this norm; a share is the root of its weight, so that the second
/// meaning counts nearly as much as the first.
const NORM: f32 = 1.5;

/// Whether a lemma is only somebody's name in the dictionary, and a common word in Thai: ยัง is no Young.
fn is_name_trap(lemma: &str, senses: &BTreeSet<(&str, &str, &str)>, thai: &Thai) -> bool {
    let name = |words: &str| words.split('|').all(|w| w.starts_with(char::is_uppercase));
    senses.iter().all(|(_, _, w)| name(w)) && thai.get(lemma).is_some_and(|n| *n > 2_000)
}
