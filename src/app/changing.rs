//! What the reader sets on articles and comments: read, star, tags, note, folds. Everything is kept at
//! once, and everything can be undone.

use std::collections::BTreeSet;

use super::action::Action;
use super::areas::PaneId;
use super::pane::sources::SourceKey;
use super::prompt::{Ask, Prompt};
use super::steps::Did;
use super::word::{Note, Word, number};
use super::{App, Effect, Reader, Ticket};
use crate::model::{Change, CommentChange, CommentId, CommentIx, DocumentId};
use crate::text::{Clean, clean_line};

/// What a prompt for tags or a note is about.
#[derive(Debug, Clone)]
pub(super) struct Marking {
    pub(super) target: Target,
    /// The note before.
    pub(super) note: Option<Clean>,
}

type Target = (DocumentId, Option<CommentId>);

impl App {
    /// The document that a key means: the row of the shelf, the chosen source, else the open one.
    fn meant(&self) -> Option<DocumentId> {
        let Some(reader) = &self.reader else {
            return self.shelf.chosen().map(|l| l.id);
        };
        let source = reader.sources.key();
        match source.filter(|_| reader.focus == PaneId::Sources) {
            Some(SourceKey::Document(id) | SourceKey::Passage(id)) => Some(id),
            Some(SourceKey::Link(_)) | None => Some(reader.document.id),
        }
    }

    /// The same, or the chosen comment where the thread has the focus.
    fn target(&self) -> Option<Target> {
        let reader = self.reader.as_ref();
        let comment = reader.and_then(comment_meant);
        Some((self.meant()?, comment.map(|(_, id)| id)))
    }

    pub(super) fn toggle_read(&mut self, effects: &mut Vec<Effect>) {
        let Some((id, comment)) = self.target() else {
            return;
        };
        let (back, forth, read) = match self.reader.as_ref().filter(|_| comment.is_some()) {
            None => {
                let read = self.shelf.is_read(id);
                (Change::Read(read), Change::Read(!read), !read)
            }
            Some(reader) => {
                let Some((ix, comment)) = comment_meant(reader) else {
                    return;
                };
                // Seeing a comment may have marked it at this very key: the mark before it counts.
                let was = reader.thread.was_read;
                let back = match reader.thread.mark_of(ix) {
                    CommentChange::Read { fresh, stays, .. } => CommentChange::Read {
                        read: was,
                        fresh,
                        stays,
                    },
                    other => other,
                };
                let of = |change| Change::Comment(comment, change);
                (of(back.clone()), of(marked(&back, !was)), !was)
            }
        };
        self.make(
            (id, comment),
            Did::Read(read),
            (vec![back], vec![forth]),
            effects,
        );
        self.say(if read {
            Word::MarkedRead
        } else {
            Word::MarkedUnread
        });
    }

    /// Marks the whole thread as read, or what stands above the chosen comment.
    pub(super) fn mark_thread(&mut self, above: bool, effects: &mut Vec<Effect>) {
        let Some(reader) = &self.reader else {
            return;
        };
        let (id, thread) = (reader.document.id, &reader.thread);
        let chosen = thread.chosen();
        let comments = reader.document.thread.comments();
        let all = (0..comments.len() as u32).map(CommentIx);
        let wanted: Vec<CommentIx> = match (above, thread.stack.slot(chosen)) {
            (false, _) => all.collect(),
            (true, Some(slot)) if thread.stack.shape().flat => {
                thread.stack.shown()[..slot].to_vec()
            }
            (true, _) => all.take(chosen.ix()).collect(),
        };
        let n = wanted.iter().filter(|ix| !thread.read[ix.ix()]).count();
        let is_open = |ix: &CommentIx| !thread.read[ix.ix()] || thread.fresh[ix.ix()];
        let (back, forth): (Vec<Change>, Vec<Change>) = wanted
            .into_iter()
            .filter(is_open)
            .map(|ix| {
                let of = |change| Change::Comment(comments[ix.ix()].id, change);
                let was = thread.mark_of(ix);
                (of(was.clone()), of(marked(&was, true)))
            })
            .unzip();
        if !forth.is_empty() {
            self.make((id, None), Did::ReadMany(n), (back, forth), effects);
        }
        self.note = Some(Note::with(Word::MarkedAll, [number(n)]));
    }

    /// Stars the article or the comment, or takes the star away.
    pub(super) fn star(&mut self, effects: &mut Vec<Effect>) {
        let Some(target) = self.target() else { return };
        let starred = match self.reader.as_ref().filter(|_| target.1.is_some()) {
            Some(reader) => reader.done_with_chosen().is_some_and(|d| d.starred),
            None => self.shelf.marks(target.0).is_some_and(|m| m.starred),
        };
        let change = |starred| match target.1 {
            Some(comment) => Change::Comment(comment, CommentChange::Starred(starred)),
            None => Change::Starred(starred),
        };
        let both = (vec![change(starred)], vec![change(!starred)]);
        self.make(target, Did::Star(!starred), both, effects);
        self.say(if starred {
            Word::Unstarred
        } else {
            Word::Starred
        });
    }

    /// Folds were set by hand: `before` is what was folded and where the cursor was, `only` the comment that
    /// was meant where it was not all of them.
    pub(super) fn folded(
        &mut self,
        (before, cursor): (&[bool], (CommentIx, usize)),
        only: Option<CommentIx>,
        effects: &mut Vec<Effect>,
    ) {
        self.say_fold(only);
        let Some(reader) = &self.reader else { return };
        let id = reader.document.id;
        let mut both = (Vec::new(), Vec::new());
        for (ix, c) in (0..).map(CommentIx).zip(reader.document.thread.comments()) {
            let done = reader.state.comments.get(&c.id);
            let kept = done.and_then(|d| d.folded);
            let (was, is) = (before[ix.ix()], reader.thread.stack.is_folded(ix));
            // What no jump opened is as it is kept.
            let then = is.then_some(true);
            let meant = only.is_none_or(|only| only == ix);
            if was != is || (meant && kept.unwrap_or_default() != is) {
                let of = |kept, shown| Change::Comment(c.id, CommentChange::Folded { kept, shown });
                both.0.push(of(kept, was));
                both.1.push(of(then, is));
            }
        }
        let named = |ix: CommentIx| reader.document.thread.get(ix).id;
        let spot = |(ix, row)| (named(ix), row);
        let (from, to) = (spot(cursor), spot(reader.thread.cursor));
        let comment = only.map(named);
        if !both.1.is_empty() {
            self.make((id, comment), Did::Fold, both, effects);
            self.steps.note_move(from, to);
        }
    }

    /// Asks for the tags of the article, also in the thread: comments have none.
    pub(super) fn ask_tags(&mut self) {
        let Some(id) = self.meant() else { return };
        let tags = self.shelf.marks(id).map(|m| m.tags.clone());
        let tags: Vec<String> = tags.iter().flatten().map(ToString::to_string).collect();
        // A tag of several words stands between commas.
        let apart = if tags.iter().any(|t| t.contains(' ')) {
            ", "
        } else {
            " "
        };
        let text: String = tags.iter().flat_map(|t| [t, apart]).collect();
        self.marking = Some(Marking {
            target: (id, None),
            note: None,
        });
        self.prompt = Some(Prompt::new(Ask::Tags, &text));
    }

    /// Takes the tags that were typed.
    pub(super) fn set_tags(&mut self, typed: &str, effects: &mut Vec<Effect>) {
        let Some(Marking {
            target: (id, _), ..
        }) = self.marking.take()
        else {
            return;
        };
        let before = self.shelf.marks(id).map(|m| m.tags.clone());
        let before = before.unwrap_or_default();
        let after = tags(typed, &self.tags);
        let gone = before.difference(&after).map(|t| (t.clone(), true));
        let new = after.difference(&before).map(|t| (t.clone(), false));
        let changes: Vec<(Clean, bool)> = gone.chain(new).collect();
        let back = changes.iter().map(|(t, was)| Change::Tag(t.clone(), *was));
        let forth = changes.iter().map(|(t, was)| Change::Tag(t.clone(), !was));
        let both = (back.collect(), forth.collect());
        if !changes.is_empty() {
            self.make((id, None), Did::Tags, both, effects);
        }
        self.note = Some(if after.is_empty() {
            Note::new(Word::NoTags)
        } else {
            let after = Clean::join(after.iter().map(|t| &**t), ", ");
            Note::with(Word::TagsAre, [after])
        });
    }

    /// Asks for the note on the article or the comment. One on a document that is not open is fetched first:
    /// its row tells whether it had one, not what it has by now.
    pub(super) fn ask_note(&mut self, effects: &mut Vec<Effect>) {
        let Some(target) = self.target() else { return };
        let id = target.0;
        let open = self.reader.as_ref().filter(|r| r.document.id == id);
        let state = open.map(|r| &r.state);
        let state = state.or_else(|| self.kept.get(&id).map(|k| &k.state));
        let note = match (state, target.1) {
            (Some(state), None) => state.note.clone(),
            (Some(state), Some(comment)) => {
                let done = state.comments.get(&comment);
                done.and_then(|d| d.note.clone())
            }
            (None, _) => {
                self.tickets += 1;
                let ticket = Ticket(self.tickets);
                self.fetching = Some((ticket, id));
                effects.push(Effect::Note { ticket, id });
                return;
            }
        };
        self.prompt_note(target, note);
    }

    /// Takes a note that was fetched, unless the reader is at something else by now.
    pub(super) fn noted(&mut self, ticket: Ticket, note: Option<Clean>) {
        let Some((_, id)) = self.fetching.take_if(|(t, _)| *t == ticket) else {
            return;
        };
        if self.draft_of_note(id, note.as_ref()) {
            return;
        }
        let elsewhere = self.prompt.is_some() || self.overlay.is_some();
        if !elsewhere && self.target() == Some((id, None)) {
            self.prompt_note((id, None), note);
        }
    }

    fn prompt_note(&mut self, target: Target, note: Option<Clean>) {
        let text = clean_line(note.as_deref().unwrap_or_default());
        self.marking = Some(Marking { target, note });
        self.prompt = Some(Prompt::new(Ask::Note, &text));
    }

    /// Takes the note that was typed; nothing removes it.
    pub(super) fn set_note(&mut self, typed: &str, effects: &mut Vec<Effect>) {
        let Some(Marking { target, note }) = self.marking.take() else {
            return;
        };
        let typed = clean_line(typed.trim());
        let same = clean_line(note.as_deref().unwrap_or_default()).trimmed() == typed;
        let new = (!typed.is_empty()).then_some(typed);
        let word = match (&new, &note) {
            (None, None) => Word::NoNote,
            (None, Some(_)) => Word::NoteGone,
            (Some(_), _) => Word::NoteKept,
        };
        if !same {
            let change = |note| match target.1 {
                Some(comment) => Change::Comment(comment, CommentChange::Note(note)),
                None => Change::Note(note),
            };
            let both = (vec![change(note)], vec![change(new)]);
            self.make(target, Did::Note, both, effects);
        }
        self.say(word);
    }

    /// The key that completes a tag.
    pub(super) fn complete_tag(&mut self) {
        if let Some(prompt) = &mut self.prompt {
            let known: Vec<&str> = self.tags.iter().map(|t| &**t).collect();
            prompt.complete(&known);
        }
    }

    /// Runs one of these commands.
    pub(super) fn change(&mut self, action: Action, effects: &mut Vec<Effect>) {
        match action {
            Action::ToggleRead => self.toggle_read(effects),
            Action::ThreadRead => self.mark_thread(false, effects),
            Action::ReadAbove => self.mark_thread(true, effects),
            Action::Star => self.star(effects),
            Action::Tags => self.ask_tags(),
            Action::Note => self.ask_note(effects),
            Action::NotRelated => self.veto(effects),
            Action::Undo => self.turn(false, effects),
            Action::Redo => self.turn(true, effects),
            _ => {}
        }
    }
}

/// The chosen comment, where the thread has the focus.
pub(super) fn comment_meant(reader: &Reader) -> Option<(CommentIx, CommentId)> {
    let ix = reader.thread.chosen();
    let comment = reader.document.thread.comments().get(ix.ix());
    let shown = reader.thread.stack.is_shown(ix);
    let comment = comment.filter(|_| shown && reader.focus == PaneId::Thread);
    comment.map(|c| (ix, c.id))
}

/// A mark set by hand: what is read is new no more, what is not stays so while it is looked at.
fn marked(was: &CommentChange, read: bool) -> CommentChange {
    let fresh = matches!(was, CommentChange::Read { fresh: true, .. });
    CommentChange::Read {
        read,
        fresh: fresh && !read,
        stays: !read,
    }
}

/// The tags that a line names, parted by commas where it has any, else by spaces; `-tag` takes one off the
/// line. One that differs from a known tag only in its case is that one.
fn tags(typed: &str, known: &BTreeSet<Clean>) -> BTreeSet<Clean> {
    let comma = typed.contains(',');
    let words = typed.split(|c: char| c == ',' || (!comma && c.is_whitespace()));
    let as_known = |word: &str| {
        let word = word.trim().trim_start_matches('#').trim();
        let low = word.to_lowercase();
        let same = known.iter().find(|k| k.to_lowercase() == low);
        same.cloned().unwrap_or_else(|| clean_line(word))
    };
    let mut tags = BTreeSet::new();
    let mut off = BTreeSet::new();
    for word in words.map(str::trim) {
        match word.strip_prefix('-') {
            Some(word) => off.insert(as_known(word)),
            None => tags.insert(as_known(word)),
        };
    }
    tags.retain(|t| !t.is_empty() && !off.contains(t));
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_names_tags() {
        let known: BTreeSet<Clean> = [clean_line("Rail"), clean_line("น้ำท่วม")].into();
        for (typed, wanted) in [
            ("", ""),
            (" , ,, ", ""),
            ("a b  c", "a|b|c"),
            ("a, long walk ,b", "a|b|long walk"),
            ("#a -b b", "a"),
            ("a b -a", "b"),
            ("rail RAIL น้ำท่วม", "Rail|น้ำท่วม"),
            ("- # -", ""),
        ] {
            let is = tags(typed, &known);
            let is: Vec<&str> = is.iter().map(|t| &**t).collect();
            assert_eq!(is.join("|"), wanted, "{typed:?}");
        }
    }
}
