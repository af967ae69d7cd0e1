//! A line that the reader types in. It moves and deletes by cluster; Backspace takes one mark.

use super::key::{Code, Key};
use crate::text::cell;

/// What a prompt asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ask {
    /// What to search for in the focused pane.
    Search,
    /// What to search for in all panes.
    SearchAll,
    /// What the shelf is filtered by.
    Filter,
    /// Under which name a search is saved.
    Save,
    /// Which command to run.
    Command,
    /// The tags of a document.
    Tags,
    /// The note on a document or a comment.
    Note,
}

/// A line being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    /// What it asks for.
    pub ask: Ask,
    /// What is typed so far.
    pub text: String,
    /// Byte of the cursor, on a cluster border except right behind a base whose mark was just deleted.
    pub cursor: usize,
    past: Option<usize>,
    draft: String,
    /// What is being completed: where it starts, as it was typed, and how often it was completed.
    stem: Option<(usize, String, usize)>,
}

/// What a key did to a prompt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typed {
    /// The text changed.
    Changed,
    /// Only the cursor moved, or nothing.
    Same,
    /// Enter.
    Done,
    /// Escape, or Backspace on nothing.
    Left,
}

impl Prompt {
    /// An empty prompt, or one with `text` to go on from.
    pub fn new(ask: Ask, text: &str) -> Self {
        Self {
            ask,
            text: text.to_owned(),
            cursor: text.len(),
            past: None,
            draft: String::new(),
            stem: None,
        }
    }

    /// Takes a key. `history` is what was entered before, oldest first.
    pub fn key(&mut self, key: Key, history: &[String]) -> Typed {
        let before = self.text.clone();
        self.stem = None;
        match (key.code, key.ctrl) {
            (Code::Enter, _) | (Code::Char('m' | 'j'), true) => return Typed::Done,
            (Code::Esc, _) | (Code::Char('c' | 'g'), true) => return Typed::Left,
            (Code::Backspace, _) | (Code::Char('h'), true) => {
                if self.text.is_empty() {
                    return Typed::Left;
                }
                // One code point: a Thai mark goes without its base, as on every Thai keyboard.
                if let Some(c) = self.text[..self.cursor].chars().next_back() {
                    self.cursor -= c.len_utf8();
                    self.text.remove(self.cursor);
                }
            }
            (Code::Delete, _) | (Code::Char('d'), true) => {
                let to = self.after();
                self.text.drain(self.cursor..to);
            }
            (Code::Left, _) | (Code::Char('b'), true) => self.cursor = self.before(),
            (Code::Right, _) | (Code::Char('f'), true) => self.cursor = self.after(),
            (Code::Home, _) | (Code::Char('a'), true) => self.cursor = 0,
            (Code::End, _) | (Code::Char('e'), true) => self.cursor = self.text.len(),
            (Code::Char('u'), true) => {
                self.text.drain(..self.cursor);
                self.cursor = 0;
            }
            (Code::Char('k'), true) => self.text.truncate(self.cursor),
            (Code::Char('w'), true) => {
                let head = self.text[..self.cursor].trim_end();
                let from = head.rfind(' ').map_or(0, |at| at + 1);
                self.text.drain(from..self.cursor);
                self.cursor = from;
            }
            (Code::Up, _) | (Code::Char('p'), true) => self.recall(history, true),
            (Code::Down, _) | (Code::Char('n'), true) => self.recall(history, false),
            (Code::Char(c), false) if !key.alt => {
                self.text.insert(self.cursor, c);
                self.cursor += c.len_utf8();
            }
            _ => {}
        }
        if self.text == before {
            Typed::Same
        } else {
            Typed::Changed
        }
    }

    /// Completes the word before the cursor to the first of `known` that starts like it; again, to the next.
    /// Words are parted by commas where the line has any, else by spaces, and may have a `-` or `#` before
    /// them. One of several words brings a comma with it, and the others are parted by commas then too.
    pub fn complete(&mut self, known: &[&str]) {
        let (mut start, typed, n) = self.stem.take().unwrap_or_else(|| {
            let head = &self.text[..self.cursor];
            let between = if self.text.contains(',') { ',' } else { ' ' };
            let mut start = head.rfind(between).map_or(0, |at| at + 1);
            start += head[start..].len() - head[start..].trim_start().len();
            start += usize::from(head[start..].starts_with(['-', '#']));
            (start, head[start..].to_owned(), 0)
        });
        let low = typed.to_lowercase();
        let fits = |k: &&&str| k.to_lowercase().starts_with(&low);
        let found: Vec<&&str> = known.iter().filter(fits).collect();
        let Some(tag) = found.get(n % found.len().max(1)) else {
            return;
        };
        let (mut head, mut rest) = (
            self.text[..start].to_owned(),
            self.text[self.cursor..].to_owned(),
        );
        let mut tag = (**tag).to_owned();
        if tag.contains(' ') {
            if !self.text.contains(',') {
                let sign = head.len() - usize::from(head.ends_with(['-', '#']));
                let sign = head.split_off(sign);
                let before = head.split_whitespace().map(|word| format!("{word}, "));
                head = before.collect::<String>() + &sign;
                rest = rest.split_whitespace().collect::<Vec<_>>().join(", ");
            }
            if !rest.trim_start().starts_with(',') {
                tag.push_str(", ");
            }
        }
        start = head.len();
        self.cursor = start + tag.len();
        self.text = head + &tag + &rest;
        self.stem = Some((start, typed, n + 1));
    }

    /// Takes pasted text: one line, never a command.
    pub fn paste(&mut self, text: &str) {
        let line = crate::text::clean_line(text);
        self.text.insert_str(self.cursor, &line);
        self.cursor += line.len();
    }

    fn before(&self) -> usize {
        cell::clusters(&self.text[..self.cursor])
            .next_back()
            .map_or(0, |(at, _)| at)
    }

    fn after(&self) -> usize {
        self.cursor
            + cell::clusters(&self.text[self.cursor..])
                .next()
                .map_or(0, |(_, c)| c.len())
    }

    fn recall(&mut self, history: &[String], older: bool) {
        let at = self.past.unwrap_or(history.len());
        let next = if older {
            at.checked_sub(1)
        } else {
            Some(at + 1)
        };
        let Some(next) = next.filter(|n| *n <= history.len()) else {
            return;
        };
        if self.past.is_none() {
            self.draft = std::mem::take(&mut self.text);
        }
        self.text = history.get(next).unwrap_or(&self.draft).clone();
        self.cursor = self.text.len();
        self.past = (next < history.len()).then_some(next);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `|` is the cursor.
    fn completed(line: &str, times: usize) -> String {
        let (head, rest) = line.split_once('|').unwrap_or((line, ""));
        let mut prompt = Prompt::new(Ask::Tags, head);
        prompt.text.push_str(rest);
        for _ in 0..times {
            prompt.complete(&["long haul", "long walk", "longan", "rail"]);
        }
        prompt.text.insert(prompt.cursor, '|');
        prompt.text
    }

    #[test]
    fn a_tag_of_several_words_stays_one() {
        for (line, times, wanted) in [
            ("ra|", 1, "rail|"),
            ("lo|", 1, "long haul, |"),
            ("lo|", 2, "long walk, |"),
            ("lo|", 3, "longan|"),
            ("a b lo|", 1, "a, b, long haul, |"),
            ("a b lo|", 4, "a, b, long haul, |"),
            ("a -lo|", 1, "a, -long haul, |"),
            ("a lo| b c", 1, "a, long haul, |b, c"),
            ("a, long w|", 1, "a, long walk, |"),
            ("a, -long w|", 1, "a, -long walk, |"),
            ("lo|, a", 1, "long haul|, a"),
            ("lo| x, a", 1, "long haul, | x, a"),
            ("a, ra|", 1, "a, rail|"),
            ("a zz|", 1, "a zz|"),
        ] {
            assert_eq!(completed(line, times), wanted, "{line} {times}");
        }
    }
}
