//! A document as the inside of a page: the article, and the thread with answers inside what they answer.

use std::ops::Range;

use super::markup::{address, put, raw, words};
use crate::model::{Block, BlockIx, BlockKind, By, CommentIx, Document};

/// Answers nest no deeper than this: browsers and e-readers give up on pages without a bound. Deeper
/// ones stand one after the other.
const DEEPEST: u16 = 24;

/// How a page names things, in the language of whoever reads it.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// What stands over the thread, as in `29 comments`.
    pub comments: String,
    /// What is said of a deleted comment.
    pub deleted: String,
}

/// Puts the article and its thread. `key` tells its comments from those of other documents on the page.
pub(super) fn body(out: &mut String, document: &Document, key: usize, names: &Names) {
    out.push_str("<article>\n");
    head(out, document);
    blocks(out, document, &document.article.blocks);
    out.push_str("</article>\n");
    if !document.thread.is_empty() {
        out.push_str("<section class=\"thread\">\n<h2>");
        put(out, &names.comments);
        out.push_str("</h2>\n");
        thread(out, document, key, names);
        out.push_str("</section>\n");
    }
}

fn head(out: &mut String, document: &Document) {
    if let Some(title) = &document.article.title {
        out.push_str("<h1>");
        put(out, title);
        out.push_str("</h1>\n");
    }
    let article = &document.article;
    let day = article.published.map(|w| w.to_string());
    let parts = [
        article.byline.as_deref(),
        article.outlet.as_deref(),
        day.as_deref(),
    ];
    let about = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    if !about.is_empty() {
        out.push_str("<p class=\"about\">");
        put(out, &about);
        out.push_str("</p>\n");
    }
    if let Some(url) = document.url.as_deref().and_then(address) {
        out.push_str("<p class=\"about\"><a href=\"");
        put(out, url);
        out.push_str("\">");
        put(out, url);
        out.push_str("</a></p>\n");
    }
}

/// Puts blocks; items that follow each other become lists, nested by their level.
fn blocks(out: &mut String, document: &Document, range: &Range<BlockIx>) {
    let mut lists: usize = 0;
    for block in BlockIx::each(range).map(|ix| document.block(ix)) {
        let level = match block.kind {
            // Browsers bound the depth of lists too.
            BlockKind::Item(level) => usize::from(level.min(8)) + 1,
            _ => 0,
        };
        while lists > level {
            out.push_str("</li>\n</ul>\n");
            lists -= 1;
        }
        if level > 0 && lists == level {
            out.push_str("</li>\n");
        }
        while lists < level {
            out.push_str("<ul>\n");
            lists += 1;
            if lists < level {
                out.push_str("<li>");
            }
        }
        one(out, document, block);
    }
    for _ in 0..lists {
        out.push_str("</li>\n</ul>\n");
    }
}

fn one(out: &mut String, document: &Document, block: &Block) {
    let mut within = |open: &str, close: &str| {
        out.push_str(open);
        words(out, document, block);
        out.push_str(close);
    };
    match block.kind {
        BlockKind::Paragraph => within("<p>", "</p>\n"),
        // The title is the highest.
        BlockKind::Heading(level) => {
            let level = level.clamp(1, 5) + 1;
            within(&format!("<h{level}>"), &format!("</h{level}>\n"));
        }
        BlockKind::Quote => within("<blockquote><p>", "</p></blockquote>\n"),
        BlockKind::Item(_) => within("<li>", ""),
        BlockKind::Code | BlockKind::Table => within("<pre>", "</pre>\n"),
        BlockKind::Caption => within("<p class=\"caption\">", "</p>\n"),
        BlockKind::Image if block.text.trim().is_empty() => {}
        BlockKind::Image => within("<p class=\"caption\">[", "]</p>\n"),
    }
}

fn thread(out: &mut String, document: &Document, key: usize, names: &Names) {
    let mut open: u16 = 0;
    for (at, comment) in document.thread.comments().iter().enumerate() {
        let depth = comment.depth.min(DEEPEST);
        while open > depth {
            out.push_str("</div>\n");
            open -= 1;
        }
        out.push_str("<div class=\"comment\">\n");
        open += 1;
        row(out, document, key, at, names);
        blocks(out, document, &comment.blocks);
    }
    for _ in 0..open {
        out.push_str("</div>\n");
    }
}

/// Who wrote it, when, and what is to be said of it. A question mark stands where khao inferred what it
/// answers.
fn row(out: &mut String, document: &Document, key: usize, at: usize, names: &Names) {
    let comments = document.thread.comments();
    let comment = &comments[at];
    let name = |at: usize| match &comments[at].author {
        Some(author) => author.to_string(),
        None => format!("#{}", at + 1),
    };
    raw(
        out,
        format_args!("<p class=\"by\" id=\"c{key}-{}\"><strong>", at + 1),
    );
    put(out, &name(at));
    out.push_str("</strong>");
    let said = [
        comment.when.map(|w| w.to_string()),
        comment.score.map(|s| format!("{s:+}")),
        comment.deleted.then(|| names.deleted.clone()),
    ];
    for part in said.iter().flatten() {
        out.push_str(" · ");
        put(out, part);
    }
    if let Some(parent) = comment.parent.map(CommentIx::ix) {
        raw(
            out,
            format_args!(" · <a href=\"#c{key}-{}\">→ ", parent + 1),
        );
        put(out, &name(parent));
        out.push_str("</a>");
        if matches!(comment.by, By::Khao { .. }) {
            out.push_str(" ?");
        }
    }
    out.push_str("</p>\n");
}
