//! What runs for as long as it is told to: `KHAO_SOAK=1800 cargo test --release --test it soak:: --
//! --ignored --nocapture` tries random seeds for so many seconds, prints how many there were, and fails with
//! the seed that went wrong. `KHAO_SEED` tries that one again.

use std::time::{Duration, Instant, SystemTime};

use crate::paint;
use crate::props::Chance;

/// Runs `case` with one seed after another until the time is over.
fn soak(what: &str, case: impl Fn(u64)) {
    let number = |name: &str| std::env::var(name).ok().and_then(|v| v.parse::<u64>().ok());
    if let Some(seed) = number("KHAO_SEED") {
        println!("{what}: seed {seed}");
        return case(seed);
    }
    let time = Duration::from_secs(number("KHAO_SOAK").unwrap_or(10));
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
