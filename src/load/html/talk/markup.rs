//! The names that a page gives its elements: what a maker's markup is told by, asked before the elements are.
//!
//! A page is of one maker, or of none: most makers' names stand nowhere in it, and what is looked for by them
//! need not be asked of each element.

use std::collections::HashSet;

use super::super::tree::{NodeIx, Tree};

/// The classes, ids and attributes of a page.
#[derive(Debug, Default)]
pub(super) struct Markup<'t> {
    /// The elements that have any.
    pub(super) named: Vec<NodeIx>,
    pub(super) classes: HashSet<&'t str>,
    pub(super) ids: Vec<&'t str>,
    pub(super) attributes: HashSet<&'t str>,
}

impl<'t> Markup<'t> {
    pub(super) fn of(tree: &'t Tree) -> Self {
        let mut names = Self::default();
        let mut lists = HashSet::new();
        for ix in tree.below(Tree::ROOT) {
            let mut any = false;
            for (name, value) in tree.attributes(ix) {
                any = true;
                match name {
                    "class" => {
                        if lists.insert(value) {
                            names.classes.extend(value.split_ascii_whitespace());
                        }
                    }
                    "id" => names.ids.push(value),
                    _ => drop(names.attributes.insert(name)),
                }
            }
            if any {
                names.named.push(ix);
            }
        }
        if !lists.is_empty() {
            names.attributes.insert("class");
        }
        if !names.ids.is_empty() {
            names.attributes.insert("id");
        }
        names
    }
}
