//! The discussion of a page.
//!
//! Three layers look for it, each alone: what the page says for machines ([`data`]), the markup of known
//! makers ([`makers`]), and the shape of its parts without any names ([`shape`]).

mod answer;
mod data;
mod day;
mod edges;
mod gone;
mod makers;
mod markup;
mod name;
mod quotes;
mod rows;
mod select;
mod shape;
mod taken;
mod unit;

use super::super::draft::Turn;
use super::tree::{NodeIx, Tree};
use crate::text::Clean;

/// The discussion of a page.
#[derive(Debug)]
pub(super) struct Talk {
    /// Its comments in the page's order, with what the page says of their parents.
    pub(super) turns: Vec<Turn>,
    /// The subtrees that are the discussion's (comments, their heading, their form): no part of the article.
    pub(super) taken: Vec<NodeIx>,
    /// How sure it is that these are the comments: 1 where the page's markup says so.
    pub(super) confidence: f32,
    /// What told: `JSON-LD`, `WordPress markup`, `12 parts of one shape`.
    pub(super) why: Vec<Clean>,
}

/// Which ways of finding a discussion are asked; all of them, but for measuring what each is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each layer is on or off, whatever the others are"
)]
pub struct Layers {
    /// Data for machines: JSON-LD and microdata.
    pub data: bool,
    /// Markup of known makers.
    pub markup: bool,
    /// Repeated structure, without names of classes.
    pub shape: bool,
    /// The words alone, as in flat text.
    pub flat: bool,
}

impl Default for Layers {
    fn default() -> Self {
        Self {
            data: true,
            markup: true,
            shape: true,
            flat: true,
        }
    }
}

impl Layers {
    /// The layers that `names` lists: `data`, `markup`, `shape`, `flat`, parted by commas.
    ///
    /// # Errors
    /// The first name that is none.
    pub fn named(names: &str) -> Result<Self, String> {
        let mut layers = Self {
            data: false,
            markup: false,
            shape: false,
            flat: false,
        };
        for name in names.split(',').map(str::trim).filter(|n| !n.is_empty()) {
            let layer = match name {
                "data" => &mut layers.data,
                "markup" => &mut layers.markup,
                "shape" => &mut layers.shape,
                "flat" => &mut layers.flat,
                other => return Err(other.to_owned()),
            };
            *layer = true;
        }
        Ok(layers)
    }
}

impl Talk {
    /// How much it tells: comments, and who wrote them and when.
    fn told(&self) -> usize {
        let told = |t: &Turn| 1 + usize::from(t.author.is_some()) + usize::from(t.when.is_some());
        self.turns.iter().map(told).sum()
    }

    /// Whether it is one comment of which nobody says who wrote it or when.
    fn is_stray(&self) -> bool {
        matches!(&self.turns[..], [one] if one.author.is_none() && one.when.is_none())
    }

    /// How much its comments say, in bytes.
    fn words(&self) -> usize {
        let pieces = self.turns.iter().flat_map(|t| &t.pieces);
        pieces.map(|p| p.text().len()).sum()
    }
}

/// The discussion of a page.
///
/// Markup is asked first, for it shows all that the page shows. Data for machines often holds only the
/// first comments: it is taken where it says more than what was found in the markup, for some pages show
/// comments by scripts only. What looks like the discussion by its shape is asked where nobody says.
pub(super) fn find(tree: &Tree, layers: Layers) -> Option<Talk> {
    let markup = layers.markup.then(|| makers::find(tree)).flatten();
    let data = layers.data.then(|| data::find(tree)).flatten();
    let shown = match (markup, data) {
        (Some(markup), Some(data))
            if data.turns.len() > markup.turns.len() && data.words() > markup.words() =>
        {
            let mut data = data;
            data.taken.extend(markup.taken);
            Some(data)
        }
        (Some(markup), _) => Some(markup),
        (None, data) => data,
    };
    let (shown, alone) = match shown {
        Some(talk) if talk.turns.is_empty() => (None, Some(talk)),
        shown => (shown, None),
    };
    let shaped = || layers.shape.then(|| shape::find(tree)).flatten();
    match shown {
        // One element that happens to be named as a maker's comments are says little: the shape may say more.
        Some(one) if one.is_stray() => shaped().filter(|t| t.turns.len() > 1).or(Some(one)),
        Some(shown) => Some(shown),
        None => shaped().or(alone),
    }
}

#[cfg(test)]
mod tests;
