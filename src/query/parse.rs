//! From signs and words to the tree.

use std::ops::Range;

use jiff::civil::Date;

use super::lex::{Placed, Token, lex};
use super::{Compare, Error, ErrorKind, Field, Part, Query, Test, time};
use crate::text::{Lang, clean_line};

/// How many parentheses may stand in each other.
const DEEPEST: usize = 64;

/// Reads a query. `today` is the day where the reader is.
///
/// # Errors
/// Where the text is no query; [`Error::at`] says which part of it.
///
/// ```
/// use khao::query::{ErrorKind, parse};
/// let today = "2026-11-24".parse().unwrap();
/// assert!(parse("lang:th comments>20 -sport", today).is_ok());
/// let error = parse("flood comments>many", today).unwrap_err();
/// assert_eq!(error.at, 15..19);
/// assert!(matches!(error.kind, ErrorKind::Number(_)));
/// ```
pub fn parse(text: &str, today: Date) -> Result<Query, Error> {
    let tokens = lex(text)?;
    let mut parser = Parser {
        tokens: &tokens,
        end: text.trim_end().len(),
        at: 0,
        depth: 0,
        today,
    };
    if tokens.is_empty() {
        return Ok(Query::All);
    }
    let query = parser.either()?;
    match parser.peek() {
        None => Ok(query),
        Some((_, at)) => Err(wrong(at.clone(), ErrorKind::Parenthesis)),
    }
}

struct Parser<'a> {
    tokens: &'a [Placed<'a>],
    /// Where the text ends.
    end: usize,
    at: usize,
    depth: usize,
    today: Date,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a Placed<'a>> {
        self.tokens.get(self.at)
    }

    fn is_next(&self, token: &Token<'_>) -> bool {
        self.peek().is_some_and(|(t, _)| t == token)
    }

    fn missing(&self) -> Error {
        let at = self.peek().map_or(self.end..self.end, |(_, at)| at.clone());
        wrong(at, ErrorKind::Missing)
    }

    /// `a OR b`.
    fn either(&mut self) -> Result<Query, Error> {
        let mut any = vec![self.both()?];
        while self.is_next(&Token::Or) {
            self.at += 1;
            any.push(self.both()?);
        }
        Ok(one_or(any, Query::Or))
    }

    /// `a b`, `a AND b`.
    fn both(&mut self) -> Result<Query, Error> {
        let mut all = vec![self.one()?];
        loop {
            match self.peek() {
                None | Some((Token::Or | Token::Close, _)) => break,
                Some((Token::And, _)) => self.at += 1,
                Some(_) => {}
            }
            all.push(self.one()?);
        }
        Ok(one_or(all, Query::And))
    }

    /// A test, its contrary, or what stands in parentheses.
    fn one(&mut self) -> Result<Query, Error> {
        let mut is_not = false;
        while self.is_next(&Token::Not) {
            self.at += 1;
            is_not = !is_not;
        }
        let Some((token, at)) = self.peek() else {
            return Err(self.missing());
        };
        let query = match token {
            Token::And | Token::Or | Token::Not | Token::Close => return Err(self.missing()),
            Token::Open => {
                self.at += 1;
                self.inside(at)?
            }
            Token::Field(name, compare) => {
                self.at += 1;
                Query::Test(self.field(name, *compare, at)?)
            }
            Token::Word { text, quoted } => {
                self.at += 1;
                match *text {
                    "unread" if !quoted => Query::Test(Test::Read(false)),
                    "read" if !quoted => Query::Test(Test::Read(true)),
                    "starred" if !quoted => Query::Test(Test::Starred),
                    // Signs alone find everything.
                    text => Part::new(text)
                        .map_or(Query::All, |part| Query::Test(Test::Words(None, part))),
                }
            }
        };
        Ok(if is_not {
            Query::Not(Box::new(query))
        } else {
            query
        })
    }

    /// What stands behind an open parenthesis at `open`, and its end.
    fn inside(&mut self, open: &Range<usize>) -> Result<Query, Error> {
        if self.depth == DEEPEST {
            return Err(wrong(open.clone(), ErrorKind::Deep));
        }
        self.depth += 1;
        let query = self.either()?;
        self.depth -= 1;
        if !self.is_next(&Token::Close) {
            return Err(wrong(open.clone(), ErrorKind::Parenthesis));
        }
        self.at += 1;
        Ok(query)
    }

    /// A field at `at` with the value behind it.
    fn field(&mut self, name: &str, compare: Compare, at: &Range<usize>) -> Result<Test, Error> {
        let no_field = || {
            wrong(
                at.start..at.start + name.len(),
                ErrorKind::NoField(clean_line(name)),
            )
        };
        let lower = name.to_ascii_lowercase();
        let known = FIELDS.iter().find(|(name, _)| *name == lower);
        let Some((_, kind)) = known else {
            return Err(no_field());
        };
        if *kind == Kind::Sources {
            return Err(wrong(at.clone(), ErrorKind::Sources));
        }
        // Only numbers are more or less.
        if compare != Compare::Equal && *kind != Kind::Count {
            return Err(no_field());
        }
        let value = self.peek().filter(|(_, v)| v.start == at.end);
        let Some((Token::Word { text, .. }, place)) = value else {
            return Err(wrong(at.end..at.end, ErrorKind::Missing));
        };
        self.at += 1;
        let refused = |kind: ErrorKind| wrong(place.clone(), kind);
        let said = || clean_line(text);
        let today = self.today;
        let days = || time::days(text, today).ok_or_else(|| refused(ErrorKind::Date(said())));
        let since = || time::back(text, today).map_or_else(|| Ok(days()?.0), Ok);
        Ok(match kind {
            Kind::Words(field) => {
                let part = Part::new(text).ok_or_else(|| refused(ErrorKind::Missing))?;
                Test::Words(Some(*field), part)
            }
            Kind::Tag => {
                let tag = crate::text::fold::fold(text).text;
                let tag = Some(tag.trim().to_owned()).filter(|t| !t.is_empty());
                Test::Tagged(Some(tag.ok_or_else(|| refused(ErrorKind::Missing))?))
            }
            Kind::Lang => match Lang::from_code(text) {
                Lang::UNKNOWN => return Err(refused(ErrorKind::Language(said()))),
                lang => Test::Lang(lang),
            },
            Kind::Is => match text.to_lowercase().as_str() {
                "read" => Test::Read(true),
                "unread" => Test::Read(false),
                "starred" => Test::Starred,
                "new" => Test::New,
                _ => return Err(refused(ErrorKind::Value(said()))),
            },
            Kind::Has => match text.to_lowercase().as_str() {
                "comments" => Test::Comments(Compare::More, 0),
                "date" => Test::Dated,
                "note" | "notes" => Test::Noted,
                "tag" | "tags" => Test::Tagged(None),
                "new" => Test::New,
                "sources" => return Err(refused(ErrorKind::Sources)),
                _ => return Err(refused(ErrorKind::Value(said()))),
            },
            Kind::Sources => return Err(wrong(at.clone(), ErrorKind::Sources)),
            Kind::Count => {
                let digits = crate::text::fold::fold(text).text;
                let n: Option<usize> = digits.parse().ok();
                let n = n.ok_or_else(|| refused(ErrorKind::Number(said())))?;
                Test::Comments(compare, n)
            }
            Kind::On => {
                let (from, to) = days()?;
                Test::Published(Some(from), Some(to))
            }
            Kind::Before => Test::Published(None, Some(days()?.0)),
            Kind::After => Test::Published(Some(days()?.1), None),
            Kind::Since => Test::Published(Some(since()?), None),
            Kind::Older => Test::Published(None, Some(since()?)),
        })
    }
}

fn wrong(at: Range<usize>, kind: ErrorKind) -> Error {
    Error { at, kind }
}

/// One as it is, several together.
fn one_or(mut all: Vec<Query>, together: fn(Vec<Query>) -> Query) -> Query {
    match all.len() {
        1 => all.swap_remove(0),
        _ => together(all),
    }
}

/// What stands behind a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Words(Field),
    Tag,
    Lang,
    Is,
    Has,
    Count,
    Sources,
    On,
    Before,
    After,
    Since,
    Older,
}

/// The fields by name.
const FIELDS: &[(&str, Kind)] = &[
    ("title", Kind::Words(Field::Title)),
    ("outlet", Kind::Words(Field::Outlet)),
    ("author", Kind::Words(Field::Author)),
    ("article", Kind::Words(Field::Article)),
    ("comment", Kind::Words(Field::Comment)),
    ("tag", Kind::Tag),
    ("lang", Kind::Lang),
    ("is", Kind::Is),
    ("has", Kind::Has),
    ("comments", Kind::Count),
    ("sources", Kind::Sources),
    ("on", Kind::On),
    ("before", Kind::Before),
    ("after", Kind::After),
    ("since", Kind::Since),
    ("newer", Kind::Since),
    ("older", Kind::Older),
];
