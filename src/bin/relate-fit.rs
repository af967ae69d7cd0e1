//! Measures how well related documents are found, on labelled news.
//!
//! `cargo run --release --features make-assets --bin relate-fit -- dump DATA`

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use khao::model::{Article, Block, BlockIx, BlockKind, By, Document, DocumentId, Split, Thread};
use khao::relate::Profile;
use khao::text::{Lang, Segmenter, clean, clean_line};

fn main() -> Result<()> {
    let data = std::env::args().nth(2).context("relate-fit dump DATA")?;
    let segmenter = Segmenter::new();
    for file in ["events", "bilingual"] {
        for line in unzip(&Path::new(&data).join(format!("relate/{file}.jsonl.gz")))?.lines() {
            let row: serde_json::Value = serde_json::from_str(line)?;
            let mut halves = vec![("all", lines(&row))];
            if file == "bilingual" {
                let all = lines(&row);
                let part = |n: usize| all.iter().copied().enumerate().filter(|(i, _)| i % 2 == n).map(|(_, l)| l).collect::<Vec<_>>();
                halves.push(("even", part(0)));
                halves.push(("odd", part(1)));
            }
            for (name, lines) in halves {
                let title = if name == "all" { row["title"].as_str() } else { None };
                let document = document(title, row["lang"].as_str().unwrap_or_default(), &lines);
                let profile = Profile::of(&document, &segmenter);
                let features: Vec<_> = profile.features.iter().map(|f| serde_json::json!([f.kind.code(), f.key, f.count, f.share])).collect();
                println!("{}", serde_json::json!({"file": file, "part": name, "id": row["id"], "event": row["event"], "topic": row["topic"], "lang": row["lang"], "f": features}));
            }
        }
    }
    Ok(())
}

fn lines(row: &serde_json::Value) -> Vec<&str> {
    match row["sents"].as_array() {
        Some(s) => s.iter().filter_map(|s| s.as_str()).collect(),
        None => row["text"].as_str().unwrap_or_default().lines().collect(),
    }
}

fn document(title: Option<&str>, lang: &str, lines: &[&str]) -> Document {
    let blocks: Vec<Block> = lines
        .iter()
        .map(|l| Block::new(BlockKind::Paragraph, clean(l)))
        .collect();
    Document {
        id: DocumentId::of_words(blocks.iter().map(|b| b.text.as_str())),
        path: clean_line(""),
        format: "khao",
        url: None,
        article: Article {
            title: title.map(clean_line),
            lang: Lang::from_code(lang),
            blocks: BlockIx(0)..BlockIx(blocks.len() as u32),
            ..Article::default()
        },
        split: Split { by: By::Source },
        thread: Thread::default(),
        blocks,
        raw: Vec::new(),
        links: Vec::new(),
        warnings: Vec::new(),
    }
}

fn unzip(path: &Path) -> Result<String> {
    let done = Command::new("gzip").arg("-dc").arg(path).output()?;
    ensure!(done.status.success(), "cannot read {}", path.display());
    Ok(String::from_utf8(done.stdout)?)
}
