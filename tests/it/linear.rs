//! The screen for screen readers: what stands in the cursor's row after each key is what one wants to hear.

use std::fmt::Write as _;

use insta::assert_snapshot;
use khao::app::settings::Settings;
use khao::load::Input;
use khao::run::library::Library;
use khao::ui::Look;
use khao::ui::lang::Lang;
use khao::ui::theme::Theme;
use ratatui::layout::Position;

use crate::support::bench::{Bench, fixtures};

fn bench_of(library: Library, size: (u16, u16), lang: &str) -> Bench {
    let mut bench = Bench::new(library, size);
    let settings = Settings {
        language: lang.to_owned(),
        linear: true,
        ..Settings::default()
    };
    bench.app.settings.linear = true;
    bench.app.shown_language = if lang == "th" { "th" } else { "en" };
    let theme = Theme::builtin("terminal").unwrap();
    bench.look = Look::new(&settings, theme, Lang::new(lang), true);
    bench.app.texts = bench.look.lang.texts().clone();
    bench
}

fn bench(names: &[&str], size: (u16, u16), lang: &str) -> Bench {
    bench_of(fixtures(names), size, lang)
}

/// The row that the cursor is in.
fn heard(bench: &Bench) -> String {
    let frame = bench.frame();
    let Position { y, .. } = frame.cursor.expect("the cursor shows");
    let text = frame.text();
    text.lines()
        .nth(usize::from(y))
        .unwrap_or_default()
        .to_owned()
}

/// What is heard after each of the keys.
fn walk(bench: &mut Bench, keys: &str) -> String {
    let mut said = format!("at the start: {}\n", heard(bench));
    for key in keys.split_whitespace() {
        bench.keys(key);
        let _ = writeln!(said, "{key}: {}", heard(bench));
    }
    said
}

#[test]
fn what_is_heard() {
    let all = ["bridge.json", "flood.json", "quiet.txt"];
    let keys = "j j k enter j j j j j ] ] gg space l j j J J p za za zM zR tab K gw j q \
                gp h f esc l l j k h za l x U < s gn esc :fold down esc ? j j q \
                gd zz q k k enter gs /1998 enter n ) f esc v l y q";
    let mut bench = bench(&all, (80, 24), "en");
    assert_snapshot!("heard_en", walk(&mut bench, keys));
}

#[test]
fn what_is_heard_in_thai() {
    let keys = "j enter j j j l j J J za za zM zR gw esc h gg /น้ำ enter n";
    let mut bench = bench(&["bridge.json", "flood.json"], (80, 24), "th");
    assert_snapshot!("heard_th", walk(&mut bench, keys));
}

#[test]
fn screens() {
    for (name, keys) in [
        ("shelf", ""),
        ("article", "enter"),
        ("thread", "enter g2"),
        ("folded", "enter g2 J za J za"),
        ("sources", "enter g3"),
        ("why", "enter g2 J gw"),
        ("links", "enter d f"),
        ("palette", ":fold"),
        ("help", "?"),
    ] {
        let mut bench = bench(&["bridge.json", "flood.json", "quiet.txt"], (80, 24), "en");
        bench.keys(keys);
        let frame = bench.frame();
        let at = frame.cursor.unwrap();
        let text = format!("{}cursor {} {}\n", frame.text(), at.x, at.y);
        assert_snapshot!(format!("linear_{name}"), text);
    }
    let mut small = bench(&["flood.json"], (40, 12), "th");
    small.keys("enter l");
    assert_snapshot!("linear_thai_small", small.frame().text());
}

/// No sign of ours, and no line of boxes, on any screen: words only.
#[test]
fn words_and_no_signs() {
    let signs = "│┊·▌▎¶▸▾●★✎◆•┆□↑↓←→›┬─┌┐└┘┴├┤█";
    for keys in [
        "",
        "enter",
        "enter g2",
        "enter g2 zM",
        "enter g3",
        "enter gw",
        "?",
        "enter d f",
    ] {
        for size in [(20, 6), (40, 12), (80, 24), (200, 50)] {
            let mut bench = bench(&["bridge.json", "flood.json", "talk.txt"], size, "en");
            bench.keys(keys);
            let text = bench.frame().text();
            let alien: Vec<char> = text.chars().filter(|c| signs.contains(*c)).collect();
            assert!(alien.is_empty(), "{keys} at {size:?}: {alien:?}\n{text}");
        }
    }
}

/// Walking down an article says every line of it once, and walking back says the same.
#[test]
fn every_line_is_said_once() {
    let text = (0..90).fold(String::new(), |text, n| {
        text + &format!("Paragraph {n} of the text.\n\n")
    });
    let input = Input {
        bytes: text.into_bytes(),
        name: "long.md".to_owned(),
        ..Input::default()
    };
    for size in [(80, 24), (30, 7), (20, 6)] {
        let mut library = Library::default();
        library.add(khao::load::load(&input).unwrap().documents.remove(0));
        let mut bench = bench_of(library, size, "en");
        bench.keys("enter gg");
        let mut down = vec![heard(&bench)];
        loop {
            bench.keys("j");
            let now = heard(&bench);
            if down.last() == Some(&now) {
                break;
            }
            down.push(now);
        }
        let said: Vec<&String> = down.iter().filter(|l| l.starts_with("Paragraph")).collect();
        assert_eq!(said.len(), 90, "{size:?}: {down:?}");
        let mut up = vec![heard(&bench)];
        for _ in 1..down.len() {
            bench.keys("k");
            up.push(heard(&bench));
        }
        up.reverse();
        assert_eq!(up, down, "{size:?}");
    }
}
