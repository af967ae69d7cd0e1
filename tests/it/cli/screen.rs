//! The binary in a pseudo-terminal: how it starts and ends.

use std::io::Read as _;
use std::time::Duration;

use portable_pty::{PtySize, native_pty_system};
use rustix::process::Signal;

use super::place::Place;
use super::{BRIDGE, FLOOD};
use crate::support::pty::Pty;

fn said(pty: &mut Pty) -> String {
    String::from_utf8_lossy(pty.log()).into_owned()
}

#[test]
fn one_document_is_opened_at_once() {
    let place = Place::new(&[("a.txt", FLOOD)]);
    let mut pty = place.shell("exec $KHAO a.txt", &[]);
    pty.wait_for_text("rose by two metres");
    pty.wait_for_text("I saw it coming");
    pty.send(b"Q");
    assert_eq!(pty.wait().exit_code(), 0);
}

#[test]
fn several_documents_stand_first_on_the_shelf() {
    let place = Place::new(&[("d/a.txt", FLOOD), ("d/b.txt", BRIDGE)]);
    place.write("d/noise", &[0, 159, 146, 150, 0, 1, 2, 3].repeat(64));
    let mut pty = place.shell("exec $KHAO d none.txt", &[]);
    pty.wait_for_text("River floods the old town");
    pty.wait_for_text("Bridge opens");
    pty.wait_for_text("Mahidol signs");
    pty.send(b":messages\r");
    pty.wait_for_text("cannot read none.txt");
    pty.wait_for_text("1 file was passed over");
    pty.send(b"Q");
    assert_eq!(pty.wait().exit_code(), 1);
}

#[test]
fn text_from_a_pipe_and_keys_from_the_terminal() {
    let place = Place::new(&[("a.txt", FLOOD)]);
    let mut pty = place.shell("cat a.txt | $KHAO -", &[]);
    pty.wait_for_text("rose by two metres");
    pty.send(b"Q");
    assert_eq!(pty.wait().exit_code(), 0);
}

#[test]
fn mistakes_in_settings_are_told_on_the_screen() {
    let place = Place::new(&[
        ("a.txt", FLOOD),
        ("config/settings.toml", "mouze = false\n"),
    ]);
    let mut pty = place.shell("exec $KHAO a.txt", &[]);
    pty.wait_for_text("I saw it coming");
    pty.send(b":messages\r");
    pty.wait_for_text("there is no setting “mouze”");
    pty.send(b"Q");
    assert_eq!(pty.wait().exit_code(), 0);
}

#[test]
fn a_signal_is_what_it_dies_by() {
    let place = Place::new(&[("a.txt", FLOOD)]);
    let mut pty = place.shell("exec $KHAO a.txt", &[]);
    pty.wait_for_text("I saw it coming");
    pty.signal(Signal::TERM);
    assert!(pty.wait().signal().is_some());
    let log = said(&mut pty);
    assert!(log.contains("\x1b[?1049l"), "{log:?}");
}

#[test]
fn nothing_to_read_means_no_screen() {
    let place = Place::new(&[]);
    let mut pty = place.shell("exec $KHAO none.txt", &[]);
    assert_eq!(pty.wait().exit_code(), 1);
    let wanted = "khao: cannot read none.txt: no such file or directory";
    assert_eq!(said(&mut pty).trim_end(), wanted);
}

#[test]
fn a_dumb_terminal_gets_plain_text() {
    let place = Place::new(&[("a.txt", FLOOD)]);
    for term in ["dumb", ""] {
        let mut pty = place.shell("exec $KHAO a.txt", &[("TERM", term)]);
        assert_eq!(pty.wait().exit_code(), 0);
        let log = said(&mut pty);
        assert!(
            log.contains("River floods") && !log.contains('\x1b'),
            "{log:?}"
        );
    }
}

#[test]
fn without_a_terminal_for_keys_it_says_so() {
    let place = Place::new(&[("a.txt", FLOOD)]);
    // In a session of its own it has no controlling terminal.
    let mut pty = place.shell("setsid -w $KHAO a.txt </dev/null", &[]);
    assert_eq!(pty.wait().exit_code(), 2);
    let log = said(&mut pty);
    assert!(
        log.starts_with("khao: cannot use the terminal: "),
        "{log:?}"
    );
    assert!(log.contains("hint: khao print FILE"), "{log:?}");
}

#[test]
fn a_terminal_lost_on_the_way_is_a_failure() {
    let place = Place::new(&[("a.txt", FLOOD)]);
    let other = native_pty_system().openpty(PtySize::default()).unwrap();
    let name = other.master.tty_name().unwrap();
    let env = [("SCREEN", name.to_str().unwrap())];
    let mut pty = place.shell("$KHAO a.txt >$SCREEN; echo ended by $?", &env);
    let mut painted = vec![0; 1 << 16];
    let mut reader = other.master.try_clone_reader().unwrap();
    let mut log = Vec::new();
    while !String::from_utf8_lossy(&log).contains("coming") {
        let n = reader.read(&mut painted).unwrap();
        log.extend_from_slice(&painted[..n]);
    }
    drop(reader);
    drop(other);
    pty.send(b"?");
    pty.wait_for_text("ended by 1");
    assert!(said(&mut pty).contains("khao: the terminal is lost: "));
}

#[test]
fn a_theme_that_is_not_there_is_told_with_those_that_are() {
    let place = Place::new(&[
        ("a.txt", FLOOD),
        ("config/settings.toml", "theme = \"zz\"\n"),
    ]);
    let mut pty = place.shell("exec $KHAO a.txt", &[]);
    pty.wait_for_text("I saw it coming");
    pty.send(b":messages\r");
    pty.wait_for_text("there is no theme “zz”");
    pty.wait_for_text("themes: terminal, dark");
    // Here the shell is the leader of the session: nobody would wake us.
    pty.send(b"\x1b");
    pty.settle(Duration::from_millis(200));
    pty.send(b"\x1a");
    pty.wait_for_text("there is no shell to come back from");
    pty.send(b"Q");
    assert_eq!(pty.wait().exit_code(), 0);
}

#[test]
fn closed_ends_are_no_reason_to_spin() {
    let place = Place::new(&[("a.txt", FLOOD)]);
    for (script, code) in [
        ("exec $KHAO a.txt >&-", 0),
        ("exec $KHAO a.txt >/dev/null", 0),
        ("exec $KHAO - <&-", 1),
        ("exec $KHAO - </dev/null", 1),
        ("exec $KHAO none.txt 2>&-", 1),
    ] {
        let mut pty = place.shell(script, &[]);
        assert_eq!(pty.wait().exit_code(), code, "{script}");
    }
}
