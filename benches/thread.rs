//! A thread of Thai comments: opening, a key, resizing, folding, searching, loading.
//! `cargo bench --bench thread`. The first lines are measured once: time to the first screen, time
//! until all is laid, and memory; the table below them is divan's. `-- --linked` measures only the linked
//! panes.
//!
//! Bounds, on two cores: first screen of 10,000 comments 100 ms, all of them 1 s, of 100,000 the
//! first screen 300 ms; a key 5 ms and at 10,000 comments at most 1.5 times its cost at 100; fold
//! all 16 ms; memory 10 times the text.

#![expect(clippy::print_stdout, reason = "a bench tells what it measured")]

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use divan::Bencher;
use khao::app::Msg;
use khao::load::{Input, load};
use khao::model::{Anchor, BlockIx, CommentIx, Document, DocumentId, Match, OnlyIn, Passage, Via};
use khao::text::Segmenter;

#[path = "thread/talk.rs"]
mod talk;

use talk::{Stage, document, file};

fn main() {
    if std::env::args().any(|a| a == "--write") {
        // For measuring the program itself on such a file.
        for n in [10_000, 100_000] {
            let path = std::env::temp_dir().join(format!("talk-{n}.json"));
            std::fs::write(&path, file(n)).expect("the folder for temporary files can be written");
            println!("{}", path.display());
        }
        return;
    }
    if std::env::args().any(|a| a == "--linked") {
        return linked();
    }
    let numbers = |a: &[String]| {
        a.iter()
            .position(|x| x == "--once")
            .and_then(|i| a.get(i + 1)?.parse().ok())
    };
    if let Some(n) = numbers(&std::env::args().collect::<Vec<_>>()) {
        return once(n);
    }
    for n in ["100", "10000", "100000"] {
        // In a process of its own, so that its memory is its own.
        let own = std::env::current_exe().expect("it is running");
        let ended = std::process::Command::new(own).args(["--once", n]).status();
        assert!(ended.is_ok_and(|s| s.success()), "{n} comments");
    }
    keys();
    linked();
    divan::main();
}

fn ms(d: Duration) -> String {
    format!("{:.1} ms", d.as_secs_f64() * 1000.0)
}

/// The highest resident memory of the process so far, in KiB; the whole file's bytes count too.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmHWM:"));
    line.and_then(|l| l.split_whitespace().nth(1))
        .and_then(|n| n.parse().ok())
        .unwrap_or(0)
}

/// Opening, measured once, as a reader meets it.
fn once(n: usize) {
    let bytes = file(n);
    let size = bytes.len();
    let started = Instant::now();
    let input = Input {
        bytes,
        name: "talk.json".to_owned(),
        ..Input::default()
    };
    let document = load(&input).expect("it is our own").documents.remove(0);
    drop(input);
    let loaded = started.elapsed();
    let text: usize = document.blocks.iter().map(|b| b.text.len()).sum();
    let segmenter = Arc::new(Segmenter::new());
    let started = Instant::now();
    let mut stage = Stage::new(document, &segmenter);
    stage.keys("enter");
    stage.work();
    stage.keys("g2");
    stage.paint();
    let first = started.elapsed();
    while stage.work() {}
    stage.paint();
    let all = started.elapsed();
    let started = Instant::now();
    stage.keys("zM");
    let folded = started.elapsed();
    stage.paint();
    let painted = started.elapsed();
    let after = peak();
    println!(
        "{n} comments, {} kB of text in {} kB: loaded {}, first screen {}, all measured and laid {}, \
         fold all {} (painted {}), peak memory {} kB = {}.{} x text",
        text / 1000,
        size / 1000,
        ms(loaded),
        ms(first),
        ms(all),
        ms(folded),
        ms(painted),
        after,
        after * 1024 / text,
        after * 10_240 / text % 10,
    );
}

/// What a step of the current paragraph costs: 10,000 comments that speak of twelve paragraphs, and 20 sources
/// with a passage on each.
fn linked() {
    let segmenter = Arc::new(Segmenter::new());
    let mut stage = Stage::opened(document(10_000), &segmenter);
    stage.keys("g1");
    let reader = stage.app.reader.as_ref().expect("it is open");
    let ticket = reader.linked.ticket.expect("the panes are linked");
    let document = Arc::clone(&reader.document);
    let of = |at: usize, n: u32| Match {
        here: Passage {
            block: BlockIx(at as u32 % 12),
            bytes: 0..document.text(BlockIx(at as u32 % 12)).len() as u32,
        },
        there: Passage {
            block: BlockIx(n),
            bytes: 0..document.text(BlockIx(n)).len() as u32,
        },
        confidence: f32::from(u16::try_from(at % 10).unwrap_or_default()) / 10.0,
        why: Vec::new(),
        // Thai letters have three bytes.
        here_words: (0..3)
            .map(|w| w * 60 + 3 * (at as u32 % 10)..w * 60 + 45)
            .collect(),
        there_words: vec![3..12, 18..24],
    };
    for from in (0..10_000).step_by(200) {
        let anchors = (from..from + 200).map(|at| Anchor {
            comment: CommentIx(at as u32),
            via: Via::Words,
            found: of(at, document.thread.get(CommentIx(at as u32)).blocks.start.0),
        });
        let anchors = anchors.collect();
        stage.update(Msg::Anchored { ticket, anchors });
    }
    for n in 0..20u8 {
        let other = Arc::new(Document {
            id: DocumentId::from_number(u128::from(n)),
            ..(*document).clone()
        });
        let matches = (0..12).map(|at| of(at, at as u32)).collect();
        let only = OnlyIn::default();
        stage.update(Msg::Matched {
            ticket,
            other,
            matches,
            only,
        });
    }
    stage.paint();
    for key in [")", "(", "j", "k"] {
        stage.keys(if key == "(" || key == "k" { "G" } else { "gg" });
        let mut times: Vec<Duration> = (0..60)
            .map(|i| {
                if i % 10 == 0 {
                    stage.keys(if key == "(" || key == "k" { "G" } else { "gg" });
                }
                let started = Instant::now();
                stage.keys(key);
                stage.paint();
                started.elapsed()
            })
            .collect();
        times.sort_unstable();
        println!(
            "linked, 10,000 comments and 20 sources: key {key}: {}, the slowest {}",
            ms(times[times.len() / 2]),
            ms(times[times.len() - 1])
        );
    }
}

/// What a key costs at 100 and at 10,000 comments, the median of many, and the ratio.
fn keys() {
    let segmenter = Arc::new(Segmenter::new());
    let mut stages: Vec<Stage> = [100, 10_000]
        .into_iter()
        .map(|n| Stage::opened(document(n), &segmenter))
        .collect();
    for key in ["j", "J", "space", "k", "K", "b", "za", "]", "Z"] {
        let mut medians = Vec::new();
        let mut worst = Duration::ZERO;
        for stage in &mut stages {
            stage.keys("zR");
            stage.keys("gg");
            stage.keys("30J");
            let mut times: Vec<Duration> = (0..300)
                .map(|i| {
                    // Back before the end of the smaller thread.
                    if i % 20 == 0 {
                        stage.keys("30G");
                    }
                    let started = Instant::now();
                    stage.keys(key);
                    stage.paint();
                    started.elapsed()
                })
                .collect();
            times.sort_unstable();
            medians.push(times[times.len() / 2]);
            worst = worst.max(times[times.len() - 1]);
        }
        println!(
            "key {key}: {} at 100, {} at 10,000: {:.2} x; the slowest {}",
            ms(medians[0]),
            ms(medians[1]),
            medians[1].as_secs_f64() / medians[0].as_secs_f64(),
            ms(worst)
        );
    }
}

#[divan::bench(args = [100, 10_000], sample_count = 20)]
fn open_until_the_first_screen(bencher: Bencher<'_, '_>, n: usize) {
    let segmenter = Arc::new(Segmenter::new());
    let document = document(n);
    bencher
        .with_inputs(|| document.clone())
        .bench_local_values(|d| {
            let mut stage = Stage::new(d, &segmenter);
            stage.keys("enter");
            stage.work();
            stage.paint();
            stage
        });
}

#[divan::bench(args = [100, 10_000], sample_count = 20)]
fn resize(bencher: Bencher<'_, '_>, n: usize) {
    let mut stage = Stage::opened(document(n), &Arc::new(Segmenter::new()));
    let mut cols = 120;
    bencher.bench_local(|| {
        cols = if cols == 120 { 119 } else { 120 };
        stage.update(Msg::Resize { cols, rows: 40 });
        stage.paint()
    });
}

#[divan::bench(args = [100, 10_000], sample_count = 20)]
fn fold_all(bencher: Bencher<'_, '_>, n: usize) {
    let mut stage = Stage::opened(document(n), &Arc::new(Segmenter::new()));
    bencher.bench_local(|| {
        stage.keys("zM");
        stage.paint();
        stage.keys("zR");
        stage.paint()
    });
}

#[divan::bench(args = [100, 10_000], sample_count = 20)]
fn search(bencher: Bencher<'_, '_>, n: usize) {
    let mut stage = Stage::opened(document(n), &Arc::new(Segmenter::new()));
    bencher.bench_local(|| {
        stage.keys("/");
        stage.keys("น้ำ");
        stage.keys("enter");
        stage.paint()
    });
}

#[divan::bench(args = [10_000, 100_000], sample_count = 5)]
fn load_our_format(bencher: Bencher<'_, '_>, n: usize) {
    let bytes = file(n);
    bencher
        .counter(divan::counter::BytesCount::new(bytes.len()))
        .with_inputs(|| Input {
            bytes: bytes.clone(),
            name: "talk.json".to_owned(),
            ..Input::default()
        })
        .bench_local_values(|i| load(black_box(&i)));
}

#[divan::bench(args = [1_000, 10_000], sample_count = 5)]
fn load_flat_text(bencher: Bencher<'_, '_>, n: usize) {
    let document = document(n);
    let text: Vec<&str> = document.blocks.iter().map(|b| &*b.text).collect();
    let bytes = text.join("\n\n").into_bytes();
    bencher
        .counter(divan::counter::BytesCount::new(bytes.len()))
        .with_inputs(|| Input {
            bytes: bytes.clone(),
            name: "talk.txt".to_owned(),
            ..Input::default()
        })
        .bench_local_values(|i| load(black_box(&i)));
}
