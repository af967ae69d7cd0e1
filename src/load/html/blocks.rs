//! A part of a page as blocks of words.
//!
//! One walk over the nodes in reading order. What stands around a node is kept as a stack of the
//! subtrees that are open ([`Around`]), so nothing recurses and misnested markup is no trouble: a block
//! inside of running words ends the block before it, and marks and links go on in the next one.
//!
//! - White space is folded as browsers do, but for `pre`. One `br` is a line end, two part paragraphs.
//! - What is hidden and what is for machines or hands (scripts, buttons, fields) is left out.
//! - A picture is a block of its own behind the words it stands in; small ones are their words.

mod fill;
mod grid;
mod role;
#[cfg(test)]
mod tests;

use super::super::draft::Piece;
use super::tree::{NodeIx, Tree};
use crate::model::{BlockKind, Mark, MarkKind};
use crate::text::Clean;
pub(super) use role::{Role, is_hidden, role};

/// The blocks of the subtree of `top`, in order. Subtrees for which `skip` is true are left out.
///
/// `top` itself is a mere box where it is an item or a cell: who asks for it wants what is in it.
pub(super) fn pieces(tree: &Tree, top: NodeIx, skip: &dyn Fn(NodeIx) -> bool) -> Vec<Piece> {
    let placed = placed(tree, top, skip);
    placed.into_iter().map(|p| p.piece).collect()
}

/// A block and where it stands.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) piece: Piece,
    /// The node of its first words, or its picture.
    pub(super) at: NodeIx,
}

/// [`pieces`] with their places.
pub(super) fn placed(tree: &Tree, top: NodeIx, skip: &dyn Fn(NodeIx) -> bool) -> Vec<Placed> {
    let mut walk = Walk::new(tree, skip);
    let end = tree.get(top).end;
    let mut at = top;
    while at < end {
        walk.leave(at);
        walk.here = at;
        at = walk.visit(at, at == top);
    }
    walk.leave(end);
    walk.close();
    walk.out
}

/// A link around this many blocks is laid on no more: its address must not be paid a thousand times.
const LINKED: u8 = 16;

struct Walk<'t> {
    tree: &'t Tree,
    skip: &'t dyn Fn(NodeIx) -> bool,
    out: Vec<Placed>,
    here: NodeIx,
    /// Where the words of the open block begin.
    from: NodeIx,
    around: Vec<Around>,
    /// The words of the block that is being filled.
    text: String,
    marks: Vec<Mark>,
    links: Vec<(std::ops::Range<u32>, Clean)>,
    /// Pictures that stand in these words: they follow them.
    pictures: Vec<Placed>,
    /// What the block is; told by its first words.
    kind: BlockKind,
    inline: Vec<Inline>,
    quotes: usize,
    captions: usize,
    heading: Option<u8>,
    code: bool,
    /// The open lists: the number of the next item, where a list has numbers.
    lists: Vec<Option<i64>>,
    /// Whether the next block is the first of its item, and the number that stands before its words.
    fresh_item: bool,
    number: String,
}

/// A subtree that the walk is in, and what ends with it.
struct Around {
    end: NodeIx,
    what: Ends,
}

enum Ends {
    Block,
    Quote,
    Caption,
    Heading(Option<u8>),
    Code,
    List,
    Item,
    Inline,
    /// A quotation in running words.
    Marks,
}

/// A mark or a link that is open.
struct Inline {
    /// Where it starts in the block.
    from: u32,
    what: What,
}

enum What {
    Mark(MarkKind),
    Link { url: Clean, left: u8 },
}

impl<'t> Walk<'t> {
    fn new(tree: &'t Tree, skip: &'t dyn Fn(NodeIx) -> bool) -> Self {
        Self {
            tree,
            skip,
            out: Vec::new(),
            here: Tree::ROOT,
            from: Tree::ROOT,
            around: Vec::new(),
            text: String::new(),
            marks: Vec::new(),
            links: Vec::new(),
            pictures: Vec::new(),
            kind: BlockKind::Paragraph,
            inline: Vec::new(),
            quotes: 0,
            captions: 0,
            heading: None,
            code: false,
            lists: Vec::new(),
            fresh_item: false,
            number: String::new(),
        }
    }

    /// Ends what does not reach to `at`.
    fn leave(&mut self, at: NodeIx) {
        while let Some(last) = self.around.pop_if(|a| a.end <= at) {
            if !matches!(last.what, Ends::Inline | Ends::Marks) {
                self.close();
            }
            match last.what {
                Ends::Block => {}
                Ends::Quote => self.quotes = self.quotes.saturating_sub(1),
                Ends::Caption => self.captions = self.captions.saturating_sub(1),
                Ends::Heading(before) => self.heading = before,
                Ends::Code => self.code = false,
                Ends::List => drop(self.lists.pop()),
                Ends::Item => self.fresh_item = false,
                Ends::Marks => self.words("”"),
                Ends::Inline => {
                    if let Some(inline) = self.inline.pop() {
                        self.lay(&inline);
                    }
                }
            }
        }
    }

    /// Takes a node; where the walk goes on.
    fn visit(&mut self, at: NodeIx, is_top: bool) -> NodeIx {
        let (next, past) = (NodeIx(at.0 + 1), self.tree.get(at).end);
        if (self.skip)(at) {
            return past;
        }
        if let Some(words) = self.tree.words(at) {
            self.words(words);
            return next;
        }
        if is_hidden(self.tree, at) {
            return past;
        }
        let name = self.tree.name(at);
        match role(name) {
            Role::Hidden => return past,
            Role::Spare => {
                self.spare(at);
                return past;
            }
            Role::Picture => {
                self.picture(at);
                return past;
            }
            Role::Table => {
                self.close();
                if let Some(grid) = grid::read(self.tree, at, self.skip) {
                    let caption = grid.caption.map(|c| Piece::new(BlockKind::Caption, c));
                    let table = Piece::new(BlockKind::Table, grid.text);
                    let both = caption.into_iter().chain([table]);
                    self.out.extend(both.map(|piece| Placed { piece, at }));
                    return past;
                }
                self.enter(at, Ends::Block);
            }
            Role::Item if is_top => self.enter(at, Ends::Block),
            Role::Item => {
                self.enter(at, Ends::Item);
                self.fresh_item = true;
                self.count(at);
            }
            Role::List => {
                self.enter(at, Ends::List);
                let first = self.tree.attribute(at, "start").map(str::trim);
                let first = first.and_then(|s| s.parse().ok()).unwrap_or(1);
                self.lists.push((name == "ol").then_some(first));
            }
            Role::Block => self.enter(at, Ends::Block),
            Role::Quote => {
                self.enter(at, Ends::Quote);
                self.quotes += 1;
            }
            Role::Caption => {
                self.enter(at, Ends::Caption);
                self.captions += 1;
            }
            Role::Heading(level) => {
                self.enter(at, Ends::Heading(self.heading));
                self.heading = Some(level);
            }
            Role::Code if self.code => {}
            Role::Code => {
                self.enter(at, Ends::Code);
                self.code = true;
            }
            Role::LineEnd => self.line_end(),
            Role::Rule => self.close(),
            Role::Mark(kind) => {
                let is = |i: &Inline| matches!(&i.what, What::Mark(k) if *k == kind);
                if !self.inline.iter().any(is) {
                    self.begin(at, What::Mark(kind));
                }
            }
            Role::Link => {
                let inside = |i: &Inline| matches!(i.what, What::Link { .. });
                if !self.inline.iter().any(inside)
                    && let Some(url) = self.tree.address(at, "href")
                {
                    self.begin(at, What::Link { url, left: LINKED });
                }
            }
            Role::Marks => {
                self.words("“");
                self.around.push(Around {
                    end: past,
                    what: Ends::Marks,
                });
            }
            Role::Inline => {}
        }
        next
    }

    fn enter(&mut self, at: NodeIx, what: Ends) {
        self.close();
        let end = self.tree.get(at).end;
        self.around.push(Around { end, what });
    }

    fn begin(&mut self, at: NodeIx, what: What) {
        let from = self.text.len() as u32;
        self.inline.push(Inline { from, what });
        let end = self.tree.get(at).end;
        self.around.push(Around {
            end,
            what: Ends::Inline,
        });
    }

    /// Counts an item of a list with numbers.
    fn count(&mut self, item: NodeIx) {
        self.number.clear();
        if let Some(Some(next)) = self.lists.last_mut() {
            let own = self.tree.attribute(item, "value");
            let number = own.and_then(|v| v.trim().parse().ok()).unwrap_or(*next);
            self.number = format!("{number}. ");
            *next = number.saturating_add(1);
        }
    }

    /// What the words that come now are.
    fn kind_here(&mut self) -> BlockKind {
        if self.code {
            BlockKind::Code
        } else if let Some(level) = self.heading {
            BlockKind::Heading(level)
        } else if self.captions > 0 {
            BlockKind::Caption
        } else if std::mem::take(&mut self.fresh_item) {
            BlockKind::Item(self.lists.len().saturating_sub(1).min(9) as u8)
        } else if self.quotes > 0 {
            BlockKind::Quote
        } else {
            BlockKind::Paragraph
        }
    }
}
