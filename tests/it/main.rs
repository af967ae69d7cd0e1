//! The integration tests: one binary, a file for each area.

mod desktop;
mod input;
mod paint;
mod relate;
mod session;
mod support;
mod text;
