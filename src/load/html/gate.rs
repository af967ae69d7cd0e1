//! A gate between the tokenizer and the tree builder: no page costs more than its length.
//!
//! The tree builder follows the standard, which lets a page of one megabyte make a tree without bounds:
//! every tag looks through all open elements, and every paragraph opens anew all marks (`b`, `i`, `font`) that
//! are not closed. So the gate lets no start tag through that would stand too deep, none of a mark where
//! many are open, and none at all once far more elements were made than the page has tags.
//!
//! What is dropped is the tag alone: its words stay, in the box around it. No page for reading comes near
//! these bounds.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::TreeBuilder;
use html5ever::{LocalName, local_name};

use super::sink::Sink;

/// No start tag of an element passes that would stand deeper.
pub(super) const DEEPEST: u32 = 512;

/// No more marks are open at a time.
const MARKS: u32 = 48;

/// Elements that are made beyond those of the tags: what the standard adds to ordinary pages is far less.
const SPARE: u64 = 50_000;

/// The tree builder behind its gate.
pub(super) struct Gate {
    pub(super) inner: TreeBuilder<u32, Sink>,
    /// Start tags so far.
    tags: Cell<u64>,
    /// Marks that are open, by name.
    marks: RefCell<HashMap<LocalName, u32>>,
    n_marks: Cell<u32>,
    /// Start tags that were dropped and whose end tags are still to come, by name.
    dropped: RefCell<HashMap<LocalName, u32>>,
    is_shut: Cell<bool>,
}

impl Gate {
    pub(super) fn new(inner: TreeBuilder<u32, Sink>) -> Self {
        Self {
            inner,
            tags: Cell::new(0),
            marks: RefCell::default(),
            n_marks: Cell::new(0),
            dropped: RefCell::default(),
            is_shut: Cell::new(false),
        }
    }

    fn lets(&self, tag: &Tag) -> bool {
        match tag.kind {
            TagKind::StartTag => {
                self.tags.set(self.tags.get() + 1);
                let passes = holds_words(&tag.name) || self.has_room() && self.opens(&tag.name);
                if !passes {
                    *self
                        .dropped
                        .borrow_mut()
                        .entry(tag.name.clone())
                        .or_default() += 1;
                }
                passes
            }
            TagKind::EndTag => {
                let mut dropped = self.dropped.borrow_mut();
                if let Some(n) = dropped.get_mut(&tag.name).filter(|n| **n > 0) {
                    *n -= 1;
                    return false;
                }
                if let Some(n) = self
                    .marks
                    .borrow_mut()
                    .get_mut(&tag.name)
                    .filter(|n| **n > 0)
                {
                    *n -= 1;
                    self.n_marks.set(self.n_marks.get() - 1);
                }
                true
            }
        }
    }

    fn has_room(&self) -> bool {
        let sink = &self.inner.sink;
        if sink.made() > self.tags.get() * 4 + SPARE {
            self.is_shut.set(true);
        }
        if self.is_shut.get() {
            return false;
        }
        // The builder keeps its open elements to itself, but for this it asks the sink for the name of the
        // innermost one.
        sink.forget_asked();
        self.inner
            .adjusted_current_node_present_but_not_in_html_namespace();
        sink.depth_of_asked() < DEEPEST
    }

    /// Counts a mark that opens; whether it may.
    fn opens(&self, name: &LocalName) -> bool {
        if !is_mark(name) {
            return true;
        }
        let mut marks = self.marks.borrow_mut();
        let open = marks.entry(name.clone()).or_default();
        // One of these closes the one before it.
        if *open > 0 && matches!(*name, local_name!("a") | local_name!("nobr")) {
            return true;
        }
        let passes = self.n_marks.get() < MARKS;
        if passes {
            *open += 1;
            self.n_marks.set(self.n_marks.get() + 1);
        }
        passes
    }
}

impl TokenSink for Gate {
    type Handle = u32;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<u32> {
        if let Token::TagToken(tag) = &token
            && !self.lets(tag)
        {
            return TokenSinkResult::Continue;
        }
        self.inner.process_token(token, line)
    }

    fn end(&self) {
        self.inner.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.inner
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Whether what stands in an element is no markup: without its tag it would be read as some.
fn holds_words(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("script")
            | local_name!("style")
            | local_name!("textarea")
            | local_name!("title")
            | local_name!("xmp")
            | local_name!("iframe")
            | local_name!("noembed")
            | local_name!("noframes")
            | local_name!("plaintext")
    )
}

/// Whether the standard opens an element anew in every paragraph until it is closed.
fn is_mark(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("a")
            | local_name!("b")
            | local_name!("big")
            | local_name!("code")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("nobr")
            | local_name!("s")
            | local_name!("small")
            | local_name!("strike")
            | local_name!("strong")
            | local_name!("tt")
            | local_name!("u")
    )
}

#[cfg(test)]
mod tests {
    use super::super::attributes::MOST;
    use super::super::tree::Tree;

    /// Bombs as the standard allows them, with the tags each has.
    fn bombs() -> Vec<(&'static str, String, usize)> {
        let n = 4000;
        let each = |f: fn(usize) -> String| (0..n).map(f).collect::<String>();
        vec![
            ("boxes", "<div>".repeat(n), n),
            (
                "marks",
                format!("{}{}", each(|i| format!("<b a={i}>")), "<p>".repeat(n)),
                2 * n,
            ),
            (
                "marks in paragraphs",
                each(|i| format!("<p><b a={i}>x</p>")),
                2 * n,
            ),
            (
                "marks behind cells",
                each(|i| format!("<p><b a={i}>x</p><table><td></b></table>")),
                4 * n,
            ),
            ("lists", "<ul><li>".repeat(n), 2 * n),
            (
                "misnested",
                format!("{}{}{}", "<a>".repeat(n), "<i>".repeat(n), "</a>".repeat(n)),
                3 * n,
            ),
            ("tables", "<table>".repeat(n), n),
        ]
    }

    #[test]
    fn no_page_makes_far_more_than_its_tags_or_stands_deep() {
        for (name, html, tags) in bombs() {
            let tree = Tree::parse(&html);
            let deepest = tree
                .below(Tree::ROOT)
                .map(|n| tree.ancestors(n).count())
                .max();
            assert!(
                tree.len() < 8 * tags + 60_000,
                "{name}: {} nodes",
                tree.len()
            );
            assert!(deepest.unwrap_or(0) <= 1025, "{name}: {deepest:?} deep");
        }
    }

    #[test]
    fn the_words_of_dropped_tags_stay() {
        let html = format!(
            "{}word{}<p>after",
            "<div>".repeat(2000),
            "</div>".repeat(2000)
        );
        let tree = Tree::parse(&html);
        assert_eq!(tree.text(Tree::ROOT), "wordafter");
        let p = tree
            .below(Tree::ROOT)
            .find(|n| tree.name(*n) == "p")
            .unwrap();
        assert_eq!(
            tree.ancestors(p).count(),
            3,
            "what follows stands where it would"
        );
    }

    #[test]
    fn very_many_attributes_are_cut() {
        let many: Vec<String> = (0..9000).map(|i| format!("a{i}=1")).collect();
        let many = many.join(" ");
        let tree = Tree::parse(&format!("<p {many}>one<p title='x y z'>two"));
        let p = tree
            .below(Tree::ROOT)
            .find(|n| tree.name(*n) == "p")
            .unwrap();
        assert!(tree.attributes(p).count() <= MOST as usize + 1);
        assert_eq!(tree.text(Tree::ROOT), "onetwo");
    }
}
