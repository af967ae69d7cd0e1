//! Golden widths, and properties over mixed scripts.

use super::*;
use proptest::prelude::*;

fn symbols(text: &str) -> Vec<(String, u8)> {
    cells(text)
        .map(|g| (g.symbol.into_owned(), g.cells))
        .collect()
}

fn glyph_line(text: &str) -> String {
    symbols(text)
        .into_iter()
        .map(|(s, _)| s)
        .collect::<Vec<_>>()
        .join("|")
}

/// The columns that terminals advance, as measured in twenty of them.
#[test]
fn golden_widths() {
    for (text, cells) in [
        ("กี่", 1),
        ("กู", 1),
        ("กำ", 2),
        ("น้ำ", 2),
        ("กํา", 2),
        ("นํ้า", 2),
        ("นำ้", 2),
        ("น้ําท่วม", 5),
        ("น้ำท่วมกรุงเทพฯ ปี 2554 ทำให้ผู้คนต้องอพยพ", 34),
        ("a\u{200b}b", 2),
        ("a\u{ad}b", 2),
        ("👨\u{200d}👩\u{200d}👧", 2),
        ("❤\u{fe0f}", 2),
        ("❤", 1),
        ("🇹🇭", 2),
        ("漢", 2),
        ("한글", 4),
        ("§—“”…", 5),
        ("ກຳ", 2),
        ("◌้", 1),
        ("ｶﾞ", 2),
        ("", 0),
        ("\n", 0),
    ] {
        assert_eq!(width(text), cells, "{text:?}");
    }
    for c in ('\u{e01}'..='\u{e3a}').chain('\u{e3f}'..='\u{e5b}') {
        let expected = if c == '\u{e33}' { 2 } else { 1 };
        assert_eq!(width(&c.to_string()), expected, "{c} alone");
    }
}

#[test]
fn sara_am_is_two_glyphs() {
    for (text, expected) in [
        ("กำ", "ก\u{e4d}|\u{e32}"),
        ("น้ำ", "น\u{e4d}\u{e49}|\u{e32}"),
        ("นำ้", "น\u{e4d}\u{e49}|\u{e32}"),
        ("น้\u{e4d}า", "น\u{e4d}\u{e49}|\u{e32}"),
        ("นํ้า", "น\u{e4d}\u{e49}|\u{e32}"),
        ("ำ", "◌\u{e4d}|\u{e32}"),
        ("aำ", "a\u{e4d}|\u{e32}"),
        ("กำำ", "ก\u{e4d}|\u{e32}\u{e4d}|\u{e32}"),
        ("ກຳ", "ກ\u{ecd}|\u{eb2}"),
        ("ນ້ຳ", "ນ\u{ecd}\u{ec9}|\u{eb2}"),
        ("่ก", "◌่|ก"),
        ("ทำงาน", "ท\u{e4d}|\u{e32}|ง|า|น"),
    ] {
        assert_eq!(glyph_line(text), expected, "{text}");
        assert_eq!(display_form(text), expected.replace('|', ""), "{text}");
    }
    let both: Vec<_> = cells("xน้ำ").map(|g| g.bytes).collect();
    assert_eq!(both, [0..1, 1..10, 1..10]);
}

#[test]
fn invisible_characters_are_gone() {
    for (text, expected) in [
        ("pay\u{200b}pal\u{ad}\u{2060}\u{feff}", "paypal"),
        ("user \u{202e}nimda\u{202c}\u{2066}", "user nimda"),
        ("a\u{fe0f}b\u{200d}c\u{200c}", "abc"),
        ("ก\u{200d}ข", "กข"),
        ("क्\u{200d}ष", "क्\u{200d}ष"),
        ("❤\u{fe0f}", "❤\u{fe0f}"),
        ("👨\u{200d}👩", "👨\u{200d}👩"),
        ("👨\u{200d}", "👨"),
        ("a\u{200b}\u{301}", "a◌\u{301}"),
        ("\u{e0041}x", "x"),
    ] {
        assert_eq!(display_form(text), expected, "{text:?}");
    }
    assert!(matches!(display_form("plain ไทย 漢字 é"), Cow::Borrowed(_)));
}

#[test]
fn ordinary_clusters_are_borrowed() {
    let text = "ที่นี่มีน้ำและ chips, 漢字 – ทำงาน";
    for glyph in cells(text) {
        assert!(matches!(glyph.symbol, Cow::Borrowed(_)), "{glyph:?}");
    }
}

#[test]
fn cutting_and_filling() {
    for (text, limit, expected) in [
        ("กำลัง", 5, "กำลัง"),
        ("กำลังดี", 4, "กำลั…"),
        ("กำลังดี", 2, "…"),
        ("กำลังดี", 3, "กำ…"),
        ("漢字漢", 4, "漢…"),
        ("abc", 0, ""),
        ("abc", 1, "…"),
        ("", 0, ""),
    ] {
        assert_eq!(truncate(text, limit), expected, "{text} {limit}");
    }
    assert_eq!(pad("กำ", 4), "กำ  ");
    assert_eq!(pad("漢字", 2), "… ");
    assert_eq!(pad("漢字", 3), "漢…");
    assert_eq!(pad("漢", 0), "");
}

#[test]
fn bytes_and_cells() {
    let text = "xกำy";
    assert_eq!([0, 1, 2, 3, 4].map(|x| byte_at(text, x)), [0, 1, 1, 7, 8]);
    assert_eq!(
        [0, 1, 4, 7, 8, 99].map(|b| cell_at(text, b)),
        [0, 1, 1, 3, 4, 4]
    );
    assert_eq!(cluster_at(text, 5), 1..7);
    assert_eq!(cluster_at(text, 99), 8..8);
    assert_eq!(cluster_end("e\u{301}", 0), 3);
}

/// Text out of everything that has its own way of being drawn.
pub(crate) fn mixed() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[ก-ฮ]{0,2}[ะ-ฺ]{0,2}[็-๎]{0,2}",
        "[ -~]{1,3}",
        "[一-三あ-う\u{1100}-\u{1103}\u{1161}-\u{1163}\u{11a8}-\u{11aa}\u{ac00}-\u{ac05}]{1,2}",
        "[\u{e81}-\u{ecd}]{1,3}",
        "[\u{905}-\u{94d}]{1,3}",
        "[\u{1780}-\u{17d3}]{1,3}",
        any::<char>().prop_map(String::from),
        prop::sample::select(vec![
            "👩",
            "\u{200d}",
            "\u{fe0f}",
            "\u{1f3fd}",
            "🇹",
            "\u{301}",
            "\u{200b}",
            "\u{ad}",
            "\u{202e}",
            "ำ",
            "ํ",
            "า",
            "่",
            "⸻",
            "\u{600}",
            "ｶ",
            "ﾞ",
            "\u{e0062}",
        ])
        .prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..16).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn widths_agree(text in mixed()) {
        let text = crate::text::clean(&text);
        let glyphs: Vec<_> = cells(&text).collect();
        let sum: usize = glyphs.iter().map(|g| usize::from(g.cells)).sum();
        prop_assert_eq!(width(&text), sum);
        let shown = display_form(&text);
        let joined: String = glyphs.iter().map(|g| g.symbol.as_ref()).collect();
        prop_assert_eq!(&joined, &shown);
        for glyph in &glyphs {
            prop_assert!(matches!(glyph.cells, 1 | 2), "{:?}", glyph);
        }
        prop_assert_eq!(clusters(&text).map(|(_, c)| cluster_width(c)).sum::<usize>(), sum);
        let mut at = 0;
        for (bytes, _) in spans(&text) {
            prop_assert_eq!(bytes.start, at);
            prop_assert_eq!(&text[bytes.clone()], text[at..].graphemes(true).next().unwrap());
            prop_assert_eq!(cluster_at(&text, at), bytes.clone());
            at = bytes.end;
        }
        for limit in [0, 1, 2, 3, 7, 20] {
            prop_assert!(width(&truncate(&text, limit)) <= limit);
            prop_assert_eq!(width(&pad(&text, limit)), limit);
        }
    }

    #[test]
    fn the_screen_buffer_agrees(text in "([ก-ฮ][ะ-ฺ]?[็-๎]?|[ -~]|[一-三]|🇹🇭|❤\u{fe0f}|👩\u{200d}🚀|é|\u{200b}|\u{301}|กำ|ນ້ຳ){0,20}") {
        let shown = display_form(&text);
        let theirs: usize = shown.graphemes(true).map(display::width).sum();
        prop_assert_eq!(width(&text), theirs);
        let mut buffer = ratatui::buffer::Buffer::empty(ratatui::layout::Rect::new(0, 0, 200, 1));
        let (x, _) = buffer.set_stringn(0, 0, &shown, 200, ratatui::style::Style::default());
        prop_assert_eq!(usize::from(x), theirs, "buffer {:?}", shown);
    }
}
