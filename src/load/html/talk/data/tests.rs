//! Tests of finding the discussion that data tells, and where the page shows it.

use super::super::super::super::draft::{Piece, Stated, Turn};
use super::super::super::tree::Tree;
use super::super::Talk;
use super::find;

fn page(data: &str, body: &str) -> Tree {
    Tree::parse(&format!(
        "<title>A bridge</title><script type='application/ld+json'>{data}</script>{body}"
    ))
}

/// What the data tells: who, the words, whom they answer.
fn told(data: &str) -> Vec<(Option<String>, String, Option<Stated>)> {
    let row = |t: Turn| {
        let words: Vec<_> = t.pieces.iter().map(Piece::text).collect();
        (t.author.map(|a| a.to_string()), words.join("/"), t.stated)
    };
    let talk = find(&page(data, ""));
    talk.map_or_else(Vec::new, |t| t.turns.into_iter().map(row).collect())
}

fn words(data: &str) -> Vec<String> {
    told(data).into_iter().map(|(_, words, _)| words).collect()
}

/// The words of the page that are taken as the discussion's.
fn taken(tree: &Tree) -> String {
    let Some(Talk { taken, .. }) = find(tree) else {
        return String::new();
    };
    taken.iter().map(|n| tree.text(*n)).collect()
}

const FIRST: &str =
    "<p>The bridge was opened on Monday after ten years of work. It carries trams and no cars.</p>";
const MORE: &str = "<p>The mayor cut the ribbon, and the band played until the evening came.</p>\
    <p>How the trams were chosen by the council is told in another part of this paper.</p>";

#[test]
fn comments_of_json_keep_their_place() {
    let tree = page(
        r#"{"@graph":[{"@type":"DiscussionForumPosting","text":"Post.",
        "comment":[{"@type":"Comment","@id":"/t#c1","text":"First words.","author":{"name":"Anna &amp; Co"},
        "dateCreated":"2025-02-10T10:00:00Z","upvoteCount":"7","url":"https://example.com/t#c1",
        "comment":{"@type":"Comment","text":"<p>An answer.</p>","author":"Bo"}},
        {"@type":["Comment"],"text":"Third.","parentItem":{"@id":"/t#c1"}}]}]}"#,
        "<div><b>Bo</b><p>An answer.</p></div>",
    );
    let talk = find(&tree).unwrap();
    let told: Vec<_> = talk
        .turns
        .iter()
        .map(|t| (t.author.as_deref(), t.pieces[0].text(), t.stated, t.score))
        .collect();
    assert_eq!(
        told,
        [
            (
                Some("Anna & Co"),
                "First words.",
                Some(Stated::Root),
                Some(7)
            ),
            (Some("Bo"), "An answer.", Some(Stated::Reply(0)), None),
            (None, "Third.", Some(Stated::Reply(0)), None),
        ]
    );
    assert_eq!(talk.turns[0].id.as_deref(), Some("1"));
    assert_eq!(
        talk.turns[0].url.as_deref(),
        Some("https://example.com/t#c1")
    );
    assert_eq!(taken(&tree), "BoAn answer.");
}

#[test]
fn microdata_nests_as_the_page_does() {
    let tree = Tree::parse(
        "<div itemprop=comment itemscope><b itemprop=author>Anna</b><p itemprop=text>One word.</p>\
         <div itemprop=comment itemscope><b itemprop=author>Bo</b><p itemprop=text>Another.</p></div></div>",
    );
    let talk = find(&tree).unwrap();
    let told: Vec<_> = talk
        .turns
        .iter()
        .map(|t| (t.author.as_deref(), t.pieces.len(), t.stated))
        .collect();
    assert_eq!(
        told,
        [
            (Some("Anna"), 1, Some(Stated::Root)),
            (Some("Bo"), 1, Some(Stated::Reply(0)))
        ]
    );
}

#[test]
fn pages_that_say_nothing_have_none() {
    for data in [
        "{",
        r#"{"@type":"NewsArticle","text":"x"}"#,
        r#"{"@type":"FAQPage","mainEntity":[{"@type":"Question","acceptedAnswer":{"@type":"Answer","text":"Yes."}}]}"#,
        r#"{"@type":"Question","acceptedAnswer":{"@type":"Answer","text":"Yes.","author":"Anna"}}"#,
        r#"{"@type":"QAPage","mainEntity":{"@type":"Question","acceptedAnswer":{"@type":"Answer","text":"Yes."}}}"#,
        r#"{"@type":"ItemList","itemListElement":[{"@type":"Article","comment":{"@type":"Comment","text":"Yes."}}]}"#,
        r#"{"@type":"Article","comment":[{"@type":"Person","name":"Anna","description":"Writes."}]}"#,
    ] {
        assert_eq!(told(data), [], "{data}");
    }
    assert!(find(&Tree::parse("")).is_none());
}

#[test]
fn answers_of_people_are_comments() {
    let data = r#"{"@type":"https://schema.org/QAPage","mainEntity":{"@type":"Question","name":"How?","acceptedAnswer":
        {"@type":"Answer","text":"So.","author":{"name":"Anna"},"comment":[{"text":"Thanks.","author":"Bo"}]},
        "suggestedAnswer":[{"@type":"Answer","text":"Or so.","dateCreated":"2025-02-10"}]}}"#;
    let parents: Vec<_> = told(data).into_iter().map(|(_, w, s)| (w, s)).collect();
    let root = Some(Stated::Root);
    let want = [
        ("So.", root),
        ("Thanks.", Some(Stated::Reply(0))),
        ("Or so.", root),
    ];
    assert_eq!(parents, want.map(|(w, s)| (w.to_owned(), s)));
}

#[test]
fn entities_in_comments_are_read() {
    for (text, want) in [
        ("Tea &amp; cake &#8211; 3 < 4", "Tea & cake – 3 < 4"),
        ("One &amp;\\ntwo", "One &/two"),
        ("<b>One</b> &amp;\\ntwo", "One &/two"),
        ("<p>One &lt;b&gt;</p><p>two</p>", "One <b>/two"),
        ("&lt;p&gt;One&lt;/p&gt;&lt;p&gt;two&lt;/p&gt;", "One/two"),
    ] {
        let data = format!(r#"{{"@type":"Comment","text":"{text}"}}"#);
        assert_eq!(words(&data), [want], "{text}");
    }
}

#[test]
fn nobody_is_said_to_stand_alone_where_nothing_says_who_answers() {
    let flat = r#"{"@type":"Article","comment":[{"@type":"Comment","text":"One."},{"@type":"Comment","text":"Two."}]}"#;
    assert!(told(flat).iter().all(|(_, _, stated)| stated.is_none()));
    let named = flat.replace(r#""Two.""#, r#""Two.","parentItem":{"@id":"/the-article"}"#);
    let root = |(_, _, stated): &(_, _, Option<Stated>)| *stated == Some(Stated::Root);
    assert!(told(&named).iter().all(root));
}

#[test]
fn an_address_of_several_comments_names_none() {
    let data = r#"[{"@type":"Comment","url":"/a","text":"One."},{"@type":"Comment","url":"/a","text":"Two."},
        {"@type":"Comment","text":"Three.","parentItem":"/a"}]"#;
    assert!(told(data).iter().all(|(_, _, s)| *s == Some(Stated::Root)));
}

#[test]
fn the_comments_of_other_articles_are_not_the_pages() {
    let article = |title: &str, text: &str| {
        format!(
            r#"{{"@type":"BlogPosting","headline":"{title}","url":"https://example.com/{title}",
            "comment":{{"@type":"Comment","text":"{text}"}}}}"#
        )
    };
    let two = |a: &str, b: &str| format!("[{a},{b}]");
    let (other, own) = (
        article("Trams", "Of trams."),
        article("A bridge", "Of the bridge."),
    );
    assert_eq!(words(&two(&other, &own)), ["Of the bridge."]);
    // A page may be told of twice.
    let short = r#"{"@type":"Article","headline":"A bridge"}"#;
    assert_eq!(words(&two(short, &own)), ["Of the bridge."]);
    assert_eq!(
        words(&two(&own, &own)),
        ["Of the bridge.", "Of the bridge."]
    );
    let bare = r#"{"@type":"WebPage","comment":{"@type":"Comment","text":"Of the page."}}"#;
    assert_eq!(words(&two(&own, bare)), ["Of the bridge.", "Of the page."]);
}

#[test]
fn what_data_tells_twice_is_told_once() {
    let one = r#"{"@type":"Comment","@id":"/a#c1","author":"Anna","text":"One."}"#;
    assert_eq!(words(&format!("[{one},{one}]")), ["One."]);
}

/// Data of two comments, of which the first has these words.
fn data(first: &str) -> String {
    format!(
        r#"{{"@type":"NewsArticle","headline":"A bridge","comment":[
        {{"@type":"Comment","text":"{first}","author":{{"name":"Anna"}}}},
        {{"@type":"Comment","text":"I like it.","author":{{"name":"Bo"}}}}]}}"#
    )
}

#[test]
fn an_article_loses_nothing_to_comments_that_quote_it() {
    let quoted =
        "The bridge was opened on Monday after ten years of work. It carries trams and no cars.";
    for (first, shown) in [
        // The words of the first paragraph, alone, with more, and cut.
        (quoted.to_owned(), quoted.to_owned()),
        (
            format!("{quoted}\\n\\nReally?"),
            format!("{quoted}</p><p>Really?"),
        ),
        (
            format!("{} Really?", &quoted[..57]),
            format!("{} Really?", &quoted[..57]),
        ),
    ] {
        let data = data(&first);
        let row = |name: &str, text: &str| format!("<div><b>{name}</b><p>{text}</p></div>");
        let talk = row("Anna", &shown) + &row("Bo", "I like it.");
        let flat = format!("<p>Anna<p>{shown}</p><p>Bo<p>I like it.</p>");
        let all = format!("Anna{}BoI like it.", shown.replace("</p><p>", ""));
        for (body, want) in [
            (format!("<article>{FIRST}{MORE}</article>"), ""),
            (format!("<h1>A bridge</h1>{FIRST}"), ""),
            (format!("<div><p>Anna</p>{FIRST}</div>{MORE}"), ""),
            (format!("<div><p>Anna</p>{FIRST}{MORE}</div>"), ""),
            (
                format!("<article><section>{MORE}</section><section>{FIRST}</section></article>"),
                "",
            ),
            (
                format!("<article>{FIRST}{MORE}</article><div>{talk}</div>"),
                &*all,
            ),
            (
                format!("<article><h1>A bridge</h1>{FIRST}</article><div>{talk}</div>"),
                &all,
            ),
            (format!("<div>{FIRST}<div>{talk}</div></div>"), &all),
            (
                format!("<article>{FIRST}{MORE}</article><div>{flat}</div>"),
                &all,
            ),
            (format!("{FIRST}{MORE}{flat}"), &all),
        ] {
            assert_eq!(taken(&page(&data, &body)), want, "{body}");
        }
    }
}

#[test]
fn a_short_article_loses_nothing_to_comments_that_quote_it() {
    let talk = "<section><p><b>Anna</b></p><p>Yes.</p><p><b>Bo</b></p><p>I like it.</p></section>";
    let tree = page(&data("Yes."), &format!("<p>Yes.</p>{talk}"));
    assert_eq!(taken(&tree), "AnnaYes.BoI like it.");
    let tree = page(&data("Yes."), "<div><p>Yes.</p></div>");
    assert_eq!(taken(&tree), "");
}

#[test]
fn comments_of_nobody_are_shown_where_others_are() {
    let data = r#"[{"@type":"Comment","text":"Why so late, after all these years of talk about it?"},
        {"@type":"Comment","text":"I like it."}]"#;
    let talk = "<ol><li><p>Why so late, after all these years of talk about it?</p><li><p>I like it.</p></ol>";
    let tree = page(data, &format!("<article>{FIRST}{MORE}</article>{talk}"));
    assert!(taken(&tree).starts_with("Why so late"), "{}", taken(&tree));
    assert!(!taken(&tree).contains("ribbon"));
}

#[test]
fn a_comment_that_is_gone_keeps_its_place() {
    let data = r#"{"@type":"Article","comment":[
        {"@type":"Comment","@id":"/c1","author":"Anna","text":"","comment":[
            {"@type":"Comment","author":"Bo","text":"Why?"},{"@type":"Comment","author":"Cleo","text":" "}]},
        {"@type":"Comment","@id":"/c9"},
        {"@type":"Comment","@id":"/c2","url":"/c2","author":"Dan","text":"Well."},
        {"@type":"Comment","@id":"/c2"},
        {"@type":"Comment","author":"Eve","text":"No.","parentItem":{"@id":"/c1"}}]}"#;
    let want = [
        ("Anna", "", Stated::Root),
        ("Bo", "Why?", Stated::Reply(0)),
        ("Dan", "Well.", Stated::Root),
        ("Eve", "No.", Stated::Reply(0)),
    ];
    let want = want.map(|(who, words, at)| (Some(who.to_owned()), words.to_owned(), Some(at)));
    assert_eq!(told(data), want);
    let talk = find(&page(data, "")).unwrap();
    let gone: Vec<_> = talk.turns.iter().map(|t| t.deleted).collect();
    assert_eq!(gone, [true, false, false, false]);
    assert_eq!(told(r#"{"@type":"Comment","author":"Anna","text":""}"#), []);
}

#[test]
fn comments_may_hang_on_what_stands_beside_the_article() {
    let talk = |url: &str| {
        format!(
            r#"[{{"@type":"NewsArticle","headline":"A bridge","url":"https://example.org/b"}},
            {{"@type":"DiscussionForumPosting","headline":"Talk of a bridge","url":"{url}",
            "comment":{{"@type":"Comment","text":"One."}}}}]"#
        )
    };
    assert_eq!(words(&talk("")), ["One."]);
    assert_eq!(words(&talk("https://example.org/b#talk")), ["One."]);
    assert!(words(&talk("https://example.org/trams")).is_empty());
}

#[test]
fn an_article_keeps_what_it_quotes_of_a_comment() {
    let data = data("It will ruin our street, and nobody asked us about it at all.");
    let quote = "<blockquote><p>It will ruin our street, and nobody asked us about it at all.</p><p>Anna</p></blockquote>";
    let end = "<p>The residents are angry.</p>";
    assert_eq!(
        taken(&page(
            &data,
            &format!("<article>{FIRST}{MORE}{quote}{end}</article>")
        )),
        ""
    );
    let own = "<div><b>Bo</b><p>I like it.</p></div>";
    let talk = format!(
        "<section>{}{own}</section>",
        quote.replace("blockquote", "div")
    );
    let page = page(
        &data,
        &format!("<article>{FIRST}{MORE}{quote}{end}</article>{talk}"),
    );
    let got = taken(&page);
    assert!(
        got.starts_with("It will") && got.ends_with("BoI like it."),
        "{got}"
    );
    assert_eq!(got.matches("ruin").count(), 1, "{got}");
}
