//! URLs that stand in the words: `http://`, `https://`, `www.`.
//!
//! A URL ends at white space, at a Thai letter or a quotation mark, and does
//! not take the punctuation of its sentence along: trailing `.,;:!?` stay out,
//! and so does a closing bracket that was not opened inside (RFC 3986,
//! appendix C; GFM, "extended autolinks").

use std::ops::Range;

use crate::model::{BlockIx, Document, Link, Mark, MarkKind};
use crate::text::{Clean, clean_line};

/// The longest URL that is taken, in bytes: longer ones are no addresses but data.
const LONGEST: usize = 4096;

/// All URLs in `text`, in order and apart, as byte ranges. Linear.
///
/// ```
/// let text = "See www.example.org/a_(b), please (or https://example.org).";
/// let found: Vec<&str> = khao::load::links::urls(text).into_iter().map(|at| &text[at]).collect();
/// assert_eq!(found, ["www.example.org/a_(b)", "https://example.org"]);
/// ```
pub fn urls(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(skip) = bytes[at..]
        .iter()
        .position(|b| matches!(b, b'h' | b'H' | b'w' | b'W'))
    {
        let from = at + skip;
        at = from + 1;
        let fresh = from == 0 || !bytes[from - 1].is_ascii_alphanumeric();
        let Some(scheme) = prefix(&bytes[from..]).filter(|_| fresh) else {
            continue;
        };
        let end = from + length(&text[from..]);
        let host = &text[(from + scheme).min(end)..end];
        let www = scheme == 4;
        let named = host.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '[');
        if named && end - from <= LONGEST && (!www || host.contains('.')) {
            out.push(from..end);
        }
        at = at.max(end);
    }
    out
}

/// The length of `http://`, `https://` or `www.` at the start.
fn prefix(bytes: &[u8]) -> Option<usize> {
    [&b"https://"[..], b"http://", b"www."]
        .into_iter()
        .find(|p| {
            bytes
                .get(..p.len())
                .is_some_and(|b| b.eq_ignore_ascii_case(p))
        })
        .map(<[u8]>::len)
}

/// How far the URL at the start of `text` reaches.
fn length(text: &str) -> usize {
    let stop = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(
                c,
                '<' | '>'
                    | '"'
                    | '“'
                    | '”'
                    | '‘'
                    | '’'
                    | '«'
                    | '»'
                    | '`'
                    | '|'
                    | '\\'
                    | '^'
                    | '{'
                    | '}'
            )
            || ('\u{e00}'..='\u{e7f}').contains(&c)
            || ('\u{200b}'..='\u{200f}').contains(&c)
    };
    let mut url = &text[..text.find(stop).unwrap_or(text.len())];
    let mut open = [balance(url, '(', ')'), balance(url, '[', ']')];
    while let Some(last) = url.chars().next_back() {
        let unopened = match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '…' | '–' | '—' => true,
            ')' if open[0] < 0 => {
                open[0] += 1;
                true
            }
            ']' if open[1] < 0 => {
                open[1] += 1;
                true
            }
            _ => false,
        };
        if !unopened {
            break;
        }
        url = &url[..url.len() - last.len_utf8()];
    }
    url.len()
}

fn balance(url: &str, open: char, close: char) -> isize {
    url.chars()
        .map(|c| isize::from(c == open) - isize::from(c == close))
        .sum()
}

/// The address of a URL as it stands in a text: `www.` gets its scheme.
fn address(found: &str) -> Clean {
    if found
        .get(..4)
        .is_some_and(|w| w.eq_ignore_ascii_case("www."))
    {
        clean_line(&format!("https://{found}"))
    } else {
        clean_line(found)
    }
}

/// Makes links of the URLs in the words of `document` that are not marked as links or code yet.
pub fn add(document: &mut Document) {
    let mut old = std::mem::take(&mut document.links).into_iter().peekable();
    let mut links: Vec<Link> = Vec::new();
    for (ix, block) in document.blocks.iter_mut().enumerate() {
        let ix = BlockIx(ix as u32);
        let mut here = Vec::new();
        while let Some(link) = old.next_if(|l| l.block <= ix) {
            here.push(link);
        }
        let found = if block.kind.is_verbatim() {
            Vec::new()
        } else {
            urls(&block.text)
        };
        if found.is_empty() && here.is_empty() {
            continue;
        }
        // Marks are in order of start, so one walk finds how far the taken words reach.
        let mut taken = block
            .marks
            .iter()
            .filter(|m| matches!(m.kind, MarkKind::Link(_) | MarkKind::Code))
            .peekable();
        let mut reach = 0;
        for at in found {
            let bytes = at.start as u32..at.end as u32;
            while let Some(mark) = taken.next_if(|m| m.bytes.start < bytes.end) {
                reach = reach.max(mark.bytes.end);
            }
            if reach <= bytes.start {
                let url = address(&block.text[at]);
                here.push(Link {
                    url,
                    block: ix,
                    bytes,
                });
            }
        }
        here.sort_by_key(|l| (l.bytes.start, std::cmp::Reverse(l.bytes.end)));
        block.marks.retain(|m| !matches!(m.kind, MarkKind::Link(_)));
        for link in here {
            if !link.bytes.is_empty() {
                let kind = MarkKind::Link(links.len() as u32);
                block.marks.push(Mark {
                    bytes: link.bytes.clone(),
                    kind,
                });
            }
            links.push(link);
        }
        block.sort_marks();
    }
    document.links = links;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        urls(text).into_iter().map(|at| &text[at]).collect()
    }

    #[test]
    fn punctuation_of_the_sentence_stays_out() {
        assert_eq!(
            found("Go to https://a.example/x?y=1&z=2. Now!"),
            ["https://a.example/x?y=1&z=2"]
        );
        assert_eq!(
            found("(https://a.example/wiki/B_(c))"),
            ["https://a.example/wiki/B_(c)"]
        );
        assert_eq!(found("“http://a.example”, he wrote"), ["http://a.example"]);
        assert_eq!(
            found("ดูที่https://a.example/ก็ได้ และ www.b.example"),
            ["https://a.example/", "www.b.example"]
        );
        assert_eq!(found("[https://a.example/]"), ["https://a.example/"]);
    }

    #[test]
    fn what_is_no_url_is_none() {
        for text in [
            "http://",
            "https:// a",
            "www.",
            "www.x",
            "ahttps://a.example",
            "hhhh",
            "h",
            "http://…",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
        let data = format!("https://a.example/{}", "x".repeat(5000));
        assert!(found(&data).is_empty());
    }
}
