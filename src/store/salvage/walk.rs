//! Walking over the rows of a table some of whose pages cannot be read.

use rusqlite::{Connection, Row};

/// How often a walk starts anew behind rows that cannot be read.
const MOST_GAPS: usize = 10_000;

/// Gives every row of `table` that can be read to `take`, in the order of its number, which is the first
/// of `columns`. Says whether that were all.
pub(super) fn walk(
    conn: &Connection,
    table: &str,
    columns: &str,
    mut take: impl FnMut(&Row<'_>) -> rusqlite::Result<()>,
) -> bool {
    let sql = format!("SELECT {columns} FROM {table} WHERE n > ?1 ORDER BY n");
    let one = format!("{sql} LIMIT 1");
    let mut whole = true;
    let mut at = i64::MIN;
    // The last number, where the last page can be read.
    let last = format!("SELECT max(n) FROM {table}");
    let last: Result<Option<i64>, _> = conn.query_row(&last, [], |r| r.get(0));
    let last = last.map_or(1 << 40, |n| n.unwrap_or(0));
    for _ in 0..MOST_GAPS {
        match run(conn, &sql, &mut at, &mut take, &mut whole) {
            Ok(()) => return whole,
            Err(_) => whole = false,
        }
        let reads = |from: i64| {
            let next: rusqlite::Result<Option<i64>> =
                match conn.query_row(&one, [from], |r| r.get(0)) {
                    Err(rusqlite::Error::QueryReturnedNoRows) => Ok(None),
                    other => other.map(Some),
                };
            next.is_ok()
        };
        // Ever wider steps over what cannot be read, then back to the first number behind it that can.
        let mut bad = at.max(0);
        let mut step = 1;
        loop {
            if bad > last {
                return false;
            }
            let next = bad.saturating_add(step);
            if reads(next) {
                let (mut low, mut high) = (bad, next);
                while low + 1 < high {
                    let middle = low + (high - low) / 2;
                    if reads(middle) {
                        high = middle;
                    } else {
                        low = middle;
                    }
                }
                at = high;
                break;
            }
            bad = next;
            step = step.saturating_mul(2);
        }
    }
    false
}

/// Goes on behind row `at` until a page cannot be read.
fn run(
    conn: &Connection,
    sql: &str,
    at: &mut i64,
    take: &mut impl FnMut(&Row<'_>) -> rusqlite::Result<()>,
    whole: &mut bool,
) -> rusqlite::Result<()> {
    let mut all = conn.prepare_cached(sql)?;
    let mut rows = all.query([*at])?;
    while let Some(row) = rows.next()? {
        let n: i64 = row.get(0)?;
        if n <= *at {
            // Numbers rise in a table that is in order.
            return Err(rusqlite::Error::InvalidQuery);
        }
        // A row whose values are not what they should be is lost, and no other.
        if take(row).is_err() {
            *whole = false;
        }
        *at = n;
    }
    Ok(())
}
