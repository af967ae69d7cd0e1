//! What only one of two documents says: names, numbers and dates that the other does not have.
//!
//! A thing counts as said by the other where any feature of its words is: the same name in another form, or
//! the word that stands in it. A day is told apart from its year: who names only the year does not say the
//! day.

use std::collections::HashSet;
use std::ops::Range;

use super::feature::Kind;
use super::mention::{Context, Mention, Reading, Says};
use super::profile::Profile;
use crate::model::{BlockIx, BlockKind, Document, OnlyIn, Passage, When};
use crate::text::Segmenter;

/// What only `here` says, and what only `there` does, in the order of their texts. Quadratic in nothing: each
/// text is read twice.
pub fn only_in(here: &Document, there: &Document, segmenter: &Segmenter) -> OnlyIn {
    let (ours, theirs) = (Profile::of(here, segmenter), Profile::of(there, segmenter));
    OnlyIn {
        here: only(here, &ours, &theirs, segmenter),
        there: only(there, &theirs, &ours, segmenter),
    }
}

/// A key as both sides have it.
type Key<'a> = (Kind, &'a str);

fn only(
    document: &Document,
    own: &Profile,
    other: &Profile,
    segmenter: &Segmenter,
) -> Vec<Passage> {
    let known: HashSet<Key<'_>> = keys(other).collect();
    let names: HashSet<&str> = keys(own)
        .filter(|(kind, _)| *kind == Kind::Proper)
        .map(|(_, key)| key)
        .collect();
    let context = Context {
        lang: own.lang,
        published: document.article.published.map(When::date),
    };
    let mut found = Vec::new();
    for block in BlockIx::each(&document.article.blocks) {
        let is_text = |kind| !matches!(kind, BlockKind::Image | BlockKind::Code);
        if !document
            .blocks
            .get(block.ix())
            .is_some_and(|b| is_text(b.kind))
        {
            continue;
        }
        let text = document.text(block);
        let reading = Reading::of(text, context, segmenter);
        let said = |bytes: &Range<usize>| {
            let within = |m: &&Mention<'_>| overlap(&m.bytes, bytes) && !is_date(m.kind);
            let mut within = reading.mentions.iter().filter(within);
            within.any(|m| known.contains(&(m.kind, &*m.key)))
        };
        let mut alone: Vec<Range<usize>> = Vec::new();
        for m in &reading.mentions {
            let new = match m.kind {
                Kind::Name | Kind::Acronym | Kind::Number => !said(&m.bytes),
                Kind::Day | Kind::MonthDay | Kind::Month | Kind::Year => {
                    most_exact(&reading.mentions, m) && !known.contains(&(m.kind, &*m.key))
                }
                _ => false,
            };
            if new {
                alone.push(m.bytes.clone());
            }
        }
        for capital in &reading.capitals {
            let is_name =
                matches!(capital.says, Says::Name { .. }) && names.contains(&*capital.key);
            let known = known.contains(&(Kind::Proper, &*capital.key)) || said(&capital.bytes);
            if is_name && !known {
                alone.push(capital.bytes.clone());
            }
        }
        found.extend(joined(text, alone).into_iter().map(|r| Passage {
            block,
            bytes: r.start as u32..r.end as u32,
        }));
    }
    found
}

fn keys(profile: &Profile) -> impl Iterator<Item = Key<'_>> {
    profile.features.iter().map(|f| (f.kind, &*f.key))
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

fn is_date(kind: Kind) -> bool {
    matches!(kind, Kind::Day | Kind::MonthDay | Kind::Month | Kind::Year)
}

/// Whether no mention of the same words names the date more exactly. A day counts by its month and day: the
/// other side may leave the year out.
fn most_exact(mentions: &[Mention<'_>], of: &Mention<'_>) -> bool {
    let rank = |kind| match kind {
        Kind::MonthDay => 3,
        Kind::Day => 2,
        Kind::Month => 1,
        _ => 0,
    };
    let same = mentions
        .iter()
        .filter(|m| is_date(m.kind) && overlap(&m.bytes, &of.bytes));
    same.map(|m| rank(m.kind)).max() == Some(rank(of.kind))
}

/// Ranges in order, those with no more than a space or a hyphen between them as one.
fn joined(text: &str, mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|r| (r.start, r.end));
    let mut out: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match out.last_mut() {
            Some(last)
                if range.start <= last.end
                    || matches!(text.get(last.end..range.start), Some(" " | "-")) =>
            {
                last.end = last.end.max(range.end);
            }
            _ => out.push(range),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{Input, load};

    fn document(name: &str, text: &str) -> Document {
        let input = Input {
            bytes: text.as_bytes().to_vec(),
            name: name.to_owned(),
            ..Input::default()
        };
        load(&input).unwrap().documents.remove(0)
    }

    fn said(a: &str, b: &str) -> (Vec<String>, Vec<String>) {
        let (a, b) = (document("a.md", a), document("b.md", b));
        let only = only_in(&a, &b, &Segmenter::new());
        let words = |d: &Document, all: &[Passage]| {
            let of = |p: &Passage| {
                let range = p.bytes.start as usize..p.bytes.end as usize;
                d.text(p.block)[range].to_owned()
            };
            all.iter().map(of).collect()
        };
        (words(&a, &only.here), words(&b, &only.there))
    }

    #[test]
    fn what_both_say_is_left_out() {
        let (a, b) = said(
            "The ferry sank near Krabi on 3 March 2021. Captain Anan Boonmee and 21 others were saved.",
            "On 3 March the ferry of Captain Anan went down near Krabi. The WHO sent 41 doctors in 2021.",
        );
        assert_eq!(a, ["Boonmee", "21"]);
        assert_eq!(b, ["WHO", "41"]);
    }

    #[test]
    fn a_day_is_more_than_its_year() {
        let (a, b) = said(
            "It was signed on 6 February 2025 in Bangkok.",
            "It was signed in 2025 in Bangkok.",
        );
        assert_eq!((a, b), (vec!["6 February 2025".to_owned()], Vec::new()));
    }
}
