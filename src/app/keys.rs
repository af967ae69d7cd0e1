//! Keys and mouse: what they reach, in order of who listens first.

use super::action::{Action, Scope};
use super::areas::PaneId;
use super::key::{Code, Key};
use super::keymap::{Meaning, by_place, digit, shown};
use super::overlay::Overlay;
use super::prompt::{Ask, Prompt, Typed};
use super::reader::Reader;
use super::word::{Note, Word};
use super::{App, Effect};
use crate::text::clean_line;

/// More keys than this nobody types ahead.
const MOST_HELD: usize = 200;

impl App {
    pub(super) fn paste(&mut self, text: &crate::text::Clean) {
        if let Some(prompt) = &mut self.prompt {
            prompt.paste(text);
            self.typed();
        } else if let Some(Overlay::Palette { prompt, .. }) = &mut self.overlay {
            prompt.paste(text);
            self.refresh_palette();
        }
    }

    pub(super) fn key(&mut self, key: Key, effects: &mut Vec<Effect>) {
        // A key is not lost to a row of the shelf that is still on its way, nor does it mean another.
        let on_shelf = self.reader.is_none() && self.prompt.is_none() && self.overlay.is_none();
        let leaves = matches!(key.code, Code::Char('Q')) || key == Key::ctrl('c');
        if on_shelf && !leaves && self.shelf.is_waiting() && self.held.len() < MOST_HELD {
            self.held.push(key);
            return;
        }
        let told = self.note.take().is_some();
        self.enter_when_here = false;
        self.shelf.retry();
        if self.too_small() {
            if matches!(key.code, Code::Char('q' | 'Q')) || key == Key::ctrl('c') {
                effects.push(Effect::Quit);
            }
            return;
        }
        // What Tab looks for is what was not read before this very key.
        let looks_for_unread = self.looks_for_unread(key);
        let reader = self.reader.as_mut().filter(|_| !looks_for_unread);
        if let Some(reader) = reader.filter(|r| r.focus == PaneId::Thread) {
            reader.thread.mark_screen();
        }
        if self.prompt.is_some() {
            self.prompt_key(key, effects);
        } else if self.overlay.is_some() && !self.overlay_key(key, effects) {
        } else if told && self.only_clears(key) {
            // What is told, and the hits that it tells of, are one.
            self.reader.as_mut().map(Reader::forget_find);
        } else {
            self.command_key(key, effects);
        }
    }

    /// Whether a key goes to the next or previous thing that is not read.
    fn looks_for_unread(&self, key: Key) -> bool {
        let free = self.prompt.is_none() && self.overlay.is_none() && self.pending.is_empty();
        free && matches!(
            self.keymap.meaning(self.scopes(), &[key]),
            Meaning::Act(Action::NextUnread | Action::PreviousUnread)
        )
    }

    /// Whether a key that takes back what is told does no more: Escape first clears what passes, and goes
    /// back only where there is nothing of that.
    fn only_clears(&self, key: Key) -> bool {
        let selecting = self.reader.as_ref().is_some_and(|r| r.selection.is_some());
        key.code == Code::Esc
            && self.pending.is_empty()
            && self.count.is_none()
            && self.opening.is_none()
            && !selecting
            && self.keymap.meaning(self.scopes(), &[key]) == Meaning::Act(Action::Back)
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
        if selecting && self.pending.is_empty() && self.select_key(key, effects) {
            return;
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
                let keys = std::mem::take(&mut self.pending);
                self.count = None;
                self.tell_where(&keys);
                // The way out works also in the middle of a chord.
                if self.keymap.meaning(self.scopes(), &[key]) == Meaning::Act(Action::Quit) {
                    effects.push(Effect::Quit);
                }
            }
            Meaning::Act(action) => {
                let keys = std::mem::take(&mut self.pending);
                let count = self.count.take();
                let level = keys
                    .last()
                    .and_then(|k| digit(by_place(*k)))
                    .map(|d| d as usize);
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

    /// Tells where keys work that mean nothing here.
    fn tell_where(&mut self, keys: &[Key]) {
        let works = |scope| matches!(self.keymap.meaning(&[scope], keys), Meaning::Act(_));
        let in_thread = works(Scope::Thread);
        let in_reader = in_thread || works(Scope::Reader);
        let typed: String = keys.iter().map(|k| shown(*k)).collect();
        let typed = clean_line(&typed);
        if self.reader.is_some() && in_thread {
            let there = self.key_of(Action::GoThread);
            self.note = Some(Note::with(Word::WorksInThread, [typed, there]));
        } else if self.reader.is_none() && in_reader {
            self.note = Some(Note::with(Word::WorksInReader, [typed]));
        }
    }

    /// Keys that mean something only while a passage is selected: words, and the other end.
    fn select_key(&mut self, key: Key, effects: &mut Vec<Effect>) -> bool {
        let count = self.count;
        match by_place(key) {
            k if k == Key::char('w') => self.act(Action::NextItem, count, None, effects),
            k if k == Key::char('b') => self.act(Action::PreviousItem, count, None, effects),
            k if k == Key::char('o') => {
                if let Some(selection) = self.reader.as_mut().and_then(|r| r.selection.as_mut()) {
                    selection.swap();
                }
            }
            _ => return false,
        }
        self.count = None;
        true
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
        if ask == Ask::Tags && key.code == Code::Tab {
            self.prompt = Some(prompt);
            return self.complete_tag();
        }
        match prompt.key(key, self.history.get(&ask).map_or(&[], Vec::as_slice)) {
            Typed::Changed | Typed::Same => {
                self.prompt = Some(prompt);
                self.typed();
            }
            Typed::Left => {
                if ask == Ask::Filter {
                    self.filter("");
                }
            }
            // A filter that cannot be read is not done; the screen says where.
            Typed::Done if ask == Ask::Filter && self.shelf.problem.is_some() => {
                self.prompt = Some(prompt);
            }
            Typed::Done => {
                let text = prompt.text.trim().to_owned();
                if !text.is_empty() {
                    let past = self.history.entry(ask).or_default();
                    past.retain(|p| *p != text);
                    past.push(text.clone());
                }
                match ask {
                    Ask::Search => {
                        self.search(&text, self.reader.as_ref().map(|r| r.focus), effects);
                    }
                    Ask::SearchAll => self.search(&text, None, effects),
                    Ask::Tags => self.set_tags(&text, effects),
                    Ask::Note => self.set_note(&text, effects),
                    Ask::Save => self.save_search(&text, effects),
                    Ask::Filter | Ask::Command => {}
                }
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
            let text = text.clone();
            self.filter(&text);
        }
    }

    /// Filters the shelf.
    pub(super) fn filter(&mut self, typed: &str) {
        if self.shelf.filter_by(typed, self.today()) {
            self.arrange(false);
        }
    }

    /// A key for the help or the messages: whatever scrolls elsewhere scrolls here, anything else
    /// closes them.
    fn sheet_key(&mut self, key: Key, effects: &mut Vec<Effect>) {
        self.pending.push(key);
        let meaning = self.keymap.meaning(&[Scope::Everywhere], &self.pending);
        if meaning == Meaning::More {
            return;
        }
        self.pending.clear();
        let rows = self.sheet_rows();
        let Some(Overlay::Help { top } | Overlay::Messages { top } | Overlay::Why { top, .. }) =
            &mut self.overlay
        else {
            return;
        };
        if let Meaning::Act(action) = meaning
            && let Some(to) = turned(action, *top, rows, self.sheet.len())
        {
            *top = to;
            return;
        }
        match meaning {
            Meaning::Act(Action::Quit) => effects.push(Effect::Quit),
            Meaning::Act(Action::Repaint) => effects.push(Effect::Repaint),
            Meaning::Act(_) | Meaning::Nothing | Meaning::More => self.overlay = None,
        }
    }

    /// Whether a key moves by lines or pages.
    fn scrolls(&self, key: Key) -> bool {
        let meaning = self.keymap.meaning(&[Scope::Everywhere], &[key]);
        matches!(
            meaning,
            Meaning::Act(
                Action::LineDown
                    | Action::LineUp
                    | Action::PageDown
                    | Action::PageUp
                    | Action::HalfDown
                    | Action::HalfUp
            )
        )
    }

    /// A key for what stands over the panes. Returns whether the panes should have it too.
    fn overlay_key(&mut self, key: Key, effects: &mut Vec<Effect>) -> bool {
        let more = self.settings.linear || self.sheet.len() > self.sheet_rows();
        let scrolls = more && self.scrolls(key);
        match self.overlay.as_mut() {
            None => return true,
            Some(Overlay::Palette { .. }) => self.palette_key(key, effects),
            Some(Overlay::Help { .. } | Overlay::Messages { .. }) => self.sheet_key(key, effects),
            Some(Overlay::Compare(_)) => self.compare_key(key, effects),
            // More reasons than there are rows can be scrolled.
            Some(Overlay::Why { .. }) if scrolls => self.sheet_key(key, effects),
            Some(Overlay::Peek(_) | Overlay::Why { .. }) => {
                self.pending.clear();
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
                        self.browse_to(url, effects);
                    } else if !alive {
                        self.overlay = None;
                    }
                }
                _ => self.overlay = None,
            },
        }
        false
    }
}

/// Where the top of what stands over the panes goes by a command, of `end` lines and `rows` of them on the
/// screen; nothing for one that does not scroll. A top behind the last one is mended when the lines are laid.
pub(super) fn turned(action: Action, top: usize, rows: usize, end: usize) -> Option<usize> {
    let page = rows.saturating_sub(1).max(1);
    Some(match action {
        Action::LineDown => top + 1,
        Action::LineUp => top.saturating_sub(1),
        Action::PageDown => top + page,
        Action::PageUp => top.saturating_sub(page),
        Action::HalfDown => top + page.div_ceil(2),
        Action::HalfUp => top.saturating_sub(page.div_ceil(2)),
        Action::Top => 0,
        Action::Bottom => end,
        _ => return None,
    })
}
