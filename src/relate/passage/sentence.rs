//! Where the sentences of a text are, as byte ranges that cover it.
//!
//! UAX 29 finds those that end with a mark. Thai has no such mark: there a space between two Thai
//! letters parts clauses, and short ones stay together. `Prof. Dr. Sritara` is one piece.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use crate::text::thai;

/// A clause of Thai shorter than this is joined with the next, in letters.
const SHORT: usize = 40;

/// The sentences of `text`, in order; together they cover it.
pub(in super::super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for (at, piece) in text.split_sentence_bound_indices() {
        let piece = at..at + piece.len();
        match out.last_mut() {
            Some(last) if open => last.end = piece.end,
            _ => out.push(piece.clone()),
        }
        open = stays_open(&text[piece]);
    }
    if !thai::has_thai(text) {
        return out;
    }
    out.into_iter().flat_map(|s| clauses(text, s)).collect()
}

/// Whether a piece ends with a short word and a full stop (`Dr.`, `No.`): the sentence goes on.
fn stays_open(piece: &str) -> bool {
    let Some(body) = piece.trim_end().strip_suffix('.') else {
        return false;
    };
    if piece.ends_with('\n') {
        return false;
    }
    let word = body
        .rsplit(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    ABBREVIATIONS.contains(&word)
        || (word.chars().count() == 1 && word.starts_with(char::is_uppercase))
}

const ABBREVIATIONS: &[&str] = &[
    "Adm", "Capt", "Col", "Dr", "Gen", "Gov", "Jr", "Lt", "Mr", "Mrs", "Ms", "No", "Prof", "Rep",
    "Rev", "Sen", "Sgt", "Sr", "St", "vs",
];

/// The clauses of a piece of text with Thai in it.
fn clauses(text: &str, piece: Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut from = piece.start;
    let mut before = ' ';
    let mut letters = 0;
    let mut chars = text[piece.clone()].char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        letters += 1;
        let next = chars.peek().map_or(' ', |(_, c)| *c);
        if c == ' '
            && thai::is_letter(before)
            && thai::is_letter(next)
            && next != 'ๆ'
            && letters >= SHORT
        {
            let end = piece.start + at + 1;
            out.push(from..end);
            (from, letters) = (end, 0);
        }
        before = c;
    }
    if from < piece.end {
        out.push(from..piece.end);
    }
    out
}

/// `bytes` of `text` without the white space at its ends.
pub(in super::super) fn trimmed(text: &str, bytes: Range<usize>) -> Range<usize> {
    let part = text.get(bytes.clone()).unwrap_or_default();
    let start = bytes.start + (part.len() - part.trim_start().len());
    start..start + part.trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        let all = sentences(text);
        let mut at = 0;
        for s in &all {
            assert_eq!(s.start, at);
            at = s.end;
        }
        assert_eq!(at, text.len());
        all.into_iter().map(|s| text[s].trim()).collect()
    }

    #[test]
    fn sentences_end_with_marks_and_titles_do_not_end_them() {
        assert_eq!(
            cut("Prof. Dr. Piyamitr Sritara spoke. He left! “Why?” Nobody knew"),
            [
                "Prof. Dr. Piyamitr Sritara spoke.",
                "He left!",
                "“Why?”",
                "Nobody knew"
            ]
        );
        assert_eq!(cut(""), Vec::<&str>::new());
        assert_eq!(cut("one"), ["one"]);
    }

    #[test]
    fn thai_is_cut_at_spaces_between_clauses() {
        let a = "มหาวิทยาลัยมหิดลและองค์การแรงงานระหว่างประเทศลงนามร่วมกัน";
        let b = "ปี 2025 เป็นต้นไป";
        assert_eq!(cut(&format!("{a} {b}")), [a, b]);
        assert_eq!(cut("วันนี้ ฝนตก"), ["วันนี้ ฝนตก"]);
    }
}
