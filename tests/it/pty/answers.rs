//! What the terminal answers, in time, late, in pieces, forged or not at all.

use std::time::{Duration, Instant};

use super::{SHELL, check_restored, command};
use crate::support::pty::{Manner, Pty};

const SECOND: Duration = Duration::from_secs(1);

fn start(manner: Manner) -> (Pty, tempfile::TempDir) {
    let home = tempfile::tempdir().unwrap();
    let command = command(env!("CARGO_BIN_EXE_khao"), home.path(), &[]);
    let mut pty = Pty::spawn(command, 120, 40).answers(manner);
    pty.wait_for_text("Library 5");
    (pty, home)
}

fn count(log: &[u8], what: &[u8]) -> usize {
    log.windows(what.len()).filter(|w| *w == what).count()
}

/// The rows of the screen. Cells that were blanked and cells that never held anything look the same.
fn rows(pty: &mut Pty) -> Vec<String> {
    let shown = pty.screen().contents();
    shown.lines().map(|row| row.trim_end().to_owned()).collect()
}

#[test]
fn asking_stains_no_cell() {
    let (mut pty, _home) = start(Manner::default());
    pty.wait_for_text("4 sources");
    pty.settle(Duration::from_millis(300));
    let asked = rows(&mut pty);
    assert_eq!(count(pty.log(), b"\x1b[c"), 1);
    assert_eq!(count(pty.log(), b"\x1b[6n"), 7);
    pty.send(b"\x0c");
    pty.settle(Duration::from_millis(300));
    assert_eq!(rows(&mut pty), asked);
    assert_eq!(count(pty.log(), b"\x1b[c"), 1, "asked once");
    pty.send(b"Q");
    assert!(pty.wait().success());
    check_restored(&mut pty);
}

#[test]
fn a_mode_is_used_only_where_the_terminal_has_it() {
    for (modes, sync) in [([2, 2], true), ([0, 0], false), ([4, 3], false)] {
        let (mut pty, _home) = start(Manner {
            modes,
            ..Manner::default()
        });
        pty.settle(Duration::from_millis(300));
        pty.send(b"\x0c");
        pty.settle(Duration::from_millis(300));
        pty.send(b"Q");
        assert!(pty.wait().success());
        check_restored(&mut pty);
        let log = pty.log();
        assert_eq!(count(log, b"\x1b[?2026h") > 0, sync, "{modes:?}");
        assert_eq!(count(log, b"\x1b[?2026l") > 0, sync, "{modes:?}");
        if !sync {
            assert_eq!(count(log, b"\x1b[?69h"), 0, "{modes:?}");
        }
    }
}

/// The program under a shell that stays: what the terminal answers too late is echoed by the line.
fn under_a_shell(manner: Manner) -> (Pty, tempfile::TempDir) {
    shell_with("\"$1\"; echo \"left $?\"; sleep 3", manner)
}

fn shell_with(script: &str, manner: Manner) -> (Pty, tempfile::TempDir) {
    let home = tempfile::tempdir().unwrap();
    let mut shell = command("/bin/sh", home.path(), &[]);
    shell.args(["-c", script]);
    shell.args(["sh", env!("CARGO_BIN_EXE_khao")]);
    let pty = Pty::spawn(shell, 100, 30).answers(manner);
    (pty, home)
}

/// Waits until the program has left, and for some time more; nothing may stand behind its end.
fn check_quiet(pty: &mut Pty) {
    pty.wait_for_text("left 0");
    pty.settle(Duration::from_millis(1500));
    let screen = pty.screen().contents();
    assert_eq!(screen.trim(), "left 0", "stray bytes");
}

#[test]
fn answers_that_are_still_to_come_reach_no_shell() {
    // Quit at once, a second away; and when some have been answered.
    for wait in [0, 600, 1200] {
        let (mut pty, _home) = under_a_shell(Manner {
            delay: SECOND,
            ..Manner::default()
        });
        pty.wait_for_text("Library 5");
        pty.settle(Duration::from_millis(wait));
        pty.send(b"q");
        check_quiet(&mut pty);
    }
}

#[test]
fn nor_do_they_when_it_is_stopped() {
    let home = tempfile::tempdir().unwrap();
    let mut shell = command("/bin/sh", home.path(), &[]);
    shell.args(["-c", SHELL, "sh", env!("CARGO_BIN_EXE_khao")]);
    let mut pty = Pty::spawn(shell, 100, 30).answers(Manner {
        delay: SECOND,
        ..Manner::default()
    });
    pty.wait_for_text("Library 5");
    pty.send(b"\x1a");
    pty.wait_for("a stop", |s| {
        !s.alternate_screen() && s.contents().contains("stopped")
    });
    pty.settle(Duration::from_millis(1500));
    assert_eq!(pty.screen().contents().trim(), "stopped", "stray bytes");
    pty.send(b"\n");
    pty.wait_for("the shelf", |s| {
        s.alternate_screen() && s.contents().contains("Library 5")
    });
    pty.send(b"Q");
    assert!(pty.wait().success());
    check_restored(&mut pty);
}

#[test]
fn a_deaf_terminal_is_waited_for_once_and_not_for_long() {
    let deaf = Manner {
        deaf: true,
        ..Manner::default()
    };
    let (mut pty, _home) = start(deaf);
    let begun = Instant::now();
    pty.send(b"q");
    assert!(pty.wait().success());
    assert!(begun.elapsed() < 4 * SECOND, "{:?}", begun.elapsed());
    check_restored(&mut pty);

    let (mut pty, _home) = start(deaf);
    pty.settle(Duration::from_millis(3200));
    pty.send(b"j");
    pty.settle(Duration::from_millis(100));
    let begun = Instant::now();
    pty.send(b"q");
    assert!(pty.wait().success());
    assert!(begun.elapsed() < SECOND, "{:?}", begun.elapsed());
    check_restored(&mut pty);
}

#[test]
fn answers_in_pieces_do_nothing_and_the_next_key_works() {
    let (mut pty, _home) = start(Manner::default());
    pty.wait_for_text("4 sources");
    pty.settle(Duration::from_millis(300));
    let before = rows(&mut pty);
    let payloads: &[&[u8]] = &[
        b"\x1b[?2026;2$y",
        b"\x1b[?9999;1z",
        b"\x1b]11;rgb:0/0/0\x1b\\",
        b"\x1bP>|X\x1b\\",
        b"\x1b_Gi=1;OK\x1b\\",
        b"\x1b[12;40R",
    ];
    for payload in payloads {
        for cut in 1..payload.len() {
            let (a, b) = payload.split_at(cut);
            pty.send(a);
            std::thread::sleep(Duration::from_millis(4));
            pty.send(b);
        }
    }
    // Some with a long pause, behind what cannot be a key of its own.
    for (a, b) in [
        (&b"\x1b["[..], &b"?2026;2$y"[..]),
        (b"\x1b[?20", b"26;2$y"),
        (b"\x1b]11;rgb:0", b"/0/0\x1b\\"),
        (b"\x1bP", b">|X\x1b\\"),
    ] {
        pty.send(a);
        std::thread::sleep(Duration::from_millis(300));
        pty.send(b);
        std::thread::sleep(Duration::from_millis(80));
    }
    pty.settle(Duration::from_millis(200));
    assert_eq!(rows(&mut pty), before, "no action at all");
    pty.send(b"j");
    pty.wait_for("the next row", |s| {
        let now = s.contents();
        !now.lines()
            .map(str::trim_end)
            .eq(before.iter().map(String::as_str))
    });
    pty.send(b"q");
    assert!(pty.wait().success());
    check_restored(&mut pty);
}

/// What `khao doctor` says in a terminal that answers so.
fn doctor(manner: Manner) -> String {
    let home = tempfile::tempdir().unwrap();
    let mut command = command(env!("CARGO_BIN_EXE_khao"), home.path(), &[]);
    command.arg("doctor");
    let mut pty = Pty::spawn(command, 120, 40).answers(manner);
    assert!(pty.wait().success());
    check_restored(&mut pty);
    pty.screen().contents()
}

#[test]
fn the_doctor_tells_what_the_terminal_said() {
    let said = doctor(Manner {
        modes: [2, 1],
        name: Some("kitty(0.48.2)"),
        ..Manner::default()
    });
    for line in [
        " ms; it calls itself kitty(0.48.2)",
        "colours     all (by the terminal's name for itself)",
        "mode 2026   yes: a large frame appears at once",
        "mode 69     yes: a pane beside others is scrolled",
        "widths      ก\u{e35}\u{e48} 1, ",
        "a Thai letter with marks is as wide as khao thinks",
        "an emoji of several characters may be wider or narrower",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
    assert!(said.starts_with("khao "), "{said}");
    let said = doctor(Manner {
        deaf: true,
        ..Manner::default()
    });
    for line in [
        "answers     none within 3 s: khao goes by TERM alone",
        "mode 2026   not known",
        "colours     256",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
}

#[test]
fn the_doctor_leaves_no_answer_to_the_shell() {
    let script = "\"$1\" doctor; echo \"left $?\"; sleep 3";
    let (mut pty, _home) = shell_with(
        script,
        Manner {
            delay: SECOND,
            ..Manner::default()
        },
    );
    pty.wait_for("the questions", |s| s.alternate_screen());
    pty.settle(Duration::from_millis(300));
    pty.send(b"\x03");
    pty.wait_for_text("left 0");
    pty.settle(Duration::from_millis(1500));
    let screen = pty.screen().contents();
    assert!(screen.trim().ends_with("left 0"), "{screen}");
}

#[test]
fn what_a_slow_line_has_not_taken_yet_is_answered_before_the_shell_goes_on() {
    let (mut pty, _home) = under_a_shell(Manner::default());
    pty.wait_for_text("Library 5");
    pty.settle(Duration::from_millis(300));
    pty.hold(true);
    // Frames in full, more than any buffer between the two holds.
    for i in 0..200 {
        pty.resize(101 + i % 2, 30);
        std::thread::sleep(Duration::from_millis(30));
    }
    pty.drip();
    pty.send(b"q");
    check_quiet(&mut pty);
}

#[test]
fn the_doctor_asks_no_pipe() {
    let home = tempfile::tempdir().unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_khao"))
        .arg("doctor")
        .env("HOME", home.path())
        .env("TERM", "xterm-256color")
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("answers     not asked: "), "{said}");
    assert!(said.contains("mode 69     not known"), "{said}");
    assert!(!said.contains('\u{1b}'), "{said:?}");
}
