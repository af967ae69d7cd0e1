//! One thing that the reader sets on a document or a comment.
//!
//! A change says what becomes of a thing, not what it was: what undoes it is another change. The same value
//! is applied to the open document, to the shelf's row and to the library.

use super::{CommentId, CommentState, DocumentId, Kind, Marks, State};
use crate::text::Clean;

/// One thing to set on a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Whether the article is read.
    Read(bool),
    /// Whether it is starred.
    Starred(bool),
    /// Whether it has a tag.
    Tag(Clean, bool),
    /// The note on it.
    Note(Option<Clean>),
    /// Whether another document is not related to it ([`Kind::Background`]), or only not the same story
    /// ([`Kind::Story`]), whatever khao finds.
    Veto(DocumentId, Kind, bool),
    /// Something of one of its comments, which need not be there at the moment.
    Comment(CommentId, CommentChange),
}

/// One thing to set on a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CommentChange {
    /// Whether it is read.
    Read {
        /// Whether it is.
        read: bool,
        /// Whether it counts as new.
        fresh: bool,
        /// Whether it stays unread while it is looked at. This is for the session and is not kept.
        stays: bool,
    },
    /// Whether it is starred.
    Starred(bool),
    /// Whether it is folded.
    Folded {
        /// What is kept: what the reader did by hand.
        kept: Option<bool>,
        /// What the screen shows: a jump may have opened it.
        shown: bool,
    },
    /// The note on it.
    Note(Option<Clean>),
}

impl State {
    /// Sets one thing.
    pub fn set(&mut self, change: &Change) {
        match change {
            Change::Read(read) => self.read = *read,
            Change::Starred(starred) => self.starred = *starred,
            Change::Tag(tag, true) => {
                self.tags.insert(tag.clone());
            }
            Change::Tag(tag, false) => {
                self.tags.remove(tag);
            }
            Change::Note(note) => self.note.clone_from(note),
            Change::Veto(other, kind, true) => {
                self.vetoes.insert((*other, *kind));
            }
            Change::Veto(other, kind, false) => {
                self.vetoes.remove(&(*other, *kind));
            }
            Change::Comment(id, change) => {
                let done = self.comments.entry(*id).or_default();
                done.set(change);
                if done.is_empty() {
                    self.comments.remove(id);
                }
            }
        }
    }

    /// The state with these changes, one after the other.
    #[must_use]
    pub fn with(mut self, changes: &[Change]) -> Self {
        for change in changes {
            self.set(change);
        }
        self
    }
}

impl CommentState {
    /// Sets one thing.
    pub fn set(&mut self, change: &CommentChange) {
        match change {
            CommentChange::Read { read, fresh, .. } => (self.read, self.fresh) = (*read, *fresh),
            CommentChange::Starred(starred) => self.starred = *starred,
            CommentChange::Folded { kept, .. } => self.folded = *kept,
            CommentChange::Note(note) => self.note.clone_from(note),
        }
    }
}

impl Marks {
    /// Sets one thing. What is set on comments shows in [`n_new`](Self::n_new) only, and whoever knows the comments counts it.
    pub fn set(&mut self, change: &Change) {
        match change {
            Change::Read(read) => self.read = *read,
            Change::Starred(starred) => self.starred = *starred,
            Change::Tag(tag, true) => {
                self.tags.insert(tag.clone());
            }
            Change::Tag(tag, false) => {
                self.tags.remove(tag);
            }
            Change::Note(note) => self.noted = note.is_some(),
            Change::Veto(..) | Change::Comment(..) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean_line;

    #[test]
    fn a_row_shows_what_the_state_becomes_and_nothing_empty_is_left() {
        let tag = clean_line("train");
        let id = CommentId::from_number(7);
        let comment = |starred| Change::Comment(id, CommentChange::Starred(starred));
        let there = [
            Change::Read(true),
            Change::Starred(true),
            Change::Tag(tag.clone(), true),
            Change::Note(Some(clean_line("again"))),
            Change::Veto(DocumentId::from_number(1), Kind::Story, true),
            comment(true),
        ];
        let state = State::default().with(&there);
        let mut marks = Marks::default();
        for change in &there {
            marks.set(change);
        }
        assert_eq!(marks, Marks::of(&state));
        assert!(marks.starred && marks.noted && marks.tags.contains(&tag));
        let back = [
            comment(false),
            Change::Veto(DocumentId::from_number(1), Kind::Story, false),
            Change::Note(None),
            Change::Tag(tag, false),
            Change::Starred(false),
            Change::Read(false),
        ];
        assert!(state.with(&back).is_empty());
    }
}
