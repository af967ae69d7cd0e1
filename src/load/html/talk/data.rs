//! The discussion as a page tells it to machines: JSON-LD and microdata.
//!
//! JSON-LD is a list of values, so nothing recurses; a comment's place is that of the value around it, or
//! what its `parentItem` names.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::super::super::draft::{Piece, Stated, Turn};
use super::super::super::line;
use super::super::tree::{NodeIx, Tree};
use super::super::{blocks, meta};
use super::{Talk, makers, rows, unit};
use crate::model::BlockKind;
use crate::text::{clean, clean_line};

/// The kinds of values that are comments.
const KINDS: [&str; 4] = ["Comment", "UserComments", "Answer", "CorrectionComment"];

/// The properties in which comments stand.
const HOLDERS: [&str; 4] = [
    "comment",
    "commentText",
    "acceptedAnswer",
    "suggestedAnswer",
];

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
    let mut turns = Vec::new();
    let mut ids: HashMap<String, usize> = HashMap::new();
    let mut named = Vec::new();
    for script in tree.below(Tree::ROOT) {
        let is_data = tree.name(script) == "script"
            && tree
                .attribute(script, "type")
                .is_some_and(|t| t.contains("ld+json"));
        if !is_data {
            continue;
        }
        let Ok(value) = serde_json::from_str::<Value>(&tree.text(script)) else {
            continue;
        };
        gather(&value, &mut turns, &mut ids, &mut named);
    }
    for (at, name) in named {
        if let Some(parent) = ids.get(&name)
            && *parent != at
        {
            let turn: &mut Turn = &mut turns[at];
            turn.stated = Some(Stated::Reply(*parent));
        }
    }
    if turns.is_empty() {
        return None;
    }
    Some(Talk {
        taken: shown(tree, &turns),
        turns,
        confidence: 1.0,
        why: vec![clean("JSON-LD")],
    })
}

/// The comments of a value, in order. `named` are those that name the comment they answer.
fn gather(
    value: &Value,
    turns: &mut Vec<Turn>,
    ids: &mut HashMap<String, usize>,
    named: &mut Vec<(usize, String)>,
) {
    // A value, the comment around it, and whether it stands where comments stand.
    let mut todo: Vec<(&Value, Option<usize>, bool)> = vec![(value, None, false)];
    while let Some((value, around, held)) = todo.pop() {
        match value {
            Value::Array(all) => todo.extend(all.iter().rev().map(|v| (v, around, held))),
            Value::Object(map) => {
                // Questions and answers of the page's own maker are its article.
                if is_of(map, &["FAQPage"]) {
                    continue;
                }
                let comment = (held || is_of(map, &KINDS)).then(|| turn(map)).flatten();
                let here = match comment {
                    Some(mut turn) => {
                        turn.stated = Some(around.map_or(Stated::Root, Stated::Reply));
                        let at = turns.len();
                        for name in ["@id", "url", "identifier"] {
                            if let Some(id) = map.get(name).and_then(Value::as_str) {
                                ids.entry(id.to_owned()).or_insert(at);
                            }
                        }
                        let parent = map.get("parentItem").and_then(|p| {
                            p.as_str()
                                .or_else(|| p.get("@id")?.as_str())
                                .map(str::to_owned)
                        });
                        named.extend(parent.map(|p| (at, p)));
                        turns.push(turn);
                        Some(at)
                    }
                    None => around,
                };
                for (name, inner) in map.iter().rev() {
                    let holds = HOLDERS.contains(&&**name);
                    if name != "parentItem" && (inner.is_object() || inner.is_array()) {
                        todo.push((inner, here, holds));
                    }
                }
            }
            _ => {}
        }
    }
}

/// Whether a value is of one of some kinds.
fn is_of(map: &Map<String, Value>, kinds: &[&str]) -> bool {
    let is = |v: &Value| v.as_str().is_some_and(|t| kinds.contains(&t));
    match map.get("@type") {
        Some(Value::Array(all)) => all.iter().any(is),
        Some(kind) => is(kind),
        None => false,
    }
}

fn turn(map: &Map<String, Value>) -> Option<Turn> {
    let text = |names: &[&str]| names.iter().find_map(|n| map.get(*n)?.as_str());
    let words = text(&["text", "commentText", "articleBody", "description"])?;
    let pieces = words_of(words);
    if pieces.is_empty() {
        return None;
    }
    let author = map.get("author").or_else(|| map.get("creator"));
    let author = author.map(|a| a.as_array().and_then(|all| all.first()).unwrap_or(a));
    let author = author.and_then(|a| a.as_str().or_else(|| a.get("name")?.as_str()));
    let id = text(&["@id", "identifier", "url"]).map(|id| {
        let tail = id.rsplit(['#', '/']).next().unwrap_or(id);
        tail.trim_start_matches(|c: char| !c.is_ascii_digit())
            .to_owned()
    });
    Some(Turn {
        id: id.filter(|i| !i.is_empty()),
        url: text(&["url"])
            .filter(|u| u.starts_with("http"))
            .map(clean_line),
        author: author.and_then(meta::name_of),
        when: text(&["dateCreated", "datePublished", "commentTime"]).and_then(meta::when),
        score: score(map),
        pieces,
        ..Turn::default()
    })
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

/// The blocks of words that may be markup.
fn words_of(words: &str) -> Vec<Piece> {
    if words.contains("</") || words.contains("<br") || words.contains("<p>") {
        let tree = Tree::parse(words);
        return blocks::pieces(&tree, Tree::ROOT, &|_| false);
    }
    let lines = words.lines().map(str::trim).filter(|l| !l.is_empty());
    lines
        .map(|l| Piece::new(BlockKind::Paragraph, clean(l)))
        .collect()
}

/// Where the page shows the same comments: the boxes of words that begin as they do.
fn shown(tree: &Tree, turns: &[Turn]) -> Vec<NodeIx> {
    let start = |text: &str| {
        let key = line::key(line::head(text, 200));
        key.chars().take(40).collect::<String>()
    };
    let starts: std::collections::HashSet<String> = turns
        .iter()
        .filter_map(|t| t.pieces.first())
        .map(|p| start(p.text()))
        .filter(|s| !s.is_empty())
        .collect();
    let is_shown = |n: &NodeIx| tree.words(*n).is_some_and(|w| starts.contains(&start(w)));
    let boxes = tree.below(Tree::ROOT).filter(is_shown);
    let tops: Vec<NodeIx> = boxes.filter_map(|n| tree.get(n).parent).collect();
    super::taken::around(tree, &tops)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_of_json_keep_their_place() {
        let tree = Tree::parse(
            r#"<script type="application/ld+json">{"@graph":[{"@type":"DiscussionForumPosting","text":"Post.",
            "comment":[{"@type":"Comment","@id":"/t#c1","text":"First words.","author":{"name":"Anna"},
            "dateCreated":"2025-02-10T10:00:00Z","upvoteCount":"7","comment":{"@type":"Comment","text":"<p>An answer.</p>",
            "author":"Bo"}},{"@type":["Comment"],"text":"Third.","parentItem":{"@id":"/t#c1"}}]}]}</script><p>Third."#,
        );
        let talk = find(&tree).unwrap();
        let told: Vec<_> = talk
            .turns
            .iter()
            .map(|t| (t.author.as_deref(), t.pieces[0].text(), t.stated, t.score))
            .collect();
        assert_eq!(
            told,
            [
                (Some("Anna"), "First words.", Some(Stated::Root), Some(7)),
                (Some("Bo"), "An answer.", Some(Stated::Reply(0)), None),
                (None, "Third.", Some(Stated::Reply(0)), None),
            ]
        );
        assert_eq!(talk.turns[0].id.as_deref(), Some("1"));
        assert!(talk.taken.iter().any(|n| tree.text(*n) == "Third."));
    }

    #[test]
    fn microdata_nests_as_the_page_does() {
        let tree = Tree::parse(
            "<div itemprop=comment itemscope><b itemprop=author>Anna</b><p itemprop=text>One word.</p>\
             <div itemprop=comment itemscope><b itemprop=author>Bo</b><p itemprop=text>Another.</p></div></div>",
        );
        let talk = find(&tree).unwrap();
        let told: Vec<_> = talk
            .turns
            .iter()
            .map(|t| (t.author.as_deref(), t.pieces.len(), t.stated))
            .collect();
        assert_eq!(
            told,
            [
                (Some("Anna"), 1, Some(Stated::Root)),
                (Some("Bo"), 1, Some(Stated::Reply(0)))
            ]
        );
    }

    #[test]
    fn pages_that_say_nothing_have_none() {
        for page in [
            "",
            "<script type='application/ld+json'>{</script>",
            "<script type='application/ld+json'>{\"@type\":\"FAQPage\",\"mainEntity\":[{\"@type\":\"Question\",\
             \"acceptedAnswer\":{\"@type\":\"Answer\",\"text\":\"Yes.\"}}]}</script>",
            "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"text\":\"x\"}</script>",
        ] {
            assert!(find(&Tree::parse(page)).is_none(), "{page}");
        }
    }
}
