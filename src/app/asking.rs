//! Why something is as it is, and which links are on the screen.

use super::App;
use super::areas::PaneId;
use super::leaving::document_link;
use super::overlay::{LinkLabel, Overlay, labels};
use super::pane::sources::Item;
use super::word::{Note, Word, number};
use crate::model::{BlockIx, By, CommentIx, Document, Kind};
use crate::page::{Line, Row};
use crate::text::Clean;

impl App {
    /// Letters on the links of the screen.
    pub(super) fn link_labels(&mut self) {
        let Some(reader) = &self.reader else { return };
        let document = std::sync::Arc::clone(&reader.document);
        let shown: Vec<Line> = match reader.focus {
            PaneId::Article => reader
                .article
                .page
                .lines
                .iter()
                .skip(reader.article.top)
                .take(reader.article.rows)
                .copied()
                .collect(),
            PaneId::Thread => {
                let words = reader.thread.screen().filter_map(|r| match r {
                    Row::Words(_, line) => Some(line),
                    Row::Head(_) | Row::Folded(_) | Row::Gap(_) => None,
                });
                words.collect()
            }
            PaneId::Sources => Vec::new(),
        };
        let links = links_on(&document, &shown);
        if links.is_empty() {
            return self.say(Word::NoLinks);
        }
        let labels = labels(links.len())
            .into_iter()
            .zip(links)
            .map(|(label, link)| LinkLabel {
                label,
                link,
                url: document.links[link].url.clone(),
            })
            .collect();
        self.overlay = Some(Overlay::Links {
            labels,
            typed: String::new(),
        });
    }

    /// Says why the split, the reply or the relation is as it is.
    pub(super) fn why(&mut self) {
        let Some(reader) = &self.reader else { return };
        let notes = match reader.focus {
            PaneId::Article => vec![why_split(&reader.document)],
            PaneId::Thread => {
                let mut notes = vec![why_split(&reader.document)];
                if !reader.document.thread.is_empty() {
                    notes.insert(0, why_reply(&reader.document, reader.thread.chosen()));
                }
                notes
            }
            PaneId::Sources => match reader.sources.items.get(reader.sources.chosen) {
                None => return self.say(Word::NoSources),
                Some(Item::Link(at)) => {
                    vec![Note::with(
                        Word::WhyLink,
                        [document_link(&reader.document, *at)],
                    )]
                }
                Some(Item::Document { relation, .. }) => {
                    let word = if relation.kind == Kind::Story {
                        Word::WhyStory
                    } else {
                        Word::WhyBackground
                    };
                    let why = reader.sources.why_text(reader.sources.chosen);
                    vec![
                        Note::with(word, [number((relation.score * 100.0).round())]),
                        Note::with(Word::Shares, [why]),
                    ]
                }
            },
        };
        let warnings = reader
            .document
            .warnings
            .iter()
            .map(|w| Note::with(Word::Warnings, [w.message.clone()]));
        let notes = notes.into_iter().chain(warnings.take(3)).collect();
        self.overlay = Some(Overlay::Why(notes));
    }
}

/// The links whose words start on the lines shown.
fn links_on(document: &Document, shown: &[Line]) -> Vec<usize> {
    let on = |block: BlockIx, from: u32| {
        shown
            .iter()
            .any(|l| l.block == block && (l.from..=l.to).contains(&from))
    };
    let links = document.links.iter().enumerate();
    links
        .filter(|(_, l)| on(l.block, l.bytes.start))
        .map(|(i, _)| i)
        .collect()
}

/// Why the article ends where it does.
fn why_split(document: &Document) -> Note {
    match &document.split.by {
        _ if document.thread.is_empty() => Note::new(Word::WhySplitNone),
        By::Source => Note::new(Word::WhySplitSource),
        By::Reader => Note::new(Word::WhySplitReader),
        By::Khao { confidence, why } => Note::with(
            Word::WhySplitKhao,
            [
                percent(*confidence),
                Clean::join(why.iter().map(|w| &**w), ", "),
            ],
        ),
    }
}

/// Why a comment stands where it does.
fn why_reply(document: &Document, ix: CommentIx) -> Note {
    let comment = document.thread.get(ix);
    let to = comment
        .parent
        .map_or_else(Clean::default, |p| number(p.0 + 1));
    match (&comment.by, comment.parent) {
        (By::Source, Some(_)) => Note::with(Word::WhyReplySource, [to]),
        (By::Source, None) => Note::new(Word::WhyRootSource),
        (By::Reader, _) => Note::new(Word::WhyReplyReader),
        (By::Khao { confidence, why }, parent) => {
            let word = match parent {
                Some(_) => Word::WhyReplyKhao,
                None if why.is_empty() => Word::WhyRootPlain,
                None => Word::WhyRootKhao,
            };
            Note::with(
                word,
                [
                    to,
                    percent(*confidence),
                    Clean::join(why.iter().map(|w| &**w), ", "),
                ],
            )
        }
    }
}

fn percent(confidence: f32) -> Clean {
    number((confidence * 100.0).round())
}
