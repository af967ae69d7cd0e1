//! The rows of the index in which a part stands, and how much each of them has of it.
//!
//! Occurrences of single words are read from the index itself (`fts5vocab`), which costs a fraction of asking
//! it for many words at once, and tells how often and where they stand. Rows of words ([`ways`]), and words
//! that stand in very many places, are asked for as expressions: there one occurrence counts like many.

use std::sync::Arc;

use super::ask::{Ways, ways};
use crate::query::{Field, Part};
use crate::store::{Error, Library};
use crate::text::thai;

/// The rows in which a part stands.
#[derive(Debug)]
pub(in crate::store) struct Postings {
    /// Rising, each with how much of the part it has: occurrences, those in a title counted four times.
    pub(in crate::store) rows: Vec<(i64, f32)>,
    /// Whether it stands in so many words that only the shortest of them were looked for.
    pub(in crate::store) narrowed: bool,
}

/// A part in a field, or anywhere.
type Asked = (Option<Field>, Box<str>);

/// What was asked last, for asking it again.
#[derive(Debug, Default)]
pub(in crate::store) struct Recent {
    version: i64,
    all: Vec<(Asked, Arc<Postings>)>,
}

/// Rows that are remembered in all.
const MOST_REMEMBERED: usize = 800_000;
/// Occurrences that are read one by one for a part.
const MOST_READ: usize = 300_000;
/// Occurrences that are read one by one for a word. One that has more is asked for as an expression.
const MOST_OF_WORD: usize = 4_000;
/// Rows of words that are looked for in titles again, to count more there.
const MOST_IN_TITLES: usize = 16;
/// What an occurrence counts in a title, and as the name of who wrote it.
const TITLE: f32 = 4.0;
const AUTHOR: f32 = 2.0;

impl Recent {
    fn get(&mut self, version: i64, field: Option<Field>, text: &str) -> Option<Arc<Postings>> {
        if self.version != version {
            self.all.clear();
            self.version = version;
        }
        let found = self.all.iter().find(|(k, _)| k.0 == field && *k.1 == *text);
        found.map(|f| Arc::clone(&f.1))
    }

    fn put(&mut self, field: Option<Field>, text: &str, postings: &Arc<Postings>) {
        self.all.push(((field, text.into()), Arc::clone(postings)));
        // The last one stays: it is mostly asked for again at once.
        while self.all.len() > 1
            && self.all.iter().map(|a| a.1.rows.len()).sum::<usize>() > MOST_REMEMBERED
        {
            self.all.remove(0);
        }
    }
}

impl Library {
    /// The rows in which a part stands in a field, or anywhere.
    pub(in crate::store) fn postings(
        &self,
        part: &Part,
        field: Option<Field>,
    ) -> Result<Arc<Postings>, Error> {
        let version = self.version()?;
        let known = self.recent.borrow_mut().get(version, field, part.text());
        if let Some(known) = known {
            return Ok(known);
        }
        let ways = ways(part, &*self.vocabulary()?);
        let mut reader = Reader {
            library: self,
            field,
            left: MOST_READ,
            rows: Vec::new(),
        };
        reader.read(&ways)?;
        let mut rows = reader.rows;
        rows.sort_unstable_by_key(|r| r.0);
        rows.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
            }
            same
        });
        if let Some(Field::Article | Field::Comment) = field {
            let numbers = self.numbers()?;
            let articles = field == Some(Field::Article);
            rows.retain(|r| (numbers.of(r.0) == Some(r.0)) == articles);
        }
        let postings = Arc::new(Postings {
            rows,
            narrowed: ways.narrowed,
        });
        self.recent.borrow_mut().put(field, part.text(), &postings);
        Ok(postings)
    }

    /// Makes the view of the index's occurrences, once.
    fn view(&self) -> Result<(), Error> {
        let made = "SELECT count(*) FROM temp.sqlite_schema WHERE name = 'occurrence'";
        let made: i64 = self.conn.query_row(made, [], |r| r.get(0))?;
        if made == 0 {
            // It lives with this connection, and so may be made where the file is only read.
            let only: bool = self
                .conn
                .pragma_query_value(None, "query_only", |r| r.get(0))?;
            self.conn.pragma_update(None, "query_only", false)?;
            let make =
                "CREATE VIRTUAL TABLE temp.occurrence USING fts5vocab('main', 'words', 'instance')";
            let made = self.conn.execute_batch(make);
            self.conn.pragma_update(None, "query_only", only)?;
            made?;
        }
        Ok(())
    }
}

/// Why not all occurrences were read.
enum Left {
    /// This word has too many.
    Heavy(String),
    /// The part has too many.
    All,
}

struct Reader<'l> {
    library: &'l Library,
    field: Option<Field>,
    /// How many occurrences may still be read one by one.
    left: usize,
    rows: Vec<(i64, f32)>,
}

impl Reader<'_> {
    fn read(&mut self, ways: &Ways) -> Result<(), Error> {
        self.library.view()?;
        if let Some(start) = &ways.start
            && !(is_plain(start) && self.starting(start)?)
        {
            // Titles are not told apart: that would cost as much again.
            self.matching(&format!("\"{start}\"*"), false)?;
        }
        for word in &ways.words {
            let read = "SELECT doc, col, term FROM temp.occurrence WHERE term = ?1 AND term <= ?2";
            if !is_plain(word) || self.occurrences(read, word, word)?.is_some() {
                self.matching(&format!("\"{word}\""), true)?;
            }
        }
        if !ways.rows.is_empty() {
            let titles = ways.rows.len() <= MOST_IN_TITLES;
            self.matching(&ways.rows.join(" OR "), titles)?;
        }
        Ok(())
    }

    /// Reads the words that begin so. Says whether these were few enough; if not, none was read.
    fn starting(&mut self, start: &str) -> Result<bool, Error> {
        let read = "SELECT doc, col, term FROM temp.occurrence WHERE term >= ?1 AND term <= ?2";
        let to = format!("{start}\u{10ffff}");
        let before = self.rows.len();
        let mut from = start.to_owned();
        loop {
            match self.occurrences(read, &from, &to)? {
                None => return Ok(true),
                Some(Left::Heavy(word)) => {
                    self.matching(&format!("\"{word}\""), true)?;
                    // On with the next word.
                    from = format!("{word}\u{1}");
                }
                Some(Left::All) => {
                    self.rows.truncate(before);
                    return Ok(false);
                }
            }
        }
    }

    /// Reads occurrences of the words in a range one by one, and tells where it stopped before the end. Of a
    /// word with too many of them none was read then.
    fn occurrences(&mut self, sql: &str, from: &str, to: &str) -> Result<Option<Left>, Error> {
        let mut find = self.library.conn.prepare_cached(sql)?;
        let mut all = find.query([from, to])?;
        // The word, where its rows begin, and how many occurrences it has had.
        let (mut word, mut begins, mut n) = (String::new(), self.rows.len(), 0);
        while let Some(one) = all.next()? {
            let text = |at: usize| one.get_ref(at)?.as_str().map_err(rusqlite::Error::from);
            let term = text(2)?;
            if *term != *word {
                term.clone_into(&mut word);
                (begins, n) = (self.rows.len(), 0);
            }
            n += 1;
            if n > MOST_OF_WORD {
                self.rows.truncate(begins);
                return Ok(Some(Left::Heavy(word)));
            }
            if self.left == 0 {
                self.rows.truncate(begins);
                return Ok(Some(Left::All));
            }
            self.left -= 1;
            let (weight, fields): (f32, [Option<Field>; 2]) = match text(1)? {
                "title" => (TITLE, [Some(Field::Title), Some(Field::Article)]),
                "author" => (AUTHOR, [Some(Field::Author), None]),
                "outlet" => (1.0, [Some(Field::Outlet), None]),
                _ => (1.0, [Some(Field::Article), Some(Field::Comment)]),
            };
            if self.field.is_none() || fields.contains(&self.field) {
                self.rows.push((one.get(0)?, weight));
            }
        }
        Ok(None)
    }

    /// Reads the rows of an expression; `titles` has those in whose title it stands counted for more.
    fn matching(&mut self, expression: &str, titles: bool) -> Result<(), Error> {
        let columns: &[(&str, f32)] = match self.field {
            // What stands in a title, too, is read twice.
            None => &[("", 1.0), ("{title} : ", TITLE - 1.0)],
            Some(Field::Title) => &[("{title} : ", TITLE)],
            Some(Field::Outlet) => &[("{outlet} : ", 1.0)],
            Some(Field::Author) => &[("{author} : ", AUTHOR)],
            Some(Field::Article) => &[("{title body} : ", 1.0), ("{title} : ", TITLE - 1.0)],
            Some(Field::Comment) => &[("{body} : ", 1.0)],
        };
        let sql = "SELECT rowid FROM words WHERE words MATCH ?1";
        let titles = if titles { columns.len() } else { 1 };
        let mut find = self.library.conn.prepare_cached(sql)?;
        for (columns, weight) in &columns[..titles] {
            let mut all = find.query([format!("{columns}({expression})")])?;
            while let Some(one) = all.next()? {
                self.rows.push((one.get(0)?, *weight));
            }
        }
        Ok(())
    }
}

/// Whether the index holds a word as we write it: it has a fold of its own for some rare letters.
fn is_plain(word: &str) -> bool {
    word.chars()
        .all(|c| c.is_ascii_alphanumeric() || thai::is_letter(c))
}
