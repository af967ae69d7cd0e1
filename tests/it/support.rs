//! What several areas share.

pub(crate) mod allowed;
pub(crate) mod emulators;
pub(crate) mod pty;
