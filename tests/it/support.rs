//! What several areas share.

pub(crate) mod allowed;
pub(crate) mod pty;
