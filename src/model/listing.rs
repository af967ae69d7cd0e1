//! What the shelf knows of a document without opening it.

use super::{Document, DocumentId, When};
use crate::text::{Clean, Lang};

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
    /// When.
    pub published: Option<When>,
    /// In which language.
    pub lang: Lang,
    /// How many comments it has.
    pub n_comments: usize,
    /// How many documents are related to it; `None` until that is known.
    pub n_sources: Option<usize>,
    /// Its first words, at most some 600 bytes, for the preview.
    pub preview: Clean,
    /// Where it was read from.
    pub path: Clean,
}

impl Listing {
    /// The row of a document whose relations are not known yet.
    pub fn of(doc: &Document) -> Self {
        let (title, stand_in) = doc.headline();
        let mut preview = String::new();
        for b in super::BlockIx::each(&doc.article.blocks).map(|b| doc.block(b)) {
            if preview.len() > 600 {
                break;
            }
            if !b.text.trim().is_empty() && !matches!(b.kind, super::BlockKind::Image) {
                if !preview.is_empty() {
                    preview.push('\n');
                }
                preview.push_str(&b.text);
            }
        }
        let cut = crate::text::cell::clusters(&preview)
            .map(|(at, _)| at)
            .find(|at| *at >= 600)
            .unwrap_or(preview.len());
        preview.truncate(cut);
        Self {
            id: doc.id,
            title,
            stand_in,
            outlet: doc.article.outlet.clone(),
            published: doc.article.published,
            lang: doc.article.lang,
            n_comments: doc.thread.len(),
            n_sources: None,
            preview: crate::text::clean(&preview),
            path: doc.path.clone(),
        }
    }
}
