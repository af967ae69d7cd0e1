//! Words as numbers, to tell fast what two comments share.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::sync::LazyLock;

use super::super::line;
use super::table;

/// No more bytes of a comment are looked at for words that it shares.
pub(super) const MOST: usize = 2000;

/// The words of [`table::COMMON`].
static COMMON: LazyLock<HashSet<u32>> =
    LazyLock::new(|| line::entries(table::COMMON).map(number).collect());

/// A count as a number to reckon with; more than 65,535 of anything is simply many.
pub(super) fn real(count: usize) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}

/// FNV-1a: two words that meet in a number do little harm.
fn number(word: &str) -> u32 {
    let step = |h: u32, b: u8| (h ^ u32::from(b)).wrapping_mul(0x0100_0193);
    word.bytes().fold(0x811c_9dc5, step)
}

/// Adds the words of `text` that can be taken up, as numbers: stems of four letters and more that are not
/// common; of Thai, which has no spaces, a
/// quarter of all runs of five letters.
pub(super) fn add(text: &str, into: &mut Vec<u32>) {
    let text = line::head(text, MOST);
    let mut word = String::new();
    // Thai first: asking whether a Thai letter is one is slow.
    let letter = |c: char| line::is_thai(c) || c.is_alphabetic() || c == '\'' || c == '’';
    for piece in text.split(|c: char| !letter(c)) {
        if piece.is_empty() {
            continue;
        }
        if piece.starts_with(line::is_thai) {
            shingles(piece, into);
            continue;
        }
        word.clear();
        word.extend(piece.chars().flat_map(char::to_lowercase));
        let bare = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s"));
        let bare = bare.unwrap_or(&word);
        if (4..=24).contains(&bare.chars().count()) && !COMMON.contains(&number(bare)) {
            into.push(number(table::stem(bare)));
        }
    }
}

fn shingles(thai: &str, into: &mut Vec<u32>) {
    let starts = thai.char_indices().map(|(at, _)| at);
    let ends = thai.char_indices().map(|(at, c)| at + c.len_utf8()).skip(4);
    let all = starts.zip(ends).map(|(from, to)| number(&thai[from..to]));
    // A quarter of them is enough, and picked by their number it is the same quarter everywhere.
    into.extend(all.filter(|n| n % 4 == 0));
}

/// The words in order, each once.
pub(super) fn bag(mut words: Vec<u32>) -> Vec<u32> {
    words.sort_unstable();
    words.dedup();
    words
}

/// Where in bag `a` the words stand that bag `b` has too.
pub(super) fn shared(a: &[u32], b: &[u32]) -> impl Iterator<Item = usize> {
    let (mut at, mut to) = (0, 0);
    std::iter::from_fn(move || {
        loop {
            let (x, y) = (a.get(at)?, b.get(to)?);
            match x.cmp(y) {
                Ordering::Less => at += 1,
                Ordering::Greater => to += 1,
                Ordering::Equal => {
                    (at, to) = (at + 1, to + 1);
                    return Some(at - 1);
                }
            }
        }
    })
}
