//! The discussion by the markup of known makers, whose rows stand in [`rows`](super::rows).

use std::collections::{HashMap, HashSet};

use super::super::super::draft::{Stated, Turn};
use super::super::tree::{NodeIx, Tree};
use super::markup::Markup;
use super::rows::{Depth, MAKERS, Maker};
use super::select::Selectors;
use super::taken;
use super::unit::{self, Hints};
use super::{Talk, answer, gone, quotes};
use crate::text::clean;

/// How many nodes of a comment may hold the cell that indents it.
const NEAR: usize = 12;

/// The discussion by the maker whose row finds the most.
pub(super) fn find(tree: &Tree) -> Option<Talk> {
    best(tree, MAKERS)
}

/// The discussion by the fullest of some rows.
pub(super) fn best(tree: &Tree, makers: &[Maker]) -> Option<Talk> {
    let mut best: Option<(usize, Talk)> = None;
    let names = Markup::of(tree);
    for maker in makers {
        let tops = units(tree, maker, &names);
        if tops.is_empty() {
            continue;
        }
        let talk = read(tree, maker, &tops, &names);
        // A maker's own row finds who and when as well; other rows with the same element do not.
        let told = talk.told();
        // A forum's first post may stand alone.
        let is_more = best.as_ref().map_or(maker.opens, |(most, _)| told > *most);
        if told > 0 && best.is_none() || is_more {
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

fn units(tree: &Tree, maker: &Maker, names: &Markup<'_>) -> Vec<Found> {
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

/// The number in an element's name, or the name without what all of them begin with.
fn id(tree: &Tree, ix: NodeIx) -> Option<String> {
    let id = ["id", "data-comment-id", "data-fullname", "data-content"]
        .into_iter()
        .find_map(|a| tree.attribute(ix, a).filter(|v| !v.is_empty()))?;
    Some(bare_id(id).to_owned())
}

/// `div-comment-5` and `c5` name the comment 5; `t1_x2` and what has more than one number stay whole.
fn bare_id(id: &str) -> &str {
    const BEFORE: [&str; 9] = [
        "li-comment-",
        "div-comment-",
        "comment-",
        "comment_",
        "elComment_",
        "js-post-",
        "post-",
        "post_",
        "isso-",
    ];
    let is_number = |w: &str| !w.is_empty() && w.bytes().all(|b| b.is_ascii_digit());
    // `wpd-comm-5_2`: the comment 5, which answers 2.
    if let Some((own, _)) = id.strip_prefix("wpd-comm-").and_then(|r| r.split_once('_')) {
        return own;
    }
    let behind = id.trim_start_matches(|c: char| !c.is_ascii_digit());
    if is_number(behind) {
        return behind;
    }
    let rest = BEFORE.iter().find_map(|b| id.strip_prefix(b));
    rest.filter(|r| !r.is_empty()).unwrap_or(id)
}

fn read(tree: &Tree, maker: &Maker, found: &[Found], names: &Markup<'_>) -> Talk {
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
    let mut levels = Levels::default();
    let first = found.first().filter(|_| maker.opens).map(|f| f.top);
    let opening = found
        .first()
        .filter(|_| maker.opens)
        .and_then(|f| f.id.as_ref());
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
        let own: Vec<NodeIx> = unit::own(tree, f.top, &tops).collect();
        turn.deleted = gone::is(tree, &own, &turn);
        if turn.deleted {
            turn.pieces.clear();
        }
        // One that says nothing keeps its place where others stand in it.
        let level = level(tree, f.top, &own);
        let is_around = found.get(n + 1).is_some_and(|next| {
            let deeper = || {
                let near: Vec<NodeIx> = unit::own(tree, next.top, &tops).take(NEAR).collect();
                let (a, b) = (level?, self::level(tree, next.top, &near)?);
                Some(a.0 == b.0 && a.1 < b.1)
            };
            tree.is_in(next.top, f.top) || deeper() == Some(true)
        });
        let is_empty = turn.pieces.is_empty() && !turn.deleted;
        let is_told = turn.author.is_some() || turn.when.is_some();
        if is_empty && !(is_around && is_told) || taken::is_excerpt(&turn) {
            continue;
        }
        turn.id.clone_from(&f.id);
        turn.url = tree.attribute(f.top, "id").and_then(|id| tree.place(id));
        let around = tree.ancestors(f.top).find_map(|a| places.get(&a).copied());
        // A link says more than where it stands: flat pages nest nothing, and deep ones stop nesting.
        let link = answer::to(tree, &own);
        let named = link.and_then(|id| ids.get(&id).copied());
        let under = levels.over(level, around.is_some(), turns.len());
        levels.shown |= own.iter().any(|n| tree.has_class(*n, "comment-reply-link"));
        let quoted = || quotes::of(tree, &own).filter(|_| maker.depth == Depth::Flat);
        let parent = named.or(around).or(under);
        turn.stated = match (parent, maker.depth) {
            (Some(to), _) => Some(Stated::Reply(to)),
            (None, Depth::Flat) => quoted().and_then(|id| match ids.get(&id) {
                Some(to) => Some(Stated::Reply(*to)),
                None => (opening == Some(&id)).then_some(Stated::Root),
            }),
            (None, Depth::Some) => None,
            (None, Depth::Shown) => Some(Stated::Root),
        };
        if let Some(id) = &f.id {
            ids.insert(id.clone(), turns.len());
        }
        places.insert(f.top, turns.len());
        turns.push(turn);
    }
    if maker.depth == Depth::Some && (levels.shown || turns.iter().any(|t| t.stated.is_some())) {
        for turn in &mut turns {
            turn.stated = turn.stated.or(Some(Stated::Root));
        }
    }
    let comments: Vec<NodeIx> = found
        .iter()
        .map(|f| f.top)
        .filter(|t| Some(*t) != first)
        .collect();
    let mut taken = taken::around(tree, &comments);
    if let Some(first) = first {
        taken.extend(beside_words(tree, first, &tops, &hints));
    }
    Talk {
        taken,
        turns,
        confidence: 1.0,
        why: vec![clean(&format!("{} markup", maker.name))],
    }
}

/// What stands beside the words of the post that a page is about: who wrote it and when, buttons, a signature.
fn beside_words(tree: &Tree, top: NodeIx, tops: &HashSet<NodeIx>, hints: &Hints) -> Vec<NodeIx> {
    let mut inside = unit::own(tree, top, tops).skip(1);
    let Some(body) = inside.find(|n| hints.body.is(tree, *n)) else {
        return Vec::new();
    };
    let parts = [&hints.author, &hints.time, &hints.skip];
    unit::own(tree, top, tops)
        .skip(1)
        .filter(|n| !tree.is_in(*n, body) && !tree.is_in(body, *n))
        .filter(|n| parts.iter().any(|p| p.is(tree, *n)))
        .collect()
}

/// Links from elsewhere stand among the comments of blogs; they are no words of the discussion.
fn is_mention(tree: &Tree, top: NodeIx) -> bool {
    ["pingback", "trackback"]
        .iter()
        .any(|c| tree.has_class(top, c))
}

/// The scales in which makers tell how deep a comment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scale {
    Class,
    Cell,
    Boxes,
}

/// The comments that are open, by how deep they stand.
#[derive(Debug, Default)]
struct Levels {
    open: Vec<(Scale, u32, usize)>,
    /// Whether the page shows any depth.
    shown: bool,
}

impl Levels {
    /// What a comment at this level stands under; it is open from now on, unless it stands in another one.
    fn over(&mut self, level: Option<(Scale, u32)>, is_inside: bool, at: usize) -> Option<usize> {
        self.shown |= level.is_some_and(|(scale, n)| scale != Scale::Boxes || n > 0);
        if is_inside {
            return None;
        }
        let Some((scale, level)) = level else {
            self.open.clear();
            return None;
        };
        // Numbers of one scale say nothing in another.
        let stays = |o: &(Scale, u32, usize)| o.0 == scale && o.1 < level;
        while self.open.pop_if(|o| !stays(o)).is_some() {}
        let under = self.open.last().map(|(_, _, at)| *at);
        self.open.push((scale, level, at));
        under
    }
}

/// How deep a comment stands by what its maker says of it.
fn level(tree: &Tree, top: NodeIx, own: &[NodeIx]) -> Option<(Scale, u32)> {
    let class = tree.attribute(top, "class").unwrap_or_default();
    let stated = class.split_ascii_whitespace().find_map(|c| {
        let digits = c
            .strip_prefix("depth-")
            .or_else(|| c.strip_prefix("wpd_comment_level-"));
        digits?.parse().ok()
    });
    if let Some(stated) = stated {
        return Some((Scale::Class, stated));
    }
    let mut near = own.iter().copied().take(NEAR);
    let cell = near.find(|n| tree.name(*n) == "td" && tree.has_class(*n, "ind"));
    if let Some(cell) = cell {
        let indent = tree.attribute(cell, "indent").and_then(|i| i.parse().ok());
        let width = || {
            let img = tree.below(cell).find(|n| tree.name(*n) == "img")?;
            tree.attribute(img, "width")?.parse::<u32>().ok()
        };
        let deep = indent.or_else(|| Some(width()? / 40));
        return deep.map(|d| (Scale::Cell, d));
    }
    let boxes = tree
        .ancestors(top)
        .filter(|a| tree.has_class(*a, "indented"))
        .count();
    Some((Scale::Boxes, boxes as u32))
}
