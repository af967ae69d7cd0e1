//! The discussion told by the labels of comment systems.

use super::super::draft::Piece;
use super::super::line;
use super::Cut;
use super::form;
use super::table::{self, Sign};
use crate::model::BlockKind;

/// The reason of a cut that heads alone tell: no label says it.
pub(super) const SPOKEN: &str = "names above or before the words";
/// What a heading of comments is told as.
pub(super) const HEADED: &str = "comments heading";

/// The discussion by its labels; the more certain ones first.
pub(super) fn find(pieces: &[Piece], signs: &[Option<Sign>]) -> Option<Cut> {
    let start = body(pieces).unwrap_or(pieces.len());
    let view = View {
        pieces,
        signs,
        start,
    };
    view.heading()
        .or_else(|| view.numbers())
        .or_else(|| view.authors())
        .or_else(|| view.buttons())
        .or_else(|| view.speakers())
}

/// The signs of all pieces.
pub(super) fn signs(pieces: &[Piece]) -> Vec<Option<Sign>> {
    let mut signs = pieces.iter().map(of).collect::<Vec<_>>();
    form::dated(pieces, &mut signs);
    signs
}

/// The sign of a piece; lists, pictures and code have none.
pub(super) fn of(piece: &Piece) -> Option<Sign> {
    match piece.block.kind {
        BlockKind::Paragraph | BlockKind::Heading(_) | BlockKind::Quote | BlockKind::Item(_) => {
            table::sign(piece.text())
        }
        BlockKind::Code | BlockKind::Caption | BlockKind::Image | BlockKind::Table => None,
    }
}

/// The first piece behind which a discussion may start: there must be something to discuss.
fn body(pieces: &[Piece]) -> Option<usize> {
    let at = pieces
        .iter()
        .position(|p| line::cells(p.text()) >= 80 || line::ends_sentence(p.text()))?;
    Some(at + 1)
}

struct View<'a> {
    pieces: &'a [Piece],
    signs: &'a [Option<Sign>],
    start: usize,
}

impl View<'_> {
    fn heading(&self) -> Option<Cut> {
        let tells = |at: usize| match &self.signs[at] {
            Some(Sign::Heading) => true,
            // A weak heading needs a comment system's label soon below.
            Some(Sign::WeakHeading) => self.signs[at + 1..].iter().take(4).any(|s| {
                matches!(
                    s,
                    Some(Sign::Author { .. } | Sign::Number { .. } | Sign::Button | Sign::Time(_))
                )
            }),
            _ => false,
        };
        let at = (self.start..self.pieces.len()).find(|at| tells(*at))?;
        let below = self.pieces.len() - at - 1;
        (below > 0).then_some(Cut {
            at,
            confidence: 0.97,
            why: vec![HEADED],
        })
    }

    fn numbers(&self) -> Option<Cut> {
        let is_number = |at: &usize| matches!(self.signs[*at], Some(Sign::Number { .. }));
        // `#2 Bring water` may stand in a list of advice; the full form says what it is, even where what
        // is talked about is a short line or two.
        let full = (1..self.pieces.len())
            .filter(|at| !self.pieces[*at].text().starts_with('#'))
            .find(is_number);
        let mut found = (self.start..self.pieces.len()).filter(is_number);
        let at = full.into_iter().chain(found.next()).min()?;
        let says_so = full == Some(at) || found.next().is_some() && self.has_button();
        says_so.then_some(Cut {
            at,
            confidence: 0.97,
            why: vec!["numbered comments"],
        })
    }

    fn authors(&self) -> Option<Cut> {
        let heads: Vec<usize> = (self.start..self.pieces.len())
            .filter_map(|at| self.head(at))
            .collect();
        let first = *heads.first()?;
        let enough = heads.len() >= 2 || self.has_button();
        // Comments are short: a list of dated reports has more under each head.
        let dense = self.pieces.len() - first <= heads.len() * 12;
        let tells = self.signs[self.start..]
            .iter()
            .zip(&self.pieces[self.start..])
            .any(|(s, p)| s.is_some() && of(p).is_some());
        // A name and a day stand above reports and in a timeline too.
        let talk = || {
            let talks = |at: &&usize| form::is_dated_talk(self.pieces, self.signs, **at);
            heads.iter().filter(talks).count() * 2 > heads.len()
        };
        let (confidence, why) = if tells {
            (0.9, "author and date lines")
        } else {
            (0.8, SPOKEN)
        };
        (enough && dense && (tells || talk())).then_some(Cut {
            at: first,
            confidence,
            why: vec![why],
        })
    }

    /// Where the comment starts whose author line or time stands at `at`.
    fn head(&self, at: usize) -> Option<usize> {
        let words_below = self.signs.get(at + 1).is_some_and(Option::is_none)
            || self.signs.get(at + 2).is_some_and(Option::is_none);
        match &self.signs[at] {
            Some(Sign::Author { .. }) if words_below => Some(at),
            Some(Sign::Time(_)) if words_below && at > self.start => {
                let above = &self.pieces[at - 1];
                (self.signs[at - 1].is_none()
                    && table::is_name(above.text())
                    && above.block.kind == BlockKind::Paragraph)
                    .then_some(at - 1)
            }
            _ => None,
        }
    }

    fn speakers(&self) -> Option<Cut> {
        let at = form::spoken(self.pieces, self.signs, self.start)?;
        Some(Cut {
            at,
            confidence: 0.8,
            why: vec![SPOKEN],
        })
    }

    fn has_button(&self) -> bool {
        self.buttons_at().next().is_some()
    }

    fn buttons_at(&self) -> impl Iterator<Item = usize> {
        (self.start..self.pieces.len()).filter(|at| {
            matches!(self.signs[*at], Some(Sign::Button))
                && table::is_reply(self.pieces[*at].text())
        })
    }

    fn buttons(&self) -> Option<Cut> {
        let mut buttons = self.buttons_at();
        let (first, _) = (buttons.next()?, buttons.next()?);
        let words = (self.start..first)
            .rev()
            .find(|at| self.signs[*at].is_none())?;
        let stands_alone = words >= 2
            && !matches!(
                self.pieces[words].block.kind,
                BlockKind::Item(_) | BlockKind::Code | BlockKind::Image
            );
        stands_alone.then(|| Cut {
            at: form::above(self.pieces, self.signs, words),
            confidence: 0.85,
            why: vec!["reply buttons"],
        })
    }
}
