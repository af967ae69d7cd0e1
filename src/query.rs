//! The search language: what a reader types, as a tree of tests.
//!
//! | written | finds |
//! |---|---|
//! | `flood relief` | both words anywhere: title, text, outlet, names, comments |
//! | `"flood relief"` | these words as they stand |
//! | `title:flood` `outlet:post` | the words in the title, in the outlet's name |
//! | `article:flood` `comment:flood` | the words in title or text, in the words of a comment |
//! | `author:stern` | who wrote the article, or a comment |
//! | `lang:th` | a language by its code |
//! | `unread` `read` `starred` | what has not, or has, been opened; what has a star |
//! | `is:new` | what has comments that came since it was last open |
//! | `tag:work` | what bears that tag |
//! | `has:comments` `has:date` `has:note` `has:tag` `has:new` | what has any; a note on a comment counts |
//! | `comments>20` `comments <= 5` `comments:0` | so many |
//! | `on:2020-12` `before:2563-12-11` `after:2020` `since:"11 ธ.ค. 63"` | published then, by UTC |
//! | `newer:1w` `older:3m` | published within, or before, so many days, weeks, months or years |
//! | `a b` `a AND b` `a OR b` `NOT a` `-a` `( … )` | both, either, not |
//!
//! 1. [`lex`](mod@lex) cuts the text into signs and words.
//! 2. [`parse`](fn@parse) reads them: `OR` binds least, then `AND` (said or not), then `NOT`.
//! 3. The library finds the documents ([`crate::store::Library::ranked`]); [`Query::finds`] asks one that is in
//!    memory. A part of words is found by the rules of [`Part`].
//!
//! Operators are in capitals, so that `and` and `or` can be searched for; `"read"` is the word. Years from 2400
//! on are Buddhist ones. How many related documents one has is not known to the library, so it cannot be asked
//! for. What cannot be read is an [`Error`] that says where. Total functions: any text gives a query or an
//! error, in linear time.

mod lex;
mod parse;
mod part;
mod subject;
mod time;
mod view;

#[cfg(test)]
mod tests;

use std::cmp::Ordering;
use std::ops::Range;

use jiff::civil::Date;

pub use self::parse::parse;
pub use self::part::{MOST_BORDERS, Part};
pub use self::subject::Subject;
pub use self::view::{Seek, View};
use crate::text::{Clean, Lang};

/// What is searched for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Query {
    /// Everything: nothing was asked.
    #[default]
    All,
    /// What passes a test.
    Test(Test),
    /// What is not found by it.
    Not(Box<Self>),
    /// What all find.
    And(Vec<Self>),
    /// What one of them finds.
    Or(Vec<Self>),
}

/// One test of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// The part stands in a field, or anywhere.
    Words(Option<Field>, Part),
    /// It is in that language.
    Lang(Lang),
    /// It has, or has not, been opened.
    Read(bool),
    /// It has a star.
    Starred,
    /// It, or a comment of it, has a note.
    Noted,
    /// It bears that tag, in the form in which it is searched for; or any.
    Tagged(Option<String>),
    /// It has comments that came since it was last open.
    New,
    /// It says when it was published.
    Dated,
    /// It has so many comments.
    Comments(Compare, usize),
    /// It was published from the first day on and before the second one, in UTC.
    Published(Option<Date>, Option<Date>),
}

/// A part of a document in which words may be searched for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// Its title, where it states one.
    Title,
    /// Its outlet.
    Outlet,
    /// Who wrote it, or a comment.
    Author,
    /// Its title or its text.
    Article,
    /// The words of its comments.
    Comment,
}

/// How two numbers are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compare {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `=` or `:`
    Equal,
    /// `>=`
    AtLeast,
    /// `>`
    More,
}

impl Compare {
    /// Whether `a` compares so to `b`.
    pub fn holds(self, a: usize, b: usize) -> bool {
        let order = a.cmp(&b);
        match self {
            Self::Less => order == Ordering::Less,
            Self::AtMost => order != Ordering::Greater,
            Self::Equal => order == Ordering::Equal,
            Self::AtLeast => order != Ordering::Less,
            Self::More => order == Ordering::Greater,
        }
    }
}

/// Why a text is no query.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct Error {
    /// Where in the text, in bytes. Empty at its end where something is missing.
    pub at: Range<usize>,
    /// What is wrong.
    pub kind: ErrorKind,
}

/// What is wrong with a query.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ErrorKind {
    /// There is no such field.
    #[error("no such field: {0}")]
    NoField(Clean),
    /// Nothing stands behind a field or an operator.
    #[error("something is missing here")]
    Missing,
    /// A parenthesis is not closed, or was not opened.
    #[error("a parenthesis without its other half")]
    Parenthesis,
    /// A quotation is not closed.
    #[error("a quotation without its end")]
    Quotation,
    /// This is no number.
    #[error("not a number: {0}")]
    Number(Clean),
    /// This is no date.
    #[error("not a date: {0}")]
    Date(Clean),
    /// This is no language code.
    #[error("not the code of a language: {0}")]
    Language(Clean),
    /// How many related documents one has cannot be searched for.
    #[error("related documents cannot be searched for")]
    Sources,
    /// A field does not know that value.
    #[error("not known: {0}")]
    Value(Clean),
    /// More parentheses in each other than anyone writes.
    #[error("too many parentheses in each other")]
    Deep,
}
