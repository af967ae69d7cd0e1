//! What the parser builds a page in: nodes that can still move, laid in reading order at the end.
//!
//! The parser is html5ever's. It moves nodes about as it mends misnested markup, so the links between
//! nodes are kept by index on all four sides; [`parse`] walks them once, without recursion.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

use html5ever::TokenizerResult;
use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, Namespace, QualName, local_name};

use super::attributes::bounded;
use super::gate::Gate;
use super::tree::{Node, NodeIx, What};

/// The nodes of a page in reading order.
pub(super) fn parse(html: &str) -> Vec<Node> {
    let options = TreeBuilderOpts {
        // What stands in <noscript> is for readers like us.
        scripting_enabled: false,
        ..Default::default()
    };
    let gate = Gate::new(TreeBuilder::new(Sink::default(), options));
    let tokenizer = Tokenizer::new(gate, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(&bounded(html)));
    // A script or the name of an encoding ends a run; neither changes anything here.
    while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    tokenizer.end();
    tokenizer.sink.inner.sink.finish()
}

/// A node that can still move.
#[derive(Debug)]
struct Loose {
    parent: Option<u32>,
    before: Option<u32>,
    after: Option<u32>,
    first: Option<u32>,
    last: Option<u32>,
    /// How deep it was put; what is moved with a box around it keeps its number.
    depth: u32,
    /// Of an element; the parser may ask it of any node.
    name: QualName,
    is: Is,
}

#[derive(Debug)]
enum Is {
    Element(Vec<Attribute>),
    Text(StrTendril),
    /// The page itself, a comment, an instruction: it has no words of its own.
    Other,
}

#[derive(Debug)]
pub(super) struct Sink {
    nodes: RefCell<Vec<Loose>>,
    /// How many elements were made.
    made: Cell<u64>,
    /// The node whose name was asked for last.
    asked: Cell<u32>,
}

impl Default for Sink {
    fn default() -> Self {
        let sink = Self {
            nodes: RefCell::default(),
            made: Cell::new(0),
            asked: Cell::new(0),
        };
        sink.make_nameless(Is::Other);
        sink
    }
}

impl Sink {
    pub(super) fn made(&self) -> u64 {
        self.made.get()
    }

    /// Makes the root the node that was asked for last.
    pub(super) fn forget_asked(&self) {
        self.asked.set(0);
    }

    /// How deep the node stands whose name was asked for last.
    pub(super) fn depth_of_asked(&self) -> u32 {
        self.nodes.borrow()[self.asked.get() as usize].depth
    }

    fn make_nameless(&self, is: Is) -> u32 {
        self.make(
            QualName::new(None, Namespace::default(), LocalName::default()),
            is,
        )
    }

    fn make(&self, name: QualName, is: Is) -> u32 {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Loose {
            parent: None,
            before: None,
            after: None,
            first: None,
            last: None,
            depth: 0,
            name,
            is,
        });
        (nodes.len() - 1) as u32
    }

    /// Takes a node out of its place.
    fn cut(&self, node: u32) {
        let mut nodes = self.nodes.borrow_mut();
        let loose = &mut nodes[node as usize];
        let (parent, before, after) =
            (loose.parent.take(), loose.before.take(), loose.after.take());
        match (before, parent) {
            (Some(b), _) => nodes[b as usize].after = after,
            (None, Some(p)) => nodes[p as usize].first = after,
            (None, None) => {}
        }
        match (after, parent) {
            (Some(a), _) => nodes[a as usize].before = before,
            (None, Some(p)) => nodes[p as usize].last = before,
            (None, None) => {}
        }
    }

    /// Puts a node into `parent`, before `after` or at the end.
    fn put(&self, parent: u32, after: Option<u32>, node: u32) {
        self.cut(node);
        let mut nodes = self.nodes.borrow_mut();
        let before = match after {
            Some(a) => nodes[a as usize].before,
            None => nodes[parent as usize].last,
        };
        let depth = nodes[parent as usize].depth.saturating_add(1);
        let loose = &mut nodes[node as usize];
        loose.depth = depth;
        (loose.parent, loose.before, loose.after) = (Some(parent), before, after);
        match before {
            Some(b) => nodes[b as usize].after = Some(node),
            None => nodes[parent as usize].first = Some(node),
        }
        match after {
            Some(a) => nodes[a as usize].before = Some(node),
            None => nodes[parent as usize].last = Some(node),
        }
    }

    /// Puts a node or words into `parent`; words join those that stand before them.
    fn insert(&self, parent: u32, after: Option<u32>, child: NodeOrText<u32>) {
        let node = match child {
            NodeOrText::AppendNode(node) => node,
            NodeOrText::AppendText(words) => {
                let mut nodes = self.nodes.borrow_mut();
                let before = match after {
                    Some(a) => nodes[a as usize].before,
                    None => nodes[parent as usize].last,
                };
                if let Some(b) = before
                    && let Is::Text(text) = &mut nodes[b as usize].is
                {
                    text.push_tendril(&words);
                    return;
                }
                drop(nodes);
                self.make_nameless(Is::Text(words))
            }
        };
        self.put(parent, after, node);
    }
}

/// The name of an element, borrowed from the arena.
#[derive(Debug)]
pub(super) struct Name<'a>(Ref<'a, QualName>);

impl ElemName for Name<'_> {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl TreeSink for Sink {
    type Handle = u32;
    type Output = Vec<Node>;
    type ElemName<'a> = Name<'a>;

    fn finish(self) -> Vec<Node> {
        laid(self.nodes.into_inner())
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> u32 {
        0
    }

    fn elem_name<'a>(&'a self, target: &'a u32) -> Name<'a> {
        self.asked.set(*target);
        Name(Ref::map(self.nodes.borrow(), |n| &n[*target as usize].name))
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> u32 {
        self.made.set(self.made.get() + 1);
        self.make(name, Is::Element(attributes))
    }

    fn create_comment(&self, _: StrTendril) -> u32 {
        self.make_nameless(Is::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> u32 {
        self.make_nameless(Is::Other)
    }

    fn append(&self, parent: &u32, child: NodeOrText<u32>) {
        self.insert(*parent, None, child);
    }

    fn append_based_on_parent_node(&self, element: &u32, previous: &u32, child: NodeOrText<u32>) {
        let parent = self.nodes.borrow()[*element as usize].parent;
        match parent {
            Some(parent) => self.insert(parent, Some(*element), child),
            None => self.insert(*previous, None, child),
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// What stands in a template is kept in the template itself: scripts would show it, and so do we.
    fn get_template_contents(&self, target: &u32) -> u32 {
        *target
    }

    fn same_node(&self, x: &u32, y: &u32) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &u32, child: NodeOrText<u32>) {
        let parent = self.nodes.borrow()[*sibling as usize].parent;
        if let Some(parent) = parent {
            self.insert(parent, Some(*sibling), child);
        }
    }

    fn add_attrs_if_missing(&self, target: &u32, attributes: Vec<Attribute>) {
        if let Is::Element(own) = &mut self.nodes.borrow_mut()[*target as usize].is {
            for attribute in attributes {
                if own.iter().all(|a| a.name != attribute.name) {
                    own.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &u32) {
        self.cut(*target);
    }

    fn reparent_children(&self, node: &u32, new_parent: &u32) {
        while let Some(child) = { self.nodes.borrow()[*node as usize].first } {
            self.put(*new_parent, None, child);
        }
    }
}

/// A step of laying.
enum Step {
    /// A node is to be laid, with its parent's place and its depth.
    Lay(u32, Option<NodeIx>, u16),
    /// A subtree is complete.
    End(NodeIx),
}

/// No element is laid deeper.
const MOST_LAID: u16 = 1024;

/// The nodes in reading order. Words of scripts and styles are left out, but for those of JSON.
fn laid(mut loose: Vec<Loose>) -> Vec<Node> {
    let mut out: Vec<Node> = Vec::with_capacity(loose.len());
    let mut todo = vec![Step::Lay(0, None, 0)];
    while let Some(step) = todo.pop() {
        let (node, parent, depth) = match step {
            Step::Lay(node, parent, depth) => (node, parent, depth),
            Step::End(ix) => {
                out[ix.ix()].end = NodeIx(out.len() as u32);
                continue;
            }
        };
        let here = NodeIx(out.len() as u32);
        let Loose {
            after,
            first,
            name,
            is,
            ..
        } = &mut loose[node as usize];
        let is = std::mem::replace(is, Is::Other);
        let (after, first) = (*after, *first);
        if let (Some(after), Some(_)) = (after, parent) {
            todo.push(Step::Lay(after, parent, depth));
        }
        let what = match is {
            Is::Text(words) => What::Text(words),
            Is::Element(attributes) => What::Element {
                name: name.local.clone(),
                attributes,
            },
            Is::Other if parent.is_none() => What::Element {
                name: LocalName::default(),
                attributes: Vec::new(),
            },
            Is::Other => continue,
        };
        let inside = first.filter(|_| !is_mute(&what));
        // Boxes that were moved can stand deeper than the gate lets any through: those are not laid, but
        // what is in them is.
        if depth > MOST_LAID && matches!(what, What::Element { .. }) {
            if let Some(first) = inside {
                todo.push(Step::Lay(first, parent, depth));
            }
            continue;
        }
        out.push(Node {
            parent,
            end: NodeIx(here.0 + 1),
            what,
        });
        if let Some(first) = inside {
            todo.push(Step::End(here));
            todo.push(Step::Lay(first, Some(here), depth + 1));
        }
    }
    out
}

/// Whether what stands in an element is for machines.
fn is_mute(what: &What) -> bool {
    let What::Element { name, attributes } = what else {
        return false;
    };
    let is_json = || {
        let kind = attributes.iter().find(|a| &*a.name.local == "type");
        kind.is_some_and(|a| a.value.contains("json"))
    };
    *name == local_name!("style") || *name == local_name!("script") && !is_json()
}
