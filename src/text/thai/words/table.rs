//! A table of words, walked letter by letter.

use fst::raw::{CompiledAddr, Fst};

/// Words with their costs, and where those of each two first letters begin: these steps are taken most.
#[derive(Clone)]
pub(super) struct Table<D> {
    words: Fst<D>,
    /// For each first letter: the cost of the word that it is, and where its pairs begin in `pairs`.
    heads: Box<[Head]>,
    pairs: Vec<Option<Step>>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Head {
    word: Option<u32>,
    pairs: Option<usize>,
}

/// What comes of two letters.
#[derive(Debug, Clone, Copy)]
struct Step {
    addr: CompiledAddr,
    cost: u64,
}

/// Letters are numbers below this.
const LETTERS: usize = 128;

impl<D: AsRef<[u8]>> Table<D> {
    pub(super) fn new(bytes: D) -> Option<Self> {
        let words = Fst::new(bytes).ok()?;
        let mut heads = vec![Head::default(); LETTERS];
        let mut pairs = Vec::new();
        for first in words.root().transitions() {
            let Some(head) = heads.get_mut(usize::from(first.inp)) else {
                continue;
            };
            let node = words.node(first.addr);
            let cost = first.out.value();
            head.word = node
                .is_final()
                .then(|| (cost + node.final_output().value()) as u32);
            head.pairs = Some(pairs.len());
            pairs.resize(pairs.len() + LETTERS, None);
            let own = pairs.len() - LETTERS;
            for second in node.transitions() {
                if let Some(slot) = pairs[own..].get_mut(usize::from(second.inp)) {
                    *slot = Some(Step {
                        addr: second.addr,
                        cost: cost + second.out.value(),
                    });
                }
            }
        }
        Some(Self {
            heads: heads.into_boxed_slice(),
            pairs,
            words,
        })
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    pub(super) fn has(&self, key: &[u8]) -> bool {
        self.words.get(key).is_some()
    }

    /// Walks along `letters`; `found` gets the length and cost of each word that begins there.
    pub(super) fn walk(&self, letters: &[u8], mut found: impl FnMut(usize, u32)) {
        let Some(head) = letters
            .first()
            .and_then(|l| self.heads.get(usize::from(*l)))
        else {
            return;
        };
        if let Some(cost) = head.word {
            found(1, cost);
        }
        let (Some(pairs), Some(second)) = (head.pairs, letters.get(1)) else {
            return;
        };
        let second = usize::from(*second);
        let step = self.pairs[pairs..pairs + LETTERS].get(second);
        let Some(Step { addr, mut cost }) = step.copied().flatten() else {
            return;
        };
        let mut node = self.words.node(addr);
        for (i, letter) in letters[2..].iter().enumerate() {
            if node.is_final() {
                found(i + 2, (cost + node.final_output().value()) as u32);
            }
            let Some(ix) = node.find_input(*letter) else {
                return;
            };
            let step = node.transition(ix);
            cost += step.out.value();
            node = self.words.node(step.addr);
        }
        if node.is_final() {
            found(letters.len(), (cost + node.final_output().value()) as u32);
        }
    }
}
