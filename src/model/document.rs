//! A document: article, discussion and what was found in them.

use std::ops::Range;

use super::{Block, BlockIx, DocumentId, Link, Raw, Thread, Warning, When};
use crate::text::quote::closed;
use crate::text::{Clean, Lang};

/// An article with the discussion under it.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Who it is.
    pub id: DocumentId,
    /// Where it was read from: a path, `-`, or a name inside a file (`dump.jsonl#3`).
    pub path: Clean,
    /// The format it was in: `html`, `plain`, `markdown`, `khao`.
    pub format: &'static str,
    /// Its address, where one is stated.
    pub url: Option<Clean>,
    /// The article.
    pub article: Article,
    /// Who decided where the article ends.
    pub split: Split,
    /// The discussion.
    pub thread: Thread,
    /// All words, the article's first, then the comments' in thread order.
    pub blocks: Vec<Block>,
    /// All links, in order of place.
    pub links: Vec<Link>,
    /// The discussion line by line as the source has it, labels and buttons included; empty where there
    /// is none, and where the source marks off its comments.
    pub raw: Vec<Raw>,
    /// What was odd.
    pub warnings: Vec<Warning>,
}

/// The article's own data.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Article {
    /// Its title, where the source has one.
    pub title: Option<Clean>,
    /// Who wrote it.
    pub byline: Option<Clean>,
    /// Who published it.
    pub outlet: Option<Clean>,
    /// When.
    pub published: Option<When>,
    /// In which language.
    pub lang: Lang,
    /// Its blocks. A title is not among them.
    pub blocks: Range<BlockIx>,
}

/// Where the article ends and the discussion begins, and who says so.
#[derive(Debug, Clone, PartialEq)]
pub struct Split {
    /// Who decided.
    pub by: By,
}

/// Who decided something that the source may have left open.
#[derive(Debug, Clone, PartialEq)]
pub enum By {
    /// The source states it.
    Source,
    /// khao inferred it.
    Khao {
        /// How sure it is, 0 to 1.
        confidence: f32,
        /// What spoke for it, most telling first.
        why: Vec<Clean>,
    },
    /// The reader set it by hand.
    Reader,
}

impl By {
    /// From this confidence on khao is sure of what it inferred.
    pub const SURE: f32 = 0.6;

    /// Whether khao itself is not sure of it.
    pub fn is_guess(&self) -> bool {
        matches!(self, Self::Khao { confidence, .. } if *confidence < Self::SURE)
    }
}

impl Document {
    /// A block of this document.
    ///
    /// # Panics
    /// With an index of another document.
    pub fn block(&self, ix: BlockIx) -> &Block {
        &self.blocks[ix.ix()]
    }

    /// The words of a block, or of the title; empty where there are none.
    pub fn text(&self, ix: BlockIx) -> &str {
        if ix == BlockIx::TITLE {
            return self.article.title.as_deref().unwrap_or_default();
        }
        self.blocks.get(ix.ix()).map_or("", |b| &b.text)
    }

    /// Sets [`id`](Self::id) by the rule of identity: the address, else the article's words, else
    /// (where the article has none) its title and the discussion's words.
    pub fn identify(&mut self) {
        self.id = if let Some(url) = &self.url {
            DocumentId::of_url(url)
        } else {
            let article =
                &self.blocks[self.article.blocks.start.ix()..self.article.blocks.end.ix()];
            if article.iter().any(|b| !b.text.trim().is_empty()) {
                DocumentId::of_words(article.iter().map(|b| &*b.text))
            } else {
                let title = self.article.title.iter().map(|t| &**t);
                DocumentId::of_words(title.chain(self.blocks.iter().map(|b| &*b.text)))
            }
        };
    }

    /// The words that name the document, and whether they stand in for a title that the source does not have.
    pub fn headline(&self) -> (Clean, bool) {
        if let Some(title) = &self.article.title {
            return (title.clone(), false);
        }
        let first = BlockIx::each(&self.article.blocks)
            .map(|b| &self.block(b).text)
            .find(|t| !t.trim().is_empty());
        (first.map(|t| first_words(t)).unwrap_or_default(), true)
    }
}

/// The first sentence or phrase of `text`, at most 120 characters, cut at a space where there is one. A
/// quotation that ends behind the cut is not opened.
fn first_words(text: &str) -> Clean {
    let line = text.lines().next().unwrap_or_default().trim();
    let Some((limit, _)) = line.char_indices().nth(120) else {
        return crate::text::clean_line(closed(line));
    };
    let head = &line[..limit];
    let cut = head
        .rfind(' ')
        .filter(|at| *at > limit / 2)
        .unwrap_or_else(|| {
            crate::text::cell::clusters(head)
                .next_back()
                .map_or(0, |(at, _)| at)
        });
    crate::text::clean_line(&format!("{}…", closed(head[..cut].trim_end())))
}
