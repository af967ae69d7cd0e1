//! A floor imports only what the table allows, and a crate has the floors that own it.

use super::{Source, assert_none, code, sources};

/// Floors and what they may import.
const FLOORS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("model", &["text"]),
    ("wire", &["text", "model"]),
    ("query", &["text", "model"]),
    ("load", &["text", "model", "wire"]),
    ("store", &["text", "model", "wire", "query"]),
    ("relate", &["text", "model"]),
    ("export", &["text", "model", "wire"]),
    ("page", &["text", "model"]),
    ("app", &["text", "model", "page", "query"]),
    ("ui", &["text", "model", "page", "app"]),
    ("term", &["text", "app::key"]),
    (
        "run",
        &[
            "text", "model", "wire", "query", "load", "store", "relate", "export", "page", "app",
            "ui", "term",
        ],
    ),
    (
        "cli",
        &[
            "text", "model", "wire", "query", "load", "store", "relate", "export", "page", "app",
            "ui", "term", "run",
        ],
    ),
];

/// What is used only on some floors. The loop in `run` owns the frame that `ui` draws into.
const OWNED: &[(&str, &[&str])] = &[
    ("ratatui::", &["ui", "term", "run"]),
    ("crossterm::", &["term"]),
    ("signal_hook::", &["term"]),
    ("unicode_width::", &["text"]),
    ("icu_segmenter::", &["text"]),
    ("encoding_rs::", &["load"]),
    ("chardetng::", &["load"]),
    ("clap::", &["cli"]),
    ("directories::", &["run", "cli"]),
    ("rusqlite::", &["store"]),
    ("std::fs", &["store", "run", "cli"]),
    ("std::env", &["run", "cli"]),
    ("env::var", &["run", "cli"]),
    ("std::process", &["run", "cli", "term"]),
    ("SystemTime", &["run", "cli"]),
    ("Instant::now", &["run", "cli", "term"]),
    ("Timestamp::now", &["run", "cli"]),
    ("Zoned::now", &["run", "cli"]),
];

/// The floor of a file and how deep its module is: 1 for the floor's own file.
fn place(path: &str) -> Option<(&str, usize)> {
    let path = path.strip_prefix("src/")?.strip_suffix(".rs")?;
    let floor = path.split('/').next()?;
    let known = FLOORS.iter().any(|(f, _)| *f == floor);
    known.then(|| (floor, path.split('/').count()))
}

/// What a line of code names behind `crate::`: first the floor, then what follows it.
fn imports(line: &str) -> Vec<&str> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let mut out = Vec::new();
    for (at, _) in line.match_indices("crate::") {
        // `$crate::` and the names of other things that end so are none of ours.
        if line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$') {
            continue;
        }
        let rest = &line[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            None => out.push(&rest[..rest.find(|c| !is_name(c)).unwrap_or(rest.len())]),
            Some(list) => {
                let mut depth = 0;
                for part in list.split_inclusive([',', '{', '}']) {
                    let name = part.trim_end_matches([',', '{', '}']).trim();
                    if depth == 0 && !name.is_empty() {
                        out.push(name);
                    }
                    depth += i32::from(part.ends_with('{')) - i32::from(part.ends_with('}'));
                }
            }
        }
    }
    out
}

/// Statements of `use` on one line each, other lines as they are.
fn joined(text: &str) -> String {
    let mut out = String::new();
    let mut open = false;
    for line in text.lines() {
        let line = code(line);
        open |= line.starts_with("use crate::") || line.starts_with("pub use crate::");
        out.push_str(line);
        open &= !line.ends_with(';');
        if !open {
            out.push('\n');
        }
    }
    out
}

fn complaints(sources: &[Source]) -> Vec<String> {
    let mut out = Vec::new();
    for Source { path, text } in sources {
        let Some((floor, depth)) = place(path).filter(|_| !path.ends_with("/tests.rs")) else {
            continue;
        };
        let allowed = FLOORS
            .iter()
            .find(|(f, _)| *f == floor)
            .map_or(&[][..], |f| f.1);
        // A test may ask the outermost door for its sample.
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        for line in joined(text).lines() {
            for import in imports(line) {
                let fits = |a: &str| {
                    import == a || import.strip_prefix(a).is_some_and(|r| r.starts_with("::"))
                };
                let own = import.split("::").next() == Some(floor);
                if !own && !allowed.iter().any(|a| fits(a)) {
                    out.push(format!("{path}: {floor} may not import {import}: {line}"));
                }
            }
            if line.contains(&"super::".repeat(depth)) {
                out.push(format!("{path}: leaves its floor by super: {line}"));
            }
            for (what, floors) in OWNED {
                if line.contains(what) && !floors.contains(&floor) {
                    out.push(format!("{path}: {what} does not belong to {floor}: {line}"));
                }
            }
        }
    }
    out
}

#[test]
fn floors_import_only_what_they_may() {
    let sources = sources("src", "rs");
    assert!(sources.iter().filter(|s| place(&s.path).is_some()).count() > 80);
    assert_none(&complaints(&sources));
}

#[test]
fn every_module_of_the_library_is_a_floor() {
    let lib = include_str!("../../../src/lib.rs");
    let modules = lib.lines().filter_map(|l| l.strip_prefix("pub mod "));
    for module in modules.map(|m| m.trim_end_matches(';')) {
        assert!(FLOORS.iter().any(|(f, _)| *f == module), "{module}");
    }
}

#[test]
fn bad_imports_are_found() {
    for (path, text) in [
        ("src/text/a.rs", "use crate::model::Block;"),
        ("src/model.rs", "use super::wire;"),
        ("src/model/a.rs", "use super::super::wire;"),
        ("src/term/a.rs", "use crate::app::{App, key};"),
        ("src/app/a.rs", "use crate::{\n    text,\n    ui::Look,\n};"),
        ("src/page/a.rs", "fn f() { crate::ui::draw() }"),
        ("src/app/a.rs", "use std::fs::File;"),
        ("src/app/a.rs", "let now = Timestamp::now();"),
        ("src/page/a.rs", "use ratatui::style::Color;"),
        ("src/ui/a.rs", "use crossterm::cursor;"),
    ] {
        assert_eq!(
            complaints(&[Source::new(path, text)]).len(),
            1,
            "{path}: {text}"
        );
    }
    for (path, text) in [
        (
            "src/app/a.rs",
            "use crate::{\n    text,\n    page::{Page, lay},\n};",
        ),
        ("src/term/a.rs", "use crate::app::key::Key;"),
        (
            "src/text/a.rs",
            "/// See [`crate::model`].\nuse super::super::text;",
        ),
        ("src/text/a/b.rs", "use super::super::clean;"),
        ("src/bin/a.rs", "use std::fs;"),
    ] {
        // Depth 2 reaches the root with two steps: that one is bad even to come home.
        let wanted = usize::from(text.contains("super::super::text"));
        assert_eq!(
            complaints(&[Source::new(path, text)]).len(),
            wanted,
            "{path}: {text}"
        );
    }
}
