//! The panes follow the paragraph that is read: comments, passages of other sources, and the comparison.

use insta::assert_snapshot;
use khao::app::pane::sources::Item;
use khao::load::{Input, load};
use khao::model::{BlockIx, CommentIx};
use khao::run::library::Library;

use crate::screen::looks;
use crate::support::bench::Bench;

/// The seeds, the one with comments opened, at its sixth paragraph: the partners.
fn partners(size: (u16, u16)) -> Bench {
    let mut b = Bench::new(Library::seeds(), size);
    b.keys("enter");
    let comments = |b: &Bench| b.app.reader.as_ref().map_or(0, |r| r.document.thread.len());
    while comments(&b) == 0 {
        b.keys("q j enter");
    }
    while b.app.reader.as_ref().unwrap().linked.current != Some(BlockIx(5)) {
        b.keys("j");
    }
    b
}

/// The passages that are shown of the sources.
fn passages(b: &Bench) -> Vec<String> {
    let reader = b.app.reader.as_ref().unwrap();
    let items = reader.sources.items.iter();
    let passages = items.filter_map(|item| match item {
        Item::Passage {
            document, found, ..
        } => Some(document.text(found.there.block).to_string()),
        _ => None,
    });
    passages.collect()
}

#[test]
fn a_paragraph_brings_its_comments_and_what_the_sources_say() {
    let b = partners((120, 40));
    let reader = b.app.reader.as_ref().unwrap();
    let on: Vec<u32> = reader.linked.on(BlockIx(5)).map(|a| a.comment.0).collect();
    for comment in [11, 18, 21] {
        assert!(on.contains(&comment), "{on:?}");
    }
    let passages = passages(&b);
    let of = |word: &str| passages.iter().filter(|p| p.contains(word)).count();
    // One source leaves the partners out: nothing is shown for it.
    assert_eq!((of("Seoul"), of("โซล")), (1, 1), "{passages:#?}");
    // Their words stand out on both sides.
    let words = &reader.linked.words;
    let text = reader.document.text(BlockIx(5));
    let said: Vec<&str> = words
        .iter()
        .map(|w| &text[w.start as usize..w.end as usize])
        .collect();
    assert!(said.iter().any(|w| w.contains("Vietnam")), "{said:?}");
}

#[test]
fn linked_panes_look_so() {
    for (cols, rows) in [(120, 40), (80, 24), (60, 20)] {
        for lang in ["en", "th"] {
            let mut b = partners((cols, rows));
            looks(&mut b, "terminal", lang, true);
            assert_snapshot!(format!("linked_{lang}_{cols}x{rows}"), b.frame().text());
        }
    }
    let mut b = partners((120, 40));
    assert_snapshot!("linked_styles", b.frame().styled());
    b.keys("gc");
    assert_snapshot!("linked_only", b.frame().text());
    b.keys("gc g2 gg 21J gw");
    assert_snapshot!("linked_why", b.frame().text());
    b.keys("esc g1 gd");
    assert_snapshot!("compare", b.frame().text());
    b.keys("gg");
    assert_snapshot!("compare_styles", b.frame().styled());
    looks(&mut b, "mono", "en", false);
    assert!(b.frame().text().lines().all(|l| !l.contains('▎')));
    b.keys("q @60x20 gd");
    assert_snapshot!("compare_60x20", b.frame().text());
}

#[test]
fn a_tour_of_the_sources_comes_back() {
    let mut b = partners((120, 40));
    let home = b.app.reader.as_ref().unwrap().document.id;
    let mut seen = vec![home];
    for _ in 0..2 {
        b.keys("gS");
        let reader = b.app.reader.as_ref().unwrap();
        assert!(
            !seen.contains(&reader.document.id),
            "it was seen on this tour"
        );
        let block = reader.linked.current.unwrap();
        let text = reader.document.text(block);
        assert!(text.contains("Seoul") || text.contains("โซล"), "{text}");
        seen.push(reader.document.id);
    }
    // Nobody else speaks of it: the tour ends where it began.
    b.keys("gS");
    let reader = b.app.reader.as_ref().unwrap();
    assert_eq!(reader.document.id, home);
    b.keys("q q q");
    let reader = b.app.reader.as_ref().unwrap();
    assert_eq!(
        (reader.document.id, reader.linked.current),
        (home, Some(BlockIx(5)))
    );
}

#[test]
fn a_passage_that_is_refused_stays_so_and_comes_back_undone() {
    let mut b = partners((120, 40));
    let count = |b: &Bench| b.app.reader.as_ref().unwrap().linked.count(BlockIx(5));
    let before = count(&b);
    b.keys("g2 gg 21J");
    let reader = b.app.reader.as_ref().unwrap();
    let id = reader.document.thread.get(CommentIx(21)).id;
    let document = reader.document.id;
    assert_eq!(
        reader.linked.of(CommentIx(21))[0].found.here.block,
        BlockIx(5)
    );
    b.keys("x");
    assert_eq!(count(&b), before - 1);
    assert!(b.kept(document).comments[&id].untied);
    b.keys("q enter");
    assert_eq!(count(&b), before - 1, "it is kept");
    b.keys("U");
    assert_eq!(count(&b), before);
    let kept = b.kept(document).comments;
    assert!(kept.get(&id).is_none_or(|c| !c.untied));
}

#[test]
fn a_source_that_is_refused_says_nothing_more() {
    let mut b = partners((120, 40));
    let n_sources = |b: &Bench| b.app.reader.as_ref().unwrap().linked.sources().len();
    let before = (passages(&b), n_sources(&b));
    // Nothing is chosen in the article: the key refuses nothing.
    b.keys("x");
    assert_eq!((passages(&b), n_sources(&b)), before);
    b.keys("g3");
    let is_document = |b: &Bench| {
        let sources = &b.app.reader.as_ref().unwrap().sources;
        matches!(sources.items[sources.chosen], Item::Document { .. })
    };
    while !is_document(&b) {
        b.keys("J");
    }
    b.keys("x");
    assert_eq!(n_sources(&b), before.1 - 1);
    assert!(
        passages(&b).len() < before.0.len(),
        "it was the first of them"
    );
    b.keys("U");
    assert_eq!(n_sources(&b), before.1);
    assert_eq!(passages(&b).len(), before.0.len());
}

#[test]
fn panes_that_are_linked_anew_count_nothing_twice() {
    let mut b = partners((120, 40));
    let count = |b: &Bench| b.app.reader.as_ref().unwrap().linked.count(BlockIx(5));
    let before = count(&b);
    b.slow = true;
    b.keys("gl gl gl gl");
    let answers = b.answers();
    for msg in answers {
        b.msg(msg);
    }
    assert_eq!(count(&b), before);
}

#[test]
fn near_copies_stand_in_one_row() {
    let mut library = Library::seeds();
    let bytes = std::fs::read("seeds/001_7d25829b31134106.txt").unwrap();
    for desk in ["north", "south", "east"] {
        let line = format!("\n\nReported by our desk in the {desk}.\n");
        let input = Input {
            bytes: [&bytes, line.as_bytes()].concat(),
            name: format!("{desk}.txt"),
            ..Input::default()
        };
        load(&input).unwrap().documents.into_iter().for_each(|d| {
            library.add(d);
        });
    }
    let mut b = Bench::new(library, (120, 40));
    b.keys("enter");
    let comments = |b: &Bench| b.app.reader.as_ref().map_or(0, |r| r.document.thread.len());
    while comments(&b) == 0 {
        b.keys("q j enter");
    }
    let items = &b.app.reader.as_ref().unwrap().sources.items;
    let copies: Vec<usize> = items
        .iter()
        .filter_map(|item| match item {
            Item::Document { relation, .. } => Some(relation.n_copies),
            _ => None,
        })
        .collect();
    assert_eq!(copies.iter().filter(|n| **n == 3).count(), 1, "{copies:?}");
    assert_eq!(copies.iter().sum::<usize>(), 3, "{copies:?}");
    b.keys("g3 zz");
    assert!(
        b.frame().text().contains("4 copies"),
        "{}",
        b.frame().text()
    );
}

#[test]
fn plain_reading_has_nothing_of_it() {
    let mut b = partners((120, 40));
    let before = passages(&b);
    assert_eq!(before.len(), 2);
    b.keys("gl");
    let reader = b.app.reader.as_ref().unwrap();
    assert!(reader.linked.is_empty() && passages(&b).is_empty());
    assert_eq!(reader.article.gutter, 0);
    b.keys("gl");
    assert_eq!(passages(&b), before);
}
