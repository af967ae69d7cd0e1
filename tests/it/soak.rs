//! What is tried for as long as one likes: `KHAO_SOAK` is the time in seconds, a few where it is not set.
//!
//! `KHAO_SOAK=1800 cargo test --release --test it soak:: -- --ignored --nocapture`
//!
//! Random seeds are tried; how many is printed, and the seed that went wrong. `KHAO_SEED` tries that one again.

#![expect(clippy::print_stdout, reason = "a soak tells how far it is")]

mod tokenizer;

use std::time::{Duration, Instant, SystemTime};

use crate::paint;
use crate::props::Chance;

/// How long to go on.
fn time() -> Duration {
    let given = std::env::var("KHAO_SOAK").ok().and_then(|v| v.parse().ok());
    Duration::from_secs(given.unwrap_or(5))
}

/// Runs `case` with one seed after another until the time is over.
fn soak(what: &str, case: impl Fn(u64)) {
    let number = |name: &str| std::env::var(name).ok().and_then(|v| v.parse::<u64>().ok());
    if let Some(seed) = number("KHAO_SEED") {
        println!("{what}: seed {seed}");
        return case(seed);
    }
    let time = time();
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let first = now.map_or(0, |n| n.as_nanos() as u64);
    println!("{what}: {time:?} from seed {first}");
    let started = Instant::now();
    let (mut n, mut told) = (0, Instant::now());
    while started.elapsed() < time {
        let seed = first.wrapping_add(n);
        let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| case(seed)));
        assert!(caught.is_ok(), "{what}: KHAO_SEED={seed} fails");
        n += 1;
        if told.elapsed() > Duration::from_secs(60) {
            told = Instant::now();
            println!("{what}: {n} cases in {:?}", started.elapsed());
        }
    }
    println!("{what}: {n} cases in {:?}, none unequal", started.elapsed());
}

#[test]
#[ignore = "it runs for as long as it is told to"]
fn painter() {
    soak("painter", |seed| paint::soak(&mut Chance(seed)));
}

#[test]
#[ignore = "it runs for as long as it is told to"]
fn tokenizer_at_length() {
    // One takes microseconds.
    soak("tokenizer, by the thousand", |seed| {
        for n in 0..1000 {
            tokenizer::case(seed.wrapping_mul(1000).wrapping_add(n));
        }
    });
}
