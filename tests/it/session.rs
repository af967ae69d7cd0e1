//! Taking and giving back the terminal, for every way of ending. The test program starts itself
//! in a pseudo-terminal, with [`child`] as its only test, and watches from outside.

use std::path::PathBuf;
use std::process::Command;
use std::sync::mpsc::channel;
use std::time::Duration;

use khao::term::{
    Event, Options, Painter, Profile, Session, ask_stop, die_by, input, signal, stop,
};
use portable_pty::CommandBuilder;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use rustix::process::Signal;

use crate::support::allowed::aliens;
use crate::support::modes::left_on;
use crate::support::pty::Pty;

/// Where the child writes panic reports; it also says that this is the child.
const REPORTS: &str = "KHAO_TEST_REPORTS";

/// The program in the terminal, when another test has started it; on its own it does nothing. Each
/// key does one thing; all events are shown.
#[test]
fn child() {
    let Some(reports) = std::env::var_os(REPORTS) else {
        return;
    };
    khao::run::report::install(PathBuf::from(reports));
    let get = |name: &str| std::env::var(name).ok();
    let profile = Profile::from_env(get);
    let mut session = Session::enter(&Options::new(&profile, true)).unwrap();
    let (sender, events) = channel();
    let from_signals = sender.clone();
    let _signals = signal::spawn(&session, move |e| from_signals.send(e).is_ok()).unwrap();
    let keys = input::spawn(&session, move |e| sender.send(e).is_ok()).unwrap();
    let mut painter = Painter::new(profile);
    let (mut cols, mut rows) = session.size(get);
    let mut last = "nothing".to_owned();
    let mut n_events = 0;
    loop {
        let mut frame = Buffer::empty(Rect::new(0, 0, cols, rows));
        let size = format!("ready {cols}x{rows}");
        frame.set_stringn(0, 0, size, cols.into(), Style::new());
        if rows > 1 {
            let text = format!("{n_events} {last}");
            frame.set_stringn(0, 1, text, cols.into(), Style::new());
        }
        session.write(painter.frame(&frame, None)).unwrap();
        let event = events.recv().unwrap();
        n_events += 1;
        last = match &event {
            Event::Key(key) => key.to_string(),
            other => format!("{other:?}"),
        };
        match event {
            Event::Resize { cols: c, rows: r } => (cols, rows) = (c, r),
            Event::Stop => {
                keys.pause();
                session.suspend().unwrap();
                if !stop() {
                    session.resume().unwrap();
                    keys.resume();
                    painter.repaint();
                }
            }
            Event::Continue => {
                session.resume().unwrap();
                keys.resume();
                painter.repaint();
            }
            Event::Terminate(signal) => {
                session.leave().unwrap();
                die_by(signal);
            }
            Event::Closed => std::process::exit(7),
            Event::Key(key) => match &*key.to_string() {
                "q" => break,
                "p" => panic!("on\u{1b}[2Jpurpose"),
                "s" => {
                    let text = "ความลับ".to_owned();
                    let end = text.len() - 1;
                    last = text[..end].to_owned();
                }
                "u" => last = get("KHAO_TEST_UNSET").ok_or("ความลับ").unwrap(),
                "t" => {
                    let panics = std::thread::spawn(|| panic!("in a thread"));
                    panics.join().unwrap();
                }
                "d" => drop(Falls),
                "h" => loop {
                    std::thread::sleep(Duration::from_secs(1));
                },
                "z" if !ask_stop() => last = "no stop".to_owned(),
                // From outside, to us alone.
                "Z" => {
                    let process = rustix::process::getpid();
                    rustix::process::kill_process(process, Signal::TSTP).unwrap();
                }
                "m" => session.set_mouse(false).unwrap(),
                "b" => {
                    keys.pause();
                    session.suspend().unwrap();
                    let script = "echo browser; read line; echo \"got $line\"; sleep 0.2";
                    Command::new("sh").args(["-c", script]).status().unwrap();
                    session.resume().unwrap();
                    keys.resume();
                    painter.repaint();
                }
                _ => {}
            },
            Event::Paste { .. }
            | Event::Mouse(_)
            | Event::Reply(_)
            | Event::FocusIn
            | Event::Room => {}
        }
    }
    keys.stop();
    session.leave().unwrap();
}

/// What panics when it is dropped.
struct Falls;

impl Drop for Falls {
    fn drop(&mut self) {
        panic!("in a drop");
    }
}

/// A started child and its reports' directory.
struct Started {
    pty: Pty,
    reports: tempfile::TempDir,
}

fn start() -> Started {
    start_by(CommandBuilder::new(std::env::current_exe().unwrap()))
}

/// Starts the child by `command`, which gets its arguments.
fn start_by(mut command: CommandBuilder) -> Started {
    let reports = tempfile::tempdir().unwrap();
    command.args(["--exact", "session::child", "--nocapture"]);
    command.args(["--test-threads", "1"]);
    command.env(REPORTS, reports.path());
    command.env("TERM", "xterm-256color");
    command.env("LANG", "C.UTF-8");
    let mut pty = Pty::spawn(command, 60, 10);
    pty.wait_for_text("ready 60x10");
    assert!(pty.screen().alternate_screen());
    assert!(pty.screen().bracketed_paste());
    assert_ne!(pty.line(), pty.first_line(), "the terminal is raw");
    Started { pty, reports }
}

fn check_restored(started: &mut Started) {
    assert_eq!(started.pty.line(), started.pty.first_line());
    let screen = started.pty.screen();
    assert!(!screen.alternate_screen());
    assert!(!screen.bracketed_paste());
    assert!(!screen.hide_cursor());
    assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    assert_eq!(screen.fgcolor(), vt100::Color::Default);
    assert!(left_on(started.pty.log()).is_empty());
    // Between the first and the last of ours, nothing but what is allowed was sent.
    let log = started.pty.log();
    let find = |needle: &[u8]| log.windows(needle.len()).position(|w| w == needle);
    let rfind = |needle: &[u8]| log.windows(needle.len()).rposition(|w| w == needle);
    let (Some(start), Some(end)) = (find(b"\x1b[?1049h"), rfind(b"\x1b[?1049l")) else {
        panic!("the alternate screen was used");
    };
    assert_eq!(aliens(&log[start..end + 8]), Vec::<String>::new());
}

#[test]
fn quitting() {
    let mut s = start();
    s.pty.send(b"q");
    assert!(s.pty.wait().success());
    check_restored(&mut s);
    // What stood there before stands there again.
    assert!(s.pty.screen().contents().contains("running 1 test"));
}

#[test]
fn ending_by_a_signal() {
    for (signal, name) in [
        (Signal::TERM, "Terminated"),
        (Signal::HUP, "Hangup"),
        (Signal::INT, "Interrupt"),
        (Signal::QUIT, "Quit"),
    ] {
        let mut s = start();
        s.pty.signal(signal);
        let status = s.pty.wait();
        assert_eq!(status.signal(), Some(name));
        check_restored(&mut s);
        // Also when the loop hangs.
        let mut s = start();
        s.pty.send(b"h");
        s.pty.signal(signal);
        assert_eq!(s.pty.wait().signal(), Some(name));
        check_restored(&mut s);
    }
}

#[test]
fn panics_leave_a_report() {
    for (key, message) in [
        ("p", "onpurpose"),
        ("t", "in a thread"),
        ("s", "char boundary"),
        ("u", "called"),
        ("d", "in a drop"),
    ] {
        let mut s = start();
        s.pty.send(key.as_bytes());
        assert_eq!(s.pty.wait().exit_code(), 101);
        check_restored(&mut s);
        let screen = s.pty.screen().contents().replace('\n', "");
        assert!(screen.contains("khao: internal error"), "{screen}");
        assert!(screen.contains("hint: the report is in"), "{screen}");
        let files: Vec<_> = std::fs::read_dir(s.reports.path()).unwrap().collect();
        let [Ok(file)] = &files[..] else {
            panic!("{files:?}")
        };
        let report = std::fs::read_to_string(file.path()).unwrap();
        assert!(
            report.contains(message) && report.contains("session.rs"),
            "{report}"
        );
        // Whatever was being read, it is nobody else's business.
        let thai = |c: char| ('\u{e00}'..='\u{e7f}').contains(&c);
        assert!(!report.contains(thai), "{report}");
    }
}

#[test]
fn events_reach_the_loop() {
    let mut s = start();
    s.pty.send("ข".as_bytes());
    s.pty.wait_for_text("1 ข");

    s.pty.send(b"\x1b[?2026;2$yj");
    s.pty.wait_for_text("3 j");
    s.pty.send(b"\x1b[200~q\rp\x1b[201~");
    s.pty.wait_for_text("4 Paste");
    s.pty.send(b"\x1b[<0;3;4M");
    s.pty.wait_for_text("5 Mouse");
    s.pty.resize(31, 5);
    s.pty.wait_for_text("ready 31x5");
    s.pty.resize(2000, 1000);
    s.pty.wait_for("the largest frame", |screen| {
        screen.contents().contains("ready 400x200")
    });
    s.pty.send(b"m");
    // The frame that shows the key comes behind.
    s.pty.wait_for("no mouse", |screen| {
        let shown = screen.contents();
        let shown = shown.lines().nth(1).unwrap_or_default().trim_end();
        screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None && shown.ends_with(" m")
    });
    s.pty.settle(Duration::from_millis(500));
    assert_eq!(
        s.pty.settle(Duration::from_millis(300)),
        0,
        "idle is silent"
    );
    s.pty.send(b"q");
    assert!(s.pty.wait().success());
}

#[test]
fn a_program_in_the_terminal_gets_its_keys() {
    let mut s = start();
    s.pty.send(b"b");
    s.pty.wait_for_text("browser");
    assert!(!s.pty.screen().alternate_screen());
    s.pty.send(b"qqq\n");
    s.pty.wait_for_text("got qqq");
    s.pty.wait_for_text("ready 60x10");
    s.pty.send(b"x");
    s.pty.wait_for_text("2 x");
    s.pty.send(b"q");
    assert!(s.pty.wait().success());
    check_restored(&mut s);
}

/// A shell with job control, which says when its job stops and goes on with it after a line.
const SHELL: &str = r#"set -m
"$@"
while [ $? -gt 128 ]; do echo stopped; read line; fg >/dev/null; done"#;

#[test]
fn stopping_and_going_on() {
    let mut command = CommandBuilder::new("/bin/sh");
    command.args(["-c", SHELL, "sh"]);
    command.arg(std::env::current_exe().unwrap());
    let mut s = start_by(command);
    for round in 0..4 {
        let rounds = format!("{} Continue", 3 * round + 3);
        if round % 2 == 0 {
            s.pty.send(b"z");
        } else {
            s.pty.send(b"Z");
        }
        s.pty.wait_for("a stop", |screen| {
            // One line for each stop so far, and not too many for the screen.
            !screen.alternate_screen() && screen.contents().matches("stopped").count() == round + 1
        });
        assert_eq!(s.pty.line(), s.pty.first_line());
        s.pty.send(b"\n");
        s.pty.wait_for(&rounds, |screen| {
            screen.alternate_screen() && screen.contents().contains(&rounds)
        });
        assert_ne!(s.pty.line(), s.pty.first_line());
    }
    s.pty.send(b"q");
    assert!(s.pty.wait().success());
    check_restored(&mut s);
}

#[test]
fn without_a_shell_there_is_no_stop() {
    let mut s = start();
    s.pty.send(b"z");
    s.pty.wait_for_text("no stop");
    s.pty.signal(Signal::TSTP);
    s.pty.wait_for_text("2 Stop");
    s.pty.send(b"q");
    assert!(s.pty.wait().success());
    check_restored(&mut s);
}
