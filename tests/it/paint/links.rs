//! Links for the terminal to open: they lie on their cells and nowhere else, whatever was painted before,
//! and only addresses of the web get that far.

use khao::load::{Input, load};
use khao::run::library::Library;
use khao::term::{Colours, Painter, Profile};
use khao::text::address::{Address, Placed};
use khao::ui;
use proptest::prelude::*;
use ratatui::buffer::Buffer;

use super::{N_SETTLED, Stroke, assert_same, chain, profile, size, strokes};
use crate::support::allowed::aliens;
use crate::support::bench::Bench;
use crate::support::emulators::in_alacritty;

fn linking(erasing: bool) -> Profile {
    Profile {
        hyperlinks: true,
        ..profile(Colours::Ansi16, erasing)
    }
}

/// Links of one frame: row, first column, length, which address.
type Wanted = Vec<(u16, u16, u16, usize)>;

fn wanted() -> impl Strategy<Value = Wanted> {
    prop::collection::vec((0..12u16, 0..80u16, 1..30u16, 0..3usize), 0..6)
}

/// As [`ui::links`] gives them: in order, none over another.
fn place(wanted: &Wanted, (width, height): (u16, u16)) -> Vec<Placed> {
    let all = [
        "https://e.org/",
        "http://e.org/a;b",
        "https://ข่าว.ไทย/ก?q=ข#ค",
    ];
    let mut placed: Vec<Placed> = Vec::new();
    for (row, from, n, which) in wanted {
        let (row, from) = (row % height, from % width);
        let columns = from..(from + n).min(width);
        let free = placed.iter().all(|p| {
            p.row != row || p.columns.end <= columns.start || columns.end <= p.columns.start
        });
        if free {
            placed.push(Placed {
                row,
                columns,
                address: Address::new(all[*which]).unwrap(),
            });
        }
    }
    placed.sort_by_key(|p| (p.row, p.columns.start));
    placed
}

fn check(
    size: (u16, u16),
    strokes: &[Vec<Stroke>],
    keep: &[bool],
    wanted: &[Wanted],
    profile: &Profile,
) {
    let frames = chain(size, strokes, keep);
    let links: Vec<_> = wanted.iter().map(|w| place(w, size)).collect();
    let mut painter = Painter::new(profile.clone());
    let mut bytes = Vec::new();
    for (frame, links) in frames.iter().zip(&links) {
        bytes.extend_from_slice(painter.frame_with(frame, links, None));
    }
    let (last, links) = (&frames[frames.len() - 1], &links[frames.len() - 1]);
    let mut fresh = Painter::new(profile.clone());
    let fresh = fresh.frame_with(last, links, None).to_vec();
    assert_eq!(aliens(&bytes), Vec::<String>::new());
    let (one, other) = (in_alacritty(&bytes, size), in_alacritty(&fresh, size));
    assert_same("alacritty", &one, &other);
    for (x, y, uri) in &one.links {
        // A wide glyph belongs to the link of its first cell.
        let reach = |p: &Placed| p.row == *y && (p.columns.contains(x) || p.columns.end == *x);
        let is = |p: &&Placed| reach(p) && p.address.uri() == uri;
        assert!(links.iter().any(|p| is(&p)), "{uri} at {x},{y}");
    }
    for link in links {
        let first = (link.columns.start, link.row);
        let is = |(x, y, _): &&(u16, u16, String)| (*x, *y) == first;
        let found = one.links.iter().find(is);
        let covered = last[first].symbol() == " " && first.0 > 0;
        assert!(found.is_some() || covered, "{link:?}");
    }
    assert_eq!(
        painter.frame_with(last, links, None),
        b"",
        "nothing changed"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn they_lie_on_their_cells(
        size in size(),
        strokes in prop::collection::vec(strokes(N_SETTLED), 3),
        keep in prop::collection::vec(any::<bool>(), 3),
        wanted in prop::collection::vec(wanted(), 3),
        erasing in any::<bool>(),
    ) {
        check(size, &strokes, &keep, &wanted, &linking(erasing));
    }
}

#[test]
fn a_link_is_closed_in_its_row_and_costs_its_address_once() {
    let mut frame = Buffer::with_lines(["see it now", "below     "]);
    let link = |row, columns| Placed {
        row,
        columns,
        address: Address::new("https://e.org/").unwrap(),
    };
    let links = [link(0, 4..6), link(1, 0..5)];
    let mut painter = Painter::new(linking(true));
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace('\u{1b}', "^");
    assert_eq!(
        text(painter.frame_with(&frame, &links, None)),
        "^[m^[r^[H^[Jsee ^]8;id=b27f;https://e.org/^\\it^[C^]8;;^\\now\r\n\
         ^]8;id=b27f;https://e.org/^\\below^]8;;^\\^[?25l"
    );
    frame.set_string(4, 0, "at", ratatui::style::Style::new());
    let n = painter.frame_with(&frame, &links, None).len();
    assert!(n < 50, "{n}");
    // Where the terminal is not known to drop them, none is sent.
    let mut plain = Painter::new(profile(Colours::Ansi16, true));
    let bytes = text(plain.frame_with(&frame, &links, None));
    assert!(!bytes.contains("]8"), "{bytes}");
}

/// Rows that the terminal scrolls take their links along, and nothing of them is sent again.
#[test]
fn scrolled_rows_keep_their_links() {
    let size = (40, 12);
    let screen = |top: usize| {
        let text = |n: usize| format!("{n} words and a link, and more of them");
        let lines: Vec<String> = (0..12)
            .map(|y| {
                if y == 0 {
                    "title".to_owned()
                } else {
                    text(top + y)
                }
            })
            .collect();
        let links: Vec<Placed> = (1..12u16)
            .filter(|y| (top + usize::from(*y)).is_multiple_of(3))
            .map(|row| Placed {
                row,
                columns: 12..18,
                address: Address::new(&format!("https://e.org/{}", top + usize::from(row)))
                    .unwrap(),
            })
            .collect();
        (Buffer::with_lines(lines), links)
    };
    let profile = Profile {
        scroll: true,
        pan: true,
        ..linking(true)
    };
    let mut painter = Painter::new(profile.clone());
    let mut bytes = Vec::new();
    for (step, top) in [10, 11, 12, 13, 12, 11, 20, 18].into_iter().enumerate() {
        let (frame, links) = screen(top);
        let new = painter.frame_with(&frame, &links, None);
        assert!(step == 0 || step > 5 || new.len() < 130, "{}", new.len());
        bytes.extend_from_slice(new);
        let fresh = Painter::new(profile.clone())
            .frame_with(&frame, &links, None)
            .to_vec();
        assert_eq!(aliens(&bytes), Vec::<String>::new());
        assert_same(
            "alacritty",
            &in_alacritty(&bytes, size),
            &in_alacritty(&fresh, size),
        );
    }
    // A row that differs in nothing but its link is not taken for the same.
    let (frame, links) = screen(18);
    let other: Vec<Placed> = links
        .iter()
        .map(|l| Placed {
            address: Address::new("https://other.example/").unwrap(),
            ..l.clone()
        })
        .collect();
    bytes.extend_from_slice(painter.frame_with(&frame, &other, None));
    let seen = in_alacritty(&bytes, size).links;
    assert!(seen.len() >= 18 && seen.iter().all(|l| l.2 == "https://other.example/"));
}

/// Every address is hostile but the first.
#[test]
fn hostile_addresses_are_no_links() {
    let long = format!("https://e.org/{}", "a".repeat(100_000));
    let urls = [
        "https://good.example/ข่าว",
        "https://e.org/\u{1b}\\\u{1b}]52;c;ZXZpbA==\u{7}",
        "https://e.org/\u{9c}\u{9d}52;c;ZXZpbA==\u{9c}",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,<script>x</script>",
        "https://e.org/ a\nb",
        &long,
    ];
    let text: String = urls.iter().map(|_| "link ").collect();
    let links: Vec<_> = urls
        .iter()
        .enumerate()
        .map(|(i, url)| serde_json::json!({"at": [i * 5, i * 5 + 4], "url": url}))
        .collect();
    let json = serde_json::json!({
        "khao": 1, "title": "x", "blocks": [{"text": text, "links": links}],
        "comments": [{"author": "A", "blocks": [{"text": text, "links": links}]}],
    });
    let input = Input {
        bytes: json.to_string().into_bytes(),
        name: "hostile.json".to_owned(),
        ..Input::default()
    };
    let mut library = Library::default();
    library.add(load(&input).unwrap().documents.remove(0));
    let mut bench = Bench::new(library, (120, 40));
    bench.keys("enter");
    for keys in ["zs", "g3", "G", "g1 v", "esc f"] {
        bench.keys(keys);
        let frame = bench.frame();
        let links = ui::links(&bench.app);
        let mut painter = Painter::new(linking(true));
        let bytes = painter.frame_with(&frame.cells, &links, None).to_vec();
        assert_eq!(aliens(&bytes), Vec::<String>::new());
        let uris: Vec<&str> = links.iter().map(|l| l.address.uri()).collect();
        // What was a sequence is gone before it is an address.
        let good = |u: &&str| *u == "https://e.org/" || u.starts_with("https://good.example/%E0");
        assert!(uris.iter().all(good), "{uris:?}");
        assert_eq!(uris.is_empty(), keys == "esc f", "{keys}: {}", frame.text());
    }
}
