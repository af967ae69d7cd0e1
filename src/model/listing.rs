//! What the shelf knows of a document without opening it.

use super::{BlockIx, BlockKind, Document, DocumentId, When};
use crate::text::{Clean, Lang, cell, clean};

/// A row of the shelf.
#[derive(Debug, Clone, PartialEq)]
pub struct Listing {
    /// The document.
    pub id: DocumentId,
    /// Its title, or its first words.
    pub title: Clean,
    /// Whether the first words stand in for a title.
    pub stand_in: bool,
    /// Who published it.
    pub outlet: Option<Clean>,
    /// Who wrote it.
    pub byline: Option<Clean>,
    /// When.
    pub published: Option<When>,
    /// In which language.
    pub lang: Lang,
    /// How many comments it has.
    pub n_comments: usize,
    /// How many documents are related to it; `None` until that is known.
    pub n_sources: Option<usize>,
    /// Its first words, at most some 2,400 bytes, for the preview.
    pub preview: Clean,
    /// Where it was read from.
    pub path: Clean,
    /// Its address, where one is stated.
    pub url: Option<Clean>,
}

impl Listing {
    /// The row of a document whose relations are not known yet.
    pub fn of(doc: &Document) -> Self {
        let (title, stand_in) = doc.headline();
        let blocks = BlockIx::each(&doc.article.blocks).map(|ix| doc.block(ix));
        let preview = Self::preview_of(blocks.map(|b| (b.kind, &*b.text)));
        Self {
            id: doc.id,
            title,
            stand_in,
            outlet: doc.article.outlet.clone(),
            byline: doc.article.byline.clone(),
            published: doc.article.published,
            lang: doc.article.lang,
            n_comments: doc.thread.len(),
            n_sources: None,
            preview,
            path: doc.path.clone(),
            url: doc.url.clone(),
        }
    }

    /// The first words of an article, blocks parted by line ends, cut at a space or at least at a cluster.
    /// More than [`PREVIEW`] bytes of it need not be given.
    pub fn preview_of<'a>(blocks: impl IntoIterator<Item = (BlockKind, &'a str)>) -> Clean {
        let mut text = String::new();
        for (kind, words) in blocks {
            if text.len() > PREVIEW {
                break;
            }
            if words.trim().is_empty() || kind == BlockKind::Image {
                continue;
            }
            if !text.is_empty() {
                text.push('\n');
            }
            // A block may be as long as a book.
            let end = (0..=words.len().min(2 * PREVIEW))
                .rev()
                .find(|at| words.is_char_boundary(*at));
            text.push_str(&words[..end.unwrap_or(0)]);
        }
        if text.len() > PREVIEW {
            let head = cell::cluster_start(&text, PREVIEW);
            let cut = text[..head]
                .rfind([' ', '\n'])
                .filter(|at| *at > head - head / 8)
                .unwrap_or(head);
            text.truncate(cut);
            text.push('…');
        }
        clean(&text)
    }
}

/// More than the tallest preview shows, in bytes.
pub const PREVIEW: usize = 2_400;
