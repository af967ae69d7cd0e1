//! Input: bytes from the terminal, in pieces of any size, become keys, pastes and mouse acts.

use khao::app::key::{Key, Mouse, MouseAct};
use khao::term::Event;
use khao::term::input::{Decoder, MAX_PASTE};
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
        (&b"\x1b"[..], "esc"),
        (b"\x1bO", "alt-O"),
        (b"\x1bP", "alt-P"),
        (b"\x1b]", "alt-]"),
    ] {
        let mut decoder = Decoder::default();
        let mut got = Vec::new();
        decoder.feed(bytes, &mut |_| panic!("too early"));
        assert_eq!(
            decoder.patience(),
            Some(std::time::Duration::from_millis(50))
        );
        decoder.give_up(&mut |e| {
            got.push(e);
            true
        });
        let [Event::Key(key)] = got[..] else {
            panic!("{got:?}")
        };
        assert_eq!(key.to_string(), name);
        assert_eq!(decoder.patience(), None);
    }
}
