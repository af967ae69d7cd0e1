//! The whole program under random keys: the screen painted by differences is as one painted fresh.

use khao::app::Msg;
use khao::app::key::{Mouse, MouseAct};
use khao::term::{Colours, Painter, Profile};
use khao::ui::theme::BUILTIN;

use super::{assert_same, profile};
use crate::props::{Chance, library, words};
use crate::screen::looks;
use crate::support::allowed::aliens;
use crate::support::bench::Bench;
use crate::support::emulators::{in_alacritty, in_vt100};
use crate::support::margins::in_margins;

const SIZES: [(u16, u16); 8] = [
    (20, 6),
    (40, 12),
    (60, 20),
    (80, 24),
    (100, 30),
    (110, 33),
    (120, 40),
    (200, 50),
];

/// A terminal that scrolls, by chance in one way or another.
fn any_profile(chance: &mut Chance) -> Profile {
    let colours = [
        Colours::Mono,
        Colours::Ansi16,
        Colours::Ansi256,
        Colours::True,
    ];
    let mut any = |of: usize| chance.below(of) == 0;
    let (erasing, pan, margins) = (any(2), any(2), any(2));
    Profile {
        pan,
        margins,
        ..profile(*chance.one(&colours), erasing)
    }
}

/// Plays the program for so many frames of one size after another, and compares after each. Returns how many
/// frames scrolled anything.
pub(super) fn play(chance: &mut Chance, n_frames: usize) -> usize {
    let words = words();
    let mut bench = Bench::new(library(), (120, 40));
    let mut n_scrolled = 0;
    let mut n = 0;
    while n < n_frames {
        let size = *chance.one(&SIZES);
        let profile = any_profile(chance);
        let theme = chance.one(BUILTIN).0;
        looks(&mut bench, theme, chance.one::<&str>(&["en", "th"]), true);
        bench.msg(Msg::Resize {
            cols: size.0,
            rows: size.1,
        });
        let mut painter = Painter::new(profile.clone());
        let mut bytes = Vec::new();
        for _ in 0..12 {
            let frame = bench.frame();
            let sent = painter.frame(&frame.cells, frame.cursor);
            n_scrolled += usize::from(sent.windows(3).any(|w| w == b"\x1b[r"));
            bytes.extend_from_slice(sent);
            let fresh = Painter::new(profile.clone())
                .frame(&frame.cells, frame.cursor)
                .to_vec();
            let (one, is_free) = in_margins(&bytes, size, profile.bce);
            assert!(is_free, "all margins are off");
            assert_same(
                "a terminal with margins",
                &one,
                &in_margins(&fresh, size, profile.bce).0,
            );
            if !profile.margins {
                assert_same("vt100", &in_vt100(&bytes, size), &in_vt100(&fresh, size));
                let other = in_alacritty(&fresh, size);
                assert_same("alacritty", &in_alacritty(&bytes, size), &other);
            }
            n += 1;
            act(&mut bench, chance, &words, size);
        }
        assert_eq!(aliens(&bytes), Vec::<String>::new());
    }
    n_scrolled
}

/// Something that a reader does; half of it scrolls.
fn act(
    bench: &mut Bench,
    chance: &mut Chance,
    words: &[Vec<khao::app::key::Key>],
    size: (u16, u16),
) {
    match chance.below(20) {
        0..=6 => {
            bench.keys(chance.one::<&str>(&["j", "k", "jjj", "J", "K", "enter"]));
        }
        7..=9 => {
            bench.keys(chance.one::<&str>(&["space", "b", "d", "u", "gg", "G", "zz", "l", "h"]));
        }
        10 | 11 => {
            let act = *chance.one(&[MouseAct::WheelDown, MouseAct::WheelUp, MouseAct::Click]);
            let x = chance.below(size.0.into()) as u16;
            let y = chance.below(size.1.into()) as u16;
            bench.msg(Msg::Mouse(Mouse { act, x, y }));
        }
        _ => {
            for key in chance.one(words) {
                bench.msg(Msg::Key(*key));
            }
        }
    }
    bench.left.clear();
}

#[test]
fn any_keys_painted_by_differences() {
    let n_scrolled = play(&mut Chance(3), 240);
    assert!(n_scrolled > 10, "{n_scrolled} frames scrolled");
}
