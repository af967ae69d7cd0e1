//! Front matter: `key: value` lines between two `---` at the top.
//!
//! Its words may bear Markdown marks, as a copy of the heading does; they are taken off.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::super::header::Header;
use super::super::stamp;
use crate::text::{Clean, clean_line};

/// The front matter at the start of a text, without its fences.
pub(super) fn cut(text: &str) -> Option<&str> {
    let rest = text
        .strip_prefix("---\n")
        .or_else(|| text.strip_prefix("---\r\n"))?;
    let end = rest.find("\n---")?;
    rest[..end]
        .lines()
        .any(|l| l.contains(':'))
        .then_some(&rest[..end])
}

/// What front matter says of the article. Nested values are passed over.
pub(super) fn read(front: &str) -> Header {
    let mut header = Header::default();
    for line in front.lines() {
        let Some((key, value)) = line.split_once(':') else {
            continue;
        };
        let value = value.trim().trim_matches(['"', '\'']).trim();
        if value.is_empty()
            || value.starts_with(['[', '{', '|', '>', '&'])
            || key.starts_with([' ', '#'])
        {
            continue;
        }
        match key.trim().to_ascii_lowercase().as_str() {
            "title" => header.title = words(value),
            "author" | "authors" | "by" | "byline" => header.byline = words(value),
            "publisher" | "outlet" | "source" | "site" => header.outlet = words(value),
            "date" | "published" | "pubdate" => {
                header.published = value
                    .parse()
                    .ok()
                    .or_else(|| stamp::read(value).and_then(|s| s.when));
            }
            _ => {}
        }
    }
    header
}

/// The words of a value without emphasis, code marks and addresses. What Markdown takes for anything but
/// one paragraph (`1. Place`, `# 1`) is no markup here and stays.
fn words(value: &str) -> Option<Clean> {
    let mut out = String::new();
    for event in Parser::new(value) {
        match event {
            Event::Text(words) | Event::Code(words) => out.push_str(&words),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            Event::Start(
                Tag::Paragraph | Tag::Emphasis | Tag::Strong | Tag::Link { .. } | Tag::Image { .. },
            )
            | Event::End(
                TagEnd::Paragraph
                | TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Link
                | TagEnd::Image,
            ) => {}
            _ => return Some(clean_line(value)),
        }
    }
    let words = clean_line(out.trim());
    Some(words).filter(|w| !w.is_empty())
}
