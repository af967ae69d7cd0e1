//! The library finds the documents that a query finds in memory, whatever is in them.

use std::collections::BTreeSet;

use super::{document, put, query};
use khao::model::{CommentState, Document, State};
use khao::query::Subject;
use khao::store::Library;
use khao::text::clean_line;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Words that stand in each other, over borders, in both scripts and with signs between them.
const WORDS: &[&str] = &[
    "flood",
    "Flooding",
    "covid",
    "19",
    "COVID-19",
    "198",
    "a",
    "ab",
    "don’t",
    "Ann",
    "Stern",
    "ตา",
    "กลม",
    "ตากลม",
    "ตาก",
    "ลม",
    "มหิดล",
    "มหาวิทยาลัยมหิดล",
    "มหาวิทยาลัย",
    "น้ำ",
    "นํ้าท่วม",
    "น้ำท่วม",
    "น",
    "ปี",
    "๒๕๖๓",
    "2563",
    "สมชาย",
    "เเรงงาน",
    "แรงงาน",
    "ความร่วมมือ",
    "ร่วมมือ",
    "มือ",
    "new",
    "…",
    "é",
];

/// Parts of queries besides those words.
const TESTS: &[&str] = &[
    "unread",
    "read",
    "starred",
    "has:note",
    "has:tag",
    "tag:b",
    "tag:\"ข่าว ด่วน\"",
    "is:new",
    "has:date",
    "lang:th",
    "lang:en",
    "comments>1",
    "comments = 0",
    "comments<=2",
    "on:2020",
    "before:2563-12-11",
    "after:2020-06",
    "newer:1y",
    "older:5y",
    "has:comments",
    "…",
    "title:",
    "author:",
    "outlet:",
    "article:",
    "comment:",
];

/// Some words, one after the other, some of them without a space.
fn words() -> impl Strategy<Value = String> {
    let word = (select(WORDS), prop::bool::weighted(0.7));
    prop::collection::vec(word, 0..5).prop_map(|words| {
        let mut out = String::new();
        for (word, apart) in words {
            out.push_str(word);
            if apart {
                out.push(' ');
            }
        }
        out.trim().to_owned()
    })
}

fn one() -> impl Strategy<Value = (Document, State)> {
    let comments = prop::collection::vec((words(), words()), 0..4);
    let day = select(
        &[
            "",
            "2020",
            "2020-12-10",
            "2020-12-11",
            "2026-03-01",
            "2020-12-10T23:30:00Z",
        ][..],
    );
    let facts = (
        words(),
        words(),
        words(),
        words(),
        day,
        select(&["th", "en", ""][..]),
    );
    let done = (any::<[bool; 6]>(), any::<Index>());
    (facts, comments, done).prop_map(|(facts, comments, (done, at))| {
        let (title, outlet, byline, text, day, lang) = facts;
        let mut json = serde_json::json!({"khao": 1, "blocks": [text, "."]});
        for (key, value) in [("title", title), ("outlet", outlet), ("byline", byline)] {
            if !value.is_empty() {
                json[key] = value.into();
            }
        }
        if day.len() > 4 {
            json["published"] = day.into();
        }
        if !lang.is_empty() {
            json["language"] = lang.into();
        }
        let comments = comments.iter();
        let comments = comments.map(|(who, said)| serde_json::json!({"author": who, "text": said}));
        json["comments"] = comments.collect::<Vec<_>>().into();
        let document = document(&json.to_string());
        let mut state = State {
            read: done[0],
            starred: done[1],
            note: done[2].then(|| clean_line("a note")),
            ..State::default()
        };
        if done[3] {
            state.tags.insert(clean_line("B"));
        }
        if done[4] {
            state.tags.insert(clean_line("ข่าว ด่วน"));
        }
        let comments = document.thread.comments();
        if done[5] && !comments.is_empty() {
            let one = at.get(comments).id;
            let done = CommentState {
                fresh: true,
                read: done[0],
                note: done[1].then(|| clean_line("why?")),
                ..CommentState::default()
            };
            state.comments.insert(one, done);
        }
        (document, state)
    })
}

/// A query as it could be typed.
fn asked() -> impl Strategy<Value = String> {
    let words = (words(), any::<bool>()).prop_map(|(words, quoted)| match words.is_empty() {
        true => "a".to_owned(),
        false if quoted => format!("\"{words}\""),
        false => words,
    });
    let field = (select(TESTS), select(WORDS)).prop_map(|(test, word)| match test.ends_with(':') {
        true if word == "…" => "title:a".to_owned(),
        true => format!("{test}{word}"),
        false => test.to_owned(),
    });
    let leaf = prop_oneof![words, field];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let some = prop::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            some.clone().prop_map(|all| format!("({})", all.join(" "))),
            some.prop_map(|any| format!("({})", any.join(" OR "))),
            inner.prop_map(|one| format!("NOT ({one})")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn a_query_finds_the_same_in_the_library_and_in_memory(
        all in prop::collection::vec(one(), 1..8),
        queries in prop::collection::vec(asked(), 1..24),
    ) {
        let mut library = Library::in_memory().unwrap();
        let mut there = BTreeSet::new();
        let mut kept = Vec::new();
        for (document, state) in all {
            // The same words are the same document.
            if there.insert(document.id) {
                put(&mut library, std::slice::from_ref(&document));
                library.set_state(document.id, &state).unwrap();
                kept.push((Subject::of(&document), state, document.id));
            }
        }
        for typed in queries {
            let query = query(&typed);
            let expected: BTreeSet<_> = kept
                .iter()
                .filter(|(subject, state, _)| query.finds(subject, state))
                .map(|k| k.2)
                .collect();
            let ranking = library.ranked(&query).unwrap();
            let hits = library.hits_of(&query, &ranking.documents).unwrap();
            let found: BTreeSet<_> = hits.iter().map(|h| h.as_ref().unwrap().id).collect();
            prop_assert_eq!(&found, &expected, "{}", typed);
            prop_assert_eq!(found.len(), ranking.documents.len());
            // Every hit is of a document that is found, and ranking knows of it.
            let hits = library.search(&query, 1000).unwrap();
            prop_assert_eq!(hits.n, hits.hits.len());
            prop_assert_eq!(hits.n, ranking.n_hits);
            prop_assert!(hits.hits.iter().all(|h| expected.contains(&h.id)), "{}", typed);
            let ranked = ranking.documents.iter().filter(|b| b.row.is_some()).count();
            let of: BTreeSet<_> = hits.hits.iter().map(|h| h.id).collect();
            prop_assert_eq!(of.len(), ranked, "{}", typed);
        }
    }
}

#[test]
fn documents_in_memory_are_found() {
    let json = r#"{"khao":1,"title":"Flood relief","byline":"Ada Stern","outlet":"Northfield Post",
        "blocks":["The river rose in ๒๕๖๓."],"comments":[
        {"author":"สมชาย","text":"มหาวิทยาลัยมหิดลน้ำท่วม"},{"author":"Bob","text":"Where? In the harbour?"}]}"#;
    let doc = document(&json.replace('\n', ""));
    let subject = Subject::of(&doc);
    let mut state = State {
        starred: true,
        tags: [clean_line("Work in Hand")].into(),
        ..State::default()
    };
    let fresh = CommentState {
        fresh: true,
        note: Some(clean_line("ask")),
        ..CommentState::default()
    };
    state.comments.insert(doc.thread.comments()[0].id, fresh);
    for (text, found) in [
        ("flood harbour", true),
        ("\"flood harbour\"", false),
        ("2563 river", true),
        ("มหิดล", true),
        ("วิทยาลัยมหิดล", true),
        ("ลัยมหิดลน้ำ", true),
        ("นํ้าท่วม", true),
        ("title:river", false),
        ("article:river", true),
        ("article:flood", true),
        ("comment:river", false),
        ("comment:harb", true),
        ("author:bob", true),
        ("author:stern", true),
        ("author:สมชาย", true),
        ("author:harbour", false),
        ("outlet:north", true),
        ("north", true),
        ("arbour", false),
        ("starred unread", true),
        ("has:note has:tag has:new is:new", true),
        ("tag:\"work in hand\"", true),
        ("tag:work", false),
        ("comments=2", true),
        ("-has:date", true),
        ("before:2030", false),
    ] {
        let query = query(text);
        assert_eq!(query.finds(&subject, &state), found, "{text}");
    }
}
