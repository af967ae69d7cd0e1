//! The real program in a pseudo-terminal: what it sends, and how it ends.

mod answers;
mod browser;
mod flow;
mod kiosk;
mod leaving;
mod linear;
mod odd;
#[cfg(debug_assertions)]
mod panic;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write as _;
use std::time::Duration;

use portable_pty::CommandBuilder;
use rustix::process::Signal;
use vt100::MouseProtocolMode;

use crate::support::allowed::aliens;
use crate::support::emulators::in_vt100;
use crate::support::modes::left_on;
use crate::support::pty::Pty;

/// The program started in a folder of its own.
struct Started {
    pty: Pty,
    home: tempfile::TempDir,
}

/// Variables that every start has; `env` comes on top.
fn command(program: &str, home: &std::path::Path, env: &[(&str, &str)]) -> CommandBuilder {
    let mut command = CommandBuilder::new(program);
    command.env_clear();
    for (name, value) in [
        ("TERM", "xterm-256color"),
        ("LANG", "C.UTF-8"),
        ("PATH", "/usr/bin:/bin"),
    ] {
        command.env(name, value);
    }
    command.env("HOME", home);
    for (name, value) in env {
        command.env(name, value);
    }
    command.cwd(home);
    command
}

fn start(args: &[&str], env: &[(&str, &str)], (cols, rows): (u16, u16)) -> Started {
    let home = tempfile::tempdir().unwrap();
    let mut command = command(env!("CARGO_BIN_EXE_khao"), home.path(), env);
    command.args(args);
    let pty = Pty::spawn(command, cols, rows);
    Started { pty, home }
}

fn seeds() -> Started {
    let mut s = start(&[], &[], (120, 40));
    s.pty.wait_for_text("Library 5");
    s
}

/// The terminal is as it was: modes off, line settings equal, and only our sequences were sent.
fn check_restored(pty: &mut Pty) {
    assert_eq!(pty.line(), pty.first_line());
    let screen = pty.screen();
    assert!(!screen.alternate_screen() && !screen.bracketed_paste() && !screen.hide_cursor());
    assert_eq!(screen.mouse_protocol_mode(), MouseProtocolMode::None);
    assert_eq!(screen.fgcolor(), vt100::Color::Default);
    assert_eq!(aliens(pty.log()), Vec::<String>::new());
    assert_eq!(left_on(pty.log()), BTreeSet::new());
}

#[test]
fn from_the_shelf_into_the_reader_and_out() {
    let mut s = seeds();
    s.pty.send(b"\r");
    s.pty.wait_for_text("Comments 29");
    s.pty.wait_for_text("Same story 3");
    s.pty.send(b"q");
    s.pty.wait_for_text("Library 5");
    s.pty.send(b"q");
    assert!(s.pty.wait().success());
    check_restored(&mut s.pty);
}

#[test]
fn what_others_wrote_is_painted_over() {
    let mut s = seeds();
    s.pty.settle(Duration::from_millis(700));
    // Ctrl-L, and the focus that comes back.
    for ask in [&b"\x0c"[..], b"\x1b[O\x1b[I"] {
        let before = s.pty.log().len();
        s.pty.send(ask);
        s.pty.settle(Duration::from_millis(400));
        let sent = &s.pty.log()[before..];
        // A frame of before may have been late.
        let whole = b"\x1b[m\x1b[r\x1b[H\x1b[J";
        let from = sent.windows(whole.len()).position(|w| w == whole);
        let fresh = in_vt100(&sent[from.unwrap()..], (120, 40));
        assert!(fresh.cells[39].iter().any(|c| c.0 == "q"), "{ask:?}");
    }
    for no_news in [&b"\x1b[I"[..], b"\x1b[O"] {
        s.pty.send(no_news);
        let sent = s.pty.settle(Duration::from_millis(300));
        assert_eq!(sent, 0, "{no_news:?}");
    }
    s.pty.send(b"q");
    assert!(s.pty.wait().success());
    check_restored(&mut s.pty);
}

#[test]
fn ending_by_a_signal() {
    for (signal, name) in [
        (Signal::TERM, "Terminated"),
        (Signal::HUP, "Hangup"),
        (Signal::INT, "Interrupt"),
        (Signal::QUIT, "Quit"),
    ] {
        let mut s = seeds();
        s.pty.signal(signal);
        assert_eq!(s.pty.wait().signal(), Some(name));
        check_restored(&mut s.pty);
    }
}

/// A shell with job control, which says when its job stops and goes on with it after a line.
const SHELL: &str = r#"set -m
"$@"
while [ $? -gt 128 ]; do echo stopped; read line; fg >/dev/null; done"#;

#[test]
fn stopping_and_going_on() {
    let home = tempfile::tempdir().unwrap();
    let mut shell = command("/bin/sh", home.path(), &[]);
    shell.args(["-c", SHELL, "sh", env!("CARGO_BIN_EXE_khao")]);
    let mut pty = Pty::spawn(shell, 100, 30);
    pty.wait_for_text("Library 5");
    for round in 1..=3 {
        pty.send(b"\x1a");
        pty.wait_for("a stop", |screen| {
            !screen.alternate_screen() && screen.contents().matches("stopped").count() == round
        });
        assert_eq!(pty.line(), pty.first_line());
        pty.send(b"\n");
        pty.wait_for("the shelf", |screen| {
            screen.alternate_screen() && screen.contents().contains("Library 5")
        });
    }
    pty.send(b"q");
    assert!(pty.wait().success());
    check_restored(&mut pty);
}

#[test]
fn keys_come_from_the_terminal_when_standard_input_is_a_pipe() {
    let home = tempfile::tempdir().unwrap();
    let mut shell = command("/bin/sh", home.path(), &[]);
    let script =
        "printf 'A piped title\\n\\nThe piped words are here, and they are few.\\n' | \"$1\" -";
    shell.args(["-c", script, "sh", env!("CARGO_BIN_EXE_khao")]);
    let mut pty = Pty::spawn(shell, 80, 24);
    pty.wait_for_text("The piped words");
    pty.send(b"?");
    pty.wait_for_text("Help");
    pty.send(b"Q");
    assert!(pty.wait().success());
    check_restored(&mut pty);
}

/// Escape sequences, controls, bidi and invisible characters, and floods of marks.
fn payloads() -> Vec<String> {
    let mut all: Vec<String> = [
        "\u{1b}]52;c;ZXZpbA==\u{7}",
        "\u{1b}]0;title\u{7}",
        "\u{1b}[21t",
        "\u{1b}[>0q",
        "\u{1b}P$qm\u{1b}\\",
        "\u{1b}[6n",
        "\u{1b}c",
        "\u{1b}[?1049l",
        "\u{1b}[3J",
        "\u{1b}]8;;x\u{1b}0m\u{1b}[>0q",
        "\u{1b}]",
        "\u{1b}_Gi=1;\u{1b}\\",
        "\u{1b}%@",
        "\u{1b}(0",
        "\u{e}\u{f}",
        "\u{9b}2J",
        "\u{9d}0;x\u{9c}",
        "abc\rXYZ",
        "a\u{8}b\u{7f}c",
        "a\u{0}b",
        "a\tb",
        "a\u{b}b\u{c}c",
        "a\u{85}b\u{2028}c\u{2029}d",
        "user\u{202e}nimda\u{202c}",
        "\u{2066}lone",
        "pay\u{200b}pal\u{feff}\u{2060}\u{ad}",
        "\u{e0041}\u{3164}\u{115f}\u{ffa0}",
        "กำ\u{0e33}\u{0e33}",
        "👨\u{200d}👩\u{200d}👧\u{fe0f}",
    ]
    .iter()
    .map(|s| (*s).to_owned())
    .collect();
    all.push(format!("a{}", "\u{301}".repeat(5_000)));
    all.push(format!("ก{}", "\u{e48}".repeat(5_000)));
    all
}

#[test]
fn hostile_words_reach_no_terminal() {
    let all = payloads();
    let comments: Vec<_> = all
        .iter()
        .map(|p| serde_json::json!({"author": p, "text": format!("x {p} y"), "url": p, "parent": null}))
        .collect();
    let json = serde_json::json!({
        "khao": 1, "title": all.concat(), "byline": all.concat(), "outlet": all[0], "url": all[1],
        "blocks": all.iter().map(|p| format!("b {p} e")).collect::<Vec<_>>(),
        "comments": comments, "links": [{"url": all[0], "text": all[1]}],
    });
    let mut plain = String::from("A title\u{1b}]0;x\u{7}\n\n");
    for p in &all {
        let _done = write!(
            plain,
            "Words before {p} and words behind, enough for a line.\n\n"
        );
    }
    let mut latin =
        b"Title \x9b2J\n\nSome \x9d0;x\x9c words in a file without any encoding \xe0\xb8.\n"
            .to_vec();
    latin.extend_from_slice(b"\x1b[2J\x1b]52;c;ZXZpbA==\x07\n");
    let home = tempfile::tempdir().unwrap();
    for (name, bytes) in [
        ("evil\u{1b}[2J.json", json.to_string().into_bytes()),
        ("evil\u{9b}2J.txt", plain.into_bytes()),
        ("evil\nname.txt", latin),
    ] {
        let path = home.path().join(name);
        std::fs::File::create(&path)
            .unwrap()
            .write_all(&bytes)
            .unwrap();
        let mut command = command(env!("CARGO_BIN_EXE_khao"), home.path(), &[]);
        command.arg(&path);
        let mut pty = Pty::spawn(command, 100, 30);
        pty.wait_for("the reader", |s| s.contents().contains("Article"));
        for keys in [
            "d",
            "d",
            "G",
            "g2",
            "J",
            "J",
            "J",
            "zM",
            "J",
            "zR",
            "20G",
            "yy",
            "yp",
            "yq",
            "gw",
            "\x1b",
            "g3",
            "J",
            "f",
            "\x1b",
            "/x\r",
            "n",
            "gt",
            "zz",
            ":messages\r",
            "\x1b",
            "g1",
            "v",
            "G",
            "y",
        ] {
            pty.send(keys.as_bytes());
            pty.settle(Duration::from_millis(15));
        }
        pty.send(b"\x1b");
        pty.settle(Duration::from_millis(60));
        pty.send(b"Q");
        assert!(pty.wait().success());
        check_restored(&mut pty);
    }
}

/// CPU time of a process so far, in clock ticks.
fn ticks(pid: u32) -> u64 {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let rest = stat.rsplit(')').next().unwrap();
    let fields: Vec<&str> = rest.split_whitespace().collect();
    fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
}

#[test]
fn nothing_happens_while_nothing_happens() {
    let mut s = seeds();
    s.pty.send(b"\r");
    s.pty.wait_for_text("Same story 3");
    s.pty.settle(Duration::from_millis(500));
    let pid = s.pty.id();
    let before = ticks(pid);
    assert_eq!(s.pty.settle(Duration::from_secs(2)), 0, "no bytes");
    let after = ticks(pid);
    assert!(after <= before + 1, "no work: {before} to {after} ticks");
    s.pty.send(b"Q");
    assert!(s.pty.wait().success());
}

#[test]
fn pasted_commands_are_not_run() {
    let mut s = seeds();
    s.pty.send(b"\x1b[200~qQ\r:quit\rq\x1b[201~");
    s.pty.settle(Duration::from_millis(200));
    s.pty.send(b"\r");
    s.pty.wait_for_text("Comments 29");
    s.pty.send(b"Q");
    assert!(s.pty.wait().success());
    check_restored(&mut s.pty);
}
