//! What leaves the program: copies, addresses for the browser, selected passages.

use super::action::Action;
use super::areas::PaneId;
use super::pane::sources::Item;
use super::select::Selection;
use super::word::{Note, Word};
use super::{App, Effect};
use crate::model::{BlockIx, Document, Place};
use crate::page::Line;
use crate::text::{Clean, clean, clean_line};

impl App {
    pub(super) fn start_selection(&mut self) {
        if let Some(reader) = &mut self.reader {
            let place = match reader.focus {
                PaneId::Article => reader
                    .find
                    .as_ref()
                    .and_then(|f| f.at.map(|i| f.hits[i]))
                    .filter(|h| reader.article.sees(*h))
                    .map_or_else(
                        || {
                            let lines = &reader.article.page.lines;
                            lines
                                .iter()
                                .skip(reader.article.top)
                                .find(|l| l.to > l.from)
                                .map(crate::page::Line::place)
                        },
                        |h| Some(h.place),
                    ),
                PaneId::Thread if !reader.document.thread.is_empty() => Some(Place::start(
                    reader
                        .document
                        .thread
                        .get(reader.thread.chosen())
                        .blocks
                        .start,
                )),
                PaneId::Thread | PaneId::Sources => None,
            };
            reader.selection = place.map(Selection::at);
        }
    }

    pub(super) fn copy(&mut self, text: Clean, what: Clean, effects: &mut Vec<Effect>) {
        if text.is_empty() {
            return self.say(Word::NothingToCopy);
        }
        effects.push(Effect::Copy(text));
        self.note = Some(Note::with(Word::CopiedWhat, [what]));
    }

    pub(super) fn copy_link(&mut self, effects: &mut Vec<Effect>) {
        let chosen_link = self
            .reader
            .as_ref()
            .filter(|r| r.focus == PaneId::Sources)
            .and_then(|r| match r.sources.items.get(r.sources.chosen) {
                Some(Item::Link(at)) => Some(document_link(&r.document, *at)),
                Some(Item::Document { listing, .. }) => Some(listing.path.clone()),
                None => None,
            });
        let own = || match &self.reader {
            Some(r) => Some(
                r.document
                    .url
                    .clone()
                    .unwrap_or_else(|| r.document.path.clone()),
            ),
            None => self.shelf.chosen().map(|l| l.path.clone()),
        };
        match chosen_link.or_else(own) {
            Some(text) => self.copy(text.clone(), text, effects),
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
        let source = document
            .url
            .clone()
            .unwrap_or_else(|| document.path.clone());
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
        let url = match &self.reader {
            Some(r) => match (r.focus, r.sources.items.get(r.sources.chosen)) {
                (PaneId::Sources, Some(Item::Link(at))) => Some(document_link(&r.document, *at)),
                _ => r.document.url.clone(),
            },
            None => None,
        };
        match url {
            Some(url) => effects.push(Effect::Browse(url)),
            None => self.say(Word::NoAddress),
        }
    }

    /// A command while a passage is selected. Returns whether the selection took it.
    pub(super) fn select_act(&mut self, action: Action, effects: &mut Vec<Effect>) -> bool {
        let Some(reader) = self.reader.as_mut().filter(|r| r.selection.is_some()) else {
            return false;
        };
        let Some(mut selection) = reader.selection else {
            return false;
        };
        match action {
            Action::Back | Action::Select => reader.selection = None,
            Action::CopyLink | Action::CopyQuote | Action::CopyPermalink | Action::Open => {
                let blocks: Vec<BlockIx> = match reader.focus {
                    PaneId::Thread => BlockIx::each(
                        &(selection.ends().0.block..BlockIx(selection.ends().1.block.0 + 1)),
                    )
                    .collect(),
                    PaneId::Article | PaneId::Sources => std::iter::once(BlockIx::TITLE)
                        .chain(BlockIx::each(&reader.document.article.blocks))
                        .collect(),
                };
                let words = selection.words(&reader.document, blocks.into_iter());
                reader.selection = None;
                let head = clean_line(&crate::text::cell::truncate(&clean_line(&words), 40));
                self.copy(words, head, effects);
            }
            _ => {
                let lines: Vec<Line> = match reader.focus {
                    PaneId::Article => reader.article.page.lines.clone(),
                    PaneId::Thread => reader.thread.stack.lines(reader.thread.chosen()).to_vec(),
                    PaneId::Sources => Vec::new(),
                };
                let segmenter = std::sync::Arc::clone(reader.measured.segmenter());
                if !selection.step(action, &lines, &reader.document, &segmenter) {
                    return false;
                }
                reader.selection = Some(selection);
                if reader.focus == PaneId::Article {
                    reader.article.show(selection.to);
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
