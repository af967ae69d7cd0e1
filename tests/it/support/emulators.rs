//! Two terminal emulators, and all that a person could see of their screens.

use alacritty_terminal::event::VoidListener;
use alacritty_terminal::grid::Dimensions;
use alacritty_terminal::index::{Column, Line};
use alacritty_terminal::term::cell::Flags;
use alacritty_terminal::term::{Config, Term, TermMode};
use alacritty_terminal::vte::ansi::{Color as VteColor, NamedColor, Processor};
use std::num::NonZeroU16;

/// One place of an emulator's screen: text, text colour, background, attributes.
pub(crate) type Seen = (String, String, String, Vec<&'static str>);

/// All that a person could see of a screen.
#[derive(Debug, PartialEq)]
pub(crate) struct Screen {
    /// Row by row.
    pub(crate) cells: Vec<Vec<Seen>>,
    /// Column and row, where it shows.
    pub(crate) cursor: Option<(u16, u16)>,
    /// Cells that are links, by column and row, and where they lead; where the emulator knows.
    pub(crate) links: Vec<(u16, u16, String)>,
}

/// On a blank only the background shows, unless an attribute does.
pub(super) fn seen(text: &str, fg: String, bg: String, attributes: Vec<&'static str>) -> Seen {
    let text = text.trim_end_matches(' ').to_owned();
    let shows = ["underline", "inverse", "strikeout"];
    if text.is_empty() && !attributes.iter().any(|a| shows.contains(a)) {
        return (text, String::new(), bg, Vec::new());
    }
    (text, fg, bg, attributes)
}

/// What vt100 shows after `bytes`, on a screen of so many columns and rows.
pub(crate) fn in_vt100(bytes: &[u8], (width, height): (u16, u16)) -> Screen {
    let n = |n| NonZeroU16::new(n).unwrap();
    let mut parser = vt100::Parser::new(n(height), n(width), 0);
    parser.process(bytes);
    let screen = parser.screen();
    let cell = |x, y| {
        let cell = screen.cell(y, x).unwrap();
        let attributes = [
            (cell.bold(), "bold"),
            (cell.dim(), "dim"),
            (cell.italic(), "italic"),
            (cell.underline(), "underline"),
            (cell.inverse(), "inverse"),
        ];
        seen(
            cell.contents(),
            format!("{:?}", cell.fgcolor()),
            format!("{:?}", cell.bgcolor()),
            attributes.iter().filter(|a| a.0).map(|a| a.1).collect(),
        )
    };
    let (y, x) = screen.cursor_position();
    Screen {
        cells: (0..height)
            .map(|y| (0..width).map(|x| cell(x, y)).collect())
            .collect(),
        cursor: (!screen.hide_cursor()).then_some((x, y)),
        links: Vec::new(),
    }
}

struct Size(u16, u16);

impl Dimensions for Size {
    fn total_lines(&self) -> usize {
        self.1.into()
    }
    fn screen_lines(&self) -> usize {
        self.1.into()
    }
    fn columns(&self) -> usize {
        self.0.into()
    }
}

/// What Alacritty shows after `bytes`.
pub(crate) fn in_alacritty(bytes: &[u8], (width, height): (u16, u16)) -> Screen {
    let mut term = Term::new(Config::default(), &Size(width, height), VoidListener);
    let mut parser: Processor = Processor::new();
    parser.advance(&mut term, bytes);
    let named = |color: VteColor| match color {
        VteColor::Named(NamedColor::Foreground | NamedColor::Background) => "default".to_owned(),
        // The sixteen have two names each; the number is one.
        VteColor::Named(name) => format!("{}", name as usize),
        VteColor::Indexed(i) => format!("{i}"),
        VteColor::Spec(rgb) => format!("{rgb:?}"),
    };
    let flags = [
        (Flags::BOLD, "bold"),
        (Flags::DIM, "dim"),
        (Flags::ITALIC, "italic"),
        (Flags::UNDERLINE, "underline"),
        (Flags::INVERSE, "inverse"),
        (Flags::STRIKEOUT, "strikeout"),
    ];
    let cell = |x: u16, y: u16| {
        let cell = &term.grid()[Line(y.into())][Column(x.into())];
        let mut text = cell.c.to_string();
        text.extend(cell.zerowidth().unwrap_or_default());
        seen(
            &text,
            named(cell.fg),
            named(cell.bg),
            flags
                .iter()
                .filter(|f| cell.flags.contains(f.0))
                .map(|f| f.1)
                .collect(),
        )
    };
    let link = |x: u16, y: u16| {
        let cell = &term.grid()[Line(y.into())][Column(x.into())];
        cell.hyperlink().map(|l| (x, y, l.uri().to_owned()))
    };
    let at = term.grid().cursor.point;
    Screen {
        cells: (0..height)
            .map(|y| (0..width).map(|x| cell(x, y)).collect())
            .collect(),
        cursor: term
            .mode()
            .contains(TermMode::SHOW_CURSOR)
            .then_some((at.column.0 as u16, at.line.0.try_into().unwrap())),
        links: (0..height)
            .flat_map(|y| (0..width).map(move |x| (x, y)))
            .filter_map(|(x, y)| link(x, y))
            .collect(),
    }
}
