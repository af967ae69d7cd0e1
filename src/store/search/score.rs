//! Ranking rows: Okapi BM25 as FTS5 has it (k1 1.2, b 0.75, a rare part weighs more), with the weights of
//! [`Postings`]. How long a row is has to be looked up for each: of many rows only those do that are best
//! without it, and the others are taken to be of average length.

use std::sync::Arc;

use rusqlite::OptionalExtension as _;

use super::postings::Postings;
use crate::store::{Error, Library};

const K1: f64 = 1.2;
const B: f64 = 0.75;
/// Rows whose length is looked up.
const MOST_MEASURED: usize = 4_000;

impl Library {
    /// The rank of each of these rising rows by the parts, in no order; more is better.
    pub(super) fn scores(
        &self,
        rows: &[i64],
        parts: &[Arc<Postings>],
    ) -> Result<Vec<(i64, f64)>, Error> {
        let (n, words) = self.size()?;
        let average = (words / n).max(1.0);
        let idf = |p: &Arc<Postings>| {
            let has = float(p.rows.len());
            ((n - has + 0.5) / (has + 0.5)).ln().max(1e-6)
        };
        let parts: Vec<_> = parts.iter().map(|p| (idf(p), &p.rows[..])).collect();
        let score = |rest: &mut Vec<(f64, &[(i64, f32)])>, row: i64, long: f64| {
            let mut score = 0.0;
            for (idf, rest) in rest {
                *rest = &rest[ahead(rest, row)..];
                if let Some((at, has)) = rest.first()
                    && *at == row
                {
                    let has = f64::from(*has);
                    score += *idf * has * (K1 + 1.0) / (has + K1 * (1.0 - B + B * long / average));
                }
            }
            score
        };
        let mut rest = parts.clone();
        let mut out: Vec<(i64, f64)> = rows
            .iter()
            .map(|row| (*row, score(&mut rest, *row, average)))
            .collect();
        if out.len() > MOST_MEASURED {
            let best = |a: &(i64, f64), b: &(i64, f64)| b.1.total_cmp(&a.1).then(b.0.cmp(&a.0));
            out.select_nth_unstable_by(MOST_MEASURED, best);
            out[..MOST_MEASURED].sort_unstable_by_key(|r| r.0);
        }
        let mut rest = parts;
        let mut long = self
            .conn
            .prepare_cached("SELECT sz FROM words_docsize WHERE id = ?1")?;
        for (row, has) in out.iter_mut().take(MOST_MEASURED) {
            let sizes = long.query_row([*row], |r| {
                let mut bytes = r.get_ref(0)?.as_blob()?;
                Ok((0..4).map(|_| varint(&mut bytes)).sum::<f64>())
            });
            let long = sizes.optional()?.unwrap_or(average);
            *has = score(&mut rest, *row, long);
        }
        Ok(out)
    }

    /// How many rows the index has, and how many words in all: its first record.
    fn size(&self) -> Result<(f64, f64), Error> {
        let sql = "SELECT block FROM words_data WHERE id = 1";
        let size = self.conn.prepare_cached(sql)?.query_row([], |r| {
            let mut bytes = r.get_ref(0)?.as_blob()?;
            let n = varint(&mut bytes);
            Ok((n.max(1.0), (0..4).map(|_| varint(&mut bytes)).sum()))
        });
        Ok(size.optional()?.unwrap_or((1.0, 1.0)))
    }
}

/// How many of these rows come before `row`: few, mostly.
pub(super) fn ahead(rows: &[(i64, f32)], row: i64) -> usize {
    let mut step = 1;
    while rows.get(step).is_some_and(|r| r.0 < row) {
        step *= 2;
    }
    let from = step / 2;
    let to = rows.len().min(step + 1);
    from + rows[from.min(to)..to].partition_point(|r| r.0 < row)
}

/// A number of the database program: seven bits a byte, the first ones first.
fn varint(bytes: &mut &[u8]) -> f64 {
    let mut n: u64 = 0;
    while let Some((first, rest)) = bytes.split_first() {
        *bytes = rest;
        n = n << 7 | u64::from(first & 0x7f);
        if first & 0x80 == 0 {
            break;
        }
    }
    float(usize::try_from(n).unwrap_or(usize::MAX))
}

/// Counts are far below where this loses anything.
fn float(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}
