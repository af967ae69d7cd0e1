//! Searches: how long they take, by how many rows their words stand in.

use std::collections::HashMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use khao::model::BlockIx;
use khao::query::{Query, parse};
use khao::store::{Library, Mode};
use khao::text::{Segmenter, fold, thai};
use rusqlite::{Connection, OpenFlags};

use super::bare::end;
use super::words::Chance;
use super::{Any, float, ms, percentile};

/// Hits that are shown.
const SHOWN: usize = 50;
/// Rows of the shelf that are seen.
const SEEN: usize = 40;
/// Queries of each kind.
const QUERIES: usize = 300;
/// Kinds of queries: their words stand in at least and at most so many rows.
const KINDS: [(usize, usize, &str); 5] = [
    (10, 20_000, "10 to 20,000 rows"),
    (10, 99, "  10 to 99"),
    (100, 999, "  100 to 999"),
    (1000, 20_000, "  1,000 to 20,000"),
    (20_001, usize::MAX, "above 20,000 rows"),
];

pub(crate) fn searches(files: &[&Path]) -> Any<()> {
    let mut first: HashMap<(&str, &str), Duration> = HashMap::new();
    for file in files {
        let counts = counts(file)?;
        let library = Library::open(file, Mode::Read)?;
        let size = std::fs::metadata(file)?.len();
        println!(
            "{}: {} MB, {} words",
            file.display(),
            size / 1_000_000,
            counts.len()
        );
        for (least, most, kind) in KINDS {
            let queries = queries(&library, &counts, (least, most))?;
            if queries.is_empty() {
                continue;
            }
            let mut hits = 0;
            let commands = timed(&queries, |query| {
                hits += library.search(query, SHOWN)?.n;
                Ok(())
            })?;
            // The shelf has all documents, and the hits of those that are seen.
            let shelf = timed(&queries, |query| {
                let ranking = library.ranked(query)?;
                let seen = &ranking.documents[..ranking.documents.len().min(SEEN)];
                library.hits_of(query, seen)?;
                Ok(())
            })?;
            for (how, times) in [("command", commands), ("shelf", shelf)] {
                let half = percentile(&times, 50);
                let before = *first.entry((kind, how)).or_insert(half);
                println!(
                    "{kind:<20} {how:<8} {:>4} queries, {:>6} hits: p50 {:7.2} ms, p95 {:7.2} ms, most {:7.2} ms; {:.2} x",
                    queries.len(),
                    hits / queries.len(),
                    ms(half),
                    ms(percentile(&times, 95)),
                    ms(percentile(&times, 100)),
                    half.as_secs_f64() / before.as_secs_f64()
                );
            }
        }
        cold(file, &queries(&library, &counts, (10, 20_000))?)?;
    }
    Ok(())
}

/// How long each query takes, in order of time.
fn timed(queries: &[String], mut search: impl FnMut(&Query) -> Any<()>) -> Any<Vec<Duration>> {
    let today = "2026-01-01".parse()?;
    let mut times = Vec::with_capacity(queries.len());
    for text in queries {
        let query = parse(text, today)?;
        let started = Instant::now();
        search(&query)?;
        times.push(started.elapsed());
    }
    times.sort_unstable();
    Ok(times)
}

/// Searches by programs that are started for one each.
fn cold(file: &Path, queries: &[String]) -> Any<()> {
    let mut times = Vec::new();
    let mut most = 0;
    for query in queries.iter().take(40) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_khao"));
        command.arg("--library").arg(file).args(["search", query]);
        let started = Instant::now();
        let mut child = command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        most = most.max(end(&mut child, Duration::from_micros(200))?.peak);
        times.push(started.elapsed());
    }
    times.sort_unstable();
    println!(
        "new processes: {} queries: p50 {:.2} ms, p95 {:.2} ms, most {:.2} ms; peak memory {:.1} MB",
        times.len(),
        ms(percentile(&times, 50)),
        ms(percentile(&times, 95)),
        ms(percentile(&times, 100)),
        float(most) / 1024.0
    );
    Ok(())
}

/// In how many rows each word stands.
fn counts(file: &Path) -> Any<HashMap<String, usize>> {
    let conn = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    conn.execute_batch("CREATE VIRTUAL TABLE temp.counts USING fts5vocab('main', 'words', 'row')")?;
    let mut all = conn.prepare("SELECT term, doc FROM counts")?;
    let rows = all.query_map([], |r| {
        Ok((r.get(0)?, r.get::<_, i64>(1)?.cast_unsigned() as usize))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One to three words that stand together somewhere, half of them Thai.
fn queries(
    library: &Library,
    counts: &HashMap<String, usize>,
    range: (usize, usize),
) -> Any<Vec<String>> {
    let listings = library.listings()?;
    let segmenter = Segmenter::new();
    let mut chance = Chance(7);
    let mut queries = Vec::new();
    let mut tries = 0;
    while queries.len() < QUERIES && tries < 40 * QUERIES {
        tries += 1;
        let wants_thai = queries.len() % 2 == 0;
        let n = 1 + queries.len() / 2 % 3;
        let Some(document) = library.get(listings[chance.below(listings.len())].id)? else {
            continue;
        };
        let texts: Vec<_> = BlockIx::each(&document.article.blocks).collect();
        if texts.is_empty() {
            continue;
        }
        // In any paragraph, words as often as they come, so rare ones too.
        let text = &document.block(texts[chance.below(texts.len())]).text;
        let mut words = fold::terms(text, &segmenter);
        words.retain(|w| {
            let rows = counts.get(w).copied().unwrap_or(0);
            (range.0..=range.1).contains(&rows) && thai::has_thai(w) == wants_thai
        });
        words.sort();
        words.dedup();
        if words.len() >= n {
            let picked: Vec<String> = (0..n)
                .map(|_| words.swap_remove(chance.below(words.len())))
                .collect();
            queries.push(picked.join(" "));
        }
    }
    Ok(queries)
}
