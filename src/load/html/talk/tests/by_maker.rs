//! A small page of each maker: who, when, how deep, what. They are ours, made after what the makers' templates are
//! known to be; see [`rows`](super::super::rows) for which rows were read from live pages.

use super::super::super::super::draft::{Piece, Stated, Turn};
use super::super::super::tree::Tree;
use super::super::{Talk, makers};

/// A line for each comment: `- Anna 2024-03-03: One.`, with a dash for each level.
pub(in super::super) fn outline(talk: Option<Talk>) -> String {
    let turns = talk.map_or_else(Vec::new, |t| t.turns);
    let mut depths: Vec<usize> = Vec::new();
    let mut out = String::new();
    for turn in &turns {
        let depth = match turn.stated {
            Some(Stated::Reply(to)) => depths.get(to).map_or(0, |d| d + 1),
            Some(Stated::Root) | None => 0,
        };
        depths.push(depth);
        out.push_str(&line(turn, depth));
    }
    out
}

fn line(turn: &Turn, depth: usize) -> String {
    let when = turn.when.map_or_else(String::new, |w| {
        let when = w.to_string();
        when.get(..10).unwrap_or(&when).to_owned()
    });
    let words = if turn.deleted {
        "(gone)".to_owned()
    } else {
        let pieces = turn.pieces.iter().map(Piece::text);
        pieces.collect::<Vec<_>>().join(" / ")
    };
    let author = turn.author.as_deref().unwrap_or("?");
    format!("{} {author} {when}: {words}\n", "-".repeat(depth + 1))
}

#[track_caller]
fn check(maker: &str, html: &str, want: &str) {
    let talk = makers::find(&Tree::parse(html));
    let why = talk.as_ref().map(|t| t.why[0].to_string());
    assert_eq!(why, Some(format!("{maker} markup")));
    assert_eq!(outline(talk), want, "{maker}");
}

const TWO: &str = "- Anna 2024-03-03: One word.\n-- Bo 2024-03-04: Another.\n";
const FLAT: &str = "- Anna 2024-03-03: One word.\n- Bo 2024-03-04: Another.\n";

#[test]
fn wordpress_blocks_without_numbers() {
    let one = |who: &str, day: u8, depth: u8, words: &str, inner: &str| {
        format!(
            "<li class='comment depth-{depth}'><div class=wp-block-group><div class=wp-block-comment-author-name>\
             <a href=x>{who}</a></div><div class=wp-block-comment-date><time datetime=2024-03-0{day}T10:00:00Z>then</time>\
             </div><div class=wp-block-comment-content><p>{words}</p></div><div class=wp-block-comment-reply-link>\
             <a class=comment-reply-link href=y>Reply</a></div></div>{inner}</li>"
        )
    };
    let answer = format!("<ol>{}</ol>", one("Bo", 4, 2, "Another.", ""));
    let html = format!(
        "<ol class=wp-block-comment-template>{}</ol>",
        one("Anna", 3, 1, "One word.", &answer)
    );
    check("WordPress", &html, TWO);
}

#[test]
fn blogger_new_and_old() {
    let html = "<div id=comments><ol><li class=comment id=c71><div class=comment-block><div class=comment-header>\
        <cite class=user><a href=x>Anna</a></cite><span class='datetime secondary-text'><a href=y>March 3, 2024 at 3:15 PM</a>\
        </span></div><p class=comment-content>One word.</p><span class=comment-actions><a>Reply</a></span></div>\
        <div class=comment-replies><ol><li class=comment id=c72><div class=comment-block><div class=comment-header>\
        <cite class=user>Bo</cite><span class=datetime><a href=y>March 4, 2024 at 3:15 PM</a></span></div>\
        <p class=comment-content>Another.</p></div></li></ol></div></li></ol></div>";
    check("Blogger", html, TWO);
    let old = "<dl id=comments-block><dt class=comment-author id=c71><a href=x>Anna</a> said...</dt>\
        <dd class=comment-body><p>One word.</p></dd><dd class=comment-footer><span class=comment-timestamp>\
        <a href=y>March 3, 2024 at 3:15 PM</a></span></dd><dt class=comment-author id=c72>Bo said...</dt>\
        <dd class=comment-body><p>Another.</p></dd><dd class=comment-footer><span class=comment-timestamp>\
        <a href=y>March 4, 2024 at 3:15 PM</a></span></dd></dl>";
    check("Blogger, old", old, FLAT);
}

#[test]
fn lobsters() {
    let one = |who: &str, day: u8, words: &str, inner: &str| {
        format!(
            "<li class=comments_subtree><div class=comment id=c_{who}><div class=voters><div class=score>7</div></div>\
             <div class=details><div class=byline><a class=u-author href=x>{who}</a> <time datetime='2024-03-0{day} 10:00:00'>\
             then</time> | link</div><div class=comment_text><p>{words}</p></div></div></div><ol class=comments>{inner}</ol></li>"
        )
    };
    let html = one("Anna", 3, "One word.", &one("Bo", 4, "Another.", ""));
    check("Lobsters", &format!("<ol class=comments>{html}</ol>"), TWO);
}

#[test]
fn reddit_old_with_a_comment_that_is_gone() {
    let one = |id: &str, head: &str, words: &str, inner: &str| {
        format!(
            "<div class='thing comment id-t1_{id}' data-fullname=t1_{id}><div class='entry'><p class=tagline>{head}</p>\
             <div class=usertext-body><div class=md><p>{words}</p></div></div><ul class='flat-list buttons'><li><a>reply</a></li></ul>\
             </div><div class=child>{inner}</div></div>"
        )
    };
    let head = |who: &str, day: u8| {
        format!(
            "<a class=author href=x>{who}</a> <span class='score unvoted' title=7>7 points</span> \
             <time datetime=2024-03-0{day}T10:00:00Z>then</time>"
        )
    };
    let inner = one("b2", &head("Bo", 4), "Another.", "");
    let html = one("a1", &head("Anna", 3), "One word.", &inner)
        + &one(
            "c3",
            "<em>[deleted]</em>",
            "[removed]",
            &one("d4", &head("Cleo", 5), "Why?", ""),
        );
    let want = format!("{TWO}- ? : (gone)\n-- Cleo 2024-03-05: Why?\n");
    check("Reddit", &format!("<div>{html}</div>"), &want);
}

#[test]
fn lemmy_isso_disqus_coral() {
    let time = |day: u8| format!("<time datetime=2024-03-0{day}T10:00:00Z>then</time>");
    let lemmy = |id: u8, who: &str, day: u8, words: &str, inner: &str| {
        format!(
            "<li class=comment><article class=comment-node id=comment-{id}><div><a class=person-listing href=x>{who}</a>\
             <span class=moment-time>{}</span></div><div class='comment-content md-div'><p>{words}</p></div>\
             <div class=comment-bottom-btns><button>reply</button></div></article><ul class=comments>{inner}</ul></li>",
            time(day)
        )
    };
    check(
        "Lemmy",
        &lemmy(
            1,
            "Anna",
            3,
            "One word.",
            &lemmy(2, "Bo", 4, "Another.", ""),
        ),
        TWO,
    );
    let isso = |id: u8, who: &str, day: u8, words: &str, inner: &str| {
        format!(
            "<div class=isso-comment id=isso-{id}><div class=isso-text-wrapper><div class=isso-comment-header>\
             <span class=isso-author>{who}</span> {}</div><div class=isso-text><p>{words}</p></div>\
             <div class=isso-comment-footer><a class=isso-reply>Reply</a></div></div><div class=isso-follow-up>{inner}</div></div>",
            time(day)
        )
    };
    check(
        "Isso",
        &isso(1, "Anna", 3, "One word.", &isso(2, "Bo", 4, "Another.", "")),
        TWO,
    );
    let disqus = |id: u8, who: &str, day: u8, words: &str, inner: &str| {
        format!(
            "<li class=post id=post-{id}><div class=post-content><header><span class='post-byline'><span class=author>{who}</span>\
             </span><span class=post-meta><a class=time-ago title='2024-03-0{day}T10:00:00'>then</a></span></header>\
             <div class=post-message><p>{words}</p></div><footer class=comment__footer><a>Reply</a></footer></div>\
             <ul class=children>{inner}</ul></li>"
        )
    };
    check(
        "Disqus",
        &disqus(
            1,
            "Anna",
            3,
            "One word.",
            &disqus(2, "Bo", 4, "Another.", ""),
        ),
        TWO,
    );
    let coral = |id: u8, who: &str, day: u8, words: &str, inner: &str| {
        format!(
            "<div class=coral-comment id=comment-{id}><span class=coral-username>{who}</span>\
             <span class=coral-timestamp>{}</span><div class=coral-comment-content>{words}</div>\
             <div class=coral-comment-actionBar><button>Reply</button></div>{inner}</div>",
            time(day)
        )
    };
    let html = coral(
        1,
        "Anna",
        3,
        "One word.",
        &coral(2, "Bo", 4, "Another.", ""),
    );
    let got = outline(makers::find(&Tree::parse(&html)));
    assert_eq!(got, TWO, "Coral");
}

#[test]
fn drupal_nests_by_indented_boxes_and_names_the_parent() {
    let one = |id: u8, who: &str, day: u8, words: &str, more: &str| {
        format!(
            "<article class='comment js-comment' id=comment-{id}><footer class=comment__meta><span class=username>{who}</span>\
             <p class=comment__time><time datetime=2024-03-0{day}T10:00:00Z>then</time></p>{more}</footer>\
             <div class=comment__content><div class=field--name-comment-body><p>{words}</p></div></div></article>"
        )
    };
    let html = one(1, "Anna", 3, "One word.", "")
        + "<div class=indented>"
        + &one(2, "Bo", 4, "Another.", "")
        + "</div>";
    // The row of WordPress reads these as well.
    let outline = |html: &str| outline(makers::find(&Tree::parse(html)));
    assert_eq!(outline(&format!("<section>{html}</section>")), TWO);
    let parent = "<p class=parent>In reply to <a href='#comment-1'>One</a> by Anna</p>";
    let flat = one(1, "Anna", 3, "One word.", "") + &one(2, "Bo", 4, "Another.", parent);
    assert_eq!(outline(&format!("<section>{flat}</section>")), TWO);
}

#[test]
fn forums_keep_quotes() {
    let post = |id: u8, who: &str, day: u8, words: &str| {
        format!(
            "<article class='message message--post' data-content=post-{id} data-author={who}><h4 class=message-name>{who}</h4>\
             <time datetime=2024-03-0{day}T10:00:00Z>then</time><div class=message-body><div class=bbWrapper>{words}</div></div>\
             <aside class=message-signature>Sold my boat</aside></article>"
        )
    };
    let html = post(1, "Cleo", 1, "What holds the bridge?")
        + &post(2, "Anna", 3, "One word.")
        + &post(3, "Bo", 4, "<blockquote>One word.</blockquote>Another.");
    let want = "- Anna 2024-03-03: One word.\n- Bo 2024-03-04: One word. / Another.\n";
    check("XenForo", &html, want);
    let post = |id: u8, who: &str, day: u8, words: &str| {
        format!(
            "<article class=ipsComment id=elComment_{id}><aside class=ipsComment_author><h3>{who}</h3></aside>\
             <div class=ipsComment_meta><time datetime=2024-03-0{day}T10:00:00Z>then</time></div>\
             <div data-role=commentContent>{words}</div></article>"
        )
    };
    let html = post(1, "Cleo", 1, "What holds the bridge?")
        + &post(2, "Anna", 3, "<p>One word.</p>")
        + &post(
            3,
            "Bo",
            4,
            "<blockquote>One word.</blockquote><p>Another.</p>",
        );
    check("Invision", &html, want);
    let post = |id: u8, who: &str, day: u8, words: &str| {
        format!(
            "<div class='post bg2' id=p{id}><div class=inner><dl class=postprofile><dt><a class=username href=x>{who}</a></dt></dl>\
             <div class=postbody><p class=author>by <a class=username href=x>{who}</a> » \
             <time datetime=2024-03-0{day}T10:00:00+00:00>then</time></p><div class=content>{words}</div>\
             <div class=signature>Sold my boat</div></div></div></div>"
        )
    };
    let html = post(1, "Cleo", 1, "What holds the bridge?")
        + &post(2, "Anna", 3, "One word.")
        + &post(3, "Bo", 4, "<blockquote>One word.</blockquote>Another.");
    check("phpBB", &html, want);
}

#[test]
fn discourse_and_pantip() {
    let post = |n: u8, who: &str, words: &str| {
        format!(
            "<div itemprop=comment class='topic-body crawler-post' id=post_{n}><div class=crawler-post-meta><span class=creator>\
             <a href=x><span itemprop=name>{who}</span></a></span><span class=crawler-post-infos>\
             <time class=post-time datetime=2024-03-0{n}T10:00:00Z>then</time></span></div><div class=post><p>{words}</p></div></div>"
        )
    };
    let html = post(2, "Cleo", "What holds the bridge?")
        + &post(3, "Anna", "One word.")
        + &post(4, "Bo", "Another.");
    check("Discourse", &html, FLAT);
    let post = |n: u8, who: &str, words: &str| {
        format!(
            "<div class='display-post-wrapper section-comment' id=comment-{n}><div class=display-post-story>{words}</div>\
             <a class='display-post-name owner' href=x>{who}</a><span class=display-post-timestamp>\
             <abbr class=timeago title='2024-03-0{n}T10:00:00'>then</abbr></span></div>"
        )
    };
    let html = post(3, "สมชาย", "เห็นด้วยครับ") + &post(4, "มาลี", "ไม่เห็นด้วยค่ะ");
    let got = outline(makers::find(&Tree::parse(&html)));
    let want = "- สมชาย 2024-03-03: เห็นด้วยครับ\n- มาลี 2024-03-04: ไม่เห็นด้วยค่ะ\n";
    assert_eq!(got, want);
}
