//! Anything in any order: keys, mouse, sizes, late answers; documents of any shape.
//!
//! `KHAO_KEYS=100000 cargo test props` types more keys than the 20,000 of the suite.

use khao::app::Msg;
use khao::app::action::Action;
use khao::app::key::{Code, Key, Mouse, MouseAct};
use khao::app::keymap::chord;
use khao::load::{Input, load};
use khao::model::{CommentIx, Document};
use khao::page::{Measured, Shape, Stack};
use khao::run::by_hand::ByHand;
use khao::run::library::Library;
use khao::run::worker::first;
use khao::text::clean;
use proptest::prelude::*;

use crate::support::bench::{Bench, check_stack, fixtures, segmenter};

/// Sizes from nothing to the largest that is painted.
pub(crate) const SIZES: [(u16, u16); 20] = [
    (0, 0),
    (1, 1),
    (19, 6),
    (20, 5),
    (20, 6),
    (21, 7),
    (30, 10),
    (40, 12),
    (60, 20),
    (69, 24),
    (70, 24),
    (80, 24),
    (99, 30),
    (100, 30),
    (109, 33),
    (110, 33),
    (120, 40),
    (160, 6),
    (200, 50),
    (400, 200),
];

/// A small generator of its own, so that a seed means the same for ever (splitmix64).
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    pub(crate) fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// Every chord of the table, and what is typed in prompts.
pub(crate) fn words() -> Vec<Vec<Key>> {
    let mut all: Vec<Vec<Key>> = Action::ALL
        .iter()
        .flat_map(|a| a.row().keys)
        .map(|k| chord(k).unwrap())
        .collect();
    for text in [
        "/the",
        "/น้ำ",
        "g/a",
        "=a",
        ":fold",
        "12",
        "99",
        "่",
        "ฟา",
        "/ำ",
    ] {
        all.push(text.chars().map(Key::char).collect());
    }
    let mut linear: Vec<Key> = ":linear".chars().map(Key::char).collect();
    linear.push(Key::plain(Code::Enter));
    all.push(linear);
    let plain = [
        Code::Enter,
        Code::Esc,
        Code::Backspace,
        Code::Delete,
        Code::Left,
        Code::Right,
        Code::Up,
        Code::Down,
        Code::Home,
        Code::End,
        Code::Tab,
        Code::Insert,
        Code::F(5),
    ];
    all.extend(plain.iter().map(|c| vec![Key::plain(*c)]));
    all
}

pub(crate) fn library() -> Library {
    let mut library = fixtures(&["bridge.json", "flood.json", "quiet.txt"]);
    for document in Library::seeds().documents() {
        library.add(document.clone());
    }
    library
}

#[test]
fn any_keys_on_any_screen() {
    let n = std::env::var("KHAO_KEYS").map_or(20_000, |n| n.parse().unwrap());
    let mut chance = Chance(7);
    let words = words();
    let mut bench = Bench::new(library(), (120, 40));
    let mut n_typed = 0;
    while n_typed < n {
        match chance.below(100) {
            0..=1 => {
                let (cols, rows) = *chance.one(&SIZES);
                bench.msg(Msg::Resize { cols, rows });
            }
            2..=4 => {
                let act = *chance.one(&[MouseAct::Click, MouseAct::WheelDown, MouseAct::WheelUp]);
                let (cols, rows) = bench.app.size;
                let x = chance.below(usize::from(cols) + 2) as u16;
                let y = chance.below(usize::from(rows) + 2) as u16;
                bench.msg(Msg::Mouse(Mouse { act, x, y }));
            }
            5 => bench.msg(Msg::Paste(clean("น้ำท่วม q\nQ"))),
            6..=25 => {
                let c = char::from(b' ' + chance.below(95) as u8);
                bench.msg(Msg::Key(Key::char(c)));
                n_typed += 1;
            }
            _ => {
                let word = chance.one(&words).clone();
                for key in word {
                    bench.msg(Msg::Key(key));
                    n_typed += 1;
                }
            }
        }
        bench.left.clear();
        if chance.below(4) == 0 {
            bench.frame();
        }
    }
    bench.frame();
}

/// The same messages give the same cells, whatever else happened in the process.
#[test]
fn the_same_messages_give_the_same_screen() {
    let run = || {
        let mut chance = Chance(11);
        let words = words();
        let mut bench = Bench::new(library(), (100, 30));
        let mut frames = Vec::new();
        for i in 0..600 {
            let word = chance.one(&words).clone();
            for key in word {
                bench.msg(Msg::Key(key));
            }
            if i % 50 == 0 {
                let (cols, rows) = *chance.one(&SIZES[4..]);
                bench.msg(Msg::Resize { cols, rows });
            }
            if i % 7 == 0 {
                frames.push(bench.frame());
            }
        }
        (frames, bench.state())
    };
    let (first, second) = (run(), run());
    assert!(first == second);
}

/// Answers that come late, twice, out of order, or for another question.
#[test]
fn answers_in_any_order() {
    let mut chance = Chance(5);
    let words = words();
    let mut bench = Bench::new(library(), (120, 40));
    bench.slow = true;
    let mut pool: Vec<Msg> = Vec::new();
    for _ in 0..3_000 {
        let answers = bench.answers();
        pool.extend(answers);
        match chance.below(10) {
            0..=2 if !pool.is_empty() => {
                let at = chance.below(pool.len());
                let msg = pool[at].clone();
                if chance.below(3) > 0 {
                    pool.swap_remove(at);
                }
                bench.msg(msg);
            }
            3 => {
                let msg = first(&mut library(), &mut ByHand::default());
                bench.msg(msg);
            }
            4 => {
                let (cols, rows) = *chance.one(&SIZES);
                bench.msg(Msg::Resize { cols, rows });
            }
            _ => {
                for key in chance.one(&words).clone() {
                    bench.msg(Msg::Key(key));
                }
            }
        }
        pool.truncate(60);
        bench.left.clear();
        bench.frame();
    }
}

/// A document from a list of parents and texts.
fn document(parents: &[Option<usize>], texts: &[String]) -> Document {
    let comments: Vec<serde_json::Value> = parents
        .iter()
        .zip(texts.iter().cycle())
        .enumerate()
        .map(|(i, (p, text))| {
            let hour = i % 24;
            serde_json::json!({
                "text": text, "parent": p, "author": (i % 3 > 0).then_some(format!("น้ำ{}", i % 5)),
                "published": format!("2025-02-{:02}T{hour:02}:00:00Z", i % 27 + 1),
            })
        })
        .collect();
    let json = serde_json::json!({"khao": 1, "title": "x", "blocks": texts, "comments": comments});
    let input = Input {
        bytes: json.to_string().into_bytes(),
        name: "random.json".to_owned(),
        ..Input::default()
    };
    load(&input).unwrap().documents.remove(0)
}

#[derive(Debug, Clone)]
enum Act {
    Fold(usize, bool),
    All(bool),
    Level(u16),
    Reveal(usize),
    Width(u16),
    Flat,
    Lay(usize),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        (0usize..40, any::<bool>()).prop_map(|(i, f)| Act::Fold(i, f)),
        any::<bool>().prop_map(Act::All),
        (0u16..6).prop_map(Act::Level),
        (0usize..40).prop_map(Act::Reveal),
        (1u16..120).prop_map(Act::Width),
        Just(Act::Flat),
        (0usize..40).prop_map(Act::Lay),
    ];
    proptest::collection::vec(act, 0..40)
}

fn parents() -> impl Strategy<Value = Vec<Option<usize>>> {
    proptest::collection::vec(proptest::option::weighted(0.8, 0usize..40), 1..40)
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    proptest::collection::vec(
        "[a-z ]{0,200}|(น้ำ|กำลัง|ทำไม| |เกาะ|x){0,60}|\\PC{0,40}",
        1..6,
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Whatever was done to a stack, it is the stack that has these folds, this shape and all laid.
    #[test]
    fn a_stack_does_not_remember_how_it_came_about(parents in parents(), texts in texts(), acts in acts()) {
        let d = document(&parents, &texts);
        let n = d.thread.len();
        let mut measured = Measured::new(&d, segmenter());
        let mut stack = Stack::new(&d, Shape { width: 40, flat: false, plain: false });
        for act in acts {
            match act {
                Act::Fold(i, f) => stack.set_fold(&d.thread, CommentIx((i % n) as u32), f),
                Act::All(f) => stack.fold(&d.thread, |_, _| f),
                Act::Level(l) => stack.fold(&d.thread, |ix, _| d.thread.get(ix).depth >= l),
                Act::Reveal(i) => {
                    let ix = CommentIx((i % n) as u32);
                    stack.reveal(&d.thread, ix);
                    prop_assert!(stack.is_shown(ix) && !stack.is_folded(ix));
                }
                Act::Width(width) => stack.reshape(&d, Shape { width, ..stack.shape() }),
                Act::Flat => stack.reshape(&d, Shape { flat: !stack.shape().flat, ..stack.shape() }),
                Act::Lay(i) => {
                    if stack.lay(&d, &mut measured, CommentIx((i % n) as u32)) {
                        stack.settle();
                    }
                }
            }
            check_stack(&stack, n);
        }
        let mut fresh = Stack::new(&d, stack.shape());
        fresh.fold(&d.thread, |ix, _| stack.is_folded(ix));
        for ix in (0..n as u32).map(CommentIx) {
            stack.lay(&d, &mut measured, ix);
            fresh.lay(&d, &mut measured, ix);
        }
        stack.settle();
        fresh.settle();
        check_stack(&stack, n);
        prop_assert_eq!(stack.shown(), fresh.shown());
        prop_assert_eq!(stack.height(), fresh.height());
        for row in 0..stack.height() {
            prop_assert_eq!(stack.row(row), fresh.row(row));
        }
    }

    /// Documents of any shape are opened, walked through and drawn.
    #[test]
    fn documents_of_any_shape(parents in parents(), texts in texts(), keys in proptest::collection::vec(0usize..1000, 0..30), size in 0usize..20) {
        let words = words();
        let mut library = Library::default();
        library.add(document(&parents, &texts));
        let mut bench = Bench::new(library, (120, 40));
        bench.keys("enter g2");
        let (cols, rows) = SIZES[size];
        bench.msg(Msg::Resize { cols, rows });
        for k in keys {
            for key in &words[k % words.len()] {
                bench.msg(Msg::Key(*key));
            }
            bench.frame();
        }
    }
}
