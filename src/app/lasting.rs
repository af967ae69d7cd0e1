//! What outlives the session: marks and places of a document that is left, and their return.

use super::reader::Reader;
use super::{App, Effect};
use crate::model::{BlockIx, CommentIx, DocumentId, Left, LeftComment, Marks, SavedPlace, State};

impl App {
    /// Keeps the open document's state: for the session all of it, for later ones what can be told by
    /// identity.
    pub(super) fn keep(&mut self, effects: &mut Vec<Effect>) {
        let Some(reader) = &self.reader else { return };
        let id = reader.document.id;
        let left = Box::new(reader.left());
        let kept = reader.keep(&left);
        self.shelf.mark(id, |marks| *marks = Marks::of(&kept.state));
        self.kept.insert(id, kept);
        effects.push(Effect::Keep { id, left });
    }

    /// What is to be kept of the open document, should the program end.
    pub fn leave(&self) -> Option<(DocumentId, Box<Left>)> {
        let reader = self.reader.as_ref()?;
        let id = reader.document.id;
        Some((id, Box::new(reader.left())))
    }
}

impl Reader {
    /// What is to be kept of it.
    fn left(&self) -> Left {
        let thread = &self.document.thread;
        let comments = (0..).map(CommentIx).zip(thread.comments());
        let comments = comments.map(|(ix, c)| LeftComment {
            id: c.id,
            read: self.thread.read.get(ix.ix()).copied().unwrap_or_default(),
        });
        let chosen = thread.comments().get(self.thread.chosen().ix());
        Left {
            read: self.state.read,
            place: SavedPlace::of(&self.document, self.article.place()),
            chosen: chosen.map(|c| c.id),
            comments: comments.collect(),
        }
    }

    /// Goes on where it was left in an earlier session. The panes must have their size.
    pub fn recall(&mut self, state: State) {
        let document = std::sync::Arc::clone(&self.document);
        self.thread.recall(&document, &state);
        self.marks.learn(&state);
        let mut all = (0..).map(CommentIx).zip(document.thread.comments());
        let chosen = all.find(|(_, c)| Some(c.id) == state.chosen);
        if let Some((ix, _)) = chosen {
            self.thread.stack.reveal_above(&document.thread, ix);
            self.thread.cursor = (ix, 0);
        }
        let place = state.place.and_then(|p| p.find(&document));
        let in_article = |block: BlockIx| document.article.blocks.contains(&block);
        if let Some(place) = place.filter(|p| in_article(p.block)) {
            self.article.go(place);
        }
        self.state = state;
    }
}
