//! How documents belong together: pure scoring, each relation with its reasons.

use crate::model::{Document, DocumentId, Relation};

/// Documents made comparable. Adding is cheap; no IO.
#[derive(Debug, Default)]
pub struct Index {}

impl Index {
    /// An empty index.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a document, or replaces the one with its identity.
    pub fn add(&mut self, _document: &Document) {}

    /// What is related to `id`, story first, strongest first. Empty for a stranger.
    pub fn relations(&self, _id: DocumentId) -> Vec<Relation> {
        Vec::new()
    }
}
