//! The words of the index, each once: for finding parts of words without reading the index.
//!
//! A row of `term` holds words in order, parted by line ends. New words are a row of their own, into which
//! those rows before it go that are less than twice as long, as long as it is no longer than [`ROW`]. So rows
//! are few, even after thousands of small imports, and a word is written anew only a few times.
//!
//! Words are never taken away. One that no document has any more is asked for in vain.

use std::collections::HashSet;
use std::hash::{BuildHasher as _, BuildHasherDefault, Hasher, RandomState};

use rusqlite::{Connection, OptionalExtension as _};

/// Bytes of a row into which no other goes.
pub(super) const ROW: usize = 512 << 10;

/// Words that are remembered as recent.
const RECENT: usize = 1 << 12;

/// Which words the table has, by a number for each. That two words of a library have the same one of 2⁶⁴
/// numbers is as good as impossible; parts of the later one would not be found.
#[derive(Debug)]
pub(super) struct Terms {
    known: HashSet<u64, BuildHasherDefault<AsIs>>,
    numbers: RandomState,
    /// Some of them that came lately: most words are, and need no look into the large set.
    recent: Vec<u64>,
    /// The version of the file for which they hold.
    of: Option<i64>,
    /// The version that was last read.
    read: i64,
}

/// A number stands for itself.
#[derive(Debug, Default)]
struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0 << 8 | u64::from(*byte);
        }
    }

    fn write_u64(&mut self, n: u64) {
        self.0 = n;
    }
}

impl Default for Terms {
    fn default() -> Self {
        Self {
            known: HashSet::default(),
            numbers: RandomState::new(),
            recent: vec![0; RECENT],
            of: None,
            read: 0,
        }
    }
}

impl Terms {
    /// Learns which words are there, unless it knows. Until [`Terms::hold`] it is taken to be wrong.
    pub(super) fn learn(&mut self, conn: &Connection) -> rusqlite::Result<()> {
        // What other programs write changes this number, what we write does not.
        self.read = conn.pragma_query_value(None, "data_version", |r| r.get(0))?;
        if self.of.take() == Some(self.read) {
            return Ok(());
        }
        self.known.clear();
        self.recent.fill(0);
        let mut all = conn.prepare_cached("SELECT words FROM term")?;
        let mut rows = all.query([])?;
        while let Some(row) = rows.next()? {
            for word in String::from_utf8_lossy(row.get_ref(0)?.as_blob()?).lines() {
                self.known.insert(self.numbers.hash_one(word));
            }
        }
        Ok(())
    }

    /// What was noted since [`Terms::learn`] is on the disk.
    pub(super) fn hold(&mut self) {
        self.of = Some(self.read);
    }

    /// Puts those words that are new behind `new`, each with a line end.
    pub(super) fn note<'a>(&mut self, words: impl Iterator<Item = &'a str>, new: &mut String) {
        for word in words {
            let number = self.numbers.hash_one(word);
            let slot = number as usize % RECENT;
            if self.recent[slot] == number {
                continue;
            }
            self.recent[slot] = number;
            if self.known.insert(number) {
                new.push_str(word);
                new.push('\n');
            }
        }
    }
}

/// Keeps new words, which have line ends.
pub(super) fn keep(conn: &Connection, new: &str) -> rusqlite::Result<()> {
    if new.is_empty() {
        return Ok(());
    }
    let mut words = ordered([new]);
    let sql =
        "SELECT n, words FROM term WHERE n = (SELECT max(n) FROM term) AND length(words) < ?1";
    let mut last = conn.prepare_cached(sql)?;
    let mut forget = conn.prepare_cached("DELETE FROM term WHERE n = ?1")?;
    while words.len() < ROW {
        let before = last.query_row([2 * words.len().cast_signed()], |r| {
            Ok((r.get::<_, i64>(0)?, r.get::<_, Vec<u8>>(1)?))
        });
        let Some((n, before)) = before.optional()? else {
            break;
        };
        forget.execute([n])?;
        words = ordered([&words, &String::from_utf8_lossy(&before)]);
    }
    let mut put = conn.prepare_cached("INSERT INTO term(words) VALUES(?1)")?;
    put.execute([words.as_bytes()])?;
    Ok(())
}

/// The words of some lists in order, each once.
fn ordered<const N: usize>(lists: [&str; N]) -> String {
    let mut words: Vec<&str> = lists.iter().flat_map(|l| l.lines()).collect();
    words.sort_unstable();
    words.dedup();
    let mut out = String::with_capacity(lists.iter().map(|l| l.len()).sum());
    for word in words {
        out.push_str(word);
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Connection {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch("CREATE TABLE term(n INTEGER PRIMARY KEY, words BLOB NOT NULL)")
            .unwrap();
        conn
    }

    fn rows(conn: &Connection) -> Vec<String> {
        let mut all = conn.prepare("SELECT words FROM term ORDER BY n").unwrap();
        let rows = all
            .query_map([], |r| Ok(String::from_utf8(r.get(0)?).unwrap()))
            .unwrap();
        rows.collect::<Result<_, _>>().unwrap()
    }

    #[test]
    fn rows_are_few_and_hold_every_word_in_order() {
        let conn = table();
        let mut terms = Terms::default();
        let mut expected = std::collections::BTreeSet::new();
        for i in 0..500_u32 {
            terms.learn(&conn).unwrap();
            let words = [format!("w{}", i * 7 % 311), format!("ข่าว{i}")];
            let mut new = String::new();
            terms.note(words.iter().map(String::as_str), &mut new);
            keep(&conn, &new).unwrap();
            terms.hold();
            expected.extend(words);
        }
        let rows = rows(&conn);
        assert!(rows.len() < 12, "{}", rows.len());
        assert!(rows.iter().all(|r| r.lines().is_sorted()));
        let all: Vec<&str> = rows.iter().flat_map(|r| r.lines()).collect();
        assert_eq!(all.len(), expected.len());
        assert!(all.iter().all(|w| expected.contains(*w)));
    }

    #[test]
    fn what_was_not_held_is_forgotten() {
        let conn = table();
        let mut terms = Terms::default();
        for _ in 0..2 {
            terms.learn(&conn).unwrap();
            let mut new = String::new();
            terms.note(["a", "b", "a"].into_iter(), &mut new);
            assert_eq!(new, "a\nb\n");
        }
    }
}
