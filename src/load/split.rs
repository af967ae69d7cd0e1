//! Where the article ends and the discussion starts.
//!
//! [`EVIDENCE`] is asked in order and the first answer decides:
//! 1. the marker table: headings, author and date lines, `Reply` buttons;
//! 2. the strict length step: even long paragraphs, then even short ones.
//!
//! A trained model takes its place between the two as one more function.
//!
//! Invariants: nothing is cut before the second line; a list, a picture or code
//! never starts a discussion; what is no label of a comment system is never
//! dropped. Total and linear.

mod head;
mod marker;
mod step;
mod style;
mod table;
mod turn;

use super::Models;
use super::draft::{Piece, Turn};
use crate::model::By;
use crate::text::clean_line;

/// A place where the article ends.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cut {
    /// The first piece of the discussion; its heading, where it has one.
    pub(super) at: usize,
    /// How sure that is, 0 to 1.
    pub(super) confidence: f32,
    /// What spoke for it.
    pub(super) why: &'static str,
}

/// Something that may find the discussion.
type Evidence = fn(&[Piece]) -> Option<Cut>;

/// All evidence, the most telling first.
const EVIDENCE: &[Evidence] = &[marker::find, step::find];

/// Where labels of a comment system tell that the discussion starts.
pub(super) fn labelled(pieces: &[Piece]) -> Option<usize> {
    marker::find(pieces).map(|cut| cut.at)
}

/// Where a heading tells that the discussion starts.
pub(super) fn headed(pieces: &[Piece]) -> Option<usize> {
    let cut = marker::find(pieces).filter(|cut| cut.why == "comments heading");
    cut.map(|cut| cut.at)
}

/// A text in two parts.
#[derive(Debug)]
pub(super) struct Parted {
    pub(super) article: Vec<Piece>,
    pub(super) turns: Vec<Turn>,
    /// Who decided, and why.
    pub(super) by: By,
    /// The discussion as the source has it: what became data and what was dropped is still there.
    pub(super) raw: Vec<Piece>,
}

/// Parts the article from the discussion. Without evidence all is article.
pub(super) fn part(pieces: Vec<Piece>, _models: &Models) -> Parted {
    let cut = EVIDENCE.iter().find_map(|find| find(&pieces));
    let Some(cut) = cut else {
        let all = pieces.len();
        return part_at(pieces, all, none());
    };
    let by = By::Khao {
        confidence: cut.confidence,
        why: vec![clean_line(cut.why)],
    };
    part_at(pieces, cut.at, by)
}

/// Parts the article from the discussion before piece `at`, as `by` decided.
pub(super) fn part_at(mut pieces: Vec<Piece>, at: usize, by: By) -> Parted {
    let discussion = pieces.split_off(at.min(pieces.len()));
    Parted {
        article: pieces,
        raw: discussion.clone(),
        turns: turn::turns(discussion),
        by,
    }
}

/// What is said of a text in which nothing tells of comments.
pub(super) fn none() -> By {
    // How often a text without any sign has comments after all was measured
    // on news; on blogs it is far more often.
    By::Khao {
        confidence: 0.7,
        why: vec![clean_line("no sign of comments")],
    }
}
