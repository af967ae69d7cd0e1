//! The discussion by the markup of known makers, whose rows stand in [`rows`](super::rows).

use std::collections::{HashMap, HashSet};

use super::super::super::draft::{Stated, Turn};
use super::super::tree::{NodeIx, Tree};
use super::names::Names;
use super::rows::{MAKERS, Maker};
use super::select::Selectors;
use super::taken;
use super::unit::{self, Hints};
use super::{Talk, answer};
use crate::text::{clean, clean_line};

/// The discussion by the maker whose row finds the most.
pub(super) fn find(tree: &Tree) -> Option<Talk> {
    best(tree, MAKERS)
}

/// The discussion by the fullest of some rows.
pub(super) fn best(tree: &Tree, makers: &[Maker]) -> Option<Talk> {
    let mut best: Option<(usize, Talk)> = None;
    let names = Names::of(tree);
    for maker in makers {
        let tops = units(tree, maker, &names);
        if tops.is_empty() {
            continue;
        }
        let talk = read(tree, maker, &tops, &names);
        // A maker's own row finds who and when as well; other rows with the same element do not.
        let told = talk.told();
        if told > best.as_ref().map_or(0, |(most, _)| *most) {
            best = Some((told, talk));
        }
    }
    best.map(|(_, talk)| talk)
}

/// A comment's element and its maker's name for it.
#[derive(Debug)]
struct Found {
    top: NodeIx,
    id: Option<String>,
}

fn units(tree: &Tree, maker: &Maker, names: &Names<'_>) -> Vec<Found> {
    let is = Selectors::parse(maker.units).on(names);
    let mut found: Vec<Found> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    // All makers' comments have a name of some kind.
    let named = if is.is_empty() { &[][..] } else { &names.named };
    for ix in named.iter().copied() {
        while open.last().is_some_and(|o| !tree.is_in(ix, found[*o].top)) {
            open.pop();
        }
        if !is.is(tree, ix) || matches!(tree.name(ix), "body" | "form" | "textarea" | "a" | "input")
        {
            continue;
        }
        let id = id(tree, ix);
        if let Some(around) = open.last().map(|o| &mut found[*o]) {
            if id.is_none() && maker.name == "microdata" && tree.attribute(ix, "itemprop").is_none()
            {
                continue;
            }
            if around.id == id && id.is_some() {
                continue;
            }
            if around.id.is_none() && id.is_some() {
                around.id = id;
                continue;
            }
        }
        open.push(found.len());
        found.push(Found { top: ix, id });
    }
    found
}

/// The number in an element's name, or the name.
fn id(tree: &Tree, ix: NodeIx) -> Option<String> {
    let id = ["id", "data-comment-id", "data-fullname", "data-content"]
        .into_iter()
        .find_map(|a| tree.attribute(ix, a).filter(|v| !v.is_empty()))?;
    let is_number = |w: &str| !w.is_empty() && w.bytes().all(|b| b.is_ascii_digit());
    let behind = id.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    // `div-comment-5` and `c5` name the comment 5, but `t1_x2` names none.
    let number = id
        .split(['-', '_'])
        .find(|w| is_number(w))
        .or_else(|| is_number(behind).then_some(behind));
    Some(number.unwrap_or(id).to_owned())
}

fn read(tree: &Tree, maker: &Maker, found: &[Found], names: &Names<'_>) -> Talk {
    let by = |all| Selectors::parse(all).on(names);
    let hints = Hints {
        author: by(maker.author),
        time: by(maker.time),
        body: by(maker.body),
        skip: by(maker.skip),
        score: by(maker.score),
    };
    let tops: HashSet<NodeIx> = found.iter().map(|f| f.top).collect();
    let mut turns: Vec<Turn> = Vec::new();
    // The place of each element among the turns; those that are no comment have none.
    let mut places: HashMap<NodeIx, usize> = HashMap::new();
    let mut ids: HashMap<String, usize> = HashMap::new();
    let mut levels: Vec<(u32, usize)> = Vec::new();
    let first = found
        .first()
        .filter(|_| maker.opens && found.len() > 1)
        .map(|f| f.top);
    for (n, f) in found.iter().enumerate() {
        if Some(f.top) == first || is_mention(tree, f.top) {
            continue;
        }
        let end = match found.get(n + 1) {
            _ if !maker.heads => tree.get(f.top).end,
            Some(next) => next.top,
            None => tree
                .ancestors(f.top)
                .next()
                .map_or(f.top, |a| tree.get(a).end),
        };
        let mut turn = unit::read(tree, f.top, end, &tops, Some(&hints));
        turn.deleted = is_deleted(tree, f.top, &turn);
        if turn.deleted {
            turn.pieces.clear();
        }
        if turn.pieces.is_empty() && !turn.deleted || taken::is_excerpt(&turn) {
            continue;
        }
        turn.id.clone_from(&f.id);
        turn.url = tree
            .attribute(f.top, "id")
            .and_then(|id| tree.resolve(&format!("#{id}")))
            .map(|url| clean_line(&url));
        let around = tree.ancestors(f.top).find_map(|a| places.get(&a).copied());
        let level = level(tree, f.top, &tops);
        let own: Vec<NodeIx> = unit::own(tree, f.top, &tops).collect();
        // A link says more than where it stands: flat pages nest nothing, and deep ones stop nesting.
        let named = answer::to(tree, &own).and_then(|id| ids.get(&id).copied());
        let parent = named.or(around).or_else(|| {
            let level = level?;
            while levels.last().is_some_and(|(l, _)| *l >= level) {
                levels.pop();
            }
            levels.last().map(|(_, at)| *at)
        });
        if let (Some(level), None) = (level, around) {
            levels.push((level, turns.len()));
        } else if around.is_none() {
            levels.clear();
        }
        if let Some(id) = &f.id {
            ids.insert(id.clone(), turns.len());
        }
        turn.stated = Some(parent.map_or(Stated::Root, Stated::Reply));
        places.insert(f.top, turns.len());
        turns.push(turn);
    }
    let comments: Vec<NodeIx> = found
        .iter()
        .map(|f| f.top)
        .filter(|t| Some(*t) != first)
        .collect();
    Talk {
        taken: taken::around(tree, &comments),
        turns,
        confidence: 1.0,
        why: vec![clean(&format!("{} markup", maker.name))],
    }
}

/// Links from elsewhere stand among the comments of blogs; they are no words of the discussion.
fn is_mention(tree: &Tree, top: NodeIx) -> bool {
    ["pingback", "trackback"]
        .iter()
        .any(|c| tree.has_class(top, c))
}

/// Whether a page says that a comment is gone.
fn is_deleted(tree: &Tree, top: NodeIx, turn: &Turn) -> bool {
    const GONE: &str = "deleted|removed|[deleted]|[removed]|[flagged]|comment deleted|comment removed|deleted by creator|\
        removed by mod|comment deleted by user|this comment was deleted|this comment has been deleted|\
        this comment has been removed|comment removed by author|comment removed by moderator|\
        this comment has been removed by the author|this comment has been removed by a blog administrator|\
        dieser kommentar wurde gelöscht|ความคิดเห็นนี้ถูกลบ|ความคิดเห็นถูกลบ";
    let says = |words: &str| {
        let key = super::super::super::line::key(words);
        super::super::super::line::is_in(GONE, &key)
    };
    match &turn.pieces[..] {
        [] => ["deleted", "removed"]
            .iter()
            .any(|c| tree.has_class(top, c)),
        [only] => says(only.text()),
        _ => false,
    }
}

/// How deep a comment stands by what its maker says of it.
fn level(tree: &Tree, top: NodeIx, tops: &HashSet<NodeIx>) -> Option<u32> {
    let class = tree.attribute(top, "class").unwrap_or_default();
    let stated = class.split_ascii_whitespace().find_map(|c| {
        let digits = c
            .strip_prefix("depth-")
            .or_else(|| c.strip_prefix("wpd_comment_level-"));
        digits?.parse().ok()
    });
    if stated.is_some() {
        return stated;
    }
    let cell = unit::own(tree, top, tops)
        .take(12)
        .find(|n| tree.name(*n) == "td" && tree.has_class(*n, "ind"));
    if let Some(cell) = cell {
        let indent = tree.attribute(cell, "indent").and_then(|i| i.parse().ok());
        let width = || {
            let img = tree.below(cell).find(|n| tree.name(*n) == "img")?;
            tree.attribute(img, "width")?.parse::<u32>().ok()
        };
        return indent.or_else(|| Some(width()? / 40));
    }
    let indented = tree
        .ancestors(top)
        .filter(|a| tree.has_class(*a, "indented"))
        .count();
    Some(indented as u32)
}
