//! A query asks the row of a document.

use super::{Counted, Field, Query, Test};
use crate::model::Listing;
use crate::text::find::Needle;

impl Query {
    /// Whether words are asked for that may stand anywhere in a document.
    pub fn has_words(&self) -> bool {
        match self {
            Self::Test(Test::Words(None, _)) => true,
            Self::All | Self::Test(_) | Self::Not(_) => false,
            Self::And(all) | Self::Or(all) => all.iter().any(Self::has_words),
        }
    }

    /// Whether it finds a document by its row. `read` says whether that has been opened.
    pub fn finds(&self, listing: &Listing, read: bool) -> bool {
        match self {
            Self::All => true,
            Self::Test(test) => test.passes(listing, read),
            Self::Not(query) => !query.finds(listing, read),
            Self::And(all) => all.iter().all(|q| q.finds(listing, read)),
            Self::Or(any) => any.iter().any(|q| q.finds(listing, read)),
        }
    }
}

impl Test {
    fn passes(&self, listing: &Listing, read: bool) -> bool {
        let day = listing.published.map(crate::model::When::date);
        match self {
            Self::Words(None, needle) => anywhere(listing, needle),
            Self::Words(Some(field), needle) => {
                let text = match field {
                    Field::Title => Some(&listing.title),
                    Field::Outlet => listing.outlet.as_ref(),
                    Field::Author => listing.byline.as_ref(),
                };
                text.is_some_and(|text| needle.is_in(text))
            }
            Self::Lang(lang) => listing.lang == *lang,
            Self::Read(asked) => read == *asked,
            Self::Dated => day.is_some(),
            Self::Count(counted, compare, n) => {
                let has = match counted {
                    Counted::Comments => Some(listing.n_comments),
                    Counted::Sources => listing.n_sources,
                };
                has.is_some_and(|has| compare.holds(has, *n))
            }
            Self::Published(from, to) => day.is_some_and(|day| {
                from.is_none_or(|from| day >= from) && to.is_none_or(|to| day < to)
            }),
        }
    }
}

/// Whether the words stand in what a row knows of its document.
fn anywhere(listing: &Listing, needle: &Needle) -> bool {
    let named = |text: Option<&crate::text::Clean>| text.is_some_and(|t| needle.is_in(t));
    needle.is_in(&listing.title)
        || named(listing.outlet.as_ref())
        || named(listing.byline.as_ref())
        || needle.is_in(&listing.preview)
}
