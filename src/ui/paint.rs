//! Text onto cells: the one way that words get into the buffer.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::app::areas::Area;
use crate::text::cell;

/// Puts `text` at a cell, at most `room` cells of it, cut with `…` where it is longer.
/// Returns the column behind it.
pub fn put(buf: &mut Buffer, x: u16, y: u16, text: &str, room: u16, style: Style) -> u16 {
    let cut = cell::truncate(text, usize::from(room));
    put_whole(buf, x, y, &cut, room, |_| style)
}

/// Puts glyphs at a cell as long as they fit into `room`; `style` gives the style of a byte.
/// Returns the column behind them.
pub fn put_whole(
    buf: &mut Buffer,
    x: u16,
    y: u16,
    text: &str,
    room: u16,
    style: impl Fn(usize) -> Style,
) -> u16 {
    let right = x.saturating_add(room).min(buf.area.right());
    let mut at = x;
    if y >= buf.area.bottom() {
        return at;
    }
    part(buf, x, y);
    for glyph in cell::cells(text) {
        let width = u16::from(glyph.cells);
        if at + width > right {
            break;
        }
        let style = style(glyph.bytes.start);
        buf[(at, y)].set_symbol(&glyph.symbol).set_style(style);
        for more in 1..width {
            buf[(at + more, y)].reset();
            buf[(at + more, y)].set_style(style);
        }
        at += width;
    }
    at
}

/// Puts `text` so that it ends before column `right`. Returns its first column.
pub fn put_right(buf: &mut Buffer, right: u16, y: u16, text: &str, room: u16, style: Style) -> u16 {
    let cut = cell::truncate(text, usize::from(room));
    let width = cell::width(&cut) as u16;
    let x = right.saturating_sub(width);
    put_whole(buf, x, y, &cut, width, |_| style);
    x
}

/// Fills an area with blanks of a style.
pub fn fill(buf: &mut Buffer, area: Area, style: Style) {
    for y in area.y..(area.y + area.height).min(buf.area.bottom()) {
        part(buf, area.x, y);
        for x in area.x..(area.x + area.width).min(buf.area.right()) {
            buf[(x, y)].reset();
            buf[(x, y)].set_style(style);
        }
    }
}

/// Repeats a sign of one cell.
pub fn rule(buf: &mut Buffer, from: u16, to: u16, y: u16, sign: &str, style: Style) {
    if from < to {
        part(buf, from, y);
    }
    for x in from..to.min(buf.area.right()) {
        buf[(x, y)].set_symbol(sign).set_style(style);
    }
}

/// Makes room at a cell: a glyph of two cells that reaches into it from the left would be cut, so it
/// goes.
fn part(buf: &mut Buffer, x: u16, y: u16) {
    if let Some(left) = x.checked_sub(1).filter(|_| x < buf.area.right())
        && cell::glyph_width(buf[(left, y)].symbol()) > 1
    {
        buf[(left, y)].set_symbol(" ");
    }
}
