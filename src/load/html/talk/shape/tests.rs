//! Tests of finding a discussion by its shape.

use super::super::super::super::draft::Stated;
use super::super::super::tree::Tree;
use super::find;

const ARTICLE: &str = "<h1>The bridge</h1><p>The bridge was opened on Monday after ten years of work by hundreds of \
    people. It carries trams and bicycles but no cars, and the town is proud of it. The mayor cut the ribbon and \
    the band played until the evening came.</p>";

fn comment(name: &str, words: &str, inner: &str) -> String {
    format!(
        "<li><div><b>{name}</b> <a href=x>March 3, 2024 at 3:15 pm</a></div><p>{words}</p><a href=y>Reply</a>{inner}</li>"
    )
}

#[test]
fn parts_of_one_shape_are_comments_and_nest() {
    let answer = comment("Bo", "No, the old one was far too narrow for it.", "");
    let one = comment(
        "Anna",
        "I would rather have kept the old bridge, to be honest.",
        &format!("<ul>{answer}</ul>"),
    );
    let two = comment(
        "Cleo",
        "Where does one leave a bicycle on the other side?",
        "",
    );
    let tree = Tree::parse(&format!(
        "{ARTICLE}<div><h3>3 comments</h3><ol>{one}{two}</ol></div>"
    ));
    let talk = find(&tree).unwrap();
    let told: Vec<_> = talk
        .turns
        .iter()
        .map(|t| {
            (
                t.author.as_deref().unwrap_or_default(),
                t.pieces.len(),
                t.stated,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("Anna", 1, Some(Stated::Root)),
            ("Bo", 1, Some(Stated::Reply(0))),
            ("Cleo", 1, Some(Stated::Root)),
        ]
    );
    assert!(
        talk.taken
            .iter()
            .any(|n| tree.text(*n).contains("3 comments"))
    );
}

#[test]
fn lists_of_other_pages_are_none() {
    let teaser = |n: usize| {
        format!(
            "<li><h4><a href=x{n}>What the town council said of the bridge {n}</a></h4><span>March {n}, 2024</span>\
             <p>The council met on Tuesday and spoke of the bridge for hours.</p></li>"
        )
    };
    let list: String = (1..6).map(teaser).collect();
    let tree = Tree::parse(&format!("{ARTICLE}<ul>{list}</ul>"));
    assert!(find(&tree).is_none());
    let entry = |n: usize| {
        format!(
            "<div><b>1{n}:15</b><p>The band has begun to play, and the crowd is singing.</p></div>"
        )
    };
    let live: String = (1..6).map(entry).collect();
    assert!(find(&Tree::parse(&format!("{ARTICLE}{live}"))).is_none());
}
