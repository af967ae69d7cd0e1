//! A document as Markdown: the article, then the discussion, each answer in the quotation of what it
//! answers.
//!
//! Signs that Markdown would take for its own are escaped where they stand in running text; code and
//! tables stand as they are.

use std::fmt::Write as _;

use crate::model::{Block, BlockIx, BlockKind, Comment, Document, Mark, MarkKind};

/// The deepest quotation; what is deeper stands there too.
const DEEPEST: usize = 8;

/// Makes Markdown of a document.
///
/// ```
/// use khao::load::{Input, load};
/// let bytes = b"Bridge opens\n\nThe bridge was opened on Monday. It took ten years to build it.";
/// let loaded = load(&Input { bytes: bytes.to_vec(), ..Input::default() }).unwrap();
/// let text = khao::export::markdown::of(&loaded.documents[0]);
/// assert!(text.starts_with("# Bridge opens\n\nThe bridge was opened"));
/// ```
pub fn of(doc: &Document) -> String {
    let mut out = String::new();
    let a = &doc.article;
    if let Some(title) = &a.title {
        let _ = writeln!(out, "# {}\n", escaped(title));
    }
    let published = a.published.map(|w| w.to_string());
    let about = [
        a.byline.as_deref(),
        a.outlet.as_deref(),
        published.as_deref(),
    ];
    let about: Vec<String> = about.into_iter().flatten().map(escaped).collect();
    if !about.is_empty() {
        let _ = writeln!(out, "*{}*\n", about.join(", "));
    }
    if let Some(url) = &doc.url {
        let _ = writeln!(out, "<{url}>\n");
    }
    blocks(&mut out, doc, BlockIx::each(&a.blocks), "");
    if !doc.thread.is_empty() {
        let _ = write!(out, "\n## Comments\n");
    }
    for c in doc.thread.comments() {
        let quote = "> ".repeat(usize::from(c.depth).min(DEEPEST));
        let _ = write!(out, "\n{quote}{}\n", head(c));
        if !c.blocks.is_empty() {
            let _ = writeln!(out, "{}", quote.trim_end());
            blocks(&mut out, doc, BlockIx::each(&c.blocks), &quote);
        }
    }
    out
}

fn head(c: &Comment) -> String {
    let author = c.author.as_deref().unwrap_or("?");
    let mut head = format!("**{}**", escaped(author));
    if let Some(when) = c.when {
        let _ = write!(head, ", {when}");
    }
    if let Some(score) = c.score {
        let _ = write!(head, ", {score}");
    }
    head
}

fn blocks(out: &mut String, doc: &Document, all: impl Iterator<Item = BlockIx>, quote: &str) {
    let mut before = None;
    for block in all.map(|ix| doc.block(ix)) {
        let tight = matches!(
            (before, block.kind),
            (None, _) | (Some(BlockKind::Item(_)), BlockKind::Item(_))
        );
        if !tight {
            let _ = writeln!(out, "{}", quote.trim_end());
        }
        before = Some(block.kind);
        for line in lines(doc, block) {
            out.push_str(format!("{quote}{line}").trim_end());
            out.push('\n');
        }
    }
}

fn lines(doc: &Document, b: &Block) -> Vec<String> {
    let text = || marked(doc, b);
    let with = |first: &str, rest: &str| -> Vec<String> {
        let text = text();
        let lines = text.lines().enumerate();
        let lines = lines.map(|(at, l)| format!("{}{l}", if at == 0 { first } else { rest }));
        lines.collect()
    };
    match b.kind {
        BlockKind::Paragraph => with("", ""),
        BlockKind::Heading(n) => {
            let line = text().replace('\n', " ");
            vec![format!(
                "{} {line}",
                "#".repeat(usize::from(n.clamp(1, 5)) + 1)
            )]
        }
        BlockKind::Quote => with("> ", "> "),
        BlockKind::Item(n) => {
            let pad = "  ".repeat(usize::from(n.min(8)));
            with(&format!("{pad}- "), &format!("{pad}  "))
        }
        BlockKind::Caption => vec![format!("*{}*", text().replace('\n', " "))],
        BlockKind::Image => {
            let url = doc.links.iter().find(|l| {
                let same = doc.blocks.get(l.block.ix());
                same.is_some_and(|other| std::ptr::eq(other, b))
            });
            let url = url.map_or("", |l| &*l.url);
            vec![format!(
                "![{}](<{url}>)",
                escaped(&b.text).replace('\n', " ")
            )]
        }
        BlockKind::Code | BlockKind::Table => {
            // A fence longer than any in it.
            let longest = b.text.split(|c| c != '`').map(str::len).max();
            let fence = "`".repeat(longest.unwrap_or(0).max(2) + 1);
            let body = b.text.lines().map(str::to_owned);
            std::iter::once(fence.clone())
                .chain(body)
                .chain([fence])
                .collect()
        }
    }
}

/// The text with its marks as Markdown. Marks that cross are left out but for the first.
fn marked(doc: &Document, b: &Block) -> String {
    let mut out = String::new();
    let mut open: Vec<(&Mark, String)> = Vec::new();
    let mut at = 0;
    let text = &*b.text;
    let mut put = |out: &mut String, to: usize| {
        if to > at {
            out.push_str(&escaped(text.get(at..to).unwrap_or_default()));
            at = to;
        }
    };
    for mark in &b.marks {
        while let Some((last, _)) = open.last()
            && last.bytes.end <= mark.bytes.start
        {
            put(&mut out, last.bytes.end as usize);
            if let Some((_, close)) = open.pop() {
                out.push_str(&close);
            }
        }
        let crosses = open
            .last()
            .is_some_and(|(l, _)| mark.bytes.end > l.bytes.end);
        if crosses || mark.bytes.is_empty() {
            continue;
        }
        let (start, close) = match mark.kind {
            MarkKind::Emphasis => ("*", "*".to_owned()),
            MarkKind::Strong => ("**", "**".to_owned()),
            MarkKind::Strike => ("~~", "~~".to_owned()),
            // Its words would have to stand unescaped; without the sign they read the same.
            MarkKind::Code => continue,
            MarkKind::Link(n) => match doc.links.get(n as usize) {
                Some(link) => ("[", format!("](<{}>)", link.url)),
                None => continue,
            },
        };
        put(&mut out, mark.bytes.start as usize);
        out.push_str(start);
        open.push((mark, close));
    }
    while let Some((last, close)) = open.pop() {
        put(&mut out, last.bytes.end as usize);
        out.push_str(&close);
    }
    put(&mut out, text.len());
    out
}

/// Running text whose signs mean nothing.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut start = true;
    for (at, c) in text.char_indices() {
        let sign = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '~')
            || start && matches!(c, '#' | '>' | '+' | '-' | '=' | '|')
            // `1. ` would be an item.
            || matches!(c, '.' | ')') && is_number(&text[..at]);
        if sign {
            out.push('\\');
        }
        out.push(c);
        start = c == '\n' || start && c == ' ';
    }
    out
}

/// Whether nothing but a number stands between the line's start and here.
fn is_number(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default().trim_start();
    !line.is_empty() && line.len() < 10 && line.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{Input, load};

    fn markdown(json: &str) -> String {
        let input = Input {
            bytes: json.as_bytes().to_vec(),
            ..Input::default()
        };
        of(&load(&input).unwrap().documents[0])
    }

    #[test]
    fn article_and_answers() {
        let text = markdown(
            r#"{"khao":1,"url":"https://a.example/","title":"A *star*","outlet":"Post","blocks":[
            {"kind":"paragraph","text":"See this.","links":[{"url":"https://b.example/x","at":[4,8]}]},
            {"kind":"item","text":"one"},{"kind":"item","text":"two"},
            {"kind":"code","text":"a = `b`"}],"comments":[
            {"author":"Ann","text":"1. no_list","parent":null},
            {"author":"Bob","published":"2025-02-10","text":"Yes.\n\nNo.","parent":0}]}"#,
        );
        let expected = "# A \\*star\\*\n\n*Post*\n\n<https://a.example/>\n\nSee [this](<https://b.example/x>).\n\n\
            - one\n- two\n\n```\na = `b`\n```\n\n## Comments\n\n**Ann**\n\n1\\. no\\_list\n\n\
            > **Bob**, 2025-02-10\n>\n> Yes.\n>\n> No.\n";
        assert_eq!(text, expected);
    }
}
