//! All integration tests, in one binary.

mod relate;
mod text_wrap;
