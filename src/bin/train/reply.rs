//! Learns `reply.tsv`.
//!
//! Each thread is seen with its authors and without, and with its article where `html/pages.jsonl.gz`
//! has the same page. A thread counts by the root of its length: the few long ones must not outvote
//! all others.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use anyhow::Result;
use khao::load::reply::{infer, teach};
use khao::load::{Models, reply::teach::Lesson};
use khao::model::{By, CommentIx, Document};
use khao::wire;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::data::{Data, number};
use crate::logit::{self, Task};

/// How strongly coefficients are drawn to what they are without rows.
const PULL: [f64; 2] = [2.0, 2.0];

/// What a thread of a forum counts for: there nearly all comments are answers, on pages a third.
const FORUM: f64 = 0.1;

/// Where confidences are parted to compare them with what is right.
const BINS: [f32; 4] = [0.6, 0.7, 0.8, 0.9];

/// Parts of the rows that are left out in turn to tell how good the table is.
const PARTS: u32 = 5;

#[derive(Deserialize)]
struct Row {
    id: String,
    source: String,
    #[serde(default)]
    article: Vec<String>,
    comments: Vec<Said>,
}

#[derive(Deserialize)]
struct Said {
    text: String,
    author: Option<String>,
    parent: Option<usize>,
}

#[derive(Deserialize)]
struct Saved {
    id: String,
    article: Vec<String>,
    comments: Vec<String>,
    authors: Option<Vec<Option<String>>>,
    parents: Option<Vec<Option<usize>>>,
}

impl Row {
    /// A page of blogs or news, which is what the reader meets most.
    fn is_web(&self) -> bool {
        ["wordpress", "blogger", "page"].contains(&&*self.source)
    }

    fn document(&self, names: bool, article: bool, stated: bool) -> Result<Document> {
        let comment = |c: &Said| {
            let mut out = json!({"text": c.text});
            if names {
                out["author"] = json!(c.author);
            }
            if stated {
                out["parent"] = json!(c.parent);
            }
            out
        };
        let none = ["(no article text)".to_owned()];
        let article = if article { &self.article[..] } else { &none };
        let blocks: Vec<Value> = article.iter().map(|t| json!({"text": t})).collect();
        let comments: Vec<Value> = self.comments.iter().map(comment).collect();
        let whole = json!({"khao": 1, "blocks": blocks, "comments": comments});
        Ok(wire::read(&whole.to_string())?.document)
    }
}

/// The table.
pub(crate) fn train(data: &Data) -> Result<String> {
    let rows = rows(data)?;
    let n: usize = rows.iter().map(|r| r.comments.len()).sum();
    let mut out = format!(
        "# Who answers whom; made by src/bin/train.rs of {} threads with {n} comments.\n\
         # `root:` adds up to the log-odds of being an answer, `which:` chooses among the comments above.\n",
        rows.len()
    );
    if data.fold.is_none() {
        figures(&rows, &mut out)?;
    }
    let all: Vec<&Row> = rows.iter().collect();
    out.push_str(&table(&all)?);
    Ok(out)
}

/// All threads that may be seen, each once, with the article where it is known.
fn rows(data: &Data) -> Result<Vec<Row>> {
    let everything = Data {
        path: data.path.clone(),
        fold: None,
        without: None,
    };
    let hidden = |id: &str| data.fold.is_some_and(|f| f.holds(id));
    let mut rows: Vec<Row> = everything.rows("threads/threads.jsonl.gz", |r: &Row| &r.id)?;
    // The same comment may stand in two rows under two ids: what is left out is left out everywhere.
    let mut kept_out: HashSet<String> = HashSet::new();
    for row in rows.iter().filter(|r| hidden(&r.id)) {
        kept_out.extend(row.comments.iter().map(|c| key(&c.text)));
    }
    let mut pages: Vec<Saved> = everything.rows("html/pages.jsonl.gz", |r: &Saved| &r.id)?;
    for page in pages.iter().filter(|p| hidden(&p.id)) {
        kept_out.extend(page.comments.iter().map(|c| key(c)));
    }
    let telling = |text: &str| text.chars().count() > 40 && kept_out.contains(&key(text));
    rows.retain(|r| !hidden(&r.id) && !r.comments.iter().any(|c| telling(&c.text)));
    pages.retain(|p| !hidden(&p.id) && !p.comments.iter().any(|c| telling(c)));
    let known: HashMap<String, usize> = (0..).zip(&rows).map(|(i, r)| (r.id.clone(), i)).collect();
    for page in pages {
        if let Some(at) = known.get(&page.id) {
            rows[*at].article = page.article;
            continue;
        }
        let (Some(parents), true) = (page.parents, page.comments.len() > 1) else {
            continue;
        };
        let authors = page.authors.unwrap_or_default();
        let comment = |(i, text)| Said {
            text,
            author: authors.get(i).cloned().flatten(),
            parent: parents.get(i).copied().flatten(),
        };
        rows.push(Row {
            id: page.id,
            source: "page".to_owned(),
            article: page.article,
            comments: page.comments.into_iter().enumerate().map(comment).collect(),
        });
    }
    Ok(rows)
}

fn key(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().take(80).collect()
}

/// The coefficients that these rows teach.
fn table(rows: &[&Row]) -> Result<String> {
    let names = teach::names();
    let (mut answers, mut which) = (Vec::new(), Vec::new());
    for row in rows {
        let authors = row.comments.iter().any(|c| c.author.is_some());
        let mut sights = vec![(false, false)];
        if authors {
            sights.push((true, false));
        }
        if !row.article.is_empty() {
            sights.extend(sights.clone().iter().map(|(names, _)| (*names, true)));
        }
        let n = real(row.comments.len());
        let counts = if row.is_web() { 1.0 } else { FORUM };
        let weight = 3.0 * counts / n.sqrt() / real(sights.len());
        for (names, article) in sights {
            let document = row.document(names, article, true)?;
            for lesson in teach::lessons(&document) {
                tasks(lesson, weight, &mut answers, &mut which);
            }
        }
    }
    let prior: Vec<f64> = names.iter().map(|(_, p)| f64::from(*p)).collect();
    let roots = logit::learn(&answers, &prior, PULL[0]);
    let chosen = logit::learn(&which, &prior, PULL[1]);
    let mut out = String::new();
    for (ix, (name, _)) in names.iter().enumerate() {
        let learned = if name.starts_with("root:") {
            &roots
        } else {
            &chosen
        };
        writeln!(out, "{name}\t{:.3}", learned[ix])?;
    }
    Ok(out)
}

fn tasks(lesson: Lesson, weight: f64, answers: &mut Vec<Task>, which: &mut Vec<Task>) {
    let is_answer = lesson.parent.is_some() || lesson.lost;
    answers.push(Task {
        options: vec![Vec::new(), lesson.answers],
        taken: usize::from(is_answer),
        weight,
    });
    if let (Some(taken), true) = (lesson.parent, lesson.candidates.len() > 1) {
        which.push(Task {
            options: lesson.candidates,
            taken,
            weight,
        });
    }
}

/// Tells how good tables are on the rows that they have not seen.
fn figures(rows: &[Row], out: &mut String) -> Result<()> {
    let mut tables = Vec::new();
    for part in 0..PARTS {
        let seen: Vec<&Row> = rows
            .iter()
            .filter(|r| number(&r.id) % PARTS != part)
            .collect();
        tables.push(Models::parse("", &table(&seen)?)?);
    }
    writeln!(
        out,
        "# {PARTS}-fold, the part of the comments whose parent is right:"
    )?;
    let mut bins = vec![(0u32, 0u32, 0.0f64); BINS.len() + 1];
    for names in [false, true] {
        for web in [true, false] {
            let (mut n, mut right, mut roots, mut each) = (0u32, 0u32, 0u32, Vec::new());
            for row in rows.iter().filter(|r| r.is_web() == web) {
                let mut document = row.document(names, false, false)?;
                infer(&mut document, &tables[(number(&row.id) % PARTS) as usize]);
                let before = right;
                for (c, told) in document.thread.comments().iter().zip(&row.comments) {
                    let ok = u32::from(c.parent.map(CommentIx::ix) == told.parent);
                    let sure = match c.by {
                        By::Khao { confidence, .. } => confidence,
                        By::Source | By::Reader => 1.0,
                    };
                    n += 1;
                    right += ok;
                    roots += u32::from(told.parent.is_none());
                    if !web {
                        continue;
                    }
                    let bin = BINS.iter().filter(|least| sure >= **least).count();
                    let bin = &mut bins[bin];
                    *bin = (bin.0 + 1, bin.1 + ok, bin.2 + f64::from(sure));
                }
                let size = row.comments.len() as u32;
                each.push(f64::from(right - before) / f64::from(size));
            }
            let (kind, told) = (
                if web { "pages" } else { "forums" },
                if names { "names" } else { "text" },
            );
            let part = |x: u32| f64::from(x) / f64::from(n.max(1));
            let mean = each.iter().sum::<f64>() / real(each.len().max(1));
            writeln!(
                out,
                "# {kind}, {told}: {:.3} of {n}, mean of {} threads {mean:.3}; always a root {:.3}",
                part(right),
                each.len(),
                part(roots)
            )?;
        }
    }
    writeln!(out, "# Confidence on pages, and the part that is right:")?;
    for (n, right, sum) in bins {
        let part = |x: f64| x / f64::from(n.max(1));
        writeln!(
            out,
            "# {:.2}: {:.3} of {n}",
            part(sum),
            part(f64::from(right))
        )?;
    }
    Ok(())
}

fn real(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
