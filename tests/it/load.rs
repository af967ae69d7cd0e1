//! Every fixture under `tests/data/load/<format>/` loads into the outline beside it.
//!
//! `UPDATE=1 cargo test` writes the outlines anew. The seeds have theirs under `tests/data/load/seeds/`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use khao::load::{Error, Input, Loaded, load};
use khao::model::{BlockIx, By, Document, MarkKind};
use khao::ui::lang::{LANGUAGES, Lang};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn input(path: &Path) -> Input {
    Input {
        bytes: std::fs::read(path).unwrap(),
        name: path.file_name().unwrap().to_string_lossy().into_owned(),
        ..Input::default()
    }
}

fn files(dir: &Path) -> Vec<PathBuf> {
    let mut out: Vec<PathBuf> = std::fs::read_dir(dir)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e != "outline"))
        .collect();
    out.sort();
    assert!(!out.is_empty(), "no fixtures in {}", dir.display());
    out
}

fn fixtures() -> Vec<(String, PathBuf)> {
    let dir = root().join("tests/data/load");
    ["plain", "markdown", "khao", "html"]
        .iter()
        .flat_map(|format| {
            files(&dir.join(format))
                .into_iter()
                .map(|p| ((*format).to_owned(), p))
        })
        .collect()
}

fn by(by: &By) -> String {
    match by {
        By::Source => "stated".to_owned(),
        By::Reader => "by hand".to_owned(),
        By::Khao { confidence, why } => {
            let why: Vec<&str> = why.iter().map(|w| &**w).collect();
            format!("{confidence:.2} {}", why.join(", "))
                .trim_end()
                .to_owned()
        }
    }
}

fn outline(loaded: &Loaded) -> String {
    let mut out = String::new();
    for w in &loaded.warnings {
        writeln!(out, "! {}: {}", w.kind.name(), w.message).unwrap();
    }
    for d in &loaded.documents {
        document(&mut out, d);
    }
    out
}

fn document(out: &mut String, d: &Document) {
    writeln!(
        out,
        "{} ({}, {})",
        d.path,
        d.format,
        d.article.lang.code().unwrap_or("?")
    )
    .unwrap();
    let fields = [
        ("url", d.url.as_deref().map(str::to_owned)),
        ("title", d.article.title.as_deref().map(str::to_owned)),
        ("byline", d.article.byline.as_deref().map(str::to_owned)),
        ("outlet", d.article.outlet.as_deref().map(str::to_owned)),
        ("published", d.article.published.map(|w| w.to_string())),
    ];
    for (name, value) in fields {
        if let Some(value) = value {
            writeln!(out, "  {name}: {value}").unwrap();
        }
    }
    for w in &d.warnings {
        writeln!(out, "  ! {}: {}", w.kind.name(), w.message).unwrap();
    }
    for ix in BlockIx::each(&d.article.blocks) {
        block(out, d, ix, "  ");
    }
    if !d.thread.is_empty() {
        writeln!(out, "  discussion: {}", by(&d.split.by)).unwrap();
    }
    for c in d.thread.comments() {
        let indent = "  ".repeat(usize::from(c.depth) + 2);
        let mut head = vec![c.author.as_deref().unwrap_or("(nobody)").to_owned()];
        head.extend(c.when.map(|w| w.to_string()));
        head.extend(c.score.map(|s| format!("{s:+}")));
        head.extend(c.deleted.then(|| "deleted".to_owned()));
        writeln!(out, "{indent}* {} [{}]", head.join(", "), by(&c.by)).unwrap();
        for ix in BlockIx::each(&c.blocks) {
            block(out, d, ix, &format!("{indent}  "));
        }
    }
}

fn block(out: &mut String, d: &Document, ix: BlockIx, indent: &str) {
    let b = d.block(ix);
    let kind = format!("{:?}", b.kind).to_lowercase();
    let text = b.text.replace('\n', "⏎");
    let n = text.chars().count();
    let shown = if n > 100 {
        let head: String = text.chars().take(60).collect();
        let tail: String = text.chars().skip(n - 30).collect();
        format!("{head} … {tail} ({n})")
    } else {
        text
    };
    writeln!(out, "{indent}{kind}: {shown}").unwrap();
    for m in &b.marks {
        let words = &b.text[m.bytes.start as usize..m.bytes.end as usize];
        match m.kind {
            MarkKind::Link(_) => {}
            MarkKind::Emphasis | MarkKind::Strong | MarkKind::Code | MarkKind::Strike => {
                writeln!(out, "{indent}  {:?} “{words}”", m.kind).unwrap();
            }
        }
    }
    for l in d.links.iter().filter(|l| l.block == ix) {
        let words = &b.text[l.bytes.start as usize..l.bytes.end as usize];
        writeln!(out, "{indent}  Link “{words}” -> {}", l.url).unwrap();
    }
}

fn check(path: &Path, got: &str) -> Result<(), String> {
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, got).unwrap();
        return Ok(());
    }
    let want = std::fs::read_to_string(path).unwrap_or_default();
    (want == got)
        .then_some(())
        .ok_or_else(|| format!("--- {} differs:\n{got}", path.display()))
}

#[test]
fn fixtures_load_into_their_outlines() {
    let mut wrong = Vec::new();
    for (format, path) in fixtures() {
        let loaded = load(&input(&path)).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        assert!(
            loaded.documents.iter().all(|d| d.format == format),
            "{} is {format}",
            path.display()
        );
        let beside = PathBuf::from(format!("{}.outline", path.display()));
        wrong.extend(check(&beside, &outline(&loaded)).err());
    }
    assert!(
        wrong.is_empty(),
        "{}\nUPDATE=1 writes them anew",
        wrong.join("\n")
    );
}

#[test]
fn seeds_load_into_their_outlines() {
    let mut wrong = Vec::new();
    for path in files(&root().join("seeds")) {
        let loaded = load(&input(&path)).unwrap();
        let name = path.file_name().unwrap().to_string_lossy();
        let beside = root().join(format!("tests/data/load/seeds/{}.outline", &name[..3]));
        wrong.extend(check(&beside, &outline(&loaded)).err());
    }
    assert!(
        wrong.is_empty(),
        "{}\nUPDATE=1 writes them anew",
        wrong.join("\n")
    );
}

#[test]
fn a_file_cut_at_any_byte_loads_or_is_refused() {
    for (_, path) in fixtures() {
        let whole = input(&path);
        for end in 0..whole.bytes.len() {
            let cut = Input {
                bytes: whole.bytes[..end].to_vec(),
                ..whole.clone()
            };
            match load(&cut) {
                Ok(loaded) => {
                    for d in &loaded.documents {
                        let printed = khao::wire::to_json(d);
                        assert!(
                            khao::wire::read(&printed).is_ok(),
                            "{} cut at {end}",
                            path.display()
                        );
                    }
                }
                Err(Error::Empty | Error::UnknownFormat) => {}
                Err(Error::TooLarge) => panic!("{} cut at {end} is not large", path.display()),
            }
        }
    }
}

#[test]
fn comments_before_a_cut_are_kept() {
    let path = root().join("tests/data/load/khao/cut.json");
    let loaded = load(&input(&path)).unwrap();
    assert_eq!(loaded.documents[0].thread.len(), 2);
    assert!(!loaded.documents[0].warnings.is_empty());
}

#[test]
fn what_is_printed_is_read_back_equal() {
    let seeds = files(&root().join("seeds")).into_iter();
    for path in fixtures().into_iter().map(|(_, p)| p).chain(seeds) {
        for d in load(&input(&path)).unwrap().documents {
            let printed = khao::wire::to_json(&d);
            let read = khao::wire::read(&printed).unwrap().document;
            assert_eq!(read, d, "{}", path.display());
            assert_eq!(khao::wire::to_json(&read), printed);
            // Through the loader only the name of the format changes, and no inference does.
            let again = Input {
                bytes: printed.into_bytes(),
                name: d.path.to_string(),
                ..Input::default()
            };
            let mut again = load(&again).unwrap().documents.remove(0);
            again.format = d.format;
            assert_eq!(again, d, "{}", path.display());
        }
    }
}

#[test]
fn a_document_without_stated_parents_keeps_every_comment_in_its_place() {
    let texts = ["Yes.", "", "No, never.", "True, but", "", "@x hello"];
    let comments: Vec<String> = texts
        .iter()
        .map(|t| format!(r#"{{"text":"{t}"}}"#))
        .collect();
    let json = format!(
        r#"{{"khao":1,"blocks":["Words."],"comments":[{}]}}"#,
        comments.join(",")
    );
    let d = load(&Input {
        bytes: json.into_bytes(),
        ..Input::default()
    })
    .unwrap()
    .documents
    .remove(0);
    let got: Vec<String> = d
        .thread
        .comments()
        .iter()
        .map(|c| {
            BlockIx::each(&c.blocks)
                .map(|b| d.block(b).text.to_string())
                .collect()
        })
        .collect();
    assert_eq!(got, texts);
}

/// Every reason that the fixtures and the seeds bring up is said in every language of the screen.
#[test]
fn reasons_are_said_in_every_language() {
    let mut missing = std::collections::BTreeSet::new();
    let mut n = 0;
    let seeds = files(&root().join("seeds"));
    let all = fixtures().into_iter().map(|(_, path)| path).chain(seeds);
    for document in all.flat_map(|p| load(&input(&p)).map_or_else(|_| Vec::new(), |l| l.documents))
    {
        let replies = document.thread.comments().iter().map(|c| &c.by);
        for by in replies.chain([&document.split.by]) {
            let By::Khao { why, .. } = by else { continue };
            // A format bears the same name everywhere.
            for why in why.iter().filter(|w| &***w != "JSON-LD") {
                n += 1;
                for (code, _) in LANGUAGES.iter().filter(|(code, _)| *code != "en") {
                    if Lang::new(code).texts().reason(why) == **why {
                        missing.insert(format!("{code}: {why}"));
                    }
                }
            }
        }
    }
    assert!(n > 50, "only {n} reasons were met");
    assert!(missing.is_empty(), "{missing:#?}");
}
