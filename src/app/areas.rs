//! Where the panes stand: all arithmetic of the screen's division.

/// A rectangle of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Area {
    /// Left column.
    pub x: u16,
    /// Top row.
    pub y: u16,
    /// Width in cells.
    pub width: u16,
    /// Height in rows.
    pub height: u16,
}

impl Area {
    /// Whether a cell lies in it.
    pub fn contains(&self, x: u16, y: u16) -> bool {
        (self.x..self.x + self.width).contains(&x) && (self.y..self.y + self.height).contains(&y)
    }

    /// The area without its first `n` rows.
    #[must_use]
    pub fn below(self, n: u16) -> Self {
        let n = n.min(self.height);
        Self {
            y: self.y + n,
            height: self.height - n,
            ..self
        }
    }

    /// The area without `n` columns at each side.
    #[must_use]
    pub fn inset(self, n: u16) -> Self {
        let n = n.min(self.width / 2);
        Self {
            x: self.x + n,
            width: self.width - 2 * n,
            ..self
        }
    }
}

/// A pane of the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PaneId {
    /// The article.
    Article,
    /// Its comments.
    Thread,
    /// Related documents and links.
    Sources,
}

impl PaneId {
    /// All panes, left to right.
    pub const ALL: [Self; 3] = [Self::Article, Self::Thread, Self::Sources];

    /// Its index in [`PaneId::ALL`].
    pub fn ix(self) -> usize {
        self as usize
    }
}

/// How many panes are wished for beside one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Layout {
    /// As many as the width allows.
    #[default]
    Three,
    /// The article and one more.
    Two,
    /// One.
    One,
}

impl Layout {
    /// The next one, round and round.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Three => Self::Two,
            Self::Two => Self::One,
            Self::One => Self::Three,
        }
    }

    fn panes(self) -> usize {
        match self {
            Self::Three => 3,
            Self::Two => 2,
            Self::One => 1,
        }
    }
}

/// The smallest screen that is drawn on, in cells.
pub const SMALLEST: (u16, u16) = (20, 6);
/// From this width on the shelf has a preview.
pub const PREVIEW: u16 = 100;
const TWO: u16 = 70;
const THREE: u16 = 110;
/// Shares of the width: article, thread, sources at 120 cells.
const SHARES: [u16; 3] = [52, 40, 28];
const MINIMA: [u16; 3] = [44, 34, 24];

/// A pane on the screen: its title row, and the rows below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaneArea {
    /// Which pane.
    pub pane: PaneId,
    /// Title row and body. A separator stands left of it, outside, unless it is the first.
    pub area: Area,
}

impl PaneArea {
    /// The rows below the title, without the free column at each side.
    pub fn body(&self) -> Area {
        self.area.below(1).inset(1)
    }
}

/// The reader's division of the screen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Areas {
    /// The panes that are shown, left to right.
    pub panes: Vec<PaneArea>,
    /// How many panes fit beside one another; fewer than three show tabs in the title row.
    pub n_columns: usize,
}

impl Areas {
    /// Divides a screen of `cols` by `rows` (the status row not counted). `moved` is what the reader
    /// added to each pane's width; `second` is the pane beside the article where only two fit.
    pub fn divide(
        cols: u16,
        rows: u16,
        layout: Layout,
        zoom: bool,
        focus: PaneId,
        second: PaneId,
        moved: [i16; 3],
    ) -> Self {
        let fit = if cols >= THREE {
            3
        } else if cols >= TWO {
            2
        } else {
            1
        };
        let n = if zoom { 1 } else { fit.min(layout.panes()) };
        let shown: Vec<PaneId> = match n {
            1 => vec![focus],
            2 => vec![PaneId::Article, second],
            _ => PaneId::ALL.to_vec(),
        };
        let widths = widths(cols - (n as u16 - 1), &shown, moved);
        let mut x = 0;
        let panes = shown
            .into_iter()
            .zip(widths)
            .map(|(pane, width)| {
                let area = Area {
                    x,
                    y: 0,
                    width,
                    height: rows,
                };
                x += width + 1;
                PaneArea { pane, area }
            })
            .collect();
        Self {
            panes,
            n_columns: n,
        }
    }

    /// Where a pane is, if it is shown.
    pub fn of(&self, pane: PaneId) -> Option<PaneArea> {
        self.panes.iter().copied().find(|p| p.pane == pane)
    }

    /// The pane under a cell.
    pub fn at(&self, x: u16, y: u16) -> Option<PaneArea> {
        self.panes.iter().copied().find(|p| p.area.contains(x, y))
    }
}

/// Widths by shares, moved as the reader wished, none below its minimum where there is room.
fn widths(room: u16, shown: &[PaneId], moved: [i16; 3]) -> Vec<u16> {
    let all: u32 = shown.iter().map(|p| u32::from(SHARES[p.ix()])).sum();
    let each = room / shown.len().max(1) as u16;
    let least: Vec<u16> = shown
        .iter()
        .map(|p| MINIMA[p.ix()].min(each).max(1))
        .collect();
    let mut widths: Vec<u16> = shown
        .iter()
        .zip(&least)
        .map(|(p, least)| {
            let share = u32::from(room) * u32::from(SHARES[p.ix()]) / all.max(1);
            (share as u16)
                .saturating_add_signed(moved[p.ix()])
                .clamp(*least, room.max(*least))
        })
        .collect();
    // What is left goes to the first pane; what is missing comes from those with most to spare.
    let used: u16 = widths.iter().fold(0, |sum, w| sum.saturating_add(*w));
    widths[0] += room.saturating_sub(used);
    let mut missing = used.saturating_sub(room);
    while missing > 0 {
        let spare = |i: usize| widths[i].saturating_sub(least[i]);
        let Some(at) = (0..widths.len())
            .max_by_key(|i| spare(*i))
            .filter(|i| spare(*i) > 0)
        else {
            break;
        };
        let cut = spare(at).min(missing).min(4);
        widths[at] -= cut;
        missing -= cut;
    }
    widths
}
