//! Words as markup that HTML and XML both read.

use std::fmt::{Arguments, Write as _};
use std::ops::Range;

use crate::model::{Block, Document, Mark, MarkKind};

/// Puts text, with what markup would take for its own written out.
pub(super) fn put(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // XML has no way to write these two.
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}

/// Puts markup of our own.
pub(super) fn raw(out: &mut String, markup: Arguments<'_>) {
    let _never_fails = out.write_fmt(markup);
}

/// The address of a link, if a click on it is safe.
pub(super) fn address(url: &str) -> Option<&str> {
    let scheme = url.split_once(':')?.0.to_ascii_lowercase();
    matches!(scheme.as_str(), "http" | "https" | "mailto").then_some(url)
}

/// Puts the words of a block with their marks. Marks that cross each other are closed and opened anew.
pub(super) fn words(out: &mut String, document: &Document, block: &Block) {
    let text = &*block.text;
    let marks: Vec<&Mark> = block.marks.iter().filter(|m| fits(m, text)).collect();
    let mut edges: Vec<usize> = marks
        .iter()
        .flat_map(|m| [m.bytes.start as usize, m.bytes.end as usize])
        .chain([0, text.len()])
        .collect();
    edges.sort_unstable();
    edges.dedup();
    let mut next = marks.iter().peekable();
    // Marks that are open, outermost first.
    let mut open: Vec<&Mark> = Vec::new();
    for piece in edges.windows(2) {
        let piece: Range<usize> = piece[0]..piece[1];
        let ended = |m: &&Mark| m.bytes.end as usize <= piece.start;
        if let Some(first) = open.iter().position(ended) {
            for mark in open[first..].iter().rev() {
                close(out, document, mark);
            }
            let again: Vec<&Mark> = open.drain(first..).filter(|m| !ended(m)).collect();
            for mark in again {
                start(out, document, mark);
                open.push(mark);
            }
        }
        while let Some(mark) = next.next_if(|m| m.bytes.start as usize <= piece.start) {
            start(out, document, mark);
            open.push(mark);
        }
        put(out, &text[piece]);
    }
    for mark in open.iter().rev() {
        close(out, document, mark);
    }
}

/// Whether a mark has words. An empty one marks nothing.
fn fits(mark: &Mark, text: &str) -> bool {
    let bytes = mark.bytes.start as usize..mark.bytes.end as usize;
    !bytes.is_empty() && text.get(bytes).is_some()
}

fn start(out: &mut String, document: &Document, mark: &Mark) {
    match link(document, mark) {
        Some(url) => {
            out.push_str("<a href=\"");
            put(out, url);
            out.push_str("\">");
        }
        None => {
            if let Some(name) = name(&mark.kind) {
                raw(out, format_args!("<{name}>"));
            }
        }
    }
}

fn close(out: &mut String, document: &Document, mark: &Mark) {
    let name = match link(document, mark) {
        Some(_) => Some("a"),
        None => name(&mark.kind),
    };
    if let Some(name) = name {
        raw(out, format_args!("</{name}>"));
    }
}

fn link<'a>(document: &'a Document, mark: &Mark) -> Option<&'a str> {
    match mark.kind {
        MarkKind::Link(ix) => address(&document.links.get(ix as usize)?.url),
        _ => None,
    }
}

fn name(kind: &MarkKind) -> Option<&'static str> {
    match kind {
        MarkKind::Emphasis => Some("em"),
        MarkKind::Strong => Some("strong"),
        MarkKind::Code => Some("code"),
        MarkKind::Strike => Some("s"),
        MarkKind::Link(_) => None,
    }
}
