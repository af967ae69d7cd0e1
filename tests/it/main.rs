//! The integration tests: one binary, a file for each area.

mod cli;
mod desktop;
mod input;
mod load;
mod paint;
mod relate;
mod session;
mod support;
mod text_wrap;
mod thread;
mod tidy;
