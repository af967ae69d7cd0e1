//! Learns `assets/models/split.tsv` (where flat text is cut) and `reply.tsv` (who answers whom).
//!
//! `cargo run --release --features train --bin train -- DATA [--fold K/N] [--out DIR] [--only split|reply] [--without SOURCE]`
//!
//! DATA holds `split/flat.jsonl.gz` (rows: `id`, `source`, `lines`, `comments_start`),
//! `threads/threads.jsonl.gz` (rows: `id`, `source`, `article`, `comments` with `text`, `author`,
//! `parent`) and `html/pages.jsonl.gz`. With `--fold K/N` the rows of fold K are left out, a row's
//! fold being the first 8 hexadecimal digits of the MD5 of its id, modulo N. `--without SOURCE` leaves out the flat
//! texts of sources whose names begin so: what comes then is tested on what nothing like it was seen
//! of. DIR is `assets/models` unless given. The same input gives the same bytes. Features are khao's own: nothing is computed
//! here that the reader does not compute.

#[path = "train/data.rs"]
mod data;
#[path = "train/learn.rs"]
mod learn;
#[path = "train/lessons.rs"]
mod lessons;
#[path = "train/logit.rs"]
mod logit;
#[path = "train/odds.rs"]
mod odds;
#[path = "train/reply.rs"]
mod reply;
#[path = "train/split.rs"]
mod split;

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

use data::Data;

fn main() -> Result<()> {
    let (mut path, mut out, mut fold, mut only, mut without) = (None, None, None, None, None);
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match &*arg {
            "--fold" => fold = Some(data::Fold::parse(&args.next().unwrap_or_default())?),
            "--out" => out = Some(PathBuf::from(args.next().context("--out DIR")?)),
            "--only" => only = Some(args.next().context("--only split|reply")?),
            "--without" => without = Some(args.next().context("--without SOURCE")?),
            _ if path.is_none() => path = Some(PathBuf::from(arg)),
            other => bail!("what is {other}?"),
        }
    }
    let path = path.context("usage: train DATA [--fold K/N] [--out DIR] [--only split|reply]")?;
    let out = out.unwrap_or_else(|| PathBuf::from("assets/models"));
    let data = Data {
        path,
        fold,
        without,
    };
    fs::create_dir_all(&out)?;
    let wanted = |name: &str| only.as_deref().is_none_or(|o| o == name);
    if wanted("split") {
        fs::write(out.join("split.tsv"), split::train(&data)?)?;
    }
    if wanted("reply") {
        fs::write(out.join("reply.tsv"), reply::train(&data)?)?;
    }
    Ok(())
}
