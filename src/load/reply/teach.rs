//! Cases with their answers, for the tool that learns the coefficients.

use super::feature::{Case, Feature};
use super::page::Page;
use super::{DEEPEST, spine_of};
use crate::model::{CommentIx, Document, Thread};

/// A feature's place in [`names`], and its value.
pub type Row = Vec<(usize, f32)>;

/// A comment whose parent is known.
#[derive(Debug)]
pub struct Lesson {
    /// The features that tell whether it answers any.
    pub answers: Row,
    /// Those of each comment that it may answer, the nearest last.
    pub candidates: Vec<Row>,
    /// Which of them it answers; `None` is a root. A parent that is no candidate is none here, and
    /// [`lost`](Self::lost) tells so.
    pub parent: Option<usize>,
    /// Whether it answers something that stands too deep to be chosen.
    pub lost: bool,
}

/// The names of all features, and what their coefficients are drawn to.
pub fn names() -> Vec<(&'static str, f32)> {
    Feature::ALL
        .iter()
        .map(|(_, name, prior)| (*name, *prior))
        .collect()
}

/// The lessons of a document whose parents are stated.
pub fn lessons(document: &Document) -> Vec<Lesson> {
    let thread: &Thread = &document.thread;
    let page = Page::of(document, thread);
    let mut spine: Vec<usize> = Vec::new();
    let mut out = Vec::new();
    for (at, comment) in thread.comments().iter().enumerate() {
        let parent = comment.parent.map(CommentIx::ix);
        let candidates = &spine[..spine.len().min(DEEPEST)];
        if let Some(case) = Case::of(&page, at, candidates) {
            let place = parent.and_then(|p| candidates.iter().position(|c| *c == p));
            out.push(Lesson {
                answers: row(|add| case.answers(add)),
                candidates: (0..candidates.len())
                    .map(|c| row(|add| case.chosen(c, add)))
                    .collect(),
                parent: place,
                lost: parent.is_some() && place.is_none(),
            });
        }
        spine_of(&mut spine, at, parent);
    }
    out
}

/// What `fill` counts, without what is 0.
fn row(fill: impl FnOnce(&mut dyn FnMut(Feature, f32))) -> Row {
    let mut row = Row::new();
    fill(&mut |feature, value| {
        if value != 0.0 {
            row.push((feature as usize, value));
        }
    });
    row
}
