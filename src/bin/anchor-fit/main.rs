//! Measures which passage comments are tied to, and climbs to better weights.
//!
//! `cargo run --release --features make-assets --bin anchor-fit -- DATA [--near N] [--tune]`
//!
//! DATA holds `threads/threads.jsonl.gz` (rows: `id`, `comments` of `text` and `parent`),
//! `html/pages.jsonl.gz` with its pages, and `seed_relate_gold.json`; the labels of the pages are in
//! `tests/data/anchor`. Every second thread and page is for tuning, the others for the report.
//! `--near` keeps so many of the siblings of a parent, so that it stands among as many passages as
//! an article has. `--tune` prints weights for `relate::passage::score`; nothing is written.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::too_many_lines,
    reason = "a tool that prints one table"
)]

mod data;

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use data::Task;
use khao::relate::trial::{Evidence, Weights};
use khao::text::Segmenter;

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let usage = "usage: anchor-fit DATA [--near N] [--tune]";
    let data = PathBuf::from(args.next().context(usage)?);
    let (mut tune, mut near) = (false, 0);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--tune" => tune = true,
            "--near" => near = args.next().context(usage)?.parse()?,
            _ => anyhow::bail!(usage),
        }
    }
    let s = Segmenter::new();
    let mut threads = data::threads(&data, &s, false, near)?;
    let mut orphans = data::threads(&data, &s, true, 0)?;
    let mut pages = data::pages(&data, "tests/data/anchor/labels.tsv".as_ref(), &s)?;
    let mut seed = vec![data::seed(&data, &s)?];
    let mut weights = Weights::default();
    let plain = Weights {
        kinds: [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0],
        pair: 0.0,
        head: 0.0,
        k1: 1.2,
        b: 0.75,
        rarity: 0.0,
        inner: 1.0,
        common: 0.0,
        gram: 0.0,
    };
    let all = Weights {
        common: 1.0,
        ..plain.clone()
    };
    if tune {
        weights = climb(&mut threads, &mut pages, weights);
        println!("{weights:?}");
    }
    for (name, w) in [
        ("bm25", &plain),
        ("bm25 all words", &all),
        ("khao", &weights),
    ] {
        for tasks in [&mut threads, &mut pages, &mut seed] {
            for t in tasks.iter_mut() {
                t.trial.set(w);
            }
        }
        println!(
            "{name}: threads tuning {:.3} report {:.3} ({}, {}); pages {:.3} {:.3} ({}, {}); seed {:.3}",
            acc(&threads, Some(0)),
            acc(&threads, Some(1)),
            count(&threads, 0),
            count(&threads, 1),
            acc(&pages, Some(0)),
            acc(&pages, Some(1)),
            count(&pages, 0),
            count(&pages, 1),
            acc(&seed, None)
        );
    }
    for t in &mut orphans {
        t.trial.set(&weights);
    }
    // Of what is shown at each bar, how much is right.
    let sets = [
        ("threads, tuning", &threads, Some(0)),
        ("threads, report", &threads, Some(1)),
        ("parent taken away", &orphans, Some(1)),
        ("pages", &pages, None),
        ("seed", &seed, None),
    ];
    for (name, tasks, half) in sets {
        print!("{name}:");
        for bar in [0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8] {
            let (mut shown, mut ok, mut missed, mut n) = (0, 0, 0, 0);
            for t in tasks.iter().filter(|t| half.is_none_or(|h| t.half == h)) {
                for (a, (right, e)) in t.asked.iter().zip(answers(t)) {
                    n += 1;
                    let show = e.is_some_and(|e| e.confidence() >= bar);
                    shown += usize::from(show);
                    ok += usize::from(show && right);
                    missed += usize::from(!show && !a.none_ok);
                }
            }
            print!(" {bar}: {ok}/{shown}/{n} missed {missed};");
        }
        println!();
    }
    let seeds = data::seeds()?;
    for there in &seeds[1..] {
        let start = std::time::Instant::now();
        let n = khao::relate::matches(&seeds[0], there, &s).len();
        println!(
            "passages shared with another source: {n} in {:?}",
            start.elapsed()
        );
    }
    for t in &seed {
        for a in &t.asked {
            if let Some((b, e)) = t.trial.ranked(a.comment).first() {
                println!(
                    "c{} {} {} conf {:.2} sum {:.2} next {:.2}",
                    a.comment,
                    b.ix(),
                    a.right.contains(b),
                    e.confidence(),
                    e.sum,
                    e.next
                );
            }
        }
    }
    Ok(())
}

/// Whether the first answer to each comment is right, and the evidence for it.
fn answers(t: &Task) -> Vec<(bool, Option<Evidence>)> {
    let answer = |a: &data::Asked| {
        let ranked = t.trial.ranked(a.comment);
        let first = ranked.first();
        let right = first.is_some_and(|(b, _)| a.right.contains(b));
        (right, first.map(|(_, e)| *e))
    };
    t.asked.iter().map(answer).collect()
}

fn count(tasks: &[Task], half: u8) -> usize {
    tasks
        .iter()
        .filter(|t| t.half == half)
        .flat_map(|t| &t.asked)
        .filter(|a| !a.right.is_empty())
        .count()
}

fn acc(tasks: &[Task], half: Option<u8>) -> f64 {
    let (mut ok, mut n) = (0.0, 0.0);
    for t in tasks.iter().filter(|t| half.is_none_or(|h| t.half == h)) {
        for (a, (right, _)) in t.asked.iter().zip(answers(t)) {
            if !a.right.is_empty() {
                n += 1.0;
                ok += f64::from(u8::from(right));
            }
        }
    }
    ok / f64::max(n, 1.0)
}

/// Mean reciprocal rank beside the share of first answers that are right: smoother to climb.
fn goal(tasks: &[Task]) -> f64 {
    let (mut sum, mut n) = (0.0, 0.0);
    for t in tasks.iter().filter(|t| t.half == 0) {
        for a in t.asked.iter().filter(|a| !a.right.is_empty()) {
            n += 1.0;
            let rank = t
                .trial
                .ranked(a.comment)
                .iter()
                .position(|(b, _)| a.right.contains(b));
            sum += rank.map_or(0.0, |r| {
                0.5 / (f64::from(u32::try_from(r).unwrap_or(u32::MAX)) + 1.0)
                    + if r == 0 { 0.5 } else { 0.0 }
            });
        }
    }
    sum / n
}

fn climb(threads: &mut [Task], pages: &mut [Task], mut w: Weights) -> Weights {
    let ask = |w: &Weights, threads: &mut [Task], pages: &mut [Task]| {
        for t in threads.iter_mut().chain(pages.iter_mut()) {
            if t.half == 0 {
                t.trial.set(w);
            }
        }
        goal(threads) + 0.3 * goal(pages)
    };
    let mut best = ask(&w, threads, pages);
    println!("start {best:.4}");
    for round in 0..2 {
        for at in [17, 18, 9, 11, 12, 13, 14, 15, 16, 1, 2, 0, 3] {
            for times in [0.0, 0.5, 0.75, 1.33, 2.0] {
                let mut try_ = w.clone();
                let slot = match at {
                    0..11 => &mut try_.kinds[at],
                    11 => &mut try_.pair,
                    12 => &mut try_.head,
                    13 => &mut try_.k1,
                    14 => &mut try_.b,
                    15 => &mut try_.rarity,
                    16 => &mut try_.inner,
                    17 => &mut try_.common,
                    _ => &mut try_.gram,
                };
                if *slot == 0.0 {
                    *slot = 0.3 * times;
                } else {
                    *slot *= times;
                }
                let got = ask(&try_, threads, pages);
                if got > best + 0.0005 {
                    best = got;
                    w = try_;
                    println!("{round} {at} x{times} {best:.4}");
                }
            }
        }
    }
    w
}
