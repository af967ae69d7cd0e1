//! What every line must hold, at every width, over every kind of text.

use khao::text::{Clean, Fit, Segmenter, cell, clean, fragments, wrap};
use proptest::prelude::*;

/// Thai, English, emoji and other text, with everything that rules speak of.
fn prose() -> impl Strategy<Value = Clean> {
    let piece = prop_oneof![
        4 => prop::sample::select(vec![
            "น้ำท่วมกรุงเทพฯ", "ทำให้ผู้คนต้องอพยพ", "ต่าง ๆ", "พ.ศ. 2562", "11 ธ.ค. 2563", "500 บาท", "ฯลฯ", "“สวัสดี”",
            "โรงพยาบาล", "แอปGoogleสำหรับ", "นํ้า", "เเม่", "มากกกก", " ", " ", "  ", "\u{200b}", "\u{a0}", "\u{ad}", "-",
        ]).prop_map(String::from),
        2 => "[a-z]{1,12}[ ,.]?",
        1 => "[ก-ฮ]{1,4}",
        1 => "[ก-๛]{1,6}",
        1 => prop::sample::select(vec![
            "👨\u{200d}👩\u{200d}👧", "🇹🇭", "❤\u{fe0f}", "漢字かな", "한글", "é", "\u{301}", "\u{202e}", "https://example.com/a?b=c",
        ]).prop_map(String::from),
        1 => Just("\n".to_owned()),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|parts| clean(&parts.concat()))
}

/// Whether a line that starts with `c` reads as broken.
fn never_first(c: char) -> bool {
    matches!(c, '\u{e2f}'..='\u{e3a}' | '\u{e45}'..='\u{e4e}')
}

fn visible(c: char) -> bool {
    !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn lines_hold(text in prose(), width in 2usize..=200, optimal in any::<bool>()) {
        let fit = if optimal { Fit::Optimal } else { Fit::First };
        let pieces = fragments(&text, &Segmenter::new());
        let lines = wrap(&text, &pieces, width, fit);

        // With the white space between them they cover the text, and each line end of the text ends one.
        let mut at = 0;
        for line in &lines {
            let (from, to) = (line.from as usize, line.to as usize);
            prop_assert!(at <= from && from <= to);
            prop_assert!(text[at..from].chars().all(|c| c == ' ' || c == '\n'));
            prop_assert!(!text[from..to].contains('\n'));
            prop_assert_eq!(cell::width(&text[from..to]), usize::from(line.cells));
            at = to;
        }
        prop_assert!(text[at..].chars().all(|c| c == ' ' || c == '\n'));
        let paragraphs = text.strip_suffix('\n').unwrap_or(&text).split('\n').count();
        prop_assert!(lines.len() >= paragraphs);

        // Borders of visible pieces: a line may start inside one only where it is wider than the line.
        let mut forced = Vec::new();
        let mut start = 0u32;
        for p in &pieces {
            if usize::from(p.cells) > width {
                forced.push(start..start + p.bytes);
            }
            start += p.bytes + u32::from(p.space_bytes);
        }
        for (i, line) in lines.iter().enumerate() {
            let shown = &text[line.from as usize..line.to as usize];
            prop_assert!(usize::from(line.cells) <= width || cell::clusters(shown).count() == 1, "{:?} at {}", shown, width);
            prop_assert!(cell::cluster_at(&text, line.from as usize).start == line.from as usize);
            let inside = |at: u32| forced.iter().any(|f| f.start < at && at < f.end);
            let new_paragraph = line.from == 0 || text[..line.from as usize].trim_end_matches(' ').ends_with('\n');
            if !inside(line.from) && !new_paragraph {
                prop_assert!(!shown.chars().find(|c| visible(*c)).is_some_and(never_first), "{:?} at {}", shown, width);
            }
            let ends_paragraph = i + 1 == lines.len() || text[line.to as usize..].trim_start_matches(' ').starts_with('\n');
            if !inside(line.to) && !ends_paragraph {
                let last = shown.chars().rev().find(|c| visible(*c) && *c != ' ');
                prop_assert!(!last.is_some_and(|c| matches!(c, 'เ' | 'แ' | 'โ' | 'ใ' | 'ไ')), "{:?} at {}", shown, width);
            }
        }
    }
}

#[test]
fn narrow_and_wide() {
    let text = "กำลังดี ok";
    let pieces = fragments(text, &Segmenter::new());
    for width in [0, 1] {
        let lines = wrap(text, &pieces, width, Fit::First);
        let shown: Vec<_> = lines
            .iter()
            .map(|l| &text[l.from as usize..l.to as usize])
            .collect();
        assert_eq!(shown, ["กำ", "ลั", "ง", "ดี", "o", "k"]);
    }
    let lines = wrap(text, &pieces, 70_000, Fit::Optimal);
    assert_eq!(lines.len(), 1);
}

#[test]
fn paragraphs_keep_their_line_ends() {
    let count = |text: &str| {
        let pieces = fragments(text, &Segmenter::new());
        [Fit::First, Fit::Optimal].map(|fit| wrap(text, &pieces, 20, fit).len())
    };
    assert_eq!(count("a\n\nb"), [3, 3]);
    assert_eq!(count("a\n"), [1, 1]);
    assert_eq!(count(""), [1, 1]);
    assert_eq!(count("\n"), [1, 1]);
}

#[test]
fn a_very_long_word_rejoins() {
    let text = "x".repeat(100_000);
    let pieces = fragments(&text, &Segmenter::new());
    for fit in [Fit::First, Fit::Optimal] {
        let lines = wrap(&text, &pieces, 70, fit);
        assert_eq!(lines.len(), 100_000usize.div_ceil(70));
        assert!(lines[..lines.len() - 1].iter().all(|l| l.cells == 70));
    }
}

#[test]
fn an_article_prefers_phrase_ends() {
    let text = "น้ำท่วมกรุงเทพมหานคร จะทำให้คนต้องอพยพ";
    let pieces = fragments(text, &Segmenter::new());
    let shown = |fit| -> Vec<_> {
        wrap(text, &pieces, 20, fit)
            .iter()
            .map(|l| &text[l.from as usize..l.to as usize])
            .collect()
    };
    assert_eq!(
        shown(Fit::Optimal),
        ["น้ำท่วมกรุงเทพมหานคร", "จะทำให้คนต้องอพยพ"]
    );
    assert_eq!(shown(Fit::First), ["น้ำท่วมกรุงเทพมหานคร จะ", "ทำให้คนต้องอพยพ"]);
}
