//! `khao print`: article and discussion as plain text, or the library as a list. This is also what
//! the reader gives where there is no terminal that can show it.
//!
//! The words are the authors', only wrapped. A number in brackets counts the comments; `to [1]`
//! names the comment that is answered, with a `?` where khao inferred that.

use std::path::PathBuf;

use super::gather::{Got, Stand, gather};
use super::out::Out;
use super::settings::Config;
use super::{Done, kept};
use crate::app::word::Word;
use crate::model::{Block, BlockIx, BlockKind, By, Comment, CommentIx, Document, Listing};
use crate::text::{Fit, Segmenter, cell, fragments, wrap};
use crate::ui::lang::Lang;

/// Width where nothing tells another, in cells.
const USUAL_WIDTH: u16 = 80;
/// Cells of indentation for each level of answers.
const INDENT: usize = 2;

/// Prints the documents of `files`, or the list of the library where none are given.
pub(super) fn run(
    files: &[PathBuf],
    stand: Stand,
    width: Option<u16>,
    config: &Config,
    out: &mut Out,
) -> Done {
    let mut printer = Printer {
        width: width.or_else(terminal_width).unwrap_or(USUAL_WIDTH).into(),
        segmenter: config.segmenter(),
        lang: config.lang(),
        out,
        first: true,
    };
    if files.is_empty() {
        let mut library = kept::or_shipped(config, printer.out);
        printer.list(&library.listings());
    }
    gather(files, stand, config.models, |got| match got {
        Got::Loaded(loaded) => loaded.documents.iter().all(|d| printer.document(d)),
        Got::Failed(problem) => {
            printer.out.fail(&problem);
            true
        }
        Got::PassedOver(note) => {
            printer.out.tell(&note);
            true
        }
    });
    Done::Yes
}

/// Prints one document after the other, as long as somebody reads.
pub(super) fn documents<'a>(
    documents: impl IntoIterator<Item = &'a Document>,
    config: &Config,
    out: &mut Out,
) {
    let mut printer = Printer {
        width: terminal_width().unwrap_or(USUAL_WIDTH).into(),
        segmenter: config.segmenter(),
        lang: config.lang(),
        out,
        first: true,
    };
    for document in documents {
        if !printer.document(document) {
            return;
        }
    }
}

/// The width of the terminal that standard output is, if it is one.
pub(super) fn terminal_width() -> Option<u16> {
    let size = rustix::termios::tcgetwinsize(std::io::stdout()).ok()?;
    Some(size.ws_col).filter(|w| *w > 0)
}

struct Printer<'a> {
    width: usize,
    segmenter: Segmenter,
    lang: Lang,
    out: &'a mut Out,
    first: bool,
}

impl Printer<'_> {
    /// A row for each document of the library.
    fn list(&mut self, listings: &[Listing]) {
        for listing in listings {
            let (one, many) = (Word::OneComment, Word::ManyComments);
            let date = listing.published.map(|w| w.to_string());
            let about = [
                listing.outlet.as_deref(),
                date.as_deref(),
                Some(&*self.lang.count(one, many, listing.n_comments)),
                Some(&*listing.path),
            ];
            let about = about.into_iter().flatten().collect::<Vec<_>>().join(", ");
            if !self.wrapped(&listing.title, "", "", Fit::First)
                || !self.wrapped(&about, "  ", "  ", Fit::First)
            {
                return;
            }
        }
    }

    /// A document. Returns false when nobody reads any more.
    fn document(&mut self, doc: &Document) -> bool {
        if !std::mem::take(&mut self.first) && !self.out.put("\n* * *\n\n") {
            return false;
        }
        self.head(doc)
            && self.blocks(doc, BlockIx::each(&doc.article.blocks), 0, Fit::Optimal)
            && self.thread(doc)
            && self.links(doc)
    }

    fn head(&mut self, doc: &Document) -> bool {
        if let Some(title) = &doc.article.title
            && !self.underlined(title, '=')
        {
            return false;
        }
        let published = doc.article.published.map(|w| w.to_string());
        let parts = [
            doc.article.byline.as_deref(),
            doc.article.outlet.as_deref(),
            published.as_deref(),
        ];
        let about = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let url = doc.url.clone().unwrap_or_default();
        let any = doc.article.title.is_some() || !about.is_empty() || !url.is_empty();
        let gap = doc.article.title.is_some() && !(about.is_empty() && url.is_empty());
        (!gap || self.out.put("\n"))
            && (about.is_empty() || self.wrapped(&about, "", "", Fit::First))
            && (url.is_empty() || self.out.line(&*url))
            && (!any || self.out.put("\n"))
    }

    fn thread(&mut self, doc: &Document) -> bool {
        let n = doc.thread.len();
        if n == 0 {
            return true;
        }
        let title = self.lang.count(Word::OneComment, Word::ManyComments, n);
        if !(self.out.put("\n") && self.underlined(&title, '-') && self.out.put("\n")) {
            return false;
        }
        let comments = doc.thread.comments().iter().enumerate();
        comments.into_iter().all(|(at, comment)| {
            // Deep answers keep half of the width.
            let indent = (INDENT * usize::from(comment.depth)).min(self.width / 2);
            let row = self.author_row(CommentIx(at as u32), comment);
            let pad = " ".repeat(indent);
            (at == 0 || self.out.put("\n"))
                && self.wrapped(&row, &pad, &pad, Fit::First)
                && self.blocks(doc, BlockIx::each(&comment.blocks), indent, Fit::First)
        })
    }

    fn author_row(&self, ix: CommentIx, comment: &Comment) -> String {
        let mut row = format!("[{}]", ix.0 + 1);
        let mut separator = " ";
        let mut add = |text: &str| {
            row.push_str(separator);
            row.push_str(text);
            separator = ", ";
        };
        if let Some(author) = &comment.author {
            add(author);
        }
        if let Some(when) = comment.when {
            add(&when.to_string());
        }
        if let Some(score) = comment.score {
            let word = if score == 1 {
                Word::OnePoint
            } else {
                Word::Points
            };
            add(&self.lang.say(word, &[&score.to_string()]));
        }
        if comment.deleted {
            add(self.lang.word(Word::Deleted));
        }
        if let Some(parent) = comment.parent {
            let sure = if matches!(comment.by, By::Khao { .. }) {
                "?"
            } else {
                ""
            };
            add(&self
                .lang
                .say(Word::NReplyTo, &[&format!("[{}]{sure}", parent.0 + 1)]));
        }
        row
    }

    /// The links that the words do not show themselves.
    fn links(&mut self, doc: &Document) -> bool {
        let hidden = doc.links.iter().filter(|l| {
            let range = l.bytes.start as usize..l.bytes.end as usize;
            doc.text(l.block).get(range) != Some(&*l.url)
        });
        let mut urls: Vec<&str> = Vec::new();
        let mut seen = std::collections::HashSet::new();
        for link in hidden {
            if seen.insert(&*link.url) {
                urls.push(&link.url);
            }
        }
        if urls.is_empty() {
            return true;
        }
        let title = self.lang.word(Word::Links).to_owned();
        self.out.put("\n")
            && self.underlined(&title, '-')
            && self.out.put("\n")
            && urls.iter().all(|u| self.out.line(u))
    }

    fn blocks(
        &mut self,
        doc: &Document,
        blocks: impl Iterator<Item = BlockIx>,
        indent: usize,
        fit: Fit,
    ) -> bool {
        let pad = " ".repeat(indent);
        let mut before: Option<BlockKind> = None;
        for block in blocks.map(|ix| doc.block(ix)) {
            let tight = matches!(
                (before, block.kind),
                (None, _) | (Some(BlockKind::Item(_)), BlockKind::Item(_))
            );
            if !tight && !self.out.put("\n") {
                return false;
            }
            before = Some(block.kind);
            if !self.block(block, &pad, fit) {
                return false;
            }
        }
        true
    }

    fn block(&mut self, block: &Block, pad: &str, fit: Fit) -> bool {
        match block.kind {
            BlockKind::Paragraph | BlockKind::Caption => self.wrapped(&block.text, pad, pad, fit),
            BlockKind::Heading(_) => self.underlined(&block.text, '-'),
            BlockKind::Quote => {
                let pad = format!("{pad}> ");
                self.wrapped(&block.text, &pad, &pad, fit)
            }
            BlockKind::Item(level) => {
                // Levels beyond reason keep their words on the page.
                let pad = format!("{pad}{}", " ".repeat(INDENT * usize::from(level.min(8))));
                self.wrapped(&block.text, &format!("{pad}- "), &format!("{pad}  "), fit)
            }
            BlockKind::Code | BlockKind::Table => block
                .text
                .split('\n')
                .all(|l| self.out.line(format!("{pad}    {l}").trim_end())),
            BlockKind::Image => {
                let picture = self.lang.word(Word::Image);
                let text = match &*block.text {
                    "" => format!("[{picture}]"),
                    alt => format!("[{picture}: {alt}]"),
                };
                self.wrapped(&text, pad, pad, fit)
            }
        }
    }

    fn underlined(&mut self, text: &str, with: char) -> bool {
        let cells = cell::width(text).min(self.width);
        self.wrapped(text, "", "", Fit::Optimal) && self.out.line(with.to_string().repeat(cells))
    }

    /// Wraps `text`; `first` stands before its first line, `rest` before the others. Both are ASCII.
    fn wrapped(&mut self, text: &str, first: &str, rest: &str, fit: Fit) -> bool {
        let width = self.width.saturating_sub(rest.len()).max(1);
        let lines = wrap(text, &fragments(text, &self.segmenter), width, fit);
        lines.iter().enumerate().all(|(at, l)| {
            let line = text.get(l.from as usize..l.to as usize).unwrap_or_default();
            let pad = if at == 0 { first } else { rest };
            self.out.line(format!("{pad}{line}").trim_end())
        })
    }
}
