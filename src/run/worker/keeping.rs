//! What is kept: all that waits in a row in one go, and again where it could not be.

use super::linking::Linking;
use super::{Desk, Job};
use crate::app::Msg;
use crate::model::{Change, DocumentId, Left, Sitting, State};
use crate::run::library::Library;
use crate::store;

/// What is to be kept of a document.
#[derive(Debug)]
pub(super) enum Keeping {
    /// How it was left.
    Left(Box<Left>),
    /// What the reader set.
    Changes(Vec<Change>),
}

/// So many are tried again at most, should a disk stay full.
const MOST_UNKEPT: usize = 1_000;

/// Keeps all or none. Returns whether other documents are read than before.
///
/// # Errors
/// When they could not be kept; `told` says whether that is noted though it was noted before.
pub(super) fn keep(
    all: &[(DocumentId, Keeping)],
    told: bool,
    sitting: Option<&Sitting>,
    library: &mut Library,
) -> Result<bool, store::Error> {
    let mut other = false;
    let each = all.iter().map(|(id, what)| (*id, what));
    let make = |before: State, what: &Keeping| {
        let was = before.read;
        let after = match what {
            Keeping::Left(left) => before.after(left),
            Keeping::Changes(changes) => before.with(changes),
        };
        other |= after.read != was;
        after
    };
    let kept = library.change_all(each, make, sitting);
    kept.inspect_err(|why| library.note_unkept(why, told))?;
    Ok(other)
}

/// Keeps one thing. False where nobody listens any more.
pub(super) fn keep_one(
    id: DocumentId,
    what: Keeping,
    library: &mut Library,
    send: &impl Fn(Msg) -> bool,
) -> bool {
    let told = matches!(what, Keeping::Changes(_));
    match keep(&[(id, what)], told, None, library) {
        Ok(true) => count_unread(library, send),
        Ok(false) | Err(_) => true,
    }
}

/// Tells how many documents are not read. False where nobody listens any more.
pub(super) fn count_unread(library: &mut Library, send: &impl Fn(Msg) -> bool) -> bool {
    let counted = library.reading(|l| l.n_unread().ok()).flatten();
    counted.is_none_or(|n| send(Msg::Unread(n)))
}

impl Desk {
    /// Keeps what is to be kept next, and what could not be kept before. Returns whether there was anything.
    pub(super) fn keep(&mut self, library: &mut Library) -> bool {
        let (keeps, told) = self.keeps();
        let sitting = self.sitting.take();
        if std::mem::take(&mut self.cut_again) {
            let _pass = self.gate.pass();
            library.cut_again();
        }
        if keeps.is_empty() && sitting.is_none() {
            return false;
        }
        let pass = self.gate.pass();
        let kept = keep(&keeps, told, sitting.as_deref(), library);
        drop(pass);
        match kept {
            Ok(other) => self.recount |= other,
            Err(_) if self.is_ending() => {}
            Err(_) => {
                self.unkept = keeps;
                self.unkept.truncate(MOST_UNKEPT);
            }
        }
        true
    }

    fn is_ending(&self) -> bool {
        self.asked.iter().any(|job| matches!(job, Job::End(_)))
    }

    /// Before the end nobody waits for an answer any more: only what is to be kept is done.
    pub(super) fn drop_questions(&mut self) {
        if self.is_ending() {
            self.asked.retain(Job::keeps);
            self.measuring = None;
            self.linking = Linking::default();
            (self.counting, self.recount) = (false, false);
        }
    }

    /// What [`Desk::keep`] has to keep, in order: all that waits in a row, as keeping many takes as long as
    /// keeping one, behind what could not be kept before. And whether the screen says that any of it is kept.
    pub(super) fn keeps(&mut self) -> (Vec<(DocumentId, Keeping)>, bool) {
        let mut keeps = Vec::new();
        let mut told = false;
        while let Some(job) = self.asked.pop_front() {
            match job {
                Job::Keep { id, left } => keeps.push((id, Keeping::Left(left))),
                Job::Leave { left, sitting, cut } => {
                    keeps.extend(left.map(|(id, left)| (id, Keeping::Left(left))));
                    self.sitting = sitting.or_else(|| self.sitting.take());
                    self.cut_again = cut && self.sitting.is_none();
                }
                Job::Change { id, changes } => {
                    told = true;
                    keeps.push((id, Keeping::Changes(changes)));
                }
                other => {
                    self.asked.push_front(other);
                    break;
                }
            }
        }
        if self.is_ending() || !keeps.is_empty() {
            keeps.splice(0..0, self.unkept.drain(..));
        }
        (keeps, told)
    }
}
