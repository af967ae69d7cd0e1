//! The lines of a discussion become comments.
//!
//! Author, time and votes leave the words and become data; buttons and forms
//! are dropped. Where no label parts the comments, each paragraph is one.

use super::super::draft::{Piece, Stated, Turn};
use super::super::line;
use super::marker;
use super::table::{self, Sign};
use crate::model::{BlockKind, MarkKind, When};
use crate::text::clean_line;

/// How the comments are parted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// A number above each: names and times belong to the comment they stand in.
    Numbered,
    /// A name or a time above each.
    Headed,
    /// A button under each.
    Closed,
    /// One paragraph each.
    Bare,
}

/// The comments in a discussion, heading and form left out.
pub(super) fn turns(pieces: Vec<Piece>) -> Vec<Turn> {
    let signs: Vec<Option<Sign>> = pieces.iter().map(marker::of).collect();
    let n = |f: fn(&Sign) -> bool| signs.iter().flatten().filter(|s| f(s)).count();
    let style = if n(|s| matches!(s, Sign::Number { .. })) > 0 {
        Style::Numbered
    } else if n(|s| matches!(s, Sign::Author { .. } | Sign::Time(_))) > 0
        || headings(&pieces, &signs) > 0
    {
        Style::Headed
    } else if n(|s| matches!(s, Sign::Button)) > 0 {
        Style::Closed
    } else {
        Style::Bare
    };
    let inline = style == Style::Bare && speakers(&pieces, &signs) * 5 >= pieces.len() * 3;
    let nested = style == Style::Bare
        && pieces
            .iter()
            .zip(&signs)
            .all(|(p, s)| s.is_some() || matches!(p.block.kind, BlockKind::Item(_)));
    let mut talk = Talk {
        style,
        inline,
        nested,
        out: Vec::new(),
        closed: true,
        levels: Vec::new(),
    };
    for (piece, sign) in pieces.into_iter().zip(signs) {
        match sign {
            Some(sign) => talk.label(sign, piece),
            None => talk.words(piece),
        }
    }
    // A head without words is no comment: its button or form was all there was.
    let mut out = talk.out;
    if out.iter().all(|t| t.stated.is_none()) {
        out.retain(|t| !t.pieces.is_empty());
    }
    out
}

struct Talk {
    style: Style,
    /// Whether the lines start with their speaker: `Anna: I saw it.`
    inline: bool,
    /// Whether levels of a list tell who answers whom.
    nested: bool,
    out: Vec<Turn>,
    /// Whether the next words start a new comment.
    closed: bool,
    /// The last comment at each level of a nested list.
    levels: Vec<usize>,
}

impl Talk {
    fn label(&mut self, sign: Sign, piece: Piece) {
        match sign {
            Sign::Heading | Sign::Form => self.closed = true,
            // Only a heading above all is a label; further down it is somebody's word.
            Sign::WeakHeading if self.out.is_empty() => self.closed = true,
            Sign::WeakHeading => self.words(piece),
            Sign::Button => self.closed |= self.style == Style::Closed,
            Sign::Votes(n) => match self.out.last_mut() {
                Some(turn) => turn.score = turn.score.or(Some(n)),
                None => self.words(piece),
            },
            Sign::Number { author, when } => {
                self.open();
                self.name(author.as_deref(), when);
            }
            Sign::Author { name, when } => {
                if self.style != Style::Numbered && !self.is_waiting() {
                    self.open();
                }
                self.name(Some(&name), when);
            }
            Sign::Time(when) => self.time(when),
            Sign::ReplyTo(name) => self.reply_to(&name, piece),
        }
    }

    /// A time: the short line above it is the name.
    fn time(&mut self, when: Option<When>) {
        let above = self
            .out
            .last_mut()
            .filter(|t| t.author.is_none() || self.style == Style::Headed);
        let named = above.and_then(|t| {
            let is_name = t.pieces.last().is_some_and(|p| table::is_name(p.text()));
            let spare = self.style == Style::Headed || t.pieces.len() > 1;
            (is_name && spare && t.when.is_none_or(|_| t.pieces.len() > 1))
                .then(|| t.pieces.pop())
                .flatten()
        });
        let name = named.map(|p| p.block.text);
        if self.style == Style::Headed {
            if self
                .out
                .last()
                .is_some_and(|t| t.pieces.is_empty() && t.author.is_none() && t.when.is_none())
            {
                self.out.pop();
            }
            if name.is_some() || !self.is_waiting() {
                self.open();
            }
        }
        self.name(name.as_deref(), when);
    }

    fn reply_to(&mut self, name: &str, piece: Piece) {
        let is_name = |t: &Turn| {
            t.author
                .as_deref()
                .is_some_and(|a| a.to_lowercase() == name)
        };
        let n = self.out.len().saturating_sub(1);
        match self.out[..n].iter().rposition(is_name) {
            Some(at) if self.style != Style::Bare => self.out[n].stated = Some(Stated::Reply(at)),
            _ => self.words(piece),
        }
    }

    fn words(&mut self, mut piece: Piece) {
        if let (Style::Headed, BlockKind::Heading(_)) = (self.style, piece.block.kind) {
            self.open();
            self.name(Some(piece.text()), None);
            return;
        }
        let attached = matches!(
            piece.block.kind,
            BlockKind::Image | BlockKind::Caption | BlockKind::Code | BlockKind::Table
        );
        let quoting = self
            .out
            .last()
            .and_then(|t| t.pieces.last())
            .is_some_and(|p| p.block.kind == BlockKind::Quote);
        let starts = match self.style {
            Style::Bare => !piece.glued && !attached && !quoting,
            Style::Numbered | Style::Headed | Style::Closed => false,
        };
        if starts || self.closed || self.out.is_empty() {
            self.open();
        }
        self.closed = false;
        if let (true, BlockKind::Item(level)) = (self.nested, piece.block.kind) {
            self.nest(usize::from(level));
            piece.block.kind = BlockKind::Paragraph;
        }
        let named = speaker(&piece).filter(|_| {
            self.inline
                || piece
                    .block
                    .marks
                    .first()
                    .is_some_and(|m| m.kind == MarkKind::Strong)
        });
        if let Some((name, len)) = named.map(|(n, len)| (n.to_owned(), len))
            && self
                .out
                .last()
                .is_some_and(|t| t.author.is_none() && t.pieces.is_empty())
        {
            self.name(Some(&name), None);
            piece = behind(piece, len);
        }
        if let Some(turn) = self.out.last_mut() {
            turn.pieces.push(piece);
        }
    }

    fn nest(&mut self, level: usize) {
        let ix = self.out.len() - 1;
        self.levels.truncate(level);
        let stated = self
            .levels
            .last()
            .map_or(Stated::Root, |p| Stated::Reply(*p));
        self.levels.push(ix);
        self.out[ix].stated = Some(stated);
    }

    /// Whether the last comment has a head but no words yet.
    fn is_waiting(&self) -> bool {
        self.out.last().is_some_and(|t| t.pieces.is_empty())
    }

    fn open(&mut self) {
        self.out.push(Turn::default());
        self.closed = false;
    }

    fn name(&mut self, name: Option<&str>, when: Option<When>) {
        if self.out.is_empty() {
            self.open();
        }
        if let Some(turn) = self.out.last_mut() {
            let name = name.map(|n| clean_line(n.trim_matches([' ', ':', '@', ',', '-', '–'])));
            turn.author = turn
                .author
                .take()
                .or_else(|| name.filter(|n| !n.is_empty()));
            turn.when = turn.when.or(when);
        }
    }
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

/// How many lines start with their speaker.
fn speakers(pieces: &[Piece], signs: &[Option<Sign>]) -> usize {
    pieces
        .iter()
        .zip(signs)
        .filter(|(p, s)| s.is_some() || speaker(p).is_some())
        .count()
}

/// The name before the colon at the start of a line, and how many bytes to leave out for it.
fn speaker(piece: &Piece) -> Option<(&str, usize)> {
    let text = piece.text();
    let colon = text.find(": ")?;
    let name = &text[..colon];
    let capital = name.starts_with(|c: char| c.is_uppercase() || line::is_thai(c) || c == '@');
    (capital && table::is_name(name) && line::words(name) <= 3 && colon + 2 < text.len())
        .then_some((name, colon + 2))
}

/// The piece without its first `len` bytes.
fn behind(mut piece: Piece, len: usize) -> Piece {
    let cut = len as u32;
    piece.block.text = piece.block.text.slice(len..piece.block.text.len());
    piece.block.marks.retain_mut(|m| {
        m.bytes = m.bytes.start.saturating_sub(cut)..m.bytes.end.saturating_sub(cut);
        !m.bytes.is_empty()
    });
    piece.links.retain_mut(|(at, _)| {
        *at = at.start.saturating_sub(cut)..at.end.saturating_sub(cut);
        at.start < at.end
    });
    piece
}
