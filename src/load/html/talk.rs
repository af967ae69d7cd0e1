//! The discussion of a page.

use super::super::draft::Turn;
use super::tree::{NodeIx, Tree};
use crate::text::Clean;

/// The discussion of a page.
#[derive(Debug)]
pub(super) struct Talk {
    /// Its comments in the page's order, with what the page says of their parents.
    pub(super) turns: Vec<Turn>,
    /// The subtrees that are the discussion's (comments, their heading, their form): no part of the article.
    pub(super) taken: Vec<NodeIx>,
    /// How sure it is that these are the comments: 1 where the page's markup says so.
    pub(super) confidence: f32,
    /// What told: `JSON-LD`, `WordPress markup`, `12 parts of one shape`.
    pub(super) why: Vec<Clean>,
}

/// Which ways of finding a discussion are asked; all of them, but for measuring what each is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layers {
    /// Data for machines: JSON-LD and microdata.
    pub data: bool,
    /// Markup of known makers.
    pub markup: bool,
    /// Repeated structure, without names of classes.
    pub shape: bool,
    /// The words alone, as in flat text.
    pub flat: bool,
}

impl Default for Layers {
    fn default() -> Self {
        Self {
            data: true,
            markup: true,
            shape: true,
            flat: true,
        }
    }
}

/// The discussion of a page, by the first layer that finds one.
pub(super) fn find(_tree: &Tree, _layers: Layers) -> Option<Talk> {
    None
}
