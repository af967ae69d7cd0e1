//! How long it takes to relate a new document to a library.

use std::path::Path;
use std::time::{Duration, Instant};

use khao::load::{Input, load};
use khao::run::library::Relater;
use khao::store::{Library, Mode};

use super::make::document;
use super::words::Words;
use super::{Any, ms, percentile};

/// New documents.
const NEW: usize = 400;

/// Relates new documents, one by one, to a copy of each library, all of which was related before.
pub(crate) fn one_by_one(files: &[&Path]) -> Any<()> {
    let words = Words::new();
    println!("| documents | median ms | 99 in 100 | most | × |");
    println!("|---|---|---|---|---|");
    let mut first: Option<f64> = None;
    for file in files {
        let folder = tempfile::tempdir_in(file.parent().ok_or("the library has no folder")?)?;
        let copy = folder.path().join("copy.db");
        std::fs::copy(file, &copy)?;
        let mut library = Library::open(&copy, Mode::Write)?;
        let n = library.len()?;
        let mut relater = Relater::open(&copy)?;
        while relater.step(64, || true)? {}
        let mut times = Vec::new();
        let mut bytes = 0;
        for i in 0.. {
            if times.len() == NEW {
                break;
            }
            // None that the library has.
            let mut new = document(7_000_000 + i, n, &words);
            new.url = format!("https://new.example/{i}");
            let long = |d: &super::make::Document| -> usize {
                d.blocks.iter().map(|b| b.text.len()).sum()
            };
            for more in 1.. {
                if long(&new) >= 4_800 {
                    break;
                }
                let more = document(7_000_000 + i + more * 1_000_000, n, &words);
                new.blocks.extend(more.blocks.into_iter().take(4));
            }
            bytes += long(&new);
            let input = Input {
                bytes: serde_json::to_vec(&new)?,
                name: "new.jsonl".to_owned(),
                ..Input::default()
            };
            for d in load(&input)?.documents {
                let ready = library.prepare(&d)?;
                library.put(&[ready])?;
            }
            let since = Instant::now();
            while relater.step(8, || true)? {}
            times.push(since.elapsed());
        }
        times.sort();
        let [median, late, most] =
            [50, 99, 100].map(|of| ms(percentile(&times, of).max(Duration::ZERO)));
        let first = *first.get_or_insert(median);
        println!(
            "| {n} (+{NEW} of {} bytes) | {median:.2} | {late:.2} | {most:.2} | {:.2} |",
            bytes / NEW,
            median / first
        );
    }
    Ok(())
}
