//! A page as an arena in reading order: the shape in which it is asked for what stands in it.
//!
//! A node's subtree is the range up to its [`end`](Node::end), so every walk is a loop over a range and
//! nothing recurses. Comments, scripts' and styles' words, and processing instructions are not kept, but
//! for scripts that hold data (JSON).

use std::ops::Range;

use super::{address, sink};
use crate::text::Clean;

/// A node by its place in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct NodeIx(pub(super) u32);

impl NodeIx {
    /// As an index into the arena.
    pub(super) fn ix(self) -> usize {
        self.0 as usize
    }
}

/// An element or a run of words.
#[derive(Debug)]
pub(super) struct Node {
    /// The element around it; the root has none.
    pub(super) parent: Option<NodeIx>,
    /// One past the last node of its subtree.
    pub(super) end: NodeIx,
    pub(super) what: What,
}

#[derive(Debug)]
pub(super) enum What {
    Element {
        /// In lower case.
        name: html5ever::LocalName,
        attributes: Vec<html5ever::Attribute>,
    },
    /// Words as the page has them, entities resolved and nothing else changed.
    Text(html5ever::tendril::StrTendril),
}

/// A page.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    /// Where the page is, as far as it is known: addresses in it are seen from here.
    base: Option<Clean>,
}

impl Tree {
    /// Parses a page. Total: whatever the bytes, there is a root, which may be empty.
    pub(super) fn parse(html: &str) -> Self {
        Self {
            nodes: sink::parse(html),
            base: None,
        }
    }

    /// Says where the page is.
    pub(super) fn set_base(&mut self, base: Option<Clean>) {
        self.base = base;
    }

    /// The whole address that `href` stands for; `None` for what is no place on the web and no mail address.
    pub(super) fn resolve(&self, href: &str) -> Option<Clean> {
        address::resolve(self.base.as_deref(), href)
    }

    /// The address of the element of this name on the page.
    pub(super) fn place(&self, id: &str) -> Option<Clean> {
        let is_name = !id.is_empty() && !id.contains(|c: char| c.is_whitespace() || c == '#');
        let base = self.base.as_deref().filter(|_| is_name)?;
        self.resolve(&format!("{base}#{id}"))
    }

    /// The whole address in an attribute.
    pub(super) fn address(&self, ix: NodeIx, name: &str) -> Option<Clean> {
        self.resolve(self.attribute(ix, name)?)
    }

    /// The root: an element without a name around all others.
    pub(super) const ROOT: NodeIx = NodeIx(0);

    /// A node.
    pub(super) fn get(&self, ix: NodeIx) -> &Node {
        &self.nodes[ix.ix()]
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The name of an element; empty for words.
    pub(super) fn name(&self, ix: NodeIx) -> &str {
        match &self.get(ix).what {
            What::Element { name, .. } => name,
            What::Text(_) => "",
        }
    }

    /// Whether it is an element.
    pub(super) fn is_element(&self, ix: NodeIx) -> bool {
        matches!(self.get(ix).what, What::Element { .. })
    }

    /// The words of a text node.
    pub(super) fn words(&self, ix: NodeIx) -> Option<&str> {
        match &self.get(ix).what {
            What::Text(words) => Some(words),
            What::Element { .. } => None,
        }
    }

    /// An attribute, by its name in lower case.
    pub(super) fn attribute(&self, ix: NodeIx, name: &str) -> Option<&str> {
        match &self.get(ix).what {
            What::Element { attributes, .. } => attributes
                .iter()
                .find(|a| &*a.name.local == name)
                .map(|a| &*a.value),
            What::Text(_) => None,
        }
    }

    /// The attributes of an element: names in lower case, and values.
    pub(super) fn attributes(&self, ix: NodeIx) -> impl Iterator<Item = (&str, &str)> {
        let all = match &self.get(ix).what {
            What::Element { attributes, .. } => &attributes[..],
            What::Text(_) => &[],
        };
        all.iter().map(|a| (&*a.name.local, &*a.value))
    }

    /// Whether an element has a class.
    pub(super) fn has_class(&self, ix: NodeIx, class: &str) -> bool {
        self.attribute(ix, "class")
            .is_some_and(|all| all.split_ascii_whitespace().any(|c| c == class))
    }

    /// The nodes below `ix`, in reading order.
    pub(super) fn below(&self, ix: NodeIx) -> impl DoubleEndedIterator<Item = NodeIx> + use<> {
        let Range { start, end } = ix.0 + 1..self.get(ix).end.0;
        (start..end).map(NodeIx)
    }

    /// The children of `ix`, in order.
    pub(super) fn children(&self, ix: NodeIx) -> impl Iterator<Item = NodeIx> {
        let end = self.get(ix).end;
        let mut at = NodeIx(ix.0 + 1);
        std::iter::from_fn(move || {
            (at < end).then(|| {
                let here = at;
                at = self.get(here).end;
                here
            })
        })
    }

    /// The elements around `ix`, nearest first.
    pub(super) fn ancestors(&self, ix: NodeIx) -> impl Iterator<Item = NodeIx> {
        std::iter::successors(self.get(ix).parent, |p| self.get(*p).parent)
    }

    /// Whether `ix` is `top` or stands in it.
    pub(super) fn is_in(&self, ix: NodeIx, top: NodeIx) -> bool {
        top <= ix && ix < self.get(top).end
    }

    /// All words below `ix` (or of it), joined as they stand; white space is neither added nor folded.
    pub(super) fn text(&self, ix: NodeIx) -> String {
        let mut out = String::new();
        for at in ix.0..self.get(ix).end.0 {
            out.push_str(self.words(NodeIx(at)).unwrap_or_default());
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(html: &str) -> String {
        let tree = Tree::parse(html);
        let mut out = String::new();
        for ix in tree.below(Tree::ROOT) {
            let depth = tree.ancestors(ix).count();
            let is = tree.words(ix).unwrap_or_else(|| tree.name(ix));
            let indent = " ".repeat(depth - 1);
            out.extend([&indent, is.trim(), "\n"]);
        }
        out
    }

    #[test]
    fn a_page_stands_in_reading_order() {
        let got = outline("<!doctype html><title>T</title><p>a <b>b</b><!-- no --><p>c");
        let want = "html\n head\n  title\n   T\n body\n  p\n   a\n   b\n    b\n  p\n   c\n";
        assert_eq!(got, want);
    }

    #[test]
    fn misnested_tables_and_marks_are_mended() {
        let got = outline("<table><tr><td>x</td></tr>stray</table>");
        assert!(got.contains("stray\n  table"), "{got}");
        let got = outline("<b>one<p>two</b>three");
        let want = "html\n head\n body\n  b\n   one\n  p\n   b\n    two\n   three\n";
        assert_eq!(got, want);
    }

    #[test]
    fn subtrees_and_ancestors_agree() {
        let tree = Tree::parse("<div id=a><p class='x y'>one <i>two</i></p><p>three</p></div>");
        let all = || tree.below(Tree::ROOT);
        let a = all()
            .find(|n| tree.attribute(*n, "id") == Some("a"))
            .unwrap();
        let names: Vec<_> = tree.children(a).map(|n| tree.name(n)).collect();
        assert_eq!(names, ["p", "p"]);
        assert_eq!(tree.text(a), "one twothree");
        let p = tree.children(a).next().unwrap();
        assert!(tree.has_class(p, "y") && !tree.has_class(p, "x y"));
        for n in all() {
            let around: Vec<_> = all().filter(|m| *m != n && tree.is_in(n, *m)).collect();
            let mut ancestors: Vec<_> = tree.ancestors(n).filter(|m| *m != Tree::ROOT).collect();
            ancestors.reverse();
            assert_eq!(ancestors, around);
        }
        assert!(tree.len() > 5 && tree.is_element(a));
    }

    #[test]
    fn nothing_is_a_page_too() {
        for html in [
            "",
            "<",
            "\0",
            "&",
            "<!--",
            "</p>",
            "<a b='",
            "<table><table><td>",
        ] {
            assert!(Tree::parse(html).len() > 0);
        }
    }
}
