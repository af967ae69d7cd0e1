//! What must hold for a stack of comments.

use khao::app::pane::thread::ThreadPane;
use khao::model::CommentIx;
use khao::page::Stack;

/// The invariants of a stack: rows add up, slots and rows find one another.
pub(crate) fn check_stack(stack: &Stack, n: usize) {
    let mut row = 0;
    for (slot, &ix) in stack.shown().iter().enumerate() {
        assert_eq!(stack.slot(ix), Some(slot));
        assert_eq!(stack.top(ix), row, "{ix:?}");
        assert_eq!(stack.at(row), Some((ix, 0)));
        row += stack.rows_of(ix) + usize::from(!stack.is_folded(ix));
    }
    assert_eq!(stack.height(), row);
    assert_eq!(stack.at(row), None);
    let shown = (0..n as u32)
        .filter(|i| stack.is_shown(CommentIx(*i)))
        .count();
    assert_eq!(shown, stack.shown().len());
}

/// What must hold of the comments on the screen: their words are laid, so none is drawn blank.
pub(crate) fn check_screen(thread: &ThreadPane) {
    for row in thread.screen() {
        let ix = row.comment();
        let words = thread.stack.rows_of(ix) - 1;
        assert!(
            thread.stack.is_folded(ix) || thread.stack.lines(ix).len() == words,
            "{ix:?} is on the screen, and its words are not"
        );
    }
}
