//! A table as text, for the formats that have tables.

use crate::text::cell;

/// A table as text: cells filled up to their column's width, which is that of its widest cell.
pub(super) fn set(rows: &[Vec<String>]) -> String {
    /// No table is filled up to more than this, in cells: one endless cell must not be paid in every row.
    const MOST: usize = 1 << 20;
    /// No column of a larger one is filled up further, in cells.
    const WIDEST: usize = 40;
    let mut widths: Vec<usize> = Vec::new();
    for row in rows {
        widths.resize(widths.len().max(row.len()), 0);
        for (width, words) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell::width(words));
        }
    }
    if widths.iter().sum::<usize>().saturating_mul(rows.len()) > MOST {
        for width in &mut widths {
            *width = (*width).min(WIDEST);
        }
    }
    let line = |row: &Vec<String>| {
        let filled = row.iter().zip(&widths).map(|(words, width)| {
            if cell::width(words) >= *width {
                words.clone()
            } else {
                cell::pad(words, *width)
            }
        });
        filled.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}
