//! Two sources side by side, passage by passage: what both say stands in one row, what only one of them says
//! stands alone.

use std::ops::Range;

use super::linked::Source;
use super::texts::Texts;
use super::word::Word;
use crate::model::{BlockIx, Document, DocumentId, Match, Passage};
use crate::text::{Fit, LineSpan, Segmenter, fragments, wrap};

/// The comparison of the open document with a source.
#[derive(Debug, Clone)]
pub struct Compare {
    /// The source.
    pub source: DocumentId,
    /// The row at the top.
    pub top: usize,
    /// The rows, top to bottom.
    pub rows: Vec<CompareRow>,
    /// Rows of the screen for them.
    pub room: usize,
    /// Width of a column for which they are laid.
    pub width: u16,
    /// The block of the open document that is to stand at the top.
    show: Option<BlockIx>,
}

/// A row: a line of either document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CompareRow {
    /// Of the open document.
    pub left: Option<CompareCell>,
    /// Of the source.
    pub right: Option<CompareCell>,
    /// Whether nothing of the other document speaks of it.
    pub alone: bool,
}

/// What stands in a column.
#[derive(Debug, Clone, PartialEq)]
pub enum CompareCell {
    /// A line of a block.
    Words(BlockIx, LineSpan),
    /// A line that tells which names, numbers and dates the other document has not.
    Only(String),
}

/// Blocks of either document that stand side by side.
#[derive(Debug, Default, PartialEq)]
struct Unit {
    here: Vec<BlockIx>,
    there: Vec<BlockIx>,
    /// Whether nothing of the other document speaks of it, wherever that stands.
    alone: bool,
}

impl Compare {
    /// A comparison that begins at a block.
    pub fn new(source: DocumentId, show: Option<BlockIx>) -> Self {
        Self {
            source,
            top: 0,
            rows: Vec::new(),
            room: 0,
            width: 0,
            show,
        }
    }

    /// Lays the rows for columns of `width` and `room` rows.
    pub fn fit(
        &mut self,
        here: &Document,
        source: &Source,
        (segmenter, texts): (&Segmenter, &Texts),
        width: u16,
        room: usize,
    ) {
        self.room = room.max(1);
        let width = width.max(1);
        if self.width != width {
            // What stands at the top stays there.
            self.show = self.show.or_else(|| self.here());
            self.width = width;
            self.rows = lay(here, source, (segmenter, texts), width);
            if let Some(block) = self.show.take() {
                let is =
                    |r: &CompareRow| matches!(r.left, Some(CompareCell::Words(b, _)) if b == block);
                let first = self.rows.iter().position(is).unwrap_or(0);
                // The first paragraph is read from the top, where it is told what only one of the two says.
                self.top = if block == here.article.blocks.start {
                    0
                } else {
                    first
                };
            }
        }
        self.top = self.top.min(self.last_top());
    }

    /// Makes it anew for another source.
    pub fn change(&mut self, source: DocumentId) {
        *self = Self::new(source, self.here());
    }

    /// The first block of the open document that is on the screen.
    fn here(&self) -> Option<BlockIx> {
        self.rows.iter().skip(self.top).find_map(|r| match r.left {
            Some(CompareCell::Words(block, _)) => Some(block),
            _ => None,
        })
    }

    /// The lowest row that may stand at the top.
    pub fn last_top(&self) -> usize {
        self.rows.len().saturating_sub(self.room)
    }

    /// The first place of the source that is on the screen.
    pub fn there(&self) -> Option<Passage> {
        self.rows.iter().skip(self.top).find_map(|r| match r.right {
            Some(CompareCell::Words(block, span)) => Some(Passage {
                block,
                bytes: span.from..span.to,
            }),
            _ => None,
        })
    }
}

/// Which blocks stand beside which, in the order of the open document. A block of the source stands beside
/// the one that it fits best; one that fits none stands where it is in the source. A block of the open
/// document beside which nothing came joins the one above it, where both fit the same.
fn units(here: &Document, there: &Document, matches: &[Match]) -> Vec<Unit> {
    let words = |d: &Document, b: &BlockIx| !d.text(*b).trim().is_empty();
    let best = |wanted: &dyn Fn(&Match) -> bool| {
        let fits = matches.iter().filter(|m| wanted(m));
        fits.max_by(|a, b| a.confidence.total_cmp(&b.confidence))
    };
    let mut units: Vec<Unit> = Vec::new();
    for block in BlockIx::each(&here.article.blocks).filter(|b| words(here, b)) {
        units.push(Unit {
            here: vec![block],
            there: Vec::new(),
            alone: best(&|m| m.here.block == block).is_none(),
        });
    }
    let mut behind = 0;
    for block in BlockIx::each(&there.article.blocks).filter(|b| words(there, b)) {
        let beside = best(&|m| m.there.block == block).map(|m| m.here.block);
        let at = beside.and_then(|b| units.iter().position(|u| u.here.contains(&b)));
        if let Some(at) = at {
            units[at].there.push(block);
            behind = at + 1;
        } else {
            let unit = Unit {
                there: vec![block],
                alone: true,
                ..Unit::default()
            };
            units.insert(behind, unit);
            behind += 1;
        }
    }
    let mut joined: Vec<Unit> = Vec::new();
    for unit in units {
        let fits = unit
            .here
            .first()
            .and_then(|b| best(&|m| m.here.block == *b));
        match (joined.last_mut(), fits) {
            (Some(above), Some(m))
                if unit.there.is_empty() && above.there.contains(&m.there.block) =>
            {
                above.here.extend(unit.here);
            }
            _ => joined.push(unit),
        }
    }
    joined
}

fn lay(
    here: &Document,
    source: &Source,
    (segmenter, texts): (&Segmenter, &Texts),
    width: u16,
) -> Vec<CompareRow> {
    let lines = |text: &str| {
        let pieces = fragments(text, segmenter);
        wrap(text, &pieces, usize::from(width), Fit::First)
    };
    // A blank row stands between two blocks of one side.
    let words = |document: &Document, blocks: &[BlockIx]| -> Vec<Option<CompareCell>> {
        let mut cells = Vec::new();
        for &block in blocks {
            if !cells.is_empty() {
                cells.push(None);
            }
            let spans = lines(document.text(block)).into_iter();
            cells.extend(spans.map(|span| Some(CompareCell::Words(block, span))));
        }
        cells
    };
    let only = |document: &Document, passages: &[Passage]| -> Vec<Option<CompareCell>> {
        let text = match told(document, passages) {
            told if told.is_empty() => texts.word(Word::NothingOnlyHere).to_owned(),
            told => texts.say(Word::OnlyHere, &[&told]),
        };
        let spans = lines(&text).into_iter();
        let line = |s: LineSpan| text[s.from as usize..s.to as usize].to_owned();
        spans.map(|s| Some(CompareCell::Only(line(s)))).collect()
    };
    let mut rows = Vec::new();
    let mut put = |left: Vec<Option<CompareCell>>, right: Vec<Option<CompareCell>>, alone| {
        let n = left.len().max(right.len());
        let (mut left, mut right) = (left.into_iter(), right.into_iter());
        rows.extend((0..n).map(|_| CompareRow {
            left: left.next().flatten(),
            right: right.next().flatten(),
            alone,
        }));
        rows.push(CompareRow::default());
    };
    let there = &*source.document;
    put(
        only(here, &source.only.here),
        only(there, &source.only.there),
        false,
    );
    for unit in units(here, there, &source.matches) {
        put(
            words(here, &unit.here),
            words(there, &unit.there),
            unit.alone,
        );
    }
    rows.pop();
    rows
}

/// The words of passages, each once.
fn told(document: &Document, passages: &[Passage]) -> String {
    let mut said: Vec<&str> = Vec::new();
    for passage in passages {
        let text = document.text(passage.block);
        let range = passage.bytes.start as usize..passage.bytes.end as usize;
        let text = text.get(range).unwrap_or_default().trim();
        let known = |s: &&str| s.eq_ignore_ascii_case(text);
        if !text.is_empty() && !said.iter().any(known) {
            said.push(text);
        }
    }
    said.join(", ")
}

/// Byte ranges of a block among passages.
pub fn ranges(passages: &[Passage], block: BlockIx) -> impl Iterator<Item = Range<usize>> {
    let of_block = passages.iter().filter(move |p| p.block == block);
    of_block.map(|p| p.bytes.start as usize..p.bytes.end as usize)
}

impl super::App {
    /// Lays the comparison for the screen as it is.
    pub(super) fn fit_compare(&mut self) {
        let Some(super::Overlay::Compare(compare)) = &mut self.overlay else {
            return;
        };
        let reader = self.reader.as_ref();
        let found = reader.and_then(|r| {
            let source = r
                .linked
                .sources()
                .iter()
                .find(|s| s.document.id == compare.source)?;
            Some((r, source))
        });
        let Some((reader, source)) = found else {
            // It is no longer linked.
            self.overlay = None;
            return;
        };
        let room = usize::from(self.size.1.saturating_sub(2));
        let with = (&*self.segmenter, &self.texts);
        compare.fit(&reader.document, source, with, column(self.size.0), room);
    }
}

/// Cells of each column on a screen of `cols`: one is free at each of their sides.
pub fn column(cols: u16) -> u16 {
    (cols.saturating_sub(1) / 2).saturating_sub(2)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::app::linked::tests::matched;
    use crate::load::Input;
    use crate::load::load;

    pub(in crate::app) fn document(text: &str) -> Document {
        let input = Input {
            bytes: text.as_bytes().to_vec(),
            name: "a.md".to_owned(),
            ..Input::default()
        };
        load(&input).unwrap().documents.remove(0)
    }

    #[test]
    fn what_fits_stands_side_by_side_and_the_rest_alone() {
        let here = document("One.\n\nTwo.\n\nThree.\n\nFour.\n");
        let there = document("A.\n\nB.\n\nC.\n\nD.\n");
        // The third there fits two of ours: it stands beside the better one, and the other joins that.
        let matches = [
            matched(1, 2, 0.5),
            matched(0, 2, 0.9),
            matched(0, 3, 0.3),
            matched(3, 1, 0.4),
        ];
        let told: Vec<String> = units(&here, &there, &matches)
            .iter()
            .map(|u| {
                let text = |d: &Document, all: &[BlockIx]| {
                    all.iter().map(|b| d.text(*b)).collect::<Vec<_>>().join("+")
                };
                let alone = if u.alone { " alone" } else { "" };
                format!("{}|{}{alone}", text(&here, &u.here), text(&there, &u.there))
            })
            .collect();
        assert_eq!(
            told,
            ["|A. alone", "One.+Two.|C.+D.", "Three.| alone", "Four.|B."]
        );
    }
}
