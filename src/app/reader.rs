//! The open document in its three panes.

use std::sync::Arc;

use super::areas::{Areas, PaneId};
use super::carry::Carry;
use super::msg::Ticket;
use super::pane::sources::SourceKey;
use super::pane::thread::Marks;
use super::pane::{ArticlePane, SourcesPane, ThreadPane};
use super::search::{Find, Hit};
use super::select::Selection;
use super::trail::Stop;
use crate::model::{BlockIx, By, CommentIx, Document, Listing, Place, Relation};
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
    /// Marks of comments that were there before the document was made anew.
    marks: Marks,
    /// Where the reader was in the article before a correction scrolled it, and where that put it.
    scrolled: Option<(Place, Place)>,
}

/// What is kept of a document when another is opened.
#[derive(Debug, Clone)]
pub struct Kept {
    /// What the places below are of.
    pub(super) document: Arc<Document>,
    marks: Marks,
    article: Place,
    thread: ThreadPane,
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
            focus: PaneId::Article,
            second,
            inferred,
            find: None,
            selection: None,
            wanted_source: None,
            marks: Marks::default(),
            scrolled: None,
        }
    }

    /// What to keep of it.
    pub fn keep(&self) -> Kept {
        Kept {
            document: Arc::clone(&self.document),
            marks: self.marks.clone(),
            article: self.article.place(),
            thread: self.thread.clone(),
            focus: self.focus,
            second: self.second,
            source: self.sources.key(),
        }
    }

    /// Goes on where it was left.
    pub fn restore(&mut self, kept: Kept) {
        self.focus = kept.focus;
        self.second = kept.second;
        self.thread = kept.thread;
        self.marks = kept.marks;
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

    /// Puts the same document, made anew, in the place of the old one. The words that were read stay
    /// where they were, marks and folds stay with their comments. Returns the place in the article of
    /// words that were in the chosen comment.
    pub fn remake(
        &mut self,
        document: Arc<Document>,
        measured: Measured,
        ticket: Ticket,
    ) -> Option<Place> {
        let old = std::mem::replace(&mut self.document, document);
        self.measured = measured;
        self.ticket = ticket;
        let new = Arc::clone(&self.document);
        let carry = Carry::new(&old, &new);
        self.remake_article(&carry);
        let words = self.remake_thread(&carry, &old);
        if old.thread.is_empty() != new.thread.is_empty() && self.focus == PaneId::Article {
            self.second = second(&new);
        }
        self.inferred = inferred(&new);
        self.selection = self.selection.and_then(|s| carried(s, &carry, &new));
        self.find = self.find.take().and_then(|find| {
            let hit = find.at.and_then(|at| carry.place(find.hits[at].place));
            let mut find = Find::new(&new, &find.word, find.pane)?;
            find.at = find.hits.iter().position(|h| Some(h.place) == hit);
            Some(find)
        });
        let key = self.wanted_source.take().or_else(|| self.sources.key());
        self.wanted_source = key.map(|key| match key {
            SourceKey::Document(_) => key,
            SourceKey::Link(at) => SourceKey::Link(carry.link(at).unwrap_or(at)),
        });
        words.filter(|p| new.article.blocks.contains(&p.block))
    }

    /// Makes the article anew. Words at its top that are a comment now come back to the top when they
    /// come back.
    fn remake_article(&mut self, carry: &Carry<'_>) {
        let here = self.article.place();
        let scrolled = self.scrolled.take().filter(|(_, to)| *to == here);
        let was = scrolled.map_or(here, |(was, _)| was);
        let top = carry.in_article(was);
        self.scrolled = carry.place(was).filter(|p| *p != top).map(|was| (was, top));
        self.article = self.article.anew(top);
    }

    /// Shows a place that a correction brought into the article.
    pub fn show_brought(&mut self, place: Place) {
        let here = self.article.place();
        let was = self.scrolled.map_or(here, |(was, _)| was);
        if self.article.page.height() > 0 {
            self.article.show(&self.document, place);
        } else {
            // It waits behind another pane, and is laid when it is seen.
            self.article = self.article.anew(place);
        }
        self.scrolled = Some((was, self.article.place()));
    }

    /// Makes the thread anew. Returns where the words under the cursor are now.
    fn remake_thread(&mut self, carry: &Carry<'_>, old: &Document) -> Option<Place> {
        let new = Arc::clone(&self.document);
        let (chosen, row) = self.thread.cursor;
        let line = row.checked_sub(1);
        let line = line.and_then(|l| self.thread.stack.lines(chosen).get(l));
        let line = line.copied();
        let first = old.thread.comments().get(chosen.ix());
        let words = line
            .map(|l| l.place())
            .or_else(|| first.map(|c| Place::start(c.blocks.start)))
            .and_then(|place| carry.place(place));
        self.thread.note(old, &mut self.marks);
        self.thread = self.thread.anew(&new, &self.marks);
        let id = first.map(|c| c.id);
        let find = |id: crate::model::CommentId| {
            let at = new.thread.comments().iter().position(|c| c.id == id);
            at.map(|at| CommentIx(at as u32))
        };
        // What was chosen before the last correction took it away is chosen again with its return.
        let gone = self.marks.gone.take();
        let gone = gone.filter(|(_, _, stand_in)| *stand_in == id);
        let back = gone.and_then(|(id, row, _)| find(id).map(|ix| (ix, row)));
        let by_words = || words.and_then(|place| new.thread.holding(place.block));
        let same = carry.comment(chosen).or_else(by_words);
        let same = same.map(|ix| (ix, row));
        let mut gone = gone.filter(|_| back.is_none());
        if let Some((ix, row)) = back.or(same) {
            // The head and the blank row behind the words have none.
            let row = match words {
                Some(place) if line.is_some() && new.thread.holding(place.block) == Some(ix) => {
                    self.thread.stack.lay(&new, &mut self.measured, ix);
                    self.thread.stack.settle();
                    self.thread.stack.row_in(ix, place.block, place.byte)
                }
                _ => row,
            };
            self.thread.cursor = (ix, row);
        } else {
            let below = (chosen.0..old.thread.len() as u32).map(CommentIx);
            let above = (0..chosen.0).rev().map(CommentIx);
            let near = below.chain(above).find_map(|ix| carry.comment(ix));
            let near = near.unwrap_or_default();
            self.thread.cursor = (near, 0);
            gone = gone.or_else(|| id.map(|id| (id, row, None)));
        }
        let now = self.thread.chosen();
        let stand_in = new.thread.comments().get(now.ix()).map(|c| c.id);
        self.marks.gone = gone.map(|(id, row, _)| (id, row, stand_in));
        self.marks.opened.clear();
        if !new.thread.is_empty() {
            let folded = |ix: &CommentIx| self.thread.stack.is_folded(*ix);
            let shut: Vec<CommentIx> = new.thread.ancestors(now).filter(folded).collect();
            self.thread.stack.reveal_above(&new.thread, now);
            let opened = shut.iter().filter(|ix| !self.thread.stack.is_folded(**ix));
            self.marks.opened = opened.map(|ix| new.thread.get(*ix).id).collect();
        }
        words
    }

    /// Takes what is related to it.
    pub fn relate(&mut self, related: Vec<(Relation, Listing)>, ready: bool) {
        self.sources.fill(&self.document, related, ready);
        if ready && self.wanted_source.is_some() {
            self.sources.choose(self.wanted_source.take());
        }
    }

    /// Fits the panes to their areas.
    pub fn fit(&mut self, areas: &Areas, measure: u16) {
        for p in &areas.panes {
            let body = p.body();
            let (width, rows) = (body.width, usize::from(body.height));
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
            thread: self.thread.cursor,
        }
    }

    /// Goes to a stop of this document.
    pub fn go(&mut self, stop: &Stop) {
        self.set_focus(stop.pane);
        self.article.go(stop.article);
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
            if self.thread.chosen() != comment || !(top..top + self.thread.rows).contains(&seen) {
                self.thread.choose(&self.document, comment);
                if row + 1 >= self.thread.rows {
                    self.thread.cursor.1 = row.saturating_sub(self.thread.rows / 3);
                }
            }
        } else {
            self.set_focus(PaneId::Article);
            self.article.show(&self.document, hit.place);
        }
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

/// A selection in a document made anew; nothing where its ends are parted.
fn carried(selection: Selection, carry: &Carry<'_>, new: &Document) -> Option<Selection> {
    let (from, to) = (carry.place(selection.from)?, carry.place(selection.to)?);
    let comment = new.thread.holding(from.block);
    let whole = comment == new.thread.holding(to.block);
    let same_pane = comment.is_some() == selection.comment.is_some();
    (whole && same_pane).then_some(Selection { comment, from, to })
}
