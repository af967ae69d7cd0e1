//! The first and last lines of comments that are not their words: buttons, counts of votes.

use std::collections::{HashMap, HashSet};

use super::super::super::draft::{Piece, Turn};
use super::super::super::line;
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
fn is_rating(key: &str) -> bool {
    let (count, what) = key.split_once(' ').unwrap_or_default();
    count.parse::<u8>().is_ok_and(|n| n <= 10)
        && line::is_in(
            "star|stars|stern|sterne|étoile|étoiles|estrellas|stelle|ดาว|out of 5 stars",
            what,
        )
}

/// The words that one can press in a comment.
#[derive(Debug)]
pub(super) struct Buttons(HashSet<String>);

impl Buttons {
    pub(super) fn of(tree: &Tree, nodes: &[NodeIx]) -> Self {
        let pressed = |n: &NodeIx| {
            matches!(tree.name(*n), "a" | "button" | "summary" | "label")
                || tree.attribute(*n, "role") == Some("button")
        };
        let is_short = |n: &NodeIx| tree.get(*n).end.0 - n.0 < 16;
        let texts = nodes.iter().copied().filter(|n| pressed(n) && is_short(n));
        Self(texts.map(|n| line::key(&tree.text(n))).collect())
    }

    /// Takes buttons off both ends; `least` lines stay.
    pub(super) fn cut(&self, pieces: &mut Vec<Piece>, least: usize) {
        let is = |p: &Piece, left: usize| {
            let text = p.text();
            is_button(text)
                && (self.0.contains(&line::key(text))
                    || left > 1 && (is_separator(text) || is_rating(&line::key(text))))
        };
        while pieces.len() > least && pieces.last().is_some_and(|p| is(p, pieces.len())) {
            pieces.pop();
        }
        let mut from = 0;
        while pieces.len() - from > least
            && pieces.get(from).is_some_and(|p| is(p, pieces.len() - from))
        {
            from += 1;
        }
        drop(pieces.drain(..from));
    }
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
        let cut = |html: &str, lines: &[&str], least: usize| {
            let tree = Tree::parse(html);
            let nodes: Vec<NodeIx> = tree.below(Tree::ROOT).collect();
            let mut turn = turn(lines);
            Buttons::of(&tree, &nodes).cut(&mut turn.pieces, least);
            left(&[turn]).concat()
        };
        let like = "<p>x</p><a href=y>Like</a>";
        assert_eq!(cut(like, &["One.", "Like"], 0), "One.");
        assert_eq!(cut("<p>Like</p>", &["Like"], 0), "Like");
        assert_eq!(cut(like, &["Like"], 1), "Like");
        assert_eq!(cut(like, &["❤"], 0), "❤");
        assert_eq!(cut(like, &["One.", "???"], 0), "One./???");
        assert_eq!(cut(like, &["—", "One.", "|"], 0), "One.");
    }
}
