//! Leaving and coming back: a session that was cut is gone on with, and after one that the reader ended the way
//! back is offered.

use super::Folder;
use crate::support::bench::Bench;
use khao::app::areas::{Layout, PaneId};
use khao::app::prompt::Ask;
use khao::app::word::Word;
use khao::model::{Group, Sitting, Sort};
use khao::run::library::Library;
use khao::store::{self, Mode};

const SIZE: (u16, u16) = (120, 24);

fn library(folder: &Folder) -> Library {
    let mut library = Library::open(Some(&folder.path()));
    library.settle().unwrap();
    library
}

fn session(folder: &Folder) -> Bench {
    Bench::new(library(folder), SIZE)
}

/// Types words with their spaces.
fn types(bench: &mut Bench, text: &str) {
    bench.keys(&text.split(' ').collect::<Vec<_>>().join(" space "));
}

fn word(bench: &Bench) -> Option<Word> {
    bench.app.note.as_ref().map(|n| n.word)
}

/// What can be seen of where the reader is: the state in a line, without what the bottom row tells.
fn seen(bench: &mut Bench) -> String {
    bench.app.note = None;
    bench.app.messages.clear();
    bench.frame().text()
}

#[test]
fn a_session_that_was_cut_goes_on_as_it_stood() {
    for keys in [
        "enter d j",
        "enter g2 J J za J",
        "enter g2 z1 ] ] j j",
        "enter g2 zM gt J J J",
        "enter /the enter n n",
        "enter g2 g/the enter n n n",
        "enter zz d d j",
        "enter g2 Z J",
        "enter g2 Z Z Z J",
        "enter g2 z> z> d",
        "enter G g3 j",
        "enter g1 9j ) )",
        "j j enter",
        "gb gt j",
        "=lang:en enter gB j enter g2 G",
        "=the enter j",
    ] {
        let folder = Folder::new();
        let mut bench = session(&folder);
        bench.keys(keys);
        let layout = (bench.app.layout, bench.app.zoom);
        assert!(bench.leave(true).is_empty());
        let before = seen(&mut bench);
        let mut bench = session(&folder);
        let open = bench.app.reader.is_some();
        assert_eq!(word(&bench), open.then_some(Word::CutOff), "{keys}");
        assert_eq!((bench.app.layout, bench.app.zoom), layout, "{keys}");
        assert_eq!(seen(&mut bench), before, "{keys}");
        // It is told once: where nothing was done since, the next start only offers it.
        let bench = session(&folder);
        assert!(bench.app.reader.is_none(), "{keys}");
    }
}

#[test]
fn after_an_end_by_the_reader_the_way_back_is_offered() {
    let folder = Folder::new();
    let mut bench = session(&folder);
    bench.keys("enter g2 Z J J zz");
    let chosen = bench.app.reader.as_ref().unwrap().thread.chosen();
    assert!(bench.leave(false).is_empty());
    let mut bench = session(&folder);
    assert!(bench.app.reader.is_none());
    assert_eq!(word(&bench), Some(Word::WereReading));
    // Another key has its own meaning, and the way back is still there.
    bench.keys("j ? esc '");
    let reader = bench.app.reader.as_ref().unwrap();
    assert_eq!(
        (reader.focus, reader.thread.chosen()),
        (PaneId::Thread, chosen)
    );
    assert_eq!((bench.app.layout, bench.app.zoom), (Layout::Two, true));
    bench.keys("q '");
    assert_eq!(word(&bench), Some(Word::NothingToResume));
}

#[test]
fn a_document_that_was_put_away_is_offered_too_unless_it_was_read_to_its_end() {
    let folder = Folder::new();
    let mut bench = session(&folder);
    bench.keys("enter d q");
    assert!(bench.leave(false).is_empty());
    let mut bench = session(&folder);
    assert_eq!(word(&bench), Some(Word::WereReading));
    // Who does nothing has it offered again.
    assert!(bench.leave(false).is_empty());
    let mut bench_again = session(&folder);
    assert_eq!(word(&bench_again), Some(Word::WereReading));
    bench_again.keys("' G q");
    bench.keys("j");
    assert!(bench_again.leave(false).is_empty());
    assert_eq!(word(&session(&folder)), None);
}

#[test]
fn a_line_that_was_being_typed_is_there_again() {
    for (keys, typed, ask) in [
        ("enter gn", "half a  thought ", Ask::Note),
        ("enter g2 J gn", "ความคิดครึ่งเดียว", Ask::Note),
        ("j gn", "on the shelf", Ask::Note),
        ("enter t", "rail", Ask::Tags),
        ("enter /", "flo", Ask::Search),
        ("enter g/", "flo", Ask::SearchAll),
        ("=", "lang:en", Ask::Filter),
        ("=lang:en enter g=", "english", Ask::Save),
    ] {
        let folder = Folder::new();
        let mut bench = session(&folder);
        bench.keys(keys);
        types(&mut bench, typed);
        bench.keys("left");
        let prompt = bench.app.prompt.clone().unwrap();
        assert!(bench.leave(true).is_empty());
        let mut bench = session(&folder);
        let again = bench.app.prompt.clone().unwrap_or_else(|| panic!("{keys}"));
        assert_eq!(
            (again.ask, &*again.text, again.cursor),
            (ask, &*prompt.text, prompt.cursor),
            "{keys}"
        );
        // It is about the same thing still.
        bench.keys("end enter");
        assert!(bench.app.prompt.is_none(), "{keys}");
        let told = word(&bench);
        match ask {
            Ask::Note => assert_eq!(told, Some(Word::NoteKept), "{keys}"),
            Ask::Tags => assert_eq!(told, Some(Word::TagsAre)),
            Ask::Save => assert_eq!(told, Some(Word::SearchSaved)),
            _ => {}
        }
        if keys == "enter g2 J gn" {
            let reader = bench.app.reader.as_ref().unwrap();
            assert!(reader.done_with_chosen().unwrap().note.is_some());
        }
    }
}

#[test]
fn a_note_that_was_there_comes_back_when_the_draft_is_undone() {
    let folder = Folder::new();
    let mut bench = session(&folder);
    bench.keys("gnold enter gn new");
    assert!(bench.leave(true).is_empty());
    let mut bench = session(&folder);
    let id = bench.app.shelf.chosen().unwrap().id;
    bench.keys("enter");
    assert_eq!(bench.kept(id).note.as_deref(), Some("oldnew"));
    bench.keys("U");
    assert_eq!(bench.kept(id).note.as_deref(), Some("old"));
}

#[test]
fn who_asks_for_other_files_is_not_led_away() {
    let folder = Folder::new();
    let with = |names: &[&str]| {
        let mut library = crate::support::bench::fixtures(names);
        library.extend(Library::open(Some(&folder.path())));
        library.settle().unwrap();
        Bench::new(library, SIZE)
    };
    let mut bench = session(&folder);
    bench.keys("enter d");
    assert!(bench.leave(true).is_empty());
    let mut bench = with(&["flood.json"]);
    assert!(bench.app.reader.is_none());
    assert_eq!(word(&bench), Some(Word::WereReading));
    bench.keys("enter g2 J J");
    assert!(bench.leave(true).is_empty());
    // The file is no document of the library: it is there only where it is given.
    let mut bench = session(&folder);
    assert_eq!(word(&bench), Some(Word::CutOff));
    let open = |bench: &Bench| bench.app.reader.as_ref().map(|r| r.document.id);
    let kept = open(&bench);
    assert!(kept.is_some());
    assert!(bench.leave(false).is_empty());
    let mut bench = with(&["flood.json"]);
    assert_eq!(word(&bench), Some(Word::CutOff));
    assert_ne!(open(&bench), kept);
    assert_eq!(bench.app.reader.as_ref().unwrap().focus, PaneId::Thread);
    // A look at it, and half a note on it, take nothing away.
    for keys in ["gnmine", "esc", "q"] {
        bench.keys(keys);
        assert!(bench.leave(false).is_empty());
        let mut bench = session(&folder);
        assert_eq!(word(&bench), Some(Word::WereReading), "{keys}");
        bench.keys("'");
        assert_eq!(open(&bench), kept, "{keys}");
        assert!(bench.app.prompt.is_none());
    }
}

#[test]
fn a_session_that_is_cut_late_takes_nothing_away_from_a_newer_one() {
    let folder = Folder::new();
    let later = || std::thread::sleep(std::time::Duration::from_millis(5));
    let mut stale = session(&folder);
    stale.keys("enter gnold");
    later();
    let mut newer = session(&folder);
    newer.keys("j j enter");
    let id = newer.app.reader.as_ref().unwrap().document.id;
    assert!(newer.leave(false).is_empty());
    assert!(stale.leave(true).is_empty());
    later();
    let mut bench = session(&folder);
    assert_eq!(word(&bench), Some(Word::WereReading));
    assert!(bench.app.reader.is_none() && bench.app.prompt.is_none());
    bench.keys("'");
    assert_eq!(bench.app.reader.as_ref().unwrap().document.id, id);
    // One that the reader ends is the last, whenever it began.
    assert!(stale.leave(false).is_empty());
    let mut bench = session(&folder);
    bench.keys("'");
    assert_eq!(bench.app.prompt.as_ref().unwrap().text, "old");
    // A time to come is no reason to keep nothing any more.
    let mut kept = store::Library::open(&folder.path(), Mode::Write).unwrap();
    let line = kept.fact("sitting").unwrap().unwrap();
    let at = line.find("\"began\":").unwrap() + 8;
    let line = format!("{}99{}", &line[..at], &line[at..]);
    kept.set_fact("sitting", &line).unwrap();
    assert!(newer.leave(true).is_empty());
    assert_eq!(word(&session(&folder)), Some(Word::CutOff));
}

#[test]
fn a_kiosk_keeps_no_draft_and_leads_nobody_into_the_session_of_another() {
    let folder = Folder::new();
    let mut bench = session(&folder);
    bench.keys("enter g2 J gnmine");
    assert!(bench.leave(true).is_empty());
    let mut kiosk = Bench::start(library(&folder), SIZE, true);
    assert!(kiosk.app.reader.is_none() && kiosk.app.prompt.is_none());
    assert_eq!(word(&kiosk), Some(Word::WereReading));
    kiosk.keys("'");
    assert!(kiosk.app.reader.is_some() && kiosk.app.prompt.is_none());
    kiosk.keys("gnsecret");
    assert!(kiosk.leave(true).is_empty());
    let sitting = library(&folder).sitting().unwrap();
    assert!(sitting.reading.is_some() && sitting.draft.is_none());
}

#[test]
fn what_was_kept_is_foreign_text_and_none_where_it_is_odd() {
    let folder = Folder::new();
    let mut bench = session(&folder);
    bench.keys("gb enter d");
    assert!(bench.leave(true).is_empty());
    let line = {
        let kept = store::Library::open(&folder.path(), Mode::Read).unwrap();
        kept.fact("sitting").unwrap().unwrap()
    };
    for (odd, taken) in [
        (line.clone(), true),
        (String::new(), false),
        ("{}".to_owned(), false),
        (line.replace("\"v\":1", "\"v\":99"), false),
        (line[..line.len() / 2].to_owned(), false),
        ("x".repeat(3 << 20), false),
        (line.replace("\"title\":\"", "\"title\":\"\\u001b[2J"), true),
    ] {
        let mut kept = store::Library::open(&folder.path(), Mode::Write).unwrap();
        kept.set_fact("sitting", &odd).unwrap();
        drop(kept);
        let library = library(&folder);
        let sitting = library.sitting();
        assert_eq!(sitting.is_some(), taken, "{odd:.80}");
        if let Some(Sitting { shelf, reading, .. }) = sitting {
            assert_eq!((shelf.sort, shelf.group), (Sort::Newest, Group::Nothing));
            assert!(!reading.unwrap().title.contains('\u{1b}'));
        }
    }
}
