//! Markup of known makers: a row for each tells which elements are comments and which are their parts.
//!
//! The rows of WordPress (with its old themes) and Blogger were read from live pages. Those of the others
//! follow what their templates are known to be and are not verified on live pages.

use std::collections::{HashMap, HashSet};

use super::super::super::draft::{Stated, Turn};
use super::super::tree::{NodeIx, Tree};
use super::Talk;
use super::select::Selectors;
use super::taken;
use super::unit::{self, Hints};
use crate::text::{clean, clean_line};

/// A maker of pages.
#[derive(Debug)]
pub(super) struct Maker {
    name: &'static str,
    /// The elements that are comments; of several with one number the outermost.
    units: &'static str,
    author: &'static str,
    time: &'static str,
    body: &'static str,
    /// What in a comment is not its words.
    skip: &'static str,
    score: &'static str,
    /// Whether the first of them is what the page is about.
    opens: bool,
}

const NO: Maker = Maker {
    name: "",
    units: "",
    author: "",
    time: "",
    body: "",
    skip: "",
    score: "",
    opens: false,
};

/// The data in attributes: microdata of schema.org.
pub(super) const MICRODATA: &[Maker] = &[Maker {
    name: "microdata",
    units: "[itemprop=comment][itemscope] [itemtype=http://schema.org/Comment] \
        [itemtype=https://schema.org/Comment] [itemtype=http://schema.org/UserComments] \
        [itemtype=https://schema.org/UserComments] [typeof=Comment] [typeof=schema:Comment]",
    author: "[itemprop=author] [itemprop=creator] [property=author]",
    time: "[itemprop=datePublished] [itemprop=dateCreated] [itemprop=commentTime] time",
    body: "[itemprop=text] [itemprop=commentText] [property=text] .comment-content",
    skip: ".reply .comment-reply .comment-meta .comment-metadata .avatar .says",
    score: "[itemprop=upvoteCount]",
    ..NO
}];

const MAKERS: &[Maker] = &[
    Maker {
        name: "WordPress",
        units: ".comment.depth-* .pingback.depth-* .trackback.depth-* #comment-% #li-comment-% #div-comment-% #wpd-comm-*",
        author: ".fn .comment-author-name .comment-name .wpd-comment-author .comment__author-name \
            .wp-block-comment-author-name .comment-author .comment_author .commentauthor .comment-author-link \
            .w-comments-item-author .comment_name .author-name .author .username cite h4 h5",
        time: "time .comment-metadata .commentmetadata .comment-date .comment_date .comment-time .comment__time \
            .wpd-comment-date .wp-block-comment-date .w-comments-item-date .datetime .date .comment-meta",
        body: ".comment-content .comment_content .comment-text .comment_text .wpd-comment-text .comment__content \
            .wp-block-comment-content .contenttext .commenttext .w-comments-item-text .comment-body-text \
            .comment_body .comment-entry .commententry",
        skip: ".reply .comment-reply .comment-reply-link .comment-meta .comment-metadata .commentmetadata .says \
            .comment-awaiting-moderation .avatar .comment-likes .comment-edit-link .edit-link .comment-actions \
            .comment-footer .comment-footer-meta .comment-number .comment-header .wpd-comment-footer \
            .cld-like-dislike-wrap .sharedaddy .comment-subscription-form .comment-notes .comment-respond #respond \
            .wpd-comment-header .says nav.comment-navigation .wprm-comment-rating",
        score: ".wpd-vote-result .cld-like-count-wrap",
        ..NO
    },
    Maker {
        name: "Blogger",
        units: "li.comment#c% div.comment#c%",
        author: "cite.user .comment-author .user",
        time: ".datetime .comment-timestamp",
        body: ".comment-content .comment-body",
        skip: ".comment-actions .comment-header .comment-footer .thread-toggle .continue .comment-replybox-thread",
        ..NO
    },
    Maker {
        name: "Hacker News",
        units: "tr.athing.comtr",
        author: ".hnuser",
        time: ".age",
        body: ".commtext .comment",
        skip: ".reply .navs .votelinks",
        ..NO
    },
    Maker {
        name: "Lobsters",
        units: "li.comments_subtree",
        author: ".u-author",
        time: "time .byline",
        body: ".comment_text",
        skip: ".byline .voters .comment_folder_button",
        score: ".score .upvoter",
        ..NO
    },
    Maker {
        name: "Reddit",
        units: ".thing.comment",
        author: "a.author",
        time: "time .live-timestamp",
        body: ".usertext-body",
        skip: ".tagline .buttons .midcol .flat-list",
        score: ".score.unvoted .score",
        ..NO
    },
    Maker {
        name: "Lemmy",
        units: "article.comment-node li.comment article.comment",
        author: ".person-listing",
        time: ".moment-time time",
        body: ".comment-content .md-div",
        skip: ".comment-bottom-btns .btn",
        score: ".unselectable",
        ..NO
    },
    Maker {
        name: "Isso",
        units: ".isso-comment",
        author: ".isso-author",
        time: "time .isso-permalink",
        body: ".isso-text",
        skip: ".isso-comment-header .isso-comment-footer .isso-feedback",
        score: ".isso-votes",
        ..NO
    },
    Maker {
        name: "Disqus",
        units: "li.post#post-% .dsq-comment",
        author: ".author .dsq-commenter-name .dsq-header-cite",
        time: ".time-ago .post-meta time .dsq-comment-header-time",
        body: ".post-message .dsq-comment-message .dsq-comment-body",
        skip: ".post-byline .comment__footer .post-menu .post-meta",
        score: ".updatable.count",
        ..NO
    },
    Maker {
        name: "Coral",
        units: ".coral-comment",
        author: ".coral-username",
        time: ".coral-timestamp time",
        body: ".coral-comment-content",
        skip: ".coral-comment-actionBar",
        ..NO
    },
    Maker {
        name: "Discourse",
        units: ".topic-body.crawler-post .crawler-post",
        author: "[itemprop=author] .creator",
        time: "time.post-time .post-time time",
        body: ".post",
        skip: ".crawler-post-meta .crawler-post-infos",
        score: ".post-likes",
        opens: true,
    },
    Maker {
        name: "Drupal",
        units: "article.comment div.comment[id] .comment.js-comment [data-comment-user-id]",
        author: ".username .comment__author .author",
        time: "time .comment__time .submitted .comment-date",
        body: ".field--name-comment-body .field-name-comment-body .comment__content .content .comment-content",
        skip: ".links .comment__links .comment__meta .user-picture .user-signature .new",
        ..NO
    },
    Maker {
        name: "XenForo",
        units: "article.message[data-content] li.message[data-author]",
        author: ".message-name .username",
        time: "time .DateTime",
        body: ".message-body .bbWrapper .messageText",
        skip: ".message-signature .message-footer .message-attribution .bbCodeBlock-expandLink",
        opens: true,
        ..NO
    },
    Maker {
        name: "Invision",
        units: "article.ipsComment article.ipsEntry #elComment_%",
        author: ".ipsComment_author .ipsEntry__username .ipsUsername",
        time: "time",
        body: "[data-role=commentContent] .ipsComment_content .cPost_contentWrap",
        skip: "[data-role=memberSignature] .ipsComment_controls .ipsComment_meta",
        opens: true,
        ..NO
    },
    Maker {
        name: "phpBB",
        units: "div.post#p%",
        author: ".username .username-coloured",
        time: "time p.author .author",
        body: ".content .postbody",
        skip: ".signature .post-buttons .postprofile .back2top .notice",
        opens: true,
        ..NO
    },
    Maker {
        name: "Pantip",
        units: ".section-comment .display-post-wrapper.section-comment .sub-comment",
        author: ".display-post-name .owner",
        time: ".display-post-timestamp abbr .timeago",
        body: ".display-post-story",
        skip: ".display-post-action .display-post-avatar .display-post-number",
        score: ".like-score .emotion-score",
        ..NO
    },
];

/// The discussion by the maker whose row finds the most.
pub(super) fn find(tree: &Tree) -> Option<Talk> {
    best(tree, MAKERS)
}

/// The discussion by the fullest of some rows.
pub(super) fn best(tree: &Tree, makers: &[Maker]) -> Option<Talk> {
    let mut best: Option<(usize, Talk)> = None;
    for maker in makers {
        let tops = units(tree, maker);
        if tops.is_empty() {
            continue;
        }
        let talk = read(tree, maker, &tops);
        // A maker's own row finds who and when as well; other rows with the same element do not.
        let told = talk.told();
        if told > best.as_ref().map_or(0, |(most, _)| *most) {
            best = Some((told, talk));
        }
    }
    best.map(|(_, talk)| talk)
}

/// A comment's element and its maker's name for it.
#[derive(Debug)]
struct Found {
    top: NodeIx,
    id: Option<String>,
}

fn units(tree: &Tree, maker: &Maker) -> Vec<Found> {
    let is = Selectors::parse(maker.units);
    let mut found: Vec<Found> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for ix in tree.below(Tree::ROOT) {
        while open.last().is_some_and(|o| !tree.is_in(ix, found[*o].top)) {
            open.pop();
        }
        if !is.is(tree, ix) || matches!(tree.name(ix), "body" | "form" | "textarea" | "a" | "input")
        {
            continue;
        }
        let id = id(tree, ix);
        if let Some(around) = open.last().map(|o| &mut found[*o]) {
            if id.is_none() && maker.name == "microdata" && tree.attribute(ix, "itemprop").is_none()
            {
                continue;
            }
            if around.id == id && id.is_some() {
                continue;
            }
            if around.id.is_none() && id.is_some() {
                around.id = id;
                continue;
            }
        }
        open.push(found.len());
        found.push(Found { top: ix, id });
    }
    found
}

/// The number in an element's name, or the name.
fn id(tree: &Tree, ix: NodeIx) -> Option<String> {
    let id = ["id", "data-comment-id", "data-fullname", "data-content"]
        .into_iter()
        .find_map(|a| tree.attribute(ix, a).filter(|v| !v.is_empty()))?;
    let from = id.find(|c: char| c.is_ascii_digit());
    let digits = from.map(|at| {
        let rest = &id[at..];
        let end = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        rest[..end].to_owned()
    });
    Some(digits.unwrap_or_else(|| id.to_owned()))
}

fn read(tree: &Tree, maker: &Maker, found: &[Found]) -> Talk {
    let hints = Hints {
        author: Selectors::parse(maker.author),
        time: Selectors::parse(maker.time),
        body: Selectors::parse(maker.body),
        skip: Selectors::parse(maker.skip),
        score: Selectors::parse(maker.score),
    };
    let tops: HashSet<NodeIx> = found.iter().map(|f| f.top).collect();
    let mut turns: Vec<Turn> = Vec::new();
    // The place of each element among the turns; those that are no comment have none.
    let mut places: HashMap<NodeIx, usize> = HashMap::new();
    let mut levels: Vec<(u32, usize)> = Vec::new();
    let first = found
        .first()
        .filter(|_| maker.opens && found.len() > 1)
        .map(|f| f.top);
    for f in found {
        if Some(f.top) == first || is_mention(tree, f.top) {
            continue;
        }
        let mut turn = unit::read(tree, f.top, &tops, Some(&hints));
        turn.deleted = is_deleted(tree, f.top, &turn);
        if turn.deleted {
            turn.pieces.clear();
        }
        if turn.pieces.is_empty() && !turn.deleted {
            continue;
        }
        turn.id.clone_from(&f.id);
        turn.url = tree
            .attribute(f.top, "id")
            .and_then(|id| tree.resolve(&format!("#{id}")))
            .map(|url| clean_line(&url));
        let around = tree.ancestors(f.top).find_map(|a| places.get(&a).copied());
        let level = level(tree, f.top, &tops);
        let parent = around.or_else(|| {
            let level = level?;
            while levels.last().is_some_and(|(l, _)| *l >= level) {
                levels.pop();
            }
            levels.last().map(|(_, at)| *at)
        });
        if let (Some(level), None) = (level, around) {
            levels.push((level, turns.len()));
        } else if around.is_none() {
            levels.clear();
        }
        turn.stated = Some(parent.map_or(Stated::Root, Stated::Reply));
        places.insert(f.top, turns.len());
        turns.push(turn);
    }
    let comments: Vec<NodeIx> = found
        .iter()
        .map(|f| f.top)
        .filter(|t| Some(*t) != first)
        .collect();
    Talk {
        taken: taken::around(tree, &comments),
        turns,
        confidence: 1.0,
        why: vec![clean(&format!("{} markup", maker.name))],
    }
}

/// Links from elsewhere stand among the comments of WordPress; they are no words of the discussion.
fn is_mention(tree: &Tree, top: NodeIx) -> bool {
    ["pingback", "trackback"]
        .iter()
        .any(|c| tree.has_class(top, c))
}

/// Whether a page says that a comment is gone.
fn is_deleted(tree: &Tree, top: NodeIx, turn: &Turn) -> bool {
    const GONE: &str = "deleted|removed|[deleted]|[removed]|[flagged]|comment deleted|comment removed|deleted by creator|\
        removed by mod|comment deleted by user|this comment was deleted|this comment has been deleted|\
        this comment has been removed|comment removed by author|comment removed by moderator|\
        this comment has been removed by the author|this comment has been removed by a blog administrator|\
        dieser kommentar wurde gelöscht|ความคิดเห็นนี้ถูกลบ|ความคิดเห็นถูกลบ";
    let says = |words: &str| {
        let key = super::super::super::line::key(words);
        super::super::super::line::is_in(GONE, &key)
    };
    match &turn.pieces[..] {
        [] => ["deleted", "removed"]
            .iter()
            .any(|c| tree.has_class(top, c)),
        [only] => says(only.text()),
        _ => false,
    }
}

/// How deep a comment stands by what its maker says of it.
fn level(tree: &Tree, top: NodeIx, tops: &HashSet<NodeIx>) -> Option<u32> {
    let class = tree.attribute(top, "class").unwrap_or_default();
    let stated = class.split_ascii_whitespace().find_map(|c| {
        let digits = c
            .strip_prefix("depth-")
            .or_else(|| c.strip_prefix("wpd_comment_level-"));
        digits?.parse().ok()
    });
    if stated.is_some() {
        return stated;
    }
    let cell = unit::own(tree, top, tops)
        .take(12)
        .find(|n| tree.name(*n) == "td" && tree.has_class(*n, "ind"));
    if let Some(cell) = cell {
        let indent = tree.attribute(cell, "indent").and_then(|i| i.parse().ok());
        let width = || {
            let img = tree.below(cell).find(|n| tree.name(*n) == "img")?;
            tree.attribute(img, "width")?.parse::<u32>().ok()
        };
        return indent.or_else(|| Some(width()? / 40));
    }
    let indented = tree
        .ancestors(top)
        .filter(|a| tree.has_class(*a, "indented"))
        .count();
    Some(indented as u32)
}
