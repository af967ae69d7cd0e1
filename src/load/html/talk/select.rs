//! The small language in which makers' markup is named: `li.comment`, `.depth-*`, `#comment-*`, `[itemprop=text]`.
//!
//! A part is a name, classes, an id or attributes of one element; `*` at the end of a word stands for any
//! rest, `%` for a number. Selectors are parted by spaces, the dearest first. There is no nesting: makers are told by names.

use super::super::tree::{NodeIx, Tree};
use super::markup::Markup;

/// One test of an element.
#[derive(Debug)]
enum Test {
    Name(&'static str),
    Class(&'static str),
    Id(&'static str),
    Attribute(&'static str, Option<&'static str>),
}

/// Kinds of elements, the dearest first.
#[derive(Debug)]
pub(super) struct Selectors(Vec<Vec<Test>>);

impl Selectors {
    /// Reads a list of selectors.
    pub(super) fn parse(all: &'static str) -> Self {
        Self(all.split_ascii_whitespace().map(tests).collect())
    }

    /// Without those that no element of a page can be of.
    pub(super) fn on(mut self, page: &Markup<'_>) -> Self {
        self.0.retain(|tests| tests.iter().all(|t| is_on(page, t)));
        self
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The place in the list of the first selector that an element is of.
    pub(super) fn rank(&self, tree: &Tree, ix: NodeIx) -> Option<usize> {
        if !tree.is_element(ix) {
            return None;
        }
        self.0
            .iter()
            .position(|tests| tests.iter().all(|t| passes(tree, ix, t)))
    }

    /// Whether an element is of one of them.
    pub(super) fn is(&self, tree: &Tree, ix: NodeIx) -> bool {
        self.rank(tree, ix).is_some()
    }
}

fn tests(selector: &'static str) -> Vec<Test> {
    let mut tests = Vec::new();
    let mut rest = selector;
    while !rest.is_empty() {
        let from = usize::from(rest.starts_with(['.', '#', '[']));
        let end = rest[from..]
            .find(['.', '#', '['])
            .map_or(rest.len(), |at| at + from);
        let word = &rest[from..end];
        tests.push(match rest.as_bytes()[0] {
            b'.' => Test::Class(word),
            b'#' => Test::Id(word),
            b'[' => match word.trim_end_matches(']').split_once('=') {
                Some((name, value)) => Test::Attribute(name, Some(value)),
                None => Test::Attribute(word.trim_end_matches(']'), None),
            },
            _ => Test::Name(word),
        });
        rest = &rest[end..];
    }
    tests
}

/// Whether a page has what an element would have to be called by.
fn is_on(page: &Markup<'_>, test: &Test) -> bool {
    match test {
        Test::Name(_) => true,
        Test::Class(class) if class.ends_with(['*', '%']) => {
            page.classes.iter().any(|c| fits(c, class))
        }
        Test::Class(class) => page.classes.contains(class),
        Test::Id(id) => page.ids.iter().any(|own| fits(own, id)),
        Test::Attribute(name, _) => page.attributes.contains(name),
    }
}

fn passes(tree: &Tree, ix: NodeIx, test: &Test) -> bool {
    let attribute = |name| tree.attribute(ix, name);
    let any = |all: Option<&str>, word| {
        all.is_some_and(|all| all.split_ascii_whitespace().any(|w| fits(w, word)))
    };
    match test {
        Test::Name(name) => tree.name(ix) == *name,
        Test::Class(class) => any(attribute("class"), class),
        Test::Id(id) => attribute("id").is_some_and(|own| fits(own, id)),
        Test::Attribute(name, None) => attribute(name).is_some(),
        Test::Attribute(name, Some(value)) => any(attribute(name), value),
    }
}

fn fits(own: &str, word: &str) -> bool {
    if let Some(head) = word.strip_suffix('*') {
        return own.len() > head.len() && own.starts_with(head);
    }
    if let Some(head) = word.strip_suffix('%') {
        let rest = own.strip_prefix(head).unwrap_or_default();
        return !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit());
    }
    own == word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_told_by_name_class_id_and_attribute() {
        let tree = Tree::parse("<li class='comment depth-2' id=comment-7 itemprop=comment>x</li>");
        let li = tree.below(Tree::ROOT).find(|n| tree.name(*n) == "li");
        let li = li.unwrap();
        for yes in [
            "li",
            ".comment",
            "li.comment.depth-*",
            "#comment-*",
            "#comment-%",
            "[itemprop=comment]",
            "p [id]",
        ] {
            assert!(Selectors::parse(yes).is(&tree, li), "{yes}");
        }
        for no in [
            "",
            "ol",
            ".comm",
            "#comm%",
            ".comment.depth-1",
            "#comment",
            "[role]",
        ] {
            assert!(!Selectors::parse(no).is(&tree, li), "{no}");
        }
        assert_eq!(Selectors::parse("p .comment li").rank(&tree, li), Some(1));
    }
}
