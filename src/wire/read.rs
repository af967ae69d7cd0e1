//! One JSON object becomes a document.
//!
//! 1. serde reads the [`shape`], borrowing from the text.
//! 2. Comments become nodes; `Thread::build` puts them into thread order.
//! 3. Blocks go into the arena: the article's, then the comments' in that order.
//!
//! An identity in the input is not trusted: it follows from the address or the words.

mod raw;

use std::borrow::Cow;
use std::ops::Range;

use super::lenient::{Parent, Text};
use super::shape;
use crate::model::{
    Article, Block, BlockIx, BlockKind, By, CommentIds, Document, DocumentId, Link, Mark, MarkKind,
    Node, Split, State, Thread, Warning, WarningKind, When,
};
use crate::text::{Clean, Lang, clean, clean_line};

/// What was read.
#[derive(Debug)]
pub struct Read {
    /// The document, with parents as they are stated.
    pub document: Document,
    /// Whether some comment's parent is not stated, or was khao's own guess: such a comment is
    /// [`By::Khao`] and wants to be inferred anew.
    pub infer_replies: bool,
    /// What the reader has done with it: only exports of a library tell.
    pub state: Option<State>,
}

/// Why a text is no document.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is no JSON, or ends too early.
    #[error("line {}, column {}: {source}", .source.line(), .source.column())]
    Syntax {
        /// What the JSON reader says.
        #[from]
        source: serde_json::Error,
    },
}

impl Error {
    /// Whether the text only ends too early: [`mend`](super::mend()) may help.
    pub fn is_cut(&self) -> bool {
        let Self::Syntax { source } = self;
        source.is_eof()
    }
}

/// Reads one document of the format.
///
/// # Errors
/// Only where `json` is no JSON object; see [`Error`].
pub fn read(json: &str) -> Result<Read, Error> {
    let shape: shape::Document<'_> = serde_json::from_str(json)?;
    Ok(Reader::default().document(shape))
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    links: Vec<Link>,
    warnings: Vec<Warning>,
    /// Whether the comments stand in the order of their tree.
    in_order: bool,
}

impl Reader {
    fn document(mut self, d: shape::Document<'_>) -> Read {
        for w in d.warnings.iter().flatten() {
            let kind = w.kind.as_deref().and_then(WarningKind::from_name);
            let message = w.message.as_deref().unwrap_or_default();
            self.warnings
                .push(Warning::new(kind.unwrap_or(WarningKind::Syntax), message));
        }
        if d.khao.is_some_and(|v| v != 1) {
            self.warn(
                WarningKind::Syntax,
                "the document is of a newer version of the format",
            );
        }
        let published = self.when(d.published.as_deref());
        for b in d.blocks.iter().flatten() {
            self.block(b);
        }
        let article = BlockIx(0)..self.next();
        let comments = d.comments.unwrap_or_default();
        let (thread, infer_replies) = self.thread(&comments);
        let state = d.state.as_ref().map(super::state::read);
        let raw = d.raw.unwrap_or_default();
        let raw = raw::read(&raw, &(article.end..self.next())).filter(|_| self.in_order);
        let mut lang = d.language.as_deref().map_or(Lang::UNKNOWN, Lang::from_code);
        if lang == Lang::UNKNOWN {
            lang = guess(&self.blocks);
        }
        let mut document = Document {
            id: DocumentId::of_url(""),
            path: line(d.path.as_ref()).unwrap_or_default(),
            format: format_name(d.format.as_deref()),
            url: line(d.url.as_ref()),
            article: Article {
                title: line(d.title.as_ref()),
                byline: line(d.byline.as_ref()),
                outlet: line(d.outlet.as_ref()),
                published,
                lang,
                blocks: article,
            },
            split: Split {
                by: d.split.map_or(By::Source, |s| {
                    decided(s.by.as_deref(), s.confidence, s.why.as_deref())
                }),
            },
            thread,
            blocks: self.blocks,
            links: self.links,
            raw: raw.unwrap_or_default(),
            warnings: self.warnings,
        };
        document.identify();
        Read {
            document,
            infer_replies,
            state,
        }
    }

    /// The thread, with its blocks put behind the article's in thread order.
    fn thread(&mut self, comments: &[shape::Comment<'_>]) -> (Thread, bool) {
        let stated = comments.iter().any(|c| c.parent != Parent::Absent);
        let mut infer = false;
        let mut ids = CommentIds::default();
        let mut nodes = Vec::with_capacity(comments.len());
        for (ix, c) in comments.iter().enumerate() {
            let by = if stated {
                decided(c.by.as_deref(), c.confidence, c.why.as_deref())
            } else {
                By::Khao {
                    confidence: 0.0,
                    why: Vec::new(),
                }
            };
            infer |= matches!(by, By::Khao { .. });
            let author = line(c.author.as_ref());
            let when = self.when(c.published.as_deref());
            let id = ids.next(
                c.id.as_deref().filter(|id| !id.is_empty()),
                author.as_deref().unwrap_or_default(),
                &when.map(|w| w.to_string()).unwrap_or_default(),
                &head(c),
            );
            nodes.push(Node {
                id,
                url: line(c.url.as_ref()),
                author,
                when,
                score: c.score,
                deleted: c.deleted,
                // For now the index in the list: it tells the words once the order is known.
                blocks: BlockIx(ix as u32)..BlockIx(ix as u32),
                parent: match c.parent {
                    Parent::Of(p) => Some(p),
                    Parent::Odd => Some(usize::MAX),
                    Parent::Root | Parent::Absent => None,
                },
                by,
            });
        }
        let (thread, lost) = Thread::build(nodes);
        if let Some(first) = lost.first() {
            let message = format!(
                "{} comments name a parent that cannot be theirs and became roots; the first is number {first}",
                lost.len()
            );
            self.warn(WarningKind::Parent, &message);
        }
        let mut nodes = thread.into_nodes();
        self.in_order = nodes
            .windows(2)
            .all(|w| w[0].blocks.start < w[1].blocks.start);
        for node in &mut nodes {
            let from = self.next();
            self.words(&comments[node.blocks.start.ix()]);
            node.blocks = from..self.next();
        }
        (Thread::build(nodes).0, infer)
    }

    /// The blocks of a comment: its `blocks`, else its `text` with blank lines parting paragraphs.
    fn words(&mut self, c: &shape::Comment<'_>) {
        let blocks = c.blocks.as_deref().unwrap_or_default();
        for b in blocks {
            self.block(b);
        }
        if blocks.is_empty() {
            let text = clean(c.text.as_deref().unwrap_or_default());
            for range in paragraphs(&text) {
                self.blocks
                    .push(Block::new(BlockKind::Paragraph, text.slice(range)));
            }
        }
    }

    fn block(&mut self, b: &shape::Block<'_>) {
        let (mut block, links) = shaped(b);
        for (bytes, url) in links {
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
    }

    fn when(&mut self, text: Option<&str>) -> Option<When> {
        let text = text?.trim();
        let when = parse_when(text);
        if when.is_none() && !text.is_empty() {
            self.warn(
                WarningKind::Date,
                &format!(
                    "“{}” is no date",
                    crate::text::cell::truncate(&clean_line(text), 40)
                ),
            );
        }
        when
    }

    fn warn(&mut self, kind: WarningKind, message: &str) {
        // A page of equal warnings tells no more than the first few.
        if self.warnings.len() < 100 {
            self.warnings.push(Warning::new(kind, message));
        }
    }

    fn next(&self) -> BlockIx {
        BlockIx(self.blocks.len() as u32)
    }
}

/// A block without its links, and the links in order of place.
fn shaped(b: &shape::Block<'_>) -> (Block, Vec<(Range<u32>, Clean)>) {
    let raw = b.text.as_deref().unwrap_or_default();
    let mut block = Block::new(kind(b.kind.as_deref(), b.level), clean(raw));
    let place = |at: Option<[u32; 2]>| at.and_then(|at| moved(raw, &block.text, at));
    let mut links = Vec::new();
    for l in b.links.iter().flatten() {
        if let Some(url) = line(l.url.as_ref()) {
            links.push((place(l.at).unwrap_or(0..0), url));
        }
    }
    let mut marks = Vec::new();
    for m in b.marks.iter().flatten() {
        if let (Some(bytes), Some(kind)) = (place(m.at), mark(m.kind.as_deref())) {
            marks.push(Mark { bytes, kind });
        }
    }
    links.sort_by_key(|(at, _)| (at.start, std::cmp::Reverse(at.end)));
    block.marks = marks;
    block.sort_marks();
    (block, links)
}

/// A day, a moment, or a local time of which only the day is kept.
fn parse_when(text: &str) -> Option<When> {
    text.parse().ok().or_else(|| {
        let local: jiff::civil::DateTime = text.parse().ok()?;
        Some(When::Day(local.date()))
    })
}

/// The first words of a comment, by which it is known where its source gives no id.
fn head<'a>(c: &'a shape::Comment<'_>) -> Cow<'a, str> {
    let mut texts = c.blocks.iter().flatten().filter_map(|b| b.text.as_deref());
    match texts.next() {
        None => Cow::Borrowed(c.text.as_deref().unwrap_or_default()),
        Some(first) if first.len() >= 200 => Cow::Borrowed(first),
        Some(first) => texts
            .take(8)
            .fold(Cow::Borrowed(first), |all, t| all + "\n\n" + t),
    }
}

/// Byte ranges of the paragraphs of `text`; blank lines part them.
fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    let mut at = 0;
    for l in text.split_inclusive('\n') {
        let words = l.trim_end();
        if words.trim().is_empty() {
            open = false;
        } else if let Some(last) = out.last_mut().filter(|_| open) {
            last.end = at + words.len();
        } else {
            out.push(at..at + words.len());
            open = true;
        }
        at += l.len();
    }
    out
}

/// Where the words of `raw` at `at` stand after cleaning.
fn moved(raw: &str, text: &Clean, at: [u32; 2]) -> Option<Range<u32>> {
    let words = raw.get(at[0] as usize..at[1] as usize)?;
    if raw == &**text {
        return Some(at[0]..at[1]);
    }
    let words = clean(words);
    let from = text.find(&*words)?;
    Some(from as u32..(from + words.len()) as u32)
}

fn line(text: Option<&Cow<'_, str>>) -> Option<Clean> {
    text.map(|t| clean_line(t)).filter(|t| !t.is_empty())
}

fn guess(blocks: &[Block]) -> Lang {
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

fn decided(by: Option<&str>, confidence: Option<f32>, why: Option<&[Text<'_>]>) -> By {
    match by {
        Some("khao") => By::Khao {
            confidence: confidence.unwrap_or(0.0),
            why: why
                .unwrap_or_default()
                .iter()
                .map(|w| clean_line(&w.0))
                .collect(),
        },
        Some("reader") => By::Reader,
        _ => By::Source,
    }
}

/// The format of a document by its name; one that is not known counts as our own.
pub fn format_name(name: Option<&str>) -> &'static str {
    const KNOWN: [&str; 4] = ["plain", "markdown", "html", "khao"];
    KNOWN
        .into_iter()
        .find(|k| Some(*k) == name)
        .unwrap_or("khao")
}

fn kind(name: Option<&str>, level: Option<i64>) -> BlockKind {
    let level = |least: u8, most: u8| {
        let level = level.map(|n| u8::try_from(n.max(0)).unwrap_or(u8::MAX));
        level.unwrap_or(least).clamp(least, most)
    };
    match name {
        Some("heading") => BlockKind::Heading(level(1, 6)),
        Some("quote") => BlockKind::Quote,
        Some("item") => BlockKind::Item(level(0, 9)),
        Some("code") => BlockKind::Code,
        Some("caption") => BlockKind::Caption,
        Some("image") => BlockKind::Image,
        Some("table") => BlockKind::Table,
        _ => BlockKind::Paragraph,
    }
}

fn mark(name: Option<&str>) -> Option<MarkKind> {
    match name {
        Some("emphasis") => Some(MarkKind::Emphasis),
        Some("strong") => Some(MarkKind::Strong),
        Some("code") => Some(MarkKind::Code),
        Some("strike") => Some(MarkKind::Strike),
        _ => None,
    }
}
