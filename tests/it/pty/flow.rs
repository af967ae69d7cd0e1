//! How much is sent to a terminal that is far, slow, silent, stopped or forged.

use std::time::{Duration, Instant};

use rustix::process::Signal;

use super::{Started, check_restored, start, ticks};
use crate::support::emulators::in_vt100;
use crate::support::pty::Manner;

/// How often `sought` stands in the bytes.
fn count(log: &[u8], sought: &[u8]) -> usize {
    log.windows(sought.len()).filter(|w| *w == sought).count()
}

/// What begins a whole frame.
const WHOLE: &[u8] = b"\x1b[m\x1b[r\x1b[H\x1b[J";
const FENCE: &[u8] = b"\x1b[5n";
/// What begins a copy.
const COPY: &[u8] = b"\x1b]52;c;";

/// An article on the screen, on a terminal that answers.
fn reading() -> Started {
    let mut s = start(&[], &[], (120, 40));
    s.pty.wait_for_text("Library 5");
    s.pty.send(b"\r");
    s.pty.wait_for_text("Same story 3");
    s.pty.settle(Duration::from_millis(300));
    s
}

/// Kilobytes of memory that a process has.
fn memory(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find(|l| l.starts_with("VmRSS:")).unwrap();
    let kilo = line.split_whitespace().nth(1).unwrap();
    kilo.parse().unwrap()
}

fn quit(mut s: Started) {
    s.pty.send(b"Q");
    assert!(s.pty.wait().success());
    check_restored(&mut s.pty);
}

#[test]
fn frames_end_with_a_question_and_nothing_is_asked_while_nothing_happens() {
    let mut s = reading();
    let asked = count(s.pty.log(), FENCE);
    assert!((2..20).contains(&asked), "{asked}");
    let before = ticks(s.pty.id());
    assert_eq!(s.pty.settle(Duration::from_secs(3)), 0, "no bytes");
    assert!(ticks(s.pty.id()) <= before + 1, "no work");
    quit(s);
}

#[test]
fn the_link_is_shown_on_demand_and_makes_no_bytes_of_its_own() {
    let mut s = reading();
    s.pty.send(b"gL");
    s.pty.wait_for("the link", |screen| {
        let last = screen
            .contents()
            .lines()
            .last()
            .unwrap_or_default()
            .to_owned();
        last.contains("link ") && last.contains(" ms ") && last.contains(" kB/s")
    });
    s.pty.send(b"d");
    s.pty.settle(Duration::from_millis(300));
    assert_eq!(s.pty.settle(Duration::from_secs(1)), 0, "no bytes");
    s.pty.send(b"gL");
    s.pty
        .wait_for("no link", |screen| !screen.contents().contains("kB/s"));
    quit(s);
}

#[test]
fn a_terminal_that_does_not_answer_is_usable() {
    let mut s = start(&[], &[], (120, 40));
    s.pty = s.pty.answers(Manner {
        deaf: true,
        ..Manner::default()
    });
    s.pty.wait_for_text("Library 5");
    let begun = Instant::now();
    for _ in 0..5 {
        s.pty.send(b"\r");
        s.pty.wait_for_text("Comments 29");
        s.pty.send(b"q");
        s.pty.wait_for_text("Library 5");
    }
    // Ten frames a second are far more than this needs; two seconds for each would be far less.
    assert!(begun.elapsed() < Duration::from_secs(15));
    s.pty.settle(Duration::from_millis(2_500));
    for key in [b"j", b"k", b"j", b"k"] {
        s.pty.send(key);
        assert!(s.pty.settle(Duration::from_millis(700)) > 0);
    }
    assert!(count(s.pty.log(), FENCE) <= 6, "it is not asked for ever");
    quit(s);
}

#[test]
fn forged_answers_are_no_keys_and_cost_no_memory() {
    let mut s = reading();
    let pid = s.pty.id();
    let screen = s.pty.screen().contents();
    let before = memory(pid);
    for _ in 0..100 {
        s.pty.send(&b"\x1b[0n".repeat(1_000));
    }
    assert_eq!(s.pty.settle(Duration::from_millis(500)), 0, "no bytes");
    assert_eq!(s.pty.screen().contents(), screen);
    let after = memory(pid);
    assert!(after < before + 4_096, "{before} to {after} kB");
    // And it goes on as before.
    s.pty.send(b"q");
    s.pty.wait_for_text("Library 5");
    quit(s);
}

#[test]
fn a_terminal_that_reads_nothing_costs_no_memory_and_gets_one_frame_in_the_end() {
    let mut s = reading();
    let pid = s.pty.id();
    let whole = s.pty.log().len();
    s.pty.hold(true);
    let fill = |s: &mut Started| {
        for _ in 0..50 {
            // Frames that differ as a whole, until nothing more is taken.
            s.pty.send(b"\x0czz d\x0cg2\x0cg1u");
            std::thread::sleep(Duration::from_millis(10));
        }
    };
    fill(&mut s);
    let before = memory(pid);
    for _ in 0..20 {
        fill(&mut s);
        s.pty.send(&b"jk".repeat(500));
    }
    let after = memory(pid);
    assert!(after < before + 8_192, "{before} to {after} kB");
    // What the keys asked for is soon done, and then it waits without work.
    let begun = Instant::now();
    loop {
        let busy = ticks(pid);
        std::thread::sleep(Duration::from_secs(1));
        if ticks(pid) <= busy + 1 {
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "it has no rest");
    }
    // Keys were taken all the while: the last ones show on the newest frame.
    s.pty.send(b"g1gg/bridge\r");
    std::thread::sleep(Duration::from_millis(300));
    s.pty.hold(false);
    s.pty.wait_for_text("Nothing found: bridge");
    s.pty.settle(Duration::from_millis(300));
    let late = s.pty.log().len() - whole;
    assert!(
        late < 200_000,
        "{late} bytes came, not a frame for each key"
    );
    let panes = |s: &mut Started| {
        let shown = s.pty.screen().contents();
        shown
            .lines()
            .take(39)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let screen = panes(&mut s);
    s.pty.send(b"\x0c");
    s.pty.settle(Duration::from_millis(300));
    assert_eq!(panes(&mut s), screen);
    quit(s);
}

#[test]
fn a_storm_of_sizes_costs_three_frames() {
    for pause in [0, 5, 20] {
        let mut s = reading();
        let before = count(s.pty.log(), WHOLE);
        for n in 0..50_u16 {
            s.pty.resize(70 + n, 20 + n % 30);
            s.pty.settle(Duration::from_millis(pause));
        }
        s.pty.settle(Duration::from_millis(400));
        let frames = count(s.pty.log(), WHOLE) - before;
        assert!((1..=3).contains(&frames), "{frames} frames, {pause} ms");
        let storm = s.pty.screen().contents();
        s.pty.send(b"\x0c");
        s.pty.settle(Duration::from_millis(300));
        assert_eq!(s.pty.screen().contents(), storm, "{pause} ms");
        quit(s);
    }
}

#[test]
fn a_thousand_signals_in_a_second_end_with_the_right_frame() {
    let mut s = reading();
    let before = count(s.pty.log(), WHOLE);
    let begun = Instant::now();
    let sizes = [(1, 1), (500, 500), (120, 40), (37, 9), (80, 24), (2, 300)];
    for n in 0..1_000_u32 {
        let (cols, rows) = sizes[n as usize % sizes.len()];
        s.pty.resize(cols, rows);
        s.pty.signal(Signal::WINCH);
        let ahead = Duration::from_millis(n.into()).saturating_sub(begun.elapsed());
        std::thread::sleep(ahead);
    }
    s.pty.resize(100, 30);
    s.pty.settle(Duration::from_millis(500));
    let frames = count(s.pty.log(), WHOLE) - before;
    let limit = 3 + begun.elapsed().as_secs() as usize;
    assert!(frames <= limit, "{frames} frames");
    let storm = s.pty.screen().contents();
    s.pty.send(b"\x0c");
    s.pty.settle(Duration::from_millis(300));
    assert_eq!(s.pty.screen().contents(), storm);
    quit(s);
}

#[test]
fn the_console_is_not_asked() {
    for env in [
        &[("TERM", "linux")][..],
        &[("TERM", "linux"), ("SSH_TTY", "x")],
    ] {
        let mut s = start(&[], env, (80, 24));
        s.pty.wait_for_text("Library 5");
        s.pty.send(b"\r");
        s.pty.wait_for_text("Comments");
        assert_eq!(count(s.pty.log(), FENCE), 0);
        quit(s);
    }
}

#[test]
fn after_a_storm_of_sizes_the_last_frame_is_right() {
    // A key in the thread marks as read what is on the screen: it is typed at the same size each time.
    let open = || {
        let mut s = start(&[], &[], (100, 30));
        s.pty.wait_for_text("Library 5");
        s.pty.send(b"\r");
        s.pty.wait_for_text("Comments 29");
        s.pty.send(b"g2g2");
        s.pty.wait_for_text("24 unread");
        s.pty.settle(Duration::from_millis(400));
        s
    };
    let mut s = open();
    for i in 0..200u16 {
        s.pty.resize(1 + i * 37 % 200, 1 + i * 13 % 60);
    }
    s.pty.resize(100, 30);
    s.pty.settle(Duration::from_millis(400));
    // What a fresh screen of that size shows is what stands there.
    let storm = s.pty.screen().contents();
    s.pty.send(b"\x0c");
    s.pty.settle(Duration::from_millis(400));
    assert_eq!(s.pty.screen().contents(), storm);
    let mut calm = open();
    let fresh = in_vt100(calm.pty.log(), (100, 30));
    let fresh: Vec<String> = fresh.cells[1..29]
        .iter()
        .map(|row| {
            row.iter()
                .map(|c| if c.0.is_empty() { " " } else { &c.0 })
                .collect()
        })
        .collect();
    let fresh: Vec<&str> = fresh.iter().map(|l| l.trim_end()).collect();
    let storm: Vec<&str> = storm.lines().skip(1).take(28).map(str::trim_end).collect();
    assert_eq!(storm[..20], fresh[..20]);
    s.pty.send(b"Q");
    assert!(s.pty.wait().success());
    check_restored(&mut s.pty);
}

#[test]
fn of_copies_that_the_terminal_does_not_take_only_the_last_is_sent() {
    let mut s = reading();
    s.pty.hold(true);
    // The first of them are what fills all buffers.
    let n = 800;
    for _ in 0..n {
        s.pty.send(b"yq");
        std::thread::sleep(Duration::from_millis(1));
    }
    s.pty.send(b"yy");
    std::thread::sleep(Duration::from_millis(500));
    let before = count(s.pty.log(), COPY);
    s.pty.hold(false);
    s.pty.settle(Duration::from_millis(500));
    let sent = count(s.pty.log(), COPY) - before;
    assert!(sent < n / 2, "{sent}");
    // And the last one is among them: an address, and no quote.
    let log = s.pty.log();
    let starts = |at: &usize| log[*at..].starts_with(COPY);
    let first = (0..log.len()).find(starts).unwrap();
    let last = (0..log.len()).rev().find(starts).unwrap();
    let text = |at: usize| log[at..].split(|b| *b == 7).next().unwrap();
    assert_ne!(text(first), text(last));
    quit(s);
}
