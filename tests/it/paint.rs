//! Painting: a frame painted after any other equals the same frame painted fresh, in two
//! terminal emulators; and what it costs in bytes.

mod goals;
mod lent;
mod links;
mod meter;
mod program;
mod scroll;
mod xterm;

use khao::term::{Colours, Painter, Profile};
use khao::text::cell::display_form;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use ratatui::buffer::{Buffer, Cell, CellWidth as _};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};

use crate::props::Chance;
use crate::support::allowed::aliens;
use crate::support::emulators::{Screen, in_alacritty, in_vt100};

/// What is drawn: most of what makes terminals and encoders stumble.
const PIECES: &[&str] = &[
    "น้ำท่วมกรุงเทพฯ",
    "กำ",
    "ำ",
    "กี่ทำได้",
    "ນໍ້າ",
    "ข่าว",
    "news of the day",
    "x",
    " ",
    "       ",
    "                              ",
    "漢字",
    "日",
    "한국어",
    "é e\u{301}",
    "—“”…│─├",
    "😀",
    "❤\u{fe0f}",
    "👨\u{200d}👩\u{200d}👧",
    "🇹🇭",
    "क्षि",
    "ភាសាខ្មែរ",
    "நி",
    "ນ້ຳ",
];

/// Pieces before this are ones whose width no terminal disputes.
const N_SETTLED: usize = 16;

#[derive(Debug, Clone)]
struct Stroke {
    x: u16,
    y: u16,
    pieces: Vec<usize>,
    style: Style,
}

fn color() -> impl Strategy<Value = Color> {
    prop_oneof![
        4 => Just(Color::Reset),
        1 => Just(Color::Red),
        1 => Just(Color::LightBlue),
        1 => Just(Color::Indexed(200)),
        1 => Just(Color::Rgb(1, 20, 250)),
    ]
}

fn style() -> impl Strategy<Value = Style> {
    let modifier = prop_oneof![
        6 => Just(Modifier::empty()),
        1 => Just(Modifier::BOLD),
        1 => Just(Modifier::DIM | Modifier::BOLD),
        1 => Just(Modifier::UNDERLINED),
        1 => Just(Modifier::REVERSED | Modifier::ITALIC),
        1 => Just(Modifier::CROSSED_OUT),
    ];
    (color(), color(), modifier).prop_map(|(fg, bg, m)| Style::new().fg(fg).bg(bg).add_modifier(m))
}

fn strokes(n_pieces: usize) -> impl Strategy<Value = Vec<Stroke>> {
    let stroke = (
        0..90u16,
        0..12u16,
        prop::collection::vec(0..n_pieces, 1..5),
        style(),
    )
        .prop_map(|(x, y, pieces, style)| Stroke {
            x,
            y,
            pieces,
            style,
        });
    prop::collection::vec(stroke, 0..14)
}

fn size() -> impl Strategy<Value = (u16, u16)> {
    prop::sample::select(vec![(1, 1), (2, 3), (5, 2), (20, 6), (43, 9), (80, 12)])
}

fn draw(buffer: &mut Buffer, strokes: &[Stroke]) {
    let Rect { width, height, .. } = buffer.area;
    for stroke in strokes {
        let text: String = stroke.pieces.iter().map(|p| PIECES[*p]).collect();
        let (x, y) = (stroke.x % width, stroke.y % height);
        buffer.set_stringn(x, y, display_form(&text), 60, stroke.style);
    }
}

fn profile(colours: Colours, erasing: bool) -> Profile {
    Profile {
        colours,
        bce: erasing,
        ech: erasing,
        sync: erasing,
        scroll: true,
        pan: erasing,
        ..Profile::from_env(|name| (name == "LANG").then(|| "C.UTF-8".to_owned()))
    }
}

/// The text a buffer shows, cell by cell: a wide glyph somebody wrote into is gone.
fn shown(buffer: &Buffer) -> Vec<Vec<String>> {
    let width = usize::from(buffer.area.width);
    let text = |row: &[Cell], x: usize| {
        let symbol = row[x].symbol();
        let broken = symbol.cell_width() == 2 && row.get(x + 1).is_none_or(|c| c.symbol() != " ");
        let text = if broken { "" } else { symbol };
        text.trim_end().to_owned()
    };
    buffer
        .content
        .chunks(width)
        .map(|row| (0..width).map(|x| text(row, x)).collect())
        .collect()
}

/// Fails with the first row that differs: whole screens are too much to read.
fn assert_same(emulator: &str, one: &Screen, other: &Screen) {
    for (y, (a, b)) in one.cells.iter().zip(&other.cells).enumerate() {
        assert_eq!(a, b, "row {y} in {emulator}");
    }
    assert_eq!(one, other, "{emulator}");
}

fn check(frames: &[Buffer], cursors: &[Option<Position>], profile: &Profile, settled: bool) {
    let last = frames.last().unwrap();
    let size = (last.area.width, last.area.height);
    let mut painter = Painter::new(profile.clone());
    let mut bytes = Vec::new();
    for (frame, cursor) in frames.iter().zip(cursors) {
        bytes.extend_from_slice(painter.frame(frame, *cursor));
    }
    let cursor = cursors[frames.len() - 1];
    let fresh = Painter::new(profile.clone()).frame(last, cursor).to_vec();
    assert_eq!(aliens(&bytes), Vec::<String>::new());
    let (one, other) = (in_vt100(&bytes, size), in_vt100(&fresh, size));
    assert_same("vt100", &one, &other);
    if settled {
        let texts: Vec<Vec<_>> = one
            .cells
            .iter()
            .map(|row| row.iter().map(|c| c.0.clone()).collect())
            .collect();
        assert_eq!(texts, shown(last), "vt100 beside the buffer");
    }
    assert_same(
        "alacritty",
        &in_alacritty(&bytes, size),
        &in_alacritty(&fresh, size),
    );
    assert_eq!(painter.frame(last, cursor), b"", "nothing changed");
    if let Some(p) = cursor.filter(|p| p.x < size.0 && p.y < size.1) {
        assert_eq!(one.cursor, Some((p.x, p.y)));
    } else {
        assert_eq!(one.cursor, None);
    }
}

fn chain(size: (u16, u16), strokes: &[Vec<Stroke>], keep: &[bool]) -> Vec<Buffer> {
    let mut frames: Vec<Buffer> = Vec::new();
    for (strokes, keep) in strokes.iter().zip(keep) {
        let mut frame = match frames.last() {
            Some(last) if *keep => last.clone(),
            _ => Buffer::empty(Rect::new(0, 0, size.0, size.1)),
        };
        draw(&mut frame, strokes);
        frames.push(frame);
    }
    frames
}

fn cursors() -> impl Strategy<Value = Vec<Option<Position>>> {
    let cursor = prop::option::of((0..80u16, 0..12u16).prop_map(|(x, y)| Position { x, y }));
    prop::collection::vec(cursor, 3)
}

fn profiles() -> impl Strategy<Value = Profile> {
    let colours = prop::sample::select(vec![
        Colours::Mono,
        Colours::Ansi16,
        Colours::Ansi256,
        Colours::True,
    ]);
    (colours, any::<bool>()).prop_map(|(colours, erasing)| profile(colours, erasing))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn after_any_frame_as_fresh(
        size in size(),
        strokes in prop::collection::vec(strokes(N_SETTLED), 3),
        keep in prop::collection::vec(any::<bool>(), 3),
        cursors in cursors(),
        profile in profiles(),
    ) {
        check(&chain(size, &strokes, &keep), &cursors, &profile, true);
    }

    #[test]
    fn also_where_terminals_disagree_on_widths(
        size in size(),
        strokes in prop::collection::vec(strokes(PIECES.len()), 3),
        keep in prop::collection::vec(any::<bool>(), 3),
        cursors in cursors(),
        profile in profiles(),
    ) {
        check(&chain(size, &strokes, &keep), &cursors, &profile, false);
    }

    #[test]
    fn no_symbol_carries_a_sequence(
        symbols in prop::collection::vec("(?s).{0,6}", 40),
        utf8 in any::<bool>(),
    ) {
        let mut frame = Buffer::empty(Rect::new(0, 0, 20, 2));
        for (cell, symbol) in frame.content.iter_mut().zip(&symbols) {
            cell.set_symbol(symbol);
        }
        let profile = Profile { utf8, ..profile(Colours::True, true) };
        let bytes = Painter::new(profile).frame(&frame, None).to_vec();
        prop_assert_eq!(aliens(&bytes), Vec::<String>::new());
        prop_assert!(utf8 || bytes.is_ascii());
    }
}

fn painted(frames: &[&[&str]]) -> String {
    let mut painter = Painter::new(profile(Colours::Ansi16, true));
    let mut last = String::new();
    for lines in frames {
        let frame = Buffer::with_lines(lines.iter().copied());
        let bytes = painter.frame(&frame, None).to_vec();
        last = String::from_utf8(bytes).unwrap().replace('\u{1b}', "^");
    }
    last
}

#[test]
fn few_bytes() {
    let blank = " ".repeat(60);
    let long = "x".repeat(60);
    let pieces = format!("ab{}cd", " ".repeat(56));
    let fill = format!("ab{}cd", "y".repeat(56));
    for (frames, bytes) in [
        // A letter in the middle, two letters near each other, two far from each other.
        (vec![&["hello "][..], &["hexlo "]], "\u{8}\u{8}\u{8}x"),
        (vec![&["Hello "], &["Jellu "]], "\rJellu"),
        (vec![&["Hello, world "], &["Jello, worle "]], "\rJ^[12Ge"),
        // The end of a row is erased, and so is a hole in it.
        (vec![&[&long], &[&blank]], "\r^[K"),
        (vec![&[&fill], &[&pieces]], "^[3G^[56X"),
        (vec![&["abc"], &["ab "]], "^[3G "),
        // Rows below each other.
        (vec![&["a ", "b "], &["x ", "y "]], "^[Hx\r\ny"),
        // Half of a wide glyph.
        (vec![&["漢x"], &["漢y"]], "^[3Gy"),
        (vec![&["漢x"], &["a x"]], "\ra "),
        (vec![&["a x"], &["漢x"]], "\r漢"),
    ] {
        assert_eq!(painted(&frames), bytes, "{frames:?}");
    }
}

#[test]
fn another_size_or_a_repaint_starts_over() {
    let mut painter = Painter::new(profile(Colours::Ansi16, true));
    let clear = b"\x1b[m\x1b[r\x1b[H\x1b[J";
    for n in 1..4 {
        let frame = Buffer::empty(Rect::new(0, 0, n, n));
        assert!(painter.frame(&frame, None).starts_with(clear));
        assert!(painter.frame(&frame, None).is_empty());
    }
    painter.repaint();
    let frame = Buffer::empty(Rect::new(0, 0, 3, 3));
    assert!(painter.frame(&frame, None).starts_with(clear));
    let none = Buffer::empty(Rect::ZERO);
    assert!(
        painter
            .frame(&none, Some(Position::ORIGIN))
            .starts_with(clear)
    );
}

/// One case of painting at random: strokes, panes that scroll and the whole program, all of the seed.
pub(crate) fn soak(chance: &mut Chance) {
    let mut runner = TestRunner::new_with_rng(
        ProptestConfig::default(),
        TestRng::from_seed(RngAlgorithm::ChaCha, &seed(chance)),
    );
    let mut any = |n: usize| {
        let all = (scroll::scenes(n), scroll::acts(), scroll::profiles());
        all.new_tree(&mut runner)
            .expect("it is always one")
            .current()
    };
    for n in [N_SETTLED, PIECES.len()] {
        let (scene, acts, profile) = any(n);
        scroll::play(scene, &acts, &profile);
    }
    for n in [N_SETTLED, PIECES.len()] {
        let all = (
            size(),
            prop::collection::vec(strokes(n), 3),
            prop::collection::vec(prop::bool::ANY, 3),
            cursors(),
            profiles(),
        );
        let tree = all.new_tree(&mut runner).expect("it is always one");
        let (size, strokes, keep, cursors, profile) = tree.current();
        check(
            &chain(size, &strokes, &keep),
            &cursors,
            &profile,
            n == N_SETTLED,
        );
    }
    if chance.below(8) == 0 {
        program::play(chance, 60);
    }
}

fn seed(chance: &mut Chance) -> [u8; 32] {
    std::array::from_fn(|_| chance.below(256) as u8)
}

#[test]
fn colours_are_saved_only_when_everything_is_painted_anyway() {
    let mut frame = Buffer::empty(Rect::new(0, 0, 20, 1));
    frame.set_string(0, 0, "red", Style::new().fg(Color::Rgb(255, 0, 0)));
    let sgr = |bytes: &[u8]| {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        let kind = |part: &str| part.starts_with("38;2;").then_some(24);
        let kinds = text
            .split("\x1b[")
            .filter_map(|part| kind(part).or_else(|| part.starts_with("38;5;").then_some(8)));
        kinds.collect::<Vec<_>>()
    };
    let mut profile = Profile::from_env(|name| (name == "TERM").then(|| "foot".to_owned()));
    assert_eq!(profile.colours, Colours::True);
    let mut painter = Painter::new(profile.clone());
    assert_eq!(sgr(painter.frame(&frame, None)), [24]);
    painter.save_colours(true);
    assert_eq!(
        painter.frame(&frame, None),
        b"",
        "nothing is painted for it"
    );
    painter.repaint();
    assert_eq!(sgr(painter.frame(&frame, None)), [8]);
    painter.save_colours(false);
    assert_eq!(painter.frame(&frame, None), b"");
    painter.repaint();
    assert_eq!(sgr(painter.frame(&frame, None)), [24]);
    // A terminal that turns out to have more colours than were thought, on a slow link.
    profile.colours = Colours::Ansi256;
    let mut painter = Painter::new(profile.clone());
    assert_eq!(sgr(painter.frame(&frame, None)), [8]);
    painter.save_colours(true);
    profile.colours = Colours::True;
    painter.set_profile(profile);
    assert_eq!(
        painter.frame(&frame, None),
        b"",
        "they are saved from the start"
    );
}
