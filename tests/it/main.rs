//! The integration tests: one binary, a file for each area.

mod anchor;
mod app;
mod by_hand;
mod cli;
mod correct;
mod desktop;
mod export;
mod heads;
mod input;
mod kiosk;
mod linked;
mod load;
mod marks;
mod paint;
mod props;
mod pty;
mod query;
mod relate;
mod screen;
mod session;
mod store;
mod support;
mod text_wrap;
mod thread;
mod tidy;
mod undo;
