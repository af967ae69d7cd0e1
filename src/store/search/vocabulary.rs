//! The index's own words, for finding parts of them.

use memchr::memmem;
use rusqlite::Connection;

/// All words of the index, each with a line end.
#[derive(Debug)]
pub(in crate::store) struct Vocabulary {
    /// Begins with a line end. UTF-8, unless some words were damaged: those are passed over.
    text: Vec<u8>,
    /// Where the rows of the table end: the words of each are in order.
    rows: Vec<usize>,
}

/// Where in a word a part may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Where {
    /// It is the word.
    Whole,
    /// The word starts with it.
    Start,
    /// The word ends with it.
    End,
    /// Anywhere.
    Inside,
}

impl Vocabulary {
    /// Reads them.
    pub(super) fn read(conn: &Connection) -> rusqlite::Result<Self> {
        let mut text = vec![b'\n'];
        let mut rows = Vec::new();
        let mut all = conn.prepare_cached("SELECT words FROM term")?;
        let mut all = all.query([])?;
        while let Some(row) = all.next()? {
            text.extend_from_slice(row.get_ref(0)?.as_blob()?);
            rows.push(text.len());
        }
        Ok(Self { text, rows })
    }

    /// The words that hold a part, the shortest first, at most `most`; and whether that is all.
    pub(super) fn with(&self, part: &str, at: Where, most: usize) -> (Vec<&str>, bool) {
        let mut words = match at {
            Where::Whole | Where::Start => self.starting(part, at == Where::Whole),
            Where::End => self.holding(&format!("{part}\n")),
            Where::Inside => self.holding(part),
        };
        words.sort_unstable_by_key(|w| (w.len(), *w));
        // Another program may have put a word there as well.
        words.dedup();
        let all = words.len() <= most;
        words.truncate(most);
        (words, all)
    }

    /// Whether it is one of the words.
    pub(super) fn has(&self, word: &str) -> bool {
        !self.starting(word, true).is_empty()
    }

    /// The words that start with a part, or are it. No scan: the rows are in order.
    fn starting(&self, part: &str, whole: bool) -> Vec<&str> {
        let mut words = Vec::new();
        let mut from = 1;
        for &to in &self.rows {
            let row = &self.text[from..to];
            let (mut low, mut high) = (0, row.len());
            // The first word that is not less begins in `low..=high`, which are starts of words.
            while low < high {
                let middle = low.midpoint(high);
                let start = memchr::memrchr(b'\n', &row[..middle])
                    .map_or(0, |i| i + 1)
                    .max(low);
                let end = memchr::memchr(b'\n', &row[start..]).map_or(row.len(), |i| start + i);
                if &row[start..end] < part.as_bytes() {
                    low = (end + 1).min(row.len());
                } else {
                    high = start;
                }
            }
            for word in row[low..].split(|b| *b == b'\n') {
                if !word.starts_with(part.as_bytes()) || (whole && word.len() > part.len()) {
                    break;
                }
                words.extend(std::str::from_utf8(word).ok());
            }
            from = to;
        }
        words
    }

    /// The words that hold `needle`, which may end with the end of a line.
    fn holding(&self, needle: &str) -> Vec<&str> {
        let bytes = &self.text[..];
        let mut words = Vec::new();
        let mut end = 0;
        for hit in memmem::find_iter(bytes, needle.as_bytes()) {
            // Twice in one word is once.
            if hit < end {
                continue;
            }
            let from = memchr::memrchr(b'\n', &bytes[..hit]).map_or(0, |i| i + 1);
            end = memchr::memchr(b'\n', &bytes[hit..]).map_or(bytes.len(), |i| hit + i);
            words.extend(std::str::from_utf8(&bytes[from..end]).ok());
        }
        words
    }

    #[cfg(test)]
    pub(super) fn of(words: &[&str]) -> Self {
        let mut words = words.to_vec();
        words.sort_unstable();
        let text = format!("\n{}\n", words.join("\n"));
        let (text, rows) = (text.clone().into_bytes(), vec![text.len()]);
        Self { text, rows }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_words() {
        let words = Vocabulary::of(&["ข่าว", "ข่าวสาร", "aba", "b", "abab", "ชาวข่าว"]);
        let with = |part: &str, at| words.with(part, at, 9).0;
        assert_eq!(with("ข่าว", Where::Inside), ["ข่าว", "ข่าวสาร", "ชาวข่าว"]);
        assert_eq!(with("ข่าว", Where::Start), ["ข่าว", "ข่าวสาร"]);
        assert_eq!(with("ข่าว", Where::End), ["ข่าว", "ชาวข่าว"]);
        assert_eq!(with("ข่าว", Where::Whole), ["ข่าว"]);
        assert_eq!(with("b", Where::Inside), ["b", "aba", "abab"]);
        assert_eq!(words.with("a", Where::Inside, 1), (vec!["aba"], false));
        assert!(words.has("b") && !words.has("ab"));
    }

    #[test]
    fn words_in_order_are_found_as_by_looking_at_all() {
        let lists = [
            vec!["ab", "abc", "b", "bb", "ขา", "ข่าว"],
            vec!["a", "abd"],
            vec![],
            vec!["zz"],
        ];
        let mut all = Vocabulary {
            text: vec![b'\n'],
            rows: Vec::new(),
        };
        for list in &lists {
            for word in list {
                all.text.extend_from_slice(word.as_bytes());
                all.text.push(b'\n');
            }
            all.rows.push(all.text.len());
        }
        for part in [
            "a",
            "ab",
            "abc",
            "abz",
            "b",
            "bbb",
            "c",
            "zz",
            "zzz",
            "ข",
            "ข่าว",
            "0",
        ] {
            let mut expected: Vec<&str> = lists.iter().flatten().copied().collect();
            expected.retain(|w| w.starts_with(part));
            expected.sort_unstable_by_key(|w| (w.len(), *w));
            assert_eq!(all.with(part, Where::Start, 99).0, expected, "{part}");
            assert_eq!(all.has(part), expected.contains(&part), "{part}");
        }
    }
}
