//! Odds of words to stand in talk, from counts that can leave a text out.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use khao::load::split::lesson;

/// A word must stand in so many texts.
const TEXTS: usize = 8;
/// No more words are kept.
const MOST: usize = 2000;
/// No word counts more often than this in one text.
const CAP: f32 = 3.0;
/// Counts that are added as if the word told nothing.
const DOUBT: f32 = 4.0;

/// Counts of words in article and talk.
#[derive(Default, Clone)]
pub(crate) struct Counts {
    words: BTreeMap<String, [f32; 2]>,
    /// Of each script: Latin and the like, Thai.
    total: [[f32; 2]; 2],
}

impl Counts {
    /// Counts of one text; each of `parts` is article or talk.
    pub(crate) fn of(parts: [&[String]; 2]) -> Self {
        let mut out = Self::default();
        for (side, lines) in parts.into_iter().enumerate() {
            for line in lines {
                lesson::words(line, &mut |word| {
                    if keeps(word) {
                        let n = &mut out.words.entry(word.to_owned()).or_default()[side];
                        let add = (CAP - *n).clamp(0.0, 1.0);
                        *n += add;
                        out.total[script(word)][side] += add;
                    }
                });
            }
        }
        out
    }
}

fn keeps(word: &str) -> bool {
    let thai = |c: char| ('\u{e00}'..='\u{e7f}').contains(&c);
    match word.strip_prefix('^').or_else(|| word.strip_suffix('$')) {
        Some(part) => part.chars().all(thai),
        None => {
            word.len() <= 24
                && word.chars().all(|c| c.is_alphabetic() || c == '\'')
                && !word.chars().any(thai)
        }
    }
}

/// All counts.
pub(crate) struct Odds {
    words: HashMap<String, [f32; 2]>,
    total: [[f32; 2]; 2],
}

impl Odds {
    /// Counts of texts, each with its source. A word must come from two sources.
    pub(crate) fn of(texts: &[(&str, &Counts)]) -> Self {
        let mut all: BTreeMap<&str, ([f32; 2], usize, BTreeSet<&str>)> = BTreeMap::new();
        let mut total = [[0.0; 2]; 2];
        for (source, counts) in texts {
            for (word, n) in &counts.words {
                let row = all.entry(word).or_default();
                row.0[0] += n[0];
                row.0[1] += n[1];
                row.1 += 1;
                row.2.insert(source);
            }
            for (sum, own) in total.iter_mut().zip(counts.total) {
                sum[0] += own[0];
                sum[1] += own[1];
            }
        }
        let told = all
            .into_iter()
            .filter(|(_, (_, texts, sources))| *texts >= TEXTS && sources.len() >= 2);
        let mut told: Vec<(&str, [f32; 2], f32)> = told
            .map(|(word, (n, _, _))| {
                let by = odds(n, total[script(word)]);
                (word, n, by.abs() * (n[0] + n[1]).sqrt())
            })
            .filter(|(word, n, _)| odds(*n, total[script(word)]).abs() >= 0.25)
            .collect();
        told.sort_by(|a, b| b.2.total_cmp(&a.2).then(a.0.cmp(b.0)));
        told.truncate(MOST);
        let words = told
            .into_iter()
            .map(|(w, n, _)| (w.to_owned(), n))
            .collect();
        Self { words, total }
    }

    /// The odds of a word, the text with these counts left out.
    pub(crate) fn get(&self, word: &str, out: &[&Counts]) -> f32 {
        let Some(mut n) = self.words.get(word).copied() else {
            return 0.0;
        };
        let mut total = self.total[script(word)];
        for counts in out {
            let own = counts.words.get(word).copied().unwrap_or_default();
            for side in 0..2 {
                n[side] -= own[side];
                total[side] -= counts.total[script(word)][side];
            }
        }
        odds(n, total)
    }

    /// The words with their odds, in order.
    pub(crate) fn rows(&self) -> Vec<(&str, f32)> {
        let mut out: Vec<_> = self
            .words
            .keys()
            .map(|w| (&**w, self.get(w, &[])))
            .collect();
        out.sort_by(|a, b| a.0.cmp(b.0));
        out
    }
}

fn script(word: &str) -> usize {
    usize::from(word.starts_with('^') || word.ends_with('$'))
}

fn odds(n: [f32; 2], total: [f32; 2]) -> f32 {
    let all = total[0] + total[1];
    let rate = |side: usize| (n[side] + DOUBT * total[side] / all) / total[side].max(1.0);
    (rate(1) / rate(0)).ln().clamp(-2.5, 2.5)
}
