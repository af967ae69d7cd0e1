//! A part of a page as blocks of words.

use super::super::draft::Piece;
use super::tree::{NodeIx, Tree};
use crate::model::BlockKind;
use crate::text::clean;

/// The blocks of the subtree of `top`, in order. Subtrees for which `skip` is true are left out.
pub(super) fn pieces(tree: &Tree, top: NodeIx, skip: &dyn Fn(NodeIx) -> bool) -> Vec<Piece> {
    let mut out = String::new();
    let mut at = top;
    let end = tree.get(top).end;
    while at < end {
        if skip(at) {
            at = tree.get(at).end;
            continue;
        }
        out.push_str(tree.words(at).unwrap_or_default());
        at = NodeIx(at.0 + 1);
    }
    vec![Piece::new(BlockKind::Paragraph, clean(out.trim()))]
}
