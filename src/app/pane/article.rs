//! The article: lines of one width, and the line at the top.

use crate::app::search::Hit;
use crate::model::{BlockIx, BlockKind, Document, Place};
use crate::page::{Measured, Page, Role, Rule};
use crate::text::{Fit, cell};

/// The article pane.
#[derive(Debug, Clone)]
pub struct ArticlePane {
    /// The laid-out article.
    pub page: Page,
    /// The line at the top.
    pub top: usize,
    /// Rows of the pane.
    pub rows: usize,
    /// Width the page is laid for, in cells.
    pub width: u16,
    /// How far code is scrolled sideways, in cells.
    pub side: usize,
    /// What stood at the top when the reader last scrolled: a resize goes back to it.
    anchor: Place,
}

/// Where every article begins, also one without a title.
const START: Place = Place {
    block: BlockIx::TITLE,
    byte: 0,
};

impl Default for ArticlePane {
    fn default() -> Self {
        Self {
            page: Page::default(),
            top: 0,
            rows: 0,
            width: 0,
            side: 0,
            anchor: START,
        }
    }
}

impl ArticlePane {
    /// Lays the article for a pane of `width` by `rows`. The words at the top stay there.
    pub fn fit(
        &mut self,
        document: &Document,
        measured: &mut Measured,
        width: u16,
        measure: u16,
        rows: usize,
    ) {
        let width = width.min(measure).max(1);
        let anew = self.width != width;
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
        }
        self.top = self.top.min(self.last_top());
    }

    /// The pane on words made anew, `place` at its top. They are laid when it is fitted.
    #[must_use]
    pub fn anew(&self, place: Place) -> Self {
        Self {
            rows: self.rows,
            side: self.side,
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
        self.page.height().saturating_sub(self.rows)
    }

    /// Puts a line at the top. Returns whether anything moved.
    pub fn scroll_to(&mut self, line: usize) -> bool {
        let top = line.min(self.last_top());
        let moved = top != self.top;
        self.top = top;
        self.anchor = if top == 0 {
            START
        } else {
            self.page.place_of(top)
        };
        moved
    }

    /// Scrolls by lines. Returns whether anything moved.
    pub fn scroll(&mut self, by: isize) -> bool {
        self.scroll_to(self.top.saturating_add_signed(by))
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
        let margin = (self.rows / 4).min(4);
        if line < self.top + margin || line + margin >= self.top + self.rows {
            self.scroll_to(line.saturating_sub(self.rows / 3));
        }
    }

    /// Puts a place at the top.
    pub fn go(&mut self, place: Place) {
        self.scroll_to(self.line_of(place));
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
        if forward {
            (self.top + 1..self.page.height()).find(|l| is(*l))
        } else {
            (0..self.top).rev().find(|l| is(*l))
        }
    }

    /// The hit nearest to the top of the screen, for the start of a search.
    pub fn start(&self) -> Place {
        if self.top == 0 {
            START
        } else {
            self.page.place_of(self.top)
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
