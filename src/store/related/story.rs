//! Stories: documents on one event, and what the reader has vetoed.
//!
//! Ties of the kind story connect documents in chains whose ends have nothing in common. So two groups become
//! one only where at least half of the pairs between them are tied, nothing between them is vetoed, and
//! all whose day is known happened within a fortnight. The strongest ties come first.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension as _, params};

use super::{NEAR, signature_of};
use crate::model::{DocumentId, Kind};
use crate::store::documents::key;
use crate::store::listing::id;
use crate::store::view::Number;
use crate::store::{Error, Library};

/// A story of this library, for as long as it is open.
pub type Story = i64;

/// So many documents are grouped anew at once, at most.
const MOST: usize = 120;

/// Which documents belong to which story. Most documents belong to none.
#[derive(Debug, Default)]
pub struct Stories {
    of: HashMap<Number, Story>,
    members: HashMap<Story, Vec<Number>>,
}

impl Stories {
    /// The story of a document.
    pub fn of(&self, n: Number) -> Option<Story> {
        self.of.get(&n).copied()
    }

    /// The documents of a story, as they came.
    pub fn members(&self, story: Story) -> &[Number] {
        self.members.get(&story).map_or(&[], |m| m)
    }

    /// How many stories there are.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// How many rows a list is shorter by where each story is one.
    pub fn n_folded(&self) -> usize {
        self.of.len() - self.members.len()
    }
}

impl Library {
    /// Which documents belong to which story. It is read anew when the file has changed.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn stories(&self) -> Result<Arc<Stories>, Error> {
        let now = self.version()?;
        if let Some((of, stories)) = &*self.stories.borrow()
            && *of == now
        {
            return Ok(Arc::clone(stories));
        }
        let read = || -> rusqlite::Result<Stories> {
            let mut stories = Stories::default();
            // The index has them all.
            let sql = "SELECT n, story FROM signature WHERE story > 0 ORDER BY story, n";
            let mut all = self.conn.prepare_cached(sql)?;
            let mut all = all.query([])?;
            while let Some(r) = all.next()? {
                let (n, story) = (r.get(0)?, r.get(1)?);
                stories.of.insert(n, story);
                stories.members.entry(story).or_default().push(n);
            }
            Ok(stories)
        };
        let stories = Arc::new(read().map_err(|e| self.error(e))?);
        self.stories.replace(Some((now, Arc::clone(&stories))));
        Ok(stories)
    }
}

/// The number of a kind in the tables.
pub(super) fn number(kind: Kind) -> i64 {
    match kind {
        Kind::Story => 0,
        Kind::Background => 1,
    }
}

/// The kind of a number.
pub(in crate::store) fn kind(number: i64) -> Kind {
    match number {
        0 => Kind::Story,
        _ => Kind::Background,
    }
}

/// What the reader vetoed of a document: the others, and what they are not to it.
pub(in crate::store) fn vetoes(
    conn: &Connection,
    document: DocumentId,
) -> rusqlite::Result<BTreeSet<(DocumentId, Kind)>> {
    let mut list = conn.prepare_cached("SELECT other, kind FROM veto WHERE id = ?1")?;
    let list = list.query_map([key(document)], |r| Ok((id(r, 0)?, kind(r.get(1)?))))?;
    list.collect()
}

/// Keeps what the reader vetoed of a document, in place of what was kept before. It holds also for others
/// that are not here. The stories of those that are follow.
pub(in crate::store) fn set_vetoes(
    conn: &Connection,
    document: DocumentId,
    after: &BTreeSet<(DocumentId, Kind)>,
) -> rusqlite::Result<()> {
    let before = vetoes(conn, document)?;
    let mut touched = BTreeSet::new();
    for (other, kind) in before.symmetric_difference(after) {
        if *other == document {
            continue;
        }
        let sql = if after.contains(&(*other, *kind)) {
            "INSERT OR IGNORE INTO veto(id, other, kind) VALUES(?1, ?2, ?3)"
        } else {
            "DELETE FROM veto WHERE id = ?1 AND other = ?2 AND kind = ?3"
        };
        let mut set = conn.prepare_cached(sql)?;
        let (one, two, kind) = (key(document), key(*other), number(*kind));
        set.execute(params![one, two, kind])?;
        set.execute(params![two, one, kind])?;
        touched.extend([document, *other]);
    }
    let mut number_of = conn.prepare_cached("SELECT n FROM document WHERE id = ?1")?;
    for one in touched {
        let n = number_of.query_row([key(one)], |r| r.get(0)).optional()?;
        if let Some(n) = n {
            regroup(conn, n)?;
        }
    }
    Ok(())
}

/// Another document of the story of one that goes, to be grouped anew once the ties are gone.
pub(super) fn another(conn: &Connection, n: Number) -> rusqlite::Result<Option<Number>> {
    let Some(story) = of(conn, n)?.filter(|s| *s != ALONE) else {
        return Ok(None);
    };
    Ok(members(conn, story)?.into_iter().find(|other| *other != n))
}

/// No story: the document is alone.
const ALONE: Story = 0;

/// The story of a document, [`ALONE`] for one alone; nothing where it is not related to the others yet.
fn of(conn: &Connection, n: Number) -> rusqlite::Result<Option<Story>> {
    let sql = "SELECT story FROM signature WHERE n = ?1 AND story IS NOT NULL";
    let mut get = conn.prepare_cached(sql)?;
    get.query_row([n], |r| r.get(0)).optional()
}

fn members(conn: &Connection, story: Story) -> rusqlite::Result<Vec<Number>> {
    let mut list = conn.prepare_cached("SELECT n FROM signature WHERE story = ?1 ORDER BY n")?;
    list.query_map([story], |r| r.get(0))?.collect()
}

fn put(conn: &Connection, n: Number, story: Option<Story>) -> rusqlite::Result<()> {
    conn.prepare_cached("UPDATE signature SET story = ?2 WHERE n = ?1")?
        .execute([n, story.unwrap_or(ALONE)])?;
    Ok(())
}

/// The documents with which one is tied as one story, the strongest first.
fn tied(conn: &Connection, n: Number) -> rusqlite::Result<Vec<(Number, i64)>> {
    let sql = "SELECT b, score FROM relation WHERE a = ?1 AND kind = 0 ORDER BY score DESC, b";
    let mut list = conn.prepare_cached(sql)?;
    list.query_map([n], |r| Ok((r.get(0)?, r.get(1)?)))?
        .collect()
}

/// Groups a document, those with which it is tied and all that are in their stories anew.
pub(super) fn regroup(conn: &Connection, n: Number) -> rusqlite::Result<()> {
    let mut all: BTreeMap<Number, Option<Story>> = BTreeMap::new();
    let mut seen = HashSet::new();
    let near = tied(conn, n)?;
    for document in std::iter::once(n).chain(near.iter().map(|t| t.0)) {
        let Some(story) = of(conn, document)? else {
            continue;
        };
        let more = match story {
            ALONE => vec![document],
            story if seen.insert(story) => members(conn, story)?,
            _ => Vec::new(),
        };
        // Stories are taken whole, or not at all.
        if all.len() + more.len() > MOST && !all.is_empty() {
            continue;
        }
        let story = Some(story).filter(|s| *s != ALONE);
        all.extend(more.into_iter().map(|m| (m, story)));
    }
    let mut group = Group::default();
    for document in all.keys() {
        group.add(conn, *document)?;
    }
    label(conn, &all, &group.groups())
}

/// Documents on their way into groups.
#[derive(Debug, Default)]
struct Group {
    documents: Vec<Number>,
    days: Vec<Option<i64>>,
    /// Score, and the places of both.
    ties: Vec<(i64, Number, Number)>,
    vetoed: HashSet<(Number, Number)>,
}

impl Group {
    fn add(&mut self, conn: &Connection, n: Number) -> rusqlite::Result<()> {
        self.documents.push(n);
        let signature = signature_of(conn, n)?;
        self.days.push(signature.and_then(|s| s.when.day()));
        let ties = tied(conn, n)?.into_iter().filter(|(other, _)| *other > n);
        self.ties
            .extend(ties.map(|(other, score)| (score, n, other)));
        let sql =
            "SELECT d.n FROM document m JOIN veto v USING(id) JOIN document d ON d.id = v.other
            WHERE m.n = ?1";
        let mut list = conn.prepare_cached(sql)?;
        for other in list.query_map([n], |r| r.get::<_, Number>(0))? {
            let other = other?;
            self.vetoed.insert((n.min(other), n.max(other)));
        }
        Ok(())
    }

    /// The groups, as lists of documents.
    fn groups(mut self) -> Vec<Vec<Number>> {
        let place: HashMap<Number, usize> = self
            .documents
            .iter()
            .enumerate()
            .map(|(at, n)| (*n, at))
            .collect();
        // Those to the outside are none of ours.
        self.ties.retain(|(_, _, b)| place.contains_key(b));
        self.ties
            .sort_unstable_by(|a, b| b.0.cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let tied: HashSet<(Number, Number)> = self.ties.iter().map(|t| (t.1, t.2)).collect();
        let mut group: Vec<usize> = (0..self.documents.len()).collect();
        let mut members: Vec<Vec<usize>> = group.iter().map(|at| vec![*at]).collect();
        let mut refused = HashSet::new();
        for (_, a, b) in &self.ties {
            let (a, b) = (group[place[a]], group[place[b]]);
            let (a, b) = (a.min(b), a.max(b));
            let sizes = (a, members[a].len(), b, members[b].len());
            if a == b || refused.contains(&sizes) {
                continue;
            }
            if self.may_join(&members[a], &members[b], &tied) {
                let more = std::mem::take(&mut members[b]);
                for m in &more {
                    group[*m] = a;
                }
                members[a].extend(more);
            } else {
                refused.insert(sizes);
            }
        }
        let groups = members.into_iter().filter(|m| !m.is_empty());
        groups
            .map(|m| {
                let mut some: Vec<Number> = m.iter().map(|at| self.documents[*at]).collect();
                some.sort_unstable();
                some
            })
            .collect()
    }

    fn may_join(&self, a: &[usize], b: &[usize], tied: &HashSet<(Number, Number)>) -> bool {
        let days = a.iter().chain(b).filter_map(|at| self.days[*at]);
        let (first, last) = (days.clone().min(), days.max());
        if first
            .zip(last)
            .is_some_and(|(f, l)| l - f > i64::from(NEAR))
        {
            return false;
        }
        let mut n = 0;
        for one in a {
            for other in b {
                let (one, other) = (self.documents[*one], self.documents[*other]);
                let pair = (one.min(other), one.max(other));
                if self.vetoed.contains(&pair) {
                    return false;
                }
                n += usize::from(tied.contains(&pair));
            }
        }
        n * 2 >= a.len() * b.len()
    }
}

/// Keeps the groups. A story keeps its number with most of its documents.
fn label(
    conn: &Connection,
    before: &BTreeMap<Number, Option<Story>>,
    groups: &[Vec<Number>],
) -> rusqlite::Result<()> {
    let mut used = HashSet::new();
    for some in groups {
        let story = if some.len() < 2 {
            None
        } else {
            let mut counts: BTreeMap<Story, usize> = BTreeMap::new();
            for old in some.iter().filter_map(|n| before.get(n).copied().flatten()) {
                *counts.entry(old).or_default() += 1;
            }
            let free = counts.into_iter().filter(|(s, _)| !used.contains(s));
            if let Some((story, _)) = free.max_by_key(|(s, n)| (*n, std::cmp::Reverse(*s))) {
                Some(story)
            } else {
                let sql = "SELECT coalesce(max(story), 0) + 1 FROM signature";
                let next: Story = conn.prepare_cached(sql)?.query_row([], |r| r.get(0))?;
                let above = used.iter().max().map_or(1, |s| s + 1);
                Some(next.max(above))
            }
        };
        used.extend(story);
        for n in some {
            if before.get(n).copied().flatten() != story {
                put(conn, *n, story)?;
            }
        }
    }
    Ok(())
}
