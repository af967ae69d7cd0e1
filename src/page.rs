//! Laid-out lines.
//!
//! 1. [`measure`](measure()) cuts a block into fragments: the dear step, done once, at any width.
//! 2. [`lay_block`] and [`Page::lay`] put them on lines of a width.
//! 3. [`Stack`] puts the comments of a thread under one another, folded or not.
//!
//! A page holds only numbers; the words stay in the document, and every line is a byte range of a
//! block. Marks, hits and selections are byte ranges too and are put on visible lines when they
//! are drawn, so none of them ever rebuilds a page. Words of our own (author rows, counts, ages) are
//! not laid out: they are one-row labels of the screen.

pub mod lay;
pub mod measure;
pub mod stack;

pub use lay::{Line, Page, Role, Rule, lay_block};
pub use measure::{Measured, measure};
pub use stack::{Row, Shape, Stack};
