//! One comment: who wrote it, when, and its words without what stands around them.

use std::collections::HashSet;

use super::super::super::draft::{Piece, Turn};
use super::super::super::line;
use super::super::blocks;
use super::super::meta;
use super::super::tree::{NodeIx, Tree};
use super::day;
use super::select::Selectors;
use crate::model::{BlockKind, When};
use crate::text::Clean;

/// By what the parts of a maker's comments are told.
#[derive(Debug)]
pub(super) struct Hints {
    pub(super) author: Selectors,
    pub(super) time: Selectors,
    pub(super) body: Selectors,
    pub(super) skip: Selectors,
    pub(super) score: Selectors,
}

/// Lines of a comment that are not its words.
const BUTTONS: &str = "reply|reply to this|reply to this comment|reply to comment|antworten|antwort|auf diesen kommentar antworten|\
    répondre|responder|rispondi|beantwoorden|odpowiedz|ответить|ตอบ|ตอบกลับ|quote|zitieren|permalink|link|\
    share|report|flag|edit|delete|like|unlike|liked|gefällt mir|loading|lade|like loading|parent|cite|\
    your comment is awaiting moderation|log in to reply|log in to leave a comment|says|sagt|\
    hide replies|view replies|show replies|0|up|down|upvote|downvote|author|permanent link to this comment|\
    melden|bearbeiten|löschen|teilen|zum antworten anmelden|anmelden um zu antworten";

/// What stands behind a name, before the words: `Anna says:`.
const VERBS: [&str; 24] = [
    " says",
    " said",
    " wrote",
    " writes",
    " replied",
    " sagt",
    " sagte",
    " schreibt",
    " schrieb",
    " meint",
    " meinte",
    " dit",
    " a dit",
    " escribió",
    " dice",
    " ha detto",
    " zegt",
    " pisze",
    " commented",
    " says…",
    " กล่าวว่า",
    " พูดว่า",
    " on",
    " am",
];

/// Whether a line is a button or the like.
pub(super) fn is_button(text: &str) -> bool {
    let key = line::key(text);
    let key = key.trim_matches(|c: char| !c.is_alphanumeric() && !line::is_thai(c));
    text.chars().count() < 60
        && (key.is_empty() && !text.chars().any(char::is_alphanumeric) && text.len() < 4
            || line::is_in(BUTTONS, key)
            || is_rating(key)
            || key.starts_with("reply to ")
            || key.starts_with("antwort auf "))
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

/// The name in a line such as `Anna says:`.
pub(super) fn name(text: &str) -> Option<Clean> {
    let rest = day::read(text).map(|s| s.rest);
    let mut name = rest.as_deref().unwrap_or(text).trim();
    loop {
        let before = name;
        // `Anna said...`, but a name may end in dots.
        let said = name.strip_suffix("...").or_else(|| name.strip_suffix('…'));
        name = said
            .filter(|s| VERBS.iter().any(|v| s.ends_with(v)))
            .unwrap_or(name);
        name = name
            .trim_end_matches(|c: char| {
                c.is_whitespace()
                    || matches!(c, ':' | ',' | '|' | '·' | '•' | '-' | '–' | '—' | '»')
            })
            .trim_start_matches(|c: char| {
                c.is_whitespace() || matches!(c, '|' | '·' | '•' | '-' | '–' | '—')
            });
        for verb in VERBS {
            let cut = name.len().saturating_sub(verb.len());
            if let (Some(tail), Some(head)) = (name.get(cut..), name.get(..cut))
                && tail.eq_ignore_ascii_case(verb)
                && !head.trim().is_empty()
            {
                name = head;
            }
        }
        if name == before {
            break;
        }
    }
    meta::name_of(name)
}

/// The nodes of a unit without those of the units in it.
pub(super) fn own<'a>(
    tree: &'a Tree,
    top: NodeIx,
    tops: &'a HashSet<NodeIx>,
) -> impl Iterator<Item = NodeIx> + 'a {
    up_to(tree, top, tree.get(top).end, tops)
}

/// The nodes from `top` up to `end` without those of other units.
fn up_to<'a>(
    tree: &'a Tree,
    top: NodeIx,
    end: NodeIx,
    tops: &'a HashSet<NodeIx>,
) -> impl Iterator<Item = NodeIx> + 'a {
    let mut at = top;
    std::iter::from_fn(move || {
        while at < end && at != top && tops.contains(&at) {
            at = tree.get(at).end;
        }
        (at < end).then(|| {
            let here = at;
            at = NodeIx(here.0 + 1);
            here
        })
    })
}

/// The dearest element of a unit by a list of selectors.
fn dearest(tree: &Tree, nodes: &[NodeIx], by: &Selectors) -> Option<NodeIx> {
    let ranked = nodes.iter().filter_map(|n| Some((by.rank(tree, *n)?, *n)));
    ranked.min().map(|(_, n)| n)
}

/// Reads a comment, which ends before `end`. `hints` are those of its maker; without, all is told by the words.
pub(super) fn read(
    tree: &Tree,
    top: NodeIx,
    end: NodeIx,
    tops: &HashSet<NodeIx>,
    hints: Option<&Hints>,
) -> Turn {
    let nodes: Vec<NodeIx> = up_to(tree, top, end, tops).collect();
    let mut turn = Turn::default();
    let mut cut: HashSet<NodeIx> = HashSet::new();
    let mut body = None;
    // Where a comment is a head and what follows it, the head itself is a part.
    let is_head = end > tree.get(top).end;
    let inside = &nodes[if is_head { 0 } else { nodes.len().min(1) }..];
    if let Some(hints) = hints {
        body = dearest(tree, inside, &hints.body);
        let outside = |n: &NodeIx| body.is_none_or(|b| !tree.is_in(*n, b));
        let head: Vec<NodeIx> = inside.iter().copied().filter(outside).collect();
        let author = dearest(tree, &head, &hints.author);
        if let Some(at) = author {
            turn.author = first_line(tree, at, tops).as_deref().and_then(name);
            cut.insert(at);
        }
        let time = dearest(tree, &head, &hints.time);
        if let Some(at) = time {
            turn.when = when(tree, at);
            cut.insert(at);
        }
        if let Some(at) = dearest(tree, inside, &hints.score) {
            turn.score = number(&tree.text(at));
            cut.insert(at);
        }
        cut.extend(inside.iter().filter(|n| hints.skip.is(tree, **n)));
    }
    if turn.when.is_none()
        && let Some(at) = inside.iter().find(|n| tree.name(**n) == "time")
    {
        turn.when = when(tree, *at);
    }
    let skip = |n: NodeIx| n != top && tops.contains(&n) || cut.contains(&n);
    let mut pieces = blocks::pieces(tree, body.unwrap_or(top), &skip);
    if body.is_none() {
        pieces = behead(pieces, &mut turn);
    }
    while pieces.last().is_some_and(|p| is_button(p.text())) {
        pieces.pop();
    }
    let from = pieces.iter().position(|p| !is_button(p.text()));
    drop(pieces.drain(..from.unwrap_or(pieces.len())));
    turn.pieces = pieces;
    turn
}

/// Takes the lines off that say who and when; they stand above the words, or below them.
fn behead(mut pieces: Vec<Piece>, turn: &mut Turn) -> Vec<Piece> {
    const HEAD: usize = 5;
    let is_short = |p: &Piece| p.text().chars().count() <= 90;
    let stamp_of = |p: &Piece| {
        let stamp = is_short(p).then(|| day::read(p.text())).flatten();
        stamp.filter(|s| s.rest.chars().count() <= 50)
    };
    pieces.retain(|p| p.block.kind != BlockKind::Image || !p.text().is_empty());
    let at = pieces.iter().take(HEAD).position(|p| stamp_of(p).is_some());
    let cut = match at {
        Some(at) if pieces[..at].iter().all(is_short) => at + 1,
        _ => usize::from(
            turn.author.is_none() && pieces.len() > 1 && pieces.first().is_some_and(is_name),
        ),
    };
    let mut names = Vec::new();
    for piece in pieces.drain(..cut) {
        if let Some(s) = stamp_of(&piece) {
            turn.when = turn.when.or(s.when);
            names.push(s.rest);
        } else if piece.block.kind != BlockKind::Image {
            names.push(piece.text().to_owned());
        }
    }
    let mut clock = true;
    while pieces.len() > 1 && clock {
        clock = stamp_of(&pieces[0]).is_some_and(|s| s.rest.is_empty());
        if clock {
            pieces.remove(0);
        }
    }
    if turn.author.is_none() {
        let found = names.iter().filter(|n| !is_button(n)).find_map(|n| {
            n.chars()
                .any(char::is_alphabetic)
                .then(|| name(n))
                .flatten()
        });
        turn.author = found;
        if turn.author.is_none() && cut > 0 && pieces.len() > 1 && is_name(&pieces[0]) {
            turn.author = name(pieces.remove(0).text());
        }
    }
    // Old makers put name and time below the words.
    if at.is_none()
        && pieces.len() > 1
        && let Some(s) = pieces.last().and_then(stamp_of)
    {
        turn.when = turn.when.or(s.when);
        if turn.author.is_none() {
            turn.author = name(&s.rest);
        }
        pieces.pop();
    }
    pieces
}

/// Whether a line may be a name: few words, no sentence.
fn is_name(piece: &Piece) -> bool {
    let text = piece.text().trim();
    let has_end = text.ends_with(['.', '!', '?', '…']);
    text.chars().count() <= 40
        && !has_end
        && text.split_whitespace().count() <= 5
        && text.chars().any(char::is_alphabetic)
}

fn first_line(tree: &Tree, at: NodeIx, tops: &HashSet<NodeIx>) -> Option<String> {
    let skip = |n: NodeIx| {
        n != at && (tops.contains(&n) || tree.name(n) == "time" || tree.has_class(n, "says"))
    };
    let pieces = blocks::pieces(tree, at, &skip);
    let named = pieces
        .iter()
        .find(|p| p.text().chars().any(char::is_alphabetic) && !is_button(p.text()));
    Some(named?.text().to_owned())
}

/// The time that an element tells: its own for machines, that of an element in it, else its words.
pub(super) fn when(tree: &Tree, at: NodeIx) -> Option<When> {
    const MACHINE: [&str; 5] = [
        "datetime",
        "content",
        "data-time",
        "data-timestamp",
        "title",
    ];
    let machine = std::iter::once(at)
        .chain(tree.below(at))
        .flat_map(|n| MACHINE.iter().filter_map(move |a| tree.attribute(n, a)));
    for words in machine {
        let found = meta::when(words).or_else(|| unix(words));
        if found.is_some() {
            return found;
        }
    }
    let text = tree.text(at);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    meta::when(&text).or_else(|| day::read(&text)?.when)
}

/// Seconds since 1970.
fn unix(words: &str) -> Option<When> {
    let seconds: i64 = words.trim().parse().ok()?;
    let moment = jiff::Timestamp::from_second(seconds).ok()?;
    (seconds > 100_000_000).then(|| moment.to_string().parse().ok())?
}

/// The first whole number in words such as `12 points`.
pub(super) fn number(words: &str) -> Option<i64> {
    let at = words.find(|c: char| c.is_ascii_digit())?;
    let minus = words[..at].ends_with(['-', '−']);
    let rest = &words[at..];
    let end = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    let number: i64 = rest[..end].parse().ok()?;
    Some(if minus { -number } else { number })
}
