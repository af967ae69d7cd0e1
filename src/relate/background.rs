//! How common a feature is in news at large, so that five documents behave like five thousand.
//!
//! The tables in `assets/models/df-*.tsv` are made by `src/bin/idf.rs`. One line is type, key and
//! the number of documents; `# documents N` at the top says of how many. Words are counted in their
//! own language, everything else over all languages.
//!
//! Invariant: the lines of a table are sorted by their bytes, so that it is asked where it lies in
//! the program: nothing is read at the start, and a question costs a binary search.

use std::cmp::Ordering;
use std::sync::LazyLock;

use super::feature::Kind;

/// Document frequencies of a body of news.
#[derive(Debug, Clone, Copy, Default)]
pub struct Background {
    english: Table,
    thai: Table,
    others: Table,
}

/// One of the tables.
#[derive(Debug, Clone, Copy, Default)]
struct Table {
    documents: u32,
    /// Sorted by their bytes.
    lines: &'static str,
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

    /// Three tables: English words, Thai words, and everything that is no word. Their lines are
    /// sorted by their bytes, the number of documents first; what stands elsewhere, and lines that
    /// make no sense, are not found.
    pub fn read(english: &'static str, thai: &'static str, others: &'static str) -> Self {
        Self {
            english: Table::of(english),
            thai: Table::of(thai),
            others: Table::of(others),
        }
    }

    /// How many documents speak of a feature.
    pub fn frequency(&self, kind: Kind, key: &str) -> u32 {
        self.table(kind).frequency(kind, key).unwrap_or(0)
    }

    /// Every line of the tables. A word that two of them have comes twice.
    pub(super) fn each(&self, mut take: impl FnMut(Kind, &str, u32)) {
        for table in [self.english, self.thai, self.others] {
            for line in table.lines.lines() {
                let mut parts = line.split('\t');
                let (code, key, n) = (parts.next(), parts.next(), parts.next());
                let kind = code.and_then(Kind::from_code);
                let n = n.and_then(|n| n.parse().ok());
                if let (Some(kind), Some(key), Some(n)) = (kind, key, n) {
                    take(kind, key, n);
                }
            }
        }
    }

    /// How many documents stand behind the frequencies of a type.
    pub fn documents(&self, kind: Kind) -> u32 {
        self.table(kind).documents
    }

    fn table(&self, kind: Kind) -> Table {
        match kind {
            Kind::Word => self.english,
            Kind::Thai => self.thai,
            _ => self.others,
        }
    }
}

impl Table {
    fn of(text: &'static str) -> Self {
        let (documents, lines) = text
            .strip_prefix("# documents ")
            .map_or(("", text), |t| t.split_once('\n').unwrap_or((t, "")));
        Self {
            documents: documents.trim().parse().unwrap_or(0),
            lines,
        }
    }

    fn frequency(&self, kind: Kind, key: &str) -> Option<u32> {
        // A tab comes before any character of a key, so the order of the lines is that of the keys.
        let wanted = [kind.code(), "\t", key, "\t"].concat();
        let bytes = self.lines.as_bytes();
        // Both stand at the start of a line, or at the end of all.
        let (mut from, mut to) = (0, bytes.len());
        while from < to {
            let middle = from + (to - from) / 2;
            let back = bytes[from..middle].iter().rev().position(|b| *b == b'\n');
            let start = back.map_or(from, |n| middle - n);
            let next = bytes[middle..to].iter().position(|b| *b == b'\n');
            let next = next.map_or(to, |n| middle + n + 1);
            let line = &bytes[start..next];
            match line[..wanted.len().min(line.len())].cmp(wanted.as_bytes()) {
                Ordering::Less => from = next,
                Ordering::Greater => to = start,
                Ordering::Equal => {
                    let n = &self.lines[start + wanted.len()..next];
                    return n.trim_end().parse().ok();
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nonsense_is_passed_over() {
        let b = Background::read(
            "# documents 9\n\nw\thealth\t4\nw\tonly\nw\tzero\tnone\nx\ty\tz\n",
            "",
            "# documents 12\ng\tThailand\t3",
        );
        assert_eq!(b.frequency(Kind::Word, "health"), 4);
        assert_eq!(b.frequency(Kind::Word, "only"), 0);
        assert_eq!(b.frequency(Kind::Word, "zero"), 0);
        assert_eq!(b.frequency(Kind::Name, "Thailand"), 3);
        assert_eq!(b.documents(Kind::Word), 9);
        assert_eq!(b.documents(Kind::Year), 12);
    }

    #[test]
    fn every_line_of_the_shipped_tables_is_found() {
        let b = Background::shipped();
        for table in [b.english, b.thai, b.others] {
            let lines: Vec<&str> = table.lines.lines().collect();
            assert!(lines.is_sorted_by(|a, b| a < b));
            for line in lines {
                let [code, key, n] = *line.split('\t').collect::<Vec<_>>() else {
                    panic!("{line}");
                };
                let kind = Kind::from_code(code).expect(line);
                assert_eq!(kind.is_word(), !std::ptr::eq(table.lines, b.others.lines));
                assert_eq!(table.frequency(kind, key), n.parse().ok(), "{line}");
                // What is not in it is not found, on either side of what is.
                for other in [format!("{key} "), format!("{key}\u{1}")] {
                    assert_eq!(table.frequency(kind, &other), None, "{line}");
                }
            }
        }
    }

    #[test]
    fn the_shipped_tables_are_whole() {
        let b = Background::shipped();
        assert!(b.documents(Kind::Word) > 100);
        assert!(b.documents(Kind::Thai) > 50);
        assert!(b.frequency(Kind::Word, &super::super::stem::stem("people")) > 50);
        assert!(b.frequency(Kind::Name, "United States") > 20);
        assert_eq!(b.frequency(Kind::Name, ""), 0);
        assert_eq!(b.frequency(Kind::Word, "\u{10ffff}"), 0);
    }
}
