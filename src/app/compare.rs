//! Two sources side by side, passage by passage: what both say stands in one row, what only one of them says
//! stands alone.

use std::collections::BTreeMap;
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
    /// Whether only one of the two says it.
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

/// Blocks that say one thing, or one that stands alone.
type Pair = (Option<BlockIx>, Option<BlockIx>);

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
        let here = self.rows.iter().skip(self.top).find_map(|r| match r.left {
            Some(CompareCell::Words(block, _)) => Some(block),
            _ => None,
        });
        *self = Self::new(source, here);
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
/// the one that it fits best; those that fit none stand where they are in the source.
fn pairs(here: &Document, there: &Document, matches: &[Match]) -> Vec<Pair> {
    let mut best: Vec<&Match> = matches.iter().collect();
    best.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    let (mut of_here, mut taken) = (BTreeMap::new(), BTreeMap::new());
    for found in best {
        let (a, b) = (found.here.block, found.there.block);
        if !of_here.contains_key(&a) && !taken.contains_key(&b) {
            of_here.insert(a, b);
            taken.insert(b, a);
        }
    }
    let words = |d: &Document, b: &BlockIx| !d.text(*b).trim().is_empty();
    let mut pairs: Vec<Pair> = BlockIx::each(&here.article.blocks)
        .filter(|b| words(here, b))
        .map(|b| (Some(b), of_here.get(&b).copied()))
        .collect();
    let mut behind = 0;
    for block in BlockIx::each(&there.article.blocks).filter(|b| words(there, b)) {
        match taken.get(&block) {
            Some(left) => {
                let at = pairs.iter().position(|(a, _)| a == &Some(*left));
                behind = at.map_or(behind, |at| at + 1);
            }
            None => {
                pairs.insert(behind, (None, Some(block)));
                behind += 1;
            }
        }
    }
    pairs
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
    let words = |document: &Document, block: Option<BlockIx>| -> Vec<CompareCell> {
        let of = |block| {
            let spans = lines(document.text(block)).into_iter();
            spans.map(move |span| CompareCell::Words(block, span))
        };
        block.into_iter().flat_map(of).collect()
    };
    let only = |document: &Document, passages: &[Passage]| -> Vec<CompareCell> {
        let text = match told(document, passages) {
            told if told.is_empty() => texts.word(Word::NothingOnlyHere).to_owned(),
            told => texts.say(Word::OnlyHere, &[&told]),
        };
        let spans = lines(&text).into_iter();
        let line = |s: LineSpan| text[s.from as usize..s.to as usize].to_owned();
        spans.map(|s| CompareCell::Only(line(s))).collect()
    };
    let mut rows = Vec::new();
    let mut put = |left: Vec<CompareCell>, right: Vec<CompareCell>| {
        let alone = left.is_empty() || right.is_empty();
        let (mut left, mut right) = (left.into_iter(), right.into_iter());
        loop {
            let row = CompareRow {
                left: left.next(),
                right: right.next(),
                alone,
            };
            if row.left.is_none() && row.right.is_none() {
                break;
            }
            rows.push(row);
        }
        rows.push(CompareRow::default());
    };
    let there = &*source.document;
    put(
        only(here, &source.only.here),
        only(there, &source.only.there),
    );
    for (left, right) in pairs(here, there, &source.matches) {
        put(words(here, left), words(there, right));
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
    fn what_fits_stands_in_one_row_and_the_rest_alone() {
        let here = document("One.\n\nTwo.\n\nThree.\n");
        let there = document("A.\n\nB.\n\nC.\n\nD.\n");
        let of = |at: u32| Some(BlockIx(at));
        // Two of ours fit the third there: the better one has it.
        let matches = [matched(1, 2, 0.9), matched(0, 2, 0.5), matched(2, 1, 0.4)];
        let got = pairs(&here, &there, &matches);
        assert_eq!(
            got,
            [
                (None, of(0)),
                (of(0), None),
                (of(1), of(2)),
                (None, of(3)),
                (of(2), of(1))
            ]
        );
    }
}
