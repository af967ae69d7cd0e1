//! The integration tests, one module an area.

mod load;
mod text_wrap;
mod thread;
