//! Bytes become a document again.

use super::VERSION;
use super::bytes::Reader;
use super::pack::{Heads, unpack};
use crate::model::{
    Article, Block, BlockIx, BlockKind, By, CommentId, Document, DocumentId, Link, Mark, MarkKind,
    Node, Raw, RawLine, Split, Thread, Warning, WarningKind, When,
};
use crate::text::{Clean, Lang, clean};
use crate::wire;

/// The document of these bytes; nothing where they are none.
pub(in crate::store) fn decode(shape: &[u8], words: &[u8], path: Clean) -> Option<Document> {
    let mut r = Reader::new(shape);
    let words = unpack(words)?;
    let words = std::str::from_utf8(&words).ok()?;
    let mut d = Decoder { words, at: 0 };
    if r.number()? != VERSION {
        return None;
    }
    let mut blocks = Vec::new();
    for _ in 0..r.count()? {
        blocks.push(d.block(&mut r)?);
    }
    let article = BlockIx(0)..BlockIx(blocks.len() as u32);
    let format = wire::format_name(Some(r.str()?));
    let url = r.strings()?.pop();
    let article = Article {
        title: r.strings()?.pop(),
        byline: r.strings()?.pop(),
        outlet: r.strings()?.pop(),
        published: if r.is_there()? {
            Some(when(r.str()?)?)
        } else {
            None
        },
        lang: Lang::from_code(r.str()?),
        blocks: article,
    };
    let split = Split { by: by(&mut r)? };
    let mut nodes = Vec::new();
    for at in 0..r.count()? {
        let mut node = node(&mut r, at)?;
        let from = BlockIx(blocks.len() as u32);
        for _ in 0..r.count()? {
            blocks.push(d.block(&mut r)?);
        }
        node.blocks = from..BlockIx(blocks.len() as u32);
        nodes.push(node);
    }
    let (thread, lost) = Thread::build(nodes);
    if !lost.is_empty() {
        return None;
    }
    let mut links = Vec::new();
    let mut block = 0_i64;
    for _ in 0..r.count()? {
        block = block.checked_add(r.signed()?)?;
        links.push(Link {
            block: BlockIx(u32::try_from(block).ok()?),
            bytes: r.span()?,
            url: r.string()?,
        });
    }
    let mut raw = Vec::new();
    for _ in 0..r.count()? {
        raw.push(d.raw(&mut r)?);
    }
    let mut warnings = Vec::new();
    for _ in 0..r.count()? {
        let kind = WarningKind::from_name(r.str()?)?;
        let message = r.string()?;
        warnings.push(Warning { kind, message });
    }
    let mut document = Document {
        id: DocumentId::from_number(0),
        path,
        format,
        url,
        article,
        split,
        thread,
        blocks,
        links,
        raw,
        warnings,
    };
    document.identify();
    let whole = r.is_done() && d.at == d.words.len() && holds(&document);
    whole.then_some(document)
}

/// The first blocks of the article, until they have so many bytes. The head of both byte strings is enough.
pub(in crate::store) fn article_head(
    shape: &[u8],
    words: &[u8],
    bytes: usize,
    heads: &mut Heads,
) -> Vec<(BlockKind, Clean)> {
    let words = heads.of(words);
    let words = match std::str::from_utf8(words) {
        Ok(words) => words,
        Err(e) => std::str::from_utf8(&words[..e.valid_up_to()]).unwrap_or_default(),
    };
    let mut r = Reader::new(shape);
    let mut d = Decoder { words, at: 0 };
    let mut out = Vec::new();
    let n = r
        .number()
        .filter(|v| *v == VERSION)
        .and_then(|_| r.number());
    for _ in 0..n.unwrap_or(0) {
        let before = d.at;
        if before >= bytes {
            break;
        }
        let Some(block) = d.block(&mut r) else {
            // The block that the cut went through.
            out.push((BlockKind::Paragraph, clean(&words[before..])));
            break;
        };
        out.push((block.kind, block.text));
    }
    out
}

/// Whether every place in it is one: whoever reads on may slice by them.
fn holds(doc: &Document) -> bool {
    let fits = |text: &str, at: &std::ops::Range<u32>| {
        text.get(at.start as usize..at.end as usize).is_some()
    };
    let marks_fit = |b: &Block, n_links: usize| {
        let link_fits = |m: &Mark| !matches!(m.kind, MarkKind::Link(n) if n as usize >= n_links);
        b.marks
            .iter()
            .all(|m| fits(&b.text, &m.bytes) && link_fits(m))
    };
    let in_order = doc.links.is_sorted_by_key(|l| l.block);
    in_order
        && doc.blocks.iter().all(|b| marks_fit(b, doc.links.len()))
        && doc.links.iter().all(|l| {
            let block = doc.blocks.get(l.block.ix());
            block.is_some_and(|b| fits(&b.text, &l.bytes))
        })
        && doc.raw.iter().all(|raw| match raw {
            Raw::Block(ix) => ix.ix() < doc.blocks.len(),
            Raw::Line(l) => {
                marks_fit(&l.block, 0) && l.links.iter().all(|(at, _)| fits(&l.block.text, at))
            }
        })
}

struct Decoder<'a> {
    words: &'a str,
    at: usize,
}

impl Decoder<'_> {
    fn block(&mut self, r: &mut Reader<'_>) -> Option<Block> {
        let first = r.number()?;
        let level = if matches!(first >> 1, 1 | 3) {
            u8::try_from(r.number()?).ok()?
        } else {
            0
        };
        let kind = match first >> 1 {
            0 => BlockKind::Paragraph,
            1 => BlockKind::Heading(level),
            2 => BlockKind::Quote,
            3 => BlockKind::Item(level),
            4 => BlockKind::Code,
            5 => BlockKind::Caption,
            6 => BlockKind::Image,
            7 => BlockKind::Table,
            _ => return None,
        };
        let end = self.at.checked_add(usize::try_from(r.number()?).ok()?)?;
        let text = self.words.get(self.at..end)?;
        self.at = end;
        let mut block = Block::new(kind, clean(text));
        if first & 1 == 1 {
            for _ in 0..r.count()? {
                block.marks.push(mark(r)?);
            }
        }
        Some(block)
    }

    fn raw(&mut self, r: &mut Reader<'_>) -> Option<Raw> {
        let first = r.number()?;
        if first >= 2 {
            return Some(Raw::Block(BlockIx(u32::try_from(first - 2).ok()?)));
        }
        let block = self.block(r)?;
        let mut links = Vec::new();
        for _ in 0..r.count()? {
            links.push((r.span()?, r.string()?));
        }
        let glued = first == 1;
        let line = RawLine {
            block,
            links,
            glued,
        };
        Some(Raw::Line(Box::new(line)))
    }
}

fn mark(r: &mut Reader<'_>) -> Option<Mark> {
    let kind = match r.number()? {
        0 => MarkKind::Emphasis,
        1 => MarkKind::Strong,
        2 => MarkKind::Code,
        3 => MarkKind::Strike,
        4 => MarkKind::Link(r.small()?),
        _ => return None,
    };
    let bytes = r.span()?;
    Some(Mark { bytes, kind })
}

fn node(r: &mut Reader<'_>, at: usize) -> Option<Node> {
    let flags = r.number()?;
    let has = |bit: u32| flags >> bit & 1 == 1;
    let id = CommentId::from_number(r.eight()?);
    let parent = match usize::try_from(r.number()?).ok()? {
        0 => None,
        back => Some(at.checked_sub(back)?),
    };
    Some(Node {
        id,
        url: if has(0) { Some(r.string()?) } else { None },
        author: if has(1) { Some(r.string()?) } else { None },
        when: if has(2) { Some(when(r.str()?)?) } else { None },
        score: if has(3) { Some(r.signed()?) } else { None },
        deleted: has(4),
        blocks: BlockIx(0)..BlockIx(0),
        parent,
        by: by(r)?,
    })
}

fn by(r: &mut Reader<'_>) -> Option<By> {
    Some(match r.number()? {
        0 => By::Source,
        1 => By::Reader,
        n => {
            let confidence = f32::from_bits(r.four()?);
            let confidence = confidence.is_finite().then_some(confidence)?;
            let mut why = Vec::new();
            for _ in 0..n - 2 {
                why.push(r.string()?);
            }
            By::Khao { confidence, why }
        }
    })
}

fn when(text: &str) -> Option<When> {
    text.parse().ok()
}
