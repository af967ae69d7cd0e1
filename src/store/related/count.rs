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
        let sql = "SELECT day, documents, thai, counts FROM frequency ORDER BY n DESC LIMIT 1";
        let found = self.conn.prepare_cached(sql).and_then(|mut get| {
            get.query_row([], |r| {
                Ok(Frequencies {
                    day: r.get(0)?,
                    n: r.get(1)?,
                    n_thai: r.get(2)?,
                    counts: decode(r.get_ref(3)?.as_blob()?),
                })
            })
            .optional()
        });
        Ok(found.map_err(|e| self.error(e))?.unwrap_or_default())
    }

    /// How many documents have a signature.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn n_signed(&self) -> Result<usize, Error> {
        let sql = "SELECT count(*) FROM document
            WHERE n <= (SELECT coalesce(max(n), 0) FROM signature)";
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
                    if made.n % 1024 == 0 && !go_on() {
                        return Ok(false);
                    }
                    let Some(signature) = decode_signature(row.get_ref(0)?.as_blob()?) else {
                        continue;
                    };
                    made.n += 1;
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
            conn.execute("DELETE FROM frequency", [])?;
            let sql = "INSERT INTO frequency(n, day, documents, thai, counts)
                VALUES(1, ?1, ?2, ?3, ?4)";
            let counts = encode(&made.counts);
            conn.execute(sql, params![made.day, made.n, made.n_thai, counts])?;
            Ok(())
        })?;
        Ok(true)
    }
}

fn encode(counts: &[(u32, u32)]) -> Vec<u8> {
    let all = counts.iter();
    all.flat_map(|(feature, n)| {
        let [a, b, c, d] = feature.to_le_bytes();
        let [e, f, g, h] = n.to_le_bytes();
        [a, b, c, d, e, f, g, h]
    })
    .collect()
}

fn decode(bytes: &[u8]) -> Vec<(u32, u32)> {
    let (pairs, _) = bytes.as_chunks::<8>();
    let number = |b: &[u8]| b.iter().rev().fold(0, |n, b| n << 8 | u32::from(*b));
    let pairs = pairs.iter();
    let mut all: Vec<(u32, u32)> = pairs
        .map(|pair| (number(&pair[..4]), number(&pair[4..])))
        .collect();
    // A file may have been changed by others.
    all.sort_unstable();
    all
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
        let all = vec![(1, 2), (70_000, 3), (u32::MAX, u32::MAX)];
        assert_eq!(decode(&encode(&all)), all);
        assert_eq!(decode(&[1, 2, 3]), []);
    }
}
