//! The state machine: keys in, one line of state out. The cases stand in `tests/data/app/keys.txt`,
//! a section for each command; `UPDATE=1 cargo test` writes their second lines anew, to be read
//! before they are kept.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use khao::app::Msg;
use khao::app::action::Action;
use khao::app::areas::PaneId;
use khao::app::key::Key;
use khao::app::keymap::chord;
use khao::model::CommentIx;
use khao::run::library::Library;

use crate::support::bench::{Bench, fixtures};

const CASES: &str = "tests/data/app/keys.txt";
const BOTH: (u16, u16) = (120, 40);

/// Runs `FIXTURES SIZE > KEYS` and gives the state.
fn run(case: &str) -> String {
    let (start, keys) = case.split_once('>').unwrap_or_else(|| panic!("{case}"));
    let mut start = start.split_whitespace();
    let names = start.next().unwrap();
    let (cols, rows) = start.next().and_then(|s| s.split_once('x')).unwrap();
    let size = (cols.parse().unwrap(), rows.parse().unwrap());
    let library = match names {
        "seeds" => Library::seeds(),
        "nothing" => Library::default(),
        names => fixtures(&names.split(',').collect::<Vec<_>>()),
    };
    let mut bench = Bench::new(library, size);
    bench.keys(keys);
    bench.frame();
    bench.state()
}

#[test]
fn every_command_does_what_the_table_says() {
    let file = std::fs::read_to_string(CASES).unwrap();
    let mut out = String::new();
    let mut wrong = String::new();
    let mut lines = file.lines().peekable();
    while let Some(line) = lines.next() {
        if line.starts_with("= ") {
            continue;
        }
        let _done = writeln!(out, "{line}");
        if line.contains('>') && !line.starts_with('#') && !line.starts_with('[') {
            let is = run(line);
            let _done = writeln!(out, "= {is}");
            let wanted = lines.peek().and_then(|l| l.strip_prefix("= "));
            if wanted != Some(&is) {
                let _done = writeln!(wrong, "{line}\n  is  {is}\n  not {}", wanted.unwrap_or(""));
            }
        }
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(CASES, out).unwrap();
    } else {
        assert!(wrong.is_empty(), "{wrong}");
    }
}

/// The cases of each command.
fn sections(file: &str) -> BTreeMap<&str, Vec<&str>> {
    let mut sections = BTreeMap::new();
    let mut name = "";
    for line in file.lines().filter(|l| !l.starts_with(['#', '='])) {
        if let Some(header) = line.strip_prefix('[') {
            name = header.trim_end_matches(']');
        } else if let Some((_, keys)) = line.split_once('>') {
            sections
                .entry(name)
                .or_insert_with(Vec::new)
                .push(keys.trim());
        }
    }
    sections
}

#[test]
fn the_table_holds_every_command_and_every_key() {
    let file = std::fs::read_to_string(CASES).unwrap();
    let sections = sections(&file);
    for action in Action::ALL {
        let row = action.row();
        let cases = sections
            .get(row.name)
            .unwrap_or_else(|| panic!("no case for {}", row.name));
        for keys in row.keys {
            let typed: String = chord(keys)
                .unwrap()
                .iter()
                .map(|k| token(*k))
                .collect::<Vec<_>>()
                .join(" ");
            // `g p` may be written `gp`.
            let joined = typed.replace(' ', "");
            let has = |case: &&str| {
                case.split_whitespace().any(|t| t.contains(&joined))
                    || format!(" {case} ").contains(&format!(" {typed} "))
            };
            assert!(cases.iter().any(has), "{}: no case types {keys}", row.name);
        }
        if row.keys.is_empty() {
            assert!(
                cases.iter().any(|c| c.contains(row.name)),
                "{}: no case",
                row.name
            );
        }
    }
}

fn token(key: Key) -> String {
    key.to_string()
}

// What one line of state cannot tell.

#[test]
fn words_at_the_top_stay_on_the_screen_through_every_size() {
    for (keys, pane) in [
        ("g1 d j j", PaneId::Article),
        ("g1 zz d d", PaneId::Article),
        ("g2 J J j j", PaneId::Thread),
        ("g2 20J", PaneId::Thread),
        ("g2 G j j j", PaneId::Thread),
    ] {
        let mut b = Bench::open(&["bridge.json"], BOTH);
        b.keys(keys);
        let article = b.article_top();
        let chosen = b.app.reader.as_ref().unwrap().thread.chosen();
        for size in [
            "@119x39", "@110x30", "@80x24", "@70x20", "@60x20", "@40x12", "@20x6", "@19x5",
            "@200x60", "@44x9", "@120x40",
        ] {
            b.keys(size);
            if b.app.too_small() {
                continue;
            }
            let text = b.frame().text();
            let r = b.app.reader.as_ref().unwrap();
            match pane {
                PaneId::Article => {
                    let word = article.split(' ').next().unwrap();
                    let seen = r.article.page.lines[r.article.top..]
                        .iter()
                        .take(r.article.rows)
                        .any(|l| r.document.text(l.block)[l.bytes()].contains(word));
                    assert!(seen, "{keys} {size}: {word:?} is gone\n{text}");
                }
                PaneId::Thread | PaneId::Sources => {
                    assert_eq!(r.thread.chosen(), chosen, "{keys} {size}\n{text}");
                }
            }
        }
        assert_eq!(b.article_top(), article, "{keys}: back where it was");
    }
}

#[test]
fn the_chosen_comment_stays_chosen() {
    // Folding and unfolding others, another view, another layout, another language, another size.
    for keys in [
        "zM zR",
        "zM",
        "gt",
        "gt gt",
        "zz",
        "zz zz",
        "Z Z Z",
        "z>",
        "@60x20",
        "@40x12 @120x40",
        "g1 g2",
        "? esc",
        "v esc",
        "q @100x30 enter",
        "m",
    ] {
        let mut b = Bench::open(&["bridge.json", "flood.json"], BOTH);
        b.keys("g2 ] ]");
        let chosen = b.app.reader.as_ref().unwrap().thread.chosen();
        b.keys(keys);
        assert_eq!(
            b.app.reader.as_ref().unwrap().thread.chosen(),
            chosen,
            "{keys}: {}",
            b.state()
        );
    }
}

#[test]
fn an_article_left_at_its_title_comes_back_with_it() {
    for keys in [
        "J K",
        "q enter",
        "G <",
        "G gg",
        "G < > <",
        "@60x20 @120x40",
        "J q k enter",
    ] {
        for names in [
            ["bridge.json", "flood.json"],
            ["untitled.json", "flood.json"],
        ] {
            let mut b = Bench::open(&names, BOTH);
            let first = b.frame();
            b.keys(keys);
            let r = b.app.reader.as_ref().unwrap();
            assert_eq!(r.article.top, 0, "{names:?} {keys}");
            b.app.note = None;
            assert_eq!(b.frame().text().lines().nth(1), first.text().lines().nth(1));
        }
    }
}

#[test]
fn a_fold_over_the_chosen_comment_moves_the_choice_to_what_is_shown() {
    let mut b = Bench::open(&["bridge.json"], BOTH);
    b.keys("g2 J J J zM");
    let r = b.app.reader.as_ref().unwrap();
    assert_eq!(r.thread.chosen(), CommentIx(0));
    assert!(r.thread.stack.is_folded(CommentIx(0)));
}

#[test]
fn a_paste_is_never_a_command() {
    for keys in ["", "g2", "g3", "/abc", ":", "?", "gp", "f", "v", "z", "12"] {
        let mut b = Bench::open(&["bridge.json"], BOTH);
        b.keys(keys);
        let document = b.app.reader.as_ref().unwrap().document.id;
        b.left.clear();
        b.msg(Msg::Paste(khao::text::clean("q\nQ:quit\r\x1b[201~D zz\n")));
        assert!(b.left.is_empty(), "{keys}: {:?}", b.left);
        assert_eq!(b.app.reader.as_ref().unwrap().document.id, document);
        assert!(!b.app.zoom);
    }
    // On the shelf, too.
    let mut b = Bench::new(fixtures(&["bridge.json"]), BOTH);
    b.keys("@paste:qQ");
    assert!(b.left.is_empty() && b.app.reader.is_none());
}

#[test]
fn answers_to_old_questions_are_dropped() {
    let mut b = Bench::new(fixtures(&["bridge.json", "flood.json"]), BOTH);
    b.slow = true;
    b.keys("enter");
    let first = b.answers();
    b.keys("esc j enter");
    let second = b.answers();
    for msg in first {
        b.msg(msg);
    }
    assert!(b.app.reader.is_none(), "the first was given up");
    for msg in second {
        b.msg(msg);
    }
    let path = b.app.reader.as_ref().unwrap().document.path.to_string();
    assert_eq!(path, "flood.json");
    // Measures of another document change nothing.
    let before = b.state();
    let foreign = Bench::open(&["bridge.json"], BOTH);
    let ticket = foreign.app.reader.as_ref().unwrap().ticket;
    b.msg(Msg::Measured {
        ticket: khao::app::Ticket(ticket.0 + 77),
        chunk: khao::page::measure::Chunk::new(),
    });
    assert_eq!(b.state(), before);
}

#[test]
fn the_cursor_stays_where_it_went_while_the_shelf_was_arranged_anew() {
    for (keys, place) in [("j", 1), ("jj", 2), ("jjk", 1), ("G", 4), ("jjjkkk", 0)] {
        let mut b = Bench::new(Library::seeds(), BOTH);
        let ids: Vec<_> = (0..5)
            .map(|n| b.app.shelf.row(n).unwrap().listing.id)
            .collect();
        b.slow = true;
        // A new order is asked for, and the keys come before it does.
        b.keys("gb").keys(keys);
        for msg in b.answers() {
            b.msg(msg);
        }
        b.slow = false;
        let chosen = b.app.shelf.chosen().unwrap().id;
        assert_eq!(chosen, ids[place], "after {keys}");
        b.keys("m");
        assert!(b.app.shelf.is_read(chosen), "after {keys}");
    }
}

#[test]
fn a_document_that_cannot_be_opened_leaves_the_rest() {
    let mut b = Bench::new(fixtures(&["bridge.json"]), BOTH);
    b.slow = true;
    b.keys("enter");
    let ticket = b.app.opening.unwrap().0;
    let _dropped = b.answers();
    b.msg(Msg::OpenFailed {
        ticket,
        why: khao::text::clean_line("it is \u{1b}[2Jgone"),
    });
    assert!(b.app.reader.is_none() && b.app.opening.is_none());
    assert!(b.state().contains("gone"), "{}", b.state());
    b.frame();
}

#[test]
fn a_comment_is_read_when_its_last_line_was_on_the_screen_at_a_key_or_it_was_left() {
    let mut b = Bench::open(&["bridge.json"], (120, 14));
    let read = |b: &Bench| -> Vec<u32> {
        let r = b.app.reader.as_ref().unwrap();
        (0..r.thread.read.len() as u32)
            .filter(|i| r.thread.read[*i as usize])
            .collect()
    };
    b.keys("l");
    assert_eq!(read(&b), [] as [u32; 0], "the thread is seen first now");
    let whole: Vec<u32> = {
        let r = b.app.reader.as_ref().unwrap();
        let s = &r.thread.stack;
        let end = r.thread.top() + r.thread.rows;
        let mut seen = s.shown().to_vec();
        seen.retain(|c| s.top(*c) + s.rows_of(*c) <= end);
        seen.iter().map(|c| c.0).collect()
    };
    assert!(!whole.is_empty());
    b.keys("j");
    assert_eq!(read(&b), whole, "what was whole on the screen is read");
    // Leaving one reads it, though its end was never seen.
    let mut b = Bench::open(&["bridge.json"], (120, 6));
    b.keys("l");
    let r = b.app.reader.as_ref().unwrap();
    assert!(r.thread.stack.rows_of(CommentIx(0)) > r.thread.rows);
    b.keys("J");
    assert_eq!(read(&b), [0]);
}

#[test]
fn too_small_screens_keep_everything() {
    let mut b = Bench::open(&["bridge.json"], BOTH);
    b.keys("g2 J J");
    let before = b.state();
    b.keys("@19x40 @120x5 @1x1 j j J G zM @120x40");
    assert_eq!(
        b.state(),
        before,
        "keys on a screen that shows nothing do nothing"
    );
    b.keys("@10x3 q");
    assert_eq!(b.left, ["quit"]);
}

#[test]
fn thai_keys_are_the_keys_at_their_place() {
    for (latin, thai) in [
        ("j j", "่ ่"),
        ("gg", "เเ"),
        ("g2 za", "เ2 ผฟ"),
        ("l gg g1", "ส gเ gๅ"),
        ("g2 zR", "g2 zฑ"),
        ("g2 ] ]", "g2 ล ล"),
        ("5j", "๕่"),
        ("15j", "1๕j"),
    ] {
        let mut a = Bench::open(&["bridge.json"], BOTH);
        let mut b = Bench::open(&["bridge.json"], BOTH);
        a.keys(latin);
        b.keys(thai);
        b.app.note = a.app.note.clone();
        assert_eq!(a.state(), b.state(), "{latin} and {thai}");
    }
}

/// Comments longer than the screen, above the one under the cursor: every row is laid, however one gets there.
#[test]
fn no_comment_is_drawn_without_its_words() {
    for size in [(80, 24), (120, 40), (60, 20)] {
        for keys in ["J", "space", "d", "tab", "j"] {
            let mut b = Bench::open(&["long.json"], size);
            b.keys("g2");
            for _ in 0..60 {
                // The bench looks at the screen after each of them.
                b.keys(keys);
            }
        }
    }
}
