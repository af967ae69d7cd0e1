//! Giving up what takes too long.

use std::fmt;

use rusqlite::InterruptHandle;

use super::Library;

/// Gives up what a [`Library`] is doing, from another thread.
pub struct Interrupter(InterruptHandle);

impl Interrupter {
    /// What is being asked or written now fails, and nothing of it is done. Whatever begins later does not fail.
    pub fn interrupt(&self) {
        self.0.interrupt();
    }
}

impl fmt::Debug for Interrupter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Interrupter")
    }
}

impl Library {
    /// What gives up what is being done with this one.
    pub fn interrupter(&self) -> Interrupter {
        Interrupter(self.conn.get_interrupt_handle())
    }
}

#[cfg(test)]
impl Library {
    /// Reads until it is given up.
    pub(crate) fn read_for_ever(&self) -> Result<usize, super::Error> {
        let sql =
            "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT max(x) FROM c";
        let read = self.conn.query_row(sql, [], |r| r.get::<_, isize>(0));
        read.map(isize::cast_unsigned).map_err(|e| self.error(e))
    }
}
