//! The house is in order: floors, sizes, banned calls, and assets that fit the tables.
//!
//! Every check is a function from texts to complaints, and is itself tested with a bad sample.

mod assets;
mod floors;

use std::fs;
use std::path::{Path, PathBuf};

/// A text file of the project.
pub(super) struct Source {
    /// From the project's root, with `/`.
    pub(super) path: String,
    /// Its text.
    pub(super) text: String,
}

impl Source {
    fn new(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }
}

/// All files with an extension below a folder of the project, in order.
pub(super) fn sources(folder: &str, extension: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut todo = vec![root.join(folder)];
    let mut found: Vec<PathBuf> = Vec::new();
    while let Some(folder) = todo.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                todo.push(path);
            } else if path.extension().is_some_and(|e| e == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    let source = |path: PathBuf| Source {
        path: path.strip_prefix(root).unwrap().display().to_string(),
        text: fs::read_to_string(&path).unwrap(),
    };
    found.into_iter().map(source).collect()
}

/// All Rust files.
fn rust() -> Vec<Source> {
    ["src", "tests", "benches"]
        .into_iter()
        .flat_map(|f| sources(f, "rs"))
        .collect()
}

pub(super) fn assert_none(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

/// The code of a line, without a comment that fills it.
pub(super) fn code(line: &str) -> &str {
    let line = line.trim();
    if line.starts_with("//") { "" } else { line }
}

/// No file is longer than this.
const LONGEST: usize = 800;
/// Files longer than this are listed in [`LONG`].
const USUAL: usize = 400;
/// Files over the usual length. Whoever makes one shorter takes it out; a new one needs a reason.
const LONG: &[&str] = &[];

fn sizes(sources: &[Source], long: &[&str]) -> Vec<String> {
    let mut out = Vec::new();
    for Source { path, text } in sources {
        let lines = text.lines().count();
        let listed = long.contains(&&**path);
        if lines > LONGEST {
            out.push(format!("{path}: {lines} lines, never more than {LONGEST}"));
        } else if lines > USUAL && !listed {
            out.push(format!("{path}: {lines} lines, and not listed as long"));
        } else if lines <= USUAL && listed {
            out.push(format!("{path}: listed as long, and is not"));
        }
    }
    out
}

/// Calls and attributes that are not wanted anywhere, in halves so that this file may name them.
const BANNED: &[(&str, &str)] = &[
    ("#[al", "low("),
    ("#![al", "low("),
    ("to", "do!("),
    ("unimple", "mented!("),
    ("db", "g!("),
    ("TO", "DO"),
    ("FIX", "ME"),
    ("XX", "X:"),
];

fn banned(sources: &[Source]) -> Vec<String> {
    let mut out = Vec::new();
    for Source { path, text } in sources {
        for (at, line) in text.lines().enumerate() {
            for (a, b) in BANNED {
                let needle = format!("{a}{b}");
                if line.contains(&needle) {
                    out.push(format!("{path}:{}: {needle}", at + 1));
                }
            }
        }
    }
    out
}

/// Paths of somebody's machine, in halves.
const PATHS: &[(&str, &str)] = &[
    ("/ho", "me/"),
    ("/Us", "ers/"),
    ("/ro", "ot/"),
    ("/wo", "rk/"),
    ("/tm", "p/wt"),
];

fn machine_paths(sources: &[Source]) -> Vec<String> {
    let mut out = Vec::new();
    for Source { path, text } in sources {
        for (at, line) in text.lines().enumerate() {
            if PATHS.iter().any(|(a, b)| line.contains(&format!("{a}{b}"))) {
                out.push(format!("{path}:{}: {line}", at + 1));
            }
        }
    }
    out
}

#[test]
fn no_file_is_too_long() {
    assert_none(&sizes(&rust(), LONG));
    let lines = |n: usize| Source::new("a.rs", &"x\n".repeat(n));
    assert_eq!(sizes(&[lines(401)], &[]).len(), 1);
    assert_eq!(sizes(&[lines(801)], &["a.rs"]).len(), 1);
    assert_eq!(sizes(&[lines(9)], &["a.rs"]).len(), 1);
    assert_none(&sizes(&[lines(401)], &["a.rs"]));
}

#[test]
fn nothing_banned_is_used() {
    assert!(rust().len() > 100, "the files are found");
    assert_none(&banned(&rust()));
    for (a, b) in BANNED {
        assert_eq!(
            banned(&[Source::new("a.rs", &format!(" {a}{b}x)]"))]).len(),
            1
        );
    }
}

#[test]
fn no_file_names_a_path_of_one_machine() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = rust();
    for extension in ["md", "toml", "tsv"] {
        all.extend(sources("assets", extension));
    }
    for path in ["README.md", "Cargo.toml", ".ci/run"] {
        all.push(Source::new(
            path,
            &fs::read_to_string(root.join(path)).unwrap(),
        ));
    }
    assert_none(&machine_paths(&all));
    let bad = format!("see {}{}ann/x", PATHS[0].0, PATHS[0].1);
    assert_eq!(machine_paths(&[Source::new("README.md", &bad)]).len(), 1);
}

#[test]
fn the_top_level_is_fixed() {
    const TOP: &[&str] = &[
        "Cargo.toml",
        "Cargo.lock",
        "README.md",
        "src",
        "seeds",
        "assets",
        "tests",
        "benches",
        ".ci",
        ".git",
        ".gitignore",
        "LICENSE-MIT",
        "LICENSE-APACHE",
        "target",
    ];
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let names = fs::read_dir(root).unwrap().map(|e| e.unwrap().file_name());
    let odd: Vec<_> = names
        .filter(|n| !TOP.contains(&n.to_str().unwrap()))
        .collect();
    assert!(odd.is_empty(), "{odd:?}");
}
