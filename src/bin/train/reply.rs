//! Learns `reply.tsv`.

use anyhow::Result;
use serde::Deserialize;

use crate::data::Data;

#[derive(Deserialize)]
struct Row {
    id: String,
}

/// The table.
pub(crate) fn train(data: &Data) -> Result<String> {
    let file = "threads/threads.jsonl.gz";
    let rows: Vec<Row> = data.rows(file, |r: &Row| &r.id)?;
    Ok(format!("# {} rows\n", rows.len()))
}
