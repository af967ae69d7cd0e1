//! Pages: the article, what the page says of it, and the discussion under it.
//!
//! 1. The page is parsed into a [`tree`] in reading order.
//! 2. Its data for machines and its head say title, byline, outlet, time and address ([`meta`]).
//! 3. The discussion is looked for by what the page says of it and by its shape ([`talk`]).
//! 4. The article is told from what surrounds it by its words ([`article`]); the discussion's subtrees are
//!    no part of it.
//! 5. Where no discussion was found, the flat splitter gets the article and what follows it ([`flat`]).
//!
//! Invariants: names of classes may help but nothing needs them; a subtree is the article's or the
//! discussion's, never both; every walk is a loop; linear in the page, however deep or odd it is.

mod address;
mod article;
mod attributes;
mod blocks;
mod flat;
mod gate;
mod meta;
mod sink;
mod talk;
mod tree;

use std::borrow::Cow;

use super::draft::Draft;
use super::{Confidence, Decoded, Error, Head, Loaded, Loader, Models, split};
use crate::model::By;
use crate::text::Lang;
pub use talk::Layers;
use tree::Tree;

/// The loader of pages.
#[derive(Debug)]
pub(super) struct Html;

impl Loader for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn sniff(&self, head: &Head<'_>) -> Confidence {
        let says_so = head.named(&["html", "htm", "xhtml"])
            || head
                .media_type
                .is_some_and(|m| matches!(m, "text/html" | "application/xhtml+xml"));
        match Look::of(head.text) {
            Look::Page => Confidence::Sure,
            Look::Tags if says_so => Confidence::Sure,
            Look::Words if says_so => Confidence::Likely,
            Look::Tags | Look::Words | Look::Other => Confidence::No,
        }
    }

    fn load(&self, decoded: &Decoded<'_>, models: &Models) -> Result<Loaded, Error> {
        let mut tree = Tree::parse(&decoded.text);
        tree.set_base(meta::base(&tree, decoded.url.as_ref()));
        let talk = talk::find(&tree, models.layers);
        let taken = talk.as_ref().map_or(&[][..], |t| &t.taken);
        let mut meta = meta::read(&tree, decoded.url.as_ref());
        let found = article::find(&tree, taken, &mut meta);
        let (article, split, turns, raw) = match talk {
            Some(talk) if !talk.turns.is_empty() => {
                let by = if talk.confidence < 1.0 {
                    By::Khao {
                        confidence: talk.confidence,
                        why: talk.why,
                    }
                } else {
                    By::Source
                };
                (found.pieces, by, talk.turns, Vec::new())
            }
            _ if models.layers.flat => {
                let parted = split::part_page(flat::with_talk(found), models);
                (parted.article, parted.by, parted.turns, parted.raw)
            }
            _ => (found.pieces, split::none(), Vec::new(), Vec::new()),
        };
        let draft = Draft {
            format: self.name(),
            header: meta.header,
            article,
            split,
            turns,
            raw,
            warnings: Vec::new(),
        };
        let here = Decoded {
            text: Cow::Borrowed(""),
            name: decoded.name.clone(),
            url: meta.url.or_else(|| decoded.url.clone()),
            media_type: None,
            warnings: Vec::new(),
        };
        let mut document = draft.finish(&here, models)?;
        // Words tell better than a page's maker, who often leaves the language of the mould.
        if document.article.lang == Lang::default() {
            document.article.lang = meta.lang;
        }
        Ok(Loaded {
            documents: vec![document],
            warnings: Vec::new(),
        })
    }
}

/// What the start of a text looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    /// A page says that it is one.
    Page,
    /// It begins with an element that pages are made of.
    Tags,
    /// Words.
    Words,
    /// Another kind of markup, such as a feed.
    Other,
}

impl Look {
    fn of(text: &str) -> Self {
        const PAGE: [&str; 3] = ["html", "head", "body"];
        const TAGS: [&str; 20] = [
            "title", "meta", "link", "base", "style", "script", "div", "p", "table", "article",
            "main", "section", "header", "nav", "h1", "h2", "center", "font", "span", "form",
        ];
        let mut rest = text;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
            let Some(tag) = rest.strip_prefix('<') else {
                return Self::Words;
            };
            if let Some(remark) = tag.strip_prefix("!--") {
                let Some(end) = remark.find("-->") else {
                    return Self::Tags;
                };
                rest = &remark[end + 3..];
                continue;
            }
            if tag.starts_with('?') {
                let Some(end) = tag.find('>') else {
                    return Self::Other;
                };
                rest = &tag[end + 1..];
                continue;
            }
            let name = tag.strip_prefix('!').unwrap_or(tag);
            let end = name
                .find(|c: char| !c.is_ascii_alphanumeric())
                .unwrap_or(name.len());
            let (name, behind) = name.split_at(end);
            let is = |n: &&str| n.eq_ignore_ascii_case(name);
            if tag.starts_with('!') {
                let kind = behind.trim_start();
                let html = kind
                    .get(..4)
                    .is_some_and(|k| k.eq_ignore_ascii_case("html"));
                return if name.eq_ignore_ascii_case("doctype") && html {
                    Self::Page
                } else {
                    Self::Other
                };
            }
            return if PAGE.iter().any(is) {
                Self::Page
            } else if TAGS.iter().any(is) {
                Self::Tags
            } else {
                Self::Other
            };
        }
    }
}

#[cfg(test)]
mod tests;
