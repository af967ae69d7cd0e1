//! What the reader has done with a document, in the format.
//!
//! A place is `BLOCK@BYTE`, a block its key ([`BlockKey`]), a comment or another document its identity. What cannot be read is
//! as good as not done.

use std::borrow::Cow;

use super::lenient::Text;
use super::shape;
use crate::model::{BlockKey, CommentId, CommentState, Corrections, Kind, SavedPlace, State};
use crate::text::{clean, clean_line};

/// The state as the format has it.
pub(super) fn shaped(state: &State) -> shape::State<'_> {
    let tags = state.tags.iter().map(|t| Text(Cow::Borrowed(&**t)));
    let comments = state.comments.iter().filter(|(_, c)| !c.is_empty());
    let comments: Vec<_> = comments.map(|(id, c)| comment(*id, c)).collect();
    let c = &state.corrections;
    shape::State {
        read: state.read,
        starred: state.starred,
        tags: Some(tags.collect()),
        note: state.note.as_deref().map(Cow::Borrowed),
        place: state.place.map(|p| Cow::Owned(place_text(&p))),
        chosen: state.chosen.map(|c| Cow::Owned(c.to_string())),
        comments: (!comments.is_empty()).then_some(comments),
        corrections: (!c.is_empty()).then(|| corrections(c)),
        not_related: vetoes(state, Kind::Background),
        not_same_story: vetoes(state, Kind::Story),
    }
}

fn vetoes(state: &State, kind: Kind) -> Option<Vec<Text<'static>>> {
    let some = state.vetoes.iter().filter(|(_, of)| *of == kind);
    let some: Vec<_> = some
        .map(|(id, _)| Text(Cow::Owned(id.to_string())))
        .collect();
    (!some.is_empty()).then_some(some)
}

fn comment(id: CommentId, c: &CommentState) -> shape::CommentState<'_> {
    shape::CommentState {
        id: Some(Cow::Owned(id.to_string())),
        read: c.read,
        new: c.fresh,
        starred: c.starred,
        folded: c.folded == Some(true),
        unfolded: c.folded == Some(false),
        untied: c.untied,
        note: c.note.as_deref().map(Cow::Borrowed),
    }
}

fn corrections(c: &Corrections) -> shape::Corrections<'static> {
    let id = |id: CommentId| Some(Cow::Owned(id.to_string()));
    let parents = c.parents.iter().map(|(comment, parent)| shape::ParentSet {
        comment: id(*comment),
        parent: parent.and_then(id),
    });
    shape::Corrections {
        cut: c.cut.map(|k| Cow::Owned(k.to_string())),
        no_comments: c.no_comments,
        parents: Some(parents.collect()),
    }
}

/// The state that the format tells.
pub(super) fn read(s: &shape::State<'_>) -> State {
    let comments = s.comments.iter().flatten().filter_map(|c| {
        let done = CommentState {
            read: c.read,
            fresh: c.new,
            starred: c.starred,
            folded: (c.folded || c.unfolded).then_some(c.folded),
            note: c.note.as_deref().map(clean),
            untied: c.untied,
        };
        Some((id(c.id.as_ref())?, done))
    });
    let c = s.corrections.as_ref();
    let parents = c.and_then(|c| c.parents.as_ref()).into_iter().flatten();
    let parents = parents.filter_map(|p| match &p.parent {
        None => Some((id(p.comment.as_ref())?, None)),
        parent => Some((id(p.comment.as_ref())?, Some(id(parent.as_ref())?))),
    });
    let tags = s.tags.iter().flatten().map(|t| clean_line(&t.0));
    State {
        read: s.read,
        starred: s.starred,
        tags: tags.filter(|t| !t.is_empty()).collect(),
        note: s.note.as_deref().map(clean),
        place: s.place.as_deref().and_then(place),
        chosen: id(s.chosen.as_ref()),
        comments: comments.collect(),
        corrections: Corrections {
            cut: c.and_then(|c| c.cut.as_deref()?.parse().ok()),
            no_comments: c.is_some_and(|c| c.no_comments),
            parents: parents.collect(),
        },
        vetoes: [
            (&s.not_related, Kind::Background),
            (&s.not_same_story, Kind::Story),
        ]
        .into_iter()
        .flat_map(|(some, kind)| {
            let ids = some.iter().flatten().filter_map(|t| t.0.parse().ok());
            ids.map(move |id| (id, kind))
        })
        .collect(),
    }
}

fn id(text: Option<&Cow<'_, str>>) -> Option<CommentId> {
    text?.parse().ok()
}

/// A place as `BLOCK@BYTE`.
pub(super) fn place_text(place: &SavedPlace) -> String {
    format!("{}@{}", place.block, place.byte)
}

/// The place that [`place_text`] prints.
pub(super) fn place(text: &str) -> Option<SavedPlace> {
    let (block, byte) = text.split_once('@')?;
    let block: BlockKey = block.parse().ok()?;
    let byte = byte.parse().ok()?;
    Some(SavedPlace { block, byte })
}
