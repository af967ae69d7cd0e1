//! Tests of what a page says of its article.

use super::super::tree::Tree;
use super::{LOOKED, Meta, NODES, read, told};

fn of(html: &str) -> Meta {
    read(&Tree::parse(html), None)
}

fn byline(html: &str) -> Option<String> {
    of(html).header.byline.map(|b| b.to_string())
}

#[test]
fn entities_in_data_are_read() {
    let page = r#"<script type="application/ld+json">{"@type":"Article","headline":"Tea &amp; cake, 3 &lt; 4",
        "author":{"name":"Anna O&#39;Hara"},"publisher":{"name":"Tea &amp; Times"}}</script>"#;
    let meta = of(page);
    assert_eq!(meta.header.title.as_deref(), Some("Tea & cake, 3 < 4"));
    assert_eq!(meta.header.byline.as_deref(), Some("Anna O'Hara"));
    assert_eq!(meta.header.outlet.as_deref(), Some("Tea & Times"));
}

#[test]
fn buttons_are_no_writers() {
    for words in [
        "View more posts",
        "Read more",
        "Alle Beiträge von Anna",
        "The Daily Stone",
    ] {
        let page = format!(
            "<meta property=og:site_name content='The Daily Stone'><a rel=author href=/a>{words}</a><p>Words."
        );
        assert_eq!(byline(&page), None, "{words}");
    }
    let long = format!("<a rel=author>{}</a>", "Word ".repeat(14));
    assert_eq!(byline(&long), None);
    let two = "<a rel=author>Read more</a><a rel=author>Anna Stone</a>";
    assert_eq!(byline(two).as_deref(), Some("Anna Stone"));
}

#[test]
fn names_are_kept_to_a_few() {
    let tag = |n| format!("<meta name=author content='Writer {n}'>");
    let many: String = (0..9999).map(tag).collect();
    assert_eq!(byline(&many).unwrap().matches("Writer").count(), 12);
}

#[test]
fn a_box_that_says_it_is_a_name_and_is_none_is_not_laid_out() {
    let page = "<div itemprop=author>".repeat(400) + &"<div>x</div>".repeat(20_000);
    assert_eq!(byline(&page), None);
    let near = "<div itemprop=author><div><span itemprop=name>Anna</span></div></div>";
    assert_eq!(byline(near).as_deref(), Some("Anna"));
}

#[test]
fn names_in_names_cost_no_more_than_their_bound() {
    for open in [
        "<div itemprop=author>",
        "<div itemprop=author content='https://example.com/'>",
        "<div itemprop=headline>",
        "<div itemprop=datePublished>",
        "<a rel=author>",
    ] {
        for n in [250, 500, 1000, 2000] {
            // The innermost are few nodes, the outermost very many.
            let deep = open.repeat(n) + &"<i>x</i>".repeat(n) + &"</div>".repeat(n);
            let flat = format!("{open}x</div></a>").repeat(n * 4);
            for page in [deep, flat] {
                let looked = told(&Tree::parse(&page)).looked;
                assert!(looked <= LOOKED, "{open} {n}: {looked}");
            }
        }
    }
}

#[test]
fn a_box_of_the_whole_page_is_no_name() {
    let words = "<p>x</p>".repeat(NODES);
    let page = format!("<div itemprop=author><i itemprop=name>Anna</i>{words}</div>");
    assert_eq!(byline(&page), None);
}
