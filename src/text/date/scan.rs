//! Text cut into the few tokens that dates are made of. One pass, no backtracking.

use std::ops::Range;

use crate::text::thai::{self, Era, calendar, digits::digit_value};

/// A piece of text as far as dates care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Digits, ASCII or Thai: their value (capped) and how many there are.
    Number { value: u32, len: u8 },
    /// A month by name, 1–12. `loose`: a name that is also a common word when in lower case.
    Month { month: i8, thai: bool, loose: bool },
    /// The name of an era.
    Era(Era),
    /// ปี or "year".
    Year { thai: bool },
    /// "st", "nd", "rd", "th" or "of" between a day and a month.
    Filler,
    /// White space with at most one line end in it.
    Gap,
    /// One other character.
    Mark(char),
    /// A word, or anything else. `thai`: its letters are Thai.
    Word { thai: bool },
}

/// A token and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) bytes: Range<usize>,
}

/// English months; the first three letters, or "sept", abbreviate.
const ENGLISH: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Months of the neighbours whose pages are read too, as far as they differ from the English ones:
/// German, French, Spanish, Italian, Portuguese, Dutch. Each with its number.
pub(super) const OTHERS: [(&str, i8); 62] = [
    ("januar", 1),
    ("jänner", 1),
    ("janvier", 1),
    ("enero", 1),
    ("gennaio", 1),
    ("janeiro", 1),
    ("januari", 1),
    ("februar", 2),
    ("février", 2),
    ("febrero", 2),
    ("febbraio", 2),
    ("fevereiro", 2),
    ("februari", 2),
    ("märz", 3),
    ("mars", 3),
    ("marzo", 3),
    ("março", 3),
    ("maart", 3),
    ("avril", 4),
    ("abril", 4),
    ("aprile", 4),
    ("mai", 5),
    ("mayo", 5),
    ("maggio", 5),
    ("maio", 5),
    ("mei", 5),
    ("juni", 6),
    ("juin", 6),
    ("junio", 6),
    ("giugno", 6),
    ("junho", 6),
    ("juli", 7),
    ("juillet", 7),
    ("julio", 7),
    ("luglio", 7),
    ("julho", 7),
    ("août", 8),
    ("agosto", 8),
    ("augustus", 8),
    ("septembre", 9),
    ("septiembre", 9),
    ("settembre", 9),
    ("setembro", 9),
    ("oktober", 10),
    ("octobre", 10),
    ("octubre", 10),
    ("ottobre", 10),
    ("outubro", 10),
    ("novembre", 11),
    ("noviembre", 11),
    ("novembro", 11),
    ("dezember", 12),
    ("décembre", 12),
    ("diciembre", 12),
    ("dicembre", 12),
    ("dezembro", 12),
    ("okt", 10),
    ("dez", 12),
    ("févr", 2),
    ("juil", 7),
    ("déc", 12),
    ("mär", 3),
];

/// Era names, longest first.
const ERAS: &[(&str, Era)] = &[
    ("พุทธศักราช", Era::Buddhist),
    ("คริสต์ศักราช", Era::Common),
    ("รัตนโกสินทร์ศก", Era::Rattanakosin),
    ("จุลศักราช", Era::Chula),
    ("พ.ศ.", Era::Buddhist),
    ("ค.ศ.", Era::Common),
    ("ร.ศ.", Era::Rattanakosin),
    ("จ.ศ.", Era::Chula),
    ("พ.ศ", Era::Buddhist),
    ("ค.ศ", Era::Common),
];

/// The tokens of `text`, in order; they cover it.
pub(super) fn scan(text: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let (kind, len) = token(text, at, first);
        let bytes = at..at + len;
        at += len;
        if let (Some(last), Kind::Word { thai }) = (out.last_mut(), kind)
            && last.kind == (Kind::Word { thai })
        {
            last.bytes.end = bytes.end;
            continue;
        }
        out.push(Token { kind, bytes });
    }
    out
}

/// The token at byte `at`, which begins with `first`, and its length in bytes.
fn token(text: &str, at: usize, first: char) -> (Kind, usize) {
    let rest = &text[at..];
    if digit_value(first).is_some() {
        return number(rest);
    }
    if first.is_ascii_alphabetic() {
        return latin(rest);
    }
    if thai::is_thai(first) {
        return thai_token(text, at, first);
    }
    if first.is_whitespace() || first == '\u{200b}' {
        let len = rest
            .find(|c: char| !c.is_whitespace() && c != '\u{200b}')
            .unwrap_or(rest.len());
        let lines = rest[..len].matches('\n').count();
        return if lines < 2 {
            (Kind::Gap, len)
        } else {
            (Kind::Mark('\n'), len)
        };
    }
    let len = first.len_utf8();
    if first.is_alphanumeric() {
        (Kind::Word { thai: false }, len)
    } else {
        (Kind::Mark(first), len)
    }
}

fn number(rest: &str) -> (Kind, usize) {
    let (mut value, mut len, mut bytes) = (0u32, 0u8, 0);
    for c in rest.chars() {
        let Some(d) = digit_value(c) else { break };
        value = value.saturating_mul(10).saturating_add(d);
        len = len.saturating_add(1);
        bytes += c.len_utf8();
    }
    (Kind::Number { value, len }, bytes)
}

fn latin(rest: &str) -> (Kind, usize) {
    let len = rest
        .find(|c: char| !c.is_alphabetic() || thai::is_thai(c))
        .unwrap_or(rest.len());
    let word = &rest[..len];
    let is = |name: &str| word.eq_ignore_ascii_case(name);
    let found = ENGLISH
        .iter()
        .position(|name| is(name) || is(&name[..3]) || (name.len() == 9 && is(&name[..4])));
    let kind = if let Some(i) = found {
        let lower = word.starts_with(|c: char| c.is_ascii_lowercase());
        Kind::Month {
            month: i as i8 + 1,
            thai: false,
            loose: lower
                && ["may", "march", "mar", "dec", "august"]
                    .iter()
                    .any(|w| is(w)),
        }
    } else if let Some(month) = super::month_abroad(word) {
        Kind::Month {
            month,
            thai: false,
            loose: false,
        }
    } else if ["st", "nd", "rd", "th", "of"].iter().any(|f| is(f)) {
        Kind::Filler
    } else if is("year") {
        Kind::Year { thai: false }
    } else {
        Kind::Word { thai: false }
    };
    (kind, len)
}

fn thai_token(text: &str, at: usize, first: char) -> (Kind, usize) {
    let rest = &text[at..];
    if let Some((name, era)) = ERAS.iter().find(|(name, _)| begins(rest, name)) {
        return (Kind::Era(*era), name.len());
    }
    for (i, name) in calendar::MONTHS.iter().enumerate() {
        if begins(rest, name) {
            return (thai_month(i), name.len());
        }
    }
    // An abbreviation must not be the tail of a word: กรม.ค. is none.
    let before = text[..at].chars().next_back();
    if !before.is_some_and(thai::is_letter)
        && let Some(found) = abbreviation(rest)
    {
        return found;
    }
    if rest.starts_with("ปี") {
        return (Kind::Year { thai: true }, "ปี".len());
    }
    if thai::is_letter(first) || first == 'ๆ' {
        (Kind::Word { thai: true }, first.len_utf8())
    } else {
        (Kind::Mark(first), first.len_utf8())
    }
}

/// Whether `rest` begins with a Thai name. Asked of two dozen names at every letter, so the byte that
/// tells two Thai letters apart, the third, goes before the comparison.
fn begins(rest: &str, name: &str) -> bool {
    rest.as_bytes().get(2) == name.as_bytes().get(2) && rest.starts_with(name)
}

const fn thai_month(i: usize) -> Kind {
    Kind::Month {
        month: i as i8 + 1,
        thai: true,
        loose: false,
    }
}

/// A month or era abbreviated with its dots and spaces as they come: `ธ.ค.`, `ธ.ค`, `ธค`, `ธ. ค.`.
/// Without its last dot it must end the word.
fn abbreviation(rest: &str) -> Option<(Kind, usize)> {
    let names = calendar::MONTHS_SHORT
        .iter()
        .enumerate()
        .map(|(i, name)| (*name, thai_month(i)));
    let eras = [("พ.ศ.", Era::Buddhist), ("ค.ศ.", Era::Common)]
        .into_iter()
        .map(|(name, era)| (name, Kind::Era(era)));
    names
        .chain(eras)
        .find_map(|(name, kind)| loosely(rest, name).map(|len| (kind, len)))
}

/// Length of `name` at the start of `rest`, where dots may be absent and followed by one space.
fn loosely(rest: &str, name: &str) -> Option<usize> {
    let mut at = 0;
    let mut dots = 0;
    for (i, part) in name.split_terminator('.').enumerate() {
        if i > 0 && dots > 0 && rest[at..].starts_with(' ') {
            at += 1;
        }
        at += rest[at..].starts_with(part).then_some(part.len())?;
        if rest[at..].starts_with('.') {
            at += 1;
            dots += 1;
        }
    }
    let ends = rest[..at].ends_with('.') || !rest[at..].starts_with(thai::is_letter);
    ends.then_some(at)
}
