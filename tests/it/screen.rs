//! Whole frames, as a person sees them. The pictures stand in `tests/it/snapshots`; every frame
//! that any test draws is checked for whole glyphs and a cursor inside the screen.

use insta::assert_snapshot;
use khao::app::Msg;
use khao::app::settings::{GlyphSet, Settings};
use khao::model::{By, Thread};
use khao::run::library::Library;
use khao::ui::Look;
use khao::ui::lang::Lang;
use khao::ui::theme::Theme;

use crate::support::bench::{Bench, fixtures};

/// The sizes that are looked at.
const SIZES: [(u16, u16); 4] = [(40, 12), (80, 24), (120, 40), (200, 50)];
const ALL: &[&str] = &["bridge.json", "flood.json", "quiet.txt"];

fn bench(names: &[&str], size: (u16, u16), keys: &str) -> Bench {
    let mut bench = Bench::new(fixtures(names), size);
    bench.keys(keys);
    bench
}

/// The frame after `keys` in every size.
fn check(name: &str, names: &[&str], keys: &str) {
    for (cols, rows) in SIZES {
        let text = bench(names, (cols, rows), keys).frame().text();
        assert_snapshot!(format!("{name}_{cols}x{rows}"), text);
    }
}

/// One frame with its styles.
fn check_styles(name: &str, names: &[&str], size: (u16, u16), keys: &str) {
    assert_snapshot!(name, bench(names, size, keys).frame().styled());
}

pub(crate) fn looks(bench: &mut Bench, theme: &str, lang: &str, utf8: bool) {
    let settings = Settings {
        language: lang.to_owned(),
        glyphs: GlyphSet::Auto,
        ..Settings::default()
    };
    bench.app.shown_language = if lang == "th" { "th" } else { "en" };
    let theme = Theme::builtin(theme).unwrap();
    bench.look = Look::new(&settings, theme, Lang::new(lang), utf8);
    bench.app.texts = bench.look.lang.texts().clone();
}

#[test]
fn the_shelf() {
    check("shelf", ALL, "");
    check_styles("shelf_styles", ALL, (80, 12), "j");
}

#[test]
fn the_shelf_grouped_and_filtered() {
    let size = (80, 24);
    assert_snapshot!("shelf_grouped", bench(ALL, size, "gB gB").frame().text());
    assert_snapshot!("shelf_filter", bench(ALL, size, "=ferry").frame().text());
    assert_snapshot!("shelf_no_match", bench(ALL, size, "=zebra").frame().text());
}

#[test]
fn the_reader() {
    check("reader", ALL, "enter");
    check_styles("reader_styles", ALL, (120, 24), "enter l");
}

#[test]
fn the_article_with_every_kind_of_block() {
    check("article", ALL, "enter ]");
    check_styles("article_styles", ALL, (72, 40), "enter");
}

#[test]
fn the_thread_deep_down() {
    check("thread_deep", ALL, "enter g2 24J");
    check("thread_zoomed", ALL, "enter g2 zz J J");
    check("thread_folded", ALL, "enter g2 zM J");
    check("thread_flat", ALL, "enter g2 gt 5J");
}

#[test]
fn the_thread_that_khao_inferred() {
    let mut bench = Bench::new(Library::seeds(), (120, 40));
    bench.keys("enter g2 5J");
    // Words of real people are not kept in this project: only how many rows have which guide.
    let text = bench.frame().text();
    assert!(text.contains('┊'), "{text}");
    assert!(!text.contains("│ │ "), "{text}");
}

#[test]
fn what_is_inferred_tells_why_and_how_to_change_it() {
    let names = &["talk.txt"];
    check("why_inferred", names, "enter g2 J gw");
    for (name, keys) in [
        ("cut_down", "enter g2 g]"),
        ("no_comments", "enter g2 gx"),
        ("none_found", "enter g2 gx gx 2g] gx"),
    ] {
        assert_snapshot!(name, bench(names, (120, 30), keys).frame().text());
    }
}

/// A guess has another guide than what khao is sure of, and a question mark where there is a figure.
#[test]
fn a_guess_looks_like_one() {
    let khao = |confidence| By::Khao {
        confidence,
        why: vec![khao::text::clean_line("a reason")],
    };
    let mut library = Library::default();
    let mut document = fixtures(&["bridge.json"])
        .documents()
        .next()
        .unwrap()
        .clone();
    document.split.by = khao(0.55);
    let mut nodes = document.thread.into_nodes();
    for (at, node) in nodes.iter_mut().enumerate() {
        node.by = khao(if at % 2 == 0 { 0.5 } else { 0.9 });
    }
    document.thread = Thread::build(nodes).0;
    library.add(document);
    let mut bench = Bench::new(library, (80, 30));
    bench.keys("enter g2 zz J J");
    assert_snapshot!("guess", bench.frame().text());
    bench.keys("gw");
    assert_snapshot!("guess_why", bench.frame().text());
    bench.keys("esc");
    looks(&mut bench, "mono", "en", false);
    assert_snapshot!("guess_mono", bench.frame().styled());
}

#[test]
fn the_sources() {
    check("sources", ALL, "enter g3");
    check_styles("sources_styles", ALL, (60, 20), "enter g3");
}

#[test]
fn overlays() {
    check("help", ALL, "enter ?");
    check("palette", ALL, "enter :fold");
    check("why", ALL, "enter g2 J gw");
    check("peek", ALL, "enter g2 20J gp");
    check("messages", ALL, "enter n :messages enter");
    check_styles("links_styles", ALL, (100, 30), "enter d f");
}

#[test]
fn panes_over_one_another() {
    check("stacked", ALL, "enter zs esc enter");
    check("stacked_thread", ALL, "enter zs g2 24J");
    check_styles("stacked_styles", ALL, (80, 24), "enter zs l");
    assert_snapshot!(
        "stacked_without_comments",
        bench(&["quiet.txt"], (80, 24), "enter zs").frame().text()
    );
    let mut bench = Bench::new(fixtures(&["flood.json", "bridge.json"]), (80, 24));
    looks(&mut bench, "terminal", "th", true);
    bench.keys("enter zs g3");
    assert_snapshot!("stacked_thai", bench.frame().text());
}

#[test]
fn search_and_selection() {
    check_styles("search_styles", ALL, (110, 20), "enter /bridge enter n");
    check_styles(
        "search_thread_styles",
        ALL,
        (70, 20),
        "enter g2 /1998 enter n",
    );
    check_styles(
        "search_thai_styles",
        &["flood.json"],
        (80, 16),
        "enter /น้ำ enter n n",
    );
    check_styles("select_styles", ALL, (70, 16), "enter v J J j");
    check("prompt", ALL, "enter /ferry");
}

#[test]
fn states_without_anything_to_show() {
    let empty = |keys: &str, size| {
        let mut bench = Bench::new(Library::default(), size);
        bench.keys(keys);
        bench.frame().text()
    };
    assert_snapshot!("empty_shelf", empty("", (80, 24)));
    assert_snapshot!("empty_shelf_small", empty("", (20, 6)));
    assert_snapshot!("too_small", empty("", (19, 5)));
    assert_snapshot!(
        "empty_thread",
        bench(&["quiet.txt"], (80, 24), "enter g2").frame().text()
    );
    assert_snapshot!(
        "empty_sources",
        bench(&["quiet.txt"], (80, 24), "enter g3").frame().text()
    );
    let mut opening = Bench::new(fixtures(ALL), (80, 24));
    opening.slow = true;
    opening.keys("enter");
    assert_snapshot!("opening", opening.frame().text());
    let mut failed = Bench::new(fixtures(ALL), (80, 24));
    failed.msg(Msg::Failed(khao::text::clean_line(
        "cannot read x: no such file",
    )));
    assert_snapshot!("failed", failed.frame().text());
}

#[test]
fn in_thai() {
    for (cols, rows) in SIZES {
        let mut bench = Bench::new(fixtures(&["flood.json", "bridge.json"]), (cols, rows));
        looks(&mut bench, "terminal", "th", true);
        assert_snapshot!(format!("thai_shelf_{cols}x{rows}"), bench.frame().text());
        bench.keys("enter g2");
        assert_snapshot!(format!("thai_reader_{cols}x{rows}"), bench.frame().text());
        bench.keys("?");
        assert_snapshot!(format!("thai_help_{cols}x{rows}"), bench.frame().text());
    }
}

#[test]
fn with_ascii_glyphs_nothing_of_ours_is_more() {
    for keys in [
        "",
        "enter",
        "enter g2 zM",
        "enter g2 24J",
        "enter g3",
        "?",
        ":",
        "enter g2 J gw",
        "enter f",
    ] {
        for size in SIZES {
            let mut bench = Bench::new(fixtures(&["quiet.txt"]), size);
            looks(&mut bench, "terminal", "en", false);
            bench.keys(keys);
            let text = bench.frame().text();
            let alien: Vec<char> = text
                .chars()
                .filter(|c| !c.is_ascii() && *c != '…')
                .collect();
            assert!(alien.is_empty(), "{keys} at {size:?}: {alien:?}\n{text}");
        }
    }
    // The sign of a cut has a stand-in where it is painted, as the signs of authors have.
    let mut bench = Bench::new(fixtures(ALL), (80, 24));
    looks(&mut bench, "terminal", "en", false);
    bench.keys("enter g2 zz J za");
    assert_snapshot!("ascii_thread", bench.frame().text());
}

#[test]
fn the_mono_theme_has_no_colour() {
    for keys in [
        "",
        "enter",
        "enter /bridge enter",
        "enter g2 zM",
        "enter v J",
        "?",
        ":",
        "enter f",
    ] {
        let mut bench = Bench::new(fixtures(ALL), (120, 40));
        looks(&mut bench, "mono", "en", true);
        bench.keys(keys);
        assert_eq!(bench.frame().colours(), [], "{keys}");
        // Any theme without its colours is as plain.
        bench.look.theme = Theme::builtin("dark").unwrap().without_colour();
        assert_eq!(bench.frame().colours(), [], "{keys}");
    }
    let mut bench = Bench::new(fixtures(ALL), (100, 20));
    looks(&mut bench, "mono", "en", true);
    bench.keys("enter /bridge enter");
    assert_snapshot!("mono_styles", bench.frame().styled());
}

#[test]
fn every_theme_draws_every_screen() {
    for (theme, _) in khao::ui::theme::BUILTIN {
        for keys in ["", "enter g2 24J", "?", ":", "enter /a enter"] {
            let mut bench = Bench::new(fixtures(ALL), (120, 40));
            let plain = bench.keys(keys).frame().text();
            looks(&mut bench, theme, "en", true);
            assert_eq!(bench.frame().text(), plain, "{theme} changes no text");
        }
    }
}
