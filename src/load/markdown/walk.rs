//! The parser's events become blocks with marks and links. No recursion: nesting is counted.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::super::draft::Piece;
use super::super::grid;
use crate::model::{BlockKind, Mark, MarkKind};
use crate::text::{Clean, clean, clean_line};

/// What a text holds.
#[derive(Debug, Default)]
pub(super) struct Walked {
    pub(super) pieces: Vec<Piece>,
    /// The front matter, as it stands.
    pub(super) front: String,
}

/// Parses a text.
pub(super) fn walk(text: &str) -> Walked {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut walk = Walk::default();
    for (event, bytes) in Parser::new_ext(text, options).into_offset_iter() {
        if event == Event::Start(Tag::Item) {
            walk.number(text.get(bytes).unwrap_or_default());
        }
        walk.event(event);
    }
    walk.close();
    walk.out
}

#[derive(Default)]
struct Walk {
    out: Walked,
    open: Option<Open>,
    quotes: usize,
    /// The open lists: the number of the next item, where a list has numbers.
    lists: Vec<Option<u64>>,
    /// Whether the next block is the first of its item.
    fresh_item: bool,
    /// The number of that item as it stands before its words.
    number: String,
    in_front: bool,
    table: Option<Vec<Vec<String>>>,
}

/// A block that is being filled.
#[derive(Default)]
struct Open {
    kind: Option<BlockKind>,
    text: String,
    marks: Vec<Mark>,
    links: Vec<(Range<u32>, Clean)>,
    pictures: Vec<(Range<u32>, Clean)>,
    /// Starts of what is not closed yet.
    starts: Vec<(u32, Option<Clean>)>,
    in_picture: usize,
    /// Whether it has words outside of pictures.
    worded: bool,
}

impl Walk {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.in_front => self.out.front.push_str(&text),
            Event::Text(text) => self.words(&text),
            Event::Code(code) => {
                let from = self.at();
                self.words(&code);
                self.mark(from, MarkKind::Code);
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                let words = without_tags(&html);
                if !words.trim().is_empty() {
                    self.words(&words);
                } else if html.starts_with("<br") {
                    self.words("\n");
                }
            }
            Event::SoftBreak => self.words(" "),
            Event::HardBreak => self.words("\n"),
            Event::Rule => self.close(),
            Event::FootnoteReference(name) => self.words(&format!("[{name}]")),
            Event::TaskListMarker(done) => self.words(if done { "[x] " } else { "[ ] " }),
            Event::InlineMath(math) | Event::DisplayMath(math) => self.words(&math),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock | Tag::DefinitionListTitle => self.begin(None),
            Tag::Heading { level, .. } => self.begin(Some(BlockKind::Heading(level as u8))),
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
                self.begin(Some(BlockKind::Code));
            }
            Tag::BlockQuote(_) => {
                self.close();
                self.quotes += 1;
            }
            Tag::List(first) => {
                self.close();
                self.lists.push(first);
            }
            Tag::Item | Tag::DefinitionListDefinition => {
                self.close();
                self.fresh_item = true;
            }
            Tag::Table(_) => {
                self.close();
                self.table = Some(Vec::new());
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.push(Vec::new());
                }
            }
            Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript => self.push(None),
            Tag::Link { dest_url, .. } => self.push(Some(&dest_url)),
            Tag::Image { dest_url, .. } => {
                self.push(Some(&dest_url));
                if let Some(open) = &mut self.open {
                    open.in_picture += 1;
                }
            }
            Tag::MetadataBlock(_) => self.in_front = true,
            Tag::TableCell | Tag::FootnoteDefinition(_) | Tag::DefinitionList => self.close(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis => self.pop_mark(MarkKind::Emphasis),
            TagEnd::Strong => self.pop_mark(MarkKind::Strong),
            TagEnd::Strikethrough => self.pop_mark(MarkKind::Strike),
            TagEnd::Superscript | TagEnd::Subscript => drop(self.pop()),
            TagEnd::Link => {
                if let (Some((bytes, Some(url))), Some(open)) = (self.pop(), &mut self.open) {
                    open.links.push((bytes, url));
                }
            }
            TagEnd::Image => {
                let popped = self.pop();
                if let Some(open) = &mut self.open {
                    open.in_picture = open.in_picture.saturating_sub(1);
                    if let Some((bytes, url)) = popped {
                        open.pictures.push((bytes, url.unwrap_or_default()));
                    }
                }
            }
            TagEnd::BlockQuote(_) => {
                self.close();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.close();
                self.lists.pop();
            }
            TagEnd::TableCell => {
                let cell = self.open.take().map(|o| o.text).unwrap_or_default();
                if let Some(row) = self.table.as_mut().and_then(|t| t.last_mut()) {
                    row.push(cell.replace('\n', " ").trim().to_owned());
                }
            }
            TagEnd::Table => {
                if let Some(table) = self.table.take() {
                    self.out
                        .pieces
                        .push(Piece::new(BlockKind::Table, clean(&grid::set(&table))));
                }
            }
            TagEnd::Item => {
                self.close();
                self.fresh_item = false;
            }
            TagEnd::MetadataBlock(_) => self.in_front = false,
            TagEnd::TableHead | TagEnd::TableRow => {}
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition => self.close(),
        }
    }

    fn begin(&mut self, kind: Option<BlockKind>) {
        self.close();
        let kind = kind.unwrap_or_else(|| self.kind_here());
        self.fill(kind);
    }

    /// Opens a block; an item starts with its number.
    fn fill(&mut self, kind: BlockKind) {
        let text = match kind {
            BlockKind::Item(_) => std::mem::take(&mut self.number),
            _ => String::new(),
        };
        self.open = Some(Open {
            kind: Some(kind),
            text,
            ..Open::default()
        });
    }

    /// Counts an item and keeps its number, with the mark that its author put behind it.
    fn number(&mut self, item: &str) {
        self.number.clear();
        if let Some(Some(next)) = self.lists.last_mut() {
            let digits = |c: char| c.is_ascii_digit();
            let mark = match item.trim_start().trim_start_matches(digits).chars().next() {
                Some(')') => ')',
                _ => '.',
            };
            self.number = format!("{next}{mark} ");
            *next = next.saturating_add(1);
        }
    }

    /// What running text is here.
    fn kind_here(&mut self) -> BlockKind {
        if std::mem::take(&mut self.fresh_item) {
            BlockKind::Item(self.lists.len().saturating_sub(1).min(9) as u8)
        } else if self.quotes > 0 {
            BlockKind::Quote
        } else {
            BlockKind::Paragraph
        }
    }

    fn open(&mut self) -> &mut Open {
        if self.open.is_none() {
            let kind = self.kind_here();
            self.fill(kind);
        }
        self.open.get_or_insert_default()
    }

    fn words(&mut self, text: &str) {
        let open = self.open();
        open.worded |= open.in_picture == 0 && !text.trim().is_empty();
        open.text.push_str(&clean(text));
    }

    fn at(&mut self) -> u32 {
        self.open().text.len() as u32
    }

    fn push(&mut self, url: Option<&str>) {
        let at = self.at();
        let url = url
            .map(clean_line)
            .filter(|u| !u.is_empty() && !u.starts_with('#'));
        self.open().starts.push((at, url));
    }

    fn pop(&mut self) -> Option<(Range<u32>, Option<Clean>)> {
        let to = self.at();
        self.open().starts.pop().map(|(from, url)| (from..to, url))
    }

    fn pop_mark(&mut self, kind: MarkKind) {
        if let Some((bytes, _)) = self.pop() {
            self.mark(bytes.start, kind);
        }
    }

    fn mark(&mut self, from: u32, kind: MarkKind) {
        let to = self.at();
        if from < to {
            self.open().marks.push(Mark {
                bytes: from..to,
                kind,
            });
        }
    }

    /// Ends the open block.
    fn close(&mut self) {
        let Some(open) = self.open.take() else {
            return;
        };
        if !open.worded {
            for (bytes, url) in open.pictures {
                let alt = open
                    .text
                    .get(bytes.start as usize..bytes.end as usize)
                    .unwrap_or_default();
                let mut piece = Piece::new(BlockKind::Image, clean_line(alt));
                if !url.is_empty() {
                    piece.links.push((0..0, url));
                }
                self.out.pieces.push(piece);
            }
            return;
        }
        let kind = open.kind.unwrap_or(BlockKind::Paragraph);
        let end = open.text.trim_end().len();
        let text = clean(&open.text[..end]);
        let mut piece = Piece::new(kind, text);
        // Cleaning the whole can only differ where clusters run across its parts: then no place is sure.
        if piece.text().len() == end {
            let fit = |at: &mut Range<u32>| {
                at.end = at.end.min(end as u32);
                at.start < at.end
            };
            piece.block.marks = open.marks;
            piece.block.marks.retain_mut(|m| fit(&mut m.bytes));
            piece.block.sort_marks();
            piece.links = open
                .links
                .into_iter()
                .chain(open.pictures.into_iter().filter(|p| !p.1.is_empty()))
                .collect();
            piece.links.retain_mut(|(at, _)| fit(at));
        }
        self.out.pieces.push(piece);
    }
}

/// The words of a piece of HTML: tags and remarks are left out, entities stay as they are.
fn without_tags(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        let tag = &rest[open..];
        let end = if tag.starts_with("<!--") {
            tag.find("-->").map(|at| at + 3)
        } else {
            tag.find('>').map(|at| at + 1)
        };
        rest = end.map_or("", |end| &tag[end..]);
    }
    out.push_str(rest);
    out
}
