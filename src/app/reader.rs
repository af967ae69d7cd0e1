//! The open document in its three panes.

mod follow;
mod remake;
mod seat;

use std::sync::Arc;

use super::areas::{Areas, PaneId};
use super::linear;
use super::linked::Linked;
use super::msg::Ticket;
use super::pane::sources::SourceKey;
use super::pane::thread::Marks;
use super::pane::{ArticlePane, SourcesPane, ThreadPane};
use super::search::{Find, Hit};
use super::select::Selection;
use super::trail::Stop;
use crate::model::{
    BlockIx, By, Change, CommentId, CommentIx, CommentState, Document, Left, Listing, Place,
    Relation, State,
};
use crate::page::Measured;
use crate::page::measure::Chunk;
use crate::text::Segmenter;

/// An open document.
#[derive(Debug, Clone)]
pub struct Reader {
    /// The document.
    pub document: Arc<Document>,
    /// What is measured of it.
    pub measured: Measured,
    /// Ties the worker's answers to it.
    pub ticket: Ticket,
    /// The article.
    pub article: ArticlePane,
    /// The comments.
    pub thread: ThreadPane,
    /// Related documents and links.
    pub sources: SourcesPane,
    /// The widest line of an article in cells.
    measure: u16,
    /// What ties the panes.
    pub linked: Linked,
    /// The pane that listens.
    pub focus: PaneId,
    /// The pane beside the article where only two fit.
    pub second: PaneId,
    /// Whether khao inferred any of the replies.
    pub inferred: bool,
    /// The search, while its hits are shown.
    pub find: Option<Find>,
    /// The source that was chosen when the document was left: chosen again once it is known.
    wanted_source: Option<SourceKey>,
    /// The passage being selected.
    pub selection: Option<Selection>,
    /// What the reader did with it, by identity; marks that came about by reading since it was opened are in
    /// the thread pane only.
    pub state: State,
    /// Marks of comments that were there before the document was made anew.
    pub(super) marks: Marks,
    /// Where the reader was in the article before a correction scrolled it, and where that put it.
    scrolled: Option<(Place, Place)>,
}

/// What is kept of a document when another is opened.
#[derive(Debug, Clone)]
pub struct Kept {
    /// What the places below are of.
    pub(super) document: Arc<Document>,
    /// What the reader did with it.
    pub(super) state: State,
    /// The comments.
    pub(super) thread: ThreadPane,
    marks: Marks,
    article: Place,
    focus: PaneId,
    second: PaneId,
    source: Option<SourceKey>,
}

impl Reader {
    /// A document that has just been opened.
    pub fn new(
        document: Arc<Document>,
        chunk: Chunk,
        segmenter: Arc<Segmenter>,
        ticket: Ticket,
    ) -> Self {
        let mut measured = Measured::new(&document, segmenter);
        measured.take(chunk);
        let thread = ThreadPane::new(&document);
        let inferred = inferred(&document);
        let second = second(&document);
        Self {
            document,
            measured,
            ticket,
            article: ArticlePane::default(),
            thread,
            sources: SourcesPane::default(),
            measure: 0,
            linked: Linked::default(),
            focus: PaneId::Article,
            second,
            inferred,
            find: None,
            selection: None,
            state: State::default(),
            wanted_source: None,
            marks: Marks::default(),
            scrolled: None,
        }
    }

    /// What to keep of it when it is left like that.
    pub fn keep(&self, left: &Left) -> Kept {
        let mut thread = self.thread.clone();
        thread.age();
        Kept {
            document: Arc::clone(&self.document),
            state: self.state.clone().after(left),
            thread,
            marks: self.marks.clone(),
            article: self.article.place(),
            focus: self.focus,
            second: self.second,
            source: self.sources.key(),
        }
    }

    /// Goes on where it was left. The state is that of the library, which may know of new comments.
    pub fn restore(&mut self, kept: Kept, state: State) {
        self.focus = kept.focus;
        self.second = kept.second;
        self.thread = kept.thread;
        self.marks = kept.marks;
        self.marks.learn(&state);
        self.state = state;
        self.wanted_source = kept.source;
        if Arc::ptr_eq(&kept.document, &self.document) {
            self.article.go(kept.article);
        } else {
            // It was corrected while it was not open.
            self.article = self.article.anew(kept.article);
            let document = std::mem::replace(&mut self.document, kept.document);
            let measured = std::mem::take(&mut self.measured);
            self.remake(document, measured, self.ticket);
        }
    }

    /// Sets what was changed.
    pub fn put(&mut self, changes: &[Change]) {
        for change in changes {
            self.state.set(change);
        }
        self.thread.put(&self.document, changes, &mut self.marks);
        self.refuse();
    }

    /// Puts the cursor of the thread back, where it still is at the comment `here`.
    pub fn move_back(&mut self, here: CommentId, (there, row): (CommentId, usize)) {
        let comments = self.document.thread.comments();
        let chosen = comments.get(self.thread.chosen().ix()).map(|c| c.id);
        let found = comments.iter().position(|c| c.id == there);
        if let Some(at) = found.filter(|_| chosen == Some(here)) {
            let ix = CommentIx(at as u32);
            self.thread.stack.reveal_above(&self.document.thread, ix);
            self.thread.cursor = (ix, row);
        }
    }

    /// What is kept of the chosen comment, where anything is.
    pub fn done_with_chosen(&self) -> Option<&CommentState> {
        self.done_with(self.thread.chosen())
    }

    /// What is kept of a comment, where anything is.
    pub fn done_with(&self, ix: CommentIx) -> Option<&CommentState> {
        let comment = self.document.thread.comments().get(ix.ix())?;
        self.state.comments.get(&comment.id)
    }

    /// Takes what is related to it.
    pub fn relate(&mut self, related: Vec<(Relation, Listing)>, ready: bool) {
        // Until they are known there are only links, and the first one is nobody's choice.
        let unchosen = ready && !self.sources.ready && self.sources.chosen == 0;
        self.sources.fill(&self.document, related, ready);
        if unchosen {
            self.sources.step(isize::MIN / 2);
        }
        if ready && self.wanted_source.is_some() {
            self.sources.choose(self.wanted_source.take());
        }
    }

    /// Fits the panes to their areas.
    pub fn fit(&mut self, areas: &Areas) {
        self.linked.alone = areas.panes.len() < 2;
        for p in &areas.panes {
            let body = p.body();
            let (width, rows) = (body.width, usize::from(body.height));
            // Plain text takes all the room there is, but for the word before it that says what it is.
            let (width, measure) = match p.pane {
                PaneId::Article | PaneId::Sources if p.plain => {
                    (width - linear::lead(width), u16::MAX)
                }
                _ => (width, self.measure),
            };
            match p.pane {
                PaneId::Article => {
                    self.article
                        .fit(&self.document, &mut self.measured, width, measure, rows);
                }
                // One row tells whose replies these are.
                PaneId::Thread => {
                    self.thread.fit(
                        &self.document,
                        &mut self.measured,
                        width,
                        rows.saturating_sub(1),
                    );
                }
                PaneId::Sources => {
                    let segmenter = Arc::clone(self.measured.segmenter());
                    self.sources.fit(&self.document, &segmenter, width, rows);
                }
            }
        }
    }

    /// Takes more measured blocks.
    pub fn take(&mut self, chunk: Chunk) {
        let blocks: Vec<BlockIx> = chunk.keys().copied().collect();
        self.measured.take(chunk);
        let mut comments: Vec<CommentIx> = blocks
            .into_iter()
            .filter_map(|b| self.document.thread.holding(b))
            .collect();
        comments.sort_unstable();
        comments.dedup();
        self.thread
            .take(&self.document, &mut self.measured, comments.into_iter());
    }

    /// Where the reader is.
    pub fn stop(&self) -> Stop {
        Stop {
            document: Some(self.document.id),
            pane: self.focus,
            article: self.article.place(),
            read: self.article.read_place(),
            thread: self.thread.cursor,
        }
    }

    /// Goes to a stop of this document.
    pub fn go(&mut self, stop: &Stop) {
        self.set_focus(stop.pane);
        self.article.go(stop.article);
        self.article.read_at(stop.read);
        let comment = CommentIx(
            stop.thread
                .0
                .0
                .min(self.document.thread.len().saturating_sub(1) as u32),
        );
        if !self.document.thread.is_empty() {
            self.thread
                .stack
                .reveal_above(&self.document.thread, comment);
            self.thread.cursor = (comment, stop.thread.1);
        }
    }

    /// Gives a pane the focus.
    pub fn set_focus(&mut self, pane: PaneId) {
        // A selection is of one pane.
        if pane != self.focus {
            self.selection = None;
        }
        self.focus = pane;
        self.linked.brought &= pane != PaneId::Thread;
        if pane != PaneId::Article {
            self.second = pane;
        }
    }

    /// Brings a hit into view, unfolding what hides it, and gives its pane the focus.
    pub fn show(&mut self, hit: Hit) {
        if let Some(comment) = self.document.thread.holding(hit.place.block) {
            self.set_focus(PaneId::Thread);
            self.thread.stack.reveal(&self.document.thread, comment);
            if self
                .thread
                .stack
                .lay(&self.document, &mut self.measured, comment)
            {
                self.thread.stack.settle();
            }
            let row = self
                .thread
                .stack
                .row_in(comment, hit.place.block, hit.place.byte);
            let seen = self.thread.stack.top(comment) + row;
            let top = self.thread.top();
            // The head of a comment says whose words these are: keep it while the hit fits below it.
            if self.thread.walks
                || self.thread.chosen() != comment
                || !(top..top + self.thread.rows).contains(&seen)
            {
                self.thread.choose(&self.document, comment);
                if self.thread.walks {
                    self.thread.cursor.1 = row;
                } else if row + 1 >= self.thread.rows {
                    self.thread.cursor.1 = row.saturating_sub(self.thread.rows / 3);
                }
            }
        } else {
            self.set_focus(PaneId::Article);
            self.article.show(&self.document, hit.place);
        }
    }

    /// Forgets what was searched for. Returns whether there was anything.
    pub fn forget_find(&mut self) -> bool {
        let in_sources = self.sources.find.take().is_some();
        self.find.take().is_some() || in_sources
    }

    /// Where a search starts from.
    pub fn here(&self) -> Place {
        match self.focus {
            PaneId::Thread if !self.document.thread.is_empty() => {
                Place::start(self.document.thread.get(self.thread.chosen()).blocks.start)
            }
            PaneId::Article | PaneId::Sources | PaneId::Thread => self.article.start(),
        }
    }
}

/// Whether khao inferred any of the replies.
fn inferred(document: &Document) -> bool {
    let mut comments = document.thread.comments().iter();
    comments.any(|c| c.parent.is_some() && matches!(c.by, By::Khao { .. }))
}

/// The pane beside the article where only two fit.
fn second(document: &Document) -> PaneId {
    if document.thread.is_empty() {
        PaneId::Sources
    } else {
        PaneId::Thread
    }
}

impl Kept {
    /// Sets what was changed.
    pub(super) fn put(&mut self, changes: &[Change]) {
        for change in changes {
            self.state.set(change);
        }
        self.thread.put(&self.document, changes, &mut self.marks);
    }
}
