//! Odd surroundings: closed and empty streams, the background, many stops, and names of terminals and languages.

use std::path::Path;
use std::time::{Duration, Instant};

use super::{SHELL, check_restored, command, start, ticks};
use crate::support::pty::Pty;

const KHAO: &str = env!("CARGO_BIN_EXE_khao");

/// The program by way of a shell, `$1` being its path.
fn by(script: &str, home: &Path, env: &[(&str, &str)]) -> Pty {
    let mut shell = command("/bin/sh", home, env);
    shell.args(["-c", script, "sh", KHAO]);
    Pty::spawn(shell, 100, 30)
}

#[test]
fn a_hundred_stops() {
    let home = tempfile::tempdir().unwrap();
    let mut pty = by(SHELL, home.path(), &[]);
    pty.wait_for_text("Library 5");
    let (mut cols, mut rows) = (100, 30);
    for round in 0..100 {
        pty.send(b"\x1a");
        pty.wait_for("a stop", |s| !s.alternate_screen());
        assert_eq!(pty.line(), pty.first_line(), "{round}");
        if round % 9 == 0 {
            // What the size was meanwhile does not matter, only what it is.
            pty.resize(41, 13);
            (cols, rows) = (100 + round, 30 + round % 4);
            pty.resize(cols, rows);
        }
        pty.send(b"\n");
        pty.wait_for("the shelf", |s| {
            s.alternate_screen() && s.contents().contains("Library 5")
        });
        assert_ne!(pty.line(), pty.first_line(), "{round}");
    }
    pty.settle(Duration::from_millis(200));
    let shown = pty.screen().contents();
    pty.send(b"\x0c");
    pty.settle(Duration::from_millis(200));
    assert_eq!(pty.screen().contents(), shown, "{cols}x{rows}");
    pty.send(b"Q");
    assert!(pty.wait().success());
    check_restored(&mut pty);
}

#[test]
fn streams_that_are_closed_or_empty() {
    // Keys come from the terminal where standard input is none; without a screen it is plain text; what is
    // told on a closed standard error is lost, and no more.
    for (script, reads) in [
        ("\"$1\" </dev/null; echo ended $?", true),
        ("\"$1\" <&-; echo ended $?", true),
        ("\"$1\" 2>&-; echo ended $?", true),
        ("\"$1\" <&- 2>&-; echo ended $?", true),
        ("\"$1\" >/dev/null; echo ended $?", false),
        ("\"$1\" | cat >/dev/null; echo ended $?", false),
        ("\"$1\" <&- >/dev/null 2>&-; echo ended $?", false),
    ] {
        let home = tempfile::tempdir().unwrap();
        let mut pty = by(script, home.path(), &[]);
        if reads {
            pty.wait_for_text("Library 5");
            pty.send(b"Q");
        }
        pty.wait_for_text("ended 0");
        assert!(pty.wait().success(), "{script}");
    }
    let home = tempfile::tempdir().unwrap();
    let mut pty = by("\"$1\" >&-; echo ended $?", home.path(), &[]);
    pty.wait_for("an end", |s| s.contents().contains("ended"));
    assert!(pty.wait().success());
}

#[test]
fn without_any_terminal_there_is_a_message_or_plain_text() {
    use std::process::{Command, Stdio};
    let home = tempfile::tempdir().unwrap();
    let begun = Instant::now();
    // A session of its own has no terminal to take keys from.
    let mut command = Command::new("setsid");
    command
        .args(["--wait", KHAO])
        .env_clear()
        .env("HOME", home.path());
    command.env("TERM", "xterm").env("PATH", "/usr/bin:/bin");
    let ran = command.stdin(Stdio::null()).output().unwrap();
    assert_eq!(ran.status.code(), Some(0));
    let text = String::from_utf8(ran.stdout).unwrap();
    assert!(
        text.contains("Mahidol") && !text.contains('\u{1b}'),
        "{text}"
    );
    assert!(begun.elapsed() < Duration::from_secs(10));
}

#[test]
fn in_the_background_it_waits_for_its_turn() {
    let home = tempfile::tempdir().unwrap();
    let script =
        "set -m; \"$1\" & echo $! > pid; sleep 1; echo behind; read line; fg; echo ended $?";
    let mut pty = by(script, home.path(), &[]);
    pty.wait_for_text("behind");
    let pid: u32 = std::fs::read_to_string(home.path().join("pid"))
        .unwrap()
        .trim()
        .parse()
        .unwrap();
    let before = ticks(pid);
    std::thread::sleep(Duration::from_millis(500));
    assert!(ticks(pid) <= before + 1, "it does not spin");
    assert!(!pty.screen().alternate_screen());
    pty.send(b"\n");
    pty.wait_for_text("Library 5");
    pty.send(b"Q");
    pty.wait_for_text("ended 0");
}

#[test]
fn names_of_terminals_and_languages() {
    for (env, plain, ascii) in [
        (&[("TERM", "dumb")][..], true, false),
        (&[("TERM", "")], true, false),
        (&[("TERM", "linux")], false, false),
        (&[("TERM", "vt100")], false, false),
        (&[("TERM", "nobody-has-heard-of-it")], false, false),
        (&[("TERM", "screen.xterm-256color")], false, false),
        (&[("TERM", "vt100"), ("NO_COLOR", "1")], false, false),
        (&[("LANG", "C")], false, true),
        (&[("LANG", "POSIX")], false, true),
        (&[("LANG", "th_TH.TIS-620")], false, true),
        (
            &[("LC_ALL", "th_TH.TIS-620"), ("LANG", "C.UTF-8")],
            false,
            true,
        ),
        (&[("LANG", "th_TH.UTF-8")], false, false),
        (&[("LANG", "")], false, true),
    ] {
        let home = tempfile::tempdir().unwrap();
        let mut pty = by("\"$1\"; echo ended $?", home.path(), env);
        if !plain {
            pty.wait_for("the shelf", |s| {
                s.alternate_screen() && s.contents().contains(" 5")
            });
            pty.send(b"\r");
            pty.settle(Duration::from_millis(400));
            pty.send(b"g2JJ?");
            pty.settle(Duration::from_millis(200));
            pty.send(b"qQ");
        }
        pty.wait_for_text("ended 0");
        assert!(pty.wait().success());
        check_restored(&mut pty);
        let log = String::from_utf8_lossy(pty.log()).into_owned();
        assert!(!ascii || log.is_ascii(), "{env:?}");
        assert_eq!(plain, !log.contains('\u{1b}'), "{env:?}");
    }
}

/// How often the threads of a process went to sleep of their own will.
fn wakes(pid: u32) -> u64 {
    let tasks = std::fs::read_dir(format!("/proc/{pid}/task")).unwrap();
    let of = |path: &Path| -> u64 {
        let status = std::fs::read_to_string(path.join("status")).unwrap_or_default();
        let line = status
            .lines()
            .find_map(|l| l.strip_prefix("voluntary_ctxt_switches:"));
        line.map_or(0, |n| n.trim().parse().unwrap())
    };
    tasks.flatten().map(|task| of(&task.path())).sum()
}

#[test]
fn nobody_wakes_while_nothing_happens() {
    let home = tempfile::tempdir().unwrap();
    let mut pty = Pty::spawn(command(KHAO, home.path(), &[]), 120, 40);
    pty.wait_for_text("Library 5");
    for keys in ["", "\r", "g2JJ", "gnhalf a note"] {
        pty.send(keys.as_bytes());
        // Relations, measures and the answers of a terminal that gives none are over by then.
        pty.settle(Duration::from_secs(2));
        let before = wakes(pty.id());
        let seconds = 2;
        assert_eq!(pty.settle(Duration::from_secs(seconds)), 0, "{keys:?}");
        let n = wakes(pty.id()) - before;
        assert!(n <= 2 * seconds, "{keys:?}: {n} in {seconds} s");
    }
}

/// The parameters of every colour or attribute sequence.
fn sgr(log: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(log);
    let mut all = Vec::new();
    for part in text.split("\u{1b}[").skip(1) {
        let end = part.find(|c: char| !(c.is_ascii_digit() || c == ';' || c == ':'));
        if let Some(end) = end.filter(|e| part[*e..].starts_with('m')) {
            all.extend(part[..end].split(';').map(str::to_owned));
        }
    }
    all
}

#[test]
fn no_color_is_honoured() {
    let colour = |p: &String| {
        p.parse::<u32>()
            .is_ok_and(|n| (30..=49).contains(&n) && n != 39 && n != 49 || (90..=107).contains(&n))
    };
    for (env, wanted) in [(&[("NO_COLOR", "1")][..], false), (&[][..], true)] {
        let mut s = start(&[], env, (120, 40));
        s.pty.wait_for_text("Library 5");
        s.pty.send(b"\rg2JzM/the\r");
        s.pty.settle(Duration::from_millis(300));
        assert_eq!(sgr(s.pty.log()).iter().any(colour), wanted, "{env:?}");
        s.pty.send(b"Q");
        assert!(s.pty.wait().success());
    }
}

#[test]
fn a_locale_without_utf_8_gets_ascii() {
    let mut s = start(&[], &[("LANG", "C"), ("LC_ALL", "C")], (120, 40));
    s.pty.wait_for_text("Library 5");
    s.pty.send(b"\rg2JJzaG?");
    s.pty.settle(Duration::from_millis(300));
    assert!(s.pty.log().is_ascii());
    s.pty.send(b"Q");
    assert!(s.pty.wait().success());
}

#[test]
fn what_cannot_be_shown_or_was_not_read_is_told_at_the_start() {
    for (script, env, told) in [
        (
            "\"$1\"",
            &[("LANG", "C")][..],
            "not UTF-8 (LANG=C): Thai is shown as ?",
        ),
        (
            "\"$1\" --kiosk --language th --library l.db",
            &[("LC_ALL", "POSIX")],
            "(LC_ALL=POSIX): Thai is shown as ?, khao speaks English",
        ),
        (
            "echo text | \"$1\"",
            &[],
            "standard input was not read (khao - reads it)",
        ),
    ] {
        let home = tempfile::tempdir().unwrap();
        let mut pty = by(&format!("{script}; echo ended $?"), home.path(), env);
        pty.wait_for_text(told);
        pty.wait_for_text("Library");
        // Once: the next key takes it back.
        pty.send(b"j");
        pty.wait_for("the row free again", |s| !s.contents().contains(told));
        pty.send(b"Q");
        pty.wait_for_text("ended 0");
        assert!(pty.wait().success(), "{script}");
    }
    // Nothing is no input.
    let home = tempfile::tempdir().unwrap();
    let mut pty = by("\"$1\" </dev/null", home.path(), &[]);
    pty.wait_for_text("Library 5");
    pty.settle(Duration::from_millis(200));
    assert!(!pty.screen().contents().contains("was not read"));
    pty.send(b"Q");
    assert!(pty.wait().success());
}
