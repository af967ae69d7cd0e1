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

/// How the panes are wished for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Layout {
    /// Beside one another, as many as the width allows.
    #[default]
    Three,
    /// The article, and one more beside it.
    Two,
    /// One.
    One,
    /// Over one another, as many as the height allows. Each spans the screen, so that a terminal can
    /// scroll its rows by itself: on a thin link that is the cheapest.
    Stacked,
}

impl Layout {
    /// The next one, round and round.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Three => Self::Two,
            Self::Two => Self::One,
            Self::One => Self::Stacked,
            Self::Stacked => Self::Three,
        }
    }
}

/// What the reader added to each pane, by its index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Moved {
    /// To its width, in cells, where panes stand beside one another.
    pub cells: [i16; 3],
    /// To its height, in rows, where they stand over one another.
    pub rows: [i16; 3],
}

/// Which panes are to be shown, and how.
#[derive(Debug, Clone, Copy)]
pub struct Wish {
    /// How they stand.
    pub layout: Layout,
    /// Only the focused one.
    pub zoom: bool,
    /// Only the focused one, as plain text: see [`PaneArea::plain`].
    pub linear: bool,
    /// Two at most: one of the three has nothing to show.
    pub two: bool,
    /// The focused pane.
    pub focus: PaneId,
    /// The pane beside or below the article where only two fit.
    pub second: PaneId,
    /// What the reader added to their sizes.
    pub moved: Moved,
}

/// The smallest screen that is drawn on, in cells.
pub const SMALLEST: (u16, u16) = (20, 6);
/// From this width on the shelf has a preview.
pub const PREVIEW: u16 = 100;
/// Columns from which on two, and three, panes stand beside one another.
const COLUMNS: [u16; 2] = [70, 110];
/// Rows from which on two, and three, panes stand over one another.
const ROWS: [u16; 2] = [11, 16];
/// Shares of the width, and of the height: article, thread, sources at 120 cells.
const SHARES: [u16; 3] = [52, 40, 28];
const LEAST_CELLS: [u16; 3] = [44, 34, 24];
/// With the title row.
const LEAST_ROWS: [u16; 3] = [6, 5, 4];

/// A pane on the screen: its title row, and the rows below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaneArea {
    /// Which pane.
    pub pane: PaneId,
    /// Title row and body. A separator stands left of it, outside, unless it is the first.
    pub area: Area,
    /// Whether it is plain text from the first column on, without a free column at each side.
    pub plain: bool,
}

impl PaneArea {
    /// The rows below the title, without the free column at each side.
    pub fn body(&self) -> Area {
        self.area.below(1).inset(u16::from(!self.plain))
    }
}

/// The reader's division of the screen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Areas {
    /// The panes that are shown, left to right or top to bottom. Fewer than three show tabs in the
    /// title row.
    pub panes: Vec<PaneArea>,
    /// Whether they stand over one another.
    pub stacked: bool,
}

impl Areas {
    /// Divides a screen of `cols` by `rows` (the status row not counted).
    pub fn divide(cols: u16, rows: u16, wish: Wish) -> Self {
        let stacked = wish.layout == Layout::Stacked;
        let (room, from) = if stacked {
            (rows, ROWS)
        } else {
            (cols, COLUMNS)
        };
        let fit = 1 + from.iter().filter(|least| room >= **least).count();
        let most = match wish.layout {
            _ if wish.zoom || wish.linear => 1,
            Layout::One => 1,
            Layout::Two => 2,
            Layout::Three | Layout::Stacked if wish.two => 2,
            Layout::Three | Layout::Stacked => 3,
        };
        let shown: Vec<PaneId> = match fit.min(most) {
            1 => vec![wish.focus],
            2 => vec![PaneId::Article, wish.second],
            _ => PaneId::ALL.to_vec(),
        };
        // Beside one another they are parted by a column; over one another the title row parts them.
        let between = u16::from(!stacked);
        let n_between = between * (shown.len() as u16 - 1);
        let sizes = if stacked {
            sizes(room, &shown, LEAST_ROWS, wish.moved.rows)
        } else {
            let room = room.saturating_sub(n_between);
            sizes(room, &shown, LEAST_CELLS, wish.moved.cells)
        };
        let mut at = 0;
        let panes = shown
            .into_iter()
            .zip(sizes)
            .map(|(pane, size)| {
                let area = if stacked {
                    Area {
                        x: 0,
                        y: at,
                        width: cols,
                        height: size,
                    }
                } else {
                    Area {
                        x: at,
                        y: 0,
                        width: size,
                        height: rows,
                    }
                };
                at += size + between;
                PaneArea {
                    pane,
                    area,
                    plain: wish.linear,
                }
            })
            .collect();
        Self { panes, stacked }
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

/// Sizes by shares, moved as the reader wished, none below its minimum where there is room.
fn sizes(room: u16, shown: &[PaneId], least: [u16; 3], moved: [i16; 3]) -> Vec<u16> {
    let all: u32 = shown.iter().map(|p| u32::from(SHARES[p.ix()])).sum();
    let each = room / shown.len().max(1) as u16;
    let least: Vec<u16> = shown
        .iter()
        .map(|p| least[p.ix()].min(each).max(1))
        .collect();
    let mut sizes: Vec<u16> = shown
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
    let used: u16 = sizes.iter().fold(0, |sum, w| sum.saturating_add(*w));
    sizes[0] += room.saturating_sub(used);
    let mut missing = used.saturating_sub(room);
    while missing > 0 {
        let spare = |i: usize| sizes[i].saturating_sub(least[i]);
        let Some(at) = (0..sizes.len())
            .max_by_key(|i| spare(*i))
            .filter(|i| spare(*i) > 0)
        else {
            break;
        };
        let cut = spare(at).min(missing).min(4);
        sizes[at] -= cut;
        missing -= cut;
    }
    sizes
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn wishes() -> impl Strategy<Value = Wish> {
        let pane = || prop::sample::select(PaneId::ALL.to_vec());
        let second = prop::sample::select(PaneId::ALL[1..].to_vec());
        let layouts = [Layout::Three, Layout::Two, Layout::One, Layout::Stacked];
        let moved = || prop::array::uniform3(-200i16..=200);
        (
            prop::sample::select(layouts.to_vec()),
            any::<bool>(),
            any::<bool>(),
            (pane(), second),
            (moved(), moved()),
        )
            .prop_map(|(layout, zoom, two, (focus, second), (cells, rows))| Wish {
                layout,
                zoom,
                linear: false,
                two,
                focus,
                // The focused pane is the second one, but for the article.
                second: if focus == PaneId::Article {
                    second
                } else {
                    focus
                },
                moved: Moved { cells, rows },
            })
    }

    proptest! {
        /// The panes fill the screen without a gap or an overlap, each with a row of title and one of
        /// words, and what is focused is among them.
        #[test]
        fn panes_fill_the_screen(cols in 20u16..400, rows in 5u16..200, wish in wishes()) {
            let areas = Areas::divide(cols, rows, wish);
            prop_assert!(areas.of(wish.focus).is_some());
            prop_assert!((1..=3).contains(&areas.panes.len()));
            let between = u16::from(!areas.stacked);
            let (mut x, mut y) = (0, 0);
            for PaneArea { area, .. } in &areas.panes {
                prop_assert_eq!((area.x, area.y), (x, y));
                prop_assert!(area.width >= 1 && area.height >= 2, "{:?}", areas);
                if areas.stacked {
                    prop_assert_eq!(area.width, cols);
                    y += area.height;
                } else {
                    prop_assert_eq!(area.height, rows);
                    x += area.width + between;
                }
            }
            prop_assert_eq!(if areas.stacked { y } else { x }, if areas.stacked { rows } else { cols + 1 });
            if wish.layout == Layout::Stacked && !wish.zoom && areas.panes.len() > 1 {
                for p in &areas.panes {
                    prop_assert!(p.area.height >= LEAST_ROWS[p.pane.ix()], "{:?}", areas);
                }
            }
        }
    }
}
