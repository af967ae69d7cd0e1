//! A query becomes what SQL can ask.
//!
//! 1. A part of words becomes the set of the documents that have it: the rows of the index in which it stands
//!    ([`Library::postings`]) are led back to documents.
//! 2. Everything else is a comparison of a column, or a set made of the reader's tables.
//! 3. Beside it stand the rows that have all words that are asked for, and not refused ([`Asked`]): by these
//!    hits are ranked and shown.
//!
//! A filter holds for the library as it is now: it is made anew when that has changed.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;
use rusqlite::params_from_iter;
use rusqlite::types::Value;

use super::search::Postings;
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
}

/// The words that are asked for.
#[derive(Debug)]
pub(super) struct Asked {
    /// The rows of the index that have all of them, rising.
    pub(super) rows: Vec<i64>,
    /// The rows of each.
    pub(super) postings: Vec<Arc<Postings>>,
    /// Whether a row that has all of them is enough for its document to be found.
    pub(super) enough: bool,
    /// Whether a document is found only by such a row.
    pub(super) needed: bool,
    /// The parts to be shown in the text of a hit.
    pub(super) parts: Vec<String>,
}

impl Library {
    /// What finds the documents of `query`.
    pub(super) fn filter(&self, query: &Query) -> Result<Filter, Error> {
        let mut maker = Maker::new(self);
        let sql = maker.sql(query)?;
        let params = maker.params;
        Ok(Filter { sql, params })
    }

    /// The numbers of the documents that `query` finds, rising.
    pub(super) fn found_by(&self, query: &Query) -> Result<Vec<i64>, Error> {
        if let Some(documents) = self.by_words(query)? {
            return Ok(documents);
        }
        let filter = self.filter(query)?;
        let sql = format!(
            "SELECT d.n FROM document d WHERE {} ORDER BY d.n",
            filter.sql
        );
        let mut all = self.conn.prepare(&sql)?;
        let all = all.query_map(params_from_iter(&filter.params), |r| r.get(0))?;
        Ok(all.collect::<Result<_, _>>()?)
    }

    /// The same where nothing but words is asked for, without SQL; nothing where more is.
    fn by_words(&self, query: &Query) -> Result<Option<Vec<i64>>, Error> {
        Ok(match query {
            Query::Test(Test::Words(field, part)) => {
                Some(self.documents_of(&*self.postings(part, *field)?)?)
            }
            Query::All | Query::Not(_) | Query::Test(_) => None,
            Query::And(all) | Query::Or(all) => {
                let mut sets = Vec::new();
                for query in all {
                    match self.by_words(query)? {
                        Some(set) => sets.push(set),
                        None => return Ok(None),
                    }
                }
                let both = matches!(query, Query::And(_));
                sets.into_iter().reduce(|a, b| {
                    if both {
                        in_both(&a, &b)
                    } else {
                        in_either(a, &b)
                    }
                })
            }
        })
    }

    /// The documents in which a part stands.
    fn documents_of(&self, postings: &Postings) -> Result<Vec<i64>, Error> {
        let mut found = Vec::new();
        let rows = postings.rows.iter().map(|r| r.0);
        self.numbers()?.each(rows, |_, n| {
            if found.last() != Some(&n) {
                found.push(n);
            }
        });
        Ok(found)
    }

    /// The words that `query` asks for, where it does; and whether some that could be meant were left out.
    pub(super) fn asked(&self, query: &Query) -> Result<(Option<Asked>, bool), Error> {
        let mut maker = Maker::new(self);
        let words = maker.words(query)?;
        Ok((words, maker.narrowed))
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
            Query::Test(Test::Words(field, part)) if wanted => self.all.push((*field, part)),
            Query::All | Query::Test(_) => self.more = true,
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
    /// The documents of a part in a field.
    sets: HashMap<(Option<Field>, &'q str), String>,
    narrowed: bool,
}

impl<'l, 'q> Maker<'l, 'q> {
    fn new(library: &'l Library) -> Self {
        Self {
            library,
            params: Vec::new(),
            sets: HashMap::new(),
            narrowed: false,
        }
    }

    fn words(&mut self, query: &'q Query) -> Result<Option<Asked>, Error> {
        let mut parts = Parts::default();
        parts.gather(query, true);
        let asked = (!parts.all.is_empty()).then(|| self.asked(query, &parts));
        asked.transpose()
    }

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
        let postings = self.postings(field, part)?;
        let found = self.library.documents_of(&postings)?;
        let set = list(&found);
        self.sets.insert((field, part.text()), set.clone());
        Ok(set)
    }

    fn postings(&mut self, field: Option<Field>, part: &Part) -> Result<Arc<Postings>, Error> {
        let postings = self.library.postings(part, field)?;
        self.narrowed |= postings.narrowed;
        Ok(postings)
    }

    fn asked(&mut self, query: &'q Query, parts: &Parts<'q>) -> Result<Asked, Error> {
        let mut postings = Vec::new();
        for (field, part) in &parts.all {
            postings.push(self.postings(*field, part)?);
        }
        let named = |f: &Option<Field>| matches!(f, Some(Field::Author | Field::Outlet));
        let shown = parts.all.iter().filter(|(f, _)| !named(f));
        Ok(Asked {
            rows: self.one_row(query)?.unwrap_or_default(),
            postings,
            enough: !parts.more,
            needed: !has_and(query),
            parts: shown.map(|(_, part)| part.text().to_owned()).collect(),
        })
    }

    /// The rows in which all that is asked for stands, rising; nothing where no words are asked for.
    fn one_row(&mut self, query: &'q Query) -> Result<Option<Vec<i64>>, Error> {
        Ok(match query {
            Query::Test(Test::Words(field, part)) => {
                let postings = self.postings(*field, part)?;
                Some(postings.rows.iter().map(|r| r.0).collect())
            }
            Query::All | Query::Not(_) | Query::Test(_) => None,
            Query::And(all) => {
                let mut both: Option<Vec<i64>> = None;
                for query in all {
                    both = match (both, self.one_row(query)?) {
                        (Some(a), Some(b)) => Some(in_both(&a, &b)),
                        (a, b) => a.or(b),
                    };
                }
                both
            }
            Query::Or(any) => {
                let mut either: Option<Vec<i64>> = None;
                for query in any {
                    if let Some(rows) = self.one_row(query)? {
                        either = Some(in_either(either.unwrap_or_default(), &rows));
                    }
                }
                either
            }
        })
    }
}

/// What stands in either of two rising lists.
fn in_either(mut a: Vec<i64>, b: &[i64]) -> Vec<i64> {
    a.extend_from_slice(b);
    // Two runs in order, which this finds.
    a.sort_by_key(|n| *n);
    a.dedup();
    a
}

/// What stands in both of two rising lists.
fn in_both(a: &[i64], b: &[i64]) -> Vec<i64> {
    let (few, mut many) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let mut out = Vec::new();
    for n in few {
        // Steps that double: quick where the one list is far longer than the other.
        let mut step = 1;
        while many.get(step).is_some_and(|m| m < n) {
            step *= 2;
        }
        let to = many.len().min(step + 1);
        let at = step / 2;
        let at = at + many[at.min(to)..to].partition_point(|m| m < n);
        many = &many[at.min(many.len())..];
        if many.first() == Some(n) {
            out.push(*n);
        }
    }
    out
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
