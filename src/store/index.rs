//! Words for the index: the same for what is kept and what is asked.

use rusqlite::{Connection, params};

use crate::model::{BlockIx, Document};
use crate::text::Segmenter;
use crate::text::fold::parted;
use crate::text::segment::Work;

/// The words of a document's rows in the index: its article, then each of its comments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rows {
    pub(super) title: String,
    pub(super) outlet: String,
    pub(super) bodies: Vec<String>,
    /// Who wrote each of them.
    pub(super) authors: Vec<String>,
}

impl Rows {
    pub(super) fn of(doc: &Document, segmenter: &Segmenter) -> Self {
        let title = doc.article.title.as_deref().unwrap_or_default();
        let outlet = doc.article.outlet.as_deref().unwrap_or_default();
        let work = &mut Work::default();
        let mut rows = Self {
            title: parted([title], segmenter, work),
            outlet: parted([outlet], segmenter, work),
            bodies: Vec::with_capacity(doc.thread.len() + 1),
            authors: Vec::with_capacity(doc.thread.len() + 1),
        };
        let authors = doc.thread.comments().iter().map(|c| &c.author);
        for author in std::iter::once(&doc.article.byline).chain(authors) {
            rows.authors
                .push(parted(author.as_deref(), segmenter, work));
        }
        let comments = doc.thread.comments().iter().map(|c| &c.blocks);
        for blocks in std::iter::once(&doc.article.blocks).chain(comments) {
            let texts = BlockIx::each(blocks).map(|ix| &*doc.block(ix).text);
            rows.bodies.push(parted(texts, segmenter, work));
        }
        rows
    }

    /// All words, with repeats.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        let all = [&self.title, &self.outlet].into_iter();
        let all = all.chain(&self.bodies).chain(&self.authors);
        all.flat_map(|text| text.split(' ').filter(|w| !w.is_empty()))
    }
}

/// Puts the rows of the document with number `n` into the index.
pub(super) fn put(conn: &Connection, n: i64, rows: &Rows) -> rusqlite::Result<()> {
    let sql = "INSERT INTO words(rowid, title, body, author, outlet) VALUES(?1, ?2, ?3, ?4, ?5)";
    let mut put = conn.prepare_cached(sql)?;
    for (row, (body, author)) in (n..).zip(rows.bodies.iter().zip(&rows.authors)) {
        let (title, outlet) = if row == n {
            (&*rows.title, &*rows.outlet)
        } else {
            ("", "")
        };
        put.execute(params![row, title, body, author, outlet])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    #[test]
    fn the_words_are_the_terms() {
        let segmenter = Segmenter::new();
        for text in ["ILO’s ความร่วมมือ, COVID-19 ปี ๒๕๖๒", "", "…", "นํ้าท่วม"]
        {
            assert_eq!(
                parted([text], &segmenter, &mut Work::default()),
                fold::terms(text, &segmenter).join(" ")
            );
        }
    }
}
