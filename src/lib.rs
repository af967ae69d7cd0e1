//! khao (ข่าว, "news"): the terminal reader for news and the discussion under it.
//!
//! This page is the project's architecture.
//!
//! # The straight line
//!
//! Bytes become cells in one direction, and nothing flows back.
//!
//! | step | value out | function |
//! |---|---|---|
//! | read | [`load::Input`] | `run` reads a file or standard input |
//! | load | [`load::Loaded`] | [`load::load`] |
//! | relate | [`model::Relation`] | [`relate::Index`] |
//!
//! # Floors
//!
//! A floor imports only from floors above it in this list; a test reads every `use crate::`.

#![cfg_attr(not(test), warn(clippy::unwrap_used))]
#![warn(missing_docs)]

pub mod app;
pub mod cli;
pub mod load;
pub mod model;
pub mod page;
pub mod relate;
pub mod run;
pub mod term;
pub mod text;
pub mod ui;
pub mod wire;
