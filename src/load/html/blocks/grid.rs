//! Tables: those of data are set as text, those of layout are no more than boxes.

use super::super::super::grid;
use super::super::tree::{NodeIx, Tree};
use super::fill::fold;
use super::{Role, is_hidden, role};
use crate::text::{Clean, clean, clean_line};

/// A cell of data has no more words than this, in bytes.
const CELL: usize = 400;

/// A cell reaches over no more columns than this.
const SPAN: usize = 16;

/// What a table of data says.
pub(super) struct Grid {
    pub(super) caption: Option<Clean>,
    pub(super) text: Clean,
}

/// The table at `top` as text; `None` where it only lays out the page: it holds other tables or blocks,
/// long texts, or but one row or column. Linear over all tables of a page: a table within ends the look.
pub(super) fn read(tree: &Tree, top: NodeIx, skip: &dyn Fn(NodeIx) -> bool) -> Option<Grid> {
    let role_says = tree.attribute(top, "role");
    if role_says.is_some_and(|r| matches!(r, "presentation" | "none")) {
        return None;
    }
    let mut rows: Vec<Vec<String>> = Vec::new();
    // Columns that the last cell reaches over: its words stand in the first of them.
    let mut over = 0;
    let mut caption = String::new();
    let mut in_caption = NodeIx(0);
    let end = tree.get(top).end;
    let mut at = NodeIx(top.0 + 1);
    while at < end {
        let here = at;
        at = NodeIx(here.0 + 1);
        if let Some(words) = tree.words(here) {
            if here < in_caption {
                fold(&mut caption, words);
            } else if let Some(cell) = rows.last_mut().and_then(|r| r.last_mut()) {
                fold(cell, words);
                if cell.len() > CELL {
                    return None;
                }
            }
            continue;
        }
        if skip(here) || is_hidden(tree, here) {
            at = tree.get(here).end;
            continue;
        }
        match tree.name(here) {
            "caption" => in_caption = tree.get(here).end,
            "tr" => {
                rows.push(Vec::new());
                over = 0;
            }
            "td" | "th" => {
                let span = tree.attribute(here, "colspan");
                let span = span.and_then(|s| s.trim().parse::<usize>().ok());
                if rows.is_empty() {
                    rows.push(Vec::new());
                }
                if let Some(row) = rows.last_mut() {
                    row.resize(row.len() + over, String::new());
                    row.push(String::new());
                }
                over = span.unwrap_or(1).clamp(1, SPAN) - 1;
            }
            "br" => {
                if let Some(cell) = rows.last_mut().and_then(|r| r.last_mut()) {
                    fold(cell, " ");
                }
            }
            "img" | "amp-img" => {
                let alt = tree.attribute(here, "alt").unwrap_or_default();
                if let Some(cell) = rows.last_mut().and_then(|r| r.last_mut()) {
                    fold(cell, alt);
                }
            }
            name => match role(name) {
                Role::Block if matches!(name, "div" | "p" | "center" | "address") => {
                    if let Some(cell) = rows.last_mut().and_then(|r| r.last_mut()) {
                        fold(cell, " ");
                    }
                }
                Role::Inline | Role::Mark(_) | Role::Link | Role::Marks => {}
                _ if matches!(name, "thead" | "tbody" | "tfoot" | "colgroup" | "col") => {}
                _ => return None,
            },
        }
    }
    rows.retain(|r| r.iter().any(|c| !c.trim().is_empty()));
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    if rows.len() < 2 || columns < 2 {
        return None;
    }
    for cell in rows.iter_mut().flatten() {
        *cell = clean_line(cell).to_string();
    }
    Some(Grid {
        caption: Some(clean_line(caption.trim())).filter(|c| !c.is_empty()),
        text: clean(&grid::set(&rows)),
    })
}
