//! How common a feature is in news at large, so that five documents behave like five thousand.
//!
//! The tables in `assets/models/df-*.tsv` are made by `src/bin/idf.rs`. One line is type, key and
//! the number of documents; `# documents N` at the top says of how many. Words are counted in their
//! own language, everything else over all languages.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use super::feature::Kind;
use crate::text::Lang;

/// Document frequencies of a body of news.
///
/// The keys stay where they are in the tables: reading them is part of every start.
#[derive(Debug, Clone, Default)]
pub struct Background {
    frequencies: HashMap<(Kind, &'static str), u32, BuildHasherDefault<Quick>>,
    english: u32,
    thai: u32,
    all: u32,
}

impl Background {
    /// The shipped tables.
    pub fn shipped() -> &'static Self {
        static SHIPPED: LazyLock<Background> = LazyLock::new(|| {
            Background::read(
                include_str!("../../assets/models/df-en.tsv"),
                include_str!("../../assets/models/df-th.tsv"),
                include_str!("../../assets/models/df-names.tsv"),
            )
        });
        &SHIPPED
    }

    /// Reads three tables: English words, Thai words, and everything that is no word. Lines that
    /// make no sense are passed over.
    pub fn read(english: &'static str, thai: &'static str, others: &'static str) -> Self {
        let mut out = Self::default();
        let bytes = english.len() + thai.len() + others.len();
        out.frequencies.reserve(bytes / 12);
        out.english = out.table(english);
        out.thai = out.table(thai);
        out.all = out.table(others);
        out
    }

    /// How many documents speak of a feature.
    pub fn frequency(&self, kind: Kind, key: &str) -> u32 {
        self.frequencies.get(&(kind, key)).copied().unwrap_or(0)
    }

    /// How many documents stand behind the frequencies of a type, for an article in `lang`.
    pub fn documents(&self, kind: Kind, lang: Lang) -> u32 {
        if !kind.is_word() {
            self.all
        } else if lang == Lang::THAI {
            self.thai
        } else {
            self.english
        }
    }

    fn table(&mut self, table: &'static str) -> u32 {
        let mut documents = 0;
        for line in table.lines() {
            if let Some(n) = line.strip_prefix("# documents ") {
                documents = n.trim().parse().unwrap_or(0);
                continue;
            }
            let mut columns = line.split('\t');
            if let (Some(kind), Some(key), Some(Ok(n))) = (
                columns.next().and_then(Kind::from_code),
                columns.next(),
                columns.next().map(str::parse),
            ) {
                self.frequencies.insert((kind, key), n);
            }
        }
        documents
    }
}

/// A quick hasher (the multiplication of FNV over words of eight bytes). Only what ships is ever put
/// into the map, so nobody can choose keys that collide.
#[derive(Debug, Clone, Default)]
struct Quick(u64);

impl Quick {
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.add(u64::from_le_bytes(word));
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.add(byte.into());
    }

    fn write_isize(&mut self, number: isize) {
        self.add(number.cast_unsigned() as u64);
    }

    fn finish(&self) -> u64 {
        // The map takes the highest bits and the lowest: both must tell.
        self.0 ^ (self.0 >> 29)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nonsense_is_passed_over() {
        let b = Background::read(
            "# documents 9\nw\thealth\t4\nx\ty\tz\n\nw\tonly\n",
            "",
            "# documents 12\ng\tThailand\t3",
        );
        assert_eq!(b.frequency(Kind::Word, "health"), 4);
        assert_eq!(b.frequency(Kind::Word, "only"), 0);
        assert_eq!(b.frequency(Kind::Name, "Thailand"), 3);
        assert_eq!(b.documents(Kind::Word, Lang::ENGLISH), 9);
        assert_eq!(b.documents(Kind::Year, Lang::THAI), 12);
    }

    #[test]
    fn the_shipped_tables_are_whole() {
        let b = Background::shipped();
        assert!(b.documents(Kind::Word, Lang::ENGLISH) > 100);
        assert!(b.documents(Kind::Word, Lang::THAI) > 50);
        assert!(b.frequency(Kind::Word, &super::super::stem::stem("people")) > 50);
        assert!(b.frequency(Kind::Name, "United States") > 20);
    }
}
