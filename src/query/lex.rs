//! The text of a query as signs and words, each with its place.

use std::ops::Range;

use super::{Compare, Error, ErrorKind};

/// A piece of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `(`
    Open,
    /// `)`
    Close,
    /// `AND`
    And,
    /// `OR`
    Or,
    /// `NOT`, or `-` right before something.
    Not,
    /// A name and how what follows compares to it: `title:`, `comments>`.
    Field(&'a str, Compare),
    /// A word, or what stands between quotation marks.
    Word {
        /// Its text.
        text: &'a str,
        /// Whether it stood between quotation marks, and so is never a word of the language.
        quoted: bool,
    },
}

/// A piece and the bytes where it stands.
pub(super) type Placed<'a> = (Token<'a>, Range<usize>);

/// All pieces of a text.
pub(super) fn lex(text: &str) -> Result<Vec<Placed<'_>>, Error> {
    let mut out = Vec::new();
    let mut at = 0;
    // Whether the next piece is the value of a field, in which `-` and `:` are nothing special.
    let mut value = false;
    while let Some(c) = text[at..].chars().next() {
        if c.is_whitespace() {
            at += c.len_utf8();
            value = false;
            continue;
        }
        let rest = &text[at..];
        let (token, len) = match c {
            '(' => (Token::Open, 1),
            ')' => (Token::Close, 1),
            '"' | '“' | '”' => quotation(rest, at)?,
            '-' if !value && starts_something(&rest[1..]) => (Token::Not, 1),
            '-' if !value && ends(&rest[1..]) => {
                return Err(Error {
                    at: at..at + 1,
                    kind: ErrorKind::Missing,
                });
            }
            _ if value => word(rest),
            _ => field(rest).unwrap_or_else(|| word(rest)),
        };
        value = matches!(token, Token::Field(..));
        out.push((token, at..at + len));
        at += len;
    }
    Ok(out)
}

/// Whether a dash before it takes it away. One at the end, before a space or before another dash is a word.
fn starts_something(rest: &str) -> bool {
    let next = rest.chars().next();
    next.is_some_and(|c| !c.is_whitespace() && c != '-' && c != ')')
}

/// Whether nothing stands behind a dash that could be taken away.
fn ends(rest: &str) -> bool {
    let rest = rest.trim_start();
    rest.is_empty() || rest.starts_with(')')
}

/// From a quotation mark to the next one.
fn quotation(rest: &str, at: usize) -> Result<(Token<'_>, usize), Error> {
    let mut marks = rest.char_indices().filter(|(_, c)| is_mark(*c));
    let open = marks.next().map_or(0, |(_, c)| c.len_utf8());
    let Some((end, close)) = marks.next() else {
        return Err(Error {
            at: at..at + open,
            kind: ErrorKind::Quotation,
        });
    };
    let text = &rest[open..end];
    let quoted = true;
    Ok((Token::Word { text, quoted }, end + close.len_utf8()))
}

fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”')
}

/// A word up to a space, a parenthesis or a quotation mark.
fn word(rest: &str) -> (Token<'_>, usize) {
    let ends = |c: char| c.is_whitespace() || matches!(c, '(' | ')') || is_mark(c);
    let text = &rest[..rest.find(ends).unwrap_or(rest.len())];
    let token = match text {
        "AND" => Token::And,
        "OR" => Token::Or,
        "NOT" => Token::Not,
        _ => Token::Word {
            text,
            quoted: false,
        },
    };
    (token, text.len())
}

/// A name in letters and what compares. An address (`https://…`) is none. What is counted may have spaces
/// around the sign: `comments > 20`.
fn field(rest: &str) -> Option<(Token<'_>, usize)> {
    let end = rest.find(|c: char| !c.is_ascii_alphabetic())?;
    let (name, tail) = rest.split_at(end);
    if name.is_empty() {
        return None;
    }
    let counted = COUNTED.iter().any(|c| name.eq_ignore_ascii_case(c));
    let sign = if counted { tail.trim_start() } else { tail };
    let spaced = tail.len() - sign.len();
    let (compare, len) = match sign.as_bytes() {
        [b':', b'/', b'/', ..] => return None,
        [b':', ..] if spaced > 0 => return None,
        [b'<', b'=', ..] => (Compare::AtMost, 2),
        [b'>', b'=', ..] => (Compare::AtLeast, 2),
        [b'<', ..] => (Compare::Less, 1),
        [b'>', ..] => (Compare::More, 1),
        [b':' | b'=', ..] => (Compare::Equal, 1),
        _ => return None,
    };
    // The value stands right behind a field.
    let value = sign[len..].trim_start();
    let gap = match sign.as_bytes()[0] {
        b':' => 0,
        _ if !counted || value.is_empty() => 0,
        _ => sign.len() - len - value.len(),
    };
    Some((Token::Field(name, compare), end + spaced + len + gap))
}

/// What is counted.
const COUNTED: [&str; 2] = ["comments", "sources"];
