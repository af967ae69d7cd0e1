//! How much of a box is prose, and how much is links.

use super::super::super::draft::Piece;
use super::super::super::line;
use super::super::super::stamp;
use super::super::blocks::{Placed, Role, role};
use super::super::tree::{NodeIx, Tree};
use crate::model::BlockKind;

/// What stands in a box, by node.
#[derive(Debug)]
pub(super) struct Weights {
    sums: Vec<Sum>,
    /// Which nodes stand in boxes that surround an article, in which prose counts for less.
    aside: Vec<bool>,
}

/// Letters are counted in cells; one of Thai, which says more with fewer, counts for more.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    all: u64,
    linked: u64,
    prose: u64,
    pieces: u32,
    /// Of links to places on the page itself.
    jumps: u64,
    /// How many pieces of prose stand in this very box.
    flow: u32,
    /// How many pieces are items that say something before their link: ingredients, references.
    told: u32,
}

impl Weights {
    pub(super) fn of(tree: &Tree, placed: &[Placed]) -> Self {
        let mut sums = vec![Sum::default(); tree.len()];
        let mut aside = vec![false; tree.len()];
        for ix in tree.below(Tree::ROOT) {
            let above = tree.get(ix).parent.is_some_and(|p| aside[p.ix()]);
            aside[ix.ix()] = above || matches!(tree.name(ix), "aside" | "footer" | "form");
        }
        for ix in tree.below(Tree::ROOT) {
            if tree.name(ix) == "a"
                && tree
                    .attribute(ix, "href")
                    .is_some_and(|h| h.starts_with('#'))
            {
                sums[ix.ix()].jumps = line::cells(&tree.text(ix)) as u64;
            }
        }
        for p in placed {
            let sum = &mut sums[p.at.ix()];
            let (all, linked) = letters(&p.piece);
            let mut prose = prose(&p.piece, all, linked);
            if aside[p.at.ix()] {
                prose /= 4;
            }
            sum.all += all;
            sum.linked += linked;
            sum.prose += prose;
            sum.pieces += 1;
            sum.told += u32::from(is_told(&p.piece));
        }
        for ix in (1..sums.len()).rev() {
            let sum = sums[ix];
            if let Some(parent) = tree.get(NodeIx(ix as u32)).parent {
                let up = &mut sums[parent.ix()];
                up.all += sum.all;
                up.linked += sum.linked;
                up.prose += sum.prose;
                up.pieces += sum.pieces;
                up.told += sum.told;
                up.jumps += sum.jumps;
            }
        }
        let mut weights = Self { sums, aside };
        for p in placed {
            if weights.prose(p.at) > 0 {
                let home = home(tree, p.at, &weights);
                weights.sums[home.ix()].flow += 1;
            }
        }
        weights
    }

    pub(super) fn prose(&self, ix: NodeIx) -> u64 {
        self.sums[ix.ix()].prose
    }

    pub(super) fn is_aside(&self, ix: NodeIx) -> bool {
        self.aside[ix.ix()]
    }

    pub(super) fn pieces(&self, ix: NodeIx) -> u32 {
        self.sums[ix.ix()].pieces
    }

    pub(super) fn all(&self, ix: NodeIx) -> u64 {
        self.sums[ix.ix()].all
    }

    pub(super) fn linked(&self, ix: NodeIx) -> u64 {
        self.sums[ix.ix()].linked
    }

    /// The letters of links to places on the page itself.
    pub(super) fn jumps(&self, ix: NodeIx) -> u64 {
        self.sums[ix.ix()].jumps
    }

    /// Whether most pieces are items that say something before their link: no list of where else to go.
    pub(super) fn is_told(&self, ix: NodeIx) -> bool {
        let sum = self.sums[ix.ix()];
        sum.told >= 2 && sum.told * 2 > sum.pieces
    }

    /// Whether prose stands in this very box, more than once.
    pub(super) fn is_flow(&self, ix: NodeIx) -> bool {
        self.sums[ix.ix()].flow > 1
    }
}

/// The box in which the block that begins at a node stands among others.
pub(super) fn home(tree: &Tree, at: NodeIx, weights: &Weights) -> NodeIx {
    let mut last = at;
    for box_ in tree.ancestors(at) {
        last = box_;
        let is_block = role(tree.name(box_)) == Role::Block && tree.name(box_) != "p";
        if is_block && weights.pieces(box_) > 1 {
            break;
        }
    }
    last
}

/// The box in which a block stands among paragraphs: for an item or a cell, that of the whole list or table.
pub(super) fn column(tree: &Tree, at: NodeIx, weights: &Weights) -> NodeIx {
    let parts = |ix: NodeIx| {
        matches!(
            tree.name(ix),
            "ul" | "ol" | "dl" | "li" | "dd" | "dt" | "table" | "tbody" | "tr" | "td" | "th"
        )
    };
    let whole = std::iter::once(at)
        .chain(tree.ancestors(at))
        .take_while(|ix| role(tree.name(*ix)) != Role::Block || parts(*ix) || tree.name(*ix) == "p")
        .filter(|ix| parts(*ix))
        .last();
    home(tree, whole.unwrap_or(at), weights)
}

/// The letters of a piece, and those of them that are links.
pub(super) fn letters(piece: &Piece) -> (u64, u64) {
    let count = |text: &str| {
        let cells = line::cells(text) as u64;
        if text.contains(line::is_thai) {
            cells * 3 / 2
        } else {
            cells
        }
    };
    if piece.block.kind == BlockKind::Image {
        return (0, 0);
    }
    let mut linked = 0;
    let mut from = 0;
    for (at, _) in &piece.links {
        let at = (at.start as usize).max(from)..at.end as usize;
        if let Some(words) = piece.text().get(at.clone()) {
            linked += count(words);
            from = at.end;
        }
    }
    let all = count(piece.text());
    (all, linked.min(all))
}

/// Whether a piece is an item with words before its link, which are no day.
fn is_told(piece: &Piece) -> bool {
    let Some((at, _)) = piece.links.first() else {
        return false;
    };
    let before = piece.text().get(..at.start as usize).unwrap_or_default();
    matches!(piece.block.kind, BlockKind::Item(_))
        && before.chars().any(char::is_alphanumeric)
        && stamp::read(before).is_none()
}

/// How much of a piece is prose: running words that end a sentence or are long, and no link in the main.
fn prose(piece: &Piece, all: u64, linked: u64) -> u64 {
    let text = piece.text();
    let counts = match piece.block.kind {
        BlockKind::Paragraph | BlockKind::Quote => {
            // Thai sentences end without a mark, so length has to tell.
            let long = if text.contains(line::is_thai) {
                70
            } else {
                140
            };
            all >= long || all >= 50 && line::ends_sentence(text)
        }
        BlockKind::Item(_) => all >= 100 || all >= 60 && line::ends_sentence(text),
        BlockKind::Code | BlockKind::Table => all >= 60,
        BlockKind::Heading(_) | BlockKind::Caption | BlockKind::Image => false,
    };
    if counts && linked * 2 < all {
        all - linked
    } else {
        0
    }
}
