//! Searches: how long they take, by how many rows their words stand in.

use std::collections::HashMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use khao::model::BlockIx;
use khao::store::{Library, Mode};
use khao::text::{Segmenter, fold, thai};
use rusqlite::{Connection, OpenFlags};

use super::words::Chance;
use super::{Any, float, ms, percentile};

/// Hits that are shown.
const SHOWN: usize = 50;
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
    let mut first: HashMap<&str, Duration> = HashMap::new();
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
            let mut times = Vec::with_capacity(queries.len());
            let mut hits = 0;
            for query in &queries {
                let started = Instant::now();
                hits += library.search(query, SHOWN)?.n;
                times.push(started.elapsed());
            }
            times.sort_unstable();
            let half = percentile(&times, 50);
            let before = *first.entry(kind).or_insert(half);
            println!(
                "{kind:<20} {:>4} queries, {:>7} hits on average: p50 {:7.2} ms, p95 {:7.2} ms, most {:7.2} ms; {:.2} x",
                queries.len(),
                hits / queries.len(),
                ms(half),
                ms(percentile(&times, 95)),
                ms(percentile(&times, 100)),
                half.as_secs_f64() / before.as_secs_f64()
            );
        }
        println!(
            "memory of the searches, this bench included: {:.1} MB",
            float(peak()) / 1024.0
        );
        cold(file, &queries(&library, &counts, (10, 20_000))?)?;
    }
    Ok(())
}

/// Searches by programs that are started for one each.
fn cold(file: &Path, queries: &[String]) -> Any<()> {
    let mut times = Vec::new();
    for query in queries.iter().take(40) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_khao"));
        command.arg("--library").arg(file).args(["search", query]);
        let started = Instant::now();
        command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()?;
        times.push(started.elapsed());
    }
    times.sort_unstable();
    println!(
        "new processes        {:>4} queries: p50 {:.2} ms, p95 {:.2} ms, most {:.2} ms",
        times.len(),
        ms(percentile(&times, 50)),
        ms(percentile(&times, 95)),
        ms(percentile(&times, 100))
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

/// The highest resident memory so far, in KiB.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}
