//! What the elements of a page do to the words in them.

use super::super::tree::{NodeIx, Tree};
use crate::model::MarkKind;
use crate::text::Clean;

/// What an element is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) enum Role {
    /// A box of words: what is in it stands on lines of its own.
    Block,
    Heading(u8),
    Quote,
    Caption,
    List,
    Item,
    Code,
    Table,
    Picture,
    /// What stands in where scripts do not run.
    Spare,
    LineEnd,
    Rule,
    Link,
    Mark(MarkKind),
    /// Words in quotation marks that the page does not write.
    Marks,
    /// Not for reading.
    Hidden,
    /// Running words, and all that is not known.
    Inline,
}

/// The role of an element by its name.
pub(in super::super) fn role(name: &str) -> Role {
    match name {
        "p" | "div" | "section" | "article" | "main" | "header" | "footer" | "aside" | "nav"
        | "address" | "figure" | "dl" | "dt" | "form" | "fieldset" | "details" | "summary"
        | "center" | "body" | "html" | "dialog" | "hgroup" | "search" | "thead" | "tbody"
        | "tfoot" | "tr" | "td" | "th" | "" => Role::Block,
        "h1" => Role::Heading(1),
        "h2" => Role::Heading(2),
        "h3" => Role::Heading(3),
        "h4" => Role::Heading(4),
        "h5" => Role::Heading(5),
        "h6" => Role::Heading(6),
        "blockquote" => Role::Quote,
        "figcaption" | "caption" => Role::Caption,
        "ul" | "ol" | "menu" | "dir" => Role::List,
        "li" | "dd" => Role::Item,
        "pre" | "listing" | "xmp" | "plaintext" => Role::Code,
        "table" => Role::Table,
        "img" | "amp-img" | "image" => Role::Picture,
        "noscript" => Role::Spare,
        "br" => Role::LineEnd,
        "hr" => Role::Rule,
        "a" => Role::Link,
        "em" | "i" | "cite" | "dfn" | "var" => Role::Mark(MarkKind::Emphasis),
        "strong" | "b" => Role::Mark(MarkKind::Strong),
        "code" | "kbd" | "samp" | "tt" => Role::Mark(MarkKind::Code),
        "s" | "strike" | "del" => Role::Mark(MarkKind::Strike),
        "q" => Role::Marks,
        "head" | "script" | "style" | "template" | "svg" | "math" | "button" | "select"
        | "input" | "textarea" | "label" | "datalist" | "option" | "iframe" | "object"
        | "embed" | "applet" | "audio" | "video" | "canvas" | "map" | "progress" | "meter"
        | "noframes" | "source" | "track" | "title" | "meta" | "link" | "amp-ad"
        | "amp-analytics" | "amp-sidebar" => Role::Hidden,
        _ => Role::Inline,
    }
}

/// Whether an element and all in it is not shown, or is shown to no eye.
pub(in super::super) fn is_hidden(tree: &Tree, ix: NodeIx) -> bool {
    /// Markup that makers of pages share for what only screen readers say.
    const UNSEEN: [&str; 4] = [
        "screen-reader-text",
        "sr-only",
        "visually-hidden",
        "visuallyhidden",
    ];
    tree.attributes(ix).any(|(name, value)| match name {
        "hidden" => true,
        "aria-hidden" => value.trim().eq_ignore_ascii_case("true"),
        "style" => hides(value),
        "class" => value.split_ascii_whitespace().any(|c| UNSEEN.contains(&c)),
        _ => false,
    }) || tree.name(ix) == "dialog" && tree.attribute(ix, "open").is_none()
}

/// Whether a style hides what has it.
fn hides(style: &str) -> bool {
    style.split(';').any(|rule| {
        let Some((name, value)) = rule.split_once(':') else {
            return false;
        };
        let value = value.trim().split(['!', ' ']).next().unwrap_or_default();
        let name = name.trim();
        name.eq_ignore_ascii_case("display") && value.eq_ignore_ascii_case("none")
            || name.eq_ignore_ascii_case("visibility") && value.eq_ignore_ascii_case("hidden")
    })
}

/// Whether a picture is no larger than the words around it, such as a smiley.
pub(super) fn is_small(tree: &Tree, ix: NodeIx) -> bool {
    let side = |name| {
        let side = tree.attribute(ix, name)?.trim();
        side.trim_end_matches("px").parse::<u32>().ok()
    };
    let (width, height) = (side("width"), side("height"));
    let tiny = |side: Option<u32>| side.is_some_and(|s| s <= 32);
    let emoji = || {
        let alt = tree.attribute(ix, "alt").unwrap_or_default().trim();
        !alt.is_empty() && alt.chars().count() <= 8 && !alt.chars().any(char::is_alphanumeric)
    };
    tiny(width) || tiny(height) || emoji()
}

/// Where a picture is: pages that load it late keep the address in other attributes.
pub(super) fn source(tree: &Tree, ix: NodeIx) -> Option<Clean> {
    ["src", "data-src", "data-original", "data-lazy-src"]
        .into_iter()
        .find_map(|name| tree.address(ix, name))
        .or_else(|| {
            let set = tree
                .attribute(ix, "srcset")
                .or_else(|| tree.attribute(ix, "data-srcset"))?;
            tree.resolve(set.split_ascii_whitespace().next()?)
        })
}
