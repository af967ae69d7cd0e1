//! What the reader sets by hand: where the comments start, that there are none, whom one answers.
//!
//! A correction leaves as [`Effect::Correct`]. The answer holds the document made anew, which takes the
//! place of the open one; the words that were read stay where they were.

use std::sync::Arc;

use super::action::Action;
use super::areas::PaneId;
use super::carry::Carry;
use super::overlay::Overlay;
use super::preview::Preview;
use super::word::{Note, Word, number};
use super::{App, Effect, Ticket};
use crate::model::{By, CommentIx, Correction, Document, DocumentId, Listing};
use crate::page::Measured;
use crate::page::measure::Chunk;
use crate::text::{Clean, clean_line};

impl App {
    /// Asks for a correction of the open document.
    pub(super) fn correct(&mut self, correction: Correction, effects: &mut Vec<Effect>) {
        let Some(reader) = &self.reader else { return };
        let id = reader.document.id;
        self.tickets += 1;
        let ticket = Ticket(self.tickets);
        self.correcting = Some((ticket, correction));
        effects.push(Effect::Correct {
            ticket,
            id,
            correction,
        });
    }

    /// Makes the chosen comment a root; one that the reader made a root stands again where it stood.
    pub(super) fn make_root(&mut self, effects: &mut Vec<Effect>) {
        let Some(reader) = &self.reader else { return };
        if reader.document.thread.is_empty() {
            return self.say(Word::NoComments);
        }
        let comment = reader.document.thread.get(reader.thread.chosen());
        let (id, by_reader) = (comment.id, comment.by == By::Reader);
        match comment.parent {
            Some(_) => {
                let parent = None;
                self.correct(
                    Correction::Parent {
                        comment: id,
                        parent,
                    },
                    effects,
                );
            }
            None if by_reader => self.correct(Correction::AsFound(id), effects),
            None => self.say(Word::NoParent),
        }
    }

    /// Makes the chosen comment a reply to the one above it; where it is that, to what that one answers.
    /// A number before it names the comment that is answered.
    pub(super) fn make_reply(&mut self, count: Option<usize>, effects: &mut Vec<Effect>) {
        let Some(reader) = &self.reader else { return };
        let thread = &reader.document.thread;
        if thread.is_empty() {
            return self.say(Word::NoComments);
        }
        let chosen = reader.thread.chosen();
        let comment = thread.get(chosen);
        let is_below = |ix: CommentIx| (chosen..comment.end).contains(&ix);
        let parent = if let Some(n) = count {
            let ix = CommentIx(n.saturating_sub(1) as u32);
            Some(ix).filter(|ix| ix.ix() < thread.len() && !is_below(*ix))
        } else {
            let above = reader.thread.neighbour(-1).filter(|ix| !is_below(*ix));
            let spine: Vec<CommentIx> = above
                .into_iter()
                .chain(above.into_iter().flat_map(|ix| thread.ancestors(ix)))
                .collect();
            let now = spine.iter().position(|ix| Some(*ix) == comment.parent);
            let next = now.map_or(0, |at| (at + 1) % spine.len());
            spine.get(next).copied()
        };
        match parent {
            None if count.is_some() => self.say(Word::NoSuchParent),
            None => self.say(Word::NothingAbove),
            Some(ix) if Some(ix) == comment.parent => self.say(Word::StandsSo),
            Some(ix) => {
                let parent = Some(thread.get(ix).id);
                let comment = comment.id;
                self.correct(Correction::Parent { comment, parent }, effects);
            }
        }
    }

    /// Takes the document that was made anew.
    pub(super) fn corrected(
        &mut self,
        ticket: Ticket,
        document: &Arc<Document>,
        chunk: Chunk,
        changed: bool,
        effects: &mut Vec<Effect>,
    ) {
        let Some((_, correction)) = self.correcting.filter(|(t, _)| *t == ticket) else {
            return;
        };
        self.correcting = None;
        self.list_anew(document);
        let id = document.id;
        let Some(mut reader) = self.reader.take_if(|r| r.document.id == id) else {
            // It was left in the meantime, and is found so when it is opened again.
            if let Some(kept) = self.kept.get(&id) {
                self.carry_stops(&Arc::clone(&kept.document), document);
            }
            return;
        };
        if !Arc::ptr_eq(&reader.document, document) {
            self.carry_stops(&Arc::clone(&reader.document), document);
            let mut measured = Measured::new(document, Arc::clone(&self.segmenter));
            measured.take(chunk);
            let words = reader.remake(Arc::clone(document), measured, ticket);
            // The panes must have their size before a place in them means anything.
            self.areas = self.divide(&reader);
            reader.fit(&self.areas, self.settings.measure);
            // What was read as a comment is shown where it is now.
            if let Some(place) = words.filter(|_| reader.focus == PaneId::Thread) {
                reader.show_brought(place);
            }
            effects.push(Effect::Measure {
                ticket,
                document: Arc::clone(document),
            });
            // They tell of comments and links by their old numbers.
            if let Some(Overlay::Peek(_) | Overlay::Why { .. } | Overlay::Links { .. }) =
                self.overlay
            {
                self.overlay = None;
            }
        }
        self.reader = Some(reader);
        self.relate();
        let note = if changed {
            self.tell_corrected(document, correction)
        } else {
            Note::new(match correction {
                Correction::CutUp(_) => Word::CutAtTop,
                Correction::CutDown(_) => Word::CutAtBottom,
                Correction::NoComments => Word::NoneAlready,
                Correction::Parent { .. } | Correction::AsFound(_) => Word::StandsSo,
            })
        };
        self.note = Some(note);
    }

    /// The shelf's row of a document that was made anew.
    fn list_anew(&mut self, document: &Document) {
        let mut rows = self.shelf.listings.iter_mut();
        if let Some(row) = rows.find(|l| l.id == document.id) {
            let n_sources = row.n_sources;
            *row = Listing::of(document);
            row.n_sources = n_sources;
            self.shelf.arrange();
            self.preview = Preview::default();
        }
    }

    /// The places that were left in a document, in the same one made anew.
    fn carry_stops(&mut self, old: &Document, new: &Document) {
        let id: Option<DocumentId> = Some(old.id);
        let stops = self.trail.stops().chain(&mut self.via);
        let stops = stops
            .chain(&mut self.after_open)
            .chain(&mut self.from_source);
        let mut stops = stops.filter(|s| s.document == id).peekable();
        if stops.peek().is_some() {
            let carry = Carry::new(old, new);
            stops.for_each(|stop| carry.stop(stop));
        }
    }

    /// What was done, and how it is undone.
    fn tell_corrected(&self, document: &Document, correction: Correction) -> Note {
        let n = document.thread.len();
        let n = match n {
            1 => clean_line(self.texts.word(Word::OneComment)),
            n => clean_line(&self.texts.say(Word::ManyComments, &[&n.to_string()])),
        };
        let key = |action: Action| self.key_of(action);
        let comment = match correction {
            Correction::CutUp(_) | Correction::CutDown(_) | Correction::NoComments
                if document.thread.is_empty() && document.split.by == By::Reader =>
            {
                return Note::with(Word::AllArticle, [key(Action::NoComments)]);
            }
            Correction::CutUp(_) | Correction::CutDown(_) | Correction::NoComments
                if document.split.by != By::Reader =>
            {
                return Note::with(Word::CutAsFound, [n]);
            }
            Correction::CutUp(_) => return Note::with(Word::CutMovedUp, [n]),
            Correction::CutDown(_) => return Note::with(Word::CutMovedDown, [n]),
            Correction::NoComments => return Note::with(Word::CommentsAgain, [n]),
            Correction::Parent { comment, .. } | Correction::AsFound(comment) => comment,
        };
        let comments = document.thread.comments();
        let Some(at) = comments.iter().position(|c| c.id == comment) else {
            return Note::new(Word::StandsSo);
        };
        let this = number(at + 1);
        match comments[at].parent.map(|p| number(p.0 + 1)) {
            _ if comments[at].by != By::Reader => Note::with(Word::ReplyAsFound, [this]),
            Some(to) => Note::with(Word::NowReply, [this, to]),
            None => Note::with(Word::NowRoot, [this, key(Action::MakeRoot)]),
        }
    }

    /// The first key of a command, as it is shown.
    pub(super) fn key_of(&self, action: Action) -> Clean {
        let keys = self.keymap.keys_of(action);
        clean_line(keys.first().map_or("", String::as_str))
    }
}
