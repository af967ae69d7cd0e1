//! The lines above the first and below the last words of an article.

use super::super::super::draft::Piece;
use super::super::super::header::{self, Header};
use super::super::super::line;
use super::super::meta::Meta;
use super::{Found, Line, weigh};
use crate::model::BlockKind;
use crate::text::clean_line;

/// A line above the article's first words is no part of it where it is no longer than this, in cells.
const SHORT: usize = 60;

/// The article without its title, the lines of names and dates, and what follows its last words.
pub(super) fn trimmed(lines: Vec<Line>, meta: &mut Meta) -> Found {
    let all: u64 = lines
        .iter()
        .filter(|l| l.within && !l.gone)
        .map(|l| l.prose)
        .sum();
    let title = title(&lines, meta, all);
    if let Some(at) = title {
        name(&lines[at].piece, meta);
    }
    let from = title.map_or(0, |t| t + 1);
    let is_body = |l: &Line| l.within && !l.gone;
    let is_first = |(at, l): (usize, &Line)| at >= from && is_body(l) && l.prose > 0;
    let first = lines.iter().enumerate().position(is_first);
    let last = lines.iter().rposition(|l| is_body(l) && l.prose > 0);
    let column = |at: Option<usize>| at.map(|at| lines[at].column);
    let (first_in, last_in) = (column(first), column(last));
    let mut out = Vec::new();
    let mut after = Vec::new();
    for (at, line) in lines.into_iter().enumerate().skip(from) {
        let above = first.is_some_and(|f| at < f);
        let below = last.is_some_and(|l| at > l);
        // What stands between the title and the article's box is its first words or nothing.
        let lead = above && !line.within && title.is_some() && !line.gone && line.prose > 0;
        if lead
            || is_body(&line)
                && (!below || line.in_flow || last_in == Some(line.column))
                && !(above && is_credit(&line.piece, first_in == Some(line.column), meta))
        {
            out.push(line.piece);
        } else if below && !line.gone && !line.aside {
            after.push(line.piece);
        }
    }
    while out
        .last()
        .is_some_and(|p| matches!(p.block.kind, BlockKind::Heading(_)))
    {
        out.pop();
    }
    Found { pieces: out, after }
}

/// Takes a heading for the title where there is none, or where the title goes on with the name of the site.
fn name(heading: &Piece, meta: &mut Meta) {
    let rest = match &meta.header.title {
        Some(title) => title.strip_prefix(heading.text()).map(str::trim),
        None => Some(""),
    };
    let Some(rest) = rest else {
        return;
    };
    let site = rest.trim_start_matches(['|', '-', '–', '—', '«', '»', '·', '•', ':', ' ']);
    if site.len() < rest.len() && meta.header.outlet.is_none() && line::cells(site) <= 40 {
        meta.header.outlet = Some(clean_line(site)).filter(|s| !s.is_empty());
    }
    meta.header.title = Some(heading.block.text.clone());
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
        let says_so = meta.titles.iter().any(|t| {
            let goes_on = is_heading && line::cells(line.piece.text()) >= 12;
            line::key(t) == key || goes_on && is_parted(t, line.piece.text())
        });
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

/// Whether a title is these words and the name of a site behind a mark.
fn is_parted(title: &str, words: &str) -> bool {
    let rest = title.strip_prefix(words).map(str::trim_start);
    rest.is_some_and(|r| r.starts_with(['|', '-', '–', '—', '«', '»', '·', '•']))
}

/// Whether a line above the first words says who wrote when, or is a button or a label: what is short, and
/// does not stand `among` the first words or is two fifths links there.
fn is_credit(piece: &Piece, among: bool, meta: &mut Meta) -> bool {
    let text = piece.text();
    match piece.block.kind {
        BlockKind::Paragraph | BlockKind::Item(_) => {
            let (all, linked) = weigh::letters(piece);
            header::credit(text, &mut meta.header)
                // What the page said already is a credit all the same.
                || header::credit(text, &mut Header::default())
                || (!among || linked * 5 >= all * 2)
                    && line::cells(text) <= SHORT
                    && !line::ends_sentence(text)
        }
        _ => false,
    }
}
