//! The article of a page, told from what surrounds it.
//!
//! 1. The page's blocks are weighed: prose counts, links and short lines do not ([`weigh`]).
//! 2. The walk goes down from the root as long as one child holds nearly all prose: what is left is the
//!    article's box.
//! 3. Boxes in it that are of links, of forms, or that say what they are (`Related`, `Share this`) fall out
//!    ([`mod@drop`]), and so do the lines above the first and below the last words of the article ([`edge`]).
//!
//! Markup of classes are not asked.

mod drop;
mod edge;
mod weigh;
mod words;

use std::collections::HashSet;

use super::super::draft::Piece;
use super::blocks;
use super::meta::Meta;
use super::tree::{NodeIx, Tree};
use weigh::Weights;
pub(super) use words::heads_aside;

/// What was found.
#[derive(Debug)]
pub(super) struct Found {
    /// The article, without its title and the lines of names and dates around it.
    pub(super) pieces: Vec<Piece>,
    /// What follows it on the page and is not plainly of another kind: a discussion may be in it.
    pub(super) after: Vec<Piece>,
}

/// How much of a box's prose a child must hold to be the better box, in percent.
const NEARLY_ALL: u64 = 75;

/// The article of a page. Subtrees that are `taken` are no part of it.
pub(super) fn find(tree: &Tree, taken: &[NodeIx], meta: &mut Meta) -> Found {
    let taken: HashSet<NodeIx> = taken.iter().copied().collect();
    let skip = |ix: NodeIx| taken.contains(&ix) || tree.name(ix) == "nav";
    let placed = blocks::placed(tree, Tree::ROOT, &skip);
    let weights = Weights::of(tree, &placed);
    let top = top(tree, &weights);
    let gone = drop::gone(tree, top, &placed, &weights);
    let lines = placed.into_iter().zip(gone).map(|(p, gone)| Line {
        within: tree.is_in(p.at, top),
        gone,
        aside: weights.is_aside(p.at),
        prose: weights.prose(p.at),
        in_flow: weights.is_flow(weigh::home(tree, p.at, &weights)),
        column: weigh::column(tree, p.at, &weights),
        piece: p.piece,
    });
    edge::trimmed(lines.collect(), meta)
}

/// A block of the page, judged.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a block is each of them or not, whatever the others are"
)]
struct Line {
    piece: Piece,
    /// Whether it stands in the article's box.
    within: bool,
    /// Whether it fell out of it.
    gone: bool,
    /// Whether it stands in a box that says that it is beside the article.
    aside: bool,
    prose: u64,
    /// Whether it stands beside prose, in one box with it.
    in_flow: bool,
    /// The box whose lines it goes on with.
    column: NodeIx,
}

/// The smallest box that holds nearly all prose.
fn top(tree: &Tree, weights: &Weights) -> NodeIx {
    let mut at = Tree::ROOT;
    loop {
        let heaviest = tree
            .children(at)
            .filter(|c| weights.pieces(*c) > 1)
            .max_by_key(|c| weights.prose(*c));
        match heaviest {
            Some(child) if weights.prose(child) * 100 >= weights.prose(at) * NEARLY_ALL => {
                at = child;
            }
            _ => return at,
        }
    }
}
