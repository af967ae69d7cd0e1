//! Makes `assets/models/df-*.tsv`: how many documents of a body of news speak of each feature.
//!
//! `cargo run --release --features make-assets --bin idf -- DATA [OUT] [--half 0|1]`
//!
//! DATA holds `relate/events.jsonl.gz` and `relate/bilingual.jsonl.gz` (rows: `lang`, `title`, and
//! `text` or `sents`) and `thai/tnc_freq.txt.gz` (Thai word, TAB, count). OUT is `assets/models`
//! unless given. The same input gives the same bytes. `--half` keeps every second topic only, so
//! that thresholds can be fitted on one half and reported on the other.
//!
//! Thai news is scarce here, so the Thai table also counts a body of pages that were never
//! written: a word of frequency f stands in 1 − e^(−fL) of pages of L words.

#[path = "idf/tables.rs"]
mod tables;

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use tables::Tables;

fn main() -> Result<()> {
    let mut paths = Vec::new();
    let mut half = None;
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        if arg == "--half" {
            half = Some(args.next().context("--half 0 or 1")?.parse::<usize>()?);
        } else {
            paths.push(PathBuf::from(arg));
        }
    }
    let data = paths
        .first()
        .context("usage: idf DATA [OUT] [--half 0|1]")?;
    let out = paths
        .get(1)
        .map_or_else(|| PathBuf::from("assets/models"), Clone::clone);
    for (name, text) in Tables::of(data, half)?.texts()? {
        fs::write(out.join(name), text)?;
    }
    Ok(())
}
