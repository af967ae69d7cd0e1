//! Strings that many documents have, each kept once and known by a number.

use std::collections::HashMap;

/// Strings that many documents have, each once.
#[derive(Debug, Default)]
pub(super) struct Texts {
    numbers: HashMap<Box<str>, u32>,
    texts: Vec<Box<str>>,
}

impl Texts {
    /// The number of a string.
    pub(super) fn number(&mut self, text: &str) -> u32 {
        if let Some(n) = self.numbers.get(text) {
            return *n;
        }
        let n = self.texts.len() as u32;
        self.texts.push(text.into());
        self.numbers.insert(text.into(), n);
        n
    }

    /// The string with that number; empty for a number never given.
    pub(super) fn get(&self, n: u32) -> &str {
        self.texts.get(n as usize).map_or("", |t| t)
    }
}
