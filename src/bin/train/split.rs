//! Learns `split.tsv`.

use std::fmt::Write as _;

use anyhow::Result;
use khao::load::split::lesson::{self, Text};
use serde::Deserialize;

use crate::data::{Data, number};
use crate::learn::{self, Example};
use crate::lessons::{Labelled, lessons};
use crate::odds::{Counts, Odds};

#[derive(Deserialize)]
struct Row {
    id: String,
    source: String,
    lines: Vec<String>,
    comments_start: Option<usize>,
}

#[derive(Deserialize)]
struct Talk {
    id: String,
    source: String,
    comments: Vec<Comment>,
}

#[derive(Deserialize)]
struct Comment {
    text: String,
}

/// Parts of the data that take turns as the one to be tested on.
const PARTS: u32 = 5;
const STEPS: usize = 160;
/// How much a large coefficient costs.
const PENALTY: f64 = 8.0;

/// What was learned.
struct Model {
    /// The coefficients, the score of none last.
    weights: Vec<f64>,
    odds: Odds,
}

/// A text that the model never saw, and its scores.
struct Tried<'a> {
    text: &'a Labelled,
    at: Vec<usize>,
    scores: Vec<f64>,
}

/// The table.
pub(crate) fn train(data: &Data) -> Result<String> {
    let rows: Vec<Row> = data.rows("split/flat.jsonl.gz", |r: &Row| &r.id)?;
    let talks: Vec<Talk> = data.rows("threads/threads.jsonl.gz", |r: &Talk| &r.id)?;
    let without = data.without.as_deref().unwrap_or_default();
    let texts: Vec<Labelled> = rows
        .into_iter()
        .filter(|r| without.is_empty() || !r.source.starts_with(without))
        .map(|r| Labelled {
            id: r.id,
            source: r.source,
            lines: r.lines,
            start: r.comments_start,
        })
        .collect();
    // A thread that belongs to one of the texts is in it already.
    let talks: Vec<Talk> = talks
        .into_iter()
        .filter(|t| texts.iter().all(|x| x.id != t.id))
        .filter(|t| without.is_empty() || !t.id.starts_with(without))
        .collect();
    let fit_without = |out: &[u32]| {
        let seen = |id: &str| !out.contains(&part(id));
        let texts: Vec<Labelled> = texts.iter().filter(|t| seen(&t.id)).cloned().collect();
        fit(
            &texts,
            &talks.iter().filter(|t| seen(&t.id)).collect::<Vec<_>>(),
        )
    };
    let try_part = |k: u32, model: &Model| -> Vec<Tried<'_>> {
        let of = texts.iter().filter(|t| part(&t.id) == k);
        of.map(|t| attempt(t, model)).collect()
    };
    let tried: Vec<Vec<Tried<'_>>> = (0..PARTS)
        .map(|k| try_part(k, &fit_without(&[k])))
        .collect();
    let model = fit_without(&[]);
    let limits = Limits::of(&tried.iter().flatten().collect::<Vec<_>>());
    // Whoever leaves a fold out tests on that.
    let judged = data.fold.is_none().then(|| {
        let pairs: Vec<(u32, u32)> = (0..PARTS)
            .flat_map(|a| (0..a).map(move |b| (a, b)))
            .collect();
        let mut inner: Vec<Vec<Tried<'_>>> = (0..PARTS).map(|_| Vec::new()).collect();
        for (a, b) in pairs {
            let model = fit_without(&[a, b]);
            inner[a as usize].extend(try_part(b, &model));
            inner[b as usize].extend(try_part(a, &model));
        }
        let judge = |(tried, inner): (&Vec<Tried<'_>>, &Vec<Tried<'_>>)| {
            let limits = Limits::of(&inner.iter().collect::<Vec<_>>());
            let judged = tried.iter().map(|t| (t.text.clone(), t.cut(limits)));
            judged.collect::<Vec<_>>()
        };
        tried.iter().zip(&inner).flat_map(judge).collect::<Vec<_>>()
    });
    Ok(table(&model, &judged.unwrap_or_default(), limits))
}

/// The part of the data that an id belongs to.
fn part(id: &str) -> u32 {
    number(id) / PARTS % PARTS
}

/// What was cut where, by a model and limits that saw nothing of the text.
type Judged = (Labelled, Option<(usize, f64)>);

/// What turns scores into a cut.
#[derive(Clone, Copy)]
struct Limits {
    temperature: f64,
    threshold: f64,
}

impl Limits {
    /// Those that are best for texts that were tried.
    fn of(tried: &[&Tried<'_>]) -> Self {
        let temperature = (4..60)
            .map(|t| f64::from(t) / 10.0)
            .min_by(|a, b| surprise(tried, *a).total_cmp(&surprise(tried, *b)))
            .unwrap_or(1.0);
        let threshold = threshold(tried, temperature);
        Self {
            temperature,
            threshold,
        }
    }
}

fn fit(texts: &[Labelled], talks: &[&Talk]) -> Model {
    let lines = |t: &Talk| {
        t.comments
            .iter()
            .map(|c| c.text.replace('\n', " "))
            .collect()
    };
    let talked: Vec<Vec<String>> = talks.iter().map(|t| lines(t)).collect();
    let of_text = texts.iter().map(|t| {
        let (article, talk) = t.lines.split_at(t.start.unwrap_or(t.lines.len()));
        (&*t.source, Counts::of([article, talk]))
    });
    let of_talk = talks.iter().zip(&talked);
    let of_talk = of_talk.map(|(t, lines)| (&*t.source, Counts::of([&[], lines])));
    let counts: Vec<(&str, Counts)> = of_text.chain(of_talk).collect();
    let odds = Odds::of(&counts.iter().map(|(s, c)| (*s, c)).collect::<Vec<_>>());
    let talked: Vec<(usize, Vec<String>)> = (texts.len()..).zip(talked).collect();
    let mut examples = Vec::new();
    for lesson in lessons(texts, &talked) {
        let text = Text::new(&lesson.lines);
        if text.is_labelled() {
            continue;
        }
        let own: Vec<&Counts> = lesson.origins.iter().map(|ix| &counts[*ix].1).collect();
        let places = text.places(&|word| odds.get(word, &own));
        let gold = lesson.start.map(|k| places.iter().position(|p| p.0 == k));
        // A start that no rule allows cannot be learned.
        if gold != Some(None) {
            examples.push(Example {
                places: places.into_iter().map(|p| p.1).collect(),
                gold: gold.flatten(),
                weight: lesson.weight,
            });
        }
    }
    let mut penalty = vec![PENALTY; lesson::names().len()];
    penalty.push(0.01);
    let weights = learn::fit(&examples, &penalty, STEPS);
    Model { weights, odds }
}

fn attempt<'a>(text: &'a Labelled, model: &Model) -> Tried<'a> {
    let read = Text::new(&text.lines);
    let places = read.places(&|word| model.odds.get(word, &[]));
    let (at, features): (Vec<usize>, Vec<Vec<f32>>) = places.into_iter().unzip();
    Tried {
        text,
        at,
        scores: learn::scores(&features, &model.weights),
    }
}

/// How surprised the probabilities are by what is right.
fn surprise(tried: &[&Tried<'_>], temperature: f64) -> f64 {
    let of = |t: &&Tried<'_>| {
        let p = learn::softmax(&t.scores, temperature);
        let gold = t
            .text
            .start
            .map_or(Some(t.at.len()), |s| t.at.iter().position(|k| *k == s));
        gold.map_or(0.0, |g| -p[g].max(1e-9).ln())
    };
    tried.iter().map(of).sum()
}

impl Tried<'_> {
    /// The cut, and how sure it is to be right within a line.
    fn cut(&self, limits: Limits) -> Option<(usize, f64)> {
        let Limits {
            temperature,
            threshold,
        } = limits;
        let p = learn::softmax(&self.scores, temperature);
        let (none, p) = p.split_last()?;
        let places: Vec<(usize, f32)> = self
            .at
            .iter()
            .copied()
            .zip(p.iter().map(|p| small(*p)))
            .collect();
        let at = lesson::choose(&places, self.text.lines.len())?;
        let near = p.iter().zip(&self.at).filter(|(_, k)| k.abs_diff(at) <= 1);
        (1.0 - none > threshold).then(|| (at, near.map(|(p, _)| p).sum()))
    }
}

fn lines_f1(text: &Labelled, cut: Option<usize>) -> f64 {
    let n = text.lines.len();
    let (Some(gold), Some(cut)) = (text.start, cut) else {
        return 0.0;
    };
    2.0 * count(n - gold.max(cut)) / count(n - gold + n - cut)
}

#[expect(clippy::cast_precision_loss, reason = "counts are small")]
fn count(n: usize) -> f64 {
    n as f64
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a chance is no more exact than that"
)]
fn small(p: f64) -> f32 {
    p as f32
}

/// The least threshold with few false alarms. What the parts are tried with was taught by fewer texts than the
/// table, and raises a few more than it.
fn threshold(tried: &[&Tried<'_>], temperature: f64) -> f64 {
    let quiet = |threshold: f64| {
        let limits = Limits {
            temperature,
            threshold,
        };
        alarms(tried, limits, &["aeb-none", "thai-none"]) <= 0.045
            && alarms(tried, limits, &["wcxb-none"]) <= 0.07
    };
    let steps = (10..=98).map(|t| f64::from(t) / 100.0);
    steps.into_iter().find(|t| quiet(*t)).unwrap_or(0.98)
}

fn alarms(tried: &[&Tried<'_>], limits: Limits, sources: &[&str]) -> f64 {
    let of = tried.iter().filter(|t| sources.contains(&&*t.text.source));
    let (mut n, mut false_ones) = (0, 0);
    for t in of {
        n += 1;
        false_ones += usize::from(t.cut(limits).is_some());
    }
    count(false_ones) / count(n.max(1))
}

fn table(model: &Model, judged: &[Judged], limits: Limits) -> String {
    let mut out = String::from(
        "# Where flat text is cut: coefficients of the chain, then `w:` log odds of words to stand in talk.\n\
         # Made by `cargo run --release --features train --bin train -- DATA --only split`.\n",
    );
    let mut line = |text: String| {
        let _ = writeln!(out, "{text}");
    };
    if !judged.is_empty() {
        for remark in report(judged) {
            line(format!("# {remark}"));
        }
    }
    let settings = [
        model.weights[model.weights.len() - 1],
        limits.temperature,
        limits.threshold,
    ];
    for (name, value) in lesson::SETTINGS.iter().zip(settings) {
        line(format!("{name}\t{value:.4}"));
    }
    for (name, value) in lesson::names().iter().zip(&model.weights) {
        line(format!("{name}\t{value:.4}"));
    }
    for (word, value) in model.odds.rows() {
        line(format!("w:{word}\t{value:.2}"));
    }
    out
}

/// What may be expected of the table.
fn report(judged: &[Judged]) -> Vec<String> {
    let mut out = vec![
        format!(
            "Each of {PARTS} parts tested on what the others taught, temperature and threshold too:"
        ),
        "these were chosen by parts of the others, so the part tested had no say in anything."
            .to_owned(),
    ];
    let mut sources: Vec<&str> = judged.iter().map(|(t, _)| &*t.source).collect();
    sources.sort_unstable();
    sources.dedup();
    for source in sources {
        let of = judged.iter().filter(|(t, _)| t.source == source);
        let (mut n, mut exact, mut f1, mut talks, mut cuts) = (0, 0, 0.0, 0, 0);
        for (text, cut) in of {
            let cut = cut.map(|c| c.0);
            n += 1;
            exact += usize::from(cut == text.start);
            f1 += lines_f1(text, cut);
            talks += usize::from(text.start.is_some());
            cuts += usize::from(cut.is_some());
        }
        let (share, told) = if talks > 0 {
            (f1 / count(talks), "F1 of comment lines")
        } else {
            (count(cuts) / count(n), "false alarms")
        };
        out.push(format!(
            "  {source}: {n} texts, {told} {share:.3}, exact {:.3}",
            count(exact) / count(n)
        ));
    }
    out.push("Cuts by confidence, and how many of them were right within a line:".to_owned());
    for (from, to) in [(0.0, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.01)] {
        let cuts = judged.iter().filter_map(|(t, cut)| Some((t, (*cut)?)));
        let of: Vec<_> = cuts.filter(|(_, c)| (from..to).contains(&c.1)).collect();
        let right = of
            .iter()
            .filter(|(t, c)| t.start.unwrap_or(t.lines.len()).abs_diff(c.0) <= 1)
            .count();
        out.push(format!(
            "  {from} to {:.1}: {} cuts, {right} right",
            f64::min(to, 1.0),
            of.len()
        ));
    }
    out
}
