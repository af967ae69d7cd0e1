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

/// No odds are larger.
const MOST_ODDS: f32 = 2.5;
/// The odds of a word that one maker's texts alone have are no larger: they may be the subject of the day.
const ALONE: f32 = 1.0;
/// Days and months tell when a text was made, not of what kind it is.
const TIMES: &str = "january|february|march|april|june|july|august|september|october|november|december|monday|tuesday|\
    wednesday|thursday|friday|saturday|sunday|januar|februar|märz|juni|juli|oktober|dezember|montag|dienstag|mittwoch|\
    donnerstag|freitag|samstag|sonntag|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|\
    lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche";
const THAI_TIMES: &str = "มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม|\
    วันจันทร์|วันอังคาร|วันพุธ|วันพฤหัสบดี|วันศุกร์|วันเสาร์|วันอาทิตย์";

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
    let (opens, ends) = (word.strip_prefix('^'), word.strip_suffix('$'));
    match opens.or(ends) {
        Some(part) => {
            let of_time = |w: &str| {
                opens.is_some_and(|p| w.starts_with(p)) || ends.is_some_and(|p| w.ends_with(p))
            };
            part.chars().all(thai) && !THAI_TIMES.split('|').any(of_time)
        }
        None => {
            word.len() <= 24
                && !TIMES.split('|').any(|w| w == word)
                && word.chars().all(|c| c.is_alphabetic() || c == '\'')
                && !word.chars().any(thai)
        }
    }
}

/// All counts.
pub(crate) struct Odds {
    /// How often each stands in article and talk, and the largest odds it may have.
    words: HashMap<String, ([f32; 2], f32)>,
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
        let mut told: Vec<(&str, [f32; 2], f32, f32)> = told
            .map(|(word, (n, _, sources))| {
                let makers: BTreeSet<&str> = sources.into_iter().map(maker).collect();
                let most = if makers.len() < 2 { ALONE } else { MOST_ODDS };
                let by = odds(n, total[script(word)]);
                (word, n, most, by.abs() * (n[0] + n[1]).sqrt())
            })
            .filter(|(word, n, ..)| odds(*n, total[script(word)]).abs() >= 0.25)
            .collect();
        told.sort_by(|a, b| b.3.total_cmp(&a.3).then(a.0.cmp(b.0)));
        told.truncate(MOST);
        let words = told
            .into_iter()
            .map(|(w, n, most, _)| (w.to_owned(), (n, most)))
            .collect();
        Self { words, total }
    }

    /// The odds of a word, the text with these counts left out.
    pub(crate) fn get(&self, word: &str, out: &[&Counts]) -> f32 {
        let Some((mut n, most)) = self.words.get(word).copied() else {
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
        odds(n, total).clamp(-most, most)
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

/// Who made the texts of a source: `thai-none` and `thai-synth` come from one hand.
fn maker(source: &str) -> &str {
    source.split('-').next().unwrap_or(source)
}

fn script(word: &str) -> usize {
    usize::from(word.starts_with('^') || word.ends_with('$'))
}

fn odds(n: [f32; 2], total: [f32; 2]) -> f32 {
    let all = total[0] + total[1];
    let rate = |side: usize| (n[side] + DOUBT * total[side] / all) / total[side].max(1.0);
    (rate(1) / rate(0)).ln().clamp(-MOST_ODDS, MOST_ODDS)
}
