//! What outlives the session: marks, folds and places of a document that is left, and their return.

use super::reader::Reader;
use super::{App, Effect};
use crate::model::{BlockIx, CommentIx, DocumentId, Left, LeftComment, SavedPlace, State};

impl App {
    /// Keeps the open document's state: for the session all of it, for later ones what can be told by
    /// identity.
    pub(super) fn keep(&mut self, effects: &mut Vec<Effect>) {
        effects.extend(self.leave());
        if let Some(reader) = &self.reader {
            let kept = reader.keep();
            self.kept.insert(reader.document.id, kept);
        }
    }

    /// What is to be kept of the open document, should the program end.
    pub fn leave(&self) -> Option<Effect> {
        let reader = self.reader.as_ref()?;
        let id = reader.document.id;
        let left = Box::new(reader.left(self.shelf.marks(id).read));
        Some(Effect::Keep { id, left })
    }

    /// Keeps whether a document was read.
    pub(super) fn keep_mark(&self, id: DocumentId, effects: &mut Vec<Effect>) {
        let read = self.shelf.marks(id).read;
        let left = Box::new(Left {
            read,
            ..Left::default()
        });
        effects.push(Effect::Keep { id, left });
    }
}

impl Reader {
    /// What is to be kept of it.
    fn left(&self, read: bool) -> Left {
        let thread = &self.document.thread;
        let comments = (0..).map(CommentIx).zip(thread.comments());
        let comments = comments.map(|(ix, c)| LeftComment {
            id: c.id,
            read: self.thread.read.get(ix.ix()).copied().unwrap_or_default(),
            folded: self.thread.stack.is_folded(ix),
        });
        let chosen = thread.comments().get(self.thread.chosen().ix());
        Left {
            read,
            open: true,
            place: SavedPlace::of(&self.document, self.article.place()),
            chosen: chosen.map(|c| c.id),
            comments: comments.collect(),
        }
    }

    /// Goes on where it was left in an earlier session. The panes must have their size.
    pub fn recall(&mut self, state: &State) {
        let document = std::sync::Arc::clone(&self.document);
        let all = || (0..).map(CommentIx).zip(document.thread.comments());
        for (ix, c) in all() {
            let done = state.comments.get(&c.id);
            self.thread.set_read(ix, done.is_some_and(|d| d.read));
        }
        let folded = |ix: CommentIx| {
            let done = state.comments.get(&document.thread.get(ix).id);
            done.and_then(|d| d.folded).unwrap_or_default()
        };
        if all().any(|(ix, _)| folded(ix)) {
            self.thread.stack.fold(&document.thread, |ix, _| folded(ix));
        }
        let chosen = all().find(|(_, c)| Some(c.id) == state.chosen);
        if let Some((ix, _)) = chosen {
            self.thread.stack.reveal_above(&document.thread, ix);
            self.thread.cursor = (ix, 0);
        }
        let place = state.place.and_then(|p| p.find(&document));
        let in_article = |block: BlockIx| document.article.blocks.contains(&block);
        if let Some(place) = place.filter(|p| in_article(p.block)) {
            self.article.go(place);
        }
    }
}
