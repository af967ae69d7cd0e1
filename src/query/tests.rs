use jiff::civil::Date;

use super::{Compare, ErrorKind, Part, Query, Test, parse};
use crate::text::Lang;

fn today() -> Date {
    "2026-11-24".parse().unwrap()
}

#[test]
fn errors_say_where() {
    let deep = "(".repeat(100);
    for (text, at, part) in [
        ("outlt:post", 0..5, "no such field: outlt"),
        ("flood outlt:post", 6..11, "no such field: outlt"),
        ("title>3", 0..5, "no such field: title"),
        ("title:", 6..6, "missing"),
        ("title: flood", 6..6, "missing"),
        ("title:--", 6..8, "missing"),
        ("flood -", 6..7, "missing"),
        ("-", 0..1, "missing"),
        ("(flood - )", 7..8, "missing"),
        ("comments >", 10..10, "missing"),
        ("comments > many", 11..15, "not a number: many"),
        ("comments > -", 11..12, "not a number: -"),
        ("comments: 3", 9..9, "missing"),
        ("sources>2", 0..8, "cannot be searched for"),
        ("has:sources", 4..11, "cannot be searched for"),
        ("tag:", 4..4, "missing"),
        ("comments>many", 9..13, "not a number: many"),
        ("comments>-1", 9..11, "not a number: -1"),
        ("comments>99999999999999999999999", 9..32, "not a number"),
        ("on:someday", 3..10, "not a date: someday"),
        ("on:2026-13", 3..10, "not a date"),
        ("on:63", 3..5, "not a date"),
        ("on:\"32 Dec 2020\"", 3..16, "not a date"),
        ("before:2020-02-30", 7..17, "not a date"),
        ("newer:99999y", 6..12, "not a date"),
        ("lang:thai", 5..9, "not the code"),
        ("has:legs", 4..8, "not known: legs"),
        ("is:it", 3..5, "not known: it"),
        ("(flood", 0..1, "parenthesis"),
        ("flood)", 5..6, "parenthesis"),
        ("()", 1..2, "missing"),
        ("flood OR", 8..8, "missing"),
        ("OR flood", 0..2, "missing"),
        ("a AND OR b", 6..8, "missing"),
        ("NOT", 3..3, "missing"),
        ("NOT  ", 3..3, "missing"),
        ("น้ำ \"ท่วม", 10..11, "quotation"),
        (deep.as_str(), 64..65, "too many"),
    ] {
        match parse(text, today()) {
            Err(e) => {
                assert_eq!(e.at, at, "{text}: {e}");
                assert!(e.to_string().contains(part), "{text}: {e}");
            }
            // Signs alone are a word with nothing to search for.
            Ok(query) => assert_eq!(part, "", "{text}: {query:?}"),
        }
    }
}

#[test]
fn the_tree_is_as_it_reads() {
    let test = Query::Test;
    let lang = |code| test(Test::Lang(Lang::from_code(code)));
    let n = test(Test::Comments(Compare::More, 2));
    let query = parse("lang:th -comments>2 OR NOT NOT lang:en", today()).unwrap();
    let not = Query::Not(Box::new(n));
    assert_eq!(
        query,
        Query::Or(vec![Query::And(vec![lang("th"), not]), lang("en")])
    );
}

#[test]
fn words_that_are_refused_are_not_asked_for() {
    for (text, wanted) in [
        ("", ""),
        ("lang:th", ""),
        ("flood -rain", "flood"),
        ("flood OR title:rain", "flood|rain"),
        ("NOT NOT flood", "flood"),
        ("NOT (NOT flood)", "flood"),
        ("NOT (rain -flood)", "flood"),
    ] {
        let query = parse(text, today()).unwrap();
        let words: Vec<&str> = query.words().into_iter().map(Part::text).collect();
        assert_eq!(words.join("|"), wanted, "{text}");
        assert_eq!(query.has_words(), !wanted.is_empty(), "{text}");
    }
}

#[test]
fn any_text_is_read_or_refused_in_its_bounds() {
    let pieces = [
        "(",
        ")",
        "\"",
        "“",
        "-",
        "OR",
        "AND",
        "NOT",
        " ",
        "title:",
        "on:",
        "comments>",
        "น้ำ",
        "2563",
        ":",
        "=",
        "é",
        "\u{200b}",
    ];
    let mut state = 7_u32;
    for _ in 0..5_000 {
        let mut text = String::new();
        for _ in 0..8 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            text.push_str(pieces[(state >> 16) as usize % pieces.len()]);
        }
        match parse(&text, today()) {
            Ok(query) => drop(query.words()),
            Err(e) => {
                assert!(text.get(e.at.clone()).is_some(), "{text}: {:?}", e.at);
                assert!(
                    !e.at.is_empty() || e.kind == ErrorKind::Missing,
                    "{text}: {e}"
                );
            }
        }
    }
}
