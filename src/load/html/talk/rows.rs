//! The rows of known makers: which elements are comments and which are their parts.
//!
//! The rows of `WordPress` (with its old themes) and Blogger (its new markup) were read from live pages. Those
//! of microdata, old Blogger, Hacker News, Lobsters, Reddit, Lemmy, Isso, Disqus, Coral, Discourse, Drupal,
//! `XenForo`, Invision, `phpBB` and Pantip follow what their templates are known to be and are not verified on
//! live pages.

/// A maker of pages.
#[derive(Debug)]
pub(super) struct Maker {
    pub(super) name: &'static str,
    /// The elements that are comments; of several with one number the outermost.
    pub(super) units: &'static str,
    pub(super) author: &'static str,
    pub(super) time: &'static str,
    pub(super) body: &'static str,
    /// What in a comment is not its words.
    pub(super) skip: &'static str,
    pub(super) score: &'static str,
    /// Whether the first of them is what the page is about.
    pub(super) opens: bool,
    /// Whether the elements are the heads of comments, whose words follow up to the next.
    pub(super) heads: bool,
    pub(super) depth: Depth,
}

/// What the markup of a maker says of who answers whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    /// All: what stands in no other comment answers none.
    Shown,
    /// All, on pages that show some depth; the others are flat.
    Some,
    /// Nothing but what a comment quotes.
    Flat,
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
    heads: false,
    depth: Depth::Shown,
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
    depth: Depth::Some,
    ..NO
}];

pub(super) const MAKERS: &[Maker] = &[
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
        depth: Depth::Some,
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
        name: "Blogger, old",
        units: "dt#c% dt.comment-author",
        author: "dt",
        time: ".comment-timestamp .comment-footer",
        body: "dd.comment-body",
        skip: ".delete-comment-icon .comment-delete",
        heads: true,
        depth: Depth::Flat,
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
        depth: Depth::Flat,
        ..NO
    },
    Maker {
        name: "Drupal",
        units: "article.comment div.comment[id] .comment.js-comment [data-comment-user-id]",
        author: ".username .comment__author .author",
        time: "time .comment__time .submitted .comment-date",
        body: ".field--name-comment-body .field-name-comment-body .comment__content .content .comment-content",
        skip: ".links .comment__links .comment__meta .user-picture .user-signature .new",
        depth: Depth::Some,
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
        depth: Depth::Flat,
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
        depth: Depth::Flat,
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
        depth: Depth::Flat,
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
        depth: Depth::Some,
        ..NO
    },
];
