//! Words as numbers, to tell fast what two comments share.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::super::line;
use super::table;

/// No more bytes of a comment are looked at for words that it shares.
pub(super) const MOST: usize = 2000;

/// The words of [`table::COMMON`].
static COMMON: LazyLock<HashSet<u32>> =
    LazyLock::new(|| line::entries(table::COMMON).map(number).collect());

/// FNV-1a: two words that meet in a number do little harm.
fn number(word: &str) -> u32 {
    let step = |h: u32, b: u8| (h ^ u32::from(b)).wrapping_mul(0x0100_0193);
    word.bytes().fold(0x811c_9dc5, step)
}

/// Adds the words of `text` that can be taken up, as numbers: stems of four letters and more that are not
/// common; of Thai, which has no spaces, every five letters in a row.
pub(super) fn add(text: &str, into: &mut Vec<u32>) {
    let text = line::head(text, MOST);
    let mut word = String::new();
    for piece in
        text.split(|c: char| !(c.is_alphabetic() || line::is_thai(c) || c == '\'' || c == '’'))
    {
        if piece.is_empty() {
            continue;
        }
        if piece.starts_with(line::is_thai) {
            shingles(piece, into);
            continue;
        }
        word.clear();
        word.extend(piece.chars().flat_map(char::to_lowercase));
        let bare = word.trim_end_matches("'s").trim_end_matches("’s");
        if (4..=24).contains(&bare.chars().count()) && !COMMON.contains(&number(bare)) {
            into.push(number(table::stem(bare)));
        }
    }
}

fn shingles(thai: &str, into: &mut Vec<u32>) {
    let starts = thai.char_indices().map(|(at, _)| at);
    let ends = thai.char_indices().map(|(at, c)| at + c.len_utf8()).skip(4);
    into.extend(starts.zip(ends).map(|(from, to)| number(&thai[from..to])));
}

/// The words in order, each once.
pub(super) fn bag(mut words: Vec<u32>) -> Vec<u32> {
    words.sort_unstable();
    words.dedup();
    words
}

/// What two bags share.
pub(super) fn shared<'a>(a: &'a [u32], b: &'a [u32]) -> impl Iterator<Item = u32> + 'a {
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut from = 0;
    few.iter().copied().filter(move |w| {
        from += many[from..].partition_point(|x| x < w);
        many.get(from) == Some(w)
    })
}
