//! Names of places and languages in both scripts, without those that are common words.

use std::collections::{BTreeMap, HashMap};

use crate::English;
use crate::lexicon::dictionary::Thai;

/// A city must have so many people.
const CITY: u64 = 50_000;

/// A short Thai form that stands so often in Thai text is a word, whatever place bears it.
const WORD: u64 = 30;

/// Forms in either script with the concept that each stands for. `listed` is `names.tsv`, which has
/// the say where it knows a form.
pub(crate) fn forms(
    listed: &str,
    cldr: &str,
    cities: &str,
    english: &English,
    thai: &Thai,
) -> BTreeMap<String, String> {
    let mut known: HashMap<&str, &str> = HashMap::new();
    for line in listed.lines().filter(|l| !l.starts_with('#')) {
        if let [_, english, thai] = *line.split('\t').collect::<Vec<_>>() {
            let key = english.split('|').next().unwrap_or_default();
            for form in english.split('|').chain(thai.split('|')) {
                known.insert(form, key);
            }
        }
    }
    let mut rows: Vec<(String, String)> = Vec::new();
    for line in cldr.lines().skip(1) {
        if let [_, _, thai, english] = *line.split('\t').collect::<Vec<_>>() {
            rows.push((thai.to_owned(), english.to_owned()));
        }
    }
    let mut towns: Vec<(u64, &str, &str)> = cities
        .lines()
        .skip(1)
        .filter_map(|l| match *l.split('\t').collect::<Vec<_>>() {
            [_, _, people, thai, english] => Some((people.parse().ok()?, thai, english)),
            _ => None,
        })
        .filter(|(people, _, _)| *people >= CITY)
        .collect();
    // Of two towns of one name the larger is meant.
    towns.sort_by(|a, b| b.cmp(a));
    rows.extend(
        towns
            .iter()
            .map(|(_, t, e)| ((*t).to_owned(), (*e).to_owned())),
    );

    let mut out: BTreeMap<String, String> = BTreeMap::new();
    for (thai_form, english_form) in rows {
        let good_thai = is_thai_name(&thai_form, thai);
        let good_english = is_english_name(&english_form, english);
        let by_english = known.get(english_form.as_str());
        let by_thai = known.get(thai_form.as_str());
        let concept = by_english
            .or(by_thai)
            .copied()
            .map_or_else(|| english_form.clone(), str::to_owned);
        // What stands on one side only ties nothing together.
        if !(good_thai && (good_english || by_english.is_some())) {
            continue;
        }
        if by_thai.is_none() {
            out.entry(thai_form).or_insert_with(|| concept.clone());
        }
        if by_english.is_none() {
            out.entry(english_form).or_insert(concept);
        }
    }
    out
}

fn is_thai_name(form: &str, thai: &Thai) -> bool {
    let letters = form
        .chars()
        .filter(|c| matches!(c, '\u{e01}'..='\u{e2e}'))
        .count();
    let common = thai.get(form).is_some_and(|n| *n > WORD);
    let clean =
        !form.contains(['(', ')', '/']) && !form.contains(|c: char| c.is_ascii_alphanumeric());
    clean && letters >= 2 && !(common && letters < 5) && letters + form.chars().count() > 5
}

/// Not where the word also stands in lower case: `Young`, `Reading`, `Nice`.
fn is_english_name(form: &str, english: &English) -> bool {
    let single = !form.contains([' ', '-']);
    let lower = form.to_lowercase();
    let common = english.lower.get(&lower).is_some_and(|n| *n >= 2);
    let month = ["march", "may", "august", "june", "april"].contains(&lower.as_str());
    form.len() >= 4
        && !form.contains(['(', ')', '/', '&'])
        && form.starts_with(char::is_uppercase)
        && !(single && (common || month))
}
