//! In how many documents of the library things stand.
//!
//! A count holds until the library has grown: so two documents get the same score whenever they are compared,
//! and what came first is not scored anew.

use rusqlite::{OptionalExtension as _, params};

use crate::model::Frequencies;
use crate::store::codec::decode_signature;
use crate::store::{Error, Library};
use crate::text::Lang;

/// Features are counted in so many parts, one after the other, to take less memory.
const PARTS: u32 = 16;

/// Whether a count of `counted` documents no longer fits a library of `n`: on the same day it holds longer.
pub fn is_outgrown(counted: usize, n: usize, same_day: bool) -> bool {
    let more = if same_day { 2 } else { 10 };
    n > counted + counted / more || (!same_day && n < counted - counted / 5)
}

impl Library {
    /// The last count; that of nothing where there was none.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn frequencies(&self) -> Result<Frequencies, Error> {
        let sql = "SELECT documents FROM posting WHERE n = -1";
        let found = self.conn.prepare_cached(sql).and_then(|mut get| {
            get.query_row([], |r| Ok(decode(r.get_ref(0)?.as_blob()?)))
                .optional()
        });
        Ok(found.map_err(|e| self.error(e))?.unwrap_or_default())
    }

    /// What tells the last count from others, as a rule: how much room it takes.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn frequencies_mark(&self) -> Result<usize, Error> {
        // It need not be read for that.
        let sql = "SELECT length(documents) FROM posting WHERE n = -1";
        let found = self
            .conn
            .prepare_cached(sql)
            .and_then(|mut get| get.query_row([], |r| r.get::<_, isize>(0)).optional());
        let found = found.map_err(|e| self.error(e))?;
        Ok(found.map_or(0, isize::cast_unsigned))
    }

    /// How many documents have a signature.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn n_signed(&self) -> Result<usize, Error> {
        let sql = "SELECT count(*) FROM signature";
        let n = self.conn.query_row(sql, [], |r| r.get::<_, isize>(0));
        n.map(isize::cast_unsigned).map_err(|e| self.error(e))
    }

    /// Counts anew, and keeps it. Where `go_on` says no in the middle, the last count stays.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn count_features(&mut self, day: &str, go_on: impl Fn() -> bool) -> Result<bool, Error> {
        let mut made = Frequencies {
            day: day.to_owned(),
            ..Frequencies::default()
        };
        let path = self.path.clone();
        for part in 0..PARTS {
            let count = |made: &mut Frequencies| -> rusqlite::Result<bool> {
                let mut all = self.conn.prepare_cached("SELECT traits FROM signature")?;
                let mut all = all.query([])?;
                (made.n, made.n_thai) = (0, 0);
                let mut features: Vec<u32> = Vec::new();
                while let Some(row) = all.next()? {
                    if made.n.is_multiple_of(1024) && !go_on() {
                        return Ok(false);
                    }
                    // One that cannot be read is counted all the same: else the count would never fit.
                    made.n += 1;
                    let Some(signature) = decode_signature(row.get_ref(0)?.as_blob()?) else {
                        continue;
                    };
                    made.n_thai += u32::from(signature.lang == Lang::THAI);
                    // Types are in the highest bits: the lowest part them evenly.
                    let of = |f: &u32| f % PARTS == part;
                    features.extend(signature.counted().filter(of));
                }
                features.sort_unstable();
                let more = features
                    .chunk_by(|a, b| a == b)
                    .filter(|some| some.len() > 1);
                made.counts
                    .extend(more.map(|some| (some[0], some.len() as u32)));
                Ok(true)
            };
            if !count(&mut made).map_err(|e| Error::from(e).at(&path))? {
                return Ok(false);
            }
        }
        made.counts.sort_unstable();
        self.related_change(|conn| {
            let sql = "INSERT OR REPLACE INTO posting(n, documents) VALUES(-1, ?1)";
            conn.execute(sql, params![encode(&made)])?;
            Ok(())
        })?;
        Ok(true)
    }
}

/// The day in ten bytes, how many documents there are and how many in Thai, and a feature and its number each.
fn encode(made: &Frequencies) -> Vec<u8> {
    let mut out = format!("{:10.10}", made.day).into_bytes();
    let counts = made.counts.iter().flat_map(|(feature, n)| [*feature, *n]);
    for number in [made.n, made.n_thai].into_iter().chain(counts) {
        out.extend_from_slice(&number.to_le_bytes());
    }
    out
}

/// As far as the bytes make sense: a file may have been changed by others.
fn decode(bytes: &[u8]) -> Frequencies {
    let (day, rest) = bytes.split_at(bytes.len().min(10));
    let (numbers, _) = rest.as_chunks::<4>();
    let mut numbers = numbers.iter().map(|b| u32::from_le_bytes(*b));
    let n = numbers.next().unwrap_or(0);
    let n_thai = numbers.next().unwrap_or(0).min(n);
    let mut counts = Vec::with_capacity(rest.len() / 8);
    while let (Some(feature), Some(n)) = (numbers.next(), numbers.next()) {
        counts.push((feature, n));
    }
    counts.sort_unstable();
    Frequencies {
        day: String::from_utf8_lossy(day).trim().to_owned(),
        n,
        n_thai,
        counts,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_holds_for_a_while() {
        assert!(is_outgrown(0, 1, true));
        assert!(!is_outgrown(0, 0, false));
        assert!(!is_outgrown(100, 150, true));
        assert!(is_outgrown(100, 151, true));
        assert!(!is_outgrown(100, 110, false));
        assert!(is_outgrown(100, 111, false));
        assert!(is_outgrown(100, 79, false));
    }

    #[test]
    fn counts_come_back() {
        let made = Frequencies {
            day: "2026-11-26".to_owned(),
            n: 9,
            n_thai: 4,
            counts: vec![(1, 2), (70_000, 3), (u32::MAX, u32::MAX)],
        };
        assert_eq!(decode(&encode(&made)), made);
        assert!(decode(&[1, 2, 3]).counts.is_empty());
    }
}
