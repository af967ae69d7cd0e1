//! The discussion as a page tells it to machines: JSON-LD and microdata.
//!
//! JSON-LD is a list of values, so nothing recurses ([`gather`]); a comment's place is that of the value
//! around it, or what its `parentItem` names. Where the page shows the same comments, they are looked for by
//! their words and by who wrote them ([`mod@shown`]).

mod gather;
mod shown;
#[cfg(test)]
mod tests;

use serde_json::{Map, Value};

use super::super::super::draft::{Piece, Turn};
use super::super::tree::Tree;
use super::super::{blocks, meta};
use super::{Talk, makers, rows, unit};
use crate::model::BlockKind;
use crate::text::{Clean, clean, clean_line};
use gather::Gathered;

/// The fuller of JSON-LD and microdata.
pub(super) fn find(tree: &Tree) -> Option<Talk> {
    let json = json(tree);
    let micro = makers::best(tree, rows::MICRODATA);
    match (json, micro) {
        (Some(j), Some(m)) if j.turns.len() > m.turns.len() => Some(j),
        (json, None) => json,
        (_, micro) => micro,
    }
}

fn json(tree: &Tree) -> Option<Talk> {
    let mut all = Gathered::default();
    for script in tree.below(Tree::ROOT) {
        if tree.name(script) != "script" || !meta::is_ld(tree, script) {
            continue;
        }
        let words = tree.text(script);
        // Most pages tell of no comments; theirs need not be read twice.
        if !["omment", "Answer"].iter().any(|w| words.contains(w)) {
            continue;
        }
        if let Some(value) = meta::value(&words) {
            all.add(&value);
        }
    }
    let mut turns = all.turns(tree);
    if turns.is_empty() {
        return None;
    }
    for turn in &mut turns {
        turn.url = turn.url.take().and_then(|url| tree.resolve(&url));
    }
    Some(Talk {
        taken: shown::taken(tree, &turns),
        turns,
        confidence: 1.0,
        why: vec![clean("JSON-LD")],
    })
}

/// A comment. One without words is gone: others may still answer it.
fn turn(map: &Map<String, Value>) -> Turn {
    let text = |names: &[&str]| names.iter().find_map(|n| map.get(*n)?.as_str());
    let words = text(&["text", "commentText", "articleBody", "description"]);
    let pieces = words.map_or_else(Vec::new, pieces);
    let id = text(&["@id", "identifier", "url"]).map(|id| {
        let tail = id.rsplit(['#', '/']).next().unwrap_or(id);
        tail.trim_start_matches(|c: char| !c.is_ascii_digit())
            .to_owned()
    });
    Turn {
        id: id.filter(|i| !i.is_empty()),
        deleted: pieces.is_empty(),
        url: text(&["url"]).map(clean_line),
        author: author(map),
        when: when(map),
        score: score(map),
        pieces,
        ..Turn::default()
    }
}

fn author(map: &Map<String, Value>) -> Option<Clean> {
    let author = map.get("author").or_else(|| map.get("creator"))?;
    let one = author.as_array().and_then(|all| all.first());
    let one = one.unwrap_or(author);
    let name = one.as_str().or_else(|| one.get("name")?.as_str())?;
    meta::name_of(&meta::plain(name)?)
}

fn when(map: &Map<String, Value>) -> Option<crate::model::When> {
    let names = ["dateCreated", "datePublished", "commentTime"];
    let words = names.iter().find_map(|n| map.get(*n)?.as_str())?;
    meta::when(words)
}

fn score(map: &Map<String, Value>) -> Option<i64> {
    let whole = |v: &Value| v.as_i64().or_else(|| unit::number(v.as_str()?));
    if let Some(votes) = map.get("upvoteCount").and_then(whole) {
        return Some(votes);
    }
    let of = |v: &Value| whole(v.get("userInteractionCount")?);
    match map.get("interactionStatistic")? {
        Value::Array(all) => all
            .iter()
            .find(|v| v.to_string().contains("LikeAction"))
            .and_then(of),
        one => of(one),
    }
}

/// The blocks of words that may hold markup or entities; some makers write the markup in entities.
fn pieces(words: &str) -> Vec<Piece> {
    const BOXES: [&str; 5] = ["<p", "<br", "<div", "<li", "<blockquote"];
    if meta::is_markup(words) {
        // Marks alone say nothing of lines.
        let tree = if BOXES.iter().any(|b| words.contains(b)) {
            Tree::parse(words)
        } else {
            Tree::parse(&words.replace('\n', "<br><br>"))
        };
        return blocks::pieces(&tree, Tree::ROOT, &|_| false);
    }
    let lines: Vec<String> = words
        .lines()
        .map(|line| match meta::laid(line) {
            Some(tree) => tree.text(Tree::ROOT),
            None => line.to_owned(),
        })
        .collect();
    let whole = lines.join("\n");
    let whole = whole.trim();
    if words.contains("&lt;") && whole.starts_with('<') && whole.ends_with('>') {
        return blocks::pieces(&Tree::parse(whole), Tree::ROOT, &|_| false);
    }
    let lines = whole.lines().map(str::trim).filter(|l| !l.is_empty());
    lines
        .map(|l| Piece::new(BlockKind::Paragraph, clean(l)))
        .collect()
}
