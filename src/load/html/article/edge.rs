//! The lines above the first and below the last words of an article.

use super::super::super::draft::Piece;
use super::super::super::{header, line};
use super::super::meta::Meta;
use super::Line;
use crate::model::BlockKind;

/// A line above the article's first words is no part of it where it is no longer than this, in cells.
const SHORT: usize = 60;

/// The article without its title, the lines of names and dates, and what follows its last words.
pub(super) fn trimmed(lines: Vec<Line>, meta: &mut Meta) -> Vec<Piece> {
    let all: u64 = lines
        .iter()
        .filter(|l| l.within && !l.gone)
        .map(|l| l.prose)
        .sum();
    let title = title(&lines, meta, all);
    if let Some(at) = title
        && meta.header.title.is_none()
    {
        meta.header.title = Some(lines[at].piece.block.text.clone());
    }
    let from = title.map_or(0, |t| t + 1);
    let is_body = |l: &Line| l.within && !l.gone;
    let is_first = |(at, l): (usize, &Line)| at >= from && is_body(l) && l.prose > 0;
    let first = lines.iter().enumerate().position(is_first);
    let last = lines.iter().rposition(|l| is_body(l) && l.prose > 0);
    let mut out = Vec::new();
    for (at, line) in lines.into_iter().enumerate().skip(from) {
        let above = first.is_some_and(|f| at < f);
        let below = last.is_some_and(|l| at > l);
        // What stands between the title and the article's box is its first words or nothing.
        let lead = above && !line.within && title.is_some() && !line.gone && line.prose > 0;
        if lead
            || is_body(&line)
                && (!below || line.in_flow)
                && !(above && is_credit(&line.piece, meta))
        {
            out.push(line.piece);
        }
    }
    while out
        .last()
        .is_some_and(|p| matches!(p.block.kind, BlockKind::Heading(_)))
    {
        out.pop();
    }
    out
}

/// Where the title stands, if it stands above the article.
fn title(lines: &[Line], meta: &Meta, all: u64) -> Option<usize> {
    let mut passed = 0;
    let mut by_rank = None;
    let mut by_words = None;
    for (at, line) in lines.iter().enumerate() {
        if line.within && !line.gone {
            passed += line.prose;
        }
        if passed * 4 > all {
            break;
        }
        let is_heading = matches!(line.piece.block.kind, BlockKind::Heading(_));
        let key = line::key(line.piece.text());
        if key.is_empty() {
            continue;
        }
        let says_so = meta.titles.iter().any(|t| line::key(t) == key);
        if is_heading && says_so {
            return Some(at);
        }
        if says_so {
            by_words = by_words.or(Some(at));
        }
        if line.piece.block.kind == BlockKind::Heading(1) {
            by_rank = by_rank.or(Some(at));
        }
    }
    by_words.or(by_rank)
}

/// Whether a line above the first words says who wrote when, or is a button or a label.
fn is_credit(piece: &Piece, meta: &mut Meta) -> bool {
    let text = piece.text();
    match piece.block.kind {
        BlockKind::Paragraph | BlockKind::Item(_) => {
            header::credit(text, &mut meta.header)
                || line::cells(text) <= SHORT && !line::ends_sentence(text)
        }
        _ => false,
    }
}
