//! Where the article ends and the discussion starts.
//!
//! Evidence is asked in order and the first answer decides:
//! 1. the marker table: headings, author and date lines, `Reply` buttons;
//! 2. the chain with learned coefficients: lines that read like talk;
//! 3. the strict length step: even long paragraphs, then even short ones.
//!
//! Where both the chain and the step see a place, the surer one decides.
//!
//! Invariants: nothing is cut before the second line; a list, a picture or code
//! never starts a discussion; what is no label of a comment system is never
//! dropped. Total and linear.

mod chain;
mod edge;
mod feature;
mod head;
#[cfg(feature = "train")]
pub mod lesson;
mod lexis;
mod manner;
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
    pub(super) why: Vec<&'static str>,
}

/// Where labels of a comment system tell that the discussion starts.
pub(super) fn labelled(pieces: &[Piece]) -> Option<usize> {
    marker::find(pieces).map(|cut| cut.at)
}

/// Where a heading tells that the discussion starts.
pub(super) fn headed(pieces: &[Piece]) -> Option<usize> {
    let cut = marker::find(pieces).filter(|cut| cut.why == [marker::HEADED]);
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

/// What is said where there is no cut.
const NO_SIGN: &str = "no sign of comments";
/// How sure that is where no model says. How often a text without any sign has comments after all was
/// measured on news; on blogs it is far more often.
const UNTOLD: f32 = 0.7;

/// The cut, or how sure it is that there is none.
fn cut(pieces: &[Piece], models: &Models) -> Result<Cut, f32> {
    if let Some(cut) = marker::find(pieces) {
        return Ok(cut);
    }
    let said = chain::ask(pieces, &models.split);
    let none = said.as_ref().map_or(UNTOLD, |s| s.none);
    let cuts = said
        .and_then(|s| s.cut)
        .into_iter()
        .chain(step::find(pieces));
    cuts.max_by(|a, b| a.confidence.total_cmp(&b.confidence))
        .ok_or(none)
}

/// Parts the article from the discussion. Without evidence all is article.
pub(super) fn part(pieces: Vec<Piece>, models: &Models) -> Parted {
    let (at, by) = match cut(&pieces, models) {
        Ok(cut) => (cut.at, said(cut.confidence, cut.why)),
        Err(sure) => (pieces.len(), said(sure, vec![NO_SIGN])),
    };
    part_at(pieces, at, by)
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

/// What is said of a text that nobody looks into.
pub(super) fn none() -> By {
    said(UNTOLD, vec![NO_SIGN])
}

fn said(confidence: f32, why: Vec<&'static str>) -> By {
    By::Khao {
        confidence,
        why: why.into_iter().map(clean_line).collect(),
    }
}
