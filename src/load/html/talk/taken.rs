//! What of a page is the discussion's besides the comments: their heading, their form.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::super::draft::{Piece, Turn};
use super::super::super::line;
use super::super::blocks::{self, Role, role};
use super::super::tree::{NodeIx, Tree};

/// What may stand in a discussion above its first comment, in bytes: a heading, how to sort.
const ABOVE: usize = 200;
/// What may stand below its last one: a form and what it asks for.
const BELOW: usize = 1500;

/// The subtrees of a discussion: the largest box around its comments that holds little else, and its form.
///
/// No box that holds more prose beside the comments than there are words in them is a discussion's: the
/// article may stand there, above the comments, below them or between what only looks like some. Then the
/// comments alone are taken.
pub(super) fn around(tree: &Tree, tops: &[NodeIx]) -> Vec<NodeIx> {
    let spans = spans(tree, tops);
    let (Some(first), Some(last)) = (spans.first(), spans.last()) else {
        return Vec::new();
    };
    let forms = forms(tree, first.start..last.end);
    let count = |tree: &Tree, range: Range<u32>| count(tree, range, Some(&forms));
    let inside: usize = spans.iter().map(|s| count(tree, s.clone()).cells).sum();
    let gaps = spans.windows(2).map(|two| two[0].end..two[1].start);
    let mut outside: usize = gaps.map(|gap| count(tree, gap).prose).sum();
    // The first prose of a page is not the discussion's.
    let opening = count(tree, 0..first.start).first;
    let mut box_of = None;
    // What was counted already, so that each node is counted once.
    let (mut above, mut below) = (0, 0);
    let (mut from, mut to) = (first.start, last.end);
    for around in tree.ancestors(NodeIx(first.start)) {
        if matches!(tree.name(around), "body" | "html" | "main" | "") {
            break;
        }
        let end = tree.get(around).end.0;
        let head = count(tree, around.0..from);
        above += head.bytes;
        outside += head.prose;
        if above > ABOVE
            || outside > inside
            || opening.is_some_and(|o| around.0 <= o)
            || has_title(tree, around.0..from)
        {
            break;
        }
        from = around.0;
        if end >= last.end {
            let foot = count(tree, to..end);
            below += foot.bytes;
            outside += foot.prose;
            if below > BELOW || outside > inside {
                break;
            }
            to = end;
            box_of = Some(around);
        }
    }
    let mut taken: Vec<NodeIx> = match box_of {
        Some(around) => vec![around],
        None => tops.to_vec(),
    };
    taken.extend(forms.iter().copied().map(NodeIx));
    taken
}

/// Whether a comment is the excerpt of another page that links here: `[…] words of it […]`.
pub(super) fn is_excerpt(turn: &Turn) -> bool {
    const MARKS: [&str; 2] = ["[…]", "[...]"];
    let starts = |s: &str| MARKS.iter().any(|m| s.trim().starts_with(m));
    let ends = |s: &str| MARKS.iter().any(|m| s.trim().ends_with(m));
    let twice = |s: &str| MARKS.iter().any(|m| s.matches(m).count() > 1);
    let words = turn.pieces.iter().map(Piece::text);
    words.clone().any(|w| ends(w) && twice(w))
        || words.clone().next().is_some_and(starts) && words.clone().next_back().is_some_and(ends)
}

/// The nodes of the comments, in order; those in others are not listed again.
fn spans(tree: &Tree, tops: &[NodeIx]) -> Vec<Range<u32>> {
    let mut tops = tops.to_vec();
    tops.sort_unstable();
    let mut spans: Vec<Range<u32>> = Vec::with_capacity(tops.len());
    for top in tops {
        if spans.last().is_none_or(|s| s.end <= top.0) {
            spans.push(top.0..tree.get(top).end.0);
        }
    }
    spans
}

/// How many words stand in a range of nodes.
#[derive(Debug, Default)]
struct Count {
    bytes: usize,
    cells: usize,
    /// The cells of running words that are no link: sentences.
    prose: usize,
    /// Where the first prose begins.
    first: Option<u32>,
    /// Where each begins.
    all: Vec<u32>,
}

/// The words in a range of nodes, without those in forms (where these are given) and those that are not for reading.
fn count(tree: &Tree, range: Range<u32>, forms: Option<&BTreeSet<u32>>) -> Count {
    let mut out = Count::default();
    let mut run = Run::default();
    // Where the open boxes end, and the open link.
    let mut open: Vec<u32> = Vec::new();
    let mut link = 0;
    let mut at = range.start;
    while at < range.end {
        let ix = NodeIx(at);
        while open.pop_if(|end| *end <= at).is_some() {
            run.close(&mut out);
        }
        let end = tree.get(ix).end.0;
        if let Some(words) = tree.words(ix) {
            let words = words.trim();
            let cells = line::cells(words);
            out.bytes += words.len();
            out.cells += cells;
            if cells > 0 && link <= at {
                run.add(at, words, cells);
            }
        } else {
            let role = role(tree.name(ix));
            // A form around comments is that of the whole page.
            let is_form = forms.is_some_and(|forms| tree.name(ix) == "form" || forms.contains(&at))
                && end <= range.end;
            if is_form || matches!(role, Role::Hidden | Role::Spare) || blocks::is_hidden(tree, ix)
            {
                at = end.max(at + 1);
                continue;
            }
            match role {
                Role::Inline | Role::Mark(_) | Role::Marks | Role::LineEnd | Role::Picture => {}
                Role::Link => link = end,
                _ => {
                    run.close(&mut out);
                    open.push(end);
                }
            }
        }
        at += 1;
    }
    run.close(&mut out);
    out
}

/// The words of one block so far.
#[derive(Debug, Default)]
struct Run {
    from: u32,
    cells: usize,
    ends: bool,
}

impl Run {
    fn add(&mut self, at: u32, words: &str, cells: usize) {
        if self.cells == 0 {
            self.from = at;
        }
        self.cells += cells;
        self.ends = line::ends_sentence(words);
    }

    fn close(&mut self, out: &mut Count) {
        let run = std::mem::take(self);
        if is_prose(run.cells, run.ends) {
            out.prose += run.cells;
            out.first.get_or_insert(run.from);
            out.all.push(run.from);
        }
    }
}

/// Whether a block is prose, by its width and whether it ends as a sentence does.
pub(super) fn is_prose(cells: usize, ends: bool) -> bool {
    cells >= 100 || cells >= 40 && ends
}

fn has_title(tree: &Tree, mut range: Range<u32>) -> bool {
    range.any(|n| tree.name(NodeIx(n)) == "h1")
}

/// The elements that comments are written in, and their titles, on a page whose comments stand in a range.
///
/// Their names are words that an article may use for its own parts. So what has no field is none where it stands
/// above the first prose of the page, or where prose stands in it, but for what asks to log in below all comments.
/// What holds the first prose never is one.
fn forms(tree: &Tree, comments: Range<u32>) -> BTreeSet<u32> {
    let named = tree.below(Tree::ROOT).filter(|n| is_named(tree, *n));
    let named: Vec<NodeIx> = named.collect();
    if named.is_empty() {
        return BTreeSet::new();
    }
    let end = u32::try_from(tree.len()).unwrap_or(u32::MAX);
    let prose = count(tree, 0..end, None).all;
    let opening = prose.first().copied().filter(|o| *o < comments.start);
    let is_field = |n: &NodeIx| matches!(tree.name(*n), "form" | "textarea");
    let fields: Vec<NodeIx> = tree.below(Tree::ROOT).filter(is_field).collect();
    let is_form = |ix: &NodeIx| {
        let end = tree.get(*ix).end;
        let field = fields.partition_point(|f| f < ix);
        let has_field = fields.get(field).is_some_and(|f| *f < end);
        let at = prose.partition_point(|p| *p < ix.0);
        let has_prose = prose.get(at).is_some_and(|p| *p < end.0);
        let holds = opening.is_some_and(|o| ix.0 <= o && o < end.0);
        let is_below = opening.is_some() && comments.end <= ix.0;
        !holds && (has_field || is_below || !has_prose && opening.is_none_or(|o| o < ix.0))
    };
    named.into_iter().filter(is_form).map(|n| n.0).collect()
}

/// Whether an element is named as what comments are written in.
fn is_named(tree: &Tree, ix: NodeIx) -> bool {
    const IDS: [&str; 3] = ["respond", "commentform", "comment-form"];
    const CLASSES: [&str; 3] = ["comment-respond", "comments-title", "comment-reply-title"];
    tree.attributes(ix).any(|(name, value)| match name {
        "id" => IDS.contains(&value),
        "class" => value.split_ascii_whitespace().any(|c| CLASSES.contains(&c)),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROSE: &str = "<p>The bridge was opened after ten years of work, and the town is glad.";

    /// The words that are taken around the elements `i`.
    fn taken(page: &str) -> String {
        let tree = Tree::parse(page);
        let is_top = |n: &NodeIx| tree.name(*n) == "i";
        let tops: Vec<NodeIx> = tree.below(Tree::ROOT).filter(is_top).collect();
        let all = around(&tree, &tops);
        all.iter().map(|n| tree.text(*n)).collect()
    }

    #[test]
    fn an_article_is_not_taken_with_its_comments() {
        let talk = "<section><h3>Talk</h3><i>First.</i><i>Second.</i></section>";
        for page in [
            format!("<div>{PROSE}</div><div>{talk}</div>"),
            format!("<div>{talk}{PROSE}</div>"),
            format!("<div>{PROSE}{talk}</div>"),
        ] {
            assert_eq!(taken(&page), "TalkFirst.Second.", "{page}");
        }
    }

    #[test]
    fn prose_between_comments_is_not_taken() {
        let page = format!("<div><i>First.</i>{PROSE}<p><i>Second.</i></div>");
        assert_eq!(taken(&page), "First.Second.");
    }

    #[test]
    fn a_form_under_comments_is_taken_with_them() {
        let page =
            format!("{PROSE}<div><h3>Talk</h3><i>First.</i><form>Write here. {PROSE}</form></div>");
        assert!(taken(&page).starts_with("TalkFirst.Write"), "{page}");
    }

    #[test]
    fn an_article_may_name_its_parts_as_forms_are_named() {
        let talk = "<section><i>First.</i><i>Second.</i></section>";
        let part = format!("<section id=respond><h2>How to respond</h2>{PROSE}</section>");
        let title = "<h2 class=comments-title>Remarks</h2>";
        let form = "<div id=respond><h3>Say it</h3><form>Name <textarea></textarea></form></div>";
        for (page, want) in [
            (
                format!("<div>{PROSE}{part}</div><div>{talk}</div>"),
                "First.Second.",
            ),
            (
                format!("<div>{title}{PROSE}</div><div>{talk}</div>"),
                "First.Second.",
            ),
            (
                format!("<div id=respond>{PROSE}<form></form></div><div>{talk}</div>"),
                "First.Second.",
            ),
            (
                format!("<div>{PROSE}{form}</div><div>{talk}</div>"),
                "First.Second.Say itName ",
            ),
            (
                format!(
                    "<div>{PROSE}</div><div>{talk}</div><p id=respond>{}",
                    &PROSE[3..]
                ),
                "First.Second.The bridge was opened after ten years of work, and the town is glad.",
            ),
            (
                format!("<div>{PROSE}{title}</div><div>{talk}</div>"),
                "First.Second.Remarks",
            ),
        ] {
            assert_eq!(taken(&page), want, "{page}");
        }
    }

    #[test]
    fn the_first_prose_of_a_page_is_not_taken() {
        let long = "<i>Many words that say what I think of it.</i>".repeat(9);
        let page = format!("<div>{PROSE}<section>{long}</section></div>");
        assert!(taken(&page).starts_with("Many"), "{page}");
    }

    #[test]
    fn a_short_article_below_its_comments_is_not_taken() {
        let sentence = "The bridge was opened after ten years of work, and the town is glad. ";
        for n in 4..20 {
            let whole = format!("<p>{}</p>", sentence.repeat(n));
            let parted = format!("<p>{sentence}</p>").repeat(n);
            for article in [whole, parted] {
                let talk = "<h3>Talk</h3><i>First.</i><i>Second.</i>";
                let page = format!("<div><section>{talk}</section><div>{article}</div></div>");
                assert_eq!(taken(&page), "TalkFirst.Second.", "{n}");
            }
        }
    }
}
