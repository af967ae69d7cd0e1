//! The first and last lines of comments that are not their words: buttons, counts of votes.

use std::collections::HashMap;

use super::super::super::draft::Turn;
use super::super::super::line;
use super::super::blocks::Placed;
use super::super::tree::{NodeIx, Tree};

/// Lines of a comment that are not its words.
const BUTTONS: &str = "reply|reply to this|reply to this comment|reply to comment|antworten|antwort|auf diesen kommentar antworten|\
    répondre|responder|rispondi|beantwoorden|odpowiedz|ответить|ตอบ|ตอบกลับ|quote|zitieren|permalink|link|\
    share|report|flag|edit|delete|like|unlike|liked|gefällt mir|loading|lade|like loading|parent|cite|\
    your comment is awaiting moderation|log in to reply|log in to leave a comment|says|sagt|\
    hide replies|view replies|show replies|0|up|down|upvote|downvote|author|permanent link to this comment|\
    melden|bearbeiten|löschen|teilen|zum antworten anmelden|anmelden um zu antworten";

/// No line longer than this is a button, in characters.
const LONGEST: usize = 60;

/// Whether a line reads as a button or the like does.
pub(super) fn is_button(text: &str) -> bool {
    let key = line::key(text);
    let key = key.trim_matches(|c: char| !c.is_alphanumeric() && !line::is_thai(c));
    text.chars().count() < LONGEST
        && (is_separator(text)
            || line::is_in(BUTTONS, key)
            || is_rating(key)
            || key.starts_with("reply to ")
            || key.starts_with("antwort auf "))
}

/// Whether a line only parts others. Hearts and question marks are words.
fn is_separator(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty()
        && text.chars().all(|c| {
            c.is_whitespace() || matches!(c, '|' | '·' | '•' | '-' | '–' | '—' | '/' | '_' | '*')
        })
}

/// Whether a line is a rating: `5 stars`.
pub(super) fn is_rating(text: &str) -> bool {
    let key = line::key(line::head(text, 4 * LONGEST));
    let (count, what) = key.split_once(' ').unwrap_or_default();
    count.parse::<u8>().is_ok_and(|n| n <= 10)
        && line::is_in(
            "star|stars|stern|sterne|étoile|étoiles|estrellas|stelle|ดาว|out of 5 stars",
            what,
        )
}

/// Whether a line at an edge is no words: a button that one can press, or what stands between buttons. Words that
/// read as a button does are words.
fn is_edge(tree: &Tree, placed: &Placed, left: usize) -> bool {
    let text = placed.piece.text();
    let pressed = |n: NodeIx| {
        matches!(tree.name(n), "a" | "button" | "summary" | "label")
            || tree.attribute(n, "role") == Some("button")
    };
    let is_between = |text: &str| is_separator(text) || is_rating(text);
    is_button(text)
        && (tree.ancestors(placed.at).take(4).any(pressed) || left > 1 && is_between(text))
}

/// Takes buttons off the end of a comment.
pub(super) fn cut_end(tree: &Tree, pieces: &mut Vec<Placed>) {
    let is = |pieces: &[Placed]| {
        let last = pieces.last();
        last.is_some_and(|p| is_edge(tree, p, pieces.len()))
    };
    while is(pieces) {
        pieces.pop();
    }
}

/// Takes buttons off the start of a comment.
pub(super) fn cut_start(tree: &Tree, pieces: &mut Vec<Placed>) {
    let all = pieces.len();
    let ends = |(at, p): (usize, &Placed)| !is_edge(tree, p, all - at);
    let from = pieces.iter().enumerate().position(ends);
    drop(pieces.drain(..from.unwrap_or(all)));
}

/// How often lines are taken off one end.
const ROUNDS: usize = 6;

/// Takes the lines off that stand at the same end of most comments: what is said again and again is the page's.
pub(super) fn strip(turns: &mut [Turn]) {
    for at_end in [true, false] {
        for _ in 0..ROUNDS {
            if !strip_once(turns, at_end) {
                break;
            }
        }
    }
}

fn strip_once(turns: &mut [Turn], at_end: bool) -> bool {
    let edge = |t: &Turn| {
        let piece = if at_end {
            t.pieces.last()
        } else {
            t.pieces.first()
        };
        piece
            .filter(|_| t.pieces.len() > 1)
            .and_then(|p| shape(p.text()))
    };
    let mut counts: HashMap<String, usize> = HashMap::new();
    let mut all = 0;
    for turn in &*turns {
        all += usize::from(!turn.pieces.is_empty());
        if let Some(key) = edge(turn) {
            *counts.entry(key).or_default() += 1;
        }
    }
    counts.retain(|key, n| {
        // Two may end alike by chance, but not with a button.
        let few = if is_button(key) { 2 } else { 4 };
        *n >= few && *n * 2 > all
    });
    for turn in turns.iter_mut() {
        if edge(turn).is_some_and(|key| counts.contains_key(&key)) {
            if at_end {
                turn.pieces.pop();
            } else {
                turn.pieces.remove(0);
            }
        }
    }
    !counts.is_empty()
}

/// A short line with its numbers alike: `3 likes` and `12 likes` are one line.
fn shape(text: &str) -> Option<String> {
    if text.len() > 3 * LONGEST || text.chars().count() >= LONGEST {
        return None;
    }
    let words = text.split_whitespace().map(|w| {
        let number = w.chars().any(|c| c.is_ascii_digit());
        if number { "0" } else { w }
    });
    let shape = words.collect::<Vec<_>>().join(" ").to_lowercase();
    (!shape.is_empty()).then_some(shape)
}

#[cfg(test)]
mod tests {
    use super::super::super::super::draft::Piece;
    use super::super::super::blocks;
    use super::*;
    use crate::model::BlockKind;
    use crate::text::clean;

    fn turn(lines: &[&str]) -> Turn {
        let piece = |l: &&str| Piece::new(BlockKind::Paragraph, clean(l));
        Turn {
            pieces: lines.iter().map(piece).collect(),
            ..Turn::default()
        }
    }

    fn left(turns: &[Turn]) -> Vec<String> {
        let words = |t: &Turn| {
            t.pieces
                .iter()
                .map(Piece::text)
                .collect::<Vec<_>>()
                .join("/")
        };
        turns.iter().map(words).collect()
    }

    #[test]
    fn what_stands_at_the_end_of_most_is_the_pages() {
        let mut turns = [
            turn(&["New", "One.", "12", "Reply Share"]),
            turn(&["New", "Two.", "Thanks!", "1,204", "Reply Share"]),
            turn(&["New", "Three.", "0", "Reply Share"]),
            turn(&["New", "Four.", "Thanks!", "Reply Share"]),
            turn(&["Five."]),
        ];
        strip(&mut turns);
        assert_eq!(
            left(&turns),
            ["One.", "Two./Thanks!", "Three.", "Four./Thanks!", "Five."]
        );
        let mut two = [turn(&["One.", "Thanks!"]), turn(&["Two.", "Thanks!"])];
        strip(&mut two);
        assert_eq!(left(&two), ["One./Thanks!", "Two./Thanks!"]);
        let mut two = [turn(&["One.", "Reply"]), turn(&["Two.", "Reply"])];
        strip(&mut two);
        assert_eq!(left(&two), ["One.", "Two."]);
    }

    #[test]
    fn only_what_can_be_pressed_is_a_button() {
        let cut = |html: &str| {
            let tree = Tree::parse(html);
            let mut pieces = blocks::placed(&tree, Tree::ROOT, &|_| false);
            cut_end(&tree, &mut pieces);
            cut_start(&tree, &mut pieces);
            let words = pieces.iter().map(|p| p.piece.text().to_owned());
            words.collect::<Vec<_>>().join("/")
        };
        for (html, want) in [
            ("<p>One.</p><a href=y>Like</a>", "One."),
            ("<p>Like</p><div><a href=y>Like</a></div>", "Like"),
            ("<p>Like</p>", "Like"),
            ("<a href=y>Like</a>", ""),
            ("<p>One.</p><p>❤</p>", "One./❤"),
            ("<p>???</p><button>Reply</button>", "???"),
            (
                "<div>|</div><p>One.</p><div>—</div><div><a><b>Reply</b></a></div>",
                "One.",
            ),
        ] {
            assert_eq!(cut(html), want, "{html}");
        }
    }
}
