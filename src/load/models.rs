//! What was learned from labelled texts: coefficients that ship as tables in `assets/models`.
//!
//! A table is text: `#` starts a remark, every other line is a feature's name, TAB, its coefficient.
//! `src/bin/train.rs` makes the tables; the remarks at their head tell with what figures. The feature
//! functions are those of [`split`](super::split) and [`reply`](super::reply), for training and for
//! reading alike.
//!
//! Deliberately absent: reading files (that is `run`'s).

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::LazyLock;

use super::Layers;
use crate::text::hash::Plain;
use crate::text::{Clean, clean_line};

/// The models that loading asks.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Models {
    /// Where flat text is cut; see [`split`](super::split).
    pub(super) split: Weights,
    /// Who answers whom; see [`reply`](super::reply).
    pub(super) reply: Weights,
    /// Which ways of finding a page's discussion are asked; all, but for measuring.
    pub layers: Layers,
}

/// The files of [`Models`], by name.
pub const FILES: [&str; 2] = ["split.tsv", "reply.tsv"];

/// No weight is larger than this. Those that are learned stay far below, and sums of such stay finite.
const LARGEST: f32 = 1e4;

/// A line of a table that makes no sense.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: “{text}” is no name and a number from -{LARGEST} to {LARGEST}")]
pub struct BadTable {
    /// Counted from 1.
    pub line: usize,
    /// The line.
    pub text: Clean,
}

impl Models {
    /// The models that ship.
    pub fn builtin() -> &'static Self {
        static BUILTIN: LazyLock<Models> = LazyLock::new(|| {
            let split = include_str!("../../assets/models/split.tsv");
            let reply = include_str!("../../assets/models/reply.tsv");
            // A test reads what ships.
            Models::parse(split, reply).unwrap_or_default()
        });
        &BUILTIN
    }

    /// Reads the tables of [`FILES`], in that order.
    ///
    /// # Errors
    /// [`BadTable`] for the first line that makes no sense.
    ///
    /// ```
    /// use khao::load::Models;
    /// assert!(Models::parse("# ours\nlong\t-0.5\n", "").is_ok());
    /// assert_eq!(Models::parse("long", "").unwrap_err().line, 1);
    /// ```
    pub fn parse(split: &str, reply: &str) -> Result<Self, BadTable> {
        Ok(Self {
            split: Weights::parse(split)?,
            reply: Weights::parse(reply)?,
            layers: Layers::default(),
        })
    }
}

/// Which models are asked: those that ship, which are read when they are first asked and not before, or others.
#[derive(Debug, Clone, Copy, Default)]
pub struct Chosen(Option<&'static Models>);

impl Chosen {
    /// Other models than those that ship. They stay to the end of the program.
    pub fn others(models: Models) -> Self {
        Self(Some(Box::leak(Box::new(models))))
    }
}

impl Deref for Chosen {
    type Target = Models;

    fn deref(&self) -> &Models {
        self.0.unwrap_or_else(Models::builtin)
    }
}

/// Coefficients by the names of their features; those of words, `w:WORD` in the table, apart.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Weights {
    features: Table,
    words: Table,
}

/// The names come from a table of ours, never from a document, so a plain hash is safe.
type Table = HashMap<Box<str>, f32, Plain>;

impl Weights {
    fn parse(table: &str) -> Result<Self, BadTable> {
        let mut weights = Self::default();
        for (ix, line) in table.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let row = line.split_once('\t');
            let row = row.and_then(|(name, weight)| Some((name, weight.parse::<f32>().ok()?)));
            let (name, weight) =
                row.filter(|(_, w)| w.abs() <= LARGEST)
                    .ok_or_else(|| BadTable {
                        line: ix + 1,
                        text: clean_line(line),
                    })?;
            match name.strip_prefix("w:") {
                Some(word) => weights.words.insert(word.into(), weight),
                None => weights.features.insert(name.into(), weight),
            };
        }
        Ok(weights)
    }

    /// The coefficient of a feature; 0 for one that the model does not know.
    pub(super) fn get(&self, name: &str) -> f32 {
        self.features.get(name).copied().unwrap_or(0.0)
    }

    /// The coefficient of a word; 0 for one that the model does not know.
    pub(super) fn of_word(&self, word: &str) -> f32 {
        self.words.get(word).copied().unwrap_or(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ships_can_be_read() {
        let split = include_str!("../../assets/models/split.tsv");
        let reply = include_str!("../../assets/models/reply.tsv");
        assert_eq!(&Models::parse(split, reply).unwrap(), Models::builtin());
    }

    #[test]
    fn a_table_is_names_and_numbers() {
        let models = Models::parse("# a remark\n\nlong\t-0.5\nw:ผม\t1e-3\n", "").unwrap();
        let get = |name| models.split.get(name).to_string();
        assert_eq!(
            [
                get("long"),
                models.split.of_word("ผม").to_string(),
                get("ผม")
            ],
            ["-0.5", "0.001", "0"]
        );
        let bad = [
            "long",
            "long\t",
            "long\tx",
            "long\tNaN",
            "long\tinf",
            "long\t3e38",
            "long\t-1e5",
            "w:ผม\t1e39",
        ];
        for bad in bad {
            assert_eq!(Models::parse("", bad).unwrap_err().line, 1, "{bad}");
        }
        let huge = Models::parse("# a remark\ncut\t3e38\n", "").unwrap_err();
        assert_eq!(
            huge.to_string(),
            "line 2: “cut 3e38” is no name and a number from -10000 to 10000"
        );
    }
}
