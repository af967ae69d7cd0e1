//! Pages.

mod address;
mod blocks;
mod sink;
mod talk;
mod tree;
