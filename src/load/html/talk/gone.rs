//! Whether a page says that a comment is gone.

use super::super::super::draft::Turn;
use super::super::super::line;
use super::super::tree::{NodeIx, Tree};

/// Sentences that stand in the place of a comment.
const SENTENCES: &str = "comment deleted by user|this comment was deleted|this comment has been deleted|\
    this comment has been removed|comment removed by author|comment removed by moderator|\
    this comment has been removed by the author|this comment has been removed by a blog administrator|\
    dieser kommentar wurde gelöscht|ความคิดเห็นนี้ถูกลบ|ความคิดเห็นถูกลบ";

/// Words that stand there too, but that somebody may write as well.
const WORDS: &str = "deleted|removed|flagged|comment deleted|comment removed|deleted by creator|removed by mod|gelöscht|entfernt";

/// Whether the words of a comment, whose nodes are given, stand there in its place.
pub(super) fn is(tree: &Tree, nodes: &[NodeIx], turn: &Turn) -> bool {
    match &turn.pieces[..] {
        [] => nodes.first().is_some_and(|top| is_named(tree, *top)),
        [only] => {
            let text = only.text().trim();
            let key = line::key(text);
            let bare = text.strip_prefix('[').and_then(|t| t.strip_suffix(']'));
            line::is_in(SENTENCES, &key)
                || bare.is_some_and(|b| line::is_in(WORDS, &line::key(b)))
                || line::is_in(WORDS, &key)
                    && (turn.author.is_none() || nodes.iter().any(|n| is_named(tree, *n)))
        }
        _ => false,
    }
}

/// Whether a class says so: `deleted`, `comment-removed`.
fn is_named(tree: &Tree, ix: NodeIx) -> bool {
    let classes = tree.attribute(ix, "class").unwrap_or_default();
    classes
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '_'))
        .any(|w| matches!(w, "deleted" | "removed"))
}

#[cfg(test)]
mod tests {
    use super::super::super::super::draft::Piece;
    use super::*;
    use crate::model::BlockKind;
    use crate::text::{clean, clean_line};

    #[test]
    fn who_writes_removed_is_not_removed() {
        let asked = |html: &str, author: bool, words: &str| {
            let tree = Tree::parse(html);
            let nodes: Vec<_> = tree.below(Tree::ROOT).collect();
            let turn = Turn {
                author: author.then(|| clean_line("Anna")),
                pieces: vec![Piece::new(BlockKind::Paragraph, clean(words))],
                ..Turn::default()
            };
            is(&tree, &nodes, &turn)
        };
        let (plain, marked) = ("<p>x</p>", "<p class=comment-deleted>x</p>");
        assert!(!asked(plain, true, "Removed"));
        assert!(!asked(plain, true, "Deleted."));
        assert!(asked(plain, true, "[removed]"));
        assert!(asked(plain, false, "Removed"));
        assert!(asked(marked, true, "Removed"));
        assert!(asked(
            plain,
            true,
            "This comment has been removed by the author."
        ));
        assert!(!asked(marked, true, "I removed mine."));
    }
}
