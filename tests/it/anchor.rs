//! Which passage a comment speaks of, and which passages of two documents speak of the same.

use std::time::Instant;

use khao::load::{Input, load};
use khao::model::{Anchor, Document, Match, Passage, Via};
use khao::relate::{Anchoring, Prepared, anchors, matches, only_in};
use khao::text::{Segmenter, cell};
use proptest::prelude::*;
use serde_json::json;

/// A document of paragraphs and comments; a comment may answer another, by its number.
fn document(paragraphs: &[&str], comments: &[(&str, Option<usize>)]) -> Document {
    let comments: Vec<_> = comments
        .iter()
        .map(|(text, parent)| json!({"text": text, "parent": parent}))
        .collect();
    let (paragraphs, comments) = (json!(paragraphs), json!(comments));
    // The key that tells the format comes first.
    read(&format!(
        r#"{{"khao": 1, "blocks": {paragraphs}, "comments": {comments}}}"#
    ))
}

fn read(text: &str) -> Document {
    let input = Input {
        bytes: text.into(),
        ..Input::default()
    };
    load(&input).unwrap().documents.remove(0)
}

fn seeds() -> Vec<Document> {
    let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");
    let mut paths: Vec<_> = std::fs::read_dir(dir)
        .unwrap()
        .map(|f| f.unwrap().path())
        .collect();
    paths.sort();
    let text = |p: &std::path::PathBuf| std::fs::read_to_string(p).unwrap();
    paths.iter().map(|p| read(&text(p))).collect()
}

fn all(document: &Document) -> Vec<Anchor> {
    anchors(document, &Segmenter::new())
}

/// What each comment speaks of first: comment, block, how it was found.
fn first(document: &Document) -> Vec<(u32, u32, Via)> {
    let mut found = all(document);
    found.dedup_by_key(|a| a.comment);
    found
        .iter()
        .map(|a| (a.comment.0, a.found.here.block.0, a.via))
        .collect()
}

const TOWN: [&str; 4] = [
    "The council of Harwick voted on Tuesday to close the old swimming pool on Mill Lane.",
    "Mayor Joan Ferris said that the repairs of its roof would cost 2.4 million pounds.",
    "The money goes to three new playgrounds and a library bus for the villages instead.",
    "Swimmers have gathered 5,000 signatures and want the court in Leeds to stop the sale.",
];

#[test]
fn the_seed_shows_what_it_must() {
    let seeds = seeds();
    let found = first(&seeds[0]);
    for comment in [18, 21] {
        let own = found.iter().find(|f| f.0 == comment).unwrap();
        assert_eq!((own.1, own.2), (5, Via::Words), "{comment}");
    }
    // What comment 11 says stands in all three paragraphs on the platform.
    let platform = all(&seeds[0]);
    let platform = platform.iter().filter(|a| a.comment.0 == 11);
    let blocks: Vec<u32> = platform.map(|a| a.found.here.block.0).collect();
    assert!(blocks.contains(&5), "{blocks:?}");
}

#[test]
fn the_partners_are_found_in_the_other_sources() {
    let seeds = seeds();
    for (source, words) in [(1, "Seoul National University"), (3, "เวียดนาม")] {
        let found = matches(&seeds[0], &seeds[source], &Segmenter::new());
        let first = found.iter().find(|m| m.here.block.0 == 5).unwrap();
        let there = seeds[source].text(first.there.block);
        assert!(there.contains(words), "{there}");
    }
}

#[test]
fn words_quotes_and_threads() {
    let doc = document(
        &TOWN,
        &[
            ("Ferris never mended that roof in ten years.", None),
            ("She could have. Shame on her!", Some(0)),
            ("Lovely weather today.", None),
            (
                "“want the court in leeds to stop the sale” – good luck with that",
                None,
            ),
            (
                "My kids will love the playgrounds, and the library bus.",
                None,
            ),
        ],
    );
    assert_eq!(
        first(&doc),
        [
            (0, 1, Via::Words),
            (1, 1, Via::Thread),
            (3, 3, Via::Quote),
            (4, 2, Via::Words)
        ]
    );
    let found = all(&doc);
    assert!(found[1].found.confidence <= found[0].found.confidence / 2.0);
    assert!(found[1].found.there_words.is_empty());
    let why: Vec<_> = found[0]
        .found
        .why
        .iter()
        .map(|r| r.text.to_string())
        .collect();
    assert_eq!(why[0], "Ferris", "{why:?}");
}

#[test]
fn thai_finds_its_passage_as_english_does() {
    let doc = document(
        &[
            "สภาเทศบาลเมืองลงมติเมื่อวันอังคารให้ปิดสระว่ายน้ำเก่าริมคลอง",
            "นายกเทศมนตรีกล่าวว่าค่าซ่อมหลังคาสูงถึง 24 ล้านบาท",
            "เงินจำนวนนี้จะนำไปสร้างสนามเด็กเล่นและรถห้องสมุดสำหรับหมู่บ้าน",
        ],
        &[
            ("ซ่อมหลังคาทำไมแพงขนาดนี้", None),
            ("ลูกของผมคงชอบสนามเด็กเล่นมาก", None),
            ("The roof repair costs 24 million, really?", None),
        ],
    );
    let found: Vec<(u32, u32)> = first(&doc).iter().map(|f| (f.0, f.1)).collect();
    assert_eq!(found, [(0, 1), (1, 2), (2, 1)]);
}

#[test]
fn pieces_give_what_the_whole_gives() {
    let doc = &seeds()[0];
    let s = Segmenter::new();
    let mut pieces = Anchoring::new(doc, &s);
    let mut found = Vec::new();
    while let Some(piece) = pieces.next(doc, 4) {
        found.extend(piece);
    }
    assert_eq!(found, all(doc));
}

#[test]
fn odd_documents_have_no_anchors() {
    let none: [&[&str]; 2] = [&[], &["", "!!!"]];
    for paragraphs in none {
        let doc = document(paragraphs, &[("the roof of the pool", None), ("", None)]);
        assert_eq!(all(&doc), []);
        assert_eq!(matches(&doc, &seeds()[0], &Segmenter::new()), []);
        assert_eq!(matches(&seeds()[0], &doc, &Segmenter::new()), []);
    }
    let pictures = read(
        &json!({"khao": 1, "blocks": [{"kind": "image", "text": "the roof of the pool"}],
            "comments": [{"text": "the roof of the pool", "parent": null}]})
        .to_string(),
    );
    assert_eq!(all(&pictures), []);
    // One paragraph: whatever is said is said of it, or of nothing.
    let one = document(
        &TOWN[..1],
        &[("Harwick and its pool", None), ("thanks!", None)],
    );
    check(&one);
}

#[test]
fn a_long_discussion_is_taken_in_one_go() {
    let said: Vec<String> = (0..10_000)
        .map(|i| format!("Ferris never mended roof {i}, {} years now", i % 7))
        .collect();
    let comments: Vec<_> = said.iter().map(|t| (t.as_str(), None)).collect();
    let doc = document(&TOWN, &comments);
    let found = all(&doc);
    assert!(found.len() >= said.len());
}

#[test]
fn prepared_once_the_seeds_match_as_each_alone() {
    let seeds = seeds();
    let s = Segmenter::new();
    for here in &seeds {
        let prepared = Prepared::of(here, &s);
        for there in &seeds {
            assert_eq!(prepared.matches(here, there), matches(here, there, &s));
            assert_eq!(prepared.only_in(here, there), only_in(here, there, &s));
        }
    }
}

#[test]
fn of_a_book_the_first_pages_are_compared() {
    let book = |what: &str| {
        let said = (0..3_000).map(|i| format!("{what} {i} of Harwick on Mill Lane closed."));
        let said: Vec<String> = said.collect();
        document(&said.iter().map(String::as_str).collect::<Vec<_>>(), &[])
    };
    let (a, b) = (book("Pool"), book("Library"));
    let s = Segmenter::new();
    let run = || {
        let begun = Instant::now();
        (matches(&a, &b, &s), begun.elapsed())
    };
    // The fastest of some: other tests run beside this one.
    let runs: Vec<_> = (0..3).map(|_| run()).collect();
    assert!(!runs[0].0.is_empty() && runs[0].0.iter().all(|m| m.here.block.0 < 400));
    let fastest = runs.iter().map(|r| r.1).min().unwrap();
    assert!(fastest.as_secs_f32() < 1.0, "{fastest:?}");
}

fn check(document: &Document) {
    let found = all(document);
    assert_eq!(found, all(document));
    assert!(found.is_sorted_by_key(|a| a.comment));
    for same in found.chunk_by(|a, b| a.comment == b.comment) {
        assert!(same.len() <= 3);
        assert!(same.is_sorted_by(|a, b| a.found.confidence >= b.found.confidence));
    }
    for anchor in &found {
        let comment = document.thread.get(anchor.comment);
        assert!(document.article.blocks.contains(&anchor.found.here.block));
        assert!(comment.blocks.contains(&anchor.found.there.block));
        check_match(&anchor.found, document, document);
    }
}

fn check_match(found: &Match, here: &Document, there: &Document) {
    assert!((0.0..=1.0).contains(&found.confidence));
    assert!(found.why.len() <= 4);
    let sides = [
        (&found.here, &found.here_words, here),
        (&found.there, &found.there_words, there),
    ];
    for (passage, words, document) in sides {
        let Passage { block, bytes } = passage;
        let text = document.text(*block);
        let border = |at: u32| {
            let at = at as usize;
            assert!(text.is_char_boundary(at), "{at} in {text:?}");
            assert!(
                at == text.len() || cell::cluster_start(text, at) == at,
                "{at} in {text:?}"
            );
        };
        let mut last = None;
        assert!(bytes.start <= bytes.end);
        for range in std::iter::once(bytes).chain(words) {
            border(range.start);
            border(range.end);
        }
        for word in words {
            assert!(word.start < word.end && last.is_none_or(|l| l < word.start));
            last = Some(word.end);
        }
    }
}

/// Words that make trouble: marks, clusters of several letters, numbers, quotes, Thai.
fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        Just("roof"),
        Just("Harwick"),
        Just("collaborate"),
        Just("collaboration."),
        Just("e\u{301}te\u{301}"),
        Just("สระว่ายน้ำ"),
        Just("หลังคา"),
        Just("ฝน\u{e31}\u{e31}"),
        Just("👨\u{200d}👩\u{200d}👧"),
        Just("2.4 million"),
        Just("ปี 2562"),
        Just("“want the court in Leeds to stop the sale”"),
        Just("U.S."),
        Just("\n"),
        Just("the"),
    ];
    prop::collection::vec((word, any::<bool>()), 0..14).prop_map(|words| {
        let glued = words
            .iter()
            .map(|(w, gap)| format!("{w}{}", if *gap { " " } else { "" }));
        glued.collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn ranges_lie_on_clusters_inside_their_blocks(
        paragraphs in prop::collection::vec(text(), 1..5),
        comments in prop::collection::vec((text(), prop::option::of(0usize..3)), 0..5),
    ) {
        let paragraphs: Vec<&str> = paragraphs.iter().map(String::as_str).collect();
        let comments: Vec<_> = comments
            .iter()
            .enumerate()
            .map(|(i, (t, p))| (t.as_str(), p.filter(|p| *p < i)))
            .collect();
        let doc = document(&paragraphs, &comments);
        check(&doc);
        let town = document(&TOWN, &[]);
        let s = Segmenter::new();
        for (here, there) in [(&doc, &town), (&town, &doc), (&doc, &doc)] {
            let found = matches(here, there, &s);
            let prepared = Prepared::of(here, &s);
            prop_assert_eq!(&found, &prepared.matches(here, there));
            prop_assert_eq!(only_in(here, there, &s), prepared.only_in(here, there));
            for m in &found {
                check_match(m, here, there);
            }
            for same in found.chunk_by(|a, b| a.here.block == b.here.block) {
                prop_assert!(same.len() <= 2);
            }
        }
    }
}
