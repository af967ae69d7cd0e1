//! What the reader sets by hand, from the key to the screen: nobody loses the place, and the opposite
//! key brings everything back.

use khao::app::Msg;
use khao::app::areas::PaneId;
use khao::model::{BlockIx, CommentIx, Document, Raw};
use khao::run::library::Library;
use proptest::prelude::*;

use crate::support::bench::{Bench, fixtures};

fn bench(name: &str, size: (u16, u16)) -> Bench {
    let library = match name {
        "seeds" => Library::seeds(),
        name => fixtures(&[name]),
    };
    let mut bench = Bench::new(library, size);
    bench.keys("enter");
    bench
}

/// Where the reader is: pane, places, folds, search.
fn place(b: &Bench) -> String {
    let r = b.app.reader.as_ref().unwrap();
    let n = r.document.thread.len() as u32;
    let folds: Vec<u32> = (0..n)
        .filter(|i| r.thread.stack.is_folded(CommentIx(*i)))
        .collect();
    format!(
        "{:?} article {} {:?} thread {:?} folds {folds:?} find {:?}",
        r.focus,
        r.article.top,
        r.article.place(),
        r.thread.cursor,
        r.find.as_ref().map(|f| (f.at, f.hits.len())),
    )
}

const BACK: &[(&str, &str)] = &[
    ("g[", "g]"),
    ("g]", "g["),
    ("3g[", "3g]"),
    ("3g]", "3g["),
    ("g] g] g]", "g[ g[ g["),
    ("g[ gx", "gx g]"),
    ("gx", "gx"),
];

#[test]
fn the_opposite_key_brings_document_and_place_back() {
    let befores = [
        "g1",
        "g1 d",
        "g1 G",
        "g2",
        "g2 J",
        "g2 J j j",
        "g2 2J za",
        "g2 zM J",
        "g2 G",
        "g2 zz J j",
        "g2 gt 2J",
        "g1 /the enter n",
        "g3",
    ];
    let mut sizes = [(120, 40), (80, 24), (60, 20), (200, 50)]
        .into_iter()
        .cycle();
    for name in ["seeds", "bridge.json", "talk.txt"] {
        for before in befores {
            let mut b = bench(name, sizes.next().unwrap());
            b.keys(before);
            let document = b.app.reader.as_ref().unwrap().document.clone();
            let was = place(&b);
            for (there, back) in BACK {
                // Its article has but two blocks.
                if (name, *there) == ("talk.txt", "3g[") {
                    continue;
                }
                b.keys(there);
                b.frame();
                let r = b.app.reader.as_ref().unwrap();
                assert_ne!(r.document, document, "{name} {before} {there}");
                assert_eq!(r.document.id, document.id);
                b.keys(back);
                b.frame();
                let r = b.app.reader.as_ref().unwrap();
                assert_eq!(r.document, document, "{name} {before} {there} {back}");
                assert_eq!(place(&b), was, "{name} {before} {there} {back}");
            }
        }
    }
}

#[test]
fn words_that_became_article_are_shown_there() {
    for (size, keys) in [
        ((120, 40), "g2 5J gx"),
        ((60, 20), "g2 5J gx g1"),
        ((60, 20), "g2 5J gx g1 g2 g1"),
    ] {
        let mut b = bench("bridge.json", size);
        let document = b.app.reader.as_ref().unwrap().document.clone();
        let block = document.thread.get(CommentIx(5)).blocks.start;
        let words: String = document.text(block).chars().take(12).collect();
        b.keys(keys);
        let text = b.frame().text();
        assert!(text.contains(&words), "{size:?} {keys}: {words}\n{text}");
        b.keys("gx g1");
        assert_eq!(
            b.app.reader.as_ref().unwrap().article.top,
            0,
            "{size:?} {keys}"
        );
    }
}

#[test]
fn a_selection_goes_along_with_its_words() {
    let mut b = bench("bridge.json", (120, 40));
    b.keys("g2 2J v w g[ y");
    let copied = b.left.pop().unwrap();
    b.keys("g] v w y");
    assert_eq!(b.left.pop().unwrap(), copied);
    // Words that leave the pane leave the selection.
    b.keys("v 5g] y");
    assert!(b.left.is_empty(), "{:?}", b.left);
}

#[test]
fn a_comment_put_elsewhere_stays_chosen_and_comes_back() {
    for name in ["seeds", "bridge.json"] {
        let mut b = bench(name, (120, 40));
        b.keys("g2");
        let document = b.app.reader.as_ref().unwrap().document.clone();
        for at in 1..document.thread.len().min(20) {
            let ix = CommentIx(at as u32);
            let id = document.thread.get(ix).id;
            let key = if document.thread.get(ix).parent.is_some() {
                "gr"
            } else {
                "gR"
            };
            b.keys(&format!("{}G j {key}", at + 1));
            let r = b.app.reader.as_ref().unwrap();
            assert_eq!(
                r.document.thread.get(r.thread.chosen()).id,
                id,
                "{name} {at} {key}"
            );
            assert_eq!(r.thread.cursor.1, 1, "{name} {at}: the same line of it");
            let by_hand = r.document.thread.comments().iter();
            let by_hand = by_hand.filter(|c| c.by == khao::model::By::Reader).count();
            assert_eq!(by_hand, 1, "{name} {at} {key}");
            // Made a root, it stands again where it stood by the same key; a root that answers
            // something is made one again.
            b.keys("gr");
            let r = b.app.reader.as_ref().unwrap();
            assert_eq!(r.document, document, "{name} {at} {key}");
            assert_eq!(r.thread.chosen(), ix);
        }
    }
}

#[test]
fn marks_and_folds_stay_with_their_comments() {
    let mut b = bench("bridge.json", (120, 40));
    b.keys("g2 za 3J m J m m");
    let marks = |b: &Bench| {
        let r = b.app.reader.as_ref().unwrap();
        let all = r.document.thread.comments().iter().enumerate();
        all.map(|(i, c)| {
            let ix = CommentIx(i as u32);
            (c.id, r.thread.read[i], r.thread.stack.is_folded(ix))
        })
        .collect::<Vec<_>>()
    };
    let before = marks(&b);
    b.keys("g1 g[");
    assert_eq!(marks(&b)[1..], before[..]);
    assert!(!marks(&b)[0].1, "what is new is not read");
    b.keys("g] gx gx");
    assert_eq!(marks(&b), before);
}

#[test]
fn a_corrected_document_stays_corrected_and_the_shelf_knows() {
    let mut b = Bench::new(fixtures(&["talk.txt", "flood.json"]), (120, 40));
    b.keys("enter g2 J g]");
    b.keys("q");
    let shown = |b: &Bench| {
        let shelf = &b.app.shelf;
        let rows = (0..shelf.lines.n_items()).filter_map(|i| shelf.row(i));
        rows.map(|row| row.listing.n_comments).collect::<Vec<_>>()
    };
    let n = shown(&b);
    b.keys("enter");
    let r = b.app.reader.as_ref().unwrap();
    assert_eq!(r.document.thread.len(), n[0]);
    assert_eq!(r.document.split.by, khao::model::By::Reader);
    b.keys("gx q");
    assert_eq!(shown(&b)[0], 0);
    assert_eq!(shown(&b)[1], n[1]);
    b.frame();
    b.keys("enter gx g[ q");
    assert_eq!(shown(&b)[0], 3);
}

#[test]
fn an_answer_that_comes_late_is_kept_for_the_next_time() {
    let mut b = Bench::new(fixtures(&["bridge.json", "flood.json"]), (120, 40));
    b.keys("enter g2 5J");
    b.slow = true;
    b.keys("gx");
    let corrected = b.answers();
    b.slow = false;
    b.keys("q");
    for msg in corrected {
        b.msg(msg);
    }
    assert!(b.app.reader.is_none());
    b.keys("enter");
    let r = b.app.reader.as_ref().unwrap();
    assert!(r.document.thread.is_empty());
    assert_eq!(r.focus, PaneId::Thread);
    b.keys("gx");
    let r = b.app.reader.as_ref().unwrap();
    assert_eq!(r.thread.cursor, (CommentIx(5), 0));
}

#[test]
fn corrections_of_two_documents_may_be_under_way() {
    let mut b = Bench::new(fixtures(&["bridge.json", "flood.json"]), (120, 40));
    b.keys("enter g2 20J G g1 g2");
    let first = b.app.reader.as_ref().unwrap().document.clone();
    b.slow = true;
    b.keys("g[ q");
    // The shelf is there at once; only the corrections are late.
    let (shelf, mut late): (Vec<_>, Vec<_>) =
        (b.answers().into_iter()).partition(|msg| matches!(msg, Msg::Arranged { .. }));
    b.slow = false;
    for msg in shelf {
        b.msg(msg);
    }
    b.keys("j enter");
    let second = b.app.reader.as_ref().unwrap().document.clone();
    assert_ne!(first.id, second.id);
    b.slow = true;
    b.keys("gx");
    assert!(b.app.is_changing());
    late.extend(b.answers());
    b.slow = false;
    for msg in late {
        b.msg(msg);
    }
    assert!(!b.app.is_changing());
    let comments = |id| {
        let mut rows = (0..b.app.shelf.lines.n_items()).filter_map(|i| b.app.shelf.row(i));
        let row = rows.find(|row| row.listing.id == id).unwrap();
        row.listing.n_comments
    };
    assert_eq!(comments(first.id), first.thread.len() + 1);
    assert_eq!(comments(second.id), 0);
}

#[test]
fn keys_in_a_hurry_do_what_they_do_at_leisure() {
    for keys in [
        "g2 5J gR gR gR",
        "g2 5J gr gr",
        "g2 5J gR J gR gr",
        "g2 5J gR gR g[ gR",
        "g2 2J g[ g[ g] gx gx",
        "g2 5J 3gR 99gR 2gR",
    ] {
        let mut b = bench("bridge.json", (120, 40));
        b.keys(keys);
        let leisure = b.app.reader.as_ref().unwrap().document.clone();
        let mut b = bench("bridge.json", (120, 40));
        b.slow = true;
        b.keys(keys);
        loop {
            let answers = b.answers();
            if answers.is_empty() {
                break;
            }
            for msg in answers {
                b.msg(msg);
            }
        }
        assert!(!b.app.is_changing());
        assert_eq!(b.app.reader.as_ref().unwrap().document, leisure, "{keys}");
    }
}

#[test]
fn a_reply_is_confirmed_and_then_goes_up_to_every_comment_above() {
    let mut b = bench("talk.txt", (120, 40));
    b.keys("g2 J");
    let by = |b: &Bench| {
        let r = b.app.reader.as_ref().unwrap();
        let c = r.document.thread.get(r.thread.chosen());
        (c.parent, c.by == khao::model::By::Reader)
    };
    let found = by(&b);
    assert_eq!(found, (Some(CommentIx(0)), false));
    b.keys("gR");
    assert_eq!(by(&b), (Some(CommentIx(0)), true), "confirmed");
    b.keys("gr");
    assert_eq!(by(&b), (None, true));
    b.keys("gr");
    assert_eq!(by(&b), found);
    let mut b = bench("bridge.json", (120, 40));
    b.keys("g2 G");
    let at = b.app.reader.as_ref().unwrap().thread.chosen().0;
    b.keys("gr gr");
    let mut last = by(&b).0.map_or(at, |p| p.0);
    while last > 0 {
        b.keys("gR");
        assert_eq!(by(&b).0, Some(CommentIx(last - 1)));
        last -= 1;
    }
    b.keys("gR");
    assert!(
        b.state().contains("Nothing stands further up"),
        "{}",
        b.state()
    );
}

#[test]
fn places_that_were_left_are_found_in_the_document_made_anew() {
    let mut b = bench("bridge.json", (120, 40));
    b.keys("g2 20J G g1");
    let words = |b: &Bench| {
        let r = b.app.reader.as_ref().unwrap();
        r.document.thread.get(r.thread.chosen()).id
    };
    b.keys("<");
    let before = words(&b);
    b.keys("> g[ <");
    assert_eq!(words(&b), before);
}

/// All words in the order of the source.
fn words(d: &Document) -> String {
    let article = BlockIx::each(&d.article.blocks).map(|b| d.text(b));
    let raw = d.raw.iter().map(|raw| match raw {
        Raw::Block(ix) => d.text(*ix),
        Raw::Line(line) => &line.block.text,
    });
    let all: Vec<&str> = article.chain(raw).collect();
    all.join(" ").split_whitespace().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Any keys of a reader who corrects: no word is lost, and the chosen comment stays chosen while it
    /// is one, unless the reader moves or the article brings another.
    #[test]
    fn any_corrections_in_any_order(
        board in any::<bool>(),
        size in 0usize..3,
        keys in proptest::collection::vec(0usize..14, 1..25),
    ) {
        const KEYS: [&str; 14] = [
            "g[", "g]", "2g[", "3g]", "gx", "gr", "gR", "gR", "J", "K", "j", "g1 d g2", "g2", "za",
        ];
        let name = if board { "../load/plain/thai_numbered.txt" } else { "seeds" };
        let mut b = bench(name, [(120, 40), (80, 24), (60, 20)][size]);
        let all = words(&b.app.reader.as_ref().unwrap().document);
        b.keys("g2 J");
        for key in keys {
            let chosen = |b: &Bench| {
                let r = b.app.reader.as_ref().unwrap();
                let thread = &r.document.thread;
                (!thread.is_empty()).then(|| thread.get(r.thread.chosen()).id)
            };
            let before = chosen(&b);
            b.keys(KEYS[key]);
            b.frame();
            let document = b.app.reader.as_ref().unwrap().document.clone();
            prop_assert_eq!(&words(&document), &all, "{}", KEYS[key]);
            let moved = matches!(KEYS[key], "J" | "K" | "j" | "g1 d g2");
            let still_there = document.thread.comments().iter().any(|c| Some(c.id) == before);
            // A comment that a correction had taken away is chosen again when it is back.
            if !moved && still_there && !matches!(KEYS[key], "g[" | "2g[" | "gx") {
                prop_assert_eq!(chosen(&b), before, "{}", KEYS[key]);
            }
        }
    }
}
