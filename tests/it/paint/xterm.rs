//! A real xterm on a screen of nobody's: the emulators know no margins for columns, and ours is only as
//! right as we are. Needs `xterm` and `Xvfb`; where they are not, that is said, and nothing is tried.

use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use khao::term::{Colours, Painter, Profile};
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::TestRunner;

use super::{PIECES, profile, scroll};
use crate::support::emulators::{Seen, in_vt100};

const SIZE: (u16, u16) = (90, 24);

/// Prints the screen with its colours to the printer, which is a file.
const PRINT: &[u8] = b"\x1b[i";

/// Stands behind every page.
const FORM_FEED: u8 = 0xc;

/// Ends a program however the test ends.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _ended = self.0.kill();
        let _ended = self.0.wait();
    }
}

/// A real xterm, which takes its bytes from us and prints its screen into a file.
struct Xterm {
    feed: std::fs::File,
    pages: std::path::PathBuf,
    n_printed: usize,
    _program: Running,
    _server: Running,
    _folder: tempfile::TempDir,
}

impl Xterm {
    /// `None` where there is none.
    fn start() -> Option<Self> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let here = |program: &str| std::env::split_paths(&path).any(|p| p.join(program).is_file());
        if !here("xterm") || !here("Xvfb") {
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let (feed, pages) = (folder.path().join("feed"), folder.path().join("pages"));
        assert!(
            Command::new("mkfifo")
                .arg(&feed)
                .status()
                .unwrap()
                .success()
        );
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1280x800x24"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let told = server.stdout.take().unwrap();
        let server = Running(server);
        let mut number = String::new();
        BufReader::new(told).read_line(&mut number).unwrap();
        let script = format!("stty raw -echo; cat '{}'", feed.display());
        let printer = format!("XTerm*printerCommand: cat >> '{}'", pages.display());
        let geometry = format!("{}x{}", SIZE.0, SIZE.1);
        let display = format!(":{}", number.trim());
        let mut xterm = Command::new("xterm");
        xterm.args(["-display", &display, "-u8", "-geometry", &geometry]);
        for resource in [
            &printer[..],
            "XTerm*printAttributes: 2",
            "XTerm*printerFormFeed: true",
            "XTerm*combiningChars: 5",
            "XTerm*decTerminalID: vt420",
        ] {
            xterm.args(["-xrm", resource]);
        }
        xterm
            .args(["-e", "sh", "-c", &script])
            .env("LC_ALL", "C.UTF-8");
        let xterm = Running(xterm.spawn().unwrap());
        Some(Self {
            // Waits until xterm's program opens the other end.
            feed: std::fs::File::options().write(true).open(&feed).unwrap(),
            pages,
            n_printed: 0,
            _program: xterm,
            _server: server,
            _folder: folder,
        })
    }

    /// All that is seen of the screen after `bytes`, row by row.
    fn shows(&mut self, bytes: &[u8]) -> Vec<Vec<Seen>> {
        self.feed.write_all(&[bytes, PRINT].concat()).unwrap();
        for _ in 0..2_000 {
            let printed = std::fs::read(&self.pages).unwrap_or_default();
            if printed.split(|b| *b == FORM_FEED).count() > self.n_printed + 1 {
                let page = printed.split(|b| *b == FORM_FEED).nth(self.n_printed);
                let text = String::from_utf8_lossy(page.unwrap_or_default()).into_owned();
                self.n_printed += 1;
                // Behind a wide glyph stands a sign of its own; and rows are read as another terminal reads
                // them, to which it makes no difference what colour a blank would have.
                let row = |row: &str| {
                    let row = without_end(row)
                        .replace('\u{ffff}', "")
                        .replace("\u{1b}#5", "");
                    in_vt100(row.as_bytes(), (2 * SIZE.0, 1)).cells.remove(0)
                };
                return text.lines().map(row).collect();
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("xterm prints nothing");
    }
}

/// A row for a person to read: letters, and the attributes where they change.
fn text(row: &[Seen]) -> String {
    let mut text = String::new();
    let mut last = None;
    for (letter, fg, bg, attributes) in row {
        let look = (fg, bg, attributes);
        if last.replace(look) != Some(look) {
            let _done = write!(text, "<{fg} {bg} {attributes:?}>");
        }
        text.push_str(if letter.is_empty() { " " } else { letter });
    }
    text
}

/// A row without the plain blanks at its end. xterm tells them from cells that nothing was written to, and
/// prints them without a word on their attributes, as if they had those before them.
fn without_end(row: &str) -> &str {
    let mut row = row.trim_end_matches("\u{1b}[0m");
    while let Some(shorter) = row.strip_suffix(' ') {
        let told = shorter.rfind('\u{1b}').map(|at| &shorter[at..]);
        if told.is_some_and(|t| t.find('m') == Some(t.len() - 1)) {
            break;
        }
        row = shorter;
    }
    row
}

#[test]
#[expect(clippy::print_stderr, reason = "what was not tried is said")]
fn a_real_xterm_shows_the_same() {
    let Some(mut xterm) = Xterm::start() else {
        eprintln!(
            "SKIPPED: no xterm or no Xvfb here: margins for columns were judged by our own model alone"
        );
        return;
    };
    let mut runner = TestRunner::deterministic();
    let (mut n_frames, mut n_by_columns) = (0, 0);
    for case in 0..40 {
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
            // Cells that were erased in a colour are printed without it.
            ..profile(Colours::Ansi256, false)
        };
        let mut painter = Painter::new(profile.clone());
        let mut shown = Vec::new();
        xterm.shows(painter.frame(&scene.draw(), None));
        for acts in acts {
            for act in &acts {
                scene.act(act);
            }
            let frame = scene.draw();
            let sent = painter.frame(&frame, None);
            n_by_columns += usize::from(sent.windows(6).any(|w| w == b"\x1b[?69h"));
            shown.push((
                xterm.shows(sent),
                frame,
                String::from_utf8_lossy(sent).into_owned(),
            ));
        }
        // All by differences first, then each anew: painting anew between would hide what went wrong.
        for (step, (by_differences, frame, sent)) in shown.into_iter().enumerate() {
            let anew = xterm.shows(Painter::new(profile.clone()).frame(&frame, None));
            assert_eq!(anew.len(), usize::from(SIZE.1));
            for (y, (a, b)) in by_differences.iter().zip(&anew).enumerate() {
                assert!(
                    a == b,
                    "{:?}
{:?}
row {y} of case {case} after step {step} by {sent:?}",
                    text(a),
                    text(b)
                );
            }
            n_frames += 1;
        }
    }
    eprintln!("a real xterm: {n_frames} frames, {n_by_columns} of them scrolled by columns");
    assert!(
        n_by_columns > 20,
        "{n_by_columns} of {n_frames} frames scroll by columns"
    );
}
