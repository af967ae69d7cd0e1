//! Tests of pages as a whole, odd ones most of all.

use proptest::prelude::*;

use super::super::{Input, Loaded, load};

fn page(html: &str) -> Result<Loaded, super::Error> {
    load(&Input {
        bytes: html.as_bytes().to_vec(),
        name: "page.html".to_owned(),
        ..Input::default()
    })
}

/// How many blocks and comments a page has; nothing where it is refused.
fn counts(html: &str) -> (usize, usize) {
    let documents = page(html).map_or_else(|_| Vec::new(), |l| l.documents);
    let first = documents.first();
    first.map_or((0, 0), |d| (d.blocks.len(), d.thread.len()))
}

const BOXES: [&str; 22] = [
    "div",
    "p",
    "article",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "td",
    "section",
    "h1",
    "h3",
    "blockquote",
    "pre",
    "form",
    "select",
    "svg",
    "math",
    "template",
    "noscript",
    "figure",
    "main",
];
const MARKS: [&str; 8] = ["a", "b", "i", "font", "nobr", "code", "q", "time"];
const WORDS: [&str; 14] = [
    "Comments (3)",
    "Reply",
    "Anna says:",
    "3 May 2024 at 10:12",
    "2 days ago",
    "The bridge was opened on Monday, and the first cart went over it before noon.",
    "I love it, thanks!",
    "สะพานเปิดแล้วเมื่อวันจันทร์ ชาวบ้านดีใจมากที่ไม่ต้องอ้อมอีก",
    "&nbsp;",
    "&#x110000;",
    "\u{0}",
    "\u{202e}e\u{301}",
    "<",
    "]]>",
];
const ODD: [&str; 14] = [
    "<!--",
    "-->",
    "<![CDATA[",
    "<script>",
    "</script>",
    "<style>",
    "<textarea>",
    "<title>",
    "<script type=application/ld+json>{\"@type\":\"Comment\",\"text\":",
    "<img src=a.jpg alt='x'>",
    "<br>",
    "<p class='comment comment-body' id=comment-3 a=\"",
    "<base href='//x y'>",
    "<meta property=og:title content=x>",
];

fn bit() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(&BOXES[..]).prop_map(|n| format!("<{n}>")),
        3 => prop::sample::select(&BOXES[..]).prop_map(|n| format!("</{n}>")),
        2 => prop::sample::select(&MARKS[..]).prop_map(|n| format!("<{n} href='/a?b' class=author datetime=2024-02-30>")),
        1 => prop::sample::select(&MARKS[..]).prop_map(|n| format!("</{n}>")),
        4 => prop::sample::select(&WORDS[..]).prop_map(str::to_owned),
        1 => prop::sample::select(&ODD[..]).prop_map(str::to_owned),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_soup_loads_or_is_refused(bits in prop::collection::vec(bit(), 0..120), again in 1..8_usize) {
        let html = format!("<!doctype html>{}", bits.concat().repeat(again));
        let (blocks, comments) = counts(&html);
        prop_assert!(blocks <= 2 * html.len() && comments <= html.len());
        if let Ok(loaded) = page(&html) {
            prop_assert_eq!(loaded.documents.len(), 1);
        }
    }
}

#[test]
fn deep_and_wide_pages_need_little_stack() {
    let n = 6000;
    let each = |f: fn(usize) -> String| (0..n).map(f).collect::<Vec<_>>().concat();
    let pages = [
        ("boxes", "<div>".repeat(n)),
        (
            "marks",
            format!("{}{}", each(|i| format!("<b a={i}>")), "<p>x".repeat(n)),
        ),
        ("lists", "<ul><li>x".repeat(n)),
        (
            "misnested",
            format!(
                "{}{}{}",
                "<a>".repeat(n),
                "<i>x".repeat(n),
                "</a>".repeat(n)
            ),
        ),
        ("tables", "<table><tr><td>x".repeat(n)),
        ("pictures", "<svg><foreignObject>x".repeat(n)),
        ("formulas", "<math><mi>x".repeat(n)),
        ("quotes", "<blockquote>x <q>".repeat(n)),
        ("moulds", "<template><p>x".repeat(n)),
        ("paragraphs", "<p>x".repeat(n)),
        (
            "answers",
            "<div><b>Anna</b> <time>2024-01-02</time><p>It is so, is it not?</p><a>Reply</a>"
                .repeat(n),
        ),
        (
            "data",
            format!(
                "<script type=application/ld+json>{}</script><p>x",
                "[".repeat(n)
            ),
        ),
        (
            "attributes",
            format!("<p{}>x", each(|i| format!(" a{i}='<b>'"))),
        ),
        (
            "a remark without an end",
            format!("<p>x<!-- {}", "- ".repeat(n)),
        ),
        (
            "words without an end",
            format!("<p>x<textarea>{}", "<b>".repeat(n)),
        ),
    ];
    for (name, body) in pages {
        let html = format!("<!doctype html><title>Odd</title><p>There is a word.</p>{body}");
        let stack = std::thread::Builder::new().stack_size(1 << 20);
        let done = stack.spawn(move || counts(&html)).unwrap().join();
        let (blocks, comments) = done.unwrap_or_else(|_| panic!("{name}"));
        assert!((1..=3 * n).contains(&blocks), "{name}: {blocks} blocks");
        assert!(comments <= n, "{name}: {comments} comments");
    }
}
