//! A table of words, walked letter by letter.

use fst::raw::{CompiledAddr, Fst};

/// Words with their costs, and where those of each first letter begin: that step is taken most.
#[derive(Clone)]
pub(super) struct Table<D> {
    words: Fst<D>,
    heads: Box<[Option<(CompiledAddr, u64)>]>,
}

impl<D: AsRef<[u8]>> Table<D> {
    pub(super) fn new(bytes: D) -> Option<Self> {
        let words = Fst::new(bytes).ok()?;
        let mut heads = vec![None; 256];
        let root = words.root();
        for step in root.transitions() {
            heads[usize::from(step.inp)] = Some((step.addr, step.out.value()));
        }
        Some(Self {
            heads: heads.into_boxed_slice(),
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
        let Some((first, rest)) = letters.split_first() else {
            return;
        };
        let Some((addr, mut cost)) = self.heads[usize::from(*first)] else {
            return;
        };
        let mut node = self.words.node(addr);
        if node.is_final() {
            found(1, (cost + node.final_output().value()) as u32);
        }
        for (i, letter) in rest.iter().enumerate() {
            let Some(ix) = node.find_input(*letter) else {
                return;
            };
            let step = node.transition(ix);
            cost += step.out.value();
            node = self.words.node(step.addr);
            if node.is_final() {
                found(i + 2, (cost + node.final_output().value()) as u32);
            }
        }
    }
}
