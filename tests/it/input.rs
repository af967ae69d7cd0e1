//! Input: bytes from the terminal, in pieces of any size, become keys, pastes and mouse acts.

use std::time::Duration;

use khao::app::key::{Key, Mouse, MouseAct};
use khao::term::Event;
use khao::term::input::{Decoder, MAX_PASTE, Patience};
use khao::text::clean;

fn events(pieces: &[&[u8]]) -> Vec<Event> {
    let mut decoder = Decoder::default();
    let mut got = Vec::new();
    for piece in pieces {
        assert!(decoder.feed(piece, &mut |e| {
            got.push(e);
            true
        }));
    }
    got
}

/// The names of the keys that `bytes` give, the same however they are split.
fn keys(bytes: &[u8]) -> String {
    let whole = events(&[bytes]);
    for cut in 0..=bytes.len() {
        let (a, b) = bytes.split_at(cut);
        assert_eq!(events(&[a, b]), whole, "split at {cut} of {bytes:?}");
    }
    let names: Vec<_> = whole
        .into_iter()
        .filter(|e| !matches!(e, Event::Reply(_)))
        .map(|e| match e {
            Event::Key(key) => key.to_string(),
            other => format!("{other:?}"),
        })
        .collect();
    names.join(" ")
}

#[test]
fn keys_by_their_bytes() {
    for (bytes, names) in [
        (&b"jJ "[..], "j J space"),
        (
            b"\r\t\x7f\x03\x00\x1f",
            "enter tab backspace ctrl-c ctrl-space ctrl-_",
        ),
        ("ก้é".as_bytes(), "ก \u{e49} é"),
        (
            b"\x1b[A\x1bOB\x1b[1;2C\x1b[1;5D",
            "up down shift-right ctrl-left",
        ),
        (
            b"\x1b[H\x1bOF\x1b[1~\x1b[4~\x1b[7~\x1b[8~",
            "home end home end home end",
        ),
        (
            b"\x1b[2~\x1b[3~\x1b[5~\x1b[6~",
            "insert delete pageup pagedown",
        ),
        (
            b"\x1bOP\x1b[[A\x1b[15~\x1b[24~\x1b[1;2P",
            "f1 f1 f5 f12 shift-f1",
        ),
        (
            b"\x1b[Z\x1b[27;5;105~\x1b[106;5u",
            "shift-tab ctrl-i ctrl-j",
        ),
        (b"\x1bx\x1b\r\x1b\x1b[A", "alt-x alt-enter esc up"),
        ("\u{1b}ก".as_bytes(), "alt-ก"),
        (b"\x1b[74;2u\x1b[97;1:3u\x1b[1;1:3A", "J"),
        (b"\xff\xc3(\x80\xe0\xb8j", "( j"),
        (b"\x1b[O\x1b[Ij", "FocusIn j"),
        // Old terminals; no answer begins so.
        (b"\x1bO5P\x1bO2A\x1bO1;5Qj", "ctrl-f1 shift-up ctrl-f2 j"),
        (b"\x1bO0nj\x1bO123456789j", "j j"),
    ] {
        assert_eq!(keys(bytes), names, "{bytes:?}");
    }
}

#[test]
fn answers_nobody_asked_for_do_nothing() {
    for answer in [
        &b"\x1b[?2026;2$y"[..],
        b"\x1b[?9999;1z",
        b"\x1b]11;rgb:0/0/0\x1b\\",
        b"\x1b]11;rgb:0/0/0\x07",
        b"\x1bP>|X term\x1b\\",
        b"\x1b_Gi=1;OK\x1b\\",
        b"\x1b[12;40R",
        b"\x1b[0n",
        b"\x1b[?62;22c",
        b"\x1b[>0;95;0c",
        b"\x1b[O",
        b"\x1b[201~",
        b"\x1b[999999999999;1A",
        b"\x1b[1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1A",
    ] {
        let mut bytes = answer.to_vec();
        bytes.push(b'j');
        assert_eq!(keys(&bytes), "j", "{answer:?}");
    }
}

#[test]
fn mouse_of_both_kinds() {
    let act = |act, x, y| Event::Mouse(Mouse { act, x, y });
    assert_eq!(
        events(&[
            b"\x1b[<0;10;5M\x1b[<0;10;5m\x1b[<64;1;1M\x1b[<65;300;9M\x1b[<2;1;1M\x1b[<16;2;2M"
        ]),
        [
            act(MouseAct::Click, 9, 4),
            act(MouseAct::WheelUp, 0, 0),
            act(MouseAct::WheelDown, 299, 8),
            act(MouseAct::Click, 1, 1),
        ]
    );
    assert_eq!(
        events(&[b"\x1b[M !!\x1b[M#!!j"]),
        [act(MouseAct::Click, 0, 0), Event::Key(Key::char('j'))]
    );
}

#[test]
fn a_paste_is_one_event_and_never_a_key() {
    let paste = |text: &str, cut| Event::Paste {
        text: clean(text),
        cut,
    };
    let bytes = "\u{1b}[200~q\rDd\u{1b}[20\u{1b}[1;5Aข่าว\u{1b}[201~q".as_bytes();
    let whole = [
        paste("q\nDd\u{1b}[20\u{1b}[1;5Aข่าว", false),
        Event::Key(Key::char('q')),
    ];
    assert_eq!(events(&[bytes]), whole);
    for cut in 0..bytes.len() {
        let (a, b) = bytes.split_at(cut);
        assert_eq!(events(&[a, b]), whole);
    }
}

#[test]
fn a_long_paste_is_cut_between_characters() {
    let mut bytes = b"\x1b[200~a".to_vec();
    bytes.extend_from_slice("ก".repeat(1_000_000).as_bytes());
    bytes.extend_from_slice(b"\x1b[201~j");
    let got = events(&[&bytes]);
    let [Event::Paste { text, cut: true }, Event::Key(_)] = &got[..] else {
        panic!("{} events", got.len());
    };
    assert_eq!(text.len(), MAX_PASTE / 3 * 3 - 2);
    assert!(text.ends_with('ก'));
}

#[test]
fn waiting_ends() {
    for (bytes, name) in [
        (&b"\x1b"[..], Some("esc")),
        (b"\x1bO", Some("alt-O")),
        // The start of an answer is no key.
        (b"\x1b[", None),
        (b"\x1bP", None),
        (b"\x1b]", None),
    ] {
        let mut decoder = Decoder::default();
        let mut got = Vec::new();
        decoder.feed(bytes, &mut |_| panic!("too early"));
        let usual = Patience::Silence(Duration::from_millis(50));
        assert_eq!(decoder.patience(), Some(usual));
        decoder.give_up(&mut |e| {
            got.push(e);
            true
        });
        decoder.feed(b"j", &mut |e| {
            got.push(e);
            true
        });
        assert_eq!(named(&got), [name.as_slice(), &["j"]].concat());
        assert_eq!(decoder.patience(), None);
    }
}

#[test]
fn a_key_with_alt_that_begins_as_a_string_does_is_deaf_for_a_second_only() {
    for bytes in [b"\x1bPj", b"\x1b]j", b"\x1b_j", b"\x1bXj", b"\x1b^j"] {
        let mut decoder = Decoder::default();
        let mut got = Vec::new();
        decoder.feed(bytes, &mut |_| panic!("it may be a string"));
        wait(&mut decoder, Duration::from_secs(1), &mut got);
        decoder.feed(b"kj", &mut |e| {
            got.push(e);
            true
        });
        assert_eq!(named(&got), ["k", "j"], "{bytes:?}");
    }
    let mut decoder = Decoder::default();
    decoder.feed(b"\x1b]1", &mut |_| true);
    let whole = Patience::Whole(Duration::from_secs(10));
    assert_eq!(decoder.patience(), Some(whole), "an answer may be late");
}

/// The keys among `events` by their names; anything else but an answer fails.
fn named(events: &[Event]) -> Vec<String> {
    let keys = events.iter().filter(|e| !matches!(e, Event::Reply(_)));
    keys.map(|e| match e {
        Event::Key(key) => key.to_string(),
        other => format!("{other:?}"),
    })
    .collect()
}

/// Lets `time` pass without a byte.
fn wait(decoder: &mut Decoder, time: Duration, got: &mut Vec<Event>) {
    let mut left = time;
    while let Some(Patience::Silence(wait) | Patience::Whole(wait) | Patience::Either(wait, _)) =
        decoder.patience()
        && wait <= left
    {
        left -= wait;
        decoder.give_up(&mut |e| {
            got.push(e);
            true
        });
    }
}

/// The events of `pieces` with `pause` between them, and a `j` after all that, typed by a person.
fn late(pieces: &[&[u8]], pause: Duration) -> Vec<Event> {
    late_by(Decoder::default(), pieces, pause)
}

fn late_by(mut decoder: Decoder, pieces: &[&[u8]], pause: Duration) -> Vec<Event> {
    let mut got = Vec::new();
    for piece in pieces.iter().copied().chain([&b"j"[..]]) {
        decoder.feed(piece, &mut |e| {
            got.push(e);
            true
        });
        wait(&mut decoder, pause, &mut got);
    }
    got
}

/// Answers of terminals, whole.
const ANSWERS: &[&[u8]] = &[
    b"\x1b[?2026;2$y",
    b"\x1b[?9999;1z",
    b"\x1b]11;rgb:0/0/0\x1b\\",
    b"\x1b]11;rgb:0/0/0\x07",
    b"\x1bP>|X\x1b\\",
    b"\x1bP1$r0;38:2::1:2:3m\x1b\\",
    b"\x1b_Gi=1;OK\x1b\\",
    b"\x1b[12;40R",
    b"\x1b[0n",
    b"\x1b[?62;22c",
    b"\x1b[>0;95;0c",
    b"\x1b[4;600;800t",
];

#[test]
fn an_answer_in_two_pieces_with_five_seconds_between_is_no_key() {
    for answer in ANSWERS {
        let whole = events(&[answer]);
        for cut in 0..=answer.len() {
            let (a, b) = answer.split_at(cut);
            let got = late(&[a, b], Duration::from_secs(5));
            // An ESC alone for so long is the key: nobody can know better. Its rest is none.
            let wanted: &[&str] = if cut == 1 { &["esc", "j"] } else { &["j"] };
            assert_eq!(named(&got), wanted, "{answer:?} cut at {cut}");
            let replies: Vec<_> = got
                .into_iter()
                .filter(|e| matches!(e, Event::Reply(_)))
                .collect();
            assert_eq!(replies, whole, "{answer:?} cut at {cut}");
        }
    }
}

#[test]
fn what_is_typed_after_an_escape_or_the_start_of_an_answer_is_typed() {
    let typing = Duration::from_millis(120);
    for (pieces, names) in [
        (&[&b"\x1b"[..], b"[", b"c"][..], "esc [ c j"),
        (&[b"\x1b", b"]", b"2"], "esc ] 2 j"),
        (&[b"\x1b", b"P", b">"], "esc P > j"),
        (&[b"\x1b", b"_"], "esc _ j"),
        (&[b"\x1b", b"[j"], "esc [ j j"),
        (&[b"\x1b", "ก".as_bytes()], "esc ก j"),
        (&[b"\x1b", b"\x1b"], "esc esc j"),
        (&[b"\x1b", b"[A"], "esc up j"),
        (&[b"\x1b[", b"1", b"2", b"?"], "1 2 ? j"),
        (&[b"\x1b]", b"1"], "1 j"),
        // A string that lacks its end swallows what is typed, but not for long.
        (&[b"\x1b]11;rgb:0/0/0\x1b", b"k"], "k j"),
    ] {
        assert_eq!(named(&late(pieces, typing)).join(" "), names, "{pieces:?}");
    }
    let long = Duration::from_secs(11);
    for cut in [
        &b"\x1b[?2026;2$"[..],
        b"\x1b]11;rgb",
        b"\x1bP>|X",
        b"\x1b[M!",
        b"\x1b[[",
    ] {
        assert_eq!(named(&late(&[cut], long)), ["j"], "{cut:?}");
    }
}

#[test]
fn on_a_line_with_jitter_a_sequence_may_be_torn_apart_and_no_key_gets_alt() {
    for (pieces, names) in [
        (&[&b"\x1b"[..]][..], "esc j"),
        (&[b"\x1b", b"[A"], "up j"),
        (&[b"\x1b", b"OP"], "f1 j"),
        (&[b"\x1b", b"[1;5D"], "ctrl-left j"),
        (&[b"\x1b", b"[?2026;2$y"], "j"),
        (&[b"\x1b", b"P>|X\x1b\\"], "j"),
        (&[b"\x1b", b"[", b"c"], "esc [ c j"),
        (&[b"\x1b", b"O"], "esc O j"),
        (&[b"\x1b", b"\x1b"], "esc esc j"),
        (&[b"\x1b", "ก".as_bytes()], "esc ก j"),
        (&[b"\x1bQ"], "alt-Q j"),
    ] {
        let mut decoder = Decoder::default();
        decoder.set_esc_wait(Duration::from_millis(500));
        let got = late_by(decoder, pieces, Duration::from_millis(120));
        assert_eq!(named(&got).join(" "), names, "{pieces:?}");
    }
}

#[test]
fn controls_of_one_byte_introduce_too() {
    for (bytes, names) in [
        (&b"\x9bA\x8fP\x9b?2026;2$yj"[..], "up f1 j"),
        (b"\x9d11;rgb:0/0/0\x9cj", "j"),
        (b"\x9d11;rgb:0/0/0\x07j", "j"),
        (b"\x90>|X\x9cj\x98x\x9cj\x9ex\x9cj\x9fGx\x9cj", "j j j j"),
        ("\u{9b}1;5A\u{9d}11;x\u{9c}j".as_bytes(), "ctrl-up j"),
        // A byte of a Thai letter is no ST.
        ("\u{1b}]2;ผาก\u{1b}\\j".as_bytes(), "j"),
        ("\u{1b}]2;ผาก\u{7}j".as_bytes(), "j"),
    ] {
        assert_eq!(keys(bytes), names, "{bytes:?}");
    }
}

#[test]
fn nothing_unfinished_eats_what_is_typed_for_ever() {
    for (bytes, names) in [
        // Every control within a sequence is what it is.
        (&b"\x1b[?20\r26;2$yj"[..], "enter j"),
        (b"\x1b[?20\x03\x7fyj", "ctrl-c backspace j"),
        (b"\x1b[?20\x18j", "j"),
        ("\u{1b}[?20กj".as_bytes(), "ก j"),
        (b"\x1b[?20\x1b[Aj", "up j"),
        (b"\x1bO\rj", "enter j"),
        (b"\x1b[[\rj", "enter j"),
        (b"\x1b[M!\x1b[Aj", "up j"),
    ] {
        assert_eq!(keys(bytes), names, "{bytes:?}");
    }
    for start in [&b"\x1b["[..], b"\x1b[?", b"\x1b]", b"\x1bP", b"\x1b_"] {
        let mut decoder = Decoder::default();
        let mut n = 0;
        decoder.feed(start, &mut |_| true);
        decoder.feed(&vec![b'1'; 70_000], &mut |_| {
            n += 1;
            true
        });
        assert!(n > 4_000, "{start:?}: {n}");
    }
}
