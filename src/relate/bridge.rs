//! From Thai words to English stems, by a dictionary (`assets/relate/bridge.*`).
//!
//! 1. At a word border the longest lemma wins that ends at another border: `องค์การแรงงาน` before
//!    `องค์การ`. Its words are used up.
//! 2. A lemma has up to six stems, each with the share of the word's weight that it takes.
//!
//! The tables are asked where they lie in the program; only the starts of the stems are noted, at
//! the first question. [`lexicon`](super::lexicon) says how they are written.

use std::ops::Range;
use std::sync::LazyLock;

use fst::raw::Fst;

use crate::text::thai::words::letters;

/// A dictionary, asked where it lies.
pub(super) struct Bridge {
    lemmas: Option<Fst<&'static [u8]>>,
    lists: &'static [u8],
    stems: Vec<&'static str>,
}

/// A lemma found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lemma {
    /// Where it stands.
    pub(super) bytes: Range<usize>,
    /// Where its translations begin.
    list: usize,
}

impl Bridge {
    /// The shipped dictionary.
    pub(super) fn shipped() -> &'static Self {
        static SHIPPED: LazyLock<Bridge> = LazyLock::new(|| {
            Bridge::read(
                include_bytes!("../../assets/relate/bridge.fst"),
                include_bytes!("../../assets/relate/bridge.bin"),
                include_str!("../../assets/relate/bridge.txt"),
            )
        });
        &SHIPPED
    }

    /// A dictionary from its three tables; empty where they are none.
    pub(super) fn read(lemmas: &'static [u8], lists: &'static [u8], stems: &'static str) -> Self {
        Self {
            lemmas: Fst::new(lemmas).ok(),
            lists,
            stems: stems.lines().collect(),
        }
    }

    /// The longest lemma that begins at byte `run.start` and ends within the run, where
    /// `is_border` allows it. The run is all Thai letters.
    pub(super) fn longest(
        &self,
        text: &str,
        run: Range<usize>,
        is_border: impl Fn(usize) -> bool,
    ) -> Option<Lemma> {
        let fst = self.lemmas.as_ref()?;
        let mut node = fst.root();
        let mut out = 0;
        let mut best = None;
        let mut letters = letters(&text[run.clone()]).peekable();
        while let Some((letter, _)) = letters.next() {
            let Some(i) = node.find_input(letter) else {
                break;
            };
            let step = node.transition(i);
            out += step.out.value();
            node = fst.node(step.addr);
            if node.is_final() {
                let end = letters.peek().map_or(run.end, |(_, at)| run.start + at);
                if end == run.end || is_border(end) {
                    best = Some(Lemma {
                        bytes: run.start..end,
                        list: (out + node.final_output().value()) as usize,
                    });
                }
            }
        }
        best
    }

    /// The English stems of a lemma, each with its share, the likeliest first.
    pub(super) fn stems(&self, lemma: &Lemma) -> impl Iterator<Item = (&'static str, f32)> {
        let rest = self.lists.get(lemma.list..).unwrap_or_default();
        let (n, rest) = rest.split_first().unwrap_or((&0, &[]));
        rest.chunks_exact(3)
            .take(usize::from(*n))
            .filter_map(|entry| {
                let stem = self
                    .stems
                    .get(usize::from(u16::from_le_bytes([entry[0], entry[1]])))?;
                Some((*stem, f32::from(entry[2]) / 255.0))
            })
    }
}
