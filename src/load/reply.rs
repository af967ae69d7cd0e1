//! Who answers whom, where the source does not say.
//!
//! Comments are taken in their order; a comment may answer only what stands on
//! the right spine (the last comment and its ancestors), so the order never
//! changes. A trained model asks twice: does it answer any of them, and if so,
//! which one ([`feature`]). The likelier of "a root" and the likeliest comment
//! is taken, so that what is doubtful stays a root: a wrong root costs a reader
//! less than a wrong answer. The confidence is the probability of what was taken.
//!
//! Where no model is at hand only plain evidence counts: quotations and names.

mod call;
mod choice;
pub mod feature;
mod page;
mod signs;
mod table;
#[cfg(feature = "train")]
pub mod teach;
#[cfg(test)]
mod tests;
mod words;

use super::Models;
use crate::model::{By, Document, Node, Thread};
use choice::Scale;
use page::Page;

/// No inferred answer stands deeper.
const DEEPEST: usize = 5;

/// Infers the parents of all comments whose parent khao has to tell ([`By::Khao`]). The order of the
/// comments stays as it is, and so does every stated parent. Linear in the words.
pub fn infer(document: &mut Document, models: &Models) {
    let open = |by: &By| matches!(by, By::Khao { .. });
    if !document.thread.comments().iter().any(|c| open(&c.by)) {
        return;
    }
    let thread = std::mem::take(&mut document.thread);
    let page = Page::of(document, &thread);
    let scale = Scale::of(&models.reply);
    let mut nodes = thread.into_nodes();
    let floors = floors(&nodes);
    let mut spine: Vec<usize> = Vec::new();
    for at in 0..nodes.len() {
        if open(&nodes[at].by) {
            // Above the floor a parent would part stated answers from what they answer.
            let floor = floors[at].and_then(|f| spine.iter().position(|s| *s == f));
            let from = floor.unwrap_or(0);
            let to = spine.len().min(DEEPEST).max(floor.map_or(0, |f| f + 1));
            let choice = choice::choose(&page, at, &spine[from..to], scale.as_ref());
            let node = &mut nodes[at];
            node.parent = choice.parent.or_else(|| floor.map(|f| spine[f]));
            node.by = By::Khao {
                confidence: choice.confidence,
                why: choice.why,
            };
        }
        spine_of(&mut spine, at, nodes[at].parent);
    }
    document.thread = Thread::build(nodes).0;
}

/// Makes the spine of comment `at` out of that of the comment before it.
fn spine_of(spine: &mut Vec<usize>, at: usize, parent: Option<usize>) {
    let depth = parent.and_then(|p| spine.iter().rposition(|s| *s == p));
    spine.truncate(depth.map_or(0, |d| d + 1));
    spine.push(at);
}

/// For each comment the deepest stated parent that has a stated child behind it: the comment has to
/// stay below that one, or the order would change.
pub(super) fn floors(nodes: &[Node]) -> Vec<Option<usize>> {
    let mut last_child: Vec<usize> = (0..nodes.len()).collect();
    for (at, node) in nodes.iter().enumerate() {
        if let (Some(p), false) = (node.parent, matches!(node.by, By::Khao { .. })) {
            last_child[p] = at;
        }
    }
    let mut open: Vec<usize> = Vec::new();
    (0..nodes.len())
        .map(|at| {
            while open.last().is_some_and(|p| last_child[*p] <= at) {
                open.pop();
            }
            let floor = open.last().copied();
            if last_child[at] > at {
                open.push(at);
            }
            floor
        })
        .collect()
}
