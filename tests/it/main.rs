//! The integration tests, one module an area.

mod load;
mod relate;
mod text_wrap;
mod thread;
