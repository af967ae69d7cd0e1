//! The labelled rows, without those of the fold that is left out.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use md5::{Digest as _, Md5};
use serde::de::DeserializeOwned;

/// Where the data lies, and what of it may be seen.
pub(crate) struct Data {
    pub(crate) path: PathBuf,
    /// The fold that is left out.
    pub(crate) fold: Option<Fold>,
    /// The sources that are left out: those whose names begin so.
    pub(crate) without: Option<String>,
}

/// Fold `k` of `n`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fold {
    k: u32,
    n: u32,
}

impl Fold {
    /// Reads `K/N`.
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let (k, n) = text.split_once('/').context("--fold K/N")?;
        let (k, n) = (k.parse()?, n.parse()?);
        ensure!(k < n, "--fold K/N counts from 0: K is less than N");
        Ok(Self { k, n })
    }

    /// Whether the row with this id is in the fold.
    pub(crate) fn holds(self, id: &str) -> bool {
        number(id) % self.n == self.k
    }
}

/// The first 8 hexadecimal digits of an id's MD5, as a number.
pub(crate) fn number(id: &str) -> u32 {
    let digest = Md5::digest(id.as_bytes());
    u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]])
}

impl Data {
    /// The rows of a compressed file of JSON Lines that may be seen; `id` tells a row's id.
    pub(crate) fn rows<T: DeserializeOwned>(
        &self,
        file: &str,
        id: impl Fn(&T) -> &str,
    ) -> Result<Vec<T>> {
        let path = self.path.join(file);
        let done = Command::new("gzip").arg("-dc").arg(&path).output()?;
        ensure!(done.status.success(), "cannot read {}", path.display());
        let text = String::from_utf8(done.stdout)?;
        let rows = text.lines().filter(|l| !l.trim().is_empty());
        let rows = rows
            .map(serde_json::from_str)
            .collect::<Result<Vec<T>, _>>()?;
        let seen = |row: &T| self.fold.is_none_or(|f| !f.holds(id(row)));
        Ok(rows.into_iter().filter(seen).collect())
    }
}
