//! Languages, keys, themes and generated files fit the tables in the code.
//!
//! `UPDATE=1 cargo test` writes the generated files anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use khao::app::action::{Action, Scope};
use khao::app::key::Key;
use khao::app::keymap::chord;
use khao::app::word::Word;
use khao::cli::tables;
use khao::ui::lang::LANGUAGES;
use khao::ui::theme::{BUILTIN, Role, Theme};

use super::assert_none;

type Texts = BTreeMap<String, String>;

/// The gaps of a text, as `{0}`.
fn gaps(text: &str) -> BTreeSet<&str> {
    text.match_indices('{')
        .filter_map(|(at, _)| text[at..].find('}').map(|end| &text[at..=at + end]))
        .collect()
}

/// English takes the commands from their own table; every other language has them all.
fn language(code: &str, texts: &Texts, english: &Texts) -> Vec<String> {
    let commands: Vec<String> = Action::ALL
        .iter()
        .map(|a| format!("do-{}", a.row().name))
        .collect();
    let words: Vec<&str> = Word::ALL.iter().map(|w| w.id()).collect();
    let mut out = Vec::new();
    let wanted = words
        .iter()
        .copied()
        .chain(commands.iter().map(String::as_str).filter(|_| code != "en"));
    for id in wanted {
        match texts.get(id) {
            None => out.push(format!("{code}: {id} is not there")),
            Some(text) if text.trim().is_empty() => out.push(format!("{code}: {id} is empty")),
            Some(text) => {
                if let Some(en) = english.get(id)
                    && gaps(en) != gaps(text)
                {
                    out.push(format!(
                        "{code}: {id} has other gaps than in English: {text}"
                    ));
                }
            }
        }
    }
    for (id, text) in texts {
        if let Some(reason) = id.strip_prefix("because ") {
            if gaps(reason) != gaps(text) {
                out.push(format!("{code}: {id} has other gaps than its reason"));
            }
        } else if !words.contains(&&**id) && !commands.contains(id) {
            out.push(format!("{code}: {id} is no word of khao"));
        }
    }
    out
}

#[test]
fn languages_are_complete() {
    let read = |file: &str| toml::from_str::<Texts>(file).unwrap();
    let english = read(LANGUAGES[0].1);
    for (code, file) in LANGUAGES {
        assert_none(&language(code, &read(file), &english));
    }
    let mut bad = read(LANGUAGES[1].1);
    bad.remove("article");
    bad.remove("do-line-down");
    bad.insert("shelf".into(), " ".into());
    bad.insert("many-comments".into(), "ความเห็น".into());
    bad.insert("no-such-word".into(), "x".into());
    assert_eq!(language("th", &bad, &english).len(), 5);
}

/// Whether some pane listens in both.
fn overlap(a: Scope, b: Scope) -> bool {
    use Scope::{Article, Everywhere, Reader, Shelf, Sources, Thread};
    let in_reader = |s| matches!(s, Reader | Article | Thread | Sources);
    match (a, b) {
        _ if a == b => true,
        (Everywhere, _) | (_, Everywhere) => true,
        (Shelf, _) | (_, Shelf) => false,
        (Reader, other) | (other, Reader) => in_reader(other),
        _ => false,
    }
}

/// Chords that two commands share, or that hide a longer one.
fn chords(rows: &[(&str, Scope, &[&str])]) -> Vec<String> {
    let mut out = Vec::new();
    let mut all: Vec<(&str, Scope, Vec<Key>)> = Vec::new();
    for (name, scope, keys) in rows {
        for text in *keys {
            match chord(text) {
                Ok(keys) if !keys.is_empty() => all.push((name, *scope, keys)),
                Ok(_) => out.push(format!("{name}: an empty chord")),
                Err(e) => out.push(format!("{name}: {e}")),
            }
        }
    }
    for (at, (a, scope, keys)) in all.iter().enumerate() {
        for (b, other, others) in &all[at + 1..] {
            if overlap(*scope, *other) && (keys.starts_with(others) || others.starts_with(keys)) {
                out.push(format!("{a} and {b} share {keys:?}"));
            }
        }
    }
    out
}

#[test]
fn no_two_commands_share_a_key() {
    let rows: Vec<_> = Action::ALL
        .iter()
        .map(|a| (a.row().name, a.row().scope, a.row().keys))
        .collect();
    assert_none(&chords(&rows));
    for rows in [
        &[
            ("a", Scope::Everywhere, &["x"][..]),
            ("b", Scope::Thread, &["x"]),
        ][..],
        &[
            ("a", Scope::Reader, &["g"]),
            ("b", Scope::Article, &["g g"]),
        ],
        &[("a", Scope::Shelf, &["x", "x"])],
        &[("a", Scope::Shelf, &["hyper-x"])],
        &[("a", Scope::Shelf, &[" "])],
    ] {
        assert_eq!(chords(rows).len(), 1, "{rows:?}");
    }
    let apart: &[(&str, Scope, &[&str])] = &[
        ("a", Scope::Article, &["x"]),
        ("b", Scope::Thread, &["x"]),
        ("c", Scope::Shelf, &["x"]),
    ];
    assert_none(&chords(apart));
}

/// What a theme lacks. A role is styled where its file, or the one it inherits, names it.
fn theme(name: &str, file: &str) -> Vec<String> {
    let mut out = Vec::new();
    if let Err(e) = Theme::parse(name, file) {
        out.push(format!("{name}: {e}"));
    }
    let Ok(table) = file.parse::<toml::Table>() else {
        return out;
    };
    let roles = |t: &toml::Table| -> BTreeSet<String> {
        let roles = t.get("roles").and_then(toml::Value::as_table);
        roles
            .into_iter()
            .flat_map(toml::Table::keys)
            .cloned()
            .collect()
    };
    let mut styled = roles(&table);
    if let Some(base) = table.get("inherits").and_then(toml::Value::as_str)
        && let Some((_, base)) = BUILTIN.iter().find(|(n, _)| *n == base)
    {
        styled.extend(roles(&base.parse().unwrap()));
    }
    for role in Role::ALL {
        if !styled.contains(role.name()) {
            out.push(format!("{name}: no style for {}", role.name()));
        }
    }
    out
}

#[test]
fn themes_style_every_role() {
    for (name, file) in BUILTIN {
        assert_none(&theme(name, file));
    }
    let whole = BUILTIN[0].1;
    assert_eq!(
        theme("bad", &whole.replace("\nlink =", "\nlinks =")).len(),
        2
    );
    let lines = whole.lines().filter(|l| !l.starts_with("link ="));
    assert_eq!(theme("bad", &lines.collect::<Vec<_>>().join("\n")).len(), 1);
}

const KEYS_FROM: &str = "<!-- keys: made by the tests -->\n";
const KEYS_TO: &str = "\n<!-- end of keys -->";

/// `readme` with its key table made anew.
fn with_keys(readme: &str) -> Option<String> {
    let (before, rest) = readme.split_once(KEYS_FROM)?;
    let (_, after) = rest.split_once(KEYS_TO)?;
    Some(format!(
        "{before}{KEYS_FROM}{}{KEYS_TO}{after}",
        tables::readme_keys()
    ))
}

#[test]
fn generated_files_are_fresh() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let update = std::env::var_os("UPDATE").is_some();
    for (path, wanted) in [
        ("assets/settings.toml", tables::settings_toml()),
        ("assets/keymap.toml", tables::keymap_toml()),
        (
            "README.md",
            with_keys(&readme).expect("README.md has the two marks"),
        ),
    ] {
        let path = root.join(path);
        if update {
            fs::write(&path, &wanted).unwrap();
        }
        let found = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            found == wanted,
            "{} is not fresh: UPDATE=1 cargo test",
            path.display()
        );
    }
    let stale = format!("a\n{KEYS_FROM}old{KEYS_TO}\nb\n");
    let fresh = with_keys(&stale).unwrap();
    assert!(fresh != stale && with_keys(&fresh).unwrap() == fresh);
    assert_eq!(with_keys("no marks"), None);
}
