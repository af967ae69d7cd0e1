//! What the library knows of how its documents belong together: it is made behind everything else, goes with
//! the documents, and never forgets what the reader vetoed.

use std::collections::BTreeSet;
use std::fs;

use super::{Folder, document, put, seeds};
use khao::model::{Change, DocumentId, Kind};
use khao::query::View;
use khao::run::library::Relater;
use khao::store::{Library, Salvaged, salvage};
use rusqlite::Connection;

const VERSION_2: &str = include_str!("../../../src/store/schema/version-2.sql");

/// Relates all that is left, some at a time.
pub(crate) fn relate(folder: &Folder) {
    let mut relater = Relater::open(&folder.path()).unwrap();
    while relater.step(3, || true).unwrap() {}
    assert_eq!(relater.n_left().unwrap(), 0);
}

/// The reader says so, or takes it back.
fn veto(library: &mut Library, a: DocumentId, b: DocumentId, kind: Kind, on: bool) {
    let change = [Change::Veto(b, kind, on)];
    library.change(a, |state| state.with(&change)).unwrap();
}

/// What is tied to a document.
fn ties(library: &Library, id: DocumentId) -> BTreeSet<(DocumentId, Kind)> {
    let ties = library.ties(id).unwrap().unwrap();
    let order = View::plain("2026-11-24".parse().unwrap());
    let order = library.order(&order, None).unwrap();
    let n = library.number_of(id).unwrap().unwrap();
    let row = library.kept_rows(&order, &[n]).unwrap().remove(0).1;
    assert_eq!(row.listing.n_sources, Some(ties.len()), "the shelf says so");
    ties.into_iter().map(|(id, tie)| (id, tie.kind)).collect()
}

/// The documents of each story.
fn stories(library: &Library) -> Vec<Vec<DocumentId>> {
    let stories = library.stories().unwrap();
    let mut out: Vec<Vec<DocumentId>> = Vec::new();
    let mut seen = BTreeSet::new();
    for l in library.listings().unwrap() {
        let n = library.number_of(l.id).unwrap().unwrap();
        if let Some(story) = stories.of(n).filter(|s| seen.insert(*s)) {
            let members = stories.members(story).iter();
            out.push(
                members
                    .map(|n| library.id_of(*n).unwrap().unwrap())
                    .collect(),
            );
        }
    }
    out
}

/// A library with the documents that ship, related, and their identities.
fn related() -> (Folder, Vec<DocumentId>) {
    let folder = Folder::new();
    let all = seeds();
    put(&mut folder.open(), &all);
    relate(&folder);
    (folder, all.iter().map(|d| d.id).collect())
}

#[test]
fn the_documents_that_ship_are_one_story_and_its_background() {
    let (folder, ids) = related();
    let library = folder.open();
    assert_eq!(stories(&library), [ids[..4].to_vec()]);
    for (at, id) in ids.iter().enumerate() {
        let wanted = ids.iter().enumerate().filter(|(other, _)| *other != at);
        let wanted = wanted.map(|(other, id)| match (at, other) {
            (4, _) | (_, 4) => (*id, Kind::Background),
            _ => (*id, Kind::Story),
        });
        assert_eq!(ties(&library, *id), wanted.collect());
    }
}

#[test]
fn relating_again_changes_nothing_and_the_order_neither() {
    let (folder, ids) = related();
    let scores = |f: &Folder| -> Vec<_> {
        let library = f.open();
        ids.iter().map(|id| library.ties(*id).unwrap()).collect()
    };
    let before = scores(&folder);
    relate(&folder);
    assert_eq!(scores(&folder), before);
    let other = Folder::new();
    let mut all = seeds();
    all.reverse();
    put(&mut other.open(), &all);
    relate(&other);
    let (one, two) = (scores(&folder), scores(&other));
    assert_eq!(one, two);
}

#[test]
fn a_veto_holds_for_ever_and_is_taken_back() {
    let (folder, ids) = related();
    let mut library = folder.open();
    veto(&mut library, ids[3], ids[0], Kind::Background, true);
    let without = |library: &Library| {
        assert!(ties(library, ids[0]).iter().all(|(id, _)| *id != ids[3]));
        assert!(ties(library, ids[3]).iter().all(|(id, _)| *id != ids[0]));
        assert_eq!(stories(library).len(), 1);
        assert_eq!(stories(library)[0].len(), 3, "not both of them");
    };
    without(&library);
    // It is removed and comes again.
    library.remove(ids[3]).unwrap();
    assert_eq!(stories(&library)[0].len(), 3);
    put(&mut library, &seeds());
    drop(library);
    relate(&folder);
    let mut library = folder.open();
    without(&library);
    veto(&mut library, ids[0], ids[3], Kind::Background, false);
    assert_eq!(stories(&library)[0].len(), 4);
    assert!(ties(&library, ids[0]).contains(&(ids[3], Kind::Story)));
}

#[test]
fn what_is_not_the_same_story_may_be_background() {
    let (folder, ids) = related();
    let mut library = folder.open();
    for other in 1..4 {
        veto(&mut library, ids[0], ids[other], Kind::Story, true);
    }
    assert_eq!(stories(&library), [ids[1..4].to_vec()]);
    assert!(ties(&library, ids[0]).contains(&(ids[1], Kind::Background)));
    for other in 1..4 {
        veto(&mut library, ids[other], ids[0], Kind::Story, false);
    }
    assert_eq!(stories(&library), [ids[..4].to_vec()]);
}

#[test]
fn what_is_removed_or_changed_leaves_nothing_behind() {
    let (folder, ids) = related();
    let mut library = folder.open();
    for id in &ids {
        library.remove(*id).unwrap();
    }
    drop(library);
    let conn = Connection::open(folder.path()).unwrap();
    for (table, n) in [("signature", "n"), ("posting", "n"), ("relation", "a")] {
        let sql = format!("SELECT count(*) FROM {table} WHERE {n} >= 0");
        let n: i64 = conn.query_row(&sql, [], |r| r.get(0)).unwrap();
        assert_eq!(n, 0, "{table}");
    }
    drop(conn);
    let mut library = folder.open();
    put(&mut library, &seeds());
    relate(&folder);
    // One whose article is another now belongs to others.
    let url = seeds()[1].url.clone();
    let json = serde_json::json!({"khao": 1, "url": url.as_deref(), "blocks": ["It rained."]});
    let mut changed = document(&json.to_string());
    changed.id = ids[1];
    put(&mut library, &[changed]);
    assert_eq!(library.ties(ids[1]).unwrap(), None);
    relate(&folder);
    assert_eq!(library.ties(ids[1]).unwrap(), Some(Vec::new()));
    assert_eq!(stories(&library), [vec![ids[0], ids[2], ids[3]]]);
}

/// A library as version 2 had it.
fn old() -> (Folder, Vec<DocumentId>) {
    old_with("")
}

/// One with what `first` puts there before all others.
fn old_with(first: &str) -> (Folder, Vec<DocumentId>) {
    let (made, ids) = related();
    let folder = Folder::new();
    let conn = Connection::open(folder.path()).unwrap();
    conn.execute_batch(VERSION_2).unwrap();
    conn.execute_batch(&format!(
        "PRAGMA application_id = 0x6b68616f; PRAGMA user_version = 2; PRAGMA journal_mode = WAL;
        ATTACH '{}' AS new",
        made.path().display()
    ))
    .unwrap();
    conn.execute_batch(first).unwrap();
    for table in ["document", "body", "term", "fact"] {
        let copy = format!("INSERT INTO main.{table} SELECT * FROM new.{table}");
        conn.execute_batch(&copy).unwrap();
    }
    conn.execute_batch("DELETE FROM fact").unwrap();
    (folder, ids)
}

#[test]
fn one_of_version_2_is_brought_up_and_related() {
    let (folder, ids) = old();
    let library = folder.open();
    assert!(library.copy().unwrap().ends_with("library.db.version-2"));
    assert_eq!(library.ties(ids[0]).unwrap(), None);
    assert_eq!(library.len().unwrap(), 5);
    drop(library);
    relate(&folder);
    let library = folder.open();
    assert_eq!(stories(&library), [ids[..4].to_vec()]);
    assert_eq!(library.copy(), None);
}

/// Harms a page, and saves what can be read.
fn harmed(folder: &Folder, page: usize) -> (Library, Salvaged) {
    let mut bytes = fs::read(folder.path()).unwrap();
    bytes[page * 4096..(page + 1) * 4096].fill(0);
    fs::write(folder.path(), bytes).unwrap();
    let (library, saved) = salvage(&folder.path(), "2026-11-24").unwrap();
    (library, saved.unwrap())
}

/// What of it stands where a new library has other tables is not taken for theirs.
#[test]
fn one_of_version_2_that_is_damaged_is_saved() {
    for index in [None, Some("document_at")] {
        // The first page behind those where tables begin is one of what was done with comments.
        let (folder, ids) = old_with(
            "WITH RECURSIVE count(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM count WHERE i < 400)
            INSERT INTO main.done_comment(id, comment, read) SELECT id, i, 1 FROM new.document, count;
            INSERT INTO main.tag(id, tag) SELECT id, 'a tag' FROM new.document;
            INSERT INTO main.parent(id, comment, parent) SELECT id, 7, NULL FROM new.document;
            INSERT INTO main.saved(name, query) VALUES('floods', 'flood');",
        );
        let conn = Connection::open(folder.path()).unwrap();
        let page = index.map_or(1, |name| {
            let sql = "SELECT rootpage FROM sqlite_schema WHERE name = ?1";
            conn.query_row(sql, [name], |r| r.get::<_, u32>(0)).unwrap() as usize
        });
        drop(conn);
        let whole = Folder::new();
        fs::copy(folder.path(), whole.path()).unwrap();
        let whole = whole.open();
        let (library, saved) = harmed(&folder, page - 1);
        assert_eq!((saved.n_documents, saved.lost.len()), (5, 0));
        // Without its first page nobody knows what there was.
        assert_eq!(saved.whole, index.is_some());
        for id in ids {
            let state = library.state(id).unwrap();
            assert_eq!(state.comments.len(), 400);
            assert!(state == whole.state(id).unwrap(), "{index:?} {id}");
            assert_eq!(library.get(id).unwrap(), whole.get(id).unwrap());
        }
        assert_eq!(library.saved().unwrap().len(), 1);
        assert_eq!(library.examine().unwrap(), Vec::<String>::new());
    }
}

/// Either side tells of it.
#[test]
fn half_of_a_veto_is_saved_as_a_whole_one() {
    for side in [0, 1] {
        let (folder, ids) = related();
        let mut library = folder.open();
        veto(&mut library, ids[0], ids[1], Kind::Story, true);
        drop(library);
        let conn = Connection::open(folder.path()).unwrap();
        let n = conn.execute("DELETE FROM veto WHERE n % 2 = ?1", [side]);
        assert_eq!(n, Ok(1));
        drop(conn);
        let (library, _) = harmed(&folder, 0);
        let vetoes = |at: usize| library.state(ids[at]).unwrap().vetoes;
        assert_eq!(vetoes(0), [(ids[1], Kind::Story)].into());
        assert_eq!(vetoes(1), [(ids[0], Kind::Story)].into());
    }
}

/// One whose first page is lost is given that of a new one.
#[test]
fn its_tables_begin_where_those_of_a_new_one_do() {
    let (folder, _) = old();
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
    let (a, b) = (roots(&folder), roots(&new));
    for (a, b) in a.iter().zip(&b) {
        assert_eq!(a, b);
    }
    assert_eq!(a, b);
}

#[test]
fn what_is_vetoed_is_saved_from_a_damaged_library_and_the_rest_is_made_anew() {
    let (folder, ids) = related();
    let mut library = folder.open();
    veto(&mut library, ids[0], ids[1], Kind::Story, true);
    veto(&mut library, ids[2], ids[4], Kind::Background, true);
    let before: Vec<_> = ids
        .iter()
        .map(|id| library.state(*id).unwrap().vetoes)
        .collect();
    drop(library);
    let mut bytes = fs::read(folder.path()).unwrap();
    bytes[..4096].fill(0);
    fs::write(folder.path(), bytes).unwrap();
    let (library, saved) = salvage(&folder.path(), "2026-11-24").unwrap();
    assert!(saved.unwrap().whole);
    let after: Vec<_> = ids
        .iter()
        .map(|id| library.state(*id).unwrap().vetoes)
        .collect();
    assert_eq!(after, before);
    assert_eq!(library.ties(ids[0]).unwrap(), None);
    drop(library);
    relate(&folder);
    let library = folder.open();
    assert!(ties(&library, ids[0]).contains(&(ids[1], Kind::Background)));
    assert!(ties(&library, ids[2]).iter().all(|(id, _)| *id != ids[4]));
}
