//! What belongs to one document: what the library has tied it to, and the documents in memory, with the
//! reasons. A document that the library has not related is compared with it now, without being added.

use std::collections::HashMap;
use std::sync::Arc;

use super::super::Library;
use super::{Relater, by_two, order, ties_of};
use crate::model::{Document, DocumentId, Listing, Marks, Relation, Signature, State, Tie};
use crate::relate::{Asking, Fingerprint, Profile, Rarities, settle, sign, why};
use crate::store::{self, Mode};
use crate::text::Clean;

/// How many related documents are told of.
const MOST: usize = 60;

/// Documents in memory.
#[derive(Debug, Default)]
pub(super) struct Given {
    documents: Vec<Arc<Document>>,
    /// What the reader did, where it is not kept.
    unkept: HashMap<DocumentId, State>,
    /// Once they were asked for: their signatures, and how rare things are with them.
    signed: Option<(Vec<Signature>, Rarities)>,
}

/// What is related to a document.
#[derive(Debug, Clone, Default)]
pub struct Related {
    /// How, story first, strongest first.
    pub relations: Vec<Relation>,
    /// What is known of each of them, in the same order, and what the reader did with it.
    pub listings: Vec<(Listing, Marks)>,
}

impl Library {
    /// What relates the documents of this session, with a connection of its own to what is kept.
    pub fn relating(&self) -> Relater {
        let path = self.kept.as_ref().map(store::Library::path);
        // Without it, those in memory are related to one another.
        let kept = path.and_then(|path| store::Library::open(path, Mode::Write).ok());
        let given = Given {
            documents: self.documents.clone(),
            unkept: self.unkept.clone(),
            signed: None,
        };
        Relater::new(kept, given)
    }
}

impl Given {
    fn get(&self, id: DocumentId) -> Option<&Arc<Document>> {
        self.documents.iter().find(|d| d.id == id)
    }
}

impl Relater {
    /// What belongs to a document. Where `go_on` says no in the middle, nothing.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn related(
        &mut self,
        id: DocumentId,
        go_on: impl Fn() -> bool + Sync,
    ) -> Result<Related, store::Error> {
        self.sign_given()?;
        let Some(document) = self.document(id)? else {
            return Ok(Related::default());
        };
        let profile = Profile::of(&document, &self.segmenter);
        let ties = self.ties(id, &profile)?;
        let mut others = Vec::with_capacity(ties.len());
        for (other, tie) in ties {
            // Another program may just have removed it.
            if let Some(document) = self.document(other)? {
                others.push((document, tie));
            }
            if !go_on() {
                return Ok(Related::default());
            }
        }
        let others = self.without_copies(others);
        let (_, rarities) = self.signed();
        let relations = by_two(&others, |(other, tie, n_copies)| Relation {
            other: other.id,
            kind: tie.kind,
            score: tie.score,
            n_copies: *n_copies,
            why: if go_on() {
                why(&profile, &Profile::of(other, &self.segmenter), rarities)
            } else {
                Vec::new()
            },
        });
        let listings = others.iter().map(|(other, ..)| {
            let listing = Listing {
                // Only the shelf shows it.
                preview: Clean::default(),
                ..Listing::of(other)
            };
            (listing, self.marks(other.id))
        });
        Ok(Related {
            listings: listings.collect(),
            relations,
        })
    }

    /// The documents that are no near copies of one before them, each with how many of those behind it are.
    fn without_copies(
        &self,
        others: Vec<(Arc<Document>, Tie)>,
    ) -> Vec<(Arc<Document>, Tie, usize)> {
        let segmenter = &self.segmenter;
        let prints = by_two(&others, |(d, _)| Fingerprint::of(d, segmenter));
        let mut kept: Vec<(Arc<Document>, Tie, usize)> = Vec::new();
        let mut seen: Vec<Option<Fingerprint>> = Vec::new();
        for ((document, tie), print) in others.into_iter().zip(prints) {
            let is_copy = |s: &Option<Fingerprint>| s.zip(print).is_some_and(|(a, b)| a.is_copy(b));
            if let Some(at) = seen.iter().position(is_copy) {
                kept[at].2 += 1;
            } else {
                kept.push((document, tie, 0));
                seen.push(print);
            }
        }
        kept
    }

    /// Gives every relation of the library to `take`, once, in the order in which its documents came. It ends
    /// where `take` returns false.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn each(
        &self,
        mut take: impl FnMut(&Document, &Document, &Relation) -> bool,
    ) -> Result<(), store::Error> {
        let Some(kept) = &self.kept else {
            return Ok(());
        };
        let read = |id| -> Result<Option<(Document, Profile)>, store::Error> {
            let document = kept.get(id)?;
            Ok(document.map(|d| {
                let profile = Profile::of(&d, &self.segmenter);
                (d, profile)
            }))
        };
        let mut first: Option<(Document, Profile)> = None;
        let mut failed = None;
        kept.each_tie(|a, b, tie| {
            let mut tell = || -> Result<bool, store::Error> {
                if first.as_ref().is_none_or(|f| f.0.id != a) {
                    first = read(a)?;
                }
                let (Some((a, mine)), Some((b, theirs))) = (&first, read(b)?) else {
                    return Ok(true);
                };
                let relation = Relation {
                    other: b.id,
                    kind: tie.kind,
                    score: tie.score,
                    why: why(mine, &theirs, &self.rarities),
                    n_copies: 0,
                };
                Ok(take(a, &b, &relation))
            };
            tell().unwrap_or_else(|e| {
                failed = Some(e);
                false
            })
        })?;
        failed.map_or(Ok(()), Err)
    }

    /// To what a document is tied, without what the reader vetoed.
    fn ties(
        &self,
        id: DocumentId,
        profile: &Profile,
    ) -> Result<Vec<(DocumentId, Tie)>, store::Error> {
        let (signatures, rarities) = self.signed();
        let signature = || {
            let mut made = sign(profile, rarities, Some(self.today));
            settle(&mut made, rarities);
            made
        };
        let (mut ties, state) = match &self.kept {
            Some(kept) => {
                let known = kept.ties(id)?;
                let ties = if let Some(ties) = known {
                    ties
                } else {
                    let itself = kept.number_of(id)?;
                    let mut ties = Vec::new();
                    for (n, tie) in ties_of(kept, itself, &signature(), rarities)? {
                        ties.extend(kept.id_of(n)?.map(|id| (id, tie)));
                    }
                    ties
                };
                (ties, kept.state(id)?)
            }
            None => (Vec::new(), State::default()),
        };
        if !signatures.is_empty() {
            let mine = signature();
            let asking = Asking::new(&mine, rarities);
            for (d, theirs) in self.given.documents.iter().zip(signatures) {
                if d.id != id
                    && ties.iter().all(|(other, _)| *other != d.id)
                    && let Some(tie) = asking.tie(theirs)
                {
                    ties.push((d.id, tie));
                }
            }
        }
        let state = self.given.unkept.get(&id).unwrap_or(&state);
        ties.retain_mut(|(other, tie)| {
            let kind = state.allowed(*other, tie.kind);
            tie.kind = kind.unwrap_or(tie.kind);
            kind.is_some()
        });
        ties.sort_by(|(a, x), (b, y)| order(*x, *y).then(a.cmp(b)));
        ties.truncate(MOST);
        Ok(ties)
    }

    /// A document in memory, or of the library.
    fn document(&self, id: DocumentId) -> Result<Option<Arc<Document>>, store::Error> {
        match (self.given.get(id), &self.kept) {
            (Some(given), _) => Ok(Some(Arc::clone(given))),
            (None, Some(kept)) => Ok(kept.get(id)?.map(Arc::new)),
            (None, None) => Ok(None),
        }
    }

    /// What is known of the reader's doings with a document.
    fn marks(&self, id: DocumentId) -> Marks {
        match (self.given.unkept.get(&id), &self.kept) {
            (Some(state), _) => Marks::of(state),
            (None, Some(kept)) => kept.marks(id).unwrap_or_default(),
            (None, None) => Marks::default(),
        }
    }

    fn signed(&self) -> (&[Signature], &Rarities) {
        let signed = self.given.signed.as_ref();
        signed.map_or((&[], &self.rarities), |(s, r)| (s, r))
    }

    /// Reads the documents in memory, the first time. Those that the library has related itself are its own.
    fn sign_given(&mut self) -> Result<(), store::Error> {
        if let Some(kept) = &self.kept {
            let before = self.given.documents.len();
            let mut own = Vec::new();
            for d in &self.given.documents {
                own.push(kept.ties(d.id)?.is_some());
            }
            let mut own = own.into_iter();
            self.given
                .documents
                .retain(|_| !own.next().unwrap_or(false));
            if self.given.documents.len() < before {
                self.given.signed = None;
            }
        }
        if self.given.signed.is_some() || self.given.documents.is_empty() {
            return Ok(());
        }
        let documents = &self.given.documents;
        let read = |d: &Arc<Document>| Profile::of(d, &self.segmenter);
        let profiles = by_two(documents, read);
        let sign_all = |rarities: &Rarities| -> Vec<Signature> {
            let today = Some(self.today);
            profiles.iter().map(|p| sign(p, rarities, today)).collect()
        };
        let rarities = self.rarities.with(&sign_all(&self.rarities));
        let mut signatures = sign_all(&rarities);
        for signature in &mut signatures {
            settle(signature, &rarities);
        }
        self.given.signed = Some((signatures, rarities));
        Ok(())
    }
}

/// Reads and compares a few documents at once: all relations among them.
#[cfg(test)]
pub(super) fn all_of(documents: &[Arc<Document>]) -> Vec<(DocumentId, Vec<Relation>)> {
    let mut relater = Relater::new(
        None,
        Given {
            documents: documents.to_vec(),
            ..Given::default()
        },
    );
    let ids: Vec<DocumentId> = documents.iter().map(|d| d.id).collect();
    let related = |id| relater.related(id, || true).map(|r| r.relations);
    let mut related = related;
    ids.into_iter()
        .map(|id| (id, related(id).unwrap_or_default()))
        .collect()
}
