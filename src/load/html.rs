//! Pages.

mod blocks;
mod sink;
mod talk;
mod tree;
