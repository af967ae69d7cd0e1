//! A document on its way: blocks that know their links, comments that know their words.
//!
//! Loaders fill a [`Draft`]; [`Draft::finish`] lays the arena, gives the
//! identities, infers the replies that are not stated, and finds the links.

use std::ops::Range;

use super::{Decoded, Error, Models, header::Header, links, reply};
use crate::model::{
    Article, Block, BlockIx, BlockKind, By, CommentIds, Document, DocumentId, Link, Mark, MarkKind,
    Node, Raw, RawLine, Split, Thread, Warning, When,
};
use crate::text::{Clean, Lang};

/// A block with its links. Its marks hold none: they come with the place of the link.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) block: Block,
    /// Bytes of the block's text and the address.
    pub(super) links: Vec<(Range<u32>, Clean)>,
    /// Whether it continues the piece before it on a line of its own, as in a stanza.
    pub(super) glued: bool,
    /// Which line of the discussion it is, counted from its start; 0 in an article.
    pub(super) line: usize,
}

impl Piece {
    pub(super) fn new(kind: BlockKind, text: Clean) -> Self {
        Self {
            block: Block::new(kind, text),
            links: Vec::new(),
            glued: false,
            line: 0,
        }
    }

    pub(super) fn text(&self) -> &str {
        &self.block.text
    }

    fn into_line(self) -> RawLine {
        RawLine {
            block: self.block,
            links: self.links,
            glued: self.glued,
        }
    }
}

impl From<&RawLine> for Piece {
    fn from(line: &RawLine) -> Self {
        Self {
            block: line.block.clone(),
            links: line.links.clone(),
            glued: line.glued,
            line: 0,
        }
    }
}

/// A comment on its way.
#[derive(Debug, Clone, Default)]
pub(super) struct Turn {
    /// Its source's name for it.
    pub(super) id: Option<String>,
    /// Its own address.
    pub(super) url: Option<Clean>,
    /// Whether the source says that it was deleted.
    pub(super) deleted: bool,
    pub(super) author: Option<Clean>,
    pub(super) when: Option<When>,
    pub(super) score: Option<i64>,
    pub(super) pieces: Vec<Piece>,
    /// The index of the comment it answers, where the source says so; `Some(None)` is a stated root.
    pub(super) stated: Option<Stated>,
    /// The line of the discussion where it starts; its author line, where that stands above its words.
    pub(super) from: usize,
}

/// What a source says of a comment's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stated {
    /// It stands alone.
    Root,
    /// It answers the comment with this index.
    Reply(usize),
}

/// A document on its way.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) format: &'static str,
    pub(super) header: Header,
    pub(super) article: Vec<Piece>,
    pub(super) split: By,
    pub(super) turns: Vec<Turn>,
    /// The discussion line by line as it stood in the source, before it was parted into turns; empty
    /// where the source marks off its comments.
    pub(super) raw: Vec<Piece>,
    pub(super) warnings: Vec<Warning>,
}

impl Draft {
    /// The document.
    ///
    /// # Errors
    /// [`Error::Empty`] where there is neither a title nor a word nor a picture.
    pub(super) fn finish(self, decoded: &Decoded<'_>, models: &Models) -> Result<Document, Error> {
        let mut document = self.lay(decoded.name.clone(), decoded.url.clone());
        let has_words = |b: &Block| b.kind == BlockKind::Image || !b.text.trim().is_empty();
        if document.article.title.is_none() && !document.blocks.iter().any(has_words) {
            return Err(Error::Empty);
        }
        document.identify();
        reply::infer(&mut document, models);
        links::add(&mut document);
        Ok(document)
    }

    /// The document with only the replies and links that its source states, and no identity yet.
    pub(super) fn lay(self, path: Clean, url: Option<Clean>) -> Document {
        let mut arena = Arena::default();
        let article = arena.add(self.article);
        let mut ids = CommentIds::default();
        let mut nodes = Vec::with_capacity(self.turns.len());
        for turn in in_order(self.turns) {
            let blocks = arena.add(turn.pieces);
            let text = arena.words(&blocks);
            let author = turn.author.as_deref().unwrap_or_default();
            let when = turn.when.map(|w| w.to_string()).unwrap_or_default();
            let by = match turn.stated {
                Some(_) => By::Source,
                None => By::Khao {
                    confidence: 0.0,
                    why: Vec::new(),
                },
            };
            nodes.push(Node {
                id: ids.next(turn.id.as_deref(), author, &when, &text),
                url: turn.url,
                author: turn.author,
                when: turn.when,
                score: turn.score,
                deleted: turn.deleted,
                blocks,
                parent: turn.stated.and_then(|s| match s {
                    Stated::Root => None,
                    Stated::Reply(to) => Some(to),
                }),
                by,
            });
        }
        let raw = arena.raw(self.raw, article.end);
        let Arena { blocks, links, .. } = arena;
        let (thread, _) = Thread::build(nodes);
        Document {
            id: DocumentId::of_url(""),
            path,
            format: self.format,
            url,
            article: Article {
                title: self.header.title,
                byline: self.header.byline,
                outlet: self.header.outlet,
                published: self.header.published,
                lang: language(&blocks, &article),
                blocks: article,
            },
            split: Split { by: self.split },
            thread,
            blocks,
            links,
            raw,
            warnings: self.warnings,
        }
    }
}

/// The comments in the order of their tree, so that their words stand in the order in which they are read.
fn in_order(turns: Vec<Turn>) -> Vec<Turn> {
    let to = |at: usize, turn: &Turn| match turn.stated {
        Some(Stated::Reply(to)) if to < at => Some(to),
        _ => None,
    };
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); turns.len()];
    let mut open: Vec<usize> = Vec::new();
    for (at, turn) in turns.iter().enumerate() {
        match to(at, turn) {
            Some(parent) => below[parent].push(at),
            None => open.push(at),
        }
    }
    open.reverse();
    let mut order = Vec::with_capacity(turns.len());
    while let Some(at) = open.pop() {
        order.push(at);
        open.extend(below[at].iter().rev());
    }
    let mut places = vec![0; turns.len()];
    for (place, at) in order.iter().enumerate() {
        places[*at] = place;
    }
    let mut out: Vec<(usize, Turn)> = turns
        .into_iter()
        .enumerate()
        .map(|(at, mut turn)| {
            if let Some(Stated::Reply(to)) = &mut turn.stated {
                *to = places.get(*to).copied().unwrap_or(*to);
            }
            (places[at], turn)
        })
        .collect();
    out.sort_by_key(|(place, _)| *place);
    out.into_iter().map(|(_, turn)| turn).collect()
}

/// The article's language, else the whole text's: by its first words.
fn language(blocks: &[Block], article: &Range<BlockIx>) -> Lang {
    let blocks = if article.is_empty() {
        blocks
    } else {
        &blocks[..article.end.ix()]
    };
    let mut head = String::new();
    for b in blocks {
        head.push_str(&b.text);
        head.push('\n');
        if head.len() > 4000 {
            break;
        }
    }
    Lang::guess(&head)
}

#[derive(Default)]
struct Arena {
    blocks: Vec<Block>,
    links: Vec<Link>,
    /// Which line of the discussion each block is.
    lines: Vec<usize>,
}

impl Arena {
    fn add(&mut self, pieces: Vec<Piece>) -> Range<BlockIx> {
        let from = self.next();
        for piece in unglued(pieces) {
            let mut block = piece.block;
            let mut found = piece.links;
            found.sort_by_key(|(at, _)| (at.start, std::cmp::Reverse(at.end)));
            for (bytes, url) in found {
                if !bytes.is_empty() {
                    let kind = MarkKind::Link(self.links.len() as u32);
                    block.marks.push(Mark {
                        bytes: bytes.clone(),
                        kind,
                    });
                }
                self.links.push(Link {
                    url,
                    block: self.next(),
                    bytes,
                });
            }
            block.sort_marks();
            self.blocks.push(block);
            self.lines.push(piece.line);
        }
        from..self.next()
    }

    /// The lines of a discussion, those that are a block of a comment told by that. `from` is the first
    /// block of the comments.
    fn raw(&self, lines: Vec<Piece>, from: BlockIx) -> Vec<Raw> {
        let mut blocks = vec![None; lines.len()];
        for ix in BlockIx::each(&(from..self.next())) {
            if let Some(slot) = blocks.get_mut(self.lines[ix.ix()]) {
                *slot = Some(ix);
            }
        }
        let raw = |(piece, ix): (Piece, Option<BlockIx>)| {
            let same = ix.filter(|ix| {
                let block = &self.blocks[ix.ix()];
                !piece.glued && block.kind == piece.block.kind && block.text == piece.block.text
            });
            same.map_or_else(|| Raw::Line(Box::new(piece.into_line())), Raw::Block)
        };
        lines.into_iter().zip(blocks).map(raw).collect()
    }

    fn next(&self) -> BlockIx {
        BlockIx(self.blocks.len() as u32)
    }

    /// The first words of a range of blocks: enough for an identity.
    fn words(&self, range: &Range<BlockIx>) -> String {
        let mut out = String::new();
        for ix in BlockIx::each(range) {
            if out.len() >= 200 {
                break;
            }
            if !out.is_empty() {
                out.push_str("\n\n");
            }
            out.push_str(&self.blocks[ix.ix()].text);
        }
        out
    }
}

/// Joins the lines of stanzas into one block each. Only plain lines are ever glued: no marks, no links.
fn unglued(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut run: Vec<Clean> = Vec::new();
    for piece in pieces {
        if piece.glued
            && out
                .last()
                .is_some_and(|p| p.block.kind == BlockKind::Paragraph)
        {
            run.push(piece.block.text);
        } else {
            close(&mut out, &mut run);
            out.push(piece);
        }
    }
    close(&mut out, &mut run);
    out
}

fn close(out: &mut [Piece], run: &mut Vec<Clean>) {
    if let (Some(first), false) = (out.last_mut(), run.is_empty()) {
        let lines = [&first.block.text].into_iter().chain(&*run).map(|t| &**t);
        first.block.text = Clean::join(lines, "\n");
        run.clear();
    }
}
