//! A panic of the real program, which has a key for it where it is built for tests.

use super::{check_restored, start};

#[test]
fn a_panic_gives_the_terminal_back_and_leaves_a_report() {
    // In the loop, and in another thread while the loop paints.
    for place in ["loop", "thread"] {
        let mut s = start(&[], &[("KHAO_TEST_PANIC", place)], (100, 30));
        s.pty.wait_for_text("Library 5");
        let paint = "\x0c".repeat(if place == "thread" { 200 } else { 1 });
        s.pty.send(format!("\x1b[24~{paint}").as_bytes());
        assert_eq!(s.pty.wait().exit_code(), 101);
        let screen = s.pty.screen().contents();
        assert!(screen.contains("khao: internal error"), "{screen}");
        assert!(!screen.contains("Library"), "{screen}");
        check_restored(&mut s.pty);
        let reports = s.home.path().join(".local/state/khao");
        let n = std::fs::read_dir(&reports).map_or(0, Iterator::count);
        assert_eq!(n, 1, "{}", reports.display());
    }
}
