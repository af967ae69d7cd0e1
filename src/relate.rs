//! How documents belong together: pure scoring, each relation with its reasons.
//!
//! 1. [`Profile`] reads an article into typed [`Feature`]s: names of a bilingual list and of a list of
//!    places, acronyms, proper names, names by their sound, dates, numbers, English stems and Thai words.
//! 2. [`Background`] says how common each is in news at large.
//! 3. [`Index`] finds the documents that share something rare and scores them ([`Likeness`]).
//! 4. The date gate makes each pair one story, background, or nothing; the shared features that
//!    weighed most are the reasons.
//!
//! # Thai and other languages
//!
//! | what | leads from | to | by |
//! |---|---|---|---|
//! | a name of a list | either script | one concept | `names.tsv`, `places.*` |
//! | a name by its sound | `มหิดล`, `Mahidol` | `MHTR` | the consonants, in coarse classes |
//! | a word | `แรงงาน` | `labor`, `work`, ... with the share of each | `bridge.*`, a dictionary |
//! | dates, numbers, acronyms | either script | one form | their readers |
//!
//! Two Thai articles are compared by their Thai words, a Thai one and another by English stems and
//! sounds, two of one other language by their stems, and two of other languages by names, dates and
//! numbers alone.
//!
//! Nothing here reads a file or a clock, and nothing depends on the names of files or on the
//! order in which documents come. The tables are asked where they lie in the program; the tools
//! `lexicon` and `idf` make them, and `relate-fit` measures what comes of it.

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
mod only;
mod passage;
mod places;
mod prepared;
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
pub use prepared::{Prepared, matches, only_in};
pub use profile::Profile;
pub use score::Likeness;
pub use signing::{Asking, METHOD, Rarities, TRAITS, settle, sign, why};
