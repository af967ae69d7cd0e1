//! Relating documents: those of the library to one another, behind everything else, and the open one to all.
//!
//! [`Relater::step`] does a little of what is left to do in the library, on a connection of its own: it may be
//! stopped between any two steps, and any program goes on from there. [`Relater::related`] tells what belongs
//! to one document, with the reasons ([`asked`]).

mod asked;

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};

use self::asked::Given;
pub use self::asked::Related;
#[cfg(test)]
use super::Library;
use crate::model::{DocumentId, Kind, Signature, Tie};
use crate::relate::{Asking, METHOD, Profile, Rarities, settle, sign};
use crate::store::{self, Mode, Number, is_outgrown};
use crate::text::Segmenter;

/// How many documents a new one is tied to at most: the strongest.
const MOST_TIES: usize = 80;

/// How long what relates documents may hold up others that write.
const HOLD: Duration = Duration::from_millis(50);

/// How many documents are compared in one go at first: until it is known how long that takes.
const FIRST: usize = 8;

/// What relates documents.
#[derive(Debug)]
pub struct Relater {
    kept: Option<store::Library>,
    /// Documents in memory that the library has not related.
    given: Given,
    rarities: Rarities,
    /// Which count of the library that is.
    learnt: usize,
    segmenter: Segmenter,
    today: Date,
    /// How many documents of the library have signatures, once that was counted.
    n_signed: Option<usize>,
    /// How many documents are compared in one go at most.
    at_once: usize,
    /// How many documents were read, and how many compared.
    n_done: usize,
}

impl Relater {
    /// One for the library of a file, which nobody waits for.
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub fn open(path: &Path) -> Result<Self, store::Error> {
        Ok(Self::new(
            Some(store::Library::open(path, Mode::Write)?),
            Given::default(),
        ))
    }

    fn new(kept: Option<store::Library>, given: Given) -> Self {
        let mut relater = Self {
            kept,
            given,
            rarities: Rarities::default(),
            learnt: 0,
            segmenter: Segmenter::new(),
            today: today(),
            n_signed: None,
            at_once: FIRST,
            n_done: 0,
        };
        relater.learn();
        if let Some(kept) = &relater.kept {
            // Where that is refused it only takes longer.
            let _slower = kept.relax();
        }
        relater
    }

    /// How common things are, as the library counted it last.
    fn learn(&mut self) {
        let mark = self.kept.as_ref().map(store::Library::frequencies_mark);
        self.learnt = mark.and_then(Result::ok).unwrap_or(0);
        let counted = self.kept.as_ref().map(store::Library::frequencies);
        // Where that cannot be read, the background alone tells.
        self.rarities = Rarities::new(counted.and_then(Result::ok).unwrap_or_default());
    }

    /// Many documents are left: more memory is used.
    pub fn expect_many(&self) {
        if let Some(kept) = &self.kept {
            kept.expect_many();
        }
    }

    /// How many documents of the library are left to be related.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn n_left(&self) -> Result<usize, store::Error> {
        self.kept
            .as_ref()
            .map_or(Ok(0), store::Library::n_unrelated)
    }

    /// How many documents were related so far; one that was only read is half done.
    pub fn n_done(&self) -> usize {
        self.n_done / 2
    }

    /// Does some of what is left to do in the library, for `most` documents at the most. Returns whether there
    /// was anything; `go_on` is asked now and then where it takes long.
    ///
    /// Others that write wait for some 50 ms, however many are asked for: leave them a pause behind it.
    ///
    /// # Errors
    /// When the library cannot be read or written. It may be tried again.
    pub fn step(&mut self, most: usize, go_on: impl Fn() -> bool) -> Result<bool, store::Error> {
        let Some(kept) = self.kept.as_ref().filter(|k| k.read_only().is_none()) else {
            return Ok(false);
        };
        if kept.frequencies_mark()? != self.learnt {
            // Another program counted.
            self.n_signed = None;
            self.learn();
        }
        let Some(kept) = &mut self.kept else {
            return Ok(false);
        };
        let n_signed = if let Some(n) = self.n_signed {
            n
        } else {
            kept.relate_by(METHOD)?;
            kept.n_signed()?
        };
        let new = kept.unsigned(most)?;
        if new.is_empty() && kept.unrelated(1)?.is_empty() {
            self.n_signed = Some(n_signed);
            return Ok(false);
        }
        self.n_signed = Some(n_signed + new.len());
        let is_outgrown = {
            let counted = self.rarities.library();
            let same_day = counted.day == self.today.to_string();
            is_outgrown(counted.n as usize, n_signed + new.len(), same_day)
        };
        let signed = self.sign(&new);
        let Some(kept) = &mut self.kept else {
            return Ok(false);
        };
        if new.len() == most || (is_outgrown && !new.is_empty()) {
            // All are read before they are compared: then it is known how common things are.
            kept.sign(&signed)?;
            self.n_done += signed.len();
            return Ok(true);
        }
        if is_outgrown {
            let counted = kept.count_features(&self.today.to_string(), go_on)?;
            self.n_signed = None;
            if counted {
                self.learn();
            }
            return Ok(true);
        }
        let rarities = &self.rarities;
        let at_once = self.at_once.min(most);
        let mut since = None;
        let n = kept.at_once(|kept| {
            // From here on others wait.
            since = Some(Instant::now());
            kept.sign(&signed)?;
            relate_some(kept, at_once, rarities)
        })?;
        let took = since.map_or(Duration::ZERO, |since| since.elapsed());
        if took > HOLD {
            self.at_once = (at_once / 2).max(1);
        } else if took < HOLD / 3 && n == self.at_once {
            self.at_once *= 2;
        }
        self.n_done += signed.len() + n;
        Ok(n > 0)
    }

    /// The signatures of documents of the library. One that cannot be read is told of when it is opened; it is
    /// like no other.
    fn sign(&self, new: &[(Number, DocumentId)]) -> Vec<(Number, DocumentId, Signature)> {
        let mut documents = Vec::with_capacity(new.len());
        for (n, id) in new {
            let kept = self.kept.as_ref();
            documents.push((*n, *id, kept.and_then(|kept| kept.get(*id).ok().flatten())));
        }
        let (rarities, segmenter, today) = (&self.rarities, &self.segmenter, self.today);
        by_two(&documents, |(n, id, document)| {
            let profile = document.as_ref().map(|d| Profile::of(d, segmenter));
            let signature = profile.map(|p| sign(&p, rarities, Some(today)));
            (*n, *id, signature.unwrap_or_else(Signature::nothing))
        })
    }
}

/// Ties some of the documents that have signatures. Returns how many there were.
fn relate_some(
    kept: &mut store::Library,
    most: usize,
    rarities: &Rarities,
) -> Result<usize, store::Error> {
    let mut left = kept.unrelated(most)?;
    if left.is_empty() {
        return Ok(0);
    }
    for (_, signature) in &mut left {
        settle(signature, rarities);
    }
    kept.post(&left)?;
    let mut ties = Vec::with_capacity(left.len());
    for (n, signature) in &left {
        ties.push((*n, ties_of(kept, Some(*n), signature, rarities)?));
    }
    kept.tie(&ties)?;
    Ok(left.len())
}

/// What a document is tied to in the library, the strongest first; `itself` is none of it.
fn ties_of(
    kept: &store::Library,
    itself: Option<Number>,
    signature: &Signature,
    rarities: &Rarities,
) -> Result<Vec<(Number, Tie)>, store::Error> {
    let asking = Asking::new(signature, rarities);
    let mut ties = Vec::new();
    for other in kept.candidates(&asking.look_for(), signature.when, itself)? {
        if let Some(theirs) = kept.signature(other)?
            && let Some(tie) = asking.tie(&theirs)
        {
            ties.push((other, tie));
        }
    }
    ties.sort_by(|(a, x), (b, y)| order(*x, *y).then(a.cmp(b)));
    ties.truncate(MOST_TIES);
    Ok(ties)
}

/// Story first, strongest first.
fn order(a: Tie, b: Tie) -> std::cmp::Ordering {
    let kind = |t: Tie| t.kind == Kind::Background;
    kind(a).cmp(&kind(b)).then(b.score.total_cmp(&a.score))
}

/// The day, where the reader is.
///
/// The system's own time zone is read by itself where that is all it takes: asked by its name, it
/// comes out of a database whose folders are all walked first.
pub fn today() -> Date {
    Timestamp::now().to_zoned(zone()).date()
}

/// The time zone where the reader is.
pub fn zone() -> TimeZone {
    let own = match std::env::var_os("TZ") {
        Some(_) => None,
        None => std::fs::read("/etc/localtime").ok(),
    };
    let own = own.and_then(|bytes| TimeZone::tzif("local", &bytes).ok());
    own.unwrap_or_else(TimeZone::system)
}

/// What `work` makes of each item, in their order: by this thread and a second one, each of which
/// takes the next item as it is done with the last.
pub(super) fn by_two<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let share = || {
        let mut done = Vec::new();
        while let at = next.fetch_add(1, Ordering::Relaxed)
            && let Some(item) = items.get(at)
        {
            done.push((at, work(item)));
        }
        done
    };
    let mut done = std::thread::scope(|scope| {
        // Without a second thread, or with nothing for it to do, all is this one's.
        let second = (items.len() > 1)
            .then(|| std::thread::Builder::new().spawn_scoped(scope, share).ok())
            .flatten();
        let mut done = share();
        if let Some(second) = second {
            match second.join() {
                Ok(theirs) => done.extend(theirs),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, made)| made).collect()
}

#[cfg(test)]
mod tests;
