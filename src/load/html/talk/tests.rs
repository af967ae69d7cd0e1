//! Tests of finding a discussion by makers' markup, and on any page.

use super::super::super::draft::{Piece, Stated};
use super::super::tree::Tree;
use super::{Layers, find, makers};
use proptest::prelude::*;

/// Who, the words of the first block, and whom they answer.
fn told(html: &str) -> Vec<(String, String, Option<usize>)> {
    let talk = makers::find(&Tree::parse(html)).map_or_else(Vec::new, |t| t.turns);
    talk.iter()
        .map(|t| {
            let words = t.pieces.iter().map(Piece::text).collect::<Vec<_>>();
            let to = match t.stated {
                Some(Stated::Reply(to)) => Some(to),
                _ => None,
            };
            (
                t.author.as_deref().unwrap_or_default().to_owned(),
                words.join("/"),
                to,
            )
        })
        .collect()
}

fn row(author: &str, words: &str, to: Option<usize>) -> (String, String, Option<usize>) {
    (author.into(), words.into(), to)
}

#[test]
fn wordpress_new_and_old() {
    let html = "<ol class=comment-list><li id=comment-5 class='comment depth-1 parent'><article id=div-comment-5 \
        class=comment-body><footer><b class=fn>Anna</b> <span class=says>says:</span> <time datetime=2024-03-03T10:00:00Z>\
        x</time></footer><div class=comment-content><p>One.</p></div><div class=reply><a>Reply</a></div></article>\
        <ol class=children><li id=comment-6 class='comment depth-2'><div id=div-comment-6 class=comment-body>\
        <cite class=fn>Bo</cite> <span class=says>says:</span><div class=commentmetadata><a>March 4, 2024</a></div>\
        <p>Two.</p><div class=reply><a>Reply</a></div></div></li></ol></li>\
        <li id=comment-7 class='pingback depth-1'><p>Pingback: elsewhere</p></li></ol>";
    let want = [row("Anna", "One.", None), row("Bo", "Two.", Some(0))];
    assert_eq!(told(html), want);
    let tree = Tree::parse(html);
    let talk = makers::find(&tree).unwrap();
    let ids: Vec<_> = talk.turns.iter().map(|t| t.id.as_deref()).collect();
    assert_eq!(ids, [Some("5"), Some("6")]);
    assert_eq!(
        talk.turns[0].when.unwrap().to_string(),
        "2024-03-03T10:00:00Z"
    );
}

#[test]
fn indented_rows_are_answers() {
    let row_of = |id: u32, indent: u32, who: &str, words: &str| {
        format!(
            "<tr class='athing comtr' id={id}><td><table><tr><td class=ind indent={indent}></td><td><a class=hnuser>{who}</a>\
             <span class=age title=2024-03-03T10:00:00>x</span><div class=commtext>{words}</div></td></tr></table></td></tr>"
        )
    };
    let rows = row_of(1, 0, "anna", "One.")
        + &row_of(2, 1, "bo", "Two.")
        + &row_of(3, 0, "cleo", "Three.");
    let want = [
        row("anna", "One.", None),
        row("bo", "Two.", Some(0)),
        row("cleo", "Three.", None),
    ];
    assert_eq!(told(&format!("<table>{rows}</table>")), want);
}

#[test]
fn a_comment_that_is_gone_keeps_its_place() {
    let html = "<ol><li class=isso-comment id=isso-1><span class=isso-author></span><div class=isso-text>[deleted]</div>\
        <ol><li class=isso-comment id=isso-2><span class=isso-author>Bo</span><div class=isso-text>Why?</div></li></ol></li></ol>";
    assert_eq!(told(html), [row("", "", None), row("Bo", "Why?", Some(0))]);
    assert!(makers::find(&Tree::parse(html)).unwrap().turns[0].deleted);
}

pub(super) mod by_maker;
mod places;

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Whatever the page, finding ends, answers stand behind what they answer, and nothing panics.
    #[test]
    fn any_soup_is_read(parts in proptest::collection::vec(prop_oneof![
        Just("<li class='comment depth-1' id=comment-1>"), Just("</li>"), Just("<ol>"), Just("</ol>"), Just("<div>"),
        Just("</div>"), Just("<time>"), Just("Anna says:"), Just("March 3, 2024 at 3:15 pm"), Just("<h3>Comments</h3>"),
        Just("<p>Some words that go on for a while, so that they are prose.</p>"), Just("<a>Reply</a>"), Just("<table>"),
        Just("<td class=ind indent=3>"), Just("<div itemprop=comment itemscope>"), Just("<tr class='athing comtr'>"),
        Just("<script type='application/ld+json'>{\"@type\":\"Comment\",\"text\":\"x\"}</script>"),
    ], 0..60)) {
        let tree = Tree::parse(&parts.concat());
        for layers in [
            Layers::default(),
            Layers { data: false, markup: false, ..Layers::default() },
        ] {
            if let Some(talk) = find(&tree, layers) {
                for (at, turn) in talk.turns.iter().enumerate() {
                    if let Some(Stated::Reply(to)) = turn.stated {
                        prop_assert!(to < talk.turns.len() && to != at);
                    }
                }
            }
        }
    }
}
