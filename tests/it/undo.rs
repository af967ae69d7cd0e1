//! Undo and redo: everything that the reader sets comes off again, in any order, and is there at once.

mod any_order;

use khao::app::{Effect, Msg};
use khao::load::{Input, load};
use khao::model::{Change, Document, State};
use khao::run::library::Library;
use tempfile::TempDir;

use crate::support::bench::Bench;

/// A discussion with these comments, each the answer to the one before it but for every third.
fn talk(n: usize) -> Document {
    let comment = |at: usize| {
        let parent = if at.is_multiple_of(3) {
            "null".to_owned()
        } else {
            (at - 1).to_string()
        };
        format!(r#"{{"id":"c{at}","author":"Ann","text":"I say {at}","parent":{parent}}}"#)
    };
    let comments: Vec<String> = (0..n).map(comment).collect();
    let json = format!(
        r#"{{"khao":1,"url":"https://flood.example/1","title":"River floods","blocks":["The river rose.","It fell."],"comments":[{}]}}"#,
        comments.join(",")
    );
    load_one("a.jsonl", json.into_bytes())
}

fn load_one(name: &str, bytes: Vec<u8>) -> Document {
    let input = Input {
        bytes,
        name: name.to_owned(),
        ..Input::default()
    };
    load(&input).unwrap().documents.remove(0)
}

fn fixture(name: &str) -> Document {
    load_one(
        name,
        std::fs::read(format!("tests/data/app/{name}")).unwrap(),
    )
}

/// A library in a file: a thread with new comments, one with a tree, one that khao inferred, one without.
pub(crate) fn library(folder: &TempDir) -> Library {
    let mut library = Library::open(Some(&folder.path().join("library.db")));
    library.settle().unwrap();
    let kept = library.kept().unwrap();
    let seeds = kept.listings().unwrap();
    for seed in seeds {
        kept.remove(seed.id).unwrap();
    }
    for document in [
        talk(6),
        fixture("bridge.json"),
        fixture("talk.txt"),
        fixture("quiet.txt"),
        talk(9),
    ] {
        let document = kept.prepare(&document).unwrap();
        kept.put(&[document]).unwrap();
    }
    drop(library);
    Library::open(Some(&folder.path().join("library.db")))
}

fn state(bench: &Bench, at: usize) -> State {
    bench.kept(bench.app.shelf.row(at).unwrap().listing.id)
}

fn note(bench: &Bench) -> String {
    let note = bench.app.note.as_ref();
    note.map_or(String::new(), |n| bench.look.lang.note(n))
}

#[test]
fn what_the_screen_says_is_asked_for_at_once_and_kept_before_anything_later() {
    let folder = tempfile::tempdir().unwrap();
    let mut b = Bench::new(library(&folder), (120, 40));
    let id = b.app.shelf.row(0).unwrap().listing.id;
    for (keys, changes) in [
        ("s", vec![Change::Starred(true)]),
        ("m", vec![Change::Read(true)]),
        (
            "t red enter",
            vec![Change::Tag(khao::text::clean_line("red"), true)],
        ),
        (
            "g n so enter",
            vec![Change::Note(Some(khao::text::clean_line("so")))],
        ),
        ("U", vec![Change::Note(None)]),
    ] {
        let (first, last) = keys.rsplit_once(' ').unwrap_or(("", keys));
        b.keys(first);
        let effects = b.app.update(Msg::Key(last.parse().unwrap()));
        assert_eq!(effects, [Effect::Change { id, changes }], "{keys}");
        assert!(b.app.note.is_some(), "{keys} is confirmed");
        b.carry_out(effects);
    }
    // The worker does them in order, and what it has done is there for everybody: nothing waits for the end.
    assert!(b.answers().is_empty());
    let other = Library::open(Some(&folder.path().join("library.db")));
    let state = other.state(id);
    assert!(state.starred && state.read && state.tags.len() == 1 && state.note.is_none());
}

#[test]
fn a_change_elsewhere_is_undone_there_and_said_with_its_title() {
    let folder = tempfile::tempdir().unwrap();
    let mut b = Bench::new(library(&folder), (120, 40));
    b.keys("j s enter g2 2J s gn so enter za q");
    assert_eq!(b.app.shelf.at, 1);
    b.keys("k U");
    let title = "“Bridge over the Ket closes for a year”";
    assert_eq!(note(&b), format!("Undone: folds in #3 in {title}"));
    b.keys("U");
    assert_eq!(note(&b), format!("Undone: note on #3 in {title}"));
    b.keys("U");
    assert_eq!(note(&b), format!("Undone: starred #3 in {title}"));
    assert_eq!(b.app.shelf.at, 0, "nobody is carried off");
    let of = |b: &Bench| {
        let state = state(b, 1);
        let mut done = state.comments.values();
        (
            state.starred,
            done.any(|c| c.starred || c.note.is_some() || c.folded.is_some()),
        )
    };
    assert_eq!(of(&b), (true, false));
    b.keys("U");
    assert_eq!(note(&b), format!("Undone: starred {title}"));
    assert_eq!(of(&b), (false, false));
    let id = b.app.shelf.row(1).unwrap().listing.id;
    assert!(!b.app.shelf.marks(id).unwrap().starred);
    b.keys("U");
    assert_eq!(note(&b), "Nothing to undo.");
    b.keys("4 ctrl-r");
    assert_eq!(note(&b), format!("Done again: folds in #3 in {title}"));
    assert_eq!(of(&b), (true, true));
    b.keys("ctrl-r");
    assert_eq!(note(&b), "Nothing to do again.");
    // What was done again is on the screen when it is opened again; a new change drops what was undone.
    b.keys("j enter");
    let r = b.app.reader.as_ref().unwrap();
    assert!(r.done_with_chosen().unwrap().note.is_some() && r.thread.stack.folds()[2]);
    b.keys("U s ctrl-r");
    assert_eq!(note(&b), "Nothing to do again.");
    let lang = khao::ui::lang::Lang::new("th");
    b.app.texts = lang.texts().clone();
    b.keys("U");
    assert!(
        lang.note(b.app.note.as_ref().unwrap())
            .starts_with("เลิกทำแล้ว: ")
    );
}

#[test]
fn new_comments_are_marked_counted_and_walked_until_they_were_read_and_left() {
    let folder = tempfile::tempdir().unwrap();
    let mut b = Bench::new(library(&folder), (80, 12));
    let id = b.app.shelf.row(0).unwrap().listing.id;
    let n_new = |b: &Bench| b.app.shelf.marks(id).map_or(0, |m| m.n_new);
    assert_eq!(n_new(&b), 3);
    let row = |b: &Bench| b.frame().text().lines().nth(1).unwrap().to_owned();
    assert!(row(&b).trim_end().ends_with("9 +3"), "{}", row(&b));
    b.keys("enter g2 zz");
    assert!(b.frame().text().contains(" · 3 new"));
    b.keys("zM U 5 J tab");
    let text = b.frame().text();
    let r = b.app.reader.as_ref().unwrap();
    let chosen = r.thread.chosen().ix();
    assert!(text.contains("◆") && r.thread.fresh[chosen] && !r.thread.read[chosen]);
    // Read, it keeps its sign while the document is open.
    b.keys("k k k");
    let r = b.app.reader.as_ref().unwrap();
    assert!(r.thread.read[6] && r.thread.fresh[6] && r.thread.n_new < 3);
    let left = r.thread.n_new;
    b.keys("q");
    assert_eq!(n_new(&b), left);
    let fresh = |b: &Bench| state(b, 0).comments.values().filter(|c| c.fresh).count();
    assert_eq!(fresh(&b), left);
    b.keys("enter");
    assert!(!b.app.reader.as_ref().unwrap().thread.fresh[6]);
    // Marked by hand they are new no more, and undone they are again.
    b.keys("g1 M");
    assert_eq!((fresh(&b), n_new(&b)), (0, 0));
    b.keys("U");
    assert_eq!((fresh(&b), n_new(&b)), (left, left));
    b.keys("q");
    assert_eq!((fresh(&b), n_new(&b)), (left, left));
}

#[test]
fn tags_are_completed_and_a_note_of_an_earlier_session_is_brought() {
    let folder = tempfile::tempdir().unwrap();
    let mut b = Bench::new(library(&folder), (80, 24));
    b.keys("t railway space river enter");
    b.keys("t ctrl-u railway, space river enter gn see @paste:below enter");
    assert_eq!(state(&b, 0).note.as_deref(), Some("seebelow"));
    drop(b);
    let library = Library::open(Some(&folder.path().join("library.db")));
    let mut b = Bench::new(library, (80, 24));
    b.keys("j t r tab");
    assert_eq!(b.app.prompt.as_ref().unwrap().text, "railway");
    b.keys("tab");
    assert_eq!(b.app.prompt.as_ref().unwrap().text, "river");
    b.keys("tab x tab enter");
    assert_eq!(note(&b), "Tags: railwayx");
    b.keys("t -rai tab tab enter");
    assert_eq!(note(&b), "No tags.");
    b.keys("k gn");
    assert_eq!(b.app.prompt.as_ref().unwrap().text, "seebelow");
    b.keys("enter");
    assert_eq!(
        (note(&b), state(&b, 0).note.is_some()),
        ("Note kept.".to_owned(), true)
    );
    b.keys("gn ctrl-u enter");
    assert_eq!(
        (note(&b), state(&b, 0).note),
        ("Note removed.".to_owned(), None)
    );
    b.keys("U");
    assert_eq!(state(&b, 0).note.as_deref(), Some("seebelow"));
    // In the thread, tags are the article's.
    b.keys("enter g2 t -river enter");
    assert_eq!(note(&b), "Tags: railway");
    assert_eq!(state(&b, 0).tags.len(), 1);
}

#[test]
fn what_is_set_while_a_document_opens_is_on_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut b = Bench::new(library(&folder), (80, 24));
    b.slow = true;
    b.keys("enter s t red enter");
    for msg in b.answers() {
        b.msg(msg);
    }
    let state = b.app.reader.as_ref().unwrap().state.clone();
    assert!(state.starred && state.tags.len() == 1);
    let text = b.frame().text();
    assert!(text.contains("★ ") && text.contains("#red"), "{text}");
}

#[test]
fn undo_waits_for_the_correction_it_undoes() {
    let folder = tempfile::tempdir().unwrap();
    let mut b = Bench::new(library(&folder), (120, 40));
    b.keys("2 j enter s");
    let document = b.app.reader.as_ref().unwrap().document.clone();
    b.slow = true;
    b.keys("g] g] U U ctrl-r");
    loop {
        let answers = b.answers();
        if answers.is_empty() {
            break;
        }
        for msg in answers {
            b.msg(msg);
        }
    }
    // Two there, two back, one there.
    assert_ne!(b.app.reader.as_ref().unwrap().document, document);
    assert!(note(&b).starts_with("Done again: where the comments start in “"));
    assert!(state(&b, 2).starred, "the star is older");
    b.slow = false;
    b.keys("U");
    assert_eq!(b.app.reader.as_ref().unwrap().document, document);
    assert!(note(&b).starts_with("Undone: where the comments start in “"));
    assert!(state(&b, 2).corrections.is_empty());
}
