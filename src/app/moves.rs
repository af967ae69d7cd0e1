//! Moving in the thread, and folding.

use super::action::Action;
use super::areas::{Area, PaneId};
use super::linear;
use super::overlay::Overlay;
use super::word::{Note, Word};
use super::{App, Effect, Reader};
use crate::model::{BlockIx, CommentIx};
use crate::page::{Line, Rule, lay_block};
use crate::text::Fit;

impl App {
    /// The area of the peeked parent's words.
    pub fn peek_area(&self) -> Area {
        if self.settings.linear {
            return linear::over(self.size);
        }
        let width = self.size.0.saturating_sub(8).min(76);
        let height = u16::try_from(self.peeked.len() + 4)
            .unwrap_or(u16::MAX)
            .min(self.size.1.saturating_sub(4));
        Area {
            x: (self.size.0 - width) / 2,
            y: (self.size.1.saturating_sub(height)) / 3,
            width,
            height,
        }
    }

    /// Goes to a comment, unfolding what hides it, and notes where the reader was.
    pub(super) fn go_comment(&mut self, ix: CommentIx) {
        let Some(reader) = &mut self.reader else {
            return;
        };
        if reader.document.thread.is_empty() {
            return;
        }
        self.trail.leave(reader.stop());
        reader
            .thread
            .stack
            .reveal_above(&reader.document.thread, ix);
        reader.thread.choose(&reader.document, ix);
    }

    pub(super) fn thread_move(&mut self, action: Action) {
        let Some(reader) = &self.reader else { return };
        let thread = &reader.document.thread;
        if thread.is_empty() {
            return self.say(Word::NoComments);
        }
        let here = reader.thread.chosen();
        let me = thread.get(here);
        let roots = |forward: bool| {
            let is = |i: &u32| thread.get(CommentIx(*i)).parent.is_none();
            if forward {
                (here.0 + 1..thread.len() as u32).find(is)
            } else {
                (0..here.0).rev().find(is)
            }
        };
        let by_author = |forward: bool| {
            let is = |i: &u32| thread.get(CommentIx(*i)).author == me.author;
            if forward {
                (here.0 + 1..thread.len() as u32).find(is)
            } else {
                (0..here.0).rev().find(is)
            }
        };
        let (found, none) = match action {
            Action::NextRoot => (roots(true).map(CommentIx), Word::LastOne),
            Action::PreviousRoot => (roots(false).map(CommentIx), Word::FirstOne),
            Action::NextSibling => {
                let next = me.end;
                let same = next.ix() < thread.len() && thread.get(next).parent == me.parent;
                (same.then_some(next), Word::NoSibling)
            }
            Action::PreviousSibling => {
                let first = me.parent.map_or(CommentIx(0), |p| CommentIx(p.0 + 1));
                let mut at = first;
                let mut before = None;
                while at < here {
                    before = Some(at);
                    at = thread.get(at).end;
                }
                (before, Word::NoSibling)
            }
            Action::Parent | Action::Peek => (me.parent, Word::NoParent),
            Action::Root => (thread.ancestors(here).last(), Word::NoParent),
            Action::NextByAuthor | Action::PreviousByAuthor => {
                if me.author.is_none() {
                    return self.say(Word::NoAuthor);
                }
                (
                    by_author(action == Action::NextByAuthor).map(CommentIx),
                    Word::NoOtherByAuthor,
                )
            }
            _ => return,
        };
        match found {
            Some(ix) if action == Action::Peek => self.overlay = Some(Overlay::Peek(ix)),
            Some(ix) => self.go_comment(ix),
            None => self.say(none),
        }
    }

    pub(super) fn fold(&mut self, action: Action, level: Option<usize>, effects: &mut Vec<Effect>) {
        let Some(reader) = &mut self.reader else {
            return;
        };
        let document = &reader.document;
        let thread = &document.thread;
        if thread.is_empty() {
            return self.say(Word::NoComments);
        }
        let cursor = reader.thread.cursor;
        let here = reader.thread.chosen();
        let stack = &mut reader.thread.stack;
        let folded = stack.is_folded(here);
        let before = stack.folds().to_vec();
        let only = matches!(action, Action::Fold | Action::FoldClose | Action::FoldOpen);
        match action {
            Action::FoldClose if folded => {
                if let Some(parent) = thread.get(here).parent {
                    reader.thread.choose(document, parent);
                }
                return;
            }
            Action::Fold => stack.set_fold(thread, here, !folded),
            Action::FoldClose => stack.set_fold(thread, here, true),
            Action::FoldOpen => stack.set_fold(thread, here, false),
            Action::FoldAll => stack.fold(thread, |_, _| true),
            Action::FoldNone => stack.fold(thread, |_, _| false),
            Action::FoldLevel => {
                let level = level.unwrap_or(1) as u16;
                // What lies deeper is folded into the last level shown, whose own words stay.
                stack.fold(thread, |ix, _| thread.get(ix).depth >= level);
            }
            Action::Flat => {
                let shape = stack.shape();
                let flat = !shape.flat;
                stack.reshape(document, crate::page::Shape { flat, ..shape });
                self.note = Some(Note::new(if flat {
                    Word::FlatView
                } else {
                    Word::TreeView
                }));
            }
            _ => return,
        }
        let reader = self
            .reader
            .as_mut()
            .expect("it was there at the start of the function");
        reader.thread.settle_cursor(&reader.document);
        if action != Action::Flat {
            self.folded((&before, cursor), only.then_some(here), effects);
        }
    }

    /// Next or previous unread comment; where there is none, the next unread article.
    pub(super) fn unread(&mut self, forward: bool, effects: &mut Vec<Effect>) {
        if let Some(reader) = &mut self.reader {
            let first = reader.focus != PaneId::Thread && forward;
            let chosen = reader.thread.chosen();
            let found = if first && !reader.thread.read.get(chosen.ix()).copied().unwrap_or(true) {
                Some(chosen)
            } else {
                reader.thread.unread(forward)
            };
            if let Some(ix) = found {
                reader.set_focus(PaneId::Thread);
                return self.go_comment(ix);
            }
        }
        self.next_unread(forward, effects);
    }
}

/// A comment's words on lines of `width` cells.
pub(super) fn peek_lines(reader: &mut Reader, ix: CommentIx, width: u16) -> Vec<Line> {
    let document = std::sync::Arc::clone(&reader.document);
    let mut lines = Vec::new();
    for b in BlockIx::each(&document.thread.get(ix).blocks) {
        let rule = Rule {
            width: width.max(1),
            fit: Fit::First,
        };
        lay_block(
            document.block(b),
            b,
            reader.measured.need(&document, b),
            rule,
            &mut lines,
        );
    }
    lines
}
