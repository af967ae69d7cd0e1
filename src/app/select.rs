//! Selecting a passage by keys.

use std::ops::Range;

use super::action::Action;
use crate::model::{BlockIx, CommentIx, Document, Place};
use crate::page::Line;
use crate::text::{Clean, Segmenter, cell, clean};

/// A passage being selected: whole clusters from one place to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selection {
    /// The comment it is in; the article where there is none.
    pub comment: Option<CommentIx>,
    /// Where it began.
    pub from: Place,
    /// The cursor.
    pub to: Place,
}

impl Selection {
    /// A selection of one cluster.
    pub fn at(comment: Option<CommentIx>, place: Place) -> Self {
        Self {
            comment,
            from: place,
            to: place,
        }
    }

    /// Turns it round: the cursor goes to its other end.
    pub fn swap(&mut self) {
        std::mem::swap(&mut self.from, &mut self.to);
    }

    /// Its ends in order.
    pub fn ends(&self) -> (Place, Place) {
        if self.from <= self.to {
            (self.from, self.to)
        } else {
            (self.to, self.from)
        }
    }

    /// What it takes of a block.
    pub fn in_block(&self, document: &Document, block: BlockIx) -> Range<usize> {
        let (first, last) = self.ends();
        if block < first.block || block > last.block {
            return 0..0;
        }
        let text = document.text(block);
        let from = if block == first.block {
            first.byte as usize
        } else {
            0
        };
        let to = if block == last.block {
            end_of(text, last.byte as usize)
        } else {
            text.len()
        };
        from..to.max(from)
    }

    /// Its words, blocks parted by a blank line.
    pub fn words(&self, document: &Document, blocks: impl Iterator<Item = BlockIx>) -> Clean {
        let parts = blocks
            .map(|b| &document.text(b)[self.in_block(document, b)])
            .filter(|t| !t.is_empty());
        clean(&parts.collect::<Vec<_>>().join("\n\n"))
    }

    /// Moves the cursor over `lines`, the laid-out words of its pane. Returns whether the command
    /// was one that moves it.
    pub fn step(
        &mut self,
        action: Action,
        lines: &[Line],
        document: &Document,
        segmenter: &Segmenter,
    ) -> bool {
        let words: Vec<&Line> = lines.iter().filter(|l| l.to > l.from).collect();
        let at = words
            .partition_point(|l| l.place() <= self.to)
            .saturating_sub(1);
        let Some(line) = words.get(at) else {
            return false;
        };
        let text = document.text(line.block);
        // The chosen comment may have changed under the selection: it goes on from there.
        let inside = self.to.block == line.block && text.is_char_boundary(self.to.byte as usize);
        if !inside {
            self.to = line.place();
        }
        match action {
            Action::LineDown | Action::LineUp => {
                let column = cell::width(
                    &text[line.from as usize
                        ..(self.to.byte as usize).clamp(line.from as usize, line.to as usize)],
                );
                let next = if action == Action::LineDown {
                    at + 1
                } else {
                    at.wrapping_sub(1)
                };
                if let Some(next) = words.get(next) {
                    let text = &document.text(next.block)[next.bytes()];
                    let byte = cell::byte_at(text, column).min(last_cluster(text));
                    self.to = Place {
                        block: next.block,
                        byte: next.from + byte as u32,
                    };
                }
            }
            Action::PaneRight | Action::SideRight => {
                let next = end_of(text, self.to.byte as usize);
                if next < line.to as usize {
                    self.to.byte = next as u32;
                } else if let Some(next) = words.get(at + 1) {
                    self.to = next.place();
                }
            }
            Action::PaneLeft | Action::SideLeft => {
                if self.to.byte > line.from {
                    let head = &text[..self.to.byte as usize];
                    self.to.byte = cell::clusters(head)
                        .next_back()
                        .map_or(0, |(b, _)| b as u32);
                } else if let Some(previous) = at.checked_sub(1).and_then(|i| words.get(i)) {
                    let head = &document.text(previous.block)[previous.bytes()];
                    self.to = Place {
                        block: previous.block,
                        byte: previous.from + last_cluster(head) as u32,
                    };
                }
            }
            // A word on is what the segmenter takes for one.
            Action::NextItem | Action::PreviousItem => {
                let breaks = segmenter.breaks(text);
                if action == Action::NextItem {
                    let next = breaks
                        .iter()
                        .map(|b| b.at)
                        .find(|b| *b > self.to.byte as usize);
                    self.to.byte = next.unwrap_or_else(|| last_cluster(text)) as u32;
                } else {
                    let previous = breaks
                        .iter()
                        .map(|b| b.at)
                        .take_while(|b| *b < self.to.byte as usize)
                        .last();
                    self.to.byte = previous.unwrap_or(0) as u32;
                }
            }
            Action::Top => self.to = words[0].place(),
            Action::Bottom => {
                let last = words[words.len() - 1];
                let head = &document.text(last.block)[last.bytes()];
                self.to = Place {
                    block: last.block,
                    byte: last.from + last_cluster(head) as u32,
                };
            }
            Action::HalfDown | Action::PageDown => {
                let next = words[(at + 10).min(words.len() - 1)];
                self.to = next.place();
            }
            Action::HalfUp | Action::PageUp => self.to = words[at.saturating_sub(10)].place(),
            _ => return false,
        }
        true
    }
}

/// End of the cluster that starts at `byte`.
fn end_of(text: &str, byte: usize) -> usize {
    byte + text
        .get(byte..)
        .and_then(|t| cell::clusters(t).next())
        .map_or(0, |(_, c)| c.len())
}

/// Start of the last cluster.
fn last_cluster(text: &str) -> usize {
    cell::clusters(text).next_back().map_or(0, |(at, _)| at)
}
