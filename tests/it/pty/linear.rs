//! `khao --linear` as a screen reader has it: the terminal's own cursor shows, and stands in the row of what
//! is read.

use std::time::Duration;

use super::{check_restored, start};
use crate::support::pty::Pty;

/// The row that the cursor is in, once it begins so.
fn hear(pty: &mut Pty, begins: &str) {
    pty.wait_for(&format!("the cursor in the row of {begins:?}"), |screen| {
        let (y, _) = screen.cursor_position();
        let row = screen.contents_between(y, 0, y, screen.size().1.get());
        !screen.hide_cursor() && row.starts_with(begins)
    });
}

#[test]
fn the_cursor_stands_on_what_is_read() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/app/bridge.json");
    let mut s = start(&["--linear", file], &[], (80, 24));
    hear(&mut s.pty, "Bridge over the Ket closes for a year");
    for (keys, begins) in [
        ("j", "Nam Daily, Mara Holt"),
        ("j", "The old bridge over the Ket river"),
        ("l", "Comment 1 of 39, Anna"),
        ("J", "Comment 2 of 39, Boon, reply to Anna"),
        ("za", "Folded, replies hidden: 3."),
        ("j", "Comment 6 of 39, unsigned"),
        ("k", "Comment 2 of 39, Boon, folded, 3 replies"),
        ("p", "Comment 1 of 39, Anna"),
        ("p", "This is a top-level comment."),
        ("/archive\r", "That is right: the railing dates from 1998."),
        ("h", "The old bridge over the Ket river"),
        ("?", "Everywhere"),
        ("j", "j Down: One line down"),
        ("q", "The old bridge over the Ket river"),
    ] {
        s.pty.send(keys.as_bytes());
        hear(&mut s.pty, begins);
    }
    // Nothing is sent while nothing happens.
    s.pty.settle(Duration::from_millis(300));
    let n = s.pty.log().len();
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(s.pty.log().len(), n);
    s.pty.send(b"Q");
    assert!(s.pty.wait().success());
    check_restored(&mut s.pty);
}
