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
mod closing;
mod edge;
mod feature;
mod form;
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
use table::Sign;

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

/// Whether a line is the heading of a discussion, and nothing else.
pub(super) fn is_heading(text: &str) -> bool {
    matches!(table::sign(text), Some(table::Sign::Heading))
}

/// Where labels of a comment system tell that the discussion starts.
pub(super) fn labelled(pieces: &[Piece]) -> Option<usize> {
    marker::find(pieces, &marker::signs(pieces)).map(|cut| cut.at)
}

/// Where a heading tells that the discussion starts.
pub(super) fn headed(pieces: &[Piece]) -> Option<usize> {
    let cut = marker::find(pieces, &marker::signs(pieces));
    let cut = cut.filter(|cut| cut.why == [marker::HEADED]);
    cut.map(|cut| cut.at)
}

/// Whether a piece is a label of a comment system.
pub(super) fn is_label(piece: &Piece) -> bool {
    marker::of(piece).is_some()
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

/// How sure it must be that there are no comments for names to speak against a cut that the words tell.
const DOUBT: f32 = 0.1;

/// How sure the words alone must be of a discussion on a page. What was learned was learned on texts of which
/// every other one had comments. On a page whose parts show none, comments are so rare that the same words say
/// far less: chances of 97 in 100 become about even.
const SURE_OF_PAGE: f32 = 0.97;

/// The cut, or how sure it is that there is none. Words alone count where they are at least as sure as said.
fn cut(pieces: &[Piece], signs: &[Option<Sign>], models: &Models, least: f32) -> Result<Cut, f32> {
    let told = marker::find(pieces, signs);
    // Names are no label: they have to be as sure as words.
    if let Some(cut) = told.filter(|cut| cut.why != [marker::SPOKEN] || cut.confidence >= least) {
        return Ok(cut);
    }
    let said = chain::ask(pieces, signs, &models.split);
    let none = said.as_ref().map_or(UNTOLD, |s| s.none);
    let cuts = said
        .and_then(|s| s.cut)
        .into_iter()
        .chain(step::find(pieces));
    cuts.filter(|cut| cut.confidence >= least)
        .max_by(|a, b| a.confidence.total_cmp(&b.confidence))
        .map(|cut| Cut {
            at: form::above(pieces, signs, cut.at),
            ..cut
        })
        .filter(|cut| none < DOUBT || !form::is_doubtful(pieces, signs, cut.at, cut.confidence))
        .ok_or(none)
}

/// Parts the article from the discussion. Without evidence all is article.
pub(super) fn part(pieces: Vec<Piece>, models: &Models) -> Parted {
    part_if(pieces, models, 0.0)
}

/// Parts the words of a page whose markup shows no discussion: labels decide, or very sure words.
pub(super) fn part_page(pieces: Vec<Piece>, models: &Models) -> Parted {
    part_if(pieces, models, SURE_OF_PAGE)
}

fn part_if(pieces: Vec<Piece>, models: &Models, least: f32) -> Parted {
    let signs = marker::signs(&pieces);
    let (at, by) = match cut(&pieces, &signs, models, least) {
        Ok(cut) => (cut.at, said(cut.confidence, cut.why)),
        Err(sure) => (pieces.len(), said(sure, vec![NO_SIGN])),
    };
    parted(pieces, signs, [at, at], by)
}

/// Parts the article from the discussion before piece `at`, as `by` decided. Where it had been found before piece
/// `found`, the heads told there stay heads: a line more or less above them takes none away.
pub(super) fn part_at(pieces: Vec<Piece>, found: usize, at: usize, by: By) -> Parted {
    let signs = marker::signs(&pieces);
    let found = if found < pieces.len() { found } else { at };
    parted(pieces, signs, [found, at], by)
}

fn parted(
    mut pieces: Vec<Piece>,
    mut signs: Vec<Option<Sign>>,
    [found, at]: [usize; 2],
    by: By,
) -> Parted {
    let found = found.min(pieces.len());
    form::heads(&pieces[found..], &mut signs[found..]);
    let at = at.min(pieces.len());
    let discussion = pieces.split_off(at);
    Parted {
        article: pieces,
        raw: discussion.clone(),
        turns: turn::turns(discussion, signs.split_off(at)),
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
