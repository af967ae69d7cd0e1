//! A place that is lent for asking, and a profile that turns out to be another.

use std::time::Instant;

use khao::term::Asking;

use super::*;

/// Sizes at which there is room to ask, or none.
fn sizes() -> impl Strategy<Value = (u16, u16)> {
    prop::sample::select(vec![(1, 1), (31, 5), (32, 2), (43, 9), (80, 12), (80, 1)])
}

fn asked(profile: &Profile) -> Profile {
    Profile {
        asks: true,
        ..profile.clone()
    }
}

fn fresh(profile: &Profile, frame: &Buffer, cursor: Option<Position>) -> Vec<u8> {
    Painter::new(profile.clone()).frame(frame, cursor).to_vec()
}

fn assert_shows(bytes: &[u8], fresh: &[u8], size: (u16, u16)) {
    assert_same("vt100", &in_vt100(bytes, size), &in_vt100(fresh, size));
    assert_same(
        "alacritty",
        &in_alacritty(bytes, size),
        &in_alacritty(fresh, size),
    );
}

/// The bytes as one shows them that prints the last letter of a question for a mode.
fn echoed(bytes: &[u8]) -> Vec<u8> {
    let mut shown = Vec::new();
    for (at, byte) in bytes.iter().enumerate() {
        shown.push(*byte);
        if bytes[..=at].ends_with(b"$p") {
            shown.push(b'p');
        }
    }
    shown
}

#[test]
fn an_echo_where_nothing_can_be_lent_moves_nothing() {
    let profile = asked(&profile(Colours::Ansi16, true));
    let line = |text: &str| Buffer::with_lines([format!("{text:60.60}")]);
    let mut painter = Painter::new(profile.clone());
    let mut bytes = painter.frame(&line("one and two"), None).to_vec();
    let burst = Asking::default().burst(&mut painter, Instant::now());
    bytes.extend(echoed(&burst));
    let next = line("one or the other, and every cell of them is another now........");
    bytes.extend(painter.frame(&next, None));
    let (one, other) = (
        in_vt100(&bytes, (60, 1)),
        in_vt100(&fresh(&profile, &next, None), (60, 1)),
    );
    assert_eq!(one.cells[0][4..40], other.cells[0][4..40]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn asking_leaves_no_stain(
        size in sizes(),
        strokes in prop::collection::vec(strokes(N_SETTLED), 2),
        keep in prop::collection::vec(any::<bool>(), 2),
        cursors in cursors(),
        profile in profiles(),
        utf8 in any::<bool>(),
        echoes in any::<bool>(),
    ) {
        let frames = chain(size, &strokes, &keep);
        let profile = Profile { utf8, ..asked(&profile) };
        let mut painter = Painter::new(profile.clone());
        let mut bytes = painter.frame(&frames[0], cursors[0]).to_vec();
        let burst = Asking::default().burst(&mut painter, Instant::now());
        prop_assert_eq!(aliens(&burst), Vec::<String>::new());
        let n_asked = burst.windows(4).filter(|w| *w == b"\x1b[6n").count();
        prop_assert_eq!(n_asked, if utf8 && size.0 >= 32 && size.1 > 1 { 7 } else { 0 });
        // Terminal.app prints the last letter of what it does not know.
        let room = size.0 > 1 && size.1 > 1;
        bytes.extend(if echoes && room { echoed(&burst) } else { burst });
        assert_shows(&bytes, &fresh(&profile, &frames[0], cursors[0]), size);
        prop_assert_eq!(painter.frame(&frames[0], cursors[0]), b"");
        bytes.extend(painter.frame(&frames[1], cursors[1]));
        assert_shows(&bytes, &fresh(&profile, &frames[1], cursors[1]), size);
    }

    #[test]
    fn after_any_frame_as_fresh_where_widths_are_doubted(
        size in size(),
        strokes in prop::collection::vec(strokes(PIECES.len()), 3),
        keep in prop::collection::vec(any::<bool>(), 3),
        cursors in cursors(),
        profile in profiles(),
        marks in any::<bool>(),
        wide in any::<bool>(),
    ) {
        let profile = Profile { marks, wide, ..profile };
        check(&chain(size, &strokes, &keep), &cursors, &profile, false);
    }

    #[test]
    fn another_profile_shows_as_if_it_had_been_known(
        size in size(),
        strokes in prop::collection::vec(strokes(N_SETTLED), 2),
        keep in prop::collection::vec(any::<bool>(), 2),
        before in profiles(),
        after in profiles(),
        marks in any::<bool>(),
    ) {
        let frames = chain(size, &strokes, &keep);
        let after = Profile { marks, ..after };
        let mut painter = Painter::new(before);
        let mut bytes = painter.frame(&frames[0], None).to_vec();
        painter.set_profile(after.clone());
        bytes.extend(painter.frame(&frames[1], None));
        assert_shows(&bytes, &fresh(&after, &frames[1], None), size);
        prop_assert_eq!(painter.frame(&frames[1], None), b"");
    }
}

#[test]
fn the_cursor_is_set_behind_what_is_doubted_and_only_there() {
    let painted = |profile: &Profile, text: &str| {
        let mut frame = Buffer::empty(Rect::new(0, 0, 12, 1));
        frame.set_string(0, 0, text, Style::new());
        let bytes = fresh(profile, &frame, None);
        let text = String::from_utf8(bytes).unwrap().replace('\u{1b}', "^");
        text.strip_prefix("^[m^[r^[H^[J")
            .and_then(|t| t.strip_suffix("^[?25l"))
            .unwrap()
            .trim_end()
            .to_owned()
    };
    let sure = profile(Colours::Mono, false);
    let doubted = Profile {
        marks: false,
        wide: false,
        emoji: true,
        ..sure.clone()
    };
    for (text, known, unknown) in [
        ("กขx", "กขx", "กขx"),
        ("กี่x", "กี่x", "กี่^[;2Hx"),
        ("น\u{e4d}้าx", "น\u{e4d}้าx", "น\u{e4d}้^[;2Hาx"),
        ("漢x", "漢x", "漢^[;3Hx"),
        ("❤\u{fe0f}x", "❤\u{fe0f}^[;3Hx", "❤\u{fe0f}x"),
        ("🇹🇭x", "🇹🇭^[;3Hx", "🇹🇭x"),
        // Of a kind that was not measured.
        ("👍\u{1f3fd}x", "👍\u{1f3fd}^[;3Hx", "👍\u{1f3fd}^[;3Hx"),
    ] {
        assert_eq!(painted(&sure, text), known);
        assert_eq!(painted(&doubted, text), unknown);
    }
}
