//! Moving in the thread, folding, marks, copying, and saying why.

use super::action::Action;
use super::areas::PaneId;
use super::overlay::{LinkLabel, Overlay, labels};
use super::pane::sources::Item;
use super::word::{Note, Word, number};
use super::{App, Effect, Reader};
use crate::model::{BlockIx, By, CommentIx, Document, Kind};
use crate::page::{Line, Row, Rule, lay_block};
use crate::text::{Clean, Fit, clean, clean_line};

impl App {
    /// Goes to a comment, unfolding what hides it, and notes where the reader was.
    pub(super) fn go_comment(&mut self, ix: CommentIx) {
        let Some(reader) = &mut self.reader else {
            return;
        };
        if reader.document.thread.is_empty() {
            return;
        }
        self.trail.leave(reader.stop());
        reader
            .thread
            .stack
            .reveal_above(&reader.document.thread, ix);
        reader.thread.choose(&reader.document, ix);
    }

    pub(super) fn thread_move(&mut self, action: Action) {
        let Some(reader) = &self.reader else { return };
        let thread = &reader.document.thread;
        if thread.is_empty() {
            return self.say(Word::NoComments);
        }
        let here = reader.thread.chosen();
        let me = thread.get(here);
        let roots = |forward: bool| {
            let is = |i: &u32| thread.get(CommentIx(*i)).parent.is_none();
            if forward {
                (here.0 + 1..thread.len() as u32).find(is)
            } else {
                (0..here.0).rev().find(is)
            }
        };
        let by_author = |forward: bool| {
            let is = |i: &u32| thread.get(CommentIx(*i)).author == me.author;
            if forward {
                (here.0 + 1..thread.len() as u32).find(is)
            } else {
                (0..here.0).rev().find(is)
            }
        };
        let (found, none) = match action {
            Action::NextRoot => (roots(true).map(CommentIx), Word::LastOne),
            Action::PreviousRoot => (roots(false).map(CommentIx), Word::FirstOne),
            Action::NextSibling => {
                let next = me.end;
                let same = next.ix() < thread.len() && thread.get(next).parent == me.parent;
                (same.then_some(next), Word::NoSibling)
            }
            Action::PreviousSibling => {
                let first = me.parent.map_or(CommentIx(0), |p| CommentIx(p.0 + 1));
                let mut at = first;
                let mut before = None;
                while at < here {
                    before = Some(at);
                    at = thread.get(at).end;
                }
                (before, Word::NoSibling)
            }
            Action::Parent | Action::Peek => (me.parent, Word::NoParent),
            Action::Root => (thread.ancestors(here).last(), Word::NoParent),
            Action::NextByAuthor | Action::PreviousByAuthor => {
                if me.author.is_none() {
                    return self.say(Word::NoAuthor);
                }
                (
                    by_author(action == Action::NextByAuthor).map(CommentIx),
                    Word::NoOtherByAuthor,
                )
            }
            _ => return,
        };
        match found {
            Some(ix) if action == Action::Peek => self.overlay = Some(Overlay::Peek(ix)),
            Some(ix) => self.go_comment(ix),
            None => self.say(none),
        }
    }

    pub(super) fn fold(&mut self, action: Action, level: Option<usize>) {
        let Some(reader) = &mut self.reader else {
            return;
        };
        let document = &reader.document;
        let thread = &document.thread;
        if thread.is_empty() {
            return self.say(Word::NoComments);
        }
        let here = reader.thread.chosen();
        let stack = &mut reader.thread.stack;
        let folded = stack.is_folded(here);
        match action {
            Action::FoldClose if folded => {
                if let Some(parent) = thread.get(here).parent {
                    reader.thread.choose(document, parent);
                }
                return;
            }
            Action::Fold => stack.set_fold(thread, here, !folded),
            Action::FoldClose => stack.set_fold(thread, here, true),
            Action::FoldOpen => stack.set_fold(thread, here, false),
            Action::FoldAll => stack.fold(thread, |_, _| true),
            Action::FoldNone => stack.fold(thread, |_, _| false),
            Action::FoldLevel => {
                let level = level.unwrap_or(1) as u16;
                // What lies deeper is folded into the last level shown, whose own words stay.
                stack.fold(thread, |ix, _| thread.get(ix).depth >= level);
            }
            Action::Flat => {
                let shape = stack.shape();
                let flat = !shape.flat;
                stack.reshape(document, crate::page::Shape { flat, ..shape });
                self.note = Some(Note::new(if flat {
                    Word::FlatView
                } else {
                    Word::TreeView
                }));
            }
            _ => return,
        }
        let reader = self
            .reader
            .as_mut()
            .expect("it was there at the start of the function");
        reader.thread.settle_cursor(&reader.document);
    }

    /// Next or previous unread comment; where there is none, the next unread article.
    pub(super) fn unread(&mut self, forward: bool, effects: &mut Vec<Effect>) {
        if let Some(reader) = &mut self.reader {
            let first = reader.focus != PaneId::Thread && forward;
            let chosen = reader.thread.chosen();
            let found = if first && !reader.thread.read.get(chosen.ix()).copied().unwrap_or(true) {
                Some(chosen)
            } else {
                reader.thread.unread(forward)
            };
            if let Some(ix) = found {
                reader.set_focus(PaneId::Thread);
                return self.go_comment(ix);
            }
        }
        match self.shelf.neighbour(forward, true) {
            Some(id) if self.reader.is_some() => self.open(id, effects),
            Some(id) => self.shelf.choose(id),
            None => self.say(Word::NothingUnread),
        }
    }

    pub(super) fn toggle_read(&mut self) {
        let Some(reader) = self
            .reader
            .as_mut()
            .filter(|r| r.focus == PaneId::Thread && !r.document.thread.is_empty())
        else {
            let id = self
                .reader
                .as_ref()
                .map(|r| r.document.id)
                .or_else(|| self.shelf.chosen().map(|l| l.id));
            let Some(id) = id else { return };
            let read = !self.shelf.read.remove(&id);
            if read {
                self.shelf.read.insert(id);
            }
            return self.say(if read {
                Word::MarkedRead
            } else {
                Word::MarkedUnread
            });
        };
        let ix = reader.thread.chosen();
        let read = !reader.thread.read[ix.ix()];
        reader.thread.set_read(ix, read);
        if !read && let Some(next) = reader.thread.neighbour(1) {
            // Going on keeps the mark: what stays under the cursor would be read again at once.
            reader.thread.cursor = (next, 0);
        }
        self.say(if read {
            Word::MarkedRead
        } else {
            Word::MarkedUnread
        });
    }

    /// Marks the first `n` comments as read.
    pub(super) fn mark_thread(&mut self, n: usize) {
        let Some(reader) = &mut self.reader else {
            return;
        };
        let n = n.min(reader.document.thread.len());
        for i in 0..n {
            reader.thread.set_read(CommentIx(i as u32), true);
        }
        self.note = Some(Note::with(Word::MarkedAll, [number(n)]));
    }

    /// Letters on the links of the screen.
    pub(super) fn link_labels(&mut self) {
        let Some(reader) = &self.reader else { return };
        let document = std::sync::Arc::clone(&reader.document);
        let shown: Vec<Line> = match reader.focus {
            PaneId::Article => reader
                .article
                .page
                .lines
                .iter()
                .skip(reader.article.top)
                .take(reader.article.rows)
                .copied()
                .collect(),
            PaneId::Thread => {
                let words = reader.thread.screen().filter_map(|r| match r {
                    Row::Words(_, line) => Some(line),
                    Row::Head(_) | Row::Folded(_) | Row::Gap(_) => None,
                });
                words.collect()
            }
            PaneId::Sources => Vec::new(),
        };
        let links = links_on(&document, &shown);
        if links.is_empty() {
            return self.say(Word::NoLinks);
        }
        let labels = labels(links.len())
            .into_iter()
            .zip(links)
            .map(|(label, link)| LinkLabel {
                label,
                link,
                url: document.links[link].url.clone(),
            })
            .collect();
        self.overlay = Some(Overlay::Links {
            labels,
            typed: String::new(),
        });
    }

    /// Says why the split, the reply or the relation is as it is.
    pub(super) fn why(&mut self) {
        let Some(reader) = &self.reader else { return };
        let notes = match reader.focus {
            PaneId::Article => vec![why_split(&reader.document)],
            PaneId::Thread => {
                let mut notes = vec![why_split(&reader.document)];
                if !reader.document.thread.is_empty() {
                    notes.insert(0, why_reply(&reader.document, reader.thread.chosen()));
                }
                notes
            }
            PaneId::Sources => match reader.sources.items.get(reader.sources.chosen) {
                None => return self.say(Word::NoSources),
                Some(Item::Link(at)) => {
                    vec![Note::with(
                        Word::WhyLink,
                        [document_link(&reader.document, *at)],
                    )]
                }
                Some(Item::Document { relation, .. }) => {
                    let word = if relation.kind == Kind::Story {
                        Word::WhyStory
                    } else {
                        Word::WhyBackground
                    };
                    let why = reader.sources.why_text(reader.sources.chosen);
                    vec![
                        Note::with(word, [number((relation.score * 100.0).round())]),
                        Note::with(Word::Shares, [why]),
                    ]
                }
            },
        };
        let warnings = reader
            .document
            .warnings
            .iter()
            .map(|w| Note::with(Word::Warnings, [w.message.clone()]));
        let notes = notes.into_iter().chain(warnings.take(3)).collect();
        self.overlay = Some(Overlay::Why(notes));
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

/// The links whose words start on the lines shown.
fn links_on(document: &Document, shown: &[Line]) -> Vec<usize> {
    let on = |block: BlockIx, from: u32| {
        shown
            .iter()
            .any(|l| l.block == block && (l.from..=l.to).contains(&from))
    };
    let links = document.links.iter().enumerate();
    links
        .filter(|(_, l)| on(l.block, l.bytes.start))
        .map(|(i, _)| i)
        .collect()
}

fn document_link(document: &Document, at: usize) -> Clean {
    document
        .links
        .get(at)
        .map(|l| l.url.clone())
        .unwrap_or_default()
}

/// Why the article ends where it does.
fn why_split(document: &Document) -> Note {
    match &document.split.by {
        _ if document.thread.is_empty() => Note::new(Word::WhySplitNone),
        By::Source => Note::new(Word::WhySplitSource),
        By::Reader => Note::new(Word::WhySplitReader),
        By::Khao { confidence, why } => Note::with(
            Word::WhySplitKhao,
            [
                percent(*confidence),
                Clean::join(why.iter().map(|w| &**w), ", "),
            ],
        ),
    }
}

/// Why a comment stands where it does.
fn why_reply(document: &Document, ix: CommentIx) -> Note {
    let comment = document.thread.get(ix);
    let to = comment
        .parent
        .map_or_else(Clean::default, |p| number(p.0 + 1));
    match (&comment.by, comment.parent) {
        (By::Source, Some(_)) => Note::with(Word::WhyReplySource, [to]),
        (By::Source, None) => Note::new(Word::WhyRootSource),
        (By::Reader, _) => Note::new(Word::WhyReplyReader),
        (By::Khao { confidence, why }, parent) => {
            let word = if parent.is_some() {
                Word::WhyReplyKhao
            } else {
                Word::WhyRootKhao
            };
            Note::with(
                word,
                [
                    to,
                    percent(*confidence),
                    Clean::join(why.iter().map(|w| &**w), ", "),
                ],
            )
        }
    }
}

fn percent(confidence: f32) -> Clean {
    number((confidence * 100.0).round())
}

/// A comment's words on lines of `width` cells.
pub(super) fn peek_lines(reader: &mut Reader, ix: CommentIx, width: u16) -> Vec<Line> {
    let document = std::sync::Arc::clone(&reader.document);
    let mut lines = Vec::new();
    for b in BlockIx::each(&document.thread.get(ix).blocks) {
        let rule = Rule {
            width: width.max(1),
            fit: Fit::First,
        };
        lay_block(
            document.block(b),
            b,
            reader.measured.need(&document, b),
            rule,
            &mut lines,
        );
    }
    lines
}
