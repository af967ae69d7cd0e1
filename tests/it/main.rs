//! The integration tests: one binary, a file for each area.

mod desktop;
mod paint;
mod session;
mod support;
