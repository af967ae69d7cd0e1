//! The shelf on a library that does not fit its screen: rows come as they are looked at.

mod elsewhere;

use std::collections::BTreeMap;

use khao::app::areas::PaneId;
use khao::app::pane::shelf::ShelfLine;
use khao::model::{Document, Group, Listing, Marks, SectionKey, Sort, State};
use khao::query::View;
use khao::run::library::Library as Shelved;
use khao::text::clean_line;
use proptest::prelude::*;

use super::{Folder, document, put, query};
use crate::support::bench::Bench;

const SIZE: (u16, u16) = (100, 20);

/// So many documents, of three outlets, two languages, several days and numbers of comments.
fn documents(n: usize) -> Vec<Document> {
    (0..n)
        .map(|i| {
            let outlet = ["Post", "Daily", ""][i % 3];
            let day = format!("20{:02}-{:02}-{:02}", 18 + i % 8, 1 + i % 12, 1 + i % 28);
            let published = if i % 7 == 0 { String::new() } else { day };
            let words = match i % 5 {
                0 => "แม่น้ำล้นตลิ่งท่วมเมืองเก่าเมื่อคืนวันจันทร์",
                _ => "The river rose by two metres on Monday night",
            };
            let comments: Vec<String> = (0..i % 4)
                .map(|c| format!(r#"{{"id":"{i}-{c}","author":"Ann","text":"comment {c} of {i}"}}"#))
                .collect();
            document(&format!(
                r#"{{"khao":1,"url":"https://a.example/{i}","title":"News {i:04}","outlet":"{outlet}",
                "published":"{published}","blocks":["{words}, {i}."],"comments":[{}]}}"#,
                comments.join(",")
            ))
        })
        .collect()
}

/// A library that has them, with some read, some starred and some tagged.
pub(super) fn library(folder: &Folder, n: usize) -> Vec<(Document, State)> {
    let mut library = folder.open();
    let documents = documents(n);
    // Two imports: the second stands before the first.
    let (first, second) = documents.split_at(n / 2);
    put(&mut library, first);
    drop(library);
    let mut library = folder.open();
    put(&mut library, second);
    library.set_fact("seeds", "given").unwrap();
    let all = second.iter().chain(first).cloned().enumerate();
    all.map(|(i, d)| {
        let mut state = State {
            read: i % 3 == 0,
            starred: i % 11 == 0,
            ..State::default()
        };
        if i % 13 == 0 {
            state.tags.insert(clean_line("rail"));
        }
        if i % 26 == 0 {
            state.tags.insert(clean_line("sea"));
        }
        library.set_state(d.id, &state).unwrap();
        (d, state)
    })
    .collect()
}

pub(super) fn session(folder: &Folder) -> Bench {
    let mut library = Shelved::open(Some(&folder.path()));
    library.settle().unwrap();
    assert_eq!(library.notes(), []);
    Bench::new(library, SIZE)
}

/// Every line on the screen is there, and what is chosen is on it.
fn check(bench: &Bench) {
    let shelf = &bench.app.shelf;
    for row in 0..shelf.rows {
        match shelf.lines.at(shelf.top + row) {
            Some(ShelfLine::Item(item)) => assert!(shelf.row(item).is_some(), "{item}"),
            Some(ShelfLine::Context(item)) => assert!(shelf.row(item).unwrap().hit.is_some()),
            Some(ShelfLine::Heading(..)) | None => {}
        }
    }
    let at = shelf.lines.line_of(shelf.at);
    assert!((shelf.top..shelf.top + shelf.rows).contains(&at) || shelf.lines.is_empty());
}

#[test]
fn rows_come_as_they_are_looked_at() {
    let folder = Folder::new();
    let all = library(&folder, 900);
    let mut bench = session(&folder);
    assert_eq!(bench.app.shelf.n_all, 900);
    assert_eq!(bench.app.shelf.n_unread, Some(600));
    let chosen = |bench: &Bench| bench.app.shelf.chosen().map(|l| l.id);
    for (keys, at) in [
        ("j", 1),
        ("space space", 36),
        ("G", 899),
        ("k", 898),
        ("gg", 0),
        ("500j", 500),
        ("b", 483),
        ("200K", 283),
    ] {
        bench.keys(keys);
        check(&bench);
        let is = bench.app.shelf.at;
        assert!(is.abs_diff(at) <= 2, "{keys}: {is}");
        assert_eq!(chosen(&bench), Some(all[is].0.id), "{keys}");
    }
    // Far fewer rows are held than there are.
    assert!(
        (0..900)
            .filter(|i| bench.app.shelf.row(*i).is_some())
            .count()
            < 200
    );
    // What is typed before the rows are there is not lost.
    bench.slow = true;
    bench.keys("gg G enter");
    for msg in bench.answers() {
        bench.msg(msg);
    }
    bench.slow = false;
    for msg in bench.answers() {
        bench.msg(msg);
    }
    let open = bench.app.reader.as_ref().unwrap();
    assert_eq!(open.document.id, all[899].0.id);
}

#[test]
fn tab_finds_what_is_unread_wherever_it_is() {
    let folder = Folder::new();
    let all = library(&folder, 400);
    let mut library = folder.open();
    for (i, (d, state)) in all.iter().enumerate() {
        let read = i != 350;
        library
            .set_state(
                d.id,
                &State {
                    read,
                    ..state.clone()
                },
            )
            .unwrap();
    }
    drop(library);
    let mut bench = session(&folder);
    assert_eq!(bench.app.shelf.n_unread, Some(1));
    bench.keys("tab");
    check(&bench);
    assert_eq!(bench.app.shelf.at, 350);
    bench.keys("enter g2 M q gg tab");
    assert_eq!(bench.app.shelf.n_unread, Some(0));
    assert_eq!(bench.app.shelf.at, 0, "nothing is unread");
}

#[test]
fn a_search_shows_its_words_and_opens_at_them() {
    let folder = Folder::new();
    library(&folder, 300);
    let mut bench = session(&folder);
    bench.keys("= comment space 2 space of space 299 enter");
    check(&bench);
    let shelf = &bench.app.shelf;
    assert_eq!((shelf.n_found(), shelf.n_all), (1, 300));
    let hit = shelf.row(0).unwrap().hit.clone().unwrap();
    assert_eq!(hit.comment.as_ref().unwrap().1.as_deref(), Some("Ann"));
    assert!(hit.snippet.contains("comment 2 of 299"));
    bench.keys("enter");
    let reader = bench.app.reader.as_ref().unwrap();
    assert_eq!(reader.thread.chosen().0, 2);
    assert!(reader.find.as_ref().is_some_and(|f| f.hits.len() >= 4));
    // A hit in the article leaves the comments where they were read to.
    bench.keys("g2 gg J q q = river space 299 enter enter");
    let reader = bench.app.reader.as_ref().unwrap();
    assert_eq!(
        (reader.thread.chosen().0, reader.focus),
        (1, PaneId::Article)
    );
    bench.keys("q q");
    assert_eq!(bench.app.shelf.n_found(), 300);
}

/// The sections of a document.
fn keys(l: &Listing, state: &State, view: &View) -> Vec<SectionKey> {
    let name = |name: Option<&str>| vec![SectionKey::named(name.map(clean_line))];
    match view.group {
        Group::Nothing => vec![SectionKey::Whole],
        Group::Date => vec![SectionKey::of_day(
            l.published.map(khao::model::When::date),
            view.today,
        )],
        Group::Outlet => name(l.outlet.as_deref()),
        Group::Language => name(l.lang.code()),
        Group::Tag if state.tags.is_empty() => vec![SectionKey::Missing],
        Group::Tag => state.tags.iter().cloned().map(SectionKey::Named).collect(),
    }
}

fn ordered(all: &[(Document, State)], view: &View) -> BTreeMap<usize, Vec<usize>> {
    let rows: Vec<(Listing, &State)> = all.iter().map(|(d, s)| (Listing::of(d), s)).collect();
    let mut found: Vec<usize> = (0..all.len())
        .filter(|i| {
            view.query
                .finds(&khao::query::Subject::of(&all[*i].0), &all[*i].1)
        })
        .collect();
    let row = |i: &usize| &rows[*i].0;
    // Behind the order that is asked for stands the one in which they came, the second import last.
    found.sort_by_key(|i| (*i + all.len() / 2) % all.len());
    match view.sort {
        Sort::Added | Sort::Best => found.sort_unstable(),
        Sort::Newest => found.sort_by_key(|i| std::cmp::Reverse(row(i).published)),
        Sort::Oldest => found.sort_by_key(|i| (row(i).published.is_none(), row(i).published)),
        Sort::Title => found.sort_by_key(|i| row(i).title.to_lowercase()),
        Sort::Comments => found.sort_by_key(|i| std::cmp::Reverse(row(i).n_comments)),
    }
    let mut sections: Vec<(SectionKey, Vec<usize>)> = Vec::new();
    for i in found {
        for key in keys(&rows[i].0, rows[i].1, view) {
            match sections.iter_mut().find(|(k, _)| *k == key) {
                Some((_, of)) => of.push(i),
                None => sections.push((key, vec![i])),
            }
        }
    }
    sections.sort_by(|a, b| a.0.cmp_by(&b.0, view.sort));
    sections.into_iter().map(|s| s.1).enumerate().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Rows asked for piece by piece are those of the whole order, for every order, group and filter.
    #[test]
    fn pieces_are_the_whole(
        sort in prop::sample::select(vec![
            Sort::Added, Sort::Newest, Sort::Oldest, Sort::Title, Sort::Comments,
        ]),
        typed in prop::sample::select(vec![
            "", "unread", "starred", "tag:rail", "lang:th", "comments>1 outlet:post", "-outlet:daily unread",
            "after:2020-06 OR starred", "แม่น้ำ", "river -unread",
        ]),
        group in prop::sample::select(vec![
            Group::Nothing, Group::Date, Group::Outlet, Group::Language, Group::Tag,
        ]),
        step in 1usize..40,
    ) {
        let folder = Folder::new();
        let all = library(&folder, 120);
        let mut shelved = Shelved::open(Some(&folder.path()));
        let view = View { query: query(typed), sort, group, ..View::plain("2026-11-24".parse().unwrap()) };
        let wanted = ordered(&all, &view);
        let arranged = shelved.arrange(view, None, false).unwrap();
        let sizes: Vec<usize> = arranged.sections.iter().map(|s| s.n).collect();
        prop_assert_eq!(sizes, wanted.values().map(Vec::len).collect::<Vec<_>>());
        let mut rows = Vec::new();
        loop {
            let more = shelved.shelved(rows.len(), rows.len() + step).unwrap();
            if more.is_empty() {
                break;
            }
            rows.extend(more);
        }
        let wanted: Vec<usize> = wanted.into_values().flatten().collect();
        prop_assert_eq!(rows.len(), wanted.len());
        for (row, i) in rows.iter().zip(wanted) {
            let (document, state) = &all[i];
            prop_assert_eq!(&row.listing, &Listing::of(document));
            prop_assert_eq!(&row.marks, &Marks::of(state));
        }
    }
}

#[test]
fn hits_under_headings_are_the_best_first_and_all_there() {
    let folder = Folder::new();
    let all = library(&folder, 200);
    let mut shelved = Shelved::open(Some(&folder.path()));
    let view = View {
        query: query("river"),
        sort: Sort::Best,
        group: Group::Language,
        ..View::plain("2026-11-24".parse().unwrap())
    };
    // One that is not found stays where it is looked at, behind the others of its section.
    let kept = all
        .iter()
        .find(|(d, _)| d.blocks[0].text.contains("แม่น้ำ"))
        .unwrap();
    let arranged = shelved.arrange(view, Some((kept.0.id, 0)), true).unwrap();
    assert_eq!(arranged.n, 161);
    assert_eq!(arranged.sections.len(), 2);
    let rows = shelved.shelved(0, 500).unwrap();
    assert_eq!(rows.len(), 161);
    assert_eq!(rows[arranged.at.unwrap()].listing.id, kept.0.id);
}

#[test]
fn a_document_under_two_headings_counts_once_and_the_choice_stays_there() {
    let folder = Folder::new();
    library(&folder, 60);
    let mut bench = session(&folder);
    bench.keys("=has:tag enter gB gB gB gB");
    let shelf = &bench.app.shelf;
    assert_eq!((shelf.n_found(), shelf.lines.n_items()), (5, 8));
    // The last one stands under "sea" as well as under "rail".
    bench.keys("G");
    let (at, id) = (bench.app.shelf.at, bench.app.shelf.chosen().unwrap().id);
    bench.keys("enter q");
    assert_eq!(bench.app.shelf.at, at);
    assert_eq!(bench.app.shelf.chosen().unwrap().id, id);
}
