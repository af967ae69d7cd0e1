//! One comment: who wrote it, when, and its words without what stands around them.

use std::collections::HashSet;

use super::super::super::draft::{Piece, Turn};
use super::super::blocks::{self, Placed};
use super::super::meta;
use super::super::tree::{NodeIx, Tree};
use super::day;
use super::edges::{self, Links, is_button};
pub(super) use super::name::number;
use super::name::{is_verb, name, name_before};
use super::select::Selectors;
use crate::model::{BlockKind, When};

/// By what the parts of a maker's comments are told.
#[derive(Debug)]
pub(super) struct Hints {
    pub(super) author: Selectors,
    pub(super) time: Selectors,
    pub(super) body: Selectors,
    pub(super) skip: Selectors,
    pub(super) score: Selectors,
}

/// The nodes of a unit without those of the units in it.
pub(super) fn own<'a>(
    tree: &'a Tree,
    top: NodeIx,
    tops: &'a HashSet<NodeIx>,
) -> impl Iterator<Item = NodeIx> + 'a {
    up_to(tree, top, tree.get(top).end, tops)
}

/// The nodes from `top` up to `end` without those of other units.
fn up_to<'a>(
    tree: &'a Tree,
    top: NodeIx,
    end: NodeIx,
    tops: &'a HashSet<NodeIx>,
) -> impl Iterator<Item = NodeIx> + 'a {
    let mut at = top;
    std::iter::from_fn(move || {
        while at < end && at != top && tops.contains(&at) {
            at = tree.get(at).end;
        }
        (at < end).then(|| {
            let here = at;
            at = NodeIx(here.0 + 1);
            here
        })
    })
}

/// The dearest element of a unit by a list of selectors.
fn dearest(tree: &Tree, nodes: &[NodeIx], by: &Selectors) -> Option<NodeIx> {
    let ranked = nodes.iter().filter_map(|n| Some((by.rank(tree, *n)?, *n)));
    ranked.min().map(|(_, n)| n)
}

/// Reads a comment, which ends before `end`. `hints` are those of its maker; without, all is told by the words.
pub(super) fn read(
    tree: &Tree,
    top: NodeIx,
    end: NodeIx,
    tops: &HashSet<NodeIx>,
    hints: Option<&Hints>,
) -> Turn {
    read_placed(tree, top, end, tops, hints).0
}

/// [`read`], with where each block of the words stands.
pub(super) fn read_placed(
    tree: &Tree,
    top: NodeIx,
    end: NodeIx,
    tops: &HashSet<NodeIx>,
    hints: Option<&Hints>,
) -> (Turn, Vec<NodeIx>) {
    let nodes: Vec<NodeIx> = up_to(tree, top, end, tops).collect();
    let mut turn = Turn::default();
    let mut cut: HashSet<NodeIx> = HashSet::new();
    let mut body = None;
    // Where a comment is a head and what follows it, the head itself is a part.
    let is_head = end > tree.get(top).end;
    let inside = &nodes[if is_head { 0 } else { nodes.len().min(1) }..];
    if let Some(hints) = hints {
        body = dearest(tree, inside, &hints.body);
        let outside = |n: &NodeIx| body.is_none_or(|b| !tree.is_in(*n, b));
        let head: Vec<NodeIx> = inside.iter().copied().filter(outside).collect();
        let author = dearest(tree, &head, &hints.author);
        if let Some(at) = author {
            // `Anna <i>says</i>`: words of their own are no part of the name.
            let said = tree.below(at).any(|n| tree.words(n).is_some_and(is_verb));
            turn.author = first_line(tree, at, tops).and_then(|l| name_before(&l, said));
            cut.insert(at);
        }
        let time = dearest(tree, &head, &hints.time);
        if let Some(at) = time {
            turn.when = when(tree, at);
            cut.insert(at);
        }
        if let Some(at) = dearest(tree, inside, &hints.score) {
            turn.score = number(&tree.text(at));
            cut.insert(at);
        }
        cut.extend(inside.iter().filter(|n| hints.skip.is(tree, **n)));
    }
    // What is cut on sight only, not by its maker's word: a comment that is nothing else keeps it.
    let mut beside = None;
    if turn.when.is_none()
        && let Some(at) = inside.iter().find(|n| tree.name(**n) == "time")
    {
        turn.when = when(tree, *at);
        if turn.when.is_some() && body.is_none() && is_label(tree, *at) {
            beside = Some(*at);
        }
    }
    // Stars that are given are a picture, often in the first line of the words.
    let is_stars = |n: NodeIx| tree.attribute(n, "alt").is_some_and(edges::is_rating);
    let is_cut = |n: NodeIx| n != top && tops.contains(&n) || cut.contains(&n);
    let from = body.unwrap_or(top);
    let links = match body {
        Some(_) => Links::Words,
        None => Links::Buttons,
    };
    let is_seen = |n: NodeIx| is_cut(n) || beside == Some(n) || is_stars(n);
    let mut pieces = blocks::placed(tree, from, &is_seen);
    if pieces.is_empty() && beside.is_some() {
        pieces = blocks::placed(tree, from, &is_cut);
    }
    edges::cut_end(tree, &mut pieces, links);
    if body.is_none() {
        pieces = behead(tree, pieces, &mut turn);
        edges::cut_end(tree, &mut pieces, links);
    }
    edges::cut_start(tree, &mut pieces, links);
    if pieces.is_empty() && body.is_some() {
        pieces = blocks::placed(tree, from, &is_cut);
        pieces.retain(|p| is_stars(p.at) || edges::is_rating(p.piece.text()));
    }
    let places = pieces.iter().map(|p| p.at).collect();
    turn.pieces = pieces.into_iter().map(|p| p.piece).collect();
    (turn, places)
}

/// Whether a time stands beside a name rather than in a sentence, and its words alone do not say that it is one:
/// `10 March`.
fn is_label(tree: &Tree, at: NodeIx) -> bool {
    let in_words = tree
        .ancestors(at)
        .take(4)
        .any(|a| matches!(tree.name(a), "p" | "blockquote"));
    !in_words && day::read(&tree.text(at)).is_none()
}

/// Whether a line stands in a paragraph as it is: such a line is words, never a name.
fn is_plain(tree: &Tree, placed: &Placed) -> bool {
    let parent = tree.get(placed.at).parent;
    parent.is_some_and(|p| tree.name(p) == "p")
}

/// Takes the lines off that say who and when; they stand above the words, or below them.
fn behead(tree: &Tree, mut pieces: Vec<Placed>, turn: &mut Turn) -> Vec<Placed> {
    const HEAD: usize = 5;
    let is_short = |p: &Placed| p.piece.text().chars().count() <= 90;
    let stamp_of = |p: &Placed| {
        let stamp = is_short(p).then(|| day::read(p.piece.text())).flatten();
        stamp.filter(|s| s.rest.chars().count() <= 50)
    };
    let may_head = |p: &Placed| is_short(p) && !is_plain(tree, p);
    pieces.retain(|p| p.piece.block.kind != BlockKind::Image || !p.piece.text().is_empty());
    let at = pieces
        .iter()
        .take(HEAD)
        .position(|p| stamp_of(p).is_some())
        .filter(|at| pieces[..*at].iter().all(may_head));
    let is_name = |p: &Placed| may_head(p) && is_name(&p.piece);
    let cut = match at {
        Some(at) => at + 1,
        None => usize::from(
            turn.author.is_none() && pieces.len() > 1 && pieces.first().is_some_and(is_name),
        ),
    };
    let mut names = Vec::new();
    let mut has_clock = false;
    for placed in pieces.drain(..cut) {
        let text = placed.piece.text();
        if let Some(s) = stamp_of(&placed) {
            turn.when = turn.when.or(s.when);
            has_clock |= s.clock;
            names.push(text.to_owned());
        } else if placed.piece.block.kind != BlockKind::Image {
            names.push(text.to_owned());
        }
    }
    // A day and the hour below it are one time; a number that says nothing new is words.
    if at.is_some()
        && pieces.len() > 1
        && let Some(s) = stamp_of(&pieces[0])
        && s.rest.is_empty()
        && (s.clock && !has_clock || s.when.is_some() && turn.when.is_none())
    {
        turn.when = turn.when.or(s.when);
        pieces.remove(0);
    }
    if turn.author.is_none() {
        turn.author = names
            .iter()
            .filter(|n| !is_button(n))
            .find_map(|n| name_before(n, at.is_some()));
        if turn.author.is_none() && cut > 0 && pieces.len() > 1 && is_name(&pieces[0]) {
            turn.author = name(pieces.remove(0).piece.text());
        }
    }
    // Old makers put name and time below the words.
    if at.is_none()
        && pieces.len() > 1
        && let Some(s) = pieces.last().and_then(stamp_of)
    {
        turn.when = turn.when.or(s.when);
        let foot = pieces.pop();
        if turn.author.is_none() {
            turn.author = foot.and_then(|f| name(f.piece.text()));
        }
    }
    pieces
}

/// Whether a line may be a name: few words, no sentence.
fn is_name(piece: &Piece) -> bool {
    let text = piece.text().trim();
    let has_end = text.ends_with(['.', '!', '?', '…']);
    text.chars().count() <= 40
        && !has_end
        && text.split_whitespace().count() <= 5
        && text.chars().any(char::is_alphabetic)
}

fn first_line(tree: &Tree, at: NodeIx, tops: &HashSet<NodeIx>) -> Option<String> {
    let skip = |n: NodeIx| {
        n != at && (tops.contains(&n) || tree.name(n) == "time" || tree.has_class(n, "says"))
    };
    let pieces = blocks::pieces(tree, at, &skip);
    let mut named = pieces
        .iter()
        .map(Piece::text)
        .filter(|t| t.chars().any(char::is_alphabetic));
    // People have names that read as buttons do; those are taken where no other line is there.
    let first = named.clone().next()?;
    Some(named.find(|t| !is_button(t)).unwrap_or(first).to_owned())
}

/// The time that an element tells: its own for machines, that of an element in it, else its words.
pub(super) fn when(tree: &Tree, at: NodeIx) -> Option<When> {
    const MACHINE: [&str; 5] = [
        "datetime",
        "content",
        "data-time",
        "data-timestamp",
        "title",
    ];
    let machine = std::iter::once(at)
        .chain(tree.below(at))
        .flat_map(|n| MACHINE.iter().filter_map(move |a| tree.attribute(n, a)));
    for words in machine {
        let found = meta::when(words).or_else(|| unix(words));
        if found.is_some() {
            return found;
        }
    }
    let text = tree.text(at);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    meta::when(&text).or_else(|| day::read(&text)?.when)
}

/// Seconds since 1970.
fn unix(words: &str) -> Option<When> {
    let seconds: i64 = words.trim().parse().ok()?;
    let moment = jiff::Timestamp::from_second(seconds).ok()?;
    (seconds > 100_000_000).then(|| moment.to_string().parse().ok())?
}
