//! A drawn frame: its text, its styles, and what must hold for every one.

use std::fmt::Write as _;

use khao::app::App;
use khao::text::cell;
use khao::ui::{self, Look};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier};

/// A frame that has been checked.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Frame {
    pub(crate) cells: Buffer,
    pub(crate) cursor: Option<Position>,
}

impl Frame {
    /// Draws the state, and checks what is drawn.
    pub(crate) fn draw(app: &App, look: &Look) -> Self {
        let (cols, rows) = app.size;
        let mut cells = Buffer::empty(Rect::new(0, 0, cols, rows));
        let cursor = ui::draw(app, look, &mut cells);
        let frame = Self { cells, cursor };
        frame.check();
        frame
    }

    /// Every glyph stands whole inside the screen, in display form, without controls.
    fn check(&self) {
        let area = self.cells.area;
        if let Some(at) = self.cursor {
            assert!(area.contains(at), "cursor {at:?} in {area:?}");
        }
        for y in 0..area.height {
            let mut x = 0;
            while x < area.width {
                let symbol = self.cells[(x, y)].symbol();
                let width = cell::glyph_width(symbol) as u16;
                assert!(width > 0, "{symbol:?} at {x},{y} takes no cell");
                assert!(
                    !symbol.chars().any(char::is_control),
                    "{symbol:?} at {x},{y}"
                );
                assert!(
                    !symbol.contains(['\u{e33}', '\u{eb3}']),
                    "{symbol:?} at {x},{y} is not in display form"
                );
                assert!(x + width <= area.width, "{symbol:?} at {x},{y} is cut");
                for more in 1..width {
                    let hidden = self.cells[(x + more, y)].symbol();
                    assert_eq!(hidden, " ", "{symbol:?} at {x},{y} is covered");
                }
                x += width;
            }
        }
    }

    /// The text, a line for each row, without blanks at the ends.
    pub(crate) fn text(&self) -> String {
        let area = self.cells.area;
        let mut out = String::new();
        for y in 0..area.height {
            let mut line = String::new();
            let mut x = 0;
            while x < area.width {
                let symbol = self.cells[(x, y)].symbol();
                line.push_str(symbol);
                x += cell::glyph_width(symbol).max(1) as u16;
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }

    /// Text and, under each row that has any, its styles: a letter for each cell.
    pub(crate) fn styled(&self) -> String {
        let area = self.cells.area;
        let mut out = String::new();
        for (y, line) in self.text().lines().enumerate() {
            let marks: String = (0..area.width)
                .map(|x| mark(&self.cells[(x, y as u16)]))
                .collect();
            let _done = writeln!(out, "{line}");
            if !marks.trim().is_empty() {
                let _done = writeln!(out, "~{}", marks.trim_end());
            }
        }
        out
    }

    /// The colours in use beside the terminal's own.
    pub(crate) fn colours(&self) -> Vec<Color> {
        let all = self.cells.content.iter().flat_map(|c| [c.fg, c.bg]);
        all.filter(|c| *c != Color::Reset).collect()
    }
}

/// A letter for the style of a cell.
fn mark(cell: &Cell) -> char {
    let has = |m: Modifier| cell.modifier.contains(m);
    if has(Modifier::REVERSED) {
        'r'
    } else if cell.bg != Color::Reset {
        'h'
    } else if has(Modifier::BOLD) {
        'b'
    } else if has(Modifier::UNDERLINED) {
        'u'
    } else if has(Modifier::ITALIC) {
        'i'
    } else if has(Modifier::DIM) {
        'd'
    } else if cell.fg != Color::Reset {
        'c'
    } else {
        ' '
    }
}
