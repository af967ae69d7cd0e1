//! What of the library stands on the shelf, and how.

use jiff::civil::Date;

use super::{Part, Query, Test};
use crate::model::{DocumentId, Group, Sort};
use crate::text::find::Needle;

/// What is asked of the shelf: which documents, in which order, under which headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Which documents.
    pub query: Query,
    /// In which order.
    pub sort: Sort,
    /// Under which headings.
    pub group: Group,
    /// The day from which days are counted.
    pub today: Date,
    /// Whether a story stands in one row, where that can be ([`View::folds`]).
    pub stories: bool,
    /// Documents whose stories are open nonetheless: their other documents stand below.
    pub open: Vec<DocumentId>,
}

impl Query {
    /// Whether words are asked for, and so has hits to show.
    pub fn has_words(&self) -> bool {
        !self.words().is_empty()
    }

    /// The words that are asked for, and not refused, wherever they stand. What is refused twice is asked for.
    pub fn words(&self) -> Vec<&Part> {
        let mut words = Vec::new();
        self.gather(true, &mut words);
        words
    }

    fn gather<'q>(&'q self, wanted: bool, words: &mut Vec<&'q Part>) {
        match self {
            Self::Test(Test::Words(_, part)) if wanted => words.push(part),
            Self::All | Self::Test(_) => {}
            Self::Not(query) => query.gather(!wanted, words),
            Self::And(all) | Self::Or(all) => all.iter().for_each(|q| q.gather(wanted, words)),
        }
    }
}

impl View {
    /// Everything, as it came.
    pub fn plain(today: Date) -> Self {
        Self {
            query: Query::All,
            sort: Sort::Added,
            group: Group::Nothing,
            today,
            stories: true,
            open: Vec::new(),
        }
    }

    /// Whether a story stands in one row. Where words are asked for, or documents are sorted or grouped by what
    /// the documents of a story do not share, each stands for itself.
    pub fn folds(&self) -> bool {
        self.stories
            && self.query == Query::All
            && matches!(self.group, Group::Nothing | Group::Date)
            && matches!(
                self.sort,
                Sort::Added | Sort::Best | Sort::Newest | Sort::Oldest
            )
    }

    /// Whether it is everything, as it came: then nothing needs to be sorted or counted.
    pub fn is_plain(&self) -> bool {
        self.query == Query::All
            && self.group == Group::Nothing
            && self.open.is_empty()
            && matches!(self.sort, Sort::Added | Sort::Best)
    }
}

/// What is looked for on the shelf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seek {
    /// Something that is not read, or has new comments.
    Unread,
    /// A title, an outlet or a writer with that word.
    Word(Needle),
}
