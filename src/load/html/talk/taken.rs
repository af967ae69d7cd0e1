//! What of a page is the discussion's besides the comments: their heading, their form.

use super::super::super::draft::{Piece, Turn};
use super::super::tree::{NodeIx, Tree};

/// What may stand in a discussion above its first comment, in bytes: a heading, how to sort.
const ABOVE: usize = 200;
/// What may stand below its last one: a form and what it asks for.
const BELOW: usize = 1500;

/// The subtrees of a discussion: the largest box around its comments that holds little else, and its form.
pub(super) fn around(tree: &Tree, tops: &[NodeIx]) -> Vec<NodeIx> {
    let (Some(first), Some(last)) = (tops.first(), tops.last()) else {
        return Vec::new();
    };
    let last_end = tree.get(*last).end;
    let mut box_of = None;
    // What was counted already, so that each node is counted once.
    let (mut above, mut below) = (0, 0);
    let (mut from, mut to) = (first.0, last_end.0);
    for around in tree.ancestors(*first) {
        if matches!(tree.name(around), "body" | "html" | "main" | "") {
            break;
        }
        let end = tree.get(around).end;
        above += words(tree, around.0..from);
        if above > ABOVE || has_title(tree, around.0..from) {
            break;
        }
        from = around.0;
        if end >= last_end {
            below += words(tree, to..end.0);
            if below > BELOW {
                break;
            }
            to = end.0;
            box_of = Some(around);
        }
    }
    let mut taken: Vec<NodeIx> = match box_of {
        Some(around) => vec![around],
        None => tops.to_vec(),
    };
    taken.extend(tree.below(Tree::ROOT).filter(|n| is_form(tree, *n)));
    taken
}

/// Whether a comment is the excerpt of another page that links here: `[…] words of it […]`.
pub(super) fn is_excerpt(turn: &Turn) -> bool {
    const MARKS: [&str; 2] = ["[…]", "[...]"];
    let starts = |s: &str| MARKS.iter().any(|m| s.trim().starts_with(m));
    let ends = |s: &str| MARKS.iter().any(|m| s.trim().ends_with(m));
    let twice = |s: &str| MARKS.iter().any(|m| s.matches(m).count() > 1);
    let words = turn.pieces.iter().map(Piece::text);
    words.clone().any(|w| ends(w) && twice(w))
        || words.clone().next().is_some_and(starts) && words.clone().next_back().is_some_and(ends)
}

/// The bytes of words in a range of nodes.
fn words(tree: &Tree, range: std::ops::Range<u32>) -> usize {
    range
        .filter_map(|n| tree.words(NodeIx(n)))
        .map(|w| w.trim().len())
        .sum()
}

fn has_title(tree: &Tree, mut range: std::ops::Range<u32>) -> bool {
    range.any(|n| tree.name(NodeIx(n)) == "h1")
}

/// Whether an element is what comments are written in.
fn is_form(tree: &Tree, ix: NodeIx) -> bool {
    const IDS: [&str; 3] = ["respond", "commentform", "comment-form"];
    let named = |n: &str| IDS.contains(&n);
    tree.attribute(ix, "id").is_some_and(named)
        || ["comment-respond", "comments-title", "comment-reply-title"]
            .iter()
            .any(|c| tree.has_class(ix, c))
}
