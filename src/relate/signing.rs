//! Documents compared without their words: what the library keeps of each is enough.
//!
//! 1. [`Rarities`] says how common things are, from the background and from what the library counted.
//!    They hold until it counts again, so that the same two documents get the same score.
//! 2. [`sign`] keeps the strongest features of a [`Profile`], each as a number ([`number`]); what is left
//!    out counts in the length of the vector.
//! 3. [`settle`] fills in the lengths and by which features the document is found.
//! 4. [`Asking`] compares one document with many, by the same sums as [`Index`](super::Index).
//! 5. [`why`] gives the reasons, once both documents are read again.

use std::cmp::Ordering;
use std::hash::Hasher as _;
use std::sync::LazyLock;

use jiff::civil::Date;
use siphasher::sip::SipHasher13;

use super::background::Background;
use super::feature::{Feature, Kind};
use super::profile::Profile;
use super::reason::{Shared, reasons};
use super::score::Likeness;
use super::tally::{Meeting, RARE, Tally, ln, log, part, rarity};
use crate::model::{Frequencies, PARTS, Reason, Signature, Tie, Trait};
use crate::text::Lang;

/// Changes with whatever changes signatures, or the scores between them.
pub const METHOD: u32 = 2;

/// How many features are kept of a document: they take 3 bytes each.
pub const TRAITS: usize = 244;

/// How much of what is left out counts in the length of a vector. What two documents share of it is not known,
/// and lacks in the sum.
const UNKNOWN: f32 = 0.5;

/// By how many of them a document is found.
const FOUND_BY: usize = 48;

/// How many of these are of some types, where it has so many: each leads to other documents. The
/// names of our list lead to any language; most of what sounds like a name is none.
const AT_LEAST: [(IsOf, usize); 5] = [
    (|k| k == Kind::Name, 12),
    (|k| k == Kind::Sound, 4),
    (|k| k.is_telling() && k != Kind::Name && k != Kind::Sound, 8),
    (|k| k == Kind::Word, 8),
    (|k| k == Kind::Thai, 8),
];

/// Whether a type is one of some.
type IsOf = fn(Kind) -> bool;

/// A feature as a number: its type, and 24 bits of a hash of its key.
pub(super) fn number(kind: Kind, key: &str) -> u32 {
    let mut hasher = SipHasher13::new();
    hasher.write(key.as_bytes());
    kind.number() << 24 | (hasher.finish() >> 40) as u32
}

/// The type of a feature; numbers that were never given have none.
fn kind(feature: u32) -> Option<Kind> {
    Kind::ALL.into_iter().find(|k| k.number() == feature >> 24)
}

/// A weight on the scale of a trait: [`Trait::SCALE`] steps, eleven for each power of e, from a twentieth.
fn scaled(weight: f32) -> u8 {
    let steps = ((weight / 0.05).max(1.0).ln() * 11.0).round();
    // From 0 up, and cut at the end of the scale.
    (0..Trait::SCALE)
        .rfind(|s| f32::from(*s) <= steps)
        .unwrap_or(0)
}

fn weight(scaled: u8) -> f32 {
    0.05 * (f32::from(scaled) / 11.0).exp()
}

/// How rare things are: the shipped background, and what the library counted.
#[derive(Debug, Clone, Default)]
pub struct Rarities {
    library: Frequencies,
}

impl Rarities {
    /// Those of a library with these frequencies.
    pub fn new(library: Frequencies) -> Self {
        Self { library }
    }

    /// The same with documents that the library did not count.
    #[must_use]
    pub fn with(&self, others: &[Signature]) -> Self {
        let mut library = self.library.clone();
        library.n += others.len() as u32;
        library.n_thai += others.iter().filter(|s| s.lang == Lang::THAI).count() as u32;
        let mut all: Vec<u32> = others.iter().flat_map(Signature::counted).collect();
        all.sort_unstable();
        for some in all.chunk_by(|a, b| a == b) {
            let n = some.len() as u32;
            match library.counts.binary_search_by_key(&some[0], |c| c.0) {
                Ok(at) => library.counts[at].1 += n,
                Err(at) if n > 1 => library.counts.insert(at, (some[0], n)),
                Err(_) => {}
            }
        }
        Self { library }
    }

    /// What the library counted.
    pub fn library(&self) -> &Frequencies {
        &self.library
    }

    fn log(&self, feature: u32) -> f32 {
        // What was in one document alone is not counted; that one has it nonetheless.
        let here = find(&self.library.counts, feature).unwrap_or(1);
        log(here + find(background(), feature).unwrap_or(0))
    }

    fn documents(&self, kind: Kind) -> u32 {
        let library = match kind {
            Kind::Word => self.library.n.saturating_sub(self.library.n_thai),
            Kind::Thai => self.library.n_thai,
            _ => self.library.n,
        };
        library + Background::shipped().documents(kind)
    }

    /// `ln(N + 1)` for each type.
    fn logs(&self) -> [f32; 16] {
        let mut out = [0.0; 16];
        for kind in Kind::ALL {
            let n = self.documents(kind);
            out[kind.number() as usize & 15] = ln(f64::from(n) + 1.0);
        }
        out
    }
}

fn find(sorted: &[(u32, u32)], feature: u32) -> Option<u32> {
    let at = sorted.binary_search_by_key(&feature, |f| f.0).ok()?;
    Some(sorted[at].1)
}

/// The shipped frequencies by number.
fn background() -> &'static [(u32, u32)] {
    static ALL: LazyLock<Vec<(u32, u32)>> = LazyLock::new(|| {
        let mut all: Vec<(u32, u32)> = Vec::new();
        Background::shipped().each(|kind, key, n| all.push((number(kind, key), n)));
        // Where two share a number, the commoner says how rare it is.
        all.sort_unstable_by_key(|(f, n)| (*f, u32::MAX - n));
        all.dedup_by_key(|f| f.0);
        all
    });
    &ALL
}

/// The strongest of what a document speaks of. A date after `today` does not date its story.
pub fn sign(profile: &Profile, rarities: &Rarities, today: Option<Date>) -> Signature {
    let documents = rarities.logs();
    let mut all: Vec<(f32, u32, f32)> = Vec::with_capacity(profile.features.len());
    for f in &profile.features {
        let feature = number(f.kind, &f.key);
        let weight = f.weight();
        let rarity = (documents[f.kind.number() as usize & 15] - rarities.log(feature)).max(0.0);
        all.push((weight * rarity, feature, weight));
    }
    all.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut rest = [0.0; PARTS];
    for (power, feature, _) in all.iter().skip(TRAITS) {
        if let Some(kind) = kind(*feature) {
            rest[part(kind)] += power * power;
        }
    }
    all.truncate(TRAITS);
    let mut traits: Vec<Trait> = all
        .into_iter()
        .map(|(_, feature, weight)| Trait {
            feature,
            weight: scaled(weight),
            found_by: false,
        })
        .collect();
    traits.sort_unstable_by_key(|t| (t.feature, u8::MAX - t.weight));
    traits.dedup_by_key(|t| t.feature);
    Signature {
        lang: profile.lang,
        when: profile.dating.story_date(today),
        traits,
        rest,
        norms: [0.0; PARTS],
    }
}

/// Fills in what depends on how common things are.
pub fn settle(signature: &mut Signature, rarities: &Rarities) {
    let documents = rarities.logs();
    let mut sums = signature.rest.map(|r| r * UNKNOWN);
    let mut strong: Vec<(Kind, f32, usize)> = Vec::new();
    for (at, t) in signature.traits.iter_mut().enumerate() {
        t.found_by = false;
        let Some(kind) = kind(t.feature) else {
            continue;
        };
        let rarity = (documents[kind.number() as usize & 15] - rarities.log(t.feature)).max(0.0);
        let power = weight(t.weight) * rarity;
        sums[part(kind)] += power * power;
        if rarity >= RARE {
            strong.push((kind, power, at));
        }
    }
    strong.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.2.cmp(&b.2)));
    let mut found_by: Vec<usize> = Vec::with_capacity(FOUND_BY);
    for (is_of, n) in AT_LEAST {
        let some = strong.iter().filter(|s| is_of(s.0)).take(n);
        found_by.extend(some.map(|s| s.2));
    }
    for (kind, _, at) in &strong {
        if found_by.len() < FOUND_BY && *kind != Kind::Sound && !found_by.contains(at) {
            found_by.push(*at);
        }
    }
    for at in found_by {
        signature.traits[at].found_by = true;
    }
    signature.norms = sums.map(f32::sqrt);
}

/// A document that is compared with others.
#[derive(Debug)]
pub struct Asking<'a> {
    rarities: &'a Rarities,
    signature: &'a Signature,
    /// `ln(n + ½)` of each trait.
    logs: Vec<f32>,
}

impl<'a> Asking<'a> {
    /// One whose signature is settled.
    pub fn new(signature: &'a Signature, rarities: &'a Rarities) -> Self {
        let logs = signature.traits.iter().map(|t| rarities.log(t.feature));
        Self {
            logs: logs.collect(),
            rarities,
            signature,
        }
    }

    /// The features by which others like it are found: names of our list, which lead to any language,
    /// then the others, each the rarest first.
    pub fn look_for(&self) -> Vec<u32> {
        let documents = self.rarities.logs();
        let traits = self.signature.traits.iter().zip(&self.logs);
        let mut rare: Vec<(bool, f32, u32)> = traits
            .filter(|(t, _)| t.found_by)
            .map(|(t, log)| {
                let other = kind(t.feature) != Some(Kind::Name);
                let rarity = documents[(t.feature >> 24) as usize & 15] - log;
                (other, rarity, t.feature)
            })
            .collect();
        rare.sort_unstable_by(|a, b| {
            (a.0.cmp(&b.0))
                .then(b.1.total_cmp(&a.1))
                .then(a.2.cmp(&b.2))
        });
        rare.into_iter().map(|r| r.2).collect()
    }

    /// How alike another document is.
    pub fn likeness(&self, other: &Signature) -> Likeness {
        let (a, b) = (self.signature, other);
        let documents = self.rarities.logs();
        let mut tally = Tally::of(a.lang, b.lang);
        let (mut i, mut j) = (0, 0);
        while let (Some(x), Some(y)) = (a.traits.get(i), b.traits.get(j)) {
            match x.feature.cmp(&y.feature) {
                Ordering::Less => i += 1,
                Ordering::Greater => j += 1,
                Ordering::Equal => {
                    if let Some(kind) = kind(x.feature) {
                        let at = kind.number() as usize & 15;
                        let rarity = (documents[at] - self.logs[i]).max(0.0);
                        tally.add(kind, [weight(x.weight), weight(y.weight)], rarity);
                    }
                    (i, j) = (i + 1, j + 1);
                }
            }
        }
        tally.likeness([a.norms, b.norms], a.when.gap(b.when))
    }

    /// What another document is to it; `None` for strangers.
    pub fn tie(&self, other: &Signature) -> Option<Tie> {
        let likeness = self.likeness(other);
        Some(Tie {
            kind: likeness.kind()?,
            score: likeness.score(),
        })
    }
}

/// Why two documents belong together, as seen from the first.
pub fn why(a: &Profile, b: &Profile, rarities: &Rarities) -> Vec<Reason> {
    let idf = |f: &Feature| {
        let documents = rarities.documents(f.kind);
        rarity(documents, rarities.log(number(f.kind, &f.key)))
    };
    let meeting = Meeting::of(a.lang, b.lang);
    let sides = meeting.sides();
    let norms = |p: &Profile| {
        let mut sums = [0.0f32; PARTS];
        for f in &p.features {
            sums[part(f.kind)] += (f.weight() * idf(f)).powi(2);
        }
        meeting.lengths(sums.map(f32::sqrt))
    };
    let (mine, theirs) = (norms(a), norms(b));
    let mut tally = Tally::of(a.lang, b.lang);
    let mut shared = Vec::new();
    let (mut i, mut j) = (0, 0);
    while let (Some(x), Some(y)) = (a.features.get(i), b.features.get(j)) {
        match (x.kind, &x.key).cmp(&(y.kind, &y.key)) {
            Ordering::Less => i += 1,
            Ordering::Greater => j += 1,
            Ordering::Equal => {
                let product = tally.add(x.kind, [x.weight(), y.weight()], idf(x));
                if let (Some(product), Some(side)) = (product, sides[part(x.kind)]) {
                    shared.push(Shared {
                        kind: x.kind,
                        share: product / (mine[side] * theirs[side]).max(f32::MIN_POSITIVE),
                        mine: x.two_ways(),
                        theirs: y.two_ways(),
                    });
                }
                (i, j) = (i + 1, j + 1);
            }
        }
    }
    reasons(shared)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_tells_its_type() {
        for k in Kind::ALL {
            for key in ["", "ILO", "แรงงาน", "2025-02-06"] {
                assert_eq!(kind(number(k, key)), Some(k));
            }
        }
        assert_ne!(number(Kind::Word, "a"), number(Kind::Word, "b"));
    }

    #[test]
    fn what_a_thai_word_may_mean_is_not_counted_as_english() {
        let of = |lang| Signature {
            lang,
            traits: [Kind::Word, Kind::Thai, Kind::Name]
                .map(|k| Trait {
                    feature: number(k, "x"),
                    weight: 1,
                    found_by: false,
                })
                .to_vec(),
            ..Signature::nothing()
        };
        assert_eq!(of(Lang::THAI).counted().count(), 2);
        assert_eq!(of(Lang::ENGLISH).counted().count(), 3);
    }

    #[test]
    fn weights_keep_within_five_in_a_hundred() {
        for w in [0.06f32, 0.4, 1.0, 1.2, 2.5, 4.3, 14.0] {
            let got = weight(scaled(w));
            assert!((got / w - 1.0).abs() < 0.05, "{w} {got}");
        }
        assert_eq!(scaled(0.0), 0);
    }

    #[test]
    fn every_line_of_the_background_is_found() {
        assert!(background().is_sorted_by(|a, b| a.0 < b.0));
        let b = Background::shipped();
        let (kind, key) = (Kind::Name, "United States");
        let n = find(background(), number(kind, key)).unwrap();
        assert!(n >= b.frequency(kind, key));
    }
}
