//! Why something is as it is, and how to set it by hand.

use super::App;
use super::action::Action;
use super::areas::PaneId;
use super::leaving::document_link;
use super::overlay::Overlay;
use super::pane::sources::Item;
use super::reader::Reader;
use super::word::{Note, Word, number};
use crate::model::{BlockIx, By, CommentIx, Document, Kind, Match, Via};
use crate::text::{Clean, cell, clean_line};

/// A part of the reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// What the reasons below it are for.
    Heading(Note),
    /// A sentence.
    Words(Note),
    /// What spoke for it.
    Reason(Clean),
    /// Keys, and what they do about it.
    Keys(Clean, Word),
}

impl App {
    /// Says why the split, the reply or the relation is as it is.
    pub(super) fn why(&mut self) {
        let Some(reader) = &self.reader else { return };
        let document = &reader.document;
        let mut told = match reader.focus {
            PaneId::Article => self.why_split(document),
            PaneId::Thread if document.thread.is_empty() => self.why_split(document),
            PaneId::Thread => {
                let mut told = self.why_reply(document, reader.thread.chosen());
                if self.settings.linked {
                    told.extend(self.why_passage(reader));
                }
                told.extend(self.why_split(document));
                told
            }
            PaneId::Sources => match reader.sources.items.get(reader.sources.chosen) {
                None => return self.say(Word::NoSources),
                Some(Item::Link(at)) => {
                    let link = document_link(document, *at);
                    vec![Told::Words(Note::with(Word::WhyLink, [link]))]
                }
                Some(Item::Passage { found, .. }) => {
                    why_match(document, found, Word::WhyPassageWords)
                }
                Some(Item::Document { relation, .. }) => {
                    let word = if relation.kind == Kind::Story {
                        Word::WhyStory
                    } else {
                        Word::WhyBackground
                    };
                    let why = reader.sources.why_text(reader.sources.chosen);
                    let score = number((relation.score * 100.0).round());
                    vec![
                        Told::Words(Note::with(word, [score])),
                        Told::Words(Note::with(Word::Shares, [why])),
                    ]
                }
            },
        };
        let note = match reader.focus {
            PaneId::Article => reader.state.note.as_ref(),
            PaneId::Thread => reader.done_with_chosen().and_then(|d| d.note.as_ref()),
            PaneId::Sources => None,
        };
        if let Some(note) = note {
            let note = Note::with(Word::NoteText, [note.clone()]);
            told.insert(0, Told::Words(note));
            told.insert(0, Told::Heading(Note::new(Word::YourNote)));
        }
        let warnings = document.warnings.iter().take(3);
        let warning = |message: &Clean| Note::with(Word::Warnings, [message.clone()]);
        told.extend(warnings.map(|w| Told::Words(warning(&w.message))));
        self.overlay = Some(Overlay::Why { told, top: 0 });
    }

    /// Why the article ends where it does.
    fn why_split(&self, document: &Document) -> Vec<Told> {
        let by = &document.split.by;
        let none = document.thread.is_empty();
        let note = match by {
            By::Source if none => Note::new(Word::WhyNoneSource),
            By::Source => Note::new(Word::WhySplitSource),
            By::Reader if none => Note::new(Word::WhyNoneReader),
            By::Reader => Note::new(Word::WhySplitReader),
            By::Khao { confidence, .. } => {
                let word = match (none, by.is_guess()) {
                    (true, _) => Word::WhyNoneKhao,
                    (false, true) => Word::WhySplitGuess,
                    (false, false) => Word::WhySplitKhao,
                };
                Note::with(word, [percent(*confidence)])
            }
        };
        let mut told = vec![Told::Heading(Note::new(Word::WhySplit)), Told::Words(note)];
        told.extend(reasons(by));
        if !none {
            let first = quoted(document, CommentIx(0), 40);
            told.push(Told::Words(Note::with(Word::WhyFirst, [first])));
        }
        let cut = [Action::CutUp, Action::CutDown];
        told.push(Told::Keys(self.keys_of(&cut), Word::HowCut));
        let how = match by {
            By::Reader if none => Some(Word::HowBack),
            _ if none => None,
            _ => Some(Word::HowNone),
        };
        told.extend(how.map(|how| Told::Keys(self.keys_of(&[Action::NoComments]), how)));
        told
    }

    /// Why a comment stands where it does.
    fn why_reply(&self, document: &Document, ix: CommentIx) -> Vec<Told> {
        let comment = document.thread.get(ix);
        let by = &comment.by;
        let to = comment.parent.map(|p| named(document, p));
        let note = match (by, to) {
            (By::Source, Some(to)) => Note::with(Word::WhyReplySource, [to]),
            (By::Source, None) => Note::new(Word::WhyRootSource),
            (By::Reader, Some(to)) => Note::with(Word::WhyReplyReader, [to]),
            (By::Reader, None) => Note::new(Word::WhyRootReader),
            (By::Khao { confidence, .. }, to) => {
                let word = match (to.is_some(), by.is_guess()) {
                    (true, true) => Word::WhyReplyGuess,
                    (true, false) => Word::WhyReplyKhao,
                    (false, true) => Word::WhyRootGuess,
                    (false, false) => Word::WhyRootKhao,
                };
                Note::with(word, [to.unwrap_or_default(), percent(*confidence)])
            }
        };
        let mut told = vec![
            Told::Heading(Note::with(Word::WhyReply, [number(ix.0 + 1)])),
            Told::Words(note),
        ];
        let is_plain = matches!(by, By::Khao { why, .. } if why.is_empty());
        if is_plain && comment.parent.is_none() {
            told.push(Told::Reason(clean_line(
                self.texts.word(Word::WhyRootPlain),
            )));
        }
        told.extend(reasons(by));
        let parent = [Action::MakeRoot, Action::MakeReply];
        let how = match by {
            By::Khao { .. } if comment.parent.is_some() => Word::HowConfirm,
            _ => Word::HowParent,
        };
        told.push(Told::Keys(self.keys_of(&parent), how));
        told
    }

    /// Why the chosen comment is taken to speak of a passage.
    fn why_passage(&self, reader: &Reader) -> Vec<Told> {
        let mut told = vec![Told::Heading(Note::new(Word::WhyPassage))];
        let Some(anchor) = reader.passage_of_chosen() else {
            if reader.done_with_chosen().is_some_and(|d| d.untied) {
                told.push(Told::Words(Note::new(Word::WhyUntied)));
                told.push(Told::Keys(
                    self.keys_of(&[Action::NotRelated]),
                    Word::HowTie,
                ));
            } else {
                told.push(Told::Words(Note::new(Word::WhyNoPassage)));
            }
            return told;
        };
        let word = match anchor.via {
            Via::Quote => Word::WhyPassageQuote,
            Via::Words => Word::WhyPassageWords,
            Via::Thread => Word::WhyPassageThread,
        };
        told.extend(why_match(&reader.document, &anchor.found, word));
        told.push(Told::Keys(
            self.keys_of(&[Action::Passage]),
            Word::HowPassage,
        ));
        told.push(Told::Keys(
            self.keys_of(&[Action::NotRelated]),
            Word::HowUntie,
        ));
        told
    }

    /// The first key of each command.
    fn keys_of(&self, actions: &[Action]) -> Clean {
        let keys: Vec<Clean> = actions.iter().map(|a| self.key_of(*a)).collect();
        Clean::join(keys.iter().map(|k| &**k), " ")
    }
}

/// Which paragraph a match is on, how it begins there, and what both sides say.
fn why_match(document: &Document, found: &Match, word: Word) -> Vec<Told> {
    let text = document.text(found.here.block);
    let from = found.here.bytes.start as usize;
    let words = cell::truncate(text.get(from..).unwrap_or_default(), 40);
    let paragraph = App::paragraph(document, found.here.block);
    let note = Note::with(
        word,
        [
            paragraph,
            percent(found.confidence),
            clean_line(words.trim_end()),
        ],
    );
    let why = found.why.iter().map(|r| Told::Reason(r.text.clone()));
    std::iter::once(Told::Words(note)).chain(why).collect()
}

fn reasons(by: &By) -> impl Iterator<Item = Told> {
    let why = match by {
        By::Khao { why, .. } => why.as_slice(),
        By::Source | By::Reader => &[],
    };
    why.iter().cloned().map(Told::Reason)
}

/// A comment by its number and its author, or its first words where nobody is named.
fn named(document: &Document, ix: CommentIx) -> Clean {
    let n = ix.0 + 1;
    match &document.thread.get(ix).author {
        Some(author) => clean_line(&format!("#{n}, {author}")),
        None => clean_line(&format!("#{n}, {}", quoted(document, ix, 40))),
    }
}

/// The first words of a comment in quotation marks, within so many cells.
pub(super) fn quoted(document: &Document, ix: CommentIx, cells: usize) -> Clean {
    let blocks = BlockIx::each(&document.thread.get(ix).blocks);
    let mut texts = blocks.map(|b| document.text(b)).filter(|t| !t.is_empty());
    let line = texts.next().and_then(|t| t.lines().next());
    let words = cell::truncate(line.unwrap_or_default(), cells);
    clean_line(&format!("“{}”", words.trim_end()))
}

fn percent(confidence: f32) -> Clean {
    number((confidence * 100.0).round())
}
