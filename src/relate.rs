//! How documents belong together: pure scoring, each relation with its reasons.
//!
//! 1. A text is read into mentions with their places (`mention`): names of a bilingual list,
//!    acronyms, proper names, dates, numbers and words; [`Profile`] folds those of an article into
//!    typed [`Feature`]s.
//! 2. [`Background`] says how common each is in news at large.
//! 3. [`Index`] finds the documents that share something rare and scores them ([`Likeness`]).
//! 4. The date gate makes each pair one story, background, or nothing; the shared features that
//!    weighed most are the reasons.
//!
//! Nothing here reads a file or a clock, and nothing depends on the names of files or on the
//! order in which documents come. Deliberately absent as yet: the folding of near copies (a
//! fingerprint of [`Profile`] is its place), names by sound ([`FeatureKind::Proper`] is theirs),
//! Thai words through a dictionary, and the anchors of comments.

mod acronym;
mod anchor;
mod background;
mod bridge;
mod copies;
mod dating;
mod feature;
mod foreign;
mod index;
pub mod lexicon;
mod matches;
mod mention;
mod names;
mod number;
mod passage;
mod places;
mod profile;
mod reason;
mod score;
mod signing;
mod sound;
mod stem;
mod tally;
mod texts;
mod thai;
mod token;
#[cfg(feature = "make-assets")]
pub mod trial;
mod vector;

pub use anchor::{Anchoring, anchors};
pub use background::Background;
pub use copies::Fingerprint;
pub use dating::Gap;
pub use feature::{Feature, Kind as FeatureKind};
pub use index::Index;
pub use matches::matches;
pub use profile::Profile;
pub use score::Likeness;
pub use signing::{Asking, METHOD, Rarities, TRAITS, settle, sign, why};
