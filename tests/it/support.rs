//! What several areas share.

pub(crate) mod allowed;
pub(crate) mod bench;
pub(crate) mod emulators;
pub(crate) mod frame;
pub(crate) mod margins;
pub(crate) mod modes;
pub(crate) mod pty;
pub(crate) mod stack;
