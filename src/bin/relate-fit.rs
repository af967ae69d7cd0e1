//! Measures how well related documents are found, on labelled news.
//!
//! `cargo run --release --features make-assets --bin relate-fit -- DATA [--pairs FILE]`
//!
//! DATA is as for `idf`. Every figure is of one half of the topics, with tables of frequencies that
//! were made of the other half; thresholds are the shipped ones, or fitted on the other half where it
//! says so. The baseline is the cosine of TF-IDF over all words, at the threshold that is best on the
//! half it is measured on. `--pairs` writes the likeness of every pair, to fit thresholds with.

#![expect(
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::cast_possible_wrap,
    reason = "a tool that prints one table, of small numbers"
)]

#[path = "relate-fit/baseline.rs"]
mod baseline;
#[path = "idf/tables.rs"]
mod tables;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, Result};
use jiff::civil::{Date, date};
use khao::model::{Document, Kind, When};
use khao::relate::{Background, Gap, Index, Likeness, Profile};
use khao::text::{Lang, Segmenter};
use tables::{Tables, document, rows};

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let data = PathBuf::from(
        args.next()
            .context("usage: relate-fit DATA [--pairs FILE]")?,
    );
    let pairs = (args.next().as_deref() == Some("--pairs"))
        .then(|| args.next())
        .flatten();
    let mut dump = String::new();
    println!("{:<44} {:>5} {:>5} {:>5}   hit@1", "", "F1", "P", "R");
    for half in [0, 1] {
        println!("half {half}");
        let background = background(&data, 1 - half)?;
        let events = News::read(&data, "events", Some(half), None)?;
        events.baseline();
        events.report("  events undated", background, &mut dump);
        for days in [10, 30] {
            let dated = events.dated(days);
            dated.report(
                &format!("  events dated, {days} days apart"),
                background,
                &mut dump,
            );
        }
        let both = News::read(&data, "bilingual", Some(half), None)?;
        both.report("  Thai and English, same article", background, &mut dump);
        halves(&data, Some(half), background, &mut dump)?;
    }
    println!("all");
    let both = News::read(&data, "bilingual", None, None)?;
    both.report(
        "  Thai and English, same article",
        Background::shipped(),
        &mut dump,
    );
    halves(&data, None, Background::shipped(), &mut dump)?;
    both.speed();
    if let Some(file) = pairs {
        std::fs::write(file, dump)?;
    }
    Ok(())
}

/// Thai and English that share no sentence, both ways.
fn halves(
    data: &Path,
    half: Option<usize>,
    background: &'static Background,
    dump: &mut String,
) -> Result<()> {
    for odd in [0, 1] {
        let news = News::read(data, "bilingual", half, Some(odd))?;
        let name = [
            "even of Thai, odd of English",
            "odd of Thai, even of English",
        ][odd];
        news.report(&format!("  {name}"), background, dump);
    }
    Ok(())
}

/// The frequencies of one half of the topics.
fn background(data: &Path, half: usize) -> Result<&'static Background> {
    let texts = Tables::of(data, Some(half))?.texts()?;
    let [english, thai, names] =
        texts.map(|(_, text)| -> &'static str { Box::leak(text.into_boxed_str()) });
    Ok(Box::leak(Box::new(Background::read(english, thai, names))))
}

/// Documents with what they tell of.
struct News {
    documents: Vec<Document>,
    events: Vec<String>,
    topics: Vec<String>,
    /// Whether pairs are of two languages.
    across: bool,
}

impl News {
    /// Of one half of the topics. With `odd`, Thai has every second sentence, from that one on, and
    /// English the others.
    fn read(data: &Path, file: &str, half: Option<usize>, odd: Option<usize>) -> Result<Self> {
        let (_, group) = tables::NEWS
            .into_iter()
            .find(|n| n.0 == file)
            .context("no such news")?;
        let rows = rows(&data.join(format!("relate/{file}.jsonl.gz")), group, half)?;
        let text =
            |row: &serde_json::Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
        Ok(Self {
            documents: rows
                .iter()
                .map(|row| {
                    document(
                        row,
                        odd.map(|odd| if row["lang"] == "th" { odd } else { 1 - odd }),
                    )
                })
                .collect(),
            events: rows.iter().map(|r| text(r, "event")).collect(),
            topics: rows.iter().map(|r| text(r, group)).collect(),
            across: file == "bilingual",
        })
    }

    /// The same with days: each topic begins a week after the one before, its second event so many
    /// days after its first, and the documents of an event come out on three days.
    fn dated(&self, apart: i64) -> Self {
        let mut topics: Vec<&String> = self.topics.iter().collect();
        topics.sort();
        topics.dedup();
        let day = |i: usize| -> Date {
            let topic = topics.binary_search(&&self.topics[i]).unwrap_or_default() as i64;
            let mut events: Vec<&String> = (0..self.events.len())
                .filter(|j| self.topics[*j] == self.topics[i])
                .map(|j| &self.events[j])
                .collect();
            events.sort();
            events.dedup();
            let event = events.binary_search(&&self.events[i]).unwrap_or_default() as i64;
            let first: Date = date(2024, 1, 1);
            let days = topic * 7 + event * apart + i as i64 % 3;
            first
                .checked_add(jiff::Span::new().days(days))
                .unwrap_or(first)
        };
        let documents = self.documents.iter().enumerate().map(|(i, d)| {
            let mut d = d.clone();
            d.article.published = Some(When::Day(day(i)));
            d
        });
        Self {
            documents: documents.collect(),
            events: self.events.clone(),
            topics: self.topics.clone(),
            across: self.across,
        }
    }

    /// Pairs of documents, each once, and whether they tell of one event.
    fn pairs(&self) -> impl Iterator<Item = (usize, usize, bool)> {
        let n = self.documents.len();
        (0..n)
            .flat_map(move |a| (a + 1..n).map(move |b| (a, b)))
            .filter(|(a, b)| {
                !self.across || self.documents[*a].article.lang != self.documents[*b].article.lang
            })
            .map(|(a, b)| (a, b, self.events[a] == self.events[b]))
    }

    /// How long it takes to read an article of 5 kB, in each language.
    fn speed(&self) {
        let segmenter = Segmenter::new();
        for lang in [Lang::ENGLISH, Lang::THAI] {
            let some = self.documents.iter().filter(|d| d.article.lang == lang);
            let bytes: usize = some
                .clone()
                .flat_map(|d| &d.blocks)
                .map(|b| b.text.len())
                .sum();
            let mut times: Vec<f64> = (0..5)
                .map(|_| {
                    let start = Instant::now();
                    let features: usize = some
                        .clone()
                        .map(|d| Profile::of(d, &segmenter).features.len())
                        .sum();
                    std::hint::black_box(features);
                    start.elapsed().as_secs_f64() * 1e3 * 5_000.0 / bytes as f64
                })
                .collect();
            times.sort_by(f64::total_cmp);
            println!(
                "  reading 5 kB of {}: {:.2} ms",
                lang.code().unwrap_or_default(),
                times[2]
            );
        }
    }

    fn baseline(&self) {
        let scores = baseline::cosines(&self.documents);
        let mut scored: Vec<(f32, bool)> = self
            .pairs()
            .map(|(a, b, same)| (scores[a][b], same))
            .collect();
        let (bar, counts) = best(&mut scored);
        println!(
            "{:<44} {counts}   at its best threshold {bar:.3}",
            "  TF-IDF cosine, the same documents"
        );
    }

    fn report(&self, name: &str, background: &'static Background, dump: &mut String) {
        let mut index = Index::with_background(background);
        for d in &self.documents {
            index.add(d);
        }
        let n = self.documents.len();
        let mut counts = Counts::default();
        let mut scored = Vec::new();
        let mut scores = vec![vec![0.0f32; n]; n];
        for (a, b, same) in self.pairs() {
            let Some(l) = index.likeness(self.documents[a].id, self.documents[b].id) else {
                continue;
            };
            counts.add(l.kind() == Some(Kind::Story), same);
            scored.push((l.score(), same));
            (scores[a][b], scores[b][a]) = (l.score(), l.score());
            let topic = self.topics[a] == self.topics[b];
            let _ = writeln!(
                dump,
                "{}\t{}\t{}\t{}",
                name.trim(),
                u8::from(same),
                u8::from(topic),
                row(&l)
            );
        }
        let asked: Vec<usize> = (0..n)
            .filter(|a| self.pairs_of(*a).any(|b| self.events[b] == self.events[*a]))
            .collect();
        let hit = |nb: f32| {
            let near: Vec<f32> = scores.iter().map(|row| neighbourhood(row)).collect();
            let hits = asked.iter().filter(|a| {
                let rank = |b: &usize| scores[**a][*b] - nb * near[*b] / 2.0;
                let first = self
                    .pairs_of(**a)
                    .max_by(|x, y| rank(x).total_cmp(&rank(y)));
                first.is_some_and(|b| self.events[b] == self.events[**a])
            });
            hits.count() as f64 / asked.len().max(1) as f64
        };
        let (bar, most) = best(&mut scored);
        println!(
            "{name:<44} {counts}   {:.3}, by neighbourhood {:.3}; best threshold {bar:.3}: {:.3}",
            hit(0.0),
            hit(1.0),
            most.f1()
        );
    }

    fn pairs_of(&self, a: usize) -> impl Iterator<Item = usize> {
        let lang = self.documents[a].article.lang;
        (0..self.documents.len())
            .filter(move |b| *b != a && (!self.across || self.documents[*b].article.lang != lang))
    }
}

/// What is measured of a pair, as columns.
fn row(l: &Likeness) -> String {
    let gap = match l.gap {
        Gap::Days(d) => d.to_string(),
        other => format!("{other:?}"),
    };
    format!(
        "{:.4}\t{:.4}\t{}\t{}\t{}\t{gap}",
        l.words, l.others, l.rare, l.telling, l.ties
    )
}

/// The mean likeness of the second to eleventh nearest.
fn neighbourhood(row: &[f32]) -> f32 {
    let mut row = row.to_vec();
    row.sort_by(|a, b| b.total_cmp(a));
    row.iter().skip(1).take(10).sum::<f32>() / 10.0
}

/// Right and wrong answers.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    right: u32,
    told: u32,
    there: u32,
}

impl Counts {
    fn add(&mut self, told: bool, there: bool) {
        self.right += u32::from(told && there);
        self.told += u32::from(told);
        self.there += u32::from(there);
    }

    fn f1(&self) -> f64 {
        2.0 * f64::from(self.right) / f64::from((self.told + self.there).max(1))
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let of = |n: u32| f64::from(self.right) / f64::from(n.max(1));
        write!(
            f,
            "{:.3} {:.3} {:.3}",
            self.f1(),
            of(self.told),
            of(self.there)
        )
    }
}

/// The threshold with the best F1, and what it gives.
fn best(scored: &mut [(f32, bool)]) -> (f32, Counts) {
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    let there = scored.iter().filter(|s| s.1).count() as u32;
    let mut now = Counts {
        there,
        ..Counts::default()
    };
    let mut best = (0.0, now);
    for (score, same) in scored {
        now.told += 1;
        now.right += u32::from(*same);
        if now.f1() > best.1.f1() {
            best = (*score, now);
        }
    }
    best
}
