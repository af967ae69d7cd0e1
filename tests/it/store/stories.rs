//! Stories on the shelf: one row each, opened to their documents, told apart by the reader.

use insta::assert_snapshot;

use super::relations::relate;
use super::{Folder, document, put, seeds};
use crate::screen::looks;
use crate::support::bench::Bench;
use khao::app::pane::sources::Item;
use khao::model::{DocumentId, InStory};
use khao::run::library::Library as Shelved;

fn session(folder: &Folder) -> Shelved {
    Shelved::open(Some(&folder.path()))
}

/// The program on the documents that ship, all related.
fn bench(folder: &Folder, size: (u16, u16)) -> (Bench, Vec<DocumentId>) {
    let all = seeds();
    let mut library = folder.open();
    put(&mut library, &all);
    library.set_fact("seeds", "given").unwrap();
    drop(library);
    relate(folder);
    let ids = all.iter().map(|d| d.id).collect();
    (Bench::new(session(folder), size), ids)
}

/// What stands on the shelf: the documents of its rows, those below a story behind a `-`, with `+` before what
/// leads one, and the chosen one in brackets.
fn rows(bench: &Bench, ids: &[DocumentId]) -> String {
    let shelf = &bench.app.shelf;
    let rows = (0..shelf.lines.n_items()).map(|at| {
        let row = shelf.row(at).unwrap();
        let id = ids.iter().position(|id| *id == row.listing.id).unwrap();
        let row = match &row.story {
            InStory::Alone => format!("{id}"),
            InStory::Leads(story) => format!("+{id}({})", story.documents.len()),
            InStory::Member(_) => format!("-{id}"),
        };
        if at == shelf.at {
            format!("[{row}]")
        } else {
            row
        }
    });
    rows.collect::<Vec<_>>().join(" ")
}

fn note(bench: &Bench) -> String {
    let note = bench.app.note.as_ref();
    note.map_or_else(String::new, |n| bench.look.lang.note(n))
}

#[test]
fn the_documents_that_ship_are_one_row_and_one_more() {
    let folder = Folder::new();
    let (mut bench, ids) = bench(&folder, (120, 40));
    assert_eq!(rows(&bench, &ids), "[+0(4)] 4");
    let story = bench.app.shelf.row(0).unwrap().story.clone();
    let InStory::Leads(story) = story else {
        panic!("{story:?}");
    };
    assert_eq!((story.n_languages, story.n_comments), (2, 29));
    // Enter opens the one that leads.
    bench.keys("enter");
    assert_eq!(bench.app.reader.as_ref().unwrap().document.id, ids[0]);
    bench.keys("q");
    assert_eq!(rows(&bench, &ids), "[+0(4)] 4");
}

#[test]
fn a_story_is_opened_and_closed() {
    let folder = Folder::new();
    let (mut bench, ids) = bench(&folder, (120, 40));
    let open = rows(bench.keys("right"), &ids);
    assert!(open.starts_with("[+0(4)] -"), "{open}");
    assert_eq!(open.matches('-').count(), 3);
    assert!(open.ends_with(" 4"));
    // Again there is nothing to open.
    assert_eq!(rows(bench.keys("right"), &ids), open);
    // From one of its documents it closes too, and is chosen then.
    bench.keys("j j");
    assert_eq!(rows(bench.keys("left"), &ids), "[+0(4)] 4");
    assert!(rows(bench.keys("za"), &ids).contains('-'));
    assert_eq!(rows(bench.keys("za"), &ids), "[+0(4)] 4");
    bench.keys("j right");
    assert_eq!(
        note(&bench),
        "It stands for itself: no other source is known."
    );
}

#[test]
fn on_a_flat_shelf_each_stands_for_itself() {
    let folder = Folder::new();
    let (mut bench, ids) = bench(&folder, (120, 40));
    assert_eq!(rows(bench.keys("gt"), &ids), "[0] 1 2 3 4");
    bench.keys("j j");
    // What was chosen stands in the row of its story.
    assert_eq!(rows(bench.keys("gt"), &ids), "[+0(4)] 4");
    // A search and another order tell documents.
    assert_eq!(
        rows(bench.keys("= lang:th enter"), &ids)
            .matches('+')
            .count(),
        0
    );
    bench.keys("esc");
    assert_eq!(rows(&bench, &ids), "[+0(4)] 4");
    for (sorted, stories) in [("newest", 1), ("oldest", 1), ("title", 0), ("comments", 0)] {
        let rows = rows(bench.keys("gb"), &ids);
        assert_eq!(rows.matches('+').count(), stories, "{sorted}: {rows}");
    }
    for (group, stories) in [("date", 1), ("outlet", 0), ("language", 0), ("tag", 0)] {
        if group == "date" {
            bench.keys("gb");
        }
        let rows = rows(bench.keys("gB"), &ids);
        assert_eq!(rows.matches('+').count(), stories, "{group}: {rows}");
    }
}

#[test]
fn what_is_not_the_same_story_stands_apart_and_is_undone() {
    let folder = Folder::new();
    let (mut bench, ids) = bench(&folder, (120, 40));
    // Which one is meant is asked first.
    bench.keys("x");
    assert_eq!(note(&bench), "Choose the one that does not belong here.");
    let open = rows(&bench, &ids);
    assert!(open.starts_with("[+0(4)] -1"), "{open}");
    let apart = rows(bench.keys("j x"), &ids);
    assert!(apart.contains("+0(3)") && apart.contains("[1]"), "{apart}");
    assert_eq!(bench.kept(ids[1]).vetoes.len(), 3);
    assert_eq!(bench.kept(ids[2]).vetoes.len(), 1);
    let back = rows(bench.keys("U"), &ids);
    assert!(back.contains("+0(4)"), "{back}");
    assert!(bench.kept(ids[1]).vetoes.is_empty());
    assert!(note(&bench).starts_with("Undone: not the same story"));
    let again = rows(bench.keys("ctrl-r"), &ids);
    assert!(again.contains("+0(3)"), "{again}");
    // It holds at the next start.
    let mut next = Bench::new(session(&folder), (120, 40));
    next.keys("j");
    assert!(rows(&next, &ids).contains("+0(3)"));
}

#[test]
fn a_source_that_is_not_related_goes_and_comes_back_by_undo() {
    let folder = Folder::new();
    let (mut bench, _) = bench(&folder, (120, 40));
    bench.keys("enter g3");
    let sources = |bench: &Bench| -> Vec<DocumentId> {
        let items = bench.app.reader.as_ref().unwrap().sources.items.iter();
        let documents = items.filter_map(|item| match item {
            Item::Document { listing, .. } => Some(listing.id),
            Item::Passage { .. } | Item::Link(_) => None,
        });
        documents.collect()
    };
    let before = sources(&bench);
    assert_eq!(before.len(), 4);
    // What the sources say of the paragraph stands above them.
    let is_document = |bench: &Bench| {
        let sources = &bench.app.reader.as_ref().unwrap().sources;
        matches!(sources.items[sources.chosen], Item::Document { .. })
    };
    while !is_document(&bench) {
        bench.keys("J");
    }
    bench.keys("x");
    assert_eq!(sources(&bench), before[1..]);
    bench.keys("U");
    assert_eq!(sources(&bench), before);
    bench.keys("K x");
    let mut next = Bench::new(session(&folder), (120, 40));
    next.keys("enter");
    assert_eq!(sources(&next), before[1..]);
}

#[test]
fn the_next_unread_is_found_behind_the_one_that_leads() {
    let folder = Folder::new();
    let (mut bench, ids) = bench(&folder, (120, 40));
    bench.keys("enter q j enter q k");
    // The others of the story are not read: it opens to the first of them, and Enter opens that one.
    bench.keys("j tab");
    assert_eq!(rows(&bench, &ids), "+0(4) [-1] -3 -2 4");
    bench.keys("k enter");
    assert_eq!(bench.app.reader.as_ref().unwrap().document.id, ids[0]);
    // From an article the next unread one opens.
    for _ in 0..400 {
        bench.keys("tab");
        if bench.app.reader.as_ref().unwrap().document.id != ids[0] {
            break;
        }
    }
    let open = bench.app.reader.as_ref().unwrap().document.id;
    assert!(ids[1..4].contains(&open));
}

#[test]
fn what_is_found_in_a_closed_story_is_what_enter_opens() {
    let folder = Folder::new();
    let (mut bench, ids) = bench(&folder, (120, 40));
    bench.keys("/ BioSpectium enter");
    assert_eq!(bench.app.shelf.chosen().map(|l| l.id), Some(ids[2]));
    bench.keys("enter");
    assert_eq!(
        bench.app.reader.as_ref().map(|r| r.document.id),
        Some(ids[2])
    );
}

#[test]
fn rows_come_as_they_are_looked_at_with_many_stories() {
    let folder = Folder::new();
    let mut all = Vec::new();
    for story in 0..150 {
        for source in 0..2 {
            let name = format!("Wang{story} Thong{story}");
            all.push(document(
                &serde_json::json!({"khao": 1, "url": format!("https://s{source}.example/{story}"),
                    "title": format!("{name} floods {source}"), "published": "2025-01-02",
                    "blocks": [format!("The Ket{story} river flooded the market of {name}, said Somchai{story}.")]})
                .to_string(),
            ));
        }
    }
    let mut library = folder.open();
    put(&mut library, &all);
    library.set_fact("seeds", "given").unwrap();
    drop(library);
    relate(&folder);
    let mut library = session(&folder);
    let view = khao::query::View::plain("2026-11-24".parse().unwrap());
    let plain = library.arrange_plain(view.clone()).unwrap();
    let first = library.shelved(0, 100).unwrap();
    let whole = library.arrange(view, None, false).unwrap();
    assert_eq!((plain.n_all, whole.n_all, whole.n), (300, 300, 300));
    let n: usize = whole.sections.iter().map(|s| s.n).sum();
    assert_eq!(plain.sections[0].n, n);
    assert!(n < 300, "{n}");
    let rows = library.shelved(0, n).unwrap();
    assert_eq!(rows[..100], first);
    let documents: usize = rows.iter().map(|r| r.story_of().len().max(1)).sum();
    assert_eq!(documents, 300);
}

#[test]
fn stories_are_seen() {
    let folder = Folder::new();
    let (first, _) = bench(&folder, (120, 40));
    drop(first);
    for size in [(120, 40), (80, 24), (60, 20), (40, 12)] {
        for lang in ["en", "th"] {
            let mut bench = Bench::new(session(&folder), size);
            looks(&mut bench, "terminal", lang, true);
            let name = |what: &str| format!("{what}_{lang}_{}x{}", size.0, size.1);
            assert_snapshot!(name("stories"), bench.frame().text());
            bench.keys("right j");
            assert_snapshot!(name("stories_open"), bench.frame().text());
        }
    }
    let mut bench = Bench::new(session(&folder), (80, 12));
    looks(&mut bench, "terminal", "en", false);
    assert_snapshot!("stories_ascii", bench.keys("right").frame().text());
    looks(&mut bench, "terminal", "en", true);
    assert_snapshot!("stories_styles", bench.frame().styled());
}
