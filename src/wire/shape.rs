//! The format as serde sees it: one struct an object, borrowed strings, no logic.
//!
//! Beyond the published keys there are three that keep what the model knows:
//! `level` of a heading or a nested item, `marks` of a block, and `raw` of a
//! document: the discussion line by line as its source has it, a line being
//! either `{"block": 8}`, the block of that index among the article's and the
//! comments' in order, or `{"line": BLOCK}`, which is none of them: an author
//! line, a button. The `state` of an export has `chosen`, `comments` and
//! `corrections` beside what is published: what was done with single comments,
//! and what was set by hand. All are absent where there is nothing to say.

use std::borrow::Cow;
use std::ops::Not;

use serde::{Deserialize, Serialize};

use super::lenient::{self, Parent};

/// A string of the input, borrowed where JSON did not escape anything in it.
pub(super) type Str<'a> = Option<Cow<'a, str>>;

/// A document.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Document<'a> {
    #[serde(deserialize_with = "lenient::number")]
    pub(super) khao: Option<i64>,
    #[serde(borrow, deserialize_with = "lenient::text")]
    pub(super) path: Str<'a>,
    #[serde(borrow, deserialize_with = "lenient::text")]
    pub(super) format: Str<'a>,
    #[serde(borrow, deserialize_with = "lenient::text")]
    pub(super) id: Str<'a>,
    #[serde(borrow, deserialize_with = "lenient::text")]
    pub(super) url: Str<'a>,
    #[serde(borrow, deserialize_with = "lenient::text")]
    pub(super) title: Str<'a>,
    #[serde(borrow, deserialize_with = "lenient::text")]
    pub(super) byline: Str<'a>,
    #[serde(borrow, deserialize_with = "lenient::text")]
    pub(super) outlet: Str<'a>,
    #[serde(borrow, deserialize_with = "lenient::text")]
    pub(super) published: Str<'a>,
    #[serde(borrow, deserialize_with = "lenient::text")]
    pub(super) language: Str<'a>,
    #[serde(borrow, deserialize_with = "lenient::list")]
    pub(super) blocks: Option<Vec<Block<'a>>>,
    #[serde(borrow, deserialize_with = "lenient::object")]
    pub(super) split: Option<Split<'a>>,
    #[serde(borrow, deserialize_with = "lenient::list")]
    pub(super) comments: Option<Vec<Comment<'a>>>,
    #[serde(borrow, deserialize_with = "lenient::list")]
    pub(super) links: Option<Vec<DocumentLink<'a>>>,
    #[serde(
        borrow,
        deserialize_with = "lenient::list",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) raw: Option<Vec<Raw<'a>>>,
    #[serde(
        borrow,
        deserialize_with = "lenient::object",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) state: Option<State<'a>>,
    #[serde(borrow, deserialize_with = "lenient::list")]
    pub(super) warnings: Option<Vec<Warning<'a>>>,
}

/// A block of words. A bare string stands for a paragraph.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Block<'a> {
    #[serde(borrow, deserialize_with = "lenient::text")]
    pub(super) kind: Str<'a>,
    #[serde(
        deserialize_with = "lenient::number",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) level: Option<i64>,
    #[serde(borrow, deserialize_with = "lenient::text")]
    pub(super) text: Str<'a>,
    #[serde(
        borrow,
        deserialize_with = "lenient::list",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) marks: Option<Vec<Mark<'a>>>,
    #[serde(
        borrow,
        deserialize_with = "lenient::list",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) links: Option<Vec<BlockLink<'a>>>,
}

/// A line of the discussion as the source has it: the index of a block, or a line that is none.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Raw<'a> {
    #[serde(
        deserialize_with = "lenient::number",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) block: Option<i64>,
    #[serde(
        borrow,
        deserialize_with = "lenient::object",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) line: Option<Block<'a>>,
    #[serde(deserialize_with = "lenient::flag", skip_serializing_if = "Not::not")]
    pub(super) glued: bool,
}

/// A mark other than a link.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Mark<'a> {
    #[serde(borrow, deserialize_with = "lenient::text")]
    pub(super) kind: Str<'a>,
    #[serde(deserialize_with = "lenient::span")]
    pub(super) at: Option<[u32; 2]>,
}

/// A link in a block.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct BlockLink<'a> {
    #[serde(borrow, deserialize_with = "lenient::text")]
    pub(super) url: Str<'a>,
    #[serde(deserialize_with = "lenient::span")]
    pub(super) at: Option<[u32; 2]>,
}

/// A link of the whole document, with its words: printed for other programs, not read.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct DocumentLink<'a> {
    #[serde(borrow, deserialize_with = "lenient::text")]
    pub(super) url: Str<'a>,
    #[serde(borrow, deserialize_with = "lenient::text")]
    pub(super) text: Str<'a>,
}

/// Who decided where the article ends.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Split<'a> {
    #[serde(borrow, deserialize_with = "lenient::text")]
    pub(super) by: Str<'a>,
    #[serde(
        deserialize_with = "lenient::fraction",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) confidence: Option<f32>,
    #[serde(
        borrow,
        deserialize_with = "lenient::list",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) why: Option<Vec<lenient::Text<'a>>>,
}

/// A comment.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Comment<'a> {
    #[serde(borrow, deserialize_with = "lenient::text")]
    pub(super) id: Str<'a>,
    #[serde(borrow, deserialize_with = "lenient::text")]
    pub(super) url: Str<'a>,
    #[serde(borrow, deserialize_with = "lenient::text")]
    pub(super) author: Str<'a>,
    #[serde(borrow, deserialize_with = "lenient::text")]
    pub(super) published: Str<'a>,
    #[serde(deserialize_with = "lenient::number")]
    pub(super) score: Option<i64>,
    #[serde(deserialize_with = "lenient::flag")]
    pub(super) deleted: bool,
    #[serde(borrow, deserialize_with = "lenient::text")]
    pub(super) text: Str<'a>,
    #[serde(borrow, deserialize_with = "lenient::list")]
    pub(super) blocks: Option<Vec<Block<'a>>>,
    pub(super) parent: Parent,
    #[serde(deserialize_with = "lenient::number")]
    pub(super) depth: Option<i64>,
    #[serde(borrow, deserialize_with = "lenient::text")]
    pub(super) by: Str<'a>,
    #[serde(
        deserialize_with = "lenient::fraction",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) confidence: Option<f32>,
    #[serde(
        borrow,
        deserialize_with = "lenient::list",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) why: Option<Vec<lenient::Text<'a>>>,
    #[serde(borrow, deserialize_with = "lenient::list")]
    pub(super) about: Option<Vec<About<'a>>>,
}

/// A passage that a comment speaks of.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct About<'a> {
    #[serde(deserialize_with = "lenient::number")]
    pub(super) block: Option<i64>,
    #[serde(deserialize_with = "lenient::span")]
    pub(super) sentence: Option<[u32; 2]>,
    #[serde(deserialize_with = "lenient::fraction")]
    pub(super) confidence: Option<f32>,
    #[serde(borrow, deserialize_with = "lenient::list")]
    pub(super) why: Option<Vec<lenient::Text<'a>>>,
    #[serde(borrow, deserialize_with = "lenient::text")]
    pub(super) via: Str<'a>,
    #[serde(borrow, deserialize_with = "lenient::text")]
    pub(super) by: Str<'a>,
}

/// What the reader has done with a document; only in exports of a library.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct State<'a> {
    #[serde(deserialize_with = "lenient::flag")]
    pub(super) read: bool,
    #[serde(deserialize_with = "lenient::flag")]
    pub(super) starred: bool,
    #[serde(borrow, deserialize_with = "lenient::list")]
    pub(super) tags: Option<Vec<lenient::Text<'a>>>,
    #[serde(borrow, deserialize_with = "lenient::text")]
    pub(super) note: Str<'a>,
    #[serde(borrow, deserialize_with = "lenient::text")]
    pub(super) place: Str<'a>,
    #[serde(
        borrow,
        deserialize_with = "lenient::text",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) chosen: Str<'a>,
    #[serde(
        borrow,
        deserialize_with = "lenient::list",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) comments: Option<Vec<CommentState<'a>>>,
    #[serde(
        borrow,
        deserialize_with = "lenient::object",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) corrections: Option<Corrections<'a>>,
    #[serde(
        borrow,
        deserialize_with = "lenient::list",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) not_related: Option<Vec<lenient::Text<'a>>>,
    #[serde(
        borrow,
        deserialize_with = "lenient::list",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) not_same_story: Option<Vec<lenient::Text<'a>>>,
}

/// What the reader has done with a comment.
#[derive(Debug, Default, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "the format has flags")]
#[serde(default)]
pub(super) struct CommentState<'a> {
    #[serde(borrow, deserialize_with = "lenient::text")]
    pub(super) id: Str<'a>,
    #[serde(deserialize_with = "lenient::flag", skip_serializing_if = "Not::not")]
    pub(super) read: bool,
    #[serde(deserialize_with = "lenient::flag", skip_serializing_if = "Not::not")]
    pub(super) new: bool,
    #[serde(deserialize_with = "lenient::flag", skip_serializing_if = "Not::not")]
    pub(super) starred: bool,
    #[serde(deserialize_with = "lenient::flag", skip_serializing_if = "Not::not")]
    pub(super) folded: bool,
    #[serde(deserialize_with = "lenient::flag", skip_serializing_if = "Not::not")]
    pub(super) unfolded: bool,
    #[serde(
        borrow,
        deserialize_with = "lenient::text",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) note: Str<'a>,
}

/// What the reader has set by hand.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Corrections<'a> {
    #[serde(borrow, deserialize_with = "lenient::text")]
    pub(super) cut: Str<'a>,
    #[serde(deserialize_with = "lenient::flag")]
    pub(super) no_comments: bool,
    #[serde(borrow, deserialize_with = "lenient::list")]
    pub(super) parents: Option<Vec<ParentSet<'a>>>,
}

/// What a comment answers by the reader's hand; without `parent`, the article.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct ParentSet<'a> {
    #[serde(borrow, deserialize_with = "lenient::text")]
    pub(super) comment: Str<'a>,
    #[serde(borrow, deserialize_with = "lenient::text")]
    pub(super) parent: Str<'a>,
}

/// Something odd that was survived.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Warning<'a> {
    #[serde(borrow, deserialize_with = "lenient::text")]
    pub(super) kind: Str<'a>,
    #[serde(borrow, deserialize_with = "lenient::text")]
    pub(super) message: Str<'a>,
}

impl<'a> lenient::FromText<'a> for Block<'a> {
    fn from_text(text: Cow<'a, str>) -> Option<Self> {
        Some(Self {
            text: Some(text),
            ..Self::default()
        })
    }
}

impl<'a> lenient::FromText<'a> for Comment<'a> {
    fn from_text(text: Cow<'a, str>) -> Option<Self> {
        Some(Self {
            text: Some(text),
            ..Self::default()
        })
    }
}

impl<'a> lenient::FromText<'a> for Warning<'a> {
    fn from_text(text: Cow<'a, str>) -> Option<Self> {
        Some(Self {
            message: Some(text),
            ..Self::default()
        })
    }
}

impl<'a> lenient::FromText<'a> for Raw<'a> {}
impl<'a> lenient::FromText<'a> for Mark<'a> {}
impl<'a> lenient::FromText<'a> for BlockLink<'a> {}
impl<'a> lenient::FromText<'a> for DocumentLink<'a> {}
impl<'a> lenient::FromText<'a> for Split<'a> {}
impl<'a> lenient::FromText<'a> for About<'a> {}
impl<'a> lenient::FromText<'a> for State<'a> {}
impl<'a> lenient::FromText<'a> for CommentState<'a> {}
impl<'a> lenient::FromText<'a> for Corrections<'a> {}
impl<'a> lenient::FromText<'a> for ParentSet<'a> {}
