//! A document as a query asks it: its facts, and its words as an index takes them.

use super::{Field, Part, Query, Test};
use crate::model::{BlockIx, Document, State};
use crate::text::segment::Work;
use crate::text::{Clean, Lang, Segmenter, fold};

/// What a query asks of a document that is in memory. Making it parts all its words (some 10 MB a second);
/// asking it is quick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    lang: Lang,
    day: Option<jiff::civil::Date>,
    title: String,
    outlet: String,
    /// The article, then each comment: who wrote it, and its words.
    texts: Vec<(String, String)>,
}

impl Subject {
    /// The words and facts of a document.
    pub fn of(doc: &Document) -> Self {
        let segmenter = Segmenter::new();
        let work = &mut Work::default();
        let name = |name: Option<&Clean>, work: &mut Work| {
            fold::parted(name.map(|n| &**n), &segmenter, work)
        };
        let title = name(doc.article.title.as_ref(), work);
        let outlet = name(doc.article.outlet.as_ref(), work);
        let comments = doc.thread.comments().iter();
        let comments = comments.map(|c| (c.author.as_ref(), &c.blocks));
        let article = (doc.article.byline.as_ref(), &doc.article.blocks);
        let texts = std::iter::once(article).chain(comments);
        let texts = texts.map(|(author, blocks)| {
            let words = BlockIx::each(blocks).map(|ix| &*doc.block(ix).text);
            (name(author, work), fold::parted(words, &segmenter, work))
        });
        Self {
            lang: doc.article.lang,
            day: doc.article.published.map(crate::model::When::date),
            title,
            outlet,
            texts: texts.collect(),
        }
    }

    /// Whether a part stands in a field, or anywhere.
    fn holds(&self, field: Option<Field>, part: &Part) -> bool {
        let bodies = || self.texts.iter().map(|t| &t.1);
        let mut authors = self.texts.iter().map(|t| &t.0);
        match field {
            Some(Field::Title) => part.is_in(&self.title),
            Some(Field::Outlet) => part.is_in(&self.outlet),
            Some(Field::Author) => authors.any(|a| part.is_in(a)),
            Some(Field::Article) => {
                part.is_in(&self.title) || bodies().take(1).any(|b| part.is_in(b))
            }
            Some(Field::Comment) => bodies().skip(1).any(|b| part.is_in(b)),
            None => {
                part.is_in(&self.title)
                    || part.is_in(&self.outlet)
                    || bodies().any(|b| part.is_in(b))
                    || authors.any(|a| part.is_in(a))
            }
        }
    }
}

impl Query {
    /// Whether it finds a document with which the reader did so. The library finds the same ones, but for
    /// parts that stand in more words than it asks for.
    pub fn finds(&self, subject: &Subject, state: &State) -> bool {
        self.holds(&|test| match test {
            Test::Words(field, part) => subject.holds(*field, part),
            Test::Lang(lang) => subject.lang == *lang,
            Test::Read(asked) => state.read == *asked,
            Test::Starred => state.starred,
            Test::Noted => {
                state.note.is_some() || state.comments.values().any(|c| c.note.is_some())
            }
            Test::Tagged(None) => !state.tags.is_empty(),
            Test::Tagged(Some(tag)) => state.tags.iter().any(|t| fold::fold(t).text == *tag),
            Test::New => state.comments.values().any(|c| c.fresh && !c.read),
            Test::Dated => subject.day.is_some(),
            Test::Comments(compare, n) => compare.holds(subject.texts.len() - 1, *n),
            Test::Published(from, to) => subject.day.is_some_and(|day| {
                from.is_none_or(|from| day >= from) && to.is_none_or(|to| day < to)
            }),
        })
    }

    /// Whether it holds where the tests hold that `passes` says.
    fn holds(&self, passes: &impl Fn(&Test) -> bool) -> bool {
        match self {
            Self::All => true,
            Self::Test(test) => passes(test),
            Self::Not(query) => !query.holds(passes),
            Self::And(all) => all.iter().all(|q| q.holds(passes)),
            Self::Or(any) => any.iter().any(|q| q.holds(passes)),
        }
    }
}
