//! What falls out of the article's box.

use super::super::blocks::Placed;
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
    for ix in tree.below(top) {
        if let Some(parent) = tree.get(ix).parent {
            cut[ix.ix()] |= cut[parent.ix()] && parent > top;
        }
    }
    placed.iter().map(|p| cut[p.at.ix()]).collect()
}

/// Whether a box stands beside the article: by its name, or as it is of links.
fn is_beside(tree: &Tree, ix: NodeIx, top: NodeIx, weights: &Weights) -> bool {
    let (all, linked) = (weights.all(ix), weights.linked(ix));
    let (prose, most) = (weights.prose(ix), weights.prose(top));
    match tree.name(ix) {
        "aside" | "footer" | "form" | "dialog" => prose * 2 < most,
        "nav" => true,
        "ul" | "ol" | "div" | "section" | "table" | "header" | "dl" | "article" | "menu"
        | "details" => weights.pieces(ix) > 0 && all > 0 && linked * 2 > all && prose * 5 < all,
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
        passed += weights.prose_at(p.at);
        let (all, _) = weigh::letters(&p.piece);
        let may_head = matches!(
            p.piece.block.kind,
            BlockKind::Heading(_) | BlockKind::Paragraph
        );
        if !may_head || all > 80 || !words::heads_aside(p.piece.text()) {
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
            let is_heading = matches!(p.piece.block.kind, BlockKind::Heading(_));
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
