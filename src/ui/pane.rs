//! The panes, drawn.

pub(super) mod article;
pub(super) mod shelf;
pub(super) mod sources;
pub(super) mod thread;
