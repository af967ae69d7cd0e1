//! The discussion of a page whose markup says nothing: parts of one shape, each with a time, a name and words.
//!
//! 1. Times are found in the words ([`day`]) and in `time` elements.
//! 2. Times that stand in elements of the same names, up to some height, are a group; the elements at that
//!    height are its parts. Parts may stand in one another: those are answers.
//! 3. So do answer buttons, for pages that show no times.
//! 4. Boxes among the parts that hold the title of the page or of the discussion are left out.
//! 5. A group is a discussion if most parts have prose of their own, few are links as a whole (teasers are),
//!    the names differ (an author's archive has one), and something says so: answer buttons, links to numbered
//!    comments, a heading, best with their number, `says`, a form below. The group that says most is taken.
//!
//! No class and no id is asked. The weights were set by reason. Measured on 64 pages with comments and 35
//! without, with this layer alone: none was found on 2, and on none of the 35. Of 52 discussions of which it was
//! as sure as it gets (0.9), the words of 45 agreed with what people had marked (F1 of 0.8 and more); of the 10
//! with less, 8. What did not agree was for the most part answers of the article's author, which were not marked.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::super::super::draft::{Stated, Turn};
use super::super::tree::{NodeIx, Tree};
use super::day;
use super::unit;
use super::{Talk, answer, edges, taken};
use crate::text::clean;
use signs::{Counts, Sign, Signs, Sums};

mod signs;

/// How far above a time its comment may begin.
const HIGHEST: usize = 12;
/// The most anchors that are looked at: pages have fewer, bombs do not.
const ANCHORS: usize = 20_000;
/// The surest that shape makes: of the groups that say this much, so many are discussions.
const MOST: f32 = 0.9;
/// How many groups are read, should the first say too little: reading one costs as much as the page.
const TRIED: usize = 4;

/// Parts of one shape.
#[derive(Debug)]
struct Group {
    tops: Vec<NodeIx>,
    /// How sure it is that they are the discussion.
    sure: f32,
    /// How much they say.
    weight: f32,
    /// Whether nothing but a heading says that they are one.
    headed: bool,
}

/// The discussion by its shape.
pub(super) fn find(tree: &Tree) -> Option<Talk> {
    let signs = Signs::of(tree);
    let sums = Sums::of(tree, &signs);
    let mut groups = Vec::new();
    for anchors in [times(tree), buttons(tree)] {
        for tops in alike(tree, &sums, &anchors) {
            groups.extend(weigh(tree, &sums, &signs, &tops));
        }
    }
    groups.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    groups.iter().take(TRIED).find_map(|g| talk(tree, g))
}

/// The elements whose words are a time. Of those that stand near one another the first.
fn times(tree: &Tree) -> Vec<NodeIx> {
    let mut times: Vec<NodeIx> = Vec::new();
    let mut time_end = NodeIx(0);
    for ix in tree.below(Tree::ROOT) {
        if times.len() >= ANCHORS {
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
            && day::read(text).is_some_and(|s| {
                (s.when.is_some() || s.ago || s.clock) && s.rest.chars().count() <= 40
            });
        if is_time && let Some(parent) = tree.get(ix).parent {
            let before = times.last().map(|t| tree.get(*t).end);
            // Day and hour in elements of their own are one time.
            if before.is_none_or(|b| ix.0 > b.0 + 2) {
                times.push(parent);
            }
        }
    }
    times.dedup();
    times
}

/// The elements whose words are an answer button.
fn buttons(tree: &Tree) -> Vec<NodeIx> {
    let is_button = |ix: &NodeIx| {
        let text = tree.words(*ix).map(str::trim);
        text.is_some_and(|t| !t.is_empty() && t.len() < 60 && signs::is_reply(t))
    };
    let words = tree.below(Tree::ROOT).filter(is_button).take(ANCHORS);
    let mut buttons: Vec<NodeIx> = words.filter_map(|ix| tree.get(ix).parent).collect();
    buttons.dedup();
    buttons
}

/// The groups of each height above some elements.
fn alike(tree: &Tree, sums: &Sums, anchors: &[NodeIx]) -> Vec<Vec<NodeIx>> {
    let mut groups = Vec::new();
    let mut level: Vec<(u64, Option<NodeIx>)> = anchors.iter().map(|t| (0, Some(*t))).collect();
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
            // Anchors that share an element at this height are of several comments, or twice of one.
            let twice = tops.len() * 2 == all
                && tops.iter().all(|t| {
                    let counts = sums.over(*t, tree.get(*t).end);
                    counts[Sign::Reply as usize] <= 1
                });
            if tops.len() * 10 >= all * 9 || twice {
                groups.push(tops);
            }
        }
    }
    groups
}

/// The signs of each part, without those of the parts in it.
fn own(tree: &Tree, sums: &Sums, tops: &[NodeIx]) -> Vec<Counts> {
    let set: HashSet<NodeIx> = tops.iter().copied().collect();
    // The parts around the present one, with what was found in those within them.
    let mut inner: HashMap<NodeIx, Counts> = HashMap::new();
    let mut own = Vec::with_capacity(tops.len());
    for top in tops.iter().rev() {
        let whole = sums.over(*top, tree.get(*top).end);
        let within = inner.remove(top).unwrap_or_default();
        own.push(std::array::from_fn(|k| whole[k].saturating_sub(within[k])));
        if let Some(around) = tree.ancestors(*top).take(24).find(|a| set.contains(a)) {
            let sum = inner.entry(around).or_default();
            for (sum, more) in sum.iter_mut().zip(whole) {
                *sum = sum.saturating_add(more);
            }
        }
    }
    own.reverse();
    own
}

/// How sure it is that parts are the discussion, and how much they say. Boxes that hold the title of the page
/// or of the discussion are left out.
#[expect(
    clippy::cast_precision_loss,
    reason = "shares and weights; counts of parts are small, and the last bytes of words weigh nothing"
)]
fn weigh(tree: &Tree, sums: &Sums, signs: &Signs, all: &[NodeIx]) -> Option<Group> {
    let counts = own(tree, sums, all);
    let titled = counts
        .iter()
        .filter(|c| c[Sign::Title as usize] > 0)
        .count();
    let mut lengths: Vec<u32> = counts.iter().map(|c| c[Sign::Words as usize]).collect();
    lengths.sort_unstable();
    let usual = lengths.get(lengths.len() / 2).copied()?;
    let far = usual.saturating_mul(12).max(1500);
    let is_part = |at: usize, c: &Counts| {
        let answered = c[Sign::Reply as usize] + c[Sign::Numbered as usize] > 0;
        c[Sign::Title as usize] == 0 && (at > 0 || answered || c[Sign::Words as usize] <= far)
    };
    if titled * 3 > all.len().max(3) {
        return None;
    }
    let parts = all.iter().zip(&counts).enumerate();
    let parts = parts.filter(|(at, (_, c))| is_part(*at, c));
    let (tops, counts): (Vec<NodeIx>, Vec<Counts>) = parts.map(|(_, (t, c))| (*t, *c)).unzip();

    let (first, last) = (*tops.first()?, *tops.last()?);
    let n = tops.len() as f32;
    let share = |has: &dyn Fn(&Counts) -> bool| counts.iter().filter(|c| has(c)).count() as f32 / n;
    let of = |c: &Counts, sign: Sign| c[sign as usize];
    let answered = share(&|c| of(c, Sign::Reply) > 0);
    let numbered = share(&|c| of(c, Sign::Numbered) > 0);
    let says = share(&|c| of(c, Sign::Says) > 0);
    let plain = |c: &Counts| of(c, Sign::Words).saturating_sub(of(c, Sign::Linked));
    let good = share(&|c| {
        // Few words are enough where something else says that they are a comment.
        let few = of(c, Sign::Reply) + of(c, Sign::Numbered) + of(c, Sign::Says) > 0;
        plain(c) >= if few { 2 } else { 30 }
            && (few || of(c, Sign::Linked) * 2 <= of(c, Sign::Words).max(60))
            && of(c, Sign::Reply) <= 3
    });
    if good < 0.6 || share(&|c| of(c, Sign::Headline) > 0) > 0.3 || signs.has_form_in(tree, &tops) {
        return None;
    }
    let end = NodeIx(tree.len() as u32);
    let last_end = tree.get(last).end;
    let heading = signs
        .heading(first)
        .filter(|(h, _)| sums.words(*h, first) < 400);
    let counted = heading.is_some_and(|(_, s)| s.count == i64::try_from(tops.len()).ok());
    let after = end.min(NodeIx(last_end.0.saturating_add(4000)));
    let form = signs.has_form(last_end, after) && sums.words(last_end, after) > 0;
    let prose = counts.iter().map(plain).fold(0, u32::saturating_add);
    // What stands before the title of the page is no discussion of it; nor is a text far longer than what it
    // would be about, where it stands alone.
    let before = sums.words(Tree::ROOT, first);
    let alone = n < 1.5 && before < prose / 2;
    let sure = 0.15
        + 0.4 * answered.max(numbered)
        + 0.25 * says
        + if heading.is_some() { 0.25 } else { 0.0 }
        + if counted { 0.2 } else { 0.0 }
        + if form { 0.1 } else { 0.0 }
        + if n >= 3.0 { 0.1 } else { 0.0 };
    let need = if n >= 3.0 { 0.45 } else { 0.6 };
    let headed = answered.max(numbered).max(says) < 0.3 && !counted && !form;
    // `Comment` and `Discussion` alone stand over much else.
    let weak = headed && heading.is_some_and(|(_, s)| !s.many);
    (sure >= need && before > 200 && !alone && !weak).then_some(Group {
        tops,
        sure: sure.min(MOST),
        weight: prose as f32 * sure * good,
        headed,
    })
}

fn talk(tree: &Tree, group: &Group) -> Option<Talk> {
    let (tops, sure) = (&group.tops[..], group.sure);
    let set: HashSet<NodeIx> = tops.iter().copied().collect();
    let mut turns: Vec<Turn> = Vec::new();
    let mut blocks: Vec<Vec<NodeIx>> = Vec::new();
    let mut places: HashMap<NodeIx, usize> = HashMap::new();
    let mut ids: HashMap<String, usize> = HashMap::new();
    let mut parents = Vec::new();
    let mut depths = Vec::new();
    // How many name a day: a live report has hours only.
    let mut dated = 0;
    for (n, top) in tops.iter().enumerate() {
        let (mut turn, at) = unit::read_placed(tree, *top, tree.get(*top).end, &set, None);
        // One that says nothing keeps its place where others stand in it.
        let end = tree.get(*top).end;
        let is_around = tops.get(n + 1).is_some_and(|next| *next < end);
        let is_told = turn.author.is_some() && turn.when.is_some();
        if turn.pieces.is_empty() && !(is_around && is_told) || taken::is_excerpt(&turn) {
            continue;
        }
        let around = tree.ancestors(*top).find_map(|a| places.get(&a).copied());
        let own: Vec<NodeIx> = unit::own(tree, *top, &set).collect();
        let named = answer::to(tree, &own).and_then(|id| ids.get(&id).copied());
        let parent = named.or(around);
        if let Some(id) = signs::number(tree, &own) {
            turn.id = Some(id.clone());
            ids.insert(id, turns.len());
        }
        let is_dated = |n: &NodeIx| {
            let stamp = tree.words(*n).and_then(day::read);
            stamp.is_some_and(|s| s.when.is_some() || s.ago)
        };
        dated += usize::from(turn.when.is_some() || own.iter().take(40).any(is_dated));
        places.insert(*top, turns.len());
        parents.push(parent);
        depths.push(tree.ancestors(*top).count());
        turns.push(turn);
        blocks.push(at);
    }
    let names: HashSet<&str> = turns.iter().filter_map(|t| t.author.as_deref()).collect();
    if turns.is_empty() || turns.len() > 2 && names.len() < 2 && sure < 0.7 {
        return None;
    }
    if group.headed && (dated * 4 < turns.len() * 3 || !is_by_people(&turns)) {
        return None;
    }
    edges::strip(tree, &mut turns, &mut blocks);
    if parents.iter().all(Option::is_none) {
        parents = by_depth(&depths);
    }
    // Where nothing stands in or deeper than another part, the page does not say who answers whom.
    if parents.iter().any(Option::is_some) {
        for (turn, parent) in turns.iter_mut().zip(parents) {
            turn.stated = Some(parent.map_or(Stated::Root, Stated::Reply));
        }
    }
    let why = match turns.len() {
        1 => "a part shaped like a comment".to_owned(),
        n => format!("{n} parts of one shape"),
    };
    Some(Talk {
        taken: taken::around(tree, tops),
        turns,
        confidence: sure,
        why: vec![clean(&why)],
    })
}

/// Whether most say who wrote them, and these are several people: a live report has one writer, or headlines that
/// come again, and a list of pages has a link in each.
fn is_by_people(turns: &[Turn]) -> bool {
    let names: Vec<&str> = turns.iter().filter_map(|t| t.author.as_deref()).collect();
    let several: HashSet<&str> = names.iter().copied().collect();
    let linked = |t: &&Turn| t.pieces.iter().any(|p| !p.links.is_empty());
    names.len() * 4 >= turns.len() * 3
        && several.len() * 2 > names.len()
        && turns.iter().filter(linked).count() * 3 <= turns.len()
}

/// The parents of parts that stand in no other one: what stands deeper answers the last that stands less deep.
fn by_depth(depths: &[usize]) -> Vec<Option<usize>> {
    let mut open: Vec<usize> = Vec::new();
    let mut parents = Vec::with_capacity(depths.len());
    for (at, depth) in depths.iter().enumerate() {
        while open.pop_if(|o| depths[*o] >= *depth).is_some() {}
        parents.push(open.last().copied());
        open.push(at);
    }
    parents
}

#[cfg(test)]
mod tests;
