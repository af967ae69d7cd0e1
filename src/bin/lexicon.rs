//! Makes `assets/relate/bridge.*` and `places.*`: what Thai words and names are called in English.
//!
//! `cargo run --release --features make-assets --bin lexicon -- DATA [OUT]`
//!
//! DATA holds `lexicon/thai_wordnet_en.tsv.gz`, `cldr_names_th_en.tsv.gz`, `cities_th_en.tsv.gz`,
//! and texts by which common English words are told: `split/flat.jsonl.gz` and
//! `threads/threads.jsonl.gz`. OUT is `assets/relate` unless given; its `names.tsv` is read, since
//! what is listed there needs no second entry. The same input gives the same bytes.
//!
//! A Thai lemma belongs to one or more sets of English synonyms. Each synonym has a vote; what many
//! sets agree on, and what English text says often, comes first.

#![expect(
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a tool that tells what it made, of small numbers"
)]

mod lexicon {
    pub(crate) mod dictionary;
    pub(crate) mod places;
}

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use khao::relate::lexicon as tables;
use khao::text::Lang;

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1).map(PathBuf::from);
    let data = args.next().context("usage: lexicon DATA [OUT]")?;
    let out = args
        .next()
        .unwrap_or_else(|| PathBuf::from("assets/relate"));
    let english = English::read(&data)?;
    let thai = lexicon::dictionary::thai_counts()?;

    let rows = lexicon::dictionary::rows(
        &unzip(&data.join("lexicon/thai_wordnet_en.tsv.gz"))?,
        &english,
        &thai,
    );
    let bridge = tables::bridge(&rows)?;
    fs::write(out.join("bridge.fst"), &bridge.lemmas)?;
    fs::write(out.join("bridge.bin"), &bridge.lists)?;
    fs::write(out.join("bridge.txt"), &bridge.stems)?;

    let listed = fs::read_to_string(out.join("names.tsv"))?;
    let cldr = unzip(&data.join("lexicon/cldr_names_th_en.tsv.gz"))?;
    let cities = unzip(&data.join("lexicon/cities_th_en.tsv.gz"))?;
    let forms = lexicon::places::forms(&listed, &cldr, &cities, &english, &thai);
    let (fst, text) = tables::places(&forms)?;
    fs::write(out.join("places.fst"), &fst)?;
    fs::write(out.join("places.txt"), &text)?;
    println!(
        "{} lemmas, {} + {} + {} bytes; {} forms of names, {} + {} bytes",
        rows.len(),
        bridge.lemmas.len(),
        bridge.lists.len(),
        bridge.stems.len(),
        forms.len(),
        fst.len(),
        text.len()
    );
    Ok(())
}

/// How many English texts have a word.
pub struct English {
    /// By stem.
    pub stems: BTreeMap<String, u32>,
    /// Words that stand in lower case, as they stand.
    pub lower: BTreeMap<String, u32>,
}

impl English {
    fn read(data: &Path) -> Result<Self> {
        let mut texts: Vec<String> = Vec::new();
        for line in unzip(&data.join("split/flat.jsonl.gz"))?.lines() {
            let row: serde_json::Value = serde_json::from_str(line)?;
            let lines = row["lines"].as_array().into_iter().flatten();
            texts.push(
                lines
                    .filter_map(|l| l.as_str())
                    .collect::<Vec<_>>()
                    .join("\n"),
            );
        }
        for line in unzip(&data.join("threads/threads.jsonl.gz"))?.lines() {
            let row: serde_json::Value = serde_json::from_str(line)?;
            let comments = row["comments"].as_array().into_iter().flatten();
            texts.extend(comments.filter_map(|c| Some(c["text"].as_str()?.to_owned())));
        }
        let (mut stems, mut lower) = (BTreeMap::new(), BTreeMap::new());
        for text in texts.iter().filter(|t| Lang::guess(t) == Lang::ENGLISH) {
            let words: BTreeSet<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
            let of_text: BTreeSet<String> = words
                .iter()
                .map(|w| tables::stem(&w.to_lowercase()))
                .collect();
            for stem in of_text {
                *stems.entry(stem).or_default() += 1;
            }
            for word in words.iter().filter(|w| w.starts_with(char::is_lowercase)) {
                *lower.entry((*word).to_owned()).or_default() += 1;
            }
        }
        Ok(Self { stems, lower })
    }
}

fn unzip(path: &Path) -> Result<String> {
    let done = Command::new("gzip").arg("-dc").arg(path).output()?;
    ensure!(done.status.success(), "cannot read {}", path.display());
    Ok(String::from_utf8(done.stdout)?)
}
