//! Heads that no line tells by itself: lines of one form that come again through a discussion.
//!
//! `Anna Lind, 12 March 2024`, `Petra:` and a bare `Guest` stand in any text. They are heads of comments
//! where others like them stand above words too, or where the labels of a comment system do.
//!
//! Invariant: a line is made a head or left alone; none is dropped, and no sign that a line
//! tells by itself is changed. Linear.

use std::collections::HashSet;

use super::super::draft::Piece;
use super::super::{line, stamp};
use super::head;
use super::lexis;
use super::manner::{self, Marks};
use super::style::Style;
use super::table::{Sign, is_name};
use crate::model::{BlockKind, When};

/// What stands before a colon and is no speaker: `Edit: …`, `Tip: …`.
const NO_SPEAKERS: &str = "edit|edited|update|ps|p.s|pps|note|nb|n.b|tip|tips|hint|question|answer|q|a|source|sources|quote|tl;dr|\
    tldr|btw|fyi|example|warning|spoiler|link|links|correction|summary|pro|con|pros|cons|price|time|date|place|hinweis|\
    nachtrag|frage|antwort|quelle|tipp|achtung|beispiel|fazit|ort|zeit|datum|remarque|réponse|หมายเหตุ|ปล|ป.ล|แก้ไข|ที่มา|\
    คำถาม|คำตอบ|ถาม|ตอบ|สรุป|ราคา|เวลา|สถานที่|วันที่|ตัวอย่าง";

/// First words of a title, which no person's name has.
const ARTICLES: &str = "the|a|an|der|die|das|ein|eine|le|la|les|un|une";

/// A line that may be a head, if it is not alone.
enum Form {
    /// `Petra:`
    Colon(String),
    /// `Guest`
    Name(String),
}

/// Makes authors of names with a day that come again, for a whole text.
pub(super) fn dated(pieces: &[Piece], signs: &mut [Option<Sign>]) {
    let found: Vec<(usize, String, Option<When>)> = (0..pieces.len())
        .filter(|ix| signs[*ix].is_none() && is_line(&pieces[*ix]))
        .filter_map(|ix| dated_name(pieces[ix].text()).map(|(name, when)| (ix, name, when)))
        .collect();
    if found.len() >= 2 || signs.iter().flatten().any(is_author) && !found.is_empty() {
        for (ix, name, when) in found {
            signs[ix] = Some(Sign::Author { name, when });
        }
    }
}

/// Makes authors of the lines of a discussion that have a form in common.
pub(super) fn heads(pieces: &[Piece], signs: &mut [Option<Sign>]) {
    if signs
        .iter()
        .flatten()
        .any(|s| matches!(s, Sign::Number { .. }))
    {
        return;
    }
    dated(pieces, signs);
    let grouped = is_grouped(pieces, signs);
    let mut forms: Vec<Option<Form>> = (0..pieces.len())
        .map(|ix| form(pieces, signs, grouped, ix))
        .collect();
    let told = signs.iter().flatten().filter(|s| is_author(s)).count();
    refuse_parts(&mut forms, pieces, signs);
    let has = |ix: usize, f: fn(&Form) -> bool| forms[ix].as_ref().is_some_and(f);
    let is_colon = |ix: usize| has(ix, |f| matches!(f, Form::Colon(_)));
    let is_bare = |ix: usize| has(ix, |f| matches!(f, Form::Name(_)));
    let colons = (0..forms.len()).filter(|ix| is_colon(*ix)).count();
    let colons_count = colons > 0 && colons + told >= 2;
    let is_head =
        |ix: usize| signs[ix].as_ref().is_some_and(is_author) || colons_count && is_colon(ix);
    let lines = || (0..pieces.len()).filter(|ix| signs[*ix].as_ref().is_none_or(is_author));
    let opens = lines().next().is_some_and(|ix| is_head(ix) || is_bare(ix));
    let timed = signs.iter().flatten().any(|s| matches!(s, Sign::Time(_)));
    let names = (0..forms.len()).filter(|ix| is_bare(*ix)).count();
    let others = (0..forms.len()).filter(|ix| is_head(*ix)).count();
    let dense = if grouped {
        // Where blank lines part groups, most groups have their head.
        let groups: Vec<usize> = lines().filter(|ix| !pieces[*ix].glued).collect();
        let headed = groups.iter().filter(|ix| is_head(**ix) || is_bare(**ix));
        headed.count() * 5 >= groups.len() * 3
    } else {
        lines().count() <= (names + others) * 5
    };
    let names_count = opens && !timed && dense && names + others >= 2;
    for (sign, form) in signs.iter_mut().zip(forms) {
        let name = match form {
            Some(Form::Colon(name)) if colons_count => name,
            Some(Form::Name(name)) if names_count => name,
            _ => continue,
        };
        *sign = Some(Sign::Author { name, when: None });
    }
}

/// Leaves no head of what stands before a colon among labelled comments that are more: it is a part of one of
/// them, `Ingredients:`. Who wrote a labelled one may speak so too.
fn refuse_parts(forms: &mut [Option<Form>], pieces: &[Piece], signs: &[Option<Sign>]) {
    let told = signs
        .iter()
        .enumerate()
        .filter_map(|(ix, sign)| match sign {
            Some(Sign::Author { name, .. }) => Some(name.to_lowercase()),
            Some(Sign::Time(_)) => Some(pieces[ix.checked_sub(1)?].text().to_lowercase()),
            _ => None,
        });
    let told: Vec<String> = told.collect();
    let is_colon = |f: &&Option<Form>| matches!(f, Some(Form::Colon(_)));
    if forms.iter().filter(is_colon).count() > told.len() {
        return;
    }
    let names: HashSet<String> = told.into_iter().collect();
    for form in forms {
        if matches!(form, Some(Form::Colon(name)) if !names.contains(&name.to_lowercase())) {
            *form = None;
        }
    }
}

/// Whether blank lines part the lines into groups of some.
fn is_grouped(pieces: &[Piece], signs: &[Option<Sign>]) -> bool {
    let opens = |(p, s): &(&Piece, &Option<Sign>)| !p.glued && s.as_ref().is_none_or(is_author);
    let mut groups = pieces.iter().zip(signs).filter(opens);
    pieces.iter().any(|p| p.glued) && groups.nth(1).is_some()
}

fn is_author(sign: &Sign) -> bool {
    matches!(sign, Sign::Author { .. })
}

fn is_line(piece: &Piece) -> bool {
    matches!(
        piece.block.kind,
        BlockKind::Paragraph | BlockKind::Heading(_)
    )
}

/// Where the first comment starts whose words start at `at`: at the head above them, where such stand above the
/// words behind them too.
pub(super) fn above(pieces: &[Piece], signs: &[Option<Sign>], at: usize) -> usize {
    let grouped = is_grouped(&pieces[at..], &signs[at..]);
    let bare = |ix: usize| {
        form(pieces, signs, grouped, ix).is_some_and(|f| match f {
            Form::Colon(name) | Form::Name(name) => is_person(&name),
        })
    };
    let again = |from: usize| (from + 1..pieces.len()).any(bare);
    match at.checked_sub(1) {
        Some(head) if head > 0 && bare(head) && again(at) => head,
        _ => at,
    }
}

/// How many heads, and how many names in them, tell a discussion that has no label.
const ENOUGH: usize = 3;

/// Where a discussion starts that is told by its heads alone: names that stand above words, or before them, to the
/// end of the text. More than two speak, and they speak as people talk: else it is an interview or a list.
/// Nobody who is like them stands above.
pub(super) fn spoken(pieces: &[Piece], signs: &[Option<Sign>], start: usize) -> Option<usize> {
    let start = start.min(pieces.len());
    let grouped = is_grouped(&pieces[start..], &signs[start..]);
    let head = |ix: usize| -> Option<(String, usize)> {
        if signs[ix].is_some() {
            return None;
        }
        match form(pieces, signs, grouped, ix) {
            Some(Form::Colon(name) | Form::Name(name)) => {
                is_person(&name).then_some((name, ix + 1))
            }
            None => speaker(&pieces[ix])
                .filter(|(name, _)| is_line(&pieces[ix]) && is_person(name))
                .map(|(name, _)| (name.to_owned(), ix)),
        }
    };
    let heads: Vec<(usize, String, usize)> = (start..pieces.len())
        .filter_map(|ix| head(ix).map(|(name, words)| (ix, name, words)))
        .collect();
    // From behind: the heads that stand close to each other.
    let mut end = pieces.len();
    let mut run = Vec::new();
    for (ix, name, words) in heads.iter().rev() {
        if end - ix > 4 {
            break;
        }
        end = *ix;
        run.push((name, *words));
    }
    let mut names: Vec<&String> = run.iter().map(|(name, _)| *name).collect();
    names.sort_unstable();
    names.dedup();
    let talk = run
        .iter()
        .filter(|(_, words)| is_talk(pieces[*words].text()));
    let enough = names.len() >= ENOUGH && names.len() * 2 > run.len();
    // People who are asked in the street and the parts of a play have names too, and talk. Who writes in a
    // discussion calls himself as he likes there, or calls another.
    let calls = |words: usize| {
        let line = &pieces[words];
        let said = speaker(line).filter(|(name, _)| is_person(name));
        line.text()[said.map_or(0, |(_, len)| len)..].starts_with('@')
    };
    let site = run
        .iter()
        .any(|(name, words)| is_nick(name) || calls(*words));
    let asked = end >= 1 && {
        let above = &pieces[end - 1];
        above.text().ends_with([':', '?']) || is_spoken(above)
    };
    let told = enough && site && !asked && talk.count() * 2 >= run.len();
    (told && end >= 2 && !is_doubtful(pieces, signs, end, 1.0)).then_some(end)
}

/// Whether the name and day at `ix` stand above words that have a sign of talk. `The Flood` is no name of a person.
pub(super) fn is_dated_talk(pieces: &[Piece], signs: &[Option<Sign>], ix: usize) -> bool {
    let Some(Sign::Author { name, .. }) = &signs[ix] else {
        return false;
    };
    let first = name.split(' ').next().unwrap_or_default();
    !line::is_in(ARTICLES, &first.to_lowercase())
        && pieces.get(ix + 1).is_some_and(|p| is_talk(p.text()))
}

/// Whether names where a cut before `at` is made speak against it. Where who speaks directly above is like who
/// speaks behind it, it is in the wrong place. And names stand in a play too: there comments must be likely.
pub(super) fn is_doubtful(
    pieces: &[Piece],
    signs: &[Option<Sign>],
    at: usize,
    confidence: f32,
) -> bool {
    let grouped = is_grouped(pieces, signs);
    let spoken = |ix: usize| signs[ix].is_none() && is_line(&pieces[ix]) && is_spoken(&pieces[ix]);
    let named = |ix: usize| {
        form(pieces, signs, grouped, ix).is_some_and(|f| match f {
            Form::Colon(name) | Form::Name(name) => is_person(&name),
        })
    };
    let is_like = |is: &dyn Fn(usize) -> bool, far: usize| {
        let above = || (at.saturating_sub(far)..at).any(is);
        at < pieces.len() && is(at) && (confidence < 0.5 || above())
    };
    is_like(&spoken, 1) || is_like(&named, 3)
}

/// Whether a name is one that people give themselves where they write: `tidewatcher7`.
fn is_nick(name: &str) -> bool {
    name.starts_with(char::is_lowercase) || name.contains(|c: char| c == '_' || c.is_ascii_digit())
}

/// Whether a line has a sign of talk.
fn is_talk(text: &str) -> bool {
    const TALK: u16 = lexis::FIRST
        | lexis::SECOND
        | lexis::THANKS
        | lexis::GREETING
        | lexis::LAUGH
        | lexis::PARTICLE
        | lexis::TALK;
    let text = line::head(text, 400);
    let mut kinds = 0;
    lexis::scan(text, |kind| kinds |= kind);
    manner::each(text, &mut |word, _, _| kinds |= lexis::kinds(word));
    let marks = Marks::of(text);
    kinds & TALK != 0 || marks.question || marks.shout || marks.smile
}

/// The form of a line without a sign that stands above words.
fn form(pieces: &[Piece], signs: &[Option<Sign>], grouped: bool, ix: usize) -> Option<Form> {
    let piece = &pieces[ix];
    let below = pieces.get(ix + 1)?;
    if signs[ix].is_some() || !is_line(piece) || signs[ix + 1].is_some() {
        return None;
    }
    if let Some(name) = piece.text().strip_suffix(':').map(str::trim_end) {
        return is_speaker(name).then(|| Form::Colon(name.to_owned()));
    }
    // In a group of its own it is no head of the next.
    let parted = grouped && (piece.glued || !below.glued);
    let alone = !is_person(below.text()) && !below.text().ends_with(':');
    // What is marked as a heading is one of the article's parts.
    let plain = piece.block.kind == BlockKind::Paragraph;
    (plain && is_person(piece.text()) && alone && !parted)
        .then(|| Form::Name(piece.text().to_owned()))
}

/// `by Anna Lind on 12 March 2024`: the name and the day.
fn dated_name(text: &str) -> Option<(String, Option<When>)> {
    if line::cells(text) > 70 || line::ends_sentence(text) && !text.ends_with("น.") {
        return None;
    }
    let stamp = stamp::read(text.strip_suffix(':').unwrap_or(text))?;
    let name = head::author(&stamp.rest)?;
    (stamp.when.is_some() && is_person(&name)).then_some((name, stamp.when))
}

/// Whether lines start with their speaker all along: most of them, or most of the groups of lines that blank
/// lines part, some of which may have their head in a line of its own.
pub(super) fn is_inline(pieces: &[Piece], signs: &[Option<Sign>], style: Style) -> bool {
    let lines = pieces.iter().zip(signs);
    match style {
        Style::Bare => {
            let spoken = lines.filter(|(p, s)| s.is_some() || speaker(p).is_some());
            spoken.count() * 5 >= pieces.len() * 3
        }
        Style::Headed => {
            let (mut groups, mut spoken, mut headed, mut below) = (0, 0, 0, false);
            for (piece, sign) in lines {
                match sign {
                    Some(Sign::Author { .. }) => headed += 1,
                    // What stands below its head speaks to that name.
                    None if !below && is_spoken(piece) => spoken += 1,
                    _ => {}
                }
                let label = matches!(sign, Some(Sign::Heading | Sign::Form | Sign::Button));
                groups += usize::from(!piece.glued && !label);
                below = matches!(sign, Some(Sign::Author { .. }));
            }
            spoken > 0 && spoken + headed > 1 && (spoken + headed) * 5 >= groups * 3
        }
        Style::Closed => {
            let words: Vec<_> = lines.filter(|(_, s)| s.is_none()).collect();
            let spoken = words.iter().filter(|(p, _)| is_spoken(p)).count();
            spoken > 1 && spoken * 5 >= words.len() * 3
        }
        Style::Numbered | Style::Signed => false,
    }
}

/// Whether a line starts with what can only be the name of its speaker.
pub(super) fn is_spoken(piece: &Piece) -> bool {
    speaker(piece).is_some_and(|(name, _)| is_person(name))
}

/// The name before the colon at the start of a line, and how many bytes to leave out for it.
pub(super) fn speaker(piece: &Piece) -> Option<(&str, usize)> {
    let text = piece.text();
    let colon = text.find(": ")?;
    let name = &text[..colon];
    let capital = name.starts_with(|c: char| c.is_uppercase() || line::is_thai(c) || c == '@')
        || is_person(name);
    (capital && is_speaker(name) && colon + 2 < text.len()).then_some((name, colon + 2))
}

/// Whether this may stand before a colon as the name of who speaks.
fn is_speaker(name: &str) -> bool {
    let first = name.chars().next().unwrap_or_default();
    let nick = line::words(name) == 1
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || c == '_' || c == '-');
    is_name(name)
        && line::words(name) <= 3
        && (first.is_uppercase() || line::is_thai(first) || first == '@' || nick)
        && !line::is_in(NO_SPEAKERS, &line::key(name))
}

/// Whether a line reads like the name of a person and like nothing else.
pub(super) fn is_person(text: &str) -> bool {
    let word = |w: &str| {
        let w = w.trim_start_matches('@');
        let marked = w.contains(|c: char| c.is_ascii_digit() || c == '_');
        let opens = w.starts_with(char::is_uppercase) || w.starts_with(line::is_thai);
        (opens || marked && w.contains(char::is_alphabetic)) && lexis::kinds(&w.to_lowercase()) == 0
    };
    let mut talk = 0;
    lexis::scan(text, |kind| talk |= kind);
    is_name(text)
        && line::cells(text) <= 26
        && line::words(text) <= if text.contains(line::is_thai) { 2 } else { 3 }
        && text.split_whitespace().all(word)
        && talk == 0
        && !text.contains(['(', ')', '…', ','])
}
