//! What leaves the program: copies, addresses for the browser, selected passages.

use super::action::Action;
use super::areas::PaneId;
use super::pane::sources::Item;
use super::select::Selection;
use super::word::{Note, Word};
use super::{App, Clipboard, Effect};
use crate::model::{BlockIx, Document};
use crate::page::Line;
use crate::text::{Clean, clean, clean_line};

impl App {
    pub(super) fn start_selection(&mut self) {
        let Some(reader) = &mut self.reader else {
            return self.say(Word::NothingToCopy);
        };
        let first = |lines: &[Line]| lines.iter().find(|l| l.to > l.from).map(Line::place);
        reader.selection = match reader.focus {
            PaneId::Article => {
                let hit = reader.find.as_ref().and_then(|f| f.at.map(|i| f.hits[i]));
                let hit = hit.filter(|h| reader.article.sees(*h)).map(|h| h.place);
                let shown = || {
                    first(
                        &reader.article.page.lines
                            [reader.article.top.min(reader.article.page.height())..],
                    )
                };
                hit.or_else(shown).map(|place| Selection::at(None, place))
            }
            PaneId::Thread if !reader.document.thread.is_empty() => {
                let (comment, row) = reader.thread.cursor;
                let lines = reader.thread.stack.lines(comment);
                let from = row.saturating_sub(1).min(lines.len());
                first(&lines[from..]).map(|place| Selection::at(Some(comment), place))
            }
            PaneId::Thread | PaneId::Sources => None,
        };
        if reader.selection.is_none() {
            self.say(Word::NothingToCopy);
        }
    }

    pub(super) fn copy(&mut self, text: Clean, what: Clean, effects: &mut Vec<Effect>) {
        if text.is_empty() {
            return self.say(Word::NothingToCopy);
        }
        let kilobytes = text.len() / 1_000;
        effects.push(Effect::Copy(text));
        // Nobody tells whether it arrives: the words say where it went.
        self.note = Some(match self.clipboard {
            Clipboard::Terminal if kilobytes > 0 => {
                Note::with(Word::CopiedLong, [what, clean_line(&kilobytes.to_string())])
            }
            Clipboard::Terminal => Note::with(Word::CopiedWhat, [what]),
            Clipboard::Tmux => Note::with(Word::CopiedTmux, [what]),
            Clipboard::Screen => Note::with(Word::CopiedScreen, [what]),
        });
    }

    pub(super) fn copy_link(&mut self, effects: &mut Vec<Effect>) {
        match self.address(true) {
            Some(text) => self.copy(text.clone(), text, effects),
            None if self.kiosk => self.say(Word::NoAddress),
            None => self.say(Word::NothingToCopy),
        }
    }

    pub(super) fn copy_permalink(&mut self, effects: &mut Vec<Effect>) {
        let Some(reader) = &self.reader else { return };
        let url = (!reader.document.thread.is_empty()).then(|| {
            reader
                .document
                .thread
                .get(reader.thread.chosen())
                .url
                .clone()
        });
        match url.flatten() {
            Some(url) => self.copy(url.clone(), url, effects),
            None => self.say(Word::NoPermalink),
        }
    }

    /// Copies the chosen comment, or the paragraph at the top, as a quote with its source.
    pub(super) fn copy_quote(&mut self, effects: &mut Vec<Effect>) {
        let Some(reader) = &self.reader else { return };
        let document = &reader.document;
        let (words, author) = if reader.focus == PaneId::Thread && !document.thread.is_empty() {
            let c = document.thread.get(reader.thread.chosen());
            let parts: Vec<&str> = BlockIx::each(&c.blocks).map(|b| document.text(b)).collect();
            (parts.join("\n\n"), c.author.clone())
        } else {
            let place = reader.article.page.place_of(reader.article.top);
            (
                document.text(place.block).to_owned(),
                document.article.outlet.clone(),
            )
        };
        let quoted: Vec<String> = words.lines().map(|l| format!("> {l}")).collect();
        let (title, _) = document.headline();
        let path = (!self.kiosk).then(|| document.path.clone());
        let source = document.url.clone().or(path).unwrap_or_default();
        let from: Vec<&str> = author
            .iter()
            .map(|a| &**a)
            .chain([&*title, &*source])
            .filter(|s| !s.is_empty())
            .collect();
        let text = clean(&format!("{}\n— {}\n", quoted.join("\n"), from.join(", ")));
        let head = clean_line(quoted.first().map_or("", |q| q));
        self.copy(
            text,
            clean_line(&crate::text::cell::truncate(&head, 40)),
            effects,
        );
    }

    pub(super) fn browse(&mut self, effects: &mut Vec<Effect>) {
        match self.address(false) {
            Some(url) => self.browse_to(url, effects),
            None => self.say(Word::NoAddress),
        }
    }

    /// Opens an address in the browser, and says so: over a link nothing else would be seen of it. In a kiosk,
    /// which has none, it is copied for the reader's own.
    pub(super) fn browse_to(&mut self, url: Clean, effects: &mut Vec<Effect>) {
        if self.kiosk {
            return self.copy(url.clone(), url, effects);
        }
        self.note = Some(Note::with(Word::OpeningAddress, [url.clone()]));
        effects.push(Effect::Browse(url));
    }

    /// The address of what the reader is on: the chosen link or source, the article, the row of the
    /// shelf. With `or_path`, where it was read from stands in for an address, but not in a kiosk: its
    /// reader has no business with the files of the machine.
    fn address(&self, or_path: bool) -> Option<Clean> {
        let or_path = or_path && !self.kiosk;
        let of = |url: &Option<Clean>, path: &Clean| {
            url.clone().or_else(|| or_path.then(|| path.clone()))
        };
        let Some(reader) = &self.reader else {
            return self.shelf.chosen().and_then(|l| of(&l.url, &l.path));
        };
        match reader
            .sources
            .items
            .get(reader.sources.chosen)
            .filter(|_| reader.focus == PaneId::Sources)
        {
            Some(Item::Link(at)) => Some(document_link(&reader.document, *at)),
            Some(Item::Document { listing, .. }) => of(&listing.url, &listing.path),
            Some(Item::Passage { document, .. }) => of(&document.url, &document.path),
            None => of(&reader.document.url, &reader.document.path),
        }
    }

    /// A command while a passage is selected. Returns whether the selection took it.
    pub(super) fn select_act(&mut self, action: Action, effects: &mut Vec<Effect>) -> bool {
        let Some(reader) = &mut self.reader else {
            return false;
        };
        let Some(mut selection) = reader.selection else {
            return false;
        };
        match action {
            Action::Back | Action::Select => reader.selection = None,
            Action::CopyLink | Action::CopyQuote | Action::CopyPermalink | Action::Open => {
                let blocks = match selection.comment {
                    Some(ix) => reader.document.thread.get(ix).blocks.clone(),
                    None => reader.document.article.blocks.clone(),
                };
                let title = selection.comment.is_none().then_some(BlockIx::TITLE);
                let blocks = title.into_iter().chain(BlockIx::each(&blocks));
                let words = selection.words(&reader.document, blocks);
                reader.selection = None;
                let head = clean_line(&crate::text::cell::truncate(&clean_line(&words), 40));
                self.copy(words, head, effects);
            }
            // What changes only the looks leaves the selection alone; what is set by hand carries it along.
            Action::Help
            | Action::Palette
            | Action::Messages
            | Action::Repaint
            | Action::Zoom
            | Action::NextLayout
            | Action::Stacked
            | Action::Narrower
            | Action::Wider
            | Action::Mouse
            | Action::Linear
            | Action::NextTheme
            | Action::NextLanguage
            | Action::LinkMeter
            | Action::Suspend
            | Action::CutUp
            | Action::CutDown
            | Action::NoComments
            | Action::Quit => return false,
            _ => {
                let lines: Vec<Line> = match selection.comment {
                    None => reader.article.page.lines.clone(),
                    Some(ix) => reader.thread.stack.lines(ix).to_vec(),
                };
                let segmenter = std::sync::Arc::clone(reader.measured.segmenter());
                if !selection.step(action, &lines, &reader.document, &segmenter) {
                    // Any other command leaves the passage, and so its selection.
                    reader.selection = None;
                    return false;
                }
                reader.selection = Some(selection);
                match selection.comment {
                    None => reader.article.show(&reader.document, selection.to),
                    Some(ix) => reader.thread.show(ix, selection.to),
                }
            }
        }
        true
    }
}

pub(super) fn document_link(document: &Document, at: usize) -> Clean {
    document
        .links
        .get(at)
        .map(|l| l.url.clone())
        .unwrap_or_default()
}
