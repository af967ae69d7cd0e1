use std::collections::BTreeMap;

use super::asked::all_of;
use super::*;
use crate::model::{DocumentId, Relation};
use crate::relate::Index;

#[test]
fn two_threads_keep_the_order() {
    for n in [0, 1, 2, 3, 500] {
        let items: Vec<usize> = (0..n).collect();
        let doubled: Vec<usize> = items.iter().map(|i| i * 2).collect();
        assert_eq!(by_two(&items, |i| i * 2), doubled);
    }
}

#[test]
fn today_is_the_day_of_the_clock() {
    // Both sides of midnight, should the test run at it.
    let before = jiff::Zoned::now().date();
    let day = today();
    assert!((before..=jiff::Zoned::now().date()).contains(&day));
}

/// The relations of the documents that ship, as the index in memory has them.
fn by_index(library: &Library) -> Vec<(DocumentId, Vec<Relation>)> {
    let mut index = Index::new();
    index.set_today(Some(today()));
    library.documents().for_each(|d| index.add(d));
    let ids = library.documents().map(|d| d.id);
    ids.map(|id| (id, index.relations(id))).collect()
}

/// Whether two ways of relating tell the same, with scores that are all but the same.
fn check(got: &[(DocumentId, Vec<Relation>)], wanted: &[(DocumentId, Vec<Relation>)]) {
    let told = |all: &[(DocumentId, Vec<Relation>)]| -> BTreeMap<String, f32> {
        let mut out = BTreeMap::new();
        for (id, relations) in all {
            for r in relations {
                let why: Vec<&str> = r.why.iter().map(|r| &*r.text).collect();
                let line = format!("{id} {} {} {}", r.other, r.kind.name(), why.join(", "));
                out.insert(line, r.score);
            }
        }
        out
    };
    let (got, wanted) = (told(got), told(wanted));
    assert!(!wanted.is_empty());
    let lines = |of: &BTreeMap<String, f32>| of.keys().cloned().collect::<Vec<_>>();
    assert_eq!(lines(&got), lines(&wanted));
    for (line, score) in got {
        assert!(
            (wanted[&line] - score).abs() < 0.05,
            "{line} {score} {}",
            wanted[&line]
        );
    }
}

#[test]
fn signatures_say_what_the_index_says() {
    let library = Library::seeds();
    check(&all_of(&library.documents), &by_index(&library));
}

#[test]
fn signatures_that_cannot_be_read_come_to_an_end() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    Library::open(Some(&path)).settle().unwrap();
    let mut relater = Library::open(Some(&path)).relating();
    // All have a signature then.
    assert!(relater.step(5, || true).unwrap());
    let conn = rusqlite::Connection::open(&path).unwrap();
    let n = conn.execute("UPDATE signature SET traits = x'ff'", []);
    assert_eq!(n, Ok(5));
    let n_steps = (0..20).take_while(|_| relater.step(2, || true).unwrap());
    assert!(n_steps.count() < 20);
    assert_eq!(relater.n_left().unwrap(), 0);
}

#[test]
fn what_another_program_counted_is_learnt() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    Library::open(Some(&path)).settle().unwrap();
    let mut relater = Library::open(Some(&path)).relating();
    assert_eq!(relater.rarities.library().n, 0);
    let conn = rusqlite::Connection::open(&path).unwrap();
    let sql = "INSERT INTO posting(n, documents)
        VALUES(-1, x'323032362d31312d32360900000001000000')";
    conn.execute(sql, []).unwrap();
    relater.step(5, || true).unwrap();
    assert_eq!(relater.rarities.library().n, 9);
}

#[test]
fn the_library_says_what_the_index_says() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    Library::open(Some(&path)).settle().unwrap();
    let mut relater = Library::open(Some(&path)).relating();
    assert_eq!(relater.n_left().unwrap(), 5);
    while relater.step(2, || true).unwrap() {}
    assert_eq!(relater.n_left().unwrap(), 0);
    let wanted = by_index(&Library::seeds());
    let got = wanted.iter().map(|(id, _)| {
        let related = relater.related(*id, || true).unwrap();
        assert_eq!(related.relations.len(), related.listings.len());
        (*id, related.relations)
    });
    check(&got.collect::<Vec<_>>(), &wanted);
}
