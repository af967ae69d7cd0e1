//! The article of a page, told from what surrounds it.

use std::collections::HashSet;

use super::super::draft::Piece;
use super::blocks;
use super::meta::Meta;
use super::tree::{NodeIx, Tree};

/// What was found.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) pieces: Vec<Piece>,
}

/// The article of a page.
pub(super) fn find(tree: &Tree, taken: &[NodeIx], _meta: &mut Meta) -> Found {
    let taken: HashSet<NodeIx> = taken.iter().copied().collect();
    let skip =
        |ix: NodeIx| taken.contains(&ix) || matches!(tree.name(ix), "nav" | "footer" | "aside");
    Found {
        pieces: blocks::pieces(tree, Tree::ROOT, &skip),
    }
}
