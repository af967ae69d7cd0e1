//! Whom a comment answers, where it links to it: `in reply to Anna`, `parent`, `@Anna`, `>>12`.
//!
//! Only links within the page are read, to a comment that stands above.

use super::super::super::line;
use super::super::tree::{NodeIx, Tree};

/// What stands in such a link, or right before it.
const WORDS: &str = "in reply to|reply to|replying to|parent|show parent|parent comment|als antwort auf|antwort auf|\
    en réponse à|en respuesta a|in risposta a|in antwoord op|ตอบกลับถึง";

/// The classes and relations of such links.
const NAMES: [&str; 6] = [
    "in-reply-to",
    "u-in-reply-to",
    "parent-link",
    "comment-parent",
    "comment__parent",
    "parent",
];

/// The number of the comment that the nodes of another one say they answer.
pub(super) fn to(tree: &Tree, nodes: &[NodeIx]) -> Option<String> {
    nodes.iter().find_map(|ix| {
        let number = number(tree, *ix)?;
        says_so(tree, *ix).then_some(number)
    })
}

/// The number at the end of a link within the page.
fn number(tree: &Tree, ix: NodeIx) -> Option<String> {
    if tree.name(ix) != "a" {
        return None;
    }
    let (_, name) = tree.attribute(ix, "href")?.rsplit_once('#')?;
    let digits = name.trim_start_matches(|c: char| !c.is_ascii_digit());
    let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| digits.to_owned())
}

fn says_so(tree: &Tree, ix: NodeIx) -> bool {
    if ["class", "rel"].iter().any(|a| {
        let names = tree.attribute(ix, a).unwrap_or_default();
        names.split_ascii_whitespace().any(|n| NAMES.contains(&n))
    }) {
        return true;
    }
    let text = tree.text(ix);
    let text = text.trim();
    if text.len() < 80 && text.starts_with(['@', '↑']) || text.starts_with(">>") {
        return true;
    }
    let before = ix.0.checked_sub(1).and_then(|b| tree.words(NodeIx(b)));
    let is = |text: &str| {
        let key = line::key(text);
        let key = key.trim_end_matches([':', ' ']);
        text.len() < 80
            && line::entries(WORDS).any(|w| {
                let rest = key.strip_prefix(w);
                rest.is_some_and(|r| r.is_empty() || r.starts_with(' '))
            })
    };
    // `Reply to Anna` is a button, whose link leads to its own comment or to the form.
    let button = line::key(text).starts_with("reply to");
    !button && is(text) || before.is_some_and(|b| is(b.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_what_is_answered_are_told_from_others() {
        let asked = |html: &str| {
            let tree = Tree::parse(html);
            let nodes: Vec<_> = tree.below(Tree::ROOT).collect();
            to(&tree, &nodes)
        };
        for yes in [
            "<a class=in-reply-to href='#comment-12'>x</a>",
            "<p>In reply to <a href='/t#c12'>Anna</a>",
            "<a href='#12'>parent</a>",
            "<p><a href='#comment-12'>@Anna</a> yes",
            "<a href='#p12'>&gt;&gt;12</a>",
            "<a href='#c12'>Als Antwort auf Anna</a>",
        ] {
            assert_eq!(asked(yes).as_deref(), Some("12"), "{yes}");
        }
        for no in [
            "<a href='#comment-12'>Reply</a>",
            "<a href='#comment-12'>Reply to Anna</a>",
            "<a href='#comment-12'>March 3, 2024</a>",
            "<a href='/12'>parent</a>",
            "<a href='#respond'>in reply to</a>",
        ] {
            assert_eq!(asked(no), None, "{no}");
        }
    }
}
