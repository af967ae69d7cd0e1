//! The article: lines of one width, and the line at the top.

use crate::app::areas::Area;
use crate::app::search::Hit;
use crate::model::{BlockIx, BlockKind, Document, Place};
use crate::page::{Line, Measured, Page, Role, Rule};
use crate::text::{Fit, cell};

/// The article pane.
#[derive(Debug, Clone)]
pub struct ArticlePane {
    /// The laid-out article.
    pub page: Page,
    /// The line at the top.
    pub top: usize,
    /// The line that is read: its paragraph is the current one. It is on the screen.
    pub cursor: usize,
    /// Rows of the pane.
    pub rows: usize,
    /// Width the page is laid for, in cells.
    pub width: u16,
    /// Cells left of the words for how many comments speak of them.
    pub gutter: u16,
    /// How far code is scrolled sideways, in cells.
    pub side: usize,
    /// Whether the cursor walks through a page that stands, instead of the page under the cursor: then every
    /// line has its page and its row.
    pub walks: bool,
    /// What stood at the top when the reader last scrolled: a resize goes back to it.
    anchor: Place,
}

/// Where every article begins, also one without a title.
const START: Place = Place {
    block: BlockIx::TITLE,
    byte: 0,
};

/// Whether a line has something on it that is read.
fn is_said(line: &Line) -> bool {
    match line.role {
        Role::Title | Role::About | Role::Block(BlockKind::Image) => true,
        Role::Block(_) => line.from < line.to,
        Role::Gap => false,
    }
}

impl Default for ArticlePane {
    fn default() -> Self {
        Self {
            page: Page::default(),
            top: 0,
            cursor: 0,
            rows: 0,
            width: 0,
            gutter: 0,
            side: 0,
            walks: false,
            anchor: START,
        }
    }
}

impl ArticlePane {
    /// Lays the article for a pane of `width` by `rows`, less its gutter. The words at the top stay there, and
    /// the current ones are current.
    pub fn fit(
        &mut self,
        document: &Document,
        measured: &mut Measured,
        width: u16,
        measure: u16,
        rows: usize,
    ) {
        let width = width.saturating_sub(self.gutter).min(measure).max(1);
        let anew = self.width != width;
        let read = self.page.place_of(self.cursor);
        let moved = self.cursor != self.top;
        if anew {
            let rule = Rule {
                width,
                fit: Fit::Optimal,
            };
            self.page = Page::lay(document, &document.article.blocks, measured, rule);
            self.width = width;
        }
        self.rows = rows.max(1);
        // Several lines may start at one place (labels and blank lines have no words), so the place
        // says where the top is only where the lines are new.
        if anew {
            self.top = self.line_of(self.anchor);
            self.cursor = if moved { self.line_of(read) } else { self.top };
        }
        if self.walks && (anew || self.cursor >= self.page.height()) {
            self.scroll_to(if anew {
                self.line_of(self.anchor)
            } else {
                self.cursor
            });
        }
        self.top = self.top.min(self.last_top());
        self.keep_cursor();
    }

    /// Where the words stand in a pane: a narrow column is centred, for the eye need not travel.
    pub fn left(&self, body: Area) -> u16 {
        let centred = body.width.saturating_sub(self.width) / 2;
        body.x + centred.max(self.gutter.min(body.width.saturating_sub(self.width)))
    }

    /// Keeps the cursor on the screen.
    fn keep_cursor(&mut self) {
        if self.walks {
            self.cursor = self.cursor.min(self.page.height().saturating_sub(1));
            self.top = self.cursor - self.cursor % self.rows.max(1);
            return;
        }
        let last = (self.top + self.rows).min(self.page.height());
        self.cursor = self
            .cursor
            .clamp(self.top, last.saturating_sub(1).max(self.top));
    }

    /// The block that is read: that of the cursor, or the next one where it has none. Nothing where there are
    /// no words.
    pub fn current(&self) -> Option<BlockIx> {
        let is = |l: &&Line| matches!(l.role, Role::Block(_));
        let below = self.page.lines.get(self.cursor..)?.iter().find(is);
        let any = below.or_else(|| self.page.lines.iter().rev().find(is))?;
        Some(any.block)
    }

    /// The place that is current.
    pub fn read_place(&self) -> Place {
        if self.cursor == self.top {
            self.anchor
        } else {
            self.page.place_of(self.cursor)
        }
    }

    /// Makes a place current, where it is on the screen.
    pub fn read_at(&mut self, place: Place) {
        self.cursor = self.line_of(place);
        self.keep_cursor();
    }

    /// Makes a place current, and brings it into view.
    pub fn read(&mut self, document: &Document, place: Place) {
        if self.page.height() == 0 {
            // It waits behind another pane, and is laid when it is seen.
            *self = self.anew(place);
            return;
        }
        self.show(document, place);
        let line = self.page.line_of(place);
        let lines = self.page.lines[line..].iter();
        let end = line + lines.take_while(|l| l.block == place.block).count();
        if end > self.top + self.rows {
            self.scroll_to(
                line.saturating_sub(self.rows / 4)
                    .max(end.saturating_sub(self.rows).min(line)),
            );
        }
        self.cursor = line;
        self.keep_cursor();
    }

    /// Moves by lines: the page while it moves, else the cursor. Returns whether anything moved.
    pub fn step(&mut self, by: isize) -> bool {
        if self.walks {
            return self.walk(by);
        }
        let (top, cursor) = (self.top, self.cursor);
        // At the end of the page the cursor went down by itself: it comes back first.
        let beyond = if top == self.last_top() {
            cursor - top
        } else {
            0
        };
        let back = if by < 0 {
            beyond.min(by.unsigned_abs())
        } else {
            0
        };
        self.cursor -= back;
        let by = by + back.cast_signed();
        let led = self.cursor == self.top;
        self.scroll(by);
        let rest = by - (self.top.cast_signed() - top.cast_signed());
        if by > 0 && rest > 0 {
            self.cursor = self.cursor.saturating_add_signed(rest);
        } else if led {
            self.cursor = self.top;
        }
        self.keep_cursor();
        (top, cursor) != (self.top, self.cursor)
    }

    /// Moves the cursor by lines that have something on them. Returns whether it moved.
    fn walk(&mut self, by: isize) -> bool {
        let before = self.cursor;
        for _ in 0..by.unsigned_abs().min(self.page.height()) {
            let (at, lines) = (self.cursor, &self.page.lines);
            let next = if by > 0 {
                (at + 1..lines.len()).find(|l| is_said(&lines[*l]))
            } else {
                (0..at.min(lines.len())).rev().find(|l| is_said(&lines[*l]))
            };
            let Some(next) = next else { break };
            self.cursor = next;
        }
        self.scroll_to(self.cursor);
        before != self.cursor
    }

    /// The pane on words made anew, `place` at its top. They are laid when it is fitted.
    #[must_use]
    pub fn anew(&self, place: Place) -> Self {
        Self {
            rows: self.rows,
            gutter: self.gutter,
            side: self.side,
            walks: self.walks,
            anchor: place,
            ..Self::default()
        }
    }

    fn line_of(&self, place: Place) -> usize {
        // Above the first block there is room for labels of ours, which have no words.
        if place == START {
            0
        } else {
            self.page.line_of(place)
        }
    }

    /// The lowest line that may stand at the top.
    pub fn last_top(&self) -> usize {
        if self.walks {
            let last = self.page.height().saturating_sub(1);
            return last - last % self.rows.max(1);
        }
        self.page.height().saturating_sub(self.rows)
    }

    /// Puts a line at the top. Returns whether anything moved.
    pub fn scroll_to(&mut self, line: usize) -> bool {
        if self.walks {
            let before = self.cursor;
            let lines = &self.page.lines;
            let line = line.min(lines.len().saturating_sub(1));
            let said = (line..lines.len()).find(|l| is_said(&lines[*l]));
            let above = || (0..line).rev().find(|l| is_said(&lines[*l]));
            self.cursor = said.or_else(above).unwrap_or(0);
            self.keep_cursor();
            self.anchor = if self.cursor == 0 {
                START
            } else {
                self.page.place_of(self.cursor)
            };
            return self.cursor != before;
        }
        let top = line.min(self.last_top());
        let moved = top != self.top;
        // The cursor goes with the top where it is there, and stays with its words where it is not.
        if self.cursor == self.top {
            self.cursor = top;
        }
        self.top = top;
        self.keep_cursor();
        self.anchor = if top == 0 {
            START
        } else {
            self.page.place_of(top)
        };
        moved
    }

    /// Scrolls by lines. Returns whether anything moved.
    pub fn scroll(&mut self, by: isize) -> bool {
        let from = if self.walks { self.cursor } else { self.top };
        self.scroll_to(from.saturating_add_signed(by))
    }

    /// Brings a place into view, with some lines around it; in code also sideways.
    pub fn show(&mut self, document: &Document, place: Place) {
        let line = self.page.line_of(place);
        if let Some(found) = self.page.lines.get(line)
            && matches!(found.role, Role::Block(kind) if kind.is_verbatim())
            && let Some(head) = document
                .text(found.block)
                .get(found.from as usize..place.byte as usize)
        {
            let column = cell::width(head);
            let room = usize::from(self.width.saturating_sub(found.indent)).max(4);
            if column < self.side || column + 4 > self.side + room {
                self.side = column.saturating_sub(room / 2);
            }
        }
        if self.walks {
            self.scroll_to(line);
            return;
        }
        let margin = (self.rows / 4).min(4);
        if line < self.top + margin || line + margin >= self.top + self.rows {
            self.scroll_to(line.saturating_sub(self.rows / 3));
        }
    }

    /// Puts a place at the top.
    pub fn go(&mut self, place: Place) {
        let line = self.line_of(place);
        self.scroll_to(line);
        self.cursor = line;
        self.keep_cursor();
    }

    /// The place at the top.
    pub fn place(&self) -> Place {
        self.anchor
    }

    /// How much has been read, 0 to 100: what is on the screen counts as read.
    pub fn percent(&self) -> usize {
        let height = self.page.height();
        ((self.top + self.rows).min(height) * 100)
            .checked_div(height)
            .unwrap_or(100)
    }

    /// The next or previous heading's line as seen from the top; the title counts.
    pub fn heading(&self, forward: bool) -> Option<usize> {
        let is = |l: usize| {
            let line = &self.page.lines[l];
            line.first && matches!(line.role, Role::Block(BlockKind::Heading(_))) || l == 0
        };
        let from = if self.walks { self.cursor } else { self.top };
        if forward {
            (from + 1..self.page.height()).find(|l| is(*l))
        } else {
            (0..from).rev().find(|l| is(*l))
        }
    }

    /// The hit nearest to the top of the screen, for the start of a search.
    pub fn start(&self) -> Place {
        let from = if self.walks { self.cursor } else { self.top };
        if from == 0 {
            START
        } else {
            self.page.place_of(from)
        }
    }

    /// Whether a hit is on the screen.
    pub fn sees(&self, hit: Hit) -> bool {
        (self.top..self.top + self.rows).contains(&self.page.line_of(hit.place))
    }

    /// The widest verbatim line that is on the screen, in cells.
    pub fn widest_code(&self) -> usize {
        let shown = self.page.lines.iter().skip(self.top).take(self.rows);
        shown
            .filter(|l| matches!(l.role, Role::Block(k) if k.is_verbatim()))
            .map(|l| usize::from(l.cells))
            .max()
            .unwrap_or(0)
    }
}
