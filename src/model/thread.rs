//! A discussion as a pre-order arena.

use std::ops::Range;

use super::{BlockIx, By, CommentId, CommentIx, When};
use crate::text::Clean;

/// A discussion. Invariants: pre-order; a child's depth is its parent's + 1; ends nest.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Thread {
    comments: Vec<Comment>,
}

/// One comment.
#[derive(Debug, Clone, PartialEq)]
pub struct Comment {
    /// Who it is, across re-imports.
    pub id: CommentId,
    /// Its own address, where the source has one.
    pub url: Option<Clean>,
    /// Who wrote it.
    pub author: Option<Clean>,
    /// When.
    pub when: Option<When>,
    /// Votes, as the source counts them.
    pub score: Option<i64>,
    /// Whether the source says that it was deleted; its words may be gone.
    pub deleted: bool,
    /// Its words.
    pub blocks: Range<BlockIx>,
    /// The comment that it answers.
    pub parent: Option<CommentIx>,
    /// How deep it stands; a root is 0.
    pub depth: u16,
    /// One past the last comment of its subtree: folding is a jump there.
    pub end: CommentIx,
    /// How many comments answer it directly.
    pub n_replies: u32,
    /// Who decided its parent.
    pub by: By,
}

/// A comment on its way into a thread: its parent is an index into the same list.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// See [`Comment::id`].
    pub id: CommentId,
    /// See [`Comment::url`].
    pub url: Option<Clean>,
    /// See [`Comment::author`].
    pub author: Option<Clean>,
    /// See [`Comment::when`].
    pub when: Option<When>,
    /// See [`Comment::score`].
    pub score: Option<i64>,
    /// See [`Comment::deleted`].
    pub deleted: bool,
    /// See [`Comment::blocks`].
    pub blocks: Range<BlockIx>,
    /// The parent's index in the list, in any order; an index that makes no sense makes a root.
    pub parent: Option<usize>,
    /// See [`Comment::by`].
    pub by: By,
}

impl Thread {
    /// Makes a valid arena of any list of nodes. Siblings keep their order in the list; orphans and
    /// the members of cycles become roots. Returns the thread and the nodes (by list index) whose
    /// stated parent could not be kept.
    pub fn build(nodes: Vec<Node>) -> (Self, Vec<usize>) {
        let n = nodes.len();
        let mut parent: Vec<Option<usize>> = nodes.iter().map(|x| x.parent).collect();
        let mut lost = Vec::new();
        for (i, slot) in parent.iter_mut().enumerate() {
            if slot.is_some_and(|p| p >= n || p == i) {
                *slot = None;
                lost.push(i);
            }
        }
        // A node that reaches itself by its parents is cut loose. `seen` is the walk that last
        // passed a node, so the whole pass is linear.
        let mut seen = vec![0usize; n];
        for i in 0..n {
            let mut at = i;
            while seen[at] == 0 {
                seen[at] = i + 1;
                match parent[at] {
                    Some(p) if seen[p] == i + 1 => {
                        parent[at] = None;
                        lost.push(at);
                    }
                    Some(p) => at = p,
                    None => break,
                }
            }
        }
        let mut first = vec![usize::MAX; n + 1];
        let mut next = vec![usize::MAX; n];
        for i in (0..n).rev() {
            let slot = parent[i].unwrap_or(n);
            next[i] = first[slot];
            first[slot] = i;
        }
        // Pre-order by an explicit stack: threads may be deeper than ours.
        let mut order = Vec::with_capacity(n);
        let mut stack = vec![first[n]];
        while let Some(i) = stack.pop() {
            if i == usize::MAX {
                continue;
            }
            order.push(i);
            stack.push(next[i]);
            stack.push(first[i]);
        }
        let mut place = vec![0u32; n];
        for (at, &i) in order.iter().enumerate() {
            place[i] = at as u32;
        }
        let mut slots: Vec<Option<Node>> = nodes.into_iter().map(Some).collect();
        let mut comments: Vec<Comment> = Vec::with_capacity(n);
        for &i in &order {
            let Some(x) = slots[i].take() else { continue };
            let up = parent[i].map(|p| CommentIx(place[p]));
            let depth = up.map_or(0, |p| comments[p.ix()].depth.saturating_add(1));
            let end = CommentIx(comments.len() as u32 + 1);
            comments.push(Comment {
                id: x.id,
                url: x.url,
                author: x.author,
                when: x.when,
                score: x.score,
                deleted: x.deleted,
                blocks: x.blocks,
                parent: up,
                depth,
                end,
                n_replies: 0,
                by: x.by,
            });
        }
        for at in (0..comments.len()).rev() {
            if let Some(p) = comments[at].parent {
                let end = comments[at].end;
                let up = &mut comments[p.ix()];
                up.end = up.end.max(end);
                up.n_replies += 1;
            }
        }
        lost.sort_unstable();
        (Self { comments }, lost)
    }

    /// The comments as nodes in pre-order, to be changed and built again.
    pub fn into_nodes(self) -> Vec<Node> {
        let nodes = self.comments.into_iter().map(|c| Node {
            id: c.id,
            url: c.url,
            author: c.author,
            when: c.when,
            score: c.score,
            deleted: c.deleted,
            blocks: c.blocks,
            parent: c.parent.map(CommentIx::ix),
            by: c.by,
        });
        nodes.collect()
    }

    /// All comments, in pre-order.
    pub fn comments(&self) -> &[Comment] {
        &self.comments
    }

    /// One comment.
    ///
    /// # Panics
    /// With an index of another thread.
    pub fn get(&self, ix: CommentIx) -> &Comment {
        &self.comments[ix.ix()]
    }

    /// How many comments there are.
    pub fn len(&self) -> usize {
        self.comments.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.comments.is_empty()
    }

    /// The comments below `ix`, without itself.
    pub fn below(&self, ix: CommentIx) -> Range<u32> {
        ix.0 + 1..self.get(ix).end.0
    }

    /// The direct replies to `ix`, in order.
    pub fn replies(&self, ix: CommentIx) -> impl Iterator<Item = CommentIx> {
        let end = self.get(ix).end;
        let mut at = CommentIx(ix.0 + 1);
        std::iter::from_fn(move || {
            (at < end).then(|| {
                let here = at;
                at = self.get(here).end;
                here
            })
        })
    }

    /// Its ancestors, nearest first.
    pub fn ancestors(&self, ix: CommentIx) -> impl Iterator<Item = CommentIx> {
        std::iter::successors(self.get(ix).parent, |p| self.get(*p).parent)
    }

    /// The comment that holds a block, found by its range.
    pub fn holding(&self, block: BlockIx) -> Option<CommentIx> {
        let at = self.comments.partition_point(|c| c.blocks.end <= block);
        self.comments
            .get(at)
            .filter(|c| c.blocks.contains(&block))
            .map(|_| CommentIx(at as u32))
    }
}
