//! Makes the files in `assets/thai`.
//!
//! - `thai-words list FOLDER` makes `words.txt` from `words_th.txt`, `tnc_freq.txt`
//!   and `ttc_freq.txt` (plain or `.gz`), which `PyThaiNLP` gives out under CC0.
//! - `thai-words table` makes `words.fst` from `words.txt`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};
use khao::text::thai::{is_letter, lexicon};

const LIST: &str = "assets/thai/words.txt";
const TABLE: &str = "assets/thai/words.fst";

/// A word that only the counts know must occur this often.
const SEEN: u64 = 3;

const HEADER: &str = "\
# Thai words and how often they occur, for finding word borders.
# Made by `cargo run --features make-assets --bin thai-words -- list FOLDER`.
# Words: words_th.txt of PyThaiNLP (CC0-1.0), and words of the counts that occur three times or more.
# Counts: Thai National Corpus and Thai Textbook Corpus as given out by PyThaiNLP (CC0-1.0).
# One word a line, a TAB, its count; 0 where it was in no corpus.
";

fn main() -> Result<()> {
    let args: Vec<_> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["list", folder] => fs::write(LIST, list(Path::new(folder))?).context(LIST),
        ["table"] => {
            let list = fs::read_to_string(LIST).context(LIST)?;
            fs::write(TABLE, lexicon::compile(&list)?).context(TABLE)
        }
        _ => bail!("usage: thai-words list FOLDER | thai-words table"),
    }
}

fn list(folder: &Path) -> Result<String> {
    let mut words: BTreeMap<String, u64> = BTreeMap::new();
    for name in ["tnc_freq.txt", "ttc_freq.txt"] {
        for line in read(folder, name)?.lines() {
            let Some((word, count)) = line.split_once('\t') else {
                continue;
            };
            let count: u64 = count
                .trim()
                .parse()
                .with_context(|| format!("{name}: {line}"))?;
            if is_word(word) {
                *words.entry(word.to_owned()).or_insert(0) += count;
            }
        }
    }
    words.retain(|_, count| *count >= SEEN);
    for word in read(folder, "words_th.txt")?.lines() {
        let word = word.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        if is_word(word) {
            words.entry(word.to_owned()).or_insert(0);
        }
    }
    let mut out = HEADER.to_owned();
    for (word, count) in &words {
        writeln!(out, "{word}\t{count}")?;
    }
    Ok(out)
}

/// Thai letters only, and a spelling with which a word can begin.
fn is_word(word: &str) -> bool {
    let starts = word
        .chars()
        .next()
        .is_some_and(|c| matches!(c, 'ก'..='ฮ' | 'เ'..='ไ'));
    starts && word.chars().all(is_letter) && word.chars().count() <= 40
}

fn read(folder: &Path, name: &str) -> Result<String> {
    let plain = folder.join(name);
    if plain.exists() {
        return fs::read_to_string(&plain).with_context(|| plain.display().to_string());
    }
    let packed = folder.join(format!("{name}.gz"));
    let out = Command::new("gzip").arg("-dc").arg(&packed).output()?;
    ensure!(out.status.success(), "cannot unpack {}", packed.display());
    Ok(String::from_utf8(out.stdout)?)
}
