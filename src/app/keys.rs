//! Keys and mouse: what they reach, in order of who listens first.

use super::action::Action;
use super::areas::PaneId;
use super::key::{Code, Key, Mouse, MouseAct};
use super::keymap::{Meaning, digit};
use super::overlay::{Overlay, find_commands};
use super::prompt::{Ask, Prompt, Typed};
use super::word::{Note, Word, number};
use super::{App, Effect};
use crate::page::Row;

/// Rows that one notch of the wheel scrolls.
const NOTCH: isize = 3;

impl App {
    pub(super) fn key(&mut self, key: Key, effects: &mut Vec<Effect>) {
        self.note = None;
        if self.too_small() {
            if matches!(key.code, Code::Char('q' | 'Q')) || key == Key::ctrl('c') {
                effects.push(Effect::Quit);
            }
            return;
        }
        if let Some(reader) = self.reader.as_mut().filter(|r| r.focus == PaneId::Thread) {
            reader.thread.mark_screen();
        }
        if self.prompt.is_some() {
            self.prompt_key(key, effects);
        } else if self.overlay.is_some() && !self.overlay_key(key, effects) {
        } else {
            self.command_key(key, effects);
        }
    }

    /// A key where commands are listened to: counts, chords, actions.
    fn command_key(&mut self, key: Key, effects: &mut Vec<Effect>) {
        if self.pending.is_empty()
            && let Some(d) = digit(key).filter(|d| *d > 0 || self.count.is_some())
        {
            let count = self
                .count
                .unwrap_or(0)
                .saturating_mul(10)
                .saturating_add(d as usize);
            self.count = Some(count.min(999_999));
            return;
        }
        let selecting = self.reader.as_ref().is_some_and(|r| r.selection.is_some());
        if selecting
            && self.pending.is_empty()
            && self.keymap.starts(self.scopes(), key, Action::CopyLink)
        {
            // With a passage selected, the key that opens the copy chords copies at once.
            return self.act(Action::CopyLink, None, None, effects);
        }
        if key.code == Code::Esc && (!self.pending.is_empty() || self.count.is_some()) {
            self.pending.clear();
            self.count = None;
            return;
        }
        self.pending.push(key);
        match self.keymap.meaning(self.scopes(), &self.pending) {
            Meaning::More => {}
            Meaning::Nothing => {
                self.pending.clear();
                self.count = None;
            }
            Meaning::Act(action) => {
                let keys = std::mem::take(&mut self.pending);
                let count = self.count.take();
                let level = keys.last().and_then(|k| digit(*k)).map(|d| d as usize);
                self.notice_thai(&keys);
                self.pending_was_escape = matches!(
                    keys[..],
                    [Key {
                        code: Code::Esc | Code::Backspace,
                        ..
                    }]
                );
                if action == Action::Repeat {
                    match self.last {
                        Some((action, count, level)) => self.act(action, count, level, effects),
                        None => self.say(Word::NothingToRepeat),
                    }
                } else {
                    self.last = Some((action, count, level));
                    self.act(action, count, level, effects);
                }
            }
        }
    }

    /// Says once that Thai keys work by their place.
    fn notice_thai(&mut self, keys: &[Key]) {
        let thai =
            |k: &Key| matches!(k.code, Code::Char(c) if ('\u{e01}'..='\u{e5b}').contains(&c));
        if !self.told_thai && keys.iter().any(thai) {
            self.told_thai = true;
            self.tell(Note::new(Word::ThaiKeys));
        }
    }

    /// A key for the line being typed in.
    fn prompt_key(&mut self, key: Key, effects: &mut Vec<Effect>) {
        let Some(mut prompt) = self.prompt.take() else {
            return;
        };
        let ask = prompt.ask;
        match prompt.key(key, self.history.get(&ask).map_or(&[], Vec::as_slice)) {
            Typed::Changed | Typed::Same => {
                self.prompt = Some(prompt);
                self.typed();
            }
            Typed::Left => {
                if ask == Ask::Filter {
                    self.shelf.filter.clear();
                    self.shelf.arrange();
                }
            }
            Typed::Done => {
                let text = prompt.text.trim().to_owned();
                if !text.is_empty() {
                    let past = self.history.entry(ask).or_default();
                    past.retain(|p| *p != text);
                    past.push(text.clone());
                }
                match ask {
                    Ask::Search => self.search(&text, self.reader.as_ref().map(|r| r.focus)),
                    Ask::SearchAll => self.search(&text, None),
                    Ask::Filter | Ask::Command => {}
                }
                let _ = effects;
            }
        }
    }

    /// The text of the prompt changed: a filter works as it is typed.
    pub(super) fn typed(&mut self) {
        if let Some(Prompt {
            ask: Ask::Filter,
            text,
            ..
        }) = &self.prompt
        {
            self.shelf.filter.clone_from(text);
            self.shelf.arrange();
        }
    }

    /// Finds the commands for what is typed in the palette.
    pub(super) fn refresh_palette(&mut self) {
        let words = &self.command_words;
        if let Some(Overlay::Palette { prompt, found, at }) = &mut self.overlay {
            *at = 0;
            *found = find_commands(prompt.text.trim_start_matches(':'), |a| {
                let shown = Action::ALL
                    .iter()
                    .position(|x| *x == a)
                    .and_then(|i| words.get(i));
                std::iter::once(a.row().help.to_owned())
                    .chain(shown.cloned())
                    .collect()
            });
        }
    }

    /// A key for what stands over the panes. Returns whether the panes should have it too.
    fn overlay_key(&mut self, key: Key, effects: &mut Vec<Effect>) -> bool {
        let rows = usize::from(self.size.1);
        match self.overlay.as_mut() {
            None => return true,
            Some(Overlay::Palette { prompt, found, at }) => match (key.code, key.ctrl) {
                (Code::Up, _) | (Code::Char('p'), true) => *at = at.saturating_sub(1),
                (Code::Down | Code::Tab, _) | (Code::Char('n'), true) => {
                    *at = (*at + 1).min(found.len().saturating_sub(1));
                }
                _ => match prompt.key(key, &[]) {
                    Typed::Changed => self.refresh_palette(),
                    Typed::Same => {}
                    Typed::Left => self.overlay = None,
                    Typed::Done => {
                        let action = found.get(*at).copied();
                        self.overlay = None;
                        if let Some(action) = action {
                            self.last = Some((action, None, None));
                            self.act(action, None, None, effects);
                        }
                    }
                },
            },
            Some(Overlay::Help { top } | Overlay::Messages { top }) => match (key.code, key.ctrl) {
                (Code::Char('j') | Code::Down, false) => *top += 1,
                (Code::Char('k') | Code::Up, false) => *top = top.saturating_sub(1),
                (Code::Char(' ' | 'd' | 'f') | Code::PageDown, _) => {
                    *top += rows / 2;
                }
                (Code::Char('b' | 'u') | Code::PageUp, _) => {
                    *top = top.saturating_sub(rows / 2);
                }
                (Code::Char('g') | Code::Home, false) => *top = 0,
                (Code::Char('G') | Code::End, false) => *top = usize::MAX / 2,
                (Code::Char('Q'), false) | (Code::Char('c'), true) => effects.push(Effect::Quit),
                _ => self.overlay = None,
            },
            Some(Overlay::Peek(_) | Overlay::Why(_)) => {
                self.overlay = None;
                // A glance is over with the next key, which does what it always does.
                return !matches!(
                    key.code,
                    Code::Esc | Code::Enter | Code::Char('q' | ' ') | Code::Backspace
                );
            }
            Some(Overlay::Links { labels, typed }) => match key.code {
                Code::Char(c) if !key.ctrl && !key.alt => {
                    typed.push(
                        crate::text::thai::kedmanee(c)
                            .unwrap_or(c)
                            .to_ascii_lowercase(),
                    );
                    let found = labels
                        .iter()
                        .find(|l| l.label == *typed)
                        .map(|l| l.url.clone());
                    let alive = labels.iter().any(|l| l.label.starts_with(typed.as_str()));
                    if let Some(url) = found {
                        self.overlay = None;
                        effects.push(Effect::Browse(url));
                    } else if !alive {
                        self.overlay = None;
                    }
                }
                _ => self.overlay = None,
            },
        }
        false
    }

    pub(super) fn mouse(&mut self, mouse: Mouse, effects: &mut Vec<Effect>) {
        if self.too_small() {
            return;
        }
        self.note = None;
        if let Some(overlay) = &mut self.overlay {
            match (overlay, mouse.act) {
                (Overlay::Help { top } | Overlay::Messages { top }, MouseAct::WheelDown) => {
                    *top += 3;
                }
                (Overlay::Help { top } | Overlay::Messages { top }, MouseAct::WheelUp) => {
                    *top = top.saturating_sub(3);
                }
                (_, MouseAct::Click) => self.overlay = None,
                (_, MouseAct::WheelUp | MouseAct::WheelDown) => {}
            }
            return;
        }
        match mouse.act {
            MouseAct::WheelDown => self.wheel(mouse, NOTCH),
            MouseAct::WheelUp => self.wheel(mouse, -NOTCH),
            MouseAct::Click => self.click(mouse, effects),
        }
    }

    fn wheel(&mut self, mouse: Mouse, by: isize) {
        let Some(reader) = &mut self.reader else {
            self.shelf.step(by.signum());
            return;
        };
        let Some(pane) = self.areas.at(mouse.x, mouse.y) else {
            return;
        };
        match pane.pane {
            PaneId::Article => {
                reader.article.scroll(by);
            }
            PaneId::Thread => {
                reader.thread.mark_screen();
                reader.thread.page(&reader.document, by);
            }
            PaneId::Sources => {
                reader.sources.step(by.signum());
            }
        }
    }

    fn click(&mut self, mouse: Mouse, effects: &mut Vec<Effect>) {
        let Some(reader) = &mut self.reader else {
            let area = self.shelf_area();
            if area.contains(mouse.x, mouse.y) && mouse.y > area.y {
                let row = self.shelf.top + usize::from(mouse.y - area.y - 1);
                let again = row == self.shelf.at;
                self.shelf
                    .step(row.cast_signed() - self.shelf.at.cast_signed());
                if again && let Some(id) = self.shelf.chosen().map(|l| l.id) {
                    self.open(id, effects);
                }
            }
            return;
        };
        let Some(pane) = self.areas.at(mouse.x, mouse.y) else {
            return;
        };
        let tabs =
            self.areas.n_columns == 1 || self.areas.n_columns == 2 && pane.pane != PaneId::Article;
        if mouse.y == pane.area.y && tabs {
            // The title row holds tabs: each third of it is one.
            let tab = tab_at(mouse.x - pane.area.x, pane.area.width, self.areas.n_columns);
            reader.set_focus(tab);
            return;
        }
        reader.set_focus(pane.pane);
        let body = pane.body();
        if !body.contains(mouse.x, mouse.y) {
            return;
        }
        let row = usize::from(mouse.y - body.y);
        match pane.pane {
            PaneId::Article => {}
            PaneId::Thread if row > 0 => {
                let at = reader.thread.top() + row - 1;
                if let Some(Row::Head(ix) | Row::Folded(ix)) = reader.thread.stack.row(at) {
                    let folded = reader.thread.stack.is_folded(ix);
                    reader
                        .thread
                        .stack
                        .set_fold(&reader.document.thread, ix, !folded);
                    reader.thread.settle_cursor(&reader.document);
                }
            }
            PaneId::Thread => {}
            PaneId::Sources => {
                if let Some(item) = reader.sources.item_at(reader.sources.top + row) {
                    let again = item == reader.sources.chosen;
                    reader
                        .sources
                        .step(item.cast_signed() - reader.sources.chosen.cast_signed());
                    if again {
                        self.open_source(effects);
                    }
                }
            }
        }
    }

    /// Searches the open document, or the shelf, and goes to the first hit.
    pub(super) fn search(&mut self, word: &str, pane: Option<PaneId>) {
        if word.is_empty() {
            if let Some(reader) = &mut self.reader {
                reader.find = None;
            }
            return;
        }
        let Some(reader) = &mut self.reader else {
            self.shelf_word = Some(word.to_owned());
            self.shelf_hit(true);
            return;
        };
        if pane == Some(PaneId::Sources) {
            let Some(needle) = crate::text::find::Needle::new(word) else {
                return;
            };
            let n = reader.sources.items.len();
            let from = reader.sources.chosen;
            let found = (1..=n)
                .map(|i| (from + i) % n)
                .find(|i| needle.is_in(reader.sources.title(&reader.document, *i)));
            match found {
                Some(at) => {
                    reader.sources.step(at.cast_signed() - from.cast_signed());
                }
                None => {
                    self.note = Some(Note::with(
                        Word::NothingFound,
                        [crate::text::clean_line(word)],
                    ));
                }
            }
            return;
        }
        let here = reader.here();
        let Some(mut find) = super::search::Find::new(&reader.document, word, pane) else {
            return;
        };
        let stop = reader.stop();
        if let Some((hit, round)) = find.step(here, true) {
            reader.find = Some(find);
            reader.show(hit);
            self.trail.leave(stop);
            self.tell_hit(round.then_some(Word::WrappedToTop));
        } else {
            reader.find = None;
            self.note = Some(Note::with(
                Word::NothingFound,
                [crate::text::clean_line(word)],
            ));
        }
    }

    /// Says which hit this is, or that the search went round.
    pub(super) fn tell_hit(&mut self, round: Option<Word>) {
        let Some(find) = self.reader.as_ref().and_then(|r| r.find.as_ref()) else {
            return;
        };
        let args = [
            number(find.at.map_or(0, |a| a + 1)),
            number(find.hits.len()),
        ];
        self.note = Some(Note::with(round.unwrap_or(Word::HitOf), args));
    }

    /// Goes to the next or previous row of the shelf that holds what was searched for.
    pub(super) fn shelf_hit(&mut self, forward: bool) {
        let Some(word) = self.shelf_word.clone() else {
            return self.say(Word::NoHits);
        };
        let Some(needle) = crate::text::find::Needle::new(&word) else {
            return;
        };
        let n = self.shelf.shown.len();
        let from = self.shelf.at;
        let holds = |i: usize| match &self.shelf.shown[i] {
            super::pane::shelf::ShelfRow::Document(d) => {
                let l = &self.shelf.listings[*d];
                needle.is_in(&l.title) || needle.is_in(&l.preview)
            }
            super::pane::shelf::ShelfRow::Heading(..) => false,
        };
        let found = (1..=n)
            .map(|i| {
                if forward {
                    (from + i) % n
                } else {
                    (from + n - i) % n
                }
            })
            .find(|i| holds(*i));
        match found {
            Some(at) => {
                self.shelf.step(at.cast_signed() - from.cast_signed());
            }
            None => {
                self.note = Some(Note::with(
                    Word::NothingFound,
                    [crate::text::clean_line(&word)],
                ));
            }
        }
    }
}

/// The tab under a column of a pane's title row.
fn tab_at(x: u16, width: u16, n_columns: usize) -> PaneId {
    let tabs: &[PaneId] = if n_columns == 1 {
        &PaneId::ALL
    } else {
        &PaneId::ALL[1..]
    };
    let at = usize::from(x) * tabs.len() / usize::from(width.max(1));
    tabs[at.min(tabs.len() - 1)]
}
