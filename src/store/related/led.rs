//! A story as a row of the shelf shows it.

use rusqlite::OptionalExtension as _;

use crate::model::Story;
use crate::store::listing::id;
use crate::store::view::Number;
use crate::store::{Error, Library};

impl Library {
    /// What a row shows of the story of these documents, and their numbers in the same order: the one with most
    /// comments leads, or the newest where none has any; then the newest first. Those that are gone are left out.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn led(&self, members: &[Number]) -> Result<(Story, Vec<Number>), Error> {
        let led = || -> rusqlite::Result<(Story, Vec<Number>)> {
            let sql = "SELECT id, n_comments, at, added, lang,
                EXISTS(SELECT 1 FROM done WHERE done.id = d.id AND read) FROM document d WHERE n = ?1";
            let mut get = self.conn.prepare_cached(sql)?;
            let mut rows = Vec::with_capacity(members.len());
            for n in members {
                let row = get.query_row([n], |r| {
                    let lang: Option<String> = r.get(4)?;
                    let newest: (Option<i64>, i64) = (r.get(2)?, r.get(3)?);
                    Ok((
                        newest,
                        r.get::<_, isize>(1)?,
                        lang,
                        (id(r, 0)?, r.get(5)?),
                        *n,
                    ))
                });
                rows.extend(row.optional()?);
            }
            rows.sort_by_key(|r| std::cmp::Reverse(r.0));
            // Of several with as many the newest.
            let most = rows.iter().map(|r| r.1).max();
            let leads = rows.iter().position(|r| Some(r.1) == most);
            if let Some(at) = leads {
                rows[..=at].rotate_right(1);
            }
            let mut langs: Vec<_> = rows.iter().filter_map(|r| r.2.as_deref()).collect();
            langs.sort_unstable();
            langs.dedup();
            let story = Story {
                n_languages: langs.len(),
                n_comments: rows.iter().map(|r| r.1.cast_unsigned()).sum(),
                documents: rows.iter().map(|r| r.3).collect(),
                open: false,
            };
            Ok((story, rows.iter().map(|r| r.4).collect()))
        };
        led().map_err(|e| self.error(e))
    }
}
