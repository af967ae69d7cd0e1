//! What only one of two documents says: names, numbers and dates that the other does not have.
//!
//! A thing counts as said by the other where any feature of its words is: the same name in another form, or
//! the word that stands in it. A day is told apart from its year: who names only the year does not say the
//! day.

use std::collections::HashSet;
use std::ops::Range;

use super::feature::Kind;
use super::mention::{Reading, Says};
use super::passage::terms::number;
use super::passage::tie::{narrow, on_clusters};
use super::profile::Profile;
use super::sound::keys;
use crate::model::{BlockIx, Document, Passage};
use crate::text::{Lang, Segmenter};

/// A document as it is held against another: what it says and where.
#[derive(Debug, Clone)]
pub(super) struct Said {
    /// The numbers of its features.
    known: HashSet<u64>,
    /// It is in Thai: names of another script are known by their sound.
    thai: bool,
    blocks: Vec<(BlockIx, Block)>,
}

/// What one block says.
#[derive(Debug, Clone, Default)]
struct Block {
    /// All but dates.
    things: Spans<Thing>,
    dates: Spans<Thing>,
    /// Words with capitals where a name may stand.
    capitals: Vec<Capital>,
}

/// A word with a capital.
#[derive(Debug, Clone)]
struct Capital {
    /// Its number among features.
    id: u64,
    /// The numbers of how it sounds.
    sounds: Vec<u64>,
    bytes: Range<usize>,
}

#[derive(Debug, Clone, Copy)]
struct Thing {
    kind: Kind,
    /// Its number among features.
    id: u64,
}

impl Said {
    /// Reads the article of a document, once.
    pub(super) fn of(document: &Document, segmenter: &Segmenter) -> Self {
        let mut blocks = Vec::new();
        let profile = Profile::read(document, segmenter, |block, reading| {
            if let Some(block) = block {
                blocks.push((block, Block::of(reading)));
            }
        });
        let features = profile.features.iter();
        Self {
            known: features.map(|f| id(f.kind, &f.key)).collect(),
            thai: profile.lang == Lang::THAI,
            blocks,
        }
    }

    /// What this says and `other` does not, in the order of `document`, whose form this is. Grows with the
    /// number of things said times its logarithm.
    pub(super) fn only(&self, document: &Document, other: &Self) -> Vec<Passage> {
        let mut found = Vec::new();
        for (block, said) in &self.blocks {
            let alone = said.alone(&self.known, &other.known, self.thai != other.thai);
            if alone.is_empty() {
                continue;
            }
            let text = document.text(*block);
            found.extend(joined(text, alone).into_iter().map(|r| Passage {
                block: *block,
                bytes: narrow(r),
            }));
        }
        found
    }
}

impl Block {
    fn of(reading: &Reading<'_>) -> Self {
        let all = reading.mentions.iter().map(|m| {
            let id = id(m.kind, &m.key);
            (m.bytes.clone(), Thing { kind: m.kind, id })
        });
        let (dates, things) = all.partition(|(_, t)| is_date(t.kind));
        let names = reading.capitals.iter();
        let names = names.filter(|c| matches!(c.says, Says::Name { .. }));
        Self {
            things: Spans::of(things),
            dates: Spans::of(dates),
            capitals: names
                .map(|c| Capital {
                    id: id(Kind::Proper, &c.key),
                    sounds: keys(&c.key).iter().map(|k| id(Kind::Sound, k)).collect(),
                    bytes: c.bytes.clone(),
                })
                .collect(),
        }
    }

    /// The ranges that say what is not among `known`; `own` is all that the document says. `across` two
    /// scripts a name is the same where it sounds so.
    fn alone(&self, own: &HashSet<u64>, known: &HashSet<u64>, across: bool) -> Vec<Range<usize>> {
        let said = |bytes: &Range<usize>| {
            let mut within = self.things.over(bytes);
            within.any(|t| known.contains(&t.id))
        };
        let mut alone: Vec<Range<usize>> = Vec::new();
        for (bytes, thing) in &self.things.all {
            let asked = matches!(thing.kind, Kind::Name | Kind::Acronym | Kind::Number);
            if asked && !said(bytes) {
                alone.push(bytes.clone());
            }
        }
        for (bytes, thing) in &self.dates.all {
            // The most exact of what the same words name.
            let most = self.dates.over(bytes).map(|t| rank(t.kind)).max();
            if !known.contains(&thing.id) && most == Some(rank(thing.kind)) {
                alone.push(bytes.clone());
            }
        }
        for word in &self.capitals {
            let heard = across && word.sounds.iter().any(|s| known.contains(s));
            let new = own.contains(&word.id) && !known.contains(&word.id);
            if new && !heard && !said(&word.bytes) {
                alone.push(word.bytes.clone());
            }
        }
        alone
    }
}

/// Ranges of a text with something to each, asked for those over other ranges.
#[derive(Debug, Clone)]
struct Spans<T> {
    /// By their starts.
    all: Vec<(Range<usize>, T)>,
    /// How far those up to here reach.
    reach: Vec<usize>,
}

impl<T> Default for Spans<T> {
    fn default() -> Self {
        Self {
            all: Vec::new(),
            reach: Vec::new(),
        }
    }
}

impl<T> Spans<T> {
    fn of(mut all: Vec<(Range<usize>, T)>) -> Self {
        all.sort_by_key(|(r, _)| (r.start, r.end));
        let reach = all.iter().scan(0, |far, (r, _)| {
            *far = r.end.max(*far);
            Some(*far)
        });
        Self {
            reach: reach.collect(),
            all,
        }
    }

    /// Those that have a byte of `bytes`. Looks only at neighbours: no further back than one reaches.
    fn over(&self, bytes: &Range<usize>) -> impl Iterator<Item = &T> {
        let to = self.all.partition_point(|(r, _)| r.start < bytes.end);
        let from = self.reach[..to].partition_point(|far| *far <= bytes.start);
        let near = self.all[from..to].iter();
        near.filter(move |(r, _)| r.end > bytes.start)
            .map(|(_, t)| t)
    }
}

fn id(kind: Kind, key: &str) -> u64 {
    number(&[kind.code(), key])
}

fn is_date(kind: Kind) -> bool {
    matches!(kind, Kind::Day | Kind::MonthDay | Kind::Month | Kind::Year)
}

/// How exactly a date is named. A day counts by its month and day: the other side may leave the year out.
fn rank(kind: Kind) -> u8 {
    match kind {
        Kind::MonthDay => 3,
        Kind::Day => 2,
        Kind::Month => 1,
        _ => 0,
    }
}

/// Ranges in order, on cluster borders, those with no more than a space or a hyphen between them as one.
fn joined(text: &str, mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|r| (r.start, r.end));
    let mut out: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        let range = on_clusters(text, range);
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
    use super::super::only_in;
    use super::*;
    use crate::load::{Input, load};
    use crate::text::cell;

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
                let text = d.text(p.block);
                assert_eq!(cell::cluster_start(text, range.start), range.start);
                assert_eq!(cell::cluster_end(text, range.end - 1), range.end);
                text[range].to_owned()
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

    #[test]
    fn ranges_end_with_whole_clusters() {
        let (a, _) = said("They counted 41\u{20dd} of 73\u{301} ships.", "None.");
        assert_eq!(a, ["41\u{20dd}", "73\u{301}"]);
    }

    #[test]
    fn neighbours_are_what_lies_over_a_range() {
        let spans = Spans::of(vec![(8..9, 'd'), (0..2, 'a'), (1..7, 'b'), (3..4, 'c')]);
        let over = |r: Range<usize>| spans.over(&r).collect::<String>();
        assert_eq!((over(0..1), over(3..4)), ("a".into(), "bc".into()));
        assert_eq!((over(7..8), over(6..9)), (String::new(), "bd".into()));
    }

    #[test]
    fn a_name_in_the_other_script_is_known_by_its_sound() {
        let (a, _) = said(
            "The captain was Kaori Nakamura. Later Nakamura and Gonzalez spoke of it at length.",
            "กัปตันชื่อนากามูระ ต่อมานากามูระได้พูดถึงเรื่องนี้อย่างยาวนานกับผู้สื่อข่าว",
        );
        assert!(!a.iter().any(|w| w.contains("Nakamura")), "{a:?}");
        assert!(a.iter().any(|w| w.contains("Gonzalez")), "{a:?}");
    }

    #[test]
    fn a_block_of_many_numbers_takes_no_time() {
        use std::fmt::Write as _;
        let mut text = String::new();
        for i in 10_000..30_000 {
            write!(text, "{i} men, ").unwrap();
        }
        let begun = std::time::Instant::now();
        let (a, _) = said(&text, "None.");
        assert_eq!(a.len(), 20_000);
        assert!(begun.elapsed().as_secs() < 10, "{:?}", begun.elapsed());
    }
}
