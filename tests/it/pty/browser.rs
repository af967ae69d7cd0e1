//! A text browser in the reader's terminal: whose the keys' signals are.

use std::time::Duration;

use super::{SHELL, check_restored, command};
use crate::support::pty::Pty;

/// A file with an address, and a text browser that is a shell script.
fn with_browser(script: &str) -> tempfile::TempDir {
    use std::os::unix::fs::PermissionsExt as _;
    let home = tempfile::tempdir().unwrap();
    let document = serde_json::json!({
        "khao": 1, "title": "A title", "url": "https://a.org/", "blocks": ["The words are here."],
    });
    std::fs::write(home.path().join("a.json"), document.to_string()).unwrap();
    let browser = home.path().join("w3m");
    std::fs::write(&browser, format!("#!/bin/sh\n{script}\n")).unwrap();
    std::fs::set_permissions(&browser, std::fs::Permissions::from_mode(0o755)).unwrap();
    home
}

fn in_shell(home: &std::path::Path) -> Pty {
    let browser = home.join("w3m");
    let env = [("BROWSER", browser.to_str().unwrap())];
    let mut shell = command("/bin/sh", home, &env);
    shell.args(["-c", SHELL, "sh", env!("CARGO_BIN_EXE_khao"), "a.json"]);
    let mut pty = Pty::spawn(shell, 100, 30);
    pty.wait_for_text("The words are here");
    pty.send(b"o");
    pty.wait_for_text("browsing");
    // A shell that is about to start a program may lose an interrupt.
    pty.settle(Duration::from_millis(200));
    pty
}

fn reading(screen: &vt100::Screen) -> bool {
    screen.alternate_screen() && screen.contents().contains("The words are here")
}

#[test]
fn a_text_browser_stops_and_goes_on_with_the_reader() {
    let home = with_browser("echo browsing; read line; echo \"got $line\"; sleep 0.3");
    let mut pty = in_shell(home.path());
    for round in 1..=3 {
        pty.send(b"\x1a");
        pty.wait_for("a stop", |screen| {
            !screen.alternate_screen() && screen.contents().matches("stopped").count() == round
        });
        // The line goes to the shell, which has the terminal.
        pty.send(b"go on\n");
        pty.settle(Duration::from_millis(300));
    }
    pty.send(b"this line\n");
    pty.wait_for_text("got this line");
    pty.wait_for("the reader", reading);
    // No stop of the browser's time is left over.
    pty.settle(Duration::from_millis(300));
    assert!(reading(pty.screen()));
    pty.send(b"\x1a");
    pty.wait_for("a stop", |s| !s.alternate_screen());
    pty.send(b"\n");
    pty.wait_for("the reader", reading);
    pty.send(b"Q");
    assert!(pty.wait().success());
    check_restored(&mut pty);
}

#[test]
fn an_interrupt_is_the_text_browsers() {
    let caught = "trap 'echo caught' INT QUIT; echo browsing; read line; read line; echo got $line; sleep 0.3";
    for (script, key, said) in [
        (caught, &b"\x03"[..], "caught"),
        (caught, b"\x1c", "caught"),
        ("echo browsing; exec sleep 60", b"\x03", ""),
    ] {
        let home = with_browser(script);
        let mut pty = in_shell(home.path());
        // A shell that is between two commands may lose the signal: let it get to the next.
        pty.settle(Duration::from_millis(300));
        pty.send(key);
        if !said.is_empty() {
            pty.wait_for_text(said);
            pty.send(b"a line\n");
            pty.settle(Duration::from_millis(100));
            pty.send(b"a line\n");
        }
        pty.wait_for("the reader", reading);
        pty.settle(Duration::from_millis(300));
        assert!(reading(pty.screen()));
        pty.send(b"Q");
        assert!(pty.wait().success(), "{script}");
        check_restored(&mut pty);
    }
}
