//! What the flat splitter gets of a page on which no part shows the discussion.

use super::super::draft::Piece;
use super::super::split;
use super::article::{self, Found};
use crate::model::BlockKind;

/// The article, with what follows it where a heading there says that it is a discussion: names and dates
/// alone are believed of nothing below an article, for teasers have them too.
pub(super) fn with_talk(found: Found) -> Vec<Piece> {
    let Found { mut pieces, after } = found;
    let n = pieces.len();
    pieces.extend(after);
    let Some(at) = split::headed(&pieces) else {
        pieces.truncate(n);
        return pieces;
    };
    if at < n {
        pieces.truncate(n);
    }
    let end = end(&pieces, at);
    pieces.truncate(end);
    if at >= n {
        // What stands between the two is neither's.
        drop(pieces.drain(n..at));
    }
    pieces
}

/// Where the discussion under the heading at `at` ends: with the next heading of its rank or a higher one, or
/// one that says what else follows. Markup over comments are headings of lower ranks.
fn end(pieces: &[Piece], at: usize) -> usize {
    let rank = match pieces[at].block.kind {
        BlockKind::Heading(rank) => rank,
        _ => 0,
    };
    let ends = |p: &Piece| match p.block.kind {
        BlockKind::Heading(own) => {
            (own <= rank || article::heads_aside(p.text())) && !split::is_label(p)
        }
        _ => false,
    };
    let below = pieces.iter().skip(at + 1).position(ends);
    below.map_or(pieces.len(), |n| at + 1 + n)
}

#[cfg(test)]
mod tests {
    use super::super::super::{Input, Models, load_by};
    use super::super::Layers;
    use crate::model::{BlockIx, CommentIx};

    /// How many blocks the article has and what the comments are, by the words alone.
    fn parts(body: &str) -> (usize, Vec<String>) {
        let lead = "<p>The bridge over the canal was opened on Monday, and the first cart went over it before \
            the mayor had cut the ribbon, as the keeper of the lock said.</p>";
        let end = "<p>It took ten years and two engineers to build it, and nobody in the town believes that it \
            will stand for as long as the old one did.</p>";
        let html = format!(
            "<!doctype html><title>The bridge</title><body><main><h1>The bridge</h1>{lead}{end}</main>{body}"
        );
        let input = Input {
            bytes: html.into_bytes(),
            ..Input::default()
        };
        let models = Models {
            layers: Layers::named("flat").unwrap(),
            ..Models::builtin().clone()
        };
        let loaded = load_by(&input, &models).unwrap();
        let document = &loaded.documents[0];
        let words = |ix: &CommentIx| {
            let body = document.thread.get(*ix).blocks.clone();
            let lines: Vec<&str> = BlockIx::each(&body).map(|b| document.text(b)).collect();
            lines.join("/")
        };
        let n = document.thread.len() as u32;
        let comments = (0..n).map(CommentIx).map(|ix| words(&ix)).collect();
        let article = document.article.blocks.clone();
        (BlockIx::each(&article).count(), comments)
    }

    #[test]
    fn a_heading_below_the_article_starts_the_discussion_and_the_next_one_ends_it() {
        let talk = "<div><h3>This Post Has 2 Comments</h3><p>I walked over it, thank you!</p>\
            <p>Me too, lol.</p></div><div><h3>The harbour in old pictures</h3><p>See them all here.</p></div>";
        let (article, comments) = parts(talk);
        assert_eq!(article, 2);
        let all = comments.join("/");
        assert!(
            all.starts_with("I walked") && all.ends_with("lol."),
            "{all}"
        );
    }

    #[test]
    fn a_name_over_a_comment_ends_nothing_but_a_list_of_other_pages_does() {
        let talk = "<h2>Comments (2)</h2><h4>Anna</h4><p>I walked over it, thank you!</p><h4>Bo</h4>\
            <p>Me too, lol.</p><h4>Recent posts</h4><p>The harbour in old pictures.</p>";
        let (article, comments) = parts(talk);
        assert_eq!(article, 2);
        assert_eq!(comments, ["I walked over it, thank you!", "Me too, lol."]);
    }

    #[test]
    fn words_alone_are_not_believed_below_an_article() {
        let (article, comments) = parts("<p>I love this!</p><p>Thanks, great post!</p>");
        assert_eq!((article, comments.len()), (2, 0));
    }
}
