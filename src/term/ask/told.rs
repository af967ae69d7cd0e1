//! What the terminal told.

use std::time::Duration;

/// The clusters that are measured, and the cells that the painter gives them: Thai marks, SARA AM as it is
/// written and as it is painted, and what terminals are divided over.
pub const WIDTHS: [(&str, u16); 7] = [
    ("กี่", 1),
    ("ก\u{e33}", 2),
    ("ก\u{e4d}\u{e32}", 2),
    ("❤\u{fe0f}", 2),
    ("👨\u{200d}👩\u{200d}👧", 2),
    ("🇹🇭", 2),
    ("漢", 2),
];

/// Cells that hold all of them and the cursor in any terminal that was ever measured.
pub(super) const ROOM: u16 = 32;

/// How wide the terminal makes the clusters of [`WIDTHS`], in cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Widths([u16; WIDTHS.len()]);

impl Widths {
    /// From the columns of the cursor before the first cluster and behind each; `None` where these cannot be.
    pub(super) fn between(start: u16, columns: &[u16]) -> Option<Self> {
        let columns: [u16; WIDTHS.len()] = columns.try_into().ok()?;
        let mut widths = [0; WIDTHS.len()];
        let mut before = start;
        for (width, column) in widths.iter_mut().zip(columns) {
            *width = column.checked_sub(before)?;
            before = column;
        }
        (!is_astray(start, &columns)).then_some(Self(widths))
    }

    /// Every cluster, the cells that we give it, and those that the terminal does.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, u16, u16)> {
        WIDTHS
            .into_iter()
            .zip(self.0)
            .map(|((cluster, ours), theirs)| (cluster, ours, theirs))
    }

    /// Whether Thai marks take no cell of their own, and SARA AM as it is painted takes two.
    pub fn marks(&self) -> bool {
        self.as_ours(0) && self.as_ours(2)
    }

    /// Whether emoji of several characters are as wide as we think, of every kind that is measured.
    pub fn emoji(&self) -> bool {
        (3..6).all(|i| self.as_ours(i))
    }

    /// Whether Chinese characters take two cells.
    pub fn wide(&self) -> bool {
        self.as_ours(6)
    }

    fn as_ours(&self, i: usize) -> bool {
        self.0[i] == WIDTHS[i].1
    }
}

/// Whether the cursor was where nothing of ours should have brought it.
pub(super) fn is_astray(start: u16, columns: &[u16]) -> bool {
    columns.iter().any(|c| !(start..start + ROOM).contains(c))
}

/// What the terminal told, once it has answered what every terminal answers. What it did not answer before
/// that is not there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// Mode 2026 (synchronised output) works.
    pub sync: bool,
    /// Margins of columns (mode 69) work.
    pub margins: bool,
    /// How wide some clusters are; `None` where that was not asked, or the answers cannot be.
    pub widths: Option<Widths>,
    /// Its name and version, in printable ASCII.
    pub version: Option<String>,
    /// The time between the questions and the last answer.
    pub took: Duration,
    /// The cursor was somewhere else than it should have been: nobody knows what the screen shows.
    pub astray: bool,
}

/// Terminals that show 24 bits of colour, by the start of what they call themselves.
const TRUE_COLOUR: &[&str] = &[
    "kitty", "foot", "WezTerm", "ghostty", "contour", "iTerm2", "Konsole", "VTE", "mintty", "rio",
];

impl Told {
    /// Whether the terminal is one that shows 24 bits of colour.
    pub fn true_colour(&self) -> bool {
        let name = self.version.as_deref().unwrap_or_default();
        TRUE_COLOUR.iter().any(|known| {
            name.get(..known.len())
                .is_some_and(|n| n.eq_ignore_ascii_case(known))
        })
    }
}
