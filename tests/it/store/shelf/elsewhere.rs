//! What other programs do meanwhile, and answers that come late.

use super::*;

#[test]
fn what_another_program_removes_leaves_its_row_and_no_endless_asking() {
    let folder = Folder::new();
    let all = library(&folder, 150);
    let mut bench = session(&folder);
    let mut other = folder.open();
    for (d, _) in &all[100..] {
        other.remove(d.id).unwrap();
    }
    bench.keys("G");
    check(&bench);
    assert_eq!(bench.app.shelf.at, 149);
    bench.keys("gg =unread enter esc");
    check(&bench);
    assert_eq!(bench.app.shelf.n_all, 100);
}

#[test]
fn what_another_program_did_is_shown_and_what_was_done_here_too() {
    let folder = Folder::new();
    let all = library(&folder, 30);
    let mut bench = session(&folder);
    let noted = State {
        note: Some(clean_line("mind")),
        ..all[4].1.clone()
    };
    folder.open().set_state(all[4].0.id, &noted).unwrap();
    // What is asked for before a change and comes behind it does not undo it.
    bench.slow = true;
    bench.keys("gb s");
    for msg in bench.answers() {
        bench.msg(msg);
    }
    bench.slow = false;
    let marks = |bench: &Bench, i: usize| bench.app.shelf.marks(all[i].0.id).cloned();
    assert!(
        !marks(&bench, 0).unwrap().starred,
        "it had a star, and gave it up"
    );
    assert!(marks(&bench, 4).unwrap().noted);
}

#[test]
fn saved_searches_are_no_documents() {
    let folder = Folder::new();
    library(&folder, 20);
    let mut bench = session(&folder);
    bench.keys("=unread enter g= Later enter q gg j enter");
    assert!(bench.app.reader.is_some());
    bench.keys("K");
    assert!(bench.app.reader.is_some() && bench.app.shelf.filter.is_empty());
    // Enter that waits for its row is forgotten with the next key.
    bench.keys("q");
    bench.slow = true;
    bench.keys("=river enter enter esc");
    for msg in bench.answers() {
        bench.msg(msg);
    }
    bench.slow = false;
    for msg in bench.answers() {
        bench.msg(msg);
    }
    assert!(bench.app.reader.is_none());
}

#[test]
fn keys_typed_ahead_mean_the_rows_that_they_would_at_leisure() {
    let folder = Folder::new();
    let all = library(&folder, 300);
    let mut bench = session(&folder);
    bench.slow = true;
    bench.keys("G s k s k s");
    for _ in 0..3 {
        for msg in bench.answers() {
            bench.msg(msg);
        }
    }
    for (document, state) in &all[297..] {
        let starred = folder.open().state(document.id).unwrap().starred;
        assert_ne!(starred, state.starred);
    }
}
