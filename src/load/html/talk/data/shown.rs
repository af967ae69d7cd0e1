//! Where a page shows the comments that its data tells.
//!
//! Words alone do not say so: comments quote the article, and the article is never to lose a paragraph to
//! that. So a block that begins as a comment does is its copy only where the name of a writer of comments
//! (or an answer button) stands with it, in a box without prose that is no comment's, or right above it.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::super::super::super::draft::{Piece, Turn};
use super::super::super::super::line;
use super::super::super::blocks::{self, Placed};
use super::super::super::tree::{NodeIx, Tree};
use super::super::name::name;
use super::super::taken;
use crate::model::BlockKind;

/// How far above its words the box of a comment may begin.
const HIGHEST: usize = 24;

/// The subtrees of the discussion that a page shows, as far as they are those of these comments.
pub(super) fn taken(tree: &Tree, turns: &[Turn]) -> Vec<NodeIx> {
    let known = Known::of(turns);
    let is_nav = |n| tree.name(n) == "nav";
    let mut placed = blocks::placed(tree, Tree::ROOT, &is_nav);
    placed.sort_by_key(|p| p.at);
    let page = Page::of(tree, &placed, &known);
    let opening = page.blocks.iter().position(|b| b.is_prose);
    let mut tops: Vec<NodeIx> = Vec::new();
    let mut opened = None;
    for (at, block) in page.blocks.iter().enumerate() {
        if block.opens.is_none() || tops.last().is_some_and(|t| tree.is_in(block.at, *t)) {
            continue;
        }
        let own_box = page.box_of(tree, at);
        if Some(at) == opening {
            opened = own_box;
        } else if let Some(top) = own_box {
            tops.push(top);
        } else {
            tops.extend(page.rows(at).map(|n| page.lone(tree, n)));
        }
    }
    let mut alike: HashMap<Option<NodeIx>, usize> = HashMap::new();
    for top in &tops {
        *alike.entry(tree.get(*top).parent).or_default() += 1;
    }
    tops.retain(|t| alike[&tree.get(*t).parent] > 1 || !page.is_quoted(tree, *t));
    // The first prose of a page is its article's, but where it stands in a row with comments.
    let parent = |n: NodeIx| tree.get(n).parent;
    tops.extend(opened.filter(|o| tops.iter().any(|t| parent(*t) == parent(*o))));
    taken::around(tree, &tops)
}

/// What is known of the comments.
#[derive(Debug)]
struct Known {
    /// How they begin, and whether a writer is named.
    starts: HashMap<String, bool>,
    /// How their lines begin.
    lines: HashSet<String>,
    names: HashSet<String>,
}

impl Known {
    fn of(turns: &[Turn]) -> Self {
        let mut starts = HashMap::new();
        for turn in turns {
            let first = turn.pieces.first().map(|p| start(p.text()));
            if let Some(first) = first.filter(|f| !f.is_empty()) {
                let named = starts.entry(first).or_insert(true);
                *named &= turn.author.is_some();
            }
        }
        let pieces = turns.iter().flat_map(|t| &t.pieces);
        let lines = pieces.flat_map(|p| p.text().lines()).map(start);
        let names = turns.iter().filter_map(|t| t.author.as_deref());
        Self {
            starts,
            lines: lines.filter(|l| !l.is_empty()).collect(),
            names: names.map(line::key).filter(|n| !n.is_empty()).collect(),
        }
    }

    /// Whether a line says that one of the writers wrote: it is the name, or begins with it.
    fn is_name(&self, text: &str) -> bool {
        const WORDS: usize = 5;
        if line::cells(text) > 90 {
            return false;
        }
        let is = |name: &str| self.names.contains(name);
        let key = line::key(text);
        let key = key.strip_prefix("by ").unwrap_or(&key);
        let ends = key.match_indices(' ').map(|(at, _)| at).take(WORDS);
        is(key)
            || ends.map(|end| &key[..end]).any(|head| {
                is(head) || is(head.trim_end_matches([',', ':', '·', '-', '–', '—', '|', ' ']))
            })
            || name(text).is_some_and(|name| is(&line::key(&name)))
    }
}

/// How a text begins.
fn start(text: &str) -> String {
    let key = line::key(line::head(text, 200));
    key.chars().take(40).collect()
}

/// A block of the page.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a block may be several of these at once"
)]
struct Block {
    at: NodeIx,
    /// Whether it begins as a comment does, and then whether that comment has a writer.
    opens: Option<bool>,
    is_own: bool,
    is_name: bool,
    is_prose: bool,
    /// Whether it is a sentence that is no comment's.
    is_said: bool,
    /// How many blocks up to this one begin a comment, are names, answer buttons, and prose of others.
    comments: u32,
    names: u32,
    buttons: u32,
    foreign: u32,
}

#[derive(Debug)]
struct Page {
    blocks: Vec<Block>,
    titles: Vec<NodeIx>,
}

impl Page {
    fn of(tree: &Tree, placed: &[Placed], known: &Known) -> Self {
        let (mut comments, mut names, mut buttons, mut foreign) = (0, 0, 0, 0);
        let blocks = placed.iter().map(|p| {
            let text = match p.piece.block.kind {
                BlockKind::Item(_) => unnumbered(p.piece.text()),
                _ => p.piece.text(),
            };
            let start = start(text);
            let opens = known.starts.get(&start).copied();
            let is_own = known.lines.contains(&start);
            let is_name = known.is_name(text);
            let is_prose = is_prose(&p.piece);
            comments += u32::from(opens.is_some());
            names += u32::from(is_name);
            buttons += u32::from(!is_own && is_reply(text));
            foreign += u32::from(!is_own && !is_name && is_prose);
            Block {
                at: p.at,
                opens,
                is_own,
                is_name,
                is_prose,
                is_said: !is_own && !is_name && (is_prose || line::ends_sentence(text)),
                comments,
                names,
                buttons,
                foreign,
            }
        });
        Self {
            blocks: blocks.collect(),
            titles: tree
                .below(Tree::ROOT)
                .filter(|n| tree.name(*n) == "h1")
                .collect(),
        }
    }

    /// The blocks in a subtree.
    fn within(&self, tree: &Tree, top: NodeIx) -> Range<usize> {
        let end = tree.get(top).end;
        let from = self.blocks.partition_point(|b| b.at < top);
        from..self.blocks.partition_point(|b| b.at < end)
    }

    fn count(&self, range: &Range<usize>, of: fn(&Block) -> u32) -> u32 {
        let upto = |at: usize| at.checked_sub(1).map_or(0, |at| of(&self.blocks[at]));
        upto(range.end) - upto(range.start)
    }

    /// The smallest box around a block in which stands who wrote it.
    fn box_of(&self, tree: &Tree, at: usize) -> Option<NodeIx> {
        let block = &self.blocks[at];
        let is_named = block.opens == Some(true);
        for around in tree.ancestors(block.at).take(HIGHEST) {
            if matches!(tree.name(around), "body" | "html" | "main" | "") {
                return None;
            }
            let range = self.within(tree, around);
            if self.count(&range, |b| b.foreign) > 0 || self.has_title(tree, around) {
                return None;
            }
            let alone = self.count(&range, |b| b.comments) <= 1;
            if self.named_above(at, range.start)
                || alone && self.count(&range, |b| b.names + b.buttons) > 0
                || !alone && !is_named
            {
                return Some(around);
            }
        }
        None
    }

    /// Whether what looks like a lone comment stands between the words of somebody else: an article quotes it.
    fn is_quoted(&self, tree: &Tree, top: NodeIx) -> bool {
        let Some(parent) = tree.get(top).parent else {
            return false;
        };
        let range = self.within(tree, top);
        let beside = |at: Option<usize>| {
            let block = at.and_then(|at| self.blocks.get(at));
            block.filter(|b| tree.is_in(b.at, parent))
        };
        let above = beside(range.start.checked_sub(1));
        let below = beside(Some(range.end));
        above.is_some_and(|b| b.is_prose && !b.is_own && !b.is_name)
            && below.is_some_and(|b| b.is_said)
    }

    /// Whether the last thing above a comment's words, but no further up than `from`, is who wrote them.
    fn named_above(&self, at: usize, from: usize) -> bool {
        const LINES: usize = 8;
        let above = self.blocks[from.max(at.saturating_sub(LINES))..at].iter();
        let mut above = above.rev().take_while(|b| b.opens.is_none());
        above.any(|b| b.is_name)
    }

    fn has_title(&self, tree: &Tree, top: NodeIx) -> bool {
        let from = self.titles.partition_point(|t| *t < top);
        self.titles.get(from).is_some_and(|t| tree.is_in(*t, top))
    }

    /// A comment in a row of blocks: who wrote it, right above, and all its words.
    fn rows(&self, at: usize) -> Range<usize> {
        let above = (1..=2).filter_map(|n| at.checked_sub(n));
        let mut above = above.take_while(|n| !self.blocks[*n].is_prose);
        let Some(from) = above.find(|n| self.blocks[*n].is_name) else {
            return 0..0;
        };
        let more = self.blocks[at + 1..].iter();
        let more = more.take_while(|b| b.is_own && b.opens.is_none()).count();
        from..at + 1 + more
    }

    /// The largest element in which nothing but one block stands.
    fn lone(&self, tree: &Tree, n: usize) -> NodeIx {
        let at = self.blocks[n].at;
        let around = tree.ancestors(at).take(HIGHEST);
        let alone = around.take_while(|a| self.within(tree, *a).len() == 1);
        alone.last().unwrap_or(at)
    }
}

/// An item without the number of its list.
fn unnumbered(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.strip_prefix(". ").unwrap_or(text)
}

fn is_reply(text: &str) -> bool {
    const REPLY: &str = "reply|reply to this comment|antworten|répondre|responder|rispondi|beantwoorden|odpowiedz|\
        ответить|ตอบ|ตอบกลับ";
    text.len() <= 60 && line::is_in(REPLY, &line::key(text))
}

/// Whether a block is prose and no link.
fn is_prose(piece: &Piece) -> bool {
    let text = piece.text();
    let linked: usize = piece.links.iter().map(|(at, _)| at.len()).sum();
    linked * 2 < text.len() && taken::is_prose(line::cells(text), line::ends_sentence(text))
}
