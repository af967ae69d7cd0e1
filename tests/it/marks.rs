//! What the reader did, as it is seen: signs on the shelf, in the head of the article and on comments.

use insta::assert_snapshot;

use crate::screen::looks;
use crate::support::bench::Bench;
use crate::undo::library;

/// Things were set: on the article, on two comments, on another article.
const SET: &str = "s t flood space rail enter gn look @paste:\u{a0}again enter j s k enter g2 J s \
                   J gn so enter gn x esc";

fn bench(size: (u16, u16), lang: &str, utf8: bool) -> Bench {
    let folder = tempfile::tempdir().unwrap();
    let mut bench = Bench::new(library(&folder), size);
    looks(&mut bench, "terminal", lang, utf8);
    bench.keys(SET);
    bench
}

#[test]
fn stars_tags_notes_and_what_is_new_are_seen() {
    for size in [(120, 24), (80, 24), (60, 20)] {
        for lang in ["en", "th"] {
            let name = |what: &str| format!("{what}_{lang}_{}x{}", size.0, size.1);
            let mut b = bench(size, lang, true);
            assert_snapshot!(name("marks_thread"), b.frame().text());
            b.keys("U");
            assert_snapshot!(name("marks_undone"), b.frame().text());
            b.keys("ctrl-r g1");
            assert_snapshot!(name("marks_article"), b.frame().text());
            b.keys("q");
            assert_snapshot!(name("marks_shelf"), b.frame().text());
        }
    }
    let mut b = bench((120, 12), "en", true);
    b.keys("gw");
    assert_snapshot!("marks_why", b.frame().text());
    b.keys("esc zM zz");
    assert_snapshot!("marks_folded", b.frame().text());
    let mut b = bench((80, 16), "en", false);
    let text = b.keys("g1").frame().text();
    assert!(text.is_ascii(), "{text}");
    assert_snapshot!("marks_ascii", text);
}

#[test]
fn they_are_told_apart_by_their_styles() {
    let mut b = bench((80, 14), "en", true);
    assert_snapshot!("marks_styles", b.frame().styled());
    b.keys("q");
    assert_snapshot!("marks_shelf_styles", b.frame().styled());
    looks(&mut b, "mono", "en", true);
    b.keys("enter");
    assert_eq!(b.frame().colours(), []);
}
