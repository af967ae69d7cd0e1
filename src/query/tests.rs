use jiff::civil::Date;

use super::{Compare, ErrorKind, Query, Test, parse};
use crate::model::{DocumentId, Listing, When};
use crate::text::{Clean, Lang, clean};

fn today() -> Date {
    "2026-11-24".parse().unwrap()
}

/// Three rows: an English report, a Thai one with comments, and one that says nothing of itself.
fn rows() -> Vec<Listing> {
    let row = |title: &str, outlet: &str, byline: &str, day: Option<&str>, lang, n| Listing {
        title: clean(title),
        outlet: Some(clean(outlet)).filter(|o| !o.is_empty()),
        byline: Some(clean(byline)).filter(|b| !b.is_empty()),
        published: day.map(|d| d.parse::<When>().unwrap()),
        lang,
        n_comments: n,
        id: DocumentId::of_url(title),
        stand_in: false,
        n_sources: None,
        preview: Clean::default(),
        path: Clean::default(),
        url: None,
    };
    vec![
        row(
            "Flood relief reaches the harbour",
            "Northfield Post",
            "Ada Stern",
            Some("2026-11-20"),
            Lang::ENGLISH,
            0,
        ),
        row(
            "น้ำท่วมตลาดเก่า",
            "บางน้ำใส",
            "",
            Some("2020-12-11"),
            Lang::THAI,
            29,
        ),
        row("read or not", "", "", None, Lang::UNKNOWN, 3),
    ]
}

/// Which rows a query finds; the last one has been read.
fn found(text: &str) -> Vec<usize> {
    let query = parse(text, today()).unwrap_or_else(|e| panic!("{text}: {e} at {:?}", e.at));
    let rows = rows().into_iter().enumerate();
    rows.filter(|(i, row)| query.finds_row(row, *i == 2))
        .map(|(i, _)| i)
        .collect()
}

#[test]
fn rows_are_found() {
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
        ("--flood", &[]),
        ("unread", &[0, 1]),
        ("read", &[2]),
        ("\"read\"", &[2]),
        ("is:unread", &[0, 1]),
        ("-is:read", &[0, 1]),
        ("or", &[0, 2]),
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
            Ok(query) => rows().iter().for_each(|row| {
                query.finds_row(row, false);
            }),
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
