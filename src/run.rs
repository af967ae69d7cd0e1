//! The imperative shell.

pub mod desktop;
pub mod report;
