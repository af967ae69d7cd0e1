//! What makers' markup says of the place of a comment: whom it answers, where it stands on the page.

use super::super::super::super::draft::{Stated, Turn};
use super::super::super::tree::Tree;
use super::super::{Layers, find, makers};
use super::by_maker::outline;
use crate::text::clean_line;

fn post(n: u8, who: &str, words: &str) -> String {
    format!(
        "<article class=message data-content=post-{n} id=js-post-{n}><h4 class=message-name>{who}</h4>\
         <time datetime=2024-03-0{n}T10:00:00Z>then</time><div class=message-body><div class=bbWrapper>{words}</div></div></article>"
    )
}

#[test]
fn the_first_post_of_a_forum_is_no_comment_even_alone() {
    let one = post(1, "Cleo", "What holds the bridge?");
    let talk = makers::find(&Tree::parse(&one)).unwrap();
    assert!(talk.turns.is_empty());
}

#[test]
fn flat_forums_state_only_what_is_quoted() {
    let html = post(1, "Cleo", "What holds the bridge?")
        + &post(2, "Anna", "Chains.")
        + &post(
            3,
            "Bo",
            "<blockquote data-source='post: 2'>Chains.</blockquote>No.",
        )
        + &post(
            4,
            "Dan",
            "<blockquote data-source='post: 1'>What?</blockquote>Iron.",
        );
    let talk = makers::find(&Tree::parse(&html)).unwrap();
    let stated: Vec<_> = talk.turns.iter().map(|t| t.stated).collect();
    let want = [None, Some(Stated::Reply(0)), Some(Stated::Root)];
    assert_eq!(stated, want);
}

fn comment(n: u8, class: &str, words: &str, inner: &str) -> String {
    format!(
        "<li class='comment {class}' id=comment-{n}><cite class=fn>N{n}</cite><time datetime=2024-03-0{n}T10:00:00Z>then</time>\
         <div class=comment-content><p>{words}</p><a>Like</a></div>{inner}</li>"
    )
}

#[test]
fn comments_without_depth_leave_their_place_open() {
    let stated = |html: &str| {
        let talk = makers::find(&Tree::parse(html)).unwrap();
        talk.turns.iter().map(|t| t.stated).collect::<Vec<_>>()
    };
    let flat = comment(1, "", "One.", "") + &comment(2, "", "Two.", "");
    assert_eq!(stated(&flat), [None, None]);
    let deep = comment(1, "depth-1", "One.", "") + &comment(2, "depth-1", "Two.", "");
    assert_eq!(stated(&deep), [Some(Stated::Root), Some(Stated::Root)]);
    let link = "<a class=comment-reply-link href=x>Reply</a>";
    let open = comment(1, "", "One.", link) + &comment(2, "", "Two.", link);
    assert_eq!(stated(&open), [Some(Stated::Root), Some(Stated::Root)]);
    // Two ways to tell the depth are no one scale.
    let mixed = comment(1, "", "One.", "") + &comment(2, "depth-1", "Two.", "");
    assert_eq!(stated(&mixed), [Some(Stated::Root), Some(Stated::Root)]);
}

#[test]
fn short_words_and_silent_comments_keep_their_places() {
    let inner = comment(2, "depth-2", "Why?", "");
    let html = comment(1, "depth-1", "❤", &inner)
        + &comment(3, "depth-1", "???", "")
        + &comment(4, "depth-1", "<b>Like</b>", "")
        + &comment(5, "depth-1", "", &comment(6, "depth-2", "Removed", ""));
    let want = "- N1 2024-03-01: ❤\n-- N2 2024-03-02: Why?\n- N3 2024-03-03: ???\n- N4 2024-03-04: Like\n\
        - N5 2024-03-05: \n-- N6 2024-03-06: Removed\n";
    assert_eq!(outline(makers::find(&Tree::parse(&html))), want);
}

#[test]
fn the_names_that_markup_says_stay() {
    let one = |n: u8, who: &str| comment(n, "depth-1", "Well.", "").replace(&format!("N{n}"), who);
    let html = one(1, "Report")
        + &one(2, "Author")
        + &one(3, "Simon Says")
        + &one(4, "Cleo <i>says</i>")
        + &one(5, "<a>Link</a> <i>says:</i>");
    let talk = makers::find(&Tree::parse(&html)).unwrap();
    let names: Vec<_> = talk
        .turns
        .iter()
        .map(|t| t.author.as_deref().unwrap())
        .collect();
    assert_eq!(names, ["Report", "Author", "Simon Says", "Cleo", "Link"]);
}

#[test]
fn a_comment_of_a_link_or_stars_is_words() {
    let html = comment(
        1,
        "depth-1",
        "<a href='https://example.org/r.pdf'>Report</a>",
        "",
    ) + &comment(2, "depth-1", "<img src=a.gif alt='5 stars'>", "")
        + &comment(3, "depth-1", "Well.</p><p><a href=#comment-3>Link</a>", "");
    let want = "- N1 2024-03-01: Report\n- N2 2024-03-02: 5 stars\n- N3 2024-03-03: Well.\n";
    assert_eq!(outline(makers::find(&Tree::parse(&html))), want);
}

#[test]
fn comments_know_their_own_address_and_number() {
    let mut tree = Tree::parse(
        "<li class='comment depth-1' id=comment-550e8400-e29b-41d4-a716-446655440000><cite class=fn>Anna</cite>\
         <div class=comment-content>One.</div></li><li class='comment depth-1' id=div-comment-7><cite class=fn>Bo</cite>\
         <div class=comment-content>Two.</div></li>",
    );
    tree.set_base(Some(clean_line("https://example.org/a")));
    let talk = makers::find(&tree).unwrap();
    let told = |t: &Turn| (t.id.clone().unwrap(), t.url.as_deref().unwrap().to_owned());
    let uuid = "550e8400-e29b-41d4-a716-446655440000";
    assert_eq!(
        talk.turns.iter().map(told).collect::<Vec<_>>(),
        [
            (
                uuid.to_owned(),
                format!("https://example.org/a#comment-{uuid}")
            ),
            (
                "7".to_owned(),
                "https://example.org/a#div-comment-7".to_owned()
            ),
        ]
    );
}

#[test]
fn one_stray_element_does_not_hide_the_discussion() {
    let one = |who: &str, day: u8| {
        format!(
            "<div><b>{who}</b> <i>March {day}, 2024</i><p>I would rather have kept the old bridge, I say.</p><span>Reply</span></div>"
        )
    };
    let page = format!(
        "<h1>The bridge</h1><p>{}</p><div class='comment depth-1'>Our readers speak.</div><h3>Comments</h3><div>{}{}{}</div>",
        "The bridge was opened on Monday after ten years of work. ".repeat(5),
        one("Anna", 3),
        one("Bo", 4),
        one("Cleo", 5)
    );
    let got = outline(find(&Tree::parse(&page), Layers::default()));
    assert!(got.starts_with("- Anna 2024-03-03: I would"), "{got}");
    assert_eq!(got.lines().count(), 3, "{got}");
}
