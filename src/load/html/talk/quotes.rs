//! Which post a post of a forum quotes, where the quote names it.

use super::super::tree::{NodeIx, Tree};

/// The attributes in which quotes name a post, each with what stands before the number.
const NAMES: [(&str, &str); 4] = [
    ("data-source", "post:"),
    ("data-post", ""),
    ("data-ipsquote-contentcommentid", ""),
    ("data-quote-post", ""),
];

/// The number of the first post that is quoted in the nodes of another one.
pub(super) fn of(tree: &Tree, nodes: &[NodeIx]) -> Option<String> {
    let mut quote_end = NodeIx(0);
    for ix in nodes.iter().copied() {
        let is_quote = tree.name(ix) == "blockquote"
            || tree.name(ix) == "aside" && tree.has_class(ix, "quote");
        if is_quote {
            quote_end = quote_end.max(tree.get(ix).end);
            let named = NAMES.iter().find_map(|(name, before)| {
                number(tree.attribute(ix, name)?.trim().strip_prefix(before)?)
            });
            if named.is_some() {
                return named;
            }
        }
        // The line over a quote that says who wrote it links to the post.
        if ix < quote_end && tree.name(ix) == "a" && in_cite(tree, ix) {
            let name = tree
                .attribute(ix, "href")
                .and_then(|h| h.rsplit_once('#'))
                .map(|(_, name)| name.trim_start_matches(|c: char| !c.is_ascii_digit()));
            let named = name.and_then(number);
            if named.is_some() {
                return named;
            }
        }
    }
    None
}

fn in_cite(tree: &Tree, ix: NodeIx) -> bool {
    let mut near = tree.ancestors(ix).take(3);
    near.any(|a| tree.name(a) == "cite" || tree.has_class(a, "bbCodeBlock-title"))
}

fn number(words: &str) -> Option<String> {
    let words = words.trim();
    let is_number = !words.is_empty() && words.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| words.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_name_the_post_they_are_of() {
        let asked = |html: &str| {
            let tree = Tree::parse(html);
            let nodes: Vec<_> = tree.below(Tree::ROOT).collect();
            of(&tree, &nodes)
        };
        for yes in [
            "<blockquote data-quote=Anna data-source='post: 12'>x</blockquote>",
            "<blockquote><div><cite>Anna wrote: <a href='./t.php?p=12#p12'>then</a></cite>x</div></blockquote>",
            "<aside class='quote no-group' data-post=12 data-topic=3><blockquote>x</blockquote></aside>",
            "<blockquote class=ipsQuote data-ipsquote-contentcommentid=12>x</blockquote>",
            "<blockquote>by hand</blockquote><blockquote data-source='post: 12'>x</blockquote>",
        ] {
            assert_eq!(asked(yes).as_deref(), Some("12"), "{yes}");
        }
        for no in [
            "<blockquote>x</blockquote>",
            "<blockquote data-source='https://example.org/12'>x</blockquote>",
            "<blockquote>see <a href='#p12'>this</a></blockquote>",
            "<div data-post=12>x</div>",
            "<cite><a href='#p12'>Anna</a></cite>",
        ] {
            assert_eq!(asked(no), None, "{no}");
        }
    }
}
