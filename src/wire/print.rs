//! A document as one line of JSON.

use std::borrow::Cow;
use std::ops::Range;

use super::lenient::{Parent, Text};
use super::{shape, state};
use crate::model::{
    Anchor, Block, BlockIx, BlockKind, By, Comment, CommentIx, Document, Link, MarkKind, Raw,
    RawLine, State,
};

/// Prints `doc` in the document format, version 1: one line without its line end.
///
/// ```
/// use khao::load::{Input, load};
/// let input = Input { bytes: b"Rain fell on the town all night.".to_vec(), ..Input::default() };
/// let loaded = load(&input).unwrap();
/// let line = khao::wire::to_json(&loaded.documents[0]);
/// assert!(line.starts_with(r#"{"khao":1,"#) && !line.contains('\n'));
/// ```
///
/// # Panics
/// Never: strings, numbers and lists always print.
pub fn to_json(doc: &Document) -> String {
    serde_json::to_string(&mirror(doc)).expect("strings, numbers and lists always print")
}

/// Prints `doc` with what the reader has done with it, as exports of a library have it.
///
/// # Panics
/// Never: strings, numbers and lists always print.
pub fn to_json_with_state(doc: &Document, state: &State) -> String {
    let mut mirror = mirror(doc);
    mirror.state = Some(state::shaped(state));
    serde_json::to_string(&mirror).expect("strings, numbers and lists always print")
}

/// Prints `doc` with the passages that its comments speak of; `anchors` are in order of comment.
///
/// # Panics
/// Never: strings, numbers and lists always print.
pub fn to_json_with_anchors(doc: &Document, anchors: &[Anchor]) -> String {
    let mut mirror = mirror(doc);
    let mut anchors = anchors.iter().peekable();
    let first = doc.article.blocks.start.0;
    for (ix, comment) in (0..).zip(mirror.comments.iter_mut().flatten()) {
        let own = std::iter::from_fn(|| anchors.next_if(|a| a.comment.0 <= ix));
        comment.about = Some(own.map(|a| about(a, first)).collect());
    }
    serde_json::to_string(&mirror).expect("strings, numbers and lists always print")
}

/// `first` is the index of the article's first block: the format counts the article's blocks.
fn about(anchor: &Anchor, first: u32) -> shape::About<'_> {
    let found = &anchor.found;
    let bytes = &found.here.bytes;
    let why = found.why.iter().map(|r| Text(Cow::Borrowed(&*r.text)));
    shape::About {
        block: Some(i64::from(found.here.block.0) - i64::from(first)),
        sentence: Some([bytes.start, bytes.end]),
        confidence: Some((found.confidence * 1000.0).round() / 1000.0),
        why: Some(why.collect()),
        via: Some(Cow::Borrowed(anchor.via.name())),
        by: Some(Cow::Borrowed("khao")),
    }
}

fn mirror(doc: &Document) -> shape::Document<'_> {
    let blocks = BlockIx::each(&doc.article.blocks).map(|ix| block(doc, ix));
    let (by, confidence, why) = decided(&doc.split.by);
    let links = doc.links.iter().map(|l| shape::DocumentLink {
        url: Some(Cow::Borrowed(&l.url)),
        text: doc
            .block(l.block)
            .text
            .get(l.bytes.start as usize..l.bytes.end as usize)
            .map(Cow::Borrowed),
    });
    let warnings = doc.warnings.iter().map(|w| shape::Warning {
        kind: Some(Cow::Borrowed(w.kind.name())),
        message: Some(Cow::Borrowed(&w.message)),
    });
    shape::Document {
        khao: Some(1),
        path: Some(Cow::Borrowed(&doc.path)),
        format: Some(Cow::Borrowed(doc.format)),
        id: Some(Cow::Owned(doc.id.to_string())),
        url: doc.url.as_deref().map(Cow::Borrowed),
        title: doc.article.title.as_deref().map(Cow::Borrowed),
        byline: doc.article.byline.as_deref().map(Cow::Borrowed),
        outlet: doc.article.outlet.as_deref().map(Cow::Borrowed),
        published: doc.article.published.map(|w| Cow::Owned(w.to_string())),
        language: doc.article.lang.code().map(|c| Cow::Owned(c.to_owned())),
        blocks: Some(blocks.collect()),
        split: Some(shape::Split {
            by,
            confidence,
            why,
        }),
        comments: Some(
            doc.thread
                .comments()
                .iter()
                .map(|c| comment(doc, c))
                .collect(),
        ),
        links: Some(links.collect()),
        raw: (!doc.raw.is_empty()).then(|| doc.raw.iter().map(raw).collect()),
        state: None,
        warnings: Some(warnings.collect()),
    }
}

fn comment<'a>(doc: &'a Document, c: &'a Comment) -> shape::Comment<'a> {
    let (by, confidence, why) = decided(&c.by);
    let mut blocks = BlockIx::each(&c.blocks).map(|ix| &*doc.block(ix).text);
    let text = match (blocks.next(), blocks.next()) {
        (None, _) => Cow::Borrowed(""),
        (Some(only), None) => Cow::Borrowed(only),
        (Some(a), Some(b)) => {
            let all: Vec<&str> = [a, b].into_iter().chain(blocks).collect();
            Cow::Owned(all.join("\n\n"))
        }
    };
    shape::Comment {
        id: Some(Cow::Owned(c.id.to_string())),
        url: c.url.as_deref().map(Cow::Borrowed),
        author: c.author.as_deref().map(Cow::Borrowed),
        published: c.when.map(|w| Cow::Owned(w.to_string())),
        score: c.score,
        deleted: c.deleted,
        text: Some(text),
        blocks: Some(BlockIx::each(&c.blocks).map(|ix| block(doc, ix)).collect()),
        parent: c.parent.map(CommentIx::ix).map_or(Parent::Root, Parent::Of),
        depth: Some(i64::from(c.depth)),
        by,
        confidence,
        why,
        about: Some(Vec::new()),
    }
}

fn block(doc: &Document, ix: BlockIx) -> shape::Block<'_> {
    let links = links_of(doc, ix).iter();
    shaped(doc.block(ix), links.map(|l| link(&l.url, &l.bytes)))
}

fn raw(raw: &Raw) -> shape::Raw<'_> {
    match raw {
        Raw::Block(ix) => shape::Raw {
            block: Some(i64::from(ix.0)),
            ..shape::Raw::default()
        },
        Raw::Line(line) => {
            let RawLine {
                block,
                links,
                glued,
            } = &**line;
            shape::Raw {
                block: None,
                line: Some(shaped(block, links.iter().map(|(at, url)| link(url, at)))),
                glued: *glued,
            }
        }
    }
}

fn link<'a>(url: &'a str, at: &Range<u32>) -> shape::BlockLink<'a> {
    shape::BlockLink {
        url: Some(Cow::Borrowed(url)),
        at: Some([at.start, at.end]),
    }
}

fn shaped<'a>(b: &'a Block, links: impl Iterator<Item = shape::BlockLink<'a>>) -> shape::Block<'a> {
    let links: Vec<_> = links.collect();
    let marks = marks_of(b);
    let (kind, level) = kind_name(b.kind);
    shape::Block {
        kind: Some(Cow::Borrowed(kind)),
        level,
        text: Some(Cow::Borrowed(&b.text)),
        marks: (!marks.is_empty()).then_some(marks),
        links: (!links.is_empty()).then_some(links),
    }
}

/// The links of one block: they stand together, for links are in order of place.
fn links_of(doc: &Document, ix: BlockIx) -> &[Link] {
    let from = doc.links.partition_point(|l| l.block < ix);
    let to = doc.links.partition_point(|l| l.block <= ix);
    &doc.links[from..to]
}

fn marks_of(b: &Block) -> Vec<shape::Mark<'_>> {
    let named = b
        .marks
        .iter()
        .filter_map(|m| mark_name(&m.kind).map(|n| (n, m)));
    named
        .map(|(name, m)| shape::Mark {
            kind: Some(Cow::Borrowed(name)),
            at: Some([m.bytes.start, m.bytes.end]),
        })
        .collect()
}

fn decided(by: &By) -> (shape::Str<'_>, Option<f32>, Option<Vec<Text<'_>>>) {
    match by {
        By::Source => (Some(Cow::Borrowed("source")), None, None),
        By::Reader => (Some(Cow::Borrowed("reader")), None, None),
        By::Khao { confidence, why } => (
            Some(Cow::Borrowed("khao")),
            Some(*confidence),
            Some(why.iter().map(|w| Text(Cow::Borrowed(w))).collect()),
        ),
    }
}

/// The name of a kind in the format, and its level where it has one that needs telling.
fn kind_name(kind: BlockKind) -> (&'static str, Option<i64>) {
    match kind {
        BlockKind::Paragraph => ("paragraph", None),
        BlockKind::Heading(n) => ("heading", Some(i64::from(n))),
        BlockKind::Quote => ("quote", None),
        BlockKind::Item(n) => ("item", (n > 0).then_some(i64::from(n))),
        BlockKind::Code => ("code", None),
        BlockKind::Caption => ("caption", None),
        BlockKind::Image => ("image", None),
        BlockKind::Table => ("table", None),
    }
}

/// The name of a mark in the format; links are written apart.
fn mark_name(kind: &MarkKind) -> Option<&'static str> {
    match kind {
        MarkKind::Emphasis => Some("emphasis"),
        MarkKind::Strong => Some("strong"),
        MarkKind::Code => Some("code"),
        MarkKind::Strike => Some("strike"),
        MarkKind::Link(_) => None,
    }
}
