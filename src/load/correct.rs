//! A document made anew with what the reader has set by hand.
//!
//! It is always made from the document as it was loaded, so that undoing a correction is dropping it.
//!
//! 1. The *lines* are the article's blocks and the discussion's lines as the source has them. Where a
//!    source marks off its comments, they are simply its blocks.
//! 2. The cut is put before one of them. Below it [`split`] parts flat lines into comments as it always
//!    does; comments that the source marks off lose or win blocks.
//! 3. Parents that the reader has set are stated now. The others that khao had to tell are inferred again.
//!
//! Invariants: no correction gives the document itself; no line is ever lost; the identity stays; what
//! is set on words that are not there has no effect. Total and linear.

use std::collections::{BTreeSet, HashMap};

use super::draft::{Draft, Piece};
use super::header::Header;
use super::{Models, links, reply, split};
use crate::model::{
    Block, BlockIx, BlockKey, By, CommentId, CommentIds, Correction, Corrections, Document, Link,
    Mark, MarkKind, Node, Raw, Thread,
};

/// The document with its corrections. `original` is as it was loaded.
pub fn correct(original: &Document, corrections: &Corrections, models: &Models) -> Document {
    if corrections.is_empty() {
        return original.clone();
    }
    let source = Source::of(original);
    let cut = source.position(corrections);
    let mut document = if cut == source.cut {
        original.clone()
    } else {
        source.cut_at(cut)
    };
    attach(&mut document, corrections);
    reply::infer(&mut document, models);
    links::add(&mut document);
    document
}

/// The corrections after one more; nothing where it changes nothing. `original` is as it was loaded.
pub fn corrected(
    original: &Document,
    corrections: &Corrections,
    correction: Correction,
    models: &Models,
) -> Option<Corrections> {
    let mut next = corrections.clone();
    match correction {
        Correction::CutUp(n) | Correction::CutDown(n) => {
            let source = Source::of(original);
            let now = source.position(corrections);
            let stops = source.stops();
            let n = n.max(1);
            let to = if matches!(correction, Correction::CutUp(_)) {
                stops.range(..now).rev().take(n).last()
            } else {
                stops.range(now + 1..).take(n).last()
            };
            source.put(&mut next, *to?);
        }
        Correction::NoComments => {
            let source = Source::of(original);
            let is_set = corrections.no_comments;
            if !is_set && source.position(corrections) == source.texts.len() {
                return None;
            }
            next.no_comments = !is_set;
        }
        Correction::Parent { comment, parent } => {
            next.parents.remove(&comment);
            // What stands so without the reader's word needs none.
            let plain = correct(original, &next, models);
            let thread = &plain.thread;
            let found = thread.comments().iter().find(|c| c.id == comment)?;
            let is_so = found.parent.map(|p| thread.get(p).id) == parent;
            // What khao only takes for a reply is one when the reader says so.
            let confirms = parent.is_some() && matches!(found.by, By::Khao { .. });
            if !is_so || confirms {
                next.parents.insert(comment, parent);
            }
        }
        Correction::AsFound(comment) => {
            next.parents.remove(&comment)?;
        }
    }
    (next != *corrections).then_some(next)
}

/// A document as its source has it: in lines.
struct Source<'a> {
    document: &'a Document,
    texts: Vec<&'a str>,
    /// Whether comments are parted by [`split`], and not by the source.
    flat: bool,
    /// The first line of the discussion.
    cut: usize,
}

impl<'a> Source<'a> {
    fn of(document: &'a Document) -> Self {
        let flat = document.thread.is_empty() || !document.raw.is_empty();
        let cut = document.article.blocks.end.ix();
        let blocks = if flat { cut } else { document.blocks.len() };
        let raw = document.raw.iter().map(|raw| match raw {
            Raw::Block(ix) => document.text(*ix),
            Raw::Line(line) => &line.block.text,
        });
        let texts = document.blocks[..blocks].iter().map(|b| &*b.text);
        Self {
            document,
            texts: texts.chain(raw.filter(|_| flat)).collect(),
            flat,
            cut,
        }
    }

    /// The line before which the cut is, with these corrections.
    fn position(&self, corrections: &Corrections) -> usize {
        if corrections.no_comments {
            return self.texts.len();
        }
        let wanted = corrections.cut.and_then(|key| {
            let keys = BlockKey::of_all(self.texts.iter().copied());
            keys.iter().position(|k| *k == key)
        });
        wanted.unwrap_or(self.cut)
    }

    /// Puts the cut before a line.
    fn put(&self, corrections: &mut Corrections, at: usize) {
        corrections.no_comments = at == self.texts.len() && at != self.cut;
        if at == self.cut {
            corrections.cut = None;
        } else if at < self.texts.len() {
            let keys = BlockKey::of_all(self.texts.iter().copied());
            corrections.cut = keys.get(at).copied();
        }
    }

    /// The lines before which a cut makes sense: a block of the article, the head of a comment, a
    /// further block of one; and behind all. The labels of a comment stay with it.
    fn stops(&self) -> BTreeSet<usize> {
        let n = self.texts.len();
        let mut stops: BTreeSet<usize> = (1..=self.cut).chain([self.cut, n]).collect();
        if self.flat {
            let turns = split::part_at(self.pieces(), self.cut, self.cut, By::Reader).turns;
            for (at, turn) in turns.iter().enumerate() {
                // The first comment starts at the cut itself, be there a heading or not.
                stops.extend((at > 0).then_some(self.cut + turn.from));
                let further = turn.pieces.iter().skip(1).filter(|p| !p.glued);
                stops.extend(further.map(|p| self.cut + p.line));
            }
        } else {
            stops.extend(self.cut..n);
        }
        stops
    }

    fn pieces(&self) -> Vec<Piece> {
        let article = BlockIx::each(&self.document.article.blocks);
        let article = article.map(|ix| piece(self.document, ix));
        let raw = self.document.raw.iter().map(|raw| match raw {
            Raw::Block(ix) => piece(self.document, *ix),
            Raw::Line(line) => Piece::from(&**line),
        });
        article.chain(raw).collect()
    }

    /// The document with the cut before another line.
    fn cut_at(&self, at: usize) -> Document {
        if self.flat {
            self.parted_at(at)
        } else {
            self.moved_to(at)
        }
    }

    /// Flat lines are parted anew.
    fn parted_at(&self, at: usize) -> Document {
        let old = self.document;
        let parted = split::part_at(self.pieces(), self.cut, at, By::Reader);
        let draft = Draft {
            format: old.format,
            header: Header {
                title: old.article.title.clone(),
                byline: old.article.byline.clone(),
                outlet: old.article.outlet.clone(),
                published: old.article.published,
            },
            article: parted.article,
            split: parted.by,
            turns: parted.turns,
            raw: parted.raw,
            warnings: old.warnings.clone(),
        };
        let mut document = draft.lay(old.path.clone(), old.url.clone());
        document.id = old.id;
        document.article.lang = old.article.lang;
        document
    }

    /// The blocks stay where they are; the border among them moves.
    fn moved_to(&self, at: usize) -> Document {
        let mut document = self.document.clone();
        let (from, at) = (document.article.blocks.end, BlockIx(at as u32));
        document.article.blocks.end = at;
        document.split.by = By::Reader;
        let mut nodes = std::mem::take(&mut document.thread).into_nodes();
        if at < from {
            for node in &mut nodes {
                node.parent = node.parent.map(|p| p + 1);
            }
            nodes.insert(0, self.new_comment(at, &nodes));
        } else {
            let gone = nodes.iter().take_while(|n| n.blocks.end <= at).count();
            nodes.drain(..gone);
            for node in &mut nodes {
                let stated = node.parent;
                node.parent = stated.and_then(|p| p.checked_sub(gone));
                // What it answers is article now, so whom it answers is open.
                if stated.is_some() && node.parent.is_none() {
                    node.by = open();
                }
            }
            if let Some(first) = nodes.first_mut() {
                first.blocks.start = first.blocks.start.max(at);
            }
        }
        document.thread = Thread::build(nodes).0;
        document
    }

    /// The end of the article as a comment, which has no author.
    fn new_comment(&self, at: BlockIx, others: &[Node]) -> Node {
        let mut ids = CommentIds::default();
        for other in others {
            ids.take(other.id);
        }
        let blocks = at..self.document.article.blocks.end;
        Node {
            id: ids.next(None, "", "", self.document.text(at)),
            url: None,
            author: None,
            when: None,
            score: None,
            deleted: false,
            blocks,
            parent: None,
            by: By::Reader,
        }
    }
}

/// Decided by khao, which has yet to say how.
fn open() -> By {
    By::Khao {
        confidence: 0.0,
        why: Vec::new(),
    }
}

/// A block on its way again. Its marks hold no links.
fn piece(document: &Document, ix: BlockIx) -> Piece {
    let from = document.links.partition_point(|l| l.block < ix);
    let links = document.links[from..].iter().take_while(|l| l.block == ix);
    let block = document.block(ix);
    let mut piece = Piece::new(block.kind, block.text.clone());
    let marks = block.marks.iter();
    let marks = marks.filter(|m| !matches!(m.kind, MarkKind::Link(_)));
    piece.block.marks = marks.cloned().collect();
    piece.links = links.map(|l| (l.bytes.clone(), l.url.clone())).collect();
    piece
}

/// Gives the comments the parents that the reader has set. Those that khao has to tell are put where
/// they keep the order of the source, to be inferred from there.
fn attach(document: &mut Document, corrections: &Corrections) {
    let mut nodes = std::mem::take(&mut document.thread).into_nodes();
    let ids = nodes.iter().enumerate();
    let places: HashMap<CommentId, usize> = ids.map(|(at, n)| (n.id, at)).collect();
    for (comment, parent) in &corrections.parents {
        let parent = match parent {
            None => Some(None),
            Some(id) => places.get(id).map(|at| Some(*at)),
        };
        if let (Some(&at), Some(parent)) = (places.get(comment), parent) {
            nodes[at].parent = parent;
            nodes[at].by = By::Reader;
        }
    }
    let floors = reply::floors(&nodes);
    for (node, floor) in nodes.iter_mut().zip(floors) {
        if matches!(node.by, By::Khao { .. }) {
            node.parent = floor;
        }
    }
    document.thread = Thread::build(nodes).0;
    in_order(document);
}

/// Puts the words of the comments into the order of their tree, where they are not.
fn in_order(document: &mut Document) {
    let comments = document.thread.comments();
    let ordered = |w: &[crate::model::Comment]| w[0].blocks.end <= w[1].blocks.start;
    if comments.windows(2).all(ordered) {
        return;
    }
    let mut nodes = std::mem::take(&mut document.thread).into_nodes();
    let article = document.article.blocks.end;
    let mut order: Vec<BlockIx> = (0..article.0).map(BlockIx).collect();
    for node in &mut nodes {
        let from = BlockIx(order.len() as u32);
        order.extend(BlockIx::each(&node.blocks));
        node.blocks = from..BlockIx(order.len() as u32);
    }
    document.thread = Thread::build(nodes).0;
    let mut places = vec![BlockIx::default(); document.blocks.len()];
    for (place, ix) in order.iter().enumerate() {
        places[ix.ix()] = BlockIx(place as u32);
    }
    for raw in &mut document.raw {
        if let Raw::Block(ix) = raw {
            *ix = places[ix.ix()];
        }
    }
    for link in &mut document.links {
        link.block = places[link.block.ix()];
    }
    let mut blocks: Vec<Block> = std::mem::take(&mut document.blocks);
    for ix in order {
        let block = &mut blocks[ix.ix()];
        let empty = Block::new(block.kind, crate::text::Clean::default());
        document.blocks.push(std::mem::replace(block, empty));
    }
    relink(&mut document.blocks, &mut document.links);
}

/// Puts links into the order of their places, and names them so in the blocks' marks.
fn relink(blocks: &mut [Block], links: &mut [Link]) {
    links.sort_by_key(|l| l.block);
    for block in &mut *blocks {
        block.marks.retain(|m| !matches!(m.kind, MarkKind::Link(_)));
    }
    for (at, link) in links
        .iter()
        .enumerate()
        .filter(|(_, l)| !l.bytes.is_empty())
    {
        let block = &mut blocks[link.block.ix()];
        block.marks.push(Mark {
            bytes: link.bytes.clone(),
            kind: MarkKind::Link(at as u32),
        });
    }
    for block in blocks {
        block.sort_marks();
    }
}
