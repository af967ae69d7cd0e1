//! Document frequencies of a body of news, and labelled news as documents.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use anyhow::{Result, ensure};
use khao::model::{Article, Block, BlockIx, BlockKind, By, Document, DocumentId, Split, Thread};
use khao::relate::{FeatureKind, Profile};
use khao::text::{Lang, Segmenter, clean, clean_line};

/// Pages and words a page of the body of Thai that is counted by frequency.
const PAGES: u32 = 1_000;
const WORDS: f64 = 250.0;

/// The bodies of news in a folder of data, each with what its rows are grouped by.
pub(crate) const NEWS: [(&str, &str); 2] = [("events", "topic"), ("bilingual", "event")];

/// The three tables.
#[derive(Default)]
pub(crate) struct Tables {
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
    /// Those of the data in a folder; of every second group only, where asked.
    pub(crate) fn of(data: &Path, half: Option<usize>) -> Result<Self> {
        let mut tables = Self::default();
        let segmenter = Segmenter::new();
        for (file, group) in NEWS {
            for row in rows(&data.join(format!("relate/{file}.jsonl.gz")), group, half)? {
                tables.add(&Profile::of(&document(&row, None), &segmenter));
            }
        }
        tables.thai_words(&data.join("thai/tnc_freq.txt.gz"))?;
        Ok(tables)
    }

    fn add(&mut self, profile: &Profile) {
        // What a Thai word may mean says nothing about how common that is in English.
        let (words, own) = if profile.lang == Lang::THAI {
            (&mut self.thai, FeatureKind::Thai)
        } else {
            (&mut self.english, FeatureKind::Word)
        };
        words.documents += 1;
        self.names.documents += 1;
        for f in &profile.features {
            let table = if f.kind == own {
                &mut *words
            } else if f.kind.is_word() {
                continue;
            } else {
                &mut self.names
            };
            *table.counts.entry((f.kind, f.key.clone())).or_default() += 1;
        }
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
            let key = (FeatureKind::Thai, word.to_owned());
            if pages > 0 && word.chars().all(|c| matches!(c, '\u{e01}'..='\u{e4e}')) {
                *self.thai.counts.entry(key).or_default() += pages;
            }
        }
        self.thai.documents += PAGES;
        Ok(())
    }

    /// As they are shipped: name and text.
    pub(crate) fn texts(&self) -> Result<[(&'static str, String); 3]> {
        Ok([
            ("df-en.tsv", self.english.text(2)?),
            ("df-th.tsv", self.thai.text(3)?),
            ("df-names.tsv", self.names.text(2)?),
        ])
    }
}

impl Table {
    fn text(&self, least: u32) -> Result<String> {
        let common = self.counts.iter().filter(|(_, n)| **n >= least);
        let mut lines: Vec<String> = common
            .map(|((kind, key), n)| format!("{}\t{key}\t{n}", kind.code()))
            .collect();
        // The reader looks them up by binary search.
        lines.sort_unstable();
        let mut text = format!("# documents {}\n", self.documents);
        for line in lines {
            writeln!(text, "{line}")?;
        }
        Ok(text)
    }
}

/// The rows of a file; of every second group only, where asked.
pub(crate) fn rows(
    path: &Path,
    group: &str,
    half: Option<usize>,
) -> Result<Vec<serde_json::Value>> {
    let mut rows: Vec<serde_json::Value> = unzip(path)?
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()?;
    let of = |row: &serde_json::Value| row[group].as_str().unwrap_or_default().to_owned();
    let mut groups: Vec<String> = rows.iter().map(of).collect();
    groups.sort_unstable();
    groups.dedup();
    rows.retain(|row| {
        let at = groups.binary_search(&of(row));
        half.is_none_or(|h| at.is_ok_and(|at| at % 2 == h))
    });
    Ok(rows)
}

/// A row as a document; of its sentences only those with an even or odd number, where asked.
pub(crate) fn document(row: &serde_json::Value, odd: Option<usize>) -> Document {
    let mut lines: Vec<&str> = match row["sents"].as_array() {
        Some(s) => s.iter().filter_map(|s| s.as_str()).collect(),
        None => row["text"].as_str().unwrap_or_default().lines().collect(),
    };
    if let Some(odd) = odd {
        lines = lines.into_iter().skip(odd).step_by(2).collect();
    }
    // The headline is the first sentence: half of a text may not have it.
    let title = row["title"].as_str().filter(|_| odd.is_none());
    let blocks: Vec<Block> = lines
        .into_iter()
        .map(|l| Block::new(BlockKind::Paragraph, clean(l)))
        .collect();
    Document {
        id: DocumentId::of_words([row["id"].as_str().unwrap_or_default()]),
        path: clean_line(""),
        format: "khao",
        url: None,
        article: Article {
            title: title.map(clean_line),
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

pub(crate) fn unzip(path: &Path) -> Result<String> {
    let done = Command::new("gzip").arg("-dc").arg(path).output()?;
    ensure!(done.status.success(), "cannot read {}", path.display());
    Ok(String::from_utf8(done.stdout)?)
}
