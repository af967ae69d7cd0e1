//! Which widths are sure: those that all terminals agree on, and those that this one told.

use crate::term::profile::Profile;

/// Whether the terminal gives a glyph the cells that we give it.
pub(super) fn is_sure(symbol: &str, cells: u16, profile: &Profile) -> bool {
    if symbol.chars().all(is_settled) {
        let one = symbol.chars().nth(1).is_none();
        return (one || profile.marks) && (cells < 2 || profile.wide);
    }
    profile.emoji && symbol.chars().all(is_like_measured)
}

/// Characters of the emoji whose widths a terminal is asked for, and those of their age: what makes one kind
/// two cells wide makes all of that kind so.
fn is_like_measured(c: char) -> bool {
    matches!(c,
        '\u{200d}' | '\u{fe0f}'
        | '\u{2600}'..='\u{27bf}'
        | '\u{1f1e6}'..='\u{1f1ff}'
        | '\u{1f300}'..='\u{1f3fa}' | '\u{1f400}'..='\u{1f64f}') // no skin colours
}

/// Characters whose width every measured terminal agrees on, alone and in clusters.
fn is_settled(c: char) -> bool {
    matches!(c,
        ' '..='~'
        | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{52f}' // Latin, marks, Greek, Cyrillic; no SHY
        | '\u{e01}'..='\u{e32}' | '\u{e34}'..='\u{e5b}' // Thai without SARA AM
        | '\u{e81}'..='\u{eb2}' | '\u{eb4}'..='\u{edf}' // Lao without its AM
        | '\u{1e00}'..='\u{1fff}'
        | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}'
        | '\u{2070}'..='\u{218b}' | '\u{2190}'..='\u{22ff}'
        | '\u{2500}'..='\u{25fc}' // boxes, blocks, shapes before the emoji among them
        | '\u{3000}'..='\u{3029}' | '\u{3030}'..='\u{3096}' | '\u{309b}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{ff01}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}'
        | '\u{fffd}'
        | '\u{20000}'..='\u{3fffd}')
}

/// The most cells that any terminal gives a character within a cluster.
pub(super) fn widest(c: char) -> usize {
    match c {
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200d}' | '\u{fe00}'..='\u{fe0e}' => 0,
        // U+FE0F makes the base an emoji: two cells instead of one, in some.
        c if c == '\u{fe0f}' || (c as u32) < 0x1100 => 1,
        _ => 2,
    }
}

/// Whether a character alone stays within `cells` in every terminal.
pub(super) fn widest_fits(c: char, cells: u16) -> bool {
    widest(c) <= usize::from(cells)
}
