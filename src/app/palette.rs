//! The palette: a command by its name.

use super::action::Action;
use super::key::{Code, Key};
use super::overlay::{Overlay, find_commands, names};
use super::prompt::Typed;
use super::word::{Note, Word};
use super::{App, Effect};
use crate::text::clean_line;

impl App {
    /// A key for the palette. What is typed runs a command only where it names one: of letters that are
    /// merely found in a name the reader chooses with the arrows.
    pub(super) fn palette_key(&mut self, key: Key, effects: &mut Vec<Effect>) {
        let Some(Overlay::Palette {
            prompt,
            found,
            at,
            sure,
        }) = &mut self.overlay
        else {
            return;
        };
        let last = found.len().saturating_sub(1);
        match (key.code, key.ctrl) {
            (Code::Up, _) | (Code::Char('p'), true) => {
                *at = at.saturating_sub(1);
                *sure = true;
            }
            // The first one is chosen by the first arrow.
            (Code::Down | Code::Tab, _) | (Code::Char('n'), true) => {
                *at = (*at + usize::from(*sure)).min(last);
                *sure = true;
            }
            _ => match prompt.key(key, &[]) {
                Typed::Changed => self.refresh_palette(),
                Typed::Same => {}
                Typed::Left => self.overlay = None,
                Typed::Done => {
                    let action = found.get(*at).copied().filter(|_| *sure);
                    let typed = clean_line(prompt.text.trim_start_matches(':').trim());
                    self.overlay = None;
                    if let Some(action) = action {
                        self.last = Some((action, None, None));
                        self.act(action, None, None, effects);
                    } else if !typed.is_empty() {
                        self.note = Some(Note::with(Word::NoCommand, [typed]).bad());
                    }
                }
            },
        }
    }

    /// Finds the commands for what is typed in the palette.
    pub(super) fn refresh_palette(&mut self) {
        let texts = &self.texts;
        if let Some(Overlay::Palette {
            prompt,
            found,
            at,
            sure,
        }) = &mut self.overlay
        {
            let typed = prompt.text.trim_start_matches(':');
            let words = |a: Action| vec![a.row().help.to_owned(), texts.command(a).to_owned()];
            *at = 0;
            *found = find_commands(typed, self.kiosk, words);
            *sure = found.first().is_some_and(|a| names(typed, *a, &words(*a)));
        }
    }
}
