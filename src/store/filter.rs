//! A query becomes what SQL can ask.
//!
//! 1. A part of words becomes the set of the documents that have it ([`Library::having`]): the index is asked
//!    once, and its rows are led back to documents.
//! 2. Everything else is a comparison of a column, or a set made of the reader's tables.
//! 3. Beside it, the words that are asked for, and not refused, become one expression of the index for single
//!    rows ([`Asked`]): by that hits are ranked and shown.
//!
//! A filter holds for the library as it is now: it is made anew when that has changed.

use std::collections::HashMap;

use jiff::civil::Date;
use rusqlite::types::Value;

use super::numbers::Which;
use super::search::ways;
use super::{Error, Library};
use crate::model::When;
use crate::query::{Compare, Field, Part, Query, Test};
use crate::text::fold::fold;

/// What finds the documents of a query.
#[derive(Debug)]
pub(super) struct Filter {
    /// An expression over `document d`, true for just those documents and never null. Its `?` stand in the
    /// order of the parameters.
    pub(super) sql: String,
    pub(super) params: Vec<Value>,
    /// The words that a hit has; nothing where none are asked for.
    pub(super) words: Option<Asked>,
    /// Whether a part stands in so many words that only the shortest of them were looked for.
    pub(super) narrowed: bool,
}

/// What is asked of single rows of the index.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    /// All of it in one row, in the language of FTS5; nothing where that cannot be.
    pub(super) all: Option<String>,
    /// Any of it; nothing where none of it is anywhere.
    pub(super) any: Option<String>,
    /// Which rows count.
    pub(super) rows: Which,
    /// Whether a row that has all of it is enough for its document to be found.
    pub(super) enough: bool,
    /// Whether a document is found only by such a row.
    pub(super) needed: bool,
    /// The parts to be shown in the text of a hit.
    pub(super) parts: Vec<String>,
}

impl Library {
    /// What finds the documents of `query`.
    pub(super) fn filter(&self, query: &Query) -> Result<Filter, Error> {
        let mut maker = Maker {
            library: self,
            params: Vec::new(),
            ways: HashMap::new(),
            sets: HashMap::new(),
            narrowed: false,
        };
        let sql = maker.sql(query)?;
        let mut asked = Parts::default();
        asked.gather(query, true);
        let words = (!asked.all.is_empty())
            .then(|| maker.asked(query, &asked))
            .transpose()?;
        Ok(Filter {
            sql,
            params: maker.params,
            words,
            narrowed: maker.narrowed,
        })
    }

    /// The numbers of the documents that have a row with the expression, rising.
    fn having(&self, expression: &str, rows: Which) -> Result<Vec<i64>, Error> {
        let numbers = self.numbers()?;
        let mut find = self
            .conn
            .prepare_cached("SELECT rowid FROM words WHERE words MATCH ?1")?;
        let mut found = Vec::new();
        let all = find.query([expression])?;
        numbers.each(all, rows, |_, n| {
            if found.last() != Some(&n) {
                found.push(n);
            }
        })?;
        Ok(found)
    }
}

/// The parts of words in a query.
#[derive(Default)]
struct Parts<'q> {
    /// Those that are asked for, not refused.
    all: Vec<(Option<Field>, &'q Part)>,
    /// Whether anything else is asked: another test, or something refused.
    more: bool,
}

impl<'q> Parts<'q> {
    fn gather(&mut self, query: &'q Query, wanted: bool) {
        match query {
            Query::All => self.more = true,
            Query::Test(Test::Words(field, part)) if wanted => self.all.push((*field, part)),
            Query::Test(_) => self.more = true,
            Query::Not(query) => {
                self.more = true;
                self.gather(query, !wanted);
            }
            Query::And(all) | Query::Or(all) => all.iter().for_each(|q| self.gather(q, wanted)),
        }
    }
}

struct Maker<'l, 'q> {
    library: &'l Library,
    params: Vec<Value>,
    /// What is asked of the index for a part; nothing where it is nowhere.
    ways: HashMap<&'q str, Option<String>>,
    /// The documents of a part in a field.
    sets: HashMap<(Option<Field>, &'q str), String>,
    narrowed: bool,
}

impl<'q> Maker<'_, 'q> {
    fn sql(&mut self, query: &'q Query) -> Result<String, Error> {
        Ok(match query {
            Query::All => "1".to_owned(),
            Query::Test(test) => self.test(test)?,
            Query::Not(query) => format!("(NOT {})", self.sql(query)?),
            Query::And(all) => self.joined(all, "AND")?,
            Query::Or(any) => self.joined(any, "OR")?,
        })
    }

    /// Several together, halves in halves: the database program counts how deep an expression is.
    fn joined(&mut self, all: &'q [Query], sign: &str) -> Result<String, Error> {
        Ok(match all {
            [] => "1".to_owned(),
            [one] => self.sql(one)?,
            _ => {
                let (a, b) = all.split_at(all.len() / 2);
                let (a, b) = (self.joined(a, sign)?, self.joined(b, sign)?);
                format!("({a} {sign} {b})")
            }
        })
    }

    fn test(&mut self, test: &'q Test) -> Result<String, Error> {
        Ok(match test {
            Test::Words(field, part) => {
                let set = self.set(*field, part)?;
                self.params.push(Value::Text(set));
                "(d.n IN (SELECT value FROM json_each(?)))".to_owned()
            }
            Test::Lang(lang) => {
                let code = lang.code().unwrap_or_default();
                self.params.push(Value::Text(code.to_owned()));
                "(d.lang IS ?)".to_owned()
            }
            Test::Read(true) => done("s.read"),
            Test::Read(false) => format!("(NOT {})", done("s.read")),
            Test::Starred => done("s.starred"),
            Test::Noted => {
                let comment = of("done_comment", "s.note IS NOT NULL");
                format!("({} OR {comment})", done("s.note IS NOT NULL"))
            }
            Test::Tagged(None) => of("tag", "1"),
            Test::Tagged(Some(tag)) => {
                let tags = self.tags(tag)?;
                if tags.is_empty() {
                    return Ok("0".to_owned());
                }
                let signs = vec!["?"; tags.len()].join(", ");
                self.params.extend(tags);
                of("tag", &format!("s.tag IN ({signs})"))
            }
            Test::New => of("done_comment", "s.fresh AND NOT s.read"),
            Test::Dated => "(d.at IS NOT NULL)".to_owned(),
            Test::Comments(compare, n) => {
                self.params
                    .push(Value::Integer(i64::try_from(*n).unwrap_or(i64::MAX)));
                let sign = match compare {
                    Compare::Less => "<",
                    Compare::AtMost => "<=",
                    Compare::Equal => "=",
                    Compare::AtLeast => ">=",
                    Compare::More => ">",
                };
                format!("(d.n_comments {sign} ?)")
            }
            Test::Published(from, to) => {
                let mut sql = "(d.at IS NOT NULL".to_owned();
                for (day, sign) in [(from, ">="), (to, "<")] {
                    if let Some(day) = day {
                        self.params.push(Value::Integer(midnight(*day)));
                        sql.push_str(" AND d.at ");
                        sql.push_str(sign);
                        sql.push_str(" ?");
                    }
                }
                sql.push(')');
                sql
            }
        })
    }

    /// The tags that are the same in the form in which they are searched for.
    fn tags(&self, tag: &str) -> Result<Vec<Value>, Error> {
        let mut all = self
            .library
            .conn
            .prepare_cached("SELECT DISTINCT tag FROM tag")?;
        let all = all.query_map([], |r| r.get::<_, String>(0))?;
        let all = all.collect::<Result<Vec<_>, _>>()?.into_iter();
        Ok(all
            .filter(|t| fold(t).text.trim() == tag)
            .map(Value::Text)
            .collect())
    }

    /// The documents that have a part in a field, as a list of JSON.
    fn set(&mut self, field: Option<Field>, part: &'q Part) -> Result<String, Error> {
        if let Some(set) = self.sets.get(&(field, part.text())) {
            return Ok(set.clone());
        }
        let found = match self.row(field, part)? {
            Some(expression) => self.library.having(&expression, Which::of(field))?,
            None => Vec::new(),
        };
        let set = list(&found);
        self.sets.insert((field, part.text()), set.clone());
        Ok(set)
    }

    /// A part in a field, in the language of the index; nothing where it is nowhere.
    fn row(&mut self, field: Option<Field>, part: &'q Part) -> Result<Option<String>, Error> {
        if !self.ways.contains_key(part.text()) {
            let vocabulary = self.library.vocabulary()?;
            let (ways, narrowed) = ways(part, &vocabulary);
            self.narrowed |= narrowed;
            self.ways.insert(part.text(), ways);
        }
        let columns = match field {
            None => "",
            Some(Field::Title) => "{title} : ",
            Some(Field::Outlet) => "{outlet} : ",
            Some(Field::Author) => "{author} : ",
            Some(Field::Article) => "{title body} : ",
            Some(Field::Comment) => "{body} : ",
        };
        let ways = self.ways.get(part.text()).and_then(Option::as_ref);
        Ok(ways.map(|ways| format!("{columns}{ways}")))
    }

    fn asked(&mut self, query: &'q Query, parts: &Parts<'q>) -> Result<Asked, Error> {
        let mut any = Vec::new();
        for (field, part) in &parts.all {
            any.extend(self.row(*field, part)?);
        }
        any.sort_unstable();
        any.dedup();
        let any = (!any.is_empty()).then(|| any.join(" OR "));
        let (all, rows) = match self.one_row(query)? {
            OneRow::Has(all, rows) => (Some(all), rows),
            OneRow::Never | OneRow::Anything => (None, Which::ALL),
        };
        let named = |f: &Option<Field>| matches!(f, Some(Field::Author | Field::Outlet));
        // The index cannot be asked for rows of articles alone.
        let in_part = |f: &Option<Field>| matches!(f, Some(Field::Article | Field::Comment));
        let enough = !parts.more && !parts.all.iter().any(|(f, _)| in_part(f));
        let shown = parts.all.iter().filter(|(f, _)| !named(f));
        Ok(Asked {
            all,
            any,
            rows,
            enough,
            needed: !has_and(query),
            parts: shown.map(|(_, part)| part.text().to_owned()).collect(),
        })
    }

    /// What a single row must have for all that is asked to be in it.
    fn one_row(&mut self, query: &'q Query) -> Result<OneRow, Error> {
        Ok(match query {
            Query::All | Query::Not(_) => OneRow::Anything,
            Query::Test(Test::Words(field, part)) => match self.row(*field, part)? {
                Some(row) => OneRow::Has(row, Which::of(*field)),
                None => OneRow::Never,
            },
            Query::Test(_) => OneRow::Anything,
            Query::And(all) => {
                let (mut has, mut rows) = (Vec::new(), Which::ALL);
                for query in all {
                    match self.one_row(query)? {
                        OneRow::Anything => {}
                        OneRow::Never => return Ok(OneRow::Never),
                        OneRow::Has(one, of) => {
                            has.push(format!("({one})"));
                            rows.articles &= of.articles;
                            rows.comments &= of.comments;
                        }
                    }
                }
                match has.len() {
                    _ if rows == Which::NONE => OneRow::Never,
                    0 => OneRow::Anything,
                    _ => OneRow::Has(has.join(" AND "), rows),
                }
            }
            Query::Or(any) => {
                let (mut has, mut rows, mut never) = (Vec::new(), Which::NONE, false);
                for query in any {
                    match self.one_row(query)? {
                        OneRow::Anything => {}
                        OneRow::Never => never = true,
                        OneRow::Has(one, of) => {
                            has.push(format!("({one})"));
                            rows.articles |= of.articles;
                            rows.comments |= of.comments;
                        }
                    }
                }
                match has.len() {
                    0 if never => OneRow::Never,
                    0 => OneRow::Anything,
                    _ => OneRow::Has(has.join(" OR "), rows),
                }
            }
        })
    }
}

/// What is asked of a single row.
enum OneRow {
    Anything,
    Never,
    Has(String, Which),
}

impl Which {
    pub(super) const ALL: Self = Self {
        articles: true,
        comments: true,
    };
    const NONE: Self = Self {
        articles: false,
        comments: false,
    };

    fn of(field: Option<Field>) -> Self {
        Self {
            articles: field != Some(Field::Comment),
            comments: field != Some(Field::Article),
        }
    }
}

/// Whether several things must hold together.
fn has_and(query: &Query) -> bool {
    match query {
        Query::All | Query::Test(_) => false,
        Query::And(_) | Query::Not(_) => true,
        Query::Or(any) => any.iter().any(has_and),
    }
}

/// The documents with which the reader did so. The row of the document is found by its identity.
fn done(what: &str) -> String {
    of("done", what)
}

fn of(table: &str, what: &str) -> String {
    format!("(d.n IN (SELECT x.n FROM {table} s JOIN document x ON x.id = s.id WHERE {what}))")
}

fn midnight(day: Date) -> i64 {
    When::Day(day).seconds()
}

/// Numbers as a list of JSON.
pub(super) fn list(numbers: &[i64]) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(numbers.len() * 8 + 2);
    out.push('[');
    for (i, n) in numbers.iter().enumerate() {
        let comma = if i > 0 { "," } else { "" };
        let _never_fails = write!(out, "{comma}{n}");
    }
    out.push(']');
    out
}
