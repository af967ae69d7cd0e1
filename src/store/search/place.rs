//! Where in the words a hit is, and some of the text around it.

use std::ops::Range;

use crate::model::{BlockIx, Context, Document, Place};
use crate::query::{Part, Query};
use crate::text::find::Needle;
use crate::text::{Clean, cell, clean_line, thai};

/// The parts of a question, ready to be found.
#[derive(Debug)]
pub(super) struct Needles {
    /// The parts, and for each whether it may stand inside a word.
    parts: Vec<(Needle, bool)>,
    /// Their words, for a text that parts them otherwise.
    words: Vec<(Needle, bool)>,
}

/// A hit in the words.
#[derive(Debug)]
pub(super) struct Spot {
    pub(super) place: Place,
    pub(super) len: u32,
    pub(super) snippet: Clean,
    pub(super) marks: Vec<Range<usize>>,
}

/// Bytes of text before the hit, and in all.
const BEFORE: usize = 120;
const SNIPPET: usize = 400;

impl Needles {
    pub(super) fn new(parts: &[String]) -> Self {
        let needles = |words: &mut dyn Iterator<Item = &str>| -> Vec<(Needle, bool)> {
            let needle = |w: &str| Needle::new(w).map(|n| (n, w.chars().all(thai::is_letter)));
            words.filter_map(needle).collect()
        };
        let is_inner = |c: char| !c.is_alphanumeric() && !thai::is_letter(c);
        Self {
            parts: needles(&mut parts.iter().map(|p| &**p)),
            words: needles(&mut parts.iter().flat_map(|p| p.split(is_inner))),
        }
    }

    /// The first block that holds the most parts, with the title before the others where it counts.
    pub(super) fn find(&self, doc: &Document, blocks: &Range<BlockIx>, title: bool) -> Spot {
        let all = || {
            let title = title.then_some(BlockIx::TITLE);
            title.into_iter().chain(BlockIx::each(blocks))
        };
        let mut best: Option<(usize, BlockIx, Vec<Range<usize>>)> = None;
        for needles in [&self.parts, &self.words] {
            for block in all() {
                let text = doc.text(block);
                let hits: Vec<_> = needles.iter().map(|n| hits(n, text)).collect();
                let n = hits.iter().filter(|h| !h.is_empty()).count();
                if n > best.as_ref().map_or(0, |b| b.0) {
                    best = Some((n, block, joined(hits)));
                }
            }
            if best.is_some() {
                break;
            }
        }
        let (block, marks) = match best {
            Some((_, block, marks)) => (block, marks),
            // A comment that was taken back may have a name and nothing else.
            None if blocks.is_empty() => (BlockIx::TITLE, Vec::new()),
            None => (blocks.start, Vec::new()),
        };
        let text = if blocks.is_empty() && marks.is_empty() {
            ""
        } else {
            doc.text(block)
        };
        let first = marks.first().cloned().unwrap_or(0..0);
        let (snippet, marks) = snippet(text, &first, &marks);
        Spot {
            place: Place {
                block,
                byte: first.start as u32,
            },
            len: first.len() as u32,
            snippet,
            marks,
        }
    }
}

/// Where the words of a query stand in a document that is not kept: in the article or the comment that
/// has the most of them.
pub fn context(document: &Document, query: &Query) -> Option<Context> {
    let parts = query.words();
    let comments = document.thread.comments().iter();
    let comments = comments.map(|c| (Some((c.id, c.author.clone())), c.blocks.clone()));
    let rows = std::iter::once((None, document.article.blocks.clone())).chain(comments);
    let mut best = None;
    let mut most = 0;
    for (comment, blocks) in rows {
        let title = comment.is_none().then_some(BlockIx::TITLE);
        let all = || title.into_iter().chain(BlockIx::each(&blocks));
        let held = |part: &&&Part| all().any(|ix| part.needle().is_in(document.text(ix)));
        let n = parts.iter().filter(held).count();
        if n > most {
            most = n;
            best = Some((comment, blocks));
        }
    }
    let (comment, blocks) = best?;
    let parts: Vec<String> = parts.iter().map(|p| p.text().to_owned()).collect();
    let spot = Needles::new(&parts).find(document, &blocks, comment.is_none());
    Some(Context {
        comment,
        place: spot.place,
        snippet: spot.snippet,
        marks: spot.marks,
    })
}

/// The hits of a part; unless it may stand inside a word, those at the start of one.
fn hits((needle, inside): &(Needle, bool), text: &str) -> Vec<Range<usize>> {
    let mut hits = needle.find_all(text);
    if !inside {
        let is_letter = |c: char| c.is_alphanumeric() && !thai::is_letter(c);
        hits.retain(|h| !text[..h.start].ends_with(is_letter));
    }
    hits
}

/// All hits in order, those that overlap as one.
fn joined(hits: Vec<Vec<Range<usize>>>) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = hits.into_iter().flatten().collect();
    all.sort_by_key(|h| (h.start, h.end));
    let mut out: Vec<Range<usize>> = Vec::with_capacity(all.len());
    for hit in all {
        match out.last_mut() {
            Some(last) if last.end > hit.start => last.end = last.end.max(hit.end),
            _ => out.push(hit),
        }
    }
    out
}

/// One line of the text around `first`, with the marks that are in it.
fn snippet(text: &str, first: &Range<usize>, marks: &[Range<usize>]) -> (Clean, Vec<Range<usize>>) {
    let from = match first.start.saturating_sub(BEFORE) {
        0 => 0,
        at => cut(text, at, first.start),
    };
    let to = match from + SNIPPET.max(first.end - from) {
        at if at >= text.len() => text.len(),
        at => cell::cluster_start(text, at).max(first.end),
    };
    let mut out = String::new();
    if from > 0 {
        out.push('…');
    }
    let mut shown = Vec::new();
    let mut at = from;
    let put = |out: &mut String, piece: &str| {
        // Cleaning a line would move the marks: spaces and line ends become one space here.
        for c in piece.chars() {
            match c {
                ' ' | '\n' if out.is_empty() || out.ends_with(' ') => {}
                '\n' => out.push(' '),
                c => out.push(c),
            }
        }
    };
    for mark in marks.iter().filter(|m| m.start >= from && m.end <= to) {
        put(&mut out, &text[at..mark.start]);
        let start = out.len();
        put(&mut out, &text[mark.clone()]);
        shown.push(start..out.len());
        at = mark.end;
    }
    put(&mut out, &text[at..to]);
    out.truncate(out.trim_end().len());
    if to < text.len() {
        out.push('…');
    }
    let clean = clean_line(&out);
    if *clean != *out {
        shown.clear();
    }
    (clean, shown)
}

/// A place at or behind `at` and not behind `most` where a snippet may begin.
fn cut(text: &str, at: usize, most: usize) -> usize {
    let at = cell::cluster_start(text, at);
    let space = text[at..most].find(' ').map(|i| at + i + 1);
    space.filter(|s| *s <= at + BEFORE / 2).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snippet_is_a_line_around_the_first_hit() {
        let text = format!(
            "{} the\nriver  rose {}",
            "word ".repeat(60),
            "น้ำ".repeat(200)
        );
        let at = text.find("river").unwrap();
        let hit = at..at + 5;
        let (line, marks) = snippet(&text, &hit, std::slice::from_ref(&hit));
        assert!(line.starts_with("…word") && line.ends_with("น้ำ…"), "{line}");
        assert!(line.contains("the river rose"));
        assert_eq!(&line[marks[0].clone()], "river");
        let (line, marks) = snippet("short", &(0..0), &[]);
        assert_eq!((&*line, marks.len()), ("short", 0));
    }
}
