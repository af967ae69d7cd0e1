//! How the comments of a discussion are parted from each other, told once for all of them.

use super::super::draft::Piece;
use super::table::{self, Sign};
use crate::model::BlockKind;

/// How the comments are parted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// A number above each: names and times belong to the comment they stand in.
    Numbered,
    /// A name or a time above each.
    Headed,
    /// A name and a time below each.
    Signed,
    /// A button under each.
    Closed,
    /// One paragraph each.
    Bare,
}

impl Style {
    /// How these lines with their signs are parted.
    pub(super) fn of(pieces: &[Piece], signs: &[Option<Sign>]) -> Self {
        let n = |f: fn(&Sign) -> bool| signs.iter().flatten().filter(|s| f(s)).count();
        if n(|s| matches!(s, Sign::Number { .. })) > 0 {
            Self::Numbered
        } else if is_signed_below(pieces, signs) {
            Self::Signed
        } else if n(|s| matches!(s, Sign::Author { .. } | Sign::Time(_))) > 0
            || headings(pieces, signs) > 0
        {
            Self::Headed
        } else if n(|s| matches!(s, Sign::Button)) > 0 {
            Self::Closed
        } else {
            Self::Bare
        }
    }
}

/// Whether the first line is somebody's words and the last one a name and a time: then they stand below
/// the words all along.
fn is_signed_below(pieces: &[Piece], signs: &[Option<Sign>]) -> bool {
    let mut lines = pieces.iter().zip(signs).filter(|(_, s)| {
        matches!(
            s,
            None | Some(Sign::Author { .. } | Sign::Time(_) | Sign::ReplyTo(_))
        )
    });
    let (Some((first, None)), second) = (lines.next(), lines.next()) else {
        return false;
    };
    let headed = matches!(second, Some((_, Some(Sign::Time(_))))) && table::is_name(first.text())
        || matches!(first.block.kind, BlockKind::Heading(_));
    let last = lines.next_back().or(second);
    !headed && matches!(last, Some((_, Some(Sign::Author { .. } | Sign::Time(_)))))
}

/// How many headings below the first line are names: `### Anna` above each comment.
fn headings(pieces: &[Piece], signs: &[Option<Sign>]) -> usize {
    let pairs = pieces.iter().zip(signs);
    pairs
        .filter(|(p, s)| {
            s.is_none() && matches!(p.block.kind, BlockKind::Heading(_)) && table::is_name(p.text())
        })
        .count()
}
