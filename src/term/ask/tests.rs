use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::*;
use crate::term::{Colours, Profile};

fn xterm() -> Profile {
    Profile::from_env(|name| match name {
        "TERM" => Some("xterm-256color".to_owned()),
        "LANG" => Some("C.UTF-8".to_owned()),
        _ => None,
    })
}

/// A painter that has painted an empty screen.
fn painter(profile: Profile, cols: u16, rows: u16) -> Painter {
    let mut painter = Painter::new(profile);
    painter.frame(&Buffer::empty(Rect::new(0, 0, cols, rows)), None);
    painter
}

/// Questions that were asked a moment ago on a screen of 80x24, and when.
fn asked() -> (Asking, Instant) {
    let mut asking = Asking::default();
    let now = Instant::now();
    let burst = asking.burst(&mut painter(xterm(), 80, 24), now);
    assert!(!burst.is_empty());
    (asking, now)
}

/// The answers of a terminal whose clusters are as wide as `widths` says.
fn answers(widths: [u16; 7], sync: u16, margins: u16) -> Vec<Reply> {
    let mut x = 0;
    let mut all: Vec<Reply> = widths
        .into_iter()
        .map(|w| {
            x += w;
            Reply::Cursor { x, y: 23 }
        })
        .collect();
    let mode = |mode, state| Reply::Mode { mode, state };
    all.extend([
        mode(2026, sync),
        mode(69, margins),
        Reply::Version("XTerm(379)".to_owned()),
        Reply::Attributes(vec![64, 22]),
    ]);
    all
}

fn told(asking: &mut Asking, replies: &[Reply], now: Instant) -> Option<Told> {
    let mut got = None;
    for reply in replies {
        if let Some(all) = asking.answer(reply, now) {
            assert!(got.is_none(), "told twice");
            got = Some(all.clone());
        }
    }
    got
}

const OURS: [u16; 7] = [1, 2, 2, 2, 2, 2, 2];

#[test]
fn the_burst_is_short_and_ends_with_what_all_answer() {
    let mut asking = Asking::default();
    let mut painter = painter(xterm(), 120, 40);
    let burst = asking.burst(&mut painter, Instant::now());
    assert!(burst.len() <= 150, "{} bytes", burst.len());
    assert!(burst.ends_with(b"\x1b[>q\x1b[c"));
    let modes = b"\x1b[6n\x1b[?2026$p\x1b[?69$p\x1b[";
    assert!(
        burst.windows(modes.len()).any(|w| w == modes),
        "an echo is mended"
    );
    assert!(
        asking.burst(&mut painter, Instant::now()).is_empty(),
        "once"
    );
}

#[test]
fn nobody_asks_a_console_or_a_multiplexer() {
    for env in [
        &[("TERM", "linux")][..],
        &[("TERM", "dumb")],
        &[],
        &[("TERM", "screen-256color")],
        &[("TERM", "screen.xterm-256color")],
        &[("TERM", "tmux-256color")],
        &[("TERM", "xterm-256color"), ("TMUX", "/tmp/x,1,0")],
        &[("TERM", "xterm-256color"), ("STY", "1.x")],
        &[("TERM", "xterm-256color"), ("ZELLIJ", "0")],
        &[("TERM", "vt100")],
        &[("TERM", "never-heard-of")],
    ] {
        let profile = Profile::from_env(|name| {
            let found = env.iter().find(|(n, _)| *n == name);
            found.map(|(_, v)| (*v).to_owned())
        });
        let mut asking = Asking::default();
        let now = Instant::now();
        assert!(
            asking.burst(&mut painter(profile, 80, 24), now).is_empty(),
            "{env:?}"
        );
        assert_eq!(asking.farewell(0, now), None);
    }
}

#[test]
fn what_the_terminal_told_is_learnt_with_the_last_answer() {
    let (mut asking, now) = asked();
    let later = now + Duration::from_millis(200);
    let all = answers(OURS, 2, 4);
    assert_eq!(told(&mut asking, &all[..all.len() - 1], later), None);
    let told = told(&mut asking, &all[all.len() - 1..], later).unwrap();
    assert!(told.sync && !told.margins && !told.astray);
    assert_eq!(told.took, Duration::from_millis(200));
    let mut profile = xterm();
    profile.learn(&told);
    assert!(profile.sync && profile.marks && profile.wide && profile.emoji);
    assert_eq!(profile.colours, Colours::Ansi256);
    assert!(!asking.is_open());
}

#[test]
fn widths_decide_what_is_trusted() {
    for (widths, marks, wide, emoji) in [
        (OURS, true, true, true),
        // Ours is painted in two parts, so the whole one may be anything.
        ([1, 1, 2, 2, 2, 2, 2], true, true, true),
        // Most terminals.
        ([1, 2, 2, 1, 6, 2, 2], true, true, false),
        ([3, 2, 3, 1, 6, 2, 2], false, true, false),
        ([1, 2, 1, 2, 2, 2, 2], false, true, true),
        ([1, 2, 2, 1, 3, 2, 1], true, false, false),
    ] {
        let (mut asking, now) = asked();
        let told = told(&mut asking, &answers(widths, 0, 0), now).unwrap();
        let mut profile = xterm();
        profile.learn(&told);
        assert_eq!(
            (profile.marks, profile.wide, profile.emoji),
            (marks, wide, emoji),
            "{widths:?}"
        );
    }
}

#[test]
fn what_is_not_answered_is_not_there_and_late_answers_do_nothing() {
    let (mut asking, now) = asked();
    let all = answers(OURS, 2, 2);
    let told = told(&mut asking, &all[10..], now).unwrap();
    assert_eq!((told.sync, told.margins, told.widths), (false, false, None));
    assert!(all.iter().all(|r| asking.answer(r, now).is_none()));
    // Some widths only, or such as cannot be.
    for broken in [
        &all[3..],
        &[&[Reply::Cursor { x: 9, y: 23 }], &all[..]].concat(),
        &[&[Reply::Cursor { x: 0, y: 5 }], &all[1..]].concat(),
        &[&[Reply::Cursor { x: 79, y: 23 }], &all[1..]].concat(),
    ] {
        let (mut asking, now) = asked();
        let got = self::told(&mut asking, broken, now).unwrap();
        assert!(got.widths.is_none() || got.widths.unwrap().marks());
        assert!(got.sync && got.margins);
    }
}

#[test]
fn a_terminal_that_is_known_to_answer_is_waited_for_and_no_other() {
    let s = Duration::from_secs;
    let (mut asking, now) = asked();
    let farewell = asking.farewell(0, now + s(1)).unwrap();
    assert_eq!((farewell.answers, farewell.patience), (2, s(2)));
    assert_eq!(asking.farewell(0, now + s(3)), None, "it has had its time");
    assert_eq!(asking.farewell(3, now + s(3)), None);
    let never_asked = Asking::default().farewell(3, now).unwrap();
    assert_eq!((never_asked.answers, never_asked.patience), (1, s(1)));
    told(&mut asking, &answers(OURS, 0, 0), now + s(1));
    assert_eq!(asking.farewell(0, now + s(5)), None, "nothing is open");
    let farewell = asking.farewell(1, now + s(5)).unwrap();
    assert_eq!((farewell.answers, farewell.patience), (1, s(2)));
}

#[test]
fn what_has_answered_is_asked_again_and_what_has_not_is_not() {
    let (mut asking, now) = asked();
    assert!(!asking.start_over(), "it is asked already");
    told(&mut asking, &answers(OURS, 2, 2), now);
    assert!(asking.start_over());
    let mut painter = painter(xterm(), 80, 24);
    assert!(!asking.burst(&mut painter, now).is_empty());
    assert!(asking.farewell(0, now).is_some(), "it is waited for");
    let told = told(&mut asking, &answers(OURS, 0, 0), now).unwrap();
    assert!(!told.sync && !told.margins && told.widths.is_some());
}

fn reply() -> impl Strategy<Value = Reply> {
    prop_oneof![
        Just(Reply::Ready),
        (0..90u16, 1..26u16).prop_map(|(x, y)| Reply::Cursor { x, y }),
        (0..40u16, Just(23)).prop_map(|(x, y)| Reply::Cursor { x, y }),
        (prop_oneof![Just(2026u16), Just(69), any::<u16>()], 0..5u16)
            .prop_map(|(mode, state)| Reply::Mode { mode, state }),
        "[ -~]{1,64}".prop_map(Reply::Version),
        proptest::collection::vec(any::<u16>(), 0..4).prop_map(Reply::Attributes),
    ]
}

proptest! {
    /// Whatever is forged before, between and after: at most one thing is told, with the first answer to the
    /// last question, and nothing is believed that was said in another order.
    #[test]
    fn forged_answers_are_harmless(replies in proptest::collection::vec(reply(), 0..60)) {
        let (mut asking, now) = asked();
        let mut n_told = 0;
        let mut open = asking.open.len();
        for reply in &replies {
            let before = asking.told.clone();
            let was_open = asking.is_open();
            n_told += usize::from(asking.answer(reply, now).is_some());
            prop_assert!(asking.open.len() <= open);
            open = asking.open.len();
            prop_assert!(asking.columns.len() <= WIDTHS.len());
            if !was_open {
                prop_assert_eq!(&asking.told, &before);
            }
        }
        let last = replies.iter().any(|r| matches!(r, Reply::Attributes(_)));
        prop_assert_eq!(n_told, usize::from(last));
        prop_assert_eq!(asking.is_open(), !last);
        if let Some(widths) = asking.told.widths {
            prop_assert!(widths.iter().all(|(_, _, theirs)| theirs < told::ROOM));
        }
    }
}
