//! How one unusual cluster is drawn.

use unicode_width::UnicodeWidthStr as _;

use super::cluster::is_mark;

/// The circle that carries a mark without a base.
const CARRIER: char = '\u{25cc}';

/// One glyph: what is painted and its width, 1 or 2 cells.
pub(super) type Piece = (String, u8);

/// The glyphs of a cluster, left to right; none where nothing of it is visible.
pub(super) fn pieces(cluster: &str) -> Vec<Piece> {
    let shown = shown(cluster);
    let Some(first) = shown.chars().next() else {
        return Vec::new();
    };
    let mut out = String::with_capacity(shown.len() + 6);
    if is_mark(first) {
        out.push(CARRIER);
    }
    // A skin colour alone would colour whatever stands before it.
    if is_skin(first) {
        return vec![(out, 1)];
    }
    out.push_str(&shown);
    let mut halves = Vec::new();
    let rest = split_am(&out, &mut halves);
    fit(rest, &mut halves);
    halves
}

/// The cluster without what is never drawn.
fn shown(cluster: &str) -> String {
    let mut out = String::with_capacity(cluster.len());
    let mut chars = cluster.chars().peekable();
    while let Some(c) = chars.next() {
        let last = out.chars().next_back();
        let keep = match c {
            '\u{200c}' | '\u{200d}' => {
                chars.peek().is_some() && last.is_some_and(|l| is_emoji(l) || is_indic(l))
            }
            '\u{fe0f}' | '\u{e0020}'..='\u{e007f}' => last.is_some_and(is_emoji),
            c => !is_invisible(c),
        };
        if keep {
            out.push(c);
        }
    }
    out
}

/// Characters that take no place and that nobody should be fooled by: soft hyphen, zero-width space,
/// word joiner, byte order mark, bidi controls, variation selectors, fillers, controls.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0e}'
            | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0100}'..='\u{e01ef}')
}

/// Characters that VS16 and ZWJ may follow: those it makes or leaves two cells wide.
fn is_emoji(c: char) -> bool {
    if c == '\u{fe0f}' || is_skin(c) || matches!(c, '\u{e0020}'..='\u{e007f}') {
        return true;
    }
    let mut pair = String::with_capacity(7);
    pair.push(c);
    let alone = pair.width();
    pair.push('\u{fe0f}');
    pair.width() > alone || (alone == 2 && c >= '\u{1f000}')
}

/// Scripts in which a joiner changes the letters: Devanagari to Sinhala, Arabic and its kin.
const fn is_indic(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

/// Skin colours for emoji.
const fn is_skin(c: char) -> bool {
    matches!(c, '\u{1f3fb}'..='\u{1f3ff}')
}

/// The marks of Thai or Lao that bear on SARA AM.
struct Am {
    composed: char,
    nikhahit: char,
    aa: char,
    tones: std::ops::RangeInclusive<char>,
}

const THAI: Am = Am {
    composed: '\u{e33}',
    nikhahit: '\u{e4d}',
    aa: '\u{e32}',
    tones: '\u{e48}'..='\u{e4b}',
};

const LAO: Am = Am {
    composed: '\u{eb3}',
    nikhahit: '\u{ecd}',
    aa: '\u{eb2}',
    tones: '\u{ec8}'..='\u{ecb}',
};

/// Paints base + tone + AM as base + NIKHAHIT + tone, then AA in a cell of its own.
/// Puts all glyphs but the last into `out` and returns the last.
fn split_am(cluster: &str, out: &mut Vec<Piece>) -> String {
    let set = if cluster.contains(LAO.composed) || cluster.contains(LAO.nikhahit) {
        &LAO
    } else {
        &THAI
    };
    let mut head = String::with_capacity(cluster.len() + 3);
    let mut tail = 0;
    for c in cluster.chars() {
        if c == set.composed || c == set.nikhahit {
            tail += usize::from(c == set.composed);
            if tail < 2 {
                // Before the tones that came first: that is how it is stacked, and how it is spelt in two.
                let tones = head.trim_end_matches(|t| set.tones.contains(&t)).len();
                head.insert(tones, set.nikhahit);
            }
        } else {
            head.push(c);
        }
    }
    if tail == 0 {
        return head;
    }
    fit(head, out);
    for _ in 1..tail {
        out.push((format!("{}{}", set.aa, set.nikhahit), 1));
    }
    set.aa.to_string()
}

/// Cuts what is wider than two cells, so that each piece fits a glyph.
fn fit(cluster: String, out: &mut Vec<Piece>) {
    match width(&cluster) {
        0 => {}
        w @ 1..=2 => out.push((cluster, w as u8)),
        _ => {
            let (mut from, mut before, mut last) = (0, 0, 0);
            for (at, c) in cluster.char_indices() {
                let end = at + c.len_utf8();
                let now = width(&cluster[..end]);
                if now.saturating_sub(before) > 2 && at > from {
                    out.push((cluster[from..at].to_owned(), last_cells(last, before)));
                    (from, before) = (at, last);
                }
                last = now;
            }
            let rest = last.saturating_sub(before);
            if rest > 2 {
                // A dash of three cells: three dashes.
                out.extend(std::iter::repeat_n(("\u{2014}".to_owned(), 1), rest));
            } else if rest > 0 {
                out.push((cluster[from..].to_owned(), rest as u8));
            }
        }
    }
}

fn last_cells(last: usize, before: usize) -> u8 {
    last.saturating_sub(before).clamp(1, 2) as u8
}

/// Width in cells by `unicode-width`, for text in display form.
pub(super) fn width(text: &str) -> usize {
    text.width()
}
