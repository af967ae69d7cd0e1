//! The index's own words, for finding parts of them.

use memchr::memmem;
use rusqlite::Connection;

/// All words of the index, parted by line ends.
#[derive(Debug)]
pub(in crate::store) struct Vocabulary {
    text: String,
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
        let mut text = "\n".to_owned();
        let mut all = conn.prepare_cached("SELECT word FROM term")?;
        let mut rows = all.query([])?;
        while let Some(row) = rows.next()? {
            text.push_str(row.get_ref(0)?.as_str()?);
            text.push('\n');
        }
        Ok(Self { text })
    }

    /// The words that hold a part, the shortest first, at most `most`; and whether that is all.
    pub(super) fn with(&self, part: &str, at: Where, most: usize) -> (Vec<&str>, bool) {
        let needle = match at {
            Where::Whole => format!("\n{part}\n"),
            Where::Start => format!("\n{part}"),
            Where::End => format!("{part}\n"),
            Where::Inside => part.to_owned(),
        };
        let bytes = self.text.as_bytes();
        let mut words: Vec<&str> = Vec::new();
        let mut end = 0;
        for hit in memmem::find_iter(bytes, needle.as_bytes()) {
            // Twice in one word is once, and a hit may begin on the line end before the word.
            let inside = hit + usize::from(needle.starts_with('\n'));
            if inside < end {
                continue;
            }
            let from = memchr::memrchr(b'\n', &bytes[..inside]).map_or(0, |i| i + 1);
            let to = memchr::memchr(b'\n', &bytes[inside..]).map_or(bytes.len(), |i| inside + i);
            end = to;
            words.extend(self.text.get(from..to));
        }
        words.sort_by_key(|w| w.len());
        let all = words.len() <= most;
        words.truncate(most);
        (words, all)
    }

    /// Whether it is one of the words.
    pub(super) fn has(&self, word: &str) -> bool {
        memmem::find(self.text.as_bytes(), format!("\n{word}\n").as_bytes()).is_some()
    }

    #[cfg(test)]
    pub(super) fn of(words: &[&str]) -> Self {
        let text = format!("\n{}\n", words.join("\n"));
        Self { text }
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
}
