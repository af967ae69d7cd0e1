//! What a row of the shelf shows of what the reader did with its document.

use std::collections::BTreeSet;

use super::State;
use crate::text::Clean;

/// The part of a [`State`] that can be seen without opening the document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts, not a state machine"
)]
pub struct Marks {
    /// Whether the article was read.
    pub read: bool,
    /// Whether it is starred.
    pub starred: bool,
    /// Its tags.
    pub tags: BTreeSet<Clean>,
    /// Whether there is a note on it.
    pub noted: bool,
    /// How many of its comments came by a later import than the article, and are not read.
    pub n_new: usize,
    /// Whether the reader set where its comments begin, so that it has another number of them than its source.
    pub is_cut: bool,
}

impl Marks {
    /// What a state shows.
    pub fn of(state: &State) -> Self {
        let comments = state.comments.values();
        Self {
            read: state.read,
            starred: state.starred,
            tags: state.tags.clone(),
            noted: state.note.is_some(),
            n_new: comments.filter(|c| c.fresh && !c.read).count(),
            is_cut: state.corrections.cut.is_some() || state.corrections.no_comments,
        }
    }
}
