//! The screen: what the state looks like. [`draw`] reads the state and writes cells; it asks for
//! nothing and cannot fail. It lays out nothing but the two short sentences of an empty pane.
//!
//! Every word that reaches the buffer goes through [`paint::put`], which takes it apart into glyphs in
//! display form. No text is ever given to a widget as it is.

mod bottom;
mod chrome;
mod compare;
mod dates;
pub mod glyphs;
pub mod lang;
mod linear;
mod lines;
mod links;
mod overlay;
pub mod paint;
mod pane;
mod signs;
pub mod theme;

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use crate::app::App;
use crate::app::action::Action;
use crate::app::areas::{Area, PaneId};
use crate::app::settings::{Calendar, GlyphSet, Settings};
use crate::app::word::Word;
use crate::text;
use glyphs::Glyphs;
use lang::Lang;
pub use links::links;
use theme::{Role, Theme};

/// Everything about the looks that is not state: made from the settings, and anew when they change.
#[derive(Debug, Clone)]
pub struct Look {
    /// Colours.
    pub theme: Theme,
    /// Signs.
    pub glyphs: &'static Glyphs,
    /// Words.
    pub lang: Lang,
    /// Whether years are Buddhist.
    pub buddhist: bool,
    /// Whether dates are written in Thai digits.
    pub thai_digits: bool,
}

impl Look {
    /// The looks that `settings` ask for. `utf8` tells whether the locale can show more than ASCII.
    pub fn new(settings: &Settings, theme: Theme, lang: Lang, utf8: bool) -> Self {
        let unicode = match settings.glyphs {
            GlyphSet::Auto => utf8,
            GlyphSet::Unicode => true,
            GlyphSet::Ascii => false,
        };
        let glyphs = if settings.linear {
            &glyphs::NONE
        } else if unicode {
            &glyphs::UNICODE
        } else {
            &glyphs::ASCII
        };
        let buddhist = match settings.calendar {
            Calendar::Auto => lang.code() == "th",
            Calendar::Gregorian => false,
            Calendar::Buddhist => true,
        };
        Self {
            theme,
            glyphs,
            lang,
            buddhist,
            thai_digits: settings.thai_digits,
        }
    }

    /// The name of a document's language, or its code where there is no name for it here.
    fn language(&self, lang: text::Lang) -> Option<String> {
        let code = lang.code()?;
        let name = Word::language(code).map(|word| self.lang.word(word));
        Some(name.unwrap_or(code).to_owned())
    }

    /// The chords of a command, easiest first, in signs that the screen can show.
    fn keys(&self, app: &App, action: Action) -> Vec<String> {
        let keys = app.keymap.keys_of(action).into_iter();
        keys.map(|k| self.shown(&k).into_owned()).collect()
    }

    /// Names of keys in signs that the screen can show.
    fn shown<'a>(&self, keys: &'a str) -> Cow<'a, str> {
        if self.glyphs.unicode || keys.is_ascii() {
            return Cow::Borrowed(keys);
        }
        let names = [
            ("↑", "Up"),
            ("↓", "Down"),
            ("←", "Left"),
            ("→", "Right"),
            ("…", "..."),
        ];
        Cow::Owned(
            names
                .iter()
                .fold(keys.to_owned(), |k, (sign, name)| k.replace(sign, name)),
        )
    }
}

/// Draws the state into `buf`, which has the size of the terminal. Returns where the cursor is to be
/// shown, if anywhere.
pub fn draw(app: &App, look: &Look, buf: &mut Buffer) -> Option<Position> {
    let all = Area {
        x: 0,
        y: 0,
        width: buf.area.width,
        height: buf.area.height,
    };
    buf.set_style(buf.area, look.theme.style(Role::Text));
    if app.too_small() || all.width != app.size.0 || all.height != app.size.1 {
        let text = look.lang.word(Word::TooSmall);
        paint::put(buf, 0, 0, text, all.width, look.theme.style(Role::Text));
        return None;
    }
    if app.settings.linear {
        let at = linear::draw(app, look, buf);
        return Some(Position {
            x: at.x.min(all.width - 1),
            y: at.y.min(all.height - 1),
        });
    }
    let mut cursor = match &app.reader {
        None => Some(pane::shelf::draw(app, look, buf)),
        Some(reader) => {
            let mut cursor = None;
            for p in &app.areas.panes {
                let at = match p.pane {
                    PaneId::Article => pane::article::draw(app, reader, look, buf, *p),
                    PaneId::Thread => pane::thread::draw(app, reader, look, buf, *p),
                    PaneId::Sources => pane::sources::draw(app, reader, look, buf, *p),
                };
                if p.pane == reader.focus {
                    cursor = at;
                }
            }
            chrome::separators(app, look, buf);
            cursor
        }
    };
    if let Some(at) = chrome::status(app, look, buf) {
        cursor = Some(at);
    }
    if let Some(at) = overlay::draw(app, look, buf) {
        cursor = Some(at);
    }
    // Behind the last letter of a full row there is no cell.
    cursor.map(|at| Position {
        x: at.x.min(all.width - 1),
        y: at.y.min(all.height - 1),
    })
}
