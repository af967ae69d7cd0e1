//! What stood on the screen: kept when a session ends, and brought when the next one begins.
//!
//! A session on a document that was only given, and is none of the library's, is remembered apart from the others:
//! a look at one file does not take away the way back to what was read in the library.

use jiff::Timestamp;

use super::Library;
use crate::model::{DocumentId, Draft, Sitting};
use crate::wire::sitting;

/// The name under which the library remembers what stood on the screen.
const SITTING: &str = "sitting";
/// And where that was a document that was only given.
const GIVEN: &str = "sitting, given";

impl Library {
    /// What stood on the screen when the last session ended, as far as it is still there.
    pub fn sitting(&self) -> Option<Sitting> {
        let (_, mut sitting) = self.last_sitting()?;
        let is_here = |id: DocumentId| {
            let in_memory = self.documents.iter().any(|d| d.id == id);
            in_memory || self.is_kept(id)
        };
        sitting.reading.take_if(|r| !is_here(r.document));
        let gone = |d: &mut Draft| d.about.is_some_and(|(id, _)| !is_here(id));
        sitting.draft.take_if(gone);
        // Who asks for other documents is not to be led to that one.
        let mut given = self.brought().map(|d| d.id).peekable();
        let reading = sitting.reading.as_ref().map(|r| r.document);
        sitting.cut &= given.peek().is_none() || given.any(|id| reading == Some(id));
        Some(sitting)
    }

    /// The session that was cut is gone on with: another start at the same time only offers it, and so does the
    /// next one, should this one fail.
    pub fn sat(&mut self) {
        if let Some((name, sitting)) = self.last_sitting().filter(|(_, s)| s.cut) {
            self.set_cut(name, sitting, false);
            self.cut = Some(name);
        }
    }

    /// This session was cut too, before anybody knew of the one that it was to go on with: the next one is.
    pub fn cut_again(&mut self) {
        if let Some(name) = self.cut.take()
            && let Some(sitting) = self.read_sitting(name)
        {
            self.set_cut(name, sitting, true);
        }
    }

    fn set_cut(&mut self, name: &str, sitting: Sitting, cut: bool) {
        let line = sitting::to_json(&Sitting { cut, ..sitting });
        if let Some(kept) = self.kept.as_mut().filter(|k| k.read_only().is_none()) {
            // Where it cannot be noted the same is done again.
            let _again = kept.set_fact(name, &line);
        }
    }

    /// The last session, and under which name it is remembered: that on one of the documents that were given,
    /// where there was one.
    fn last_sitting(&self) -> Option<(&'static str, Sitting)> {
        let read = |name| Some((name, self.read_sitting(name)?));
        let on_given = |s: &Sitting| {
            let reading = s.reading.as_ref().map(|r| r.document);
            self.brought().any(|d| reading == Some(d.id))
        };
        let given = self.brought().next().and_then(|_| read(GIVEN));
        let given = given.filter(|(_, s)| on_given(s));
        given.or_else(|| read(SITTING))
    }

    fn read_sitting(&self, name: &str) -> Option<Sitting> {
        let line = self.kept.as_ref()?.fact(name);
        sitting::read(&line.ok().flatten()?)
    }

    fn is_kept(&self, id: DocumentId) -> bool {
        let kept = self.kept.as_ref().map(|k| k.listing(id));
        matches!(kept, Some(Ok(Some(_))))
    }

    /// Under which name that is kept, and the line which takes the place of the one that is there.
    ///
    /// A connection that broke is often noticed minutes later, when the reader has come back and gone on: what is
    /// cut then is older than what was kept meanwhile.
    pub(super) fn sitting_fact(
        &self,
        now: &Sitting,
    ) -> (
        &'static str,
        impl FnOnce(Option<&str>) -> Option<String> + use<>,
    ) {
        let reading = now.reading.iter().map(|r| r.document);
        let about = now.draft.iter().filter_map(|d| d.about).map(|(id, _)| id);
        let is_given = |id| self.brought().any(|d| d.id == id) && !self.is_kept(id);
        let name = if reading.chain(about).any(is_given) {
            GIVEN
        } else {
            SITTING
        };
        let now = Sitting {
            began: self.began,
            ..now.clone()
        };
        let line = move |was: Option<&str>| {
            let was = was.and_then(sitting::read).map_or(0, |s| s.began);
            // A time to come is none: a clock was set.
            let is_newer = now.began < was && was <= clock();
            (!(now.cut && is_newer)).then(|| sitting::to_json(&now))
        };
        (name, line)
    }
}

/// The time, in milliseconds since 1970.
pub(super) fn clock() -> i64 {
    Timestamp::now().as_millisecond()
}
