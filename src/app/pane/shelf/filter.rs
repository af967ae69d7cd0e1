//! What is typed to search the shelf.

use jiff::civil::Date;

use super::ShelfPane;
use crate::app::word::{Note, Word};
use crate::query::{self, ErrorKind};

impl ShelfPane {
    /// Filters by what is typed; `today` is the day to count from. What cannot be read yet leaves the
    /// rows as they are. Returns whether it can be read.
    pub fn filter_by(&mut self, typed: &str, today: Date) -> bool {
        typed.clone_into(&mut self.filter);
        match query::parse(typed, today) {
            Ok(query) => {
                self.query = query;
                self.problem = None;
            }
            Err(problem) => self.problem = Some(problem),
        }
        self.problem.is_none()
    }

    /// What is to be said of a filter that cannot be read.
    pub fn why_not(&self) -> Option<Note> {
        let note = match &self.problem.as_ref()?.kind {
            ErrorKind::NoField(name) => Note::with(Word::QueryNoField, [name.clone()]),
            ErrorKind::Missing => Note::new(Word::QueryMissing),
            ErrorKind::Parenthesis => Note::new(Word::QueryParenthesis),
            ErrorKind::Quotation => Note::new(Word::QueryQuotation),
            ErrorKind::Number(text) => Note::with(Word::QueryNumber, [text.clone()]),
            ErrorKind::Date(text) => Note::with(Word::QueryDate, [text.clone()]),
            ErrorKind::Language(text) => Note::with(Word::QueryLanguage, [text.clone()]),
            ErrorKind::Value(text) => Note::with(Word::QueryValue, [text.clone()]),
            ErrorKind::Sources => Note::new(Word::QuerySources),
            ErrorKind::Deep => Note::new(Word::QueryDeep),
        };
        Some(note.bad())
    }
}
