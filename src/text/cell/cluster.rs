//! Grapheme clusters by UAX 29, with ASCII and Thai decided by range.

use unicode_segmentation::UnicodeSegmentation as _;

/// What a cluster is made of, as far as drawing cares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// One printable ASCII character.
    Ascii,
    /// A Thai base and marks on it, drawn as they stand in one cell.
    Thai,
    /// Anything else: SARA AM, a mark without a base, another script, an invisible or control character.
    Other,
}

/// The end of the cluster that begins at byte `at`, and its class. `at` must be a cluster border before the end of `text`.
#[inline]
pub(super) fn next(text: &str, at: usize) -> (usize, Class) {
    let bytes = text.as_bytes();
    match bytes[at] {
        b' '..=b'~' if bytes.get(at + 1).is_none_or(u8::is_ascii) => (at + 1, Class::Ascii),
        0xe0 => thai(bytes, at).unwrap_or_else(|| other(text, at)),
        _ => other(text, at),
    }
}

#[inline(never)]
fn other(text: &str, at: usize) -> (usize, Class) {
    let cluster = text[at..].graphemes(true).next().unwrap_or_default();
    let end = at + cluster.len().max(1);
    // Seen alone, it may be ordinary after all.
    match thai(cluster.as_bytes(), 0) {
        Some((len, class)) if len == cluster.len() => (end, class),
        _ => (end, Class::Other),
    }
}

/// A Thai base, its marks, and behind them nothing that could join: the common case.
#[inline]
fn thai(bytes: &[u8], at: usize) -> Option<(usize, Class)> {
    if !is_base(low(bytes, at)?) {
        return None;
    }
    let mut end = at + 3;
    let mut class = Class::Thai;
    let mut tone = false;
    loop {
        match bytes.get(end) {
            None => return Some((end, class)),
            Some(b) if b.is_ascii() => return Some((end, class)),
            Some(0xe0) => {}
            Some(_) => return None,
        }
        let c = low(bytes, end)?;
        if is_base(c) {
            return Some((end, class));
        }
        // A tone before NIKHAHIT is drawn the other way round; SARA AM in two halves.
        if c == 0x33 || (c == 0x4d && tone) {
            class = Class::Other;
        }
        tone |= matches!(c, 0x48..=0x4b);
        end += 3;
    }
}

/// Whether a cluster is sure to begin at byte `at` > 0: an ASCII character or a Thai base behind ASCII or Thai.
pub(super) fn is_sure_start(bytes: &[u8], at: usize) -> bool {
    let begins = match bytes[at] {
        b'\n' => false,
        0xe0 => low(bytes, at).is_some_and(is_base),
        b => b.is_ascii(),
    };
    let behind_thai = || at.checked_sub(3).is_some_and(|i| low(bytes, i).is_some());
    begins && (bytes[at - 1].is_ascii() || behind_thai())
}

/// The low seven bits of the assigned Thai character at byte `at`.
#[inline]
fn low(bytes: &[u8], at: usize) -> Option<u8> {
    let c = match bytes.get(at..at + 3)? {
        [0xe0, 0xb8, c] => c & 0x3f,
        [0xe0, 0xb9, c] => (c & 0x3f) | 0x40,
        _ => return None,
    };
    matches!(c, 0x01..=0x3a | 0x3f..=0x5b).then_some(c)
}

/// Whether a Thai character, by its low bits, begins a cluster.
#[inline]
const fn is_base(c: u8) -> bool {
    !matches!(c, 0x31 | 0x33..=0x3a | 0x47..=0x4e)
}

/// Whether `c` joins whatever stands before it (Extend, ZWJ or `SpacingMark` of UAX 29): alone it has no base.
pub(in crate::text) fn is_mark(c: char) -> bool {
    if c.is_ascii() || c.is_control() {
        return false;
    }
    let mut pair = [b'a', 0, 0, 0, 0];
    let len = c.encode_utf8(&mut pair[1..]).len();
    std::str::from_utf8(&pair[..=len]).is_ok_and(|s| s.graphemes(true).nth(1).is_none())
}
