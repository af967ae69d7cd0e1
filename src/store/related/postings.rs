//! Which documents are found by a feature.
//!
//! One row has all documents of a feature, until they are more than [`COMMON`]: those that come then go
//! into a row for the month of their story. So what is rare costs one look, however old, and what is
//! common finds only what happened at the same time.
//!
//! A row's number is the feature and ten bits: 0 for the first documents, else the month. A row is
//! pairs of a document's number, as the difference to the one before, and its day.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::store::view::Number;

/// So many documents make a feature common.
pub(super) const COMMON: usize = 2_000;

/// Days of a month of ours.
const MONTH: i64 = 32;

/// A document in a posting: its number, and its story's day since 1970, 0 where it is not known.
type Posted = (Number, u16);

/// The day of a story in two bytes.
pub(super) fn short(day: Option<i64>) -> u16 {
    day.map_or(0, |d| u16::try_from(d.max(1)).unwrap_or(u16::MAX))
}

fn row(feature: u32, day: u16) -> i64 {
    let month = match day {
        0 => 1023,
        day => (1 + i64::from(day) / MONTH).min(1022),
    };
    i64::from(feature) << 10 | month
}

fn first(feature: u32) -> i64 {
    i64::from(feature) << 10
}

fn encode(all: &[Posted]) -> Vec<u8> {
    let mut out = Vec::with_capacity(all.len() * 5);
    let mut before = 0;
    for (n, day) in all {
        let mut gap = n.wrapping_sub(before).cast_unsigned();
        while gap >= 0x80 {
            out.push(gap as u8 | 0x80);
            gap >>= 7;
        }
        out.push(gap as u8);
        out.extend_from_slice(&day.to_le_bytes());
        before = *n;
    }
    out
}

/// As far as the bytes make sense.
fn decode(bytes: &[u8]) -> Vec<Posted> {
    let mut out = Vec::with_capacity(bytes.len() / 4);
    let mut rest = bytes.iter();
    let mut n: Number = 0;
    loop {
        let mut gap = 0u64;
        let mut shift = 0;
        loop {
            let Some(byte) = rest.next().filter(|_| shift < 64) else {
                return out;
            };
            gap |= u64::from(byte & 0x7f) << shift;
            shift += 7;
            if byte & 0x80 == 0 {
                break;
            }
        }
        let (Some(low), Some(high)) = (rest.next(), rest.next()) else {
            return out;
        };
        n = n.wrapping_add(gap.cast_signed());
        out.push((n, u16::from_le_bytes([*low, *high])));
    }
}

fn read(conn: &Connection, row: i64) -> rusqlite::Result<Vec<Posted>> {
    let mut get = conn.prepare_cached("SELECT documents FROM posting WHERE n = ?1")?;
    let found = get.query_row([row], |r| Ok(decode(r.get_ref(0)?.as_blob()?)));
    Ok(found.optional()?.unwrap_or_default())
}

fn write(conn: &Connection, row: i64, all: &[Posted]) -> rusqlite::Result<()> {
    if all.is_empty() {
        conn.prepare_cached("DELETE FROM posting WHERE n = ?1")?
            .execute([row])?;
    } else {
        conn.prepare_cached("INSERT OR REPLACE INTO posting(n, documents) VALUES(?1, ?2)")?
            .execute(params![row, encode(all)])?;
    }
    Ok(())
}

/// Puts documents under features: `all` is each feature with a document and its day.
pub(super) fn put(conn: &Connection, mut all: Vec<(u32, Number, u16)>) -> rusqlite::Result<()> {
    // In the order of the table.
    all.sort_unstable();
    for some in all.chunk_by(|a, b| a.0 == b.0) {
        let feature = some[0].0;
        let mut whole = read(conn, first(feature))?;
        let mut months: HashMap<i64, Vec<Posted>> = HashMap::new();
        let before = whole.len();
        for (_, n, day) in some {
            if whole.len() < COMMON {
                insert(&mut whole, (*n, *day));
            } else if *day != 0 && whole.binary_search_by_key(n, |p| p.0).is_err() {
                // One without a day is found under nothing common.
                months
                    .entry(row(feature, *day))
                    .or_default()
                    .push((*n, *day));
            }
        }
        if whole.len() > before {
            write(conn, first(feature), &whole)?;
        }
        for (row, more) in months {
            let mut there = read(conn, row)?;
            let before = there.len();
            for one in more {
                if there.len() < COMMON {
                    insert(&mut there, one);
                }
            }
            if there.len() > before {
                write(conn, row, &there)?;
            }
        }
    }
    Ok(())
}

fn insert(all: &mut Vec<Posted>, one: Posted) {
    if let Err(at) = all.binary_search_by_key(&one.0, |p| p.0) {
        all.insert(at, one);
    }
}

/// Takes a document away from under features.
pub(super) fn remove(
    conn: &Connection,
    features: impl Iterator<Item = u32>,
    n: Number,
    day: u16,
) -> rusqlite::Result<()> {
    for feature in features {
        for row in [first(feature), row(feature, day)] {
            let mut all = read(conn, row)?;
            if let Ok(at) = all.binary_search_by_key(&n, |p| p.0) {
                all.remove(at);
                write(conn, row, &all)?;
                break;
            }
        }
    }
    Ok(())
}

/// Whether documents of a feature stand in rows of months.
fn has_months(conn: &Connection, feature: u32) -> rusqlite::Result<bool> {
    let sql = "SELECT EXISTS(SELECT 1 FROM posting WHERE n > ?1 AND n < ?2)";
    let mut get = conn.prepare_cached(sql)?;
    get.query_row([first(feature), row(feature, 0)], |r| r.get(0))
}

/// Gives the documents of a feature to `take`: all of them where it is rare, else those whose stories lie
/// at most `days` from one that happened on `day`.
pub(super) fn each(
    conn: &Connection,
    feature: u32,
    day: u16,
    days: u16,
    mut take: impl FnMut(Number),
) -> rusqlite::Result<()> {
    let whole = read(conn, first(feature))?;
    // Some of the first may have gone since it became common.
    if whole.len() < COMMON && !has_months(conn, feature)? {
        for (n, _) in whole {
            take(n);
        }
        return Ok(());
    }
    if day == 0 {
        return Ok(());
    }
    let near = |p: &Posted| p.1 != 0 && p.1.abs_diff(day) <= days;
    whole.into_iter().filter(near).for_each(|p| take(p.0));
    let (from, to) = (day.saturating_sub(days).max(1), day.saturating_add(days));
    for row in row(feature, from)..=row(feature, to) {
        read(conn, row)?
            .into_iter()
            .filter(near)
            .for_each(|p| take(p.0));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn conn() -> Connection {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch("CREATE TABLE posting(n INTEGER PRIMARY KEY, documents BLOB NOT NULL)")
            .unwrap();
        conn
    }

    fn found(conn: &Connection, feature: u32, day: u16) -> Vec<Number> {
        let mut out = Vec::new();
        each(conn, feature, day, 14, |n| out.push(n)).unwrap();
        out.sort_unstable();
        out
    }

    #[test]
    fn what_is_common_finds_only_what_is_near() {
        let conn = conn();
        let day = |n: Number| 10_000 + u16::try_from(n % 100).unwrap();
        let all = (1..=3_000).map(|n| (7, n, day(n))).collect();
        put(&conn, all).unwrap();
        put(&conn, vec![(8, 1, 0), (8, 5, 0)]).unwrap();
        assert_eq!(found(&conn, 8, 0), [1, 5]);
        let near = |of: u16| (1..=3_000).filter(move |n| day(*n).abs_diff(of) <= 14);
        assert_eq!(found(&conn, 7, 10_050), near(10_050).collect::<Vec<_>>());
        assert!(found(&conn, 7, 0).is_empty());
        // One of the first, and one of those that came later.
        for n in [50, 2_950] {
            remove(&conn, [7, 8].into_iter(), n, day(n)).unwrap();
        }
        let left: Vec<_> = near(10_050).filter(|n| ![50, 2_950].contains(n)).collect();
        assert_eq!(found(&conn, 7, 10_050), left);
        assert!(found(&conn, 7, 0).is_empty());
        assert_eq!(found(&conn, 8, 0), [1, 5]);
    }

    #[test]
    fn what_is_common_is_not_found_without_a_day() {
        let conn = conn();
        let all = (1..=3_000).map(|n| (7, n, 0)).collect();
        put(&conn, all).unwrap();
        let rows = conn.query_row("SELECT count(*) FROM posting", [], |r| r.get(0));
        assert_eq!(rows, Ok(1));
        assert!(found(&conn, 7, 0).is_empty());
        assert!(found(&conn, 7, 10_000).is_empty());
    }

    proptest! {
        #[test]
        fn they_come_back(all in proptest::collection::btree_map(0i64..1 << 40, any::<u16>(), 0..50)) {
            let all: Vec<Posted> = all.into_iter().collect();
            prop_assert_eq!(decode(&encode(&all)), all);
        }

        #[test]
        fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..100)) {
            let _some = decode(&bytes);
        }
    }
}
