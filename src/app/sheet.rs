//! Overlays of our own words: help, messages, reasons. Their rows are laid here, so that scrolling
//! knows where they end.

use super::App;
use super::action::{Action, Scope};
use super::areas::Area;
use super::linear;
use super::overlay::Overlay;
use super::why::Told;
use super::word::Word;
use crate::text::{Fit, fragments, wrap};

/// A row of such an overlay.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SheetRow {
    /// Keys, in a column of [`KEYS`] cells; empty where the text has the whole row.
    pub key: String,
    /// The text.
    pub text: String,
    /// What it is.
    pub kind: SheetKind,
}

/// What a row of an overlay is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SheetKind {
    /// A heading.
    Heading,
    /// A command and its keys.
    Command,
    /// Keys in a column of [`WHY_KEYS`] cells, and what they do.
    Keys,
    /// What spoke for something, two cells in.
    Reason,
    /// A further line of that.
    More,
    /// A sentence.
    #[default]
    Words,
}

/// Cells for the keys of the help.
pub const KEYS: u16 = 20;
/// Cells for the keys among reasons.
pub const WHY_KEYS: u16 = 6;

impl App {
    /// The frame of the help, the messages or the reasons.
    pub fn sheet_area(&self) -> Area {
        let (cols, rows) = self.size;
        if self.settings.linear {
            return linear::over(self.size);
        }
        let widest = if matches!(self.overlay, Some(Overlay::Why { .. })) {
            70
        } else {
            90
        };
        let width = cols.saturating_sub(4).clamp(1, widest);
        let wanted = u16::try_from(self.sheet.len() + 2).unwrap_or(u16::MAX);
        let height = wanted.min(rows.saturating_sub(1)).max(3);
        Area {
            x: (cols - width) / 2,
            y: (rows - height) / 3,
            width,
            height,
        }
    }

    /// Rows inside that frame.
    pub(super) fn sheet_rows(&self) -> usize {
        usize::from(self.sheet_area().height.saturating_sub(2))
    }

    /// Lays the rows of the overlay that is shown, and keeps its top within them.
    pub(super) fn fit_sheet(&mut self) {
        let width = self.sheet_area().width.saturating_sub(4);
        self.sheet = match &self.overlay {
            Some(Overlay::Help { .. }) => self.help_rows(width),
            Some(Overlay::Messages { .. }) => self.message_rows(width),
            Some(Overlay::Why { told, .. }) => self.why_rows(told, width),
            _ => Vec::new(),
        };
        // Where the cursor walks, the top is the row that it is on.
        let walks = self.settings.linear;
        let seen = if walks { 1 } else { self.sheet_rows() };
        let last = self.sheet.len().saturating_sub(seen);
        if let Some(Overlay::Help { top } | Overlay::Messages { top } | Overlay::Why { top, .. }) =
            &mut self.overlay
        {
            *top = (*top).min(last);
        }
    }

    /// Reasons, a blank row between what they are for.
    fn why_rows(&self, told: &[Told], width: u16) -> Vec<SheetRow> {
        let mut rows: Vec<SheetRow> = Vec::new();
        for (at, told_here) in told.iter().enumerate() {
            let (text, kind, indent) = match told_here {
                Told::Heading(note) => (self.texts.note(note), SheetKind::Heading, 0),
                Told::Words(note) => (self.texts.note(note), SheetKind::Words, 0),
                Told::Reason(why) => (self.texts.reason(why), SheetKind::Reason, 2),
                Told::Keys(_, what) => {
                    let text = self.texts.word(*what).to_owned();
                    (text, SheetKind::Keys, WHY_KEYS + 1)
                }
            };
            let apart = match told_here {
                Told::Heading(_) => true,
                // Without headings every sentence stands apart.
                Told::Words(_) => !matches!(told[0], Told::Heading(_)),
                Told::Reason(_) | Told::Keys(..) => false,
            };
            if apart && at > 0 {
                rows.push(SheetRow::default());
            }
            let mut key = match told_here {
                Told::Keys(keys, _) => keys.to_string(),
                Told::Heading(_) | Told::Words(_) | Told::Reason(_) => String::new(),
            };
            for (n, line) in self
                .wrapped(&text, width.saturating_sub(indent))
                .into_iter()
                .enumerate()
            {
                // Only the first line of a reason has its sign.
                let kind = if n > 0 && kind == SheetKind::Reason {
                    SheetKind::More
                } else {
                    kind
                };
                let key = std::mem::take(&mut key);
                rows.push(SheetRow { key, kind, ..line });
            }
        }
        rows
    }

    /// Every command by scope, with the rules that no row tells.
    fn help_rows(&self, width: u16) -> Vec<SheetRow> {
        let mut rows = Vec::new();
        for scope in Scope::ALL {
            let mut actions = Action::ALL
                .iter()
                .filter(|a| a.row().scope == scope && a.is_allowed(self.kiosk))
                .peekable();
            if actions.peek().is_none() {
                continue;
            }
            let text = self.texts.word(scope.word()).to_owned();
            rows.push(SheetRow {
                text,
                kind: SheetKind::Heading,
                ..SheetRow::default()
            });
            for &action in actions {
                let mut keys = self.keymap.keys_of(action);
                if keys.len() > 4 {
                    keys = vec![
                        keys[0].clone(),
                        "…".to_owned(),
                        keys[keys.len() - 1].clone(),
                    ];
                }
                let mut key = keys.join(" ");
                for line in self.wrapped(self.texts.command(action), width.saturating_sub(KEYS + 1))
                {
                    let key = std::mem::take(&mut key);
                    rows.push(SheetRow {
                        key,
                        kind: SheetKind::Command,
                        ..line
                    });
                }
            }
            rows.push(SheetRow::default());
        }
        for word in [Word::HelpCounts, Word::HelpMouse, Word::HelpThai] {
            rows.extend(self.wrapped(self.texts.word(word), width));
        }
        rows
    }

    /// What has been told, newest first.
    fn message_rows(&self, width: u16) -> Vec<SheetRow> {
        if self.messages.is_empty() {
            return self.wrapped(self.texts.word(Word::NoMessages), width);
        }
        let texts = self.messages.iter().rev().map(|n| self.texts.note(n));
        texts.flat_map(|t| self.wrapped(&t, width)).collect()
    }

    fn wrapped(&self, text: &str, width: u16) -> Vec<SheetRow> {
        let pieces = fragments(text, &self.segmenter);
        let spans = wrap(text, &pieces, usize::from(width).max(1), Fit::First);
        let lines = spans
            .iter()
            .map(|s| text[s.from as usize..s.to as usize].to_owned());
        lines
            .map(|text| SheetRow {
                text,
                ..SheetRow::default()
            })
            .collect()
    }
}
