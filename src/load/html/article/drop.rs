//! What falls out of the article's box.

use std::collections::HashSet;

use super::super::super::line;
use super::super::blocks::{Placed, Role, role};
use super::super::tree::{NodeIx, Tree};
use super::weigh::{self, Weights};
use super::words;
use crate::model::BlockKind;

/// Which pieces are no part of the article in the box `top`.
pub(super) fn gone(tree: &Tree, top: NodeIx, placed: &[Placed], weights: &Weights) -> Vec<bool> {
    let mut cut = vec![false; tree.len()];
    let mut at = NodeIx(top.0 + 1);
    let end = tree.get(top).end;
    while at < end {
        if tree.is_element(at) && is_beside(tree, at, top, weights) {
            cut[at.ix()] = true;
            at = tree.get(at).end;
        } else {
            at = NodeIx(at.0 + 1);
        }
    }
    headed(tree, top, placed, weights, &mut cut);
    teasers(tree, top, weights, &mut cut);
    for ix in tree.below(top) {
        if let Some(parent) = tree.get(ix).parent {
            cut[ix.ix()] |= cut[parent.ix()] && parent > top;
        }
    }
    let is_notice =
        |p: &Placed| p.piece.block.kind == BlockKind::Paragraph && words::is_notice(p.piece.text());
    let is_gone = |p: &Placed| cut[p.at.ix()] || is_notice(p);
    let mut gone: Vec<bool> = placed.iter().map(is_gone).collect();
    twice(placed, &mut gone);
    gone
}

/// Some pages hold their article twice, for narrow and for wide screens: the second is cut.
fn twice(placed: &[Placed], gone: &mut [bool]) {
    let mut seen: HashSet<&str> = HashSet::new();
    let mut again = vec![false; placed.len()];
    for (ix, p) in placed.iter().enumerate() {
        let text = p.piece.text();
        if !gone[ix] && !text.is_empty() {
            again[ix] = !seen.insert(text);
        }
    }
    // Refrains and quotations come again too, but no long run of lines does.
    let mut at = 0;
    while at < placed.len() {
        let run = again[at..].iter().take_while(|a| **a).count();
        let letters: u64 = placed[at..at + run]
            .iter()
            .map(|p| weigh::letters(&p.piece).0)
            .sum();
        if run >= 3 && letters >= 200 {
            gone[at..at + run].fill(true);
        }
        at += run.max(1);
    }
}

/// Cuts rows of boxes that each announce another page, where they stand behind the article.
fn teasers(tree: &Tree, top: NodeIx, weights: &Weights, cut: &mut [bool]) {
    let most = weights.prose(top);
    let mut passed = 0;
    let mut at = NodeIx(top.0 + 1);
    let end = tree.get(top).end;
    while at < end {
        let late = passed * 10 >= most * 6;
        if late && tree.is_element(at) && !cut[at.ix()] && is_row(tree, at, weights) {
            cut[at.ix()] = true;
        }
        if cut[at.ix()] {
            at = tree.get(at).end;
            continue;
        }
        if !tree.is_element(at) || weights.pieces(at) == 1 {
            passed += weights.prose(at);
            at = tree.get(at).end;
        } else {
            at = NodeIx(at.0 + 1);
        }
    }
}

/// Whether the children of a box each announce another page: a few lines, one of them a heading or a picture,
/// and a link.
fn is_row(tree: &Tree, ix: NodeIx, weights: &Weights) -> bool {
    if !(3..=80).contains(&weights.pieces(ix)) {
        return false;
    }
    let (mut n, mut others) = (0, 0);
    for child in tree.children(ix).filter(|c| weights.pieces(*c) > 0) {
        let few = weights.pieces(child) <= 8 && !weights.is_told(child);
        let mut marked = false;
        let mut links = false;
        if few {
            for below in std::iter::once(child).chain(tree.below(child)) {
                match role(tree.name(below)) {
                    Role::Heading(_) | Role::Picture => marked = true,
                    Role::Link => links |= tree.address(below, "href").is_some(),
                    _ => {}
                }
            }
        }
        if few && marked && links && weights.pieces(child) > 1 {
            n += 1;
        } else {
            others += 1;
        }
    }
    n >= 2 && others <= 1
}

/// Whether a box stands beside the article: by its name, or as it is of links.
fn is_beside(tree: &Tree, ix: NodeIx, top: NodeIx, weights: &Weights) -> bool {
    let (all, linked) = (weights.all(ix), weights.linked(ix));
    let (prose, most) = (weights.prose(ix), weights.prose(top));
    match tree.name(ix) {
        "aside" | "footer" | "form" | "dialog" => prose * 2 < most,
        "nav" => true,
        "ul" | "ol" | "div" | "section" | "table" | "header" | "dl" | "article" | "menu"
        | "details" => {
            let of_links = all > 0 && linked * 2 > all && prose * 5 < all;
            // Where to find what on this page.
            let contents = all > 0 && weights.jumps(ix) * 10 > all * 7;
            let is_list = matches!(tree.name(ix), "ul" | "ol" | "dl");
            let in_flow = is_list && tree.get(ix).parent.is_some_and(|p| weights.is_flow(p));
            contents || of_links && !in_flow && !weights.is_told(ix)
        }
        _ => false,
    }
}

/// Cuts the boxes whose first words say what they are.
fn headed(tree: &Tree, top: NodeIx, placed: &[Placed], weights: &Weights, cut: &mut [bool]) {
    let most = weights.prose(top);
    let mut passed = 0;
    for (at, p) in placed.iter().enumerate() {
        if !tree.is_in(p.at, top) {
            continue;
        }
        passed += weights.prose(p.at);
        let (all, _) = weigh::letters(&p.piece);
        let may_head = matches!(
            p.piece.block.kind,
            BlockKind::Heading(_) | BlockKind::Paragraph
        );
        if !may_head || all > 80 || !words::heads_aside(p.piece.text()) {
            continue;
        }
        // Sentences begin with such words too, and a part of the article may be about them.
        let is_heading = matches!(p.piece.block.kind, BlockKind::Heading(_));
        let whole = words::is_aside(p.piece.text());
        let late = passed * 10 >= most * 6;
        if !(whole || is_heading && late)
            || !is_heading && line::ends_sentence(p.piece.text())
            || !late && words::is_everyday(p.piece.text())
        {
            continue;
        }
        // The widest box that begins with these words and holds little of the article.
        let before = at.checked_sub(1).map(|b| placed[b].at);
        let boxed = tree
            .ancestors(p.at)
            .take_while(|a| *a > top && before.is_none_or(|b| b < *a))
            .take_while(|a| weights.prose(*a) * 4 < most)
            .last();
        if let Some(boxed) = boxed {
            cut[boxed.ix()] = true;
            let lone = weights.pieces(boxed) == 1;
            if lone && is_heading {
                // What it heads stands beside it.
                follow(tree, boxed, weights, most, passed, cut);
            }
        }
    }
}

/// Cuts what stands behind a heading up to the next one, in the same box.
fn follow(
    tree: &Tree,
    heading: NodeIx,
    weights: &Weights,
    most: u64,
    passed: u64,
    cut: &mut [bool],
) {
    let Some(parent) = tree.get(heading).parent else {
        return;
    };
    // Behind most of the article all that follows belongs to such a heading.
    let late = passed * 10 >= most * 8;
    let mut at = tree.get(heading).end;
    let end = tree.get(parent).end;
    while at < end {
        let is_heading = matches!(tree.name(at), "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
        if is_heading || !late && weights.prose(at) > 0 {
            return;
        }
        cut[at.ix()] = true;
        at = tree.get(at).end;
    }
}
