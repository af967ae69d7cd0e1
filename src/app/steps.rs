//! Undo and redo of what the reader sets: marks, stars, tags, notes, folds, corrections.
//!
//! A step holds two changes, the one back and the one forth; both go the way that the change itself went.
//! What comes about by reading (places, comments read because they were seen) is no step.

use std::collections::VecDeque;

use super::msg::Shelving;
use super::word::{Note, Word, number};
use super::{App, Effect};
use crate::model::{Change, CommentId, Corrections, DocumentId};
use crate::text::{Clean, cell, clean_line};

/// How many steps can be undone.
const LIMIT: usize = 1_000;
/// How many single changes they may hold in all: one step may fold ten thousand comments.
const WEIGHT: usize = 100_000;

/// What the reader did.
#[derive(Debug, Clone)]
pub(super) struct Step {
    /// With which document.
    pub id: DocumentId,
    /// Its title.
    pub title: Clean,
    /// With which comment.
    pub comment: Option<CommentId>,
    /// What it was.
    pub did: Did,
    /// Where it took the cursor of the thread: from where, and to where.
    pub moved: Option<(Spot, Spot)>,
    /// What undoes it.
    pub back: Doing,
    /// What does it again.
    pub forth: Doing,
    /// How many were taken before it: their order, however often they change sides.
    pub at: u64,
}

/// A comment and a row in it.
pub(super) type Spot = (CommentId, usize);

/// What a step was, for telling it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Did {
    Star(bool),
    Read(bool),
    ReadMany(usize),
    Tags,
    Note,
    Fold,
    Cut,
    Reply,
    Unrelate,
    Unstory,
}

/// What is to be done for a step.
#[derive(Debug, Clone)]
pub(super) enum Doing {
    /// Changes that show at once.
    Changes(Vec<Change>),
    /// What is set by hand: the worker makes the document anew.
    Corrections(Corrections),
}

impl Doing {
    fn weight(&self) -> usize {
        match self {
            Self::Changes(changes) => changes.len(),
            Self::Corrections(c) => 1 + c.parents.len(),
        }
    }
}

impl Step {
    fn weight(&self) -> usize {
        self.back.weight() + self.forth.weight()
    }
}

/// What can be undone, and done again.
#[derive(Debug, Clone, Default)]
pub(super) struct Steps {
    done: VecDeque<Step>,
    undone: Vec<Step>,
    weight: usize,
    /// How many were taken.
    taken: u64,
    /// Undoing (or redoing: `true`) that waits for a correction under way.
    waiting: VecDeque<bool>,
}

impl Steps {
    /// Takes what was done. What was undone cannot be done again from there.
    pub(super) fn push(&mut self, mut step: Step) {
        self.taken += 1;
        step.at = self.taken;
        for gone in self.undone.drain(..) {
            self.weight -= gone.weight();
        }
        self.weight += step.weight();
        self.done.push_back(step);
        while self.done.len() > LIMIT || (self.weight > WEIGHT && self.done.len() > 1) {
            let gone = self.done.pop_front();
            self.weight -= gone.map_or(0, |g| g.weight());
        }
    }

    /// Notes where the last step took the cursor of the thread.
    pub(super) fn note_move(&mut self, from: Spot, to: Spot) {
        if let Some(step) = self.done.back_mut().filter(|_| from != to) {
            step.moved = Some((from, to));
        }
    }

    /// The next step to undo or to do again; it changes sides.
    fn turn(&mut self, again: bool) -> Option<Step> {
        if again {
            let step = self.undone.pop()?;
            self.done.push_back(step.clone());
            Some(step)
        } else {
            let step = self.done.pop_back()?;
            self.undone.push(step.clone());
            Some(step)
        }
    }

    /// Takes a step back to the side where it was: what was to be done for it could not be. What was done
    /// meanwhile stays behind it, and then it cannot be done again.
    pub(super) fn turn_back(&mut self, step: Step, again: bool) {
        let same = |s: &Step| s.at == step.at;
        let is_last = self.undone.last().is_some_and(same);
        if again {
            let is_newest = self.done.back().is_some_and(same);
            let before = self.done.len();
            self.done.retain(|s| !same(s));
            if is_newest {
                self.undone.push(step);
            } else if self.done.len() < before {
                self.weight -= step.weight();
            }
            return;
        }
        if is_last {
            self.undone.pop();
        } else {
            self.weight += step.weight();
        }
        let place = self.done.partition_point(|s| s.at < step.at);
        self.done.insert(place, step);
    }
}

impl App {
    /// Undoes the last change, or does again what was undone last. While a correction is under way it
    /// waits: nobody knows yet what there is to undo.
    pub(super) fn turn(&mut self, again: bool, effects: &mut Vec<Effect>) {
        if self.correcting.is_busy() {
            self.steps.waiting.push_back(again);
            return;
        }
        let Some(step) = self.steps.turn(again) else {
            return self.say(if again {
                Word::NothingToRedo
            } else {
                Word::NothingToUndo
            });
        };
        match if again { &step.forth } else { &step.back } {
            Doing::Changes(changes) => {
                self.put(step.id, changes.clone(), effects);
                let open = self.reader.as_mut().filter(|r| r.document.id == step.id);
                if let (Some(reader), Some((from, to))) = (open, step.moved) {
                    let (here, there) = if again { (from, to) } else { (to, from) };
                    reader.move_back(here.0, there);
                }
                self.turned(&step, again);
            }
            Doing::Corrections(corrections) => {
                let corrections = corrections.clone();
                self.restore(step, again, corrections, effects);
            }
        }
    }

    /// Tells that a step was undone or done again.
    pub(super) fn turned(&mut self, step: &Step, again: bool) {
        let word = if again { Word::Redone } else { Word::Undone };
        let told = self.told(step);
        self.tell(Note::with(word, [told]));
    }

    /// Goes on with what waited for a correction.
    pub(super) fn turn_waiting(&mut self, effects: &mut Vec<Effect>) {
        while !self.correcting.is_busy()
            && let Some(again) = self.steps.waiting.pop_front()
        {
            self.turn(again, effects);
        }
    }

    /// Does something that can be undone.
    pub(super) fn make(
        &mut self,
        (id, comment): (DocumentId, Option<CommentId>),
        did: Did,
        (back, forth): (Vec<Change>, Vec<Change>),
        effects: &mut Vec<Effect>,
    ) {
        self.steps.push(Step {
            id,
            title: self.title_of(id),
            comment,
            did,
            moved: None,
            back: Doing::Changes(back),
            forth: Doing::Changes(forth.clone()),
            at: 0,
        });
        self.put(id, forth, effects);
    }

    /// Notes corrections that were made: what was set before, and after each.
    pub(super) fn note_corrections(&mut self, id: DocumentId, steps: &[Corrections]) {
        for pair in steps.windows(2).filter(|pair| pair[0] != pair[1]) {
            let (before, after) = (&pair[0], &pair[1]);
            let of_comment = |c: &&CommentId| before.parents.get(c) != after.parents.get(c);
            let mut comments = after.parents.keys().chain(before.parents.keys());
            let comment = comments.find(of_comment).copied();
            let did = match comment {
                Some(_) => Did::Reply,
                None => Did::Cut,
            };
            self.steps.push(Step {
                id,
                title: self.title_of(id),
                comment,
                did,
                moved: None,
                back: Doing::Corrections(before.clone()),
                forth: Doing::Corrections(after.clone()),
                at: 0,
            });
        }
    }

    /// Sets changes wherever they show, and has them kept.
    fn put(&mut self, id: DocumentId, changes: Vec<Change>, effects: &mut Vec<Effect>) {
        let open = self.reader.as_mut().filter(|r| r.document.id == id);
        let n_new = if let Some(reader) = open {
            reader.put(&changes);
            Some(reader.thread.n_new)
        } else {
            self.kept.get_mut(&id).map(|kept| {
                kept.put(&changes);
                kept.thread.n_new
            })
        };
        self.shelf.mark(id, |marks| {
            for change in &changes {
                marks.set(change);
            }
            marks.n_new = n_new.unwrap_or(marks.n_new);
        });
        for change in &changes {
            if let Change::Tag(tag, true) = change {
                self.tags.insert(tag.clone());
            }
        }
        if self.opening.is_some_and(|(_, of)| of == id) {
            self.late.extend(changes.iter().cloned());
        }
        let vetoed = changes.iter().any(|c| matches!(c, Change::Veto(..)));
        effects.push(Effect::Change { id, changes });
        if vetoed {
            self.relate_again(effects);
        }
        if self.reader.is_none() && !self.shelf.saved.is_empty() {
            effects.push(Effect::Shelf(Shelving::Count));
        }
    }

    fn title_of(&self, id: DocumentId) -> Clean {
        let open = self.reader.as_ref().filter(|r| r.document.id == id);
        let kept = self.kept.get(&id).map(|k| &k.document);
        let title = match open.map(|r| &r.document).or(kept) {
            Some(document) => document.headline().0.to_string(),
            None => self.listing(id).map_or("", |l| &l.title).to_owned(),
        };
        clean_line(&title)
    }

    /// What a step was, in the language of the screen.
    fn told(&self, step: &Step) -> Clean {
        // Some words and, for a comment, its number stand beside the title.
        let room = usize::from(self.size.0).saturating_sub(34).clamp(12, 48);
        let title = format!("“{}”", cell::truncate(&step.title, room));
        let which = match step.comment {
            None => title,
            Some(comment) => match self.number_of(step.id, comment) {
                Some(n) => self.texts.say(Word::CommentIn, &[&n.to_string(), &title]),
                None => self.texts.say(Word::SomeCommentIn, &[&title]),
            },
        };
        let (word, n) = match step.did {
            Did::Star(true) => (Word::DidStar, 0),
            Did::Star(false) => (Word::DidUnstar, 0),
            Did::Read(true) => (Word::DidRead, 0),
            Did::Read(false) => (Word::DidUnread, 0),
            Did::ReadMany(n) => (Word::DidReadMany, n),
            Did::Tags => (Word::DidTags, 0),
            Did::Note => (Word::DidNote, 0),
            Did::Fold => (Word::DidFold, 0),
            Did::Cut => (Word::DidCut, 0),
            Did::Reply => (Word::DidReply, 0),
            Did::Unrelate => (Word::DidUnrelate, 0),
            Did::Unstory => (Word::DidUnstory, 0),
        };
        clean_line(&self.texts.say(word, &[&which, &number(n)]))
    }

    /// The number of a comment in its document as it was seen last.
    fn number_of(&self, id: DocumentId, comment: CommentId) -> Option<usize> {
        let open = self.reader.as_ref().filter(|r| r.document.id == id);
        let kept = self.kept.get(&id).map(|k| &k.document);
        let document = open.map(|r| &r.document).or(kept)?;
        let mut comments = document.thread.comments().iter();
        comments.position(|c| c.id == comment).map(|at| at + 1)
    }
}

#[cfg(test)]
mod tests;
