//! A generated library, half Thai and half English: how fast it is made, how large it is, and how long
//! searches in it take. The same numbers of articles give the same words.
//!
//! ```text
//! cargo bench --bench library                      a small one, all of it, in a folder that goes again
//! cargo bench --bench library -- make --articles 100000 --out DIR [--feed]
//! cargo bench --bench library -- import --files DIR --library FILE
//! cargo bench --bench library -- measure --library FILE [--library FILE …]
//! cargo bench --bench library -- relate --library FILE [--library FILE …]
//! ```
//!
//! - `make` writes JSON Lines as `khao import` reads them, ten comments an article; `--feed` adds the
//!   same as `feed.xml` for other readers.
//! - `import` has `khao import` make a library of them, and then puts the same words, parted already,
//!   into a bare table of FTS5 with the same tokenizer, in one transaction. Bound: 1.6 times as long;
//!   the file has at most 1.8 times the bytes of the text.
//! - `measure` times searches for one to three words that stand in 10 to 20,000 rows (bound: 50 ms for 95
//!   in 100) and for commoner ones (150 ms), in a process that runs and in new ones. With several
//!   libraries the last column is how much longer it takes than in the first.
//! - `relate` relates articles of 5 kB, one by one, to a copy of each library. Bounds for 100,000: median
//!   5 ms, 99 in 100 20 ms, and 3 times the median for 1,000.
//!
//! The program on a terminal is measured from outside, by any tool that drives one, with
//! `khao --library FILE`; bounds: first frame 100 ms, a key on the shelf 5 ms, 60 MB of memory.

#![expect(clippy::print_stdout, reason = "a bench tells what it measured")]

use std::path::{Path, PathBuf};
use std::time::Duration;

#[path = "library/bare.rs"]
mod bare;
#[path = "library/make.rs"]
mod make;
#[path = "library/measure.rs"]
mod measure;
#[path = "library/relate.rs"]
mod relate;
#[path = "library/words.rs"]
mod words;

use words::Words;

type Any<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Any<()> {
    let args: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| a != "--bench")
        .collect();
    let values = |name: &str| -> Vec<&String> {
        let at = args.iter().enumerate().filter(|(_, a)| *a == name);
        at.filter_map(|(i, _)| args.get(i + 1)).collect()
    };
    let path = |name: &str| -> Any<PathBuf> {
        let last = values(name)
            .pop()
            .ok_or_else(|| format!("{name} is missing"))?;
        Ok(PathBuf::from(last))
    };
    match args.first().map(String::as_str) {
        Some("make") => {
            let n = values("--articles")
                .pop()
                .ok_or("--articles is missing")?
                .parse()?;
            make_files(n, &path("--out")?, args.iter().any(|a| a == "--feed"))
        }
        Some("import") => bare::compare(&path("--files")?, &path("--library")?),
        Some("relate") => {
            let files: Vec<&Path> = values("--library").into_iter().map(Path::new).collect();
            relate::one_by_one(&files)
        }
        Some("measure") => {
            let files: Vec<&Path> = values("--library").into_iter().map(Path::new).collect();
            measure::searches(&files)
        }
        _ => {
            let folder = tempfile::tempdir()?;
            let library = folder.path().join("library.db");
            make_files(1000, &folder.path().join("files"), false)?;
            bare::compare(&folder.path().join("files"), &library)?;
            measure::searches(&[&library])?;
            relate::one_by_one(&[&library])
        }
    }
}

fn make_files(n: usize, folder: &Path, feed: bool) -> Any<()> {
    let words = Words::new();
    let files = make::files(n, folder, &words)?;
    println!(
        "{n} articles in {} files of {}",
        files.len(),
        folder.display()
    );
    if feed {
        make::feed(n, &folder.join("feed.xml"), &words)?;
    }
    Ok(())
}

/// A number, as near as it needs be.
#[expect(clippy::cast_precision_loss, reason = "for people")]
fn float(n: usize) -> f64 {
    n as f64
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// The value below which so many in a hundred lie.
fn percentile(sorted: &[Duration], of: usize) -> Duration {
    let last = sorted.len().saturating_sub(1);
    sorted.get(last * of / 100).copied().unwrap_or_default()
}
