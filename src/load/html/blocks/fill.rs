//! How a block fills with words, marks, links and pictures, and ends.

use super::super::super::draft::Piece;
use super::super::tree::NodeIx;
use super::role::{self, Role, role};
use super::{Inline, Placed, Walk, What};
use crate::model::{BlockKind, Mark};
use crate::text::{clean, clean_line};

impl Walk<'_> {
    pub(super) fn words(&mut self, words: &str) {
        if self.text.is_empty() {
            // Paragraphs are often moved in by spaces that do not fold.
            let blank = words.trim_start().is_empty();
            if blank && !self.code || words.is_empty() {
                return;
            }
            self.kind = self.kind_here();
            self.from = self.here;
            if matches!(self.kind, BlockKind::Item(_)) {
                self.text = std::mem::take(&mut self.number);
            }
            let from = self.text.len() as u32;
            for inline in &mut self.inline {
                inline.from = from;
            }
            let words = if self.code { words } else { words.trim_start() };
            self.add(words);
        } else {
            self.add(words);
        }
    }

    fn add(&mut self, words: &str) {
        let words = clean(words);
        if self.code {
            self.text.push_str(&words);
        } else {
            fold(&mut self.text, &words);
        }
    }

    pub(super) fn line_end(&mut self) {
        if self.code {
            self.words("\n");
        } else if self.text.is_empty() {
        } else if self.heading.is_some() {
            fold(&mut self.text, " ");
        } else if self.text.trim_end_matches(' ').ends_with('\n') {
            self.close();
        } else {
            self.text.truncate(self.text.trim_end_matches(' ').len());
            self.text.push('\n');
        }
    }

    /// A picture: its words where it is a small one among words, else a block of its own.
    pub(super) fn picture(&mut self, at: NodeIx) {
        let alt = self.tree.attribute(at, "alt").unwrap_or_default().trim();
        if role::is_small(self.tree, at) {
            if !alt.is_empty() && alt.chars().count() <= 8 {
                self.words(alt);
            }
            return;
        }
        let url = role::source(self.tree, at);
        if alt.is_empty() && url.is_none() {
            return;
        }
        let mut piece = Piece::new(BlockKind::Image, clean_line(alt));
        piece.links.extend(url.map(|url| (0..0, url)));
        let placed = Placed { piece, at };
        if self.text.trim().is_empty() {
            self.out.push(placed);
        } else {
            self.pictures.push(placed);
        }
    }

    /// What stands in for something that scripts would load: only pictures, and those only once.
    pub(super) fn spare(&mut self, at: NodeIx) {
        let tree = self.tree;
        for picture in tree
            .below(at)
            .filter(|n| role(tree.name(*n)) == Role::Picture)
        {
            let shown = if self.pictures.is_empty() {
                &mut self.out
            } else {
                &mut self.pictures
            };
            let alt = clean_line(tree.attribute(picture, "alt").unwrap_or_default().trim());
            let twin = |p: &Placed| {
                let piece = &p.piece;
                piece.block.kind == BlockKind::Image
                    && (piece.links.is_empty() || piece.text() == &*alt)
            };
            if shown.last().is_some_and(twin) {
                shown.pop();
            }
            self.picture(picture);
        }
    }

    /// Lays a mark or a link on the words up to here.
    pub(super) fn lay(&mut self, inline: &Inline) {
        let end = self.text.trim_end().len() as u32;
        if inline.from >= end {
            return;
        }
        let bytes = inline.from..end;
        match &inline.what {
            What::Mark(kind) => self.marks.push(Mark {
                bytes,
                kind: kind.clone(),
            }),
            What::Link { left: 0, .. } => {}
            What::Link { url, .. } => self.links.push((bytes, url.clone())),
        }
    }

    /// Ends the block.
    pub(super) fn close(&mut self) {
        if !self.text.is_empty() {
            let mut inline = std::mem::take(&mut self.inline);
            for open in &mut inline {
                self.lay(open);
                open.from = 0;
                if let What::Link { left, .. } = &mut open.what {
                    *left = left.saturating_sub(1);
                }
            }
            self.inline = inline;
            self.piece();
        }
        self.out.append(&mut self.pictures);
    }

    fn piece(&mut self) {
        let (text, mut marks) = (
            std::mem::take(&mut self.text),
            std::mem::take(&mut self.marks),
        );
        let mut links = std::mem::take(&mut self.links);
        let mut end = text.trim_end().len();
        if self.kind == BlockKind::Code {
            // Lines of code keep the spaces they begin with.
            let blank: usize = text
                .split_inclusive('\n')
                .take_while(|l| l.trim().is_empty())
                .map(str::len)
                .sum();
            let whole = text.get(blank..end).unwrap_or_default();
            if !whole.is_empty() {
                self.out.push(Placed {
                    piece: Piece::new(self.kind, clean(whole)),
                    at: self.from,
                });
            }
            return;
        }
        if end == 0 {
            return;
        }
        let block = clean(&text[..end]);
        // Cleaning the whole can only differ where clusters run across its parts: then no place is sure.
        if block.len() != end {
            end = 0;
        }
        let fit = |at: &mut std::ops::Range<u32>| {
            at.end = at.end.min(end as u32);
            at.start < at.end
        };
        marks.retain_mut(|m| fit(&mut m.bytes));
        links.retain_mut(|(at, _)| fit(at));
        let mut piece = Piece::new(self.kind, block);
        piece.block.marks = marks;
        piece.block.sort_marks();
        piece.links = links;
        if self.kind == BlockKind::Caption {
            self.said_twice(piece.text());
        }
        let at = self.from;
        self.out.push(Placed { piece, at });
    }

    /// A picture above its caption says nothing where the caption says it.
    fn said_twice(&mut self, caption: &str) {
        if let Some(above) = self.out.last_mut().map(|p| &mut p.piece)
            && above.block.kind == BlockKind::Image
            && !above.links.is_empty()
            && caption.contains(above.text().trim_end_matches(['.', ' ']))
        {
            above.block.text = clean_line("");
        }
    }
}

/// Adds words with their white space folded; none is added at the start of a text or a line.
pub(super) fn fold(out: &mut String, words: &str) {
    let mut apart = words.starts_with(|c: char| c.is_ascii_whitespace());
    let space = |out: &mut String| {
        if !out.is_empty() && !out.ends_with([' ', '\n']) {
            out.push(' ');
        }
    };
    for word in words.split_ascii_whitespace() {
        if apart {
            space(out);
        }
        out.push_str(word);
        apart = true;
    }
    if words.ends_with(|c: char| c.is_ascii_whitespace()) {
        space(out);
    }
}
