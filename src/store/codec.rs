//! A document as bytes, and back.
//!
//! - The *words*: the text of every block, one behind the other, then the lines of the discussion that
//!   are no block. Plain UTF-8, once.
//! - The *shape*: everything else, in variable-length numbers. Strings that come again (authors,
//!   reasons) are told once. The article's blocks come first, so that a preview needs only the head of both.
//!
//! The words are kept packed (DEFLATE): Thai takes three bytes a letter, and a third of them tell nothing.
//!
//! Reading is total: bytes that were damaged give nothing, never a panic and never a huge allocation.
//! Every string goes through `text::clean` again, since a file may have been changed by others. Where a
//! document was read from is no part of it: the same document from elsewhere gives the same bytes.

mod bytes;
mod pack;
mod read;
mod signature;

use bytes::Writer;
pub(super) use pack::{Heads, pack};
pub(super) use read::{article_head, decode};
pub(super) use signature::{decode_signature, encode_signature};

use crate::model::{Block, BlockKind, By, Comment, CommentIx, Document, Mark, MarkKind, Raw};

/// The version of the encoding, its first byte.
const VERSION: u64 = 1;

/// A document without its path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Encoded {
    pub(super) shape: Vec<u8>,
    pub(super) words: Vec<u8>,
}

/// Makes bytes of a document.
pub(super) fn encode(doc: &Document) -> Encoded {
    let mut w = Writer::default();
    let mut words = Vec::with_capacity(doc.blocks.iter().map(|b| b.text.len()).sum());
    let article = doc.article.blocks.end.ix();
    w.number(VERSION);
    w.number(article as u64);
    for b in &doc.blocks[..article] {
        block(&mut w, &mut words, b);
    }
    head(&mut w, doc);
    by(&mut w, &doc.split.by);
    w.number(doc.thread.len() as u64);
    for (at, c) in doc.thread.comments().iter().enumerate() {
        comment(&mut w, c, at);
        w.number(u64::from(c.blocks.end.0 - c.blocks.start.0));
        for b in &doc.blocks[c.blocks.start.ix()..c.blocks.end.ix()] {
            block(&mut w, &mut words, b);
        }
    }
    w.number(doc.links.len() as u64);
    let mut before = 0;
    for l in &doc.links {
        // Links are in order of place.
        w.signed(i64::from(l.block.0) - before);
        before = i64::from(l.block.0);
        w.span(&l.bytes);
        w.string(&l.url);
    }
    w.number(doc.raw.len() as u64);
    for r in &doc.raw {
        raw(&mut w, &mut words, r);
    }
    w.number(doc.warnings.len() as u64);
    for warning in &doc.warnings {
        w.string(warning.kind.name());
        w.string(&warning.message);
    }
    let shape = w.done();
    Encoded { shape, words }
}

fn head(w: &mut Writer, doc: &Document) {
    let a = &doc.article;
    w.string(doc.format);
    w.option(doc.url.as_deref(), Writer::string);
    w.option(a.title.as_deref(), Writer::string);
    w.option(a.byline.as_deref(), Writer::string);
    w.option(a.outlet.as_deref(), Writer::string);
    let published = a.published.map(|p| p.to_string());
    w.option(published.as_deref(), Writer::string);
    w.string(a.lang.code().unwrap_or_default());
}

fn block(w: &mut Writer, words: &mut Vec<u8>, b: &Block) {
    words.extend_from_slice(b.text.as_bytes());
    let (kind, level) = match b.kind {
        BlockKind::Paragraph => (0, 0),
        BlockKind::Heading(n) => (1, n),
        BlockKind::Quote => (2, 0),
        BlockKind::Item(n) => (3, n),
        BlockKind::Code => (4, 0),
        BlockKind::Caption => (5, 0),
        BlockKind::Image => (6, 0),
        BlockKind::Table => (7, 0),
    };
    // Most blocks are paragraphs without marks: one number for them.
    let marked = u64::from(!b.marks.is_empty());
    w.number(kind << 1 | marked);
    if matches!(b.kind, BlockKind::Heading(_) | BlockKind::Item(_)) {
        w.number(u64::from(level));
    }
    w.number(b.text.len() as u64);
    if marked == 1 {
        w.number(b.marks.len() as u64);
        b.marks.iter().for_each(|m| mark(w, m));
    }
}

fn mark(w: &mut Writer, m: &Mark) {
    let (kind, link) = match m.kind {
        MarkKind::Emphasis => (0, None),
        MarkKind::Strong => (1, None),
        MarkKind::Code => (2, None),
        MarkKind::Strike => (3, None),
        MarkKind::Link(n) => (4, Some(n)),
    };
    w.number(kind);
    if let Some(n) = link {
        w.number(u64::from(n));
    }
    w.span(&m.bytes);
}

fn comment(w: &mut Writer, c: &Comment, at: usize) {
    let answered = c.parent.map_or(0, |p: CommentIx| at - p.ix());
    let flags = [
        c.url.is_some(),
        c.author.is_some(),
        c.when.is_some(),
        c.score.is_some(),
        c.deleted,
    ];
    let flags = flags
        .iter()
        .rev()
        .fold(0, |all, f| all << 1 | u64::from(*f));
    w.number(flags);
    w.eight(c.id.number());
    w.number(answered as u64);
    if let Some(url) = &c.url {
        w.string(url);
    }
    if let Some(author) = &c.author {
        w.string(author);
    }
    if let Some(when) = c.when {
        w.string(&when.to_string());
    }
    if let Some(score) = c.score {
        w.signed(score);
    }
    by(w, &c.by);
}

fn by(w: &mut Writer, by: &By) {
    match by {
        By::Source => w.number(0),
        By::Reader => w.number(1),
        By::Khao { confidence, why } => {
            w.number(2 + why.len() as u64);
            w.four(confidence.to_bits());
            for text in why {
                w.string(text);
            }
        }
    }
}

fn raw(w: &mut Writer, words: &mut Vec<u8>, raw: &Raw) {
    match raw {
        Raw::Block(ix) => w.number(u64::from(ix.0) + 2),
        Raw::Line(line) => {
            w.number(u64::from(line.glued));
            block(w, words, &line.block);
            w.number(line.links.len() as u64);
            for (at, url) in &line.links {
                w.span(at);
                w.string(url);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{Input, load};
    use crate::model::BlockIx;

    fn documents() -> Vec<Document> {
        let html = r#"<article><h1>Bridge <em>opens</em></h1><p>The <a href="https://a.example/x">new</a>
            bridge was opened on Tuesday, after ten years of work on both banks.</p>
            <ul><li>one<ul><li>two</li></ul></li></ul><pre>a
              b</pre></article>"#;
        let plain = "River floods the old town\n\nThe river rose by two metres on Monday night and \
            flooded the old town. See https://flood.example/.\n\nComments\n\nAnn\n2 hours ago\n\nI saw \
            it coming for years.\n\nReply\n\nBob\n\nSo did I, น้ำท่วมทุกปี and nobody listened.\n";
        let json = r#"{"khao":1,"title":"t","blocks":["A b c"],"comments":[
            {"id":"x","author":"Ann","published":"2025-02-10T10:00:00Z","score":-3,"text":"one","parent":null},
            {"author":"Ann","deleted":true,"url":"https://c.example/","text":"","parent":0},
            {"author":"Bob","text":"two","parent":1}],"warnings":[{"kind":"date","message":"odd"}]}"#;
        [html, plain, json]
            .into_iter()
            .flat_map(|text| {
                let bytes = text.as_bytes().to_vec();
                load(&Input {
                    bytes,
                    ..Input::default()
                })
                .unwrap()
                .documents
            })
            .collect()
    }

    #[test]
    fn what_is_written_is_read_back_equal() {
        for doc in documents() {
            let Encoded { shape, words } = encode(&doc);
            let words = pack(&words);
            let again = decode(&shape, &words, doc.path.clone()).unwrap();
            assert_eq!(again, doc);
            let head = article_head(&shape, &words, 700, &mut Heads::new(2000));
            let first = doc.block(BlockIx(0));
            assert_eq!(head[0].0, first.kind);
            assert_eq!(head[0].1, first.text);
        }
    }

    #[test]
    fn damaged_bytes_give_nothing_and_do_no_harm() {
        for doc in documents() {
            let Encoded { shape, words } = encode(&doc);
            let words = pack(&words);
            for cut in 0..shape.len() {
                assert_eq!(decode(&shape[..cut], &words, doc.path.clone()), None);
            }
            for at in 0..shape.len() {
                for flip in [1, 0x80, 0xff] {
                    let mut bad = shape.clone();
                    bad[at] ^= flip;
                    let _either = decode(&bad, &words, doc.path.clone());
                    article_head(&bad, &words, 7, &mut Heads::new(20));
                }
            }
            assert_eq!(
                decode(&shape, &words[..words.len() / 2], doc.path.clone()),
                None
            );
        }
    }
}
