//! How the tables of `assets/relate` are written: the tool that makes them calls this, and tests
//! read back what it wrote.
//!
//! | file | holds |
//! |---|---|
//! | `bridge.fst` | Thai lemma, one byte a letter → where its translations begin in `bridge.bin` |
//! | `bridge.bin` | for each list of translations: how many, then number of the stem (2 bytes) and share (1 byte, of 255) |
//! | `bridge.txt` | the English stems, one a line, by number |
//! | `places.fst` | the form of a name, as it is written → where its concept begins in `places.txt` |
//! | `places.txt` | the concepts, one a line |

use std::collections::{BTreeMap, BTreeSet, HashMap};

use fst::raw::Builder;

use crate::text::thai::lexicon;

pub use super::stem::{is_stopword, stem};

/// The most English stems that a Thai word is translated by.
pub const MOST: usize = 6;

/// A dictionary as it is shipped: `bridge.fst`, `bridge.bin`, `bridge.txt`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bridge {
    /// Lemma → list.
    pub lemmas: Vec<u8>,
    /// Lists of translations.
    pub lists: Vec<u8>,
    /// Stems by number.
    pub stems: String,
}

/// The tables of a dictionary: each Thai lemma with at most [`MOST`] English stems and their shares,
/// which lie between 0 and 1. Lemmas that are no run of Thai letters are passed over.
///
/// # Errors
/// Where the stems are too many for two bytes, or memory is short.
pub fn bridge(rows: &BTreeMap<String, Vec<(String, f32)>>) -> Result<Bridge, fst::Error> {
    let lemmas: BTreeMap<Vec<u8>, &Vec<(String, f32)>> = rows
        .iter()
        .filter_map(|(lemma, list)| Some((lexicon::key(lemma)?, list)))
        .collect();
    let stems: BTreeSet<&str> = lemmas
        .values()
        .flat_map(|l| l.iter().take(MOST).map(|(stem, _)| stem.as_str()))
        .collect();
    let numbers: HashMap<&str, usize> = stems.iter().copied().zip(0..).collect();
    let mut lists = Vec::new();
    let mut known: HashMap<Vec<u8>, u64> = HashMap::new();
    let mut builder = Builder::memory();
    for (lemma, list) in &lemmas {
        let mut bytes = vec![list.len().min(MOST) as u8];
        for (stem, share) in list.iter().take(MOST) {
            let number = numbers.get(stem.as_str()).copied().unwrap_or_default();
            let number = u16::try_from(number).map_err(|e| std::io::Error::other(e.to_string()))?;
            bytes.extend(number.to_le_bytes());
            bytes.push(byte(*share));
        }
        let at = *known.entry(bytes).or_insert_with_key(|bytes| {
            let at = lists.len() as u64;
            lists.extend(bytes);
            at
        });
        builder.insert(lemma, at)?;
    }
    Ok(Bridge {
        lemmas: builder.into_inner()?,
        lists,
        stems: stems.iter().flat_map(|s| [*s, "\n"]).collect(),
    })
}

/// The tables of a list of names, `places.fst` and `places.txt`: forms with the concept that each stands for.
///
/// # Errors
/// Where memory is short.
pub fn places(forms: &BTreeMap<String, String>) -> Result<(Vec<u8>, String), fst::Error> {
    let concepts: BTreeSet<&str> = forms.values().map(String::as_str).collect();
    let (mut text, mut at) = (String::new(), HashMap::new());
    for concept in concepts {
        at.insert(concept, text.len() as u64);
        text.push_str(concept);
        text.push('\n');
    }
    let mut builder = Builder::memory();
    for (form, concept) in forms {
        builder.insert(form, at.get(concept.as_str()).copied().unwrap_or_default())?;
    }
    Ok((builder.into_inner()?, text))
}

/// A share as one byte, never 0 and never the whole: a translation is not the word itself.
fn byte(share: f32) -> u8 {
    (1..=254u8)
        .take_while(|b| f32::from(*b) <= share * 255.0)
        .last()
        .unwrap_or(1)
}
