//! The integration tests: one binary, a file for each area.

mod desktop;
mod input;
mod paint;
mod session;
mod support;
