//! Kiosk mode in process: no command and no key gives an effect that leaves the program.

use khao::app::Msg;
use khao::app::action::Action;
use khao::app::overlay::Overlay;
use khao::app::word::Word;

use crate::props::{Chance, SIZES, library, words};
use crate::support::bench::{Bench, fixtures};
use crate::tidy::{code, sources};

fn kiosk() -> Bench {
    let mut bench = Bench::new(fixtures(&["bridge.json", "flood.json"]), (120, 40));
    bench.app.kiosk = true;
    bench
}

fn word(bench: &Bench) -> Option<Word> {
    bench.app.note.as_ref().map(|n| n.word)
}

#[test]
fn what_leaves_the_program_is_refused_and_says_so() {
    for keys in [
        "o",
        "ctrl-z",
        "enter o",
        "enter g3 o",
        "enter v ctrl-z",
        "enter ctrl-z .",
    ] {
        let mut bench = kiosk();
        bench.keys(keys);
        assert_eq!(word(&bench), Some(Word::NotInKiosk), "{keys}");
        assert_eq!(bench.left, Vec::<String>::new(), "{keys}");
        assert_eq!(bench.app.n_dropped, 0, "{keys}");
    }
    // The same keys elsewhere do something.
    let mut bench = Bench::new(fixtures(&["bridge.json"]), (120, 40));
    bench.keys("o ctrl-z");
    assert_eq!(bench.left.len(), 2);
}

#[test]
fn links_are_copied_instead_of_opened() {
    for keys in ["enter f a", "enter g3 G enter"] {
        let mut bench = kiosk();
        bench.keys(keys);
        assert_eq!(word(&bench), Some(Word::CopiedWhat), "{keys}");
        let [copied] = &bench.left[..] else {
            panic!("{keys}: {:?}", bench.left)
        };
        assert!(copied.starts_with("copy \"http"), "{keys}: {copied}");
    }
}

#[test]
fn help_and_palette_list_what_is_allowed_only() {
    for kiosk_mode in [true, false] {
        let mut bench = Bench::new(fixtures(&["bridge.json"]), (120, 40));
        bench.app.kiosk = kiosk_mode;
        bench.keys("?");
        let listed = |word: &str| bench.app.sheet.iter().any(|row| row.text == word);
        for action in Action::ALL {
            let help = bench.app.texts.command(*action);
            // A row may be wrapped: what is refused is short.
            if !action.is_allowed(true) {
                assert_eq!(listed(help), !kiosk_mode, "{help}");
            }
        }
        bench.keys("esc : browser");
        let Some(Overlay::Palette { found, .. }) = &bench.app.overlay else {
            panic!("the palette is open");
        };
        assert_eq!(found.contains(&Action::Browser), !kiosk_mode);
    }
}

#[test]
fn no_keys_leave_the_program() {
    let mut chance = Chance(11);
    let words = words();
    let mut bench = Bench::new(library(), (120, 40));
    bench.app.kiosk = true;
    for _ in 0..3_000 {
        let msgs: Vec<Msg> = match chance.below(20) {
            0 => {
                let (cols, rows) = *chance.one(&SIZES);
                vec![Msg::Resize { cols, rows }]
            }
            // What may open: the keys of the refused commands, links, and what is chosen.
            1..6 => {
                let keys = *chance.one(&["o", "ctrl-z", "f", "a", "s", "enter", "g3", ":br"]);
                keys.parse().map_or_else(
                    |_| keys.chars().map(khao::app::key::Key::char).collect(),
                    |key| vec![key],
                )
            }
            .into_iter()
            .map(Msg::Key)
            .collect(),
            _ => chance.one(&words).iter().map(|k| Msg::Key(*k)).collect(),
        };
        for msg in msgs {
            let effects = bench.app.update(msg);
            assert_eq!(bench.app.n_dropped, 0, "{:?}", bench.app.note);
            bench.carry_out(effects);
            for answer in bench.answers() {
                bench.msg(answer);
            }
        }
    }
    let outward = |l: &&String| l.starts_with("browse") || l.starts_with("suspend");
    assert_eq!(bench.left.iter().find(outward), None);
}

/// Where another program may be started, and nowhere else.
const STARTS: &str = "src/run/desktop.rs";

#[test]
fn programs_are_started_in_one_place() {
    let starts = [
        "Command::new",
        "process::Command",
        "Stdio::",
        ".spawn_command",
    ];
    for source in sources("src", "rs") {
        let text = source.text.split("#[cfg(test)]").next().unwrap_or_default();
        let found = text
            .lines()
            .map(code)
            .any(|line| starts.iter().any(|s| line.contains(s)));
        // The tools that make assets are no part of the reader.
        let is_tool = source.path.starts_with("src/bin/");
        assert!(
            is_tool || found == (source.path == STARTS),
            "{}: programs are started in {STARTS} alone",
            source.path
        );
    }
}
