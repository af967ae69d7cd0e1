//! What is tried for as long as one likes: `KHAO_SOAK` is the time in seconds, a few where it is not set.
//!
//! `KHAO_SOAK=1800 cargo test --release --test it soak:: -- --ignored --nocapture`

mod tokenizer;

use std::time::Duration;

/// How long to go on.
fn time() -> Duration {
    let given = std::env::var("KHAO_SOAK").ok().and_then(|v| v.parse().ok());
    Duration::from_secs(given.unwrap_or(5))
}
