//! What the program says of what it did, where it is told, and for how long.

use khao::app::pane::sources::Item;
use khao::app::word::{Note, Word, number};
use khao::app::{Clipboard, Link, Msg};
use khao::run::library::Library;
use khao::text::clean_line;

use crate::support::bench::{Bench, fixtures};

const BOTH: (u16, u16) = (120, 40);

/// The seeds, their first story open.
fn seeds() -> Bench {
    let mut bench = Bench::new(Library::seeds(), BOTH);
    bench.keys("enter");
    bench
}

fn word(bench: &Bench) -> Option<Word> {
    bench.app.note.as_ref().map(|n| n.word)
}

fn chosen(bench: &Bench) -> usize {
    bench.app.reader.as_ref().unwrap().sources.chosen
}

#[test]
fn the_next_hit_goes_on_among_the_sources() {
    let mut bench = seeds();
    // A letter that stands in several of them.
    bench.keys("g3 /e enter");
    let first = chosen(&bench);
    assert_eq!(word(&bench), Some(Word::HitOf));
    bench.keys("n");
    let second = chosen(&bench);
    assert_ne!(first, second);
    bench.keys("N");
    assert_eq!(chosen(&bench), first);
    bench.keys("/zzzz enter");
    assert_eq!(word(&bench), Some(Word::NothingFound));
    bench.keys("n");
    assert_eq!(word(&bench), Some(Word::NoHits));
}

#[test]
fn the_messages_have_what_was_done_and_what_failed() {
    let mut bench = seeds();
    bench.keys("yy yy /zzzz enter j G N k");
    let told: Vec<Word> = bench.app.messages.iter().map(|n| n.word).collect();
    assert_eq!(
        told,
        [Word::CopiedWhat, Word::NothingFound, Word::NoHits],
        "one after another, the same one once"
    );
    // Where a key went is no message.
    bench.keys("/e enter n N g1 gg");
    assert_eq!(bench.app.messages.len(), 3);
    bench.keys(":messages enter");
    assert_eq!(bench.app.sheet.len(), 3);
}

#[test]
fn escape_first_takes_back_what_is_told() {
    for (keys, what) in [("f", Word::NoLinks), ("/zzzz enter", Word::NothingFound)] {
        let mut bench = Bench::open(&["flood.json"], BOTH);
        bench.keys(keys);
        assert_eq!(word(&bench), Some(what));
        bench.keys("esc");
        assert_eq!(word(&bench), None);
        assert!(
            bench.app.reader.is_some(),
            "{what:?}: the article stays open"
        );
        bench.keys("esc");
        assert!(bench.app.reader.is_none(), "{what:?}: one more goes back");
    }
    // `q` is no Escape.
    let mut bench = Bench::open(&["flood.json"], BOTH);
    bench.keys("f q");
    assert!(bench.app.reader.is_none());
    // The hits go with what tells of them.
    let mut bench = Bench::open(&["bridge.json"], BOTH);
    bench.keys("/bridge enter esc");
    assert!(bench.app.reader.as_ref().is_some_and(|r| r.find.is_none()));
}

#[test]
fn enter_runs_only_a_command_that_is_named() {
    for kiosk in [false, true] {
        for typed in ["shell", "edit", "write", "zq"] {
            let mut bench = seeds();
            bench.app.kiosk = kiosk;
            let before = format!("{:?} {:?}", bench.app.settings, bench.app.link);
            bench.keys(&format!("g1 :{typed} enter"));
            assert_eq!(word(&bench), Some(Word::NoCommand), ":{typed}");
            let after = format!("{:?} {:?}", bench.app.settings, bench.app.link);
            assert_eq!(before, after, ":{typed}");
            assert!(bench.app.prompt.is_none() && bench.app.overlay.is_none());
        }
        // The start of a name or of a word in it is enough, and so is a choice by hand.
        for keys in [
            ":mess enter",
            ":meter enter",
            ":messages enter",
            ":lnkmtr down enter",
        ] {
            let mut bench = seeds();
            bench.app.kiosk = kiosk;
            bench.keys(keys);
            assert_eq!(word(&bench), None, "{keys}");
            let ran = bench.app.overlay.is_some() || bench.app.link.is_some();
            assert!(ran, "{keys}");
        }
    }
    let mut bench = seeds();
    bench.keys(": enter");
    assert_eq!(word(&bench), None, "nothing typed is no command");
    assert!(bench.app.overlay.is_none());
}

#[test]
fn the_sources_open_at_their_head() {
    let mut bench = seeds();
    let top = |bench: &Bench| {
        let sources = &bench.app.reader.as_ref().unwrap().sources;
        (sources.chosen, sources.top)
    };
    let has_passage = |bench: &Bench| {
        let sources = &bench.app.reader.as_ref().unwrap().sources;
        matches!(sources.items.first(), Some(Item::Passage { .. }))
    };
    assert!(
        has_passage(&bench),
        "a source speaks of the first paragraph"
    );
    assert_eq!(top(&bench), (0, 0));
    // What the reader chose stays, until another paragraph is read.
    bench.keys("g3 j j g1");
    assert_eq!(top(&bench).0, 2);
    bench.keys("G");
    assert_eq!(top(&bench), (0, 0));
}

/// The bottom row.
fn bottom(bench: &Bench) -> String {
    let text = bench.frame().text();
    text.lines().last().unwrap_or_default().to_owned()
}

#[test]
fn a_note_that_is_too_long_keeps_its_end() {
    let mut bench = Bench::open(&["bridge.json"], (60, 20));
    let title = clean_line(&"Long words of a title that does not fit ".repeat(5));
    let args = [title, number(43), clean_line("'")];
    bench.app.tell(Note::with(Word::WereReading, args));
    let row = bottom(&bench);
    assert!(row.ends_with("at 43 %."), "{row}");
    assert!(row.contains("Long words") && row.contains('…'), "{row}");
    // A quotation that is cut does not stay open.
    let title = clean_line(&format!("\"In a significant {} word\"", "very ".repeat(30)));
    bench.app.tell(Note::with(Word::Undone, [title]));
    assert!(!bottom(&bench).contains('"'));
}

#[test]
fn the_link_leaves_room_for_the_way_out() {
    for (size, far) in [
        ((60, 20), "210 ms 9 kB/s"),
        ((120, 40), "link 210 ms 9 kB/s"),
    ] {
        for keys in ["", "g2", "g3"] {
            let mut bench = Bench::open(&["bridge.json"], size);
            bench.keys(&format!("gL {keys}"));
            bench.msg(Msg::Link(Link {
                trip: Some(207),
                rate: Some(9_400),
            }));
            let row = bottom(&bench);
            for part in ["? help", "q back", far] {
                assert!(row.contains(part), "{size:?} {keys} {part}: {row}");
            }
            // What tmux takes tells nothing of the way to the reader.
            bench.app.clipboard = Clipboard::Tmux;
            let row = bottom(&bench);
            assert!(row.contains("link to tmux 210 ms"), "{row}");
            assert!(!row.contains("kB/s") && row.contains("q back"), "{row}");
        }
    }
}

#[test]
fn a_screen_of_ascii_takes_no_thai() {
    let mut bench = seeds();
    bench.app.ascii = true;
    bench.keys(":language enter");
    assert_eq!(word(&bench), Some(Word::NoThai));
    assert_eq!(bench.app.shown_language, "en");
    // What went wrong is not covered by what comes about by itself.
    bench.app.tell(Note::new(Word::PastedLong));
    assert_eq!(word(&bench), Some(Word::NoThai));
    let told: Vec<Word> = bench.app.messages.iter().map(|n| n.word).collect();
    assert_eq!(told, [Word::PastedLong, Word::NoThai]);
}

#[test]
fn a_kiosk_copies_no_paths() {
    let path = "quiet.txt";
    for keys in ["yy", "enter yy", "enter yq"] {
        let mut bench = Bench::new(fixtures(&[path]), BOTH);
        bench.keys(keys);
        assert!(
            bench.left.concat().contains(path),
            "{keys}: {:?}",
            bench.left
        );
        let mut bench = Bench::new(fixtures(&[path]), BOTH);
        bench.app.kiosk = true;
        bench.keys(keys);
        assert!(
            !bench.left.concat().contains(path),
            "{keys}: {:?}",
            bench.left
        );
        if keys.ends_with("yy") {
            assert_eq!(word(&bench), Some(Word::NoAddress), "{keys}");
        }
    }
}
