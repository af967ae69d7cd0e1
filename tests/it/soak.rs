//! What is tried for as long as one likes: `KHAO_SOAK` is the time in seconds.
//!
//! `KHAO_SOAK=1800 cargo test --release --test it soak:: -- --nocapture`
//!
//! Then random seeds are tried; how many is printed, and the seed that went wrong. `KHAO_SEED` tries that one
//! again. Where neither is set it is a few seeds, the same each time.

#![expect(clippy::print_stdout, reason = "a soak tells how far it is")]

mod tokenizer;

use std::time::{Duration, Instant, SystemTime};

use crate::paint;
use crate::props::Chance;

/// Runs `case` with one seed after another until the time is over, or with a `few`.
fn soak(what: &str, few: u64, case: impl Fn(u64)) {
    let number = |name: &str| std::env::var(name).ok().and_then(|v| v.parse::<u64>().ok());
    if let Some(seed) = number("KHAO_SEED") {
        println!("{what}: seed {seed}");
        return case(seed);
    }
    let Some(time) = number("KHAO_SOAK").map(Duration::from_secs) else {
        return (0..few).for_each(case);
    };
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
fn painter() {
    soak("painter", 6, |seed| paint::soak(&mut Chance(seed)));
}

#[test]
fn tokenizer() {
    // One takes microseconds.
    soak("tokenizer, by the thousand", 3, |seed| {
        for n in 0..1000 {
            tokenizer::case(seed.wrapping_mul(1000).wrapping_add(n));
        }
    });
}
