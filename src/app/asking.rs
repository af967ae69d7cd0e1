//! Which links are on the screen.

use super::App;
use super::areas::PaneId;
use super::overlay::{LinkLabel, Overlay, labels};
use super::word::Word;
use crate::model::{BlockIx, Document};
use crate::page::{Line, Row};

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
