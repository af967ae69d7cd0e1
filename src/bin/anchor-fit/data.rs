//! Labelled comments: pages read by eye, and replies whose parent is the passage.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use khao::load::{Input, load};
use khao::model::{
    Article, Block, BlockIx, BlockKind, By, CommentId, Document, DocumentId, Node, Split, Thread,
};
use khao::relate::trial::Trial;
use khao::text::{Clean, Lang, Segmenter, clean};
use serde_json::Value;

/// A document and what its comments speak of.
pub(crate) struct Task {
    /// In which half: 0 for tuning, 1 for the report.
    pub(crate) half: u8,
    pub(crate) trial: Trial,
    pub(crate) asked: Vec<Asked>,
}

/// A comment with the blocks it speaks of.
pub(crate) struct Asked {
    pub(crate) comment: usize,
    pub(crate) right: HashSet<BlockIx>,
    /// No answer is right too.
    pub(crate) none_ok: bool,
}

/// The replies of real threads against their parent and its siblings. With `orphans`, the parent is
/// taken away, so that any answer is wrong.
pub(crate) fn threads(
    data: &Path,
    segmenter: &Segmenter,
    orphans: bool,
    near: usize,
) -> Result<Vec<Task>> {
    let mut out = Vec::new();
    for (at, row) in rows(&data.join("threads/threads.jsonl.gz"))?
        .iter()
        .enumerate()
    {
        let comments: Vec<(&str, Option<usize>)> = row["comments"]
            .as_array()
            .context("comments")?
            .iter()
            .map(|c| {
                let parent = c["parent"].as_u64().map(|p| p as usize);
                (c["text"].as_str().unwrap_or_default(), parent)
            })
            .collect();
        let mut groups: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
        for (i, (text, parent)) in comments.iter().enumerate() {
            if !text.trim().is_empty() {
                groups.entry(*parent).or_default().push(i);
            }
        }
        let mut groups: Vec<_> = groups.into_iter().collect();
        groups.sort();
        let half = (at % 2) as u8;
        for (_, members) in groups.iter().filter(|g| g.1.len() > 1) {
            let replies: Vec<(usize, usize)> = members
                .iter()
                .enumerate()
                .flat_map(|(block, m)| {
                    let own = groups.iter().find(|g| g.0 == Some(*m));
                    own.into_iter()
                        .flat_map(move |g| g.1.iter().map(move |r| (*r, block)))
                })
                .collect();
            if orphans {
                if members.len() < 3 {
                    continue;
                }
                for (reply, block) in &replies {
                    let rest = members.iter().enumerate().filter(|(b, _)| b != block);
                    let texts: Vec<&str> = rest.map(|(_, m)| comments[*m].0).collect();
                    let document = made(&texts, &[comments[*reply].0]);
                    out.push(Task {
                        half,
                        trial: Trial::new(&document, segmenter),
                        asked: vec![Asked {
                            comment: 0,
                            right: HashSet::new(),
                            none_ok: true,
                        }],
                    });
                }
                continue;
            }
            if near > 0 && members.len() > near {
                for (reply, block) in &replies {
                    let from = block.saturating_sub(near / 2).min(members.len() - near);
                    let texts: Vec<&str> = members[from..from + near]
                        .iter()
                        .map(|m| comments[*m].0)
                        .collect();
                    let document = made(&texts, &[comments[*reply].0]);
                    out.push(Task {
                        half,
                        trial: Trial::new(&document, segmenter),
                        asked: vec![Asked {
                            comment: 0,
                            right: HashSet::from([BlockIx((block - from) as u32)]),
                            none_ok: false,
                        }],
                    });
                }
                continue;
            }
            let texts: Vec<&str> = members.iter().map(|m| comments[*m].0).collect();
            let said: Vec<&str> = replies.iter().map(|(r, _)| comments[*r].0).collect();
            if said.is_empty() {
                continue;
            }
            let document = made(&texts, &said);
            let asked = replies
                .iter()
                .enumerate()
                .map(|(comment, (_, block))| Asked {
                    comment,
                    right: HashSet::from([BlockIx(*block as u32)]),
                    none_ok: false,
                });
            out.push(Task {
                half,
                trial: Trial::new(&document, segmenter),
                asked: asked.collect(),
            });
        }
    }
    Ok(out)
}

/// Comments of saved pages, labelled by reading.
pub(crate) fn pages(data: &Path, labels: &Path, segmenter: &Segmenter) -> Result<Vec<Task>> {
    let rows = rows(&data.join("html/pages.jsonl.gz"))?;
    let mut by_page: Vec<(usize, Vec<Vec<String>>)> = Vec::new();
    for line in std::fs::read_to_string(labels)?
        .lines()
        .filter(|l| !l.starts_with('#'))
    {
        let cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
        ensure!(cells.len() == 5, "{line}");
        let row = match cells[0].parse::<usize>() {
            Ok(n) => n,
            Err(_) => rows
                .iter()
                .position(|r| r["id"].as_str() == Some(&cells[0]))
                .context("no such page")?,
        };
        match by_page.iter_mut().find(|p| p.0 == row) {
            Some(page) => page.1.push(cells),
            None => by_page.push((row, vec![cells])),
        }
    }
    let mut out = Vec::new();
    for (at, (row, labels)) in by_page.into_iter().enumerate() {
        let path = data
            .join("html")
            .join(rows[row]["html_path"].as_str().context("path")?);
        let bytes = unzip(&path)?;
        let loaded = load(&Input {
            bytes,
            name: "page.html".into(),
            ..Input::default()
        })?;
        let document = loaded
            .documents
            .into_iter()
            .max_by_key(|d| d.thread.len())
            .context("no document")?;
        let blocks: Vec<(BlockIx, String)> = BlockIx::each(&document.article.blocks)
            .map(|ix| (ix, key(document.text(ix))))
            .collect();
        let comments: Vec<String> = document
            .thread
            .comments()
            .iter()
            .map(|c| {
                let texts: Vec<&str> = BlockIx::each(&c.blocks).map(|b| document.text(b)).collect();
                key(&texts.join("\n"))
            })
            .collect();
        let mut asked = Vec::new();
        for cells in labels {
            let Some(comment) = comments.iter().position(|c| *c == cells[1]) else {
                eprintln!("page {row}: comment {} was not found", cells[1]);
                continue;
            };
            let keys: Vec<&str> = cells[4].split(',').filter(|k| !k.is_empty()).collect();
            let right: HashSet<BlockIx> = (blocks.iter())
                .filter(|(_, k)| keys.contains(&k.as_str()))
                .map(|(ix, _)| *ix)
                .collect();
            if right.is_empty() && !keys.is_empty() {
                eprintln!("page {row}: no paragraph of comment {} was found", cells[1]);
            }
            asked.push(Asked {
                comment,
                right,
                none_ok: cells[2] == "1",
            });
        }
        out.push(Task {
            half: (at % 2) as u8,
            trial: Trial::new(&document, segmenter),
            asked,
        });
    }
    Ok(out)
}

/// The five articles of the repository, of which the first has comments.
pub(crate) fn seed(data: &Path, segmenter: &Segmenter) -> Result<Task> {
    let document = seeds()?.into_iter().next().context("no seeds")?;
    let gold: Value = serde_json::from_slice(&std::fs::read(data.join("seed_relate_gold.json"))?)?;
    let asked = gold["anchors_000"]
        .as_array()
        .context("anchors")?
        .iter()
        .map(|a| {
            let right = a["gold"].as_array().into_iter().flatten();
            Asked {
                comment: a["c"].as_u64().unwrap_or_default() as usize,
                right: right
                    .filter_map(|b| Some(BlockIx(b.as_u64()? as u32)))
                    .collect(),
                none_ok: a["none_ok"] == true,
            }
        });
    Ok(Task {
        half: 1,
        trial: Trial::new(&document, segmenter),
        asked: asked.collect(),
    })
}

/// The articles of the repository.
pub(crate) fn seeds() -> Result<Vec<Document>> {
    let mut files: Vec<_> = std::fs::read_dir("seeds")?
        .filter_map(|e| Some(e.ok()?.path()))
        .collect();
    files.sort();
    let mut out = Vec::new();
    for file in files {
        let bytes = std::fs::read(file)?;
        let input = Input {
            bytes,
            ..Input::default()
        };
        out.extend(load(&input)?.documents);
    }
    Ok(out)
}

/// A document with these paragraphs and these comments.
fn made(paragraphs: &[&str], comments: &[&str]) -> Document {
    let block = |t: &&str| Block::new(BlockKind::Paragraph, clean(t));
    let blocks: Vec<Block> = paragraphs.iter().chain(comments).map(block).collect();
    let n = paragraphs.len() as u32;
    let nodes = (0..comments.len() as u32).map(|i| Node {
        id: CommentId::of_words("", "", "", i as usize),
        url: None,
        author: None,
        when: None,
        score: None,
        deleted: false,
        blocks: BlockIx(n + i)..BlockIx(n + i + 1),
        parent: None,
        by: By::Source,
    });
    Document {
        id: DocumentId::of_words(paragraphs.iter().copied()),
        path: Clean::default(),
        format: "khao",
        url: None,
        article: Article {
            lang: Lang::guess(&paragraphs.join("\n")),
            blocks: BlockIx(0)..BlockIx(n),
            ..Article::default()
        },
        split: Split { by: By::Source },
        thread: Thread::build(nodes.collect()).0,
        blocks,
        links: Vec::new(),
        raw: Vec::new(),
        warnings: Vec::new(),
    }
}

/// The key of a text in the labels.
fn key(text: &str) -> String {
    let letters = text.chars().flat_map(char::to_lowercase);
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    for c in letters.filter(|c| c.is_alphanumeric()).take(120) {
        for byte in c.encode_utf8(&mut [0; 4]).bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}

fn rows(path: &Path) -> Result<Vec<Value>> {
    let text = String::from_utf8(unzip(path)?)?;
    Ok(text
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()?)
}

fn unzip(path: &Path) -> Result<Vec<u8>> {
    if path.extension().is_none_or(|e| e != "gz") {
        return Ok(std::fs::read(path)?);
    }
    let done = Command::new("gzip").arg("-dc").arg(path).output()?;
    ensure!(done.status.success(), "cannot read {}", path.display());
    Ok(done.stdout)
}
