//! Finding line breaks in Thai prose, in nanoseconds a character: ours beside ICU's LSTM.
//!
//! `cargo bench --bench segment`; the item of the throughput is a character.

use divan::{Bencher, counter::ItemsCount};
use icu_segmenter::{LineSegmenter, options::LineBreakOptions};
use khao::text::{Clean, Fit, Segmenter, clean, find::Needle, fragments, wrap};

fn main() {
    divan::main();
}

/// The two Thai documents that the program ships.
fn prose() -> Clean {
    clean(concat!(
        include_str!("../seeds/003_da2e903e2efe6936.txt"),
        include_str!("../seeds/004_00f5829d2ce54f28.txt")
    ))
}

fn characters(text: &str) -> ItemsCount {
    ItemsCount::new(text.chars().count())
}

#[divan::bench]
fn ours(bencher: Bencher<'_, '_>) {
    let (text, segmenter) = (prose(), Segmenter::new());
    bencher
        .counter(characters(&text))
        .bench(|| segmenter.breaks(&text));
}

#[divan::bench(sample_count = 10)]
fn icu_lstm(bencher: Bencher<'_, '_>) {
    let text = prose();
    let segmenter = LineSegmenter::new_lstm(LineBreakOptions::default());
    bencher
        .counter(characters(&text))
        .bench(|| segmenter.segment_str(&text).collect::<Vec<_>>());
}

#[divan::bench]
fn a_new_segmenter() -> Segmenter {
    Segmenter::new()
}

#[divan::bench]
fn measuring_fragments(bencher: Bencher<'_, '_>) {
    let (text, segmenter) = (prose(), Segmenter::new());
    bencher
        .counter(characters(&text))
        .bench(|| fragments(&text, &segmenter));
}

#[divan::bench]
fn cleaning(bencher: Bencher<'_, '_>) {
    let text = prose();
    bencher.counter(characters(&text)).bench(|| clean(&text));
}

#[divan::bench]
fn folding_terms(bencher: Bencher<'_, '_>) {
    let (text, segmenter) = (prose(), Segmenter::new());
    bencher
        .counter(characters(&text))
        .bench(|| khao::text::fold::terms(&text, &segmenter));
}

/// Lines of 72 cells; about 60,000 of them.
#[divan::bench(args = [Fit::First, Fit::Optimal], sample_count = 10)]
fn wrapping(bencher: Bencher<'_, '_>, fit: Fit) {
    let text = clean(&prose().repeat(400));
    let pieces = fragments(&text, &Segmenter::new());
    bencher
        .counter(ItemsCount::new(wrap(&text, &pieces, 72, fit).len()))
        .bench(|| wrap(&text, &pieces, 72, fit));
}

/// 10,000 comments of about 150 Thai characters, none of which has the word.
#[divan::bench(sample_count = 10)]
fn searching_comments(bencher: Bencher<'_, '_>) {
    let letters: Vec<char> = prose().chars().collect();
    let comments: Vec<String> = (0..10_000)
        .map(|i| {
            letters[(i * 31) % (letters.len() - 150)..][..150]
                .iter()
                .collect()
        })
        .collect();
    let needle = Needle::new("เบยอนเซ่").into_iter().collect::<Vec<_>>();
    bencher.bench(|| {
        comments
            .iter()
            .filter(|c| needle.iter().any(|n| n.is_in(c)))
            .count()
    });
}
