//! Markdown: `CommonMark` with tables, strike-through and front matter.
//!
//! The title is that of the front matter, else the first heading of level 1;
//! a line of names and dates below it is read as in plain text, and the
//! discussion is looked for in the same way.

mod front;
mod walk;

use super::draft::{Draft, Piece};
use super::{Confidence, Decoded, Error, Head, Loaded, Loader, Models, header, split};
use crate::model::BlockKind;

/// The loader of Markdown.
#[derive(Debug)]
pub(super) struct Markdown;

impl Loader for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn sniff(&self, head: &Head<'_>) -> Confidence {
        let signs = Signs::of(head.text);
        let says_so = head.named(&["md", "markdown", "mkd", "mdown"])
            || head.media_type.is_some_and(|m| m.ends_with("markdown"));
        if signs.certain() || says_so && (signs.kinds() > 0 || signs.parted) {
            Confidence::Likely
        } else {
            Confidence::No
        }
    }

    fn load(&self, decoded: &Decoded<'_>, models: &Models) -> Result<Loaded, Error> {
        let walked = walk::walk(&decoded.text);
        let mut header = front::read(&walked.front);
        let mut pieces = walked.pieces;
        take_title(&mut pieces, &mut header);
        let parted = split::part(pieces, models);
        let draft = Draft {
            format: self.name(),
            header,
            article: parted.article,
            split: parted.by,
            turns: parted.turns,
            raw: parted.raw,
            warnings: Vec::new(),
        };
        Ok(Loaded {
            documents: vec![draft.finish(decoded, models)?],
            warnings: Vec::new(),
        })
    }
}

/// Takes the title and the credits below it out of the article.
fn take_title(pieces: &mut Vec<Piece>, header: &mut header::Header) {
    let first = pieces
        .iter()
        .position(|p| p.block.kind == BlockKind::Heading(1));
    let mut below = 0;
    if let Some(at) = first {
        let same = header
            .title
            .as_ref()
            .is_none_or(|t| is_same(t, pieces[at].text()));
        if same && !pieces[at].text().trim().is_empty() {
            header.title = Some(pieces.remove(at).block.text);
            below = at;
        }
    }
    // Two lines at most: the name and the date.
    for _ in 0..2 {
        let is_credit = pieces.get(below).is_some_and(|p| {
            p.block.kind == BlockKind::Paragraph
                && p.links.is_empty()
                && header::credit(p.text(), header)
        });
        if is_credit && pieces.len() > 1 {
            pieces.remove(below);
        }
    }
}

/// Whether two titles say the same, letter case and marks at their ends aside.
fn is_same(a: &str, b: &str) -> bool {
    let key = super::line::key(a);
    a == b || !key.is_empty() && key == super::line::key(b)
}

/// What speaks for Markdown in a text. Pictures alone do not: plain text copied from the web has them.
#[derive(Debug, Default)]
struct Signs {
    headings: usize,
    fences: usize,
    links: usize,
    tables: usize,
    strong: usize,
    lists: usize,
    quotes: usize,
    front: bool,
    /// Whether blank lines part most lines.
    parted: bool,
}

impl Signs {
    fn of(text: &str) -> Self {
        let mut signs = Self {
            front: front::cut(text).is_some(),
            ..Self::default()
        };
        let (mut lines, mut alone, mut blank) = (0, 0, true);
        let mut above = "";
        for raw in text.lines() {
            let line = raw.trim_end();
            if line.trim().is_empty() {
                blank = true;
                above = "";
                continue;
            }
            lines += 1;
            alone += usize::from(std::mem::take(&mut blank));
            let level = line.len() - line.trim_start_matches('#').len();
            let underline = line.len() >= 3 && line.bytes().all(|b| b == b'=');
            if (1..=6).contains(&level) && line[level..].starts_with(' ')
                || underline && !above.is_empty()
            {
                signs.headings += 1;
            } else if line.starts_with("```") || line.starts_with("~~~") {
                signs.fences += 1;
            } else if line.starts_with('|') && line.contains("--") {
                signs.tables += 1;
            } else if line.starts_with("> ") {
                signs.quotes += 1;
            } else if super::line::bullet(line).is_some() {
                signs.lists += 1;
            }
            signs.links += usize::from(has_link(line));
            signs.strong += usize::from(line.matches("**").count() >= 2);
            above = line;
        }
        signs.parted = alone * 2 > lines;
        signs
    }

    fn kinds(&self) -> usize {
        [
            self.headings,
            self.fences,
            self.links,
            self.tables,
            self.strong,
        ]
        .iter()
        .filter(|n| **n > 0)
        .count()
    }

    fn certain(&self) -> bool {
        let soft = usize::from(self.lists > 0) + usize::from(self.quotes > 0);
        self.front && self.kinds() + soft > 0
            || self.headings >= 2 && (self.kinds() + soft >= 2 || self.parted)
            || self.headings == 1 && self.kinds() + soft >= 2
            || self.kinds() >= 3
    }
}

/// Whether a line has `[words](address)` that is no picture.
fn has_link(line: &str) -> bool {
    line.match_indices("](").any(|(at, _)| {
        line[..at]
            .rfind('[')
            .is_some_and(|open| !line[..open].ends_with('!') && open + 1 < at)
            && line[at + 2..].contains(')')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sniffed(text: &str, extension: &str) -> Confidence {
        Markdown.sniff(&Head {
            text,
            whole: true,
            media_type: None,
            extension,
        })
    }

    #[test]
    fn content_decides_and_the_name_is_a_hint() {
        let readme =
            "# Tool\n\nIt does [things](https://example.org).\n\n## Use\n\n```\ntool x\n```\n";
        assert_eq!(sniffed(readme, ""), Confidence::Likely);
        assert_eq!(sniffed(readme, "txt"), Confidence::Likely);
        let pictures = "ข่าววันนี้\n![](/a.jpg)\nน้ำท่วมถนนสายหลัก\n![](/b.jpg)";
        assert_eq!(sniffed(pictures, "txt"), Confidence::No);
        assert_eq!(sniffed(pictures, "md"), Confidence::No);
        let prose = "One paragraph.\n\nAnother paragraph.";
        assert_eq!(sniffed(prose, "txt"), Confidence::No);
        assert_eq!(sniffed(prose, "md"), Confidence::Likely);
        assert_eq!(sniffed("#topic of the day\n#another", ""), Confidence::No);
    }
}
