//! Whatever ends the program: what stood on the screen is kept, and the next start goes on there.

use std::path::Path;
use std::time::{Duration, Instant};

use khao::store::{Library, Mode};
use rustix::process::Signal;

use super::{check_restored, command};
use crate::support::pty::Pty;

const SIZE: (u16, u16) = (120, 40);
const KHAO: &str = env!("CARGO_BIN_EXE_khao");
/// The longest that any end may take where the disk is not slow.
const SOON: Duration = Duration::from_secs(1);

fn start(home: &Path) -> Pty {
    Pty::spawn(command(KHAO, home, &[]), SIZE.0, SIZE.1)
}

/// Reads the third comment of a document, and types half a note on it.
fn half_a_note(pty: &mut Pty) {
    pty.wait_for_text("Library 5");
    pty.send(b"\r");
    pty.wait_for_text("Comments 29");
    pty.send(b"g2JJJgnhalf a thou");
    pty.wait_for_text("half a thou");
}

/// The next start stands there.
fn is_there_again(home: &Path) {
    let mut pty = start(home);
    pty.wait_for_text("half a thou");
    pty.wait_for_text("Comments 29");
    pty.send(b"ght\r");
    pty.wait_for_text("Note kept");
    pty.send(b"Q");
    assert!(pty.wait().success());
    check_restored(&mut pty);
    // What the reader ended is only offered.
    let mut pty = start(home);
    pty.wait_for_text("' goes on with");
    pty.send(b"'");
    pty.wait_for_text("half a thought");
    pty.send(b"Q");
    assert!(pty.wait().success());
}

#[test]
fn after_a_kill_the_way_back_to_the_last_pause_is_offered() {
    let home = tempfile::tempdir().unwrap();
    let mut pty = start(home.path());
    half_a_note(&mut pty);
    // Where the reader paused is kept soon, and once.
    pty.settle(Duration::from_millis(3500));
    pty.signal(Signal::KILL);
    pty.wait();
    let mut pty = start(home.path());
    pty.wait_for_text("' goes on with");
    pty.send(b"'");
    pty.wait_for_text("half a thou");
    pty.send(b"ght\r");
    pty.wait_for_text("Note kept");
    pty.send(b"Q");
    assert!(pty.wait().success());
}

#[test]
fn what_was_read_and_typed_is_there_after_every_signal() {
    for (signal, name) in [
        (Signal::HUP, "Hangup"),
        (Signal::TERM, "Terminated"),
        (Signal::INT, "Interrupt"),
        (Signal::QUIT, "Quit"),
    ] {
        let home = tempfile::tempdir().unwrap();
        let mut pty = start(home.path());
        half_a_note(&mut pty);
        let begun = Instant::now();
        pty.signal(signal);
        assert_eq!(pty.wait().signal(), Some(name));
        // The rest of it is this test's own patience.
        assert!(begun.elapsed() < SOON, "{name}: {:?}", begun.elapsed());
        check_restored(&mut pty);
        is_there_again(home.path());
    }
}

#[test]
fn what_was_read_is_there_after_the_terminal_was_closed() {
    // In the first the kernel sends SIGHUP; in the second only a shell that ignores it, and the program hears of
    // the end by reading.
    for script in [
        "exec \"$1\"",
        "trap '' HUP; \"$1\"; echo $? > ended; sleep 5",
    ] {
        let home = tempfile::tempdir().unwrap();
        let mut shell = command("/bin/sh", home.path(), &[]);
        shell.args(["-c", script, "sh", KHAO]);
        let mut pty = Pty::spawn(shell, SIZE.0, SIZE.1);
        pty.wait_for_text("Library 5");
        pty.send(b"\r");
        pty.wait_for_text("Comments 29");
        pty.send(b"g2JJJzz");
        pty.wait_for("the thread alone", |s| {
            s.contents().contains("Comments 29") && !s.contents().contains("Sources")
        });
        let mut left = pty.close(b"\x0c");
        if script.starts_with("trap") {
            let ended = home.path().join("ended");
            let begun = Instant::now();
            while !std::fs::read_to_string(&ended).is_ok_and(|t| t == "0\n") {
                assert!(begun.elapsed() < SOON, "it does not end");
                std::thread::sleep(Duration::from_millis(5));
            }
        } else {
            // Which of the two it hears of first is left to chance.
            let status = left.wait(SOON);
            assert!(status.success() || status.signal() == Some("Hangup"));
        }
        drop(left);
        let mut pty = start(home.path());
        pty.wait_for_text("cut off");
        let alone = |s: &vt100::Screen| {
            s.contents().contains("Comments 29") && !s.contents().contains("Sources")
        };
        pty.wait_for("the thread alone", alone);
        pty.send(b"Q");
        assert!(pty.wait().success());
    }
}

#[test]
fn a_terminal_that_reads_nothing_costs_no_memory_and_keeps_nothing_from_being_kept() {
    let home = tempfile::tempdir().unwrap();
    let mut pty = start(home.path());
    half_a_note(&mut pty);
    pty.settle(Duration::from_millis(300));
    let pid = pty.id();
    pty.hold(true);
    let before = memory(pid);
    // More frames than any buffer between the two holds.
    storm(&mut pty, 200);
    let grown = memory(pid).saturating_sub(before);
    assert!(grown < 8_192, "{grown} kB");
    // It goes on with the newest frame, and all the others were never painted.
    pty.hold(false);
    let n = pty.settle(Duration::from_millis(500));
    assert!(n < 200_000, "{n} bytes");
    pty.send(b"\x15half a thou");
    pty.wait_for_text("half a thou");
    // And when it is ended meanwhile, it loses nothing.
    pty.settle(Duration::from_millis(300));
    pty.hold(true);
    storm(&mut pty, 200);
    let begun = Instant::now();
    pty.signal(Signal::TERM);
    while std::fs::read_to_string(format!("/proc/{pid}/stat"))
        .is_ok_and(|stat| !stat.contains(") Z"))
    {
        assert!(begun.elapsed() < 2 * SOON, "it does not end");
        std::thread::sleep(Duration::from_millis(5));
    }
    pty.hold(false);
    assert_eq!(pty.wait().signal(), Some("Terminated"));
    assert_eq!(pty.line(), pty.first_line());
    is_there_again(home.path());
}

/// Frames in full, one after the other.
fn storm(pty: &mut Pty, n: u16) {
    for i in 0..n {
        pty.resize(SIZE.0 + 1 + i % 2, SIZE.1);
        std::thread::sleep(Duration::from_millis(2));
    }
    pty.resize(SIZE.0, SIZE.1);
}

/// What of a process is in memory, in kB.
fn memory(pid: u32) -> usize {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:"));
    let number = line.unwrap().split_whitespace().next().unwrap();
    number.parse().unwrap()
}

/// A shell with job control, which tells when its job stops and goes on with it after a line.
const SHELL: &str = r#"set -m
"$@"
while [ $? -gt 128 ]; do echo stopped; read line; fg >/dev/null; done"#;

#[test]
fn a_stop_leaves_the_library_to_others_with_the_place_in_it() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("library.db");
    let mut shell = command("/bin/sh", home.path(), &[]);
    shell.args(["-c", SHELL, "sh", KHAO, "--library"]);
    shell.arg(&path);
    let mut pty = Pty::spawn(shell, SIZE.0, SIZE.1);
    pty.wait_for_text("Library 5");
    pty.send(b"\r");
    pty.wait_for_text("Comments 29");
    pty.send(b"g2");
    let mut last = String::new();
    for n in 1..=8 {
        // The first stops come while the library is being related.
        pty.send(b"J\x1a");
        pty.wait_for("a stop", |s| {
            !s.alternate_screen() && s.contents().matches("stopped").count() == n
        });
        let begun = Instant::now();
        let mut other = Library::open(&path, Mode::Write).unwrap();
        let kept = other.fact("sitting").unwrap().unwrap_or_default();
        assert!(kept.contains("\"comment\":[\""), "{n}: {kept}");
        assert_ne!(kept, last, "{n}");
        last = kept;
        other.set_fact("a test", "wrote").unwrap();
        drop(other);
        assert!(begun.elapsed() < SOON, "{n}: {:?}", begun.elapsed());
        pty.send(b"\n");
        pty.wait_for("the screen", |s| {
            s.alternate_screen() && s.contents().contains("Comments 29")
        });
    }
    pty.send(b"Q");
    assert!(pty.wait().success());
}
