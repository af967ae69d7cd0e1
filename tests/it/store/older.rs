//! A library of an older version is brought up, and nothing of it is lost.

use std::fs;

use super::{Folder, document, put, search, seeds, talk};
use khao::model::{CommentState, Document, State};
use khao::store::{Error, Library, Mode, salvage};
use khao::text::clean_line;
use rusqlite::Connection;

const VERSION_1: &str = include_str!("../../../src/store/schema/version-1.sql");

/// A file as version 1 of the tables had it, and what is in it.
fn old() -> (Folder, Vec<Document>, Vec<State>) {
    let (made, folder) = (Folder::new(), Folder::new());
    let mut library = made.open();
    let mut all = seeds();
    all.push(talk(&["one", "two"]));
    all.push(document(
        r#"{"khao":1,"blocks":["Nobody knows when."],"byline":"Ada Stern","outlet":"Post","comments":[{"author":"สมชาย","text":"Where?"}]}"#,
    ));
    put(&mut library, &all);
    // Its comments come anew, so that it gets another number.
    all[5] = talk(&["one", "two", "three"]);
    put(&mut library, &all[5..6]);
    library.set_fact("seeds", "given").unwrap();
    let mut states = Vec::new();
    for (at, d) in all.iter().enumerate() {
        let mut state = library.state(d.id).unwrap();
        state.read = at % 2 == 0;
        state.starred = at % 3 == 0;
        state.tags = [clean_line(&format!("tag {}", at % 2))].into();
        if let Some(c) = d.thread.comments().last() {
            let note = Some(clean_line("a note"));
            let done = CommentState {
                note,
                ..CommentState::default()
            };
            state.comments.insert(c.id, done);
            state.corrections.parents.insert(c.id, None);
        }
        library.set_state(d.id, &state).unwrap();
        states.push(state);
    }
    drop(library);
    let conn = Connection::open(folder.path()).unwrap();
    conn.execute_batch(VERSION_1).unwrap();
    conn.execute_batch(&format!(
        "PRAGMA application_id = 0x6b68616f; PRAGMA user_version = 1; PRAGMA journal_mode = WAL;
        ATTACH '{}' AS new",
        made.path().display()
    ))
    .unwrap();
    for table in ["body", "done", "tag", "done_comment", "parent", "fact"] {
        let copy = format!("INSERT INTO main.{table} SELECT * FROM new.{table}");
        conn.execute_batch(&copy).unwrap();
    }
    conn.execute_batch(
        "INSERT INTO main.document SELECT n, id, added, digest, title, stand_in, outlet, byline, published,
        lang, n_comments, path, url FROM new.document;
        INSERT INTO main.words(rowid, title, body) SELECT rowid, '', 'older' FROM new.words;
        INSERT INTO main.term VALUES('older');",
    )
    .unwrap();
    (folder, all, states)
}

/// Whether everything is there and found.
fn check(library: &Library, all: &[Document], states: &[State]) {
    assert_eq!(library.examine().unwrap(), Vec::<String>::new());
    for (d, state) in all.iter().zip(states) {
        assert_eq!(library.get(d.id).unwrap().as_ref(), Some(d));
        assert_eq!(library.state(d.id).unwrap(), *state);
    }
    assert_eq!(library.fact("seeds").unwrap().as_deref(), Some("given"));
    for (words, n) in [
        ("มหิดล", 2),
        ("three", 1),
        ("older", 0),
        ("stern", 1),
        ("สมชาย", 1),
        ("post", 1),
    ] {
        let hits = search(library, words, 99).hits;
        let mut ids: Vec<_> = hits.iter().map(|h| h.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), n, "{words}");
    }
}

#[test]
fn one_of_version_1_is_brought_up_with_all_that_is_in_it() {
    let (folder, all, states) = old();
    let before = Library::open(&folder.path(), Mode::Read);
    assert!(matches!(before, Err(Error::Unreachable { .. })));
    let library = folder.open();
    let copy = library.copy().unwrap().to_path_buf();
    assert!(copy.ends_with("library.db.version-1"));
    check(&library, &all, &states);
    let mut new = Folder::new().open();
    put(&mut new, &all);
    let order = |l: &Library| -> Vec<_> { l.listings().unwrap().iter().map(|l| l.id).collect() };
    assert_eq!(order(&library), order(&new));
    assert_eq!(library.listings().unwrap(), new.listings().unwrap());
    drop(library);
    // Opened again there is nothing to do.
    assert_eq!(folder.open().copy(), None);
    // The copy is what was there.
    let conn = Connection::open(copy).unwrap();
    let n: i64 = conn
        .query_row(
            "SELECT count(*) FROM words WHERE words MATCH 'older'",
            [],
            |r| r.get(0),
        )
        .unwrap();
    assert!(n > 7);
    assert_eq!(fs::read_dir(folder.dir.path()).unwrap().count(), 2);
}

/// One whose first page is lost is given that of a new one.
#[test]
fn its_tables_begin_where_those_of_a_new_one_do() {
    let (folder, ..) = old();
    drop(folder.open());
    let new = Folder::new();
    drop(new.open());
    let roots = |f: &Folder| -> Vec<(String, i64)> {
        let conn = Connection::open(f.path()).unwrap();
        let sql = "SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0 ORDER BY rootpage";
        let mut all = conn.prepare(sql).unwrap();
        let rows = all.query_map([], |r| Ok((r.get(0)?, r.get(1)?))).unwrap();
        rows.collect::<Result<_, _>>().unwrap()
    };
    assert_eq!(roots(&folder), roots(&new));
}

#[test]
fn one_of_version_1_that_is_damaged_is_saved() {
    let (folder, all, states) = old();
    let mut bytes = fs::read(folder.path()).unwrap();
    bytes[..4096].fill(0);
    fs::write(folder.path(), bytes).unwrap();
    let (library, saved) = salvage(&folder.path(), "2026-11-24").unwrap();
    let saved = saved.unwrap();
    assert_eq!((saved.n_documents, saved.lost.len()), (all.len(), 0));
    check(&library, &all, &states);
}

/// Tables that are none of ours are left alone, whatever version they claim.
#[test]
fn one_with_other_tables_is_not_touched() {
    let (folder, ..) = old();
    let conn = Connection::open(folder.path()).unwrap();
    conn.execute_batch("CREATE VIEW more AS SELECT 1").unwrap();
    drop(conn);
    let before = fs::read(folder.path()).unwrap();
    let opened = Library::open(&folder.path(), Mode::Write);
    assert!(matches!(opened, Err(Error::Foreign { .. })));
    assert!(fs::read(folder.path()).unwrap() == before);
}

#[test]
fn queries_are_kept_by_name() {
    let folder = Folder::new();
    let mut library = folder.open();
    let line = clean_line;
    assert_eq!(library.save(&line("floods"), &line("flood")).unwrap(), None);
    library.save(&line("ไทย"), &line("lang:th")).unwrap();
    let before = library.save(&line("floods"), &line("flood OR น้ำท่วม"));
    assert_eq!(before.unwrap().as_deref(), Some("flood"));
    drop(library);
    let mut library = folder.open();
    let names = |l: &Library| -> Vec<_> {
        let all = l.saved().unwrap().into_iter();
        all.map(|s| (s.name.to_string(), s.query.to_string()))
            .collect()
    };
    let two = [("floods", "flood OR น้ำท่วม"), ("ไทย", "lang:th")];
    assert_eq!(
        names(&library),
        two.map(|(a, b)| (a.to_owned(), b.to_owned()))
    );
    assert_eq!(library.forget("ไทย").unwrap().as_deref(), Some("lang:th"));
    assert_eq!(library.forget("ไทย").unwrap(), None);
    assert_eq!(names(&library).len(), 1);
}
