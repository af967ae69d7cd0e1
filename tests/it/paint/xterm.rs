//! A real xterm on a screen of nobody's: the emulators know no margins for columns, and ours is only as
//! right as we are. Needs `xterm` and `Xvfb`; where they are not, that is said, and nothing is tried.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use khao::term::{Colours, Painter, Profile};
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::TestRunner;

use super::{PIECES, profile, scroll};

const SIZE: (u16, u16) = (90, 24);

/// Prints the screen with its colours to the printer, which is a file.
const PRINT: &[u8] = b"\x1b[i";

/// Ends a program however the test ends.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _ended = self.0.kill();
        let _ended = self.0.wait();
    }
}

/// What a real xterm shows whenever `bytes` ask it to print, or `None` where there is none.
fn in_xterm(bytes: &[u8]) -> Option<Vec<String>> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let here = |program: &str| std::env::split_paths(&path).any(|p| p.join(program).is_file());
    if !here("xterm") || !here("Xvfb") {
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let (frames, pages) = (folder.path().join("frames"), folder.path().join("pages"));
    std::fs::write(&frames, bytes).unwrap();
    let mut server = Command::new("Xvfb")
        .args(["-displayfd", "1", "-screen", "0", "1280x800x24"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let told = server.stdout.take().unwrap();
    let _server = Running(server);
    let mut number = String::new();
    BufReader::new(told).read_line(&mut number).unwrap();
    let script = format!("stty raw -echo; cat '{}'; sleep 1", frames.display());
    let printer = format!("XTerm*printerCommand: cat >> '{}'", pages.display());
    let geometry = format!("{}x{}", SIZE.0, SIZE.1);
    let mut xterm = Command::new("xterm");
    xterm.args([
        "-display",
        &format!(":{}", number.trim()),
        "-u8",
        "-geometry",
        &geometry,
    ]);
    for resource in [
        &printer[..],
        "XTerm*printAttributes: 2",
        "XTerm*printerFormFeed: true",
        "XTerm*printerAutoClose: false",
        "XTerm*combiningChars: 5",
        "XTerm*decTerminalID: vt420",
    ] {
        xterm.args(["-xrm", resource]);
    }
    xterm
        .args(["-e", "sh", "-c", &script])
        .env("LC_ALL", "C.UTF-8");
    let mut xterm = Running(xterm.spawn().unwrap());
    assert!(xterm.0.wait().unwrap().success());
    // The printer may be a little behind.
    let n = bytes.windows(PRINT.len()).filter(|w| *w == PRINT).count();
    for _ in 0..100 {
        let printed = std::fs::read(&pages).unwrap_or_default();
        let text = String::from_utf8_lossy(&printed);
        let pages: Vec<String> = text.split_terminator('\u{c}').map(str::to_owned).collect();
        if pages.len() >= n {
            return Some(pages);
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let printed = std::fs::read(&pages).unwrap_or_default();
    let n_printed = printed.iter().filter(|b| **b == 0xc).count();
    panic!("xterm printed {n_printed} pages, not {n}");
}

#[test]
fn a_real_xterm_shows_the_same() {
    let mut runner = TestRunner::deterministic();
    let (mut bytes, mut n_frames, mut n_by_columns) = (Vec::new(), 0, 0);
    for case in 0..60 {
        let tree = (scroll::scenes(PIECES.len()), scroll::acts()).new_tree(&mut runner);
        let (mut scene, acts) = tree.unwrap().current();
        scene.resize(SIZE);
        if case % 2 == 0 {
            // Panes that are full, so that scrolling them is worth it.
            scene = scroll::three(SIZE);
        }
        let profile = Profile {
            margins: case % 4 != 3,
            pan: case % 3 > 0,
            ..profile(Colours::Ansi256, case % 5 > 0)
        };
        let mut painter = Painter::new(profile.clone());
        let mut frames = vec![painter.frame(&scene.draw(), None).to_vec()];
        let mut fresh = Vec::new();
        for acts in acts {
            acts.iter().for_each(|act| scene.act(act));
            let frame = scene.draw();
            let sent = painter.frame(&frame, None);
            n_by_columns += usize::from(
                sent.starts_with(b"\x1b[?69h") || sent.windows(6).any(|w| w == b"\x1b[?69h"),
            );
            frames.push([sent, PRINT].concat());
            fresh.push([Painter::new(profile.clone()).frame(&frame, None), PRINT].concat());
        }
        n_frames += fresh.len();
        // All by differences first, then each anew: painting anew between would hide what went wrong.
        bytes.extend(frames.concat());
        bytes.extend(fresh.concat());
        bytes.extend_from_slice(END_OF_CASE);
    }
    assert!(
        n_by_columns > 20,
        "{n_by_columns} of {n_frames} frames scroll by columns"
    );
    let Some(pages) = in_xterm(&bytes) else {
        eprintln!(
            "SKIPPED: no xterm or no Xvfb here, so margins for columns were judged by our own model alone"
        );
        return;
    };
    // How many pages each case has, from what it sends.
    let mut rest = &pages[..];
    let mut from = 0;
    while let Some(at) = find(&bytes[from..], END_OF_CASE) {
        let n = bytes[from..from + at]
            .windows(PRINT.len())
            .filter(|w| *w == PRINT)
            .count();
        let (case, more) = rest.split_at(n);
        let (by_differences, anew) = case.split_at(n / 2);
        for (step, (one, other)) in by_differences.iter().zip(anew).enumerate() {
            for (y, (a, b)) in one.lines().zip(other.lines()).enumerate() {
                let sent = String::from_utf8_lossy(&bytes[from..from + at]);
                let sent = sent.split("\u{1b}[i").nth(step).unwrap_or_default();
                assert_eq!(a, b, "row {y} after step {step} by {sent:?}");
            }
            assert!(one == other);
            assert!(one.lines().count() >= usize::from(SIZE.1) / 2, "{one:?}");
        }
        rest = more;
        from += at + END_OF_CASE.len();
    }
    assert!(rest.is_empty());
    eprintln!("a real xterm: {n_frames} frames, {n_by_columns} of them scrolled by columns");
}

/// Stands behind the bytes of a case, and does nothing.
const END_OF_CASE: &[u8] = b"\x1b[m\x1b[m\x1b[m\x1b[m";

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|w| w == what)
}
