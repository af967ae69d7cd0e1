//! Documents made comparable, with postings so that a query meets only those that share something rare.
//!
//! 1. `add` turns a document into a list of feature numbers with counts; each feature keeps the
//!    documents that have it, in the order they came.
//! 2. A query walks the postings of the document's features and adds up a bound of the score. It keeps
//!    the documents that share two rare features and whose bound passes the lowest bar, so nothing is
//!    lost and the answer is the same from both sides.
//! 3. Each candidate is scored in full, classed, and given its reasons.
//!
//! Rarity is `ln((N + 1) / (n + ½))` with both the background and the library counted; it moves as
//! documents come and go, so no weight is stored. Nothing depends on the order of a hash table.

use std::collections::HashMap;
use std::sync::OnceLock;

use jiff::civil::Date;

use super::background::Background;
use super::dating::Dating;
use super::feature::Kind;
use super::profile::Profile;
use super::reason::{Shared, reasons};
use super::score::{Likeness, may_relate};
use super::tally::{Meeting, RARE, Tally, log, part, rarity};
use super::texts::Texts;
use super::vector::{Item, meet};
use crate::model::{Document, DocumentId, Kind as RelationKind, PARTS, Relation};
use crate::text::{Lang, Segmenter};

/// Documents made comparable. Adding is cheap; no IO.
#[derive(Debug)]
pub struct Index {
    background: &'static Background,
    segmenter: Segmenter,
    today: Option<Date>,
    numbers: HashMap<(Kind, Box<str>), u32>,
    known: Vec<Known>,
    texts: Texts,
    slots: Vec<Option<Entry>>,
    by_id: HashMap<DocumentId, u32>,
    thai: u32,
    /// Lengths of all vectors, by slot; made by the first query after a change.
    norms: OnceLock<Vec<[f32; PARTS]>>,
}

/// A feature that some document has had.
#[derive(Debug)]
struct Known {
    kind: Kind,
    background: u32,
    /// How many documents here have it, without those in Thai whose words may mean it.
    here: u32,
    /// `ln(n + ½)`, kept because a query asks for it thousands of times.
    log: f32,
    /// Slots of the documents that have it, ascending, with its weight there.
    postings: Vec<(u32, f32)>,
}

/// A document in the index.
#[derive(Debug)]
struct Entry {
    id: DocumentId,
    lang: Lang,
    dating: Dating,
    /// Ascending by feature.
    items: Vec<Item>,
}

/// What a query has met in one document.
#[derive(Debug, Clone, Copy, Default)]
struct Met {
    rare: u32,
    /// Products of weights, by vector.
    dots: [f32; PARTS],
}

impl Default for Index {
    fn default() -> Self {
        Self::new()
    }
}

impl Index {
    /// An empty index over the shipped background.
    pub fn new() -> Self {
        Self::with_background(Background::shipped())
    }

    /// An empty index over another background.
    pub fn with_background(background: &'static Background) -> Self {
        Self {
            background,
            segmenter: Segmenter::new(),
            today: None,
            numbers: HashMap::new(),
            known: Vec::new(),
            texts: Texts::default(),
            slots: Vec::new(),
            by_id: HashMap::new(),
            thai: 0,
            norms: OnceLock::new(),
        }
    }

    /// Sets the day after which a date in an article is a plan and does not date its story.
    /// Without it no date is in the future: this floor has no clock.
    pub fn set_today(&mut self, today: Option<Date>) {
        self.today = today;
    }

    /// How many documents there are.
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// Adds a document, or replaces the one with its identity.
    ///
    /// ```
    /// # use khao::{load, relate::Index};
    /// # let read = |text: &str| load::load(&load::Input { bytes: text.into(), ..Default::default() });
    /// let mut index = Index::new();
    /// for document in read("One article.").into_iter().flat_map(|l| l.documents) {
    ///     index.add(&document);
    ///     assert!(index.relations(document.id).is_empty());
    /// }
    /// ```
    pub fn add(&mut self, document: &Document) {
        let profile = Profile::of(document, &self.segmenter);
        self.add_profile(document.id, profile);
    }

    /// As [`add`](Self::add), with the reading done before, perhaps on another thread.
    pub fn add_profile(&mut self, id: DocumentId, profile: Profile) {
        self.remove(id);
        self.norms = OnceLock::new();
        let slot = self.slots.len() as u32;
        let mut items: Vec<Item> = Vec::with_capacity(profile.features.len());
        for f in &profile.features {
            let feature = self.number(f.kind, &f.key);
            let surfaces = f.two_ways().map(|s| self.texts.number(s));
            items.push(Item {
                feature,
                weight: f.weight(),
                surfaces,
            });
        }
        items.sort_by_key(|i| i.feature);
        for item in &items {
            let known = &mut self.known[item.feature as usize];
            known.postings.push((slot, item.weight));
            known.here += u32::from(known.counts(profile.lang));
            known.count();
        }
        self.thai += u32::from(profile.lang == Lang::THAI);
        self.slots.push(Some(Entry {
            id,
            lang: profile.lang,
            dating: profile.dating,
            items,
        }));
        self.by_id.insert(id, slot);
    }

    /// Takes a document out; nothing happens for a stranger.
    pub fn remove(&mut self, id: DocumentId) {
        let Some(slot) = self.by_id.remove(&id) else {
            return;
        };
        let Some(entry) = self.slots[slot as usize].take() else {
            return;
        };
        self.norms = OnceLock::new();
        for item in &entry.items {
            let known = &mut self.known[item.feature as usize];
            if let Ok(at) = known.postings.binary_search_by_key(&slot, |p| p.0) {
                known.postings.remove(at);
                known.here -= u32::from(known.counts(entry.lang));
            }
            known.count();
        }
        self.thai -= u32::from(entry.lang == Lang::THAI);
    }

    /// What is related to `id`, story first, strongest first. Empty for a stranger.
    pub fn relations(&self, id: DocumentId) -> Vec<Relation> {
        let Some((slot, entry)) = self.entry(id) else {
            return Vec::new();
        };
        let norms = self.norms(entry);
        let mut out: Vec<Relation> = self
            .candidates(slot, entry, norms)
            .into_iter()
            .filter_map(|other| self.slots[other as usize].as_ref())
            .filter_map(|other| self.relation(entry, norms, other))
            .collect();
        out.sort_by(|a, b| {
            (a.kind.cmp(&b.kind))
                .then(b.score.total_cmp(&a.score))
                .then(a.other.cmp(&b.other))
        });
        out
    }

    /// All related pairs, each once, in the order the documents came; the relation is the second
    /// document as seen from the first.
    pub fn pairs(&self) -> Vec<(DocumentId, DocumentId, Relation)> {
        let mut out = Vec::new();
        for (slot, entry) in self.slots.iter().enumerate() {
            let Some(entry) = entry else { continue };
            let norms = self.norms(entry);
            for other in self.candidates(slot as u32, entry, norms) {
                if other as usize <= slot {
                    continue;
                }
                let Some(other) = &self.slots[other as usize] else {
                    continue;
                };
                if let Some(relation) = self.relation(entry, norms, other) {
                    out.push((entry.id, other.id, relation));
                }
            }
        }
        out
    }

    /// How alike two documents are, related or not; `None` where one is a stranger.
    pub fn likeness(&self, a: DocumentId, b: DocumentId) -> Option<Likeness> {
        let (a, b) = (self.entry(a)?.1, self.entry(b)?.1);
        Some(self.compare(a, self.norms(a), b).0)
    }

    fn relation(&self, a: &Entry, norms: [f32; PARTS], b: &Entry) -> Option<Relation> {
        let (likeness, shared) = self.compare(a, norms, b);
        let kind: RelationKind = likeness.kind()?;
        Some(Relation {
            other: b.id,
            kind,
            score: likeness.score(),
            why: reasons(shared),
            n_copies: 0,
        })
    }

    fn entry(&self, id: DocumentId) -> Option<(u32, &Entry)> {
        let slot = *self.by_id.get(&id)?;
        Some((slot, self.slots[slot as usize].as_ref()?))
    }

    /// The documents that share two rare features with one and may be alike enough, ascending.
    fn candidates(&self, slot: u32, entry: &Entry, norms: [f32; PARTS]) -> Vec<u32> {
        let mut met = vec![Met::default(); self.slots.len()];
        for item in &entry.items {
            let known = &self.known[item.feature as usize];
            let idf = self.idf(known);
            let rare = u32::from(idf >= RARE);
            let part = part(known.kind);
            let weight = item.weight * idf * idf;
            for &(other, theirs) in &known.postings {
                let met = &mut met[other as usize];
                met.rare += rare;
                met.dots[part] += weight * theirs;
            }
        }
        met[slot as usize].rare = 0;
        let all = self.norms.get_or_init(|| self.all_norms());
        let alike = |other: usize, met: &Met| {
            let Some(theirs) = &self.slots[other] else {
                return false;
            };
            let meeting = Meeting::of(entry.lang, theirs.lang);
            may_relate(meeting, meeting.cosines(met.dots, [norms, all[other]]))
        };
        (0..)
            .zip(&met)
            .filter(|(other, met)| met.rare >= 2 && alike(*other as usize, met))
            .map(|(other, _)| other)
            .collect()
    }

    fn compare<'a>(
        &'a self,
        a: &Entry,
        norms: [f32; PARTS],
        b: &Entry,
    ) -> (Likeness, Vec<Shared<'a>>) {
        let other_norms = self.norms(b);
        let meeting = Meeting::of(a.lang, b.lang);
        let sides = meeting.sides();
        let (mine, theirs) = (meeting.lengths(norms), meeting.lengths(other_norms));
        let mut shared = Vec::new();
        let mut tally = Tally::of(a.lang, b.lang);
        for (x, y) in meet(&a.items, &b.items) {
            let known = &self.known[x.feature as usize];
            let product = tally.add(known.kind, [x.weight, y.weight], self.idf(known));
            let (Some(product), Some(side)) = (product, sides[part(known.kind)]) else {
                continue;
            };
            shared.push(Shared {
                kind: known.kind,
                share: product / (mine[side] * theirs[side]).max(f32::MIN_POSITIVE),
                mine: x.surfaces.map(|s| self.texts.get(s)),
                theirs: y.surfaces.map(|s| self.texts.get(s)),
            });
        }
        let gap = (a.dating.story_date(self.today)).gap(b.dating.story_date(self.today));
        let likeness = tally.likeness([norms, other_norms], gap);
        (likeness, shared)
    }

    fn all_norms(&self) -> Vec<[f32; PARTS]> {
        let norms = |entry: &Option<Entry>| entry.as_ref().map_or([0.0; PARTS], |e| self.norms(e));
        self.slots.iter().map(norms).collect()
    }

    /// Lengths of the vectors of a document.
    fn norms(&self, entry: &Entry) -> [f32; PARTS] {
        let mut sums = [0.0f32; PARTS];
        for item in &entry.items {
            let known = &self.known[item.feature as usize];
            let weight = item.weight * self.idf(known);
            sums[part(known.kind)] += weight * weight;
        }
        sums.map(f32::sqrt)
    }

    fn idf(&self, known: &Known) -> f32 {
        let all = self.by_id.len() as u32;
        let library = match known.kind {
            Kind::Word => all - self.thai,
            Kind::Thai => self.thai,
            _ => all,
        };
        rarity(library + self.background.documents(known.kind), known.log)
    }

    fn number(&mut self, kind: Kind, key: &str) -> u32 {
        let wanted = (kind, Box::<str>::from(key));
        if let Some(n) = self.numbers.get(&wanted) {
            return *n;
        }
        let n = self.known.len() as u32;
        let mut known = Known {
            kind,
            background: self.background.frequency(kind, key),
            here: 0,
            log: 0.0,
            postings: Vec::new(),
        };
        known.count();
        self.known.push(known);
        self.numbers.insert(wanted, n);
        n
    }
}

impl Known {
    /// Whether a document in a language tells how common it is.
    fn counts(&self, lang: Lang) -> bool {
        self.kind != Kind::Word || lang != Lang::THAI
    }

    /// Takes note of how many documents have it now.
    fn count(&mut self) {
        self.log = log(self.background + self.here);
    }
}
