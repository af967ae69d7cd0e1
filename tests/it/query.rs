//! What queries find, in documents that are in memory. The library finds the same: see `store`.

use khao::model::{Document, State};
use khao::query::{Subject, parse};

use crate::store::document;

/// Three documents: an English report, a Thai one with comments, and one that says nothing of itself.
fn documents() -> [Document; 3] {
    let comments = |n: usize| -> String {
        let all: Vec<_> = (0..n)
            .map(|c| format!(r#"{{"id":"{c}","text":"zz {c}"}}"#))
            .collect();
        all.join(",")
    };
    [
        document(
            r#"{"khao":1,"title":"Flood relief reaches the harbour","outlet":"Northfield Post",
            "byline":"Ada Stern","published":"2026-11-20","language":"en","blocks":["zz"],"comments":[]}"#,
        ),
        document(&format!(
            r#"{{"khao":1,"title":"น้ำท่วมตลาดเก่า","outlet":"บางน้ำใส","published":"2020-12-11","language":"th",
            "blocks":["zz"],"comments":[{}]}}"#,
            comments(29)
        )),
        document(&format!(
            r#"{{"khao":1,"title":"read or not","language":"de","blocks":["zz"],"comments":[{}]}}"#,
            comments(3)
        )),
    ]
}

/// Which documents a query finds; the last one has been read.
fn found(text: &str) -> Vec<usize> {
    let today = "2026-11-24".parse().unwrap();
    let query = parse(text, today).unwrap_or_else(|e| panic!("{text}: {e} at {:?}", e.at));
    let all = documents().into_iter().enumerate();
    let found = all.filter(|(i, d)| {
        let state = State {
            read: *i == 2,
            ..State::default()
        };
        query.finds(&Subject::of(d), &state)
    });
    found.map(|(i, _)| i).collect()
}

#[test]
fn documents_are_found() {
    for (text, rows) in [
        ("", &[0, 1, 2][..]),
        ("  ", &[0, 1, 2]),
        ("flood", &[0]),
        ("FLOOD", &[0]),
        ("relief flood", &[0]),
        ("\"relief flood\"", &[]),
        ("“flood relief”", &[0]),
        ("น้ำท่วม", &[1]),
        // SARA AM in two characters, and before the tone.
        ("นํ้าท่วม", &[1]),
        ("title:post", &[]),
        ("outlet:post", &[0]),
        ("OUTLET:post", &[0]),
        ("author:stern", &[0]),
        ("author:\"ada stern\"", &[0]),
        ("stern", &[0]),
        ("lang:th", &[1]),
        ("lang:TH", &[1]),
        ("-lang:th", &[0, 2]),
        ("NOT lang:th", &[0, 2]),
        // A dash between spaces is a sign.
        ("- lang:th", &[1]),
        ("flood - relief", &[0]),
        ("lang:th OR lang:en", &[0, 1]),
        ("lang:th OR lang:en flood", &[0, 1]),
        ("(lang:th OR lang:en) flood", &[0]),
        ("lang:th AND comments>20", &[1]),
        ("-(lang:th OR lang:en)", &[2]),
        ("--flood", &[0]),
        ("unread", &[0, 1]),
        ("read", &[2]),
        ("\"read\"", &[2]),
        ("is:unread", &[0, 1]),
        ("-is:read", &[0, 1]),
        ("or", &[2]),
        ("has:comments", &[1, 2]),
        ("has:date", &[0, 1]),
        ("comments>3", &[1]),
        ("comments>=3", &[1, 2]),
        ("comments<3", &[0]),
        ("comments<=3", &[0, 2]),
        ("comments=29", &[1]),
        ("comments:๒๙", &[1]),
        ("comments > 3", &[1]),
        ("comments >=3", &[1, 2]),
        ("comments<= 3 lang:en", &[0]),
        ("Comments = 29", &[1]),
        ("comments", &[]),
        ("on:2026", &[0]),
        ("on:2026-11", &[0]),
        ("on:11/2026", &[0]),
        ("on:12.2563", &[1]),
        ("th", &[0]),
        ("on:2563-12-11", &[1]),
        ("on:2563", &[1]),
        ("on:๒๕๖๓", &[1]),
        ("on:\"11 ธ.ค. 63\"", &[1]),
        ("on:\"20 November 2026\"", &[0]),
        ("before:2563-12-11", &[]),
        ("before:2563-12-12", &[1]),
        ("before:2021", &[1]),
        ("after:2020", &[0]),
        ("since:2020", &[0, 1]),
        ("after:2020-12-11", &[0]),
        ("newer:1w", &[0]),
        ("newer:3d", &[]),
        ("newer:10y", &[0, 1]),
        ("older:1y", &[1]),
        ("older:๑y", &[1]),
        ("10:30", &[]),
        ("https://news.example/a", &[]),
    ] {
        assert_eq!(found(text), rows, "{text}");
    }
}
