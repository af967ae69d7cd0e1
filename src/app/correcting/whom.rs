//! Whom a comment is to answer, told from the document as it is.

use crate::app::Reader;
use crate::app::word::Word;
use crate::model::{By, CommentId, CommentIx, Correction, Document};

/// Makes a comment a root, or undoes that; a word where nothing is to be done.
pub(super) fn root(document: &Document, id: CommentId) -> Result<Correction, Word> {
    let comment = document
        .thread
        .get(find(document, id).ok_or(Word::CommentGone)?);
    match comment.parent {
        Some(_) => Ok(Correction::Parent {
            comment: id,
            parent: None,
        }),
        None if comment.by == By::Reader => Ok(Correction::AsFound(id)),
        None => Err(Word::NoParent),
    }
}

/// Makes a comment an answer to what khao takes it for an answer to; where that is settled, to the next
/// one above that is not below the comment itself. They are counted as the pane shows them.
pub(super) fn up(reader: &Reader, id: CommentId) -> Result<Correction, Word> {
    let thread = &reader.document.thread;
    let ix = find(&reader.document, id).ok_or(Word::CommentGone)?;
    let comment = thread.get(ix);
    let stack = &reader.thread.stack;
    let parent = match (&comment.by, comment.parent) {
        (By::Khao { .. }, Some(found)) => Some(found),
        (_, parent) => {
            let here = stack.slot(stack.shown_for(thread, ix)).unwrap_or(0);
            let now = parent.and_then(|p| stack.slot(p));
            let now = now.filter(|at| *at < here).unwrap_or(here);
            let mut above = stack.shown()[..now].iter().rev();
            above.find(|at| !(ix..comment.end).contains(at)).copied()
        }
    };
    match parent {
        Some(parent) => Ok(Correction::Parent {
            comment: id,
            parent: Some(thread.get(parent).id),
        }),
        None if comment.parent.is_some() => Err(Word::NothingFurther),
        None => Err(Word::NothingAbove),
    }
}

/// Makes a comment an answer to another that is not below it.
pub(super) fn answer(
    document: &Document,
    id: CommentId,
    to: CommentId,
) -> Result<Correction, Word> {
    let ix = find(document, id).ok_or(Word::CommentGone)?;
    let comment = document.thread.get(ix);
    let parent = find(document, to).ok_or(Word::NoSuchParent)?;
    if (ix..comment.end).contains(&parent) {
        return Err(Word::NoSuchParent);
    }
    if comment.parent == Some(parent) && !matches!(comment.by, By::Khao { .. }) {
        return Err(Word::StandsSo);
    }
    Ok(Correction::Parent {
        comment: id,
        parent: Some(to),
    })
}

/// Where a comment is now. It may have become article since it was chosen.
fn find(document: &Document, id: CommentId) -> Option<CommentIx> {
    let mut comments = (0..).map(CommentIx).zip(document.thread.comments());
    let found = comments.find(|(_, c)| c.id == id);
    found.map(|(ix, _)| ix)
}
