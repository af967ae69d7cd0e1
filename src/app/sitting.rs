//! Where the reader was when the program ended, and the way back there.
//!
//! A session that was cut is gone on with at once; after one that the reader ended, the way back is offered.

use super::areas::{Layout, Moved, PaneId};
use super::changing::Marking;
use super::prompt::{Ask, Prompt};
use super::reader::Reader;
use super::search::Find;
use super::word::{Note, Word, number};
use super::{App, Effect};
use crate::app::action::Action;
use crate::model::{DocumentId, Draft, Drafted, OnShelf, Reading, SavedPlace, Searched, Sitting};
use crate::text::{Clean, cell, clean_line, clean_typed};

/// What is known of an earlier session, and what is still to be done about it.
#[derive(Debug, Default)]
pub(super) struct Coming {
    /// Whether it is known what an earlier session left.
    known: bool,
    /// What can be gone on with.
    offer: Option<Box<Sitting>>,
    /// How the document that is being opened is to be read.
    reading: Option<Box<Reading>>,
    /// The line to be typed on in it.
    draft: Option<Draft>,
    /// How the document was read that was open last in this session.
    last: Option<Box<Reading>>,
}

/// Cells of a title that is told.
const TITLE: usize = 60;

impl App {
    /// What stands on the screen, for the next start. `cut` says that it is not the reader who ends it. Nothing
    /// before the library has told what an earlier session left: that is not to be lost then.
    pub fn sitting(&self, cut: bool) -> Option<Sitting> {
        let coming = &self.coming;
        if !coming.known && !self.shelf.ready {
            return None;
        }
        let offer = coming.offer.as_deref();
        let offered = offer.and_then(|o| o.reading.clone());
        let open = self.reader.as_ref().map(|r| self.reading(r, true));
        // What is on its way is as good as there, and what was not taken up is still to be had.
        let coming_in = coming.reading.as_deref().cloned();
        let last = || coming.last.as_deref().cloned();
        let reading = coming_in.or(open).or_else(last).or_else(|| {
            offered.map(|reading| Reading {
                open: false,
                ..reading
            })
        });
        Some(Sitting {
            cut,
            began: 0,
            shelf: OnShelf {
                filter: clean_line(&self.shelf.filter),
                sort: self.shelf.sort,
                group: self.shelf.group,
                flat: self.shelf.flat,
                open: self.shelf.open.clone(),
                chosen: self.shelf.chosen_document().map(|c| c.0),
            },
            reading,
            // Of a kiosk nobody knows who comes next.
            draft: self
                .draft()
                .or_else(|| coming.draft.clone())
                .or_else(|| offer.and_then(|o| o.draft.clone()))
                .filter(|_| !self.kiosk),
        })
    }

    /// The line that is being typed, where it has any words.
    fn draft(&self) -> Option<Draft> {
        let prompt = self.prompt.as_ref().filter(|p| !p.text.is_empty())?;
        let marking = self.marking.as_ref().map(|m| m.target);
        let (what, about) = match prompt.ask {
            Ask::Search => (Drafted::Search, None),
            Ask::SearchAll => (Drafted::SearchAll, None),
            Ask::Filter => (Drafted::Filter, None),
            Ask::Save => (Drafted::Name, None),
            Ask::Tags => (Drafted::Tags, marking),
            Ask::Note => (Drafted::Note, marking),
            Ask::Command => return None,
        };
        Some(Draft {
            what,
            text: clean_typed(&prompt.text),
            cursor: u32::try_from(prompt.cursor).unwrap_or(u32::MAX),
            about,
        })
    }

    fn reading(&self, reader: &Reader, open: bool) -> Reading {
        let document = &reader.document;
        let (comment, row) = reader.thread.cursor;
        let comments = document.thread.comments();
        let folds = comments.iter().zip(reader.thread.stack.folds());
        let laid = reader.article.page.height() > 0;
        Reading {
            document: document.id,
            title: document.headline().0,
            percent: if laid { reader.article.percent() } else { 0 } as u8,
            open,
            panes: (reader.focus.ix() as u8, reader.second.ix() as u8),
            layout: match self.layout {
                Layout::Three => 3,
                Layout::Two => 2,
                Layout::One => 1,
                Layout::Stacked => 0,
            },
            zoom: self.zoom,
            widths: self.moved.cells,
            heights: self.moved.rows,
            top: SavedPlace::of(document, reader.article.place()),
            read: SavedPlace::of(document, reader.article.read_place()),
            comment: comments
                .get(comment.ix())
                .map(|c| (c.id, u32::try_from(row).unwrap_or(0))),
            flat: reader.thread.stack.shape().flat,
            folded: folds.filter(|(_, f)| **f).map(|(c, _)| c.id).collect(),
            search: reader.find.as_ref().map(|find| Searched {
                word: clean_line(&find.word),
                pane: find.pane.map(|p| p.ix() as u8),
                at: find.at.and_then(|at| u32::try_from(at).ok()),
            }),
        }
    }

    /// Notes how the open document is read, before the shelf takes its place.
    pub(super) fn note_reading(&mut self) {
        if let Some(reader) = &self.reader {
            self.coming.last = Some(Box::new(self.reading(reader, false)));
        }
    }

    /// What an earlier session left is known.
    pub(super) fn sat(&mut self, mut sitting: Sitting, effects: &mut Vec<Effect>) {
        self.coming.known = true;
        if self.kiosk {
            // It may have been somebody else: it is offered, and nobody is led into it.
            sitting.cut = false;
            sitting.draft = None;
        }
        let reading = sitting.reading.as_ref();
        let asked = self.opening.map(|(_, id)| id);
        let same = asked.is_none() || asked == reading.map(|r| r.document);
        let untouched = self.reader.is_none() && self.prompt.is_none() && self.overlay.is_none();
        if sitting.cut && same && untouched {
            let was_open = reading.is_some_and(|r| r.open);
            if was_open || sitting.draft.is_some() {
                self.tell(Note::new(Word::CutOff));
            }
            return self.go_on(sitting, was_open, effects);
        }
        let Some(reading) = reading else {
            if sitting.draft.is_some() {
                self.coming.offer = Some(Box::new(sitting));
            }
            return;
        };
        // What was read to its end and put away is nothing to go back to.
        if reading.open || reading.percent < 100 || sitting.draft.is_some() {
            // What is asked for is there in a moment.
            if asked != Some(reading.document) {
                let title = clean_line(&cell::truncate(&reading.title, TITLE));
                let key = self.key_of(Action::Resume);
                let args = [title, number(reading.percent), key];
                self.tell(Note::with(Word::WereReading, args));
            }
            self.coming.offer = Some(Box::new(sitting));
        }
    }

    /// Goes on where the last session ended.
    pub(super) fn resume(&mut self, effects: &mut Vec<Effect>) {
        match self.coming.offer.take() {
            Some(sitting) => self.go_on(*sitting, true, effects),
            None => self.say(Word::NothingToResume),
        }
    }

    /// Puts everything where it was; with `open` the document is opened.
    fn go_on(&mut self, sitting: Sitting, open: bool, effects: &mut Vec<Effect>) {
        let Sitting {
            shelf,
            reading,
            draft,
            ..
        } = sitting;
        // A search that the reader has made since is not taken away.
        if self.reader.is_none() && self.shelf.filter.is_empty() {
            self.shelf.sort = shelf.sort;
            self.shelf.group = shelf.group;
            self.shelf.flat = shelf.flat;
            self.shelf.open = shelf.open;
            self.shelf.filter_by(&shelf.filter, self.today());
            self.wished = shelf.chosen.map(|id| (id, 0));
            self.arrange(true);
        }
        match reading {
            Some(reading) if open => {
                let id = reading.document;
                self.coming.reading = Some(Box::new(reading));
                self.coming.draft = draft;
                let here = self.reader.as_ref().is_some_and(|r| r.document.id == id);
                if here || self.opening.is_none_or(|(_, of)| of != id) {
                    self.leave_for_another();
                    self.open(id, effects);
                }
            }
            reading => {
                self.coming.last = reading.map(Box::new);
                if let Some(draft) = draft {
                    self.draft_again(draft, effects);
                }
            }
        }
    }

    /// How a document that has come is to be read, where it was left by an earlier session. The screen is
    /// divided as it was then.
    pub(super) fn take_reading(&mut self, reader: &mut Reader) -> Option<Box<Reading>> {
        let of = |r: &mut Box<Reading>| r.document == reader.document.id;
        let reading = self.coming.reading.take_if(of)?;
        self.layout = match reading.layout {
            0 => Layout::Stacked,
            1 => Layout::One,
            2 => Layout::Two,
            _ => Layout::Three,
        };
        self.zoom = reading.zoom;
        self.moved = Moved {
            cells: reading.widths,
            rows: reading.heights,
        };
        reader.focus = pane(reading.panes.0);
        reader.second = pane(reading.panes.1);
        Some(reading)
    }

    /// Goes on reading like that.
    pub(super) fn seat(&self, reader: &mut Reader, reading: &Reading) {
        reader.seat(reading);
        let Some(search) = &reading.search else {
            return;
        };
        let document = &reader.document;
        let in_pane = search.pane.map(pane);
        let mut find = if *search.word == *self.shelf.filter {
            // It came from the shelf, whose words are not looked for as they stand.
            let words = self.shelf.query.words();
            let needles: Vec<_> = words.iter().map(|p| p.needle().clone()).collect();
            Some(Find::any(document, &search.word, &needles, in_pane))
        } else {
            Find::new(document, &search.word, in_pane)
        };
        if let Some(find) = &mut find {
            let at = search.at.map(|at| at as usize);
            find.at = at.filter(|at| *at < find.hits.len());
        }
        reader.find = find.filter(|f| !f.hits.is_empty());
    }

    /// Takes up the line that was being typed in the document that has come.
    pub(super) fn draft_of_reading(&mut self, effects: &mut Vec<Effect>) {
        // One of a note that is fetched waits for it.
        if self.fetching.is_none()
            && let Some(draft) = self.coming.draft.take()
        {
            self.draft_again(draft, effects);
        }
    }

    /// Takes up a line that was being typed.
    fn draft_again(&mut self, draft: Draft, effects: &mut Vec<Effect>) {
        let reading = self.reader.is_some();
        let ask = match draft.what {
            Drafted::Search => Ask::Search,
            Drafted::SearchAll if reading => Ask::SearchAll,
            Drafted::Filter if !reading => Ask::Filter,
            // A name is that of the search that is on the shelf.
            Drafted::Name if !reading && !self.shelf.filter.is_empty() => Ask::Save,
            Drafted::Tags => Ask::Tags,
            Drafted::Note => Ask::Note,
            Drafted::SearchAll | Drafted::Filter | Drafted::Name => return,
        };
        if matches!(ask, Ask::Tags | Ask::Note) {
            let Some(target @ (id, comment)) = draft.about else {
                return;
            };
            let state = self.reader.as_ref().filter(|r| r.document.id == id);
            let state = state.map(|r| &r.state);
            let note = match (state, comment) {
                (Some(state), None) => state.note.clone(),
                (Some(state), Some(comment)) => {
                    let done = state.comments.get(&comment);
                    done.and_then(|d| d.note.clone())
                }
                // What it was before is fetched first, so that it can be undone.
                (None, None) if ask == Ask::Note => {
                    let ticket = self.ticket();
                    self.fetching = Some((ticket, id));
                    self.coming.draft = Some(draft);
                    return effects.push(Effect::Note { ticket, id });
                }
                (None, None) => None,
                (None, Some(_)) => return,
            };
            self.marking = Some(Marking { target, note });
        }
        self.type_on(ask, &draft);
    }

    /// The note before is known. Returns whether a line was waiting for it.
    pub(super) fn draft_of_note(&mut self, id: DocumentId, note: Option<&Clean>) -> bool {
        let waits = |d: &mut Draft| d.what == Drafted::Note && d.about == Some((id, None));
        let Some(draft) = self.coming.draft.take_if(waits) else {
            return false;
        };
        if self.prompt.is_none() {
            self.marking = Some(Marking {
                target: (id, None),
                note: note.cloned(),
            });
            self.type_on(Ask::Note, &draft);
        }
        true
    }

    fn type_on(&mut self, ask: Ask, draft: &Draft) {
        let mut prompt = Prompt::new(ask, &draft.text);
        let mut cursor = (draft.cursor as usize).min(prompt.text.len());
        while !prompt.text.is_char_boundary(cursor) {
            cursor -= 1;
        }
        prompt.cursor = cursor;
        self.prompt = Some(prompt);
    }
}

fn pane(number: u8) -> PaneId {
    let pane = PaneId::ALL.get(usize::from(number));
    pane.copied().unwrap_or(PaneId::Article)
}
