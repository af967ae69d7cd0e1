//! What can be told of a single line: the facts that layout, header and split judge by.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use crate::text::cell;

/// No line is measured further than this, in bytes: beyond it every line is simply long.
const FAR: usize = 2048;

/// The first bytes of a text, at most `most`, cut at a character border.
pub(super) fn head(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The entries of a table of words, which are parted by `|`.
pub(super) fn entries(table: &'static str) -> impl Iterator<Item = &'static str> + Clone {
    table.split('|')
}

/// Whether a table of words has this one.
pub(super) fn is_in(table: &'static str, word: &str) -> bool {
    !word.is_empty() && with(table, |t| t.all.contains(word))
}

/// Whether a line begins with a word of a table.
pub(super) fn starts_in(table: &'static str, line: &str) -> bool {
    let Some(first) = line.as_bytes().first() else {
        return false;
    };
    with(table, |t| {
        let near = t.starts.get(first);
        near.is_some_and(|words| words.iter().any(|w| line.starts_with(w)))
    })
}

/// A table as it is asked: every line of every page asks dozens of them.
#[derive(Debug)]
struct Table {
    all: HashSet<&'static str>,
    /// By their first byte.
    starts: HashMap<u8, Vec<&'static str>>,
}

/// Asks a table, which is read once by each thread.
fn with(table: &'static str, ask: impl FnOnce(&Table) -> bool) -> bool {
    thread_local! {
        static TABLES: RefCell<HashMap<(usize, usize), Table>> = RefCell::default();
    }
    TABLES.with_borrow_mut(|tables| {
        // Tables are told apart by where they stand and how long they are: they are never freed.
        let place = (table.as_ptr().addr(), table.len());
        ask(tables.entry(place).or_insert_with(|| {
            let mut starts: HashMap<u8, Vec<&'static str>> = HashMap::new();
            for word in entries(table) {
                if let Some(first) = word.as_bytes().first() {
                    starts.entry(*first).or_default().push(word);
                }
            }
            Table {
                all: entries(table).collect(),
                starts,
            }
        }))
    })
}

/// Whether the line is a field of a header, as in a letter: `Subject: Heating`.
pub(super) fn is_field(line: &str) -> bool {
    line.split_once(": ").is_some_and(|(name, value)| {
        let letters = name.chars().all(|c| c.is_alphabetic() || c == '-');
        letters && name.len() <= 14 && name.starts_with(char::is_uppercase) && !value.is_empty()
    })
}

/// Width in cells, at most that of the line's first 2 KiB.
pub(super) fn cells(line: &str) -> usize {
    let head = head(line, FAR);
    if head.is_ascii() {
        head.len()
    } else {
        cell::width(head)
    }
}

/// Whether the line ends as a sentence does, quotation marks and brackets aside.
pub(super) fn ends_sentence(line: &str) -> bool {
    last_letter(line).is_some_and(|c| matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | 'ฯ'))
}

/// Whether the line ends so that it cannot be a title: a full stop, a comma, a colon, a semicolon.
pub(super) fn ends_open(line: &str) -> bool {
    last_letter(line).is_some_and(|c| matches!(c, '.' | ',' | ':' | ';' | '…' | '。' | '，' | '：'))
}

fn last_letter(line: &str) -> Option<char> {
    line.trim_end()
        .trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', '*', '_'])
        .chars()
        .next_back()
}

/// How many words the line has, by spaces.
pub(super) fn words(line: &str) -> usize {
    line.split_whitespace().count()
}

/// Whether a character is a Thai letter or mark.
pub(super) fn is_thai(c: char) -> bool {
    ('\u{e01}'..='\u{e4e}').contains(&c)
}

/// Whether all its letters are capitals, and it has some.
pub(super) fn is_capitals(line: &str) -> bool {
    line.chars().any(char::is_uppercase) && !line.chars().any(char::is_lowercase)
}

/// The bullet of a list item at the start of the line, with its space; its length in bytes.
pub(super) fn bullet(line: &str) -> Option<usize> {
    let mark = line
        .chars()
        .next()
        .filter(|c| matches!(c, '-' | '*' | '+' | '•' | '‣' | '▪' | '●' | '·' | '–'))?;
    let rest = &line[mark.len_utf8()..];
    let space = rest.len() - rest.trim_start().len();
    (space > 0 && space < rest.len()).then_some(mark.len_utf8() + space)
}

/// Whether the line starts like an item of a list: a bullet, `1.`, `2)`, `(a)`.
pub(super) fn is_item(line: &str) -> bool {
    if bullet(line).is_some() {
        return true;
    }
    let bare = line.strip_prefix('(').unwrap_or(line);
    let digits = bare.len() - bare.trim_start_matches(|c: char| c.is_numeric()).len();
    let letter = bare.starts_with(|c: char| c.is_ascii_lowercase() || ('ก'..='ฮ').contains(&c));
    let tag = match (digits, letter) {
        (0, true) => bare.chars().next().map_or(0, char::len_utf8),
        (n, _) => n,
    };
    // A year with a full stop is the end of a sentence, not the number of an item.
    tag > 0
        && tag <= 3
        && bare[tag..].starts_with([')', '.'])
        && (bare[tag + 1..].starts_with(' ') || digits > 0 && bare[tag + 1..].starts_with(is_thai))
}

/// Folds a short line for comparing with a table: lower case, no marks at its ends, single spaces.
pub(super) fn key(line: &str) -> String {
    let trimmed = line.trim().trim_matches(|c: char| {
        !c.is_alphanumeric() && !is_thai(c) && !matches!(c, '(' | ')' | '[' | ']' | '%')
    });
    let mut out = String::with_capacity(trimmed.len());
    for word in trimmed.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        if word.is_ascii() {
            let from = out.len();
            out.push_str(word);
            out[from..].make_ascii_lowercase();
        } else {
            out.extend(word.chars().flat_map(char::to_lowercase));
        }
    }
    out
}

/// The pictures of a line that has nothing but Markdown pictures: alternative text and address of each.
pub(super) fn pictures(line: &str) -> Option<Vec<(&str, &str)>> {
    let mut rest = line.trim();
    let mut out = Vec::new();
    while !rest.is_empty() {
        let (alt, after) = rest.strip_prefix("![")?.split_once("](")?;
        let (target, after) = after.split_once(')')?;
        let url = target.split_whitespace().next().unwrap_or_default();
        out.push((alt.trim(), url.trim_matches(['<', '>'])));
        rest = after.trim_start();
    }
    (!out.is_empty()).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_told_from_sentences() {
        for line in [
            "- milk",
            "• นม",
            "1. one",
            "12) twelve",
            "(a) first",
            "1.เกิดการแลกเปลี่ยน",
        ] {
            assert!(is_item(line), "{line}");
        }
        for line in [
            "-5 degrees",
            "1.5 million",
            "2019. That was the year",
            "a",
            "-",
            "(see below)",
            "…",
        ] {
            assert!(!is_item(line), "{line}");
        }
    }

    #[test]
    fn only_lines_of_nothing_but_pictures_are_pictures() {
        assert_eq!(
            pictures("![a](b.png \"c\") ![](d)"),
            Some(vec![("a", "b.png"), ("", "d")])
        );
        assert_eq!(pictures("see ![a](b)"), None);
        assert_eq!(pictures("![a](b"), None);
        assert_eq!(pictures(""), None);
    }
}
