//! The first and last lines of comments that are not their words: buttons, counts of votes.

use std::collections::HashMap;

use super::super::super::draft::Turn;
use super::super::super::line;
use super::super::address::is_same_site;
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
fn is_edge(tree: &Tree, placed: &Placed, left: usize, links: Links) -> bool {
    let text = placed.piece.text();
    let is_between = |text: &str| is_separator(text) || is_rating(text);
    is_button(text) && (is_pressed(tree, placed.at, links) || left > 1 && is_between(text))
}

/// What a link is that does not stay on its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Links {
    /// Words: it stands where the maker of a page puts nothing but the words of a comment.
    Words,
    /// A button, unless it leads to another site.
    Buttons,
}

/// Whether words stand in what one can press.
fn is_pressed(tree: &Tree, at: NodeIx, links: Links) -> bool {
    tree.ancestors(at).take(4).any(|n| {
        tree.attribute(n, "role") == Some("button")
            || match tree.name(n) {
                "button" | "summary" | "label" => true,
                "a" => !leaves(tree, n, links),
                _ => false,
            }
    })
}

/// Whether a link leads away: from the page, or from its site where links are buttons.
fn leaves(tree: &Tree, link: NodeIx, links: Links) -> bool {
    let href = tree.attribute(link, "href").unwrap_or_default().trim();
    if href.is_empty() || href.starts_with(['#', '?']) || href.starts_with("javascript:") {
        return false;
    }
    let bare = |url: &str| {
        let url = url.split(['#', '?']).next().unwrap_or_default();
        url.split_once("//")
            .map_or(url, |(_, rest)| rest)
            .to_owned()
    };
    let is_whole = href.contains("//");
    match (tree.place("x"), tree.resolve(href), links) {
        (Some(own), Some(to), Links::Words) => bare(&own) != bare(&to),
        (Some(own), Some(to), Links::Buttons) => !is_same_site(&own, &to),
        (Some(_), None, _) => false,
        (None, _, Links::Words) => true,
        // Nobody says where the page is: what carries more than an address may be its own.
        (None, _, Links::Buttons) => is_whole && !href.contains(['#', '?']),
    }
}

/// Takes buttons off the end of a comment.
pub(super) fn cut_end(tree: &Tree, pieces: &mut Vec<Placed>, links: Links) {
    let is = |pieces: &[Placed]| {
        let last = pieces.last();
        last.is_some_and(|p| is_edge(tree, p, pieces.len(), links))
    };
    while is(pieces) {
        pieces.pop();
    }
}

/// Takes buttons off the start of a comment.
pub(super) fn cut_start(tree: &Tree, pieces: &mut Vec<Placed>, links: Links) {
    let all = pieces.len();
    let ends = |(at, p): (usize, &Placed)| !is_edge(tree, p, all - at, links);
    let from = pieces.iter().enumerate().position(ends);
    drop(pieces.drain(..from.unwrap_or(all)));
}

/// How often lines are taken off one end.
const ROUNDS: usize = 6;

/// Takes the lines off that stand at the same end of most comments: what is said again and again is the page's.
///
/// `places` says where the blocks of each comment stand. People say the same again and again, too, so what reads
/// as a sentence, stands in a paragraph or is all that a comment has stays.
pub(super) fn strip(tree: &Tree, turns: &mut [Turn], places: &mut [Vec<NodeIx>]) {
    for at_end in [true, false] {
        for _ in 0..ROUNDS {
            if !strip_once(tree, turns, places, at_end) {
                break;
            }
        }
    }
}

fn strip_once(tree: &Tree, turns: &mut [Turn], places: &mut [Vec<NodeIx>], at_end: bool) -> bool {
    let edge = |t: &Turn, places: &[NodeIx]| {
        let (piece, at) = if at_end {
            (t.pieces.last()?, places.last()?)
        } else {
            (t.pieces.first()?, places.first()?)
        };
        (t.pieces.len() > 1 && may_strip(tree, piece.text(), *at))
            .then(|| shape(piece.text()))
            .flatten()
    };
    let mut counts: HashMap<String, usize> = HashMap::new();
    let mut all = 0;
    for (turn, places) in turns.iter().zip(&*places) {
        all += usize::from(!turn.pieces.is_empty());
        if let Some(key) = edge(turn, places) {
            *counts.entry(key).or_default() += 1;
        }
    }
    counts.retain(|key, n| {
        // Two may end alike by chance, but not with a button.
        let few = if is_button(key) { 2 } else { 4 };
        *n >= few && *n * 2 > all
    });
    for (turn, places) in turns.iter_mut().zip(places) {
        if edge(turn, places).is_some_and(|key| counts.contains_key(&key)) {
            if at_end {
                turn.pieces.pop();
                places.pop();
            } else {
                turn.pieces.remove(0);
                places.remove(0);
            }
        }
    }
    !counts.is_empty()
}

/// Whether a line may be the page's: it can be pressed, or is of buttons and counts. Never one in a paragraph.
fn may_strip(tree: &Tree, text: &str, at: NodeIx) -> bool {
    let parent = tree.get(at).parent;
    let is_plain = parent.is_some_and(|p| tree.name(p) == "p");
    let is_pages = || is_pressed(tree, at, Links::Buttons) || is_counts(text);
    !is_plain && (is_button(text) || !line::ends_sentence(text) && is_pages())
}

/// Whether a line is of numbers, what they count, and buttons: `3 likes Reply`.
fn is_counts(text: &str) -> bool {
    const COUNTED: &str = "like|likes|vote|votes|upvotes|downvotes|point|points|reply|replies|comment|comments|\
        answer|answers|share|shares|view|views|new|antworten|stimmen|punkte|kommentare|réponses|votos|respuestas|\
        j'aime|ตอบกลับ|ถูกใจ|ความคิดเห็น";
    let is = |word: &str| {
        let key = line::key(word);
        word.chars().all(|c| !c.is_alphabetic()) && word.chars().any(|c| c.is_ascii_digit())
            || is_separator(word)
            || line::is_in(COUNTED, &key)
            || line::is_in(BUTTONS, &key)
    };
    text.chars().count() < LONGEST && text.split_whitespace().all(is)
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
    /// What is left of comments whose blocks are elements of this kind.
    fn stripped(element: &str, comments: &[&[&str]]) -> Vec<String> {
        let line = |l: &&str| format!("<{element}>{l}</{element}>");
        let comment = |c: &&[&str]| format!("<li>{}</li>", c.iter().map(line).collect::<String>());
        let page: String = comments.iter().map(comment).collect();
        let tree = Tree::parse(&page);
        let tops = tree.below(Tree::ROOT).filter(|n| tree.name(*n) == "li");
        let mut turns = Vec::new();
        let mut places = Vec::new();
        for top in tops {
            let placed = blocks::placed(&tree, top, &|_| false);
            places.push(placed.iter().map(|p| p.at).collect());
            turns.push(Turn {
                pieces: placed.into_iter().map(|p| p.piece).collect(),
                ..Turn::default()
            });
        }
        strip(&tree, &mut turns, &mut places);
        left(&turns)
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
        let four: [&[&str]; 5] = [
            &["New", "One.", "12", "Reply Share"],
            &["New", "Two.", "Thanks!", "1,204", "Reply Share"],
            &["New", "Three.", "0", "Reply Share"],
            &["New", "Four.", "Thanks!", "Reply Share"],
            &["Five."],
        ];
        assert_eq!(
            stripped("div", &four),
            ["One.", "Two./Thanks!", "Three.", "Four./Thanks!", "Five."]
        );
        let two: [&[&str]; 2] = [&["One.", "Reply"], &["Two.", "Reply"]];
        assert_eq!(stripped("div", &two), ["One.", "Two."]);
    }

    #[test]
    fn what_people_say_alike_stays() {
        for [first, last] in [
            ["+1", "One more tram."],
            ["I like trams", "Thank you!"],
            ["Trams?", "Yes, 3."],
        ] {
            for element in ["p", "div"] {
                if element == "div" && first == "+1" {
                    continue;
                }
                let words = [first, last];
                let got = stripped(element, &[&words[..]; 5]);
                assert_eq!(got, vec![format!("{first}/{last}"); 5], "{element}");
            }
        }
        let alone: [&[&str]; 4] = [&["3", "Reply"]; 4];
        assert_eq!(stripped("div", &alone), ["3"; 4]);
    }

    #[test]
    fn only_what_can_be_pressed_is_a_button() {
        let cut = |html: &str| {
            let tree = Tree::parse(html);
            let mut pieces = blocks::placed(&tree, Tree::ROOT, &|_| false);
            cut_end(&tree, &mut pieces, Links::Buttons);
            cut_start(&tree, &mut pieces, Links::Buttons);
            let words = pieces.iter().map(|p| p.piece.text().to_owned());
            words.collect::<Vec<_>>().join("/")
        };
        for (html, want) in [
            ("<p>One.</p><a href=y>Like</a>", "One."),
            ("<p>Like</p><div><a href=y>Like</a></div>", "Like"),
            ("<p>Like</p>", "Like"),
            ("<a href=y>Like</a>", ""),
            (
                "<p>One.</p><a href=https://example.org/like.pdf>Like</a>",
                "One./Like",
            ),
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
