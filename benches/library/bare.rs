//! Importing, against the least that an index of the same words costs.

use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use khao::load::{Input, load};
use khao::model::BlockIx;
use khao::text::{Clean, Segmenter, fold};
use rusqlite::{Connection, params};

use super::{Any, float};

pub(crate) fn compare(folder: &Path, library: &Path) -> Any<()> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)?
        .map(|e| Ok(e?.path()))
        .collect::<std::io::Result<_>>()?;
    files.retain(|f| f.extension().is_some_and(|e| e == "jsonl"));
    files.sort();
    let scratch = tempfile::tempdir_in(library.parent().ok_or("the library has no folder")?)?;
    let rows = scratch.path().join("rows");
    let text = part(&files, &rows)?;
    let (ours, spent) = import(&files, library)?;
    let before = Spent::by("self");
    let bare = bare(&rows, &scratch.path().join("bare.db"))?;
    let bare_cpu = Spent::by("self").cpu - before.cpu;
    let size = usize::try_from(std::fs::metadata(library)?.len())?;
    println!(
        "text {:.1} MB, library {:.1} MB: {:.2} x the text",
        float(text) / 1e6,
        float(size) / 1e6,
        float(size) / float(text)
    );
    println!(
        "import {:.2} s, bare FTS5 {:.2} s: {:.2} x; of a core {:.2} s and {bare_cpu:.2} s; peak memory {:.1} MB",
        ours.as_secs_f64(),
        bare.as_secs_f64(),
        ours.as_secs_f64() / bare.as_secs_f64(),
        spent.cpu,
        float(spent.peak) / 1024.0
    );
    Ok(())
}

/// What a process has used so far.
#[derive(Default)]
pub(crate) struct Spent {
    /// Seconds of a core.
    cpu: f64,
    /// Its peak memory in KiB.
    pub(crate) peak: usize,
}

impl Spent {
    /// The process of that number.
    fn by(process: &str) -> Self {
        let read = |name: &str| {
            let path = format!("/proc/{process}/{name}");
            std::fs::read_to_string(path).unwrap_or_default()
        };
        let status = read("status");
        let peak = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
        let stat = read("stat");
        // The name stands in brackets; ticks for the user and for the system are the 12th and 13th behind it.
        let ticks = stat.rsplit(')').next().unwrap_or_default();
        let ticks = ticks.split_whitespace().skip(11).take(2);
        Self {
            cpu: ticks.filter_map(|t| t.parse::<f64>().ok()).sum::<f64>() / 100.0,
            peak: peak
                .and_then(|l| l.split_whitespace().next()?.parse().ok())
                .unwrap_or(0),
        }
    }
}

/// Writes the words of every row: title, body, author and outlet, parted by TABs. Returns the bytes of the texts.
fn part(files: &[PathBuf], rows: &Path) -> Any<usize> {
    let segmenter = Segmenter::new();
    let mut out = BufWriter::new(File::create(rows)?);
    let mut bytes = 0;
    for file in files {
        let input = Input {
            bytes: std::fs::read(file)?,
            name: "in.jsonl".to_owned(),
            ..Input::default()
        };
        for document in load(&input)?.documents {
            let article = &document.article;
            let title = article.title.as_deref().unwrap_or_default();
            bytes += title.len() + document.blocks.iter().map(|b| b.text.len()).sum::<usize>();
            let terms = |text: &str| fold::terms(text, &segmenter).join(" ");
            let name = |name: &Option<Clean>| terms(name.as_deref().unwrap_or_default());
            let blocks = |range| {
                let texts = BlockIx::each(range).map(|ix| terms(&document.block(ix).text));
                texts.collect::<Vec<_>>().join(" ")
            };
            let (body, author) = (blocks(&article.blocks), name(&article.byline));
            let outlet = name(&article.outlet);
            writeln!(out, "{}\t{body}\t{author}\t{outlet}", terms(title))?;
            for comment in document.thread.comments() {
                let (body, author) = (blocks(&comment.blocks), name(&comment.author));
                writeln!(out, "\t{body}\t{author}\t")?;
            }
        }
    }
    out.flush()?;
    Ok(bytes)
}

/// `khao import`: how long it takes, and what it used.
fn import(files: &[PathBuf], library: &Path) -> Any<(Duration, Spent)> {
    for end in ["", "-wal", "-shm"] {
        let mut name = library.as_os_str().to_owned();
        name.push(end);
        if Path::new(&name).exists() {
            std::fs::remove_file(name)?;
        }
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_khao"));
    command
        .arg("--library")
        .arg(library)
        .args(["import", "--relate-later"])
        .args(files);
    let started = Instant::now();
    let mut child = command.stdout(Stdio::null()).spawn()?;
    let spent = end(&mut child, Duration::from_millis(5))?;
    Ok((started.elapsed(), spent))
}

/// Waits for a program, looking that often what it has used.
pub(crate) fn end(child: &mut Child, pause: Duration) -> Any<Spent> {
    let mut spent = Spent::default();
    loop {
        let now = Spent::by(&child.id().to_string());
        if now.peak > 0 {
            spent = now;
        }
        if let Some(ended) = child.try_wait()? {
            // A search that finds nothing ends with 1.
            assert!(ended.code().is_some_and(|c| c < 2), "the program failed");
            return Ok(spent);
        }
        std::thread::sleep(pause);
    }
}

/// The same words into a bare table.
fn bare(rows: &Path, path: &Path) -> Any<Duration> {
    let started = Instant::now();
    let mut conn = Connection::open(path)?;
    let tx = conn.transaction()?;
    tx.execute_batch(
        "CREATE VIRTUAL TABLE words USING fts5(
           title, body, author, outlet, content='', contentless_delete=1,
           tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'\")",
    )?;
    {
        let sql =
            "INSERT INTO words(rowid, title, body, author, outlet) VALUES(?1, ?2, ?3, ?4, ?5)";
        let mut put = tx.prepare(sql)?;
        for (n, line) in BufReader::new(File::open(rows)?).lines().enumerate() {
            let line = line?;
            let mut fields = line.split('\t');
            let mut field = || fields.next().unwrap_or_default();
            put.execute(params![
                n.cast_signed() as i64 + 1,
                field(),
                field(),
                field(),
                field()
            ])?;
        }
    }
    tx.commit()?;
    Ok(started.elapsed())
}
