//! What several areas share.

pub mod allowed;
pub mod pty;
