//! The lines of a discussion become comments.
//!
//! Author, time and votes leave the words and become data; buttons and forms
//! are dropped. Where no label parts the comments, each paragraph is one.
//! Numbered comments may have their author and time above their words or,
//! as on Thai boards, below them; `1-2` and `ตอบ #1` state what they answer.

use std::collections::HashMap;

use super::super::draft::{Piece, Stated, Turn};
use super::form;
use super::head::{self, Number};
use super::style::Style;
use super::table::{self, Sign};
use crate::model::{BlockKind, MarkKind, When};
use crate::text::clean_line;

/// The comments in a discussion, heading and form left out. `signs` are those of its pieces, with the heads
/// that their lines tell together.
pub(super) fn turns(mut pieces: Vec<Piece>, signs: Vec<Option<Sign>>) -> Vec<Turn> {
    for (at, piece) in pieces.iter_mut().enumerate() {
        piece.line = at;
    }
    let style = Style::of(&pieces, &signs);
    let nested = style == Style::Bare
        && pieces
            .iter()
            .zip(&signs)
            .all(|(p, s)| s.is_some() || matches!(p.block.kind, BlockKind::Item(_)));
    if nested {
        // The number of the list is no word of the comment's.
        let unnumbered = |p: Piece| {
            let number = item_number(p.text());
            behind(p, number)
        };
        pieces = pieces.into_iter().map(unnumbered).collect();
    }
    let inline = form::is_inline(&pieces, &signs, style);
    let mut talk = Talk {
        style,
        inline,
        nested,
        out: Vec::new(),
        closed: true,
        levels: Vec::new(),
        numbers: HashMap::new(),
        plain: Vec::new(),
        authors: HashMap::new(),
        line: 0,
    };
    let mut rest = pieces.into_iter().zip(signs).peekable();
    while let Some((piece, sign)) = rest.next() {
        talk.line = piece.line;
        let above_words = matches!(rest.peek(), Some((_, None)));
        match sign {
            Some(Sign::Answers(no)) => talk.answers(no, above_words, piece),
            Some(sign) => talk.label(sign, above_words, piece),
            None => talk.words(piece),
        }
    }
    talk.finish()
}

/// Leaves out what has a head but no words and is answered by nobody: its button or form was all there was.
fn worded(turns: Vec<Turn>) -> Vec<Turn> {
    let mut kept: Vec<bool> = turns.iter().map(|t| !t.pieces.is_empty()).collect();
    for turn in &turns {
        if let Some(Stated::Reply(to)) = turn.stated {
            kept[to] = true;
        }
    }
    let places: Vec<usize> = kept
        .iter()
        .scan(0, |n, k| {
            *n += usize::from(*k);
            // That of one left out is never asked for.
            Some(n.saturating_sub(1))
        })
        .collect();
    let mut out = Vec::with_capacity(turns.len());
    for (mut turn, _) in turns.into_iter().zip(&kept).filter(|(_, k)| **k) {
        if let Some(Stated::Reply(to)) = &mut turn.stated {
            *to = places[*to];
        }
        out.push(turn);
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
    /// The comment with each number.
    numbers: HashMap<Number, usize>,
    /// The comments whose number is no sub-number.
    plain: Vec<usize>,
    /// The last comment of each author, but the one that is read.
    authors: HashMap<String, usize>,
    /// The line that is read.
    line: usize,
}

impl Talk {
    fn label(&mut self, sign: Sign, above_words: bool, piece: Piece) {
        match sign {
            Sign::Heading | Sign::Form => self.closed = true,
            // Only a heading above all is a label; further down it is somebody's word.
            Sign::WeakHeading if self.out.is_empty() => self.closed = true,
            // What is answered is only told beside its number.
            Sign::WeakHeading | Sign::Answers(_) => self.words(piece),
            Sign::Button => self.closed |= self.style == Style::Closed,
            Sign::Votes(n) => match self.out.last_mut() {
                Some(turn) => turn.score = turn.score.or(Some(n)),
                None => self.words(piece),
            },
            Sign::Number { no, author, when } => {
                self.open();
                self.number(no);
                self.name(author.as_deref(), when);
            }
            Sign::Author { name, when } => {
                let above = !matches!(self.style, Style::Numbered | Style::Signed);
                if above && !self.is_waiting() {
                    self.open();
                }
                self.name(Some(&name), when);
                self.closed |= self.style == Style::Signed;
            }
            Sign::Time(when) => {
                self.time(when, above_words);
                self.closed |= self.style == Style::Signed;
            }
            Sign::ReplyTo(name) => self.reply_to(&name, piece),
        }
    }

    /// A time: the short line above it is the name.
    fn time(&mut self, when: Option<When>, above_words: bool) {
        let above = self
            .out
            .last_mut()
            .filter(|t| t.author.is_none() || self.style == Style::Headed);
        let named = above.and_then(|t| {
            let is_name = t.pieces.last().is_some_and(|p| table::is_name(p.text()));
            // Between a number and the words a name is no words.
            let person = || t.pieces.last().is_some_and(|p| form::is_person(p.text()));
            let spare =
                self.style == Style::Headed || t.pieces.len() > 1 || above_words && person();
            (is_name && spare && t.when.is_none_or(|_| t.pieces.len() > 1))
                .then(|| t.pieces.pop())
                .flatten()
        });
        let name = named.map(|p| {
            self.line = p.line;
            p.block.text
        });
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

    /// Keeps the number of the comment just opened. `1-2` is the second answer to 1.
    fn number(&mut self, no: Number) {
        let ix = self.out.len() - 1;
        self.numbers.entry(no).or_insert(ix);
        match no {
            (_, None) => self.plain.push(ix),
            (above, Some(_)) => {
                let to = self.numbers.get(&(above, None));
                self.out[ix].stated = to.map(|to| Stated::Reply(*to));
            }
        }
    }

    /// A line that says which comment is answered. Above words it belongs to them; below those of the very
    /// comment it names it is a button.
    fn answers(&mut self, no: Number, above_words: bool, piece: Piece) {
        let (Some(&to), Some(last)) = (self.numbers.get(&no), self.out.len().checked_sub(1)) else {
            return self.words(piece);
        };
        let signed = !self.is_waiting() && self.out[last].when.is_some();
        if self.is_waiting() && to < last {
            self.out[last].stated = Some(Stated::Reply(to));
        } else if signed && above_words {
            self.open();
            self.out[last + 1].stated = Some(Stated::Reply(to));
        } else if to != last {
            self.words(piece);
        }
    }

    /// The comments, empty heads left out.
    fn finish(mut self) -> Vec<Turn> {
        // Where a board numbers its answers apart, a number of its own says that a comment is none.
        if self.numbers.keys().any(|no| no.1.is_some()) {
            for ix in self.plain {
                self.out[ix].stated.get_or_insert(Stated::Root);
            }
        }
        worded(self.out)
    }

    fn reply_to(&mut self, name: &str, piece: Piece) {
        let n = self.out.len().saturating_sub(1);
        match self.authors.get(name).copied().filter(|at| *at < n) {
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
            Style::Bare => {
                let spoken = self.inline && form::speaker(&piece).is_some();
                (!piece.glued || spoken) && !attached && !quoting
            }
            Style::Numbered | Style::Headed | Style::Signed | Style::Closed => false,
        };
        // A name before the words is a head; and nobody answers himself.
        let headed = self.inline && self.style == Style::Headed && form::is_spoken(&piece);
        let answers = self.style == Style::Headed
            && self
                .out
                .last()
                .and_then(|t| t.author.as_deref())
                .is_some_and(|a| {
                    let to = piece
                        .text()
                        .strip_prefix('@')
                        .and_then(|t| t.strip_prefix(a));
                    to.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
                });
        let starts = starts || (headed || answers) && !self.is_waiting();
        if starts || self.closed || self.out.is_empty() {
            self.open();
        }
        self.closed = false;
        if let (true, BlockKind::Item(level)) = (self.nested, piece.block.kind) {
            self.nest(usize::from(level));
            piece.block.kind = BlockKind::Paragraph;
        }
        if let (true, Some((no, len))) = (self.is_waiting(), head::answers(piece.text()))
            && let (Some(&to), true) = (self.numbers.get(&no), len < piece.text().len())
            && to + 1 < self.out.len()
        {
            // The words stay: their author wrote them.
            let last = self.out.len() - 1;
            self.out[last].stated = Some(Stated::Reply(to));
        }
        let named = form::speaker(&piece).filter(|_| {
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
        let done = self.out.last().and_then(|t| t.author.as_deref());
        if let Some(author) = done {
            let author = author.to_lowercase();
            self.authors.insert(author, self.out.len() - 1);
        }
        self.out.push(Turn {
            from: self.line,
            ..Turn::default()
        });
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

/// The length of `1. ` or `1) ` at the start of a text, in bytes.
fn item_number(text: &str) -> usize {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let behind = rest.strip_prefix(['.', ')']).map(str::trim_start);
    match behind {
        Some(words) if rest.len() < text.len() && !words.is_empty() => text.len() - words.len(),
        _ => 0,
    }
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
