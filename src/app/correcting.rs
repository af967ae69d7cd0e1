//! What the reader sets by hand: where the comments start, that there are none, whom one answers.
//!
//! A correction leaves as [`Effect::Correct`]. The answer holds the document made anew, which takes the
//! place of the open one; the words that were read stay where they were. Several may be under way at
//! once, of several documents: each answer goes to the shelf, the newest one to the panes.

mod whom;

use std::collections::VecDeque;
use std::sync::Arc;

use super::action::Action;
use super::areas::PaneId;
use super::carry::Carry;
use super::overlay::Overlay;
use super::preview::Preview;
use super::steps::Step;
use super::why::quoted;
use super::word::{Note, Word, number};
use super::{App, Effect, Ticket};
use crate::model::{
    By, CommentId, CommentIx, Correction, Corrections, Document, DocumentId, Listing,
};
use crate::page::Measured;
use crate::page::measure::Chunk;
use crate::text::{Clean, cell, clean_line};
use whom::{answer, root, up};

/// What is being set by hand.
#[derive(Debug, Clone, Default)]
pub(super) struct UnderWay {
    /// Asked for and not answered yet, oldest first.
    asked: Vec<Asked>,
    /// Keys that wait for that, oldest first.
    wishes: VecDeque<(DocumentId, Wish)>,
}

impl UnderWay {
    /// Whether a correction of any document is under way.
    pub(super) fn is_busy(&self) -> bool {
        !self.asked.is_empty() || !self.wishes.is_empty()
    }
}

/// A correction that was asked for.
#[derive(Debug, Clone)]
struct Asked {
    ticket: Ticket,
    id: DocumentId,
    what: What,
}

#[derive(Debug, Clone)]
enum What {
    /// Something new.
    Set(Correction),
    /// One undone or, where it says so, done again.
    Turn(Box<Step>, bool),
}

/// What a key asks for. Whom a comment answers next can be told only from the document as it is when
/// all that was asked before is done.
#[derive(Debug, Clone, Copy)]
enum Wish {
    /// A correction that means the same on any document.
    Set(Correction),
    /// A comment becomes a root, or stands again as it was found.
    Root(CommentId),
    /// A comment answers the next one further up.
    Up(CommentId),
    /// A comment answers a certain one.
    To(CommentId, CommentId),
}

impl App {
    /// Sets something on the open document, when what was asked before is done.
    pub(super) fn set(&mut self, correction: Correction, effects: &mut Vec<Effect>) {
        self.wish(Wish::Set(correction), effects);
    }

    /// Makes the chosen comment a root; one that the reader made a root stands again where it stood.
    pub(super) fn make_root(&mut self, effects: &mut Vec<Effect>) {
        if let Some(comment) = self.chosen_comment() {
            self.wish(Wish::Root(comment), effects);
        }
    }

    /// Makes the chosen comment a reply: to what khao takes it for an answer to, then to the one above
    /// that, and so on. A number before it names the comment that is answered.
    pub(super) fn make_reply(&mut self, count: Option<usize>, effects: &mut Vec<Effect>) {
        let Some(comment) = self.chosen_comment() else {
            return;
        };
        let Some(n) = count else {
            return self.wish(Wish::Up(comment), effects);
        };
        let comments = self
            .reader
            .iter()
            .flat_map(|r| r.document.thread.comments());
        match comments.map(|c| c.id).nth(n.saturating_sub(1)) {
            Some(to) => self.wish(Wish::To(comment, to), effects),
            None => self.say(Word::NoSuchParent),
        }
    }

    /// The chosen comment; where there is none, that is said.
    fn chosen_comment(&mut self) -> Option<CommentId> {
        let reader = self.reader.as_ref()?;
        let comments = reader.document.thread.comments();
        let ix = reader.thread.chosen();
        let shown = reader.thread.stack.is_shown(ix);
        let chosen = comments.get(ix.ix()).filter(|_| shown).map(|c| c.id);
        if chosen.is_none() {
            self.say(Word::NoComments);
        }
        chosen
    }

    /// Whether a correction of the open document is under way; on the shelf, one of any.
    pub fn is_changing(&self) -> bool {
        let open = self.reader.as_ref().map(|r| r.document.id);
        let mut under_way = self.correcting.asked.iter();
        under_way.any(|c| open.is_none_or(|id| id == c.id))
    }

    /// Does what is wished, or keeps it until it can be told what it means.
    fn wish(&mut self, wish: Wish, effects: &mut Vec<Effect>) {
        let Some(reader) = &self.reader else { return };
        let id = reader.document.id;
        let plain = matches!(wish, Wish::Set(_)) && self.correcting.wishes.is_empty();
        if plain || !self.is_changing() {
            self.fulfil(wish, effects);
        } else {
            self.correcting.wishes.push_back((id, wish));
        }
    }

    fn fulfil(&mut self, wish: Wish, effects: &mut Vec<Effect>) {
        let Some(reader) = &self.reader else { return };
        let correction = match wish {
            Wish::Set(correction) => Ok(correction),
            Wish::Root(comment) => root(&reader.document, comment),
            Wish::Up(comment) => up(reader, comment),
            Wish::To(comment, to) => answer(&reader.document, comment, to),
        };
        match correction {
            Ok(correction) => {
                let id = reader.document.id;
                let ticket = self.ask(id, What::Set(correction));
                effects.push(Effect::Correct {
                    ticket,
                    id,
                    correction,
                });
            }
            Err(Word::NothingFurther) => {
                let key = self.key_of(Action::MakeRoot);
                self.note = Some(Note::with(Word::NothingFurther, [key]));
            }
            Err(word) => self.say(word),
        }
    }

    fn ask(&mut self, id: DocumentId, what: What) -> Ticket {
        self.tickets += 1;
        let ticket = Ticket(self.tickets);
        self.correcting.asked.push(Asked { ticket, id, what });
        ticket
    }

    /// Sets all that is set by hand on a document anew, which undoes a step or does it again.
    pub(super) fn restore(
        &mut self,
        step: Step,
        again: bool,
        corrections: Corrections,
        effects: &mut Vec<Effect>,
    ) {
        let id = step.id;
        let ticket = self.ask(id, What::Turn(Box::new(step), again));
        effects.push(Effect::Restore {
            ticket,
            id,
            corrections: Box::new(corrections),
        });
    }

    /// Takes a correction as answered, and those of its document that were asked before it.
    fn answered(&mut self, ticket: Ticket) -> Option<Asked> {
        let found = self.correcting.asked.iter().find(|c| c.ticket == ticket);
        let found = found.cloned()?;
        let later = |c: &Asked| c.id != found.id || c.ticket > ticket;
        self.correcting.asked.retain(later);
        Some(found)
    }

    /// Tells that a correction could not be made.
    pub(super) fn not_corrected(
        &mut self,
        ticket: Ticket,
        gone: bool,
        why: Clean,
        effects: &mut Vec<Effect>,
    ) {
        if let Some(Asked { id, what, .. }) = self.answered(ticket) {
            // What was undone in vain is still to be undone, unless that bars the way to what was done before.
            if let What::Turn(step, again) = what
                && !gone
            {
                self.steps.turn_back(*step, again);
            }
            self.correcting.wishes.retain(|(of, _)| *of != id);
            self.tell(Note::with(Word::CouldNotOpen, [why]).bad());
            self.turn_waiting(effects);
        }
    }

    /// Takes the document that was made anew. `made` tells what was set before and after each correction, and
    /// whether the last one changed anything.
    pub(super) fn corrected(
        &mut self,
        ticket: Ticket,
        document: &Arc<Document>,
        chunk: Chunk,
        made: (&[Corrections], bool),
        effects: &mut Vec<Effect>,
    ) {
        if let Some(asked) = self.answered(ticket) {
            self.made(asked, document, chunk, made, effects);
            self.turn_waiting(effects);
        }
    }

    fn made(
        &mut self,
        Asked { ticket, id, what }: Asked,
        document: &Arc<Document>,
        chunk: Chunk,
        (steps, changed): (&[Corrections], bool),
        effects: &mut Vec<Effect>,
    ) {
        self.list_anew(document);
        if let What::Set(_) = what {
            self.note_corrections(id, steps);
        }
        if let Some(now) = steps.last() {
            let open = self.reader.as_mut().filter(|r| r.document.id == id);
            let kept = self.kept.get_mut(&id).map(|k| &mut k.state);
            for state in open.map(|r| &mut r.state).into_iter().chain(kept) {
                state.corrections.clone_from(now);
            }
        }
        if self.correcting.asked.iter().any(|c| c.id == id) {
            // The document of the newest answer has all of them, and places are carried to it at once.
            return;
        }
        let Some(mut reader) = self.reader.take_if(|r| r.document.id == id) else {
            // It was left in the meantime, and is found so when it is opened again.
            self.correcting.wishes.retain(|(of, _)| *of != id);
            if let Some(kept) = self.kept.get(&id) {
                self.carry_stops(&Arc::clone(&kept.document), document);
            }
            if let What::Turn(step, again) = what {
                self.turned(&step, again);
            }
            return;
        };
        let anew = !Arc::ptr_eq(&reader.document, document);
        if anew {
            self.carry_stops(&Arc::clone(&reader.document), document);
            let mut measured = Measured::new(document, Arc::clone(&self.segmenter));
            measured.take(chunk);
            let words = reader.remake(Arc::clone(document), measured, ticket);
            // The panes must have their size before a place in them means anything.
            self.areas = self.divide(&reader);
            reader.fit(&self.areas);
            // What was read as a comment is shown where it is now.
            if let Some(place) = words.filter(|_| reader.focus == PaneId::Thread) {
                reader.show_brought(place);
            }
            effects.push(Effect::Measure {
                ticket,
                document: Arc::clone(document),
            });
            // They tell of comments and links by their old numbers.
            let stale = |overlay: &mut Overlay| {
                !matches!(
                    overlay,
                    Overlay::Help { .. } | Overlay::Messages { .. } | Overlay::Palette { .. }
                )
            };
            self.overlay.take_if(stale);
        }
        self.reader = Some(reader);
        if anew {
            self.ask_links(effects);
            effects.push(Effect::Relate { ticket, id });
        }
        self.relate(effects);
        match what {
            What::Turn(step, again) => self.turned(&step, again),
            What::Set(correction) if changed => {
                self.note = Some(self.tell_corrected(document, correction));
            }
            What::Set(correction) => self.say(match correction {
                Correction::CutUp(_) => Word::CutAtTop,
                Correction::CutDown(_) => Word::CutAtBottom,
                Correction::NoComments => Word::NoneAlready,
                Correction::Parent { .. } | Correction::AsFound(_) => Word::StandsSo,
            }),
        }
        while !self.is_changing()
            && let Some((of, wish)) = self.correcting.wishes.pop_front()
        {
            if of == id {
                self.fulfil(wish, effects);
            }
        }
    }

    /// The shelf's row of a document that was made anew.
    fn list_anew(&mut self, document: &Document) {
        let rows = self.shelf.rows_mut();
        for row in rows.filter(|row| row.listing.id == document.id) {
            let n_sources = row.listing.n_sources;
            row.listing = Listing::of(document);
            row.listing.n_sources = n_sources;
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
                return self.tell_cut(Word::CutAsFound, document);
            }
            Correction::CutUp(_) => return self.tell_cut(Word::CutMovedUp, document),
            Correction::CutDown(_) => return self.tell_cut(Word::CutMovedDown, document),
            Correction::NoComments => return self.tell_cut(Word::CommentsAgain, document),
            Correction::Parent { comment, .. } | Correction::AsFound(comment) => comment,
        };
        let comments = document.thread.comments();
        let Some(at) = comments.iter().position(|c| c.id == comment) else {
            return Note::new(Word::StandsSo);
        };
        let this = number(at + 1);
        match comments[at].parent.map(|p| number(p.0 + 1)) {
            _ if comments[at].by != By::Reader => Note::with(Word::ReplyAsFound, [this]),
            Some(to) => Note::with(Word::NowReply, [this, to, key(Action::MakeRoot)]),
            None => Note::with(Word::NowRoot, [this, key(Action::MakeRoot)]),
        }
    }

    /// How many comments there are now, and how the first one starts: the border may be off the screen.
    fn tell_cut(&self, word: Word, document: &Document) -> Note {
        let n = match document.thread.len() {
            1 => self.texts.word(Word::OneComment).to_owned(),
            n => self.texts.say(Word::ManyComments, &[&n.to_string()]),
        };
        if document.thread.is_empty() {
            return Note::with(word, [clean_line(&n)]);
        }
        let with = |first: &str| self.texts.say(Word::CommentsFirst, &[&n, first]);
        let rest = self.texts.say(word, &[&with("“”")]);
        // A column is free at each end of the row.
        let room = usize::from(self.size.0).saturating_sub(cell::width(&rest) + 2);
        let first = quoted(document, CommentIx(0), room.clamp(8, 40));
        Note::with(word, [clean_line(&with(&first))])
    }

    /// The first key of a command, as it is shown.
    pub(super) fn key_of(&self, action: Action) -> Clean {
        let keys = self.keymap.keys_of(action);
        clean_line(keys.first().map_or("", String::as_str))
    }
}
