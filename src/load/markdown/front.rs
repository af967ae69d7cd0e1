//! Front matter: `key: value` lines between two `---` at the top.

use super::super::header::Header;
use super::super::stamp;
use crate::text::clean_line;

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
            "title" => header.title = Some(clean_line(value)),
            "author" | "authors" | "by" | "byline" => header.byline = Some(clean_line(value)),
            "publisher" | "outlet" | "source" | "site" => header.outlet = Some(clean_line(value)),
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
