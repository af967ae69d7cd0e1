//! Bytes at random, and real sequences with something wrong in them, against the tokenizer.

use std::time::Duration;

use khao::app::key::{Code, Key};
use khao::term::Event;
use khao::term::input::{Decoder, MAX_PASTE, Patience};

/// A small generator (xorshift64*): the same number always gives the same case.
struct Random(u64);

impl Random {
    fn from(number: u64) -> Self {
        Self(number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() >> 33) as usize % n.max(1)
    }

    fn one<'a>(&mut self, of: &[&'a [u8]]) -> &'a [u8] {
        of[self.below(of.len())]
    }
}

/// Whole answers: no part of them is a key, in whatever pieces they come.
const ANSWERS: &[&[u8]] = &[
    b"\x1b[?2026;2$y",
    b"\x1b[?69;0$y",
    b"\x1b[?9999;1z",
    b"\x1b]11;rgb:0/0/0\x1b\\",
    b"\x1b]11;rgb:ffff/ffff/ffff\x07",
    b"\x1bP>|XTerm(379)\x1b\\",
    b"\x1bP1$r0;38:2::1:2:3m\x1b\\",
    b"\x1b_Gi=1;OK\x1b\\",
    b"\x1bXa\x1b\\",
    b"\x1b^a\x1b\\",
    b"\x1b[12;40R",
    b"\x1b[0n",
    b"\x1b[?62;22c",
    b"\x1b[>0;95;0c",
    b"\x1b[4;600;800t",
    b"\x9b?2026;2$y",
    b"\x90>|X\x9c",
    b"\x9d11;x\x9c",
    "\u{9b}0n".as_bytes(),
];

/// Keys, acts of the mouse, pastes, and pieces that mean nothing whole.
const OTHERS: &[&[u8]] = &[
    b"j",
    b"Q",
    b"\r",
    b"\x1b",
    b"\x1b[A",
    b"\x1b[1;5D",
    b"\x1bOP",
    b"\x1b[15~",
    b"\x1b[97;5u",
    b"\x1b[27;5;105~",
    b"\x1b[<0;10;5M",
    b"\x1b[M !!",
    b"\x1b[[A",
    b"\x1b[200~",
    b"\x1b[201~",
    b"\x1b[200~qQ\r\x1b[201~",
    b"\x1bx",
    b"\x18",
    b"\x1a",
    b"\x07",
    b"\x9c",
    b"\x1b\\",
    b"\x1b[",
    b"\x1b]",
    b"\x1bP",
    b"\x1b[?",
    b"\x1b[1;",
    b"\xe0\xb8",
    b"\xff",
    "ก".as_bytes(),
    "ผ้า".as_bytes(),
    "👨\u{200d}👩".as_bytes(),
];

/// What sequences are made of.
const MARKS: &[u8] = b"\x1b[]P_O?;:$01259~RcnyAMmuq<>\\\x07\x18\x9b\x9c";

/// A stream of `n` pieces, some of them damaged.
fn stream(random: &mut Random, n: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    for _ in 0..n {
        let mut piece = match random.below(8) {
            0 => (0..random.below(40)).map(|_| random.next() as u8).collect(),
            1 => (0..random.below(12))
                .map(|_| MARKS[random.below(MARKS.len())])
                .collect(),
            2..5 => random.one(ANSWERS).to_vec(),
            _ => random.one(OTHERS).to_vec(),
        };
        if random.below(4) == 0 && !piece.is_empty() {
            let at = random.below(piece.len());
            match random.below(4) {
                0 => piece[at] = random.next() as u8,
                1 => piece.truncate(at),
                2 => piece.insert(at, random.next() as u8),
                _ => {
                    piece.remove(at);
                }
            }
        }
        bytes.extend(piece);
    }
    bytes
}

fn feed(decoder: &mut Decoder, bytes: &[u8], got: &mut Vec<Event>) {
    decoder.feed(bytes, &mut |e| {
        got.push(e);
        true
    });
}

/// The events of `bytes` in pieces of random lengths.
fn in_pieces(random: &mut Random, bytes: &[u8]) -> (Decoder, Vec<Event>) {
    let mut decoder = Decoder::default();
    let mut got = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let (piece, more) = rest.split_at(1 + random.below(rest.len()));
        feed(&mut decoder, piece, &mut got);
        rest = more;
    }
    (decoder, got)
}

/// Lets time pass until nothing is waited for.
fn wait(decoder: &mut Decoder, got: &mut Vec<Event>) {
    for round in 0.. {
        if decoder.patience().is_none() {
            return;
        }
        assert!(round < 5, "it never ends");
        give_up(decoder, got);
    }
}

fn is_key(event: &Event) -> bool {
    matches!(event, Event::Key(_))
}

/// One case; a failure names its number.
pub(super) fn case(number: u64) {
    bytes(number);
    answers(number);
}

fn bytes(number: u64) {
    let mut random = Random::from(number);
    let n = 1 + random.below(24);
    let bytes = stream(&mut random, n);
    let mut whole = Vec::new();
    let mut decoder = Decoder::default();
    if random.below(2) == 0 {
        decoder.set_esc_wait(Duration::from_millis(300));
    }
    feed(&mut decoder, &bytes, &mut whole);
    let (other, pieces) = in_pieces(&mut random, &bytes);
    assert_eq!(whole, pieces, "case {number}: {bytes:?}");
    let waits = |d: &Decoder| d.patience().is_some();
    assert_eq!(waits(&decoder), waits(&other), "case {number}");
    assert!(whole.len() <= bytes.len(), "case {number}: more than came");
    for event in &whole {
        match event {
            Event::Key(Key {
                code: Code::Char(c),
                ..
            }) => assert!(!c.is_control(), "case {number}: {c:?}"),
            Event::Paste { text, .. } => assert!(text.len() <= 3 * MAX_PASTE),
            Event::Key(_) | Event::Mouse(_) | Event::Reply(_) | Event::FocusIn => {}
            other => panic!("case {number}: {other:?}"),
        }
    }
    // After anything at all and some time, a key is a key.
    wait(&mut decoder, &mut whole);
    let mut after = Vec::new();
    feed(&mut decoder, b"j", &mut after);
    wait(&mut decoder, &mut after);
    assert_eq!(
        after,
        [Event::Key(Key::char('j'))],
        "case {number}: {bytes:?}"
    );
    after.clear();
    hesitant(&mut random, &bytes, &mut after);
    assert_eq!(
        after.last(),
        Some(&Event::Key(Key::char('j'))),
        "case {number}: {bytes:?}"
    );
}

/// As [`in_pieces`], with pauses in which whatever is unfinished is given up, and a `j` at the end.
fn hesitant(random: &mut Random, bytes: &[u8], got: &mut Vec<Event>) {
    let mut decoder = Decoder::default();
    let mut rest = bytes;
    while !rest.is_empty() {
        let n = 1 + random.below(rest.len().min(6));
        let (piece, more) = rest.split_at(n);
        feed(&mut decoder, piece, got);
        decoder.set_esc_wait(Duration::from_millis(50 + 100 * random.below(3) as u64));
        for _ in 0..random.below(3) {
            give_up(&mut decoder, got);
        }
        rest = more;
    }
    wait(&mut decoder, got);
    feed(&mut decoder, b"j", got);
    wait(&mut decoder, got);
    // Each event has bytes of its own; a CSI may hold controls, and an ESC may have been told before.
    assert!(got.len() <= bytes.len() + 1, "more than came: {bytes:?}");
}

fn give_up(decoder: &mut Decoder, got: &mut Vec<Event>) {
    decoder.give_up(&mut |e| {
        got.push(e);
        true
    });
}

/// Whole answers, one after another, each in two pieces with a pause between them that is not behind an ESC:
/// no key comes of them, and the keys typed between them all come.
fn answers(number: u64) {
    let mut random = Random::from(!number);
    let mut decoder = Decoder::default();
    let mut got = Vec::new();
    let mut n_keys = 0;
    for _ in 0..=random.below(6) {
        let answer = loop {
            let answer = random.one(ANSWERS);
            // SOS and PM are nobody's answers: what comes after a pause is typed.
            if !answer.starts_with(b"\x1bX") && !answer.starts_with(b"\x1b^") {
                break answer;
            }
        };
        let cut = 1 + random.below(answer.len() - 1);
        let (a, b) = answer.split_at(cut);
        feed(&mut decoder, a, &mut got);
        // Not behind an ESC alone, which is the key then, nor within a character.
        if a != b"\x1b" && a[0] != 0xc2 && random.below(2) == 0 {
            // As long as 5 s: only what is given up soon is.
            while matches!(decoder.patience(), Some(Patience::Silence(t)) if t.as_secs() < 5) {
                give_up(&mut decoder, &mut got);
            }
        }
        feed(&mut decoder, b, &mut got);
        if random.below(2) == 0 {
            feed(&mut decoder, b"j", &mut got);
            n_keys += 1;
        }
    }
    let keys = got.iter().filter(|e| is_key(e)).count();
    assert_eq!(keys, n_keys, "answers {number}: {got:?}");
}
