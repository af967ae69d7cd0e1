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

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use khao::model::{Article, Block, BlockIx, BlockKind, By, Document, DocumentId, Split, Thread};
use khao::relate::{FeatureKind, Profile};
use khao::text::{Lang, Segmenter, clean, clean_line};

/// Pages and words a page of the body of Thai that is counted by frequency.
const PAGES: u32 = 1_000;
const WORDS: f64 = 250.0;

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
    let mut tables = Tables::default();
    for (file, group) in [("events", "topic"), ("bilingual", "event")] {
        tables.news(&data.join(format!("relate/{file}.jsonl.gz")), group, half)?;
    }
    tables.thai_words(&data.join("thai/tnc_freq.txt.gz"))?;
    tables.write(&out)
}

#[derive(Default)]
struct Tables {
    english: Table,
    thai: Table,
    names: Table,
}

#[derive(Default)]
struct Table {
    documents: u32,
    counts: BTreeMap<(FeatureKind, String), u32>,
}

impl Tables {
    fn news(&mut self, path: &Path, group: &str, half: Option<usize>) -> Result<()> {
        let segmenter = Segmenter::new();
        let rows: Vec<serde_json::Value> = unzip(path)?
            .lines()
            .map(serde_json::from_str)
            .collect::<Result<_, _>>()?;
        let mut groups: Vec<&str> = rows.iter().filter_map(|r| r[group].as_str()).collect();
        groups.sort_unstable();
        groups.dedup();
        for row in &rows {
            let at = groups.binary_search(&row[group].as_str().unwrap_or_default());
            if half.is_some_and(|h| at.is_ok_and(|at| at % 2 != h)) {
                continue;
            }
            let profile = Profile::of(&document(row), &segmenter);
            let words = if profile.lang == Lang::THAI {
                &mut self.thai
            } else {
                &mut self.english
            };
            words.documents += 1;
            self.names.documents += 1;
            for f in profile.features {
                let table = if f.kind == FeatureKind::Word {
                    &mut *words
                } else {
                    &mut self.names
                };
                *table.counts.entry((f.kind, f.key)).or_default() += 1;
            }
        }
        Ok(())
    }

    fn thai_words(&mut self, path: &Path) -> Result<()> {
        let text = unzip(path)?;
        let rows: Vec<(&str, f64)> = text
            .lines()
            .filter_map(|l| l.split_once('\t'))
            .filter_map(|(w, n)| Some((w, n.trim().parse().ok()?)))
            .collect();
        let total: f64 = rows.iter().map(|(_, n)| n).sum();
        for (word, n) in rows {
            let share = 1.0 - (-n / total * WORDS).exp();
            let pages = (1..=PAGES)
                .take_while(|p| f64::from(*p) <= share * f64::from(PAGES))
                .count() as u32;
            let key = (FeatureKind::Word, word.to_owned());
            if pages > 0 && word.chars().all(|c| matches!(c, '\u{e01}'..='\u{e4e}')) {
                *self.thai.counts.entry(key).or_default() += pages;
            }
        }
        self.thai.documents += PAGES;
        Ok(())
    }

    fn write(&self, out: &Path) -> Result<()> {
        for (name, table, least) in [
            ("df-en.tsv", &self.english, 2),
            ("df-th.tsv", &self.thai, 3),
            ("df-names.tsv", &self.names, 2),
        ] {
            let common = table.counts.iter().filter(|(_, n)| **n >= least);
            let mut lines: Vec<String> = common
                .map(|((kind, key), n)| format!("{}\t{key}\t{n}", kind.code()))
                .collect();
            // The reader looks them up by binary search.
            lines.sort_unstable();
            let mut text = format!("# documents {}\n", table.documents);
            for line in lines {
                writeln!(text, "{line}")?;
            }
            fs::write(out.join(name), text)?;
        }
        Ok(())
    }
}

fn document(row: &serde_json::Value) -> Document {
    let lines: Vec<&str> = match row["sents"].as_array() {
        Some(s) => s.iter().filter_map(|s| s.as_str()).collect(),
        None => row["text"].as_str().unwrap_or_default().lines().collect(),
    };
    let blocks: Vec<Block> = lines
        .into_iter()
        .map(|l| Block::new(BlockKind::Paragraph, clean(l)))
        .collect();
    Document {
        id: DocumentId::of_words(blocks.iter().map(|b| b.text.as_str())),
        path: clean_line(""),
        format: "khao",
        url: None,
        article: Article {
            title: row["title"].as_str().map(clean_line),
            lang: Lang::from_code(row["lang"].as_str().unwrap_or_default()),
            blocks: BlockIx(0)..BlockIx(blocks.len() as u32),
            ..Article::default()
        },
        split: Split { by: By::Source },
        thread: Thread::default(),
        blocks,
        raw: Vec::new(),
        links: Vec::new(),
        warnings: Vec::new(),
    }
}

fn unzip(path: &Path) -> Result<String> {
    let done = Command::new("gzip").arg("-dc").arg(path).output()?;
    ensure!(done.status.success(), "cannot read {}", path.display());
    Ok(String::from_utf8(done.stdout)?)
}
