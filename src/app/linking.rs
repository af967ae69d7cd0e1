//! Panes that follow one another: what is asked of the worker, and the keys.

use std::sync::Arc;

use super::action::{Action, Scope};
use super::areas::PaneId;
use super::compare::Compare;
use super::key::Key;
use super::keymap::Meaning;
use super::keys::turned;
use super::overlay::Overlay;
use super::pane::sources::Item;
use super::reader::Reader;
use super::trail::Stop;
use super::word::{Note, Word, number};
use super::{App, Effect, Ticket};
use crate::model::{Anchor, BlockIx, CommentIx, Document, DocumentId, Kind, Match, OnlyIn, Place};
use crate::text::clean_line;

/// With so many sources at the most a document is compared passage by passage.
const MOST_SOURCES: usize = 20;

/// A comment that was left for its passage: the way back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FromComment {
    document: DocumentId,
    comment: CommentIx,
    passage: BlockIx,
}

impl App {
    /// Asks for the passages of which the comments speak.
    pub(super) fn ask_links(&mut self, effects: &mut Vec<Effect>) {
        let ticket = self.ticket();
        let Some(reader) = self.reader.as_mut().filter(|_| self.settings.linked) else {
            return;
        };
        reader.linked.ticket = Some(ticket);
        if !reader.document.thread.is_empty() {
            effects.push(Effect::Link {
                ticket,
                document: Arc::clone(&reader.document),
            });
        }
    }

    /// Asks for what the sources share with the open document, those on the same story first.
    pub(super) fn ask_matches(&self, effects: &mut Vec<Effect>) {
        let Some(reader) = self.reader.as_ref().filter(|_| self.settings.linked) else {
            return;
        };
        let of_kind = |wanted: Kind| {
            let items = reader.sources.items.iter();
            items.filter_map(move |item| match item {
                Item::Document { relation, .. } if relation.kind == wanted => Some(relation.other),
                _ => None,
            })
        };
        let others = of_kind(Kind::Story).chain(of_kind(Kind::Background));
        let known = |id: &DocumentId| reader.linked.sources().iter().any(|s| s.document.id == *id);
        let others = others.take(MOST_SOURCES).filter(|id| !known(id));
        let others: Vec<DocumentId> = others.collect();
        if let Some(ticket) = reader.linked.ticket.filter(|_| !others.is_empty()) {
            effects.push(Effect::Match {
                ticket,
                document: Arc::clone(&reader.document),
                others,
            });
        }
    }

    pub(super) fn anchored(&mut self, ticket: Ticket, anchors: Vec<Anchor>) {
        let is_of = |r: &&mut Reader| r.linked.ticket == Some(ticket);
        if let Some(reader) = self.reader.as_mut().filter(is_of) {
            reader.take_anchors(anchors);
        }
    }

    pub(super) fn matched(
        &mut self,
        ticket: Ticket,
        other: Arc<Document>,
        matches: Vec<Match>,
        only: OnlyIn,
    ) {
        let is_of = |r: &&mut Reader| r.linked.ticket == Some(ticket);
        if let Some(reader) = self.reader.as_mut().filter(is_of) {
            reader.take_matches(other, matches, only);
        }
    }

    /// Whether the panes are linked; where they are not, that is said.
    pub(super) fn is_linked(&mut self) -> bool {
        if !self.settings.linked {
            self.note = Some(Note::with(Word::NotLinked, [self.key_of(Action::Linked)]));
        }
        self.settings.linked
    }

    /// Links the panes, or leaves each on its own.
    pub(super) fn link_or_not(&mut self, effects: &mut Vec<Effect>) {
        self.settings.linked = !self.settings.linked;
        if self.settings.linked {
            self.say(Word::LinkedOn);
            self.ask_links(effects);
            self.ask_matches(effects);
        } else {
            if let Some(reader) = &mut self.reader {
                reader.unlink();
                reader.linked = super::linked::Linked::default();
            }
            self.note = Some(Note::with(Word::LinkedOff, [self.key_of(Action::Linked)]));
        }
    }

    /// To the next or previous paragraph that is spoken of. The pane that listens stays.
    pub(super) fn spoken(&mut self, forward: bool) {
        if !self.is_linked() {
            return;
        }
        let Some(reader) = &mut self.reader else {
            return;
        };
        let current = reader.article.current();
        match reader.linked.next(current, forward) {
            Some(block) => {
                self.trail.leave(reader.stop());
                reader.article.read(&reader.document, Place::start(block));
                let n = reader.linked.count(block).to_string();
                let told = Note::with(Word::SpokenOf, [crate::text::clean_line(&n)]);
                self.note = self.settings.linear.then_some(told);
                // From the thread too: its comments are what is looked for.
                if reader.focus == PaneId::Thread {
                    reader.linked.current = Some(block);
                    reader.bring();
                    reader.choose_on(block);
                }
            }
            None => self.say(Word::NoneSpoken),
        }
    }

    /// Shows only the comments on the current paragraph, or all again.
    pub(super) fn only_these(&mut self) {
        if !self.is_linked() {
            return;
        }
        let Some(reader) = &mut self.reader else {
            return;
        };
        if reader.thread.stack.is_only() {
            reader.linked.only = None;
            reader.show_only();
            reader.thread.cursor.1 = 0;
            return self.say(Word::AllShown);
        }
        let own = (reader.focus == PaneId::Thread).then(|| reader.passage_of_chosen());
        let own = own.flatten().map(|a| a.found.here.block);
        let block = own.or_else(|| reader.article.current());
        let n = block.map_or(0, |b| reader.linked.count(b));
        if n == 0 {
            return self.say(Word::NoneOnThis);
        }
        reader.linked.only = block;
        reader.show_only();
        let n = match n {
            1 => self.texts.word(Word::OneComment).to_owned(),
            n => self.texts.say(Word::ManyComments, &[&n.to_string()]),
        };
        let key = self.key_of(Action::OnlyThese);
        self.note = Some(Note::with(Word::OnlyOnThis, [clean_line(&n), key]));
    }

    /// From a comment, or a source's passage, to the article's; from there back, or to the first comment.
    pub(super) fn passage(&mut self) {
        if !self.is_linked() {
            return;
        }
        let Some(reader) = &mut self.reader else {
            return;
        };
        let stop = reader.stop();
        match reader.focus {
            PaneId::Thread => {
                let Some(anchor) = reader.passage_of_chosen() else {
                    return self.say(Word::NoPassage);
                };
                let (comment, here) = (anchor.comment, anchor.found.here.clone());
                self.from_comment = Some(FromComment {
                    document: reader.document.id,
                    comment,
                    passage: here.block,
                });
                reader.go_passage(here.block, here.bytes.start);
            }
            PaneId::Sources => {
                let Some(Item::Passage { found, .. }) =
                    reader.sources.items.get(reader.sources.chosen)
                else {
                    return self.say(Word::NoOtherSource);
                };
                let here = found.here.clone();
                reader.go_passage(here.block, here.bytes.start);
            }
            PaneId::Article => {
                let Some(block) = reader.article.current() else {
                    return;
                };
                let id = reader.document.id;
                let from = self.from_comment.take();
                let back = from.filter(|f| f.document == id && f.passage == block);
                let first = reader.linked.on(block).map(|a| a.comment).next();
                let Some(comment) = back.map(|f| f.comment).or(first) else {
                    return self.say(Word::NoneOnThis);
                };
                reader.set_focus(PaneId::Thread);
                self.go_comment(comment);
                return;
            }
        }
        self.trail.leave(stop);
    }

    /// Opens the next source at the passage that speaks of the current paragraph. A tour goes through all that
    /// do, and ends where it began.
    pub(super) fn next_source(&mut self, effects: &mut Vec<Effect>) {
        if !self.is_linked() {
            return;
        }
        let Some(reader) = &self.reader else { return };
        let Some(block) = reader.article.current() else {
            return;
        };
        let here = (reader.document.id, block);
        let on_tour = |(id, place): &(DocumentId, Place)| (*id, place.block) == here;
        let at = self.tour.iter().position(on_tour);
        let at = at.unwrap_or_else(|| {
            // Another paragraph, or another article: a new tour.
            let home = (reader.document.id, Place::start(block));
            let others = reader.linked.passages(block).map(|(s, m)| {
                let (block, byte) = (m.there.block, m.there.bytes.start);
                (s.document.id, Place { block, byte })
            });
            self.tour = std::iter::once(home).chain(others).collect();
            0
        });
        if self.tour.len() < 2 {
            self.tour.clear();
            let known = self.reader.as_ref().is_some_and(|r| r.sources.ready);
            return self.say(if known {
                Word::NoOtherSource
            } else {
                Word::Looking
            });
        }
        let next = (at + 1) % self.tour.len();
        let (id, place) = self.tour[next];
        self.open_passage(id, place, effects);
        let of = [number(next + 1), number(self.tour.len())];
        self.note = Some(Note::with(Word::NThOf, of));
    }

    /// Opens a source at the passage that is shown of it.
    pub(super) fn open_passage(&mut self, id: DocumentId, place: Place, effects: &mut Vec<Effect>) {
        self.from_source = self.reader.as_ref().map(super::Reader::stop);
        self.open(id, effects);
        self.after_open = Some(Stop {
            document: Some(id),
            pane: PaneId::Article,
            article: place,
            read: place,
            thread: (CommentIx(0), 0),
        });
    }

    /// Puts a source beside the article, passage by passage: the chosen one, else the first that speaks of
    /// the current paragraph, else the first.
    pub(super) fn compare(&mut self) {
        // Two columns cannot be read one after the other.
        if self.settings.linear {
            return self.say(Word::NoCompare);
        }
        if !self.is_linked() {
            return;
        }
        let Some(reader) = &self.reader else { return };
        let chosen = match reader.sources.items.get(reader.sources.chosen) {
            Some(Item::Passage { document, .. }) => Some(document.id),
            Some(Item::Document { listing, .. }) => Some(listing.id),
            Some(Item::Link(_)) | None => None,
        };
        let chosen = chosen.filter(|_| reader.focus == PaneId::Sources);
        let current = reader.article.current();
        let speaks = current.and_then(|b| reader.linked.passages(b).next());
        let speaks = speaks.map(|(s, _)| s.document.id);
        let first = reader.linked.sources().first().map(|s| s.document.id);
        let Some(id) = chosen.or(speaks).or(first) else {
            return self.say(if reader.sources.ready {
                Word::NothingToCompare
            } else {
                Word::Looking
            });
        };
        if reader.linked.sources().iter().any(|s| s.document.id == id) {
            self.overlay = Some(Overlay::Compare(Box::new(Compare::new(id, current))));
        } else {
            self.say(Word::Looking);
        }
    }

    /// A key for the comparison: it scrolls, goes to the next source, opens the one that is shown, or closes
    /// it.
    pub(super) fn compare_key(&mut self, key: Key, effects: &mut Vec<Effect>) {
        self.pending.push(key);
        let scopes = [Scope::Sources, Scope::Reader, Scope::Everywhere];
        let meaning = self.keymap.meaning(&scopes, &self.pending);
        if meaning == Meaning::More {
            return;
        }
        self.pending.clear();
        let (Some(Overlay::Compare(compare)), Some(reader)) = (&mut self.overlay, &self.reader)
        else {
            return;
        };
        if let Meaning::Act(action) = meaning
            && let Some(to) = turned(action, compare.top, compare.room, compare.rows.len())
        {
            compare.top = to;
            return;
        }
        match meaning {
            Meaning::Act(Action::NextItem | Action::PreviousItem) => {
                let back = meaning == Meaning::Act(Action::PreviousItem);
                let sources = reader.linked.sources();
                let at = sources.iter().position(|s| s.document.id == compare.source);
                let by = if back {
                    sources.len().saturating_sub(1)
                } else {
                    1
                };
                let next = at.and_then(|at| sources.get((at + by) % sources.len()));
                if let Some(next) = next {
                    compare.change(next.document.id);
                }
            }
            Meaning::Act(Action::Open) => {
                let (id, place) = (compare.source, compare.there());
                let place = place.map(|p| Place {
                    block: p.block,
                    byte: p.bytes.start,
                });
                self.overlay = None;
                self.open_passage(
                    id,
                    place.unwrap_or_else(|| Place::start(BlockIx::TITLE)),
                    effects,
                );
            }
            Meaning::Act(Action::Quit) => effects.push(Effect::Quit),
            Meaning::Act(Action::Repaint) => effects.push(Effect::Repaint),
            Meaning::Act(Action::Back | Action::Compare) => self.overlay = None,
            // Whatever else a key means, it means it in the panes.
            Meaning::Act(_) | Meaning::Nothing | Meaning::More => {}
        }
    }

    /// Which paragraph a block is, counted from 1.
    pub(super) fn paragraph(document: &Document, block: BlockIx) -> crate::text::Clean {
        number(block.0 + 1 - document.article.blocks.start.0)
    }
}
