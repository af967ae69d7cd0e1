//! What cannot be kept is told, and tried again; nothing is said to be kept that is not.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use khao::app::areas::PaneId;
use khao::app::pane::sources::SourceKey;
use khao::app::{Effect, Msg};
use khao::model::{Change, Correction, DocumentId, State};
use khao::run::by_hand::ByHand;
use khao::run::library::Library as Session;
use khao::run::worker::{Job, Worker};
use khao::text::clean_line;

use super::{Folder, document, put};
use crate::support::bench::Bench;

const SIZE: (u16, u16) = (120, 24);

/// The disk is full, or is not.
fn fill(folder: &Folder, full: bool) {
    let db = rusqlite::Connection::open(folder.path()).unwrap();
    for table in ["done", "tag", "saved"] {
        db.execute_batch(&if full {
            format!(
                "CREATE TRIGGER full_{table} BEFORE INSERT ON {table}
                BEGIN SELECT RAISE(ABORT, 'no room'); END"
            )
        } else {
            format!("DROP TRIGGER full_{table}")
        })
        .unwrap();
    }
}

fn session(folder: &Folder) -> Session {
    let mut library = Session::open(Some(&folder.path()));
    library.settle().unwrap();
    library
}

fn note(bench: &Bench) -> String {
    let note = bench.app.note.as_ref();
    note.map_or(String::new(), |n| bench.look.lang.note(n))
}

/// What the worker says next of what could not be kept.
fn failure(said: &Receiver<Msg>) -> String {
    loop {
        if let Msg::Failed(why) = said.recv_timeout(Duration::from_secs(20)).unwrap() {
            return why.to_string();
        }
    }
}

#[test]
fn a_change_that_fails_is_told_each_time_and_kept_as_soon_as_it_can_be() {
    let folder = Folder::new();
    let library = session(&folder);
    let id = folder.open().listings().unwrap()[0].id;
    fill(&folder, true);
    let (sender, said) = channel();
    let send = move |msg| sender.send(msg).is_ok();
    let worker = Worker::start(
        || library,
        Vec::new(),
        ByHand::default(),
        Arc::default(),
        send,
    );
    let worker = worker.unwrap();
    let change = |change| {
        let changes = vec![change];
        worker.ask(Job::Change { id, changes });
    };
    for starred in [true, false, true] {
        change(Change::Starred(starred));
        let why = failure(&said);
        assert!(
            why.starts_with("not kept: ") && why.contains("no room"),
            "{why}"
        );
    }
    assert_eq!(session(&folder).state(id), State::default());
    fill(&folder, false);
    change(Change::Tag(clean_line("rail"), true));
    worker.finish();
    let state = session(&folder).state(id);
    assert!(state.starred && state.tags.len() == 1);
}

#[test]
fn what_failed_is_kept_at_the_end() {
    let folder = Folder::new();
    let library = session(&folder);
    let id = folder.open().listings().unwrap()[0].id;
    fill(&folder, true);
    let (sender, said) = channel();
    let send = move |msg| sender.send(msg).is_ok();
    let worker = Worker::start(
        || library,
        Vec::new(),
        ByHand::default(),
        Arc::default(),
        send,
    );
    let worker = worker.unwrap();
    let changes = vec![Change::Starred(true)];
    worker.ask(Job::Change { id, changes });
    failure(&said);
    fill(&folder, false);
    worker.finish();
    assert!(session(&folder).state(id).starred);
}

#[test]
fn a_correction_that_is_not_kept_is_not_made_and_an_undo_that_fails_can_be_undone_later() {
    let folder = Folder::new();
    let mut bench = Bench::new(session(&folder), SIZE);
    bench.keys("enter");
    let n = |bench: &Bench| bench.app.reader.as_ref().unwrap().document.thread.len();
    let id = bench.app.reader.as_ref().unwrap().document.id;
    let before = n(&bench);
    fill(&folder, true);
    bench.keys("g[");
    assert!(note(&bench).contains("no room"), "{}", note(&bench));
    assert_eq!(n(&bench), before);
    bench.keys("U");
    assert_eq!(
        note(&bench),
        bench
            .look
            .lang
            .texts()
            .word(khao::app::word::Word::NothingToUndo)
    );
    fill(&folder, false);
    bench.keys("g[ g[");
    assert_eq!(n(&bench), before + 2);
    // One that is taken back needs room as well: the cut is another one.
    fill(&folder, true);
    bench.keys("U");
    assert!(note(&bench).contains("no room"), "{}", note(&bench));
    assert_eq!(n(&bench), before + 2);
    fill(&folder, false);
    bench.keys("U");
    assert_eq!(n(&bench), before + 1);
    fill(&folder, true);
    bench.keys("ctrl-r");
    assert_eq!(n(&bench), before + 1);
    fill(&folder, false);
    bench.keys("ctrl-r");
    assert_eq!(n(&bench), before + 2);
    bench.keys("U U");
    assert_eq!(n(&bench), before);
    assert!(bench.kept(id).corrections.is_empty());
}

#[test]
fn an_undo_whose_answer_is_a_failure_can_be_done_again() {
    let folder = Folder::new();
    let mut bench = Bench::new(session(&folder), SIZE);
    bench.keys("enter s g[");
    bench.bend = |msg| match msg {
        Msg::Corrected { ticket, .. } => Some(Msg::CorrectFailed {
            ticket,
            gone: false,
            why: clean_line("no"),
        }),
        other => Some(other),
    };
    bench.keys("U");
    assert_eq!(note(&bench), "no");
    bench.bend = Some;
    bench.keys("U");
    assert!(note(&bench).starts_with("Undone: "), "{}", note(&bench));
    let id = bench.app.reader.as_ref().unwrap().document.id;
    assert!(bench.kept(id).starred && bench.kept(id).corrections.is_empty());
}

#[test]
fn what_was_done_to_a_document_that_is_gone_bars_no_other_undo() {
    let folder = Folder::new();
    let mut bench = Bench::new(session(&folder), SIZE);
    let first = bench.app.shelf.chosen().unwrap().id;
    bench.keys("s j enter g[");
    let id = bench.app.reader.as_ref().unwrap().document.id;
    assert_ne!(id, first);
    // The seeds are in memory in their first session only.
    drop(bench);
    let mut bench = Bench::new(session(&folder), SIZE);
    bench.keys("s j enter g[ q");
    folder.open().remove(id).unwrap();
    bench.keys("U");
    assert!(note(&bench).contains("no longer"), "{}", note(&bench));
    assert!(!bench.kept(first).starred);
    bench.keys("U");
    assert!(bench.kept(first).starred, "{}", note(&bench));
}

#[test]
fn the_name_of_a_search_is_told_when_it_is_kept_and_never_taken_from_another() {
    let folder = Folder::new();
    let mut bench = Bench::new(session(&folder), SIZE);
    let names = |bench: &Bench| {
        let saved = bench.app.shelf.saved.iter();
        saved
            .map(|s| format!("{}={}", s.name, s.query))
            .collect::<Vec<_>>()
    };
    fill(&folder, true);
    bench.keys("=unread enter g= new enter");
    assert!(note(&bench).contains("no room"), "{}", note(&bench));
    assert!(names(&bench).is_empty());
    fill(&folder, false);
    bench.keys("g= new enter");
    assert_eq!(note(&bench), "Saved: new");
    bench.keys("= ctrl-u read enter g= new enter");
    assert_eq!(note(&bench), "Another search has this name: new");
    bench.keys("g= old enter = ctrl-u enter");
    assert_eq!(names(&bench), ["new=unread", "old=read"]);
    // Renaming is one step, and another name is not taken by it either.
    bench.keys("gg g= ctrl-u old enter");
    assert_eq!(note(&bench), "Another search has this name: old");
    assert_eq!(names(&bench), ["new=unread", "old=read"]);
    bench.slow = true;
    bench.keys("g= ctrl-u fresh");
    let effects = bench.app.update(Msg::Key("enter".parse().unwrap()));
    let (name, old) = (clean_line("fresh"), Some(clean_line("new")));
    let query = Some(clean_line("unread"));
    assert_eq!(effects, [Effect::Save { name, query, old }]);
    assert!(!note(&bench).contains("fresh"));
    bench.carry_out(effects);
    bench.slow = false;
    for msg in bench.answers() {
        bench.msg(msg);
    }
    assert_eq!(note(&bench), "Saved: fresh");
    assert_eq!(names(&bench), ["fresh=unread", "old=read"]);
}

#[test]
fn a_name_is_given_taken_over_or_refused() {
    let folder = Folder::new();
    let mut library = folder.open();
    let mut save = |name: &str, query: &str, old: Option<&str>| {
        let done = library.save_new(&clean_line(name), &clean_line(query), old);
        let saved = library.saved().unwrap().into_iter();
        let saved: Vec<String> = saved.map(|s| format!("{}={}", s.name, s.query)).collect();
        (done.unwrap(), saved.join(" "))
    };
    for (name, query, old, wanted) in [
        ("a", "x", None, (true, "a=x")),
        ("a", "x", None, (true, "a=x")),
        ("a", "y", None, (false, "a=x")),
        ("b", "y", None, (true, "a=x b=y")),
        ("b", "x", Some("a"), (false, "a=x b=y")),
        ("c", "x", Some("a"), (true, "c=x b=y")),
        ("c", "x", Some("c"), (true, "c=x b=y")),
        // It was forgotten by another program.
        ("d", "z", Some("a"), (true, "c=x b=y d=z")),
        // Two names of one query become one.
        ("e", "z", None, (true, "c=x b=y d=z e=z")),
        ("e", "z", Some("d"), (true, "c=x b=y e=z")),
    ] {
        let (done, saved) = save(name, query, old);
        assert_eq!((done, &*saved), wanted, "{name} {query} {old:?}");
    }
}

/// A library whose first document is related to its last one, which is on no screen. That one is read, starred,
/// tagged, and has a note.
fn related(folder: &Folder) -> DocumentId {
    let mut library = folder.open();
    let story = |n: usize| {
        format!(
            r#"{{"khao":1,"url":"https://flood.example/{n}","title":"Ket river floods Wang Thong market town","published":"2025-01-0{n}","blocks":["The Ket river rose by two metres on Monday night and flooded the market of Wang Thong, said governor Somchai Jaidee.","Part {n}."]}}"#
        )
    };
    let other = |n: usize| {
        format!(
            r#"{{"khao":1,"url":"https://other.example/{n}","title":"Number {n}","blocks":["No {n}."]}}"#
        )
    };
    let mut documents = vec![document(&story(1))];
    documents.extend((0..450).map(|n| document(&other(n))));
    documents.push(document(&story(2)));
    let id = documents[451].id;
    put(&mut library, &documents);
    library.set_fact("seeds", "given").unwrap();
    let state = State {
        read: true,
        starred: true,
        tags: [clean_line("rail")].into(),
        note: Some(clean_line("mine")),
        ..State::default()
    };
    library.set_state(id, &state).unwrap();
    drop(library);
    super::relations::relate(folder);
    id
}

#[test]
fn a_source_whose_row_was_never_seen_has_its_marks_and_its_note() {
    let folder = Folder::new();
    let id = related(&folder);
    let mut bench = Bench::new(session(&folder), SIZE);
    // The two are one story, whose row shows one of them.
    bench.keys("gt gg");
    assert!(bench.app.shelf.listing(id).is_none());
    bench.keys("enter g3 j");
    let reader = bench.app.reader.as_ref().unwrap();
    assert_eq!(reader.focus, PaneId::Sources);
    assert_eq!(reader.sources.key(), Some(SourceKey::Document(id)));
    bench.keys("gn");
    assert_eq!(bench.app.prompt.as_ref().unwrap().text, "mine");
    bench.keys("enter t");
    assert_eq!(bench.app.prompt.as_ref().unwrap().text, "rail ");
    bench.keys("enter s");
    assert_eq!(note(&bench), "Star taken away.");
    bench.keys("m");
    assert_eq!(note(&bench), "Marked as unread.");
    let state = bench.kept(id);
    assert!(!state.starred && !state.read && state.tags.len() == 1);
    assert_eq!(state.note.as_deref(), Some("mine"));
}

#[test]
fn a_note_that_came_meanwhile_is_not_overwritten() {
    let folder = Folder::new();
    let mut bench = Bench::new(session(&folder), SIZE);
    let id = bench.app.shelf.chosen().unwrap().id;
    let state = State {
        note: Some(clean_line("from elsewhere")),
        ..State::default()
    };
    folder.open().set_state(id, &state).unwrap();
    bench.keys("gn");
    assert_eq!(bench.app.prompt.as_ref().unwrap().text, "from elsewhere");
}

#[test]
fn a_document_made_anew_follows_what_another_program_imports() {
    let folder = Folder::new();
    let mut library = session(&folder);
    let talk = |n: usize| {
        let comment =
            |n| format!(r#"{{"id":"c{n}","author":"Ann","text":"I say {n}","parent":null}}"#);
        let comments: Vec<String> = (0..n).map(comment).collect();
        document(&format!(
            r#"{{"khao":1,"url":"https://flood.example/1","title":"River floods","blocks":["The river rose.","It fell."],"comments":[{}]}}"#,
            comments.join(",")
        ))
    };
    let id = talk(3).id;
    put(&mut folder.open(), &[talk(3)]);
    let mut by_hand = ByHand::default();
    assert!(!by_hand.has(id));
    let comment = talk(3).thread.comments()[2].id;
    let parent = Some(talk(3).thread.comments()[0].id);
    let set = [Correction::Parent { comment, parent }];
    let parent_of = |d: &khao::model::Document| {
        let found = d.thread.comments().iter().find(|c| c.id == comment);
        found.and_then(|c| c.parent).map(|p| p.0)
    };
    let made = by_hand.set(&mut library, id, &set).unwrap().unwrap();
    assert!(made.changed && by_hand.has(id));
    let again = by_hand.get(&library, id).unwrap().unwrap();
    assert!(Arc::ptr_eq(&made.document, &again));
    put(&mut folder.open(), &[talk(5)]);
    let document = by_hand.get(&library, id).unwrap().unwrap();
    assert_eq!(document.thread.len(), 5);
    assert_eq!(parent_of(&document), Some(0));
    // And what another program sets.
    let none = State::default();
    folder.open().set_state(id, &none).unwrap();
    let document = by_hand.get(&library, id).unwrap().unwrap();
    assert_eq!(parent_of(&document), None);
}
