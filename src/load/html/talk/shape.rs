//! The discussion of a page whose markup says nothing: parts of one shape, each with a time, a name and words.
//!
//! 1. Times are found in the words ([`stamp`]) and in `time` elements.
//! 2. Times that stand in elements of the same names, up to some height, are a group; the elements at that
//!    height are its parts. Parts may stand in one another: those are answers.
//! 3. A group is a discussion if most parts have prose of their own, few are links as a whole (teasers are),
//!    the names differ (an author's archive has one), and something says so: answer buttons, a heading, `says`,
//!    a form below. The group that says most is taken.
//!
//! No class and no id is asked. The limits are set by reason and were not fitted; how sure it is, is a sum of
//! what speaks for it and not calibrated.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::super::super::draft::{Stated, Turn};
use super::super::super::{line, stamp};
use super::super::tree::{NodeIx, Tree};
use super::unit;
use super::{Talk, taken};
use crate::text::clean;

/// How far above a time its comment may begin.
const HIGHEST: usize = 12;
/// The most times that are looked at: pages have fewer, bombs do not.
const TIMES: usize = 20_000;

/// Sums over the nodes before each node, so that any subtree is measured at once.
#[derive(Debug)]
struct Sums {
    /// Bytes of words.
    words: Vec<u32>,
    /// Bytes of words in links.
    linked: Vec<u32>,
    /// Answer buttons.
    replies: Vec<u32>,
    /// Links of many words that stand alone: headlines of other pages.
    headlines: Vec<u32>,
    /// Words such as `says` after a name.
    says: Vec<u32>,
}

impl Sums {
    fn of(tree: &Tree) -> Self {
        let mut sums = Self {
            words: vec![0],
            linked: vec![0],
            replies: vec![0],
            headlines: vec![0],
            says: vec![0],
        };
        let mut link_end = 0;
        let mut heading_end = 0;
        for n in 0..tree.len() as u32 {
            let ix = NodeIx(n);
            match tree.name(ix) {
                "a" => link_end = link_end.max(tree.get(ix).end.0),
                "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                    heading_end = heading_end.max(tree.get(ix).end.0);
                }
                _ => {}
            }
            let text = tree.words(ix).unwrap_or_default().trim();
            let len = text.len() as u32;
            let is_link = n < link_end;
            let long = text.chars().count() >= 25 && stamp::read(text).is_none();
            let short = len < 60;
            push(&mut sums.words, len);
            push(&mut sums.linked, if is_link { len } else { 0 });
            push(
                &mut sums.replies,
                u32::from(short && len > 0 && is_reply(text)),
            );
            push(
                &mut sums.headlines,
                u32::from(is_link && n < heading_end && long),
            );
            push(&mut sums.says, u32::from(short && is_says(text)));
        }
        sums
    }
}

fn push(sums: &mut Vec<u32>, more: u32) {
    let sum = sums.last().copied().unwrap_or(0).saturating_add(more);
    sums.push(sum);
}

fn over(sums: &[u32], from: NodeIx, end: NodeIx) -> u32 {
    sums[end.ix()] - sums[from.ix()]
}

fn is_reply(text: &str) -> bool {
    const REPLY: &str = "reply|reply to this|reply to this comment|reply to comment|antworten|répondre|responder|\
        rispondi|beantwoorden|odpowiedz|ответить|ตอบ|ตอบกลับ|log in to reply|zum antworten anmelden|svara|svar|\
        yanıtla|balas|返信|quote|zitieren";
    let key = line::key(text);
    line::is_in(REPLY, &key) || key.starts_with("reply to ") || key.starts_with("antworte auf ")
}

fn is_says(text: &str) -> bool {
    const SAYS: &str =
        "says|said|sagt|sagte|schreibt|schrieb|meint|dit|a dit|dice|zegt|pisze|wrote";
    let key = line::key(text);
    let last = key.rsplit(' ').next().unwrap_or_default();
    line::is_in(SAYS, &key) || text.ends_with(':') && line::is_in(SAYS, last)
}

/// Whether a heading or another short line says that comments follow.
fn heads_talk(text: &str) -> bool {
    const HEADS: [&str; 13] = [
        "comment",
        "thought",
        "response",
        "repl",
        "kommentar",
        "commentaire",
        "comentario",
        "commenti",
        "gedanke",
        "antwort",
        "ความคิดเห็น",
        "ความเห็น",
        "discussion",
    ];
    let key = line::key(text);
    let count = key.split_whitespace().count();
    text.chars().count() <= 90
        && count <= 14
        && HEADS.iter().any(|h| {
            key.split(|c: char| !c.is_alphanumeric() && !line::is_thai(c))
                .any(|w| w.starts_with(h))
        })
}

/// Parts of one shape.
#[derive(Debug)]
struct Group {
    tops: Vec<NodeIx>,
}

/// The discussion by its shape.
pub(super) fn find(tree: &Tree) -> Option<Talk> {
    let times = times(tree);
    if times.is_empty() {
        return None;
    }
    let sums = Sums::of(tree);
    let signs = Signs::of(tree);
    let mut best: Option<(f32, f32, Vec<NodeIx>)> = None;
    for group in groups(tree, &times, &signs) {
        if let Some((sure, weight)) = weigh(tree, &sums, &signs, &group)
            && best.as_ref().is_none_or(|(_, most, _)| weight > *most)
        {
            best = Some((sure, weight, group.tops));
        }
    }
    let (sure, _, tops) = best?;
    talk(tree, &tops, sure)
}

/// Where lines about comments and places to write stand.
#[derive(Debug)]
struct Signs {
    headings: Vec<NodeIx>,
    forms: Vec<NodeIx>,
}

impl Signs {
    fn of(tree: &Tree) -> Self {
        let mut signs = Self {
            headings: Vec::new(),
            forms: Vec::new(),
        };
        for ix in tree.below(Tree::ROOT) {
            match tree.name(ix) {
                "textarea" => signs.forms.push(ix),
                "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                    let end = tree.get(ix).end.0.min(ix.0 + 40);
                    let text: String = (ix.0..end).filter_map(|n| tree.words(NodeIx(n))).collect();
                    if heads_talk(&text) {
                        signs.headings.push(ix);
                    }
                }
                _ => {}
            }
        }
        signs
    }

    /// The nearest heading about comments that stands before a node.
    fn heading(&self, before: NodeIx) -> Option<NodeIx> {
        let at = self.headings.partition_point(|h| *h < before);
        at.checked_sub(1).map(|at| self.headings[at])
    }

    fn has_form(&self, from: NodeIx, end: NodeIx) -> bool {
        let at = self.forms.partition_point(|f| *f < from);
        self.forms.get(at).is_some_and(|f| *f < end)
    }
}

/// The elements whose words are a time. Of those that stand near one another the first.
fn times(tree: &Tree) -> Vec<NodeIx> {
    let mut times: Vec<NodeIx> = Vec::new();
    let mut time_end = NodeIx(0);
    for ix in tree.below(Tree::ROOT) {
        if times.len() >= TIMES {
            break;
        }
        if ix < time_end {
            continue;
        }
        if tree.name(ix) == "time" {
            time_end = tree.get(ix).end;
            times.push(ix);
            continue;
        }
        let Some(text) = tree.words(ix) else { continue };
        let text = text.trim();
        let is_time = text.len() >= 4
            && text.len() <= 160
            && stamp::read(text).is_some_and(|s| {
                (s.when.is_some() || s.ago || s.clock) && s.rest.chars().count() <= 40
            });
        if is_time && let Some(parent) = tree.get(ix).parent {
            times.push(parent);
        }
    }
    times.dedup();
    times
}

/// The groups of each height.
fn groups(tree: &Tree, times: &[NodeIx], signs: &Signs) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut level: Vec<(u64, Option<NodeIx>)> = times.iter().map(|t| (0, Some(*t))).collect();
    for _ in 0..HIGHEST {
        let mut alike: BTreeMap<u64, Vec<NodeIx>> = BTreeMap::new();
        for (key, at) in &mut level {
            let Some(ix) = *at else { continue };
            let name = tree.name(ix);
            *key = name.bytes().fold(*key ^ 0x9e37_79b9_7f4a_7c15, |k, b| {
                (k ^ u64::from(b))
                    .wrapping_mul(0x0000_0100_0000_01b3)
                    .rotate_left(5)
            });
            if matches!(name, "" | "html" | "body" | "main" | "head") {
                *at = None;
                continue;
            }
            alike.entry(*key).or_default().push(ix);
            *at = tree.get(ix).parent;
        }
        for mut tops in alike.into_values() {
            let all = tops.len();
            tops.sort_unstable();
            tops.dedup();
            // Times that share an element at this height are of several comments, or twice of one.
            if tops.len() * 10 < all * 9 && tops.len() * 2 != all {
                continue;
            }
            if tops.len() == 1 && !signs.heading(tops[0]).is_some_and(|h| h < tops[0]) {
                continue;
            }
            groups.push(Group { tops });
        }
    }
    groups
}

/// How sure it is that a group is the discussion, and how much it says.
fn weigh(tree: &Tree, sums: &Sums, signs: &Signs, group: &Group) -> Option<(f32, f32)> {
    let tops = &group.tops;
    let (first, last) = (*tops.first()?, *tops.last()?);
    let n = tops.len() as f32;
    let set: HashSet<NodeIx> = tops.iter().copied().collect();
    let (mut good, mut replies, mut headlines, mut says, mut prose) = (0.0_f32, 0.0, 0.0, 0.0, 0.0);
    // The parts around the present one, with what was found in those within them.
    let mut inner: HashMap<NodeIx, [u32; 5]> = HashMap::new();
    for top in tops.iter().rev() {
        let end = tree.get(*top).end;
        let whole = [
            over(&sums.words, *top, end),
            over(&sums.linked, *top, end),
            over(&sums.replies, *top, end),
            over(&sums.headlines, *top, end),
            over(&sums.says, *top, end),
        ];
        let within = inner.remove(top).unwrap_or_default();
        let own: Vec<u32> = (0..5).map(|k| whole[k].saturating_sub(within[k])).collect();
        if let Some(around) = tree.ancestors(*top).take(24).find(|a| set.contains(a)) {
            let sum = inner.entry(around).or_default();
            for k in 0..5 {
                sum[k] = sum[k].saturating_add(whole[k]);
            }
        }
        let plain = own[0].saturating_sub(own[1]);
        let enough = plain >= 30 && own[1] * 2 <= own[0].max(60);
        good += f32::from(u8::from(enough));
        replies += f32::from(u8::from(own[2] > 0));
        headlines += f32::from(u8::from(own[3] > 0));
        says += f32::from(u8::from(own[4] > 0));
        prose += plain as f32;
    }
    if good < n * 0.6 || headlines > n * 0.3 || signs.has_form_in(tree, tops) {
        return None;
    }
    let last_end = tree.get(last).end;
    let has_heading = signs
        .heading(first)
        .is_some_and(|h| over(&sums.words, h, first) < 400 && h < first);
    let after = NodeIx((tree.len() as u32).min(last_end.0 + 4000));
    let has_form = signs.has_form(last_end, after)
        && over(&sums.words, last_end, after.min(NodeIx(tree.len() as u32))) > 0;
    let mut sure = 0.15;
    sure += 0.4 * (replies / n).min(1.0);
    sure += 0.25 * (says / n).min(1.0);
    sure += if has_heading { 0.25 } else { 0.0 };
    sure += if has_form { 0.1 } else { 0.0 };
    sure += if n >= 3.0 { 0.1 } else { 0.0 };
    let need = if n >= 3.0 { 0.45 } else { 0.6 };
    // What stands before the title of the page is no discussion of it.
    let before = over(&sums.words, Tree::ROOT, first);
    (sure >= need && before > 200).then_some((sure.min(0.95), prose * sure * (good / n)))
}

impl Signs {
    /// Whether a place to write stands in most parts: then they are no comments but boxes around them.
    fn has_form_in(&self, tree: &Tree, tops: &[NodeIx]) -> bool {
        let with = tops
            .iter()
            .filter(|t| self.has_form(**t, tree.get(**t).end));
        with.count() * 2 > tops.len()
    }
}

fn talk(tree: &Tree, tops: &[NodeIx], sure: f32) -> Option<Talk> {
    let set: HashSet<NodeIx> = tops.iter().copied().collect();
    let mut turns: Vec<Turn> = Vec::new();
    let mut places: HashMap<NodeIx, usize> = HashMap::new();
    let mut parents = Vec::new();
    for top in tops {
        let turn = unit::read(tree, *top, &set, None);
        if turn.pieces.is_empty() {
            continue;
        }
        let parent = tree.ancestors(*top).find_map(|a| places.get(&a).copied());
        places.insert(*top, turns.len());
        parents.push(parent);
        turns.push(turn);
    }
    let names: HashSet<&str> = turns.iter().filter_map(|t| t.author.as_deref()).collect();
    if turns.is_empty() || turns.len() > 2 && names.len() < 2 {
        return None;
    }
    // Where nothing stands in another part, the page does not say who answers whom.
    if parents.iter().any(Option::is_some) {
        for (turn, parent) in turns.iter_mut().zip(parents) {
            turn.stated = Some(parent.map_or(Stated::Root, Stated::Reply));
        }
    }
    let why = format!("{} parts of one shape", turns.len());
    Some(Talk {
        taken: taken::around(tree, tops),
        turns,
        confidence: sure,
        why: vec![clean(&why)],
    })
}

#[cfg(test)]
mod tests;
